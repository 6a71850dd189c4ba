// The Salesforce adapter in Chromium on the look-alike, under a real org's host name: not Salesforce.
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { until } from '../e2e/support.ts';
import { checkShape, values } from './kit.ts';
import { beside, launch, settled, type Live } from './live.ts';

interface Server { port: number; state: { log: { via: string; fields?: { StageName?: string } }[]; switches: Record<string, unknown> }; reset(): void; close(): Promise<void> }
let server: Server;
let browser: Browser;
let page: Page;
beforeAll(async () => {
  const { serve } = await import(/* @vite-ignore */ new URL('../demo-crm/server.mjs', import.meta.url).href) as { serve(o: object): Promise<Server> };
  [server, browser] = await Promise.all([serve({ port: 0, tls: true }), launch()]);
});
afterAll(async () => { await browser?.close(); await server?.close(); });
beforeEach(() => server.reset());

const ACME = '0065i00000ACME1AAP';
const CORVID = '0065i00000CORVDAA5';
const path = (id: string) => `/lightning/r/Opportunity/${id}/view`;
const moves = () => server.state.log.flatMap((l) => l.fields?.StageName ?? []);
const stageOf = async (live: Live) => (values(await settled(live))['stage'] as { id: string } | undefined)?.id;

async function open(at: string): Promise<Live> {
  page = await (await browser.newContext({ ignoreHTTPSErrors: true, viewport: { width: 1400, height: 900 } })).newPage();
  await page.goto(`https://northlight-demo.lightning.force.com:${server.port}${at}`);
  await page.locator('.slds-path__nav li, .forceListViewManager, table').first().waitFor({ state: 'attached' });
  return beside(page, 'salesforce');
}

describe.each(['synthetic', 'native'])('%s shadow', (shadow) => {
  test.each(['en', 'zh'])('reads the record (%s), and the next after in-page navigation', async (lang) => {
    const live = await open(`${path(ACME)}?shadow=${shadow}&lang=${lang}`);
    const reading = await settled(live);
    checkShape(reading);
    expect(reading).toMatchObject({ kind: 'deal', place: { record: ACME }, missing: [] });
    expect(values(reading)).toMatchObject({
      name: 'Plant analytics rollout', account: { id: '0015i00000ACME1AAP', label: 'Acme Robotics' }, amount: { value: 420000, currency: 'EUR' },
      closeDate: '2027-02-26', stage: { id: 'Needs Analysis' }, probability: 20, owner: { label: 'Maya Lindqvist' },
    });
    expect(await settled(live, 'glance')).toMatchObject({ kind: 'deal', fields: { stage: { value: { id: 'Needs Analysis' } } } });
    await page.evaluate((to) => { history.pushState({}, '', to); dispatchEvent(new PopStateEvent('popstate')); }, path(CORVID));
    const next = await settled(live);
    expect(next).toMatchObject({ place: { record: CORVID }, fields: { name: { value: 'Fleet telemetry 2027' }, stage: { value: { id: 'Negotiation/Review' } }, amount: { value: { value: 268000 } } } });
  });

  test('“Mark Stage as Complete” is held, and moves when replayed', async () => {
    const live = await open(`${path(ACME)}?shadow=${shadow}`);
    await settled(live);
    await live.listen(true);
    await page.click('button.stepAction');
    expect(await live.intents()).toEqual([{ how: 'path', replays: true, to: { id: 'Value Proposition', label: 'Value Proposition' } }]);
    await page.waitForTimeout(200);
    expect(moves()).toEqual([]);
    await live.replay();
    await until(async () => (await stageOf(live)) === 'Value Proposition', 'the next stage');
    expect(moves()).toEqual(['Value Proposition']);
  });

  test('picking a later step moves nothing, marking it does', async () => {
    const live = await open(`${path(ACME)}?shadow=${shadow}`);
    await settled(live);
    await live.listen(true);
    await page.click('li[data-name="Perception Analysis"] a');
    expect(await live.intents()).toEqual([]);
    await page.click('button.stepAction');
    expect(await live.intents()).toMatchObject([{ to: { id: 'Perception Analysis' } }]);
  });

  test('closing: the dialog opens freely, its save is held; a refused one is heard', async () => {
    const live = await open(`${path(CORVID)}?shadow=${shadow}`);
    await settled(live);
    await live.listen(true);
    await page.click('li[data-name="Closed"] a');
    await page.click('button.stepAction');
    await page.selectOption('select.stepAction', 'Closed Won');
    expect(await live.intents()).toEqual([]);
    await page.click('[role=dialog] .modal-footer .slds-button_brand');
    expect(await live.intents()).toMatchObject([{ how: 'path', to: { id: 'Closed Won', closed: 'won' } }]);
    expect(moves()).toEqual([]);
    expect(await live.refusal()).toBeNull();
    await live.replay();
    expect(await until(() => live.refusal(), 'the refusal')).toBeTruthy();
    expect(await stageOf(live)).toBe('Negotiation/Review');
  });

  test('inline edit: saved values stand while the form is open; saving another stage is held, another field not', async () => {
    const live = await open(`${path(ACME)}?shadow=${shadow}`);
    const before = await settled(live);
    await live.listen(true);
    await page.click('[data-target-selection-name$=".StageName"] .test-id__inline-edit-trigger');
    await page.locator('button[name=SaveEdit]').waitFor();
    expect(await live.read()).toEqual(before);
    await page.click('button[name=StageName]');
    await page.click('lightning-base-combobox-item[data-value="Qualification"]');
    await page.click('button[name=SaveEdit]');
    expect(await live.intents()).toMatchObject([{ how: 'edit', to: { id: 'Qualification', label: 'Qualification' } }]);
    expect(moves()).toEqual([]);
    await live.replay();
    await until(async () => (await stageOf(live)) === 'Qualification', 'the stage of the form');
  });
});

test('a card dragged on the board is noticed with its own record and column', async () => {
  const live = await open('/lightning/o/Opportunity/list?filterName=AllOpportunities');
  expect(await live.read()).toEqual({ kind: 'elsewhere', view: 'list' });
  await page.evaluate(() => document.querySelector<HTMLElement>('[data-display=kanban]')!.click());
  await page.locator('[data-recordid] [draggable=true]').first().waitFor();
  expect(await live.read()).toEqual({ kind: 'elsewhere', view: 'kanban' });
  await live.listen(true);
  await page.dragAndDrop('[data-recordid^="0065i00000LUMEN"] [draggable=true]', 'li[data-name="Qualification"]');
  expect(await live.intents()).toEqual([{ how: 'kanban', replays: false, record: '0065i00000LUMENAA5', to: { id: 'Qualification', label: 'Qualification' } }]);
  await page.waitForTimeout(200);
  expect(moves()).toEqual([]);
});
