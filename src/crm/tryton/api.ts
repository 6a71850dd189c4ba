/** One opportunity read by Tryton's own API (6.0, tried 2026-11-21). */
import type { FieldReading, StageRef } from '../../domain/event.ts';
import type { ApiReader, ApiTrouble, Fields, Place } from '../contract.ts';
import { cut } from '../parse.ts';
import { connect, failure, idOf, isRow, Trouble, type Line, type Row, type TrytonWindow } from './rpc.ts';
import { bareName, MODEL, stage } from './stages.ts';

type Answer = Awaited<ReturnType<ApiReader['read']>>;

export const NAMES = [
  'description', 'party.rec_name', 'contact.rec_name', 'amount', 'currency.code', 'end_date', 'start_date', 'state',
  'conversion_probability', 'employee.rec_name', 'number',
];

/** Fields of one opportunity, the stages and the signed-in user. Never throws. Probability is in percent, 0–100. */
export async function readTryton(place: Place, win: TrytonWindow): Promise<Answer> {
  try {
    const line = connect(place.org, win);
    const row = await readRow(line, idOf(place.record), NAMES);
    const stages = await stagesOf(line);
    const prefs = await line.call('model.res.user.get_preferences', [true, {}]);
    const employee = isRow(prefs) && typeof prefs['employee'] === 'number' ? prefs : undefined;
    const me = employee
      ? { id: String(employee['employee']), label: cut(String(employee['employee.rec_name'] ?? line.login), 400) }
      : { label: cut(line.login, 400) };
    return { ok: true, fields: fieldsOf(row, stages), stages, me };
  } catch (error) {
    const failed = failure(error);
    // A record of another company, or one that is gone, answers UserError.
    return { ...failed, why: (failed.why === 'refused' ? 'not-found' : failed.why === 'busy' ? 'network' : failed.why) as ApiTrouble };
  }
}

/** One record with these fields. Throws Trouble. */
export async function readRow(line: Line, id: number, names: readonly string[]): Promise<Row> {
  const rows = await line.call(`model.${MODEL}.read`, [[id], names, {}]);
  const row: unknown = Array.isArray(rows) ? rows[0] : undefined;
  if (!isRow(row) || row['id'] !== id) throw new Trouble('shape', 'read');
  return row;
}

/** All stages in the order of the model. Throws Trouble. */
export async function stagesOf(line: Line): Promise<StageRef[]> {
  const def = await line.call(`model.${MODEL}.fields_get`, [['state'], 0, {}]);
  const state = isRow(def) ? def['state'] : undefined;
  const choices: unknown = isRow(state) ? state['selection'] : undefined;
  if (!Array.isArray(choices)) throw new Trouble('shape', 'fields_get');
  return choices.flatMap((c: unknown) =>
    Array.isArray(c) && typeof c[0] === 'string' && c[0] && typeof c[1] === 'string' ? [stage(c[0], c[1])] : []);
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

export function fieldsOf(row: Row, stages: StageRef[]): Fields {
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
