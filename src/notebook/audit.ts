/** Projections against the log: comparing them, and building them anew. */
import type { DealKey, Event } from '../domain/event.ts';
import { fold, FOLD_VERSION, same } from '../domain/fold.ts';
import { dealsInLog, linesBetween, linesOf, parse } from './log.ts';
import { rowOf, rowOfEvents } from './rows.ts';
import type { Store } from './store.ts';

/** Changes with FOLD_VERSION, and when a row of the list is computed in another way. */
export const ROWS_VERSION = `${FOLD_VERSION}.1`;
const BATCH_DEALS = 100;

/** A projection that is not what the log says. */
export interface Mismatch {
  deal: DealKey;
  what: 'log' | 'row' | 'snapshot';
  detail: string;
}

async function allDeals(store: Store): Promise<DealKey[]> {
  const [log, rows] = await Promise.all([dealsInLog(store), store.deals.toCollection().primaryKeys()]);
  return [...new Set([...log, ...(rows as DealKey[])])].sort();
}

function chunks(keys: readonly DealKey[]): DealKey[][] {
  const all: DealKey[][] = [];
  for (let i = 0; i < keys.length; i += BATCH_DEALS) all.push(keys.slice(i, i + BATCH_DEALS));
  return all;
}

function distinct(events: readonly Event[]): Event[] {
  return [...new Map(events.map((event) => [event.id, event])).values()];
}

/** Compares every stored projection with the fold of the log. Empty when all is well. */
export async function audit(store: Store, key?: DealKey): Promise<Mismatch[]> {
  const wrong: Mismatch[] = [];
  for (const keys of chunks(key === undefined ? await allDeals(store) : [key])) {
    await store.transaction('r', [store.tail, store.segments, store.deals, store.snapshots], async () => {
      const [lines, rows, snapshots] = await Promise.all([
        linesBetween(store, keys[0]!, keys.at(-1)!), store.deals.bulkGet(keys), store.snapshots.bulkGet(keys),
      ]);
      for (const [i, deal] of keys.entries()) {
        const events = parse(lines.get(deal) ?? []);
        const row = rows[i];
        const snapshot = snapshots[i];
        if (!events.length) {
          if (row || snapshot) wrong.push({ deal, what: 'log', detail: 'a projection without events' });
          continue;
        }
        if (distinct(events).length !== events.length) wrong.push({ deal, what: 'log', detail: 'an event stored twice' });
        const state = fold(deal, events);
        if (!same(row, rowOf(state))) wrong.push({ deal, what: 'row', detail: row ? 'differs' : 'missing' });
        if (snapshot?.fold === FOLD_VERSION && !same(snapshot.state, state)) wrong.push({ deal, what: 'snapshot', detail: 'differs' });
      }
    });
  }
  return wrong;
}

/** Builds one deal's row and snapshot anew. False when the log has nothing of it. */
async function rebuildOne(store: Store, deal: DealKey): Promise<boolean> {
  const events = parse(await linesOf(store, deal));
  if (!events.length) {
    await Promise.all([store.deals.delete(deal), store.snapshots.delete(deal)]);
    return false;
  }
  const state = fold(deal, events);
  await Promise.all([store.deals.put(rowOf(state)), store.snapshots.put({ deal, fold: FOLD_VERSION, state })]);
  return true;
}

/**
 * Builds projections anew, of one deal or of all; returns how many deals. Of all: rows now, snapshots when a deal is
 * next opened. A batch of deals per transaction, so that writing goes on beside it.
 */
export async function rebuild(store: Store, key?: DealKey): Promise<number> {
  const tables = [store.tail, store.segments, store.deals, store.snapshots, store.meta];
  if (key !== undefined) return (await store.transaction('rw', tables, () => rebuildOne(store, key))) ? 1 : 0;
  let count = 0;
  for (const keys of chunks(await allDeals(store))) {
    await store.transaction('rw', tables, async () => {
      const lines = await linesBetween(store, keys[0]!, keys.at(-1)!);
      const rows = [...lines].map(([deal, texts]) => rowOfEvents(deal, distinct(parse(texts))));
      const gone = keys.filter((deal) => !lines.has(deal));
      count += rows.length;
      await Promise.all([store.deals.bulkPut(rows), store.deals.bulkDelete(gone), store.snapshots.bulkDelete(keys)]);
    });
  }
  await store.meta.put({ k: 'rows', v: ROWS_VERSION });
  return count;
}
