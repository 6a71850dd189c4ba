/** Lists and boards by a recipe. Where it says nothing of them, every link to a record is a deal. */
import type { CrmId, DealOnList, ListReader } from '../contract.ts';
import type { FieldReading, StageRef } from '../../domain/event.ts';
import { dayOrder } from '../parse.ts';
import { kindOf, langOf, value } from './read.ts';
import { isAt, placeOf, plain, seen, textOf } from './rest.ts';
import type { ListRule, Ready } from './types.ts';

type Column = keyof NonNullable<ListRule['fields']>;

export function recipeList(recipe: Ready, crm: CrmId, from: FieldReading['from'] = 'taught'): ListReader {
  const rule = recipe.list;
  const known = recipe.stage?.known ?? [];

  const stageOf = (row: Element): StageRef | undefined => {
    const at = rule?.stage;
    const e = at?.column ? row.closest(at.column) : at?.css ? row.querySelector(at.css) : null;
    if (!at || !e) return;
    const title = at.title ? e.querySelector(at.title) : e;
    const label = at.column && !at.title ? '' : textOf(title ?? e);
    const id = at.id ? e.getAttribute(at.id) ?? '' : '';
    const k = known.find((s) => (id ? s.id === id : s.labels.some((l) => plain(l) === plain(label))));
    const own = id || k?.id || label;
    const closed = k?.closed ?? (/\b(won|lost)\b/i.exec(`${id} ${label}`)?.[1]!.toLowerCase() as StageRef['closed']);
    return own ? { id: own.slice(0, 400), label: (label || k?.labels[0] || own).slice(0, 400), ...(closed && { closed }) } : undefined;
  };

  return {
    id: crm,

    list(root, url) {
      if (!isAt(recipe.site, url) || placeOf(recipe, crm, url)) return null;
      const rows = rule ? seen(root, rule.row) : seen(root, 'a[href]');
      const deals = new Map<string, DealOnList>();
      let org = url.host;
      const lang = langOf(root);
      const columns = Object.entries(rule?.fields ?? {}) as [Column, string][];
      const dates = columns.filter(([name]) => kindOf(name) === 'day').flatMap(([, css]) => rows.map((row) => row.querySelector(css)).filter((e) => e !== null).map(textOf));
      const order = recipe.dates ?? dayOrder(dates, lang);
      for (const row of rows) {
        const links = (row.matches('a[href]') ? [row] : [...row.querySelectorAll('a[href]')]) as HTMLAnchorElement[];
        const link = links.find((a) => URL.canParse(a.getAttribute('href')!, url.href) && placeOf(recipe, crm, new URL(a.getAttribute('href')!, url.href)));
        const place = link && placeOf(recipe, crm, new URL(link.getAttribute('href')!, url.href));
        const record = (rule?.record && row.getAttribute(rule.record)) || place?.record;
        const anchor = (rule?.name ? row.querySelector(rule.name) : link) ?? link;
        if (!record || !anchor || deals.has(record) || !textOf(anchor)) continue;
        if (place) org = place.org;
        const deal: DealOnList = { record, anchor, fields: { name: { value: textOf(anchor).slice(0, 10_000), from } } };
        const stage = stageOf(row);
        if (stage) deal.fields.stage = { value: stage, from };
        for (const [name, css] of columns) {
          const e = row.querySelector(css);
          const read = e && value(kindOf(name), textOf(e), { lang, order, currency: recipe.currency });
          if (read) deal.fields[name] = { ...read, from };
        }
        deals.set(record, deal);
      }
      // One link may stand anywhere; a list has a shape that was taught, or several.
      if (!deals.size || (!rule && deals.size < 2)) return null;
      const part = [...deals.values()][0]!.anchor.closest('[aria-rowcount],[role=grid],table,main') ?? root;
      const told = Number((part as Element).getAttribute?.('aria-rowcount') ?? 0);
      return { org, view: rule?.view ?? 'list', deals: [...deals.values()], more: told > deals.size };
    },

    watch: (root, url) => (isAt(recipe.site, url) && !placeOf(recipe, crm, url) ? root.body : null),
  };
}
