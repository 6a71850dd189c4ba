import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Grade } from '../../src/domain/assess/model.ts';
import {
  decidersOf,
  gatesNotNeeded,
  gateVerdict,
  isProven,
  nextBestProof,
  stageProgress,
  type GateInput,
  type Minimum,
  type OutcomeStates,
  type Policy,
  type ProofLevel,
} from '../../src/domain/gate.ts';
import { indexMethod, requiredOutcomes, signingStage } from '../../src/domain/method.ts';
import type { OutcomeLook } from '../../src/domain/state.ts';
import { allMethods } from '../../src/methods/all.ts';
import { builtInMethodIds } from '../../src/methods/labels.ts';

const ssm = allMethods.ssm;
const [relationship, plan] = ['ssm-noticing-relationship-valued', 'ssm-noticing-account-plan-reviewed'];
const [interest, understood, opportunityPlan] = [
  'ssm-identifying-interest-demonstrated',
  'ssm-identifying-understanding-confirmed',
  'ssm-identifying-opportunity-plan-created',
];

const at = (states: Record<string, OutcomeLook>): OutcomeStates =>
  Object.fromEntries(Object.entries(states).map(([id, state]) => [id, { state }]));

const judge = (input: Partial<GateInput>) =>
  gateVerdict({ method: ssm, from: 'ssm-noticing', to: 'ssm-identifying', outcomes: {}, policy: 'block', ...input });

const ids = (list: { outcomeId: string }[]) => list.map((p) => p.outcomeId);

describe('a move forward', () => {
  it('asks for the required outcomes of the stage it leaves', () => {
    const verdict = judge({});
    expect(verdict).toMatchObject({ verdict: 'block', note: null, present: [], skipped: [], gates: [] });
    expect(verdict.missing).toEqual([
      { outcomeId: relationship, stageId: 'ssm-noticing', state: 'open', isCompletionMark: true },
      { outcomeId: plan, stageId: 'ssm-noticing', state: 'open', isCompletionMark: false },
    ]);
  });

  it('passes once they are proven', () => {
    const verdict = judge({ outcomes: at({ [relationship]: 'confirmed', [plan]: 'verified' }) });
    expect(verdict.verdict).toBe('pass');
    expect(verdict.missing).toEqual([]);
    expect(ids(verdict.present)).toEqual([relationship, plan]);
  });

  it('over several stages asks for all of them and names those it jumps', () => {
    const verdict = judge({ to: 'ssm-qualifying', outcomes: at({ [relationship]: 'confirmed', [plan]: 'confirmed' }) });
    expect(new Set(verdict.missing.map((m) => m.stageId))).toEqual(new Set(['ssm-identifying', 'ssm-validating']));
    expect(verdict.missing).toHaveLength(3 + 4);
    expect(verdict.skipped).toEqual(['ssm-identifying', 'ssm-validating']);
    expect(verdict.gates.map((g) => g.gate.id)).toEqual(['ssm-gate-pursue', 'ssm-gate-power-access']);
  });

  const states: [OutcomeLook, buyer: boolean, internal: boolean][] = [
    ['open', false, false],
    ['claimed', false, true],
    ['confirmed', true, true],
    ['verified', true, true],
    ['rejected', false, false],
    ['stale', false, false],
    ['waived', true, true],
  ];
  it.each(states)('counts %s by default for the customer’s outcomes: %s, for ours: %s', (state, buyer, internal) => {
    const verdict = judge({
      from: 'ssm-identifying',
      to: 'ssm-validating',
      outcomes: at({ [interest]: 'verified', [understood]: state, [opportunityPlan]: state }),
    });
    expect(ids(verdict.missing).includes(understood)).toBe(!buyer);
    expect(ids(verdict.missing).includes(opportunityPlan)).toBe(!internal);
  });

  it('takes the level the team asks for', () => {
    const outcomes = at({ [relationship]: 'claimed', [plan]: 'confirmed' });
    expect(judge({ outcomes, minimum: 'claimed' }).verdict).toBe('pass');
    expect(ids(judge({ outcomes, minimum: 'verified' }).missing)).toEqual([relationship, plan]);
    expect(ids(judge({ outcomes, minimum: { buyer: 'confirmed', internal: 'verified' } }).missing)).toEqual([relationship]);
  });

  it('has a reason in a critical check alone', () => {
    const outcomes = at({ [relationship]: 'confirmed', [plan]: 'confirmed' });
    expect(judge({ outcomes, criticalChecks: ['dh-odds-above-stage-cap'] })).toMatchObject({
      verdict: 'block',
      missing: [],
      criticalChecks: ['dh-odds-above-stage-cap'],
    });
  });
});

describe('a move that asks nothing', () => {
  const quiet: [string, Partial<GateInput>][] = [
    ['back', { from: 'ssm-winning', to: 'ssm-noticing' }],
    ['same', { from: 'ssm-winning', to: 'ssm-winning' }],
    ['unmapped', { from: null }],
    ['unmapped', { to: null }],
    ['unmapped', { to: 'no-such-stage' }],
    ['lost', { to: null, closing: 'lost' }],
    ['lost', { to: 'ssm-implementing', closing: 'lost' }],
  ];
  it.each(quiet)('%s passes: %j', (note, input) => {
    const verdict = judge({ ...input, criticalChecks: ['dh-x'], gateDecisions: {} });
    expect(verdict).toMatchObject({ verdict: 'pass', note, missing: [], gates: [], criticalChecks: [] });
  });
});

describe('winning', () => {
  const winning = { from: 'ssm-winning', to: 'ssm-winning', closing: 'won' } as const;

  it('asks for the signature although the stage stays the same', () => {
    const verdict = judge(winning);
    expect(ids(verdict.missing)).toContain('ssm-winning-contract-signed');
    expect(verdict.skipped).toEqual([]);
  });

  it('from far away asks for everything up to signing, and no more', () => {
    const verdict = judge({ from: 'ssm-validating', to: null, closing: 'won' });
    expect([...new Set(verdict.missing.map((m) => m.stageId))]).toEqual([
      'ssm-validating',
      'ssm-qualifying',
      'ssm-conditional-agreement',
      'ssm-winning',
    ]);
    expect(verdict.skipped).toEqual(['ssm-qualifying', 'ssm-conditional-agreement']);
  });

  it('asks nothing once delivery runs', () => {
    expect(judge({ from: 'ssm-implementing', to: 'ssm-winning', closing: 'won' }).note).toBe('back');
  });

  it.each(builtInMethodIds)('%s asks for the completion mark of signing', (id) => {
    const sign = signingStage(indexMethod(allMethods[id]));
    const verdict = judge({ method: allMethods[id], from: sign?.id ?? null, to: sign?.id ?? null, closing: 'won' });
    expect(verdict.missing.filter((m) => m.isCompletionMark)).toHaveLength(1);
  });
});

describe('gates', () => {
  const proven = at({ [interest]: 'confirmed', [understood]: 'confirmed', [opportunityPlan]: 'claimed' });
  const move = { from: 'ssm-identifying', to: 'ssm-validating', outcomes: proven, today: '2026-06-16' };
  const decided = (outcome: string, expires?: string) => ({ 'ssm-gate-pursue': { outcome, at: '2026-06-01', expires } });

  it('are listed but do not bind where no records are kept', () => {
    expect(judge(move)).toMatchObject({ verdict: 'pass', gates: [{ state: 'undecided', lacking: [] }] });
  });

  const records: [string, GateInput['gateDecisions'], string, string][] = [
    ['no decision', {}, 'undecided', 'block'],
    ['go', decided('go'), 'passed', 'pass'],
    ['go until today', decided('go', '2026-06-16'), 'passed', 'pass'],
    ['go until yesterday', decided('go', '2026-06-15'), 'expired', 'block'],
    ['drop', decided('drop'), 'refused', 'block'],
    ['another gate', { 'ssm-gate-qualified': { outcome: 'go', at: '2026-06-01' } }, 'undecided', 'block'],
  ];
  it.each(records)('with %s', (_name, gateDecisions, state, verdict) => {
    expect(judge({ ...move, gateDecisions })).toMatchObject({ verdict, gates: [{ state }] });
  });

  it('fall away where the deal does not need them: initiation of a grade III project', () => {
    const ltc = { method: allMethods.ltc, from: 'ltc-validate-opportunity', to: 'ltc-pre-bid', gateDecisions: {} };
    const stage = indexMethod(allMethods.ltc).stageById.get('ltc-validate-opportunity');
    const outcomes = at(Object.fromEntries(requiredOutcomes(stage!).map((id) => [id, 'confirmed'])));
    expect(judge({ ...ltc, outcomes }).verdict).toBe('block');
    expect(judge({ ...ltc, outcomes, gatesNotNeeded: ['ltc-gate-ati'] })).toMatchObject({
      verdict: 'pass',
      gates: [{ state: 'not-needed' }],
    });
  });

  it('name the outcomes their decision should rest on', () => {
    const verdict = judge({ ...move, outcomes: {} });
    expect(verdict.gates[0]?.lacking).toEqual([understood, opportunityPlan]);
  });
});

describe('who decides', () => {
  const file = JSON.parse(readFileSync('src/methods/assessments.json', 'utf8')) as { assessments: { id: string; grades?: Grade[] }[] };
  const grades = file.assessments.find((a) => a.id === 'project-grading')?.grades ?? [];
  const ltc = indexMethod(allMethods.ltc);
  const ati = ltc.gateById.get('ltc-gate-ati')!;

  it('comes from the project’s grade where the gate says so', () => {
    expect(decidersOf(ati)).toBeNull();
    expect(decidersOf(ati, grades[0])).toEqual(['bg-president', 'department-director', 'department-chief-engineer']);
    expect(decidersOf(ati, grades[1])).toEqual(['department-director', 'industry-head', 'industry-chief-engineer']);
    expect(decidersOf(ltc.gateById.get('ltc-gate-atc')!)).toEqual(['sales-decision-team']);
  });

  it('is nobody for initiation of grade III, and only there', () => {
    expect(grades.map((grade) => gatesNotNeeded(allMethods.ltc, grade.id))).toEqual([[], [], ['ltc-gate-ati']]);
    expect(gatesNotNeeded(allMethods.ltc, null)).toEqual([]);
    expect(gatesNotNeeded(ssm, grades[2]!.id)).toEqual([]);
  });
});

describe('progress and the next proof', () => {
  it('counts what a stage requires', () => {
    expect(stageProgress(ssm, 'ssm-noticing', {})).toEqual({ proven: 0, required: 2, ratio: 0 });
    expect(stageProgress(ssm, 'ssm-noticing', at({ [plan]: 'confirmed', [relationship]: 'claimed' }))).toEqual({
      proven: 1,
      required: 2,
      ratio: 0.5,
    });
    expect(stageProgress(ssm, 'nowhere', {})).toEqual({ proven: 0, required: 0, ratio: 0 });
  });

  const [mark, needs, vision, support] = [
    'ssm-validating-need-and-access-confirmed',
    'ssm-validating-initiatives-and-needs-confirmed',
    'ssm-validating-vision-shaped',
    'ssm-validating-internal-support-confirmed',
  ];
  const next: [string, Record<string, OutcomeLook>, string | undefined, string | undefined][] = [
    ['begins with the first that is no completion mark', {}, needs, 'begin'],
    ['raises a claim before it begins another', { [vision]: 'claimed' }, vision, 'raise'],
    ['answers a rejection before it raises a claim', { [vision]: 'claimed', [support]: 'rejected' }, support, 'retry'],
    ['renews first', { [needs]: 'rejected', [support]: 'stale' }, support, 'renew'],
    ['leaves a claimed completion mark to the end', { [mark]: 'claimed' }, needs, 'begin'],
    ['ends with the completion mark', { [needs]: 'confirmed', [vision]: 'waived', [support]: 'verified' }, mark, 'begin'],
    ['is done', { [mark]: 'confirmed', [needs]: 'confirmed', [vision]: 'waived', [support]: 'verified' }, undefined, undefined],
  ];
  it.each(next)('%s', (_name, states, outcomeId, why) => {
    const found = nextBestProof(ssm, 'ssm-validating', at(states));
    expect(found?.outcomeId).toBe(outcomeId);
    expect(found?.why).toBe(why);
  });
});

describe('laws', () => {
  const rank = { pass: 0, advise: 1, warn: 2, block: 3 } as const;
  const look = fc.constantFrom<OutcomeLook>('open', 'claimed', 'confirmed', 'verified', 'rejected', 'stale', 'waived');
  const level = fc.constantFrom<ProofLevel>('claimed', 'confirmed', 'verified');
  const minimum: fc.Arbitrary<Minimum> = fc.oneof(level, fc.record({ buyer: level, internal: level }));
  const policies: Policy[] = ['advise', 'warn', 'block'];
  const anyMove = fc.constantFrom(...builtInMethodIds).chain((id) => {
    const method = allMethods[id];
    const index = indexMethod(method);
    const stage = fc.constantFrom<string | null>(...index.stages.map((s) => s.id), null);
    return fc.record({
      method: fc.constant(method),
      from: stage,
      to: stage,
      closing: fc.constantFrom<'won' | 'lost' | null>('won', 'lost', null, null),
      policy: fc.constantFrom(...policies),
      minimum,
      outcomes: fc
        .array(fc.tuple(fc.constantFrom(...index.outcomeById.keys()), look), { maxLength: 60 })
        .map((entries) => at(Object.fromEntries(entries))),
      raise: fc.constantFrom(...index.outcomeById.keys()),
    });
  });
  const better: Record<OutcomeLook, OutcomeLook> = {
    open: 'claimed',
    rejected: 'claimed',
    stale: 'confirmed',
    claimed: 'confirmed',
    confirmed: 'verified',
    verified: 'waived',
    waived: 'waived',
  };

  it('more proof never makes a verdict worse', () => {
    fc.assert(
      fc.property(anyMove, ({ raise, ...input }) => {
        const before = gateVerdict(input);
        const state = better[input.outcomes[raise]?.state ?? 'open'];
        const after = gateVerdict({ ...input, outcomes: { ...input.outcomes, [raise]: { state } } });
        expect(rank[after.verdict]).toBeLessThanOrEqual(rank[before.verdict]);
        expect(after.missing.length).toBeLessThanOrEqual(before.missing.length);
      }),
      { numRuns: 500 },
    );
  });

  it('a stricter policy never gives a milder verdict, and changes nothing else', () => {
    fc.assert(
      fc.property(anyMove, (input) => {
        const verdicts = policies.map((policy) => gateVerdict({ ...input, policy }));
        expect(verdicts.map((v) => rank[v.verdict])).toEqual(verdicts.map((v) => rank[v.verdict]).toSorted());
        expect(new Set(verdicts.map((v) => JSON.stringify({ ...v, verdict: '' }))).size).toBe(1);
      }),
    );
  });

  it('missing and present together are what the stages left require', () => {
    fc.assert(
      fc.property(anyMove, (input) => {
        const { missing, present, note, verdict } = gateVerdict(input);
        const index = indexMethod(input.method);
        const required = new Set(index.stages.flatMap((s) => [...requiredOutcomes(s)]));
        const seen = [...ids(missing), ...ids(present)];
        expect(new Set(seen).size).toBe(seen.length);
        for (const id of seen) expect(required.has(id)).toBe(true);
        for (const { outcomeId, state } of present) {
          expect(isProven(index.outcomeById.get(outcomeId)!.outcome, state, input.minimum)).toBe(true);
        }
        if (note !== null) expect([verdict, seen.length]).toEqual(['pass', 0]);
        expect(verdict === 'pass').toBe(missing.length === 0);
      }),
      { numRuns: 500 },
    );
  });
});
