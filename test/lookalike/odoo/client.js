// The web client of the look-alike: own code, in the manner of Odoo's – pushState after drawing, one form element for one record
// after the other, pointer drag on the board, dialogs and menus at the end of the body. Not Odoo.
import {card, column, form, list, pager, panel, ticket, word} from './views.js';

const rpc = async (path, params) => {
  const {result, error} = await (await fetch(path, {method: 'POST', headers: {'Content-Type': 'application/json'}, body: JSON.stringify({jsonrpc: '2.0', id: 1, method: 'call', params})})).json();
  if (error) throw Object.assign(new Error(error.data?.message ?? error.message), {data: error.data});
  return result;
};
const kw = (model, method, args = [], kwargs = {}) => rpc(`/web/dataset/call_kw/${model}/${method}`, {model, method, args, kwargs: {context: {lang}, ...kwargs}});
const NAMES = ['name', 'partner_id', 'expected_revenue', 'company_currency', 'probability', 'stage_id', 'user_id', 'team_id', 'date_deadline', 'active', 'type'];
const SIGN = {2: {symbol: '$', position: 'before'}, 125: {symbol: '€', position: 'after'}};

let lang = 'en_US';
let stages = [];
let shown = null;
let leads = [];
const nav = document.createElement('header');
nav.className = 'o_navbar';
nav.innerHTML = '<nav class="o_main_navbar"><a href="/odoo/crm">CRM</a><a href="/odoo/crm?view_type=list">List</a><a href="/odoo/helpdesk/352">Helpdesk</a><small>a look-alike for tests</small></nav>';
const main = document.createElement('div');
main.className = 'o_action_manager';
const overlay = document.createElement('div');
overlay.className = 'o-overlay-container';
document.body.append(nav, main, overlay);

/** Where the address leads: model, record and view. */
function route() {
  const hash = new URLSearchParams(location.hash.slice(1));
  if (location.pathname === '/web') return {model: hash.get('model') ?? 'crm.lead', id: Number(hash.get('id')), view: hash.get('view_type') ?? 'kanban'};
  const [, name, id] = /([^/]+)\/(\d+|new)\/?$/.exec(location.pathname) ?? [];
  if (name === 'helpdesk' || name === 'action-500') return {model: 'helpdesk.ticket', id: Number(id)};
  return {model: 'crm.lead', id: id === 'new' ? 'new' : Number(id), view: new URLSearchParams(location.search).get('view_type') ?? 'kanban'};
}
const go = (path) => setTimeout(() => history.pushState({}, '', path));
async function draw() {
  const {model, id, view} = route();
  if (model === 'helpdesk.ticket') return drawTicket(id);
  if (id === 'new') return put('o_crm_form_view o_lead_opportunity_form', panel(word(lang, 'New'), 'Pipeline'), form({name: '', partner_id: false, user_id: [9, 'Maya Lindqvist'], expected_revenue: 0, probability: 0, stage_id: [stages[0].id], active: true, type: 'opportunity'}, stages, {lang, currency: SIGN[2], notes: []}));
  if (id) return drawForm(id);
  leads = (await kw('crm.lead', 'search_read', [], {domain: [['type', '=', 'opportunity'], ['active', '=', true]], fields: NAMES, order: 'id'}));
  shown = null;
  document.title = 'Pipeline';
  const of = (l) => ({lang, currency: SIGN[l.company_currency[0]]});
  main.innerHTML = view === 'list'
    ? `<div class="o_list_view o_view_controller o_action">${panel('Pipeline', '', pager(`1-${leads.length}`, leads.length))}<main class="o_content">${list(leads, {lang, currencyOf: (l) => of(l).currency})}</main></div>`
    : `<div class="o_kanban_view o_crm_kanban_view o_opportunity_kanban o_view_controller o_action">${panel('Pipeline', '')}<main class="o_content"><div class="o_kanban_renderer o_renderer o_kanban_grouped">${stages.map((s) => column(s, leads.filter((l) => l.stage_id[0] === s.id).map((l) => card(l, of(l))))).join('')}</div></main></div>`;
}

/** Odoo keeps the form's element from one record to the next. */
function put(classes, top, body) {
  const kept = main.querySelector('.o_form_renderer');
  if (kept && main.firstElementChild.className.includes(classes)) {
    main.querySelector('.o_control_panel').outerHTML = top;
    kept.innerHTML = body;
  } else main.innerHTML = `<div class="o_form_view ${classes} o_view_controller o_action"><div class="o_form_view_container">${top}<main class="o_content"><div class="o_form_renderer o_form_editable">${body}</div></main></div></div>`;
}
async function drawForm(id) {
  const [l] = await kw('crm.lead', 'read', [[id], NAMES]);
  if (!l) return;
  shown = l;
  if (!leads.length) leads = await kw('crm.lead', 'search_read', [], {domain: [['type', '=', 'opportunity']], fields: NAMES, order: 'id'});
  document.title = l.name;
  const at = leads.findIndex((x) => x.id === id);
  put('o_crm_form_view o_lead_opportunity_form', panel(l.name, 'Pipeline', pager(at + 1, leads.length)), form(l, stages, {lang, currency: SIGN[l.company_currency[0]], notes: []}));
}
async function drawTicket(id) {
  const [t] = await kw('helpdesk.ticket', 'read', [[id]]);
  shown = null;
  document.title = t.name;
  put('o_ticket_form', panel(t.name, 'Tickets'), ticket(t));
}

function dialog(classes, body, footer) {
  overlay.insertAdjacentHTML('beforeend', `<div class="o_dialog"><div class="modal d-block ${classes}" role="dialog"><div class="modal-dialog"><div class="modal-content"><main class="modal-body">${body}</main><footer class="modal-footer">${footer}</footer></div></div></div></div>`);
}
async function save(work) {
  try {
    await work();
  } catch (error) {
    dialog('o_error_dialog', `<div role="alert"><p>${error.message}</p></div>`, '<button class="btn btn-primary o-close">OK</button>');
  }
  await draw();
}
const menuOf = (toggle) => {
  toggle.setAttribute('aria-expanded', 'true');
  const {left, bottom} = toggle.getBoundingClientRect();
  const hidden = stages.filter((s) => s.fold && s.id !== shown.stage_id[0]);
  overlay.insertAdjacentHTML('beforeend', `<div class="o-overlay-item"><div class="o_popover"><div class="o-dropdown--menu dropdown-menu show" role="menu" style="left:${left}px;top:${bottom}px">${hidden.map((s) => `<span class="o-dropdown-item dropdown-item" role="menuitem" tabindex="0">${s.name}</span>`).join('')}</div></div></div>`);
  overlay.querySelectorAll('.o-dropdown-item').forEach((e, i) => e.addEventListener('click', () => { closeMenus(); void save(() => kw('crm.lead', 'web_save', [[shown.id], {stage_id: hidden[i].id}])); }));
};
function closeMenus() {
  overlay.querySelectorAll('.o-overlay-item').forEach((e) => e.remove());
  main.querySelectorAll('[aria-expanded=true]').forEach((e) => e.setAttribute('aria-expanded', 'false'));
}

let dragged = 0;
document.addEventListener('click', (e) => {
  const at = (css) => e.target.closest?.(css);
  if (at('a[href^="/odoo"]')) {
    e.preventDefault();
    history.pushState({}, '', at('a').getAttribute('href'));
    return void draw();
  }
  if (at('.o-close')) return at('.o_dialog').remove();
  if (at('.dropdown-toggle')) return overlay.querySelector('.o-dropdown--menu') ? closeMenus() : menuOf(at('.dropdown-toggle'));
  if (!at('.o-dropdown--menu')) closeMenus();
  const arrow = at('.o_arrow_button[data-value]');
  if (arrow && shown) return void save(() => kw('crm.lead', 'web_save', [[shown.id], {stage_id: Number(arrow.dataset.value)}]));
  const button = at('button[name]');
  if (button?.name === 'action_set_won_rainbowman') return void save(() => kw('crm.lead', 'action_set_won_rainbowman', [[shown.id]]));
  if (button?.name === '198') return dialog('', `<p>${word(lang, 'Mark as Lost')}</p>`, `<button class="btn btn-primary" name="action_lost_reason_apply" type="object">${word(lang, 'Mark as Lost')}</button><button class="btn o-close">×</button>`);
  if (button?.name === 'action_lost_reason_apply') {
    overlay.replaceChildren();
    return void save(() => kw('crm.lead', 'action_set_lost', [[shown.id]]));
  }
  const step = at('.o_pager_next') ? 1 : at('.o_pager_previous') ? -1 : 0;
  if (step && shown) {
    const next = leads[(leads.findIndex((l) => l.id === shown.id) + step + leads.length) % leads.length];
    return void drawForm(next.id).then(() => go(location.pathname.replace(/\d+$/, String(next.id))));
  }
  const row = at('[data-fake]:is(.o_kanban_record,.o_data_row)');
  if (row && performance.now() - dragged > 100) void drawForm(Number(row.dataset.fake)).then(() => go(`/odoo/crm/${row.dataset.fake}`));
});

// The board's drag: no drag events, the pointer is followed.
let drag = null;
const end = () => {
  drag?.card.classList.remove('o_dragged');
  document.querySelectorAll('.o_kanban_hover').forEach((e) => e.classList.remove('o_kanban_hover'));
  if (drag?.on) dragged = performance.now();
  drag?.card.removeAttribute('style');
  drag = null;
};
main.addEventListener('pointerdown', (e) => {
  const held = e.target.closest('.o_kanban_record');
  if (held) drag = {card: held, x: e.clientX, y: e.clientY, on: false};
});
addEventListener('pointermove', (e) => {
  if (!drag || (!drag.on && Math.hypot(e.clientX - drag.x, e.clientY - drag.y) < 10)) return;
  drag.on = true;
  drag.card.classList.add('o_dragged');
  Object.assign(drag.card.style, {left: `${e.clientX - 40}px`, top: `${e.clientY - 10}px`});
  const over = document.elementFromPoint(e.clientX, e.clientY)?.closest('.o_kanban_group');
  document.querySelectorAll('.o_kanban_hover').forEach((c) => c !== over && c.classList.remove('o_kanban_hover'));
  over?.classList.add('o_kanban_hover');
});
addEventListener('pointerup', () => {
  const to = drag?.on && document.querySelector('.o_kanban_hover');
  const id = Number(drag?.card.dataset.fake);
  const moved = to && !to.contains(drag.card);
  end();
  if (moved) void save(() => kw('crm.lead', 'web_save', [[id], {stage_id: Number(to.dataset.fake)}]));
});
addEventListener('keydown', (e) => { if (drag?.on && !/^(Alt|Control|Meta|Shift)$/.test(e.key)) end(); });
// Back: the address is another one at once, the record comes when it is loaded.
addEventListener('popstate', () => void draw());

const info = await rpc('/web/session/get_session_info', {});
({lang} = info.user_context);
const found = await kw('crm.stage', 'search_read', [], {domain: [], fields: ['name', 'is_won', 'fold', 'team_ids']});
stages = found.filter((s) => !s.team_ids.length);
await draw();
