/**
 * People and writing back on Tryton's own API (6.0, tried 2026-11-21). A stage moves by the form's button methods, never by
 * writing the state: the server would take a state that no button leads to.
 */
import type { FieldValue, StageRef } from '../../domain/event.ts';
import type { Fields } from '../contract.ts';
import { cut } from '../parse.ts';
import type { ApiAnswer, ApiJob, Change, DealPerson, Writable } from '../session.ts';
import { fieldsOf, NAMES, readRow, stagesOf } from './api.ts';
import { connect, idOf, isRow, Trouble, type Line, type Row, type TrytonWindow } from './rpc.ts';
import { bareName, BUTTON, MODEL } from './stages.ts';

/** States in which the form shows each button. Of module `sale_opportunity` 6.0; the server's own rules stand behind them. */
const FROM: Record<string, readonly string[]> = {
  lead: ['cancelled', 'lost', 'opportunity'],
  opportunity: ['lead'],
  convert: ['opportunity'],
  lost: ['lead', 'opportunity'],
  cancel: ['lead', 'opportunity'],
};
/** States in which the form lets nobody edit close date and probability. */
const ENDED = ['converted', 'won', 'lost', 'cancelled'];
const MOST_PEOPLE = 100;

type Job<J extends ApiJob['do']> = Extract<ApiJob, { do: J }>;

const stateOf = (row: Row): string => (typeof row['state'] === 'string' ? row['state'] : '');

/** The record with its version: `_timestamp`, which the server compares when it writes. Throws Trouble. */
async function recordNow(line: Line, id: number): Promise<{ row: Row; fields: Fields; stages: StageRef[]; mark: string | undefined }> {
  const row = await readRow(line, id, [...NAMES, '_timestamp']);
  const stages = await stagesOf(line);
  const stamp = row['_timestamp'];
  return { row, fields: fieldsOf(row, stages), stages, mark: typeof stamp === 'string' ? stamp : undefined };
}

/** The record now and what may be written on it. `stages` are those that a button leads to from here. Throws Trouble. */
export async function now({ place }: Job<'now'>, win: TrytonWindow): Promise<ApiAnswer<'now'>> {
  const line = connect(place.org, win);
  const { row, fields, stages, mark } = await recordNow(line, idOf(place.record));
  // Who may do what is worth knowing before; the server says no in any case.
  const access = await line.call('model.ir.model.access.get_access', [[MODEL, 'ir.note'], {}]).catch(() => null);
  const may = (model: string, what: string): boolean => {
    const of = isRow(access) ? access[model] : undefined;
    return !isRow(of) || of[what] !== false;
  };
  const state = stateOf(row);
  const next = stages.filter((s) => buttonTo(state, s.id));
  const can: Writable[] = [
    ...(may(MODEL, 'write') ? [...(next.length ? ['stage' as const] : []), ...(ENDED.includes(state) ? [] : ['probability' as const, 'closeDate' as const])] : []),
    ...(may('ir.note', 'create') ? ['note' as const] : []),
  ];
  return { ok: true, fields, can, stages: next, ...(mark && { mark }) };
}

const buttonTo = (state: string, to: string): string | undefined =>
  Object.keys(FROM).find((button) => BUTTON[button] === to && FROM[button]!.includes(state));

/** Writes one value, if the record still shows `from`. Throws Trouble. */
export async function write({ place, change }: Job<'write'>, win: TrytonWindow): Promise<ApiAnswer<'write'>> {
  const line = connect(place.org, win);
  const id = idOf(place.record);
  if (change.field === 'note') {
    if (typeof change.to !== 'string' || !change.to.trim()) throw new Trouble('shape', 'an empty note');
    await line.call('model.ir.note.create', [[{ resource: `${MODEL},${id}`, message: change.to }], {}]);
    return { ok: true };
  }
  const before = await recordNow(line, id);
  const has = before.fields[change.field];
  if (!has || !same(has.value, change.from)) return { ok: false, why: 'newer', ...(has && { now: has }) };
  const context = before.mark ? { _timestamp: { [`${MODEL},${id}`]: before.mark } } : {};
  try {
    if (change.field === 'stage') await press(line, id, stateOf(before.row), change.to, context);
    else await line.call(`model.${MODEL}.write`, [[id], valuesOf(change), context]);
  } catch (error) {
    if (!(error instanceof Trouble) || error.why !== 'newer') throw error;
    const { fields } = await recordNow(line, id);
    return { ok: false, why: 'newer', ...(fields[change.field] && { now: fields[change.field] }) };
  }
  const after = await recordNow(line, id);
  // A transition that the workflow does not know is passed over in silence.
  if (change.field === 'stage' && stateOf(after.row) !== stageId(change.to)) throw new Trouble('refused', 'the state did not change');
  return { ok: true, fields: after.fields };
}

/** Stages are the same by their id; the other fields that can be written are plain values. */
const same = (a: FieldValue, b: FieldValue): boolean => a === b || (stageId(a) !== '' && stageId(a) === stageId(b));
const stageId = (value: FieldValue): string => (typeof value === 'object' && value !== null && 'id' in value ? value.id ?? '' : '');

async function press(line: Line, id: number, state: string, to: FieldValue, context: object): Promise<void> {
  const button = buttonTo(state, stageId(to));
  if (!button) throw new Trouble('refused', 'no button leads there from here');
  await line.call(`model.${MODEL}.${button}`, [[id], context]);
}

function valuesOf({ field, to }: Change): Row {
  if (field === 'closeDate') {
    const [, y, m, d] = /^(\d{4})-(\d\d)-(\d\d)$/.exec(typeof to === 'string' ? to : '') ?? [];
    if (to !== null && !y) throw new Trouble('shape', 'not a day');
    return { end_date: to === null ? null : { __class__: 'date', year: Number(y), month: Number(m), day: Number(d) } };
  }
  if (field === 'probability' && typeof to === 'number' && to >= 0 && to <= 100) return { conversion_probability: Math.round(to * 100) / 1e4 };
  throw new Trouble('not-offered', field);
}

/**
 * People of the customer: the opportunity's contact, then those that the party is related to where that module is
 * installed, then its named contact addresses. Throws Trouble.
 */
export async function people({ place }: Job<'people'>, win: TrytonWindow): Promise<ApiAnswer<'people'>> {
  const line = connect(place.org, win);
  const row = await readRow(line, idOf(place.record), ['party', 'contact', 'contact.name', 'contact.rec_name']);
  const found: DealPerson[] = [];
  const add = (name: unknown, more: Partial<DealPerson>): void => {
    const text = typeof name === 'string' ? cut(bareName(name).trim(), 400) : '';
    if (text && !found.some((p) => p.name === text)) found.push({ name: text, ...more });
  };
  const contact = row['contact.'];
  if (isRow(contact)) add(contact['name'] || contact['rec_name'], { id: String(contact['id']), primary: true });
  const party = row['party'];
  if (typeof party === 'number') {
    const list = async (model: string, domain: unknown[], names: string[]): Promise<Row[]> => {
      const rows = await line.call(`model.${model}.search_read`, [domain, 0, MOST_PEOPLE, null, names, {}]);
      return Array.isArray(rows) ? rows.filter(isRow) : [];
    };
    // Neither module nor right is certain; what is there is worth having.
    const known = async (rows: Promise<Row[]>): Promise<Row[]> => rows.catch((error: unknown) => {
      if (error instanceof Trouble && (error.why === 'shape' || error.why === 'refused' || error.why === 'forbidden')) return [];
      throw error;
    });
    for (const r of await known(list('party.relation.all', [['from_', '=', party]], ['to.rec_name', 'type.rec_name']))) {
      const [to, type] = [r['to.'], r['type.']];
      if (isRow(to)) add(to['rec_name'], { id: String(to['id']), ...(isRow(type) && typeof type['rec_name'] === 'string' && { role: cut(type['rec_name'], 400) }) });
    }
    for (const r of await known(list('party.contact_mechanism', [['party', '=', party], ['name', '!=', null]], ['name', 'type']))) add(r['name'], { id: String(r['id']) });
  }
  return { ok: true, people: found };
}
