// A CRM that does to its page whatever a page can do: its own controls go on working, ours give up quietly, and no value is
// ever written to a record that it does not belong to.
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import type { Page } from 'playwright-core';
import type { Event } from '../../src/domain/event.ts';
import { inHost, panelNow, until, withExtension, type Extension } from '../e2e/support.ts';
import { misbehavingCrm, type MisbehavingCrm } from '../lookalike/misbehaving/serve.ts';

let extension: Extension;
let crm: MisbehavingCrm;
let page: Page;
/** What our scripts said on the page's console, and what was thrown there without being the page's. */
let said: string[];

beforeAll(async () => {
  [extension, crm] = await Promise.all([withExtension({ viewport: { width: 1400, height: 800 } }), misbehavingCrm()]);
});
afterAll(async () => {
  await extension?.close();
  await crm?.close();
});
beforeEach(async () => {
  said = [];
  page = await extension.newPage();
  page.on('console', (m) => { if (/error|warning/.test(m.type()) && (m.location().url.startsWith('chrome-extension:') || /stageproof/i.test(m.text()))) said.push(m.text()); });
  page.on('pageerror', (e) => { if (!/the page's own mistake|patched/.test(e.message)) said.push(e.message); });
  await page.goto(crm.record(1));
});
afterEach(async () => {
  const all = said;
  await page.close();
  expect(all).toEqual([]);
});

const misbehave = (call: string): Promise<unknown> => page.evaluate(`void misbehave.${call}`);
const tab = () => until(async () => { const t = await inHost(page, 'button.t'); return t && (await t.box()).width > 0 ? t : null; }, 'the resting tab', 20_000);
/** Opens the panel by our own tab: this page has closed roots with buttons of its own. */
async function openPanel() {
  await (await tab()).click();
  const frame = await until(() => panelNow(page), 'the panel', 20_000);
  await frame.getByText('Plant rollout').first().waitFor();
  return frame;
}
const clicks = () => page.evaluate(() => (window as unknown as { clicks: { lead: number; convert: number } }).clicks);
const events = async (record: number): Promise<Event[]> => {
  const key = `tryton:${new URL(crm.record(1)).host}/crm:${record}`;
  return (await extension.worker()).evaluate(`globalThis.stageproofDemo.events(${JSON.stringify(key)})`) as Promise<Event[]>;
};
/** Every value ever written of a record, per field. */
const written = async (record: number): Promise<Record<string, unknown[]>> => {
  const all: Record<string, unknown[]> = {};
  for (const e of await events(record)) for (const [name, f] of Object.entries((e.data as { fields?: Record<string, { value: unknown }> }).fields ?? {})) (all[name] ??= []).push(f.value);
  return all;
};

test('drawn anew five times a second, with the focus stolen: the panel keeps what is typed, the page counts its clicks', async () => {
  await tab();
  await misbehave('renderAnew()');
  await misbehave('strangers()');
  const panel = await openPanel();
  await panel.getByRole('button', { name: 'Coach' }).or(panel.getByRole('tab', { name: 'Coach' })).first().click();
  const box = panel.locator('textarea').first();
  await box.waitFor();
  await box.pressSequentially('Who signs?');
  await misbehave('stealFocus()');
  await until(() => page.evaluate(() => document.activeElement instanceof HTMLInputElement), 'the page to have the focus');
  expect(await box.inputValue()).toBe('Who signs?');
  await page.evaluate(() => document.querySelector<HTMLElement>('button[name=lead]')!.click());
  // Back a stage needs no proof: the panel stays where it is. (A real press may be lost: what was pressed is gone when it is let go.)
  expect((await clicks()).lead).toBe(1);
  expect(await box.inputValue()).toBe('Who signs?');
  expect((await written(1))['name']).toEqual(['Plant rollout']);
});

test('removed twenty times a second, it gives up quietly; the page\'s controls work', async () => {
  await tab();
  await misbehave('removeUs()');
  await until(() => page.evaluate(() => ![...document.documentElement.children].some((e) => !['HEAD', 'BODY'].includes(e.tagName))), 'our element to stay away', 20_000);
  await page.waitForTimeout(500);
  expect(await inHost(page, 'button.t')).toBeNull();
  await page.click('button[name=lead]');
  expect((await clicks()).lead).toBe(1);
});

test('with everything patched and handlers that throw, the gate and the panel work as ever', async () => {
  await tab();
  await misbehave('throwing()');
  await misbehave('patch()');
  await openPanel();
  await page.mouse.click(...await centre('button[name=lead]'));
  // Back a stage needs no proof.
  await until(async () => (await events(1)).some((e) => e.type === 'stage.moved' && (e.data as { to: { id: string } }).to.id === 'lead'), 'the move', 20_000);
});

test('a page frozen for two seconds, with 20,000 elements, opens the panel', async () => {
  await misbehave('huge()');
  const t = await tab();
  void misbehave('freeze(2000)').catch(() => {});
  await t.click();
  const panel = await until(() => panelNow(page), 'the panel', 20_000);
  await panel.getByText('Plant rollout').first().waitFor();
});

test('the address goes on while the old record is still drawn: nothing of the old one is written to the new', async () => {
  await tab();
  const panel = await openPanel();
  await misbehave('slow(700)');
  await misbehave('renderAnew()');
  await page.evaluate(async () => {
    for (const id of [2, 1, 2, 1, 2]) {
      location.hash = `crm/model/sale.opportunity/${id}`;
      await new Promise((r) => setTimeout(r, 350));
    }
  });
  await panel.getByText('Spare parts portal').first().waitFor();
  await until(async () => (await written(2))['name']?.length, 'the new record', 20_000);
  const [first, second] = [await written(1), await written(2)];
  expect([...new Set(first['name'])]).toEqual(['Plant rollout']);
  expect([...new Set(second['name'])]).toEqual(['Spare parts portal']);
  expect([...new Set((second['account'] ?? []).map((a) => (a as { label: string }).label))]).toEqual(['Globex']);
  expect(second['number']).toEqual(['2']);
});

test.each(['replaceBody()', 'writeAfterLoad()'])('%s: the page works, and nothing of ours is in the way', async (call) => {
  await tab();
  await misbehave(call);
  await page.locator('button[name=lead]').click();
  expect((await clicks()).lead).toBe(1);
  if (call === 'replaceBody()') await tab();
});

/** Where an element is, without the page's own patched functions. */
async function centre(css: string): Promise<[number, number]> {
  const box = (await page.locator(css).first().boundingBox())!;
  return [box.x + box.width / 2, box.y + box.height / 2];
}
