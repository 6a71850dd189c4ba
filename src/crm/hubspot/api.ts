/**
 * HubSpot's API on the application's own host, with the page's session: not offered officially. Documented shapes of v3 under
 * `/api/crm/v3`, and `inbounddb-objects`, by which the application itself reads and writes records; both need the portal and the
 * CSRF value of a readable cookie (public userscripts and extensions, 2024–2026, read 2026-11-21). Never tried on HubSpot: any
 * trouble leaves the page's reading.
 */
import type { StageRef } from '../../domain/event.ts';
import type { Place } from '../contract.ts';
import { ask, clip, cookieOf, currencyCode, escapeHtml, figure, fill, idText, isRow, ownApi, rows, stageRef, text, Trouble, type OwnApi, type PageWorld, type Row } from '../own-api.ts';

const COOKIES = ['hubspotapi-csrf', 'csrf.app'];
const HEADER = 'X-HubSpot-CSRF-hubspotapi';
const DEAL = '0-3';
const PROPERTIES = ['dealname', 'amount', 'deal_currency_code', 'closedate', 'createdate', 'dealstage', 'pipeline', 'hubspot_owner_id', 'hs_deal_stage_probability', 'hs_next_step', 'dealtype', 'hs_lastmodifieddate'];
/** Of a note to a deal, from the documentation of associations. */
const NOTE_TO_DEAL = 214;

type Properties = Record<string, string | null | undefined>;

export function hubspotApi(world: PageWorld, now: () => number = () => Date.now()): ReturnType<typeof ownApi> {
  const portalOf = (org: string): string => {
    const portal = /^[^/]+\/(\d+)$/.exec(org)?.[1];
    if (!portal) throw new Trouble('not-found', 'no portal');
    return portal;
  };
  async function call(org: string, path: string, init: Parameters<typeof ask>[2] = {}): Promise<unknown> {
    const csrf = COOKIES.map((name) => cookieOf(world.cookie, name)).find(Boolean);
    if (!csrf) throw new Trouble('signed-out', 'no CSRF cookie');
    const { body } = await ask(world, `/api/${path}${path.includes('?') ? '&' : '?'}portalId=${portalOf(org)}`, { ...init, headers: { [HEADER]: csrf } });
    return body;
  }
  const rowOf = async (...args: Parameters<typeof call>): Promise<Row> => {
    const body = await call(...args);
    if (!isRow(body)) throw new Trouble('shape', args[1].slice(0, 60));
    return body;
  };

  async function properties({ org, record }: Place): Promise<Properties> {
    const body = await rowOf(org, `inbounddb-objects/v1/crm-objects/${DEAL}/${encodeURIComponent(record)}?allPropertiesFetchMode=latest_version`);
    if (idText(body['objectId']) !== record || (body['objectTypeId'] ?? DEAL) !== DEAL || !isRow(body['properties'])) throw new Trouble('shape', 'another record was answered');
    return Object.fromEntries(Object.entries(body['properties']).map(([name, p]) => [name, isRow(p) ? idText(p['value']) ?? null : undefined]));
  }
  const pipelines = async (org: string) => {
    const body = await rowOf(org, 'crm/v3/pipelines/deals');
    return rows(body['results']).map((p) => ({
      id: idText(p['id']) ?? '',
      stages: rows(p['stages']).toSorted((a, b) => (figure(a['displayOrder']) ?? 0) - (figure(b['displayOrder']) ?? 0)).flatMap((s): StageRef[] => {
        const id = idText(s['id']);
        const meta = isRow(s['metadata']) ? s['metadata'] : {};
        const closed = String(meta['isClosed']) === 'true' ? (figure(meta['probability']) === 1 ? 'won' : 'lost') : undefined;
        return id ? [stageRef(id, text(s['label']) ?? '', closed)] : [];
      }),
    }));
  };
  const ownerOf = async (org: string, id: string | null | undefined) => {
    const owner = id ? await rowOf(org, `crm/v3/owners/${encodeURIComponent(id)}`).catch(() => null) : null;
    const label = owner && ([text(owner['firstName']), text(owner['lastName'])].filter(Boolean).join(' ') || text(owner['email']));
    return label && id ? { id, label: clip(label, 400) } : undefined;
  };

  const api: OwnApi = {
    can: ['stage', 'closeDate', 'nextStep', 'note'],
    owns: (org) => world.origin === `https://${org.split('/')[0]}`,

    async record(place) {
      const p = await properties(place);
      // The record stands without the names of its stages and its owner.
      const [all, owner] = await Promise.all([pipelines(place.org).catch(() => []), ownerOf(place.org, p['hubspot_owner_id'])]);
      const stages = all.find((x) => x.id === p['pipeline'])?.stages ?? [];
      const fields = fieldsOf(p, stages);
      if (owner) fields.owner = { value: owner, from: 'api' };
      return { fields, stages, mark: p['hs_lastmodifieddate'] ?? undefined };
    },

    async people(place) {
      const deal = await rowOf(place.org, `crm/v3/objects/deals/${encodeURIComponent(place.record)}?associations=contacts`);
      const links = isRow(deal['associations']) && isRow(deal['associations']['contacts']) ? rows(deal['associations']['contacts']['results']) : [];
      const ids = [...new Set(links.flatMap((l) => idText(l['id']) ?? []))];
      if (!ids.length) return [];
      const { results } = await rowOf(place.org, 'crm/v3/objects/contacts/batch/read', { method: 'POST', json: { properties: ['firstname', 'lastname', 'email', 'jobtitle'], inputs: ids.map((id) => ({ id })) } });
      return rows(results).flatMap((c) => {
        const p = isRow(c['properties']) ? c['properties'] : {};
        const name = [text(p['firstname']), text(p['lastname'])].filter(Boolean).join(' ') || text(p['email']);
        const id = idText(c['id']);
        return id && name ? [{ id, name: clip(name, 400), ...(text(p['jobtitle']) && { role: clip(text(p['jobtitle'])!, 400) }) }] : [];
      });
    },

    async deals({ org, after, size, all: every }) {
      // Nothing found says who of the owners is signed in.
      if (!every) throw new Trouble('not-offered', 'own deals');
      const all = await pipelines(org).catch(() => []);
      const body = await rowOf(org, 'crm/v3/objects/deals/search', {
        method: 'POST',
        json: {
          filterGroups: [{ filters: [{ propertyName: 'hs_is_closed', operator: 'EQ', value: 'false' }] }],
          sorts: [{ propertyName: 'createdate', direction: 'ASCENDING' }], properties: PROPERTIES, limit: Math.min(size, 100), ...(after && { after }),
        },
      });
      const paging = isRow(body['paging']) && isRow(body['paging']['next']) ? idText(body['paging']['next']['after']) : undefined;
      return {
        deals: rows(body['results']).flatMap((d) => {
          const p = (isRow(d['properties']) ? d['properties'] : {}) as Properties;
          const id = idText(d['id']);
          return id ? [{ record: id, fields: fieldsOf(p, all.find((x) => x.id === p['pipeline'])?.stages ?? []) }] : [];
        }),
        ...(paging && { next: paging }), ...(figure(body['total']) !== undefined && { total: figure(body['total'])! }),
        ...(all[0]?.stages.length && !after && { stages: all[0].stages }),
      };
    },

    async write(place, { field, to }) {
      const { org, record } = place;
      if (field === 'note') {
        await call(org, 'crm/v3/objects/notes', {
          method: 'POST',
          json: {
            properties: { hs_timestamp: new Date(now()).toISOString(), hs_note_body: escapeHtml(String(to ?? '')) },
            associations: [{ to: { id: record }, types: [{ associationCategory: 'HUBSPOT_DEFINED', associationTypeId: NOTE_TO_DEAL }] }],
          },
        });
        return;
      }
      const name = { stage: 'dealstage', closeDate: 'closedate', nextStep: 'hs_next_step' }[field as 'stage' | 'closeDate' | 'nextStep'];
      const value = typeof to === 'object' && to && 'id' in to ? to.id : to;
      // Days are kept as noon, which is the same day wherever the portal is.
      const said = field === 'closeDate' && value ? String(Date.parse(`${String(value)}T12:00:00Z`)) : String(value ?? '');
      await call(org, `inbounddb-objects/v1/crm-objects/${DEAL}`, { method: 'PUT', json: [{ objectId: record, objectTypeId: DEAL, propertyValues: [{ name, value: said }] }] });
    },
  };
  return ownApi(api);
}

/** The day of a moment, where it is the same one here and in UTC; else the page says which one the portal means. */
function dayOf(x: string | null | undefined): string | undefined {
  const at = new Date(/^\d+$/.test(x ?? '') ? Number(x) : x ?? '');
  if (Number.isNaN(+at)) return;
  const utc = at.toISOString().slice(0, 10);
  const local = `${at.getFullYear()}-${String(at.getMonth() + 1).padStart(2, '0')}-${String(at.getDate()).padStart(2, '0')}`;
  return utc === local ? utc : undefined;
}

/** HubSpot leaves empty properties out, or says null or ''. */
function fieldsOf(p: Properties, stages: StageRef[]) {
  const { fields, set } = fill();
  const or = <T>(name: string, read: (x: string) => T | undefined) => (p[name] ? read(p[name]) : p[name] === undefined ? undefined : null);
  set('name', or('dealname', (x) => clip(x)));
  set('closeDate', or('closedate', dayOf));
  set('created', or('createdate', dayOf));
  set('nextStep', or('hs_next_step', (x) => clip(x)));
  set('type', or('dealtype', (x) => clip(x)));
  const odds = figure(p['hs_deal_stage_probability']);
  set('probability', odds === undefined || odds < 0 || odds > 1 ? undefined : Math.round(odds * 1e4) / 100);
  const value = figure(p['amount']);
  const code = currencyCode(p['deal_currency_code']);
  set('amount', value === undefined ? (p['amount'] ? undefined : or('amount', () => undefined)) : { value, ...(code && { currency: code }) });
  const id = p['dealstage'];
  if (id) set('stage', stages.find((s) => s.id === id) ?? (stages.length ? undefined : stageRef(id, id)));
  return fields;
}
