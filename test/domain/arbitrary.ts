// Arbitrary events of every known type, and of what a newer build or a broken one might write.
import fc from 'fast-check';
import { EVENT_DATA, type Event, type EventType } from '../../src/domain/event.ts';

/** Few names, so that events meet; among them some that objects inherit. */
export const name = fc.constantFrom('a', 'b', 'c', 'toString', 'valueOf', '__proto__', 'constructor', 'hasOwnProperty', '客户', '😀');
const text = fc.oneof(fc.constantFrom('', 'x', 'two\nlines', '\u2028', '"quoted"', '\ud800'), fc.string({ maxLength: 12 }));
const day = fc.constantFrom('2026-01-01', '2026-06-30', '2027-12-31');
const opt = <T>(a: fc.Arbitrary<T>) => fc.option(a, { nil: undefined });
const stage = fc.record({ id: name, label: text, closed: opt(fc.constantFrom('won' as const, 'lost' as const)) }, { requiredKeys: ['id', 'label'] });
const money = fc.record({ value: fc.integer(), currency: fc.constantFrom('EUR', 'CNY') }, { requiredKeys: ['value'] });
const evidence = fc.record({ text, link: text, saidBy: text, saidOn: day, expires: day }, { requiredKeys: [] });
const answer = fc.oneof(text, fc.integer(), fc.boolean(), fc.constant(null), fc.array(fc.oneof(text, fc.integer()), { maxLength: 3 }));
const anchor = fc.record({ kind: fc.constantFrom('deal', 'stage', 'outcome', 'answer'), id: name }, { requiredKeys: ['kind'] });
const field = fc.record({
  value: fc.oneof(text, fc.integer(), fc.constant(null), stage, money, fc.record({ id: name, label: text }, { requiredKeys: ['label'] })),
  from: fc.constantFrom('api', 'page', 'taught', 'typed'),
}, { requiredKeys: ['value', 'from'] });
const dictionary = <T>(value: fc.Arbitrary<T>) => fc.dictionary(fc.oneof(name, fc.constantFrom('name', 'account', 'amount', 'stage', 'closeDate', 'owner')), value, { maxKeys: 4, noNullPrototype: true });
const some = (shape: Record<string, fc.Arbitrary<unknown>>, required: string[]): fc.Arbitrary<unknown> => fc.record(shape, { requiredKeys: required });

const DATA: Record<EventType, fc.Arbitrary<unknown>> = {
  'deal.read': fc.record({ fields: dictionary(field) }),
  'stage.moved': some({ from: stage, to: stage, seen: fc.constantFrom('gate', 'noticed'), missing: fc.array(name, { maxLength: 2 }) }, ['to', 'seen']),
  'crm.written': some({ field: fc.constantFrom('stage', 'closeDate', 'note'), from: text, to: fc.oneof(text, stage), result: fc.constantFrom('written', 'refused', 'unknown'), detail: text }, ['field', 'to', 'result']),
  'stage.explained': fc.record({ move: fc.integer({ min: 0, max: 40 }).map(id), reason: text }),
  'stage.placed': fc.record({ stage: fc.option(name) }),
  'method.chosen': fc.record({ method: name, version: name }),
  'outcome.claimed': some({ outcome: name, evidence, renew: fc.constant(true) }, ['outcome', 'evidence']),
  'outcome.confirmed': fc.record({ outcome: name, evidence }),
  'outcome.verified': some({ outcome: name, note: text }, ['outcome']),
  'outcome.rejected': fc.record({ outcome: name, reason: text }),
  'outcome.waived': some({ outcome: name, reason: text, expires: day }, ['outcome', 'reason']),
  'outcome.withdrawn': some({ outcome: name, reason: text }, ['outcome']),
  'item.ticked': fc.record({ item: name, done: fc.boolean() }),
  'party.named': fc.record({ party: name, name: text, kind: fc.constantFrom('us', 'rival', 'no-decision') }),
  'party.removed': fc.record({ party: name }),
  'assessment.answered': some({ assessment: name, question: name, party: name, value: answer, why: text, askBy: day }, ['assessment', 'question', 'party', 'value']),
  'assessment.dated': some({ assessment: name, on: day, label: text }, ['assessment', 'on']),
  'canvas.patched': fc.record({ canvas: name, record: name, patch: dictionary(answer) }),
  'record.removed': fc.record({ canvas: name, record: name }),
  'note.added': some({ note: name, anchor, text, replyTo: name }, ['note', 'anchor', 'text']),
  'note.edited': fc.record({ note: name, text }),
  'note.acted': some({ note: name, text }, ['note']),
  'note.resolved': fc.record({ note: name }),
  'note.reopened': some({ note: name, text }, ['note']),
  'note.read': fc.record({ note: name }),
  'action.added': some({ action: name, text, owner: fc.constantFrom('us', 'customer'), due: day }, ['action', 'text', 'owner']),
  'action.done': fc.record({ action: name, done: fc.boolean() }),
  'gate.decided': some({ gate: name, outcome: name, inputs: dictionary(fc.jsonValue({ maxDepth: 2 })) }, ['gate', 'outcome']),
  'odds.declared': some({ value: fc.integer({ min: 0, max: 100 }), why: text }, ['value']),
  'review.held': some({ kind: name, text }, ['kind']),
  'check.snoozed': fc.record({ check: name, reason: text, until: fc.option(day) }),
  'actor.named': fc.record({ name: fc.string({ minLength: 1, maxLength: 20 }) }),
};

const types = Object.keys(EVENT_DATA) as EventType[];
const body = fc.oneof(
  { weight: 12, arbitrary: fc.constantFrom(...types).chain((type) => fc.record({ type: fc.constant(type as string), v: fc.constant(1), data: DATA[type] })) },
  { weight: 1, arbitrary: fc.record({ type: fc.constantFrom('deal.merged', 'toString', '__proto__', 'constructor'), v: fc.constantFrom(1, 2), data: fc.jsonValue({ maxDepth: 2 }) }) },
  { weight: 1, arbitrary: fc.record({ type: fc.constantFrom(...types), v: fc.constantFrom(2, 9), data: fc.jsonValue({ maxDepth: 2 }) }) },
  { weight: 1, arbitrary: fc.record({ type: fc.constantFrom(...types), v: fc.constant(1), data: fc.jsonValue({ maxDepth: 1 }) }) },
);

/** A UUIDv7 from a number. */
export function id(n: number): string {
  return `019a0000-0000-7000-8000-${n.toString(16).padStart(12, '0')}`;
}

const at = fc.tuple(fc.integer({ min: 0, max: 12 }), fc.integer({ min: 0, max: 2 }), fc.constantFrom('aaaaaaaa', 'bbbbbbbb'))
  .map(([ms, count, node]) => `${String(1_763_700_000_000 + ms)}-${count.toString(16).padStart(4, '0')}-${node}`);

/** A set of events, each with its own id, with stamps that clash. `deals` are the keys to spread them over. */
export function eventSet(deals: readonly string[], max = 40): fc.Arbitrary<Event[]> {
  return fc.array(fc.record({
    deal: fc.constantFrom(...deals), by: fc.constantFrom('local:a', 'local:b', '__proto__'), role: fc.constantFrom('rep' as const, 'manager' as const), at, body,
  }), { maxLength: max }).chain((all) => fc.shuffledSubarray(all.map((_, i) => i), { minLength: all.length }).map((order) =>
    all.map(({ body: b, ...rest }, i): Event => JSON.parse(JSON.stringify({ id: id(order[i]!), ...rest, ...b })))));
}
