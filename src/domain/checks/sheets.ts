/**
 * Reading the deal's sheets. A canvas is a set of records; each is one row, except the record named `sheet`, which
 * carries the fields of the sheet as a whole (`agreedBy` of the plan, `mode` of the nine boxes). A structured field is
 * stored as JSON text, or as several fields with dotted names (`FR.user`, `FR.appointedAt`).
 */
import type { Hlc } from '../hlc.ts';
import type { DealState } from '../state.ts';

export const SHEET = 'sheet';

export type Row = { id: string } & Record<string, unknown>;
type Stored = DealState['canvases'][string][string];

/** A structured value out of the JSON text it is stored as. */
export function unpacked(value: unknown): unknown {
  if (typeof value !== 'string' || (value[0] !== '[' && value[0] !== '{' && !/^\s+[[{]/.test(value))) return value;
  try {
    return JSON.parse(value) as unknown;
  } catch {
    return value;
  }
}

/** Fields of a record, dotted names nested. A field that is both a value and a parent keeps the value. */
function nested(record: Stored): Record<string, unknown> {
  const result: Record<string, unknown> = {};
  for (const name in record) {
    const field = record[name]!;
    if (!name.includes('.')) {
      result[name] = unpacked(field.value);
      continue;
    }
    const [head = '', ...rest] = name.split('.');
    const inner = result[head] ?? {};
    if (typeof inner === 'object' && inner !== null) result[head] = { ...inner, [rest.join('.')]: unpacked(field.value) };
  }
  return result;
}

interface Sheet {
  removed: DealState['removed'][string] | undefined;
  records: [string, Stored][];
  rows?: readonly Row[];
}

/** A canvas of a state is never changed, only replaced: what was read from it holds as long as it is there. */
const sheets = new WeakMap<DealState['canvases'][string], Sheet>();
const NOTHING: Sheet = { removed: undefined, records: [], rows: [] };

function sheet(state: DealState, canvas: string): Sheet {
  const stored = state.canvases[canvas];
  if (stored === undefined) return NOTHING;
  const removed = state.removed[canvas];
  let known = sheets.get(stored);
  if (!known || known.removed !== removed) {
    known = { removed, records: Object.entries(stored).filter(([id]) => removed?.[id] === undefined) };
    sheets.set(stored, known);
  }
  return known;
}

/** Records of a canvas that were not removed. */
const records = (state: DealState, canvas: string): [string, Stored][] => sheet(state, canvas).records;

/** The rows of a canvas, without its own fields; to be read only. */
export function rowsOf(state: DealState, canvas: string): readonly Row[] {
  const known = sheet(state, canvas);
  return (known.rows ??= known.records.filter(([id]) => id !== SHEET).map(([id, record]) => ({ ...nested(record), id })));
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
  let first: Hlc | null = null;
  let last: Hlc | null = null;
  for (const [, record] of records(state, canvas)) {
    for (const { stamp } of Object.values(record)) {
      if (first === null || stamp.at < first) first = stamp.at;
      if (last === null || stamp.at > last) last = stamp.at;
    }
  }
  return { first, last };
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
    if (answer) result[question] = { value: unpacked(answer.value), askBy: answer.askBy, at: answer.stamp.at };
  }
  return result;
}

/** Question → value of a form that is filled in once, from its answers and from a canvas of the same id. */
export function formOf(state: DealState, id: string): Record<string, unknown> {
  const answers = Object.entries(answersOf(state, id)).map(([question, answer]) => [question, answer.value] as const);
  return { ...sheetOf(state, id), ...Object.fromEntries(answers) };
}

/** The calendar day of a stamp, in the time zone of the caller's `dayOf`. */
export const dayOfStamp = (at: Hlc, dayOf: (ms: number) => string): string => dayOf(Number(at.slice(0, 13)));

const SLOT = 900_000;

/** `dayOf` that asks once per quarter of an hour: in every time zone a day begins at one. For the length of one reading. */
export function perSlot(dayOf: (ms: number) => string): (ms: number) => string {
  const known = new Map<number, string>();
  return (ms) => {
    const slot = Math.floor(ms / SLOT);
    let day = known.get(slot);
    if (day === undefined) known.set(slot, (day = dayOf(ms)));
    return day;
  };
}
