import fc from 'fast-check';
import * as z from 'zod/mini';
import { describe, expect, it } from 'vitest';
import { EVENT_DATA } from '../../src/domain/event.ts';
import { reader, UNSURE } from '../../src/domain/reader.ts';
import { eventSet } from './arbitrary.ts';

const DEAL = 'tryton:demo:1';
const shapes = new Map(Object.entries(EVENT_DATA).map(([type, shape]) => [type, { shape: shape as z.core.$ZodType, read: reader(shape as z.core.$ZodType) }]));
const junk: unknown[] = [undefined, null, '', 'toString', 'x'.repeat(401), 'x'.repeat(20_001), Number.NaN, Infinity, -1, 101, 1.5, true, new Date(0), [], {}, Object.create(null), '1.11.2026', Symbol('s')];

function* places(value: unknown, at: string[] = []): Generator<string[]> {
  yield at;
  if (typeof value !== 'object' || value === null) return;
  for (const key of [...Object.keys(value), 'more', '__proto__']) yield* places((value as Record<string, unknown>)[key] === Object.prototype ? null : (value as Record<string, unknown>)[key], [...at, key]);
}

/** A copy with another value at one place. */
function broken(value: unknown, [key, ...rest]: string[], other: unknown): unknown {
  if (key === undefined) return other;
  const copy = Array.isArray(value) ? [...value] : { ...(value as object) };
  Object.defineProperty(copy, key, { value: broken((value as Record<string, unknown>)[key], rest, other), enumerable: true, configurable: true, writable: true });
  return copy;
}

describe('the quick reader of an event’s data', () => {
  it('reads every type that the log knows, as the schema does', () => {
    const seen = new Set<string>();
    fc.assert(fc.property(eventSet([DEAL]), (events) => {
      for (const event of events) {
        const known = shapes.get(event.type);
        if (!known) continue;
        const truth = z.safeParse(known.shape, event.data);
        const read = known.read(event.data);
        if (!truth.success) expect(read).toBe(UNSURE);
        else if (read !== UNSURE) {
          seen.add(event.type);
          expect(read).toStrictEqual(truth.data);
          expect(JSON.stringify(read)).toBe(JSON.stringify(truth.data));
        }
      }
    }), { numRuns: 300 });
    expect([...seen].sort()).toEqual(Object.keys(EVENT_DATA).sort());
  });

  it('never takes what the schema refuses, nor reads it otherwise', () => {
    for (const event of fc.sample(eventSet([DEAL]), { numRuns: 60, seed: 7 }).flat()) {
      const known = shapes.get(event.type);
      for (const at of known ? places(event.data) : []) {
        for (const other of junk) {
          const data = broken(event.data, at, other);
          const read = known!.read(data);
          if (read === UNSURE) continue;
          const truth = z.safeParse(known!.shape, data);
          expect(truth.success, `${event.type} ${at.join('.')}`).toBe(true);
          expect(read).toStrictEqual(truth.data);
        }
      }
    }
  });

  it('leaves a schema of a kind it does not know to the schema', () => {
    expect(reader(z.string().check(z.trim()))('a')).toBe(UNSURE);
    expect(reader(z.object({ a: z.date() }))({ a: new Date(0) })).toBe(UNSURE);
    expect(reader(z.strictObject({ a: z.string() }))({ a: 'b' })).toBe(UNSURE);
  });
});
