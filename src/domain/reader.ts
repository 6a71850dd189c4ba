/**
 * Reads values of a schema faster than the schema itself, for the fold: without the names of what is wrong, because
 * there nobody asks for them. It only ever says yes: where it is not sure, the schema decides. The schema stays the truth.
 * A value that has nothing beside what its shape names is given back itself, not a copy of it.
 */
import type * as z from 'zod/mini';

/** Not of this shape, or not sure. */
export const UNSURE: unique symbol = Symbol('unsure');

export type Read = (value: unknown) => unknown;

/** The parts of a schema's definition that are read here. */
interface Def {
  type: string;
  checks?: { _zod: { def: Record<string, unknown> } }[];
  shape?: Record<string, z.core.$ZodType>;
  catchall?: unknown;
  innerType?: z.core.$ZodType;
  element?: z.core.$ZodType;
  options?: z.core.$ZodType[];
  entries?: Record<string, unknown>;
  values?: unknown[];
  keyType?: z.core.$ZodType;
  valueType?: z.core.$ZodType;
}
const defOf = (schema: z.core.$ZodType): Def => schema._zod.def as unknown as Def;

/** A schema of a kind that is not known here. */
class Unknown extends Error {}

/** What `z.safeParse` of the schema would give for a value it accepts; UNSURE for every other, or when the schema is of an unknown kind. */
export function reader(schema: z.core.$ZodType): Read {
  try {
    return compile(schema);
  } catch (error) {
    if (error instanceof Unknown) return () => UNSURE;
    throw error;
  }
}

function compile(schema: z.core.$ZodType): Read {
  const def = defOf(schema);
  if (def.checks?.length && def.type !== 'string' && def.type !== 'number') throw new Unknown();
  switch (def.type) {
    case 'string':
      return guarded((value) => typeof value === 'string', (def.checks ?? []).map(stringCheck));
    case 'number':
      return guarded(Number.isFinite, [...(defOf(schema) as { check?: string }).check ? [numberCheck(def as never)] : [], ...(def.checks ?? []).map((c) => numberCheck(c._zod.def))]);
    case 'boolean':
      return (value) => (typeof value === 'boolean' ? value : UNSURE);
    case 'null':
      return (value) => (value === null ? null : UNSURE);
    case 'enum': case 'literal': {
      const all = new Set(def.entries ? Object.values(def.entries) : def.values);
      return (value) => (all.has(value) ? value : UNSURE);
    }
    case 'nullable': case 'optional': {
      const inner = compile(def.innerType!);
      const none = def.type === 'nullable' ? null : undefined;
      return (value) => (value === none ? none : inner(value));
    }
    case 'union': {
      const options = def.options!.map(compile);
      return (value) => {
        for (const option of options) {
          const read = option(value);
          if (read !== UNSURE) return read;
        }
        return UNSURE;
      };
    }
    case 'array':
      return list(compile(def.element!));
    case 'object':
      return object(def);
    case 'record':
      return record(compile(def.keyType!), defOf(def.valueType!).type === 'unknown' ? (value) => value : compile(def.valueType!));
    default:
      throw new Unknown();
  }
}

function guarded<T>(is: (value: unknown) => boolean, checks: ((value: T) => boolean)[]): Read {
  const [first, ...rest] = checks;
  if (!first) return (value) => (is(value) ? value : UNSURE);
  if (rest.length === 0) return (value) => (is(value) && first(value as T) ? value : UNSURE);
  return (value) => {
    if (!is(value) || !first(value as T)) return UNSURE;
    for (const check of rest) if (!check(value as T)) return UNSURE;
    return value;
  };
}

function stringCheck(check: { _zod: { def: Record<string, unknown> } }): (value: string) => boolean {
  const { check: kind, maximum, minimum, format, pattern, fn } = check._zod.def as { check: string; maximum: number; minimum: number; format?: string; pattern?: RegExp; fn?: (value: string) => unknown };
  if (kind === 'max_length') return (value) => value.length <= maximum;
  if (kind === 'min_length') return (value) => value.length >= minimum;
  if (kind === 'string_format' && format === 'regex' && pattern && !pattern.global && !pattern.sticky) return (value) => pattern.test(value);
  if (kind === 'custom' && fn) return (value) => Boolean(fn(value));
  throw new Unknown();
}

function numberCheck(def: Record<string, unknown>): (value: number) => boolean {
  const { check: kind, value: limit, inclusive, format } = def as { check: string; value: number; inclusive: boolean; format?: string };
  if (kind === 'greater_than') return inclusive ? (value) => value >= limit : (value) => value > limit;
  if (kind === 'less_than') return inclusive ? (value) => value <= limit : (value) => value < limit;
  if (kind === 'number_format' && format === 'safeint') return Number.isSafeInteger;
  throw new Unknown();
}

function list(element: Read): Read {
  return (value) => {
    if (!Array.isArray(value)) return UNSURE;
    const all: unknown[] = [];
    for (const one of value) {
      const read = element(one);
      if (read === UNSURE) return UNSURE;
      all.push(read);
    }
    return all;
  };
}

const PLAIN = Object.prototype;

/** How many names a plain object has. */
function size(value: object): number {
  let n = 0;
  for (const _ in value) n += 1;
  return n;
}

function object(def: Def): Read {
  if (def.catchall) throw new Unknown();
  const fields = Object.entries(def.shape!).map(([name, schema]) => ({ name, optional: defOf(schema).type === 'optional', read: compile(schema) }));
  const copied = (value: object): unknown => {
    const result: Record<string, unknown> = {};
    for (const { name, optional, read } of fields) {
      const given = (value as Record<string, unknown>)[name];
      if (given === undefined && optional) {
        if (name in value) result[name] = undefined;
        continue;
      }
      const one = read(given);
      if (one === UNSURE) return UNSURE;
      result[name] = one;
    }
    return result;
  };
  return (value) => {
    if (typeof value !== 'object' || value === null || Array.isArray(value)) return UNSURE;
    if (Object.getPrototypeOf(value) !== PLAIN) return copied(value);
    let known = 0;
    for (const { name, optional, read } of fields) {
      const given = (value as Record<string, unknown>)[name];
      if (given === undefined && optional) {
        if (name in value) known += 1;
        continue;
      }
      const one = read(given);
      if (one === UNSURE) return UNSURE;
      if (one !== given) return copied(value);
      known += 1;
    }
    return known === size(value) ? value : copied(value);
  };
}

function record(key: Read, one: Read): Read {
  const copied = (value: object): unknown => {
    const result: Record<string, unknown> = {};
    for (const name of Reflect.ownKeys(value)) {
      if (name === '__proto__' || key(name) === UNSURE) return UNSURE;
      const read = one((value as Record<string | symbol, unknown>)[name]);
      if (read === UNSURE) return UNSURE;
      result[name as string] = read;
    }
    return result;
  };
  return (value) => {
    if (typeof value !== 'object' || value === null || Object.getPrototypeOf(value) !== PLAIN) return UNSURE;
    for (const name in value) {
      if (name === '__proto__' || key(name) === UNSURE) return UNSURE;
      const given = (value as Record<string, unknown>)[name];
      const read = one(given);
      if (read === UNSURE) return UNSURE;
      if (read !== given) return copied(value);
    }
    return Object.getOwnPropertySymbols(value).length === 0 ? value : copied(value);
  };
}
