/**
 * A CRM by its recipe, as far as every page of it carries it: which record, which stage, which move is being made. At rest
 * only sturdy selectors are used; labels and places in the structure are looked up by the whole reading, in read.ts.
 */
import type { FieldReading, StageRef } from '../../domain/event.ts';
import type { AtRest, CrmId, Place, Reading } from '../contract.ts';
import type { Finder, Ready, StageRule } from './types.ts';

export type Root = Document | Element;
/** What a finder leads to; all that can be seen. */
export type Look = (scope: Root, finder: Finder) => Element[];

export const waiting: Reading = { kind: 'unrecognised', clue: 'waiting' };

export const isAt = (sources: string[], { href }: URL): RegExpExecArray | undefined => sources.map((s) => RegExp(s).exec(href)!).find((m) => m);

export function placeOf(recipe: Ready, crm: CrmId, url: URL): Place | null {
  const { id, org } = isAt(recipe.at, url)?.groups ?? {};
  return id ? { crm, org: url.host + (org ? `/${org}` : ''), record: /-.*-/.test(id) ? id.toLowerCase() : id } : null;
}

/** The words of a control or an element. */
export function textOf(e: Element): string {
  const { value, selectedOptions } = e as HTMLSelectElement;
  return (selectedOptions ? selectedOptions[0]?.text ?? '' : e.matches('input,textarea') ? value : e.textContent!).replace(/\s+/g, ' ').trim();
}

export const plain = (text: string): string => text.replace(/[\s*:：]+/g, ' ').trim().toLowerCase();
export const visible = (e: Element): boolean => e.checkVisibility?.({ visibilityProperty: true }) !== false;

/** All that match and can be seen, in this scope: what lies in a dialog over it is another matter. */
export function seen(scope: Root, css: string): HTMLElement[] {
  return [...scope.querySelectorAll<HTMLElement>(css)].filter((e) => (e.closest('[role*=dialog],dialog')?.contains(scope) ?? true) && visible(e));
}

const isSturdy = (finder: Finder): finder is { css: string } => 'css' in finder && !finder.css.includes(':nth-');
const sturdy: Look = (scope, finder) => (isSturdy(finder) ? seen(scope, finder.css) : []);

/** The one element that the finders lead to; several are one when they say the same. */
export function find(scope: Root, finders: Finder[] = [], look = sturdy): Element | undefined {
  for (const finder of finders) {
    const found = look(scope, finder);
    if (new Set(found.map(textOf)).size === 1) return found[0];
  }
  return;
}

/** The part of the page that shows the record, or undefined while it is not there. */
export const scopeOf = (recipe: Ready, root: Root, has: (part: Root) => unknown): Root | undefined =>
  recipe.scope ? recipe.scope.flatMap((css) => [...root.querySelectorAll(css)].reverse()).find((part) => visible(part) && has(part)) : root;

/** The stages that a control lists and the present one. `foreign`: the page is in another language than the recipe's words. */
export function stagesOf({ find: finders, items: css, current, id: attr, known = [] }: StageRule = {}, scope: Root, foreign: boolean, look?: Look): { items: Element[]; at: number; stages: (StageRef | undefined)[]; now?: StageRef | undefined } {
  const one = find(scope, finders, look) as HTMLSelectElement | undefined;
  const items: Element[] = one?.options ? [...one.options] : css ? seen(scope, css) : [];
  const stage = (e: Element, i: number): StageRef | undefined => {
    const id = attr ? (e.matches(`[${attr}]`) ? e : e.querySelector(`[${attr}]`))?.getAttribute(attr) : '';
    const label = textOf(e).slice(0, 400);
    const k = known.find((x) => (id ? x.id === id : x.labels.map(plain).includes(plain(label)))) ?? (id || known.length !== items.length ? undefined : known[i]);
    // Words in another language are no id.
    const own = id || k?.id || (foreign ? '' : label);
    const closed = k?.closed ?? (/\b(won|lost)\b/i.exec(`${own} ${label}`)?.[1]!.toLowerCase() as StageRef['closed']);
    return own ? { id: own.slice(0, 400), label: label || own, ...(closed && { closed }) } : undefined;
  };
  const stages = items.map(stage);
  const mark = current ?? '[aria-current]:not([aria-current=false]),[aria-selected=true],[aria-checked=true],[aria-pressed=true]';
  const marked = items.flatMap((e, i) => (one?.options ? one.selectedIndex === i : e.matches(mark) || e.querySelector(mark)) ? [i] : []);
  const at = marked.length === 1 ? marked[0]! : -1;
  return { items, at, stages, now: stages[at] ?? (one && !one.options ? stage(one, -1) : undefined) };
}

/** Whether the page's language is another one than the recipe's words. */
export const isForeign = ({ lang }: Ready, root: Root): boolean => {
  const own = (root.ownerDocument ?? (root as Document)).documentElement.lang;
  return !!lang && !!own && own.slice(0, 2) !== lang.slice(0, 2);
};

/** The record last seen and its values: the address changes before the page does. A record equal in all is believed in the end. */
export function staleness(): (record: string, values: string) => boolean {
  let last: [id: string, values: string, tries: number] = ['', '', 0];
  return (record, values) => {
    if (last[0] && last[0] !== record && last[1] === values && last[2]++ < 40) return true;
    last = [record, values, 0];
    return false;
  };
}

export function recipeAtRest(recipe: Ready, crm: CrmId, from: FieldReading['from'] = 'taught'): AtRest {
  const stale = staleness();
  const place = (url: URL) => placeOf(recipe, crm, url);
  const nameIn = (part: Root) => find(part, recipe.fields.name?.find);
  // A name that only its label or its place tells is not looked for at rest.
  const named = () => recipe.fields.name?.find.some(isSturdy);
  const within = (root: Root) => scopeOf(recipe, root, (part) => !named() || nameIn(part));
  const stages = (root: Root, part: Root) => stagesOf(recipe.stage, part, isForeign(recipe, root));
  return {
    id: crm,
    intentEvents: ['click'],
    place,

    glance(root, url) {
      const here = place(url);
      const { list } = recipe;
      if (!here) return { kind: 'elsewhere', ...(list && seen(root, list.row)[0] && { view: list.view }) };
      const scope = within(root);
      const name = scope && nameIn(scope);
      const all = scope && stages(root, scope);
      const values = (name ? textOf(name) : '') + (all?.now?.id ?? '');
      return !all || (values ? stale(here.record, values) : named()) ? waiting
        : { kind: 'deal', place: here, fields: all.now ? { stage: { value: all.now, from } } : {}, missing: all.now || !recipe.stage ? [] : ['stage'], stages: all.stages.filter((s) => !!s) };
    },

    intent(event, root, url) {
      const rule = recipe.stage;
      const target = event.target as HTMLElement;
      const scope = rule?.moves && place(url) && within(root);
      if (!scope) return null;
      const direct = rule.moves === 'item';
      const on = target.closest(direct ? rule.items! : rule.moves!);
      if (!on || !scope.contains(on)) return null;
      const { items, at, stages: all } = stages(root, scope);
      const picked = rule.picked ? items.findIndex((e) => e.matches(rule.picked!)) : -1;
      const next = direct ? items.indexOf(on) : picked < 0 || picked === at ? at + 1 : picked;
      return all[next] && next !== at ? { to: all[next], how: direct ? 'path' : 'button', replay: () => target.click() } : null;
    },

    // What the page draws anew goes with everything above it: only the page itself stays.
    watch: (root, url) => place(url) && root.body,

    refusal: (root) => (recipe.refusal && seen(root, recipe.refusal).map(textOf).find((t) => t)) || null,
  };
}
