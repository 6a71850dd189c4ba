/** The list's projection: one small row per deal, computed from the few event types it needs. */
import type { ActorId, DealKey, Event, FieldValue, Money, Ref, StageRef } from '../domain/event.ts';
import { byTime, understood } from '../domain/event.ts';
import { fold } from '../domain/fold.ts';
import type { DealState } from '../domain/state.ts';
import type { DealRow } from './store.ts';

/** Types that can change a row; the others count, and no more. */
const LISTED: ReadonlySet<string> = new Set([
  'deal.read', 'stage.moved', 'stage.explained', 'stage.placed', 'method.chosen', 'note.added', 'note.read',
]);

function label(value: FieldValue | undefined): string {
  if (value === null || value === undefined) return '';
  if (typeof value !== 'object') return String(value);
  return 'label' in value ? value.label : String(value.value);
}

function money(value: FieldValue | undefined): Money | null {
  if (typeof value === 'number') return { value };
  return value !== null && typeof value === 'object' && 'value' in value ? value : null;
}

function stage(value: FieldValue | undefined): StageRef | null {
  if (value === null || typeof value !== 'object' || !('label' in value)) return typeof value === 'string' ? { id: value, label: value } : null;
  return { ...(value as Ref), id: value.id ?? value.label } as StageRef;
}

/** The row of a deal's state. Names are cut at 200 characters: a list shows no more. */
export function rowOf(state: DealState): DealRow {
  const f = state.fields;
  const notes = Object.values(state.notes);
  const seen = new Map<ActorId, number>();
  for (const note of notes) {
    for (const who of new Set([note.added.by, ...note.readBy])) seen.set(who, (seen.get(who) ?? 0) + 1);
  }
  const close = f.closeDate?.value;
  return {
    key: state.deal,
    name: label(f.name?.value).slice(0, 200),
    account: label(f.account?.value).slice(0, 200),
    owner: label(f.owner?.value).slice(0, 200),
    amount: money(f.amount?.value),
    closeDate: typeof close === 'string' ? close : null,
    stage: stage(f.stage?.value),
    method: state.method ? { id: state.method.id, version: state.method.version } : null,
    placed: state.placed?.stage ?? null,
    unexplained: state.moves.filter((m) => m.seen === 'noticed' && !m.explained).length,
    notes: notes.length,
    seen: [...seen].sort((a, b) => (a[0] < b[0] ? -1 : 1)),
    first: state.first,
    last: state.last,
    count: state.count,
  };
}

const SHOWN = ['name', 'account', 'owner', 'amount', 'closeDate', 'stage'] as const;

/** The events a row depends on: of readings only those that hold the last value of a field it shows. */
function decisive(events: readonly Event[]): Event[] {
  const listed = events.filter((event) => LISTED.has(event.type)).sort(byTime);
  const open = new Set<string>(SHOWN);
  const kept: Event[] = [];
  for (let i = listed.length - 1; i >= 0; i--) {
    const event = listed[i]!;
    if (event.type === 'deal.read') {
      const fields = (event.data as { fields?: Record<string, unknown> } | null)?.fields;
      const last = SHOWN.filter((name) => open.has(name) && fields?.[name] !== undefined);
      if (!last.length || !understood(event)) continue;
      for (const name of last) open.delete(name);
    }
    kept.push(event);
  }
  return kept;
}

/** The row of a deal's events (each id once, any order), without folding what the row does not show. */
export function rowOfEvents(deal: DealKey, events: readonly Event[]): DealRow {
  const row = rowOf(fold(deal, decisive(events)));
  let first = events[0]?.at ?? '';
  let last = first;
  for (const { at } of events) {
    if (at < first) first = at;
    if (at > last) last = at;
  }
  return { ...row, first, last, count: events.length };
}

/** Notes of a row that a person neither wrote nor read. */
export function unreadIn(row: DealRow, me: ActorId): number {
  return row.notes - (row.seen.find(([who]) => who === me)?.[1] ?? 0);
}
