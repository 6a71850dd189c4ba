/**
 * Tryton's list of opportunities (sao 6.0, tried 2026-11-21). Its rows carry no record id, and the order of rows is the
 * client's: so the API is asked which record has the number that a row shows. A number that no record or two records have,
 * or whose record has another description, is nobody's row. Without the number's column or the session there are no deals.
 */
import type { FieldName, FieldReading } from '../../domain/event.ts';
import type { DealOnList, Fields, ListReader } from '../contract.ts';
import { cut, day, dayOrder, number, type DayOrder } from '../parse.ts';
import { formatKept, moneySign } from './page.ts';
import { paneOf } from './rest.ts';
import { connect, isRow } from './rpc.ts';
import { bareName, MODEL, stage } from './stages.ts';

type Root = Document | Element;

/** Field of ours, the model's, and how its cell is read. */
const FIELD: readonly [FieldName, string, 'text' | 'ref' | 'money' | 'day' | 'percent' | 'state'][] = [
  ['name', 'description', 'text'], ['account', 'party', 'ref'], ['contact', 'contact', 'ref'], ['amount', 'amount', 'money'],
  ['closeDate', 'end_date', 'day'], ['created', 'start_date', 'day'], ['probability', 'conversion_probability', 'percent'],
  ['owner', 'employee', 'ref'], ['number', 'number', 'text'], ['stage', 'state', 'state'],
];

/** What an org's API said: the columns' labels in the user's language, the stages, and whose numbers are whose. */
interface Known {
  labels: Map<string, string>;
  states: Map<string, string>;
  records: Map<string, { id: string; description: string } | null>;
}
const known = new Map<string, Known>();

/** The client's own words in English; another language's come from the API. */
const ENGLISH: Known['labels'] = new Map([
  ['Number', 'number'], ['Description', 'description'], ['Party', 'party'], ['Contact', 'contact'], ['Amount', 'amount'], ['Start Date', 'start_date'],
  ['End Date', 'end_date'], ['Employee', 'employee'], ['State', 'state'], ['Conversion Probability', 'conversion_probability'],
]);

function orgOf(url: URL): string | null {
  const [, database] = /^#([^/;]+)\/model\/sale\.opportunity(?=;|$)/.exec(url.hash) ?? [];
  return database && url.pathname === '/' && /^https?:/.test(url.protocol) ? `${url.host}/${database}` : null;
}

/** The list shown, not one inside a form or a search dialog. */
const tableOf = (root: Root): Element | null =>
  [...paneOf(root)?.querySelectorAll('table.tree') ?? []].find((t) => !t.closest('.form-one2many, .form-many2many, .modal')) ?? null;

interface Column {
  field: string;
  label: string;
}

/** Columns by the model's name of their field; a label that stands twice names none. */
function columnsOf(table: Element, { labels }: Known): Map<number, Column> {
  const columns = new Map<number, Column>();
  const seen = new Map<string, number>();
  [...table.querySelectorAll(':scope > thead > tr > th')].forEach((th, i) => {
    const label = th.textContent?.trim() ?? '';
    const field = labels.get(label);
    if (!field) return;
    const twice = seen.get(field);
    if (twice === undefined) columns.set(i, { field, label });
    else columns.delete(twice);
    seen.set(field, i);
  });
  return columns;
}

interface Row {
  cells: Map<string, Element>;
  element: Element;
}

/** Each cell says its column too (`data-title="Number: "`); where the two differ, the cell is none. */
function rowsOf(table: Element, columns: Map<number, Column>): Row[] {
  const width = table.querySelectorAll(':scope > thead > tr > th').length;
  return [...table.querySelectorAll(':scope > tbody > tr')].flatMap((element) => {
    const cells = [...element.children];
    if (cells.length !== width) return [];
    return [{
      element, cells: new Map([...columns].flatMap(([i, { field, label }]) => {
        const title = cells[i]!.getAttribute('data-title') ?? '';
        return title.startsWith(label) && title.length < label.length + 4 ? [[field, cells[i]!] as const] : [];
      })),
    }];
  });
}

/** A cell as a person reads it; a row that is being edited has an input instead. */
function textOf(cell: Element | undefined): string | undefined {
  const [widget, other] = cell?.querySelectorAll(':scope > .cell > .widget') ?? [];
  return widget && !other && widget.children.length === 1 && !widget.querySelector('input,select,textarea') ? (widget.textContent ?? '').trim() : undefined;
}

function fieldsOf(root: Root, row: Row, { states }: Known, order: DayOrder | undefined): Fields {
  const fields: Fields = {};
  for (const [name, key, how] of FIELD) {
    const cell = row.cells.get(key);
    const text = textOf(cell);
    if (text === undefined) continue;
    const n = number(text);
    const id = states.get(text);
    const value: FieldReading['value'] | undefined = !text ? null
      : how === 'money' ? n && { value: n.value, ...moneySign(root, [...cell!.querySelectorAll('.column-symbol')].map((e) => e.textContent ?? '').join('').trim()) }
      : how === 'percent' ? n?.value
      : how === 'day' ? day(text, order)
      : how === 'state' ? id && stage(id, text)
      : how === 'ref' ? { label: cut(bareName(text)) } : cut(text);
    if (value !== undefined && value !== '') fields[name] = { value, from: 'page' };
  }
  return fields;
}

const STATES: Known['states'] = new Map([['Lead', 'lead'], ['Opportunity', 'opportunity'], ['Converted', 'converted'], ['Won', 'won'], ['Cancelled', 'cancelled'], ['Lost', 'lost']]);
const knownOf = (org: string, lang: string): Known =>
  known.get(org) ?? (lang.startsWith('en') ? { labels: ENGLISH, states: STATES, records: new Map() } : { labels: new Map(), states: new Map(), records: new Map() });

export const trytonList: ListReader = {
  id: 'tryton',

  list(root, url) {
    const org = orgOf(url);
    const table = org && tableOf(root);
    if (!org || !table) return null;
    const lang = root.querySelector('[lang]')?.getAttribute('lang') ?? '';
    const about = knownOf(org, lang);
    const columns = columnsOf(table, about);
    const rows = rowsOf(table, columns);
    const dates = rows.flatMap((r) => [textOf(r.cells.get('end_date')) ?? '', textOf(r.cells.get('start_date')) ?? '']);
    const order = formatKept(root, org, lang) ?? dayOrder(dates, lang);
    const numbers = rows.map((r) => textOf(r.cells.get('number')) ?? '');
    const times = new Map<string, number>();
    for (const n of numbers) times.set(n, (times.get(n) ?? 0) + 1);
    const deals: DealOnList[] = [];
    rows.forEach((row, i) => {
      const record = about.records.get(numbers[i]!);
      const name = textOf(row.cells.get('description'));
      if (!record || (name !== undefined && name !== record.description) || times.get(numbers[i]!) !== 1) return;
      let fields: Fields | undefined;
      const anchor = (row.cells.get('description') ?? row.cells.get('number')!).querySelector('.widget') ?? row.element;
      deals.push({ record: record.id, anchor, get fields() { return (fields ??= fieldsOf(root, row, about, order)); } });
    });
    const pane = paneOf(root)!;
    // Previous and Next page stand beside the search field.
    const next = [...pane.querySelectorAll<HTMLButtonElement>('form button.btn-sm')].at(-1);
    return { org, view: 'list', deals, more: !!table.querySelector('tr.more-row') || (!!next && !next.disabled) || deals.length < rows.length };
  },

  watch: (root, url) => (orgOf(url) ? paneOf(root) : null),

  async prepare(root, url) {
    const org = orgOf(url);
    if (!org) return;
    try {
      const win = (root.ownerDocument ?? (root as Document)).defaultView!;
      const line = connect(org, { fetch: win.fetch.bind(win), localStorage: win.localStorage, origin: url.origin });
      const context = { language: languageOf(win, org) };
      let about = known.get(org);
      if (!about) {
        const def = await line.call(`model.${MODEL}.fields_get`, [FIELD.map((f) => f[1]), 0, context]);
        if (!isRow(def)) return;
        const labels = Object.entries(def).flatMap(([field, d]) => (isRow(d) && typeof d['string'] === 'string' ? [[d['string'], field] as const] : []));
        const choices = isRow(def['state']) && Array.isArray(def['state']['selection']) ? (def['state']['selection'] as unknown[]) : [];
        const states = choices.flatMap((c) => (Array.isArray(c) && typeof c[0] === 'string' && typeof c[1] === 'string' && c[0] ? [[c[1], c[0]] as const] : []));
        about = { labels: once(labels), states: once(states), records: new Map() };
        known.set(org, about);
      }
      const table = tableOf(root);
      if (!table) return;
      const columns = columnsOf(table, about);
      const asked = new Set(rowsOf(table, columns).map((r) => textOf(r.cells.get('number')) ?? '').filter((n) => n && !about.records.has(n)));
      if (!asked.size) return;
      const found = await line.call(`model.${MODEL}.search_read`, [[['number', 'in', [...asked]]], 0, asked.size * 2, null, ['number', 'description'], context]);
      if (!Array.isArray(found)) return;
      for (const n of asked) {
        const [one, two] = found.filter((r): r is Record<string, unknown> => isRow(r) && r['number'] === n);
        about.records.set(n, one && !two && Number.isSafeInteger(one['id']) ? { id: String(one['id']), description: String(one['description'] ?? '').trim() } : null);
      }
    } catch {
      // Signed out, another shape, no network: no rows are known then.
    }
  },
};

/** Names that mean one thing; one that stands twice means none. */
function once(pairs: (readonly [string, string])[]): Map<string, string> {
  const map = new Map(pairs);
  for (const [name] of pairs) if (pairs.filter((p) => p[0] === name).length > 1) map.delete(name);
  return map;
}

/** The user's language as the client keeps it for this tab. */
function languageOf(win: Window, org: string): string {
  const kept = win.sessionStorage.getItem(`sao_context_${org.split('/')[1]}`);
  return /"language":\s*"(\w+)"/.exec(kept ?? '')?.[1] ?? 'en';
}
