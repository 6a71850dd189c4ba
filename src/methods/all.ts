/** Every built-in method at once: for the service worker, which cannot import later. Not for panel or pages. */
import type { Methodology } from '../domain/method.ts';
import type { BuiltInMethodId } from './labels.ts';
import consultative from './packs/consultative.json';
import ltc from './packs/ltc.json';
import solutionSelling from './packs/solution-selling.json';
import ssm from './packs/ssm.json';
import stageOdds from './packs/stage-odds.json';

export const allMethods = {
  ssm,
  'solution-selling': solutionSelling,
  ltc,
  'stage-odds': stageOdds,
  consultative,
} as unknown as Readonly<Record<BuiltInMethodId, Methodology>>;
