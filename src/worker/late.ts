/**
 * Moves whose end is not known yet, by deal: why they were let through and what was missing. They stand in the browser's
 * session storage, because Chrome may stop the worker between the person's answer and the page's new stage.
 */
import type { VerdictName } from '../domain/event.ts';
import type { Around } from './around.ts';
import type { Going } from './desk.ts';

export interface Late {
  to: string;
  verdict: VerdictName | undefined;
  missing: string[];
  override: Going['override'];
  /** When it was let go, in ms. */
  at: number;
}

/** A reason belongs to the move it was given for, not to one that is made tomorrow. */
const LASTS_MS = 5 * 60_000;
const KEY = 'late';

export class LateMoves {
  private all: Promise<Map<string, Late>> | null = null;

  constructor(private readonly around: Pick<Around, 'session' | 'now'>) {}

  private known(): Promise<Map<string, Late>> {
    return (this.all ??= this.around.session.get([KEY]).then((kept) => new Map(Object.entries((kept[KEY] ?? {}) as Record<string, Late>)), () => new Map<string, Late>()));
  }

  /** Resolves when it is kept. */
  async keep(deal: string, move: Omit<Late, 'at'>): Promise<void> {
    (await this.known()).set(deal, { ...move, at: this.around.now() });
    await this.save();
  }

  /** The move that a changed stage belongs to, once. */
  async claim(deal: string, to: string): Promise<Late | undefined> {
    const all = await this.known();
    const late = all.get(deal);
    if (late?.to !== to) return undefined;
    await this.drop(deal);
    return this.around.now() - late.at < LASTS_MS ? late : undefined;
  }

  async drop(deal: string): Promise<void> {
    if ((await this.known()).delete(deal)) await this.save();
  }

  private async save(): Promise<void> {
    const now = this.around.now();
    const fresh = [...(await this.known())].filter(([, late]) => now - late.at < LASTS_MS);
    await this.around.session.set({ [KEY]: Object.fromEntries(fresh) }).catch(() => {}); // full: memory still has it
  }
}
