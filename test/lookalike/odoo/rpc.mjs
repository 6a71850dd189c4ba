// The JSON-RPC of the look-alike, in the shapes that a running Odoo 19 answered with (2026-11-21).
const refusal = (name, message) => ({error: {code: 200, message: 'Odoo Server Error', data: {name: `odoo.exceptions.${name}`, message, arguments: [message]}}});
export class Refused extends Error {
  constructor(name, message) { super(message); this.answer = refusal(name, message); }
}

function matches(domain, row, get) {
  const stack = [...domain];
  const one = () => {
    const term = stack.shift();
    if (term === '|') { const a = one(), b = one(); return a || b; }
    const [path, op, want] = term;
    const value = get(row, path);
    return op === '=' ? (value ?? false) === want : op === '!=' ? (value ?? false) !== want : op === '>' ? value > want : op === 'in' ? want.includes(value) : false;
  };
  let all = true;
  while (stack.length) all = one() && all;
  return all;
}

export function answer(state, path, params) {
  state.log.push({path, method: params.method, args: params.args, kwargs: params.kwargs});
  if (path === '/web/session/get_session_info') {
    if (state.signedOut) return {error: {code: 100, message: 'Odoo Session Expired', data: {name: 'odoo.http.SessionExpiredException'}}};
    return {result: {uid: 9, name: 'Maya Lindqvist', username: 'maya', db: 'fake', server_version_info: [19, 0, 0, 'final', 0, ''], user_context: {lang: state.lang, tz: 'Europe/Berlin', uid: 9}}};
  }
  const [, , , , model, method] = path.split('/');
  try {
    return {result: models[model][method](state, params.args ?? [], params.kwargs ?? {})};
  } catch (error) {
    return error instanceof Refused ? error.answer : refusal('ValueError', String(error));
  }
}

const label = (state, model, id, context = {}) => {
  if (!id) return false;
  if (model === 'stage') return [id, stageName(state, id, context.lang)];
  if (model === 'currency') return [id, state.currencies.find(c => c.id === id).symbol];
  const p = state[model].find(x => x.id === id);
  const above = model === 'partners' && p.commercial_partner_id[0] !== p.id ? `${p.commercial_partner_id[1]}, ` : '';
  return [id, above + p.name];
};
export const stageName = (state, id, lang = state.lang) => { const s = state.stages.find(x => x.id === id); return lang === 'de_DE' ? s.de : s.name; };
const shown = (state, l, context) => ({
  ...l, partner_id: label(state, 'partners', l.partner_id), user_id: label(state, 'users', l.user_id), stage_id: label(state, 'stage', l.stage_id, context),
  company_currency: label(state, 'currency', l.company_currency), team_id: [l.team_id, 'Direct'],
});
const pick = (row, names) => Object.fromEntries(['id', ...names].map(n => {
  if (!(n in row)) throw new Error(`Invalid field '${n}'`);
  return [n, row[n]];
}));
const stageOf = state => (row, path) => (path === 'stage_id.is_won' ? state.stages.find(s => s.id === row.stage_id)?.is_won : row[path]);
const search = (state, {domain, context = {}, order, limit}) => {
  const rows = state.leads.filter(l => (context.active_test === false || l.active || domain.some(d => d[0] === 'active')) && matches(domain, l, stageOf(state)));
  return (order === 'id' ? rows.toSorted((a, b) => a.id - b.id) : rows).slice(0, limit);
};
let clock = 0;
function write(state, [ids, values]) {
  for (const l of state.leads.filter(x => ids.includes(x.id))) {
    if (l.refuses) throw new Refused('ValidationError', 'Finance has locked this opportunity.');
    Object.assign(l, values);
    if ('stage_id' in values && state.stages.find(s => s.id === values.stage_id).is_won) l.probability = 100;
    l.write_date = `2026-11-21 10:${String(Math.floor(++clock / 60) % 60).padStart(2, '0')}:${String(clock % 60).padStart(2, '0')}`;
  }
  return true;
}

const models = {
  'crm.lead': {
    read: (state, [ids, names], {context}) => state.leads.filter(l => ids.includes(l.id)).map(l => pick(shown(state, l, context), names)),
    search_read: (state, _, kw) => search(state, kw).map(l => pick(shown(state, l, kw.context), kw.fields)),
    search_count: (state, [domain]) => search(state, {domain}).length,
    write, web_save: write,
    action_set_won_rainbowman: (state, [ids]) => write(state, [ids, {stage_id: state.stages.find(s => s.is_won).id, probability: 100}]),
    action_set_lost: (state, [ids]) => write(state, [ids, {active: false, probability: 0}]),
    has_access: () => true,
    message_post: (state, [ids], kw) => { state.notes.push({id: ids[0], ...kw}); return state.notes.length; },
  },
  'crm.stage': {
    fields_get: (_, [names]) => (names.includes('team_ids') ? {team_ids: {type: 'many2many'}} : {}),
    search_read: (state, _, {fields, context = {}}) => state.stages.toSorted((a, b) => a.sequence - b.sequence).map(s => pick({...s, name: stageName(state, s.id, context.lang)}, fields)),
  },
  'res.currency': {search_read: (state, _, {domain, fields}) => state.currencies.filter(c => matches(domain, c, (r, p) => r[p])).map(c => pick(c, fields))},
  'res.partner': {
    search_read: (state, _, {domain, fields}) => state.partners.filter(p => matches(domain, p, (r, path) => (path === 'commercial_partner_id' ? r[path][0] : r[path]))).map(p => pick(p, fields)),
  },
  'helpdesk.ticket': {read: (state, [ids]) => state.tickets.filter(t => ids.includes(t.id)).map(t => ({...t, partner_id: label(state, 'partners', t.partner_id), user_id: label(state, 'users', t.user_id)}))},
};
