/**
 * Jobs beyond the open record by Odoo's own API, in the page's session (methods of the public source, 16 to 19, 2026-11-21).
 * A job that is not known is answered `not-offered`. Nothing throws.
 */
import type { FieldValue } from '../../domain/event.ts';
import type { ApiAnswer, ApiJob, Change, DealPerson, Session, Writable } from '../session.ts';
import { cut } from '../parse.ts';
import { codesOf, fieldsOf, idOf, MODEL, NAMES, pair, recordNow, stagesOf } from './api.ts';
import { connect, failure, Trouble, type Line, type OdooWindow, type Row } from './rpc.ts';

type Job<J extends ApiJob['do']> = Extract<ApiJob, { do: J }>;
type Doer<J extends ApiJob['do']> = (job: Job<J>, win: OdooWindow) => Promise<ApiAnswer<J>>;

const MOST_PEOPLE = 100;

export function odooSession(win: OdooWindow): Session {
  const jobs: { [J in ApiJob['do']]?: Doer<J> } = { deals, people, now, write };
  return async <J extends ApiJob>(job: J) => {
    const work = jobs[job.do] as Doer<J['do']> | undefined;
    return (await (work ? work(job as never, win).catch(failure) : { ok: false as const, why: 'not-offered' as const })) as ApiAnswer<J['do']>;
  };
}

/** In the order of ids, `next` being the last one seen, so that a record that comes or goes between two pages moves no other. */
async function deals(job: Job<'deals'>, win: OdooWindow): Promise<ApiAnswer<'deals'>> {
  const after = Number(job.after ?? 0);
  if (!Number.isSafeInteger(after)) throw new Trouble('shape', 'after');
  const line = await connect(job.org, win);
  const open: unknown[] = [['type', '=', 'opportunity'], ['active', '=', true], '|', ['stage_id', '=', false], ['stage_id.is_won', '!=', true], ...(job.all ? [] : [['user_id', '=', line.user.id]])];
  const rows = await line.rows(MODEL, [...open, ['id', '>', after]], NAMES, { limit: job.size, order: 'id' });
  const stages = await stagesOf(line);
  const codes = await codesOf(line, rows).catch(() => new Map<string, string>());
  const total = job.after === undefined ? await line.kw(MODEL, 'search_count', [open]) : undefined;
  const found = rows.map((row) => {
    if (!Number.isSafeInteger(row['id'])) throw new Trouble('shape', 'id');
    return { record: String(row['id']), fields: fieldsOf(row, stages, codes) };
  });
  return { ok: true, deals: found, stages, ...(found.length === job.size && { next: found.at(-1)!.record }), ...(typeof total === 'number' && { total }) };
}

/** The deal's own contact first, then the people of the same company. */
async function people({ place }: Job<'people'>, win: OdooWindow): Promise<ApiAnswer<'people'>> {
  const line = await connect(place.org, win);
  const { row } = await recordNow(line, idOf(place.record));
  const found: DealPerson[] = [];
  const add = (person: Row, primary: boolean): void => {
    const name = typeof person['name'] === 'string' ? cut(person['name'], 400) : '';
    const role = typeof person['function'] === 'string' ? cut(person['function'], 400) : '';
    if (name && !found.some((p) => p.id === String(person['id']))) found.push({ id: String(person['id']), name, ...(role && { role }), ...(primary && { primary: true as const }) });
  };
  const partner = pair(row['partner_id']);
  if (partner) {
    const want = ['name', 'function', 'is_company', 'commercial_partner_id'];
    const [own] = await line.rows('res.partner', [['id', '=', Number(partner.id)]], want, { context: { active_test: false } });
    if (own && own['is_company'] !== true) add(own, true);
    const company = pair(own?.['commercial_partner_id'])?.id ?? partner.id;
    const rest = await line.rows('res.partner', [['commercial_partner_id', '=', Number(company)], ['is_company', '=', false], ['type', '=', 'contact'], ['id', '!=', Number(company)]], want, { limit: MOST_PEOPLE, order: 'id' });
    for (const person of rest) add(person, false);
  }
  const contact = row['contact_name'];
  if (typeof contact === 'string' && contact.trim() && !found.some((p) => p.name === contact.trim())) found.unshift({ name: cut(contact, 400), ...(!found.some((p) => p.primary) && { primary: true as const }) });
  return { ok: true, people: found };
}

async function now({ place }: Job<'now'>, win: OdooWindow): Promise<ApiAnswer<'now'>> {
  const line = await connect(place.org, win);
  const id = idOf(place.record);
  const { row, fields, stages, mark } = await recordNow(line, id);
  const may = await mayWrite(line, id);
  const can: Writable[] = !may ? [] : row['active'] === false ? ['note'] : ['stage', 'probability', 'closeDate', 'note'];
  return { ok: true, fields, can, ...(mark && { mark }), ...(stages.length && { stages }) };
}

/** The question has another name since 18. Where neither is answered, the write itself will tell. */
async function mayWrite(line: Line, id: number): Promise<boolean> {
  const asked = line.user.version >= 18 ? line.kw(MODEL, 'has_access', [[id], 'write']) : line.kw(MODEL, 'check_access_rights', ['write', false]);
  return asked.then((answer) => answer !== false, (error: unknown) => !(error instanceof Trouble && error.why === 'forbidden'));
}

/** Writes one value if the record still says `from`, and looks whether it was taken. Odoo has no next step of a deal: activities are its own. */
async function write({ place, change }: Job<'write'>, win: OdooWindow): Promise<ApiAnswer<'write'>> {
  const { field, to } = change;
  if (field === 'nextStep') throw new Trouble('not-offered', field);
  const line = await connect(place.org, win);
  const id = idOf(place.record);
  if (field === 'note') {
    if (typeof to !== 'string' || !to.trim()) throw new Trouble('shape', 'an empty note');
    await line.kw(MODEL, 'message_post', [[id]], { body: htmlOf(to), body_is_html: true, message_type: 'comment', subtype_xmlid: 'mail.mt_note' });
    return { ok: true };
  }
  const values = valuesOf(change);
  const has = (await recordNow(line, id)).fields[field];
  if (!has || !same(has.value, change.from)) return { ok: false, why: 'newer', ...(has && { now: has }) };
  if (values) await line.kw(MODEL, 'write', [[id], values]);
  else await line.kw(MODEL, 'action_set_lost', [[id]]);
  const { fields } = await recordNow(line, id);
  const got = fields[field];
  if (!got || !same(got.value, to)) throw new Trouble('refused', 'Odoo kept another value');
  return { ok: true, fields };
}

const idIn = (value: FieldValue): string => (typeof value === 'object' && value !== null && 'id' in value ? value.id ?? '' : '');
/** Stages are the same by their id; the other fields that can be written are plain values. */
const same = (a: FieldValue, b: FieldValue): boolean =>
  a === b || (idIn(a) !== '' && idIn(a) === idIn(b)) || (typeof a === 'number' && typeof b === 'number' && Math.abs(a - b) < 0.005);

/** Null: by the method that loses a deal. */
function valuesOf({ field, to }: Change): Row | null {
  if (field === 'stage') {
    if (idIn(to) === 'lost') return null;
    return { stage_id: idOf(idIn(to)) };
  }
  if (field === 'closeDate') {
    if (to !== null && !(typeof to === 'string' && /^\d{4}-\d\d-\d\d$/.test(to))) throw new Trouble('shape', 'not a day');
    return { date_deadline: to ?? false };
  }
  if (typeof to !== 'number' || !(to >= 0 && to <= 100)) throw new Trouble('shape', 'not a percentage');
  return { probability: to };
}

const ENTITY: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' };
/** Odoo takes a note as HTML (before 17 always, since then where it is said so): plain text stays plain. */
const htmlOf = (text: string): string => `<p>${text.trim().replace(/[&<>"']/g, (c) => ENTITY[c]!).replace(/\r?\n/g, '<br>')}</p>`;
