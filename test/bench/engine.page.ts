// Runs in the extension's service worker: fold, all checks and all scores of one deal. engine.mjs calls these by name.
import { answerFromLog, assess, assessments, type AnswersByParty, type AssessContext } from '../../src/domain/assess/index.ts';
import type { InstrumentDefinition, Instruments } from '../../src/domain/assess/model.ts';
import { questionsOf } from '../../src/domain/assess/index.ts';
import { changedKeys, checks, defaultConfig, evaluate, type CheckContext } from '../../src/domain/checks/index.ts';
import { factsOf, type FactSource } from '../../src/domain/checks/facts.ts';
import { answersOf, formOf, rowsOf } from '../../src/domain/checks/sheets.ts';
import type { Event, EventDraft } from '../../src/domain/event.ts';
import { advance, fold } from '../../src/domain/fold.ts';
import type { DealState } from '../../src/domain/state.ts';
import { allMethods } from '../../src/methods/all.ts';
import file from '../../src/methods/assessments.json';
import type { Methodology } from '../../src/domain/method.ts';
import { openNotebook } from '../../src/notebook/index.ts';
import { openScores } from '../../src/notebook/scores.ts';
import { defaultSettings } from '../../src/wire/defaults.ts';
import { localDay } from '../../src/worker/day.ts';
import { Overview, type Common, type Score } from '../../src/worker/overview.ts';

const TODAY = '2026-11-20';
const instruments = Object.fromEntries(file.assessments.map((a) => [a.id, a])) as unknown as Instruments;
const ctx: CheckContext = { today: TODAY, cfg: defaultConfig, methods: allMethods, instruments };
const scoring: AssessContext = { today: TODAY, instruments };
const method = allMethods.ssm;
const STAGES = method.stages.map((s) => s.id);
const source: FactSource = {
  method, stageId: STAGES[3]!, stageOf: (ref) => STAGES[Number(ref.id)] ?? null, today: TODAY, dayOf: localDay, crm: 'salesforce', instruments,
};

const FORMS = ['ssm-opportunity-assessment', 'tas-opportunity-qualification'];
const questions = FORMS.flatMap((form) => (instruments[form]!.groups ?? []).flatMap((g) => questionsOf(g).map((q) => [form, q.id] as const)));
const items = Object.values(instruments).flatMap((def: InstrumentDefinition) => (def.items ?? []).map((item) => [def.id, item.id] as const));
const outcomes = method.stages.flatMap((s) => s.verifiableOutcomes.map((o) => o.id));

/** One or several records of every sheet that a check reads; a structured field as the JSON text that a sheet stores. */
const SHEETS: [canvas: string, record: string, fields: Record<string, unknown>][] = [
  ...Array.from({ length: 12 }, (_, i): [string, string, Record<string, unknown>] => ['relationship-map', `n${i}`, {
    name: `Person ${i}`, title: 'Head', contactId: `c${i}`, roles: [['D', 'A', 'E', 'U'][i % 4]], influence: 1 + (i % 5), attitude: ['+', '=', '-', '*'][i % 4], coverage: 'multiple',
    lastContactAt: `2026-1${i % 2}-0${1 + (i % 9)}`, influenceLinks: [{ to: `n${(i + 1) % 12}`, kind: 'trusts' }], supportActs: ['act'], ...(i > 0 ? { reportsTo: `n${Math.floor(i / 3)}` } : {}),
  }]),
  ...Array.from({ length: 12 }, (_, i): [string, string, Record<string, unknown>] => ['power-map', `n${i}`, { name: `Person ${i}`, isKeyDecisionMaker: i < 3, strength: 1 + (i % 3), rivalStrength: [{ competitor: 'Rival', value: 2 }] }]),
  ['decision-fishbone', 'b1', { order: 1, people: [{ contact: 'Bo', distance: 1, status: 'needs-work' }, { contact: 'An', distance: 2, status: 'done' }] }],
  ['organisation-culture', 'sheet', { type: 'bureaucratic', winState: 'win-win' }],
  ...Array.from({ length: 6 }, (_, i): [string, string, Record<string, unknown>] => ['pain-chain', `p${i}`, { title: 'CFO', level: 'executive', pain: 'Late closing', saidBy: `c${i}`, metric: { value: 3, unit: 'days' }, links: [{ toNode: `p${i + 1}` }] }]),
  ['pain-diagnosis-prompter', 'p1', { rows: [{ reason: 'r', capability: 'c' }] }],
  ['vision-nine-box', 'sheet', { mode: 'create', existingVisionBy: 'us', R1: { done: true, saidAt: '2026-10-01', saidBy: 'c1' }, C2: { done: true } }],
  ['problem-recognition', 'c1', { contact: 'c1', level: 3 }],
  ['business-initiative', 'i1', { plannedWork: 'New line', relevant: true, resultMetric: '8 %', horizon: '2027' }],
  ['technology-preference', 'sheet', { applications: [{ product: 'T', status: 'preferred' }], offering: [{ block: 'applications', item: 'O' }] }],
  ['swot-tows', 'c1', { status: 'confirmed' }], ['demand-research', 'r1', { member: 'A', saidBy: 'A', officialNeed: 'x', personalWish: 'y', priority: 1, inScope: true, aware: false }],
  ...Array.from({ length: 8 }, (_, i): [string, string, Record<string, unknown>] => ['decision-criteria', `k${i}`, { criterion: `Criterion ${i}`, rank: i + 1, source: i % 3 ? 'customer' : 'Rival', ourRating: 3, rivalRatings: [{ competitor: 'Rival', value: 2 }] }]),
  ['competitive-strategy', 's1', { strategy: 'frontal', reviewDate: '2026-10-01' }], ['control-signals', 'sig-calls', { note: 'x' }], ['odds-stage-matrix', 'sheet', { ticked: ['so-obs-market-news'] }],
  ['opportunity-plan', 'sheet', { 'customer-profile': 'x', strategy: 'y' }],
  ...Array.from({ length: 10 }, (_, i): [string, string, Record<string, unknown>] => ['decision-support-plan', `m${i}`, { milestone: `Step ${i}`, kind: 'presentation', status: ['done', 'planned', 'slipped'][i % 3], date: `2026-1${i % 2}-1${i % 9}`, customerOwner: i % 2 ? `c${i}` : null, ourOwner: 'us' }]),
  ...Array.from({ length: 6 }, (_, i): [string, string, Record<string, unknown>] => ['visit-record', `v${i}`, { contact: `c${i}`, date: `2026-10-0${1 + i}`, commitments: [{ owner: 'customer', what: 'send', due: '2026-11-01', done: i % 2 === 0 }] }]),
  ['concern-log', 'c1', { type: 'need', severity: 3, status: 'open' }], ['objection-map', 'o1', { closed: true }], ['set-met', 'e1', { metState: 'not-met' }],
  ['lead-card', 'sheet', { decision: 'to-opportunity', beforeTender: true }], ['budget-guidance', 'sheet', { amount: 400_000, state: 'approved', plays: 'bp-structure' }],
  ['iron-triangle-team', 'sheet', { 'FR.user': 'f', 'FR.appointedAt': '2026-05-01', 'AR.user': 'a' }],
  ['commercial-record', 'sheet', { tenderPublishedAt: '2026-09-01', invoices: [{ amount: 5, due: '2026-01-01' }], changes: [{ inForceAt: '2026-01-01' }] }],
  ['value-proposition', 'sheet', { technicalRulePoints: [{ text: 'a', reflected: true }] }], ['investment-balance', 'sheet', { ourDays: 30, customerPeople: 2 }],
  ['effort-allocation', 'l1', { stage: STAGES[1], hours: 60 }], ['cadence-calendar', 'r1', { level: 'cadence-account', date: '2026-11-10' }],
  ['coaching-note', 'n1', { author: 'boss', date: '2026-10-01', actions: [{ what: 'x' }] }], ['funnel-calculator', 'sheet', { rates: [0.5, 1], deals: [4, 2], targetWins: 2 }],
  ['forecast-horizons', 'f1', { period: '2026-Q3', madeAt: '2026-07-02', value: 10, actual: 9 }], ['account-plan', 'sheet', { profile: 'x' }],
  ['account-segmentation', 'sheet', { attractiveness: 20, strength: 20, effortDays: 9 }], ['competitor-analysis', 'r1', { name: 'Rival', visionOwner: true }],
];
const stored = (fields: Record<string, unknown>) => Object.fromEntries(Object.entries(fields).map(([key, value]) => [key, typeof value === 'object' && value !== null ? JSON.stringify(value) : value])) as never;

/** The i-th thing that happens on a deal; the first 120 touch everything once. */
function draftOf(i: number): EventDraft {
  const sheet = SHEETS[i % SHEETS.length]!;
  const outcome = outcomes[i % outcomes.length]!;
  const evidence = { text: `She said in meeting ${i} that the pilot may start`, link: `https://mail.example/${i}`, saidBy: 'Ms Li', saidOn: '2026-10-01' };
  if (i < SHEETS.length) return { type: 'canvas.patched', data: { canvas: sheet[0], record: sheet[1], patch: stored(sheet[2]) } };
  switch (i % 10) {
    case 0: return { type: 'deal.read', data: { fields: { amount: { value: { value: 1000 * (i % 40), currency: 'EUR' }, from: 'page' }, closeDate: { value: `2027-0${1 + (i % 8)}-15`, from: 'page' }, stage: { value: { id: String(Math.min(3, Math.floor(i / 300))), label: 'Stage' }, from: 'page' }, probability: { value: 50, from: 'api' } } } };
    case 1: return { type: 'outcome.claimed', data: { outcome, evidence } };
    case 2: return i % 20 === 2 ? { type: 'outcome.verified', data: { outcome } } : { type: 'outcome.confirmed', data: { outcome, evidence } };
    case 3: return { type: 'note.added', data: { note: `n${i}`, anchor: { kind: 'outcome', id: outcome }, text: 'Ask her who else has to agree before the budget round starts.' } };
    case 4: return { type: 'item.ticked', data: { item: `task-${i % 60}`, done: true } };
    case 5: return i % 20 === 5 ? { type: 'assessment.dated', data: { assessment: FORMS[0]!, on: '2026-10-01' } } : { type: 'odds.declared', data: { value: 25 * (1 + (i % 3)) } };
    case 6: { const [assessment, question] = items[i % items.length]!; return { type: 'assessment.answered', data: { assessment, question, party: 'us', value: true } }; }
    case 7: return { type: 'canvas.patched', data: { canvas: sheet[0], record: sheet[1], patch: stored(sheet[2]) } };
    default: { const [assessment, question] = questions[(i * 7) % questions.length]!; return { type: 'assessment.answered', data: { assessment, question, party: ['us', 'rival-1', 'rival-2'][i % 3]!, value: (['+', '?', '-'] as const)[i % 3]!, why: 'Heard in the workshop' } }; }
  }
}

function eventsOf(n: number, count: number): Event[] {
  const deal = `salesforce:bench:${n}`;
  return Array.from({ length: count }, (_, i): Event => {
    const id = (n * 10_000 + i).toString(16).padStart(12, '0');
    const draft = draftOf(i);
    return { id: `019a0000-0000-7000-8000-${id}`, deal, by: 'local:rep', role: draft.type === 'outcome.verified' ? 'manager' : 'rep', at: `${1_780_000_000_000 + i * 600_000}-0000-0000000a`, v: 1, ...draft } as Event;
  });
}

/** Every one of the instruments, on what the deal says. */
function scores(state: DealState): unknown[] {
  return Object.keys(assessments).map((id) => {
    if (FORMS.includes(id)) {
      const parties = Object.keys(state.answers[id] ?? {});
      const answers = Object.fromEntries(parties.map((p) => [p, Object.fromEntries(Object.entries(answersOf(state, id, p)).map(([q, a]) => [q, answerFromLog(a)]))])) as AnswersByParty;
      return assess(id, answers, scoring);
    }
    const form = formOf(state, id);
    const yes = Object.keys(form).filter((key) => form[key] === true);
    const more = { 'demand-research': { rows: rowsOf(state, id), members: ['A'] }, 'power-sponsor-test': { yes }, 'proposal-four-questions': { answered: yes }, 'problem-recognition': { level: 3, unifiedPhase: 4 } }[id];
    return assess(id, more ?? form, scoring);
  });
}

const timed = (work: () => unknown): number => {
  const start = performance.now();
  work();
  return performance.now() - start;
};
const check = (state: DealState) => evaluate(checks, factsOf(state, source), ctx);

/** Milliseconds of each step for one deal of `count` events, `runs` times, each time another deal. */
function oneDeal(count: number, runs: number): { all: number[]; fold: number[]; facts: number[]; checks: number[]; scores: number[]; change: number[]; empty: number[]; json: number[]; what: Record<string, number> } {
  const deals = Array.from({ length: runs }, (_, n) => eventsOf(n + 1, count));
  const out = { all: [] as number[], fold: [] as number[], facts: [] as number[], checks: [] as number[], scores: [] as number[], change: [] as number[], empty: [] as number[], json: [] as number[], what: {} as Record<string, number> };
  for (const events of deals) {
    const deal = events[0]!.deal;
    let state!: DealState;
    let facts!: ReturnType<typeof factsOf>;
    let found!: ReturnType<typeof evaluate>;
    const parts = [timed(() => { state = fold(deal, events); }), timed(() => { facts = factsOf(state, source); }), timed(() => { found = evaluate(checks, facts, ctx); }), timed(() => scores(state))];
    out.fold.push(parts[0]!);
    out.facts.push(parts[1]!);
    out.checks.push(parts[2]!);
    out.scores.push(parts[3]!);
    out.all.push(parts.reduce((a, b) => a + b, 0));
    out.empty.push(timed(() => {}));
    out.json.push(timed(() => JSON.parse(JSON.stringify(events))));
    out.what = Object.values(found).reduce<Record<string, number>>((sum, r) => ({ ...sum, [r.result]: (sum[r.result] ?? 0) + 1 }), {});
    if (Object.keys(state.noEffect).length || state.count !== count) throw new Error(`the bench’s own events are wrong: ${JSON.stringify(state.noEffect[0])}`);
    const [assessment, question] = questions[3]!;
    const more: Event = { ...events[0]!, id: '019a0000-0000-7000-9000-000000000000', at: '1790000000000-0000-0000000a', type: 'assessment.answered', data: { assessment, question, party: 'us', value: '-' } };
    out.change.push(timed(() => {
      const after = factsOf(advance(state, [more])!, source);
      evaluate(checks, after, ctx, changedKeys(facts, after), found);
    }));
  }
  return out;
}

/** All deals one after another from their states, as snapshots give them: the whole time, and the longest one deal took. */
function manyDeals(deals: number, perDeal: number): { total: number; longest: number; control: number } {
  const states = Array.from({ length: 100 }, (_, n) => fold(`salesforce:bench:${n + 1}`, eventsOf(n + 1, perDeal)));
  let longest = 0;
  const total = timed(() => {
    for (let i = 0; i < deals; i++) longest = Math.max(longest, timed(() => { check(states[i % 100]!); scores(states[i % 100]!); }));
  });
  return { total, longest, control: timed(() => { for (let i = 0; i < deals; i++) JSON.stringify(states[i % 100]); }) };
}

/**
 * The product's own run over all deals, out of a real notebook without snapshots: every deal is read, folded, judged and
 * its result kept. Beside it a timer that is due every 5 ms shows how long the worker was away from its messages.
 */
async function judgeAll(deals: number, perDeal: number): Promise<{ total: number; judged: number; blocked: number; idle: number; again: number; read: number }> {
  const notebook = await openNotebook({ name: `bench-judge-${deals}`, mirror: null });
  for (let n = 0; n < deals; n += 250) await notebook.take(Array.from({ length: Math.min(250, deals - n) }, (_, i) => eventsOf(n + i + 1, perDeal)).flat());
  const common: Common = {
    stages: [], settings: defaultSettings('en'), me: 'local:rep', today: TODAY,
    packs: { find: (id) => (id === undefined ? undefined : (allMethods as Record<string, Methodology>)[id]), heads: () => [] },
  };
  const watched = async (work: () => Promise<unknown>): Promise<{ ms: number; blocked: number }> => {
    let last = performance.now();
    let blocked = 0;
    const timer = setInterval(() => {
      blocked = Math.max(blocked, performance.now() - last - 5);
      last = performance.now();
    }, 5);
    const start = performance.now();
    await work();
    const ms = performance.now() - start;
    clearInterval(timer);
    return { ms, blocked };
  };
  const overview = new Overview({ notebook: async () => notebook, common: async () => common, store: openScores<Score>(`bench-judge-scores-${deals}`) });
  const idle = await watched(() => new Promise((resolve) => { setTimeout(resolve, 500); }));
  const first = await watched(() => overview.run());
  const { judged } = overview.report();
  const again = await watched(() => overview.run());
  const read = await watched(async () => {
    for (let after: string | undefined; ;) {
      const rows = await notebook.list({ limit: 96, ...(after === undefined ? {} : { after }) });
      if (!rows.length) return;
      after = rows.at(-1)!.key;
      for (let at = 0; at < rows.length; at += 16) await notebook.states(rows.slice(at, at + 16).map((row) => row.key));
    }
  });
  notebook.close();
  return { total: first.ms, judged, blocked: first.blocked, idle: idle.blocked, again: again.ms, read: read.ms };
}

Object.assign(globalThis, { engineBench: { oneDeal, manyDeals, judgeAll } });
