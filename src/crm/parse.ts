/**
 * Numbers, money and days as a CRM shows them to a person. What could mean two things is undefined, never a guess.
 * Ships in the host's script: keep it small.
 */
import type { Money } from '../domain/event.ts';

/** Order of a numeric day: m/d/y, d/m/y or y/m/d. */
export type DayOrder = 'm' | 'd' | 'y';

/** At most `max` characters, the last one an ellipsis when something was cut. Spaces at the ends go. */
export const cut = (text: string | null | undefined, max = 10_000): string => {
  const t = (text ?? '').trim();
  return t.length > max ? t.slice(0, max - 1) + '…' : t;
};

const PARTS = /(\d{1,4})\s?[-/.年]\s?(\d{1,2})\s?[-/.月]\s?(\d{1,4})/;

/**
 * The order that the dates on one page share: the year first, a part over 12, or the padding that a language's home
 * region uses (1/5/2027 is American, 05/01/2027 is not; a user's language alone says little about the region).
 */
export const dayOrder = (texts: string[], lang = ''): DayOrder | undefined => {
  const found = new Set<DayOrder>();
  const hinted = new Set<DayOrder>();
  for (const text of texts) {
    const [, a, b] = PARTS.exec(text) ?? [];
    if (!a || !b) continue;
    if (a.length > 2) found.add('y');
    else if (+a > 12 || /\d\./.test(text)) found.add('d');
    else if (+b > 12) found.add('m');
    else if (/^en-US/i.test(lang) && (+a < 10 || +b < 10) && a[0] !== '0' && b[0] !== '0') hinted.add('m');
    else if (/^(en-(GB|IE|IN)|fr|it|pt|nl|es)/i.test(lang) && (a[0] === '0' || b[0] === '0')) hinted.add('d');
  }
  const sure = found.size ? found : hinted;
  return sure.size === 1 ? [...sure][0] : undefined;
};

/** `YYYY-MM-DD`, or undefined when the text is no day, or could be two different ones. */
export const day = (text: string, order?: DayOrder): string | undefined => {
  const p = PARTS.exec(text);
  if (!p) return;
  const [a, b, c] = [p[1]!, p[2]!, p[3]!];
  const [y, m, d] = a.length === 4 ? [a, b, c] : order === 'm' ? [c, a, b] : order === 'd' || a === b ? [c, b, a] : [];
  if (!y || y.length % 2) return;
  const iso = `${y.padStart(4, '20')}-${m!.padStart(2, '0')}-${d!.padStart(2, '0')}`;
  const at = new Date(iso + 'T00:00Z');
  return +at && at.toISOString().startsWith(iso) ? iso : undefined;
};

/** Symbols that name one currency wherever they are read. `$`, `¥`, `kr` do not. */
const SYMBOL = 'US$USD CA$CAD AU$AUD A$AUD NZ$NZD HK$HKD NT$TWD MX$MXN S$SGD R$BRL CN¥CNY JP¥JPY RMBCNY €EUR £GBP ₹INR ₩KRW ₽RUB ₺TRY złPLN KčCZK ￥JPY';

/** ISO code of the currency a text names, or undefined. `order` and `lang` stand in for the reader's region. */
export const currency = (text: string, lang = '', order?: DayOrder): string | undefined => {
  const sign = text.replace(/[\d\s.,'’()+−-]|[KMB]$/g, '');
  if (/^[A-Z]{3}$/.test(sign) && sign !== 'RMB') return sign;
  for (const pair of SYMBOL.split(' ')) if (pair.slice(0, -3) === sign) return pair.slice(-3);
  // An American page shows US dollars as $, a Chinese one yuan as ¥; anywhere else both are someone else's.
  return sign === '$' && order === 'm' ? 'USD' : sign === '¥' && lang.startsWith('zh') && order === 'y' ? 'CNY' : undefined;
};

const UNIT: Record<string, number> = { k: 1e3, m: 1e6, b: 1e9, 千: 1e3, 万: 1e4, 萬: 1e4, 亿: 1e8, 億: 1e8 };

/**
 * The first number of a text in any common grouping, e.g. `€420,000.00`, `420.000,00 €`, `1 234,5`, `12'000`, `$42.7K`.
 * `rounded` when the page abbreviated it.
 */
export const number = (text: string): { value: number; rounded?: true } | undefined => {
  // A second amount in brackets is the reader's own currency (Salesforce, several currencies).
  const first = text.replace(/(\d\D*)\(.*/, '$1').replace(/[\s'’]/g, '');
  const [, before, digits, unit] = /^(\D*?)(\d[\d.,]*)(?:([kmb千万萬亿億])(?![a-z]))?\D*$/i.exec(first) ?? [];
  if (!digits) return;
  const marks = digits.match(/[.,]/g) ?? [];
  const last = marks.at(-1) ?? '';
  const at = last ? digits.lastIndexOf(last) : -1;
  const tail = at < 0 ? 0 : digits.length - at - 1;
  const one = marks.length === 1;
  const same = marks.every((m) => m === last);
  // One kind of mark, three digits behind each: groups. Behind a unit, or with another count, it is the decimal mark.
  const group = same && tail === 3 && !unit && digits[0] !== '0';
  if (at >= 0 && !group && (!tail || same && !one || marks.filter((m) => m === last).length > 1)) return;
  if (group && one && /BHD|IQD|JOD|KWD|LYD|OMR|TND/.test(text)) return; // three decimals
  const value = +(group ? digits.replace(/[.,]/g, '') : digits.slice(0, at < 0 ? undefined : at).replace(/[.,]/g, '') + (at < 0 ? '' : '.' + digits.slice(at + 1)));
  const scale = unit ? UNIT[unit.toLowerCase()]! : 1;
  const signed = /[-−(]/.test(before!) ? -value : value;
  // 42.7 × 1000 in floating point is 42700.000000000004.
  return unit ? { value: Math.round(signed * scale), rounded: true } : { value: signed };
};

/** An amount with its currency, when the text names one. */
export const money = (text: string, lang?: string, order?: DayOrder): { value: Money; rounded?: true } | undefined => {
  const n = number(text);
  if (!n) return;
  const code = currency(text.replace(/(\d\D*)\(.*/, '$1'), lang, order);
  return { ...n, value: code ? { value: n.value, currency: code } : { value: n.value } };
};
