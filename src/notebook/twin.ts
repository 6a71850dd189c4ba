/** Keeps the notebook and its mirror together: what one of them lost is filled from the other when the notebook is opened. */
import type { Event } from '../domain/event.ts';
import type { Head, Mirror } from './mirror.ts';
import type { Store, Tables } from './store.ts';
import type { Copying } from './write.ts';

/** Writes of up to this many events stand in both files before they are acknowledged; a larger one is copied when it is quiet. */
const AT_ONCE = 2_000;
/** Up to this many are kept beside the log until the mirror has them, so that a kill between the two leaves no gap. */
const PENDING = 500;
const QUIET_MS = 3_000;
const SEGMENTS_AT_ONCE = 40;

export interface Twin extends Copying {
  /** Runs writes one after another, so that never two database files are written at the same moment. */
  inTurn<T>(work: () => Promise<T>): Promise<T>;
  /** Brings the two together. Returns how many events the notebook got back from the mirror. */
  meet(fresh: boolean, take: (events: Event[]) => Promise<unknown>): Promise<number>;
  close(): void;
}

/** @param node this device, as the notebook knows it */
export function twinOf(store: Store, mirror: Promise<Mirror | null>, node: string): Twin {
  let live: Mirror | null = null;
  let turn: Promise<unknown> = Promise.resolve();
  let seq = 0;
  let behind = false;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let closed = false;

  const inTurn = <T>(work: () => Promise<T>): Promise<T> => {
    const next = turn.then(work, work);
    turn = next.catch(() => undefined);
    return next;
  };
  /** The mirror failed: the notebook goes on alone, and the next start makes a complete copy. */
  const alone = (): void => {
    live?.close();
    live = null;
    void store.meta.put('1', 'behind').catch(() => undefined);
  };
  const later = (): void => {
    clearTimeout(timer);
    if (!closed && live) timer = setTimeout(() => void copyAll(), QUIET_MS);
  };

  /** A complete copy, in parts that let other writes pass between them; those stand in it too. */
  const copyAll = async (): Promise<void> => {
    try {
      await inTurn(async () => live?.begin(node));
      let after: unknown = null;
      for (;;) {
        if (!live || closed) return;
        const keys = await (after === null ? store.segments.toCollection() : store.segments.where(':id').above(after as number)).limit(SEGMENTS_AT_ONCE).primaryKeys();
        if (keys.length === 0) break;
        after = keys.at(-1);
        const rows = await store.segments.bulkGet(keys);
        await inTurn(async () => live?.add(rows.flatMap((row) => row?.events.flat() ?? []), seq));
      }
      // The tail is read in one go with the end, so that nothing is sealed away from under it.
      await inTurn(async () => {
        const tail = await store.tail.toArray();
        if (tail.length > 0) await live?.add(tail, seq);
        await live?.finish(seq);
        await store.within('rw', ['meta'], (tables) => tables.meta.delete('behind'));
        behind = false;
      });
    } catch {
      if (!closed) alone();
    }
  };

  return {
    inTurn,
    async mark(tables: Tables, events: readonly Event[]) {
      const next = seq + 1;
      await tables.meta.bulkPut([String(next), events.length <= PENDING ? JSON.stringify(events) : ''], ['seq', 'pending']);
      if (events.length > AT_ONCE) await tables.meta.put('1', 'behind');
    },
    async copy(events: readonly Event[]) {
      seq += 1;
      if (!live) return;
      if (events.length > AT_ONCE || behind) {
        behind = true;
        later();
        if (events.length > AT_ONCE) return;
      }
      try {
        await live.add(events, seq);
      } catch {
        alone();
      }
    },
    async meet(fresh, take) {
      live = await mirror;
      if (closed) {
        live?.close();
        return 0;
      }
      const [kept, pending, late] = await store.meta.bulkGet(['seq', 'pending', 'behind']);
      seq = Number(kept ?? 0);
      const head: Head | null = live?.head ?? null;
      if (!live) return 0;
      let back = 0;
      if (fresh && head) {
        for await (const events of live.all()) {
          back += events.length;
          await take(events);
        }
        seq = Math.max(seq, head.seq);
        await store.within('rw', ['meta'], (tables) => tables.meta.put(String(seq), 'seq'));
        if (head.seq < 0) behind = true;
      } else if (!head || head.node !== node || head.seq < 0 || late !== undefined) {
        behind = true;
        // Another device's name: the notebook was begun without this mirror. What it holds is merged before it is made anew.
        if (head && head.node !== node) for await (const events of live.all()) await take(events);
        if (!head || head.node !== node) await live.begin(node);
      } else if (head.seq === seq - 1 && pending) {
        await live.add(JSON.parse(pending) as Event[], seq);
      } else if (head.seq !== seq) {
        // The mirror is ahead, or misses more than the last write: what it has is merged, then it is copied anew.
        for await (const events of live.all()) await take(events);
        behind = true;
      }
      if (behind) {
        if (seq === 0) {
          await live.finish(0);
          behind = false;
        } else later();
      }
      return back;
    },
    close() {
      closed = true;
      clearTimeout(timer);
      live?.close();
    },
  };
}
