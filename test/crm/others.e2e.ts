// Dynamics 365, HubSpot, Pipedrive and Zoho CRM in the browser, on look-alikes at the vendors' own host names: not the products.
import type { Frame, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Event } from '../../src/domain/event.ts';
import { openPanel, restingTab, until, withExtension, type Extension } from '../e2e/support.ts';
import { en, eventsOf, settings, ssm, type Deal } from '../e2e/way.ts';
import { fakes, names, serve, type Fake } from '../lookalike/serve.mjs';
import { httpsFront } from '../tools/https-front.mjs';

interface Kind { id: string; org: string; stages: string[]; move: (page: Page) => Promise<void>; elsewhere: string }
const KINDS: Record<Fake, Kind> = {
  dynamics: {
    id: 'dynamics365', org: 'northlight.crm4.dynamics.com',
    stages: ['6b9ce798-221a-4260-90b2-2a95ed51a5bc', '650e06b4-789b-46c1-822b-0da76bedb1ed', 'd3ca8878-8d7b-47b9-852d-fcd838790cfd', 'bb7e830a-61bd-441b-b1fd-6bb104ffa027'],
    move: async (page) => {
      await page.locator('#bpfContainer li[aria-selected=true] button').click();
      await page.locator('[data-id$="nextButtonContainer"]').click();
    },
    elsewhere: '/main.aspx?pagetype=entityrecord&etn=account&id=0dd00000-0000-4000-8000-000000000001',
  },
  hubspot: {
    id: 'hubspot', org: 'app.hubspot.com/14800000', stages: ['appointmentscheduled', 'qualifiedtobuy', 'contractsent', '1073'],
    move: async (page) => {
      await page.locator('#stage-button').click();
      await page.locator('[data-option-value="contractsent"] button').click();
    },
    elsewhere: '/contacts/14800000/record/0-1/3001',
  },
  pipedrive: { id: 'pipedrive', org: 'northlight.pipedrive.com', stages: ['11', '12', '13', '14'], move: (page) => page.locator('[data-stage-id="13"]').click(), elsewhere: '/deals' },
  zoho: { id: 'zoho', org: 'crm.zoho.eu', stages: ['Qualification', 'Needs Analysis', 'Proposal/Price Quote', 'Negotiation/Review'], move: (page) => page.getByRole('button', { name: 'Send proposal' }).click(), elsewhere: '/crm/org20088800000/tab/Contacts/400000000000100001' },
};

let server: Awaited<ReturnType<typeof serve>>;
let front: Awaited<ReturnType<typeof httpsFront>>;
let ext: Extension;
beforeAll(async () => {
  server = await serve();
  front = await httpsFront({ to: server.port, names });
  ext = await withExtension({ hostRules: front.hostRules, args: front.args, locale: 'en-US' });
  // The CRM's own stages one after the other stand for the method's.
  const stageMaps = Object.fromEntries(Object.values(KINDS).map(({ id, org, stages }) => [`${id}:${org}:ssm`, Object.fromEntries(stages.map((stage, i) => [stage, ssm.stages[i]!.id]))]));
  await settings(ext, { policy: 'warn', minimum: 'confirmed', lang: 'en', role: 'rep', name: 'Maya Lindqvist', method: 'ssm', stageMaps, stageHook: true });
});
afterAll(async () => {
  await ext?.close();
  await front?.close();
  await server?.close();
});

/** What the readings written down say of each field by now, and from where. */
const fieldsIn = (events: Event[]): Record<string, { value: unknown; from: string }> =>
  Object.assign({}, ...events.filter((e) => e.type === 'deal.read').map((e) => (e.data as { fields: object }).fields)) as Record<string, { value: unknown; from: string }>;

const stands = (frame: Frame, stage: number): Promise<void> =>
  frame.getByText(`${stage} ${ssm.stages[stage - 1]!.name.en.split(/\s*[–—·]+\s*/)[0]!}`).first().waitFor();

describe.each(Object.keys(KINDS) as Fake[])('%s', (crm) => {
  const { id, org, stages, move, elsewhere } = KINDS[crm];
  const deal = { key: `${id}:${org}:${fakes[crm].idOf(1)}` } as Deal;

  test('is read by page and API; a move is held and made again; another record is none', async () => {
    const state = server.states[crm];
    const page = await ext.newPage(fakes[crm].record(1));
    page.setDefaultTimeout(20_000);
    await restingTab(page, 20_000);
    const frame = await openPanel(page);
    await frame.locator('h1.deal', { hasText: 'Plant analytics rollout' }).waitFor();

    // The page's words first, the API's as they come.
    const fields = await until(async () => {
      const now = fieldsIn(await eventsOf(ext, deal));
      return now['stage'] && now['created']?.from === 'api' ? now : null;
    }, 'page and API to be read');
    expect(fields).toMatchObject({
      name: { value: 'Plant analytics rollout' }, account: { value: { label: 'Acme Robotics' } }, amount: { value: { value: 420000, currency: 'EUR' } },
      closeDate: { value: '2027-02-26' }, probability: { value: 40 }, owner: { value: { label: 'Maya Lindqvist' } }, stage: { value: { id: stages[1] } },
    });

    // The page has its verdicts before the panel says where the deal stands.
    await stands(frame, 2);
    await move(page);
    await frame.getByRole('alertdialog').waitFor();
    expect(state.deals[0]!.stage).toBe(1);
    await frame.locator('summary', { hasText: en.gate.override }).click();
    await frame.getByLabel(en.gate.why).fill('Their board meets on Monday');
    const go = frame.locator('.guarded').getByRole('button', { name: en.gate.overrideGo });
    await until(async () => {
      if (await go.count()) await go.click({ timeout: 2_000 }).catch(() => {});
      return state.deals[0]!.stage === 2;
    }, 'the move to be made again in the CRM', 20_000);
    const moved = await until(async () => (await eventsOf(ext, deal)).find((e) => e.type === 'stage.moved'), 'the move in the notebook');
    expect(moved.data).toMatchObject({ from: { id: stages[1] }, to: { id: stages[2] }, seen: 'gate', verdict: 'warn', override: { reason: 'Their board meets on Monday' } });

    const before = (await eventsOf(ext, deal)).length;
    await page.evaluate((to) => { history.pushState({}, '', to); dispatchEvent(new PopStateEvent('popstate')); }, elsewhere);
    // Between deals the panel goes by its own name.
    await frame.locator('h1.deal', { hasText: 'StageProof' }).waitFor();
    expect((await eventsOf(ext, deal)).length).toBe(before);
    await page.close();
  });
});

test('dynamics: a move that a script of the page makes is asked about, where the user switched that on, and passes the second time', async () => {
  const { id, org } = KINDS.dynamics;
  const deal = { key: `${id}:${org}:${fakes.dynamics.idOf(2)}` } as Deal;
  const state = server.states.dynamics;
  const page = await ext.newPage(fakes.dynamics.record(2));
  page.setDefaultTimeout(20_000);
  await restingTab(page, 20_000);
  await page.locator('html[data-hooks="1"]').waitFor();
  const frame = await openPanel(page);
  await frame.locator('h1.deal', { hasText: 'Fleet telemetry 2027' }).waitFor();
  await until(async () => fieldsIn(await eventsOf(ext, deal))['created']?.from === 'api', 'the API to be read');
  await stands(frame, 3);
  const advance = page.locator('#advance');
  await advance.click();
  await frame.getByRole('alertdialog').waitFor();
  expect(state.deals[1]!.stage).toBe(2);
  await frame.locator('summary', { hasText: en.gate.override }).click();
  await frame.getByLabel(en.gate.why).fill('Signed by their board');
  const go = frame.locator('.guarded').getByRole('button', { name: en.gate.overrideGo });
  await until(async () => {
    if (!await go.count()) return true;
    await go.click({ timeout: 2_000 }).catch(() => {});
    return !await go.count();
  }, 'the reason to be taken');
  await advance.click();
  await until(() => state.deals[1]!.stage === 3, 'the script to make its move', 20_000);
  await page.close();
});
