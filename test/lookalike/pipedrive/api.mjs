// A fake of Pipedrive's API v1, by its documentation. Not Pipedrive.
import {ME, RULE} from '../data.mjs';

export const host = '*.pipedrive.com';
const TOKEN = 'fake-session';
export const cookies = [`pipe-session-token=${TOKEN}; Path=/`];
export const matches = name => name.endsWith('.pipedrive.com');
export const home = 'https://northlight.pipedrive.com';
export const idOf = n => String(100 + n);
export const record = n => `${home}/deal/${idOf(n)}`;
export const list = `${home}/deals`;
export const board = `${home}/pipeline`;
export const isApi = path => path.startsWith('/api/v1/');

export const STAGES = [[11, 'Lead In'], [12, 'Contact Made'], [13, 'Proposal Made'], [14, 'Negotiations Started']];
const OWNERS = {'Maya Lindqvist': 7, 'Priya Raman': 8};

const shown = d => ({
  id: 100 + d.n, title: d.name, value: d.amount, currency: d.currency, stage_id: STAGES[d.stage][0], pipeline_id: 3, status: d.status, probability: d.odds, expected_close_date: d.close,
  user_id: {id: OWNERS[d.owner], name: d.owner}, org_id: d.account && {name: d.account, value: 500 + d.n}, person_id: d.contact && {name: d.contact, value: 900 + d.n},
  add_time: `${d.created} 09:30:00`, update_time: `2026-11-20 10:00:0${d.changed}`, next_activity_subject: d.next,
});
const ok = (data, more = {}) => ({json: {success: true, data, ...more}});
const no = (status, error) => ({status, json: {success: false, error}});

export function api({method, url, body}, state) {
  if (url.searchParams.get('session_token') !== TOKEN) return no(401, 'unauthorized access');
  const path = url.pathname.slice('/api/v1/'.length);
  if (path === 'users/self') return ok({id: OWNERS[ME], name: ME});
  if (path === 'stages') return ok(STAGES.map(([id, name], i) => ({id, name, order_nr: i + 1, pipeline_id: 3})));
  if (path === 'notes' && method === 'POST') {
    state.notes.push({deal: body.deal_id - 100, text: body.content});
    return ok({id: state.notes.length});
  }
  if (path === 'deals') {
    const start = Number(url.searchParams.get('start') ?? 0);
    const limit = Number(url.searchParams.get('limit') ?? 100);
    const all = state.deals.filter(d => d.status === 'open' && (!url.searchParams.has('user_id') || OWNERS[d.owner] === Number(url.searchParams.get('user_id'))));
    const more = start + limit < all.length;
    return ok(all.slice(start, start + limit).map(shown), {additional_data: {pagination: {start, limit, more_items_in_collection: more, ...(more && {next_start: start + limit})}}});
  }
  const [, id, rest] = /^deals\/(\d+)(\/persons)?$/.exec(path) ?? [];
  const deal = state.deals.find(d => String(100 + d.n) === id);
  if (!deal) return no(404, 'Deal not found');
  if (rest) return ok(deal.contact ? [{id: 900 + deal.n, name: deal.contact}, {id: 990, name: 'Otto Vance', job_title: 'CFO'}] : []);
  if (method === 'PUT') {
    if (('stage_id' in body || 'status' in body) && deal.amount === null) return no(400, RULE);
    if ('stage_id' in body) deal.stage = STAGES.findIndex(([s]) => s === Number(body.stage_id));
    if ('status' in body) deal.status = body.status;
    if ('probability' in body) deal.odds = body.probability;
    if ('expected_close_date' in body) deal.close = body.expected_close_date;
    deal.changed++;
  }
  return ok(shown(deal));
}
