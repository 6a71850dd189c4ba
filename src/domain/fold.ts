/**
 * The fold: a deal's events → its state. Pure, independent of the order and of repetition of its input:
 * events are put in the order of their stamps first, so the last writer of a field is the latest stamp.
 * FOLD_VERSION changes when the same events would give another state; stored snapshots of another version are rebuilt.
 */
import { byTime, dataOf, MANAGER_ONLY, type DealKey, type Event, type EventType, type FieldName } from './event.ts';
import { emptyDeal, type Answer, type DealState, type Note, type OutcomeMark, type OutcomeState, type Stamp } from './state.ts';

export const FOLD_VERSION = 2;

/** State of one deal from any set of its events, in any order, with any repetitions. Events of other deals are ignored. */
export function fold(deal: DealKey, events: Iterable<Event>): DealState {
  const state = emptyDeal(deal);
  let previous = '';
  for (const event of inOrder(deal, events)) {
    if (event.id === previous) continue;
    previous = event.id;
    apply(state, event, ALL);
  }
  return state;
}

/** The deal's events by time. A log that is in order already, as the notebook's mostly is, is not sorted again. */
function inOrder(deal: DealKey, events: Iterable<Event>): readonly Event[] {
  const all = Array.isArray(events) ? (events as readonly Event[]) : [...events];
  let last: Event | undefined;
  for (const event of all) {
    if (event.deal !== deal || (last !== undefined && byTime(last, event) > 0)) return all.filter((e) => e.deal === deal).sort(byTime);
    last = event;
  }
  return all;
}

/**
 * Adds events to a state without folding again. Returns null when one of them is not later than everything
 * already in the state (a repetition, or a stamp from another device's past): then the caller folds the whole log.
 * The given state stays as it is; what the events do not touch is shared with it.
 */
export function advance(state: DealState, events: readonly Event[]): DealState | null {
  const sorted = inOrder(state.deal, events);
  let at = state.last;
  let id = state.lastId;
  for (const event of sorted) {
    if (event.at < at || (event.at === at && event.id <= id)) return null;
    at = event.at;
    id = event.id;
  }
  const next = { ...state };
  const own = new WeakSet<object>([next]);
  for (const event of sorted) apply(next, event, own);
  return next;
}

/** What may be written to: parts of the state that this fold made itself. Everything, where the state began empty. */
type Own = WeakSet<object> | null;
const ALL: Own = null;

/** A part of the state to write to: itself where it is ours, else a copy put in its place. */
function part<P extends object, K extends keyof P>(parent: P, key: K, own: Own): NonNullable<P[K]> {
  const now = parent[key] as NonNullable<P[K]>;
  if (own === null || own.has(now as object)) return now;
  const copy = (Array.isArray(now) ? now.slice() : { ...now }) as NonNullable<P[K]>;
  parent[key] = copy;
  own.add(copy as object);
  return copy;
}

/** The same of a table's entry, begun where it is not there. */
function entry<V extends object>(table: Record<string, V>, key: string, own: Own, begin: () => V): V {
  if (table[key] !== undefined) return part(table, key, own) as V;
  const made = begin();
  table[key] = made;
  own?.add(made);
  return made;
}

const table = <V>(): Record<string, V> => ({});
const list = <V>(): V[] => [];

function apply(state: DealState, event: Event, own: Own): void {
  if (state.first === '') state.first = event.at;
  state.last = event.at;
  state.lastId = event.id;
  state.count += 1;
  const stamp: Stamp = { id: event.id, at: event.at, by: event.by, role: event.role };
  const data = dataOf(event);
  const why = data === undefined ? (!Object.hasOwn(REDUCERS, event.type) ? 'unknown' : event.v > 1 ? 'newer' : 'shape')
    : event.role !== 'manager' && MANAGER_ONLY.has(event.type) ? 'role' : null;
  if (why) part(state, 'noEffect', own).push({ id: event.id, type: event.type, why, stamp });
  else (REDUCERS[event.type as EventType] as Reducer<EventType>)(state, data as never, stamp, own);
}

type Reducer<T extends EventType> = (state: DealState, data: Event<T>['data'], stamp: Stamp, own: Own) => void;

function outcomeOf(state: DealState, id: string, stamp: Stamp, own: Own): OutcomeState {
  return entry(part(state, 'outcomes', own), id, own, () => ({ mark: 'open', evidence: {}, last: stamp }));
}

/** A note to write to; undefined where there is none of this id. */
function noteOf(state: DealState, id: string, own: Own): Note | undefined {
  return state.notes[id] === undefined ? undefined : part(part(state, 'notes', own), id, own);
}

const RANK: Record<OutcomeMark, number> = { open: 0, rejected: 0, waived: 0, claimed: 1, confirmed: 2, verified: 3 };

/** A claim adds evidence but never lowers what the customer or the manager already said, unless it renews expired evidence. */
function raise(outcome: OutcomeState, to: 'claimed' | 'confirmed', stamp: Stamp, renew: boolean): void {
  if (renew || RANK[outcome.mark] < RANK[to]) outcome.mark = to;
  outcome[to] = stamp;
  outcome.last = stamp;
  delete outcome.reason;
}

const REDUCERS: { [T in EventType]: Reducer<T> } = {
  'deal.read': (s, d, stamp, own) => {
    const fields = part(s, 'fields', own);
    for (const key in d.fields) {
      const name = key as FieldName;
      const { value, from, rounded } = d.fields[key]!;
      const before = fields[name];
      if (!before || !same(before.value, value)) part(s, 'changes', own).push({ name, from: before?.value, to: value, stamp });
      fields[name] = rounded === undefined ? { value, from, stamp } : { value, from, rounded, stamp };
    }
  },
  'stage.moved': (s, d, stamp, own) => {
    part(s, 'moves', own).push({ ...d, stamp });
  },
  'crm.written': (s, d, stamp, own) => {
    part(s, 'written', own).push({ ...d, stamp });
  },
  'stage.explained': (s, d, stamp, own) => {
    const at = s.moves.findIndex((m) => m.stamp.id === d.move);
    if (at >= 0) part(part(s, 'moves', own), at, own).explained = { reason: d.reason, stamp };
  },
  'stage.placed': (s, d, stamp) => {
    s.placed = { stage: d.stage, stamp };
  },
  'method.chosen': (s, d, stamp) => {
    s.method = { id: d.method, version: d.version, ...(d.by && { by: d.by }), stamp };
  },
  'outcome.claimed': (s, d, stamp, own) => {
    const o = outcomeOf(s, d.outcome, stamp, own);
    const named = Boolean(d.evidence.saidBy?.trim() && d.evidence.saidOn);
    o.evidence = d.renew ? { ...d.evidence } : { ...o.evidence, ...d.evidence };
    raise(o, 'claimed', stamp, d.renew === true);
    if (named) raise(o, 'confirmed', stamp, d.renew === true);
  },
  'outcome.confirmed': (s, d, stamp, own) => {
    const o = outcomeOf(s, d.outcome, stamp, own);
    o.evidence = { ...o.evidence, ...d.evidence };
    raise(o, 'confirmed', stamp, false);
  },
  'outcome.verified': (s, d, stamp, own) => {
    const o = outcomeOf(s, d.outcome, stamp, own);
    Object.assign(o, { mark: 'verified', verified: stamp, last: stamp });
    delete o.reason;
  },
  'outcome.rejected': (s, d, stamp, own) => {
    Object.assign(outcomeOf(s, d.outcome, stamp, own), { mark: 'rejected', rejected: stamp, last: stamp, reason: d.reason });
  },
  'outcome.waived': (s, d, stamp, own) => {
    const o = outcomeOf(s, d.outcome, stamp, own);
    Object.assign(o, { mark: 'waived', waived: stamp, last: stamp, reason: d.reason });
    if (d.expires === undefined) delete o.waivedUntil;
    else o.waivedUntil = d.expires;
  },
  'outcome.withdrawn': (s, d, stamp, own) => {
    part(s, 'outcomes', own)[d.outcome] = { mark: 'open', evidence: {}, last: stamp, ...(d.reason === undefined ? {} : { reason: d.reason }) };
  },
  'item.ticked': (s, d, stamp, own) => {
    part(s, 'ticks', own)[d.item] = { done: d.done, stamp };
  },
  'party.named': (s, d, stamp, own) => {
    part(s, 'parties', own)[d.party] = { name: d.name, kind: d.kind, stamp };
  },
  'party.removed': (s, d, _, own) => {
    delete part(s, 'parties', own)[d.party];
  },
  'assessment.answered': (s, d, stamp, own) => {
    const form = entry(part(s, 'answers', own), d.assessment, own, table<Record<string, Answer[]>>);
    const answer: Answer = { value: d.value, stamp };
    if (d.why !== undefined) answer.why = d.why;
    if (d.source !== undefined) answer.source = d.source;
    if (d.askBy !== undefined) answer.askBy = d.askBy;
    entry(entry(form, d.party, own, table<Answer[]>), d.question, own, list<Answer>).push(answer);
  },
  'assessment.dated': (s, d, stamp, own) => {
    part(s, 'dated', own).push({ ...d, stamp });
  },
  'canvas.patched': (s, d, stamp, own) => {
    const canvas = entry(part(s, 'canvases', own), d.canvas, own, table<DealState['canvases'][string][string]>);
    const record = entry(canvas, d.record, own, table<DealState['canvases'][string][string][string]>);
    for (const field in d.patch) record[field] = { value: d.patch[field]!, stamp };
    if (s.removed[d.canvas]?.[d.record] !== undefined) delete part(part(s, 'removed', own), d.canvas, own)[d.record];
  },
  'record.removed': (s, d, stamp, own) => {
    entry(part(s, 'removed', own), d.canvas, own, table<Stamp>)[d.record] = stamp;
  },
  'note.added': (s, d, stamp, own) => {
    if (s.notes[d.note] !== undefined) return;
    part(s, 'notes', own)[d.note] = { id: d.note, anchor: d.anchor, text: d.text, state: 'open', added: stamp, readBy: [], ...(d.replyTo ? { replyTo: d.replyTo } : {}) };
  },
  'note.edited': (s, d, stamp, own) => {
    if (s.notes[d.note]?.added.by === stamp.by) Object.assign(noteOf(s, d.note, own)!, { text: d.text, edited: stamp });
  },
  'note.acted': (s, d, stamp, own) => mark(s, d.note, 'acted', stamp, own, d.text),
  'note.resolved': (s, d, stamp, own) => mark(s, d.note, 'resolved', stamp, own),
  'note.reopened': (s, d, stamp, own) => mark(s, d.note, 'reopened', stamp, own, d.text),
  'note.read': (s, d, stamp, own) => {
    if (s.notes[d.note] && !s.notes[d.note]!.readBy.includes(stamp.by)) part(noteOf(s, d.note, own)!, 'readBy', own).push(stamp.by);
  },
  'action.added': (s, d, stamp, own) => {
    const { action, ...rest } = d;
    part(s, 'actions', own)[action] = { ...rest, done: s.actions[action]?.done ?? false, stamp };
  },
  'action.done': (s, d, stamp, own) => {
    if (s.actions[d.action]) Object.assign(part(part(s, 'actions', own), d.action, own), { done: d.done, stamp });
  },
  'gate.decided': (s, d, stamp, own) => {
    const { gate, ...decision } = d;
    entry(part(s, 'gates', own), gate, own, list<DealState['gates'][string][number]>).push({ ...decision, stamp });
  },
  'odds.declared': (s, d, stamp, own) => {
    part(s, 'odds', own).push({ ...d, stamp });
  },
  'review.held': (s, d, stamp, own) => {
    part(s, 'reviews', own).push({ ...d, stamp });
  },
  'actor.named': (s, d, stamp, own) => {
    part(s, 'people', own)[stamp.by] = { name: d.name, role: stamp.role };
  },
  'check.snoozed': (s, d, stamp, own) => {
    const snoozed = part(s, 'snoozed', own);
    if (d.until === null) delete snoozed[d.check];
    else snoozed[d.check] = { reason: d.reason, until: d.until, stamp };
  },
};

function mark(s: DealState, id: string, state: 'acted' | 'resolved' | 'reopened', stamp: Stamp, own: Own, said?: string): void {
  const note = noteOf(s, id, own);
  if (!note) return;
  Object.assign(note, { state, changed: stamp });
  if (said === undefined) delete note.said;
  else note.said = said;
}

/** Equality of two field values; both are plain JSON. */
export function same(a: unknown, b: unknown): boolean {
  if (a === b) return true;
  if (a === null || b === null || typeof a !== 'object' || typeof b !== 'object') return false;
  const ka = Object.keys(a as object).filter((k) => (a as never)[k] !== undefined);
  const kb = Object.keys(b as object).filter((k) => (b as never)[k] !== undefined);
  return ka.length === kb.length && ka.every((k) => same((a as never)[k], (b as never)[k]));
}
