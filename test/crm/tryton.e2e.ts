// The Tryton adapter on the real server.
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openOpportunity, resetTryton, trytonLogin, tryton, until } from '../e2e/support.ts';
import { beside, launch, settled, type Live } from './live.ts';
import { checkShape, values } from './kit.ts';

let browser: Browser;
let page: Page;
beforeAll(async () => { browser = await launch(); });
afterAll(() => browser?.close());

const reader = "import { readTryton } from '../../src/crm/tryton/api.ts'; const more = (from = {}) => readTryton(whole.place(here()), { fetch: fetch.bind(globalThis), localStorage, origin: location.origin, ...from });";

async function enter(env: ReturnType<typeof tryton>['env'], ref: string): Promise<Live> {
  page = await (await browser.newContext({ locale: 'en-US' })).newPage();
  await trytonLogin(page, env);
  await openOpportunity(page, env, ref);
  return beside(page, 'tryton', reader);
}

test('all six opportunities, by page and by API, one in-app tab after the other', async (t) => {
  const env = await resetTryton(t);
  tryton(t);
  const live = await enter(env, 'OPP-ACME-1');
  for (const [ref, want] of Object.entries(env.opportunities)) {
    // No waiting here: the address changes first, and what is read meanwhile must not be the last record's.
    await page.goto(env.record_url.replace('{id}', String(want.id)));
    const reading = await settled(live);
    checkShape(reading);
    expect(reading, ref).toMatchObject({ kind: 'deal', place: { crm: 'tryton', org: `127.0.0.1:${new URL(env.base).port}/crm`, record: String(want.id) }, missing: [] });
    const expected = {
      name: want.description, number: want.number, account: want.party && { label: want.party }, contact: want.contact && { label: want.contact },
      amount: want.amount === null ? null : { value: Number(want.amount), currency: want.currency }, owner: { label: want.employee },
      probability: Math.round(want.conversion_probability * 100), stage: { id: want.state }, closeDate: want.end_date,
    };
    expect(values(reading), ref).toMatchObject({ ...expected, ...(want.state === 'lost' && { closeDate: env.seeded_on }) });
    expect(await settled(live, 'glance')).toMatchObject({ kind: 'deal', fields: { stage: { value: { id: want.state } } } });
    const answer = await live.run<{ ok: boolean; fields: object; stages: { id: string }[]; me: object }>('live.more()');
    expect(answer).toMatchObject({ ok: true, me: { label: 'Riley Chen' } });
    expect(answer.stages.map((s) => s.id)).toEqual(['lead', 'opportunity', 'converted', 'won', 'cancelled', 'lost']);
    // Both ways say the same, but for the ids that only the API knows.
    const page1 = values(reading);
    for (const [name, field] of Object.entries(answer.fields) as [string, { value: unknown }][]) {
      if (typeof page1[name] === 'object' && page1[name]) expect(field.value, `${ref} ${name}`).toMatchObject(page1[name]);
      else expect(field.value, `${ref} ${name}`).toEqual(page1[name]);
    }
  }
});

test('API troubles are answers', async (t) => {
  const { env } = tryton(t);
  const live = await enter(env, 'OPP-ACME-1');
  const why = (from: string) => live.run(`live.more(${from}).then((a) => a.ok || a.why)`);
  expect(await why('{ localStorage: { getItem: () => null } }')).toBe('signed-out');
  expect(await why('{ localStorage: { getItem: () => JSON.stringify({ login: "rep", user_id: 2, session: "stale" }) } }')).toBe('signed-out');
  expect(await why('{ localStorage: { getItem: () => "{" } }')).toBe('shape');
  expect(await why('{ fetch: () => Promise.reject(new TypeError("offline")) }')).toBe('network');
  expect(await why('{ fetch: async () => new Response("<html>") }')).toBe('shape');
  await page.evaluate(() => { location.hash = '#crm/model/sale.opportunity/999'; });
  expect(await why('')).toBe('not-found');
});

test('a held move sends nothing; replayed, the server moves; a refusal is heard', async (t) => {
  const env = await resetTryton(t);
  const live = await enter(env, 'OPP-ACME-1');
  const calls: string[] = [];
  page.on('request', (r) => { const m = /"method":"model\.sale\.opportunity\.(\w+)"/.exec(r.postData() ?? '')?.[1]; if (m) calls.push(m); });
  await live.listen(true);
  await page.click('.tab-pane.active button[name=lost]');
  expect(await live.intents()).toMatchObject([{ how: 'button', replays: true, to: { id: 'lost', label: 'Lost', closed: 'lost' } }]);
  await page.waitForTimeout(300);
  expect(calls).toEqual([]);
  // By keyboard the browser makes a click of it.
  await page.focus('.tab-pane.active button[name=lead]');
  await page.keyboard.press('Enter');
  await page.keyboard.press('Space');
  expect(await live.intents()).toHaveLength(3);
  expect(calls).toEqual([]);
  await live.replay();
  await until(async () => { const r = await live.read(); return (values(r)['stage'] as { id: string } | undefined)?.id === 'lead'; }, 'the lead stage');
  expect(calls).toContain('lead');
  expect(await live.refusal()).toBeNull();

  await openOpportunity(page, env, 'OPP-LEAD-1');
  await page.click('.tab-pane.active button[name=opportunity]');
  await live.replay();
  expect(await until(() => live.refusal(), 'the refusal')).toContain('Party');
  expect(values(await live.read())).toMatchObject({ stage: { id: 'lead' } });
});

test('signed out, new record, list', async (t) => {
  const { env } = tryton(t);
  const live = await enter(env, 'OPP-ACME-1');
  await page.goto(env.list_url);
  await page.waitForSelector('.tab-pane.active tbody tr td', { state: 'attached' });
  expect(await live.read()).toEqual({ kind: 'elsewhere', view: 'list' });
  await page.waitForSelector('.tab-pane.active .treeview td .column-char', { state: 'visible' });
  await page.click('.tab-pane.active .btn-toolbar #new_');
  await page.waitForSelector('.tab-pane.active select[name=state]', { state: 'attached' });
  expect(await until(async () => { const r = await live.read(); return r.kind === 'unrecognised' && r.clue !== 'waiting' ? r : null; }, 'the empty form')).toEqual({ kind: 'unrecognised', clue: 'new-record' });
  await page.evaluate(() => localStorage.clear());
  await page.goto('about:blank');
  await page.goto(`${env.base}/#crm/model/sale.opportunity/1`);
  await page.waitForSelector('input#database');
  expect(await (await beside(page, 'tryton')).read()).toEqual({ kind: 'unrecognised', clue: 'signed-out' });
});
