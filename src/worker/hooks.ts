/**
 * The one official hook before a stage moves that lies in a page's own world: Dynamics' `addOnPreStageChange`. Set only where the
 * user switched it on and the policy warns or blocks; the page learns of us by it.
 */
import type { Place } from '../crm/contract.ts';
import type { Settings } from '../wire/messages.ts';
import type { Around } from './around.ts';
import type { Desk } from './desk.ts';

/** CRMs that have one: `{crm}-hook`. */
const WITH_HOOK: readonly string[] = ['dynamics365'];

export class Hooks {
  /** The record that a page's script was last hooked on. */
  private readonly done = new WeakMap<object, string>();

  constructor(private readonly around: Pick<Around, 'hook'>, private readonly settings: () => Promise<Settings>) {}

  async set(desk: Desk, { crm, record }: Place): Promise<void> {
    const { host, tab } = desk;
    if (!host || !WITH_HOOK.includes(crm) || this.done.get(host) === record) return;
    const { stageHook, policy } = await this.settings();
    if (!stageHook || policy === 'advise') return;
    this.done.set(host, record);
    await this.around.hook(tab, `${crm}-hook`);
  }
}
