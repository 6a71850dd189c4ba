/**
 * Tryton's JSON-RPC with the page's own session (6.0, tried 2026-11-21). Runs beside the page, in the content script's
 * world: same origin, no cookie, the session is in localStorage. Injected on demand; no library.
 */
import type { FieldReading, StageRef } from '../../domain/event.ts';
import type { ApiReader, ApiTrouble, Fields, Place } from '../contract.ts';
import { cut } from '../parse.ts';
import { bareName, MODEL, stage } from './stages.ts';

/** What is used of the page's window. `fetch` must be bound. */
export interface TrytonWindow {
  fetch: typeof fetch;
  localStorage: Pick<Storage, 'getItem'>;
  origin: string;
}

type Answer = Awaited<ReturnType<ApiReader['read']>>;
type Row = Record<string, unknown>;

const isRow = (x: unknown): x is Row => typeof x === 'object' && x !== null && !Array.isArray(x);

class Trouble extends Error {
  constructor(readonly why: ApiTrouble, message = '') { super(message); }
}

const NAMES = [
  'description', 'party.rec_name', 'contact.rec_name', 'amount', 'currency.code', 'end_date', 'start_date', 'state',
  'conversion_probability', 'employee.rec_name', 'number',
];

/** Fields of one opportunity, the stages and the signed-in user. Never throws. Probability is in percent, 0–100. */
export async function readTryton(place: Place, win: TrytonWindow): Promise<Answer> {
  try {
    const [host, database = ''] = place.org.split('/');
    const id = Number(place.record);
    if (new URL(win.origin).host !== host || !Number.isSafeInteger(id)) throw new Trouble('not-found', 'another site');
    const s: unknown = JSON.parse(win.localStorage.getItem(`sao_session_${database}`) ?? 'null');
    if (!isRow(s)) throw new Trouble('signed-out');
    const key = btoa(String.fromCharCode(...new TextEncoder().encode(`${s['login']}:${s['user_id']}:${s['session']}`)));
    const call = (method: string, params: unknown[]) => rpc(win, database, key, method, params);

    const rows = await call(`model.${MODEL}.read`, [[id], NAMES, {}]);
    const row: unknown = Array.isArray(rows) ? rows[0] : undefined;
    if (!isRow(row) || row['id'] !== id) throw new Trouble('shape', 'read');
    const def = await call(`model.${MODEL}.fields_get`, [['state'], 0, {}]);
    const state = isRow(def) ? def['state'] : undefined;
    const choices: unknown = isRow(state) ? state['selection'] : undefined;
    if (!Array.isArray(choices)) throw new Trouble('shape', 'fields_get');
    const stages: StageRef[] = choices.flatMap((c: unknown) =>
      Array.isArray(c) && typeof c[0] === 'string' && c[0] && typeof c[1] === 'string' ? [stage(c[0], c[1])] : []);
    const prefs = await call('model.res.user.get_preferences', [true, {}]);
    const employee = isRow(prefs) && typeof prefs['employee'] === 'number' ? prefs : undefined;
    const me = employee
      ? { id: String(employee['employee']), label: cut(String(employee['employee.rec_name'] ?? s['login']), 400) }
      : { label: cut(String(s['login']), 400) };
    return { ok: true, fields: fieldsOf(row, stages), stages, me };
  } catch (error) {
    if (error instanceof Trouble) return { ok: false, why: error.why, ...(error.message && { detail: error.message }) };
    return { ok: false, why: 'shape', detail: String(error).slice(0, 200) };
  }
}

async function rpc(win: TrytonWindow, database: string, key: string, method: string, params: unknown[]): Promise<unknown> {
  let response: Response;
  try {
    response = await win.fetch(`${win.origin}/${encodeURIComponent(database)}/`, {
      method: 'POST',
      credentials: 'omit', // the session is in the header; a 401 would otherwise open the browser's own login box
      headers: { 'Content-Type': 'application/json', Authorization: `Session ${key}` },
      body: JSON.stringify({ id: 0, method, params }),
    });
  } catch (error) {
    throw new Trouble('network', String(error).slice(0, 200));
  }
  if (response.status === 401) throw new Trouble('signed-out');
  if (response.status === 403) throw new Trouble('forbidden');
  if (response.status === 404) throw new Trouble('not-found');
  if (!response.ok) throw new Trouble('network', `HTTP ${response.status}`);
  const body: unknown = await response.json();
  if (!isRow(body)) throw new Trouble('shape', method);
  const error = body['error'];
  if (Array.isArray(error)) {
    // A record of another company, or one that is gone, answers UserError.
    const text = JSON.stringify(error).slice(0, 200);
    throw new Trouble(error[0] === 'UserError' ? 'not-found' : error[0] === 'NotLogged' ? 'signed-out' : 'shape', text);
  }
  if (!('result' in body)) throw new Trouble('shape', method);
  return body['result'];
}

/** `{__class__:'Decimal',decimal}` or a number. */
function decimal(x: unknown): number | undefined {
  const n = isRow(x) && x['__class__'] === 'Decimal' && typeof x['decimal'] === 'string' ? Number(x['decimal']) : x;
  return typeof n === 'number' && Number.isFinite(n) ? n : undefined;
}

function date(x: unknown): string | undefined {
  if (!isRow(x) || x['__class__'] !== 'date') return;
  const [y, m, d] = [x['year'], x['month'], x['day']];
  if (typeof y !== 'number' || typeof m !== 'number' || typeof d !== 'number') return;
  return `${String(y).padStart(4, '0')}-${String(m).padStart(2, '0')}-${String(d).padStart(2, '0')}`;
}

function fieldsOf(row: Row, stages: StageRef[]): Fields {
  const fields: Fields = {};
  const set = (name: keyof Fields, raw: unknown, value: FieldReading['value'] | undefined) => {
    if (raw === null || value !== undefined) fields[name] = { value: raw === null ? null : value!, from: 'api' };
  };
  const text = (name: keyof Fields, key: string) => set(name, row[key], typeof row[key] === 'string' ? cut(row[key]) : undefined);
  const related = (name: keyof Fields, key: string) => {
    const r = row[key];
    set(name, r, isRow(r) && typeof r['rec_name'] === 'string' ? { id: String(r['id']), label: cut(bareName(r['rec_name'])) } : undefined);
  };
  text('name', 'description');
  text('number', 'number');
  related('account', 'party.');
  related('contact', 'contact.');
  related('owner', 'employee.');
  set('closeDate', row['end_date'], date(row['end_date']));
  set('created', row['start_date'], date(row['start_date']));
  const unit = row['currency.'];
  const code = isRow(unit) && typeof unit['code'] === 'string' && unit['code'].length <= 8 ? unit['code'] : undefined;
  const value = decimal(row['amount']);
  set('amount', row['amount'], value === undefined ? undefined : { value, ...(code && { currency: code }) });
  const odds = decimal(row['conversion_probability']);
  set('probability', row['conversion_probability'], odds === undefined ? undefined : Math.round(odds * 1e4) / 100);
  const id = row['state'];
  if (typeof id === 'string' && id) set('stage', id, stages.find((s) => s.id === id) ?? stage(id, id));
  return fields;
}
