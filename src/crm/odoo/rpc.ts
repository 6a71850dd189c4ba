/**
 * Odoo's JSON-RPC with the page's own session: same origin, the cookie goes along by itself (answers seen on Odoo 19,
 * 2026-11-21; the same addresses in the public source of 16 to 18).
 */
import type { ApiFailure } from '../session.ts';

/** What is used of the page's window. `fetch` must be bound. */
export interface OdooWindow {
  fetch: typeof fetch;
  origin: string;
}
export type Row = Record<string, unknown>;
export const isRow = (x: unknown): x is Row => typeof x === 'object' && x !== null && !Array.isArray(x);

export class Trouble extends Error {
  constructor(readonly why: ApiFailure['why'], message = '', readonly wait?: number) { super(message); }
}

export const failure = (error: unknown): ApiFailure =>
  error instanceof Trouble
    ? { ok: false, why: error.why, ...(error.message && { detail: error.message }), ...(error.wait !== undefined && { wait: error.wait }) }
    : { ok: false, why: 'shape', detail: String(error).slice(0, 200) };

/** The signed-in user; `context` has Odoo answer in their language, as the page does. */
export interface User {
  id: number;
  name: string;
  /** Major version of the server, 0 where it does not say. */
  version: number;
  context: { lang?: string; tz?: string };
}

export interface Line {
  user: User;
  /** Calls a model's method. Throws Trouble. */
  kw(model: string, method: string, args: unknown[], kwargs?: Row): Promise<unknown>;
  /** Rows of a search. Throws Trouble. */
  rows(model: string, domain: unknown[], fields: string[], more?: { limit?: number; order?: string; context?: Row }): Promise<Row[]>;
}

/** Throws Trouble where the page is another site's, or nobody is signed in. */
export async function connect(org: string, win: OdooWindow): Promise<Line> {
  if (new URL(win.origin).host !== org) throw new Trouble('not-found', 'another site');
  const info = await call(win, '/web/session/get_session_info', {});
  if (!isRow(info)) throw new Trouble('shape', 'session');
  if (typeof info['uid'] !== 'number') throw new Trouble('signed-out');
  const given = isRow(info['user_context']) ? info['user_context'] : {};
  const context = Object.fromEntries(['lang', 'tz'].flatMap((k) => (typeof given[k] === 'string' ? [[k, given[k]]] : [])));
  const version = Array.isArray(info['server_version_info']) ? Number(info['server_version_info'][0]) || 0 : 0;
  const user = { id: info['uid'], name: String(info['name'] ?? info['username'] ?? ''), version, context };
  const kw: Line['kw'] = (model, method, args, kwargs = {}) =>
    call(win, `/web/dataset/call_kw/${model}/${method}`, { model, method, args, kwargs: { ...kwargs, context: { ...context, ...(kwargs['context'] as Row | undefined) } } });
  return {
    user, kw,
    rows: async (model, domain, fields, more = {}) => {
      const found = await kw(model, 'search_read', [], { domain, fields, ...more });
      if (!Array.isArray(found) || !found.every(isRow)) throw new Trouble('shape', `${model}/search_read`);
      return found;
    },
  };
}

async function call(win: OdooWindow, path: string, params: Row): Promise<unknown> {
  let response: Response;
  try {
    response = await win.fetch(win.origin + path, {
      method: 'POST', headers: { 'Content-Type': 'application/json' }, credentials: 'same-origin', body: JSON.stringify({ jsonrpc: '2.0', id: 1, method: 'call', params }),
    });
  } catch (error) {
    throw new Trouble('network', String(error).slice(0, 200));
  }
  if (response.status === 401) throw new Trouble('signed-out');
  if (response.status === 403) throw new Trouble('forbidden');
  if (response.status === 404) throw new Trouble('not-found');
  if (response.status === 429 || response.status === 503) throw new Trouble('busy', `HTTP ${response.status}`, (Number(response.headers.get('Retry-After')) || 30) * 1_000);
  if (!response.ok) throw new Trouble('network', `HTTP ${response.status}`);
  let body: unknown;
  try {
    body = await response.json();
  } catch {
    throw new Trouble('shape', 'no JSON');
  }
  if (!isRow(body)) throw new Trouble('shape', path);
  const error = body['error'];
  if (isRow(error)) {
    // Odoo answers errors with HTTP 200 and the exception's name.
    const data = isRow(error['data']) ? error['data'] : {};
    const name = String(data['name'] ?? '');
    const why = error['code'] === 100 || /SessionExpired/.test(name) ? 'signed-out' : error['code'] === 404 ? 'not-found'
      : /AccessError|AccessDenied/.test(name) ? 'forbidden' : /MissingError/.test(name) ? 'not-found' : /(User|Validation)Error|RedirectWarning/.test(name) ? 'refused' : 'shape';
    throw new Trouble(why, String(why === 'refused' ? data['message'] ?? '' : `${name} ${String(error['message'] ?? '')}`).trim().slice(0, 200));
  }
  if (!('result' in body)) throw new Trouble('shape', path);
  return body['result'];
}
