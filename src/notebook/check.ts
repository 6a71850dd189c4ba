/** Whether events from outside, and drafts from a screen, have the shape of an event. */
import * as z from 'zod/mini';
import { envelope, EVENT_DATA, understood, type Event, type EventDraft } from '../domain/event.ts';
import { isHlc } from '../domain/hlc.ts';
import { NotebookError } from './errors.ts';

/** Longest event as JSON, in characters; the largest known one is about a tenth of it. */
export const MAX_EVENT_CHARS = 1_000_000;

const ID = /^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/;

function within(value: unknown, min: number, max: number): boolean {
  return typeof value === 'string' && value.length >= min && value.length <= max;
}

/** The envelope's schema by hand: a million events are checked in an import, where the schema takes four times as long. */
export function isEnvelope(value: unknown): value is Event {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return false;
  const e = value as Record<keyof Event, unknown>;
  return (
    typeof e.id === 'string' && ID.test(e.id) && within(e.deal, 3, 600) && within(e.by, 1, 200) &&
    (e.role === 'rep' || e.role === 'manager') && typeof e.at === 'string' && isHlc(e.at) &&
    within(e.type, 1, 80) && Number.isSafeInteger(e.v) && (e.v as number) >= 1 && e.data !== undefined
  );
}

/** Why something is no event, or null when it is one. Its type and data may be unknown to this build. */
export function fault(value: unknown): string | null {
  if (isEnvelope(value)) return null;
  const result = z.safeParse(envelope, value);
  if (!result.success) {
    const issue = result.error.issues[0];
    return `${issue?.path.join('.') || 'event'}: ${issue?.message ?? 'wrong shape'}`;
  }
  return 'data: missing';
}

/** Whether this build cannot fold an event: of a newer version or an unknown type. */
export function beyond(event: Event): boolean {
  return event.v > 1 || !Object.hasOwn(EVENT_DATA, event.type);
}

/** A draft's data as plain JSON of its type's shape. Throws NotebookError `bad-event`. */
export function plainData(draft: EventDraft): unknown {
  const shape = Object.hasOwn(EVENT_DATA, draft.type) ? (EVENT_DATA[draft.type] as z.core.$ZodType) : undefined;
  if (!shape) throw new NotebookError('bad-event', `unknown type ${String(draft.type).slice(0, 80)}`);
  const result = z.safeParse(shape, draft.data);
  if (!result.success) {
    const issue = result.error.issues[0];
    throw new NotebookError('bad-event', `${draft.type} ${issue?.path.join('.') ?? ''}: ${issue?.message ?? ''}`);
  }
  return JSON.parse(JSON.stringify(result.data));
}

/** Throws NotebookError `bad-event` unless every one of these is an event this build understands. */
export function assertUnderstood(events: readonly Event[]): void {
  for (const event of events) {
    const why = fault(event) ?? (understood(event) ? null : `${event.type}: wrong shape`);
    if (why) throw new NotebookError('bad-event', why);
    if (JSON.stringify(event).length > MAX_EVENT_CHARS) throw new NotebookError('bad-event', `${event.type}: too long`);
  }
}
