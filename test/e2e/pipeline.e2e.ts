// “Bring in my pipeline” in the product: a real Tryton by its API, a list as the page shows it, an export of 10,000 rows.
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { trytonSession } from '../../src/crm/tryton/session.ts';
import type { Event } from '../../src/domain/event.ts';
import { pipelineWords } from '../../src/i18n/pipeline.ts';
import { axe, resetTryton, trytonLogin, until, type Extension } from './support.ts';
import { eventsOf, launchOn, onLightning, onTryton, settings, type Deal, type Lightning } from './way.ts';

const t = pipelineWords('en');
const SOON = 20_000;

const job = (options: Page) => options.locator('.pipe-job');
/** The report of the last import once it is over. */
async function report(options: Page): Promise<string> {
  await job(options).and(options.locator('[data-state="done"]')).waitFor({ timeout: 40_000 });
  return (await job(options).locator('p.num').textContent())!;
}
const close = async (options: Page): Promise<void> => {
  await options.getByRole('button', { name: t.close }).click();
  await job(options).waitFor({ state: 'detached' });
};
const history = (ext: Extension, key: string): Promise<Event[]> => eventsOf(ext, { key } as Deal);
/** Asks the worker as any page of ours does. */
const asked = <T>(options: Page, what: object): Promise<T> => options.evaluate((question) => new Promise<never>((resolve) => {
  const port = chrome.runtime.connect({ name: 'page:probe' });
  port.onMessage.addListener((m: { t: string; value?: never }) => {
    if (m.t !== 'answer') return;
    port.disconnect();
    resolve(m.value!);
  });
  port.postMessage({ t: 'ask', n: 1, what: question });
}), what) as Promise<T>;
const known = async (options: Page): Promise<number> => (await asked<{ deals: number }>(options, { q: 'health' })).deals;
async function openOptions(ext: Extension): Promise<Page> {
  const options = await ext.openOwn('options.html#pipeline');
  options.setDefaultTimeout(SOON);
  await options.getByRole('heading', { name: t.file }).waitFor();
  return options;
}

describe('a real Tryton, by its API', () => {
  let ext: Extension;
  afterAll(() => ext?.close());

  test('open deals come in once; again brings nothing; what changed in Tryton becomes history', async (ctx) => {
    const crm = await onTryton(ctx);
    const env = await resetTryton(ctx);
    ext = await launchOn(crm);
    await settings(ext, { name: 'Riley Chen', lang: 'en' });
    const page = await ext.newPage();
    await trytonLogin(page, env);
    const options = await openOptions(ext);
    await asked(options, { q: 'crm-on', origin: new URL(env.base).origin, crm: 'tryton' });
    const { host } = new URL(env.base);
    const org = `${host}/${env.database}`;
    const ask = options.getByRole('button', { name: t.apiOf('Tryton', host) });
    const open = Object.values(env.opportunities).filter((o) => !['won', 'lost', 'cancelled'].includes(o.state));
    const mine = open.filter((o) => o.employee === env.opportunities['OPP-ACME-1']!.employee).length;

    await ask.click();
    expect(await report(options)).toBe(t.found(mine, 0, 0, 0));
    expect((await pages(env, 2)).sort()).toEqual(open.map((o) => String(o.id)).sort());
    expect((await history(ext, crm.a.key)).map((e) => e.type)).toEqual(['actor.named', 'deal.read', 'method.chosen']);
    expect((await history(ext, crm.a.key))[1]!.data).toMatchObject({ fields: { name: { value: crm.a.name, from: 'api' } } });

    await close(options);
    await ask.click();
    expect(await report(options)).toBe(t.found(0, 0, mine, 0));
    await close(options);

    const { id } = env.opportunities['OPP-ACME-1']!;
    await press(env, 'convert', id);
    await ask.click();
    expect(await report(options)).toBe(t.found(0, 1, mine - 1, 0));
    const all = await history(ext, `tryton:${org}:${id}`);
    expect(all.find((e) => e.type === 'stage.moved')!.data).toMatchObject({ seen: 'noticed', from: { id: 'opportunity' }, to: { id: 'converted' } });
  }, 60_000);
});

type Env = Awaited<ReturnType<typeof resetTryton>>;
async function post(env: Env, method: string, params: unknown[], key?: string): Promise<unknown> {
  const response = await fetch(`${env.base}/${env.database}/`, { method: 'POST', headers: { 'content-type': 'application/json', ...(key && { authorization: `Session ${key}` }) }, body: JSON.stringify({ id: 1, method, params }) });
  const body = await response.json() as { result?: unknown; error?: unknown };
  if (body.error) throw new Error(JSON.stringify(body.error));
  return body.result;
}
const login = (env: Env) => post(env, 'common.db.login', ['rep', { password: env.logins['rep'] }, 'en']) as Promise<[user: number, session: string]>;

/** Presses a button of an opportunity as another client would. */
async function press(env: Env, button: string, id: number): Promise<void> {
  const [user, session] = await login(env);
  await post(env, `model.sale.opportunity.${button}`, [[id], {}], Buffer.from(`rep:${user}:${session}`).toString('base64'));
}

/** Records of all open deals, as the job's own pages of `size` list them. */
async function pages(env: Env, size: number): Promise<string[]> {
  const [user_id, session] = await login(env);
  const { origin, host } = new URL(env.base);
  const ask = trytonSession({ fetch, origin, localStorage: { getItem: () => JSON.stringify({ login: 'rep', user_id, session }) } });
  const found: string[] = [];
  for (let after: string | undefined; ;) {
    const page = await ask({ do: 'deals', org: `${host}/${env.database}`, size, all: true, ...(after && { after }) });
    if (!page.ok) throw new Error(JSON.stringify(page));
    found.push(...page.deals.map((d) => d.record));
    if (!(after = page.next)) return found;
  }
}

describe('the page and an export', () => {
  let crm: Lightning;
  let ext: Extension;
  let options: Page;
  let before = 0;
  beforeAll(async () => {
    crm = await onLightning();
    ext = await launchOn(crm);
    await settings(ext, { lang: 'en' });
    options = await openOptions(ext);
  });
  afterAll(async () => {
    await ext?.close();
    await crm?.close();
  });

  const rows = (n: number, change: (i: number) => string = () => 'Proposal'): Buffer => Buffer.from(
    ['Deal ID,Deal name,Company,Stage,Amount,Close date', ...Array.from({ length: n }, (_, i) => `D-${i},"Deal ${i}, rollout",Company ${i % 400},${change(i)},"€${(i * 10).toLocaleString('en-US')}.50",2027-0${1 + (i % 9)}-15`)].join('\r\n'));
  const choose = async (buffer: Buffer, name = 'deals-2026-11-21.csv'): Promise<void> => {
    await options.locator('.pipe-file input[type="file"]').setInputFiles({ name, mimeType: 'text/csv', buffer });
    await options.locator('.pipe-map').waitFor();
  };
  const tried = async (): Promise<string> => {
    await options.getByRole('button', { name: t.tryIt }).click();
    return (await options.locator('.pipe-map + p.num').textContent())!;
  };

  test('what a list shows, once; a deal with less on the list than on its page loses nothing', async () => {
    const { origin, host } = new URL(crm.demo.lightning);
    await asked(options, { q: 'crm-on', origin, crm: 'salesforce' });
    const page = await ext.newPage(`${origin}/lightning/o/Opportunity/list?filterName=AllOpportunities`);
    await page.locator('tr[data-row-key-value]').first().waitFor();
    const shown = await page.locator('tr[data-row-key-value]').count();
    const read = options.getByRole('button', { name: t.pageOf('Salesforce', host) });
    await read.click();
    expect(await report(options)).toBe(t.found(shown, 0, 0, 0));
    expect((await history(ext, crm.a.key))[0]!.data).toMatchObject({ fields: { name: { value: crm.a.name, from: 'page' }, stage: { value: { id: crm.a.crmStage } } } });
    await close(options);
    await read.click();
    expect(await report(options)).toBe(t.found(0, 0, shown, 0));
    await close(options);
    await page.close();
    before = await known(options);
  }, 60_000);

  test('10,000 rows; the worker is stopped on the way; nothing is lost and nothing comes twice', async () => {
    await choose(rows(10_000));
    for (const [lang, theme] of [['en', 'light'], ['zh-CN', 'dark']] as const) {
      await settings(ext, { lang, theme });
      await until(() => options.evaluate(([l, d]) => document.documentElement.lang === l && document.documentElement.dataset['theme'] === d, [lang, theme]), 'language and theme', SOON);
      expect(await axe(options)).toEqual([]);
    }
    await settings(ext, { lang: 'en', theme: 'light' });
    await until(() => options.evaluate(() => document.documentElement.lang === 'en'), 'English again', SOON);
    expect(await tried()).toBe(t.found(10_000, 0, 0, 0));
    await options.getByRole('button', { name: t.bringIn(10_000) }).click();
    await until(async () => /^[1-9]/.test((await job(options).locator('p.num').textContent()) ?? ''), 'the first deals', SOON);
    await ext.stopWorker();
    expect(await job(options).getAttribute('data-state')).toBe('running');
    await job(options).and(options.locator('[data-state="done"]')).waitFor({ timeout: 40_000 });
    expect(await known(options)).toBe(before + 10_000);
    expect((await history(ext, 'file:deals:D-9999')).map((e) => e.type)).toEqual(['deal.read', 'method.chosen']);
    await close(options);

    await choose(rows(10_000), 'deals-2026-11-28.csv');
    expect(await options.getByText(t.known).isVisible()).toBe(true);
    expect(await tried()).toBe(t.nothing);
    expect(await options.getByRole('button', { name: /^Bring in/ }).count()).toBe(0);
  }, 90_000);

  test('a moved stage is a move that was noticed; stopped on the way, the rest is still to come', async () => {
    const changed = rows(10_000, () => 'Negotiation');
    await choose(changed);
    expect(await tried()).toBe(t.found(0, 10_000, 0, 0));
    await options.getByRole('button', { name: t.bringIn(10_000) }).click();
    await until(async () => /^[1-9]/.test((await job(options).locator('p.num').textContent()) ?? ''), 'the first deals', SOON);
    await job(options).getByRole('button', { name: t.cancel }).click();
    await job(options).and(options.locator('[data-state="cancelled"]')).waitFor({ timeout: SOON });
    const all = await history(ext, 'file:deals:D-0');
    expect(all.map((e) => e.type)).toEqual(['deal.read', 'method.chosen', 'stage.moved', 'deal.read']);
    expect(all[2]!.data).toMatchObject({ seen: 'noticed', from: { id: 'Proposal' }, to: { id: 'Negotiation' } });
    const said = (await job(options).locator('p.num').textContent())!;
    const done = Number(/([\d,]+) deals changed/.exec(said)![1]!.replaceAll(',', ''));
    expect(done).toBeGreaterThan(0);
    expect(done).toBeLessThan(10_000);
    await close(options);
    await choose(changed);
    expect(await tried()).toBe(t.found(0, 10_000 - done, done, 0));
  }, 90_000);
});
