/** The published shape of a recipe, version 1. What shape alone cannot say is in `lint.ts`. */
import * as z from 'zod/mini';
import { FIELDS, type FieldName } from '../../domain/event.ts';

const words = (max: number) => z.string().check(z.minLength(1), z.maxLength(max));
const css = words(400);
const attribute = z.string().check(z.maxLength(80), z.regex(/^[a-zA-Z][\w:-]*$/));
const finder = z.union([
  z.strictObject({ css }),
  z.strictObject({ label: z.array(words(200)).check(z.minLength(1), z.maxLength(60)), up: z.optional(z.int().check(z.gte(0), z.lte(6))) }),
]);
const finders = z.array(finder).check(z.minLength(1), z.maxLength(12));
const rule = z.strictObject({ find: finders, attr: z.optional(attribute) });
const closed = z.optional(z.enum(['won', 'lost']));
const known = z.strictObject({ id: words(400), labels: z.array(words(400)).check(z.maxLength(30)), closed });

const plainFields = FIELDS.filter((name): name is Exclude<FieldName, 'stage'> => name !== 'stage');
const listFields = plainFields.filter((name): name is Exclude<FieldName, 'stage' | 'name'> => name !== 'name');

export const recipeSchema = z.strictObject({
  recipe: z.literal(1),
  id: z.string().check(z.regex(/^[a-z0-9][a-z0-9-]{0,39}$/)),
  name: words(80),
  version: z.int().check(z.gte(1), z.lte(1_000_000)),
  hosts: z.array(words(200)).check(z.maxLength(30)),
  record: z.array(words(400)).check(z.maxLength(20)),
  scope: z.optional(z.array(css).check(z.maxLength(6))),
  fields: z.partialRecord(z.enum(plainFields), rule),
  stage: z.optional(z.strictObject({
    find: z.optional(finders), items: z.optional(css), current: z.optional(css), id: z.optional(attribute),
    moves: z.optional(css), picked: z.optional(css), known: z.optional(z.array(known).check(z.maxLength(60))),
  })),
  list: z.optional(z.strictObject({
    view: z.enum(['list', 'kanban']), row: css, record: z.optional(attribute), name: z.optional(css),
    fields: z.optional(z.partialRecord(z.enum(listFields), css)),
    stage: z.optional(z.strictObject({ css: z.optional(css), column: z.optional(css), id: z.optional(attribute), title: z.optional(css) })),
  })),
  refusal: z.optional(css),
  dates: z.optional(z.enum(['d', 'm', 'y'])),
  currency: z.optional(z.string().check(z.regex(/^[A-Z]{3}$/))),
  lang: z.optional(z.string().check(z.maxLength(35))),
  over: z.optional(z.string().check(z.regex(/^[\w-]{1,60}$/))),
  source: z.optional(z.string().check(z.maxLength(1_000))),
  date: z.optional(z.string().check(z.regex(/^\d{4}-\d{2}-\d{2}$/))),
});
