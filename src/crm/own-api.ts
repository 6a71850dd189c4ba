/**
 * What the readers of a CRM's own API have in common, where it is asked beside the page with the page's session: one request,
 * its troubles, and the four jobs of session.ts over the few calls in which CRMs differ. No library; nothing throws outside.
 */
import type { FieldReading, FieldValue, StageRef } from '../domain/event.ts';
import type { ApiReader, ApiTrouble, Fields, Place, Who } from './contract.ts';
import type { ApiAnswers, ApiFailure, ApiJob, Change, DealPerson, Session, Writable } from './session.ts';

/** What is used of the page's window. `fetch` must be bound; `cookie` is the page's `document.cookie`. */
export interface PageWorld {
  fetch: typeof fetch;
  origin: string;
  cookie: string;
  /** The path of the page's address, where an API wants to know the tenant it names. */
  path?: string;
}

export class Trouble extends Error {
  constructor(readonly why: ApiFailure['why'], detail = '', readonly more: Pick<ApiFailure, 'wait' | 'now'> = {}) {
    super(detail.slice(0, 300));
  }
}

export type Row = Record<string, unknown>;
export const isRow = (x: unknown): x is Row => typeof x === 'object' && x !== null && !Array.isArray(x);
export const rows = (x: unknown): Row[] => (Array.isArray(x) ? x.filter(isRow) : []);
export const text = (x: unknown): string | undefined => (typeof x === 'string' ? x : undefined);
/** Ids arrive as numbers or texts. */
export const idText = (x: unknown): string | undefined =>
  typeof x === 'string' && x.length > 0 && x.length <= 400 ? x : typeof x === 'number' && Number.isSafeInteger(x) ? String(x) : undefined;
export const figure = (x: unknown): number | undefined => {
  const n = typeof x === 'string' && x.trim() ? Number(x) : x;
  return typeof n === 'number' && Number.isFinite(n) ? n : undefined;
};
/** The day of a date or of a time that names one, `YYYY-MM-DD…`. */
export const dayText = (x: unknown): string | undefined => /^\d{4}-\d\d-\d\d(?=T|\s|$)/.exec(text(x) ?? '')?.[0];
export const currencyCode = (x: unknown): string | undefined => /^[A-Z]{3}$/.exec(text(x) ?? '')?.[0];
export const clip = (x: string, max = 10_000): string => (x.length > max ? `${x.slice(0, max - 1)}…` : x);
export const stageRef = (id: string, label: string, closed?: 'won' | 'lost'): StageRef => ({ id: clip(id, 400), label: clip(label || id, 400), ...(closed && { closed }) });
export const cookieOf = (cookies: string, name: string): string | undefined => {
  const found = cookies.split('; ').find((c) => c.startsWith(`${name}=`))?.slice(name.length + 1);
  try {
    return found && decodeURIComponent(found);
  } catch {
    return found; // not encoded
  }
};
/** For APIs whose notes are HTML. */
export const escapeHtml = (plain: string): string =>
  plain.replace(/[&<>"']/g, (c) => `&#${c.charCodeAt(0)};`).replace(/\r?\n/g, '<br>');

/** Fields from an API: `null` is an empty field, `undefined` one that was not understood and is left to the page. */
export function fill(): { fields: Fields; set(name: keyof Fields, value: FieldReading['value'] | undefined): void } {
  const fields: Fields = {};
  return { fields, set: (name, value) => { if (value !== undefined) fields[name] = { value, from: 'api' }; } };
}

/** One request to the page's own origin. A redirect leads to a sign-in page. */
export async function ask(world: PageWorld, path: string, init: RequestInit & { json?: unknown } = {}): Promise<{ body: unknown; headers: Headers }> {
  const { json, ...rest } = init;
  let response: Response;
  try {
    response = await world.fetch(world.origin + path, {
      credentials: 'same-origin', redirect: 'manual', ...rest,
      headers: { Accept: 'application/json', ...(json !== undefined && { 'Content-Type': 'application/json' }), ...rest.headers as Record<string, string> },
      ...(json !== undefined && { body: JSON.stringify(json) }),
    });
  } catch (error) {
    throw new Trouble('network', String(error));
  }
  const { status, headers } = response;
  if (response.type === 'opaqueredirect' || (status >= 300 && status < 400) || status === 401) throw new Trouble('signed-out', String(status));
  const body: unknown = status === 204 ? null : await response.json().catch(() => undefined);
  if (response.ok) {
    if (body === undefined) throw new Trouble('shape', 'no JSON');
    return { body, headers };
  }
  const said = `${status} ${saidBy(body)}`.trim();
  if (status === 403) throw new Trouble('forbidden', said);
  if (status === 404 || status === 410) throw new Trouble('not-found', said);
  if (status === 412) throw new Trouble('newer', said);
  if (status === 429) throw new Trouble('busy', said, { wait: waitOf(headers) });
  throw new Trouble(status >= 500 ? 'network' : rest.method && rest.method !== 'GET' ? 'refused' : 'shape', said);
}

/** What an API says of its refusal: `{message}`, `{error}`, `{error:{message}}`, `{data:[{message}]}`. */
function saidBy(body: unknown): string {
  if (!isRow(body)) return '';
  const inner = isRow(body['error']) ? body['error'] : rows(body['data'])[0] ?? body;
  return text(inner['message']) ?? text(body['error']) ?? '';
}

const WAIT_MS = 10_000;
function waitOf(headers: Headers): number {
  const seconds = Number(headers.get('retry-after'));
  return seconds > 0 && seconds < 3_600 ? seconds * 1_000 : WAIT_MS;
}

export interface ReadRecord {
  fields: Fields;
  stages?: StageRef[];
  me?: Who;
  /** The CRM's mark of the record's version. */
  mark?: string;
}

/** The calls in which one CRM differs from another. Each throws `Trouble`. */
export interface OwnApi {
  /** Whether the page's origin is the one that this place, or this tenant, belongs to. */
  owns(org: string): boolean;
  record(place: Place): Promise<ReadRecord>;
  people(place: Place): Promise<DealPerson[]>;
  deals(job: Extract<ApiJob, { do: 'deals' }>): Promise<Omit<ApiAnswers['deals'], 'ok'>>;
  /** What may be written on a record of this CRM. */
  can: readonly Writable[];
  /** Writes one value; `now` is the record as it was read a moment ago. */
  write(place: Place, change: Change, now: ReadRecord): Promise<void>;
}

const READ_TROUBLES: readonly string[] = ['signed-out', 'forbidden', 'other-user', 'shape', 'network', 'not-granted', 'not-found'] satisfies ApiTrouble[];

function failure(error: unknown): ApiFailure {
  if (error instanceof Trouble) return { ok: false, why: error.why, ...(error.message && { detail: error.message }), ...error.more };
  return { ok: false, why: 'shape', detail: String(error).slice(0, 300) };
}

/** A value as it is compared: a stage by its id, nothing for an empty text. */
const bare = (value: FieldValue | undefined): unknown =>
  typeof value === 'object' && value !== null && 'id' in value ? value.id : value === '' ? null : value ?? null;

export function ownApi(api: OwnApi): { read: ApiReader['read']; session: Session } {
  const record = (place: Place): Promise<ReadRecord> => {
    if (!api.owns(place.org)) throw new Trouble('not-found', 'another site');
    return api.record(place);
  };

  async function write({ place, change }: Extract<ApiJob, { do: 'write' }>): Promise<ApiAnswers['write']> {
    const { field, from, to } = change;
    if (!api.can.includes(field)) throw new Trouble('not-offered');
    const before = await record(place);
    if (field === 'note') {
      await api.write(place, change, before);
      return { ok: true };
    }
    const seen = before.fields[field];
    if (!seen) throw new Trouble('not-offered', 'the CRM does not show this field');
    if (bare(seen.value) !== bare(from)) throw new Trouble('newer', '', { now: seen });
    await api.write(place, change, before);
    const { fields } = await record(place);
    // Some answer “ok” to a value that a rule of theirs put back.
    if (bare(fields[field]?.value) !== bare(to)) throw new Trouble('refused', 'the value was not kept');
    return { ok: true, fields };
  }

  async function doJob(job: ApiJob): Promise<ApiAnswers[ApiJob['do']]> {
    if (job.do === 'write') return write(job);
    if (job.do === 'now') {
      const { fields, stages, mark } = await record(job.place);
      return { ok: true, fields, can: api.can.filter((f) => f === 'note' || fields[f]), ...(mark && { mark }), ...(stages && { stages }) };
    }
    if (!api.owns(job.do === 'deals' ? job.org : job.place.org)) throw new Trouble('not-found', 'another site');
    if (job.do === 'people') return { ok: true, people: await api.people(job.place) };
    if (job.do === 'deals') return { ok: true, ...(await api.deals(job)) };
    throw new Trouble('not-offered');
  }

  return {
    async read(place) {
      try {
        const { fields, stages, me } = await record(place);
        return { ok: true, fields, ...(stages?.length && { stages }), ...(me && { me }) };
      } catch (error) {
        const { why, detail } = failure(error);
        // Busy: the page's reading stands until the next time.
        return { ok: false, why: READ_TROUBLES.includes(why) ? why as ApiTrouble : 'network', ...(detail && { detail }) };
      }
    },
    session: (async (job: ApiJob) => {
      try {
        return await doJob(job);
      } catch (error) {
        return failure(error);
      }
    }) as Session,
  };
}
