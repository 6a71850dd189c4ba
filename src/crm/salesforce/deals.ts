/** A page of open opportunities by SOQL: the user's own, or all that the user may see. */
import * as z from 'zod/mini';
import type { StageRef } from '../../domain/event.ts';
import type { Fields } from '../contract.ts';
import { cut } from '../parse.ts';
import type { ApiAnswer, ApiJob } from '../session.ts';
import { stagesOf } from './api.ts';
import { connect, Trouble, type SalesforceWorld } from './call.ts';
import { to18 } from './ids.ts';

const words = z.optional(z.nullable(z.string()));
const figure = z.optional(z.nullable(z.number()));
const party = z.optional(z.nullable(z.object({ Id: z.string(), Name: z.string() })));
const answer = z.object({
  totalSize: z.number(),
  records: z.array(z.object({
    Id: z.string().check(z.regex(/^006[a-zA-Z\d]{12}([a-zA-Z\d]{3})?$/)),
    Name: z.string(), StageName: z.string().check(z.minLength(1)), Amount: figure, CurrencyIsoCode: words, CloseDate: words, Probability: figure,
    NextStep: words, Type: words, CreatedDate: words, ForecastCategoryName: words, Account: party, Owner: party,
  })),
});
type Row = z.infer<typeof answer>['records'][number];
const count = z.object({ totalSize: z.number() });

const ALWAYS = ['Id', 'Name', 'StageName', 'Amount', 'CloseDate', 'Probability', 'NextStep', 'Type', 'CreatedDate', 'ForecastCategoryName', 'Account.Id', 'Account.Name', 'Owner.Id', 'Owner.Name'];
const ID = /^006[a-zA-Z\d]{15}$/;

/** In the order of ids, `next` being the last one seen, so that a record that comes or goes between two pages moves no other. */
export async function deals(job: Extract<ApiJob, { do: 'deals' }>, world: SalesforceWorld): Promise<ApiAnswer<'deals'>> {
  if (job.after !== undefined && !ID.test(job.after)) throw new Trouble('shape', 'after');
  const line = await connect(world, job.org);
  const open = `IsClosed = false${job.all ? '' : ` AND OwnerId = '${to18(line.me.user_id)}'`}`;
  const ask = <T extends z.ZodMiniType>(soql: string, shape: T) => line.get(`query?q=${encodeURIComponent(soql)}`, shape);
  const page = (names: string[]) =>
    ask(`SELECT ${names.join(', ')} FROM Opportunity WHERE ${open}${job.after ? ` AND Id > '${job.after}'` : ''} ORDER BY Id LIMIT ${job.size}`, answer);
  // Only an org with several currencies has the column; any other one refuses the whole query.
  const found = await page([...ALWAYS, 'CurrencyIsoCode']).catch((error: unknown) => {
    if (error instanceof Trouble && error.message.includes('INVALID_FIELD')) return page(ALWAYS);
    throw error;
  });
  const stages = await stagesOf(line);
  const total = job.after === undefined ? (await ask(`SELECT COUNT() FROM Opportunity WHERE ${open}`, count)).totalSize : undefined;
  const rows = found.records.map((row) => ({ record: to18(row.Id), fields: fieldsOf(row, stages) }));
  return { ok: true, deals: rows, stages, ...(rows.length === job.size && { next: rows.at(-1)!.record }), ...(total !== undefined && { total }) };
}

function fieldsOf(row: Row, stages: StageRef[]): Fields {
  const from = 'api' as const;
  const text = (value: string | null | undefined) => (value === undefined ? undefined : { value: value === null ? null : cut(value), from });
  const day = (value: string | null | undefined) => text(value === null ? null : value && /^\d{4}-\d\d-\d\d(?=T|$)/.exec(value)?.[0]);
  const person = (value: Row['Owner']) => (value === undefined ? undefined : { value: value && { id: to18(value.Id), label: cut(value.Name) }, from });
  const code = row.CurrencyIsoCode;
  const all: Fields = {
    name: text(row.Name), account: person(row.Account), owner: person(row.Owner), closeDate: day(row.CloseDate), created: day(row.CreatedDate), nextStep: text(row.NextStep),
    type: text(row.Type), probability: row.Probability === undefined ? undefined : { value: row.Probability, from },
    amount: row.Amount === undefined ? undefined : { value: row.Amount === null ? null : { value: row.Amount, ...(code && code.length <= 8 && { currency: code }) }, from },
    stage: { value: stages.find((s) => s.id === row.StageName) ?? { id: row.StageName.slice(0, 400), label: cut(row.StageName, 400) }, from },
    forecast: row.ForecastCategoryName ? { value: { id: row.ForecastCategoryName, label: cut(row.ForecastCategoryName, 400) }, from } : undefined,
  };
  return Object.fromEntries(Object.entries(all).filter(([, reading]) => reading !== undefined)) as Fields;
}
