/** The methods that come with the product, each in a chunk of its own: for the panel and the pages. */
import type { Methodology } from '../domain/method.ts';
import { isBuiltIn, type BuiltInMethodId } from './labels.ts';

const packs: Record<BuiltInMethodId, () => Promise<{ default: unknown }>> = {
  ssm: () => import('./packs/ssm.json'),
  'solution-selling': () => import('./packs/solution-selling.json'),
  ltc: () => import('./packs/ltc.json'),
  'stage-odds': () => import('./packs/stage-odds.json'),
  consultative: () => import('./packs/consultative.json'),
};

/** Asked for a method that does not come with the product (a team's own pack lives in the notebook). */
export class UnknownMethodError extends Error {
  constructor(readonly methodId: string) {
    super(`No built-in method has the id "${methodId}".`);
    this.name = 'UnknownMethodError';
  }
}

const loading = new Map<string, Promise<Methodology>>();

/** One built-in method. Rejects with UnknownMethodError. The packs are checked by a test, not at run time. */
export function loadMethod(id: string): Promise<Methodology> {
  if (!isBuiltIn(id)) return Promise.reject(new UnknownMethodError(id));
  let pack = loading.get(id);
  if (!pack) {
    pack = packs[id]().then((module) => module.default as Methodology);
    pack.catch(() => loading.delete(id));
    loading.set(id, pack);
  }
  return pack;
}
