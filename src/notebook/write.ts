/** The two ways into the log: what a person does now, and what comes from elsewhere. */
import type { ActorId, DealKey, Event, EventDraft, Role } from '../domain/event.ts';
import { advance, fold, FOLD_VERSION } from '../domain/fold.ts';
import { emptyDeal, type DealState } from '../domain/state.ts';
import { assertUnderstood, fault, plainData } from './check.ts';
import type { Clock } from './clock.ts';
import { NotebookError } from './errors.ts';
import { addPacked, addToTail, eventsOf, eventsOfEach, seal } from './log.ts';
import { directory } from './pages.ts';
import { rowOf, rowOfEvents } from './rows.ts';
import type { Entry, Store, Tables } from './store.ts';

/** Taken events up to this number go into the tail; more are packed. */
const FEW = 200;
/** Most events that one transaction takes. */
export const BATCH = 20_000;

/** The state as stored, or (`fresh`) folded from the log where no snapshot of this fold is there. Null: no event of this deal. */
export async function stateOf(store: Tables, deal: DealKey): Promise<{ state: DealState | null; fresh: boolean }> {
  const snapshot = await store.snapshots.get(deal);
  if (snapshot?.fold === FOLD_VERSION) return { state: snapshot.state, fresh: false };
  const events = await eventsOf(store, deal);
  return { state: events.length ? fold(deal, events) : null, fresh: true };
}

/** What a write tells the mirror: within its transaction what it adds, and once that is on disk, to copy it. */
export interface Copying {
  mark(tables: Tables, events: readonly Event[]): Promise<void>;
  copy(events: readonly Event[]): Promise<void>;
}

export interface Appended {
  events: Event[];
  state: DealState;
}

export interface Who {
  by: ActorId;
  role: Role;
}

/** Writes what a person did: events, row, snapshot and clock in one transaction. */
export async function append(
  db: Store, copying: Copying, clock: Clock, deal: DealKey, drafts: readonly EventDraft[], who: Who,
): Promise<Appended> {
  const data = drafts.map(plainData);
  const done = await db.within('rw', ['tail', 'segments', 'pages', 'snapshots', 'meta'], async (store) => {
    const [known, pages] = await Promise.all([stateOf(store, deal), directory(store, [deal])]);
    const state = known.state ?? emptyDeal(deal);
    const events = drafts.map((draft, i): Event => ({
      id: clock.id(), deal, by: who.by, role: who.role, at: clock.next(state.last), type: draft.type, v: 1, data: data[i],
    }));
    if (!events.length) return { events, state };
    assertUnderstood(events);
    const next = advance(state, events) ?? fold(deal, [...(await eventsOf(store, deal)), ...events]);
    const before = pages.get(deal);
    const entry: Entry = { row: rowOf(next), segments: before?.segments ?? [], tail: (before?.tail ?? 0) + events.length };
    await addToTail(store, events);
    await seal(store, entry);
    pages.set(entry);
    await Promise.all([
      pages.save(),
      store.snapshots.put({ fold: FOLD_VERSION, state: next }, deal),
      store.meta.put(clock.last, 'clock'),
      copying.mark(store, events),
    ]);
    return { events, state: next };
  });
  if (done.events.length) await copying.copy(done.events);
  return done;
}

export interface Taken {
  added: number;
  known: number;
  /** Deals that got something new. */
  deals: DealKey[];
}

/** Events from elsewhere, by deal, each id once. Throws NotebookError `bad-event` on anything that is no event. */
export function byDeal(events: readonly Event[]): { groups: Map<DealKey, Event[]>; repeated: number } {
  const groups = new Map<DealKey, Event[]>();
  // Ids rise with time, so in a group whose ids rise none can repeat; only the others have to be searched.
  const unsorted = new Set<DealKey>();
  let group: Event[] = [];
  let deal = '';
  for (const event of events) {
    const why = fault(event);
    if (why) throw new NotebookError('bad-event', why);
    if (event.deal !== deal) {
      ({ deal } = event);
      group = groups.get(deal) ?? [];
      groups.set(deal, group);
    }
    if (group.length && group[group.length - 1]!.id >= event.id) unsorted.add(deal);
    group.push(event);
  }
  let repeated = 0;
  for (const key of unsorted) {
    const all = groups.get(key)!;
    const once = new Map<string, Event>();
    for (const event of all) if (!once.has(event.id)) once.set(event.id, event);
    repeated += all.length - once.size;
    groups.set(key, [...once.values()]);
  }
  return { groups, repeated };
}

/** Merges events by id; one already there stays as it is. In transactions of up to BATCH events, each whole or not at all. */
export async function take(store: Store, copying: Copying, groups: ReadonlyMap<DealKey, Event[]>): Promise<Taken> {
  const total: Taken = { added: 0, known: 0, deals: [] };
  let batch = new Map<DealKey, Event[]>();
  let size = 0;
  const flush = async () => {
    if (!size) return;
    const part = await takeBatch(store, copying, batch);
    if (part.added) await copying.copy(part.fresh);
    total.added += part.added;
    total.known += part.known;
    total.deals.push(...part.deals);
    batch = new Map();
    size = 0;
  };
  for (const [deal, events] of groups) {
    if (size && size + events.length > BATCH) await flush();
    batch.set(deal, events);
    size += events.length;
  }
  await flush();
  return total;
}

/** @param clock last stamp of this device's clock, where the events are its own */
export function takeBatch(db: Store, copying: Copying, groups: ReadonlyMap<DealKey, Event[]>, clock?: string): Promise<Taken & { fresh: Event[] }> {
  return db.within('rw', ['tail', 'segments', 'pages', 'snapshots', 'meta'], async (store) => {
    const pages = await directory(store, [...groups.keys()]);
    const fresh = new Map<DealKey, Event[]>();
    const whole = new Map<DealKey, Event[]>();
    const old: DealKey[] = [];
    let added = 0;
    let known = 0;
    const stored = await eventsOfEach(store, [...groups.keys()].flatMap((deal) => pages.get(deal) ?? []));
    for (const [deal, events] of groups) {
      const before = stored.get(deal);
      let mine = events;
      let all = events;
      if (before) {
        const ids = new Set(before.map((event) => event.id));
        mine = events.filter((event) => !ids.has(event.id));
        all = [...before, ...mine];
        known += events.length - mine.length;
        if (!mine.length) continue;
        old.push(deal);
      }
      added += mine.length;
      fresh.set(deal, mine);
      whole.set(deal, all);
    }
    const changed = [...whole].map(([deal, all]): Entry => {
      const entry = pages.get(deal);
      return { row: rowOfEvents(deal, all), segments: entry?.segments ?? [], tail: entry?.tail ?? 0 };
    });
    // What this device writes of deals it knows joins their live tails: packed, each slice would add a row to each of them.
    const packs = (deal: DealKey): boolean => (clock === undefined ? added > FEW : !stored.has(deal));
    const [packed, live] = [changed.filter((entry) => packs(entry.row.key)), changed.filter((entry) => !packs(entry.row.key))];
    if (packed.length) {
      const where = await addPacked(store, new Map(packed.map(({ row }) => [row.key, fresh.get(row.key)!])));
      for (const entry of packed) entry.segments = [...entry.segments, ...where.get(entry.row.key)!];
    }
    if (live.length) await addToTail(store, live.flatMap(({ row }) => fresh.get(row.key)!));
    for (const entry of live) {
      entry.tail += fresh.get(entry.row.key)!.length;
      await seal(store, entry);
    }
    for (const entry of changed) pages.set(entry);
    const taken = [...fresh.values()].flat();
    await Promise.all([pages.save(), store.snapshots.bulkDelete(old), taken.length ? copying.mark(store, taken) : null, clock ? store.meta.put(clock, 'clock') : null]);
    return { added, known, deals: [...fresh.keys()], fresh: taken };
  });
}
