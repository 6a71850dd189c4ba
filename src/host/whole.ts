import type { Adapter } from '../crm/contract.ts';
import { overlaid } from '../crm/recipe/read.ts';
import { isAt } from '../crm/recipe/rest.ts';
import type { Ready } from '../crm/recipe/types.ts';
import { kept } from '../platform/host.ts';

declare global {
  /** Fields that were taught on top of this page's adapter. */
  var stageproofOver: Ready | undefined;
}

/** Takes over what the worker keeps of recipes now: the page's own, and what is laid over a built-in adapter. */
export async function adopt(): Promise<void> {
  const crm = globalThis.stageproofCore?.adapter.id;
  const url = new URL(location.href);
  const all = (await kept<Ready[]>('recipes').catch(() => undefined)) ?? [];
  globalThis.stageproofOver = all.find((r) => r.over === crm && isAt(r.site, url));
  const own = globalThis.stageproofRecipe;
  const now = all.find((r) => !r.over && r.crm === crm);
  if (!own || !now) return;
  for (const key of Object.keys(own)) if (!(key in now)) delete (own as unknown as Record<string, unknown>)[key];
  Object.assign(own, now);
}

/** From now on the page is read completely. */
export function readWhole(adapter: Adapter): void {
  const core = globalThis.stageproofCore;
  if (!core || core.whole || core.adapter.id !== adapter.id) return;
  core.whole = (root, url) => {
    const over = globalThis.stageproofOver;
    return over && isAt(over.site, url) ? overlaid(adapter, over).read(root, url) : adapter.read(root, url);
  };
  void adopt().then(() => core.read());
}
