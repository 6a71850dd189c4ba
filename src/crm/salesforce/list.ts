/**
 * Lightning's list views, as a table and as a kanban board, by the page alone. Never run on a real org: names come from public
 * code and UI tests (2026-11-21). `data-row-key-value`, `data-col-key-value` and `.countSortedByFilteredBy` are seen in many
 * of them; the board's column virtualizer draws about 13 cards whatever is scrolled, its header says how many there are.
 */
import type { FieldName, StageRef } from '../../domain/event.ts';
import type { DealOnList, Fields, ListReader } from '../contract.ts';
import { dayOrder, type DayOrder } from '../parse.ts';
import { isLightning, to18 } from './ids.ts';
import { apiOf, FIELD, readingOf, said } from './page.ts';
import { deep, stage } from './rest.ts';

/** A list that was visited stays in the page behind the one shown. */
const VIEW = '.oneConsoleTab.active,.oneContent.active';
const ROW = 'tr[data-row-key-value]';
const BOARD = '[class*=PipelineViewColumn]:not([class*=ColumnHeader]):not([class*=Columns])';
const CARD = '[class*=ipelineViewCardStencil]';
const COUNT = '.countSortedByFilteredBy';

const idIn = (text: string | null | undefined): string | undefined => /\b006\w{12}(?:\w{3})?\b/.exec(text ?? '')?.[0];
const here = (url: URL): boolean => isLightning(url) && /^\/lightning\/o\/Opportunity\/(list|home|pipelineInspection)/.test(url.pathname);

/** The part of the page that shows the list. */
const scope = (root: Document | Element): Element => [...root.querySelectorAll(VIEW)].at(-1) ?? (root as Element);

/** A cell's column: the API name that a datatable's key begins with (`StageName-picklist-4`), else the column's label. */
function column(cell: Element, label: string): string {
  const key = /^([A-Za-z][\w.]*)-/.exec(cell.getAttribute('data-col-key-value') ?? '')?.[1];
  const api = key === 'Account.Name' ? 'AccountId' : key === 'Owner.Name' || key === 'Owner.NameOrAlias' ? 'OwnerId' : key;
  return FIELD.some((f) => f[1] === api) || api === 'StageName' ? api! : key ? '' : apiOf(label);
}

interface Cell {
  text: string;
  links: string[];
}

/** A text that stands alone in its element; two of them beside each other are undefined: which one would be the value? */
function alone(element: Element): Cell | undefined {
  const links: string[] = [];
  const text = said(element, links).replace(/\s+/g, ' ').trim();
  const parts = deep(element, '*').filter((e) => e !== element && !e.closest('button,style,.slds-assistive-text') && [...e.childNodes].some((n) => n.nodeType === 3 && n.nodeValue!.trim()));
  return parts.length > 1 || links.length > 1 ? undefined : { text, links };
}

/** Values by API name; a column that stands twice with two values is none. */
function cellsOf(pairs: [api: string, element: Element][]): Map<string, Cell> {
  const cells = new Map<string, Cell>();
  const twice = new Set<string>();
  for (const [api, element] of pairs) {
    if (!api) continue;
    const cell = alone(element);
    if (!cell || (cells.has(api) && cells.get(api)!.text !== cell.text)) twice.add(api);
    else cells.set(api, cell);
  }
  for (const api of twice) cells.delete(api);
  return cells;
}

function fieldsOf(cells: Map<string, Cell>, lang: string, order: DayOrder | undefined): Fields {
  const fields: Fields = {};
  for (const [name, api, kind] of FIELD) {
    // A list's column of who made the record is no date.
    const cell = name === 'created' ? undefined : cells.get(api);
    const reading = cell && readingOf(kind, cell.text, { lang, order, id: /\b00[15]\w{12}(\w{3})?\b/.exec(cell.links.join(' '))?.[0] });
    if (reading && (reading.value !== null || name !== 'name')) fields[name as FieldName] = reading;
  }
  // A table has only the label; in English it is the API name unless someone renamed it (a guess).
  const label = cells.get('StageName')?.text;
  const at = label && lang.startsWith('en') ? stage(label) : undefined;
  if (at) fields.stage = { value: at, from: 'page' };
  return fields;
}

/** Read when it is asked for: badges need names and stages of a few rows, an import the fields of all. */
function lazy(record: string, anchor: Element, read: () => Fields): DealOnList {
  let fields: Fields | undefined;
  return { record, anchor, get fields() { return (fields ??= read()); } };
}

function rowsOf(view: Element, lang: string): DealOnList[] {
  const rows = deep(view, ROW);
  const headers = new Map<Element, string[]>();
  const labelsOf = (row: Element): string[] => {
    const table = row.closest('table');
    if (!table) return [];
    if (!headers.has(table)) {
      headers.set(table, [...table.querySelectorAll('thead th')].map((th) => th.getAttribute('title') ?? th.getAttribute('aria-label') ?? said(th).trim()));
    }
    return headers.get(table)!;
  };
  const pairs = (row: Element): [string, Element][] => {
    const labels = labelsOf(row);
    const cells = [...row.children];
    const labelled = cells.some((cell) => cell.hasAttribute('data-label'));
    return cells.map((cell, i) => {
      const head = cells.length === labels.length ? labels[i] : undefined;
      const given = labelled ? cell.getAttribute('data-label') ?? '' : head ?? '';
      // Cell and header say what the column is; where they differ, neither is believed.
      return [head && given !== head ? '' : column(cell, given), cell];
    });
  };
  let order: DayOrder | undefined | null = null;
  const orderNow = (): DayOrder | undefined => (order === null ? (order = dayOrder(rows.map((r) => cellsOf(pairs(r)).get('CloseDate')?.text ?? ''), lang)) : order);
  const deals: DealOnList[] = [];
  for (const row of rows) {
    const key = idIn(row.getAttribute('data-row-key-value'));
    const link = deep(row, 'a[href]').find((a) => /\/lightning\/r\/(?:Opportunity\/)?006/.test(a.getAttribute('href')!));
    const linked = idIn(link?.getAttribute('href'));
    // A row that names two records belongs to neither.
    if (!key || (linked && linked.slice(0, 15) !== key.slice(0, 15))) continue;
    deals.push(lazy(to18(key), link ?? row.querySelector('th') ?? row, () => fieldsOf(cellsOf(pairs(row)), lang, orderNow())));
  }
  return deals;
}

/** Cards have no labels: the name's link and the column are sure, the other lines are not read. */
function cardsOf(columns: Element[], lang: string): { deals: DealOnList[]; hidden: boolean } {
  const deals: DealOnList[] = [];
  let hidden = false;
  for (const each of columns) {
    const name = each.getAttribute('data-name') ?? '';
    const heads = deep(each, '.stageHeaderLabel');
    const label = heads.length === 1 ? said(heads[0]).trim() : '';
    const at: StageRef | undefined = name ? stage(name, label) : label && lang.startsWith('en') ? stage(label) : undefined;
    const cards = deep(each, CARD);
    const count = /\((\d+)\)/.exec(said(deep(each, '[class*=ipelineViewColumnHeader]')[0]))?.[1];
    if (count && +count > cards.length) hidden = true;
    for (const card of cards) {
      const link = deep(card, 'a[href]').find((a) => idIn(a.getAttribute('href')));
      const ids = [card.getAttribute('data-recordid'), ...deep(card, '.pipelineViewCard').map((e) => e.className), link?.getAttribute('href')].flatMap((t) => idIn(t)?.slice(0, 15) ?? []);
      const id = idIn(card.getAttribute('data-recordid')) ?? idIn(link?.getAttribute('href')) ?? idIn(deep(card, '.pipelineViewCard')[0]?.className);
      if (!id || ids.some((other) => other !== id.slice(0, 15))) continue;
      deals.push(lazy(to18(id), link ?? card, () => {
        const words = link && alone(link)?.text;
        return { ...(words && { name: { value: words, from: 'page' as const } }), ...(at && { stage: { value: at, from: 'page' as const } }) };
      }));
    }
  }
  return { deals, hidden };
}

/** One deal per record. A record that stands twice, e.g. while a row is replaced, keeps what both say alike. */
function unique(deals: DealOnList[]): DealOnList[] {
  const found = new Map<string, DealOnList>();
  for (const deal of deals) {
    const first = found.get(deal.record);
    found.set(deal.record, !first ? deal : lazy(deal.record, deal.anchor, () =>
      Object.fromEntries(Object.entries(deal.fields).filter(([name, field]) => JSON.stringify(first.fields[name as FieldName]) === JSON.stringify(field)))));
  }
  return [...found.values()];
}

export const salesforceList: ListReader = {
  id: 'salesforce',

  list(root, url) {
    if (!here(url)) return null;
    const view = scope(root);
    const lang = root.querySelector('[lang]')?.getAttribute('lang') ?? '';
    const columns = deep(view, BOARD);
    const board = columns.length > 0;
    if (!board && !deep(view, 'table').length) return null;
    const { deals, hidden } = board ? cardsOf(columns, lang) : { deals: rowsOf(view, lang), hidden: false };
    // "50+ items": the rest is loaded as one scrolls.
    const [, count = '', plus] = /(\d[\d.,]*)\s?(\+)?/.exec(said(deep(view, COUNT)[0])) ?? [];
    const more = hidden || (!board && (!!plus || +count.replace(/\D/g, '') > deals.length));
    return { org: url.hostname, view: board ? 'kanban' : 'list', deals: unique(deals), more };
  },

  watch: (root, url) => (here(url) ? [...root.querySelectorAll(VIEW)].at(-1) ?? root.body : null),
};
