/**
 * Messages in English and Chinese. A message is a string, or a function of its values, so that a missing value,
 * a missing key or a missing language is a type error and no parser has to be shipped.
 */
import type { Lang } from '../wire/messages.ts';
import { en, type Messages } from './en/index.ts';
import { zh } from './zh/index.ts';

export type { Messages };

/** All messages of a language. */
export function messages(lang: Lang): Messages {
  return lang === 'zh-CN' ? zh : en;
}

/** English plural: `n` picks the form; Chinese messages need none. */
export function plural(n: number, one: string, other: string): string {
  return new Intl.PluralRules('en').select(n) === 'one' ? one : other;
}

/** Picks the language of a method's own text. */
export function pick(text: { en: string; zh: string }, lang: Lang): string {
  return lang === 'zh-CN' ? text.zh : text.en;
}

/** `26 Feb 2027` or `2027年2月26日`, from a calendar day; other text is returned as it is. */
export function showDay(day: string, lang: Lang): string {
  const date = /^\d{4}-\d{2}-\d{2}$/.test(day) ? new Date(`${day}T00:00:00Z`) : null;
  if (!date || Number.isNaN(date.getTime())) return day;
  return new Intl.DateTimeFormat(lang === 'zh-CN' ? 'zh-CN' : 'en-GB', {
    day: 'numeric', month: lang === 'zh-CN' ? 'long' : 'short', year: 'numeric', timeZone: 'UTC',
  }).format(date);
}

/** A moment in the reader's own time zone: `26 Feb, 10:42`. */
export function showMoment(ms: number, lang: Lang): string {
  return new Intl.DateTimeFormat(lang === 'zh-CN' ? 'zh-CN' : 'en-GB', { day: 'numeric', month: 'short', hour: '2-digit', minute: '2-digit' }).format(ms);
}

/** `€420,000`, or the plain number where the CRM names no currency or one that Intl does not know. */
export function showMoney(amount: { value: number; currency?: string | undefined }, lang: Lang): string {
  const locale = lang === 'zh-CN' ? 'zh-CN' : 'en-GB';
  const digits = { maximumFractionDigits: Number.isInteger(amount.value) ? 0 : 2 };
  if (amount.currency && /^[A-Z]{3}$/.test(amount.currency)) {
    return new Intl.NumberFormat(locale, { style: 'currency', currency: amount.currency, currencyDisplay: 'narrowSymbol', ...digits }).format(amount.value);
  }
  return new Intl.NumberFormat(locale, digits).format(amount.value);
}
