/**
 * Dataverse Web API v9.2 (documented) on the app's own host: a script of the page is authenticated by the app's cookies. Formatted
 * values come as annotations, the version as an etag. Never tried on Dynamics. Columns are those of the table `opportunity`
 * as delivered; the active stage stands on the record's process instance.
 */
import type { StageRef } from '../../domain/event.ts';
import type { DealPerson } from '../session.ts';
import { ask, clip, currencyCode, dayText, escapeHtml, figure, fill, idText, isRow, ownApi, rows, stageRef, text, Trouble, type OwnApi, type PageWorld, type Row } from '../own-api.ts';

const ROOT = '/api/data/v9.2/';
const COLUMNS = 'name,estimatedvalue,estimatedclosedate,closeprobability,statecode,createdon,_parentaccountid_value,_parentcontactid_value,_customerid_value,_ownerid_value';
const CURRENCY = 'transactioncurrencyid($select=isocurrencycode)';
const FORMATTED = '@OData.Community.Display.V1.FormattedValue';
const GUID = /^[\da-f]{8}-([\da-f]{4}-){3}[\da-f]{12}$/i;
const CONTACT = 2;
/** The processes that come with Sales; others are read record by record. */
const PROCESSES = ['opportunitysalesprocesses', 'leadtoopportunitysalesprocesses'];

export const CLOSED: readonly StageRef[] = [stageRef('won', 'Won', 'won'), stageRef('lost', 'Lost', 'lost')];

export function dynamicsApi(world: PageWorld): ReturnType<typeof ownApi> {
  const guid = (id: string): string => {
    if (!GUID.test(id)) throw new Trouble('not-found', 'no record id');
    return id.toLowerCase();
  };
  async function get(path: string, prefer = ''): Promise<Row> {
    const { body } = await ask(world, path.startsWith('/') ? path : ROOT + path, {
      headers: { 'OData-Version': '4.0', 'OData-MaxVersion': '4.0', Prefer: ['odata.include-annotations="*"', prefer].filter(Boolean).join(',') },
    });
    if (!isRow(body)) throw new Trouble('shape', path.slice(0, 60));
    return body;
  }
  const me = async () => {
    const id = idText((await get('WhoAmI'))['UserId']);
    if (!id) throw new Trouble('shape', 'WhoAmI');
    const name = await get(`systemusers(${guid(id)})?$select=fullname`).then((u) => text(u['fullname'])).catch(() => undefined);
    return { id, label: clip(name ?? id, 400) };
  };
  const process = async (id: string): Promise<{ now?: string; stages: StageRef[] }> => {
    const [instance] = rows((await get(`RetrieveProcessInstances(EntityId=${id},EntityLogicalName='opportunity')`))['value']);
    const key = instance && (idText(instance['businessprocessflowinstanceid']) ?? idText(instance['processinstanceid']));
    if (!instance || !key) return { stages: [] };
    const path = rows((await get(`RetrieveActivePath(ProcessInstanceId=${guid(key)})`))['value']);
    const stages = path.flatMap((s) => (idText(s['processstageid']) ? [stageRef(idText(s['processstageid'])!.toLowerCase(), text(s['stagename']) ?? '')] : []));
    return { now: idText(instance['processstageid'])?.toLowerCase(), stages };
  };

  const api: OwnApi = {
    // Stages move on the process flow with its own rules; there is no plain column to write.
    can: ['probability', 'closeDate', 'note'],
    owns: (org) => world.origin === `https://${org}`,

    async record(place) {
      const id = guid(place.record);
      const row = await get(`opportunities(${id})?$select=${COLUMNS}&$expand=${CURRENCY}`);
      if (idText(row['opportunityid'])?.toLowerCase() !== id) throw new Trouble('shape', 'another record was answered');
      // The record stands without its process and the user's name.
      const [flow, who] = await Promise.all([process(id).catch(() => ({ stages: [] as StageRef[], now: undefined })), me().catch(() => undefined)]);
      return {
        fields: fieldsOf(row, flow.stages.find((s) => s.id === flow.now)), me: who, mark: text(row['@odata.etag']),
        stages: flow.stages.length ? [...flow.stages, ...CLOSED] : [],
      };
    },

    async people(place) {
      const id = guid(place.record);
      const [deal, links] = await Promise.all([
        get(`opportunities(${id})?$select=_parentcontactid_value`),
        get(`connections?$select=_record2id_value,_record2roleid_value,record2objecttypecode&$filter=_record1id_value eq ${id} and record2objecttypecode eq ${CONTACT}`),
      ]);
      const first = named(deal, '_parentcontactid_value');
      const all = new Map<string, DealPerson>();
      if (first?.id) all.set(first.id, { id: first.id, name: first.label, primary: true });
      for (const link of rows(links['value'])) {
        const who = named(link, '_record2id_value');
        const role = named(link, '_record2roleid_value')?.label;
        if (who?.id) all.set(who.id, { id: who.id, name: who.label, ...(role && { role }), ...(who.id === first?.id && { primary: true as const }) });
      }
      return [...all.values()];
    },

    async deals({ after, size, all }) {
      if (after && !after.startsWith(`${ROOT}opportunities?`)) throw new Trouble('shape', 'not our page');
      const page = await get(after ?? `opportunities?$select=${COLUMNS}&$expand=${CURRENCY}&$filter=statecode eq 0${all ? '' : ` and _ownerid_value eq ${guid((await me()).id)}`}&$orderby=createdon,opportunityid`, `odata.maxpagesize=${Math.min(size, 500)}`);
      const found = rows(page['value']).filter((r) => GUID.test(idText(r['opportunityid']) ?? ''));
      const stages = await stagesOf(get, found.map((r) => guid(idText(r['opportunityid'])!)));
      const next = text(page['@odata.nextLink']);
      const url = next && URL.canParse(next, world.origin) ? new URL(next, world.origin) : null;
      return {
        deals: found.map((r) => {
          const record = guid(idText(r['opportunityid'])!);
          return { record, fields: fieldsOf(r, stages.get(record)) };
        }),
        ...(url?.origin === world.origin && { next: url.pathname + url.search }),
      };
    },

    async write(place, { field, to }, now) {
      const id = guid(place.record);
      if (field === 'note') {
        await ask(world, `${ROOT}annotations`, { method: 'POST', json: { subject: 'StageProof', notetext: escapeHtml(String(to ?? '')), 'objectid_opportunity@odata.bind': `/opportunities(${id})` } });
        return;
      }
      // A record that was never read has no etag: without one nothing is written.
      if (!now.mark) throw new Trouble('shape', 'no etag');
      await ask(world, `${ROOT}opportunities(${id})`, { method: 'PATCH', headers: { 'If-Match': now.mark }, json: { [field === 'probability' ? 'closeprobability' : 'estimatedclosedate']: to } });
    },
  };
  return ownApi(api);
}

/** Active stages of several records, by the processes that come with Sales. */
async function stagesOf(get: (path: string) => Promise<Row>, ids: string[]): Promise<Map<string, StageRef>> {
  const found = new Map<string, StageRef>();
  const twice = new Set<string>();
  if (!ids.length) return found;
  const wanted = `Microsoft.Dynamics.CRM.In(PropertyName='opportunityid',PropertyValues=[${ids.map((id) => `'${id}'`).join(',')}])`;
  const pages = await Promise.all(PROCESSES.map((set) => get(`${set}?$select=_opportunityid_value,_activestageid_value&$filter=${wanted}`).catch(() => ({}))));
  for (const page of pages) for (const row of rows((page as Row)['value'])) {
    const deal = idText(row['_opportunityid_value'])?.toLowerCase();
    const stage = named(row, '_activestageid_value');
    if (!deal || !stage?.id) continue;
    if (found.has(deal)) twice.add(deal);
    found.set(deal, stageRef(stage.id, stage.label));
  }
  // A deal in two processes at once: which one counts is on its own page.
  for (const deal of twice) found.delete(deal);
  return found;
}

/** A lookup: its id, and its name by annotation. */
function named(row: Row, column: string): { id: string; label: string } | null | undefined {
  if (row[column] === null) return null;
  const id = idText(row[column])?.toLowerCase();
  const label = text(row[column + FORMATTED]);
  return id && label ? { id, label: clip(label) } : undefined;
}

function fieldsOf(row: Row, stage: StageRef | undefined) {
  const { fields, set } = fill();
  const nullable = <T>(column: string, read: (x: unknown) => T | undefined) => (row[column] === null ? null : read(row[column]));
  set('name', nullable('name', (x) => text(x) && clip(text(x)!)));
  set('account', named(row, '_parentaccountid_value') ?? named(row, '_customerid_value'));
  set('contact', named(row, '_parentcontactid_value'));
  set('owner', named(row, '_ownerid_value'));
  set('closeDate', nullable('estimatedclosedate', dayText));
  // A time: its day is another one in another zone.
  set('created', dayText(row['createdon']));
  set('probability', nullable('closeprobability', figure));
  const code = isRow(row['transactioncurrencyid']) ? currencyCode(row['transactioncurrencyid']['isocurrencycode']) : undefined;
  set('amount', nullable('estimatedvalue', (x) => {
    const value = figure(x);
    return value === undefined ? undefined : { value, ...(code && { currency: code }) };
  }));
  const ended = row['statecode'] === 1 ? CLOSED[0] : row['statecode'] === 2 ? CLOSED[1] : undefined;
  set('stage', ended ?? stage);
  return fields;
}
