// Writing back in the worker, with the real hub and notebook (fake IndexedDB) and a CRM whose answers are ours: named a fake.
import 'fake-indexeddb/auto';
import { beforeEach, describe, expect, test } from 'vitest';
import type { ApiAnswer, ApiJob } from '../../src/crm/session.ts';
import type { Event, FieldReading, FieldValue } from '../../src/domain/event.ts';
import type { Settings } from '../../src/wire/messages.ts';
import type { WriteAsk } from '../../src/wire/writeback.ts';
import { Hub } from '../../src/worker/hub.ts';
import { Office } from '../../src/worker/office.ts';
import { memory } from '../../src/worker/settings.ts';
import { fakeAround, fakeStore, framePort, hostPort, ID, noCrms, OWN, type FakeAround, type FakePort } from './fakes.ts';

const place = { crm: 'tryton', org: 'crm.example/crm', record: '1' };
const KEY = 'tryton:crm.example/crm:1';
const url = 'https://crm.example/#crm/model/sale.opportunity/1';
const stages = [{ id: 'lead', label: 'Lead' }, { id: 'opportunity', label: 'Opportunity' }, { id: 'converted', label: 'Converted' }, { id: 'lost', label: 'Lost', closed: 'lost' as const }];
const stage = (id: string) => stages.find((s) => s.id === id)!;

/** A CRM of one record: what is written stands there, unless `next` says what the write is answered instead. */
class FakeCrm {
  fields: Record<string, FieldReading> = {
    name: { value: 'Plant rollout', from: 'api' }, stage: { value: stage('opportunity'), from: 'api' },
    closeDate: { value: '2027-01-05', from: 'api' }, probability: { value: 60, from: 'api' },
  };
  jobs: ApiJob[] = [];
  next: ApiAnswer<'write'> | 'never' | null = null;
  now: ApiAnswer<'now'> | null = null;
  answer = async (job: ApiJob): Promise<ApiAnswer> => {
    this.jobs.push(job);
    if (job.do === 'people') return { ok: true, people: [{ name: 'Dana Whitfield', primary: true }] };
    if (job.do === 'now') return this.now ?? { ok: true, fields: { ...this.fields }, can: ['stage', 'probability', 'closeDate', 'note'], stages: [stage('lead'), stage('converted')], mark: 'm1' };
    if (job.do !== 'write') return { ok: false, why: 'not-offered' };
    if (this.next === 'never') return new Promise(() => {});
    if (this.next) return this.next;
    if (job.change.field !== 'note') this.fields[job.change.field] = { value: job.change.to, from: 'api' };
    return { ok: true, fields: { ...this.fields } };
  };
  get writes(): ApiJob[] {
    return this.jobs.filter((j) => j.do === 'write');
  }
}

let crm: FakeCrm;
let around: FakeAround;
let office: Office;
let hub: Hub;
let panel: FakePort;
let host: FakePort;
let n = 0;

function start(): void {
  office = new Office(around, memory(around), noCrms);
  hub = new Hub(OWN, ID, { host: (l, m) => office.host(l, m), hostGone: (l) => office.hostGone(l), panel: (l, m) => office.panel(l, m), panelGone: (l) => office.panelGone(l) }, around.now);
  host = hostPort(1);
  hub.connect(host);
  host.say({ t: 'hello', url, v: 1 });
  host.say({ t: 'place', place, url });
  host.say(page());
  panel = framePort(1);
  hub.connect(panel);
  panel.say({ t: 'hello' });
}
const page = (stageId = 'opportunity', closeDate = '2027-01-05') => ({
  t: 'reading', url, glance: false,
  reading: { kind: 'deal', place, missing: [], stages, fields: { name: { value: 'Plant rollout', from: 'page' }, stage: { value: stage(stageId), from: 'page' }, closeDate: { value: closeDate, from: 'page' } } },
});
const idle = async () => { await office.desk(1).turn; await office.desk(1).turn; };

async function until<T>(check: () => T | undefined | false | null): Promise<T> {
  for (let i = 0; i < 400; i++) {
    const value = check();
    if (value) return value;
    await new Promise((r) => setTimeout(r, 5));
  }
  throw new Error('waited in vain');
}
async function ask(what: WriteAsk): Promise<Record<string, unknown>> {
  const mine = ++n;
  panel.say({ t: 'ask', n: mine, what });
  const answer = await until(() => panel.heard.find((m) => m.t === 'answer' && m['n'] === mine));
  return (answer['ok'] ? answer['value'] : { trouble: answer['error'] }) as Record<string, unknown>;
}
const write = (field: 'stage' | 'closeDate' | 'probability' | 'note', from: FieldValue, to: FieldValue, more: Partial<Extract<WriteAsk, { q: 'write' }>> = {}) =>
  ask({ q: 'write', key: KEY, once: `w${++n}`, field, from, to, ...more });
const events = async (): Promise<Event[]> => (await office.book.open()).events(KEY);
const typesAfter = async (from: number): Promise<string[]> => (await events()).slice(from).map((e) => e.type);
const allow = (change: Partial<Settings> = {}) => office.change({ writeBack: { 'crm.example': ['stage', 'closeDate', 'probability', 'note'] }, policy: 'advise', ...change });

beforeEach(async () => {
  crm = new FakeCrm();
  around = fakeAround({ ask: ((_tab: number, _crm: string, job: ApiJob) => crm.answer(job)) as never });
  start();
  await idle();
});

describe('off', () => {
  test('by default: the CRM is asked nothing', async () => {
    expect(await ask({ q: 'write-now', key: KEY })).toEqual({ ok: false, why: 'off' });
    expect(await write('closeDate', '2027-01-05', '2027-02-01')).toEqual({ result: 'not-sent', why: 'off' });
    expect(crm.jobs).toEqual([]);
  });
  test('for one field: the others are neither shown nor written', async () => {
    await allow({ writeBack: { 'crm.example': ['closeDate'] } });
    expect(await ask({ q: 'write-now', key: KEY })).toMatchObject({ ok: true, can: ['closeDate'] });
    expect(await write('probability', 60, 40)).toEqual({ result: 'not-sent', why: 'off' });
    expect(crm.writes).toEqual([]);
  });
  test('by the administrator: what the user switched on is off', async () => {
    around = fakeAround({ ask: ((_t: number, _c: string, job: ApiJob) => crm.answer(job)) as never, managed: fakeStore({ writeBack: ['note'] }) });
    start();
    await idle();
    await allow();
    expect(await ask({ q: 'write-now', key: KEY })).toMatchObject({ ok: true, can: ['note'] });
    expect(await write('closeDate', '2027-01-05', '2027-02-01')).toEqual({ result: 'not-sent', why: 'off' });
  });
  test('for another record than the one on the page', async () => {
    await allow();
    expect(await ask({ q: 'write-now', key: 'tryton:crm.example/crm:2' })).toMatchObject({ trouble: { code: 'not-allowed' } });
  });
});

describe('writing', () => {
  beforeEach(() => allow());

  test('what is written is history and comes back as a reading', async () => {
    const before = (await events()).length;
    expect(await write('closeDate', '2027-01-05', '2027-02-01')).toMatchObject({ result: 'written', fields: { closeDate: { value: '2027-02-01' } } });
    expect(crm.writes).toMatchObject([{ change: { field: 'closeDate', from: '2027-01-05', to: '2027-02-01' }, mark: 'm1' }]);
    expect(await typesAfter(before)).toEqual(['crm.written', 'deal.read']);
    const state = (await office.book.deal(KEY))!;
    expect(state.fields.closeDate).toMatchObject({ value: '2027-02-01', from: 'api' });
    expect(state.written).toMatchObject([{ field: 'closeDate', from: '2027-01-05', to: '2027-02-01', result: 'written' }]);
  });
  test('a page that still shows the old value is not believed, one loaded afterwards is', async () => {
    await write('closeDate', '2027-01-05', '2027-02-01');
    around.time += 10 * 60_000;
    host.say(page());
    await idle();
    expect((await office.book.deal(KEY))!.fields.closeDate!.value).toBe('2027-02-01');
    host.say(page('opportunity', '2027-03-01')); // changed before our eyes
    await idle();
    expect((await office.book.deal(KEY))!.fields.closeDate!.value).toBe('2027-03-01');
  });
  test('nothing is sent when the CRM has another value than was seen', async () => {
    crm.fields['closeDate'] = { value: '2027-06-30', from: 'api' };
    expect(await write('closeDate', '2027-01-05', '2027-02-01')).toEqual({ result: 'newer', now: { value: '2027-06-30', from: 'api' } });
    expect(crm.writes).toEqual([]);
    expect((await office.book.deal(KEY))!.fields.closeDate!.value).toBe('2027-06-30');
    expect((await events()).some((e) => e.type === 'crm.written')).toBe(false);
  });
  test('what the CRM itself finds newer is not history either', async () => {
    crm.next = { ok: false, why: 'newer', now: { value: '2027-06-30', from: 'api' } };
    expect(await write('closeDate', '2027-01-05', '2027-02-01')).toEqual({ result: 'newer', now: { value: '2027-06-30', from: 'api' } });
    expect((await events()).some((e) => e.type === 'crm.written')).toBe(false);
  });
  test('a refusal is kept in the CRM’s words', async () => {
    crm.next = { ok: false, why: 'refused', detail: 'A party is required.' };
    expect(await write('probability', 60, 40)).toEqual({ result: 'refused', detail: 'A party is required.' });
    expect((await office.book.deal(KEY))!.written).toMatchObject([{ field: 'probability', result: 'refused', detail: 'A party is required.' }]);
  });
  test.each(['network', 'shape'] as const)('“%s” at the write itself may have been written: unknown', async (why) => {
    crm.next = { ok: false, why };
    expect(await write('note', null, 'Hello')).toEqual({ result: 'unknown' });
    expect((await office.book.deal(KEY))!.written).toMatchObject([{ field: 'note', to: 'Hello', result: 'unknown' }]);
  });
  test.each(['signed-out', 'forbidden', 'busy', 'not-found'] as const)('“%s” was not written, and is no history', async (why) => {
    crm.next = { ok: false, why };
    expect(await write('note', null, 'Hello')).toEqual({ result: 'not-sent', why });
    expect((await events()).some((e) => e.type === 'crm.written')).toBe(false);
  });
  test.each(['network', 'signed-out'] as const)('“%s” before it: nothing is sent', async (why) => {
    crm.now = { ok: false, why };
    expect(await write('note', null, 'Hello')).toEqual({ result: 'not-sent', why });
    expect(crm.writes).toEqual([]);
  });
  test('the same write asked again after a broken line is not sent again', async () => {
    const once = { once: 'same' };
    const [a, b] = await Promise.all([write('note', null, 'Hello', once), write('note', null, 'Hello', once)]);
    expect([a, b]).toMatchObject([{ result: 'written' }, { result: 'written' }]);
    expect(crm.writes).toHaveLength(1);
  });
  test('nor by the next worker, which cannot know what became of it', async () => {
    crm.next = 'never';
    panel.say({ t: 'ask', n: ++n, what: { q: 'write', key: KEY, once: 'lost', field: 'note', from: null, to: 'Hello' } });
    await until(() => crm.writes.length);
    start(); // the worker was stopped
    await idle();
    expect(await write('note', null, 'Hello', { once: 'lost' })).toEqual({ result: 'unknown' });
    expect(crm.writes).toHaveLength(1);
  });
});

describe('the stage', () => {
  test('without its proofs is held until a reason is given, and is then a move of the gate', async () => {
    await allow({ policy: 'warn' });
    expect(await write('stage', stage('opportunity'), stage('converted'))).toMatchObject({ result: 'gate', verdict: 'warn' });
    expect(crm.writes).toEqual([]);
    const before = (await events()).length;
    expect(await write('stage', stage('opportunity'), stage('converted'), { override: { reason: 'Signed today' } })).toMatchObject({ result: 'written' });
    expect(await typesAfter(before)).toEqual(['crm.written', 'stage.moved', 'deal.read']);
    const move = (await office.book.deal(KEY))!.moves.at(-1)!;
    expect(move).toMatchObject({ from: { id: 'opportunity' }, to: { id: 'converted' }, seen: 'gate', verdict: 'warn', override: { reason: 'Signed today' } });
    expect(move.missing!.length).toBeGreaterThan(0);
    host.say(page('converted')); // the page follows later
    await idle();
    expect((await office.book.deal(KEY))!.moves).toHaveLength(1);
  });
  test('under “block” asks who agreed', async () => {
    await allow({ policy: 'block' });
    expect(await write('stage', stage('opportunity'), stage('converted'), { override: { reason: 'Signed today' } })).toMatchObject({ result: 'gate', verdict: 'block' });
    expect(await write('stage', stage('opportunity'), stage('converted'), { override: { reason: 'Signed today', approver: 'Priya' } })).toMatchObject({ result: 'written' });
  });
  test('backwards needs no proof; one that the CRM refuses is no move', async () => {
    await allow({ policy: 'block' });
    crm.next = { ok: false, why: 'refused', detail: 'no' };
    expect(await write('stage', stage('opportunity'), stage('lead'))).toEqual({ result: 'refused', detail: 'no' });
    expect((await events()).some((e) => e.type === 'stage.moved')).toBe(false);
    crm.next = null;
    expect(await write('stage', stage('opportunity'), stage('lead'))).toMatchObject({ result: 'written' });
    expect((await office.book.deal(KEY))!.moves).toMatchObject([{ to: { id: 'lead' }, seen: 'gate', verdict: 'pass' }]);
  });
});

test('people of the customer are those of the CRM', async () => {
  expect(await ask({ q: 'people', key: KEY })).toEqual([{ name: 'Dana Whitfield', primary: true }]);
});
