/** Rows of a table as deals, and the rows that cannot be: each with its number and the reason. */
import { cut } from '../../../crm/parse.ts';
import { to18 } from '../../../crm/salesforce/ids.ts';
import type { ListedDeal } from '../../../crm/session.ts';
import type { FieldName, FieldValue, StageRef } from '../../../domain/event.ts';
import type { PipelineRefusal, PipelineTarget } from '../../../wire/pipeline.ts';
import { cellsOf, type Mapping, type Slot } from './mapping.ts';
import type { Cell, Table } from './table.ts';
import { currencyIn, dayIn, decimalOf, figureIn, isNothing, isShare, orderOf, type OrderFound } from './values.ts';

export interface Built {
  deals: ListedDeal[];
  refused: PipelineRefusal[];
}

/** Columns whose days can be read in two ways while the user has not said which. */
export const asks = (table: Table, mapping: Mapping): string[] =>
  (['closeDate', 'created'] as const).flatMap((slot) => {
    const header = mapping.columns[slot];
    return header && orderOf(cellsOf(table, header)) === 'ask' ? [header] : [];
  });

/** A record's id as the CRM itself writes it, so that a deal of a file is the deal of the page; null when it is none. */
export function recordIn(crm: string, cell: Cell): string | null {
  const text = typeof cell === 'number' ? (Number.isSafeInteger(cell) ? String(cell) : '') : typeof cell === 'string' ? cell.trim() : '';
  if (text === '' || text.length > 250) return null;
  if (crm === 'file' || crm.startsWith('taught-')) return text;
  if (crm === 'salesforce') return /^006[a-zA-Z\d]{12}([a-zA-Z\d]{3})?$/.test(text) ? to18(text) : null;
  if (crm === 'dynamics365') return /^\{?[\da-f]{8}-[\da-f]{4}-[\da-f]{4}-[\da-f]{4}-[\da-f]{12}\}?$/i.test(text) ? text.replace(/[{}]/g, '').toLowerCase() : null;
  // Odoo's own export writes `__export__.crm_lead_12_3f2a…` where it is asked for the external id.
  const digits = /^(?:__export__\.crm_lead_(\d+)_\w+|(?:zcrm_)?(\d{1,20}))$/.exec(text);
  return digits ? (digits[1] ?? digits[2])!.replace(/^0+(?=\d)/, '') : null;
}

const CLOSED: [RegExp, 'won' | 'lost'][] = [[/\b(won|closed[- ]won)\b|赢单|成交|已成交|成功关闭/i, 'won'], [/\b(lost|cancelled|canceled|closed[- ]lost|abandoned)\b|输单|丢单|失败|已取消|作废/i, 'lost']];
const closed = (label: string): StageRef['closed'] => CLOSED.find(([words]) => words.test(label))?.[1];

/** The stage that a word of the file stands for; undefined where it is left out. */
export function stageFor(word: string, mapping: Mapping, target: PipelineTarget, stages: readonly StageRef[]): StageRef | undefined {
  const own = mapping.stages[word];
  if (own === '') return undefined;
  const same = (a: string): boolean => a.trim().toLowerCase() === word.toLowerCase();
  const known = stages.find((s) => s.id === own) ?? stages.find((s) => same(s.id)) ?? stages.find((s) => same(s.label));
  if (known) return known;
  // An id that nobody gave would look like another stage when the CRM is read; Salesforce's ids are what its exports show.
  if (target.crm !== 'file' && (target.crm !== 'salesforce' || stages.length)) return undefined;
  const end = closed(word);
  return { id: word.slice(0, 400), label: cut(word, 400), ...(end && { closed: end }) };
}

/** Where there is no id: name and account together, without case and double blanks. */
const composed = (name: string, account: string): string => `${name} · ${account}`.toLowerCase().replace(/\s+/g, ' ').slice(0, 250);

interface Columns {
  cell(slot: Slot): Cell;
}

function reader(table: Table, mapping: Mapping): (row: Table['rows'][number]) => Columns {
  const at = new Map(Object.entries(mapping.columns).map(([slot, header]) => [slot, table.headers.indexOf(header)]));
  return ({ cells }) => ({ cell: (slot) => { const i = at.get(slot) ?? -1; return i < 0 ? null : cells[i] ?? null; } });
}

/**
 * Every row as a deal or with the reason why not; `most`: only of the first rows, judged by all of them.
 * An id that stands in several rows with different values is refused in all of them.
 */
export function build(table: Table, mapping: Mapping, target: PipelineTarget, stages: readonly StageRef[], most = Infinity): Built {
  const orders: Partial<Record<Slot, OrderFound>> = {};
  for (const slot of ['closeDate', 'created'] as const) {
    const found = orderOf(cellsOf(table, mapping.columns[slot] ?? ''));
    orders[slot] = found === 'ask' ? mapping.order ?? 'ask' : found;
  }
  const decimal = mapping.decimal ?? decimalOf(cellsOf(table, mapping.columns.amount ?? ''));
  const odds = cellsOf(table, mapping.columns.probability ?? '');
  const [oddsMark, oddsScale] = [decimalOf(odds), isShare(odds) ? 100 : 1];
  const columns = reader(table, mapping);
  const refused: PipelineRefusal[] = [];
  const byId = new Map<string, { n: number; deal: ListedDeal }[]>();

  for (const row of table.rows.slice(0, most)) {
    const { cell } = columns(row);
    const text = (slot: Slot): string => (isNothing(cell(slot)) ? '' : cell(slot) instanceof Date ? (cell(slot) as Date).toISOString().slice(0, 10) : String(cell(slot)).trim());
    const name = cut(text('name'), 1_000);
    const record = mapping.columns.record ? recordIn(target.crm, cell('record')) : name && composed(name, text('account'));
    if (!record) {
      refused.push({ row: row.n, why: mapping.columns.record ? 'record' : 'name', ...(text('record') && { detail: text('record').slice(0, 100) }) });
      continue;
    }
    if (!name) {
      refused.push({ row: row.n, record, why: 'name' });
      continue;
    }
    const fields: ListedDeal['fields'] = {};
    const wrong: Slot[] = [];
    const set = (field: FieldName, value: FieldValue | undefined, rounded?: true): void => {
      if (value !== undefined) fields[field] = { value, from: 'typed', ...(rounded && { rounded }) };
    };
    set('name', name);
    for (const slot of ['account', 'contact', 'owner'] as const) if (text(slot)) set(slot, { label: cut(text(slot), 1_000) });
    for (const slot of ['nextStep', 'number', 'type'] as const) if (text(slot)) set(slot, cut(text(slot)));
    for (const slot of ['closeDate', 'created'] as const) {
      if (isNothing(cell(slot))) continue;
      const day = dayIn(cell(slot), orders[slot] ?? null);
      if (day) set(slot, day);
      else wrong.push(slot);
    }
    if (!isNothing(cell('amount'))) {
      const amount = figureIn(cell('amount'), decimal);
      const code = currencyIn(cell('currency')) ?? currencyIn(stripped(cell('amount'))) ?? (mapping.currency || undefined);
      if (amount) set('amount', { value: amount.value, ...(code && { currency: code }) }, amount.rounded);
      else wrong.push('amount');
    }
    if (!isNothing(cell('probability'))) {
      const chance = figureIn(cell('probability'), oddsMark)?.value;
      const percent = chance === undefined ? undefined : Math.round(chance * oddsScale * 1e4) / 1e4;
      if (percent !== undefined && percent >= 0 && percent <= 100) set('probability', percent);
      else wrong.push('probability');
    }
    const stage = text('stage') ? stageFor(text('stage'), mapping, target, stages) : undefined;
    if (stage) set('stage', stage);
    if (wrong.length) {
      refused.push({ row: row.n, record, why: 'shape', detail: wrong.map((slot) => mapping.columns[slot]).join(', ').slice(0, 400) });
      continue;
    }
    byId.set(record, [...(byId.get(record) ?? []), { n: row.n, deal: { record, fields } }]);
  }

  const deals: ListedDeal[] = [];
  for (const [record, found] of byId) {
    const [first, ...rest] = found;
    if (rest.every(({ deal }) => JSON.stringify(deal.fields) === JSON.stringify(first!.deal.fields))) {
      deals.push(first!.deal);
      continue;
    }
    const rows = found.map(({ n }) => n);
    for (const { n } of found) refused.push({ row: n, record, why: 'twice', detail: rows.filter((other) => other !== n).slice(0, 20).join(', ') });
  }
  return { deals, refused: refused.sort((a, b) => a.row! - b.row!) };
}

/** What stands around an amount's digits. */
const stripped = (cell: Cell): Cell => (typeof cell === 'string' ? cell.replace(/[\d.,\s'’]+/g, '') : null);

/** Refused rows as CSV; a cell that a spreadsheet would take for a formula is kept from it. */
export function refusedCsv(refused: readonly PipelineRefusal[], head: readonly string[], reason: (r: PipelineRefusal) => string): string {
  const safe = (text: string): string => `"${(/^[=+\-@\t\r]/.test(text) ? `'${text}` : text).replaceAll('"', '""')}"`;
  return `\uFEFF${[head, ...refused.map((r) => [String(r.row ?? ''), r.record ?? '', reason(r)])].map((row) => row.map(safe).join(',')).join('\r\n')}\r\n`;
}
