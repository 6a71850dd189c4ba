/**
 * Tryton's JSON-RPC with the page's own session (6.0, tried 2026-11-21). Runs beside the page, in the content script's
 * world: same origin, no cookie, the session is in localStorage. No library.
 */
import type { Place } from '../contract.ts';
import type { ApiFailure } from '../session.ts';

/** What is used of the page's window. `fetch` must be bound. */
export interface TrytonWindow {
  fetch: typeof fetch;
  localStorage: Pick<Storage, 'getItem'>;
  origin: string;
}

export type Row = Record<string, unknown>;
export const isRow = (x: unknown): x is Row => typeof x === 'object' && x !== null && !Array.isArray(x);

/** `refused`: a UserError or UserWarning, with its words. */
export class Trouble extends Error {
  constructor(readonly why: ApiFailure['why'], message = '') { super(message); }
}

export interface Line {
  call(method: string, params: unknown[]): Promise<unknown>;
  login: string;
  database: string;
}

/** The session of the page's user in the database that `org` (`host/database`) names. Throws Trouble. */
export function connect(org: Place['org'], win: TrytonWindow): Line {
  const [host, database = ''] = org.split('/');
  if (new URL(win.origin).host !== host) throw new Trouble('not-found', 'another site');
  const s: unknown = JSON.parse(win.localStorage.getItem(`sao_session_${database}`) ?? 'null');
  if (!isRow(s)) throw new Trouble('signed-out');
  const key = btoa(String.fromCharCode(...new TextEncoder().encode(`${s['login']}:${s['user_id']}:${s['session']}`)));
  return { login: String(s['login']), database, call: (method, params) => rpc(win, database, key, method, params) };
}

/** A record's id as Tryton counts them. Throws Trouble. */
export function idOf(record: string): number {
  const id = Number(record);
  if (!Number.isSafeInteger(id)) throw new Trouble('not-found', 'no record id');
  return id;
}

/** What went wrong, as an answer; anything unforeseen is an answer of another shape. */
export function failure(error: unknown): { ok: false; why: ApiFailure['why']; detail?: string } {
  if (error instanceof Trouble) return { ok: false, why: error.why, ...(error.message && { detail: error.message }) };
  return { ok: false, why: 'shape', detail: String(error).slice(0, 200) };
}

async function rpc(win: TrytonWindow, database: string, key: string, method: string, params: unknown[]): Promise<unknown> {
  let response: Response;
  let body: unknown;
  try {
    response = await win.fetch(`${win.origin}/${encodeURIComponent(database)}/`, {
      method: 'POST',
      credentials: 'omit', // the session is in the header; a 401 would otherwise open the browser's own login box
      headers: { 'Content-Type': 'application/json', Authorization: `Session ${key}` },
      body: JSON.stringify({ id: 0, method, params }),
    });
    if (response.ok) body = await response.json();
  } catch (error) {
    throw new Trouble(error instanceof SyntaxError ? 'shape' : 'network', String(error).slice(0, 200));
  }
  if (response.status === 401) throw new Trouble('signed-out');
  if (response.status === 403) throw new Trouble('forbidden');
  if (response.status === 404) throw new Trouble('not-found');
  if (response.status === 429 || response.status === 503) throw new Trouble('busy', `HTTP ${response.status}`);
  if (!response.ok) throw new Trouble('network', `HTTP ${response.status}`);
  if (!isRow(body)) throw new Trouble('shape', method);
  const error = body['error'];
  if (Array.isArray(error)) throw troubleOf(error);
  if (!('result' in body)) throw new Trouble('shape', method);
  return body['result'];
}

/** `['UserError', [message, description, domain]]`, `['UserWarning', [name, message, description]]`, `['ConcurrencyException', words]`. */
function troubleOf([kind, what]: unknown[]): Trouble {
  const said = (Array.isArray(what) ? what : [what]).filter((x): x is string => typeof x === 'string' && x !== '');
  const words = (kind === 'UserWarning' ? said.slice(1) : said).join(' ').slice(0, 2_000);
  if (kind === 'UserError' || kind === 'UserWarning') return new Trouble('refused', words);
  if (kind === 'ConcurrencyException') return new Trouble('newer', words);
  return new Trouble(kind === 'NotLogged' ? 'signed-out' : 'shape', JSON.stringify([kind, what]).slice(0, 200));
}
