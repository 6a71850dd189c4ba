/** Many deals at once: their states in one read, and what is new of each of them in one transaction. */
import type { DealKey, Event, EventDraft } from '../domain/event.ts';
import { fold, FOLD_VERSION } from '../domain/fold.ts';
import type { Hlc } from '../domain/hlc.ts';
import type { DealState } from '../domain/state.ts';
import { assertUnderstood, plainData } from './check.ts';
import type { Clock } from './clock.ts';
import { eventsOfEach } from './log.ts';
import { directory } from './pages.ts';
import type { Entry, Store } from './store.ts';
import { takeBatch, type Copying, type Who } from './write.ts';

/** What is to be written of one deal; `after` is the `last` of the state it was worked out from. */
export interface DealDrafts {
  deal: DealKey;
  drafts: readonly EventDraft[];
  after: Hlc | '';
}

/** States of those of the deals that are known. Each row of the log is read once; nothing is kept. */
export function statesOf(db: Store, keys: readonly DealKey[]): Promise<Map<DealKey, DealState>> {
  return db.within('r', ['tail', 'segments', 'pages', 'snapshots'], async (store) => {
    const pages = await directory(store, keys);
    const known = [...new Set(keys)].sort().flatMap((key): Entry[] => { const entry = pages.get(key); return entry ? [entry] : []; });
    const snapshots = await store.snapshots.bulkGet(known.map((entry) => entry.row.key));
    const states = new Map<DealKey, DealState>();
    const rest: Entry[] = [];
    known.forEach((entry, i) => {
      const snapshot = snapshots[i];
      if (snapshot?.fold === FOLD_VERSION) states.set(entry.row.key, snapshot.state);
      else rest.push(entry);
    });
    for (const [key, events] of await eventsOfEach(store, rest)) states.set(key, fold(key, events));
    return states;
  });
}

/** Writes what is new of several deals, all of it or nothing; returns the events. */
export async function appendMany(db: Store, copying: Copying, clock: Clock, all: readonly DealDrafts[], who: Who): Promise<Event[]> {
  const groups = new Map<DealKey, Event[]>();
  for (const { deal, drafts, after } of all) {
    let last: Hlc | '' = after;
    const events = drafts.map((draft): Event => ({
      id: clock.id(), deal, by: who.by, role: who.role, at: (last = clock.next(last)), type: draft.type, v: 1, data: plainData(draft),
    }));
    assertUnderstood(events);
    if (events.length) groups.set(deal, [...(groups.get(deal) ?? []), ...events]);
  }
  if (!groups.size) return [];
  const { fresh } = await takeBatch(db, copying, groups, clock.last);
  await copying.copy(fresh);
  return fresh;
}
