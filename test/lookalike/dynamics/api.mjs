// A fake of the Dataverse Web API v9.2, by its documentation. Not Dynamics 365.
import {ME, RULE} from '../data.mjs';

export const host = '*.crm4.dynamics.com';
export const matches = name => name.endsWith('.crm4.dynamics.com');
export const home = 'https://northlight.crm4.dynamics.com';
const guid = (kind, n) => `${kind}00000-0000-4000-8000-${String(n).padStart(12, '0')}`;
export const idOf = n => guid('0dd', n);
const APP = `${home}/main.aspx?appid=${guid('a00', 1)}`;
export const record = n => `${APP}&pagetype=entityrecord&etn=opportunity&id=${idOf(n)}`;
export const list = `${APP}&pagetype=entitylist&etn=opportunity&viewid=${guid('b00', 1)}`;
export const isApi = path => path.startsWith('/api/data/v9.2/');

export const STAGES = [['6b9ce798-221a-4260-90b2-2a95ed51a5bc', 'Qualify'], ['650e06b4-789b-46c1-822b-0da76bedb1ed', 'Develop'], ['d3ca8878-8d7b-47b9-852d-fcd838790cfd', 'Propose'], ['bb7e830a-61bd-441b-b1fd-6bb104ffa027', 'Close']];
const USERS = {'Maya Lindqvist': guid('c00', 1), 'Priya Raman': guid('c00', 2)};
const F = '@OData.Community.Display.V1.FormattedValue';
const look = (column, id, name) => ({[column]: name && id, ...(name && {[column + F]: name, [`${column}@Microsoft.Dynamics.CRM.lookuplogicalname`]: 'x'})});

const shown = d => ({
  '@odata.etag': `W/"${1000 + d.changed}"`, opportunityid: idOf(d.n), name: d.name, estimatedvalue: d.amount, estimatedclosedate: d.close, closeprobability: d.odds,
  statecode: {open: 0, won: 1, lost: 2}[d.status], createdon: `${d.created}T09:30:00Z`,
  ...look('_parentaccountid_value', guid('ac0', d.n), d.account), ...look('_parentcontactid_value', guid('cc0', d.n), d.contact), ...look('_customerid_value', guid('ac0', d.n), d.account), ...look('_ownerid_value', USERS[d.owner], d.owner),
  transactioncurrencyid: {isocurrencycode: d.currency},
});
const no = (status, message) => ({status, json: {error: {code: '0x80040265', message}}});

export function api({method, url, headers, body}, state) {
  const path = decodeURIComponent(url.pathname.slice('/api/data/v9.2/'.length));
  const byId = id => state.deals.find(d => idOf(d.n) === id?.toLowerCase());
  if (path === 'WhoAmI') return {json: {UserId: USERS[ME], OrganizationId: guid('e00', 1)}};
  if (path.startsWith('systemusers(')) return {json: {systemuserid: USERS[ME], fullname: ME}};
  if (path === 'annotations' && method === 'POST') {
    const deal = byId(/\(([\da-f-]{36})\)/.exec(body['objectid_opportunity@odata.bind'])?.[1]);
    state.notes.push({deal: deal.n, text: body.notetext});
    return {status: 204};
  }
  if (path === 'connections') {
    const deal = byId(/_record1id_value eq ([\da-f-]{36})/.exec(url.searchParams.get('$filter'))?.[1]);
    return {json: {value: deal?.contact ? [{...look('_record2id_value', guid('cc0', deal.n), deal.contact), ...look('_record2roleid_value', guid('f00', 1), 'Champion')}, {...look('_record2id_value', guid('cc0', 90), 'Otto Vance'), ...look('_record2roleid_value', guid('f00', 2), 'Economic Buyer')}] : []}};
  }
  if (path.startsWith('RetrieveProcessInstances')) {
    const deal = byId(/EntityId=([\da-f-]{36})/.exec(path)?.[1]);
    return {json: {value: deal ? [{businessprocessflowinstanceid: guid('bf0', deal.n), processid: guid('9f0', 1), processstageid: STAGES[deal.stage][0], statecode: 0}] : []}};
  }
  if (path.startsWith('RetrieveActivePath')) return {json: {value: STAGES.map(([processstageid, stagename], stagecategory) => ({processstageid, stagename, stagecategory}))}};
  if (path === 'leadtoopportunitysalesprocesses') return {json: {value: []}};
  if (path === 'opportunitysalesprocesses') return {json: {value: state.deals.filter(d => url.searchParams.get('$filter').includes(idOf(d.n))).map(d => ({_opportunityid_value: idOf(d.n), ...look('_activestageid_value', ...STAGES[d.stage])}))}};
  const flow = /^opportunitysalesprocesses\(([\da-f-]{36})\)$/.exec(path)?.[1];
  if (flow && method === 'PATCH') {
    const deal = state.deals.find(d => guid('bf0', d.n) === flow);
    if (deal.amount === null) return no(400, RULE);
    deal.stage = STAGES.findIndex(([id]) => body['activestageid@odata.bind'].includes(id));
    deal.changed++;
    return {status: 204};
  }
  if (path === 'WinOpportunity' || path === 'LoseOpportunity') {
    const deal = byId(body.OpportunityClose['opportunityid@odata.bind'].slice(-37, -1));
    deal.status = path === 'WinOpportunity' ? 'won' : 'lost';
    deal.changed++;
    return {status: 204};
  }
  if (path === 'opportunities') {
    const size = Number(/maxpagesize=(\d+)/.exec(headers.get('prefer') ?? '')?.[1] ?? 5000);
    const from = Number(url.searchParams.get('$skiptoken') ?? 0);
    const filter = url.searchParams.get('$filter') ?? '';
    const all = state.deals.filter(d => (!filter.includes('statecode eq 0') || d.status === 'open') && (!filter.includes('_ownerid_value') || filter.includes(USERS[d.owner])));
    const next = new URL(url);
    next.searchParams.set('$skiptoken', String(from + size));
    return {json: {value: all.slice(from, from + size).map(shown), ...(from + size < all.length && {'@odata.nextLink': next.href})}};
  }
  const deal = byId(/^opportunities\(([\da-f-]{36})\)$/i.exec(path)?.[1]);
  if (!deal) return no(404, 'opportunity does not exist');
  if (method !== 'PATCH') return {json: shown(deal)};
  if (headers.get('if-match') && headers.get('if-match') !== `W/"${1000 + deal.changed}"`) return no(412, 'The version of the existing record does not match');
  if ('closeprobability' in body) deal.odds = body.closeprobability;
  if ('estimatedclosedate' in body) deal.close = body.estimatedclosedate;
  deal.changed++;
  return {status: 204};
}
