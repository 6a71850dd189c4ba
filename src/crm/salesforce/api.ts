/** One opportunity read by Salesforce's UI API; see call.ts. Any trouble is an answer: the page's reading stands. */
import * as z from 'zod/mini';
import { stageRef, type FieldReading, type StageRef } from '../../domain/event.ts';
import type { ApiReader, ApiTrouble, Fields } from '../contract.ts';
import { cut } from '../parse.ts';
import { connect, failure, Trouble, type Line, type SalesforceWorld } from './call.ts';
import { to18 } from './ids.ts';

const scalar = z.union([z.string(), z.number(), z.boolean(), z.null()]);
const field = z.object({ displayValue: z.optional(z.nullable(z.string())), value: scalar });
const related = z.object({ displayValue: z.optional(z.nullable(z.string())), value: z.nullable(z.object({ id: z.string(), fields: z.object({ Name: field }) })) });
const text = z.object({ ...field.shape, value: z.nullable(z.string()) });
const figure = z.object({ ...field.shape, value: z.nullable(z.number()) });
const record = z.object({
  apiName: z.literal('Opportunity'),
  id: z.string().check(z.regex(/^006[a-zA-Z\d]{12}([a-zA-Z\d]{3})?$/)),
  recordTypeId: z.optional(z.nullable(z.string())),
  lastModifiedDate: z.optional(z.nullable(z.string())),
  fields: z.object({
    Name: text, StageName: text, Amount: z.optional(figure), CloseDate: z.optional(text), Probability: z.optional(figure), NextStep: z.optional(text),
    Type: z.optional(text), CreatedDate: z.optional(text), CurrencyIsoCode: z.optional(text), Account: z.optional(related), Owner: z.optional(related),
    ForecastCategoryName: z.optional(text), RecordType: z.optional(related),
  }),
});
const picklist = z.object({
  values: z.array(z.object({
    label: z.string(), value: z.string(),
    attributes: z.optional(z.nullable(z.object({ closed: z.optional(z.boolean()), won: z.optional(z.boolean()) }))),
  })),
});

const MASTER_RECORD_TYPE = '012000000000000AAA';
const MUST = ['Name', 'StageName'];
const MAY = ['Amount', 'CloseDate', 'Probability', 'NextStep', 'Type', 'CreatedDate', 'CurrencyIsoCode', 'Account.Name', 'Owner.Name', 'ForecastCategoryName', 'RecordType.Name'];

/** A reader over one user's session. `read` never throws; probability is in percent, 0–100. */
export function salesforceApi(world: SalesforceWorld): ApiReader {
  return {
    crm: 'salesforce',
    async read(place) {
      try {
        const line = await connect(world, place.org);
        const { row, stages } = await readRecord(line, place.record);
        return { ok: true, fields: fieldsOf(row, stages), ...(stages.length && { stages }), me: { id: to18(line.me.user_id), label: cut(line.me.name ?? line.me.user_id, 400) } };
      } catch (error) {
        const failed = failure(error);
        return { ...failed, why: (failed.why === 'busy' ? 'network' : failed.why) as ApiTrouble };
      }
    },
  };
}

/** The record and the stages of its record type. Throws Trouble. */
export async function readRecord(line: Line, id: string): Promise<{ row: z.infer<typeof record>; stages: StageRef[] }> {
  const names = (list: string[]) => list.map((f) => `Opportunity.${f}`).join(',');
  const row = await line.get(`ui-api/records/${encodeURIComponent(id)}?fields=${names(MUST)}&optionalFields=${names(MAY)}`, record);
  if (to18(row.id) !== id) throw new Trouble('shape', 'another record was answered');
  return { row, stages: await stagesOf(line, row.recordTypeId) };
}

/** Stages with the labels of the user's language. They are worth having; everything else stands without them. */
export async function stagesOf(line: Line, recordType?: string | null): Promise<StageRef[]> {
  const list = await line.get(`ui-api/object-info/Opportunity/picklist-values/${recordType ?? MASTER_RECORD_TYPE}/StageName`, picklist).catch(() => null);
  return (list?.values ?? []).flatMap(({ value, label, attributes }): StageRef[] => {
    const ref = z.safeParse(stageRef, { id: value, label: cut(label, 400), ...(attributes?.closed && { closed: attributes.won ? 'won' : 'lost' }) });
    return ref.success ? [ref.data] : [];
  });
}

export function fieldsOf({ fields: f }: z.infer<typeof record>, stages: StageRef[]): Fields {
  const out: Fields = {};
  const set = (name: keyof Fields, value: FieldReading['value'] | undefined) => {
    if (value !== undefined) out[name] = { value, from: 'api' };
  };
  const words = (t?: { value: string | null }) => (t && (t.value === null ? null : cut(t.value)));
  const day = (t?: { value: string | null }) => (t && (t.value === null ? null : /^\d{4}-\d\d-\d\d(?=T|$)/.exec(t.value)?.[0]));
  const party = (r?: z.infer<typeof related>) =>
    r && (r.value === null ? null : { id: to18(r.value.id), label: cut(String(r.value.fields.Name.value ?? r.displayValue ?? '')) });
  set('name', words(f.Name));
  set('account', party(f.Account));
  set('owner', party(f.Owner));
  set('closeDate', day(f.CloseDate));
  set('created', day(f.CreatedDate));
  set('nextStep', words(f.NextStep));
  set('type', words(f.Type && { value: f.Type.displayValue ?? f.Type.value }));
  set('probability', f.Probability?.value);
  // Another org's language changes the words of a category, never its value.
  const category = f.ForecastCategoryName?.value;
  if (category && category.length <= 400) set('forecast', { id: category, label: cut(f.ForecastCategoryName?.displayValue ?? category) });
  set('pipeline', party(f.RecordType) ?? undefined);
  const code = f.CurrencyIsoCode?.value;
  if (f.Amount) set('amount', f.Amount.value === null ? null : { value: f.Amount.value, ...(code && code.length <= 8 && { currency: code }) });
  const id = f.StageName.value;
  if (id && id.length <= 400) set('stage', stages.find((s) => s.id === id) ?? { id, label: cut(f.StageName.displayValue ?? id, 400) });
  return out;
}
