/**
 * The notebook: every deal's events and what is computed from them, in IndexedDB of the extension's origin.
 * The worker opens it, once, and is its only writer.
 */
import type { ActorId, DealKey, Event, EventDraft, Role } from '../domain/event.ts';
import { FOLD_VERSION } from '../domain/fold.ts';
import type { Hlc } from '../domain/hlc.ts';
import type { DealState } from '../domain/state.ts';
import { audit, rebuild, ROWS_VERSION, type Mismatch } from './audit.ts';
import { backup } from './backup.ts';
import { makeClock, newNode, type Clock } from './clock.ts';
import { NotebookError, named } from './errors.ts';
import { eventsOf } from './log.ts';
import { appendMany, statesOf, type DealDrafts } from './many.ts';
import { openMirror, type Mirror } from './mirror.ts';
import { entries, entryOf } from './pages.ts';
import { restore, type Restored } from './restore.ts';
import { Store, type DealRow } from './store.ts';
import { twinOf } from './twin.ts';
import { append, byDeal, stateOf, take, type Copying, type Taken } from './write.ts';

export { BackupError, NotebookError, type BackupTrouble, type NotebookTrouble } from './errors.ts';
export { unreadIn } from './rows.ts';
export type { DealDrafts } from './many.ts';
export type { Mismatch } from './audit.ts';
export type { BackupFooter, BackupHeader } from './backup.ts';
export type { Restored } from './restore.ts';
export type { DealRow } from './store.ts';
export type { Taken } from './write.ts';

export interface NotebookOptions {
  /** Name of the database; 'stageproof' by default. */
  name?: string;
  /** Wall clock in ms since 1970. */
  now?: () => number;
  /** Random bytes. */
  random?: (n: number) => Uint8Array;
  /** Where the second copy of the log stands; null: nowhere. By default a storage bucket of its own, where the browser has them. */
  mirror?: IDBFactory | null;
}

/** Where the user denies storage, Chromium may leave a bucket's opening without an answer. */
const MIRROR_WITHIN = 4_000;

function soon(opening: Promise<Mirror | null>): Promise<Mirror | null> {
  let late = false;
  const given = opening.then((mirror) => {
    if (late) mirror?.close();
    return mirror;
  });
  return Promise.race([given, new Promise<null>((resolve) => {
    setTimeout(() => {
      late = true;
      resolve(null);
    }, MIRROR_WITHIN);
  })]);
}

const NO_COPY: Copying = { mark: async () => undefined, copy: async () => undefined };

/** Every method rejects with NotebookError (see its codes) when the database does not answer. */
export interface Notebook {
  /** This device in stamps: 8 hex digits, kept in the database. */
  readonly node: string;
  /** How many events came back from the second copy when it was opened, because the browser had thrown the database away. */
  readonly recovered: number;
  /** A stamp later than all before, also when the wall clock was set back. */
  stamp(): Hlc;
  newId(): string;
  /**
   * Writes what a person did. Resolves when the events and the deal's projections are on disk.
   * Rejects with `bad-event` (a draft of the wrong shape) or `disk-full`; then nothing of it was written.
   */
  append(deal: DealKey, drafts: readonly EventDraft[], who: { by: ActorId; role: Role }): Promise<{ events: Event[]; state: DealState }>;
  /** The same for several deals, in one transaction: for slices of a pipeline. Returns the events. */
  appendMany(all: readonly DealDrafts[], who: { by: ActorId; role: Role }): Promise<Event[]>;
  /**
   * Merges events from elsewhere by id; an id already known is left as it is. Rejects with `bad-event` before any write.
   * More than 20,000 go in several transactions, whole deals in each.
   */
  take(events: readonly Event[]): Promise<Taken>;
  /** A deal's state; null when nothing is known of it. */
  deal(key: DealKey): Promise<DealState | null>;
  /** States of those of the deals that are known. */
  states(keys: readonly DealKey[]): Promise<Map<DealKey, DealState>>;
  /** A deal's events, in the order in which they were stored. */
  events(key: DealKey): Promise<Event[]>;
  /** Rows in the order of keys: all, or at most `limit` of those after a key. */
  list(page?: { after?: DealKey; limit?: number }): Promise<DealRow[]>;
  /** Builds projections anew; returns how many deals. */
  rebuild(key?: DealKey): Promise<number>;
  /** Projections that are not what the log says. */
  audit(key?: DealKey): Promise<Mismatch[]>;
  /** The log as a gzipped file (see backup.ts), whole or of one deal. */
  backup(o?: { deal?: DealKey }): AsyncIterable<Uint8Array>;
  /**
   * Merges a backup, gzipped or not. Rejects with BackupError (code, line, detail); then nothing was written. When the disk
   * fills half-way, whole deals of the file are in, and restoring it again adds the rest.
   */
  restore(chunks: AsyncIterable<Uint8Array> | Iterable<Uint8Array>, o?: { dry?: boolean }): Promise<Restored>;
  /** Bytes this extension keeps, and how many it may; null when the browser does not say. */
  usage(): Promise<{ used: number; quota: number | null }>;
  close(): void;
  /** Calls back on every trouble that a call met or the browser announced. Returns a function that ends it. */
  onTrouble(fn: (error: NotebookError) => void): () => void;
}

/**
 * Pauses in ms before the database is tried again. After a crash the dead browser's storage process can hold its lock
 * for a moment longer, and opening fails until it is gone (seen in Chromium 156).
 */
const RETRIES = [100, 300, 800, 1500, 2500];

/** Opens the notebook, making it at first. Rejects with NotebookError: database-denied, database-broken, newer-database, disk-full. */
export async function openNotebook(o: NotebookOptions = {}): Promise<Notebook> {
  const now = o.now ?? Date.now;
  const random = o.random ?? ((n: number) => crypto.getRandomValues(new Uint8Array(n)));
  const store = new Store(o.name ?? 'stageproof');
  const listeners = new Set<(error: NotebookError) => void>();
  let gone: NotebookError | null = null;
  /** A trouble of the opening itself, for whoever listens first. */
  let early: NotebookError | null = null;
  const report = (error: Error): Error => {
    if (error instanceof NotebookError && error.code !== 'bad-event') for (const listener of listeners) listener(error);
    return error;
  };
  store.on('versionchange', () => {
    gone = new NotebookError('newer-database', 'a newer build is upgrading the database');
    store.close();
    report(gone);
    return false;
  });
  store.on('close', () => {
    if (!gone) report(new NotebookError('database-broken', 'the browser closed the database'));
  });

  const connect = async () => {
    for (const wait of [...RETRIES, null]) {
      try {
        if (await store.isNewer()) throw new NotebookError('newer-database', 'made by a newer build');
        await store.open();
        return;
      } catch (error) {
        const why = named(error, true) as NotebookError;
        if (wait === null || gone || why.code !== 'database-broken') throw why;
        await new Promise((resolve) => setTimeout(resolve, wait));
      }
    }
  };

  let clock: Clock;
  let rowsStale = false;
  let fresh = false;
  const opening = openMirror(o.name ?? 'stageproof', o.mirror);
  const mirror = soon(opening);
  try {
    await connect();
    // Only a notebook that has just been made waits for the second copy; every other one opens at once.
    const before = await store.meta.get('node');
    const head = before === undefined ? (await mirror)?.head : null;
    ({ clock, rowsStale, fresh } = await store.within('rw', ['meta'], async (tables) => {
      const [node, last, rows] = await tables.meta.bulkGet(['node', 'clock', 'rows']);
      const id = node ?? head?.node ?? newNode(random);
      if (node === undefined) await tables.meta.bulkPut([id, ROWS_VERSION], ['node', 'rows']);
      return {
        clock: makeClock(id, last ?? '', now, random),
        rowsStale: rows !== undefined && rows !== ROWS_VERSION,
        fresh: node === undefined,
      };
    }));
  } catch (error) {
    const why = named(error, true) as NotebookError;
    gone = why;
    void mirror.then((copy) => copy?.close());
    store.close();
    throw why;
  }
  const twin = twinOf(store, mirror, clock.node);
  // First in the queue of writes: what is written waits until the two files have met.
  const meeting = twin.inTurn(() => twin.meet(fresh, async (events) => {
    for (const event of events) clock.next(event.at);
    await take(store, NO_COPY, byDeal(events).groups);
  })).catch((error: unknown) => {
    early = named(error) as NotebookError;
    return 0;
  });
  const recovered = fresh ? await meeting : 0;

  const run = async <T>(work: () => PromiseLike<T>): Promise<T> => {
    try {
      if (gone) throw gone;
      if (!store.isOpen()) await connect();
      return await work();
    } catch (error) {
      throw report(gone ?? named(error));
    }
  };

  const stored = (key: DealKey) => store.within('r', ['tail', 'segments', 'pages'], (tables) => eventsOf(tables, key));

  /** For a write that nobody waits for. */
  const unheard = (error: unknown) => {
    if (!gone) report(named(error));
  };

  /** Stores a state that was folded, unless the deal has moved on meanwhile. It only saves time: nobody waits for it. */
  const keep = (key: DealKey, state: DealState) => {
    twin.inTurn(() => store.within('rw', ['pages', 'snapshots'], async (tables) => {
      const row = (await entryOf(tables, key))?.row;
      if (row?.count === state.count && row.last === state.last) await tables.snapshots.put({ fold: FOLD_VERSION, state }, key);
    })).catch(unheard);
  };

  const deal = async (key: DealKey): Promise<DealState | null> => {
    const { state, fresh } = await store.within('r', ['tail', 'segments', 'pages', 'snapshots'], (tables) => stateOf(tables, key));
    if (state && fresh) keep(key, state);
    return state;
  };

  return {
    node: clock.node,
    recovered,
    stamp() {
      const stamp = clock.next();
      twin.inTurn(async () => store.meta.put(stamp, 'clock')).catch(unheard);
      return stamp;
    },
    newId: () => clock.id(),
    append: (key, drafts, who) => run(() => twin.inTurn(() => append(store, twin, clock, key, drafts, who))),
    appendMany: (all, who) => run(() => twin.inTurn(() => appendMany(store, twin, clock, all, who))),
    take: (events) => run(async () => {
      const { groups, repeated } = byDeal(events);
      const taken = await twin.inTurn(() => take(store, twin, groups));
      return { ...taken, known: taken.known + repeated };
    }),
    deal: (key) => run(() => deal(key)),
    states: (keys) => run(() => statesOf(store, keys)),
    events: (key) => run(() => stored(key)),
    list: (page = {}) => run(async () => {
      if (rowsStale) await twin.inTurn(() => rebuild(store));
      rowsStale = false;
      return (await store.within('r', ['pages'], (tables) => entries(tables, page.after, page.limit))).map((entry) => entry.row);
    }),
    rebuild: (key) => run(() => twin.inTurn(() => rebuild(store, key))),
    audit: (key) => run(() => audit(store, key)),
    backup: (options = {}) => backup(store, new Date(now()).toISOString(), options.deal),
    restore: (chunks, options = {}) => run(() => twin.inTurn(() => restore(store, twin, chunks, options.dry === true))),
    async usage() {
      const { usage, quota } = (await globalThis.navigator?.storage?.estimate?.()) ?? {};
      return { used: usage ?? 0, quota: quota ?? null };
    },
    close() {
      gone = new NotebookError('database-broken', 'the notebook was closed');
      twin.close();
      store.close();
    },
    onTrouble(fn) {
      listeners.add(fn);
      if (early) fn(early);
      early = null;
      return () => listeners.delete(fn);
    },
  };
}
