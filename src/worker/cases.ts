/** Deals as the gatekeeper judges them. */
import type { DealKey } from '../domain/event.ts';
import { emptyDeal, type DealState } from '../domain/state.ts';
import type { Around } from './around.ts';
import type { Book } from './book.ts';
import { localDay } from './day.ts';
import type { Desk } from './desk.ts';
import { partsOf, verdicts, type Case } from './gatekeeper.ts';
import type { Packs } from './packs.ts';
import type { Memory } from './settings.ts';

export class Cases {
  private readonly known = new Map<string, Case['stages']>();

  constructor(private readonly around: Around, private readonly memory: Memory, private readonly book: Book, private readonly packs: Packs, private readonly who: () => Promise<{ by: string }>) {}

  /** A deal as the gatekeeper judges it; of a record that was only glanced at, its stage. */
  async of(desk: Desk | null, key: DealKey): Promise<Case> {
    const [settings, state, me, packs] = await Promise.all([this.memory.settings(), this.book.deal(key), this.who(), this.packs.shelf()]);
    const { crm, org } = partsOf(key);
    return { key, crm, org, state: state ?? passedBy(key, desk), stages: desk?.key === key && desk.stages.length ? desk.stages : await this.stages(crm, org), settings, me: me.by, today: localDay(this.around.now()), packs };
  }

  /** Keeps what a page's or an API's own list of stages says. Which of them end a deal, many pages do not say and an API did. */
  async learn(desk: Desk, seen: Case['stages']): Promise<void> {
    const { crm, org } = partsOf(desk.key ?? '');
    const before = await this.stages(crm, org);
    const stages = seen.map((s) => ({ ...s, closed: s.closed ?? before.find((b) => b.id === s.id)?.closed })).map(({ closed, ...s }) => ({ ...s, ...(closed && { closed }) }));
    desk.stages = stages;
    this.keep(crm, org, stages);
  }

  keep(crm: string, org: string, stages: Case['stages']): void {
    this.known.set(`${crm}:${org}`, stages);
    void this.around.local.set({ [`stages:${crm}:${org}`]: stages });
  }

  /** The stages of an org, as last seen. */
  async stages(crm: string, org: string): Promise<Case['stages']> {
    const name = `stages:${crm}:${org}`;
    const known = this.known.get(`${crm}:${org}`) ?? (await this.around.local.get([name]))[name];
    return Array.isArray(known) ? (known as Case['stages']) : [];
  }

  /** Verdicts of the deals of this org that the notebook knows, for cards on a board. */
  async board(desk: Desk): Promise<Record<string, ReturnType<typeof verdicts>>> {
    const org = desk.org;
    if (!org) return {};
    const notebook = await this.book.open();
    const rows = (await notebook.list({ after: org, limit: 200 })).filter((r) => r.key.startsWith(org));
    const all: Record<string, ReturnType<typeof verdicts>> = {};
    for (const row of rows) {
      const state = await notebook.deal(row.key);
      if (state) all[row.key.slice(org.length)] = verdicts({ ...(await this.of(null, row.key)), state });
    }
    return all;
  }
}

/** A deal of which only the stage was glanced at. */
function passedBy(key: DealKey, desk: Desk | null): DealState {
  const stage = desk?.key === key && desk.reading?.kind === 'deal' ? desk.reading.fields.stage : undefined;
  const state = emptyDeal(key);
  if (stage) state.fields.stage = { ...stage, stamp: { id: '', at: '', by: '', role: 'rep' } };
  return state;
}

