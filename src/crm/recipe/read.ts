/** The whole reading of a record by its recipe. Comes with the panel; what every page carries is in rest.ts. */
import type { FieldName, FieldReading } from '../../domain/event.ts';
import type { Adapter, CrmId, Fields, Reading } from '../contract.ts';
import { cut, day, dayOrder, money, number } from '../parse.ts';
import { wordedDay } from './days.ts';
import { find, isForeign, placeOf, plain, recipeAtRest, scopeOf, seen, stagesOf, staleness, textOf, visible, waiting, type Look, type Root } from './rest.ts';
import type { FieldRule, Finder, Ready } from './types.ts';

export type Kind = 'text' | 'money' | 'day' | 'percent' | 'ref';

/** What a field holds follows from its name. */
const KIND: Partial<Record<FieldName, Kind>> = { account: 'ref', contact: 'ref', owner: 'ref', amount: 'money', closeDate: 'day', created: 'day', probability: 'percent' };
export const kindOf = (name: FieldName): Kind => KIND[name] ?? 'text';
/** What CRMs put where nothing is. */
const NOTHING = /^[-–—.…]*$|^(n\/a|none|not set|no value)$/i;
const TRIES = 20;

export const langOf = (root: Root): string => (root.ownerDocument ?? (root as Document)).documentElement.lang;

/** One value as a page shows it; undefined where it could mean two things, or nothing at all. */
export function value(kind: Kind, text: string, world: { lang: string; order?: ReturnType<typeof dayOrder>; currency?: string | undefined }): Omit<FieldReading, 'from'> | undefined {
  if (NOTHING.test(text)) return { value: null };
  const { lang, order, currency } = world;
  if (kind === 'text') return { value: cut(text) };
  if (kind === 'ref') return { value: { label: cut(text) } };
  if (kind === 'day') {
    // With a time behind it a machine's own form is still that day.
    const at = /^\d{4}-\d\d-\d\d(?=T|$)/.exec(text)?.[0] ?? wordedDay(text, lang) ?? day(text, order);
    return at === undefined ? undefined : { value: at };
  }
  if (kind === 'percent') {
    const n = number(text.replace('%', ''));
    return n && n.value >= 0 && n.value <= 100 ? n : undefined;
  }
  // An amount among other words is no amount.
  if (/\p{L}{5,}/u.test(text)) return;
  const m = money(text, lang, order);
  return m && { ...m, value: { ...m.value, ...(!m.value.currency && currency && { currency }) } };
}

/** The words of an element without those of the buttons in it. */
export function shownText(e: Element): string {
  if (/^(input|textarea|select)$/.test(e.localName) || !e.querySelector('button,style,script')) return textOf(e);
  let text = '';
  for (const node of wordsIn(e)) {
    const aside = node.parentElement!.closest('button,style,script');
    if (!aside || aside.contains(e)) text += node.nodeValue!;
  }
  return text.replace(/\s+/g, ' ').trim();
}

export function* wordsIn(root: Root): Iterable<Node> {
  const walk = (root.ownerDocument ?? (root as Document)).createTreeWalker(root, 4);
  while (walk.nextNode()) yield walk.currentNode;
}

/** What a label stands for: the control it belongs to, or what stands next. */
export function* labelled(scope: Root, { label, up = 0 }: Extract<Finder, { label: string[] }>): Iterable<Element> {
  const wanted = label.map(plain);
  for (const node of wordsIn(scope)) {
    if (!wanted.includes(plain(node.nodeValue!))) continue;
    let e = node.parentElement!;
    const own = e.closest('label') as HTMLLabelElement | null;
    const control = own?.control ?? (own?.htmlFor && scope.querySelector(`[id="${CSS.escape(own.htmlFor)}"]`)) ?? (e.id && scope.querySelector(`[aria-labelledby~="${CSS.escape(e.id)}"]`));
    if (control) yield control;
    else {
      for (let i = up; i-- && e.parentElement; ) e = e.parentElement;
      const next = e.nextElementSibling;
      // Where the value is gone, the next label is none.
      if (next && !next.matches('dt,th,label') && !next.querySelector('dt,th,label')) yield next.querySelector('input,select,textarea') ?? next;
    }
  }
}

/** Every way to find; a value that reads like one of the labels is none. */
export const every = (labels: string[]): Look => (scope, finder) => {
  try {
    const found = 'css' in finder ? seen(scope, finder.css) : [...labelled(scope, finder)].filter(visible);
    return found.filter((e) => !labels.includes(plain(textOf(e))));
  } catch {
    return []; // no selector
  }
};

/** All labels that a recipe names. */
export const labelsOf = (recipe: Ready): string[] =>
  [...Object.values(recipe.fields).map((rule) => rule!.find), recipe.stage?.find ?? []].flat().flatMap((f) => ('label' in f ? f.label.map(plain) : []));

const shown = (rule: FieldRule, e: Element): string => (rule.attr ? e.getAttribute(rule.attr)?.trim() ?? '' : shownText(e));

/** All fields but the stage. `raw` is what they say, to tell one record from the next. */
export function readFields(recipe: Ready, scope: Root, root: Root, from: FieldReading['from']): { fields: Fields; missing: FieldName[]; raw: string } {
  const rules = Object.entries(recipe.fields) as [Exclude<FieldName, 'stage'>, FieldRule][];
  const look = every(labelsOf(recipe));
  const texts = new Map<Exclude<FieldName, 'stage'>, string>();
  const missing: FieldName[] = [];
  for (const [name, rule] of rules) {
    const e = find(scope, rule.find, look);
    if (e && (!rule.attr || e.hasAttribute(rule.attr))) texts.set(name, shown(rule, e));
    else missing.push(name);
  }
  const lang = langOf(root);
  const order = recipe.dates ?? dayOrder([...texts].filter(([name]) => kindOf(name) === 'day').map(([, text]) => text), lang);
  const fields: Fields = {};
  for (const [name, text] of texts) {
    const read = value(kindOf(name), text, { lang, order, currency: recipe.currency });
    if (read) fields[name] = { ...read, from };
    else missing.push(name);
  }
  return { fields, missing, raw: [...texts].join('\n') };
}

export function recipeAdapter(recipe: Ready, crm: CrmId, from: FieldReading['from'] = 'taught'): Adapter {
  const rest = recipeAtRest(recipe, crm, from);
  const stale = staleness();
  /** The record whose name was looked for in vain, and how often. */
  let vain: [record: string, tries: number] = ['', 0];
  return {
    ...rest,

    read(root, url): Reading {
      const place = placeOf(recipe, crm, url);
      if (!place) return rest.glance(root, url);
      const look = every(labelsOf(recipe));
      const scope = scopeOf(recipe, root, (part) => find(part, recipe.fields.name?.find, look));
      if (!scope) return waiting;
      const { fields, missing, raw } = readFields(recipe, scope, root, from);
      const { now, stages } = stagesOf(recipe.stage, scope, isForeign(recipe, root), look);
      if (now) fields.stage = { value: now, from };
      else if (recipe.stage) missing.push('stage');
      if (!fields.name?.value) {
        vain = [place.record, vain[0] === place.record ? vain[1] + 1 : 0];
        // The name alone may have gone from this page; with nothing else either, the page is not there yet.
        if (vain[1] < TRIES || Object.values(fields).filter((f) => f.value !== null).length < 2) return waiting;
      }
      if (stale(place.record, raw + now?.id)) return waiting;
      return { kind: 'deal', place, fields, missing, stages: stages.filter((s) => !!s) };
    },
  };
}

/** Another adapter with taught fields laid over it; where they are not found, its own stand. */
export function overlaid(adapter: Adapter, recipe: Ready): Adapter {
  return {
    ...adapter,
    read(root, url) {
      const reading = adapter.read(root, url);
      if (reading.kind !== 'deal') return reading;
      const { fields, missing } = readFields(recipe, root, root, 'taught');
      const { now } = stagesOf(recipe.stage, root, isForeign(recipe, root), every(labelsOf(recipe)));
      // The same stage by the CRM's own id.
      const own = now && reading.stages?.find((s) => s.id === now.id || plain(s.label) === plain(now.label));
      const stage = own ?? (reading.stages?.length ? undefined : now);
      if (stage) fields.stage = { value: stage, from: 'taught' };
      const all = { ...reading.fields, ...fields };
      return { ...reading, fields: all, missing: [...new Set([...reading.missing, ...missing])].filter((name) => !all[name]) };
    },
  };
}
