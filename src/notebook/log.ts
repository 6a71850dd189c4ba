/** Reading and writing events. Every function runs inside the caller's transaction. */
import type { IndexableTypeArrayReadonly } from 'dexie';
import type { DealKey, Event } from '../domain/event.ts';
import { entryOf } from './pages.ts';
import { SEAL_AT, SEGMENT_EVENTS, type Entry, type SegmentRow, type Tables } from './store.ts';

function tail(store: Tables, from: DealKey, to: DealKey) {
  return store.tail.where(':id').between([from, ''], [to, []]);
}

function partOf(row: SegmentRow | undefined, deal: DealKey): Event[] {
  return row?.events[row.deals.indexOf(deal)] ?? [];
}

/** All events of a deal, in the order in which they were stored. `entry`: its entry, where the caller has it. */
export async function eventsOf(store: Tables, deal: DealKey, entry?: Entry): Promise<Event[]> {
  const known = entry ?? (await entryOf(store, deal));
  if (!known) return [];
  const [segments, live] = await Promise.all([
    store.segments.bulkGet(known.segments),
    known.tail ? tail(store, deal, deal).toArray() : [],
  ]);
  return [...segments.flatMap((row) => partOf(row, deal)), ...live];
}

/** The same for neighbouring deals (entries in the order of keys), reading each segment once. */
export async function eventsOfMany(store: Tables, entries: readonly Entry[]): Promise<Map<DealKey, Event[]>> {
  const found = new Map(entries.map((entry) => [entry.row.key, [] as Event[]]));
  if (!entries.length) return found;
  const numbers = [...new Set(entries.flatMap((entry) => entry.segments))].sort((a, b) => a - b);
  const [segments, live] = await Promise.all([
    store.segments.bulkGet(numbers),
    entries.some((entry) => entry.tail) ? tail(store, entries[0]!.row.key, entries.at(-1)!.row.key).toArray() : [],
  ]);
  for (const row of segments) row?.deals.forEach((deal, i) => found.get(deal)?.push(...row.events[i]!));
  for (const event of live) found.get(event.deal)?.push(event);
  return found;
}

/** The same for any deals: each segment once, a live tail only where there is one. */
export async function eventsOfEach(store: Tables, entries: readonly Entry[]): Promise<Map<DealKey, Event[]>> {
  const found = new Map(entries.map((entry) => [entry.row.key, [] as Event[]]));
  const live = entries.filter((entry) => entry.tail);
  const [segments, ...tails] = await Promise.all([
    store.segments.bulkGet([...new Set(entries.flatMap((entry) => entry.segments))].sort((a, b) => a - b)),
    ...live.map(({ row }) => tail(store, row.key, row.key).toArray()),
  ]);
  for (const row of segments) row?.deals.forEach((deal, i) => found.get(deal)?.push(...row.events[i]!));
  live.forEach(({ row }, i) => found.get(row.key)!.push(...tails[i]!));
  return found;
}

export function addToTail(store: Tables, events: readonly Event[]): PromiseLike<unknown> {
  const keys = events.map((event) => [event.deal, event.id]);
  // Dexie's types know no array among given keys; IndexedDB and Dexie itself do.
  return store.tail.bulkAdd(events, keys as unknown as IndexableTypeArrayReadonly);
}

/** Adds events in packed rows, deals in the order of their keys; returns the numbers of each deal's rows. */
export async function addPacked(store: Tables, byDeal: ReadonlyMap<DealKey, readonly Event[]>): Promise<Map<DealKey, number[]>> {
  const rows: SegmentRow[] = [];
  let row: SegmentRow = { deals: [], events: [] };
  let room = SEGMENT_EVENTS;
  for (const deal of [...byDeal.keys()].sort()) {
    const events = byDeal.get(deal)!;
    for (let at = 0; at < events.length;) {
      const part = events.slice(at, at + room);
      row.deals.push(deal);
      row.events.push(part);
      at += part.length;
      room -= part.length;
      if (room > 0) continue;
      rows.push(row);
      row = { deals: [], events: [] };
      room = SEGMENT_EVENTS;
    }
  }
  if (row.deals.length) rows.push(row);
  const numbers = await store.segments.bulkAdd(rows, { allKeys: true });
  const where = new Map<DealKey, number[]>();
  rows.forEach(({ deals }, i) => {
    for (const deal of deals) where.set(deal, [...(where.get(deal) ?? []), numbers[i]!]);
  });
  return where;
}

/** Moves a long tail into a segment; the caller saves the entry. */
export async function seal(store: Tables, entry: Entry): Promise<void> {
  if (entry.tail < SEAL_AT) return;
  const deal = entry.row.key;
  const where = await addPacked(store, new Map([[deal, await tail(store, deal, deal).toArray()]]));
  await tail(store, deal, deal).delete();
  entry.segments = [...entry.segments, ...where.get(deal)!];
  entry.tail = 0;
}
