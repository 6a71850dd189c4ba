// A fake of the API on HubSpot's application host: documented v3 shapes, and the application's own record calls by public code.
// Not HubSpot.
import {RULE} from '../data.mjs';

export const host = 'app.hubspot.com';
const CSRF = 'fake-csrf';
export const cookies = [`hubspotapi-csrf=${CSRF}; Path=/`];
export const matches = name => name === 'app.hubspot.com';
const PORTAL = '14800000';
export const home = 'https://app.hubspot.com';
export const idOf = n => String(9000000000 + n);
export const record = n => `${home}/contacts/${PORTAL}/record/0-3/${idOf(n)}`;
export const list = `${home}/contacts/${PORTAL}/objects/0-3/views/all/list`;
export const board = `${home}/contacts/${PORTAL}/objects/0-3/views/all/board`;
export const isApi = path => path.startsWith('/api/');

export const STAGES = [['appointmentscheduled', 'Appointment Scheduled'], ['qualifiedtobuy', 'Qualified To Buy'], ['contractsent', 'Contract Sent'], ['1073', 'Verbal Yes']];
const ENDS = [['closedwon', 'Closed Won', '1.0'], ['closedlost', 'Closed Lost', '0.0']];
const OWNERS = {'Maya Lindqvist': '71', 'Priya Raman': '72'};

const stageOf = d => (d.status === 'open' ? STAGES[d.stage][0] : d.status === 'won' ? 'closedwon' : 'closedlost');
const properties = d => ({
  dealname: d.name, amount: d.amount === null ? '' : String(d.amount), deal_currency_code: d.currency, closedate: d.close && `${d.close}T12:00:00Z`, createdate: `${d.created}T12:00:00Z`, dealstage: stageOf(d), pipeline: 'default',
  hubspot_owner_id: OWNERS[d.owner], hs_deal_stage_probability: d.odds === null ? null : String(d.odds / 100), hs_next_step: d.next, dealtype: d.type, hs_lastmodifieddate: `2026-11-20T10:00:0${d.changed}Z`,
});
const no = (status, message) => ({status, json: {status: 'error', message}});

export function api({method, url, headers, body}, state) {
  if (headers.get('x-hubspot-csrf-hubspotapi') !== CSRF || url.searchParams.get('portalId') !== PORTAL) return no(401, 'This hapikey doesn’t exist.');
  const path = url.pathname.slice('/api/'.length);
  const byId = id => state.deals.find(d => idOf(d.n) === String(id));
  if (path === 'crm/v3/pipelines/deals') {
    return {json: {results: [{id: 'default', label: 'Sales Pipeline', stages: [...STAGES.map(([id, label], i) => ({id, label, displayOrder: i, metadata: {isClosed: 'false', probability: '0.4'}})), ...ENDS.map(([id, label, probability], i) => ({id, label, displayOrder: 10 + i, metadata: {isClosed: 'true', probability}}))]}, {id: '77', label: 'Renewals', stages: [{id: '7701', label: 'Qualified To Buy', displayOrder: 0, metadata: {isClosed: 'false', probability: '0.5'}}]}]}};
  }
  if (path.startsWith('crm/v3/owners/')) {
    const name = Object.keys(OWNERS).find(o => path.endsWith(`/${OWNERS[o]}`));
    return name ? {json: {id: OWNERS[name], firstName: name.split(' ')[0], lastName: name.split(' ')[1]}} : no(404, 'not found');
  }
  if (path === 'crm/v3/objects/deals/search') {
    const from = Number(body.after ?? 0);
    const all = state.deals.filter(d => d.status === 'open');
    const more = from + body.limit < all.length;
    return {json: {total: all.length, results: all.slice(from, from + body.limit).map(d => ({id: idOf(d.n), properties: properties(d)})), ...(more && {paging: {next: {after: String(from + body.limit)}}})}};
  }
  if (path === 'crm/v3/objects/contacts/batch/read') return {json: {results: body.inputs.map(({id}) => ({id, properties: id === '3099' ? {firstname: 'Otto', lastname: 'Vance', jobtitle: 'CFO'} : {firstname: state.deals.find(d => String(3000 + d.n) === id).contact, lastname: ''}}))}};
  if (path === 'crm/v3/objects/notes') {
    state.notes.push({deal: byId(body.associations[0].to.id).n, text: body.properties.hs_note_body});
    return {status: 201, json: {id: '1'}};
  }
  const read = byId(/^crm\/v3\/objects\/deals\/(\d+)$/.exec(path)?.[1]);
  if (read) return {json: {id: idOf(read.n), properties: properties(read), ...(read.contact && {associations: {contacts: {results: [{id: String(3000 + read.n), type: 'deal_to_contact'}, {id: '3099', type: 'deal_to_contact'}]}}})}};
  if (path === 'inbounddb-objects/v1/crm-objects/0-3' && method === 'PUT') {
    for (const {objectId, propertyValues} of body) {
      const deal = byId(objectId);
      for (const {name, value} of propertyValues) {
        if (name === 'dealstage') {
          if (deal.amount === null) return no(400, RULE);
          const end = ENDS.find(([id]) => id === value);
          deal.status = !end ? 'open' : value === 'closedwon' ? 'won' : 'lost';
          if (!end) deal.stage = STAGES.findIndex(([id]) => id === value);
        } else if (name === 'closedate') deal.close = value ? new Date(Number(value)).toISOString().slice(0, 10) : null;
        else if (name === 'hs_next_step') deal.next = value || null;
      }
      deal.changed++;
    }
    return {json: {}};
  }
  const deal = byId(/^inbounddb-objects\/v1\/crm-objects\/0-3\/(\d+)$/.exec(path)?.[1]);
  if (!deal) return no(404, 'not found');
  return {json: {objectId: Number(idOf(deal.n)), objectTypeId: '0-3', portalId: Number(PORTAL), properties: Object.fromEntries(Object.entries(properties(deal)).filter(([, v]) => v !== null).map(([k, value]) => [k, {value}]))}};
}
