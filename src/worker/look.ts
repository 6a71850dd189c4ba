/**
 * The resting tab as the host puts it up: a sheet and markup. Drawn here, with the tokens of the panel by hand,
 * so that the script at rest carries no drawing of its own.
 */
import type { Resting } from '../wire/messages.ts';

const COLOURS = {
  light: '--s:#fff;--l:#c9cbc1;--x:#1b1c19;--y:#64665d;--r:#e6e7e0;--v:#08675a;--w:#b07500;--k:#1f211d;--o:#fff;--f:#1457d9',
  dark: '--s:#1b1c1a;--l:#41443d;--x:#ecede8;--y:#a0a298;--r:#2d2f2a;--v:#36ab95;--w:#e0a931;--k:#e9eae4;--o:#161714;--f:#86b5ff',
};
/** The shadow root's host takes no part in layout and hands its colours down; pages style every div, hence `!important`. */
function hostSheet(theme: 'auto' | 'light' | 'dark'): string {
  const host = (colours: string): string => `:host{all:initial!important;display:contents!important;${colours}}`;
  return host(COLOURS[theme === 'dark' ? 'dark' : 'light']) + (theme === 'auto' ? `@media(prefers-color-scheme:dark){${host(COLOURS.dark)}}` : '');
}

export function sheet(theme: 'auto' | 'light' | 'dark'): string {
  return hostSheet(theme) +
    '.t{all:unset;box-sizing:border-box;position:fixed;z-index:2147483000;right:0;display:grid;justify-items:center;gap:7px;width:36px;padding:8px 0 9px;border:1px solid var(--l);border-right:0;border-radius:8px 0 0 8px;background:var(--s);color:var(--x);box-shadow:-2px 2px 8px #1b1c191a;cursor:pointer;font:600 12px/16px system-ui,sans-serif;touch-action:none}' +
    '.t.left{left:0;right:auto;border:1px solid var(--l);border-left:0;border-radius:0 8px 8px 0}' +
    '.t[hidden]{display:none}.t:focus-visible{outline:2px solid var(--f);outline-offset:-3px}' +
    '.t svg{display:block}.t span{display:flex;gap:2px;align-items:center}.u{padding:1px 4px;border-radius:4px;background:var(--k);color:var(--o)}' +
    'text{font:600 12px system-ui,sans-serif;text-anchor:middle}.q{color:var(--y)}@media print{.t{display:none}}';
}

type Attributes = Record<string, string | number>;
/** Markup from names and numbers of ours alone: no text of a deal or a person ever goes in here. */
const element = (name: string, attributes: Attributes, ...inside: (string | number)[]): string =>
  `<${name}${Object.entries(attributes).map(([k, v]) => ` ${k}="${v}"`).join('')}>${inside.join('')}</${name}>`;
const svg = (size: number, box: number, ...shapes: string[]): string =>
  element('svg', { width: size, height: size, viewBox: `0 0 ${box} ${box}`, fill: 'none', stroke: 'currentColor', 'stroke-width': 1.6, 'stroke-linecap': 'round', 'aria-hidden': 'true' }, ...shapes);
const path = (d: string, more: Attributes = {}): string => element('path', { d, ...more });

const mark = (quiet: boolean): string => element('span', { class: quiet ? 'q' : '' }, svg(18, 20,
  path('M1.5 4A1.5 1.5 0 013 2.5h9.2l6.3 7.5-6.3 7.5H3A1.5 1.5 0 011.5 16z', { fill: 'currentColor', stroke: 'none' }),
  path('M5.2 10.3l2.7 2.7 5-5.5', { stroke: 'var(--s)', 'stroke-width': 1.9 })));

const AROUND = 72.3; // circumference of the ring, radius 11.5

/** The ring with the stage's number: what is proven of what the stage requires. */
function ring(stage: number | null, proven: number, required: number): string {
  const circle = { cx: 14, cy: 14, r: 11.5, 'stroke-width': 3, 'stroke-linecap': 'butt' };
  const length = required ? (AROUND * proven) / required : stage === null ? 0 : AROUND;
  return svg(28, 28,
    element('circle', { ...circle, stroke: 'var(--r)' }),
    element('circle', { ...circle, stroke: 'var(--v)', 'stroke-dasharray': `${length} 99`, transform: 'rotate(-90 14 14)' }),
    element('text', { x: 14, y: 18.3, fill: 'currentColor', stroke: 'none' }, stage ?? '–'));
}

/** What stands on the tab, top to bottom. */
export function face(r: Pick<Resting, 'look' | 'stage' | 'proven' | 'required' | 'unread'>): string {
  if (r.look === 'quiet') {
    return mark(true) + svg(14, 16, path('M8 1.3l7 12.7H1z', { fill: 'var(--w)', stroke: 'var(--w)', 'stroke-linejoin': 'round' }), path('M8 6v3.6M8 11.9v.01', { stroke: 'var(--s)' }));
  }
  const missing = r.required - r.proven;
  return mark(false) + ring(r.stage, r.proven, r.required) +
    (missing > 0 ? element('span', {}, svg(14, 16, element('circle', { cx: 8, cy: 8, r: 5.8, 'stroke-dasharray': '2.2 2.35', 'stroke-linecap': 'butt' })), missing) : '') +
    (r.unread ? element('span', { class: 'u' }, svg(12, 16, path('M2.5 3h11v8.5H7L4 14v-2.5H2.5z')), r.unread) : '');
}

/** After an update no worker answers this page any more: the tab says so until the page is reloaded. */
export const afterUpdate: string = mark(true) + svg(16, 16, path('M13 8a5 5 0 11-1.6-3.7M13 2.5v3h-3'));

/** What of a page is not to be covered. */
export const CONTROLS = 'a[href],button,input,select,textarea,summary,[role=button],[role=tab],[role=link],[role=menuitem],[onclick]';

/** Badges on lists: over the list, under the page's own menus and dialogs (`--z`), never in the way of a pointer. */
export const badgeSheet = (theme: 'auto' | 'light' | 'dark'): string => hostSheet(theme) +
  '.b{position:fixed;top:0;left:0;z-index:var(--z,0);display:inline-flex;align-items:center;gap:3px;height:16px;padding:0 5px 0 2px;border-radius:8px;background:var(--s);color:var(--x);box-shadow:0 0 0 1px var(--l);font:600 11px/16px system-ui,sans-serif;font-variant-numeric:tabular-nums;white-space:nowrap;pointer-events:none;user-select:none;will-change:translate}' +
  '.b[hidden]{display:none}.b svg{display:block}.b span{display:inline-flex;align-items:center;gap:2px;height:14px;margin-right:-4px;padding:0 4px;border-radius:7px;background:var(--k);color:var(--o)}@media print{.b{display:none}}';

const SMALL = 31.4; // circumference of the badge's ring, radius 5

/** Proven of required at the deal's stage; a tick when nothing is missing; notes that wait. */
export function badgeFace(b: { proven: number; required: number; unread: number; mapped: boolean }): string {
  const circle = { cx: 8, cy: 8, r: 5, 'stroke-width': 2.4, 'stroke-linecap': 'butt' };
  const whole = b.proven >= b.required;
  const sign = !b.mapped ? ''
    : whole ? svg(14, 16, element('circle', { cx: 8, cy: 8, r: 6, fill: 'var(--v)', stroke: 'none' }), path('M5.2 8.2l2 2 3.6-4', { stroke: 'var(--s)', 'stroke-width': 1.8 }))
    : svg(14, 16, element('circle', { ...circle, stroke: 'var(--w)', 'stroke-dasharray': '2.2 1.7' }),
      element('circle', { ...circle, stroke: 'var(--v)', 'stroke-dasharray': `${(SMALL * b.proven) / b.required} 99`, transform: 'rotate(-90 8 8)' }));
  return sign + (b.mapped && b.required ? `${b.proven}/${b.required}` : '') +
    (b.unread ? element('span', {}, svg(9, 16, path('M2.5 3h11v8.5H7L4 14v-2.5H2.5z')), b.unread) : '');
}
