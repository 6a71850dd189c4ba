// Jobs of Odoo's API on the look-alike's JSON-RPC (test/lookalike/odoo): shapes of a running Odoo 19, not Odoo itself.
import { beforeEach, describe, expect, it } from 'vitest';
import { readOdoo } from '../../src/crm/odoo/api.ts';
import { odooSession } from '../../src/crm/odoo/session.ts';
import { fresh } from '../lookalike/odoo/data.mjs';
import { answer } from '../lookalike/odoo/rpc.mjs';
import type { FakeOdoo } from '../lookalike/odoo/serve.mjs';

let state: FakeOdoo;
let before: ((path: string) => Response | void) | null = null;
const win = {
  origin: 'https://odoo.example',
  fetch: (async (url: string, init: RequestInit) => {
    const path = new URL(url).pathname;
    return before?.(path) ?? Response.json({ jsonrpc: '2.0', id: 1, ...answer(state, path, (JSON.parse(String(init.body)) as { params: object }).params) });
  }) as typeof fetch,
};
const ask = odooSession(win);
const org = 'odoo.example';
const place = (record: string) => ({ crm: 'odoo' as const, org, record });
const lead = (id: number) => state.leads.find((l) => l.id === id)!;
const calls = (method: string) => state.log.filter((l) => l.path.endsWith(`/${method}`));
beforeEach(() => { state = fresh() as FakeOdoo; before = null; });

describe('deals', () => {
  it('come page by page, each once, the open ones of the user', async () => {
    const seen: string[] = [];
    let after: string | undefined;
    for (let i = 0; i < 9; i++) {
      const page = await ask({ do: 'deals', org, size: 3, ...(after && { after }) });
      if (!page.ok) throw new Error(page.why);
      if (i === 0) expect(page.total).toBe(7);
      else expect(page.total).toBeUndefined();
      seen.push(...page.deals.map((d) => d.record));
      after = page.next;
      if (!after) break;
      // Somebody else's change between two pages moves nothing.
      lead(341).active = false;
    }
    expect(seen).toEqual(['341', '352', '358', '359', '360', '381', '390']);
  });
  it('of everybody with all; each with its own company’s currency, however the reference calls it', async () => {
    const page = await ask({ do: 'deals', org, size: 100, all: true });
    if (!page.ok) throw new Error(page.why);
    expect(page.deals.map((d) => [d.record, (d.fields.amount!.value as { currency: string }).currency])).toContainEqual(['377', 'USD']);
    expect(page.deals.find((d) => d.record === '352')!.fields).toMatchObject({ amount: { value: { value: 96500.5, currency: 'EUR' } }, owner: { value: { id: '9' } }, stage: { value: { id: '11' } } });
    expect(page.next).toBeUndefined();
  });
  it('have their stages in the user’s language', async () => {
    state.lang = 'de_DE';
    const page = await ask({ do: 'deals', org, size: 1 });
    expect(page).toMatchObject({ ok: true, stages: expect.arrayContaining([{ id: '19', label: 'Gewonnen', closed: 'won' }]) as unknown });
  });
});

it('people: the deal’s own first, then the company’s', async () => {
  expect(await ask({ do: 'people', place: place('341') })).toEqual({ ok: true, people: [{ id: '81', name: 'Ines Duarte', role: 'Plant manager', primary: true }, { id: '82', name: 'Tom Okafor', role: 'IT' }] });
  expect(await ask({ do: 'people', place: place('358') })).toMatchObject({ ok: true, people: [{ id: '81' }, { id: '82' }] });
});

describe('reading', () => {
  it('leaves out stages of other teams', async () => {
    const read = await readOdoo(place('341'), win);
    expect(read.ok && read.stages!.map((s) => s.id)).toEqual(['11', '14', '12', '17', '19']);
  });
  it('knows a lost deal, and a lead that is none yet', async () => {
    Object.assign(lead(341), { active: false, probability: 0 });
    expect(await readOdoo(place('341'), win)).toMatchObject({ ok: true, fields: { stage: { value: { id: 'lost', closed: 'lost' } } } });
    expect(await readOdoo(place('402'), win)).toMatchObject({ ok: false, why: 'not-found' });
  });
});

describe('writing', () => {
  const stage = (id: string) => ({ id, label: id });
  it.each([
    ['stage', stage('14'), stage('12'), { stage_id: 12 }], ['probability', 45, 60, { probability: 60 }], ['closeDate', '2027-02-05', '2027-03-01', { date_deadline: '2027-03-01' }], ['closeDate', '2027-02-05', null, { date_deadline: false }],
  ] as const)('%s', async (field, from, to, written) => {
    const now = await ask({ do: 'now', place: place('341') });
    expect(now).toMatchObject({ ok: true, can: ['stage', 'probability', 'closeDate', 'note'], mark: '2026-11-20 09:00:00' });
    expect(await ask({ do: 'write', place: place('341'), change: { field, from, to } })).toMatchObject({ ok: true, fields: { [field]: { from: 'api' } } });
    expect(calls('write').map((l) => l.args)).toEqual([[[341], written]]);
    expect(lead(341)).toMatchObject(written);
  });

  it('is refused when Odoo has another value by now, and then nothing is written', async () => {
    lead(341).probability = 80;
    expect(await ask({ do: 'write', place: place('341'), change: { field: 'probability', from: 45, to: 60 } })).toEqual({ ok: false, why: 'newer', now: { value: 80, from: 'api' } });
    lead(341).stage_id = 12;
    expect(await ask({ do: 'write', place: place('341'), change: { field: 'stage', from: stage('14'), to: stage('17') } })).toMatchObject({ ok: false, why: 'newer' });
    expect(calls('write')).toEqual([]);
  });

  it('says what a rule of the company’s own said, and that no value was kept', async () => {
    expect(await ask({ do: 'write', place: place('381'), change: { field: 'probability', from: 50, to: 60 } })).toEqual({ ok: false, why: 'refused', detail: 'Finance has locked this opportunity.' });
    before = (path) => (path.endsWith('/write') ? Response.json({ result: true }) : undefined);
    expect(await ask({ do: 'write', place: place('341'), change: { field: 'probability', from: 45, to: 60 } })).toMatchObject({ ok: false, why: 'refused' });
  });

  it('loses by Odoo’s own method', async () => {
    expect(await ask({ do: 'write', place: place('341'), change: { field: 'stage', from: stage('14'), to: { id: 'lost', label: 'Lost', closed: 'lost' } } })).toMatchObject({ ok: true, fields: { stage: { value: { id: 'lost' } } } });
    expect(calls('action_set_lost')).toHaveLength(1);
    expect(calls('write')).toEqual([]);
  });

  it('a note is a note of the record, its text no HTML', async () => {
    expect(await ask({ do: 'write', place: place('341'), change: { field: 'note', from: null, to: 'Needs <b>board</b> & "CFO"\nby Friday' } })).toEqual({ ok: true });
    expect(state.notes).toEqual([expect.objectContaining({ id: 341, body: '<p>Needs &lt;b&gt;board&lt;/b&gt; &amp; &quot;CFO&quot;<br>by Friday</p>', body_is_html: true, subtype_xmlid: 'mail.mt_note' })]);
  });

  it.each([['nextStep', 'x', 'not-offered'], ['probability', 140, 'shape'], ['closeDate', '5.3.2027', 'shape'], ['stage', stage('x'), 'not-found'], ['note', ' ', 'shape']] as const)('%s %s: %s', async (field, to, why) => {
    expect(await ask({ do: 'write', place: place('341'), change: { field, from: null, to } })).toMatchObject({ ok: false, why });
    expect(calls('write')).toEqual([]);
  });
});

describe('trouble', () => {
  it.each([
    ['signed-out', () => { state.signedOut = true; }],
    ['busy', () => { before = () => new Response('', { status: 429, headers: { 'Retry-After': '7' } }); }],
    ['forbidden', () => { before = (path) => (path.endsWith('/read') ? Response.json({ error: { code: 200, message: 'Odoo Server Error', data: { name: 'odoo.exceptions.AccessError' } } }) : undefined); }],
    ['shape', () => { before = (path) => (path.endsWith('/read') ? Response.json({ result: [{ id: 7 }] }) : undefined); }],
    ['not-found', () => { state.leads = []; }],
  ])('%s', async (why, prepare) => {
    prepare();
    expect(await ask({ do: 'now', place: place('341') })).toMatchObject({ ok: false, why, ...(why === 'busy' && { wait: 7_000 }) });
  });
  it('another site’s page is asked nothing', async () => {
    expect(await ask({ do: 'deals', org: 'evil.example', size: 5 })).toMatchObject({ ok: false, why: 'not-found' });
    expect(state.log).toEqual([]);
  });
});
