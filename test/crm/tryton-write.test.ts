// Tryton's session on a fake of its JSON-RPC: shapes as a real 6.0 answers them (2026-11-21). The real server is in e2e/write-back.
import { beforeEach, describe, expect, it } from 'vitest';
import type { Place } from '../../src/crm/contract.ts';
import type { Change } from '../../src/crm/session.ts';
import { trytonSession } from '../../src/crm/tryton/session.ts';

const place: Place = { crm: 'tryton', org: 'crm.example/crm', record: '1' };
const STATES = [['lead', 'Lead'], ['opportunity', 'Opportunity'], ['converted', 'Converted'], ['won', 'Won'], ['cancelled', 'Cancelled'], ['lost', 'Lost']];
const date = (year: number, month: number, day: number) => ({ __class__: 'date', year, month, day });
type Answer = { result: unknown } | { error: unknown } | Response | Error;

let row: Record<string, unknown>;
let calls: { method: string; params: unknown[] }[];
let on: Record<string, (params: unknown[]) => Answer>;
beforeEach(() => {
  calls = [];
  row = { id: 1, description: 'Plant rollout', state: 'opportunity', end_date: date(2027, 1, 5), conversion_probability: 0.6, _timestamp: '1795288557', party: 4, 'party.': { id: 4, rec_name: 'Acme' }, 'contact.': { id: 1, name: 'Dana Whitfield', rec_name: 'Dana Whitfield <dana@acme.example>' } };
  on = {
    'model.sale.opportunity.read': () => ({ result: [row] }),
    'model.sale.opportunity.fields_get': () => ({ result: { state: { selection: STATES } } }),
    'model.ir.model.access.get_access': () => ({ result: { 'sale.opportunity': { write: true }, 'ir.note': { create: true } } }),
    'model.sale.opportunity.write': ([, values]) => { Object.assign(row, values); return { result: null }; },
    'model.sale.opportunity.convert': () => { row['state'] = 'converted'; return { result: null }; },
    'model.ir.note.create': () => ({ result: [7] }),
    'model.party.relation.all.search_read': () => ({ error: ['KeyError', 'party.relation.all'] }),
    'model.party.contact_mechanism.search_read': () => ({ result: [{ id: 5, name: 'Lee Park, CFO' }, { id: 6, name: 'Dana Whitfield' }] }),
  };
});
const session = (stored: string | null = JSON.stringify({ login: 'rep', user_id: 3, session: 'k' })) => trytonSession({
  origin: 'https://crm.example', localStorage: { getItem: () => stored },
  fetch: (async (_: string, init: RequestInit) => {
    const { method, params } = JSON.parse(String(init.body)) as { method: string; params: unknown[] };
    calls.push({ method, params });
    const answer = on[method]!(params);
    if (answer instanceof Error) throw answer;
    return answer instanceof Response ? answer : new Response(JSON.stringify({ id: 0, ...answer }));
  }) as typeof fetch,
});
const write = (change: Change) => session()({ do: 'write', place, change });
const close: Change = { field: 'closeDate', from: '2027-01-05', to: '2027-02-26' };
const move: Change = { field: 'stage', from: { id: 'opportunity', label: 'Opportunity' }, to: { id: 'converted', label: 'Converted' } };
const named = (method: string) => calls.filter((c) => c.method === `model.sale.opportunity.${method}`);

describe('what may be written', () => {
  it.each([
    ['lead', ['stage', 'probability', 'closeDate', 'note'], ['opportunity', 'cancelled', 'lost']], ['opportunity', ['stage', 'probability', 'closeDate', 'note'], ['lead', 'converted', 'cancelled', 'lost']],
    ['converted', ['note'], []], ['won', ['note'], []], ['lost', ['stage', 'note'], ['lead']], ['cancelled', ['stage', 'note'], ['lead']],
  ])('in state %s is what the form offers', async (state, can, to) => {
    row['state'] = state;
    const got = await session()({ do: 'now', place });
    expect(got).toMatchObject({ ok: true, can, mark: '1795288557' });
    expect(got.ok && got.stages?.map((s) => s.id)).toEqual(to);
  });
  it('is nothing where the user has no right', async () => {
    on['model.ir.model.access.get_access'] = () => ({ result: { 'sale.opportunity': { write: false }, 'ir.note': { create: false } } });
    expect(await session()({ do: 'now', place })).toMatchObject({ ok: true, can: [] });
  });
});

describe('writing', () => {
  it('names the version that was read, so that the server refuses a later one', async () => {
    expect(await write(close)).toMatchObject({ ok: true, fields: { closeDate: { value: '2027-02-26' } } });
    expect(named('write')).toEqual([{ method: 'model.sale.opportunity.write', params: [[1], { end_date: date(2027, 2, 26) }, { _timestamp: { 'sale.opportunity,1': '1795288557' } }] }]);
  });
  it('a stage presses its button and never writes the state', async () => {
    expect(await write(move)).toMatchObject({ ok: true, fields: { stage: { value: { id: 'converted' } } } });
    expect(named('convert')).toHaveLength(1);
    expect(named('write')).toEqual([]);
  });
  it('a stage that no button leads to is refused before anything is sent', async () => {
    expect(await write({ ...move, to: { id: 'won', label: 'Won' } })).toMatchObject({ ok: false, why: 'refused' });
    expect(calls.every((c) => /read|fields_get/.test(c.method))).toBe(true);
  });
  it('a transition that the server passed over in silence is refused', async () => {
    on['model.sale.opportunity.convert'] = () => ({ result: null });
    expect(await write(move)).toMatchObject({ ok: false, why: 'refused' });
  });
  it('is not done when the value is another one than was seen', async () => {
    row['end_date'] = date(2027, 6, 30);
    expect(await write(close)).toEqual({ ok: false, why: 'newer', now: { value: '2027-06-30', from: 'api' } });
    expect(named('write')).toEqual([]);
  });
  it('that meets another’s write in between shows the newer value', async () => {
    on['model.sale.opportunity.write'] = () => { row['end_date'] = date(2027, 6, 30); return { error: ['ConcurrencyException', 'Records were modified in the meanwhile'] }; };
    expect(await write(close)).toEqual({ ok: false, why: 'newer', now: { value: '2027-06-30', from: 'api' } });
  });
  it.each<[string, Answer, string, string | undefined]>([
    ['a UserError', { error: ['UserError', ['A value is required for field "Party".', '', null]] }, 'refused', 'A value is required for field "Party".'],
    ['a UserWarning', { error: ['UserWarning', ['sale_1', 'Are you sure?', 'Think twice.']] }, 'refused', 'Are you sure? Think twice.'],
    ['a session that ended', new Response('', { status: 401 }), 'signed-out', undefined],
    ['no right', new Response('', { status: 403 }), 'forbidden', undefined],
    ['a busy server', new Response('', { status: 503 }), 'busy', undefined],
    ['a server’s crash', { error: ['KeyError', 'x'] }, 'shape', undefined],
    ['no network', new TypeError('Failed to fetch'), 'network', undefined],
    ['a page instead of an answer', new Response('<html>'), 'shape', undefined],
  ])('%s is an answer, not an exception', async (_, answer, why, detail) => {
    on['model.sale.opportunity.write'] = () => answer;
    expect(await write(close)).toMatchObject({ ok: false, why, ...(detail && { detail }) });
  });
  it('without a session asks nothing', async () => {
    expect(await session(null)({ do: 'write', place, change: close })).toMatchObject({ ok: false, why: 'signed-out' });
    expect(calls).toEqual([]);
  });
  it('a field that Tryton lacks is not offered', async () => {
    expect(await write({ field: 'nextStep', from: null, to: 'Call' })).toMatchObject({ ok: false });
    expect(named('write')).toEqual([]);
  });
  it('a note is one of the record', async () => {
    expect(await write({ field: 'note', from: null, to: 'Hello\n<b>' })).toEqual({ ok: true });
    expect(calls).toEqual([{ method: 'model.ir.note.create', params: [[{ resource: 'sale.opportunity,1', message: 'Hello\n<b>' }], {}] }]);
  });
});

describe('people', () => {
  it('are the contact and the party’s named ones, each once; a module that is not installed is no trouble', async () => {
    expect(await session()({ do: 'people', place })).toEqual({ ok: true, people: [{ name: 'Dana Whitfield', id: '1', primary: true }, { name: 'Lee Park, CFO', id: '5' }] });
  });
  it('include those that the party is related to', async () => {
    on['model.party.relation.all.search_read'] = () => ({ result: [{ id: 1, 'to.': { id: 9, rec_name: 'Ada Wong' }, 'type.': { id: 2, rec_name: 'Procurement' } }] });
    expect(await session()({ do: 'people', place })).toMatchObject({ people: [{}, { name: 'Ada Wong', id: '9', role: 'Procurement' }, {}] });
  });
});
