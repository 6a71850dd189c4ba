/**
 * People and writing back by Salesforce's API. The UI API takes one field at a time, on the condition that the record has
 * not changed since it was read a moment before; a note is a ContentNote with its link to the record, as documented.
 */
import * as z from 'zod/mini';
import type { FieldValue } from '../../domain/event.ts';
import type { Fields } from '../contract.ts';
import { cut } from '../parse.ts';
import type { ApiAnswer, ApiJob, Change, DealPerson, Writable } from '../session.ts';
import { fieldsOf, readRecord } from './api.ts';
import { connect, Trouble, type Line, type SalesforceWorld } from './call.ts';
import { to18 } from './ids.ts';

type Job<J extends ApiJob['do']> = Extract<ApiJob, { do: J }>;

const API_NAME = { stage: 'StageName', probability: 'Probability', closeDate: 'CloseDate', nextStep: 'NextStep' } as const;
const objectInfo = z.object({ updateable: z.boolean(), fields: z.record(z.string(), z.object({ updateable: z.optional(z.boolean()) })) });
const roles = z.object({
  records: z.array(z.object({
    ContactId: z.nullable(z.string()), Role: z.optional(z.nullable(z.string())), IsPrimary: z.optional(z.nullable(z.boolean())),
    Contact: z.optional(z.nullable(z.object({ Name: z.nullable(z.string()) }))),
  })),
});
const created = z.object({ id: z.string(), success: z.boolean() });

/** The record now and which of its fields this user may edit. Throws Trouble. */
export async function now({ place }: Job<'now'>, world: SalesforceWorld): Promise<ApiAnswer<'now'>> {
  const line = await connect(world, place.org);
  const { row, stages } = await readRecord(line, place.record);
  // Who may edit what is worth knowing before; the org says no in any case.
  const info = await line.get('ui-api/object-info/Opportunity', objectInfo).catch(() => null);
  const fields = fieldsOf(row, stages);
  const can = (Object.keys(API_NAME) as (keyof typeof API_NAME)[]).filter((f) => fields[f] && info?.updateable !== false && info?.fields[API_NAME[f]]?.updateable !== false);
  return { ok: true, fields, can: [...can, 'note'] satisfies Writable[], ...(stages.length && { stages }), ...(row.lastModifiedDate && { mark: row.lastModifiedDate }) };
}

/** Writes one value, if the record still shows `from`. Throws Trouble. */
export async function write({ place, change }: Job<'write'>, world: SalesforceWorld): Promise<ApiAnswer<'write'>> {
  const line = await connect(world, place.org);
  if (change.field === 'note') {
    await addNote(line, place.record, change.to);
    return { ok: true };
  }
  const { field } = change;
  const newer = (fields: Fields): ApiAnswer<'write'> => ({ ok: false, why: 'newer', ...(fields[field] && { now: fields[field] }) });
  const before = await readRecord(line, place.record);
  const has = fieldsOf(before.row, before.stages);
  if (!has[field]) throw new Trouble('not-offered', field);
  if (!same(has[field].value, change.from)) return newer(has);
  const since = before.row.lastModifiedDate ? new Date(before.row.lastModifiedDate) : null;
  try {
    await line.send('PATCH', `ui-api/records/${encodeURIComponent(place.record)}`, { fields: { [API_NAME[field]]: plain(change) } }, z.looseObject({ id: z.string() }),
      since && !Number.isNaN(since.getTime()) ? { 'If-Modified-Since': since.toUTCString() } : {});
  } catch (error) {
    if (!(error instanceof Trouble) || error.why !== 'newer') throw error;
    const { row, stages } = await readRecord(line, place.record);
    return newer(fieldsOf(row, stages));
  }
  const after = await readRecord(line, place.record);
  return { ok: true, fields: fieldsOf(after.row, after.stages) };
}

const idOf = (value: FieldValue): string => (typeof value === 'object' && value !== null && 'id' in value ? value.id ?? '' : '');
const same = (a: FieldValue, b: FieldValue): boolean => a === b || (idOf(a) !== '' && idOf(a) === idOf(b));

/** The value as the API takes it. */
function plain({ field, to }: Change): string | number | null {
  if (field === 'stage' && idOf(to)) return idOf(to);
  if (field === 'probability' && typeof to === 'number' && to >= 0 && to <= 100) return to;
  if (field === 'closeDate' && typeof to === 'string' && /^\d{4}-\d\d-\d\d$/.test(to)) return to;
  if (field === 'nextStep' && (to === null || (typeof to === 'string' && to.length <= 255))) return to;
  throw new Trouble('refused', `${API_NAME[field as keyof typeof API_NAME]}: not a value that this field takes`);
}

const escaped = (text: string): string => text.replace(/[&<>"']/g, (c) => `&#${c.charCodeAt(0)};`);

/** A note's text is HTML in base64; line ends outside of paragraphs are dropped by the org. */
async function addNote(line: Line, record: string, to: FieldValue): Promise<void> {
  if (typeof to !== 'string' || !to.trim()) throw new Trouble('shape', 'an empty note');
  const html = to.split(/\r?\n/).map((row) => `<p>${escaped(row) || '&nbsp;'}</p>`).join('');
  const content = btoa(String.fromCharCode(...new TextEncoder().encode(html)));
  const note = await line.send('POST', 'sobjects/ContentNote', { Title: cut(to.split(/\r?\n/)[0], 255), Content: content }, created);
  try {
    await line.send('POST', 'sobjects/ContentDocumentLink', { ContentDocumentId: note.id, LinkedEntityId: record, ShareType: 'V' }, created);
  } catch (error) {
    // A note that hangs on nothing helps nobody.
    await line.send('DELETE', `sobjects/ContentNote/${note.id}`, undefined, z.undefined()).catch(() => undefined);
    throw error;
  }
}

/** The opportunity's contact roles; a contact that this user may not see has no name and is left out. Throws Trouble. */
export async function people({ place }: Job<'people'>, world: SalesforceWorld): Promise<ApiAnswer<'people'>> {
  if (!/^006[a-zA-Z\d]{15}$/.test(place.record)) throw new Trouble('not-found', 'no record id');
  const line = await connect(world, place.org);
  const soql = `SELECT ContactId, Contact.Name, Role, IsPrimary FROM OpportunityContactRole WHERE OpportunityId = '${place.record}' LIMIT 200`;
  const { records } = await line.get(`query?q=${encodeURIComponent(soql)}`, roles);
  const found = records.flatMap((r): DealPerson[] => {
    const name = cut(r.Contact?.Name, 400);
    return name ? [{ ...(r.ContactId && { id: to18(r.ContactId) }), name, ...(r.Role && { role: cut(r.Role, 400) }), ...(r.IsPrimary && { primary: true as const }) }] : [];
  });
  return { ok: true, people: [...found.filter((p) => p.primary), ...found.filter((p) => !p.primary)] };
}
