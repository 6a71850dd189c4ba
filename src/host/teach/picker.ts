/**
 * Pointing at something on the page. A glass lies over the page, so that no click reaches it; a frame is drawn round what is
 * meant; a small bar says what is asked and what would be read, and goes to the other edge when it would cover that.
 */
import type { PickWords } from '../../wire/teach.ts';
import { scroller, stops, under } from './under.ts';

const CSS_TEXT =
  ':host{all:initial!important;display:contents!important}' +
  '.g{position:fixed;inset:0;z-index:2147483000;cursor:crosshair;outline:none}' +
  '.b{position:fixed;z-index:2147483000;box-sizing:border-box;border:2px solid #1457d9;border-radius:3px;background:#1457d91f;pointer-events:none;box-shadow:0 0 0 1px #fff}' +
  '.r{position:fixed;z-index:2147483000;left:50%;transform:translateX(-50%);box-sizing:border-box;width:max-content;max-width:min(560px,calc(100vw - 24px));padding:10px 14px;border-radius:8px;background:var(--s);color:var(--x);font:14px/20px system-ui,sans-serif;box-shadow:0 6px 24px #0005,0 0 0 1px var(--l);cursor:default}' +
  '.r.top{top:12px}.r.low{bottom:12px}.r b{display:block;font-weight:600}.r p{margin:2px 0 0;overflow-wrap:anywhere}.r .v{color:var(--v);font-weight:600}.r .bad{color:var(--w)}.r small{display:block;margin-top:4px;font-size:12px;line-height:17px;color:var(--y)}' +
  '.r .a{display:flex;gap:8px;margin-top:8px}.r button{all:unset;box-sizing:border-box;min-height:28px;padding:3px 12px;border-radius:6px;font-size:13px;line-height:20px;cursor:pointer;box-shadow:0 0 0 1px var(--l)}.r button:hover{background:var(--h)}' +
  '@media print{.g,.b,.r{display:none}}';
const LIGHT = '--s:#fff;--x:#1b1c19;--y:#64665d;--l:#c9cbc1;--v:#08675a;--w:#a3261f;--h:#f0f1eb';
const DARK = '--s:#1b1c1a;--x:#ecede8;--y:#a0a298;--l:#41443d;--v:#4cc2ab;--w:#ff9d92;--h:#2d2f2a';

export type Ended<T> = { end: 'taken'; value: T } | { end: 'skipped' | 'left' | 'gone' };

export interface Question<T> {
  words: PickWords;
  skippable: boolean;
  /** Where the keyboard begins. */
  first: Element | null;
  /** What an element would give: words for a person, and the value, or why it cannot be taken. */
  weigh(e: Element): { say: string; good: boolean; value?: T };
}

let stop: (() => void) | null = null;

export const stopPicking = (): void => stop?.();

/** Resolves when the person has taken something, skipped or left. Nothing of what they press reaches the page. */
export function pick<T>({ words, skippable, first, weigh }: Question<T>): Promise<Ended<T>> {
  stop?.();
  return new Promise((resolve) => {
    const own = document.createElement('div');
    own.dir = 'ltr';
    const root = own.attachShadow({ mode: 'closed' });
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(`${CSS_TEXT}:host{${words.dark ? DARK : LIGHT}}`);
    root.adoptedStyleSheets = [sheet];
    const make = (name: string, cls = '', text = ''): HTMLElement => {
      const e = document.createElement(name);
      e.className = cls;
      e.textContent = text;
      return e;
    };
    const glass = make('div', 'g');
    glass.tabIndex = -1;
    const frame = make('div', 'b');
    const bar = make('div', 'r low');
    bar.lang = glass.lang = words.lang;
    const ask = make('b', '', words.ask);
    const said = make('p', '', words.empty);
    said.setAttribute('aria-live', 'polite');
    const acts = make('div', 'a');
    const button = (text: string, act: string): HTMLElement => {
      const b = make('button', act, text);
      b.setAttribute('type', 'button');
      b.tabIndex = -1;
      return b;
    };
    if (skippable) acts.append(button(words.skip, 'skipped'));
    acts.append(button(words.leave, 'left'));
    bar.append(ask, said, make('small', '', words.keys), acts);
    glass.setAttribute('role', 'application');
    glass.ariaLabel = `${words.ask} ${words.keys}`;
    frame.hidden = true;
    root.append(glass, frame, bar);
    document.documentElement.append(own);

    let at: Element | null = null;
    let weighed: ReturnType<typeof weigh> | null = null;
    const life = new AbortController();
    const before = document.activeElement as HTMLElement | null;
    const done = (ended: Ended<T>): void => {
      if (life.signal.aborted) return;
      life.abort();
      clearInterval(follow);
      own.remove();
      stop = null;
      before?.focus?.({ preventScroll: true });
      resolve(ended);
    };
    stop = () => done({ end: 'gone' });

    const layout = (): void => {
      if (!at?.isConnected) {
        frame.hidden = true;
        return;
      }
      const r = at.getBoundingClientRect();
      frame.hidden = false;
      Object.assign(frame.style, { left: `${r.left - 3}px`, top: `${r.top - 3}px`, width: `${r.width + 6}px`, height: `${r.height + 6}px` });
      const b = bar.getBoundingClientRect();
      const meets = r.left < b.right + 8 && r.right > b.left - 8 && r.top < b.bottom + 8 && r.bottom > b.top - 8;
      if (meets) for (const cls of ['top', 'low']) bar.classList.toggle(cls);
    };
    const turn = (e: Element | null): void => {
      if (e === at) return;
      at = e;
      weighed = e && weigh(e);
      said.textContent = weighed ? weighed.say : words.empty;
      said.className = weighed ? (weighed.good ? 'v' : 'bad') : '';
      layout();
    };
    const take = (): void => {
      if (weighed?.good) done({ end: 'taken', value: weighed.value as T });
    };
    // A page that draws itself anew takes the element away under our frame.
    const follow = setInterval(() => {
      if (!own.isConnected) document.documentElement.append(own);
      if (at && !at.isConnected) turn(null);
      else layout();
    }, 250);

    const through = (by: 1 | -1): void => {
      const all = stops(own);
      const i = at ? all.indexOf(at) : -1;
      const next = i >= 0 ? all[i + by] : at ? all.find((e) => at!.contains(e) || !!(at!.compareDocumentPosition(e) & Node.DOCUMENT_POSITION_FOLLOWING)) : all[0];
      if (!next) return;
      next.scrollIntoView({ block: 'nearest' });
      turn(next);
    };
    const key = (e: KeyboardEvent): void => {
      if (e.key === 'Escape') done({ end: 'left' });
      else if (e.key === 'Enter') take();
      else if ((e.key === 's' || e.key === 'S' || e.key === 'Delete') && skippable) done({ end: 'skipped' });
      else if (e.key === 'ArrowUp') turn(at?.parentElement && at.parentElement !== document.body ? at.parentElement : at);
      else if (e.key === 'ArrowDown') turn([...(at?.children ?? [])].find((c) => c.getClientRects().length > 0) ?? at);
      else if (e.key === 'ArrowRight' || e.key === 'Tab') through(e.shiftKey ? -1 : 1);
      else if (e.key === 'ArrowLeft') through(-1);
    };
    const hold = (e: Event): void => {
      e.preventDefault();
      e.stopImmediatePropagation();
    };
    const on = { capture: true, signal: life.signal };
    const mouse = (e: MouseEvent): void => {
      hold(e);
      const inside = root.elementFromPoint(e.clientX, e.clientY);
      const onBar = inside !== null && bar.contains(inside);
      if (e.type === 'pointermove') {
        if (!onBar) turn(under(e.clientX, e.clientY, own));
      } else if (e.type === 'click') {
        const pressed = inside?.closest('button');
        if (pressed) done({ end: pressed.className as 'skipped' | 'left' });
        else if (!onBar) {
          turn(under(e.clientX, e.clientY, own));
          take();
        }
      }
    };
    for (const type of ['pointermove', 'pointerdown', 'pointerup', 'mousedown', 'mouseup', 'mousemove', 'mouseover', 'mouseout', 'pointerover', 'pointerout', 'click', 'auxclick', 'dblclick', 'contextmenu', 'dragstart']) {
      addEventListener(type, (e) => mouse(e as MouseEvent), on);
    }
    for (const type of ['touchstart', 'touchend', 'keyup', 'keypress', 'input', 'focusin', 'focusout']) addEventListener(type, (e) => (type.startsWith('focus') ? e.stopImmediatePropagation() : hold(e)), { ...on, passive: false });
    addEventListener('keydown', (e) => {
      hold(e);
      key(e);
    }, on);
    addEventListener('wheel', (e) => {
      hold(e);
      scroller(under(e.clientX, e.clientY, own), e.deltaY)?.scrollBy(e.deltaX, e.deltaY);
      layout();
    }, { ...on, passive: false });
    addEventListener('scroll', layout, on);
    addEventListener('resize', layout, on);
    addEventListener('pagehide', () => done({ end: 'gone' }), on);
    window.focus();
    glass.focus({ preventScroll: true });
    if (first) {
      first.scrollIntoView({ block: 'nearest' });
      turn(first);
    }
  });
}
