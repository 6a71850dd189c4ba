/** Cells of one column as days, amounts and percentages. What could mean two things is asked, never guessed. */
import { currency, day, number, type DayOrder } from '../../../crm/parse.ts';
import { isEmpty, type Cell } from './table.ts';

/** `ask`: days in this column could be read with the day or the month first, and nothing in it decides. */
export type Order = Extract<DayOrder, 'd' | 'm'>;
export type OrderFound = Order | 'ask' | null;
export type Decimal = '.' | ',';

/** Placeholders that exports write where a value is missing. */
const NOTHING = /^(-+|—|–|n\/?a|none|null|#n\/a|无|空|暂无)$/i;
export const isNothing = (cell: Cell | undefined): boolean => isEmpty(cell) || (typeof cell === 'string' && NOTHING.test(cell.trim()));

const MONTHS = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'];
const MONTH = `(${MONTHS.map((m) => `${m}[a-z]*`).join('|')})`;
const NAMED = [new RegExp(`^(\\d{1,2})[\\s.-]+${MONTH}\\.?[\\s,.-]+(\\d{4}|\\d{2})(?!\\d)`, 'i'), new RegExp(`^${MONTH}\\.?\\s+(\\d{1,2})(?:st|nd|rd|th)?,?\\s+(\\d{4})(?!\\d)`, 'i')];

const iso = (y: number, m: number, d: number): string | undefined => {
  const at = new Date(Date.UTC(y, m - 1, d));
  return y > 1900 && y < 2200 && at.getUTCMonth() === m - 1 && at.getUTCDate() === d ? at.toISOString().slice(0, 10) : undefined;
};

/** Days since 1899-12-30 as Excel counts them; only numbers that fall between 1954 and 2119 are taken for days. */
const serial = (n: number): string | undefined => (n >= 20_000 && n < 80_000 ? new Date(Date.UTC(1899, 11, 30) + Math.floor(n) * 86_400_000).toISOString().slice(0, 10) : undefined);

/** A day that reads one way only. */
function certain(text: string): string | undefined {
  const t = text.trim();
  const compact = /^(20\d\d)(\d\d)(\d\d)$/.exec(t);
  if (compact) return iso(+compact[1]!, +compact[2]!, +compact[3]!);
  if (/^\d{4}\D/.test(t)) return day(t);
  const [a, b] = NAMED.map((shape) => shape.exec(t));
  const month = (name: string): number => MONTHS.indexOf(name.slice(0, 3).toLowerCase()) + 1;
  if (a) return iso(a[3]!.length === 2 ? 2000 + +a[3]! : +a[3]!, month(a[2]!), +a[1]!);
  if (b) return iso(+b[3]!, month(b[1]!), +b[2]!);
  // 21.11.2026: with dots the day stands first wherever it is written.
  if (/^\d{1,2}\.\d/.test(t)) return day(t, 'd');
  const [d, m] = [day(t, 'd'), day(t, 'm')];
  return d && m ? (d === m ? d : undefined) : d ?? m;
}

/** Which order a column's days have. */
export function orderOf(cells: readonly Cell[]): OrderFound {
  const found = new Set<Order>();
  let open = false;
  for (const cell of cells) {
    if (typeof cell !== 'string' || isNothing(cell)) continue;
    if (/^\s*\d{1,2}\s?[-/]/.test(cell)) {
      const [d, m] = [day(cell, 'd'), day(cell, 'm')];
      if (d && m && d !== m) open = true;
      else if (d && !m) found.add('d');
      else if (m && !d) found.add('m');
    }
  }
  if (found.size === 1) return [...found][0]!;
  return open || found.size > 1 ? 'ask' : null;
}

/** `YYYY-MM-DD`; undefined when the cell is no day, or one that the column's order does not allow. */
export function dayIn(cell: Cell, order: OrderFound): string | undefined {
  if (cell instanceof Date) return Number.isNaN(+cell) ? undefined : cell.toISOString().slice(0, 10);
  if (typeof cell === 'number') return serial(cell) ?? certain(String(cell));
  if (typeof cell !== 'string') return undefined;
  if ((order === 'd' || order === 'm') && /^\s*\d{1,2}\s?[-/]/.test(cell) && !NAMED[0]!.test(cell.trim())) return day(cell, order);
  return certain(cell);
}

/** The decimal mark of a column of amounts; null where none of them tells. */
export function decimalOf(cells: readonly Cell[]): Decimal | null {
  const votes = { '.': 0, ',': 0 };
  for (const cell of cells) {
    const digits = typeof cell === 'string' ? /\d[\d.,\s'’]*/.exec(cell)?.[0].replace(/[\s'’]/g, '').replace(/[.,]$/, '') : undefined;
    const marks = digits?.match(/[.,]/g) as Decimal[] | null | undefined;
    if (!digits || !marks) continue;
    const last = marks.at(-1)!;
    const other = last === '.' ? ',' : '.';
    const [head, tail] = [digits.slice(0, digits.indexOf(marks[0]!)), digits.slice(digits.lastIndexOf(last) + 1)];
    if (marks.includes(other)) votes[last] += 1; // 1,234.50
    else if (marks.length > 1) votes[other] += 1; // 1.234.567
    else if (tail.length !== 3 || head.length > 3 || head === '0') votes[last] += 1; // 12.5, 1234.500
  }
  return votes['.'] === votes[','] ? null : votes['.'] > votes[','] ? '.' : ',';
}

/** A number in the column's writing; `rounded` where it was abbreviated (`42.7K`, `12万`). */
export function figureIn(cell: Cell, decimal: Decimal | null): { value: number; rounded?: true } | undefined {
  if (typeof cell === 'number') return Number.isFinite(cell) ? { value: cell } : undefined;
  if (typeof cell !== 'string') return undefined;
  const text = cell.trim().replace(/[\s'’]/g, '');
  if (/\d[kmb千万萬亿億](?![a-z])/i.test(text)) return number(text);
  const digits = /\d[\d.,]*/.exec(text)?.[0];
  // Nothing but a sign, a currency or brackets may stand around the digits, or it is another kind of text.
  if (!digits || /\d/.test(text.replace(digits, '')) || text.replace(digits, '').replace(/[-−+()%％]/g, '').length > 5) return undefined;
  const mark = decimal ?? (/[.,]\d{3}$/.test(digits) || !/[.,]/.test(digits) ? null : (/[.,](?=\d*$)/.exec(digits)![0] as Decimal));
  const plain = mark === null ? digits.replace(/[.,]/g, '') : digits.replaceAll(mark === '.' ? ',' : '.', '').replace(mark, '.');
  const value = Number(plain);
  if (!Number.isFinite(value) || plain.endsWith('.')) return undefined;
  return { value: /^[^\d]*[-−(]/.test(text) ? -value : value };
}

/** The currency that a cell names, by code or by a sign that means one only. */
export const currencyIn = (cell: Cell): string | undefined => (typeof cell === 'string' ? currency(cell.trim()) : undefined);

/** Whether a column holds shares of one (0.4) instead of percentages (40). */
export function isShare(cells: readonly Cell[]): boolean {
  if (cells.some((cell) => typeof cell === 'string' && /[%％]/.test(cell))) return false;
  const all = cells.flatMap((cell) => (isNothing(cell) ? [] : figureIn(cell, decimalOf(cells))?.value ?? []));
  return all.length > 0 && all.every((n) => n >= 0 && n <= 1) && all.some((n) => n > 0 && n < 1);
}
