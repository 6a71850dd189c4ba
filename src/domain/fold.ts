/**
 * The fold: a deal's events → its state. Pure, independent of the order and of repetition of its input:
 * events are put in the order of their stamps first, so the last writer of a field is the latest stamp.
 * FOLD_VERSION changes when the same events would give another state; stored snapshots of another version are rebuilt.
 */
import { byTime, dataOf, MANAGER_ONLY, type DealKey, type Event, type EventType, type FieldName } from './event.ts';
import { emptyDeal, type DealState, type OutcomeMark, type OutcomeState, type Stamp } from './state.ts';

export const FOLD_VERSION = 2;

/** State of one deal from any set of its events, in any order, with any repetitions. Events of other deals are ignored. */
export function fold(deal: DealKey, events: Iterable<Event>): DealState {
  const state = emptyDeal(deal);
  const mine = [...events].filter((e) => e.deal === deal).sort(byTime);
  let previous = '';
  for (const event of mine) {
    if (event.id === previous) continue;
    previous = event.id;
    apply(state, event);
  }
  return state;
}

/**
 * Adds events to a state without folding again. Returns null when one of them is not later than everything
 * already in the state (a repetition, or a stamp from another device's past): then the caller folds the whole log.
 */
export function advance(state: DealState, events: readonly Event[]): DealState | null {
  const sorted = events.filter((e) => e.deal === state.deal).sort(byTime);
  let at = state.last;
  let id = state.lastId;
  for (const event of sorted) {
    if (event.at < at || (event.at === at && event.id <= id)) return null;
    at = event.at;
    id = event.id;
  }
  const next = structuredClone(state);
  for (const event of sorted) apply(next, event);
  return next;
}

function apply(state: DealState, event: Event): void {
  if (state.first === '') state.first = event.at;
  state.last = event.at;
  state.lastId = event.id;
  state.count += 1;
  const stamp: Stamp = { id: event.id, at: event.at, by: event.by, role: event.role };
  const known = Object.hasOwn(REDUCERS, event.type);
  const data = dataOf(event);
  const why = !known ? 'unknown' : event.v > 1 ? 'newer' : data === undefined ? 'shape'
    : MANAGER_ONLY.has(event.type) && event.role !== 'manager' ? 'role' : null;
  if (why) {
    state.noEffect.push({ id: event.id, type: event.type, why, stamp });
    return;
  }
  (REDUCERS[event.type as EventType] as Reducer<EventType>)(state, data as never, stamp);
}

type Reducer<T extends EventType> = (state: DealState, data: Event<T>['data'], stamp: Stamp) => void;

function outcomeOf(state: DealState, id: string, stamp: Stamp): OutcomeState {
  return (state.outcomes[id] ??= { mark: 'open', evidence: {}, last: stamp });
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
  'deal.read': (s, d, stamp) => {
    for (const [key, reading] of Object.entries(d.fields)) {
      const name = key as FieldName;
      const before = s.fields[name];
      if (!before || !same(before.value, reading.value)) s.changes.push({ name, from: before?.value, to: reading.value, stamp });
      s.fields[name] = { ...reading, stamp };
    }
  },
  'stage.moved': (s, d, stamp) => {
    s.moves.push({ ...d, stamp });
  },
  'crm.written': (s, d, stamp) => {
    s.written.push({ ...d, stamp });
  },
  'stage.explained': (s, d, stamp) => {
    const move = s.moves.find((m) => m.stamp.id === d.move);
    if (move) move.explained = { reason: d.reason, stamp };
  },
  'stage.placed': (s, d, stamp) => {
    s.placed = { stage: d.stage, stamp };
  },
  'method.chosen': (s, d, stamp) => {
    s.method = { id: d.method, version: d.version, ...(d.by && { by: d.by }), stamp };
  },
  'outcome.claimed': (s, d, stamp) => {
    const o = outcomeOf(s, d.outcome, stamp);
    const named = Boolean(d.evidence.saidBy?.trim() && d.evidence.saidOn);
    o.evidence = d.renew ? { ...d.evidence } : { ...o.evidence, ...d.evidence };
    raise(o, 'claimed', stamp, d.renew === true);
    if (named) raise(o, 'confirmed', stamp, d.renew === true);
  },
  'outcome.confirmed': (s, d, stamp) => {
    const o = outcomeOf(s, d.outcome, stamp);
    o.evidence = { ...o.evidence, ...d.evidence };
    raise(o, 'confirmed', stamp, false);
  },
  'outcome.verified': (s, d, stamp) => {
    const o = outcomeOf(s, d.outcome, stamp);
    Object.assign(o, { mark: 'verified', verified: stamp, last: stamp });
    delete o.reason;
  },
  'outcome.rejected': (s, d, stamp) => {
    Object.assign(outcomeOf(s, d.outcome, stamp), { mark: 'rejected', rejected: stamp, last: stamp, reason: d.reason });
  },
  'outcome.waived': (s, d, stamp) => {
    const o = outcomeOf(s, d.outcome, stamp);
    Object.assign(o, { mark: 'waived', waived: stamp, last: stamp, reason: d.reason });
    if (d.expires === undefined) delete o.waivedUntil;
    else o.waivedUntil = d.expires;
  },
  'outcome.withdrawn': (s, d, stamp) => {
    s.outcomes[d.outcome] = { mark: 'open', evidence: {}, last: stamp, ...(d.reason === undefined ? {} : { reason: d.reason }) };
  },
  'item.ticked': (s, d, stamp) => {
    s.ticks[d.item] = { done: d.done, stamp };
  },
  'party.named': (s, d, stamp) => {
    s.parties[d.party] = { name: d.name, kind: d.kind, stamp };
  },
  'party.removed': (s, d) => {
    delete s.parties[d.party];
  },
  'assessment.answered': (s, d, stamp) => {
    const { assessment, party, question, ...answer } = d;
    (((s.answers[assessment] ??= {})[party] ??= {})[question] ??= []).push({ ...answer, stamp });
  },
  'assessment.dated': (s, d, stamp) => {
    s.dated.push({ ...d, stamp });
  },
  'canvas.patched': (s, d, stamp) => {
    const record = ((s.canvases[d.canvas] ??= {})[d.record] ??= {});
    for (const [field, value] of Object.entries(d.patch)) record[field] = { value, stamp };
    delete s.removed[d.canvas]?.[d.record];
  },
  'record.removed': (s, d, stamp) => {
    (s.removed[d.canvas] ??= {})[d.record] = stamp;
  },
  'note.added': (s, d, stamp) => {
    s.notes[d.note] ??= { id: d.note, anchor: d.anchor, text: d.text, state: 'open', added: stamp, readBy: [], ...(d.replyTo ? { replyTo: d.replyTo } : {}) };
  },
  'note.edited': (s, d, stamp) => {
    const note = s.notes[d.note];
    if (note && note.added.by === stamp.by) Object.assign(note, { text: d.text, edited: stamp });
  },
  'note.acted': (s, d, stamp) => mark(s, d.note, 'acted', stamp, d.text),
  'note.resolved': (s, d, stamp) => mark(s, d.note, 'resolved', stamp),
  'note.reopened': (s, d, stamp) => mark(s, d.note, 'reopened', stamp, d.text),
  'note.read': (s, d, stamp) => {
    const note = s.notes[d.note];
    if (note && !note.readBy.includes(stamp.by)) note.readBy.push(stamp.by);
  },
  'action.added': (s, d, stamp) => {
    const { action, ...rest } = d;
    s.actions[action] = { ...rest, done: s.actions[action]?.done ?? false, stamp };
  },
  'action.done': (s, d, stamp) => {
    const action = s.actions[d.action];
    if (action) Object.assign(action, { done: d.done, stamp });
  },
  'gate.decided': (s, d, stamp) => {
    const { gate, ...decision } = d;
    (s.gates[gate] ??= []).push({ ...decision, stamp });
  },
  'odds.declared': (s, d, stamp) => {
    s.odds.push({ ...d, stamp });
  },
  'review.held': (s, d, stamp) => {
    s.reviews.push({ ...d, stamp });
  },
  'actor.named': (s, d, stamp) => {
    s.people[stamp.by] = { name: d.name, role: stamp.role };
  },
  'check.snoozed': (s, d, stamp) => {
    if (d.until === null) delete s.snoozed[d.check];
    else s.snoozed[d.check] = { reason: d.reason, until: d.until, stamp };
  },
};

function mark(s: DealState, id: string, state: 'acted' | 'resolved' | 'reopened', stamp: Stamp, said?: string): void {
  const note = s.notes[id];
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
