/**
 * Reading the deal's sheets. A canvas is a set of records; each is one row, except the record named `sheet`, which
 * carries the fields of the sheet as a whole (`agreedBy` of the plan, `mode` of the nine boxes). A structured field is
 * stored as JSON text, or as several fields with dotted names (`FR.user`, `FR.appointedAt`).
 */
import { hlcTime, type Hlc } from '../hlc.ts';
import type { DealState } from '../state.ts';

export const SHEET = 'sheet';

export type Row = { id: string } & Record<string, unknown>;
type Stored = DealState['canvases'][string][string];

function parsed(value: unknown): unknown {
  if (typeof value !== 'string' || !/^\s*[[{]/.test(value)) return value;
  try {
    return JSON.parse(value) as unknown;
  } catch {
    return value;
  }
}

/** Fields of a record, dotted names nested. A field that is both a value and a parent keeps the value. */
function nested(record: Stored): Record<string, unknown> {
  const result: Record<string, unknown> = {};
  for (const [name, field] of Object.entries(record)) {
    const [head = '', ...rest] = name.split('.');
    if (rest.length === 0) {
      result[head] = parsed(field.value);
      continue;
    }
    const inner = result[head] ?? {};
    if (typeof inner === 'object' && inner !== null) result[head] = { ...inner, [rest.join('.')]: parsed(field.value) };
  }
  return result;
}

/** Records of a canvas that were not removed. */
function records(state: DealState, canvas: string): [string, Stored][] {
  return Object.entries(state.canvases[canvas] ?? {}).filter(([id]) => state.removed[canvas]?.[id] === undefined);
}

/** The rows of a canvas, without its own fields. */
export function rowsOf(state: DealState, canvas: string): Row[] {
  return records(state, canvas)
    .filter(([id]) => id !== SHEET)
    .map(([id, record]) => ({ ...nested(record), id }));
}

/** All fields of a canvas that is one form: its own and those of its only record. */
export function sheetOf(state: DealState, canvas: string): Record<string, unknown> {
  return Object.assign({}, ...records(state, canvas).map(([, record]) => nested(record))) as Record<string, unknown>;
}

/** The fields of the sheet as a whole, without its rows. */
export function headOf(state: DealState, canvas: string): Record<string, unknown> {
  const head = records(state, canvas).find(([id]) => id === SHEET);
  return head ? nested(head[1]) : {};
}

/** First and last time something was written on a canvas. */
export function stampsOf(state: DealState, canvas: string): { first: Hlc | null; last: Hlc | null } {
  const stamps = records(state, canvas)
    .flatMap(([, record]) => Object.values(record).map((field) => field.stamp.at))
    .toSorted();
  return { first: stamps[0] ?? null, last: stamps.at(-1) ?? null };
}

/** A canvas is started once a field of it holds something. */
export function isStarted(state: DealState, canvas: string): boolean {
  return records(state, canvas).some(([, record]) =>
    Object.values(record).some(
      ({ value }) => value !== null && value !== '' && value !== false && !(Array.isArray(value) && value.length === 0),
    ),
  );
}

/** Answers of one party to an instrument, the last one of each question, structured values unpacked. */
export function answersOf(
  state: DealState,
  assessment: string,
  party = 'us',
  until?: Hlc,
): Record<string, { value: unknown; askBy?: string | undefined; at: Hlc }> {
  const result: Record<string, { value: unknown; askBy?: string | undefined; at: Hlc }> = {};
  for (const [question, all] of Object.entries(state.answers[assessment]?.[party] ?? {})) {
    const answer = until === undefined ? all.at(-1) : all.findLast((entry) => entry.stamp.at <= until);
    if (answer) result[question] = { value: parsed(answer.value), askBy: answer.askBy, at: answer.stamp.at };
  }
  return result;
}

/** Question → value of a form that is filled in once, from its answers and from a canvas of the same id. */
export function formOf(state: DealState, id: string): Record<string, unknown> {
  const answers = Object.entries(answersOf(state, id)).map(([question, answer]) => [question, answer.value] as const);
  return { ...sheetOf(state, id), ...Object.fromEntries(answers) };
}

/** The calendar day of a stamp, in the time zone of the caller's `dayOf`. */
export const dayOfStamp = (at: Hlc, dayOf: (ms: number) => string): string => dayOf(hlcTime(at));
