/** Days with the month in words, as many CRMs show them: `Feb 26, 2027`, `26. Februar 2027`. */

const pad = (n: number): string => String(n).padStart(2, '0');
const tables = new Map<string, Map<string, number>>();

/** Names of the months of a language, long and short, with English. */
function monthsOf(lang: string): Map<string, number> {
  const known = tables.get(lang);
  if (known) return known;
  const names = new Map<string, number>();
  for (const of of [lang, 'en']) for (const month of ['long', 'short'] as const) for (let i = 0; i < 12; i++) {
    try {
      const parts = new Intl.DateTimeFormat(of || 'en', { month, day: 'numeric', timeZone: 'UTC' }).formatToParts(Date.UTC(2027, i, 15));
      const name = parts.find((p) => p.type === 'month')!.value.toLowerCase().replace(/\.$/, '');
      if (!/\d/.test(name) && !names.has(name)) names.set(name, i + 1);
    } catch {
      // a language that this browser does not know
    }
  }
  tables.set(lang, names);
  return names;
}

/** `YYYY-MM-DD` of a text with one day, one month's name and one year of four digits; else undefined. */
export function wordedDay(text: string, lang = ''): string | undefined {
  const numbers = text.match(/\d+/g) ?? [];
  const years = numbers.filter((n) => n.length === 4);
  const days = numbers.filter((n) => n.length <= 2);
  if (years.length !== 1 || days.length !== 1 || numbers.length !== 2) return;
  const names = monthsOf(lang);
  const found = [...new Set((text.toLowerCase().match(/\p{L}+/gu) ?? []).map((w) => names.get(w)).filter((m) => m !== undefined))];
  const [year, month, day] = [+years[0]!, found[0], +days[0]!];
  if (found.length !== 1 || !month || day < 1 || day > new Date(Date.UTC(year, month, 0)).getUTCDate()) return;
  return `${year}-${pad(month)}-${pad(day)}`;
}
