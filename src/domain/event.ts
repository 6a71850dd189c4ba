/**
 * What happened to a deal: one immutable event per change anyone makes.
 * The schemas here are the only truth about an event's data; types are inferred from them.
 */
import * as z from 'zod/mini';
import { isHlc, type Hlc } from './hlc.ts';
import { reader, UNSURE, type Read } from './reader.ts';

/** `${crm}:${org}:${recordId}`; org is a stable tenant host or id, never a display name. */
export type DealKey = string;
/** A person, e.g. `local:9f3a61c2` or, in a team, the credential's subject. */
export type ActorId = string;
export type Role = 'rep' | 'manager';

const text = z.string().check(z.maxLength(20_000));
/** Ids become keys of plain objects, so every name that an object inherits (`__proto__`, `toString`…) is refused. */
const short = z.string().check(z.minLength(1), z.maxLength(400), z.refine((id) => !(id in Object.prototype)));
/** A calendar day, `YYYY-MM-DD`. */
const day = z.string().check(z.regex(/^\d{4}-\d{2}-\d{2}$/));

/**
 * Fields of a deal that StageProof knows by name. Amounts carry a currency; people, companies, pipelines and forecast
 * categories an id where the CRM gives one. `pipeline`: the CRM's pipeline, sales team or record type that the deal's
 * stages come from. `forecast`: the CRM's forecast category, as it names it.
 */
export const FIELDS = [
  'name', 'account', 'contact', 'amount', 'closeDate', 'stage', 'probability', 'owner', 'nextStep', 'number', 'created', 'type', 'pipeline', 'forecast',
] as const;
export type FieldName = (typeof FIELDS)[number];

export const stageRef = z.object({
  /** The CRM's stable id or API name of the stage; labels are for people. */
  id: short,
  label: z.string().check(z.maxLength(400)),
  closed: z.optional(z.enum(['won', 'lost'])),
});
/** A stage as the CRM names it. */
export type StageRef = z.infer<typeof stageRef>;

export const money = z.object({ value: z.number(), currency: z.optional(z.string().check(z.maxLength(8))) });
export type Money = z.infer<typeof money>;
export const ref = z.object({ id: z.optional(short), label: z.string().check(z.maxLength(10_000)) });
/** A person or company of the CRM. */
export type Ref = z.infer<typeof ref>;

export const fieldValue = z.union([z.string().check(z.maxLength(20_000)), z.number(), z.null(), stageRef, money, ref]);
export type FieldValue = z.infer<typeof fieldValue>;

export const provenance = z.enum(['api', 'page', 'taught', 'typed']);
export type Provenance = z.infer<typeof provenance>;
export const fieldReading = z.object({
  value: fieldValue,
  from: provenance,
  /** The page showed an abbreviation such as $42.7K: the value is rounded. */
  rounded: z.optional(z.literal(true)),
});
export type FieldReading = z.infer<typeof fieldReading>;

export const evidence = z.object({
  text: z.optional(text),
  link: z.optional(z.string().check(z.maxLength(2_000))),
  /** Who said so on the customer's side, and the day; naming both raises a claim to confirmed. */
  saidBy: z.optional(z.string().check(z.maxLength(400))),
  saidOn: z.optional(day),
  /** Last day on which the evidence counts; after it the outcome is stale. */
  expires: z.optional(day),
});
export type Evidence = z.infer<typeof evidence>;

const outcome = { outcome: short };
/** What a note hangs on. `id` names the stage, outcome, question (`assessment/question/party`), canvas record or person. */
export const anchor = z.object({
  kind: z.enum(['deal', 'stage', 'outcome', 'answer', 'person', 'canvas', 'check']),
  id: z.optional(short),
});
export type Anchor = z.infer<typeof anchor>;
export const verdictName = z.enum(['pass', 'advise', 'warn', 'block']);
export type VerdictName = z.infer<typeof verdictName>;
const value = z.union([text, z.number(), z.boolean(), z.null(), z.array(z.union([text, z.number()]))]);

/** Event types of version 1 and the shape of their data. */
export const EVENT_DATA = {
  'deal.read': z.object({ fields: z.record(short, fieldReading) }),
  'stage.moved': z.object({
    from: z.optional(stageRef),
    to: stageRef,
    /** gate: went through our gate; noticed: seen at a later reading. */
    seen: z.enum(['gate', 'noticed']),
    verdict: z.optional(verdictName),
    missing: z.optional(z.array(short)),
    override: z.optional(z.object({ reason: text, approver: z.optional(short), until: z.optional(day) })),
  }),
  /** One value written back to the CRM. `unknown`: the answer was lost, so the record alone knows. Of a note `to` is its text. */
  'crm.written': z.object({
    field: z.enum(['stage', 'probability', 'closeDate', 'nextStep', 'note']),
    from: z.optional(fieldValue),
    to: fieldValue,
    result: z.enum(['written', 'refused', 'unknown']),
    /** What the CRM said. */
    detail: z.optional(text),
  }),
  'stage.explained': z.object({ move: short, reason: text }),
  /** The user puts the deal into a method stage by hand; null goes back to the mapping. */
  'stage.placed': z.object({ stage: z.nullable(short) }),
  /** `by`: nobody chose; a rule, the administrator's rule or the default did. */
  'method.chosen': z.object({ method: short, version: short, by: z.optional(z.enum(['rule', 'policy', 'default'])) }),
  'outcome.claimed': z.object({ ...outcome, evidence: evidence, renew: z.optional(z.literal(true)) }),
  'outcome.confirmed': z.object({ ...outcome, evidence: evidence }),
  'outcome.verified': z.object({ ...outcome, note: z.optional(text) }),
  'outcome.rejected': z.object({ ...outcome, reason: text }),
  'outcome.waived': z.object({ ...outcome, reason: text, expires: z.optional(day) }),
  'outcome.withdrawn': z.object({ ...outcome, reason: z.optional(text) }),
  /** A rep task or buyer action of the method, ticked or unticked. */
  'item.ticked': z.object({ item: short, done: z.boolean() }),
  'party.named': z.object({ party: short, name: z.string().check(z.maxLength(400)), kind: z.enum(['us', 'rival', 'no-decision']) }),
  'party.removed': z.object({ party: short }),
  'assessment.answered': z.object({
    assessment: short,
    question: short,
    party: short,
    /** null takes an answer back; `askBy` with value 'later' means it cannot be known before that day. */
    value,
    why: z.optional(text),
    source: z.optional(text),
    askBy: z.optional(day),
  }),
  /** Keeps today's answers as a dated column; the answers themselves are in the log. */
  'assessment.dated': z.object({ assessment: short, on: day, label: z.optional(text) }),
  'canvas.patched': z.object({ canvas: short, record: short, patch: z.record(short, value) }),
  'record.removed': z.object({ canvas: short, record: short }),
  'note.added': z.object({ note: short, anchor, text, replyTo: z.optional(short) }),
  'note.edited': z.object({ note: short, text }),
  'note.acted': z.object({ note: short, text: z.optional(text) }),
  'note.resolved': z.object({ note: short }),
  'note.reopened': z.object({ note: short, text: z.optional(text) }),
  'note.read': z.object({ note: short }),
  'action.added': z.object({ action: short, text, owner: z.enum(['us', 'customer']), due: z.optional(day) }),
  'action.done': z.object({ action: short, done: z.boolean() }),
  'gate.decided': z.object({
    gate: short, outcome: short, conditions: z.optional(text), expires: z.optional(day),
    deciders: z.optional(z.array(short)), inputs: z.optional(z.record(short, z.unknown())),
  }),
  'odds.declared': z.object({ value: z.number().check(z.gte(0), z.lte(100)), why: z.optional(text) }),
  'review.held': z.object({ kind: short, text: z.optional(text) }),
  /** What the author of this event is called, so that a name travels with what was written. */
  'actor.named': z.object({ name: z.string().check(z.minLength(1), z.maxLength(200)) }),
  'check.snoozed': z.object({ check: short, reason: text, until: z.nullable(day) }),
} as const;

export type EventType = keyof typeof EVENT_DATA;
export type EventData<T extends EventType> = z.infer<(typeof EVENT_DATA)[T]>;

/** Event types that count only when written by someone in the manager's role. */
export const MANAGER_ONLY: ReadonlySet<string> = new Set(['outcome.verified', 'outcome.rejected', 'gate.decided', 'review.held']);

/** The envelope every event has, known type or not. Unknown types and newer versions are kept and ignored. */
export const envelope = z.object({
  id: z.string().check(z.regex(/^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/)),
  deal: z.string().check(z.minLength(3), z.maxLength(600)),
  by: z.string().check(z.minLength(1), z.maxLength(200)),
  role: z.enum(['rep', 'manager']),
  at: z.string().check(z.refine(isHlc)),
  type: z.string().check(z.minLength(1), z.maxLength(80)),
  v: z.int().check(z.gte(1)),
  data: z.unknown(),
});

export interface Event<T extends string = string> {
  id: string;
  deal: DealKey;
  by: ActorId;
  role: Role;
  at: Hlc;
  type: T;
  v: number;
  data: T extends EventType ? EventData<T> : unknown;
}

/** What a screen hands over: the worker adds id, stamp, author and role. */
export type EventDraft = { [T in EventType]: { type: T; data: EventData<T> } }[EventType];

/** Shape and quick reader of every type; the reader is made when the type is first met. */
const kinds = new Map(Object.entries(EVENT_DATA).map(([type, shape]) => [type, { shape: shape as z.core.$ZodType, read: null as Read | null }]));

/**
 * An event's data in its type's shape, without anything the shape does not name; undefined when this build does not
 * know the type or version, or the data has another shape.
 */
export function dataOf(event: Event): EventData<EventType> | undefined {
  const kind = event.v === 1 ? kinds.get(event.type) : undefined;
  if (kind === undefined) return undefined;
  const read = (kind.read ??= reader(kind.shape))(event.data);
  if (read !== UNSURE) return read as EventData<EventType>;
  return z.safeParse(kind.shape, event.data).data as EventData<EventType> | undefined;
}

/** Whether an event is of a type and version this build understands and its data has that type's shape. */
export function understood(event: Event): event is Event<EventType> {
  return dataOf(event) !== undefined;
}

/** Order of the log: by stamp, then by id. */
export function byTime(a: { at: Hlc; id: string }, b: { at: Hlc; id: string }): number {
  return a.at < b.at ? -1 : a.at > b.at ? 1 : a.id < b.id ? -1 : a.id > b.id ? 1 : 0;
}
