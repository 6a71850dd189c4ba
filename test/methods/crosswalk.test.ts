import { existsSync, readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { indexMethod } from '../../src/domain/method.ts';
import type { OutcomeLook } from '../../src/domain/state.ts';
import { allMethods } from '../../src/methods/all.ts';
import {
  carryOver,
  carryStage,
  conceptOf,
  outcomesOf,
  questionsOf,
  sameOutcomes,
  sameQuestions,
  suggestedAnswers,
  withCarried,
} from '../../src/methods/crosswalk.ts';
import { concepts, type Concept } from '../../src/methods/crosswalk-data.ts';
import { builtInMethodIds } from '../../src/methods/labels.ts';

const methods = Object.values(allMethods);
const home = new Map(
  methods.flatMap((m) => [...indexMethod(m).outcomeById].map(([id, f]) => [id, { method: m.id, phase: f.stage.unifiedPhase }] as const)),
);
const list = Object.entries(concepts) as [string, Concept][];
const at = (states: Record<string, OutcomeLook>) => Object.fromEntries(Object.entries(states).map(([id, state]) => [id, { state }]));

/** Every question and item id of the assessments file. */
function questionIds(): Set<string> {
  const file = 'src/methods/assessments.json';
  if (!existsSync(file)) throw new Error(`${file} is missing: the crosswalk's questions cannot be checked`);
  const ids = new Set<string>();
  const walk = (value: unknown): void => {
    if (Array.isArray(value)) for (const entry of value) walk(entry);
    else if (typeof value === 'object' && value !== null) {
      if ('id' in value && typeof value.id === 'string') ids.add(value.id);
      for (const entry of Object.values(value)) walk(entry);
    }
  };
  walk(JSON.parse(readFileSync(file, 'utf8')));
  return ids;
}

describe('the table', () => {
  it('names only outcomes and questions that exist, each in one concept', () => {
    const outcomes = list.flatMap(([, c]) => c.outcomes);
    const questions = list.flatMap(([, c]) => c.questions);
    expect(outcomes.filter((id) => !home.has(id))).toEqual([]);
    const known = questionIds();
    expect(questions.filter((id) => !known.has(id))).toEqual([]);
    expect(new Set(outcomes).size).toBe(outcomes.length);
    expect(new Set(questions).size).toBe(questions.length);
  });

  it('has no concept that says nothing, and no dangling link', () => {
    for (const [id, c] of list) {
      expect(c.outcomes.length + c.questions.length, id).toBeGreaterThan(0);
      for (const other of [...(c.covers ?? []), ...(c.allOf ?? [])]) expect(Object.keys(concepts), id).toContain(other);
      expect(c.meaning.zh).not.toBe(c.meaning.en);
    }
  });

  it('joins outcomes of different methods only, one phase apart at most', () => {
    for (const [id, c] of list) {
      const places = c.outcomes.map((outcome) => home.get(outcome)!);
      expect(new Set(places.map((p) => p.method)).size, id).toBe(places.length);
      const phases = places.map((p) => p.phase);
      expect(Math.max(0, ...phases) - Math.min(9, ...phases), id).toBeLessThanOrEqual(1);
    }
  });

  it('goes one phase at most where one concept covers another', () => {
    for (const [id, c] of list) {
      for (const weaker of [...(c.covers ?? []), ...(c.allOf ?? [])]) {
        for (const a of c.outcomes) {
          for (const b of (concepts as Record<string, Concept>)[weaker]!.outcomes) {
            expect(Math.abs(home.get(a)!.phase - home.get(b)!.phase), `${id} → ${weaker}`).toBeLessThanOrEqual(1);
          }
        }
      }
    }
  });

  it('has no circle of covering', () => {
    const walk = (id: string, path: string[]): void => {
      expect(path).not.toContain(id);
      for (const weaker of (concepts as Record<string, Concept>)[id]!.covers ?? []) walk(weaker, [...path, id]);
    };
    for (const [id] of list) walk(id, []);
  });

  it('is symmetric', () => {
    for (const id of home.keys()) {
      for (const other of sameOutcomes(id)) expect(sameOutcomes(other)).toContain(id);
      for (const question of questionsOf(id)) expect(outcomesOf(question)).toContain(id);
    }
    for (const question of list.flatMap(([, c]) => c.questions)) {
      for (const other of sameQuestions(question)) expect(sameQuestions(other)).toContain(question);
      for (const outcome of outcomesOf(question)) expect(questionsOf(outcome)).toContain(question);
    }
    expect(sameOutcomes('nowhere')).toEqual([]);
  });

  it('joins signing in all five methods', () => {
    expect(sameOutcomes('ssm-winning-contract-signed').toSorted()).toEqual(
      ['ltc-negotiate-contract-signed', 'so-obs-signed-vo', 'cs-action-signed'].toSorted(),
    );
    const full = carryOver(allMethods['solution-selling'], allMethods.ssm, at({ 'ss-close-contract-and-plan': 'verified' }));
    expect(full.carried).toMatchObject([{ to: 'ssm-winning-contract-signed', state: 'verified', by: 'covers' }]);
    expect(carryOver(allMethods.ssm, allMethods['solution-selling'], at({ 'ssm-winning-contract-signed': 'verified' })).carried).toEqual([]);
  });
});

describe('carrying proofs over', () => {
  it('keeps the level where both mean the same', () => {
    const { carried, resting } = carryOver(allMethods.consultative, allMethods.ltc, at({ 'cs-entrance-budget': 'confirmed', 'cs-demand-wide': 'claimed' }));
    expect(carried).toEqual([
      { to: 'ltc-validate-opportunity-budget', from: ['cs-entrance-budget'], state: 'confirmed', by: 'same', concept: 'budget' },
    ]);
    expect(resting).toEqual(['cs-demand-wide']);
  });

  it('puts a proof together from all its parts, at the level of the weakest', () => {
    const parts = at({ 'cs-entrance-budget': 'verified', 'cs-entrance-timeline': 'claimed' });
    expect(carryOver(allMethods.consultative, allMethods['stage-odds'], parts).carried).toContainEqual({
      to: 'so-obs-budget-known-vo',
      from: ['cs-entrance-budget', 'cs-entrance-timeline'],
      state: 'claimed',
      by: 'all',
      concept: 'budget-and-timing',
    });
    const half = at({ 'cs-entrance-budget': 'verified' });
    expect(carryOver(allMethods.consultative, allMethods['stage-odds'], half).carried).toEqual([]);
  });

  it('takes a whole apart', () => {
    const { carried } = carryOver(allMethods['stage-odds'], allMethods.ltc, at({ 'so-obs-accepted-paid-vo': 'confirmed' }));
    expect(carried.map((c) => c.to)).toEqual(['ltc-deliver-accepted', 'ltc-invoice-collect-paid']);
  });

  it('follows covering over several steps', () => {
    const { carried } = carryOver(allMethods.ssm, allMethods['stage-odds'], at({ 'ssm-conditional-agreement-kdm-conditional-approval': 'confirmed' }));
    expect(carried.map((c) => [c.to, c.by])).toEqual([
      ['so-obs-mostly-agreed-vo', 'covers'],
      ['so-obs-proposal-accepted-vo', 'covers'],
    ]);
  });

  it('makes our own word about the customer a claim', () => {
    const { carried } = carryOver(allMethods.consultative, allMethods.ssm, at({ 'cs-business-objections-closed': 'verified' }));
    expect(carried).toMatchObject([{ to: 'ssm-winning-concerns-resolved', state: 'claimed' }]);
  });

  it.each<OutcomeLook>(['open', 'rejected', 'waived'])('does not carry %s', (state) => {
    expect(carryOver(allMethods.ssm, allMethods.ltc, at({ 'ssm-winning-contract-signed': state }))).toEqual({ carried: [], resting: [] });
  });

  it('carries stale as stale, and prefers a fresh proof', () => {
    expect(carryOver(allMethods.ssm, allMethods.ltc, at({ 'ssm-winning-contract-signed': 'stale' })).carried).toMatchObject([{ state: 'stale' }]);
  });

  it('leaves what the other method already has', () => {
    const states = at({ 'ssm-winning-contract-signed': 'verified', 'ltc-negotiate-contract-signed': 'rejected' });
    expect(carryOver(allMethods.ssm, allMethods.ltc, states).carried).toEqual([]);
  });

  it('lets a team’s own outcome join by sameAs', () => {
    const own = structuredClone(allMethods.consultative);
    own.id = 'own';
    for (const s of own.stages) for (const o of s.verifiableOutcomes) o.id = `own-${o.id}`;
    own.stages[0]!.verifiableOutcomes[2]!.sameAs = ['fc-budget'];
    expect(conceptOf(own.stages[0]!.verifiableOutcomes[2]!)).toBe('budget');
    expect(carryOver(allMethods.ltc, own, at({ 'ltc-validate-opportunity-budget': 'confirmed' })).carried).toMatchObject([
      { to: 'own-cs-entrance-budget', state: 'confirmed', by: 'same' },
    ]);
    expect(carryOver(own, allMethods.ltc, at({ 'own-cs-entrance-budget': 'confirmed' })).carried).toMatchObject([
      { to: 'ltc-validate-opportunity-budget' },
    ]);
  });

  const look = fc.constantFrom<OutcomeLook>('open', 'claimed', 'confirmed', 'verified', 'rejected', 'stale', 'waived');
  const pair = fc.tuple(fc.constantFrom(...builtInMethodIds), fc.constantFrom(...builtInMethodIds)).filter(([a, b]) => a !== b);
  const states = fc.array(fc.tuple(fc.constantFrom(...home.keys()), look), { maxLength: 80 }).map((e) => at(Object.fromEntries(e)));

  it('never invents, never lowers, never loses', () => {
    const level = { stale: 0, claimed: 1, confirmed: 2, verified: 3 };
    fc.assert(
      fc.property(pair, states, ([a, b], outcomes) => {
        const { carried, resting } = carryOver(allMethods[a], allMethods[b], outcomes);
        const after = withCarried(outcomes, carried);
        for (const [id, state] of Object.entries(outcomes)) if (state.state !== 'open') expect(after[id]).toEqual(state);
        for (const entry of carried) {
          expect(home.get(entry.to)?.method).toBe(b);
          expect(entry.from.length).toBeGreaterThan(0);
          for (const from of entry.from) {
            expect(home.get(from)?.method).toBe(a);
            expect(level[entry.state]).toBeLessThanOrEqual(level[outcomes[from]!.state as keyof typeof level]);
          }
        }
        for (const id of resting) expect(outcomes[id]).toBeDefined();
      }),
      { numRuns: 300 },
    );
  });

  it('takes a deal there and back with every equal proof at its level', () => {
    fc.assert(
      fc.property(pair, states, ([a, b], outcomes) => {
        const only = Object.fromEntries(Object.entries(outcomes).filter(([id]) => home.get(id)?.method === a));
        const there = carryOver(allMethods[a], allMethods[b], only).carried.filter((c) => c.by === 'same');
        const back = carryOver(allMethods[b], allMethods[a], withCarried({}, there)).carried;
        for (const c of there) expect(back.find((entry) => c.from.includes(entry.to))?.from).toEqual([c.to]);
      }),
    );
  });
});

describe('stages and answers', () => {
  it('finds the stage at the same phase', () => {
    expect(carryStage(allMethods.ssm, allMethods.ltc, 'ssm-validating')?.id).toBe('ltc-validate-opportunity');
    expect(carryStage(allMethods.ltc, allMethods.consultative, 'ltc-collect-leads')?.id).toBe('cs-entrance');
    expect(carryStage(allMethods.ssm, allMethods.ltc, 'nowhere')).toBeUndefined();
  });

  it('suggests answers from proofs that count, and only from those', () => {
    const states = at({ 'ssm-qualifying-criteria-verified': 'confirmed', 'ssm-validating-vision-shaped': 'claimed' });
    expect(suggestedAnswers(allMethods.ssm, states)).toEqual([
      { questionId: 'ssm-oa-3-criteria', from: ['ssm-qualifying-criteria-verified'] },
      { questionId: 'tas-2-formal-criteria', from: ['ssm-qualifying-criteria-verified'] },
    ]);
    expect(suggestedAnswers(allMethods.ssm, at({ 'ssm-qualifying-criteria-verified': 'waived' }))).toEqual([]);
  });
});
