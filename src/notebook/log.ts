/** Reading and writing events in their packed form. Every function runs inside the caller's transaction. */
import type { DealKey, Event } from '../domain/event.ts';
import { SEAL_AT, SEGMENT_CHARS, SEGMENT_EVENTS, type SegmentRow, type Store, type TailRow } from './store.ts';

const LAST = '\uffff';

/** A deal's events as texts of JSON lines. */
export type Lines = string[];

export function parse(texts: Lines): Event[] {
  const whole = texts.join('\n');
  return whole === '' ? [] : (JSON.parse(`[${whole.replaceAll('\n', ',')}]`) as Event[]);
}

export function tailOf(store: Store, deal: DealKey): Promise<TailRow[]> {
  return store.tail.where('[deal+id]').between([deal, ''], [deal, LAST]).toArray() as Promise<TailRow[]>;
}

/** All a deal has, in the order in which it was stored. */
export async function linesOf(store: Store, deal: DealKey): Promise<Lines> {
  const [segments, tail] = await Promise.all([
    store.segments.where('deals').equals(deal).toArray(),
    tailOf(store, deal),
  ]);
  const texts = segments.map((row) => row.texts[row.deals.indexOf(deal)]!);
  if (tail.length) texts.push(tail.map((row) => row.text).join('\n'));
  return texts;
}

/** The same for the deals between two keys (inclusive), reading each segment row once. */
export async function linesBetween(store: Store, from: DealKey, to: DealKey): Promise<Map<DealKey, Lines>> {
  const [numbers, tail] = await Promise.all([
    store.segments.where('deals').between(from, to, true, true).primaryKeys(),
    store.tail.where('[deal+id]').between([from, ''], [to, LAST]).toArray(),
  ]);
  const found = new Map<DealKey, Lines>();
  const add = (deal: DealKey, text: string) => {
    const lines = found.get(deal);
    if (lines) lines.push(text);
    else found.set(deal, [text]);
  };
  for (const row of await store.segments.bulkGet([...new Set(numbers)])) {
    row?.deals.forEach((deal, i) => {
      if (deal >= from && deal <= to) add(deal, row.texts[i]!);
    });
  }
  for (const row of tail) add(row.deal, row.text);
  return found;
}

/** Every deal that the log knows, in the order of keys. */
export async function dealsInLog(store: Store): Promise<DealKey[]> {
  const all = new Set((await store.segments.orderBy('deals').uniqueKeys()) as DealKey[]);
  let after: DealKey | undefined;
  for (;;) {
    const range = after === undefined ? store.tail.orderBy(':id') : store.tail.where('[deal+id]').above([after, LAST]);
    const [key] = await range.limit(1).primaryKeys();
    if (!key) break;
    after = key[0];
    all.add(after);
  }
  return [...all].sort();
}

/** Packs events by deal into segment rows: deals in the order of their keys, so that neighbours share rows. */
export function pack(byDeal: ReadonlyMap<DealKey, readonly Event[]>): SegmentRow[] {
  const rows: SegmentRow[] = [];
  let row: SegmentRow = { deals: [], texts: [] };
  let events = 0;
  let chars = 0;
  const close = () => {
    if (row.deals.length) rows.push(row);
    row = { deals: [], texts: [] };
    events = chars = 0;
  };
  for (const deal of [...byDeal.keys()].sort()) {
    let lines: string[] = [];
    const flush = () => {
      if (!lines.length) return;
      row.deals.push(deal);
      row.texts.push(lines.join('\n'));
      lines = [];
    };
    for (const event of byDeal.get(deal)!) {
      const line = JSON.stringify(event);
      if (events > 0 && (events >= SEGMENT_EVENTS || chars + line.length > SEGMENT_CHARS)) {
        flush();
        close();
      }
      lines.push(line);
      events += 1;
      chars += line.length;
    }
    flush();
  }
  close();
  return rows;
}

/** Moves a long tail into a segment. */
export async function seal(store: Store, deal: DealKey): Promise<void> {
  const range = () => store.tail.where('[deal+id]').between([deal, ''], [deal, LAST]);
  if ((await range().count()) < SEAL_AT) return;
  const tail = await range().toArray();
  await store.segments.bulkAdd(pack(new Map([[deal, parse(tail.map((row) => row.text))]])));
  await range().delete();
}
