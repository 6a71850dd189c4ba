/**
 * Zoho CRM's REST API v2 (documented) on the application's own host, with the page's session: its pages and public extensions
 * send `X-ZCSRF-TOKEN: crmcsrfparam=…`, the value of a readable cookie or of the page's `#token`, and the organisation's id
 * (public code, 2023–2026, read 2026-11-21). Never tried on Zoho: any trouble leaves the page's reading.
 * With a Blueprint a stage moves by one of its transitions, never by writing the field.
 */
import type { StageRef } from '../../domain/event.ts';
import type { Place } from '../contract.ts';
import { ask, clip, cookieOf, currencyCode, dayText, figure, fill, idText, isRow, ownApi, rows, stageRef, text, Trouble, type OwnApi, type PageWorld, type Row } from '../own-api.ts';

const COOKIE = 'CT_CSRF_TOKEN';
const ROOT = '/crm/v2/';
const LISTED = 'Deal_Name, Amount, Closing_Date, Stage, Probability, Account_Name, Contact_Name, Owner, Next_Step, Type, Created_Time, Modified_Time';

/** A way on from the present stage that the Blueprint allows now. */
export interface Transition { id: string; name: string; to?: string; asks: boolean }

/** The stages' words as this user sees them, and what the API calls them. */
interface Stages { list: StageRef[]; actual: Map<string, string>; shown: Map<string, string> }

export function zohoApi(world: PageWorld, token?: () => string | undefined): ReturnType<typeof ownApi> & { transitions(place: Place): Promise<Transition[]> } {
  const org = /^\/crm\/org(\d+)\//.exec(world.path ?? '')?.[1];
  async function call(path: string, init: Parameters<typeof ask>[2] = {}): Promise<Row> {
    const csrf = cookieOf(world.cookie, COOKIE) ?? token?.();
    if (!csrf) throw new Trouble('signed-out', `no ${COOKIE}`);
    const { body } = await ask(world, ROOT + path, { ...init, headers: { 'X-ZCSRF-TOKEN': `crmcsrfparam=${csrf}`, 'X-Requested-With': 'XMLHttpRequest', ...(org && { 'X-CRM-ORG': org }) } });
    if (body === null) return {};
    if (!isRow(body)) throw new Trouble('shape', path.slice(0, 60));
    if (body['status'] === 'error') throw new Trouble(/AUTH|TOKEN/.test(String(body['code'])) ? 'signed-out' : /PERMISSION/.test(String(body['code'])) ? 'forbidden' : 'shape', String(body['code']));
    return body;
  }
  /** An answer to a change says for each record whether it was taken. */
  async function change(path: string, init: Parameters<typeof ask>[2]): Promise<void> {
    const body = await call(path, init);
    const [done] = rows(body['data']);
    if ((done ?? body)['code'] !== 'SUCCESS') throw new Trouble('refused', text((done ?? body)['message']) ?? 'not taken');
  }
  const deal = (place: Place): string => {
    if (!/^\d+$/.test(place.record)) throw new Trouble('not-found', 'no record id');
    return `Deals/${place.record}`;
  };

  async function stages(): Promise<Stages> {
    const [fields, ends] = await Promise.all([call('settings/fields?module=Deals'), call('settings/stages?module=Deals').catch(() => ({} as Row))]);
    const field = rows(fields['fields']).find((f) => f['api_name'] === 'Stage');
    const closed = new Map(rows(ends['stages']).map((s) => [text(s['display_label']) ?? '', /closed.*(won|lost)/i.exec(String(s['forecast_type'] ?? ''))?.[1]?.toLowerCase() as StageRef['closed']]));
    const known: Stages = { list: [], actual: new Map(), shown: new Map() };
    for (const v of rows(field?.['pick_list_values'])) {
      const actual = text(v['actual_value']);
      const shown = text(v['display_value']) ?? actual;
      if (!actual || !shown || actual === '-None-') continue;
      known.actual.set(shown, actual);
      known.shown.set(actual, shown);
      known.list.push(stageRef(shown, shown, closed.get(shown) ?? (/^closed (won|lost)/i.exec(actual)?.[1]!.toLowerCase() as StageRef['closed'])));
    }
    return known;
  }
  const none: Stages = { list: [], actual: new Map(), shown: new Map() };
  const me = async () => {
    const [user] = rows((await call('users?type=CurrentUser'))['users']);
    const id = user && idText(user['id']);
    return id ? { id, label: clip(text(user['full_name']) ?? id, 400) } : undefined;
  };
  async function transitions(place: Place): Promise<Transition[]> {
    const { blueprint } = await call(`${deal(place)}/actions/blueprint`);
    return rows(isRow(blueprint) ? blueprint['transitions'] : []).flatMap((t) => {
      const id = idText(t['id']);
      const to = text(t['next_field_value']);
      return id ? [{ id, name: text(t['name']) ?? '', ...(to && { to }), asks: rows(t['fields']).some((f) => f['mandatory'] !== false) }] : [];
    });
  }

  const api: OwnApi = {
    can: ['stage', 'probability', 'closeDate', 'nextStep', 'note'],
    owns: (host) => world.origin === `https://${host}`,

    async record(place) {
      const [row] = rows((await call(deal(place)))['data']);
      if (!row) throw new Trouble('not-found');
      if (idText(row['id']) !== place.record) throw new Trouble('shape', 'another record was answered');
      const [known, who] = await Promise.all([stages().catch(() => none), me().catch(() => undefined)]);
      return { fields: fieldsOf(row, known), stages: known.list, me: who, mark: text(row['Modified_Time']) };
    },

    async people(place) {
      const body = await call(`${deal(place)}/Contact_Roles`);
      return rows(body['data']).flatMap((p) => {
        const id = idText(p['id']);
        const name = text(p['Full_Name']) ?? text(p['name']) ?? [text(p['First_Name']), text(p['Last_Name'])].filter(Boolean).join(' ');
        const role = isRow(p['Contact_Role']) ? text(p['Contact_Role']['name']) : text(p['Contact_Role']);
        return name ? [{ ...(id && { id }), name: clip(name, 400), ...(role && { role: clip(role, 400) }) }] : [];
      });
    },

    async deals({ after, size, all }) {
      const [known, who] = await Promise.all([stages().catch(() => none), all ? undefined : me()]);
      if (!all && !/^\d+$/.test(who?.id ?? '')) throw new Trouble('shape', 'users');
      const from = /^\d+$/.test(after ?? '0') ? Number(after ?? 0) : 0;
      const limit = Math.min(size, 200);
      const ends = known.list.filter((s) => s.closed).map((s) => `'${(known.actual.get(s.id) ?? s.id).replaceAll("'", "\\'")}'`);
      const where = [...(who ? [`Owner = '${who.id}'`] : ['id is not null']), ...(ends.length ? [`Stage not in (${ends.join(', ')})`] : [])];
      const body = await call('coql', { method: 'POST', json: { select_query: `select ${LISTED} from Deals where ${where.length > 1 ? `(${where.join(' and ')})` : where[0]} order by id limit ${from}, ${limit}` } });
      const more = isRow(body['info']) && body['info']['more_records'] === true;
      return {
        deals: rows(body['data']).flatMap((r) => (idText(r['id']) ? [{ record: idText(r['id'])!, fields: fieldsOf(r, known) }] : [])),
        ...(more && { next: String(from + limit) }), ...(known.list.length && !after && { stages: known.list }),
      };
    },

    async write(place, { field, to }) {
      const value = typeof to === 'object' && to && 'id' in to ? to.id : to;
      if (field === 'note') {
        await change(`${deal(place)}/Notes`, { method: 'POST', json: { data: [{ Note_Title: 'StageProof', Note_Content: String(to ?? '') }] } });
        return;
      }
      if (field === 'stage') {
        const known = await stages();
        const target = known.actual.get(String(value)) ?? String(value);
        const ways = await transitions(place).catch((error: unknown) => {
          // A deal outside of any Blueprint has none.
          if (error instanceof Trouble && ['not-found', 'shape', 'refused'].includes(error.why)) return [];
          throw error;
        });
        if (ways.length) {
          const way = ways.find((t) => t.to === target || t.to === value);
          if (!way) throw new Trouble('refused', 'no transition leads there');
          if (way.asks) throw new Trouble('refused', `“${way.name}” asks for more fields`);
          await change(`${deal(place)}/actions/blueprint`, { method: 'PUT', json: { blueprint: [{ transition_id: way.id, data: {} }] } });
          return;
        }
        await change(deal(place), { method: 'PUT', json: { data: [{ Stage: target }] } });
        return;
      }
      const name = { probability: 'Probability', closeDate: 'Closing_Date', nextStep: 'Next_Step' }[field];
      await change(deal(place), { method: 'PUT', json: { data: [{ [name]: value }] } });
    },
  };
  return { ...ownApi(api), transitions };
}

/** `{id, name}`; a bare id says no name. */
function party(x: unknown): { id?: string; label: string } | null | undefined {
  if (x === null) return null;
  if (!isRow(x)) return;
  const id = idText(x['id']);
  const label = text(x['name']) ?? text(x['full_name']);
  return label === undefined ? undefined : { ...(id && { id }), label: clip(label) };
}

function fieldsOf(row: Row, known: Stages) {
  const { fields, set } = fill();
  const nullable = <T>(key: string, read: (x: unknown) => T | undefined) => (row[key] === null ? null : read(row[key]));
  const words = (x: unknown) => text(x) && clip(text(x)!);
  set('name', nullable('Deal_Name', words));
  set('account', party(row['Account_Name']));
  set('contact', party(row['Contact_Name']));
  set('owner', party(row['Owner']));
  set('closeDate', nullable('Closing_Date', dayText));
  set('created', dayText(row['Created_Time']));
  set('probability', nullable('Probability', figure));
  set('nextStep', nullable('Next_Step', words));
  set('type', nullable('Type', words));
  const code = currencyCode(row['Currency']);
  set('amount', nullable('Amount', (x) => {
    const value = figure(x);
    return value === undefined ? undefined : { value, ...(code && { currency: code }) };
  }));
  const actual = text(row['Stage']);
  const shown = actual && (known.shown.get(actual) ?? actual);
  set('stage', shown ? known.list.find((s) => s.id === shown) ?? stageRef(shown, shown) : undefined);
  return fields;
}
