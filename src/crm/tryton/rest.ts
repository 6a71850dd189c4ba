/** What every Tryton page carries at rest: where are we, which stage, which move is being made. The whole reading is in page.ts. */
import type { AtRest, Place } from '../contract.ts';
import { BUTTON, MODEL, stage } from './stages.ts';

type Root = Document | Element;
type Input = HTMLInputElement;

export const place = (url: URL): Place | null => {
  const m = /^#([^/;]+)\/model\/([^/;]+)\/(\d+)(?=;|$)/.exec(url.hash);
  return m && m[2] === MODEL && url.pathname === '/' && /^https?:/.test(url.protocol)
    ? { crm: 'tryton', org: `${url.host}/${m[1]}`, record: String(+m[3]!) }
    : null;
};

/** Tabs of earlier records stay in the page, with the same names; notebooks inside a form are panes too. */
export const paneOf = (root: Root): Element | null => root.querySelector('#tabcontent > .tab-pane.active');
/** Controls of lists and forms nested in the record's own form belong to other records. */
const nested = '.form-one2many, .form-many2many, .modal';
export const all = (pane: Element, css: string): Input[] => [...pane.querySelectorAll(css)].filter((e) => !e.closest(nested)) as Input[];

/** Values of selections are JSON: `"lead"`; the empty choice is `null` or nothing. */
export const idOf = (value: string): string => /^"([\w-]{1,80})"$/.exec(value ?? '')?.[1] ?? '';
/** None where two of them differ: which would be the record's? */
export const stateOf = (pane: Element | null): HTMLSelectElement | undefined => {
  const found = pane ? all(pane, 'select[name=state]') as unknown as HTMLSelectElement[] : [];
  return found.find((s) => found.every((other) => other.value === s.value));
};

/** What a page is that shows no opportunity's record, or null when it shows one. */
export function other(root: Root, url: URL): ReturnType<AtRest['glance']> | null {
  if (!root.querySelector('#tabcontent')) return { kind: 'elsewhere' };
  // The menu is filled once someone is in; the login dialog stands over an empty one.
  if (root.querySelector('.modal input#database, .modal #ask-dialog-entry[type=password]')) return { kind: 'unrecognised', clue: 'signed-out' };
  if (place(url)) return null;
  if (!url.hash.includes(`/model/${MODEL}`)) return { kind: 'elsewhere' };
  // A saved record has a number: with one, the form is the last page's, about to go.
  const pane = paneOf(root);
  return stateOf(pane) && !all(pane!, 'input[name=number]')[0]?.value ? { kind: 'unrecognised', clue: 'new-record' } : { kind: 'elsewhere', view: 'list' };
}

/** Per tab, and of the page, whose tabs may be drawn anew: the record last seen, and its values. The address changes before the form does. */
const last = new WeakMap<Node, [id: string, values: string, tries: number]>();

/**
 * Whether a tab still shows the values of the record before; a record equal in all of them is believed in the end, but not
 * before the client has added `;name=…` to the address, which it does once the record's own tab stands.
 */
export function isStale(pane: Element, record: string, { hash }: URL): boolean {
  const values = all(pane, 'input[name]').map((i) => i.value).join('\n') + stateOf(pane)?.value;
  const places = [pane, pane.ownerDocument];
  const stale = places.some((at) => {
    const before = last.get(at);
    return before && before[0] !== record && before[1] === values && (!hash.includes(';') || before[2]++ < 40);
  });
  if (!stale) for (const at of places) last.set(at, [record, values, 0]);
  return stale;
}

export const trytonAtRest: AtRest = {
  id: 'tryton',
  intentEvents: ['click'], // Enter and Space on a button arrive as clicks
  place,

  glance(root, url) {
    const not = other(root, url);
    if (not) return not;
    const here = place(url)!;
    const pane = paneOf(root);
    const state = stateOf(pane);
    const id = idOf(state?.value ?? '');
    // An empty form is painted first, its values come with the server's answer.
    const values = pane ? all(pane, 'input[name]').map((i) => i.value).join('') : '';
    if (!pane || !id || !values || isStale(pane, here.record, url)) return { kind: 'unrecognised', clue: 'waiting' };
    const stages = [...state!.options].flatMap((o) => (idOf(o.value) ? [stage(idOf(o.value), o.text)] : []));
    return { kind: 'deal', place: here, fields: { stage: { value: stages.find((s) => s.id === id)!, from: 'page' } }, missing: [], stages };
  },

  intent(event, root, url) {
    const button = (event.target as Element | null)?.closest?.<HTMLButtonElement>('button[name]');
    const pane = paneOf(root);
    if (!button || !pane?.contains(button) || button.disabled || button.closest(nested) || !place(url)) return null;
    if (!Object.hasOwn(BUTTON, button.name)) return null;
    const id = BUTTON[button.name]!;
    const label = [...stateOf(pane)?.options ?? []].find((o) => idOf(o.value) === id)?.text;
    return { to: stage(id, label ?? id), how: 'button', replay: () => button.click() };
  },

  watch: (root, url) => (place(url) ? paneOf(root) ?? root.querySelector('#tabcontent') : null),

  // A server's refusal (UserError) opens the warning dialog, a crash the error dialog. Seen 2026-11-21.
  refusal(root) {
    const said = root.querySelector('.modal .alert-warning h4, .modal .alert-danger pre')?.textContent?.trim();
    return said ? said.slice(0, 2_000) : null;
  },
};
