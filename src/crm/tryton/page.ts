/**
 * Tryton's web client (sao). Seen on 6.0 from Debian, 2026-11-21; field and button names are the model's own.
 * Self-hosted: any host, known by the address's shape and the client's marks in the page.
 */
import type { FieldName, FieldReading, StageRef } from '../../domain/event.ts';
import type { Adapter, Fields, Place } from '../contract.ts';
import { currency, cut, day, dayOrder, number, type DayOrder } from '../parse.ts';
import { bareName, BUTTON, MODEL, stage } from './stages.ts';

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

const place = (url: URL): Place | null => {
  const m = /^#([^/;]+)\/model\/([^/;]+)\/(\d+)(?=;|$)/.exec(url.hash);
  return m && m[2] === MODEL && url.pathname === '/' && /^https?:/.test(url.protocol)
    ? { crm: 'tryton', org: `${url.host}/${m[1]}`, record: String(+m[3]!) }
    : null;
};

/** Tabs of earlier records stay in the page, with the same names; notebooks inside a form are panes too. */
const paneOf = (root: Root) => root.querySelector('#tabcontent > .tab-pane.active');
/** Controls of lists and forms nested in the record's own form belong to other records. */
const nested = '.form-one2many, .form-many2many, .modal';
const all = (pane: Element, css: string) => [...pane.querySelectorAll(css)].filter((e) => !e.closest(nested)) as Input[];

/** Per tab: the record it was last read as, and its values. The address changes before the form does. */
const last = new WeakMap<Element, [id: string, values: string, tries: number]>();

export const tryton: Adapter = {
  id: 'tryton',
  intentEvents: ['click'], // Enter and Space on a button arrive as clicks
  place,

  read(root, url) {
    if (!root.querySelector('#tabcontent')) return { kind: 'elsewhere' };
    // The menu is filled once someone is in; the login dialog stands over an empty one.
    if (root.querySelector('.modal input#database, .modal #ask-dialog-entry[type=password]')) return { kind: 'unrecognised', clue: 'signed-out' };
    const here = place(url);
    const pane = paneOf(root);
    const states = pane && all(pane, 'select[name=state]')[0] as HTMLSelectElement | undefined;
    if (!here) {
      if (!url.hash.includes(`/model/${MODEL}`)) return { kind: 'elsewhere' };
      return states ? { kind: 'unrecognised', clue: 'new-record' } : { kind: 'elsewhere', view: 'list' };
    }
    if (!pane) return { kind: 'unrecognised', clue: 'waiting' };

    const fields: Fields = {};
    const missing: FieldName[] = [];
    const lang = root.querySelector('[lang]')?.getAttribute('lang') ?? '';
    const dates = [...pane.querySelectorAll<Input>('.form-date input[name], .column-date')].map((e) => e.value ?? e.textContent ?? '');
    // The user's own format, as the client keeps it for this tab; else what the page's dates have in common.
    const kept = formatKept(root, here, lang);
    const order = kept ?? dayOrder(dates, lang);
    let seen = '';
    let form = false;
    for (const [name, key, how] of FIELD) {
      const numeric = how === 'money' || how === 'percent';
      const found = all(pane, `input[name=${key}]`);
      const input = numeric ? found.find((i) => i.type === 'number') ?? found[0] : found[0];
      if (!input) { missing.push(name); continue; }
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
    // An empty form is painted first, its values come with the server's answer.
    if (!seen || (states && !at)) return { kind: 'unrecognised', clue: 'waiting' };
    seen += current;
    const before = last.get(pane);
    if (before && before[0] !== here.record && before[1] === seen && before[2]++ < 8) return { kind: 'unrecognised', clue: 'waiting' };
    last.set(pane, [here.record, seen, 0]);
    const readonly = all(pane, 'input[name=description], input[name=amount]').some((i) => i.readOnly);
    return { kind: 'deal', place: here, fields, missing, ...(readonly && { readonly }), ...(stages && { stages }) };
  },

  intent(event, root, url) {
    const button = (event.target as Element | null)?.closest?.<HTMLButtonElement>('button[name]');
    const pane = paneOf(root);
    if (!button || !pane?.contains(button) || button.disabled || button.closest(nested) || !place(url)) return null;
    if (!Object.hasOwn(BUTTON, button.name)) return null;
    const id = BUTTON[button.name]!;
    const state = all(pane, 'select[name=state]')[0] as HTMLSelectElement | undefined;
    const label = [...state?.options ?? []].find((o) => idOf(o.value) === id)?.text;
    return { to: stage(id, label ?? id), how: 'button', replay: () => button.click() };
  },

  watch: (root, url) => (place(url) ? paneOf(root) ?? root.querySelector('#tabcontent') : null),

  // A server's refusal (UserError) opens the warning dialog, a crash the error dialog. Seen 2026-11-21.
  refusal(root) {
    const said = root.querySelector('.modal .alert-warning h4, .modal .alert-danger pre');
    return said ? cut(said.textContent, 2000) || null : null;
  },
};

/** Values of selections are JSON: `"lead"`; the empty choice is `null` or nothing. */
function idOf(value: string): string {
  const m = /^"([\w-]{1,80})"$/.exec(value ?? '');
  return m ? m[1]! : '';
}

/** The symbol beside the amount; a plain $ is settled by the company currency in the header, `Riley - Acme [USD]`. */
function symbolOf(root: Root, input: Input): { currency?: string } {
  const sign = [...input.parentElement?.querySelectorAll('.symbol') ?? []].map((e) => e.textContent ?? '').join('').trim();
  const code = /\[([A-Z]{3})\]\s*$/.exec(root.querySelector('#user-preferences')?.textContent ?? '')?.[1];
  let own = '';
  try {
    if (code) own = new Intl.NumberFormat('en', { style: 'currency', currency: code, currencyDisplay: 'narrowSymbol' }).format(0).replace(/[\d.\s]/g, '');
  } catch { /* not a currency this browser knows */ }
  const known = (sign && own === sign ? code : undefined) ?? currency(sign);
  return known ? { currency: known } : {};
}

/** Order of the date format in the client's context (`"date":"%m/%d/%Y"`), kept per tab by sao; without one it takes its language's. */
function formatKept(root: Root, here: Place, lang: string): DayOrder | undefined {
  try {
    const kept = (root.ownerDocument ?? root as Document).defaultView!.sessionStorage.getItem(`sao_context_${here.org.split('/')[1]}`);
    const first = /"date":\s*"%(\w)/.exec(kept!)?.[1];
    return first ? ({ m: 'm', d: 'd', Y: 'y' } as Record<string, DayOrder>)[first] : kept && /^en/.test(lang) ? 'm' : undefined;
  } catch {
    return undefined; // a page without storage
  }
}
