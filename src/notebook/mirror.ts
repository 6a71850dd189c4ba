/**
 * A second copy of the log, in a storage bucket of its own, that is a database file of its own.
 *
 * Why: when Chromium is killed while it writes, the last record of its database file can stay torn. It opens that file again
 * and goes on writing behind the torn record; the next time it opens it, it takes the record for corruption and throws the
 * whole database away, without a word (seen in Chromium 156: a checksum mismatch in the middle of the LevelDB log, then
 * “Creating DB since it was missing”). So every event stands in two files, which are never written at the same moment:
 * a kill can tear one of them, and the other fills it again.
 */
import type { Event } from '../domain/event.ts';

/** `seq`: number of the last write it holds; −1 while a complete copy is being made. */
export interface Head {
  node: string;
  seq: number;
}

export interface Mirror {
  readonly head: Head | null;
  /** Adds what a write added. On disk when it resolves. */
  add(events: readonly Event[], seq: number): Promise<void>;
  /** Empties it, before a complete copy; `finish` ends that. */
  begin(node: string): Promise<void>;
  finish(seq: number): Promise<void>;
  /** Everything it holds, in parts; an id may come more than once. */
  all(): AsyncIterable<Event[]>;
  close(): void;
}

interface Buckets {
  open(name: string, options: { durability: 'strict'; persisted: boolean }): Promise<{ indexedDB: IDBFactory }>;
}

const ROWS_AT_ONCE = 200;

function done<T>(request: IDBRequest<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error ?? new Error('request failed'));
  });
}

function ended(tx: IDBTransaction): Promise<void> {
  return new Promise((resolve, reject) => {
    tx.oncomplete = () => resolve();
    tx.onabort = () => reject(tx.error ?? new Error('aborted'));
  });
}

/** The database of a bucket of its own; null where the browser has no buckets. */
async function ownFactory(): Promise<IDBFactory | null> {
  const buckets = (globalThis.navigator as { storageBuckets?: Buckets } | undefined)?.storageBuckets;
  return buckets ? (await buckets.open('stageproof-mirror', { durability: 'strict', persisted: true })).indexedDB : null;
}

/** Opens the mirror; null where there can be none: then the notebook stands alone, as it did before. */
export async function openMirror(name: string, given?: IDBFactory | null): Promise<Mirror | null> {
  if (given === null) return null;
  for (const wait of [100, 400, 1200, null]) {
    try {
      const factory = given ?? (await ownFactory());
      return factory ? await opened(factory, name) : null;
    } catch {
      // A dead browser's process can hold the lock for a moment; after that the notebook goes on alone.
      if (wait === null) return null;
      await new Promise((resolve) => setTimeout(resolve, wait));
    }
  }
  return null;
}

async function opened(factory: IDBFactory, name: string): Promise<Mirror> {
  const request = factory.open(`${name}-mirror`, 1);
  request.onupgradeneeded = () => {
    request.result.createObjectStore('log', { autoIncrement: true });
    request.result.createObjectStore('head');
  };
  const db = await done(request);
  db.onversionchange = () => db.close();
  const write = async (work: (log: IDBObjectStore, head: IDBObjectStore) => void): Promise<void> => {
    const tx = db.transaction(['log', 'head'], 'readwrite', { durability: 'strict' });
    work(tx.objectStore('log'), tx.objectStore('head'));
    await ended(tx);
  };
  let head = ((await done(db.transaction('head').objectStore('head').get('head'))) as Head | undefined) ?? null;
  const put = (store: IDBObjectStore, next: Head): void => {
    head = next;
    store.put(next, 'head');
  };
  return {
    get head() {
      return head;
    },
    add: (events, seq) => write((log, store) => {
      log.add(events);
      if (head && head.seq >= 0) put(store, { ...head, seq });
    }),
    begin: (node) => write((log, store) => {
      log.clear();
      put(store, { node, seq: -1 });
    }),
    finish: (seq) => write((_, store) => {
      if (head) put(store, { ...head, seq });
    }),
    async *all() {
      let after: IDBValidKey | null = null;
      for (;;) {
        const range: IDBKeyRange | null = after === null ? null : IDBKeyRange.lowerBound(after, true);
        const log = db.transaction('log').objectStore('log');
        const [rows, keys]: [unknown[], IDBValidKey[]] = await Promise.all([done(log.getAll(range, ROWS_AT_ONCE)), done(log.getAllKeys(range, ROWS_AT_ONCE))]);
        if (rows.length === 0) return;
        after = keys.at(-1)!;
        yield (rows as Event[][]).flat();
      }
    },
    close: () => db.close(),
  };
}
