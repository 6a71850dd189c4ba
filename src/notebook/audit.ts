/** What is computed against the log: comparing it, and building it anew. */
import type { DealKey, Event } from '../domain/event.ts';
import { fold, FOLD_VERSION, same } from '../domain/fold.ts';
import { eventsOf, eventsOfMany } from './log.ts';
import { directory, entries, entryOf } from './pages.ts';
import { rowOf, rowOfEvents } from './rows.ts';
import type { Entry, Store, Tables } from './store.ts';

/** Changes with FOLD_VERSION, and when a row of the list is computed in another way. */
export const ROWS_VERSION = `${FOLD_VERSION}.1`;
const BATCH_DEALS = 100;
const BATCH_SEGMENTS = 40;

/** Something computed that is not what the log says. */
export interface Mismatch {
  deal: DealKey;
  what: 'log' | 'row' | 'snapshot';
  detail: string;
}

const ALL: (keyof Tables)[] = ['tail', 'segments', 'pages', 'snapshots', 'meta'];

function distinct(events: readonly Event[]): Event[] {
  return [...new Map(events.map((event) => [event.id, event])).values()];
}

/** Where each deal's events are, found by reading the whole log; `each` gets every segment's part as it is read. */
async function survey(store: Tables, each: (deal: DealKey, events: Event[]) => void): Promise<Map<DealKey, Pick<Entry, 'segments' | 'tail'>>> {
  const found = new Map<DealKey, Pick<Entry, 'segments' | 'tail'>>();
  const of = (deal: DealKey) => {
    let place = found.get(deal);
    if (!place) found.set(deal, (place = { segments: [], tail: 0 }));
    return place;
  };
  for (const key of await store.tail.toCollection().primaryKeys()) of(key[0]).tail += 1;
  const numbers = await store.segments.toCollection().primaryKeys();
  for (let at = 0; at < numbers.length; at += BATCH_SEGMENTS) {
    const part = numbers.slice(at, at + BATCH_SEGMENTS);
    for (const [i, row] of (await store.segments.bulkGet(part)).entries()) {
      row?.deals.forEach((deal, k) => {
        of(deal).segments.push(part[i]!);
        each(deal, row.events[k]!);
      });
    }
  }
  return found;
}

async function auditEntries(store: Tables, part: readonly Entry[]): Promise<Mismatch[]> {
  const wrong: Mismatch[] = [];
  const [byDeal, snapshots] = await Promise.all([eventsOfMany(store, part), store.snapshots.bulkGet(part.map((entry) => entry.row.key))]);
  for (const [i, { row }] of part.entries()) {
    const deal = row.key;
    const events = byDeal.get(deal)!;
    const snapshot = snapshots[i];
    if (!events.length) {
      wrong.push({ deal, what: 'log', detail: 'a row without events' });
      continue;
    }
    if (distinct(events).length !== events.length) wrong.push({ deal, what: 'log', detail: 'an event stored twice' });
    const state = fold(deal, events);
    if (!same(row, rowOf(state))) wrong.push({ deal, what: 'row', detail: 'differs' });
    if (snapshot?.fold === FOLD_VERSION && !same(snapshot.state, state)) wrong.push({ deal, what: 'snapshot', detail: 'differs' });
  }
  return wrong;
}

/** Compares one deal, or the whole store, with the log. Empty when all is well. */
export async function audit(db: Store, key?: DealKey): Promise<Mismatch[]> {
  return db.within('r', ALL, async (store) => {
    if (key !== undefined) {
      const entry = await entryOf(store, key);
      return entry ? auditEntries(store, [entry]) : [];
    }
    const wrong: Mismatch[] = [];
    const all = await entries(store);
    const log = await survey(store, () => undefined);
    for (const { row, segments, tail } of all) {
      const there = log.get(row.key);
      if (there && (!same(there.segments, [...segments].sort((a, b) => a - b)) || there.tail !== tail)) {
        wrong.push({ deal: row.key, what: 'log', detail: 'events where its entry does not look' });
      }
      log.delete(row.key);
    }
    for (const deal of log.keys()) wrong.push({ deal, what: 'row', detail: 'missing' });
    for (const deal of (await store.snapshots.toCollection().primaryKeys()) as DealKey[]) {
      if (!all.some((entry) => entry.row.key === deal)) wrong.push({ deal, what: 'snapshot', detail: 'of no deal' });
    }
    for (let i = 0; i < all.length; i += BATCH_DEALS) wrong.push(...(await auditEntries(store, all.slice(i, i + BATCH_DEALS))));
    return wrong;
  });
}

/**
 * Builds what is computed anew, for one deal or for all; returns how many deals. For all: the directory and its rows from
 * one reading of the log, in one transaction; snapshots when a deal is next opened.
 */
export async function rebuild(db: Store, key?: DealKey): Promise<number> {
  return db.within('rw', ALL, async (store) => {
    if (key !== undefined) {
      const pages = await directory(store, [key]);
      const entry = pages.get(key);
      const events = distinct(entry ? await eventsOf(store, key, entry) : []);
      if (!entry || !events.length) {
        pages.remove(key);
        await Promise.all([pages.save(), store.snapshots.delete(key)]);
        return 0;
      }
      const state = fold(key, events);
      pages.set({ ...entry, row: rowOf(state) });
      await Promise.all([pages.save(), store.snapshots.put({ fold: FOLD_VERSION, state }, key)]);
      return 1;
    }
    // Most deals stand in one segment: their row is computed as it passes by. The others are read again, whole.
    const rows = new Map<DealKey, Entry['row']>();
    const log = await survey(store, (deal, events) => {
      if (!rows.has(deal)) rows.set(deal, rowOfEvents(deal, distinct(events)));
    });
    await Promise.all([store.pages.clear(), store.snapshots.clear()]);
    const pages = await directory(store, [...log.keys()]);
    for (const [deal, place] of log) {
      const passed = place.tail === 0 && place.segments.length === 1 ? rows.get(deal) : undefined;
      const entry: Entry = { ...place, row: passed ?? rowOfEvents(deal, []) };
      if (!passed) entry.row = rowOfEvents(deal, distinct(await eventsOf(store, deal, entry)));
      pages.set(entry);
    }
    await Promise.all([pages.save(), store.meta.put(ROWS_VERSION, 'rows')]);
    return log.size;
  });
}
