/**
 * Tables of the notebook. The log is the tail and the segments; everything else can be rebuilt from it.
 *
 * IndexedDB costs are per row, so old and imported events stand packed: up to SEGMENT_EVENTS of them in a row, of one
 * deal or of several, each deal's as one text of JSON lines. The index over `deals` finds the rows of a deal.
 */
import { Dexie, type Table } from 'dexie';
import type { ActorId, DealKey, Money, StageRef } from '../domain/event.ts';
import type { Hlc } from '../domain/hlc.ts';
import type { DealState } from '../domain/state.ts';

/** An event of a deal's live tail; `text` is the event as JSON. */
export interface TailRow {
  deal: DealKey;
  id: string;
  text: string;
}

/** Sealed or imported events: `texts[i]` holds those of `deals[i]`, a JSON event per line. A deal stands in a row once. */
export interface SegmentRow {
  n?: number;
  deals: DealKey[];
  texts: string[];
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

export interface SnapshotRow {
  deal: DealKey;
  fold: number;
  state: DealState;
}

export interface MetaRow {
  k: 'node' | 'clock' | 'rows';
  v: string | number;
}

/** Most events in one segment row, and most characters before a new row is begun. */
export const SEGMENT_EVENTS = 500;
export const SEGMENT_CHARS = 400_000;
/** A deal's tail of this many rows is sealed into a segment. */
export const SEAL_AT = 250;

const SCHEMA = 1;

export class Store extends Dexie {
  declare tail: Table<TailRow, [DealKey, string]>;
  declare segments: Table<SegmentRow, number>;
  declare deals: Table<DealRow, DealKey>;
  declare snapshots: Table<SnapshotRow, DealKey>;
  declare meta: Table<MetaRow, string>;

  constructor(name: string) {
    super(name, { chromeTransactionDurability: 'strict', cache: 'disabled' });
    this.version(SCHEMA).stores({
      tail: '[deal+id]',
      segments: '++n,*deals',
      deals: 'key',
      snapshots: 'deal',
      meta: 'k',
    });
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
