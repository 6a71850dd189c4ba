import { averageOf, clean, numberOr } from '../assess/values.ts';

export type Level = 'low' | 'high';
export type InvestmentCell = 'over-invested' | 'strategic-project' | 'high-risk' | 'routine';
export interface InvestmentInput {
  amount?: number | null;
  ourDays?: number | null;
  ourCost?: number | null;
  customerPeople?: number | null;
  customerMoney?: number | null;
  /** Set by hand, before anything computed. */
  ours?: Level | null;
  customer?: Level | null;
}

const COST_SHARE = 0.05;
const MANY_DAYS = 15;
const MANY_PEOPLE = 3;

/** High as soon as one sign says so, low once all known signs say no, unknown without any. */
function level(signs: readonly (boolean | null)[]): Level | null {
  if (signs.includes(true)) return 'high';
  return signs.includes(false) ? 'low' : null;
}

/** Deck 1; the limits are proposed: ours over 5 % of the amount or over 15 days, theirs three people or any money. */
export function investmentBalance(input: InvestmentInput): { ours: Level | null; customer: Level | null; cell: InvestmentCell | null } {
  const known = numberOr;
  const cost = known(input.ourCost);
  const amount = known(input.amount);
  const days = known(input.ourDays);
  const people = known(input.customerPeople);
  const money = known(input.customerMoney);
  const ours =
    input.ours ??
    level([cost === null || amount === null ? null : cost > clean(COST_SHARE * amount), days === null ? null : days > MANY_DAYS]);
  const customer = input.customer ?? level([people === null ? null : people >= MANY_PEOPLE, money === null ? null : money > 0]);
  if (ours === null || customer === null) return { ours, customer, cell: null };
  const cells: Record<`${Level}/${Level}`, InvestmentCell> = {
    'high/low': 'over-invested',
    'high/high': 'strategic-project',
    'low/high': 'high-risk',
    'low/low': 'routine',
  };
  return { ours, customer, cell: cells[`${ours}/${customer}`] };
}

export interface RivalRating {
  competitor?: string | null;
  value?: number | null;
}
export interface CriterionFact {
  id?: string;
  criterion?: string | null;
  dimension?: string | null;
  rank?: number | null;
  weight?: number | null;
  frozen?: boolean | null;
  ourRating?: number | null;
  rivalRatings?: readonly RivalRating[] | null;
  bestRivalRating?: number | null;
  /** Contact who set it. */
  setBy?: string | null;
  /** `customer`, `us`, or a competitor's name. */
  source?: string | null;
}

/** Best known rating of a rival; null if nobody is rated. */
export function bestRival(criterion: CriterionFact): number | null {
  const rated = (criterion.rivalRatings ?? []).map((r) => numberOr(r.value)).filter((v) => v !== null);
  return rated.length > 0 ? Math.max(...rated) : numberOr(criterion.bestRivalRating);
}

export type Dimension = 'product' | 'price' | 'reputation';
export const dimensions: readonly Dimension[] = ['product', 'price', 'reputation'];
export type Advantage = Record<Dimension, number | null>;

/** Proposed: our rating minus the best rival's, averaged per dimension, −4..4; null without a criterion both are rated on. */
export function advantageOf(input: { criteria?: readonly CriterionFact[] | null }): Advantage {
  const of = (dimension: Dimension): number | null =>
    averageOf(
      (input.criteria ?? [])
        .filter((criterion) => criterion.dimension === dimension)
        .flatMap((criterion) => {
          const ours = numberOr(criterion.ourRating);
          const theirs = bestRival(criterion);
          return ours === null || theirs === null ? [] : [ours - theirs];
        }),
    );
  return { product: of('product'), price: of('price'), reputation: of('reputation') };
}

export type Strategy = 'frontal' | 'flanking' | 'fragment' | 'defend' | 'develop';
export interface StrategyInput {
  weAreIncumbent?: boolean | null;
  advantage?: Partial<Advantage> | null;
  criteria?: readonly CriterionFact[] | null;
  separablePart?: string | null;
}

/** Far ahead in product, price and reputation alike: 2 or more in each (proposed). */
export function isSuperior(advantage: Partial<Advantage> | null | undefined): boolean {
  return dimensions.every((dimension) => (advantage?.[dimension] ?? Number.NEGATIVE_INFINITY) >= 2);
}

/** Deck 1 names the strategies, the order of the tests is proposed; the first that holds is suggested. */
export function selectStrategy(input: StrategyInput): { strategy: Strategy } {
  if (input.weAreIncumbent === true) return { strategy: 'defend' };
  if (isSuperior(input.advantage)) return { strategy: 'frontal' };
  const movable = (input.criteria ?? []).some((criterion) => {
    const theirs = bestRival(criterion);
    const ours = numberOr(criterion.ourRating);
    return criterion.frozen !== true && ours !== null && theirs !== null && ours > theirs && (criterion.rank ?? 0) > 2;
  });
  if (movable) return { strategy: 'flanking' };
  return { strategy: input.separablePart?.trim() ? 'fragment' : 'develop' };
}

export interface HealthInput {
  critical?: number | null;
  warning?: number | null;
  info?: number | null;
}
export type Colour = 'green' | 'amber' | 'red';

/** Proposed: 100 − 20 per critical − 8 per warning − 2 per info. Green from 75 without a critical one, red under 45 or from two. */
export function healthOf(input: HealthInput): { health: number; colour: Colour } {
  const critical = input.critical ?? 0;
  const points = 100 - 20 * critical - 8 * (input.warning ?? 0) - 2 * (input.info ?? 0);
  const health = Math.min(100, Math.max(0, points));
  if (health < 45 || critical >= 2) return { health, colour: 'red' };
  return { health, colour: health >= 75 && critical === 0 ? 'green' : 'amber' };
}

export interface AlignmentInput {
  b1?: { x?: number | null; y?: number | null } | null;
  b2?: { x?: number | null; y?: number | null } | null;
}

/** Deck 0, reading proposed: which way the customer wants to move – revenue (y) or cost (x). */
export function alignmentDirection(input: AlignmentInput): {
  dx: number | null;
  dy: number | null;
  dominance: 'revenue' | 'cost' | 'balanced' | null;
} {
  const moved = (axis: 'x' | 'y'): number | null => {
    const from = numberOr(input.b1?.[axis]);
    const to = numberOr(input.b2?.[axis]);
    return from === null || to === null ? null : to - from;
  };
  const dx = moved('x');
  const dy = moved('y');
  if (dx === null || dy === null) return { dx, dy, dominance: null };
  const width = Math.abs(dx);
  const height = Math.abs(dy);
  return { dx, dy, dominance: height > width ? 'revenue' : width > height ? 'cost' : 'balanced' };
}

export type Quadrant = 'primary' | 'secondary' | 'incidental' | 'drop';

/** Deck 1 (middle cells inferred): attractiveness × our strength, 0..100 each, cut at 50. */
export function segmentOf(input: { attractiveness?: number | null; strength?: number | null }): { quadrant: Quadrant | null } {
  const attractiveness = numberOr(input.attractiveness);
  const strength = numberOr(input.strength);
  if (attractiveness === null || strength === null) return { quadrant: null };
  if (attractiveness >= 50) return { quadrant: strength >= 50 ? 'primary' : 'secondary' };
  return { quadrant: strength >= 50 ? 'incidental' : 'drop' };
}
