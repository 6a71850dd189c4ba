/**
 * Results that were worked out of deals and can be worked out again: a database of its own, which may be lost at any
 * time. It is no part of the notebook, its backup or its second copy.
 */
import { Dexie, type Table } from 'dexie';
import type { DealKey } from '../domain/event.ts';

export interface ScoreStore<T extends { key: DealKey }> {
  /** Everything kept; empty where the browser keeps nothing. */
  all(): Promise<T[]>;
  put(rows: readonly T[]): Promise<void>;
}

const PART = 400;

class Database<T> extends Dexie {
  declare rows: Table<T, DealKey>;

  constructor(name: string) {
    super(name, { chromeTransactionDurability: 'relaxed', cache: 'disabled' });
    this.version(1).stores({ rows: 'key' });
  }
}

export function openScores<T extends { key: DealKey }>(name = 'stageproof-scores'): ScoreStore<T> {
  const db = new Database<T>(name);
  /** In parts: thousands of rows at once would keep the worker from its messages. */
  const all = async (): Promise<T[]> => {
    const rows: T[] = [];
    for (;;) {
      const part = await db.rows.where('key').above(rows.at(-1)?.key ?? '').limit(PART).toArray();
      for (const row of part) rows.push(row);
      if (part.length < PART) return rows;
    }
  };
  return {
    all: () => all().catch(() => []),
    put: (rows) => db.rows.bulkPut([...rows]).then(() => undefined, () => undefined),
  };
}
