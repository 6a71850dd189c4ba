/** Whether events from outside, and drafts from a screen, have the shape of an event. */
import * as z from 'zod/mini';
import { envelope, EVENT_DATA, understood, type Event, type EventDraft } from '../domain/event.ts';
import { NotebookError } from './errors.ts';

/** Longest event as JSON, in characters; the largest known one is about a tenth of it. */
export const MAX_EVENT_CHARS = 1_000_000;

/** Why something is no event, or null when it is one. Its type and data may be unknown to this build. */
export function fault(value: unknown): string | null {
  const result = z.safeParse(envelope, value);
  if (!result.success) {
    const issue = result.error.issues[0];
    return `${issue?.path.join('.') || 'event'}: ${issue?.message ?? 'wrong shape'}`;
  }
  return (value as Event).data === undefined ? 'data: missing' : null;
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
