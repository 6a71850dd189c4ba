import { describe, expect, it } from 'vitest';
import file from '../../src/methods/assessments.json';
import { parseInstruments } from '../../src/domain/assess/schema.ts';
import {
  type Check, type CheckContext, type CheckInput, type Facts, type InputKey, applies, changedKeys, checks, configWith, defaultConfig, evaluate,
  evaluateCheck, healthFrom, runCheck,
} from '../../src/domain/checks/index.ts';
import { checkMessage, checkRule, checkTexts, inputLabel, inputLabels } from '../../src/domain/checks/messages.ts';
import { namesOf } from '../../src/domain/checks/names.ts';
import { allMethods } from '../../src/methods/all.ts';
import ids from './check-ids.json';
import { rows } from './checks.cases.ts';

const ctx: CheckContext = { today: '2025-06-16', cfg: defaultConfig, methods: allMethods, instruments: parseInstruments(file) };

describe('census', () => {
  it('has the 117 checks of the specification, no more and no fewer', () => {
    expect(ids).toHaveLength(117);
    expect(Object.keys(checks).toSorted()).toEqual(ids.toSorted());
    expect(rows.map((row) => row.id).toSorted()).toEqual(ids.toSorted());
  });
  it('has words in both languages, whose placeholders agree', () => {
    expect(Object.keys(checkTexts).toSorted()).toEqual(ids.toSorted());
    const holes = (text: string): string[] => [...text.matchAll(/\{[^}]+\}/g)].map((m) => m[0]).toSorted();
    for (const [id, { message, rule }] of Object.entries(checkTexts)) {
      expect(message.en && message.zh && rule.en && rule.zh, id).toBeTruthy();
      expect(holes(message.zh), id).toEqual(holes(message.en));
      expect(holes(rule.zh), id).toEqual(holes(rule.en));
      expect(/\p{Script=Han}/u.test(message.zh) && /\p{Script=Han}/u.test(rule.zh), id).toBe(true);
    }
  });
  it('names every input it reads and every threshold its rule states', () => {
    for (const check of Object.values(checks)) {
      for (const key of check.reads) expect(inputLabels[key], `${check.id} ${key}`).toBeTruthy();
      expect(checkRule(check.id, 'en', defaultConfig), check.id).not.toMatch(/[{}@]/);
    }
    expect(inputLabel('closeDate', 'zh')).toBe('预计成交日');
  });
});

describe.each(rows.map((row) => [row.id, row] as const))('%s', (id, row) => {
  it('fires', () => {
    const result = runCheck(id, row.fires, ctx);
    expect(result.result).toBe('fires');
    expect(result.severity).toBe(row.severity ?? checks[id]!.severity);
    expect(result.params).toMatchObject(row.params ?? {});
    const holes = [...checkTexts[id]!.message.en.matchAll(/\{(\w+)\}/g)].map((m) => m[1]);
    expect(Object.keys(result.params ?? {}).toSorted()).toEqual([...new Set(holes)].toSorted());
    expect(checkMessage(id, result.params, 'en')).not.toMatch(/[{}]|undefined/);
    expect(checkMessage(id, result.params, 'zh')).not.toMatch(/[{}]|undefined/);
  });
  it('does not fire', () => {
    expect(runCheck(id, row.ok, ctx)).toEqual({ result: 'ok' });
  });
  if (row.not === null) it(`always answers: ${row.why}`, () => expect(runCheck(id, {}, ctx).result).toBe('ok'));
  else it('is not evaluated', () => {
    const result = runCheck(id, row.not ?? {}, ctx);
    expect(result.result).toBe('not-evaluated');
    expect(result.missing?.length).toBeGreaterThan(0);
  });
});

describe('phases', () => {
  it('is fine below its phase, whatever is missing', () => {
    for (const check of Object.values(checks)) {
      if (check.phase === undefined || check.phase === 1) continue;
      const place = check.phase > 2 ? { methodology: 'ssm', stage: 'ssm-noticing', unifiedPhase: check.phase - 1 } : { methodology: 'ssm', stage: 'ssm-noticing' };
      expect([check.id, check.run(place, ctx).result]).toEqual([check.id, 'ok']);
    }
  });
  it('fires on an empty sheet once the phase is reached, where the rule reports an absence', () => {
    const absent = Object.keys(checks).filter((id) => {
      const phase = checks[id]!.phase;
      return phase !== undefined && runCheck(id, { methodology: 'ltc', stage: 'ltc-negotiate-contract', status: 'open', closeDate: '2025-06-20', unifiedPhase: Math.max(phase, phase === 7 ? 7 : 6) }, ctx).result === 'fires';
    });
    expect(absent.toSorted()).toEqual([
      'dh-assessment-missing', 'dh-budget-unknown', 'dh-credit-unchecked', 'dh-four-conditions-missing', 'dh-initiative-not-linked', 'dh-inner-circle-unknown',
      'dh-no-compelling-reason', 'dh-no-competitor-listed', 'dh-no-confirmed-need', 'dh-no-power-sponsor', 'dh-no-sponsor', 'dh-no-strategy',
      'dh-odds-not-judged-by-manager', 'dh-pain-chain-no-executive', 'dh-pain-chain-short', 'dh-pain-unconfirmed', 'dh-pain-without-number', 'dh-plan-not-agreed',
      'dh-plan-section-missing', 'dh-review-overdue', 'dh-role-gap', 'dh-set-met-missing', 'dh-single-threaded', 'dh-ubv-missing', 'dh-vision-incomplete',
    ]);
  });
});

const more: [string, CheckInput, string, unknown?][] = [
  ['dh-gate-missing', { methodology: 'ltc', stage: 'ltc-close-contract', status: 'won', gates: { 'ltc-gate-ati': { result: 'approve' }, 'ltc-gate-atb': { result: 'submit' }, 'ltc-gate-atc': { result: 'sign' } } }, 'fires', 'ltc-gate-atcc'],
  ['dh-gate-missing', { methodology: 'ltc', stage: 'ltc-close-contract', status: 'open', gates: { 'ltc-gate-ati': { result: 'approve' }, 'ltc-gate-atb': { result: 'submit' }, 'ltc-gate-atc': { result: 'sign' } } }, 'ok'],
  ['dh-stage-age-over-norm', { stageEnteredAt: '2025-04-17', normDays: 30 }, 'fires', 60],
  ['dh-crm-stage-ahead', { methodology: 'consultative', crm: 'salesforce', crmStageLabel: 'Qualification', out: {} }, 'ok'],
  ['dh-close-date-passed', { status: 'won', closeDate: '2025-01-01' }, 'ok'],
  ['dh-commit-without-approval', { methodology: 'ssm', unifiedPhase: 5, forecast: 'best-case' }, 'ok'],
  ['dh-key-contact-silent', { unifiedPhase: 7, map: [{ influence: 5, lastContactAt: '2024-01-01' }] }, 'ok'],
  ['dh-culture-blindspot', { culture: 'bureaucratic', dsp: [] }, 'fires', 'no-formal-process'],
  ['dh-culture-blindspot', { culture: 'collaborative' }, 'ok'],
  ['dh-vision-by-rival', { existingVisionBy: 'us' }, 'ok'],
  ['dh-credit-unchecked', { unifiedPhase: 7, creditChecks: [{ point: 'order', at: '2025-01-01' }] }, 'fires'],
  ['dh-credit-unchecked', { unifiedPhase: 7, creditChecks: [{ point: 'order', at: '2025-01-01' }, { point: 'shipment', at: '2025-02-01' }] }, 'ok'],
  ['dh-opportunity-entry', { methodology: 'ltc', stageOrder: 3 }, 'ok'],
  ['dh-change-without-atac', { changes: [{ inForceAt: '2025-06-01' }], atac: '2025-06-01' }, 'ok'],
  ['dh-criteria-set-by-rival', { criteria: [{ rank: 1, source: 'RivalCo' }] }, 'fires', 'RivalCo'],
  ['dh-review-overdue', { unifiedPhase: 2, createdAt: '2025-06-12' }, 'ok'],
  ['dh-presentation-surprise', { dsp: [{ kind: 'presentation', date: '2025-06-15', status: 'planned' }] }, 'ok'],
  ['dh-assessment-falling', { trend: [-0.2, -0.2, 0, 0] }, 'fires'],
  ['dh-concerns-open-at-close', { unifiedPhase: 7, concerns: [{ severity: 3, status: 'open' }] }, 'ok'],
  ['dh-close-after-customer-deadline', { closeDate: '2025-09-15', initiatives: [{ relevant: true, horizon: '2025-09-01' }] }, 'fires'],
  ['dh-map-older-than-project', { mapMeta: { createdAt: '2025-03-01', copiedFrom: 'deal-7' }, createdAt: '2025-02-01' }, 'fires'],
  ['dh-technology-conflict', { offering: [{ block: 'b', item: 'Suite', vendor: 'Us' }], preferences: { b: [{ vendor: 'us', status: 'preferred' }] } }, 'ok'],
  ['dh-technology-conflict', { offering: [{ block: 'b', item: 'Suite', vendor: 'Us' }], preferences: { b: [{ product: 'us', status: 'excluded' }] } }, 'fires'],
  ['dh-late-adopter-decides', { map: [{ name: 'W', roles: ['D'], adaptability: 'C' }], concerns: [{ contact: 'W', type: 'cost', status: 'closed' }] }, 'fires'],
  ['dh-lead-idle', { status: 'closed' as 'open', lastTouchAt: '2025-01-01' }, 'ok'],
  ['dh-lead-idle', { lastTouchAt: '2025-01-01' }, 'fires'],
  ['dh-rival-ahead-group2', { score: { us: 0, a: 0.5, b: 0.5 } }, 'fires', 'a'],
  ['dh-sponsor-outside', { map: [{ id: '1', attitude: '*', zone: 'outside', influenceLinks: [{ to: '9' }, { to: '2' }] }, { id: '2', zone: 'political' }] }, 'ok'],
  ['dh-criteria-set-by-rival', { criteria: [{ weight: 1, source: 'R' }, { weight: 9, source: 'us' }, { weight: 8, source: 'us' }, { weight: 7, source: 'us' }] }, 'ok'],
  ['dh-forecast-bias', { periods: [{ forecast: null, actual: 100 }, { forecast: 50, actual: 100 }, { forecast: 50, actual: 100 }] }, 'not-evaluated'],
  ['dh-odds-closed-mismatch', { odds: 100, status: 'open' }, 'fires'],
  ['dh-odds-closed-mismatch', { odds: 50, status: 'open' }, 'ok'],
  ['dh-odds-closed-mismatch', { odds: 50, status: 'lost' }, 'fires'],
  ['dh-odds-closed-mismatch', { odds: 100, status: 'won' }, 'ok'],
  ['dh-odds-closed-mismatch', { odds: 75, status: 'won' }, 'fires'],
  ['dh-internal-only-progress', { methodology: 'ssm', stage: 'ssm-identifying', stageEnteredAt: '2025-01-01' }, 'ok'],
  ['dh-internal-only-progress', { methodology: 'ssm', stage: 'ssm-identifying', stageEnteredAt: '2025-01-01', out: { 'ssm-identifying-opportunity-plan-created': { state: 'verified' }, 'ssm-identifying-interest-demonstrated': { state: 'verified' } } }, 'ok'],
  ['dh-criteria-set-by-rival', { criteria: [{ rank: 1, setBy: 'c1' }], pm: [{ contactId: 'c1', strength: null }] }, 'not-evaluated'],
  ['dh-criteria-set-by-rival', { criteria: [{ rank: 1, setBy: 'c1', source: 'customer' }], pm: [{ contactId: 'c1', strength: null }] }, 'ok'],
  ['dh-no-real-opportunity', { verdict: 'red' }, 'fires'],
  ['dh-technology-conflict', { offering: [{ block: 'b', item: 'Suite' }], preferences: { b: [{ product: 'Old', status: 'installed' }, { product: 'Theirs', status: 'preferred' }] } }, 'fires'],
  ['dh-presentation-surprise', { dsp: [{ kind: 'presentation', date: '2025-06-16', status: 'planned' }] }, 'fires'],
  ['dh-pain-chain-broken', { chain: [{ id: 'a', links: [{ toNode: 'gone' }, { toNode: 'b' }] }, { id: 'b' }] }, 'ok'],
  ['dh-evidence-stale', { methodology: 'ssm', stage: 'ssm-identifying', out: { 'ssm-noticing-relationship-valued': { state: 'claimed', at: '2025-06-10' }, 'ssm-identifying-opportunity-plan-created': { state: 'verified', at: '2025-06-10' }, 'ssm-identifying-interest-demonstrated': { state: 'verified', at: '2025-05-01' } } }, 'fires', 46],
  ['dh-sponsor-outside', { map: [{ id: '1', attitude: '*', zone: 'outside', influenceLinks: [{ to: '3' }] }, { id: '2', attitude: '*', zone: 'outside' }, { id: '3', zone: 'inner' }] }, 'ok'],
];
it.each(more)('%s on %j: %s', (id, input, expected, value) => {
  const result = runCheck(id, input, ctx);
  expect(result.result).toBe(expected);
  if (value !== undefined) expect(Object.values(result.params ?? {})).toContain(value);
});

it.each([
  ['dh-odds-above-stage-cap', { unifiedPhase: 2 }, ['odds']],
  ['dh-odds-above-stage-cap', { odds: 50 }, ['stage']],
  ['dh-budget-below-price', { amount: 5 }, ['budget']],
  ['dh-budget-below-price', { budget: { amount: 5 } }, ['amount']],
  ['dh-demand-narrow', { unifiedPhase: 3, demand: [{ member: 'a' }] }, ['map']],
  ['dh-demand-narrow', { unifiedPhase: 3, map: [{ roles: ['U'] }] }, ['demand']],
  ['dh-odds-versus-assessment', { overall: 'no-go' }, ['odds']],
  ['dh-rules-not-shaped', { rulePoints: 3, reflected: 1 }, ['record']],
] as [string, CheckInput, string[]][])('%s on %j says what is missing: %j', (id, input, expected) => {
  expect(runCheck(id, input, ctx)).toEqual({ result: 'not-evaluated', missing: expected });
});

it('points to the outcome, gate or stage that puts it right', () => {
  const input: CheckInput = { methodology: 'ssm', stage: 'ssm-identifying', crm: 'salesforce', crmStageLabel: 'Proposal/Price Quote', out: { 'ssm-noticing-relationship-valued': { state: 'verified' } } };
  expect(runCheck('dh-crm-stage-ahead', input, ctx)).toMatchObject({ items: ['ssm-noticing-account-plan-reviewed'], where: { kind: 'outcome', id: 'ssm-noticing-account-plan-reviewed' } });
  expect(runCheck('dh-required-outcomes-missing', input, ctx).where).toEqual({ kind: 'outcome', id: 'ssm-noticing-account-plan-reviewed' });
  expect(runCheck('dh-gate-missing', { methodology: 'ltc', stage: 'ltc-pre-bid' }, ctx).where).toEqual({ kind: 'gate', id: 'ltc-gate-ati' });
  expect(runCheck('dh-no-confirmed-need', { methodology: 'consultative', stage: 'cs-demand' }, ctx).where).toEqual({ kind: 'outcome', id: 'cs-entrance-need' });
});

it('takes the completion mark of phase 5 as approval in a method of one’s own', () => {
  const methods = { ...allMethods, own: { ...allMethods.consultative, id: 'own' } };
  const run = (out: Facts['out']) => runCheck('dh-commit-without-approval', { methodology: 'own', stage: 'cs-business', forecast: 'commit', out }, { ...ctx, methods });
  expect(run({})).toMatchObject({ result: 'fires', where: { kind: 'outcome', id: 'cs-business-terms-agreed' } });
  expect(run({ 'cs-business-terms-agreed': { state: 'verified' } }).result).toBe('ok');
});

/** Facts as a deal in the middle of its way has them: every sheet in use. */
const facts: Facts = {
  methodology: 'ssm', stage: 'ssm-qualifying', status: 'open', stageEnteredAt: '2025-05-01', createdAt: '2025-01-10', amount: 500_000, odds: 75,
  closeDate: '2025-06-30', forecast: 'commit', nextStep: 'Call', nextStepDue: '2025-06-10', crm: 'salesforce', crmStageLabel: 'Negotiation/Review',
  stageLog: [{ stage: 'ssm-noticing', at: '2025-01-10' }, { stage: 'ssm-qualifying', at: '2025-05-01' }], closeDateLog: [], amountLog: [{ value: 900_000 }, { value: 500_000 }],
  oddsLog: [], out: { 'ssm-noticing-relationship-valued': { state: 'verified', evidence: 'x', at: '2025-02-01' } }, gates: {}, grade: 'grade-1', competitors: [{ name: 'R', addedAt: '2025-06-01' }],
  deals: [{ amount: 1, odds: 50 }, { amount: 1, odds: 50 }, { amount: 9, odds: 50 }], winState: 'win-win', topQuartile: true, conditions: { need: 'verified' }, budget: { amount: 1, state: 'unknown' },
  ticked: [], map: [{ id: '1', name: 'A', roles: ['D'], attitude: '-', influence: 5, adaptability: 'L', lastContactAt: '2025-01-01', coveredBy: ['u'] }], mapMeta: { createdAt: '2025-02-01' },
  pm: [{ name: 'A', isKeyDecisionMaker: true, strength: 0, rivalStrength: [{ competitor: 'R', value: 2 }] }], fishbone: [{ name: 'A', order: 1, distance: 1, status: 'needs-work' }], culture: 'entrepreneurial',
  chain: [{ id: 'a', title: 'COO', level: 'director', links: [] }], prompters: [{ rows: [{ reason: 'r' }] }], nineBox: { mode: 'create', existingVisionBy: 'rival', boxes: { C2: { done: true } } }, levels: [1],
  cra: { 'cra-deadline': '2025-06-01' }, ubv: { 'ubv-value': { value: 3, unit: '%' } }, initiatives: [{ plannedWork: 'x' }], catalogue: ['y'], preferences: { applications: [{ product: 'z', status: 'preferred' }] },
  offering: [{ block: 'applications', item: 'y' }], tows: [], demand: [{ member: 'Z' }], rulesOfTender: [{ text: 'a', reflected: false }], criteria: [{ rank: 1, source: 'R' }], strategies: [{ strategy: 'frontal', reviewDate: '2025-01-01' }],
  visionOwners: [], signals: ['a', 'b', 'c'], plan: {}, dsp: [{ milestone: 'm', status: 'slipped', kind: 'presentation', date: '2025-06-18' }], steps: [{ owner: 'us' }], concerns: [{ type: 'need', severity: 3, status: 'open' }],
  objections: [{ closed: true }], setMet: [{ metState: 'not-met' }], lead: { status: 'open', decision: 'to-opportunity', lastTouchAt: '2025-01-01', beforeTender: false }, team: {}, record: { tenderPublishedAt: '2025-05-01', changes: [{ inForceAt: '2025-01-01' }], invoices: [{ amount: 4, due: '2025-01-01' }] },
  invest: { ourDays: 30, customerPeople: 1 }, hours: { 'ssm-identifying': 50 }, reviews: [{ level: 'cadence-account', date: '2025-01-01' }], coaching: [{ manager: 'M', at: '2025-01-01' }], funnel: { rates: [0.5, 1], deals: [0, 0], targetWins: 3 },
  forecasts: [{ forecast: 2, actual: 1, madeAt: '2025-02-02', periodStart: '2025-01-01' }, { forecast: 2, actual: 1 }, { forecast: 2, actual: 1 }], segment: { quadrant: 'drop', effortDays: 9 }, accountPlan: { updatedAt: '2024-01-01' },
  assessment: { at: '2025-03-01', verdict: ['red', 'red', 'red', 'red'], score: { us: [-1, -1, -1, -1], R: [null, 1, 1, null] }, overall: 'no-go', unknowns: 12 }, assessmentBefore: { at: '2025-01-01', score: { us: [1, 1, 1, 1] } },
};
const everything = { ...facts, started: Object.values(checks).flatMap((check) => check.canvases) };

/** Facts that tell which of their fields were looked at. */
function watched(seen: Set<string>): Facts {
  return new Proxy(everything, { get: (target, key, self) => (seen.add(String(key)), Reflect.get(target, key, self)), ownKeys: () => { throw new Error('copied as a whole'); } });
}

describe('what a check reads', () => {
  it.each(Object.values(checks).map((check) => [check.id, check] as const))('%s reads only what it declares', (_id, check) => {
    const seen = new Set<string>();
    // A check that maps its facts copies them; what it takes is seen by leaving out everything it does not declare.
    const declared = Object.fromEntries(Object.entries(everything).filter(([key]) => check.reads.includes(key as InputKey))) as Facts;
    expect(evaluateCheck(check, declared, ctx)).toEqual(evaluateCheck(check, everything, ctx));
    if (!check.from) {
      check.run(watched(seen), ctx);
      expect([...seen].filter((key) => key in inputLabels && !check.reads.includes(key as InputKey))).toEqual([]);
    }
  });
  it('would notice an undeclared input', () => {
    const careless: Check = { ...checks['dh-odds-off-ladder']!, reads: ['cfg'] };
    const seen = new Set<string>();
    careless.run(watched(seen), ctx);
    expect([...seen].filter((key) => !careless.reads.includes(key as InputKey))).toEqual(['odds']);
  });
});

describe('evaluation', () => {
  function counted(): { all: Record<string, Check>; runs: string[] } {
    const runs: string[] = [];
    const all = Object.fromEntries(Object.values(checks).map((check) => [check.id, { ...check, run: (input: CheckInput, c: CheckContext) => (runs.push(check.id), check.run(input, c)) }]));
    return { all, runs };
  }
  it('runs again only what reads a changed input, and comes to the same result as a full run', () => {
    const { all, runs } = counted();
    const before = evaluate(all, everything, ctx);
    const full = runs.length;
    runs.length = 0;
    const after: Facts = { ...everything, closeDate: '2025-09-30' };
    const changed = changedKeys(everything, after);
    expect([...changed]).toEqual(['closeDate']);
    const findings = evaluate(all, after, ctx, changed, before);
    expect(runs.toSorted()).toEqual(Object.values(checks).filter((check) => check.reads.includes('closeDate') && check.id in before).map((check) => check.id).toSorted());
    expect(runs.length).toBeLessThan(full / 10);
    expect(findings).toEqual(evaluate(checks, after, ctx));
    expect(findings['dh-single-threaded']).toBe(before['dh-single-threaded']);
  });
  it('runs nothing when nothing changed, and what reads the day on a new day', () => {
    const { all, runs } = counted();
    const before = evaluate(all, everything, ctx);
    runs.length = 0;
    expect(evaluate(all, everything, ctx, new Set(), before)).toEqual(before);
    expect(runs).toEqual([]);
    const tomorrow = { ...ctx, today: '2025-07-01' };
    expect(evaluate(all, everything, tomorrow, new Set<InputKey>(['today']), before)).toEqual(evaluate(checks, everything, tomorrow));
  });
  it('explains a finding by the values it rests on', () => {
    const finding = evaluateCheck(checks['dh-close-date-passed']!, { status: 'open', closeDate: '2025-06-01' }, ctx);
    expect(finding).toMatchObject({ result: 'fires', params: { d: 15 }, inputs: [{ key: 'closeDate', value: '2025-06-01' }, { key: 'status', value: 'open' }] });
  });
  it('shows lists by their number, and neither the day nor the outcomes themselves', () => {
    const finding = evaluateCheck(checks['dh-pain-chain-short']!, everything, ctx);
    expect(finding.inputs).toEqual([{ key: 'methodology', value: 'ssm' }, { key: 'stage', value: 'ssm-qualifying' }, { key: 'chain', value: 1, at: undefined }]);
    const keys = evaluateCheck(checks['dh-evidence-stale']!, everything, ctx).inputs?.map((reading) => reading.key);
    expect(keys).toEqual(['methodology', 'stage', 'createdAt']);
    expect(evaluateCheck(checks['dh-too-many-unknowns']!, everything, ctx).inputs).toEqual([{ key: 'assessment', value: 'no-go', at: '2025-03-01' }]);
  });
  it('every finding on the full deal has a message without holes', () => {
    const findings = evaluate(checks, everything, ctx);
    const fired = Object.entries(findings).filter(([, result]) => result.result === 'fires');
    expect(fired.length).toBeGreaterThan(60);
    for (const [id, result] of fired) expect(checkMessage(id, result.params, 'zh'), id).not.toMatch(/[{}]|undefined|null/);
  });
});

describe('applicability', () => {
  const shown = (id: string, input: Facts): boolean => applies(checks[id]!, input, ctx);
  it('shows a sheet’s check where the method uses it or the team started it', () => {
    expect(shown('dh-rival-closer', { methodology: 'ltc' })).toBe(true);
    expect(shown('dh-rival-closer', { methodology: 'ssm' })).toBe(false);
    expect(shown('dh-rival-closer', { methodology: 'ssm', started: ['power-map'] })).toBe(true);
    expect(shown('dh-four-conditions-missing', { methodology: 'consultative' })).toBe(true);
    expect(shown('dh-no-next-step', {})).toBe(true);
  });
  it('leaves out what the method has no gate or outcome for', () => {
    expect(shown('dh-change-without-atac', { methodology: 'stage-odds' })).toBe(false);
    expect(shown('dh-change-without-atac', { methodology: 'ltc' })).toBe(true);
    expect(shown('dh-presentation-surprise', { methodology: 'solution-selling' })).toBe(true);
    expect(shown('dh-presentation-surprise', { methodology: 'consultative' })).toBe(false);
  });
  it('does not list what does not apply', () => {
    expect(evaluate(checks, { methodology: 'ssm', stage: 'ssm-noticing' }, ctx)).not.toHaveProperty('dh-rival-closer');
  });
});

describe('thresholds', () => {
  it('takes overrides by name and ignores what is none', () => {
    const cfg = configWith({ silent: 40, period: 'month', oddsLadder: [0, 100], nonsense: 1, chainPeople: 'many' }, { silent: 50, normDays: { 'ssm-noticing': 5 } });
    expect([cfg.silent, cfg.period, cfg.oddsLadder, cfg.chainPeople, cfg.normDays]).toEqual([50, 'month', [0, 100], 4, { 'ssm-noticing': 5 }]);
    expect(cfg).not.toHaveProperty('nonsense');
    const input = { unifiedPhase: 4, map: [{ influence: 4, lastContactAt: '2025-05-20' }] };
    expect(runCheck('dh-key-contact-silent', input, { ...ctx, cfg }).result).toBe('ok');
    expect(checkRule('dh-key-contact-silent', 'en', cfg)).toContain('every 50 days');
  });
  it('counts the period a day lies in', () => {
    const input = { unifiedPhase: 3, closeDate: '2025-05-31' };
    expect(runCheck('dh-odds-not-judged-by-manager', input, ctx).result).toBe('fires');
    expect(runCheck('dh-odds-not-judged-by-manager', input, { ...ctx, cfg: configWith({ period: 'month' }) }).result).toBe('ok');
  });
  it('a measured norm replaces the method’s', () => {
    const input = { methodology: 'ssm', stage: 'ssm-winning', stageEnteredAt: '2025-06-01' };
    expect(runCheck('dh-stage-age-over-norm', input, ctx).result).toBe('ok');
    expect(runCheck('dh-stage-age-over-norm', input, { ...ctx, cfg: configWith({ normDays: { 'ssm-winning': 10 } }) })).toMatchObject({ params: { d: 15, n: 10 } });
  });
});

it('health counts findings by severity and shows what was not evaluated', () => {
  expect(healthFrom({ a: { result: 'fires', severity: 'critical' }, b: { result: 'fires', severity: 'info' }, c: { result: 'not-evaluated' }, d: { result: 'ok' } })).toEqual({
    health: 78, colour: 'amber', critical: 1, warning: 0, info: 1, notEvaluated: 1,
  });
});

it('messages name ids through the caller and lists in the language', () => {
  expect(checkMessage('dh-four-conditions-missing', { list: ['authority', 'budget'] }, 'zh')).toContain('权限、预算');
  expect(checkMessage('dh-gate-missing', { gate: 'ltc-gate-ati' }, 'en', (id) => (id === 'ltc-gate-ati' ? 'Initiate' : undefined))).toContain('“Initiate”');
});

it('names stages, gates, roles, plays and funnel stages from the packs', () => {
  const say = (id: string, params: Record<string, string | string[]>, language: 'en' | 'zh'): string =>
    checkMessage(id, params, language, namesOf(allMethods, 'ltc', ctx.instruments, language));
  expect(say('dh-completion-mark-missing', { stage: 'ltc-pre-bid' }, 'en')).toContain(allMethods.ltc.stages.find((stage) => stage.id === 'ltc-pre-bid')!.name.en);
  expect(say('dh-gate-missing', { gate: 'ssm-gate-pursue' }, 'zh')).toContain(allMethods.ssm.gates.find((gate) => gate.id === 'ssm-gate-pursue')!.name.zh);
  expect(say('dh-grade-approval-mismatch', { g: 'grade-1', roles: ['bg-president', 'department-director'] }, 'zh')).toBe('I 级须由 事业部总裁、业务部总监 决策。');
  expect(say('dh-role-gap', { roles: ['D', 'A'] }, 'en')).toBe('Buying roles not mapped: decision maker, approver.');
  expect(say('dh-budget-unknown', { play: 'bp-level-up' }, 'zh')).toContain('更高层面沟通');
  expect(say('dh-funnel-shortfall', { n: '3', stage: 'Customer identification', w: '5' }, 'zh')).toContain('客户识别');
});
