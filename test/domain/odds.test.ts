import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { indexMethod } from '../../src/domain/method.ts';
import { oddsLadder, oddsView, type OddsInput } from '../../src/domain/odds.ts';
import type { OutcomeLook } from '../../src/domain/state.ts';
import { allMethods } from '../../src/methods/all.ts';
import { builtInMethodIds } from '../../src/methods/labels.ts';
import { explainOdds } from '../../src/methods/odds-messages.ts';

const view = (input: Partial<OddsInput>) =>
  oddsView({
    methods: allMethods,
    methodId: 'stage-odds',
    stageId: 'so-solution',
    status: 'open',
    declared: null,
    ticked: [],
    outcomes: {},
    ...input,
  });
const codes = (input: Partial<OddsInput>) => view(input).contradictions.map((c) => c.code);

describe('what the evidence supports', () => {
  const rows: [stage: string, ticked: string[], supported: number][] = [
    ['so-solution', [], 10],
    ['so-solution', ['so-obs-mostly-agreed', 'so-obs-proposal-accepted'], 50],
    ['so-solution', ['so-obs-spec-open', 'so-obs-proposal-accepted'], 10],
    ['so-intent', ['so-obs-no-divergence', 'so-obs-main-terms-agreed', 'so-obs-signoff-running'], 75],
    ['so-confirm', ['so-obs-budget-known', 'so-obs-only-vendor', 'so-obs-proposal-preferred'], 50],
    ['so-sign', ['so-obs-signed'], 100],
    ['so-sign', ['so-obs-oral-commitment', 'so-obs-signed'], 25],
    ['so-deliver', ['so-obs-accepted-paid'], 100],
  ];
  it.each(rows)('in %s with %j: %i', (stageId, ticked, supported) => {
    expect(view({ stageId, ticked }).supported).toBe(supported);
  });

  it('counts a statement whose outcome is proven, and names the outcome', () => {
    const outcomes = { 'so-obs-proposal-accepted-vo': { state: 'confirmed' as const } };
    const seen = view({ outcomes });
    expect(seen.supported).toBe(50);
    expect(seen.statements.find((s) => s.holds)).toMatchObject({ id: 'so-obs-proposal-accepted', outcomeId: 'so-obs-proposal-accepted-vo' });
    expect(view({ outcomes: { 'so-obs-proposal-accepted-vo': { state: 'claimed' } } }).supported).toBe(10);
    expect(view({ outcomes: { 'so-obs-proposal-accepted-vo': { state: 'claimed' } }, minimum: 'claimed' }).supported).toBe(50);
  });

  it('reads the row of a stage of another method by its phase', () => {
    expect(view({ methodId: 'ssm', stageId: 'ssm-qualifying', ticked: ['so-obs-proposal-accepted'] }).supported).toBe(50);
    expect(view({ methodId: 'ssm', stageId: 'ssm-winning', ticked: ['so-obs-signed'] }).supported).toBe(100);
    expect(view({ methodId: 'ltc', stageId: 'ltc-collect-leads', ticked: ['so-obs-intent-clarified'] }).supported).toBe(25);
  });

  it('says nothing where the stage is unknown', () => {
    expect(view({ stageId: null, declared: 50 })).toMatchObject({ supported: null, allowed: [], honest: null, statements: [], contradictions: [] });
    expect(view({ methodId: 'nowhere', declared: 50 })).toMatchObject({ supported: null, contradictions: [] });
    expect(view({ methods: {}, declared: 50 })).toMatchObject({ supported: null });
  });
});

describe('what the stage allows', () => {
  const rows: [stage: string, status: OddsInput['status'], allowed: number[]][] = [
    ['so-identify', 'open', [10, 25, 50]],
    ['so-confirm', 'open', [10, 25, 50, 75]],
    ['so-solution', 'open', [10, 25, 50, 75]],
    ['so-intent', 'open', [10, 25, 50, 75]],
    ['so-sign', 'open', [10, 25, 50, 75]],
    ['so-sign', 'won', [0, 100]],
  ];
  it.each(rows)('%s, %s: %j', (stageId, status, allowed) => {
    expect(view({ stageId, status })).toMatchObject({ allowed, highestAllowed: allowed.at(-1) });
  });

  it('is the most one can honestly declare together with the evidence', () => {
    expect(view({ ticked: ['so-obs-executive-agrees'] })).toMatchObject({ supported: 100, highestAllowed: 75, honest: 75 });
    expect(view({ ticked: ['so-obs-mostly-agreed'] }).honest).toBe(25);
  });
});

describe('contradictions', () => {
  const cases: [name: string, Partial<OddsInput>, string[]][] = [
    ['nothing declared', {}, []],
    ['as supported', { declared: 50, ticked: ['so-obs-proposal-accepted'] }, []],
    ['above the stage', { stageId: 'so-identify', declared: 75, ticked: ['so-obs-intent-clarified'] }, ['above-allowed', 'above-supported']],
    ['above the evidence', { declared: 50, ticked: ['so-obs-mostly-agreed'] }, ['above-supported']],
    ['with no evidence', { declared: 25 }, ['above-supported']],
    ['capped', { declared: 50, ticked: ['so-obs-proposal-accepted', 'so-obs-spec-open'] }, ['capped']],
    ['held back', { declared: 50, ticked: ['so-obs-spec-time-price-ok'] }, ['held-back']],
    ['a little below', { declared: 10, ticked: ['so-obs-mostly-agreed'] }, []],
    ['off the ladder', { declared: 40, ticked: ['so-obs-proposal-accepted'] }, ['off-ladder']],
    ['won at 75', { stageId: 'so-sign', status: 'won', declared: 75, ticked: ['so-obs-signed'] }, ['closed-mismatch']],
    ['open at 100', { stageId: 'so-sign', declared: 100, ticked: ['so-obs-signed'] }, ['closed-mismatch', 'above-allowed']],
    ['lost at 0', { stageId: 'so-sign', status: 'lost', declared: 0, ticked: ['so-obs-signoff-running'] }, []],
    ['open at 0, unknown stage', { stageId: null, declared: 0 }, ['closed-mismatch']],
  ];
  it.each(cases)('%s', (_name, input, expected) => {
    expect(codes(input)).toEqual(expected);
    for (const c of view(input).contradictions) {
      const said = explainOdds(c);
      expect(said.en).toContain(String(c.odds));
      expect(said.zh).toContain(String(c.odds));
      expect(said.en + said.zh).not.toMatch(/undefined|\[object|NaN|Infinity/);
    }
  });

  it('quotes the fact that caps, and the strongest one that holds', () => {
    const [cap] = view({ declared: 50, ticked: ['so-obs-proposal-accepted', 'so-obs-spec-open'] }).contradictions;
    expect(cap && explainOdds(cap).en).toContain('Specification and other details');
    const [low] = view({ declared: 75, ticked: ['so-obs-mostly-agreed', 'so-obs-proposal-preferred'] }).contradictions;
    expect(low && explainOdds(low).zh).toContain('首选');
  });

  it('names the cheapest statement that would support more', () => {
    expect(view({}).next?.id).toBe('so-obs-mostly-agreed');
    expect(view({ ticked: ['so-obs-mostly-agreed'] }).next?.odds).toBe(50);
    expect(view({ ticked: ['so-obs-spec-open'] }).next).toBeNull();
    expect(view({ ticked: ['so-obs-executive-agrees'] }).next).toBeNull();
  });
});

describe('laws', () => {
  const statements = (allMethods['stage-odds']['observableMatrix'] as { rows: { statements: { id: string; polarity: string }[] }[] }).rows.flatMap((r) => r.statements);
  const supports = statements.filter((s) => s.polarity === 'support').map((s) => s.id);
  const caps = statements.filter((s) => s.polarity === 'cap').map((s) => s.id);
  const input = fc.constantFrom(...builtInMethodIds).chain((methodId) =>
    fc.record({
      methods: fc.constant(allMethods),
      methodId: fc.constant(methodId as string),
      stageId: fc.constantFrom(...indexMethod(allMethods[methodId]).stages.map((s) => s.id)),
      status: fc.constantFrom<OddsInput['status']>('open', 'won', 'lost'),
      declared: fc.constantFrom(...oddsLadder, 33),
      ticked: fc.subarray([...supports, ...caps]),
      outcomes: fc.dictionary(fc.constantFrom(...indexMethod(allMethods['stage-odds']).outcomeById.keys()), fc.constantFrom<OutcomeLook>('claimed', 'confirmed', 'rejected').map((state) => ({ state }))),
    }),
  );

  it('a supporting statement never lowers, a cap never raises what is supported', () => {
    fc.assert(
      fc.property(input, fc.constantFrom(...supports), fc.constantFrom(...caps), (given, support, cap) => {
        const now = oddsView(given).supported!;
        expect(oddsLadder).toContain(now);
        expect(oddsView({ ...given, ticked: [...given.ticked, support] }).supported!).toBeGreaterThanOrEqual(now);
        expect(oddsView({ ...given, ticked: [...given.ticked, cap] }).supported!).toBeLessThanOrEqual(now);
      }),
    );
  });

  it('declaring the honest odds of an open deal contradicts nothing but a stage that allows less', () => {
    fc.assert(
      fc.property(input, (given) => {
        const { honest } = oddsView({ ...given, status: 'open' });
        if (honest === null) return;
        const left = oddsView({ ...given, status: 'open', declared: honest }).contradictions.map((c) => c.code);
        expect(left.filter((code) => code !== 'held-back')).toEqual([]);
      }),
    );
  });

  it('the next statement, once it holds, supports more', () => {
    fc.assert(
      fc.property(input, (given) => {
        const { next, supported } = oddsView(given);
        if (!next) return;
        expect(oddsView({ ...given, ticked: [...given.ticked, next.id] }).supported!).toBeGreaterThan(supported!);
      }),
    );
  });
});
