/** An opportunity by Odoo's API: its fields, the stages it can be in, and the signed-in user. Never throws. */
import type { FieldReading, StageRef } from '../../domain/event.ts';
import type { ApiReader, ApiTrouble, Fields, Place } from '../contract.ts';
import { cut } from '../parse.ts';
import { connect, failure, isRow, Trouble, type Line, type OdooWindow, type Row } from './rpc.ts';

type Answer = Awaited<ReturnType<ApiReader['read']>>;

export const MODEL = 'crm.lead';
/** Fields of the model itself in 16 to 19, no installed module's. */
export const NAMES = ['name', 'partner_id', 'contact_name', 'expected_revenue', 'company_currency', 'probability', 'stage_id', 'user_id', 'team_id', 'date_deadline', 'create_date', 'write_date', 'active', 'type'];

/** Probability is in percent, 0–100. A lead that is no opportunity yet is `not-found`. */
export async function readOdoo(place: Place, win: OdooWindow): Promise<Answer> {
  try {
    const line = await connect(place.org, win);
    const { fields, stages } = await recordNow(line, idOf(place.record));
    return { ok: true, fields, ...(stages.length && { stages }), me: { id: String(line.user.id), label: cut(line.user.name, 400) } };
  } catch (error) {
    const { why, detail } = failure(error);
    return { ok: false, why: (['newer', 'refused', 'not-offered'].includes(why) ? 'shape' : why === 'busy' ? 'network' : why) as ApiTrouble, ...(detail && { detail }) };
  }
}

export const idOf = (record: string): number => {
  if (!/^[1-9]\d{0,9}$/.test(record)) throw new Trouble('not-found', 'record');
  return Number(record);
};

/** The record, what it says, its stages and its version. Throws Trouble. */
export async function recordNow(line: Line, id: number): Promise<{ row: Row; fields: Fields; stages: StageRef[]; mark: string | undefined }> {
  const rows = await line.kw(MODEL, 'read', [[id], NAMES]);
  const row: unknown = Array.isArray(rows) ? rows[0] : undefined;
  if (Array.isArray(rows) && !rows.length) throw new Trouble('not-found');
  if (!isRow(row) || row['id'] !== id) throw new Trouble('shape', 'read');
  if (row['type'] === 'lead') throw new Trouble('not-found', 'a lead');
  const team = pair(row['team_id'])?.id;
  // The record stands without its stages and without its currency.
  const stages = await stagesOf(line, team).catch(() => []);
  const codes = await codesOf(line, [row]).catch(() => new Map<string, string>());
  const mark = row['write_date'];
  return { row, fields: fieldsOf(row, stages, codes), stages, mark: typeof mark === 'string' ? mark : undefined };
}

/** Stages in their order; of one team, those that are its own or everyone's. A stage names one team before 19, several since. */
export async function stagesOf(line: Line, team?: string): Promise<StageRef[]> {
  const known = team ? await line.kw('crm.stage', 'fields_get', [['team_id', 'team_ids'], ['type']]) : {};
  const key = isRow(known) ? ['team_ids', 'team_id'].find((k) => k in known) : undefined;
  const rows = await line.rows('crm.stage', [], ['name', 'is_won', ...(key ? [key] : [])], { order: 'sequence, id' });
  const ours = (of: unknown): boolean => !Array.isArray(of) || !of.length || (key === 'team_id' ? String(of[0]) === team : of.map(String).includes(team!));
  return rows.flatMap((s): StageRef[] => {
    const { id, name } = s as { id: unknown; name: unknown };
    return typeof id === 'number' && typeof name === 'string' && (!key || ours(s[key])) ? [{ id: String(id), label: cut(name, 400), ...(s['is_won'] === true && { closed: 'won' as const }) }] : [];
  });
}

/** ISO codes of the companies' currencies by id: what a reference shows may be renamed, or be a symbol. */
export async function codesOf(line: Line, rows: Row[]): Promise<Map<string, string>> {
  const ids = [...new Set(rows.flatMap((row) => pair(row['company_currency'])?.id ?? []))];
  if (!ids.length) return new Map();
  const found = await line.rows('res.currency', [['id', 'in', ids.map(Number)]], ['name'], { context: { active_test: false } });
  return new Map(found.flatMap((c) => (typeof c['name'] === 'string' && /^[A-Z]{3}$/.test(c['name']) ? [[String(c['id']), c['name']] as const] : [])));
}

export const pair = (x: unknown): { id: string; label: string } | undefined =>
  Array.isArray(x) && typeof x[0] === 'number' && typeof x[1] === 'string' ? { id: String(x[0]), label: cut(x[1]) } : undefined;

/** Odoo says `false` for an empty field of any type. */
export function fieldsOf(row: Row, stages: StageRef[], codes: Map<string, string>): Fields {
  const fields: Fields = {};
  const set = (name: keyof Fields, key: string, read: (x: unknown) => FieldReading['value'] | undefined) => {
    if (!(key in row)) return;
    const value = row[key] === false || row[key] === null ? null : read(row[key]);
    if (value !== undefined) fields[name] = { value, from: 'api' };
  };
  const text = (x: unknown) => (typeof x === 'string' ? cut(x) : undefined);
  const day = (x: unknown) => (typeof x === 'string' ? /^\d{4}-\d\d-\d\d/.exec(x)?.[0] : undefined);
  const figure = (x: unknown) => (typeof x === 'number' && Number.isFinite(x) ? x : undefined);
  const unit = pair(row['company_currency']);
  const code = codes.get(unit?.id ?? '') ?? /^[A-Z]{3}$/.exec(unit?.label ?? '')?.[0];
  set('name', 'name', text);
  set('account', 'partner_id', pair);
  set('contact', 'contact_name', (x) => (typeof x === 'string' ? { label: cut(x) } : undefined));
  set('amount', 'expected_revenue', (x) => {
    const value = figure(x);
    return value === undefined ? undefined : { value, ...(code && { currency: code }) };
  });
  set('probability', 'probability', figure);
  set('owner', 'user_id', pair);
  set('closeDate', 'date_deadline', day);
  set('created', 'create_date', day);
  set('stage', 'stage_id', (x) => {
    // Lost is no stage in Odoo: an archived deal without a chance.
    if (row['active'] === false && !row['probability']) return { id: 'lost', label: 'Lost', closed: 'lost' as const };
    const at = pair(x);
    return at && (stages.find((s) => s.id === at.id) ?? { id: at.id, label: cut(at.label, 400) });
  });
  return fields;
}
