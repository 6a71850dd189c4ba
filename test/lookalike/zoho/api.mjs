// A fake of Zoho CRM's API v2, by its documentation. Not Zoho CRM. The first deal is in a Blueprint.
import {ME, RULE} from '../data.mjs';

export const host = 'crm.zoho.eu';
const CSRF = 'fake-csrf';
export const cookies = [`CT_CSRF_TOKEN=${CSRF}; Path=/`];
export const matches = name => name === 'crm.zoho.eu';
const ORG = '20088800000';
export const home = 'https://crm.zoho.eu';
export const idOf = n => `40000000000010${String(n).padStart(4, '0')}`;
export const record = n => `${home}/crm/org${ORG}/tab/Potentials/${idOf(n)}`;
export const list = `${home}/crm/org${ORG}/tab/Potentials/custom-view/4000/list`;
export const board = `${home}/crm/org${ORG}/tab/Potentials/custom-view/4000/kanban`;
export const isApi = path => path.startsWith('/crm/v2/');

export const STAGES = ['Qualification', 'Needs Analysis', 'Proposal/Price Quote', 'Negotiation/Review'];
const ENDS = ['Closed Won', 'Closed Lost'];
const OWNERS = {'Maya Lindqvist': '400000000000070001', 'Priya Raman': '400000000000070002'};
const ref = (id, name) => name && {id, name};
const stageOf = d => (d.status === 'open' ? STAGES[d.stage] : d.status === 'won' ? ENDS[0] : ENDS[1]);
/** Transition → stage; the third asks for a field. */
export const MOVES = [['41', 'Send proposal', 'Proposal/Price Quote', false], ['42', 'Give up', 'Closed Lost', false], ['43', 'Start negotiation', 'Negotiation/Review', true]];

const shown = d => ({
  id: idOf(d.n), Deal_Name: d.name, Amount: d.amount, Closing_Date: d.close, Stage: stageOf(d), Probability: d.odds, Account_Name: ref(`5${d.n}`, d.account), Contact_Name: ref(`6${d.n}`, d.contact), Owner: {id: OWNERS[d.owner], name: d.owner, email: 'x@northlight.example'},
  Next_Step: d.next, Type: d.type, Created_Time: `${d.created}T09:30:00+01:00`, Modified_Time: `2026-11-20T10:00:0${d.changed}+01:00`, Currency: d.currency,
});
const no = (status, code, message) => ({status, json: {code, message, status: 'error', details: {}}});
const ok = {json: {data: [{code: 'SUCCESS', status: 'success', message: 'record updated', details: {}}]}};

function put(deal, stage) {
  if (deal.amount === null) return {json: {data: [{code: 'INVALID_DATA', status: 'error', message: RULE, details: {}}]}};
  const end = ENDS.indexOf(stage);
  deal.status = end < 0 ? 'open' : end ? 'lost' : 'won';
  if (end < 0) deal.stage = STAGES.indexOf(stage);
  deal.changed++;
  return ok;
}

export function api({method, url, headers, body}, state) {
  if (headers.get('x-zcsrf-token') !== `crmcsrfparam=${CSRF}`) return no(401, 'INVALID_TOKEN', 'invalid oauth token');
  const path = url.pathname.slice('/crm/v2/'.length);
  if (path === 'users') return {json: {users: [{id: OWNERS[ME], full_name: ME}]}};
  if (path === 'settings/fields') return {json: {fields: [{api_name: 'Stage', pick_list_values: [...STAGES, ...ENDS].map(s => ({actual_value: s, display_value: s}))}]}};
  if (path === 'settings/stages') return {json: {stages: [...STAGES.map(s => ({display_label: s, forecast_type: 'Open'})), ...ENDS.map(s => ({display_label: s, forecast_type: s}))]}};
  if (path === 'coql') {
    const [, from, size] = /limit (\d+), (\d+)/.exec(body.select_query).map(Number);
    const all = state.deals.filter(d => d.status === 'open' && (!body.select_query.includes('Owner =') || body.select_query.includes(OWNERS[d.owner])));
    return {json: {data: all.slice(from, from + size).map(shown), info: {count: size, more_records: from + size < all.length}}};
  }
  const [, id, rest] = /^Deals\/(\d+)(\/.+)?$/.exec(path) ?? [];
  const deal = state.deals.find(d => idOf(d.n) === id);
  if (!deal) return {status: 204};
  if (rest === '/Contact_Roles') return deal.contact ? {json: {data: [{id: `6${deal.n}`, Full_Name: deal.contact, Contact_Role: {id: '1', name: 'Decision Maker'}}]}} : {status: 204};
  if (rest === '/Notes') {
    state.notes.push({deal: deal.n, text: body.data[0].Note_Content});
    return ok;
  }
  if (rest === '/actions/blueprint') {
    if (deal.n !== 1) return no(400, 'RECORD_NOT_IN_PROCESS', 'record not in process');
    if (method === 'PUT') return put(deal, MOVES.find(([t]) => t === body.blueprint[0].transition_id)[2]);
    return {json: {blueprint: {process_info: {api_name: 'Stage', field_value: stageOf(deal)}, transitions: MOVES.map(([t, name, next_field_value, asks]) => ({id: t, name, next_field_value, fields: asks ? [{api_name: 'Amount', mandatory: true}] : []}))}}};
  }
  if (method === 'PUT') {
    const [change] = body.data;
    if ('Stage' in change) return put(deal, change.Stage);
    if ('Probability' in change) deal.odds = change.Probability;
    if ('Closing_Date' in change) deal.close = change.Closing_Date;
    if ('Next_Step' in change) deal.next = change.Next_Step;
    deal.changed++;
    return ok;
  }
  return {json: {data: [shown(deal)]}};
}
