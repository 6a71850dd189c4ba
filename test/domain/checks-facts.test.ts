import { describe, expect, it } from 'vitest';
import file from '../../src/methods/assessments.json';
import { questionsOf } from '../../src/domain/assess/index.ts';
import { parseInstruments } from '../../src/domain/assess/schema.ts';
import { type CheckContext, type Facts, checks, defaultConfig, evaluate } from '../../src/domain/checks/index.ts';
import { type FactSource, factsOf, forecastOf } from '../../src/domain/checks/facts.ts';
import { periodStart } from '../../src/domain/checks/sheet-facts.ts';
import type { Event, EventDraft } from '../../src/domain/event.ts';
import { fold } from '../../src/domain/fold.ts';
import { tick } from '../../src/domain/hlc.ts';
import type { DealState } from '../../src/domain/state.ts';
import { allMethods } from '../../src/methods/all.ts';

const instruments = parseInstruments(file);
const ctx: CheckContext = { today: '2025-06-16', cfg: defaultConfig, methods: allMethods, instruments };
const dayOf = (ms: number): string => new Date(ms).toISOString().slice(0, 10);

type Written = { on: string; role?: 'rep' | 'manager' } & EventDraft;

/** The state after these events, one per entry, each on its day. */
function stateOf(entries: readonly Written[]): DealState {
  let last = '';
  return fold(
    'demo:org:1',
    entries.map(({ on, role = 'rep', ...draft }, index): Event => {
      last = tick(last, Date.parse(`${on}T10:00:00Z`), '0000000a');
      const n = String(index).padStart(12, '0');
      return { id: `01970000-0000-7000-8000-${n}`, deal: 'demo:org:1', by: role === 'manager' ? 'boss' : 'rep', role, at: last, v: 1, ...draft } as Event;
    }),
  );
}

const stages: Record<string, string> = { a: 'ssm-noticing', b: 'ssm-identifying', c: 'ssm-validating', d: 'ssm-qualifying', w: 'ssm-winning' };
const source = (method: keyof typeof allMethods, stageId: string | null): FactSource => ({
  method: allMethods[method], stageId, stageOf: (stage) => stages[stage.id] ?? null, today: ctx.today, dayOf, crm: 'tryton', instruments,
});
const factsFor = (entries: readonly Written[], method: keyof typeof allMethods = 'ssm', stageId: string | null = 'ssm-validating'): Facts =>
  factsOf(stateOf(entries), source(method, stageId));

const patch = (canvas: string, record: string, values: Record<string, unknown>): Written => ({
  on: '2025-06-01', type: 'canvas.patched',
  data: { canvas, record, patch: Object.fromEntries(Object.entries(values).map(([key, value]) => [key, typeof value === 'object' && value !== null && !(Array.isArray(value) && value.every((v) => typeof v !== 'object')) ? JSON.stringify(value) : value])) as Record<string, string> },
});
const answer = (assessment: string, question: string, value: string | boolean, party = 'us', on = '2025-06-01', askBy?: string): Written => ({
  on, type: 'assessment.answered', data: { assessment, question, party, value, ...(askBy ? { askBy } : {}) },
});

describe('deal fields', () => {
  const read = (on: string, fields: Record<string, unknown>): Written => ({
    on, type: 'deal.read', data: { fields: Object.fromEntries(Object.entries(fields).map(([name, value]) => [name, { value, from: 'page' }])) as never },
  });
  const facts = factsFor([
    read('2025-01-05', { created: '2025-01-02', amount: { value: 900, currency: 'EUR' }, closeDate: '2025-05-01', stage: { id: 'a', label: 'New' }, probability: 20 }),
    { on: '2025-02-01', type: 'stage.moved', data: { from: { id: 'a', label: 'New' }, to: { id: 'b', label: 'B' }, seen: 'gate' } },
    { on: '2025-03-01', type: 'stage.moved', data: { from: { id: 'b', label: 'B' }, to: { id: 'c', label: 'C' }, seen: 'noticed' } },
    read('2025-04-01', { amount: { value: 500, currency: 'EUR' }, closeDate: '2025-08-01', stage: { id: 'c', label: 'C' } }),
    { on: '2025-04-02', type: 'odds.declared', data: { value: 50 } },
    { on: '2025-04-03', role: 'manager', type: 'odds.declared', data: { value: 25 } },
    { on: '2025-04-04', role: 'manager', type: 'gate.decided', data: { gate: 'ssm-gate-pursue', outcome: 'go', deciders: ['first-line-manager'] } },
    { on: '2025-04-05', type: 'party.named', data: { party: 'competitor-1', name: 'RivalCo', kind: 'rival' } },
  ]);
  it('come with their history', () => {
    expect(facts).toMatchObject({
      methodology: 'ssm', stage: 'ssm-validating', status: 'open', createdAt: '2025-01-02', amount: 500, odds: 25, closeDate: '2025-08-01', stageEnteredAt: '2025-03-01',
      stageLog: [{ stage: 'ssm-noticing', at: '2025-01-02' }, { stage: 'ssm-identifying', at: '2025-02-01' }, { stage: 'ssm-validating', at: '2025-03-01' }],
      closeDateLog: [{ at: '2025-04-01', from: '2025-05-01', to: '2025-08-01' }],
      amountLog: [{ value: 900 }, { value: 500 }],
      oddsLog: [{ value: 50, byRole: 'seller' }, { value: 25, byRole: 'manager' }],
      gates: { 'ssm-gate-pursue': { result: 'go', at: '2025-04-04', by: ['first-line-manager'] } },
      competitors: [{ name: 'RivalCo', addedAt: '2025-04-05' }],
      crmStageLabel: 'C',
    });
  });
  it('answer the checks that read them', () => {
    const findings = evaluate(checks, facts, ctx);
    expect(findings['dh-close-date-pushed']).toMatchObject({ result: 'fires', params: { n: 1, d: 92 } });
    expect(findings['dh-stage-age-over-norm']).toMatchObject({ result: 'fires', severity: 'critical', params: { d: 107 } });
    expect(findings['dh-gate-missing']).toEqual({ result: 'ok' });
    expect(findings['dh-no-next-step']?.result).toBe('fires');
  });
});

it('counts the problem level of the people who matter, where the map names some', () => {
  const level = (id: string, value: number): Written => patch('problem-recognition', id, { level: value });
  expect(factsFor([level('c1', 2), level('c2', 4)]).levels).toEqual([2, 4]);
  const named = [patch('relationship-map', 'n1', { contactId: 'c1', influence: 3 }), patch('relationship-map', 'n2', { contactId: 'c2', influence: 1 }), patch('relationship-map', 'n3', { contactId: 'c3', influence: 5 })];
  expect(factsFor([...named, level('c1', 2), level('c2', 4)]).levels).toEqual([2]);
});

it.each([
  [{ id: 'Commit', label: '承诺' }, 'commit'], [{ id: 'Best Case', label: 'Best Case' }, 'best-case'], ['BestCase', 'best-case'], ['Forecast', 'commit'], ['Omitted', 'omitted'],
  ['Most Likely', 'best-case'], [{ label: 'Closed' }, 'closed'], [{ id: '7', label: 'commit' }, 'commit'], ['Something', null], ['', null], [null, null], [undefined, null], [3, null], ['constructor', null],
] as const)('the CRM’s forecast category %j is %s', (value, category) => {
  expect(forecastOf(value)).toBe(category);
});

it('a commitment without approval is seen from the CRM’s category', () => {
  const read = (label: string): Written => ({ on: '2025-06-01', type: 'deal.read', data: { fields: { forecast: { value: { id: label, label }, from: 'api' } } } });
  const found = (...written: Written[]) => evaluate(checks, factsFor(written), ctx)['dh-commit-without-approval']?.result;
  expect([found(read('Commit')), found(read('Pipeline')), found()]).toEqual(['fires', 'ok', 'not-evaluated']);
});

it('nobody else may offer: said on the sheet of rivals, no rival has to be named', () => {
  const found = (...written: Written[]) => evaluate(checks, factsFor(written), ctx)['dh-no-competitor-listed']?.result;
  expect([found(), found(patch('competitor-analysis', 'sheet', { soleSource: true })), found(patch('competitor-analysis', 'sheet', { soleSource: false }))]).toEqual(['fires', 'ok', 'fires']);
});

it('a later visit counts as the last contact', () => {
  const visit = (id: string, contact: string, date: string): Written => patch('visit-record', id, { contact, date });
  const facts = factsFor([patch('relationship-map', 'n1', { contactId: 'c1', lastContactAt: '2025-03-01' }), visit('v1', 'c1', '2025-04-01'), visit('v2', 'c2', '2025-06-01'), visit('v3', 'c1', '2025-02-01')]);
  expect(facts.map).toMatchObject([{ lastContactAt: '2025-04-01' }]);
});

it('a form counts as started when only the rival was rated, and not when every answer was taken back', () => {
  const form = 'ssm-opportunity-assessment';
  expect(factsFor([answer(form, 'ssm-oa-2-ubv', '+', 'us'), { on: '2025-06-02', type: 'assessment.answered', data: { assessment: form, question: 'ssm-oa-2-ubv', party: 'us', value: null } }]).started).toEqual([]);
  const both = [answer(form, 'ssm-oa-2-ubv', '+', 'rival'), answer(form, 'ssm-oa-2-ubv', '+', 'us'), { on: '2025-06-02', type: 'assessment.answered', data: { assessment: form, question: 'ssm-oa-2-ubv', party: 'us', value: null } } as Written];
  expect(factsFor(both).started).toEqual([form]);
});

it('an open action is the next step where the CRM has none', () => {
  const action = (id: string, due?: string): Written => ({ on: '2025-06-01', type: 'action.added', data: { action: id, text: `Do ${id}`, owner: 'us', ...(due ? { due } : {}) } });
  const facts = factsFor([action('a'), action('b', '2025-06-20'), action('c', '2025-06-10'), { on: '2025-06-02', type: 'action.done', data: { action: 'c', done: true } }]);
  expect(facts).toMatchObject({ nextStep: 'Do b', nextStepDue: '2025-06-20' });
  expect(evaluate(checks, facts, ctx)).toMatchObject({ 'dh-no-next-step': { result: 'ok' }, 'dh-no-customer-action': { result: 'fires' } });
});

describe('outcomes', () => {
  const claim = (outcome: string, evidence: object): Written => ({ on: '2025-05-01', type: 'outcome.claimed', data: { outcome, evidence } as never });
  const out = factsFor([
    claim('ssm-noticing-relationship-valued', { text: 'mail' }),
    claim('ssm-noticing-account-plan-reviewed', { text: 'minutes', saidBy: 'Lin', saidOn: '2025-04-20' }),
    claim('ssm-identifying-opportunity-plan-created', { text: 'file' }),
    claim('ssm-identifying-interest-demonstrated', { text: 'old', saidBy: 'Lin', saidOn: '2025-01-01', expires: '2025-06-01' }),
    { on: '2025-05-01', type: 'outcome.waived', data: { outcome: 'ssm-identifying-understanding-confirmed', reason: 'imported' } },
  ]).out!;
  it('count as the gate counts them: the customer’s word for the customer’s outcome, ours for ours, nothing stale', () => {
    expect(Object.fromEntries(Object.entries(out).map(([id, fact]) => [id, fact?.state]))).toEqual({
      'ssm-noticing-relationship-valued': 'claimed',
      'ssm-noticing-account-plan-reviewed': 'verified',
      'ssm-identifying-opportunity-plan-created': 'verified',
      'ssm-identifying-interest-demonstrated': 'open',
      'ssm-identifying-understanding-confirmed': 'waived',
    });
    expect(out['ssm-noticing-account-plan-reviewed']).toMatchObject({ at: '2025-04-20', by: 'Lin', evidence: 'minutes' });
  });
});

describe('assessments', () => {
  const ssm = instruments['ssm-opportunity-assessment']!;
  const ids = (ssm.groups ?? []).flatMap((group) => questionsOf(group).map((q) => q.id));
  it('give the form as it stands and the dated column before', () => {
    const facts = factsFor([
      ...ids.map((id) => answer(ssm.id, id, '+', 'us', '2025-03-01')),
      { on: '2025-03-02', type: 'assessment.dated', data: { assessment: ssm.id, on: '2025-03-02' } },
      { on: '2025-03-03', type: 'party.named', data: { party: 'p1', name: 'RivalCo', kind: 'rival' } },
      answer(ssm.id, 'ssm-oa-3-sponsor', '+', 'p1', '2025-06-02'),
      answer(ssm.id, 'ssm-oa-3-sponsor', '-', 'us', '2025-06-02'),
      answer(ssm.id, 'ssm-oa-1-budget', 'later', 'us', '2025-06-02', '2025-07-01'),
      answer(ssm.id, 'ssm-oa-4-risk', '-', 'us', '2025-06-10'),
    ]);
    expect(facts.assessment).toMatchObject({ at: '2025-06-10', verdict: ['green', 'green', 'green', 'red'], overall: 'no-go', unknowns: 0, score: { us: [1, 1, 0.6, 4 / 6], RivalCo: [null, null, 1, null] } });
    expect(facts.assessmentBefore).toMatchObject({ at: '2025-03-02', overall: 'go', score: { us: [1, 1, 1, 1] } });
    const findings = evaluate(checks, facts, ctx);
    expect(findings['dh-rival-ahead-group3']).toMatchObject({ result: 'fires', params: { rival: 'RivalCo' } });
    expect(findings['dh-assessment-falling']).toMatchObject({ result: 'fires', params: { date: '2025-03-02' } });
  });
  it('a pack’s own questionnaire stands in for the form, without the meaning of the four questions', () => {
    const question = (id: string, knockout = false) => ({ id, text: { en: id, zh: id }, knockout, provenance: 'proposed' as const });
    const form = { id: 'own-form', name: { en: 'Own', zh: '自有' }, groups: [{ id: 'g', name: { en: 'G', zh: '组' }, questions: [question('q1', true), question('q2')] }] };
    const method = { ...allMethods.ltc, id: 'own', assessments: [form] };
    const own = { ...source('ltc', 'ltc-pre-bid'), method };
    const packCtx = { ...ctx, methods: { ...allMethods, own: method } };
    expect(evaluate(checks, factsOf(stateOf([]), own), packCtx)['dh-assessment-missing']?.result).toBe('fires');
    const facts = factsOf(stateOf([answer('own-form', 'q1', '-'), answer('own-form', 'q2', '+')]), own);
    expect(facts.assessment).toEqual({ at: '2025-06-01', overall: 'no-go', unknowns: 0 });
    expect(evaluate(checks, { ...facts, odds: 75 }, packCtx)).toMatchObject({ 'dh-odds-versus-assessment': { result: 'fires' }, 'dh-no-real-opportunity': { result: 'not-evaluated' } });
  });
  it('take a condition from its form or from the outcome that proves it', () => {
    const facts = factsFor(
      [answer('four-conditions', 'fc-budget', 'claimed'), { on: '2025-05-01', type: 'outcome.claimed', data: { outcome: 'cs-entrance-need', evidence: { saidBy: 'L', saidOn: '2025-05-01' } } }],
      'consultative', 'cs-demand',
    );
    expect(facts.conditions).toEqual({ need: 'verified', budget: 'claimed' });
  });
  it('grade the project and read roles by behaviour from the sponsor test', () => {
    const facts = factsFor(
      [answer('project-grading', 'pg-strategic-industry', true), patch('relationship-map', 'n1', { contactId: 'c1', roles: ['D'] }), answer('power-sponsor-test', 'ps-k1', true, 'c1'), answer('power-sponsor-test', 'ps-k2', true, 'c1'), answer('power-sponsor-test', 'ps-k3', true, 'c1')],
      'ltc', 'ltc-pre-bid',
    );
    expect(facts.grade).toBe('grade-1');
    expect(facts.map).toMatchObject([{ id: 'n1', roleTest: ['power-sponsor'] }]);
  });
});

/** One entry per sheet: a record that makes the check answer, and the check. */
const sheets: [string, string, Record<string, unknown>, string, 'fires' | 'ok', (keyof typeof allMethods)?, string?][] = [
  ['relationship-map', 'n1', { name: 'Lin', attitude: '*' }, 'dh-sponsor-unproven', 'fires'],
  ['relationship-map', 'n1', { name: 'Lin', influence: 4, roles: 'D', influenceLinks: [{ to: 'n2', kind: 'trusts' }], lastContactAt: '2025-06-10' }, 'dh-key-contact-silent', 'ok'],
  ['power-map', 'n1', { name: 'Shen', isKeyDecisionMaker: true, strength: 1, rivalStrength: [{ competitor: 'R', value: 2 }] }, 'dh-rival-closer', 'fires'],
  ['power-map', 'sheet', { copiedFrom: 'deal-2' }, 'dh-map-older-than-project', 'fires'],
  ['decision-fishbone', 'b1', { order: 1, people: [{ contact: 'Bo', distance: 1, status: 'needs-work' }] }, 'dh-fishbone-gap', 'fires'],
  ['organisation-culture', 'sheet', { type: 'bureaucratic' }, 'dh-culture-blindspot', 'fires'],
  ['organisation-culture', 'sheet', { type: 'bureaucratic', winState: 'win-lose' }, 'dh-not-win-win', 'fires', 'ssm', 'ssm-winning'],
  ['pain-chain', 'n1', { title: 'CFO', level: 'executive', saidBy: 'c1' }, 'dh-pain-unconfirmed', 'ok'],
  ['pain-diagnosis-prompter', 'p1', { rows: [{ reason: 'r', capability: 'c' }] }, 'dh-prompter-thin', 'fires'],
  ['vision-nine-box', 'sheet', { mode: 'create', C2: { done: true } }, 'dh-prescribed-before-diagnosis', 'fires'],
  ['vision-nine-box', 'sheet', { existingVisionBy: 'us' }, 'dh-vision-by-rival', 'ok'],
  ['vision-nine-box', 'R3', { done: true }, 'dh-vision-incomplete', 'fires', 'ssm', 'ssm-qualifying'],
  ['problem-recognition', 'c1', { level: 2 }, 'dh-problem-level-behind-stage', 'fires'],
  ['compelling-reason-to-act', 'sheet', { 'cra-deadline': '2025-06-01' }, 'dh-cra-deadline-passed', 'fires'],
  ['unique-business-value', 'sheet', { 'ubv-value': { value: 3, unit: '%' } }, 'dh-ubv-unconfirmed', 'fires', 'ssm', 'ssm-winning'],
  ['business-initiative', 'i1', { plannedWork: 'x', relevant: true }, 'dh-initiative-malformed', 'fires'],
  ['technology-preference', 'sheet', { applications: [{ product: 'T', status: 'preferred' }], offering: [{ block: 'applications', item: 'O' }] }, 'dh-technology-conflict', 'fires'],
  ['swot-tows', 'c1', { status: 'confirmed' }, 'dh-no-confirmed-need', 'ok'],
  ['demand-research', 'r1', { member: 'A', saidBy: 'A' }, 'dh-no-confirmed-need', 'ok'],
  ['decision-criteria', 'r1', { criterion: 'price', rank: 1, source: 'RivalCo' }, 'dh-criteria-set-by-rival', 'fires'],
  ['competitive-strategy', 's1', { strategy: 'frontal' }, 'dh-frontal-without-superiority', 'fires'],
  ['competitive-strategy', 's1', { strategy: 'defend', reviewDate: '2025-06-01' }, 'dh-strategy-not-reviewed', 'ok'],
  ['control-signals', 'sig-calls', { note: 'x' }, 'dh-control-signals', 'ok'],
  ['odds-stage-matrix', 'sheet', { ticked: ['so-obs-market-news'] }, 'dh-odds-above-evidence', 'fires'],
  ['opportunity-plan', 'sheet', { 'customer-profile': 'x' }, 'dh-plan-section-missing', 'fires'],
  ['decision-support-plan', 'm1', { milestone: 'Tender', status: 'slipped', date: '2025-01-01' }, 'dh-plan-milestone-slipped', 'fires'],
  ['decision-support-plan', 'm1', { milestone: 'Tender', status: 'planned', date: '2025-07-01' }, 'dh-no-customer-action', 'fires'],
  ['decision-support-plan', 'm1', { kind: 'presentation', status: 'planned', date: '2025-06-17' }, 'dh-presentation-surprise', 'fires', 'solution-selling', 'ss-propose'],
  ['visit-record', 'v1', { contact: 'c1', commitments: [{ owner: 'customer', what: 'send' }] }, 'dh-no-customer-action', 'ok'],
  ['concern-log', 'c1', { type: 'need', severity: 3, status: 'open' }, 'dh-concerns-open-at-close', 'fires', 'ssm', 'ssm-winning'],
  ['objection-map', 'o1', { closed: true }, 'dh-objection-surface-only', 'fires'],
  ['set-met', 'e1', { metState: 'not-met' }, 'dh-expectation-unmet', 'fires'],
  ['lead-card', 'sheet', { decision: 'to-opportunity' }, 'dh-lead-not-crosschecked', 'fires'],
  ['lead-card', 'sheet', { beforeTender: true }, 'dh-post-tender-lead', 'ok'],
  ['budget-guidance', 'sheet', { amount: 4, plays: 'bp-structure' }, 'dh-budget-below-price', 'fires'],
  ['iron-triangle-team', 'sheet', { 'FR.user': 'f', 'FR.appointedAt': '2025-05-01' }, 'dh-triangle-incomplete', 'fires', 'ltc', 'ltc-pre-bid'],
  ['commercial-record', 'sheet', { invoices: [{ amount: 5, due: '2025-01-01' }] }, 'dh-receivable-overdue', 'fires'],
  ['commercial-record', 'sheet', { changes: [{ inForceAt: '2025-01-01' }] }, 'dh-change-without-atac', 'fires', 'ltc', 'ltc-deliver'],
  ['value-proposition', 'sheet', { technicalRulePoints: [{ text: 'a', reflected: true }] }, 'dh-rules-not-shaped', 'ok'],
  ['investment-balance', 'sheet', { ourDays: 30, customerPeople: 0 }, 'dh-over-invested', 'fires'],
  ['effort-allocation', 'l1', { stage: 'ssm-identifying', hours: 60 }, 'dh-effort-off-profile', 'fires'],
  ['cadence-calendar', 'r1', { level: 'cadence-account', date: '2025-06-14' }, 'dh-review-without-action', 'fires'],
  ['coaching-note', 'n1', { author: 'boss', date: '2025-01-01', actions: [{ what: 'x' }] }, 'dh-coaching-action-open', 'fires'],
  ['funnel-calculator', 'sheet', { rates: [0.5, 1], deals: [0, 0], targetWins: 2 }, 'dh-funnel-shortfall', 'fires'],
  ['forecast-horizons', 'f1', { period: '2025-Q1', madeAt: '2025-01-02', value: 1 }, 'dh-forecast-late', 'fires'],
  ['account-plan', 'sheet', { profile: 'x' }, 'dh-account-plan-stale', 'fires'],
  ['account-segmentation', 'sheet', { attractiveness: 20, strength: 20, effortDays: 9 }, 'dh-drop-quadrant-effort', 'fires'],
  ['competitor-analysis', 'r1', { name: 'R', visionOwner: true }, 'dh-no-competitor-listed', 'ok'],
];

describe('a check starts by itself when its sheet is begun', () => {
  const base: Written[] = [
    { on: '2025-01-05', type: 'deal.read', data: { fields: { created: { value: '2025-01-02', from: 'page' }, amount: { value: { value: 900 }, from: 'page' }, stage: { value: { id: 'c', label: 'C' }, from: 'page' }, probability: { value: 75, from: 'page' } } } },
  ];
  it.each(sheets)('%s %s %j → %s %s', (canvas, record, values, id, expected, method = 'ssm', stage = 'ssm-validating') => {
    const more = id === 'dh-rules-not-shaped' ? [patch('commercial-record', 'sheet', { tenderPublishedAt: '2025-05-01' })] : [];
    const without = evaluate(checks, factsFor([...base, ...more], method, stage), ctx)[id];
    const withIt = evaluate(checks, factsFor([...base, ...more, patch(canvas, record, values)], method, stage), ctx)[id];
    expect(withIt?.result).toBe(expected);
    expect(without).not.toEqual(withIt);
  });
  it('reads every sheet that a check names', () => {
    const named = new Set(Object.values(checks).flatMap((check) => check.canvases));
    const answered = ['ssm-opportunity-assessment', 'tas-opportunity-qualification', 'four-conditions', 'project-grading'];
    const exercised = new Set([...sheets.map(([canvas]) => canvas), ...answered]);
    expect([...named].filter((id) => !exercised.has(id))).toEqual([]);
  });
  it('counts a signal only while it is ticked', () => {
    expect(factsFor([patch('control-signals', 'sig-calls', { ticked: true }), patch('control-signals', 'sig-delay', { ticked: false }), patch('control-signals', 'sheet', { 'sig-price': true, 'sig-budget': false, note: 'x' })]).signals).toEqual(['sig-price', 'sig-calls']);
  });
  it('has no coaching or review sheet while nobody wrote or reviewed', () => {
    expect(factsFor([]).started).toEqual([]);
    expect(factsFor([{ on: '2025-06-10', role: 'manager', type: 'review.held', data: { kind: 'cadence-account' } }]).started).toEqual(['cadence-calendar']);
  });
  it('forgets a record that was removed', () => {
    const removed: Written = { on: '2025-06-02', type: 'record.removed', data: { canvas: 'control-signals', record: 'sig-calls' } };
    const facts = factsFor([patch('control-signals', 'sig-calls', { note: 'x' }), removed]);
    expect(facts).not.toHaveProperty('signals');
    expect(facts.started).not.toContain('control-signals');
  });
});

it('finds the decision of a gate by its code, and looks at every strategy', () => {
  const decided = (gate: string, on: string): Written => ({ on, role: 'manager', type: 'gate.decided', data: { gate, outcome: 'approve' } });
  const facts = factsFor(
    [
      decided('ltc-gate-ati', '2025-02-01'),
      decided('ltc-gate-atb', '2025-05-12'),
      patch('commercial-record', 'sheet', { bidSubmittedAt: '2025-05-10', contractSignedAt: '2025-06-01' }),
      patch('iron-triangle-team', 'sheet', { FR: { user: 'f', appointedAt: '2025-02-02' } }),
      patch('competitive-strategy', 's1', { strategy: 'defend' }),
      patch('competitive-strategy', 's2', { strategy: 'frontal' }),
    ],
    'ltc', 'ltc-negotiate-contract',
  );
  const findings = evaluate(checks, facts, ctx);
  expect(findings['dh-gate-date-order']).toMatchObject({ result: 'fires', params: { gate: 'ATB' }, items: ['ATB'] });
  expect(findings['dh-fr-late']?.result).toBe('fires');
  expect(findings['dh-frontal-without-superiority']?.result).toBe('fires');
  expect(findings['dh-no-strategy']?.result).toBe('fires');
});

describe('what nobody expects', () => {
  it('an empty deal answers every check without an error', () => {
    for (const method of Object.keys(allMethods) as (keyof typeof allMethods)[]) {
      const findings = evaluate(checks, factsFor([], method, null), ctx);
      for (const [id, result] of Object.entries(findings)) expect(['fires', 'ok', 'not-evaluated'], id).toContain(result.result);
    }
  });
  it('values of another kind than the sheet defines are no error either', () => {
    const odd = [7, 'text', true, '{"broken', '[1,2]', '{"a":1}', '[{"a":1}]', '[null]', null];
    for (const value of odd) {
      const patches = sheets.map(([canvas, record, values]) => patch(canvas, record, Object.fromEntries(Object.keys(values).map((key) => [key, value]))));
      for (const [method, stage] of [['ssm', 'ssm-winning'], ['ltc', 'ltc-deliver'], ['consultative', 'cs-demand']] as const) {
        expect(() => evaluate(checks, factsFor(patches, method, stage), ctx)).not.toThrow();
      }
    }
  });
  it('reads periods as they are written', () => {
    expect(['2025-Q3', '2025Q1', '2025-11', '2025', '2025-02-03', 'soon'].map(periodStart)).toEqual(['2025-07-01', '2025-01-01', '2025-11-01', '2025-01-01', '2025-02-03', null]);
  });
  it('a manager’s note that nobody acted on counts as an open action', () => {
    const facts = factsFor([{ on: '2025-05-01', role: 'manager', type: 'note.added', data: { note: 'n1', anchor: { kind: 'deal' }, text: 'Meet the CFO' } }]);
    expect(evaluate(checks, facts, ctx)['dh-coaching-action-open']).toMatchObject({ result: 'fires', params: { manager: 'boss', d: 46 } });
  });
});
