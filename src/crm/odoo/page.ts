/** The whole reading of an opportunity's form by its page alone; see rest.ts for what is known of Odoo's pages. */
import type { FieldName, FieldReading } from '../../domain/event.ts';
import type { Adapter, Fields } from '../contract.ts';
import { currency, cut, day, dayOrder, number } from '../parse.ts';
import { isStale, odooAtRest, own, shown, stagesOf, valueOf, waiting } from './rest.ts';

type Kind = 'text' | 'ref' | 'money' | 'day' | 'percent';
type Value = FieldReading['value'] | undefined;

/** Field → the model's field. Order, labels and ids are an installation's own. */
const FIELD: [FieldName, string, Kind][] = [
  ['name', 'name', 'text'],
  ['account', 'partner_id', 'ref'],
  ['amount', 'expected_revenue', 'money'],
  ['closeDate', 'date_deadline', 'day'],
  ['probability', 'probability', 'percent'],
  ['owner', 'user_id', 'ref'],
];

export const odoo: Adapter = {
  ...odooAtRest,

  read(root, url) {
    if (root.querySelector('.oe_login_form')) return { kind: 'unrecognised', clue: 'signed-out' };
    const it = shown(root, url);
    if ('kind' in it) return it;
    const { form, here } = it;
    const fields: Fields = {};
    const missing: FieldName[] = [];
    const widgets = (key: string) => own(form, `.o_field_widget[name=${key}]`);
    // A float is shown with two decimals: its mark is the one that amounts have, too.
    const decimal = /\d([.,])\d\d$/.exec(valueOf(widgets('probability')[0]))?.[1];
    for (const [name, key, kind] of FIELD) {
      const values = new Map(widgets(key).map((widget) => { const value = valueIn(widget, kind, decimal); return [JSON.stringify(value), value]; }));
      const [value] = values.values();
      // Two fields of one name that differ: nobody can tell which is meant.
      if (value === undefined || values.size > 1) missing.push(name);
      else fields[name] = { value, from: 'page' };
    }
    const { now, stages } = stagesOf(form);
    if (now) fields.stage = { value: now, from: 'page' };
    else missing.push('stage');
    if (fields.name?.value === null || isStale(root, form, here.record)) return waiting;
    const readonly = !!form.closest('.o_form_readonly') || !!own(form, '.o_form_readonly')[0];
    return { kind: 'deal', place: here, fields, missing, ...(readonly && { readonly }), ...(stages.length && { stages }) };
  },
};

/** A field's value; null where it is empty, undefined where it cannot be told. */
function valueIn(widget: HTMLElement, kind: Kind, decimal: string | undefined): Value {
  const [control, second] = widget.querySelectorAll('input,textarea,button[data-field]');
  if (second) return undefined;
  const link = widget.querySelector<HTMLAnchorElement>('a.o_form_uri');
  const text = kind === 'ref' && !control ? (link ?? widget).innerText?.trim().split('\n')[0] ?? '' : valueOf(widget);
  if (!text) return control || widget.matches('.o_field_empty') ? null : undefined;
  if (kind === 'day') return dayOf(widget, control);
  if (kind === 'text') return cut(text);
  if (kind === 'ref') {
    const id = /\bres\.users(?:\/|&id=)(\d+)/.exec((widget.querySelector('img')?.getAttribute('src') ?? '').replace(/&(?!id=)[^&]*/g, ''))?.[1];
    return { ...(id && { id }), label: cut(text) };
  }
  const value = figure(text, decimal);
  if (value === undefined || kind === 'money') {
    const signs = new Set([...widget.querySelectorAll('span')].filter((e) => !e.children.length).map((e) => e.textContent!.trim()).filter((t) => t && !/\d/.test(t)));
    const sign = currency(signs.size ? [...signs].join(' ') : text);
    return value === undefined ? undefined : { value, ...(sign && { currency: sign }) };
  }
  return value >= 0 && value <= 100 ? value : undefined;
}

/** A number in the user's format. `1.234` and `1,234` are one or a thousand, by what the page's other numbers use as their mark. */
function figure(text: string, decimal: string | undefined): number | undefined {
  const [, mark] = /^\D*\d{1,3}([.,])\d{3}\D*$/.exec(text.replace(/[\s'’]/g, '')) ?? [];
  if (!mark) return number(text)?.value;
  return !decimal ? undefined : mark === decimal ? +text.replace(/[^\d.,]/g, '').replace(',', '.') : number(text)?.value;
}

/** `01/05/2027` in the tooltip, `Jan 5, 2027` to read: the number both share beside the year is the day. Before 19 the tooltip's alone. */
function dayOf(widget: Element, control: Element | undefined): string | undefined {
  const said = control?.textContent?.trim() || '';
  const tip = control?.getAttribute('data-tooltip') ?? (control as HTMLInputElement | undefined)?.value ?? '';
  // “In 5 days” has a number that is no day of a month.
  if (widget.matches('.o_field_remaining_days')) return day(tip, dayOrder([tip]));
  const spoken = said.match(/\d+/g) ?? [];
  // Every language that begins with the year goes on with the month.
  if (spoken.length === 3 && spoken[0]!.length === 4) return day(spoken.join('-'));
  const [a, b] = tip.match(/\d+/g) ?? [];
  // A text that spells its month has the day and perhaps the year; one that does not has three numbers and says nothing new.
  const d = spoken.length < 3 ? spoken.find((n) => n.length < 3) : undefined;
  const order = d && a && b && +a !== +b ? (+d === +b ? 'm' : +d === +a ? 'd' : undefined) : dayOrder([tip]);
  return day(tip, order);
}
