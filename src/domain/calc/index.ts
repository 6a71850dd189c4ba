/** Every calculator as one pure function, and a registry by the name of its rule. Inputs and results are plain JSON. */
import { sane } from '../sane.ts';
import * as deal from './deal.ts';
import * as funnel from './funnel.ts';
import * as odds from './odds.ts';
import * as people from './people.ts';

export * from './deal.ts';
export * from './funnel.ts';
export * from './odds.ts';
export * from './people.ts';

export const calculators = {
  'influence-test': people.influenceTest,
  'decision-fishbone.priority': people.fishbonePriority,
  'relationship-map.zone': people.zoneFromInfluence,
  'relationship-map.strategy': people.strategyFromAttitude,
  'power-map.attitude': people.attitudeFromStrength,
  'observableMatrix.scoring': odds.supportedOdds,
  constraintMatrix: odds.highestAllowed,
  weightedPipeline: odds.weightedPipeline,
  'funnel.forward': funnel.funnelForward,
  'funnel.backward': funnel.funnelBackward,
  'funnel.available': funnel.funnelAvailable,
  'investment-balance': deal.investmentBalance,
  'competitive-strategy.selector': deal.selectStrategy,
  'decision-criteria.advantage': deal.advantageOf,
  'strategic-alignment-grid.dominance': deal.alignmentDirection,
  'account-segmentation.quadrant': deal.segmentOf,
  health: deal.healthOf,
};

export type CalculatorId = keyof typeof calculators;

/** Computes by the rule's name, for input that comes as data. Throws RangeError for a name that is no calculator. */
export function calculate(rule: string, input: unknown, ctx: odds.CalcContext): unknown {
  if (!Object.hasOwn(calculators, rule)) throw new RangeError(`Unknown calculator: ${rule}`);
  const run = calculators[rule as CalculatorId] as (input: unknown, ctx: odds.CalcContext) => unknown;
  return run(sane(input), ctx);
}
