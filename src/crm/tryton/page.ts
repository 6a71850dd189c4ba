/**
 * Tryton's web client (sao). Seen on 6.0 from Debian, 2026-11-21; field and button names are the model's own.
 * Self-hosted: any host, known by the address's shape and the client's marks in the page.
 */
import type { FieldName, FieldReading, StageRef } from '../../domain/event.ts';
import type { Adapter, Fields } from '../contract.ts';
import { currency, cut, day, dayOrder, number, type DayOrder } from '../parse.ts';
import { all, idOf, isStale, other, paneOf, place, stateOf, trytonAtRest } from './rest.ts';
import { bareName, stage } from './stages.ts';

type Root = Document | Element;
type Input = HTMLInputElement;

/** Field → the model's field, which is the control's `name`, and how its value is read. */
const FIELD: [FieldName, string, 'text' | 'ref' | 'money' | 'day' | 'percent'][] = [
  ['name', 'description', 'text'],
  ['account', 'party', 'ref'],
  ['contact', 'contact', 'ref'],
  ['amount', 'amount', 'money'],
  ['closeDate', 'end_date', 'day'],
  ['probability', 'conversion_probability', 'percent'],
  ['owner', 'employee', 'ref'],
  ['number', 'number', 'text'],
  ['created', 'start_date', 'day'],
];

export const tryton: Adapter = {
  ...trytonAtRest,

  read(root, url) {
    const not = other(root, url);
    if (not) return not;
    const here = place(url)!;
    const pane = paneOf(root);
    const states = stateOf(pane);
    if (!pane) return { kind: 'unrecognised', clue: 'waiting' };

    const fields: Fields = {};
    const missing: FieldName[] = [];
    const lang = root.querySelector('[lang]')?.getAttribute('lang') ?? '';
    const dates = [...pane.querySelectorAll<Input>('.form-date input[name], .column-date')].map((e) => e.value ?? e.textContent ?? '');
    // The user's own format, as the client keeps it for this tab; else what the page's dates have in common.
    const kept = formatKept(root, here.org, lang);
    const order = kept ?? dayOrder(dates, lang);
    let seen = '';
    let form = false;
    for (const [name, key, how] of FIELD) {
      const numeric = how === 'money' || how === 'percent';
      const found = all(pane, `input[name=${key}]`);
      const input = numeric ? found.find((i) => i.type === 'number') ?? found[0] : found[0];
      // An amount stands twice, as text and as a number; two of a kind that differ are nobody's value.
      if (!input || found.some((i) => i.type === input.type && i.value !== input.value)) { missing.push(name); continue; }
      form = true;
      const text = (input.value ?? '').trim();
      if (text) seen += key + text + '\n';
      const n = numeric && input.type === 'number' ? (Number.isFinite(+text) ? { value: +text } : undefined) : number(text);
      const value: FieldReading['value'] | undefined = !text ? null
        : how === 'money' ? n && { value: n.value, ...symbolOf(root, input) }
        : how === 'percent' ? n?.value
        : how === 'day' ? day(text, order)
        : how === 'ref' ? { label: cut(bareName(text)) } : cut(text);
      if (value === undefined) missing.push(name);
      else fields[name] = { value, from: 'page' };
    }
    let stages: StageRef[] | undefined;
    const current = states ? idOf(states.value) : '';
    if (states) {
      form = true;
      stages = [...states.options].filter((o) => idOf(o.value)).map((o) => stage(idOf(o.value), o.text));
    }
    const at = stages?.find((s) => s.id === current);
    if (at) fields.stage = { value: at, from: 'page' };
    else missing.push('stage');
    if (!form) return { kind: 'unrecognised', clue: pane.querySelector('.form') ? 'layout' : 'waiting' };
    // An empty form is painted first, its values come with the server's answer; two of them are never empty.
    if (!seen || (states && !at) || fields.probability?.value === null) return { kind: 'unrecognised', clue: 'waiting' };
    if (isStale(pane, here.record, url)) return { kind: 'unrecognised', clue: 'waiting' };
    const readonly = all(pane, 'input[name=description], input[name=amount]').some((i) => i.readOnly);
    return { kind: 'deal', place: here, fields, missing, ...(readonly && { readonly }), ...(stages && { stages }) };
  },
};

const symbolOf = (root: Root, input: Input): { currency?: string } =>
  moneySign(root, [...input.parentElement?.querySelectorAll('.symbol') ?? []].map((e) => e.textContent ?? '').join('').trim());

/** The currency of the sign beside an amount; a plain $ is settled by the company currency in the header, `Riley - Acme [USD]`. */
export function moneySign(root: Root, sign: string): { currency?: string } {
  const code = /\[([A-Z]{3})\]\s*$/.exec(root.querySelector('#user-preferences')?.textContent ?? '')?.[1];
  let own = '';
  try {
    if (code) own = new Intl.NumberFormat('en', { style: 'currency', currency: code, currencyDisplay: 'narrowSymbol' }).format(0).replace(/[\d.\s]/g, '');
  } catch { /* not a currency this browser knows */ }
  const known = (sign && own === sign ? code : undefined) ?? currency(sign);
  return known ? { currency: known } : {};
}

/** Order of the date format in the client's context (`"date":"%m/%d/%Y"`), kept per tab by sao; without one it takes its language's. */
export function formatKept(root: Root, org: string, lang: string): DayOrder | undefined {
  try {
    const kept = (root.ownerDocument ?? root as Document).defaultView!.sessionStorage.getItem(`sao_context_${org.split('/')[1]}`);
    const first = /"date":\s*"%(\w)/.exec(kept!)?.[1];
    return first ? ({ m: 'm', d: 'd', Y: 'y' } as Record<string, DayOrder>)[first] : kept && lang.startsWith('en') ? 'm' : undefined;
  } catch {
    return undefined; // a page without storage
  }
}
