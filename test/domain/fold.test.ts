import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { byTime, EVENT_DATA, understood, type Event } from '../../src/domain/event.ts';
import { advance, fold } from '../../src/domain/fold.ts';
import { emptyDeal } from '../../src/domain/state.ts';
import { eventSet, id } from './arbitrary.ts';

const DEAL = 'tryton:demo:1';
const OTHER = 'tryton:demo:2';

/** One event; n is both its place in time and its id. */
function event(n: number, type: string, data: unknown, more: Partial<Event> = {}): Event {
  return { id: id(n), deal: DEAL, by: 'local:rep', role: 'rep', at: `${1_763_700_000_000 + n}-0000-aaaaaaaa`, type, v: 1, data, ...more };
}

describe('any set of events', () => {
  it('folds to the same state in any order and with any repetition', () => {
    fc.assert(fc.property(eventSet([DEAL]).chain((events) => fc.tuple(
      fc.constant(events),
      fc.shuffledSubarray(events, { minLength: events.length }),
      fc.subarray(events),
    )), ([events, shuffled, again]) => {
      const expected = fold(DEAL, events);
      expect(expected.count).toBe(events.length);
      expect(fold(DEAL, [...again, ...shuffled, ...again])).toEqual(expected);
    }), { numRuns: 300 });
  });

  it('folds to the same state however it is split into parts', () => {
    fc.assert(fc.property(eventSet([DEAL]), fc.array(fc.integer({ min: 0, max: 40 }), { maxLength: 5 }), (events, cuts) => {
      const sorted = [...events].sort(byTime);
      let state = emptyDeal(DEAL);
      let from = 0;
      for (const cut of [...cuts.map((c) => Math.min(c, sorted.length)), sorted.length].sort((a, b) => a - b)) {
        const next = advance(state, sorted.slice(from, cut));
        expect(next).not.toBeNull();
        state = next!;
        from = cut;
      }
      expect(state).toEqual(fold(DEAL, events));
    }), { numRuns: 300 });
  });

  it('is what JSON and structured clone make of it', () => {
    fc.assert(fc.property(eventSet([DEAL]), (events) => {
      const state = fold(DEAL, events);
      expect(structuredClone(state)).toEqual(state);
      expect(JSON.parse(JSON.stringify(state))).toEqual(state);
    }), { numRuns: 150 });
  });

  it('leaves its input and every prototype alone', () => {
    const before = Object.getOwnPropertyNames(Object.prototype).map((key) => [key, JSON.stringify(Object.getOwnPropertyNames((Object.prototype as never)[key] ?? {}))]);
    fc.assert(fc.property(eventSet([DEAL]), (events) => {
      const copy = structuredClone(events);
      fold(DEAL, events);
      expect(events).toEqual(copy);
    }), { numRuns: 300 });
    expect(Object.getOwnPropertyNames(Object.prototype).map((key) => [key, JSON.stringify(Object.getOwnPropertyNames((Object.prototype as never)[key] ?? {}))])).toEqual(before);
  });

  it('of another deal has no effect', () => {
    fc.assert(fc.property(eventSet([DEAL, OTHER]), (events) => {
      expect(fold(DEAL, events)).toEqual(fold(DEAL, events.filter((e) => e.deal === DEAL)));
    }), { numRuns: 100 });
  });
});

describe('advance', () => {
  it('refuses an event that is not later than the state', () => {
    const state = fold(DEAL, [event(5, 'odds.declared', { value: 10 })]);
    expect(advance(state, [event(5, 'odds.declared', { value: 10 })])).toBeNull();
    expect(advance(state, [event(4, 'odds.declared', { value: 20 })])).toBeNull();
    expect(advance(state, [event(6, 'odds.declared', { value: 20 })])?.odds.map((o) => o.value)).toEqual([10, 20]);
  });
});

describe('advance shares what it does not touch', () => {
  const frozen = <T>(value: T): T => {
    if (typeof value === 'object' && value !== null && !Object.isFrozen(value)) {
      Object.freeze(value);
      Object.values(value).forEach(frozen);
    }
    return value;
  };

  it('and leaves the state it was given as it was, whatever happens', () => {
    fc.assert(fc.property(eventSet([DEAL], 60), fc.array(fc.integer({ min: 1, max: 5 }), { minLength: 12, maxLength: 60 }), (events, steps) => {
      const sorted = [...events].sort(byTime);
      let state = frozen(emptyDeal(DEAL));
      for (let from = 0, i = 0; from < sorted.length; i++) {
        const part = frozen(sorted.slice(from, (from += steps[i % steps.length]!)));
        state = frozen(advance(state, part)!);
      }
      expect(state).toEqual(fold(DEAL, events));
    }), { numRuns: 300 });
  });

  it('so that one answer makes no second copy of the sheets, the notes or another form', () => {
    const answer = (n: number, assessment: string) => event(n, 'assessment.answered', { assessment, party: 'us', question: 'q', value: '+' });
    const before = fold(DEAL, [
      answer(1, 'one'), answer(2, 'two'), event(3, 'canvas.patched', { canvas: 'c', record: 'r', patch: { f: 'x' } }),
      event(4, 'note.added', { note: 'n', anchor: { kind: 'deal' }, text: 'hi' }), event(5, 'outcome.claimed', { outcome: 'o', evidence: { text: 'x' } }),
    ]);
    const after = advance(before, [answer(6, 'two')])!;
    expect(after.answers['two']!['us']!['q']).toHaveLength(2);
    expect(before.answers['two']!['us']!['q']).toHaveLength(1);
    for (const key of ['canvases', 'notes', 'outcomes', 'changes'] as const) expect(after[key], key).toBe(before[key]);
    expect(after.answers['one']).toBe(before.answers['one']);
  });
});

describe('what has no effect is kept and named', () => {
  it('unknown types, newer versions, wrong shapes, and the manager’s words from a rep', () => {
    const state = fold(DEAL, [
      event(1, 'deal.merged', { with: 'x' }),
      event(2, 'note.added', { note: 'n', anchor: { kind: 'deal' }, text: 'hi' }, { v: 2 }),
      event(3, 'note.added', { note: 7 }),
      event(4, 'outcome.verified', { outcome: 'o' }),
      event(5, 'toString', {}),
    ]);
    expect(state.noEffect.map((e) => [e.type, e.why])).toEqual([
      ['deal.merged', 'unknown'], ['note.added', 'newer'], ['note.added', 'shape'], ['outcome.verified', 'role'], ['toString', 'unknown'],
    ]);
    expect(state.notes).toEqual({});
    expect(state.outcomes).toEqual({});
    expect(state.count).toBe(5);
  });

  it('every manager-only event counts when a manager wrote it', () => {
    const data: [string, unknown][] = [
      ['outcome.verified', { outcome: 'o' }], ['outcome.rejected', { outcome: 'o', reason: 'r' }],
      ['gate.decided', { gate: 'g', outcome: 'go' }], ['review.held', { kind: 'weekly' }],
    ];
    for (const [type, d] of data) {
      expect(fold(DEAL, [event(1, type, d)]).noEffect).toHaveLength(1);
      expect(fold(DEAL, [event(1, type, d, { role: 'manager' })]).noEffect).toHaveLength(0);
    }
  });

  it('ids that objects inherit are refused, not written through', () => {
    for (const bad of ['__proto__', 'constructor', 'toString', 'valueOf', 'hasOwnProperty', '__defineGetter__']) {
      expect(understood(event(1, 'outcome.claimed', { outcome: bad, evidence: {} })), bad).toBe(false);
      expect(fold(DEAL, [event(1, 'note.added', { note: bad, anchor: { kind: 'deal' }, text: 'x' })]).noEffect, bad).toHaveLength(1);
    }
  });
});

describe('proof', () => {
  const claimed = event(1, 'outcome.claimed', { outcome: 'o', evidence: { text: 'mail' } });
  const at = (...events: Event[]) => fold(DEAL, events).outcomes['o'];

  it('rises from claimed through confirmed to verified and never falls by a weaker word', () => {
    expect(at(claimed)?.mark).toBe('claimed');
    const named = event(2, 'outcome.claimed', { outcome: 'o', evidence: { saidBy: 'Ms Li', saidOn: '2026-11-01' } });
    expect(at(claimed, named)?.mark).toBe('confirmed');
    expect(at(claimed, named)?.evidence).toEqual({ text: 'mail', saidBy: 'Ms Li', saidOn: '2026-11-01' });
    const verified = event(3, 'outcome.verified', { outcome: 'o' }, { role: 'manager' });
    expect(at(claimed, named, verified, event(4, 'outcome.claimed', { outcome: 'o', evidence: { text: 'more' } }))?.mark).toBe('verified');
  });

  it('a blank name does not confirm', () => {
    expect(at(event(1, 'outcome.claimed', { outcome: 'o', evidence: { saidBy: '  ', saidOn: '2026-11-01' } }))?.mark).toBe('claimed');
  });

  it('renewing replaces evidence, so that a verified outcome has to be verified again', () => {
    const verified = event(2, 'outcome.verified', { outcome: 'o' }, { role: 'manager' });
    const renewed = at(claimed, verified, event(3, 'outcome.claimed', { outcome: 'o', evidence: { text: 'new' }, renew: true }));
    expect([renewed?.mark, renewed?.evidence]).toEqual(['claimed', { text: 'new' }]);
  });

  it('withdrawn is open again and holds nothing', () => {
    expect(at(claimed, event(2, 'outcome.withdrawn', { outcome: 'o' }))).toMatchObject({ mark: 'open', evidence: {} });
  });
});

describe('fields and notes', () => {
  it('the latest reading of a field wins and each change is kept', () => {
    const read = (n: number, value: number) => event(n, 'deal.read', { fields: { amount: { value: { value, currency: 'EUR' }, from: 'page' } } });
    const state = fold(DEAL, [read(3, 30), read(1, 10), read(2, 10)]);
    expect(state.fields.amount?.value).toEqual({ value: 30, currency: 'EUR' });
    expect(state.changes.map((c) => [c.from, c.to])).toEqual([
      [undefined, { value: 10, currency: 'EUR' }], [{ value: 10, currency: 'EUR' }, { value: 30, currency: 'EUR' }],
    ]);
  });

  it('a note is edited by its author alone', () => {
    const added = event(1, 'note.added', { note: 'n', anchor: { kind: 'deal' }, text: 'first' });
    expect(fold(DEAL, [added, event(2, 'note.edited', { note: 'n', text: 'second' })]).notes['n']?.text).toBe('second');
    expect(fold(DEAL, [added, event(2, 'note.edited', { note: 'n', text: 'second' }, { by: 'local:boss', role: 'manager' })]).notes['n']?.text).toBe('first');
  });

  it('a removed record comes back when it is written again', () => {
    const patch = (n: number) => event(n, 'canvas.patched', { canvas: 'c', record: 'r', patch: { f: 'x' } });
    const removed = event(2, 'record.removed', { canvas: 'c', record: 'r' });
    expect(fold(DEAL, [patch(1), removed]).removed['c']?.['r']).toBeDefined();
    expect(fold(DEAL, [patch(1), removed, patch(3)]).removed['c']?.['r']).toBeUndefined();
  });
});

it('the arbitrary events cover every known type', () => {
  const seen = new Set(fc.sample(eventSet([DEAL]), 300).flat().filter(understood).map((e) => e.type));
  expect([...seen].sort()).toEqual(Object.keys(EVENT_DATA).sort());
});

it('a field called __proto__ does not reach the prototype', () => {
  const data = JSON.parse('{"fields":{"__proto__":{"value":"x","from":"page"},"name":{"value":"n","from":"page"}}}') as unknown;
  const patch = JSON.parse('{"canvas":"c","record":"r","patch":{"__proto__":"x"}}') as unknown;
  const state = fold(DEAL, [event(1, 'deal.read', data), event(2, 'canvas.patched', patch)]);
  expect(Object.keys(state.fields)).toEqual(['name']);
  expect(Object.getPrototypeOf(state.fields)).toBe(Object.prototype);
  expect(Object.getPrototypeOf(state.canvases['c']!['r'])).toBe(Object.prototype);
  expect(state.canvases['c']!['r']).toEqual({});
});
