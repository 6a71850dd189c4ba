/** The two ways into the log: what a person does now, and what comes from elsewhere. */
import type { ActorId, DealKey, Event, EventDraft, Role } from '../domain/event.ts';
import { advance, fold, FOLD_VERSION } from '../domain/fold.ts';
import { emptyDeal, type DealState } from '../domain/state.ts';
import { assertUnderstood, fault, plainData } from './check.ts';
import type { Clock } from './clock.ts';
import { NotebookError } from './errors.ts';
import { linesOf, pack, parse, seal } from './log.ts';
import { rowOf, rowOfEvents } from './rows.ts';
import type { Store } from './store.ts';

/** Taken events up to this number go into the tail; more are packed. */
const FEW = 200;
/** Most events that one transaction takes. */
export const BATCH = 20_000;
/** How often an append looks whether the tail is long enough to be sealed, in events. */
const LOOK_EVERY = 50;

/** The state as stored, or folded from the log where no snapshot of this fold is there. Null: no event of this deal. */
export async function stateOf(store: Store, deal: DealKey): Promise<DealState | null> {
  const snapshot = await store.snapshots.get(deal);
  if (snapshot?.fold === FOLD_VERSION) return snapshot.state;
  const lines = await linesOf(store, deal);
  return lines.length ? fold(deal, parse(lines)) : null;
}

export interface Appended {
  events: Event[];
  state: DealState;
}

/** Writes what a person did: events, row, snapshot and clock in one transaction. */
export async function append(
  store: Store, clock: Clock, deal: DealKey, drafts: readonly EventDraft[], who: { by: ActorId; role: Role },
): Promise<Appended> {
  const data = drafts.map(plainData);
  return store.transaction('rw', [store.tail, store.segments, store.deals, store.snapshots, store.meta], async () => {
    const state = (await stateOf(store, deal)) ?? emptyDeal(deal);
    const events = drafts.map((draft, i): Event => ({
      id: clock.id(), deal, by: who.by, role: who.role, at: clock.next(state.last), type: draft.type, v: 1, data: data[i],
    }));
    if (!events.length) return { events, state };
    assertUnderstood(events);
    const next = advance(state, events) ?? fold(deal, [...parse(await linesOf(store, deal)), ...events]);
    await Promise.all([
      store.tail.bulkAdd(events.map((event) => ({ deal, id: event.id, text: JSON.stringify(event) }))),
      store.deals.put(rowOf(next)),
      store.snapshots.put({ deal, fold: FOLD_VERSION, state: next }),
      store.meta.put({ k: 'clock', v: clock.last }),
    ]);
    if (Math.floor(next.count / LOOK_EVERY) > Math.floor(state.count / LOOK_EVERY)) await seal(store, deal);
    return { events, state: next };
  });
}

export interface Taken {
  added: number;
  known: number;
  /** Deals that got something new. */
  deals: DealKey[];
}

/** Events from elsewhere, by deal, each id once. Throws NotebookError `bad-event` on anything that is no event. */
export function byDeal(events: readonly Event[]): { groups: Map<DealKey, Event[]>; repeated: number } {
  const groups = new Map<DealKey, Map<string, Event>>();
  let repeated = 0;
  for (const event of events) {
    const why = fault(event);
    if (why) throw new NotebookError('bad-event', why);
    let group = groups.get(event.deal);
    if (!group) groups.set(event.deal, (group = new Map()));
    if (group.has(event.id)) repeated += 1;
    else group.set(event.id, event);
  }
  return { groups: new Map([...groups].map(([deal, group]) => [deal, [...group.values()]])), repeated };
}

/** Merges events by id; one already there stays as it is. In transactions of up to BATCH events, each whole or not at all. */
export async function take(store: Store, groups: ReadonlyMap<DealKey, Event[]>): Promise<Taken> {
  const total: Taken = { added: 0, known: 0, deals: [] };
  let batch = new Map<DealKey, Event[]>();
  let size = 0;
  const flush = async () => {
    if (!size) return;
    const part = await takeBatch(store, batch);
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

function takeBatch(store: Store, groups: ReadonlyMap<DealKey, Event[]>): Promise<Taken> {
  return store.transaction('rw', [store.tail, store.segments, store.deals, store.snapshots], async () => {
    const keys = [...groups.keys()];
    const there = await store.deals.bulkGet(keys);
    const fresh = new Map<DealKey, Event[]>();
    const old: DealKey[] = [];
    const rows = [];
    let added = 0;
    let known = 0;
    for (const [i, deal] of keys.entries()) {
      let mine = groups.get(deal)!;
      let all = mine;
      if (there[i]) {
        const before = parse(await linesOf(store, deal));
        const ids = new Set(before.map((event) => event.id));
        mine = mine.filter((event) => !ids.has(event.id));
        all = [...before, ...mine];
        known += groups.get(deal)!.length - mine.length;
        if (!mine.length) continue;
        old.push(deal);
      }
      added += mine.length;
      fresh.set(deal, mine);
      rows.push(rowOfEvents(deal, all));
    }
    const writes: PromiseLike<unknown>[] = [store.deals.bulkPut(rows)];
    if (old.length) writes.push(store.snapshots.bulkDelete(old));
    if (added > FEW) writes.push(store.segments.bulkAdd(pack(fresh)));
    else writes.push(store.tail.bulkAdd([...fresh].flatMap(([deal, events]) => events.map((e) => ({ deal, id: e.id, text: JSON.stringify(e) })))));
    await Promise.all(writes);
    if (added <= FEW) for (const deal of old) await seal(store, deal);
    return { added, known, deals: [...fresh.keys()] };
  });
}
