/** The shape of the instruments file, checked once when it is loaded. Types without zod stand in `model.ts`. */
import * as z from 'zod/mini';
import type { InstrumentDefinition } from './model.ts';

const id = z.string().check(z.minLength(1), z.maxLength(120));
const L = z.object({ en: z.string().check(z.minLength(1)), zh: z.string().check(z.minLength(1)) });
const provenance = z.enum(['source', 'public', 'inferred', 'proposed']);

const question = z.looseObject({
  id,
  text: z.optional(L),
  name: z.optional(L),
  comparative: z.boolean(),
  knockout: z.boolean(),
  probes: z.optional(z.array(z.looseObject({ id, text: L }))),
  weight: z.optional(z.number().check(z.gt(0))),
});
const group = z.looseObject({
  id,
  order: z.int(),
  name: L,
  principle: z.optional(L),
  questions: z.optional(z.array(question)),
  factors: z.optional(z.array(question)),
});
const item = z.looseObject({ id, text: z.optional(L), name: z.optional(L), values: z.optional(z.array(z.string())) });
const role = z.looseObject({ id, en: z.string(), zh: z.string() });
const grade = z.looseObject({
  id,
  name: L,
  rule: z.string(),
  followUp: z.optional(L),
  decision: z.optional(
    z.looseObject({ none: z.optional(z.boolean()), fixed: z.optional(z.array(role)), onDemand: z.optional(z.array(role)) }),
  ),
});

export const instrumentSchema = z.looseObject({
  id,
  name: L,
  provenance,
  purpose: L,
  usedAt: z.array(id),
  scale: z.optional(
    z.looseObject({
      values: z.array(z.looseObject({ value: z.nullable(z.enum(['+', '?', '-'])), score: z.nullable(z.number()), label: L })),
    }),
  ),
  groups: z.optional(z.array(group)),
  items: z.optional(z.array(item)),
  inputs: z.optional(z.array(item)),
  axes: z.optional(z.array(item)),
  strategicFlags: z.optional(z.array(item)),
  grades: z.optional(z.array(grade)),
  classes: z.optional(z.array(grade)),
  levels: z.optional(z.array(z.looseObject({ id, level: z.int(), name: L }))),
  crossMap: z.optional(z.array(z.looseObject({ level: z.int(), pain: z.string() }))),
  scoring: z.optional(z.looseObject({ rules: z.array(z.looseObject({ id, text: L, formula: z.string() })) })),
});

const fileSchema = z.looseObject({ schemaVersion: z.string(), assessments: z.array(instrumentSchema) });

/** Reads an instruments file into definitions by id. Throws the schema's error for a file of another shape. */
export function parseInstruments(file: unknown): Record<string, InstrumentDefinition> {
  const parsed = fileSchema.parse(file);
  return Object.fromEntries(parsed.assessments.map((entry) => [entry.id, entry as unknown as InstrumentDefinition]));
}
