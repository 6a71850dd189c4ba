/**
 * Tables of the notebook. The log is the tail and the segments; everything else can be rebuilt from it.
 *
 * IndexedDB costs are per row, so what is many stands packed: old and imported events up to SEGMENT_EVENTS in a row,
 * of one deal or of several; what lists show of deals, up to PAGE_DEALS in a row, in the order of their keys.
 * Every key is given beside its row: for a key inside the row, or an index, Chromium reads back what it has just
 * serialised, which made packed writes three times as slow (measured with Chromium 156).
 */
import { Dexie, type Table } from 'dexie';
import type { ActorId, DealKey, Event, Money, StageRef } from '../domain/event.ts';
import type { Hlc } from '../domain/hlc.ts';
import type { DealState } from '../domain/state.ts';

/** Sealed or imported events: `events[i]` are those of `deals[i]`. A deal stands in a row once. */
export interface SegmentRow {
  deals: DealKey[];
  events: Event[][];
}

/** A deal in lists: what is asked of thousands at once, and nothing else. */
export interface DealRow {
  key: DealKey;
  name: string;
  account: string;
  owner: string;
  amount: Money | null;
  closeDate: string | null;
  stage: StageRef | null;
  method: { id: string; version: string } | null;
  /** Method stage chosen by hand. */
  placed: string | null;
  /** Stage moves seen afterwards that nobody explained yet. */
  unexplained: number;
  notes: number;
  /** How many of the notes each person wrote or read. */
  seen: [ActorId, number][];
  first: Hlc | '';
  last: Hlc | '';
  count: number;
}

/** What the notebook keeps of a deal beside its log: where its events are, and its row of the list. */
export interface Entry {
  row: DealRow;
  /** Numbers of the segments that hold its events. */
  segments: number[];
  /** How many are in the tail. */
  tail: number;
}

/** Entries in the order of keys. `upto`: no key of this page is greater, and none of the next page is not; [] on the last one. */
export interface PageRow {
  upto: DealKey | [];
  entries: Entry[];
}

export interface SnapshotRow {
  fold: number;
  state: DealState;
}

/**
 * `node`: this device in stamps; `clock`: its last stamp; `rows`: how the rows of the list were computed; `seq`: number of the
 * last write; `pending`: its events as JSON, for the mirror; `behind`: the mirror misses something and is to be copied anew.
 */
export type MetaKey = 'node' | 'clock' | 'rows' | 'seq' | 'pending' | 'behind';

/** Most events in one segment row. */
export const SEGMENT_EVENTS = 500;
/** A deal's tail of this many rows is sealed into a segment. */
export const SEAL_AT = 250;
/** Most deals in one page. */
export const PAGE_DEALS = 48;

/**
 * The tables, as a transaction gives them. What runs inside a transaction takes them from it, never from the store:
 * these fail when the transaction is over, where the store's would quietly begin another one.
 */
export type Tables = Pick<Store, 'tail' | 'segments' | 'pages' | 'snapshots' | 'meta'>;

const SCHEMA = 1;

export class Store extends Dexie {
  /** A deal's live tail, by deal and id. */
  declare tail: Table<Event, [DealKey, string]>;
  declare segments: Table<SegmentRow, number>;
  declare pages: Table<PageRow, DealKey | []>;
  declare snapshots: Table<SnapshotRow, DealKey>;
  declare meta: Table<string, MetaKey>;

  constructor(name: string) {
    super(name, { chromeTransactionDurability: 'strict', cache: 'disabled' });
    this.version(SCHEMA).stores({
      tail: '',
      segments: '++',
      pages: '',
      snapshots: '',
      meta: '',
    });
  }

  /**
   * One transaction over some tables: all of `work` or nothing of it. Always one of its own ('!'): Dexie would make a call
   * that runs beside another a part of that one's transaction, and resolve it before anything is on disk.
   */
  within<T>(mode: 'r' | 'rw', names: (keyof Tables)[], work: (tables: Tables) => PromiseLike<T>): Promise<T> {
    return Dexie.ignoreTransaction(() => this.transaction(`${mode}!`, names, (tx) => work(tx as unknown as Tables))) as unknown as Promise<T>;
  }

  /**
   * Whether a newer build made this database. Dexie would open it all the same, and add what it misses.
   * IndexedDB's version is ten times Dexie's.
   */
  async isNewer(): Promise<boolean> {
    const all = (await Dexie.dependencies.indexedDB?.databases?.()) ?? [];
    return (all.find((one) => one.name === this.name)?.version ?? 0) >= (SCHEMA + 1) * 10;
  }
}
