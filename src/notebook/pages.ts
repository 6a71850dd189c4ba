/** The directory of deals, packed in pages. Every function runs inside the caller's transaction. */
import type { DealKey } from '../domain/event.ts';
import { PAGE_DEALS, type Entry, type PageRow, type Tables } from './store.ts';

/** The pages of some deals, to be read, changed and saved together. */
export interface Directory {
  get(key: DealKey): Entry | undefined;
  set(entry: Entry): void;
  remove(key: DealKey): void;
  save(): Promise<void>;
}

function covers(page: PageRow, key: DealKey): boolean {
  return typeof page.upto !== 'string' || key <= page.upto;
}

/** Where a key stands in a page, or would. */
function place(entries: readonly Entry[], key: DealKey): number {
  let low = 0;
  let high = entries.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (entries[middle]!.row.key < key) low = middle + 1;
    else high = middle;
  }
  return low;
}

function pageFrom(store: Tables, key: DealKey): Promise<PageRow | undefined> {
  return store.pages.where(':id').aboveOrEqual(key).first();
}

export async function entryOf(store: Tables, key: DealKey): Promise<Entry | undefined> {
  const page = await pageFrom(store, key);
  const entry = page?.entries[place(page.entries, key)];
  return entry?.row.key === key ? entry : undefined;
}

/** Splits a page that grew too long into pages that have room again. */
function split(page: PageRow): PageRow[] {
  const { entries } = page;
  if (entries.length <= PAGE_DEALS) return [page];
  const parts = Math.ceil(entries.length / (PAGE_DEALS * 0.75));
  const size = Math.ceil(entries.length / parts);
  const pages: PageRow[] = [];
  for (let i = 0; i < entries.length; i += size) {
    const part = entries.slice(i, i + size);
    pages.push({ upto: i + size < entries.length ? part.at(-1)!.row.key : page.upto, entries: part });
  }
  return pages;
}

/** Loads the pages that hold, or will hold, these deals. */
export async function directory(store: Tables, keys: readonly DealKey[]): Promise<Directory> {
  const pages: PageRow[] = [];
  for (const key of [...keys].sort()) {
    const last = pages.at(-1);
    if (last && covers(last, key)) continue;
    pages.push((await pageFrom(store, key)) ?? { upto: [], entries: [] });
  }
  const changed = new Set<PageRow>();
  const pageOf = (key: DealKey): PageRow => {
    let low = 0;
    let high = pages.length - 1;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (covers(pages[middle]!, key)) high = middle;
      else low = middle + 1;
    }
    return pages[low]!;
  };
  return {
    get(key) {
      const { entries } = pageOf(key);
      const entry = entries[place(entries, key)];
      return entry?.row.key === key ? entry : undefined;
    },
    set(entry) {
      const page = pageOf(entry.row.key);
      const at = place(page.entries, entry.row.key);
      page.entries.splice(at, page.entries[at]?.row.key === entry.row.key ? 1 : 0, entry);
      changed.add(page);
    },
    remove(key) {
      const page = pageOf(key);
      const at = place(page.entries, key);
      if (page.entries[at]?.row.key !== key) return;
      page.entries.splice(at, 1);
      changed.add(page);
    },
    async save() {
      const rows = [...changed].flatMap(split);
      if (rows.length) await store.pages.bulkPut(rows, rows.map((page) => page.upto));
    },
  };
}

/** Entries in the order of keys: all, or at most `limit` of those after a key. */
export async function entries(store: Tables, after?: DealKey, limit = Infinity): Promise<Entry[]> {
  if (after === undefined && limit === Infinity) return (await store.pages.toArray()).flatMap((page) => page.entries);
  const found: Entry[] = [];
  let page = after === undefined ? await store.pages.orderBy(':id').first() : await pageFrom(store, after);
  while (page && found.length < limit) {
    for (const entry of page.entries) if (after === undefined || entry.row.key > after) found.push(entry);
    page = typeof page.upto === 'string' ? await store.pages.where(':id').above(page.upto).first() : undefined;
  }
  return found.slice(0, limit);
}
