// The gate on Tryton's own buttons: what passes is not touched, what is held is replayed or stays, what the server refuses
// is not written down, what happened elsewhere is noticed.
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import type { Page } from 'playwright-core';
import type { Event, StageRef } from '../../src/domain/event.ts';
import { fold } from '../../src/domain/fold.ts';
import { messages } from '../../src/i18n/index.ts';
import type { Settings } from '../../src/wire/messages.ts';
import { fromHost, inHost, openOpportunity, panel, panelNow, resetTryton, restingTab, trytonLogin, until, withExtension, type Extension } from './../e2e/support.ts';
import type { TrytonEnv } from '../tryton/tryton.mjs';

const en = messages('en');
let extension: Extension;
let env: TrytonEnv;
let page: Page;

beforeAll(async () => {
  extension = await withExtension();
});
afterAll(() => extension?.close());
beforeEach(async (test) => {
  env = await resetTryton(test);
  began = Date.now();
  for (const old of extension.context.pages().slice(1)) await old.close();
  page = await extension.newPage();
  // The session that the browser keeps went with the old database.
  await page.route('**/forget', (route) => route.fulfill({ body: '<!doctype html>' , contentType: 'text/html' }));
  await page.goto(`${env.base}/forget`);
  await page.evaluate(() => { localStorage.clear(); sessionStorage.clear(); });
  await trytonLogin(page, env);
  return () => page.close();
});

type Demo = { settings(change: Partial<Settings>): Promise<void>; events(key: string): Promise<Event[]>; stats(): { desks: { held: boolean }[] } };
const inWorker = async <T, A>(work: (demo: Demo, argument: A) => Promise<T>, argument: A): Promise<T> =>
  (await extension.worker()).evaluate(`(${work.toString()})(globalThis.stageproofDemo, ${JSON.stringify(argument)})`) as Promise<T>;
const settings = (change: Partial<Settings>) => inWorker((demo, c) => demo.settings(c), change);
const keyOf = (ref: string) => `tryton:${new URL(env.base).host}/${env.database}:${env.opportunities[ref]!.id}`;
const moves = async (ref: string) => (await inWorker((demo, key) => demo.events(key), keyOf(ref))).filter((e) => e.type === 'stage.moved');

/** Moves written since the test began; the notebook outlives the database that is put back. */
let began = 0;
const fresh = async (ref: string) => (await moves(ref)).filter((e) => Number(e.at.slice(0, 13)) >= began);

/** What the server has, over its own API. */
async function rpc(method: string, params: unknown[]): Promise<unknown> {
  const post = (body: unknown, headers = {}) => fetch(`${env.base}/${env.database}/`, { method: 'POST', headers: { 'Content-Type': 'application/json', ...headers }, body: JSON.stringify(body) }).then((r) => r.json() as Promise<{ result: unknown }>);
  const [uid, key] = (await post({ id: 1, method: 'common.db.login', params: ['rep', { password: env.logins.rep }, 'en'] })).result as [number, string];
  return (await post({ id: 2, method, params }, { Authorization: `Session ${btoa(`rep:${uid}:${key}`)}` })).result;
}
const stateOf = async (ref: string) => ((await rpc('model.sale.opportunity.read', [[env.opportunities[ref]!.id], ['state'], {}])) as { state: string }[])[0]!.state;
const button = (name: string) => page.locator(`.tab-pane.active button[name=${name}]:visible`);
/**
 * The tab is drawn, with verdicts. A deal that the notebook knows from a test before is drawn from there first: wait until the
 * page, whose database was put back, has been read as well.
 */
async function ready(ref: string) {
  const tab = await restingTab(page);
  await until(async () => {
    const stage = fold(keyOf(ref), await inWorker((demo, key) => demo.events(key), keyOf(ref))).fields.stage?.value as StageRef | undefined;
    return !stage || stage.id === await stateOf(ref);
  }, `${ref} to be read`);
  return tab;
}

test('a move backwards passes untouched and is written down as proven', async () => {
  await settings({ policy: 'block' });
  await openOpportunity(page, env, 'OPP-ACME-1');
  await ready('OPP-ACME-1');
  await button('lead').click();
  await until(async () => (await stateOf('OPP-ACME-1')) === 'lead', 'the server to have moved');
  const move = await until(async () => (await fresh('OPP-ACME-1'))[0], 'the move in the notebook');
  expect(move.data).toMatchObject({ to: { id: 'lead' }, from: { id: 'opportunity' }, seen: 'gate', verdict: 'pass' });
  expect(panelNow(page)).toBeUndefined();
});

test('a move without proof is held, shown, and replayed with the reason given', async () => {
  await settings({ policy: 'warn' });
  await openOpportunity(page, env, 'OPP-ACME-2');
  await ready('OPP-ACME-2');
  await button('opportunity').click();
  const frame = await panel(page);
  await frame.getByRole('alertdialog').waitFor();
  expect(await stateOf('OPP-ACME-2')).toBe('lead');
  await frame.getByText(en.gate.override, { exact: true }).first().click();
  await frame.getByLabel(en.gate.why).fill('The customer asked for the offer on Tuesday and signs next week');
  await page.waitForTimeout(500); // the panel acts only once it has been visible for a moment
  await frame.locator('form').getByRole('button', { name: en.gate.overrideGo }).click();
  await until(async () => (await stateOf('OPP-ACME-2')) === 'opportunity', 'the replayed move');
  const move = await until(async () => (await fresh('OPP-ACME-2'))[0], 'the move in the notebook');
  expect(move.data).toMatchObject({ to: { id: 'opportunity' }, seen: 'gate', verdict: 'warn', override: { reason: expect.stringContaining('Tuesday') as string } });
  expect((move.data as { missing: string[] }).missing.length).toBeGreaterThan(0);
});

test('staying leaves the CRM as it was, and the next click is held again', async () => {
  await settings({ policy: 'warn' });
  await openOpportunity(page, env, 'OPP-ACME-2');
  await ready('OPP-ACME-2');
  await button('opportunity').click();
  const frame = await panel(page);
  await frame.getByRole('alertdialog').waitFor();
  await frame.getByRole('button', { name: /^Stay/ }).click();
  await frame.getByRole('alertdialog').waitFor({ state: 'detached' });
  await button('opportunity').click();
  await frame.getByRole('alertdialog').waitFor();
  expect(await stateOf('OPP-ACME-2')).toBe('lead');
});

test('a move that the server refuses is not written down', async () => {
  await settings({ policy: 'advise' });
  await openOpportunity(page, env, 'OPP-LEAD-1');
  await ready('OPP-LEAD-1');
  await button('opportunity').click();
  await page.locator('.modal .alert-warning').waitFor();
  const frame = await panel(page);
  await frame.getByText(en.gate.refusedTitle('Tryton')).waitFor();
  expect(await fresh('OPP-LEAD-1')).toEqual([]);
  expect(await stateOf('OPP-LEAD-1')).toBe('lead');
});

test('with “advise” the click goes through and the gate is shown afterwards', async () => {
  await settings({ policy: 'advise' });
  await openOpportunity(page, env, 'OPP-ACME-2');
  await ready('OPP-ACME-2');
  await button('opportunity').click();
  await until(async () => (await stateOf('OPP-ACME-2')) === 'opportunity', 'the server to have moved');
  await panel(page);
  const move = await until(async () => (await fresh('OPP-ACME-2'))[0], 'the move in the notebook');
  expect(move.data).toMatchObject({ seen: 'gate', verdict: 'advise' });
});

test('a move made elsewhere is noticed at the next reading', async () => {
  await settings({ policy: 'warn' });
  await openOpportunity(page, env, 'OPP-UMBRELLA-1');
  await (await ready('OPP-UMBRELLA-1')).click();
  await panel(page);
  await until(async () => (await inWorker((demo, key) => demo.events(key), keyOf('OPP-UMBRELLA-1'))).length, 'the deal in the notebook');
  await rpc('model.sale.opportunity.lead', [[env.opportunities['OPP-UMBRELLA-1']!.id], {}]);
  await page.locator('.tab-pane.active button[name=reload], .tab-pane.active .btn[title*=eload]').first().click().catch(() => page.keyboard.press('Control+r'));
  const move = await until(async () => (await fresh('OPP-UMBRELLA-1'))[0], 'the noticed move');
  expect(move.data).toMatchObject({ to: { id: 'lead' }, seen: 'noticed' });
});

test('a worker that was stopped is woken by the click and still holds it', async () => {
  await settings({ policy: 'warn' });
  await openOpportunity(page, env, 'OPP-ACME-2');
  await ready('OPP-ACME-2');
  await extension.stopWorker();
  await button('opportunity').click();
  await (await panel(page)).getByRole('alertdialog').waitFor();
  expect(await stateOf('OPP-ACME-2')).toBe('lead');
});

test('a worker that is stopped while the gate is open still knows the move, and the reason half typed', async () => {
  await settings({ policy: 'warn' });
  await openOpportunity(page, env, 'OPP-ACME-2');
  await ready('OPP-ACME-2');
  await button('opportunity').click();
  const frame = await panel(page);
  await frame.getByRole('alertdialog').waitFor();
  await frame.getByText(en.gate.override, { exact: true }).first().click();
  await frame.getByLabel(en.gate.why).fill('Signed on Tuesday');
  await extension.stopWorker();
  // The new worker hears of the move from the page; only then can it hand it back.
  await until(async () => (await inWorker(async (demo) => demo.stats().desks, null)).some((d) => d.held), 'the worker to hold the move again');
  await frame.getByRole('alertdialog').waitFor();
  if (!await frame.getByLabel(en.gate.why).isVisible()) await frame.getByText(en.gate.override, { exact: true }).first().click();
  expect(await frame.getByLabel(en.gate.why).inputValue()).toBe('Signed on Tuesday');
  await page.waitForTimeout(500); // the panel acts only once it has been visible for a moment
  await frame.locator('form').getByRole('button', { name: en.gate.overrideGo }).click();
  await until(async () => (await stateOf('OPP-ACME-2')) === 'opportunity', 'the replayed move');
  const move = await until(async () => (await fresh('OPP-ACME-2')).find((e) => (e.data as { seen: string }).seen === 'gate'), 'the move in the notebook');
  expect(move.data).toMatchObject({ to: { id: 'opportunity' }, verdict: 'warn', override: { reason: 'Signed on Tuesday' } });
});

test('after an update the old script lets everything pass and asks for a reload', async () => {
  await settings({ policy: 'block' });
  await openOpportunity(page, env, 'OPP-ACME-2');
  await ready('OPP-ACME-2');
  await (await extension.worker()).evaluate(() => chrome.runtime.reload()).catch(() => {});
  await until(async () => (await (await inHost(page, 'button'))?.attribute('aria-label')) === en.rest.reload, 'the tab to say so');
  await button('opportunity').click();
  await until(async () => (await stateOf('OPP-ACME-2')) === 'opportunity', 'the server to have moved');
  expect(await (await fromHost(page, 'button')).attribute('aria-label')).toBe(en.rest.reload);
});
