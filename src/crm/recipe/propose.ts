/**
 * From the element a person pointed at to ways of finding it again: what was put there for scripts, its label, its role,
 * names that people gave, and its place among its neighbours last. Never a name that a build makes.
 */
import type { FieldName } from '../../domain/event.ts';
import { every, labelled, shownText, wordsIn } from './read.ts';
import { find, plain, seen, textOf, visible, type Root } from './rest.ts';
import { isHashed, TEST_ATTRIBUTES } from './selectors.ts';
import type { Finder, KnownStage, StageRule } from './types.ts';
import { closedOf, labelsFor } from './words.ts';

const quote = (value: string): string => `"${value.replace(/["\\]/g, '\\$&')}"`;
const CLICKABLE = 'button,a[href],[role=button],[role=tab],[role=option],[role=radio],[onclick]';
const CONTROL = 'input:not([type=hidden]),select,textarea';

/** The element and those around it that say nothing else. */
function sameWords(e: Element, scope: Root): Element[] {
  const text = shownText(e);
  const all = [e];
  for (let p = e.parentElement; p && p !== scope && all.length < 5 && shownText(p) === text && !p.matches('body,main'); p = p.parentElement) all.push(p);
  return all;
}

/** Attributes that people put there, as selectors. What repeats the value itself, or the record's id, is none. */
function attributes(e: Element, record: string): string[] {
  const text = shownText(e);
  return TEST_ATTRIBUTES.flatMap((name) => {
    const value = e.getAttribute(name);
    if (!value || value.length > 120 || value === text || (text && value.includes(text)) || (record && value.includes(record)) || /[0-9a-f]{8,}/i.test(value)) return [];
    // Numbers made by a framework, not by a person: `r3`, `:r1a:`, `react-select-2-input`.
    if (name === 'name' && isHashed(value)) return [];
    return [`[${name}=${quote(value)}]`];
  });
}

const names = (e: Element): string[] => [
  ...(e.id && !isHashed(e.id) ? [`#${CSS.escape(e.id)}`] : []),
  ...[...e.classList].filter((c) => !isHashed(c) && c.length >= 4 && /[-_]|[a-z]{6}/.test(c)).map((c) => `${e.localName}.${CSS.escape(c)}`),
];

/** The step from a parent to one of its children that no other number of children has. */
export function step(e: Element): string {
  const all = [...(e.parentElement?.children ?? [e])];
  const i = all.indexOf(e);
  return all.length === 1 ? `${e.localName}:nth-child(1):nth-last-child(1)` : `${e.localName}:nth-child(${i + 1}):nth-last-child(${all.length - i})`;
}

/** Down from the nearest thing with a name of its own. */
function structure(e: Element, scope: Root, record: string): string[] {
  const found: string[] = [];
  let path = step(e);
  for (let p = e.parentElement, depth = 0; p && depth < 9; p = p.parentElement, depth++) {
    const anchors = [...attributes(p, record), ...names(p), ...(/^(main|header|form|aside|dialog)$/.test(p.localName) ? [p.localName] : []), ...(p.getAttribute('role') && !/presentation|none/.test(p.getAttribute('role')!) ? [`[role=${quote(p.getAttribute('role')!)}]`] : [])];
    for (const a of anchors) found.push(`${a} > ${path}`);
    if (p === scope || p.localName === 'body') {
      if (p.localName === 'body') found.push(`body > ${path}`);
      break;
    }
    path = `${step(p)} > ${path}`;
  }
  return found;
}

/** The label beside or before an element, and how far up it stands. */
export function labelOf(e: Element, scope: Root): { label: string; up: number } | null {
  const control = e as HTMLInputElement;
  const own = control.labels?.[0] ?? null;
  if (own) {
    const text = [...wordsIn(own)].find((n) => plain(n.nodeValue!))?.nodeValue;
    if (text) return { label: text.trim(), up: 0 };
  }
  const by = e.getAttribute('aria-labelledby') ?? '';
  const named = by && scope.querySelector(`[id="${CSS.escape(by.split(/\s+/)[0]!)}"]`);
  if (named) return { label: textOf(named), up: 0 };
  for (let v: Element | null = e, depth = 0; v && v !== scope && depth < 4; v = v.parentElement, depth++) {
    const before = v.previousElementSibling;
    if (!before) continue;
    const text = textOf(before);
    if (!text || text.length > 60 || before.querySelector(CONTROL)) return null;
    const nodes = [...wordsIn(before)].filter((n) => plain(n.nodeValue!));
    if (nodes.length !== 1) return null;
    let up = 0;
    for (let p = nodes[0]!.parentElement; p && p !== before; p = p.parentElement) up++;
    return up <= 6 ? { label: nodes[0]!.nodeValue!.trim(), up } : null;
  }
  return null;
}

/** What is really meant by the element pointed at: the control inside, the picture's neighbour. */
export function meant(e: Element): Element {
  const drawing = e.closest('svg');
  const at = drawing?.parentElement ?? e;
  const controls = at.querySelectorAll(CONTROL);
  return controls.length === 1 && !at.matches(CONTROL) && plain(textOf(at)) === '' ? controls[0]! : at.localName === 'option' ? at.closest('select') ?? at : at;
}

/** Ways to find this element again, the sturdiest first; each of them was tried. `label` is the one that a person would name. */
export function propose(pointed: Element, field: FieldName, scope: Root, record = ''): { find: Finder[]; label?: string } {
  const e = meant(pointed);
  const text = shownText(e);
  const around = sameWords(e, scope);
  const look = every([]);
  const leads = (finder: Finder): boolean => {
    const got = find(scope, [finder], look);
    return got !== undefined && (around.includes(got) || got.contains(e) || e.contains(got)) && shownText(got) === text;
  };
  const css = (list: string[]): Finder[] => list.filter((s, i) => list.indexOf(s) === i).map((c) => ({ css: c })).filter(leads);
  let label: string | undefined;
  const labels: Finder[] = [];
  for (const v of around) {
    const beside = labelOf(v, scope);
    if (!beside || labels.length) continue;
    const finder: Finder = { label: labelsFor(field, beside.label), ...(beside.up && { up: beside.up }) };
    // Words that mean the field in another language must not mean another field on this page.
    const alone: Finder = { label: [beside.label], ...(beside.up && { up: beside.up }) };
    const wide = [...labelled(scope, finder)].length === [...labelled(scope, alone)].length;
    if (leads(wide ? finder : alone)) {
      labels.push(wide ? finder : alone);
      label = beside.label;
    }
  }
  const heading = around.flatMap((v) => {
    const level = /^h[1-3]$/.test(v.localName) ? v.localName : v.getAttribute('role') === 'heading' ? '[role="heading"]' : '';
    return level ? [`main ${level}`, `[role="main"] ${level}`, `[role="dialog"] ${level}`, level] : [];
  });
  const sturdy = css(around.flatMap((v) => attributes(v, record))).slice(0, 2);
  const byRole = css(heading).slice(0, 1);
  const byName = css(around.flatMap(names)).slice(0, 2);
  const byPlace = css(structure(e, scope, record)).sort((a, b) => ('css' in a && 'css' in b ? a.css.length - b.css.length : 0)).slice(0, 1);
  return { find: [...sturdy, ...labels, ...byRole, ...byName, ...byPlace].slice(0, 6), ...(label && { label }) };
}

/** Items of a row: the element's nearest brothers of the same kind with words of their own. */
function rowOf(pointed: Element): Element[] {
  for (let e: Element | null = pointed, depth = 0; e && depth < 4; e = e.parentElement, depth++) {
    const all = [...(e.parentElement?.children ?? [])].filter((x) => x.localName === e!.localName && x.getAttribute('role') === e!.getAttribute('role') && visible(x));
    const texts = all.map(textOf);
    if (all.length >= 3 && texts.every((t) => t !== '' && t.length <= 60) && new Set(texts).size === all.length) return all;
  }
  return [];
}

/** What only one of the items has: words of accessibility, data, or a name that people gave. */
function markOf(items: Element[], at: number): string | undefined {
  const has = (css: string): number[] => items.flatMap((e, i) => (e.matches(css) || e.querySelector(css) ? [i] : []));
  const only = (css: string): boolean => {
    const found = has(css);
    return found.length === 1 && (at < 0 || found[0] === at);
  };
  for (const css of ['[aria-current]:not([aria-current="false"])', '[aria-selected="true"]', '[aria-checked="true"]', '[aria-pressed="true"]', '[aria-disabled="true"]', ':disabled']) if (css !== ':disabled' && only(css)) return css;
  const candidates = (at < 0 ? items : [items[at]!]).flatMap((item) => [item, ...item.querySelectorAll('*')]).flatMap((e) => [
    ...[...e.attributes].filter((a) => a.name.startsWith('data-') && !/react|index|key/.test(a.name) && a.value.length <= 40).map((a) => (a.value ? `[${a.name}=${quote(a.value)}]` : `[${a.name}]`)),
    ...[...e.classList].filter((c) => !isHashed(c)).map((c) => `.${CSS.escape(c)}`),
  ]);
  const unique = [...new Set(candidates)].filter(only);
  // Without a person's hint only words that say so.
  return unique.find((c) => /current|active|selected|now|checked/i.test(c)) ?? (at >= 0 ? unique.find((c) => /state|status/i.test(c)) : undefined);
}

/** Attribute in which every item carries something of its own. */
function idOf(items: Element[]): string | undefined {
  const of = (e: Element, name: string): string | null => (e.hasAttribute(name) ? e : e.querySelector(`[${name}]`))?.getAttribute(name) ?? null;
  const namesOf = [items[0]!, ...items[0]!.querySelectorAll('*')].flatMap((e) => [...e.attributes].map((a) => a.name));
  return [...new Set(namesOf)].filter((n) => /^data-|^value$/.test(n) && !/react|index|testid|test-id/.test(n)).find((n) => {
    const values = items.map((e) => of(e, n));
    return values.every((v) => v !== null && v !== '' && v.length <= 100) && new Set(values).size === items.length;
  });
}

/** The whole control, from one of its stages; null where no row of stages is seen, `alike` where the present one does not stand out. */
export function proposeStages(pointed: Element, scope: Root, record = ''): { rule: StageRule; now: string; stages: KnownStage[] } | 'alike' | null {
  const e = meant(pointed);
  if (e.localName === 'select') {
    const select = e as HTMLSelectElement;
    const { find: finders } = propose(e, 'stage', scope, record);
    const options = [...select.options].filter((o) => o.value !== '');
    const known = options.map((o) => stage(o.value, o.text.trim()));
    return { rule: { find: finders, id: 'value', known }, now: select.selectedOptions[0]?.text.trim() ?? '', stages: known };
  }
  const items = rowOf(e);
  if (!items.length) return null;
  const parent = items[0]!.parentElement!;
  const tail = items[0]!.getAttribute('role') ? `[role=${quote(items[0]!.getAttribute('role')!)}]` : items[0]!.localName;
  const heads = [...attributes(parent, record), ...(parent.getAttribute('role') ? [`[role=${quote(parent.getAttribute('role')!)}]`] : []), ...names(parent), ...structure(parent, scope, record)];
  const own = attributes(items[0]!, record).filter((css) => seen(scope, css).length === items.length);
  const is = (css: string): boolean => {
    const got = seen(scope, css);
    return got.length === items.length && got.every((x, i) => x === items[i]);
  };
  const css = [...own, ...heads.map((h) => `${h} > ${tail}`)].find(is);
  if (!css) return null;
  const id = idOf(items);
  const mark = markOf(items, -1) ?? markOf(items, items.findIndex((x) => x.contains(e)));
  if (!mark) return 'alike';
  const at = items.findIndex((x) => x.matches(mark) || x.querySelector(mark));
  const known = items.map((x, i) => {
    const own = id ? (x.hasAttribute(id) ? x : x.querySelector(`[${id}]`))!.getAttribute(id)! : '';
    return stage(own || textOf(x) || String(i + 1), textOf(x));
  });
  const clickable = items.every((x) => x.matches(CLICKABLE) || x.querySelector(CLICKABLE));
  return { rule: { items: css, current: mark, ...(id && { id }), ...(clickable && { moves: 'item' }), known }, now: textOf(items[at]!), stages: known };
}

function stage(id: string, label: string): KnownStage {
  const closed = closedOf(label);
  return { id: id.slice(0, 400), labels: [label.slice(0, 400)], ...(closed && { closed }) };
}
