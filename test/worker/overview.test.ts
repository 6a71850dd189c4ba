/** All deals judged again in slices: the real notebook (fake IndexedDB), the real checks, the real methods. */
import 'fake-indexeddb/auto';
import { afterEach, expect, test, vi } from 'vitest';
import { checks } from '../../src/domain/checks/index.ts';
import { evidenceKey, evidenceTexts } from '../../src/domain/checks/evidence.ts';
import type { Event, EventDraft } from '../../src/domain/event.ts';
import type { Notebook } from '../../src/notebook/index.ts';
import { openScores } from '../../src/notebook/scores.ts';
import { defaultSettings } from '../../src/wire/defaults.ts';
import { fingerprint, Overview, type Common, type Score } from '../../src/worker/overview.ts';
import { Packs } from '../../src/worker/packs.ts';
import { memory } from '../../src/worker/settings.ts';
import { fakeAround } from './fakes.ts';

const ORG = 'salesforce:acme.example:';
const REP = { by: 'local:00000001', role: 'rep' } as const;
const START = Date.parse('2026-10-01T09:00:00Z');
afterEach(() => vi.restoreAllMocks());

const read = (fields: Record<string, unknown>): EventDraft => ({ type: 'deal.read', data: { fields: Object.fromEntries(Object.entries(fields).map(([name, value]) => [name, { value, from: 'api' }])) as never } });
const deal = (amount: number, more: Record<string, unknown> = {}): EventDraft[] => [
  read({ name: 'Rollout', stage: { id: 'Needs Analysis', label: 'Needs Analysis' }, amount: { value: amount, currency: 'EUR' }, closeDate: '2026-12-10', probability: 50, ...more }),
  { type: 'method.chosen', data: { method: 'ssm', version: '1.0.0' } },
];
let n = 0;
const eventsOf = (key: string, drafts: readonly EventDraft[]): Event[] => drafts.map((draft) => {
  n += 1;
  return { id: `019a0000-0000-7000-8000-${String(n).padStart(12, '0')}`, deal: key, by: REP.by, role: REP.role, at: `${START + n}-0000-00000001`, v: 1, ...draft } as Event;
});

async function desk(deals: Record<string, EventDraft[]>) {
  const around = fakeAround();
  const notebook: Notebook = await around.openNotebook();
  await notebook.take(Object.entries(deals).flatMap(([record, drafts]) => eventsOf(ORG + record, drafts)));
  const kept = memory(around);
  const packs = new Packs(around, kept, async () => undefined);
  const rows = new Map<string, Score>();
  const common: Common = { stages: [], settings: { ...defaultSettings('en'), minimum: 'claimed' }, me: REP.by, today: '2026-11-21', packs: await packs.shelf() };
  const pauses = { count: 0, at: () => {} };
  const make = () => new Overview({
    notebook: async () => notebook, common: async () => common,
    store: { all: async () => [...rows.values()], put: async (all) => { for (const row of all) rows.set(row.key, structuredClone(row)); } },
    pause: async () => { pauses.count += 1; pauses.at(); },
  });
  const caseOf = async (record: string) => ({ ...common, key: ORG + record, crm: 'salesforce', org: 'acme.example', state: (await notebook.deal(ORG + record))! });
  return { notebook, common, make, pauses, caseOf, rows };
}
const many = (count: number) => Object.fromEntries(Array.from({ length: count }, (_, i) => [`d${String(i).padStart(4, '0')}`, deal(1000 + i)]));

test('only what is old is judged again: after a setting all, after one event one, after a worker’s restart none', async () => {
  const { notebook, common, make } = await desk(many(30));
  const overview = make();
  expect(await overview.run()).toMatchObject({ running: false, total: 30, done: 30, judged: 30 });
  expect(await overview.run()).toMatchObject({ total: 30, done: 30, judged: 0 });
  await notebook.append(`${ORG}d0007`, [{ type: 'outcome.claimed', data: { outcome: 'ssm-validating-vision-shaped', evidence: { text: 'drawn on her whiteboard' } } }], REP);
  expect(await overview.run()).toMatchObject({ judged: 1 });
  expect(await make().run()).toMatchObject({ total: 30, done: 30, judged: 0 });
  common.settings = { ...common.settings, minimum: 'verified' };
  expect(await overview.run()).toMatchObject({ judged: 30 });
  common.today = '2026-11-22';
  expect(await overview.run()).toMatchObject({ judged: 30 });
});

test('a stage mapping of one method concerns its deals alone', async () => {
  const other: EventDraft[] = [deal(5)[0]!, { type: 'method.chosen', data: { method: 'ltc', version: '1.0.0' } }];
  const { common, make } = await desk({ ...many(6), other });
  const overview = make();
  await overview.run();
  common.settings = { ...common.settings, stageMaps: { 'salesforce:acme.example:ltc': { 'Needs Analysis': 'ltc-pre-bid' } } };
  expect(await overview.run()).toMatchObject({ total: 7, judged: 1 });
});

test('what the list shows is what the deal’s own screen finds', async () => {
  const { make, caseOf } = await desk({ a: deal(900, { closeDate: '2026-11-01' }), ...many(2) });
  const overview = make();
  await overview.run();
  const shown = overview.report([`${ORG}a`, `${ORG}nobody`]).scores;
  expect(shown).toHaveLength(1);
  const found = await make().checkup(await caseOf('a'));
  const count = (severity: string) => found.fire.filter((f) => f.severity === severity && checks[f.id]?.where.kind !== 'pipeline').length;
  expect(shown[0]).toEqual({ key: `${ORG}a`, colour: 'red', critical: count('critical'), warning: count('warning'), info: count('info'), proven: 0, required: 4 });
  expect(shown[0]!.critical).toBeGreaterThan(0);
});

test('the work is cut into slices: after 20 ms at the latest, and one deal, whoever waits has a turn', async () => {
  const { make, pauses } = await desk(many(40));
  let time = 0;
  vi.spyOn(performance, 'now').mockImplementation(() => (time += 7));
  const report = await make().run();
  expect(report.judged).toBe(40);
  expect(pauses.count).toBeGreaterThanOrEqual(8);
  expect(report.longest).toBeLessThanOrEqual(28);
});

test('a newer change ends a run, and the next one goes on where it was', async () => {
  const { make, pauses } = await desk(many(40));
  let time = 0;
  vi.spyOn(performance, 'now').mockImplementation(() => (time += 30));
  const overview = make();
  let again: ReturnType<Overview['run']> | undefined;
  pauses.at = () => { if (pauses.count === 3) again = overview.run(); };
  const first = await overview.run();
  const second = await again!;
  expect(first.done).toBeLessThan(40);
  expect(second).toMatchObject({ running: false, total: 40, done: 40 });
  expect(second.judged).toBeLessThan(40);
});

test('one deal knows what only all of them know: the largest share of the forecast, the top quarter, texts used elsewhere', async () => {
  const claim = (text: string): EventDraft => ({ type: 'outcome.claimed', data: { outcome: 'ssm-validating-vision-shaped', evidence: { text, saidBy: 'Ms Li', saidOn: '2026-11-18' } } });
  const { make, caseOf } = await desk({
    big: [...deal(900_000), claim('She agreed to the pilot in Rotterdam.')], b: [...deal(100_000), claim('she agreed to the PILOT in Rotterdam')], c: [...deal(90_000), claim('They signed the plan for May')],
    d: deal(80_000), dollars: deal(99_000_000, { amount: { value: 99_000_000, currency: 'USD' } }), won: deal(5_000_000, { stage: { id: 'Closed Won', label: 'Closed Won', closed: 'won' } }),
  });
  const overview = make();
  await overview.run();
  const found = async (record: string) => (await overview.checkup(await caseOf(record))).fire;
  const dependence = (await found('b')).find((f) => f.id === 'dh-portfolio-dependence');
  expect(dependence?.text).toContain('77');
  const repeated = (fire: Awaited<ReturnType<typeof found>>) => fire.filter((f) => f.text === evidenceTexts.repeated.en).length;
  expect([repeated(await found('big')), repeated(await found('b')), repeated(await found('c'))]).toEqual([1, 1, 0]);
});

test('results are kept, and where the browser keeps nothing they are only not kept', async () => {
  const row = { key: `${ORG}a`, last: 'x' } as unknown as Score;
  await openScores<Score>('scores-test').put([row]);
  expect(await openScores<Score>('scores-test').all()).toEqual([row]);
  const many = Array.from({ length: 1000 }, (_, i) => ({ key: `k${String(i).padStart(4, '0')}` }) as unknown as Score);
  await openScores<Score>('scores-many').put(many);
  expect(await openScores<Score>('scores-many').all()).toEqual(many);
  vi.spyOn(indexedDB, 'open').mockImplementation(() => { throw new DOMException('denied', 'SecurityError'); });
  const none = openScores<Score>('scores-denied');
  await none.put([row]);
  expect(await none.all()).toEqual([]);
});

test('a text’s mark is that of the text alone', () => {
  for (const [one, other] of [['She agreed: 3 lines!', 'she agreed 3LINES'], ['客户 已确认。', '客户已确认'], ['Ａbc', 'abc'], ['Straße, OK', 'straße ok']] as const) expect(fingerprint(one), one).toBe(fingerprint(other));
  for (const text of ['She agreed, in Köln, on 3 lines', 'plain ASCII; 7 words — no', 'x7']) expect(fingerprint(text), text).toBe(fingerprint(evidenceKey(text)));
  expect([fingerprint(''), fingerprint(' x. '), fingerprint('。')]).toEqual([null, null, null]);
  const marks = new Set(Array.from({ length: 20_000 }, (_, i) => fingerprint(`evidence ${i}`)));
  expect(marks.size).toBe(20_000);
  expect([...marks].every(Number.isSafeInteger)).toBe(true);
});

test('on a deal’s screen a changed field runs only the checks that read it', async () => {
  const { make, caseOf, notebook } = await desk({ a: deal(900) });
  const overview = make();
  await overview.checkup(await caseOf('a'));
  const spies = Object.values(checks).map((check) => [check, vi.spyOn(check, 'run')] as const);
  const ran = () => spies.filter(([, spy]) => spy.mock.calls.length > 0).map(([check]) => check);
  await overview.checkup(await caseOf('a'));
  expect(ran()).toEqual([]);
  await notebook.append(`${ORG}a`, [{ type: 'odds.declared', data: { value: 75 } }], REP);
  await overview.checkup(await caseOf('a'));
  const after = ran();
  expect(after.map((check) => check.id)).toContain('dh-odds-off-ladder');
  expect(after.length).toBeLessThan(25);
  for (const check of after) expect(check.reads.some((key) => ['odds', 'oddsLog', 'deals'].includes(key)), check.id).toBe(true);
});
