/**
 * Odoo's JSON-RPC with the page's own session (answers seen on Odoo 19, 2026-11-21). Same origin, the cookie goes along by
 * itself. Injected beside the page on demand; no library. Never throws.
 */
import type { FieldReading, StageRef } from '../../domain/event.ts';
import type { ApiReader, ApiTrouble, Fields, Place } from '../contract.ts';
import { cut } from '../parse.ts';

/** What is used of the page's window. `fetch` must be bound. */
export interface OdooWindow {
  fetch: typeof fetch;
  origin: string;
}
type Answer = Awaited<ReturnType<ApiReader['read']>>;
type Row = Record<string, unknown>;
const isRow = (x: unknown): x is Row => typeof x === 'object' && x !== null && !Array.isArray(x);

class Trouble extends Error {
  constructor(readonly why: ApiTrouble, message = '') { super(message); }
}

const FIELDS = ['name', 'partner_id', 'contact_name', 'expected_revenue', 'company_currency', 'probability', 'stage_id', 'user_id', 'date_deadline', 'create_date'];

/** Fields of one opportunity, the stages in their order, and the signed-in user. Probability is in percent, 0–100. */
export async function readOdoo(place: Place, win: OdooWindow): Promise<Answer> {
  try {
    if (new URL(win.origin).host !== place.org) throw new Trouble('not-found', 'another site');
    const id = Number(place.record);
    const rows = await call(win, '/web/dataset/call_kw/crm.lead/read', { model: 'crm.lead', method: 'read', args: [[id], FIELDS], kwargs: {} });
    const row: unknown = Array.isArray(rows) ? rows[0] : undefined;
    if (Array.isArray(rows) && !rows.length) throw new Trouble('not-found');
    if (!isRow(row) || row['id'] !== id) throw new Trouble('shape', 'read');
    const list = await call(win, '/web/dataset/call_kw/crm.stage/search_read', {
      model: 'crm.stage', method: 'search_read', args: [[], ['name', 'sequence', 'is_won']], kwargs: { order: 'sequence, id' },
    }).catch(() => []); // the record stands without them
    const stages = (Array.isArray(list) ? list : []).flatMap((s: unknown): StageRef[] =>
      isRow(s) && typeof s['id'] === 'number' && typeof s['name'] === 'string' ? [{ id: String(s['id']), label: cut(s['name'], 400), ...(s['is_won'] === true && { closed: 'won' as const }) }] : []);
    const session = await call(win, '/web/session/get_session_info', {}).catch(() => null);
    const me = isRow(session) && typeof session['uid'] === 'number' ? { id: String(session['uid']), label: cut(String(session['name'] ?? session['username'] ?? ''), 400) } : undefined;
    return { ok: true, fields: fieldsOf(row, stages), ...(stages.length && { stages }), ...(me && { me }) };
  } catch (error) {
    if (error instanceof Trouble) return { ok: false, why: error.why, ...(error.message && { detail: error.message }) };
    return { ok: false, why: 'shape', detail: String(error).slice(0, 200) };
  }
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
  if (!response.ok) throw new Trouble('network', `HTTP ${response.status}`);
  const body: unknown = await response.json();
  if (!isRow(body)) throw new Trouble('shape', path);
  const error = body['error'];
  if (isRow(error)) {
    // Odoo answers errors with HTTP 200 and the exception's name.
    const data = isRow(error['data']) ? String(error['data']['name']) : '';
    const why: ApiTrouble = error['code'] === 100 || /SessionExpired/.test(data) ? 'signed-out' : /AccessError|AccessDenied/.test(data) ? 'forbidden' : /MissingError/.test(data) ? 'not-found' : 'shape';
    throw new Trouble(why, `${data} ${String(error['message'] ?? '')}`.trim().slice(0, 200));
  }
  if (!('result' in body)) throw new Trouble('shape', path);
  return body['result'];
}

/** Odoo says `false` for an empty field of any type. */
function fieldsOf(row: Row, stages: StageRef[]): Fields {
  const fields: Fields = {};
  const set = (name: keyof Fields, key: string, read: (x: unknown) => FieldReading['value'] | undefined) => {
    if (!(key in row)) return;
    const value = row[key] === false || row[key] === null ? null : read(row[key]);
    if (value !== undefined) fields[name] = { value, from: 'api' };
  };
  const pair = (x: unknown): { id: string; label: string } | undefined =>
    Array.isArray(x) && typeof x[0] === 'number' && typeof x[1] === 'string' ? { id: String(x[0]), label: cut(x[1]) } : undefined;
  const text = (x: unknown) => (typeof x === 'string' ? cut(x) : undefined);
  const day = (x: unknown) => (typeof x === 'string' ? /^\d{4}-\d\d-\d\d/.exec(x)?.[0] : undefined);
  const figure = (x: unknown) => (typeof x === 'number' && Number.isFinite(x) ? x : undefined);
  const code = pair(row['company_currency'])?.label;
  set('name', 'name', text);
  set('account', 'partner_id', pair);
  set('contact', 'contact_name', (x) => (typeof x === 'string' ? { label: cut(x) } : undefined));
  set('amount', 'expected_revenue', (x) => {
    const value = figure(x);
    return value === undefined ? undefined : { value, ...(code && /^[A-Z]{3}$/.test(code) && { currency: code }) };
  });
  set('probability', 'probability', figure);
  set('owner', 'user_id', pair);
  set('closeDate', 'date_deadline', day);
  set('created', 'create_date', day);
  set('stage', 'stage_id', (x) => {
    const at = pair(x);
    return at && (stages.find((s) => s.id === at.id) ?? { id: at.id, label: cut(at.label, 400) });
  });
  return fields;
}
