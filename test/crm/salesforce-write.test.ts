// People and writing back against the look-alike's API: documented shapes, not Salesforce.
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Place } from '../../src/crm/contract.ts';
import type { SalesforceWorld } from '../../src/crm/salesforce/call.ts';
import { salesforceSession } from '../../src/crm/salesforce/session.ts';
import type { Change } from '../../src/crm/session.ts';

interface Row { [field: string]: unknown }
interface Server { port: number; state: { token: string; switches: Record<string, unknown>; log: { method: string; path: string; fields?: Row }[]; get(id: string): Row; all(object: string): Row[]; update(id: string, fields: Row): void }; reset(): void; close(): Promise<void> }
let server: Server;
const ACME: Place = { crm: 'salesforce', org: 'northlight-demo.lightning.force.com', record: '0065i00000ACME1AAP' };
const CORVD: Place = { ...ACME, record: '0065i00000CORVDAAP' };

beforeAll(async () => {
  const path = new URL('../demo-crm/server.mjs', import.meta.url).href;
  const { serve } = await import(/* @vite-ignore */ path) as { serve(o: object): Promise<Server> };
  server = await serve({ port: 0 });
  CORVD.record = String(server.state.all('Opportunity').find((r) => r['Name'] === 'Fleet telemetry 2027')!['Id']);
}, 120_000);
afterAll(() => server.close());
beforeEach(() => server.reset());

const world = (more: Partial<SalesforceWorld> = {}): SalesforceWorld => ({
  fetch: ((url: string, init: RequestInit) => fetch(url.replace('northlight-demo.my.salesforce.com', '127.0.0.1'), init)) as typeof fetch,
  cookie: async () => server.state.token,
  pageUrl: () => `http://${ACME.org}:${server.port}/lightning/r/Opportunity/${ACME.record}/view`,
  ...more,
});
const session = (more?: Partial<SalesforceWorld>) => salesforceSession(world(more));
const write = (change: Change, place = ACME, more?: Partial<SalesforceWorld>) => session(more)({ do: 'write', place, change });
const flip = (name: string, value: unknown) => { server.state.switches[name] = value; };
const sent = () => server.state.log.filter((e) => e.method !== 'GET').map((e) => e.fields);
const close: Change = { field: 'closeDate', from: '2027-02-26', to: '2027-03-31' };
const stage = (id: string) => ({ id, label: id });

describe('people', () => {
  it('are the contact roles, the primary one first', async () => {
    const got = await session()({ do: 'people', place: ACME });
    expect(got).toMatchObject({ ok: true });
    const roles = server.state.all('OpportunityContactRole').filter((r) => r['OpportunityId'] === ACME.record);
    const names = roles.map((r) => server.state.get(String(r['ContactId']))['Name']);
    expect(names.length).toBeGreaterThan(1);
    if (!got.ok) return;
    expect(got.people.map((p) => p.name).toSorted()).toEqual(names.toSorted());
    expect(got.people[0]).toMatchObject({ primary: true, role: expect.any(String), id: expect.stringMatching(/^003/) });
  });
  it('of which one may not be seen are left out', async () => {
    const role = server.state.all('OpportunityContactRole').find((r) => r['OpportunityId'] === ACME.record)!;
    const before = await session()({ do: 'people', place: ACME });
    role['ContactId'] = '0035i00000NOBODAAA';
    const got = await session()({ do: 'people', place: ACME });
    expect(got.ok && before.ok && before.people.length - got.people.length).toBe(1);
  });
  it('are asked for no other text than an id', async () => {
    expect(await session()({ do: 'people', place: { ...ACME, record: "006' OR Id != '" } })).toMatchObject({ ok: false, why: 'not-found' });
    expect(server.state.log).toEqual([]);
  });
});

describe('the record now', () => {
  it('has its fields, its mark and what this user may edit', async () => {
    flip('locked', ['Probability']);
    const got = await session()({ do: 'now', place: ACME });
    expect(got).toMatchObject({ ok: true, can: ['stage', 'closeDate', 'nextStep', 'note'], mark: '2026-11-18T15:41:00.000Z', fields: { closeDate: { value: '2027-02-26', from: 'api' }, stage: { value: { id: 'Needs Analysis' } } } });
    if (got.ok) expect(got.stages).toHaveLength(10);
  });
});

describe('writing', () => {
  it('one field, and answers the record after it', async () => {
    expect(await write(close)).toMatchObject({ ok: true, fields: { closeDate: { value: '2027-03-31' }, stage: { value: { id: 'Needs Analysis' } } } });
    expect(sent()).toEqual([{ CloseDate: '2027-03-31' }]);
    expect(server.state.get(ACME.record)['CloseDate']).toBe('2027-03-31');
  });
  it.each<[string, Change, Row]>([
    ['the stage by its API name', { field: 'stage', from: stage('Needs Analysis'), to: { id: 'Value Proposition', label: '价值主张' } }, { StageName: 'Value Proposition' }],
    ['the probability in percent', { field: 'probability', from: 20, to: 35.5 }, { Probability: 35.5 }],
    ['the next step', { field: 'nextStep', from: 'Site visit in Rotterdam with Helen and the line leads', to: 'Ask for the budget' }, { NextStep: 'Ask for the budget' }],
  ])('%s', async (_, change, fields) => {
    expect(await write(change)).toMatchObject({ ok: true });
    expect(sent()).toEqual([fields]);
  });

  it('is refused, and nothing sent, when the value is another one than was seen', async () => {
    expect(await write({ ...close, from: '2027-01-01' })).toEqual({ ok: false, why: 'newer', now: { value: '2027-02-26', from: 'api' } });
    expect(sent()).toEqual([]);
  });
  it('is refused when somebody saves between the reading and the write', async () => {
    flip('race', { CloseDate: '2027-06-30' });
    expect(await write(close)).toEqual({ ok: false, why: 'newer', now: { value: '2027-06-30', from: 'api' } });
    expect(server.state.get(ACME.record)['CloseDate']).toBe('2027-06-30');
  });
  it('does not mind that another field was changed before', async () => {
    server.state.update(ACME.record, { NextStep: 'Somebody wrote this' });
    expect(await write(close)).toMatchObject({ ok: true });
  });
  it('tells a validation rule in its own words', async () => {
    expect(await write({ field: 'stage', from: stage(String(server.state.get(CORVD.record)['StageName'])), to: stage('Closed Won') }, CORVD))
      .toEqual({ ok: false, why: 'refused', detail: 'A signed order form must be attached before this opportunity can be won.' });
  });
  it('tells what is wrong with a field', async () => {
    expect(await write({ field: 'stage', from: stage('Needs Analysis'), to: stage('Nirvana') })).toMatchObject({ ok: false, why: 'refused', detail: expect.stringContaining('bad value for restricted picklist field') });
    flip('locked', ['CloseDate']);
    expect(await write(close)).toMatchObject({ ok: false, why: 'refused', detail: expect.stringContaining('CloseDate') });
  });
  it.each<[string, Change]>([
    ['a day that is none', { ...close, to: 'soon' }], ['a probability over 100', { field: 'probability', from: 20, to: 101 }],
    ['a next step that is too long', { field: 'nextStep', from: 'Site visit in Rotterdam with Helen and the line leads', to: 'x'.repeat(256) }],
  ])('%s is never sent', async (_, change) => {
    expect(await write(change)).toMatchObject({ ok: false, why: 'refused' });
    expect(sent()).toEqual([]);
  });
  it.each<[string, () => void, Partial<SalesforceWorld>, string]>([
    ['an expired session', () => flip('auth', 'expired'), {}, 'signed-out'],
    ['an org without API', () => flip('auth', 'api-disabled'), {}, 'forbidden'],
    ['another user than before', () => flip('auth', 'other-user'), { expectUser: () => '0055i00000MAYALAA5' }, 'other-user'],
    ['no cookie', () => {}, { cookie: async () => null }, 'signed-out'],
    ['a login page instead of an answer', () => flip('shape', 'html'), {}, 'shape'],
    ['no network', () => {}, { fetch: (() => Promise.reject(new TypeError('Failed to fetch'))) as typeof fetch }, 'network'],
  ])('%s is a trouble, not an exception', async (_, prepare, more, why) => {
    prepare();
    expect(await write(close, ACME, more)).toMatchObject({ ok: false, why });
    expect(sent()).toEqual([]);
  });
  it.each([[429, 'busy'], [503, 'busy'], [500, 'network'], [403, 'forbidden'], [404, 'not-found']])('HTTP %d at the write itself is “%s”', async (status, why) => {
    const real = world().fetch;
    const some = ((url: string, init: RequestInit) => (init.method === 'PATCH' ? Promise.resolve(new Response('[]', { status })) : real(url, init))) as typeof fetch;
    expect(await write(close, ACME, { fetch: some })).toMatchObject({ ok: false, why });
  });
});

describe('a note', () => {
  const note: Change = { field: 'note', from: null, to: 'Deal summary <b>\n\nHelen & the line leads' };
  it('is a ContentNote of escaped paragraphs, linked to the record', async () => {
    expect(await write(note)).toEqual({ ok: true });
    const [row] = server.state.all('ContentNote');
    expect(row!['Title']).toBe('Deal summary <b>');
    expect(Buffer.from(String(row!['Content']), 'base64').toString()).toBe('<p>Deal summary &#60;b&#62;</p><p>&nbsp;</p><p>Helen &#38; the line leads</p>');
    expect(server.state.all('ContentDocumentLink')).toMatchObject([{ ContentDocumentId: row!['Id'], LinkedEntityId: ACME.record }]);
  });
  it('that cannot be linked is taken away again', async () => {
    flip('unlinkable', true);
    expect(await write(note)).toEqual({ ok: false, why: 'refused', detail: 'insufficient access rights on cross-reference id' });
    expect(server.state.all('ContentNote')).toEqual([]);
  });
  it('without a text is not sent', async () => {
    expect(await write({ ...note, to: '  ' })).toMatchObject({ ok: false });
    expect(sent()).toEqual([]);
  });
});
