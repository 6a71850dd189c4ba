/**
 * Odoo's web client by its page alone. Names are the model's (`crm.lead`); seen on captures of Odoo 19 (2026-11-21), the
 * addresses of 16 and 17 are from its documentation (a guess). Its order of fields, ids, labels and currency are an
 * installation's own.
 */
import type { FieldName, FieldReading, StageRef } from '../../domain/event.ts';
import type { Adapter, Fields, Place, Reading } from '../contract.ts';
import { currency, cut, day, dayOrder, number } from '../parse.ts';

type Root = Document | Element;

const FIELD: [FieldName, string, 'text' | 'ref' | 'money' | 'day' | 'percent'][] = [
  ['name', 'name', 'text'],
  ['account', 'partner_id', 'ref'],
  ['amount', 'expected_revenue', 'money'],
  ['closeDate', 'date_deadline', 'day'],
  ['probability', 'probability', 'percent'],
  ['owner', 'user_id', 'ref'],
];
/** A card on a board, a row of a list, a form in a dialog: other records. */
const NESTED = '.o_field_x2many,.o_list_renderer,.o_kanban_renderer,.modal,.o_dialog';
const ARROW = '.o_arrow_button[data-value]';
const waiting: Reading = { kind: 'unrecognised', clue: 'waiting' };

/** The record by the address: `/odoo/crm/3`, below any menu; `/web#id=3&model=crm.lead` before 18. */
const place = (url: URL): Place | null => {
  if (!/^https?:/.test(url.protocol)) return null;
  const hash = new URLSearchParams(url.hash.slice(1));
  const id = /^\/odoo\/(?:.+\/)?(?:crm|m-crm\.lead|crm\.lead|action-crm\.[\w.]+)\/(\d+)\/?$/.exec(url.pathname)?.[1]
    ?? (url.pathname === '/web' && hash.get('model') === 'crm.lead' ? /^\d+$/.exec(hash.get('id') ?? '')?.[0] : undefined);
  return id ? { crm: 'odoo', org: url.host, record: String(+id) } : null;
};

const formOf = (root: Root) => [...root.querySelectorAll('.o_form_renderer,.o_form_view')].find((e) => !e.closest(NESTED)) ?? null;
const inForm = (form: Element, css: string) => [...form.querySelectorAll<HTMLElement>(css)].find((e) => !e.closest(NESTED));

const arrows = (form: Element) => [...form.querySelectorAll<HTMLElement>(`[name=stage_id] ${ARROW}`)];
/** The label is the first span; a second one holds how long the deal has been there. */
const stageOf = (button: Element): StageRef => {
  const id = (button.getAttribute('data-value') ?? '').slice(0, 400);
  return { id, label: cut(button.querySelector('span:not([title])')?.textContent, 400) };
};
const isCurrent = (e: Element) => e.matches('[aria-current=step],[aria-checked=true],.o_arrow_button_current');

/** Per form: the record it was last read as, and its values. The address may change before the form. */
const last = new WeakMap<Element, [id: string, values: string, tries: number]>();

/** `01/05/2027` in the tooltip, `Jan 5, 2027` to read: the number both share beside the year is the day. */
function dayOf(widget: Element, control: Element | undefined): string | undefined {
  const said = control?.textContent?.trim() || '';
  const tip = control?.getAttribute('data-tooltip') ?? (control as HTMLInputElement | undefined)?.value ?? widget.textContent ?? '';
  const [a, b] = tip.match(/\d+/g) ?? [];
  const spoken = said.match(/\d+/g) ?? [];
  // A text that spells its month has the day and perhaps the year; one that does not has three numbers and says nothing new.
  const d = spoken.length < 3 ? spoken.find((n) => n.length < 3) : undefined;
  const order = d && a && b && +a !== +b ? (+d === +b ? 'm' : +d === +a ? 'd' : undefined) : dayOrder([tip]);
  return day(tip, order);
}

export const odoo: Adapter = {
  id: 'odoo',
  intentEvents: ['click'],
  place,

  read(root, url) {
    if (root.querySelector('.oe_login_form')) return { kind: 'unrecognised', clue: 'signed-out' };
    const here = place(url);
    if (!root.querySelector('.o_web_client,.o_action_manager,.o_content')) return { kind: 'elsewhere' };
    if (!here) {
      if (!/\/crm(\/|$)/.test(url.pathname) && !url.hash.includes('model=crm.lead')) return { kind: 'elsewhere' };
      if (url.pathname.endsWith('/new')) return { kind: 'unrecognised', clue: 'new-record' };
      return root.querySelector('.o_kanban_renderer') ? { kind: 'elsewhere', view: 'kanban' } : { kind: 'elsewhere', view: 'list' };
    }
    const form = formOf(root);
    if (!form) return waiting;
    const fields: Fields = {};
    const missing: FieldName[] = [];
    let seen = '';
    for (const [name, key, kind] of FIELD) {
      const widget = inForm(form, `.o_field_widget[name=${key}]`);
      if (!widget) { missing.push(name); continue; }
      const control = widget.querySelector<HTMLInputElement>('input,textarea,button[data-field]') ?? undefined;
      const text = ((control?.matches('input,textarea') ? control.value : control?.textContent) ?? widget.textContent ?? '').trim();
      if (text) seen += key + text + '\n';
      const sign = kind === 'money' && currency([...widget.querySelectorAll('span')].map((e) => e.textContent ?? '').find((t) => t.trim() && !/\d/.test(t)) ?? '');
      const n = number(text);
      const id = kind === 'ref' && /\/res\.users\/(\d+)\//.exec(widget.querySelector('img')?.getAttribute('src') ?? '')?.[1];
      const value: FieldReading['value'] | undefined = !text ? null
        : kind === 'money' ? n && { value: n.value, ...(sign && { currency: sign }) }
        : kind === 'percent' ? n?.value
        : kind === 'day' ? dayOf(widget, control)
        : kind === 'ref' ? { ...(id && { id }), label: cut(text) } : cut(text);
      if (value === undefined) missing.push(name);
      else fields[name] = { value, from: 'page' };
    }
    const steps = arrows(form);
    const current = steps.find(isCurrent);
    const now = current && stageOf(current);
    if (now?.id && now.label) fields.stage = { value: now, from: 'page' };
    else missing.push('stage');
    // An opportunity's form has its own stage bar and at least one of these; another model at this address does not.
    if (!inForm(form, '.o_field_widget[name=expected_revenue],.o_field_widget[name=partner_id]') || !steps.length) return { kind: 'unrecognised', clue: seen ? 'layout' : 'waiting' };
    if (!fields.name?.value) return waiting;
    seen += current?.getAttribute('data-value') ?? '';
    const before = last.get(form);
    if (before && before[0] !== here.record && before[1] === seen && before[2]++ < 40) return waiting;
    last.set(form, [here.record, seen, 0]);
    // The bar is drawn from right to left: the last stage comes first.
    const stages = steps.map(stageOf).filter((s) => s.id && s.label).reverse();
    const readonly = !!form.querySelector('.o_form_readonly') || form.matches('.o_form_readonly');
    return { kind: 'deal', place: here, fields, missing, ...(readonly && { readonly }), ...(stages.length && { stages }) };
  },

  intent(event, root, url) {
    const button = (event.target as Element | null)?.closest?.<HTMLButtonElement>('button');
    if (!button || button.disabled || !place(url)) return null;
    const replay = () => button.click();
    // The dialog that asks for the reason is confirmed by this method; the form's own “Lost” only opens it.
    if (button.name === 'action_lost_reason_apply') return { to: { id: 'lost', label: cut(button.textContent, 400), closed: 'lost' }, how: 'button', replay };
    const form = formOf(root);
    if (!form?.contains(button) || button.closest(NESTED)) return null;
    if (button.name.startsWith('action_set_won')) return { to: { id: 'won', label: cut(button.textContent, 400), closed: 'won' }, how: 'button', replay };
    if (!button.matches(`[name=stage_id] ${ARROW}`) || isCurrent(button)) return null;
    const to = stageOf(button);
    return to.id ? { to, how: 'statusbar', replay } : null;
  },

  watch: (root, url) => (place(url) ? formOf(root) ?? root.querySelector('.o_action_manager') : null),

  refusal(root) {
    const said = root.querySelector('.o_error_dialog .modal-body,.o_dialog_error .modal-body,.o_notification.border-danger .o_notification_body,.o_notification_bar.bg-danger ~ * .o_notification_content');
    return cut(said?.textContent, 2_000) || null;
  },
};
