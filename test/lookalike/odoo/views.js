// Pages of the look-alike as strings of HTML, in the DOM shapes of the captures of Odoo 19.
const esc = (text) => String(text ?? '').replace(/[&<>"]/g, (c) => ({'&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;'})[c]);
export const de = (lang) => lang === 'de_DE';
const WORDS = {Pipeline: 'Pipeline', Won: 'Gewonnen', Lost: 'Verloren', 'Expected Revenue': 'Erwarteter Umsatz', Probability: 'Wahrscheinlichkeit', Contact: 'Kontakt', Salesperson: 'Vertriebsmitarbeiter', 'Expected Closing': 'Erwarteter Abschluss', New: 'Neu', Opportunity: 'Verkaufschance', 'Mark as Lost': 'Als verloren markieren', 'Log note': 'Notiz hinterlassen', Stage: 'Phase'};
export const word = (lang, text) => (de(lang) ? WORDS[text] ?? text : text);
const figure = (lang, n) => new Intl.NumberFormat(de(lang) ? 'de-DE' : 'en-US', {minimumFractionDigits: 2, maximumFractionDigits: 2}).format(n);
export function money(lang, n, {symbol, position}) {
  return position === 'after' ? `${figure(lang, n)}\u00a0${symbol}` : `${symbol}\u00a0${figure(lang, n)}`;
}
const day = (lang, iso) => new Date(`${iso}T12:00Z`).toLocaleDateString(de(lang) ? 'de-DE' : 'en-US', {day: 'numeric', month: 'short', year: 'numeric', timeZone: 'UTC'});
const tip = (lang, iso) => { const [y, m, d] = iso.split('-'); return de(lang) ? `${d}.${m}.${y}` : `${m}/${d}/${y}`; };

export const panel = (title, back, pager = '') => `<div class="o_control_panel"><div class="o_breadcrumb">${back ? `<ol class="breadcrumb"><li class="breadcrumb-item o_back_button"><a href="/odoo/crm">${esc(back)}</a></li></ol>` : ''}<div class="o_last_breadcrumb_item active"><span>${esc(title)}</span></div></div>${pager}</div>`;
export const pager = (at, all) => `<div class="o_cp_pager"><nav class="o_pager"><span class="o_pager_value">${at}</span><span> / </span><span class="o_pager_limit">${all}</span><button type="button" class="btn o_pager_previous" aria-label="Previous">‹</button><button type="button" class="btn o_pager_next" aria-label="Next">›</button></nav></div>`;

const field = (name, kind, inner) => `<div name="${name}" class="o_field_widget o_field_${kind}">${inner}</div>`;
const input = (value, more = '') => `<input class="o_input" type="text" autocomplete="off" value="${esc(value)}" ${more}>`;
const line = (lang, name, html) => `<div class="o_cell o_wrap_label"><label class="o_form_label">${esc(word(lang, name))}</label></div><div class="o_cell o_wrap_input">${html}</div>`;
const many = (pair) => `<div class="o_many2one"><div class="o_field_many2one_selection">${input(pair ? pair[1] : '', 'role="combobox"')}</div></div>`;

/** Stages that are folded, and are not the present one, lie in the menu behind “...”. */
export function statusbar(stages, now, lang) {
  const outside = stages.filter((s) => !s.fold || s.id === now);
  const arrows = outside.toReversed().map((s) => `<button type="button" class="btn btn-secondary o_arrow_button${s.id === now ? ' o_arrow_button_current' : ''}" role="radio" ${s.id === now ? 'disabled aria-checked="true" aria-current="step"' : 'aria-checked="false"'} data-value="${s.id}"><span>${esc(s.name)}</span>${s.id === now ? '<span class="ms-2 text-muted small" title="3 days">3d</span>' : ''}</button>`).join('');
  return `<div name="stage_id" class="o_field_widget o_field_rotting_statusbar_duration"><div class="o_statusbar_status" role="radiogroup" aria-label="Statusbar"><button type="button" class="btn btn-secondary dropdown-toggle o_arrow_button o_first o-dropdown dropdown${outside.length === stages.length ? ' d-none' : ''}" aria-label="${de(lang) ? 'Mehr...' : 'More...'}" aria-expanded="false"> ... </button>${arrows}</div></div>`;
}

export function form(l, stages, {lang, currency, notes}) {
  const lost = !l.active;
  const opportunity = l.type === 'opportunity';
  return `<div class="o_form_sheet_bg"><div class="o_form_statusbar"><div class="o_statusbar_buttons">${opportunity && !lost && l.probability < 100 ? `<button class="btn btn-primary" name="action_set_won_rainbowman" type="object"><span>${word(lang, 'Won')}</span></button>` : ''}${!lost ? `<button class="btn btn-secondary" name="198" type="action"><span>${word(lang, 'Lost')}</span></button>` : ''}</div>${opportunity && !lost ? statusbar(stages, l.stage_id[0], lang) : ''}</div>
<div class="o_form_sheet">${lost ? `<div class="o_widget o_widget_web_ribbon"><div class="ribbon ribbon-top-right"><span class="text-bg-danger">${word(lang, 'Lost')}</span></div></div>` : ''}
<div class="oe_title"><h1>${field('name', 'text', `<textarea class="o_input" rows="1">${esc(l.name)}</textarea>`)}</h1><h2>${opportunity ? `<label class="o_form_label">${word(lang, 'Expected Revenue')}</label>${field('expected_revenue', 'monetary', `<div class="text-nowrap"><span class="o_input position-absolute">${currency.position === 'before' ? `<span>${currency.symbol}&nbsp;</span>` : ''}<span class="opacity-0">${figure(lang, l.expected_revenue)}</span>${currency.position === 'after' ? `<span>&nbsp;${currency.symbol}</span>` : ''}</span>${input(figure(lang, l.expected_revenue))}</div>`)}` : ''}<label class="o_form_label">${word(lang, 'Probability')}</label>${field('probability', 'float', input(figure(lang, l.probability), 'inputmode="decimal"'))} %</h2></div>
<div class="o_group"><div class="o_inner_group grid">${line(lang, 'Salesperson', field('user_id', 'many2one_avatar', `<img src="/web/image/res.users/${l.user_id[0]}/avatar_128">${many(l.user_id)}`))}${line(lang, 'Expected Closing', field('date_deadline', 'date', l.date_deadline ? `<button data-tooltip="${tip(lang, l.date_deadline)}" data-field="date_deadline" class="o_input" value="${tip(lang, l.date_deadline)}">${day(lang, l.date_deadline)}</button>` : `<button data-field="date_deadline" class="o_input" value=""></button>`))}</div><div class="o_inner_group grid">${line(lang, 'Contact', field('partner_id', 'res_partner_many2one', many(l.partner_id)))}</div></div></div></div>
<div class="o-mail-ChatterContainer o-mail-Form-chatter"><div class="o-mail-Chatter"><button class="o-mail-Chatter-logNote btn">${word(lang, 'Log note')}</button>${notes.map((n) => `<div class="o-mail-Message">${n.body}</div>`).join('')}</div></div>`;
}

export const ticket = (t) => `<div class="o_form_sheet_bg"><div class="o_form_statusbar">${statusbar([{id: 3, name: 'In progress'}, {id: 4, name: 'Solved'}], t.stage_id, 'en_US')}</div><div class="o_form_sheet"><h1>${field('name', 'text', `<textarea class="o_input">${esc(t.name)}</textarea>`)}</h1>${line('en_US', 'Contact', field('partner_id', 'many2one', many(t.partner_id)))}${line('en_US', 'Salesperson', field('user_id', 'many2one', many(t.user_id)))}</div></div>`;

let count = 0;
export const card = (l, {lang, currency}) => `<article role="link" class="o_kanban_record d-flex o_draggable" data-id="datapoint_${++count}" data-fake="${l.id}" tabindex="0"><span class="fw-bold fs-5">${esc(l.name)}</span><div><div name="expected_revenue" class="o_field_widget o_field_monetary"><span>${money(lang, l.expected_revenue, currency)}</span></div></div><div class="d-flex"><div name="partner_id" class="o_field_widget"><img src="/web/image/res.partner/${l.partner_id[0]}/avatar_128"></div><span>${esc(l.partner_id[1])}</span></div><footer><div name="user_id" class="o_field_widget"><img src="/web/image/res.users/${l.user_id[0]}/avatar_128"></div></footer></article>`;
export const column = (s, cards) => `<div class="o_kanban_group o_group_draggable" data-id="datapoint_${++count}" data-fake="${s.id}"><div class="o_kanban_header"><div class="o_column_title"><span class="text-truncate">${esc(s.name)}</span></div></div>${cards.join('')}</div>`;
const th = (name, label) => `<th data-name="${name}"><div data-tooltip-info="${esc(JSON.stringify({viewMode: 'list', resModel: 'crm.lead', field: {name, label}}))}"><span>${esc(label)}</span></div></th>`;
export const list = (leads, {lang, currencyOf}) => `<div class="o_list_renderer o_renderer"><table class="o_list_table"><thead><tr>${th('name', word(lang, 'Opportunity'))}${th('expected_revenue', word(lang, 'Expected Revenue'))}${th('stage_id', word(lang, 'Stage'))}</tr></thead><tbody>${leads.map((l) => `<tr class="o_data_row" data-id="datapoint_${++count}" data-fake="${l.id}"><td class="o_data_cell" name="name">${esc(l.name)}</td><td class="o_data_cell" name="expected_revenue">${money(lang, l.expected_revenue, currencyOf(l))}</td><td class="o_data_cell" name="stage_id">${esc(l.stage_id[1])}</td></tr>`).join('')}</tbody></table></div>`;
