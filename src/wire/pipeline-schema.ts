/** Shapes of what is asked about a pipeline, and of the deals that a page's list, an API or a file hands over. */
import * as z from 'zod/mini';
import { FIELDS, fieldReading } from '../domain/event.ts';

const text = (max: number) => z.string().check(z.minLength(1), z.maxLength(max));
const n = z.int().check(z.gte(0), z.lte(100_000));

/** A deal as `crm/session.ts` lists it. */
export const listedDeal = z.object({ record: text(300), fields: z.partialRecord(z.enum(FIELDS), fieldReading) });

/** Most deals in one message. */
export const MOST_IN_PART = 500;
const deals = z.array(listedDeal).check(z.maxLength(MOST_IN_PART));
const target = z.object({ crm: z.string().check(z.regex(/^[\w-]{1,70}$/)), org: text(250) });
const refusal = z.object({
  row: z.optional(n), record: z.optional(z.string().check(z.maxLength(300))), why: z.enum(['record', 'name', 'twice', 'shape', 'long']),
  detail: z.optional(z.string().check(z.maxLength(400))),
});

export const pipelineAsk = z.union([
  z.object({ q: z.enum(['pipeline', 'pipeline-refused', 'pipeline-go', 'pipeline-stop', 'pipeline-clear']) }),
  z.object({ q: z.literal('pipeline-try'), target, deals }),
  z.object({ q: z.literal('pipeline-load'), n, deals }),
  z.object({ q: z.literal('pipeline-start'), way: z.enum(['api', 'page']), origin: z.string().check(z.maxLength(400), z.regex(/^https?:\/\/[^/\s]+$/)), all: z.optional(z.boolean()) }),
  z.object({ q: z.literal('pipeline-start'), way: z.literal('file'), target, name: text(250), parts: n, total: n, refused: z.array(refusal).check(z.maxLength(60_000)) }),
]);
