/**
 * Salesforce's UI API with the user's own session, called from the service worker: the Lightning host's page may not call
 * its API host. Documented shapes (crm docs read 2026-11-21), tried on the look-alike alone. Any trouble is an answer:
 * the page's reading stands.
 */
import * as z from 'zod/mini';
import { stageRef, type FieldReading, type StageRef } from '../../domain/event.ts';
import type { ApiReader, ApiTrouble, Fields, Place } from '../contract.ts';
import { cut } from '../parse.ts';
import { apiHost, to18 } from './ids.ts';

/** The API's oldest version with these answers. */
const VERSION = 'v66.0';
export interface SalesforceWorld {
  fetch: typeof fetch;
  /** Value of the cookie `sid` that the browser would send to this address, or null. */
  cookie(url: string): Promise<string | null>;
  /**
   * Address of the page, for its protocol and port: an org on loopback is no org on port 443.
   * @default https and no port
   */
  pageUrl?(place: Place): string | undefined;
  /** The user this deal was read as before, by id; another one is a trouble. */
  expectUser?(place: Place): string | undefined;
}

const scalar = z.union([z.string(), z.number(), z.boolean(), z.null()]);
const field = z.object({ displayValue: z.optional(z.nullable(z.string())), value: scalar });
const related = z.object({ displayValue: z.optional(z.nullable(z.string())), value: z.nullable(z.object({ id: z.string(), fields: z.object({ Name: field }) })) });
const text = z.object({ ...field.shape, value: z.nullable(z.string()) });
const figure = z.object({ ...field.shape, value: z.nullable(z.number()) });
const record = z.object({
  apiName: z.literal('Opportunity'),
  id: z.string().check(z.regex(/^006[a-zA-Z\d]{12}([a-zA-Z\d]{3})?$/)),
  recordTypeId: z.optional(z.nullable(z.string())),
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
const user = z.object({ user_id: z.string(), organization_id: z.string(), name: z.optional(z.string()), language: z.optional(z.string()) });

const MASTER_RECORD_TYPE = '012000000000000AAA';
const MUST = ['Name', 'StageName'];
const MAY = ['Amount', 'CloseDate', 'Probability', 'NextStep', 'Type', 'CreatedDate', 'CurrencyIsoCode', 'Account.Name', 'Owner.Name', 'ForecastCategoryName', 'RecordType.Name'];

type Answer = Awaited<ReturnType<ApiReader['read']>>;
class Trouble extends Error {
  constructor(readonly why: ApiTrouble, message = '') { super(message); }
}

/** A reader over one user's session. `read` never throws; probability is in percent, 0–100. */
export function salesforceApi(world: SalesforceWorld): ApiReader {
  return {
    crm: 'salesforce',
    async read(place): Promise<Answer> {
      try {
        return await readWith(world, place);
      } catch (error) {
        if (error instanceof Trouble) return { ok: false, why: error.why, ...(error.message && { detail: error.message.slice(0, 300) }) };
        return { ok: false, why: 'network', detail: String(error).slice(0, 300) };
      }
    },
  };
}

async function readWith(world: SalesforceWorld, place: Place): Promise<Answer> {
  const page = new URL(world.pageUrl?.(place) ?? `https://${place.org}`);
  const base = `${page.protocol}//${apiHost(place.org)}${page.port && `:${page.port}`}`;
  const sid = await world.cookie(base);
  // `ORGID!…`: anything else is no API session.
  const org = /^(00D[a-zA-Z\d]{12,15})!./.exec(sid ?? '')?.[1];
  if (!sid || !org) throw new Trouble('signed-out', 'no session on the API host');
  const get = <T extends z.ZodMiniType>(path: string, shape: T) => ask(world, `${base}${path}`, sid, shape);

  const me = await get('/services/oauth2/userinfo', user);
  if (to18(me.organization_id) !== to18(org)) throw new Trouble('other-user', 'the session belongs to another org');
  const expected = world.expectUser?.(place);
  if (expected && to18(expected) !== to18(me.user_id)) throw new Trouble('other-user', 'the session belongs to another user');

  const root = `/services/data/${VERSION}/ui-api`;
  const names = (list: string[]) => list.map((f) => `Opportunity.${f}`).join(',');
  const row = await get(`${root}/records/${encodeURIComponent(place.record)}?fields=${names(MUST)}&optionalFields=${names(MAY)}`, record);
  if (to18(row.id) !== place.record) throw new Trouble('shape', 'another record was answered');
  // Stages are worth having, the record stands without them.
  const list = await get(`${root}/object-info/Opportunity/picklist-values/${row.recordTypeId ?? MASTER_RECORD_TYPE}/StageName`, picklist).catch(() => null);
  const stages = (list?.values ?? []).flatMap(({ value, label, attributes }): StageRef[] => {
    const ref = z.safeParse(stageRef, { id: value, label: cut(label, 400), ...(attributes?.closed && { closed: attributes.won ? 'won' : 'lost' }) });
    return ref.success ? [ref.data] : [];
  });
  return { ok: true, fields: fieldsOf(row, stages), ...(stages.length && { stages }), me: { id: to18(me.user_id), label: cut(me.name ?? me.user_id, 400) } };
}

async function ask<T extends z.ZodMiniType>(world: SalesforceWorld, url: string, sid: string, shape: T): Promise<z.infer<T>> {
  let response: Response;
  try {
    response = await world.fetch(url, { headers: { Authorization: `Bearer ${sid}`, Accept: 'application/json' }, credentials: 'omit', redirect: 'error' });
  } catch (error) {
    throw new Trouble('network', String(error));
  }
  const body: unknown = await response.json().catch(() => undefined);
  if (!response.ok) {
    const first: unknown = Array.isArray(body) ? body[0] : body;
    const code = typeof first === 'object' && first !== null && 'errorCode' in first ? String(first.errorCode) : '';
    const detail = `${response.status} ${code}`.trim();
    // A stale cookie of another login answers INVALID_SESSION_ID as well as an expired one.
    if (response.status === 401 || code === 'INVALID_SESSION_ID') throw new Trouble('signed-out', detail);
    if (response.status === 403) throw new Trouble('forbidden', detail);
    if (response.status === 404) throw new Trouble('not-found', detail);
    throw new Trouble(response.status >= 500 || response.status === 429 ? 'network' : 'shape', detail);
  }
  const parsed = z.safeParse(shape, body);
  if (!parsed.success) throw new Trouble('shape', parsed.error.issues[0]?.path.join('.') ?? '');
  return parsed.data;
}

function fieldsOf({ fields: f }: z.infer<typeof record>, stages: StageRef[]): Fields {
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
