/** Small readings that instruments, calculators and checks share: what counts as filled in, dates, numbers, rounding. */

/** A number with its unit as the sheets store it. */
export interface Metric {
  value?: number | string | null | undefined;
  unit?: string | null | undefined;
  period?: string | null | undefined;
}

/** A text with at least one character that is no space. */
export function hasText(value: unknown): value is string {
  return typeof value === 'string' && value.trim() !== '';
}

/**
 * Filled in: a text with content, any number or boolean, a list with a filled entry, an object with a filled entry.
 * A metric (an object with `value`) counts by its value alone: a unit without a number says nothing.
 */
export function isFilled(value: unknown): boolean {
  if (value === null || value === undefined) return false;
  if (typeof value === 'string') return hasText(value);
  if (typeof value === 'number') return !Number.isNaN(value);
  if (Array.isArray(value)) return value.some(isFilled);
  if (typeof value === 'object') {
    return 'value' in value ? isFilled(value.value) : Object.values(value).some(isFilled);
  }
  return true;
}

/** The number itself if it is one, else null. */
export function numberOr(value: unknown): number | null {
  return typeof value === 'number' && Number.isFinite(value) ? value : null;
}

/** Number and unit of a metric, also when they were typed as one text (`15 % less downtime`); null for what is not there. */
export function metricOf(value: unknown): { number: number | null; unit: string | null } {
  const metric = typeof value === 'object' && value !== null && 'value' in value ? (value as Metric) : { value: value as Metric['value'] };
  const typed = hasText(metric.value) ? /^\s*([+-]?\d+(?:[.,]\d+)?)(?:\s*(\D.*))?$/s.exec(metric.value) : null;
  const number = typed ? Number(typed[1]!.replace(',', '.')) : numberOr(metric.value);
  return { number, unit: hasText(metric.unit) ? metric.unit : (typed?.[2]?.trim() || null) };
}

const MS_PER_DAY = 86_400_000;

/** Days read before: a deal names the same few again and again. */
const days = new Map<string, number | null>();
const MOST_DAYS = 4_000;

/** Calendar day as a running number; a time of day is cut off. null if it is no date. */
export function dayOf(date: unknown): number | null {
  if (typeof date !== 'string') return null;
  const known = days.get(date);
  if (known !== undefined) return known;
  const time = /^\d{4}-\d{2}-\d{2}/.test(date) ? Date.parse(`${date.slice(0, 10)}T00:00:00Z`) : Number.NaN;
  const day = Number.isNaN(time) ? null : time / MS_PER_DAY;
  if (days.size >= MOST_DAYS) days.clear();
  if (date.length <= 40) days.set(date, day);
  return day;
}

/** Whole days from `a` to `b` (negative if `b` is earlier); null if one is no date. */
export function daysBetween(a: unknown, b: unknown): number | null {
  const from = dayOf(a);
  const to = dayOf(b);
  return from === null || to === null ? null : to - from;
}

/** `a` on the same day as `b` or later. */
export function onOrAfter(a: unknown, b: unknown): boolean {
  return (daysBetween(b, a) ?? -1) >= 0;
}

/** Takes floating-point noise off before a comparison or a ceil: nine decimals. */
export function clean(value: number): number {
  return Math.round(value * 1e9) / 1e9;
}

/** Whole number, halves up. */
export function halfUp(value: number): number {
  return Math.floor(clean(value) + 0.5);
}

export function sumOf(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0);
}

/** null for an empty list. */
export function averageOf(values: readonly number[]): number | null {
  return values.length > 0 ? sumOf(values) / values.length : null;
}
