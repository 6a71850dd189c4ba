import { describe, expect, it } from 'vitest';
import {
  advantageOf, alignmentDirection, allowedOdds, attitudeFromStrength, calculate, fishbonePriority, funnelAvailable, funnelBackward, funnelForward, healthOf,
  highestAllowed, influenceTest, investmentBalance, phaseOfStage, segmentOf, selectStrategy, strategyFromAttitude, supportedOdds, weightedPipeline, zoneFromInfluence,
} from '../../src/domain/calc/index.ts';
import { allMethods } from '../../src/methods/all.ts';

const ctx = { methods: allMethods };

it('throws for a rule that is no calculator', () => {
  expect(() => calculate('no-such-rule', {}, ctx)).toThrow(RangeError);
});

describe('odds', () => {
  it.each([
    [{ unifiedPhase: 1, ticked: ['so-obs-intent-clarified'] }, 25],
    [{ unifiedPhase: 6, ticked: ['so-obs-signed'] }, 100],
    [{ stage: 'so-sign', ticked: ['so-obs-signed', 'so-obs-oral-commitment'] }, 25],
    [{ stage: 'ssm-validating', ticked: ['so-obs-budget-above-price'] }, 75],
    [{ unifiedPhase: 7, ticked: [] }, 10],
    [{ unifiedPhase: 4, out: { 'so-obs-spec-time-price-ok-vo': { state: 'waived' as const } } }, 75],
    [{ unifiedPhase: 4, out: { 'so-obs-spec-time-price-ok-vo': { state: 'claimed' as const } } }, 10],
    [{ stage: 'no-such-stage', ticked: [] }, null],
  ])('%j supports %s', (input, expected) => {
    expect(supportedOdds(input, ctx).supportedOdds).toBe(expected);
  });
  it('knows nothing without the ladder', () => {
    expect(supportedOdds({ unifiedPhase: 3, ticked: [] }, { methods: {} }).supportedOdds).toBeNull();
    expect(allowedOdds({ methods: {} }, 3, 'open')).toEqual([]);
    expect(highestAllowed({ unifiedPhase: 3 }, { methods: {} })).toEqual({ max: null });
  });
  it('allows won and lost from signing on, once closed', () => {
    expect([allowedOdds(ctx, 6, 'open'), allowedOdds(ctx, 6, 'lost'), allowedOdds(ctx, 5, 'won')]).toEqual([[10, 25, 50, 75], [0, 100], [10, 25, 50, 75]]);
    expect(highestAllowed({ unifiedPhase: [7, 7], status: 'won' }, ctx)).toEqual({ max: [100, 100] });
  });
  it('finds a stage in the named method only, or in any', () => {
    expect([phaseOfStage(ctx, 'ssm', 'so-intent'), phaseOfStage(ctx, null, 'so-intent'), phaseOfStage(ctx, 'ssm', null)]).toEqual([null, 5, null]);
  });
  it('weighs only deals that have both numbers', () => {
    expect(weightedPipeline({ deals: [{ amount: 100, odds: 50 }, { amount: 100, odds: null }, { odds: 50 }] }).sum).toBe(50);
    expect(weightedPipeline({}).sum).toBe(0);
  });
});

describe('funnel', () => {
  it('runs forward and backward', () => {
    expect(funnelForward({ rates: [0.25, 0.35, 0.8, 0.9, 1], visits: 1000 }).wins).toBeCloseTo(63, 6);
    expect(funnelBackward({ rates: [0.1, 0.1, 1], wins: 0.3 }).needed).toEqual([30, 3, 1]);
  });
  it('never divides by a rate of 0', () => {
    expect(funnelBackward({ rates: [0.5, 0, 1], wins: 2 })).toEqual({ needed: [null, null, 2], visits: null });
    expect(funnelAvailable({ rates: [0, 1], deals: [4, 1], targetWins: 2 })).toEqual({ available: [4, 1], expectedWins: 1, gap: 1, extra: [null, 1] });
  });
  it('has no gap when the target is reached, and counts planned customers', () => {
    expect(funnelAvailable({ rates: [0.1, 1], deals: [20], plannedNew: 10, targetWins: 3 })).toEqual({ available: [30, 3], expectedWins: 3, gap: 0, extra: [0, 0] });
    expect(funnelAvailable({})).toEqual({ available: [], expectedWins: 0, gap: 0, extra: [] });
  });
});

describe('people', () => {
  it('suggests influence, counting an answer once', () => {
    expect([influenceTest({}), influenceTest({ yes: ['it-policy-change', 'a', 'b', 'c', 'd', 'e', 'f', 'g', 'h', 'h'] }), influenceTest({ yes: ['a', 'a'] })].map((r) => r.influence)).toEqual([0, 5, 1]);
  });
  it.each([[0, 'outside'], [2, 'outside'], [3, 'political'], [4, 'inner'], [null, null]])('influence %s stands %s', (influence, zone) => {
    expect(zoneFromInfluence({ influence }).zone).toBe(zone);
  });
  it.each([[3, '*'], [2, '+'], [1, '+'], [0, '='], [-1, '-'], [-2, '-'], [-3, 'X'], [null, null]])('strength %s is %s', (strength, attitude) => {
    expect(attitudeFromStrength({ strength }).attitude).toBe(attitude);
  });
  it.each([['X', 'neutralise'], ['-', 'neutralise'], ['=', 'motivate'], ['+', 'motivate'], ['*', 'leverage'], [null, null]])('attitude %s: %s', (attitude, strategy) => {
    expect(strategyFromAttitude({ attitude }).strategy).toBe(strategy);
  });
  it('has no priority without a place', () => {
    expect(fishbonePriority({ order: 0, distance: 2 }).priority).toBeNull();
    expect(fishbonePriority({ order: 1, distance: 1, status: 'worked-before' }).priority).toBe(1);
  });
});

describe('investment', () => {
  it.each([
    [{ amount: 800_000, ourDays: 12, ourCost: 30_000, customerPeople: 4 }, 'low', 'high', 'high-risk'],
    [{ amount: 1000, ourDays: 15, ourCost: 50, customerPeople: 2, customerMoney: 0 }, 'low', 'low', 'routine'],
    [{ amount: 1000, ourCost: 51, customerMoney: 1 }, 'high', 'high', 'strategic-project'],
    [{ ourDays: 16, customerPeople: null, customerMoney: null }, 'high', null, null],
    [{ ourCost: 51, customerPeople: 3 }, null, 'high', null],
    [{ ours: 'low', ourDays: 99, customer: 'low', customerMoney: 9 }, 'low', 'low', 'routine'],
  ] as const)('%j', (input, ours, customer, cell) => {
    expect(investmentBalance(input)).toEqual({ ours, customer, cell });
  });
});

describe('strategy', () => {
  const lead = { product: 2, price: 2, reputation: 2 };
  it('takes the first that holds', () => {
    expect(selectStrategy({ advantage: lead }).strategy).toBe('frontal');
    expect(selectStrategy({ advantage: { ...lead, price: null }, separablePart: ' ' }).strategy).toBe('develop');
    expect(selectStrategy({ criteria: [{ rank: 2, ourRating: 2, bestRivalRating: 0 }, { rank: 3, frozen: true, ourRating: 2, bestRivalRating: 0 }, { rank: 3, ourRating: 1, bestRivalRating: 1 }] }).strategy).toBe('develop');
    expect(selectStrategy({ criteria: [{ rank: 3, ourRating: 1, rivalRatings: [{ value: 0 }, { value: null }] }] }).strategy).toBe('flanking');
  });
  it('leaves criteria out that one side is not rated on', () => {
    const criteria = [{ dimension: 'product', ourRating: 2, rivalRatings: [] }, { dimension: 'product', ourRating: null, rivalRatings: [{ value: 1 }] }, { dimension: 'price', ourRating: 1, rivalRatings: [{ value: -1 }] }];
    expect(advantageOf({ criteria })).toEqual({ product: null, price: 2, reputation: null });
  });
});

describe('health', () => {
  it.each([
    [{ warning: 3, info: 0 }, 76, 'green'],
    [{ warning: 2, info: 4 }, 76, 'green'],
    [{ info: 12, warning: 0 }, 76, 'green'],
    [{ warning: 1, info: 8 }, 76, 'green'],
    [{ warning: 3, info: 1 }, 74, 'amber'],
    [{ critical: 1 }, 80, 'amber'],
    [{ critical: 2 }, 60, 'red'],
    [{ warning: 7 }, 44, 'red'],
    [{ warning: 6, info: 3 }, 46, 'amber'],
    [{ critical: 9 }, 0, 'red'],
    [{}, 100, 'green'],
  ])('%j is %s %s', (input, health, colour) => {
    expect(healthOf(input)).toEqual({ health, colour });
  });
});

describe('grids', () => {
  it('tells the direction a customer wants to move', () => {
    expect(alignmentDirection({ b1: { x: 3, y: 4 }, b2: { x: 5, y: 9 } })).toEqual({ dx: 2, dy: 5, dominance: 'revenue' });
    expect(alignmentDirection({ b1: { x: 3, y: 4 }, b2: { x: 0, y: 2 } }).dominance).toBe('cost');
    expect(alignmentDirection({ b1: { x: 3, y: 4 }, b2: { x: 5, y: 2 } }).dominance).toBe('balanced');
    expect(alignmentDirection({ b1: { x: 3, y: 4 } }).dominance).toBeNull();
  });
  it.each([[50, 50, 'primary'], [50, 49, 'secondary'], [49, 50, 'incidental'], [49, 49, 'drop'], [null, 49, null]])('attractiveness %s, strength %s: %s', (attractiveness, strength, quadrant) => {
    expect(segmentOf({ attractiveness, strength }).quadrant).toBe(quadrant);
  });
});
