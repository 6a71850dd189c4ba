import { describe, expect, it } from 'vitest';
import type { Event, EventDraft } from '../../src/domain/event.ts';
import { fold } from '../../src/domain/fold.ts';
import { gateVerdict } from '../../src/domain/gate.ts';
import { gateRecords, gradeOfDeal, gatesOf } from '../../src/domain/gate-records.ts';
import { indexMethod, requiredOutcomes } from '../../src/domain/method.ts';
import { outcomeLook, type DealState } from '../../src/domain/state.ts';
import { allMethods } from '../../src/methods/all.ts';
import { builtInMethodIds } from '../../src/methods/labels.ts';

const { ltc, ssm } = allMethods;
const TODAY = '2026-11-21';

const stateOf = (...drafts: EventDraft[]): DealState => fold('demo:org:1', drafts.map((draft, n): Event => ({
  id: `019a0000-0000-7000-8000-${String(n).padStart(12, '0')}`, deal: 'demo:org:1', by: 'local:boss', role: 'manager', at: `${1_763_700_000_000 + n}-0000-aaaaaaaa`, v: 1, ...draft,
})));
const decide = (gate: string, outcome: string, more: { expires?: string; conditions?: string } = {}): EventDraft => ({ type: 'gate.decided', data: { gate, outcome, ...more } });
const grade = (question: string, value: string | boolean): EventDraft => ({ type: 'assessment.answered', data: { assessment: 'project-grading', question, party: 'us', value } });
/** Everything that a stage requires, proven. */
const proven = (method: typeof ltc, stage: string): EventDraft[] =>
  requiredOutcomes(indexMethod(method).stageById.get(stage)!).map((outcome) => ({ type: 'outcome.verified', data: { outcome } }));

function judge(state: DealState, from: string, to: string | null, more: { method?: typeof ltc; closing?: 'won' } = {}) {
  const method = more.method ?? ltc;
  const outcomes = Object.fromEntries(Object.entries(state.outcomes).map(([id, o]) => [id, { state: outcomeLook(o, TODAY) }]));
  return gateVerdict({ method, from, to, policy: 'block', outcomes, closing: more.closing ?? null, ...gateRecords(state, method, TODAY) });
}

describe('a lead-to-cash gate binds', () => {
  const [here, next] = ['ltc-validate-opportunity', 'ltc-pre-bid'];
  const all = proven(ltc, here);
  const first = [grade('pg-product-direction', true)];

  it.each([
    ['no decision', [], 'block', ['ltc-gate-ati']],
    ['approved', [decide('ltc-gate-ati', 'approve')], 'pass', []],
    ['approved on conditions, until today', [decide('ltc-gate-ati', 'approve', { conditions: 'partner signs', expires: TODAY })], 'pass', []],
    ['approved until yesterday', [decide('ltc-gate-ati', 'approve', { expires: '2026-11-20' })], 'block', ['ltc-gate-ati']],
    ['on hold', [decide('ltc-gate-ati', 'hold')], 'block', ['ltc-gate-ati']],
    ['approved, then rejected', [decide('ltc-gate-ati', 'approve'), decide('ltc-gate-ati', 'reject')], 'block', ['ltc-gate-ati']],
    ['the bid decision instead', [decide('ltc-gate-atb', 'submit')], 'block', ['ltc-gate-ati']],
  ] as const)('%s', (_name, decisions, verdict, undecided) => {
    expect(judge(stateOf(...all, ...first, ...decisions), here, next)).toMatchObject({ verdict, undecided, missing: [] });
  });

  it('but initiation not for a project of grade III, and for one without a grade it does', () => {
    expect(judge(stateOf(...all), here, next).undecided).toEqual(['ltc-gate-ati']);
    expect(judge(stateOf(...all, grade('pg-customer-class', 'other')), here, next)).toMatchObject({ verdict: 'pass', undecided: [], gates: [{ state: 'not-needed' }] });
    expect(judge(stateOf(...all, grade('pg-customer-class', 'A')), here, next)).toMatchObject({ verdict: 'pass' });
    const major: EventDraft = { type: 'assessment.answered', data: { assessment: 'project-grading', question: 'pg-customer-impact', party: 'us', value: '["scale-sales"]' } };
    expect(judge(stateOf(...all, grade('pg-customer-class', 'A'), major), here, next)).toMatchObject({ verdict: 'block', undecided: ['ltc-gate-ati'] });
  });

  it('bid and contract decisions bind whatever the grade; winning asks for all up to signing', () => {
    const grade3 = grade('pg-customer-class', 'other');
    expect(judge(stateOf(grade3, ...proven(ltc, 'ltc-bid')), 'ltc-bid', 'ltc-negotiate-contract').undecided).toEqual(['ltc-gate-atb']);
    expect(judge(stateOf(grade3), here, null, { closing: 'won' }).undecided).toEqual(['ltc-gate-atb', 'ltc-gate-atc']);
  });

  it('a change of the contract is asked at any time, so it holds no move', () => {
    expect(judge(stateOf(), 'ltc-collect-leads', 'ltc-close-contract').undecided).not.toContain('ltc-gate-atac');
  });

  it('and a lost deal, or a step back, is asked nothing', () => {
    expect(judge(stateOf(), here, 'ltc-collect-leads')).toMatchObject({ verdict: 'pass', undecided: [] });
  });
});

it.each(builtInMethodIds.filter((id) => id !== 'ltc'))('the gates of %s are listed and never a reason', (id) => {
  const method = allMethods[id];
  expect(gateRecords(stateOf(), method, TODAY).binding).toEqual([]);
  for (const gate of method.gates.filter((g) => g.after !== null)) {
    const next = indexMethod(method).stages[indexMethod(method).position.get(gate.after!)! + 1];
    const verdict = judge(stateOf(...proven(method as typeof ltc, gate.after!)), gate.after!, next?.id ?? null, { method: method as typeof ltc });
    expect([verdict.verdict, verdict.undecided], gate.id).toEqual(['pass', []]);
  }
});

it('a grade is known once something of the grading is answered', () => {
  expect(gradeOfDeal(stateOf())).toBeNull();
  expect(gradeOfDeal(stateOf({ type: 'assessment.answered', data: { assessment: 'project-grading', question: 'pg-customer-class', party: 'us', value: null } }))).toBeNull();
  expect(gradeOfDeal(stateOf(grade('pg-business-model', true)))).toBe('grade-1');
});

it('every gate can be looked at: passed ones, those ahead and those of any time', () => {
  const state = stateOf(decide('ltc-gate-ati', 'approve', { expires: '2026-01-01' }), decide('ltc-gate-atac', 'approve'));
  const found = gatesOf(ltc, { ...gateRecords(state, ltc, TODAY), outcomes: {} });
  expect(found.map((g) => [g.gate.code, g.state])).toEqual([['ATI', 'expired'], ['ATB', 'undecided'], ['ATC', 'undecided'], ['ATCC', 'undecided'], ['ATAC', 'passed']]);
  expect(gatesOf(ssm, { ...gateRecords(state, ssm, TODAY), outcomes: {} }).map((g) => g.state)).toEqual(ssm.gates.map(() => 'undecided'));
});
