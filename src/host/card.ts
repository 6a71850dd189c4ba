/**
 * Beside the resting tab under the pointer or the focus: its state in words, a handle to move it along the edge, and a way to
 * hide it. The tab itself stays where it is, so that a click meant for it never meets the card.
 */
import type { Core } from './shared.ts';

const WAIT_MS = 300;
const STEP = 24;
const CSS =
  '.c{box-sizing:border-box;position:fixed;z-index:2147483000;right:36px;width:214px;border-radius:8px 0 0 8px;background:var(--s);color:var(--x);font:13px/19px system-ui,sans-serif;box-shadow:0 4px 16px #1b1c191f,0 0 0 1px var(--l)}' +
  '.c.left{left:36px;right:auto;border-radius:0 8px 8px 0}.c[hidden]{display:none}' +
  '.c>div{display:flex;align-items:center;gap:8px;padding:8px 6px 8px 4px}.c p{flex:1;margin:0;display:grid}.c b{font-weight:600}.c small{font-size:12px;line-height:17px;color:var(--y)}' +
  '.c button{all:unset;box-sizing:border-box;display:grid;place-items:center;min-width:24px;min-height:24px;border-radius:5px;cursor:pointer;color:var(--y)}.c button:hover{background:var(--r)}.c button:focus-visible{outline:2px solid var(--f);outline-offset:-2px}' +
  '.c .g{cursor:grab;touch-action:none}.c .o{display:flex;justify-content:space-between;width:100%;padding:6px 12px 8px;border-top:1px solid var(--l);border-radius:0 0 8px 8px;font-size:12px}kbd{font:inherit;padding:1px 4px;border-radius:3px;background:var(--r)}';

function stroke(path: string, width = 1.6): SVGElement {
  const svg = document.createElementNS('http://www.w3.org/2000/svg', 'svg');
  const line = document.createElementNS('http://www.w3.org/2000/svg', 'path');
  for (const [key, value] of Object.entries({ width: 16, height: 16, viewBox: '0 0 16 16', fill: 'none', stroke: 'currentColor', 'stroke-width': width, 'stroke-linecap': 'round', 'aria-hidden': 'true' })) svg.setAttribute(key, String(value));
  line.setAttribute('d', path);
  svg.append(line);
  return svg;
}

export function card(core: Core): void {
  const { tab, root, end, say } = core;
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(CSS);
  root.adoptedStyleSheets = [...root.adoptedStyleSheets, sheet];
  const box = document.createElement('div');
  box.hidden = true;
  box.setAttribute('role', 'group');
  root.append(box);
  let timer = 0;
  let dragged = false;

  const button = (name: string, label: string, child: Node | string, act: () => void): HTMLButtonElement => {
    const b = document.createElement('button');
    b.type = 'button';
    b.className = name;
    if (typeof child !== 'string') b.title = b.ariaLabel = label;
    b.append(child);
    b.addEventListener('click', act, { signal: end });
    return b;
  };

  function show(): void {
    const r = core.resting;
    if (!r || tab.hidden || end.aborted) return;
    const words = document.createElement('p');
    const name = document.createElement('b');
    const line = document.createElement('small');
    name.textContent = r.look === 'quiet' ? 'StageProof' : r.name;
    line.textContent = r.line;
    words.append(name, line);
    const grip = button('g', r.drag, stroke('M6 4h.01M10 4h.01M6 8h.01M10 8h.01M6 12h.01M10 12h.01', 2), () => {});
    const top = document.createElement('div');
    top.append(grip, words, button('h', r.hide, stroke('M2 8s2.2-4 6-4 6 4 6 4-2.2 4-6 4-6-4-6-4zM3 13.5L13 2.5'), () => say({ t: 'prefs', hidden: true })));
    const open = button('o', r.open, r.open, () => say({ t: 'open', focus: 'panel' }));
    const keys = document.createElement('span');
    for (const key of ['Alt', 'Shift', 'P']) {
      const k = document.createElement('kbd');
      k.textContent = key;
      keys.append(k, ' ');
    }
    open.append(keys);
    box.className = r.side === 'left' ? 'c left' : 'c';
    box.replaceChildren(top, open);
    box.hidden = false;
    box.style.top = `${Math.max(0, Math.min(tab.getBoundingClientRect().top, innerHeight - box.offsetHeight))}px`;
    drag(grip);
    grip.addEventListener('keydown', (e) => {
      const by = { ArrowUp: -STEP, ArrowDown: STEP }[e.key];
      if (by) place(tab.getBoundingClientRect().top + by, r.side);
      else if (e.key === 'ArrowLeft' || e.key === 'ArrowRight') place(tab.getBoundingClientRect().top, e.key === 'ArrowLeft' ? 'left' : 'right');
      else return;
      e.preventDefault();
      say({ t: 'prefs', tabTop: core.resting!.top, side: core.resting!.side });
    });
  }
  function hide(): void {
    clearTimeout(timer);
    if (!box.hidden && box.contains(root.activeElement)) tab.focus();
    box.hidden = true;
  }
  function later(act: () => void, ms: number): void {
    clearTimeout(timer);
    timer = setTimeout(act, ms) as unknown as number;
  }
  function place(top: number, side: 'left' | 'right'): void {
    const r = core.resting!;
    r.top = Math.min(1, Math.max(0, top / innerHeight));
    r.side = side;
    for (const element of [tab, box]) element.classList.toggle('left', side === 'left');
    tab.style.top = box.style.top = `${r.top * innerHeight}px`;
  }

  /** Both the tab itself and the card's handle drag; less than 5 px is a click. */
  function drag(handle: HTMLElement): void {
    handle.addEventListener('pointerdown', (down) => {
      if (down.button !== 0 || !core.resting) return;
      const start = tab.getBoundingClientRect().top;
      dragged = false;
      const one = new AbortController();
      const on = { signal: AbortSignal.any([one.signal, end]) };
      handle.addEventListener('pointermove', (move) => {
        if (!dragged && Math.hypot(move.clientY - down.clientY, move.clientX - down.clientX) < 5) return;
        if (!dragged) handle.setPointerCapture(down.pointerId);
        dragged = true;
        clearTimeout(timer);
        place(start + move.clientY - down.clientY, move.clientX < innerWidth / 2 ? 'left' : 'right');
      }, on);
      const stop = (): void => {
        one.abort();
        if (!dragged) return;
        core.settle();
        say({ t: 'prefs', tabTop: core.resting!.top, side: core.resting!.side });
      };
      handle.addEventListener('pointerup', stop, on);
      handle.addEventListener('pointercancel', stop, on);
    }, { signal: end });
  }

  drag(tab);
  const on = { signal: end };
  // The click that ends a drag is not a click on the tab; the core's own listener stands before this one in the same phase.
  root.addEventListener('click', (e) => {
    if (!dragged) return;
    dragged = false;
    e.stopPropagation();
  }, { capture: true, signal: end });
  for (const element of [tab, box]) {
    element.addEventListener('pointerenter', () => later(show, WAIT_MS), on);
    element.addEventListener('pointerleave', () => later(hide, WAIT_MS), on);
    element.addEventListener('focusin', () => element === tab ? later(show, WAIT_MS) : clearTimeout(timer), on);
    element.addEventListener('focusout', () => later(() => box.contains(root.activeElement) || root.activeElement === tab || hide(), 50), on);
  }
  box.addEventListener('keydown', (e) => e.key === 'Escape' && hide(), on);
  tab.addEventListener('click', hide, on);
  if (tab.matches(':hover,:focus')) later(show, WAIT_MS);
}
