/**
 * The panel's frame on the page: an iframe of our own origin in the closed root. Where the window is wide enough the page is
 * pushed aside, so that nothing of the CRM is covered; under 1,100 px the panel floats and goes with Escape.
 */
import { keepDialogsClear } from './dialogs.ts';
import { ownUrl } from '../platform/host.ts';
import type { WorkerToHost } from '../wire/messages.ts';
import type { Core } from './shared.ts';

const MIN = 360;
const MAX = 480;
/** Width of the strip to pull, beside the frame. */
const STRIP = 6;
const FLOAT_UNDER = 1_100;
const CSS =
  ':host{all:initial!important;display:contents!important}' +
  '.p{position:fixed;z-index:2147483001;top:0;bottom:0;right:0;display:block;background:Canvas;box-shadow:-1px 0 0 #8886,-8px 0 24px #1b1c1914}.p.l{right:auto;left:0;box-shadow:1px 0 0 #8886,8px 0 24px #1b1c1914}' +
  // Beside the frame, not over it: a panel that anything lies on does not act.
  '.p iframe{position:absolute;inset:0 0 0 auto;width:calc(100% - 6px);height:100%;border:0;color-scheme:normal}.p.l iframe{inset:0 auto 0 0}.p.m iframe{pointer-events:none}' +
  '.z{position:absolute;top:0;bottom:0;left:0;width:6px;cursor:col-resize;touch-action:none}.l .z{left:auto;right:0}.z:focus-visible,.z:hover{background:#1457d9;outline:none}' +
  '@media print{.p{display:none}}';

interface Shown {
  box: HTMLElement;
  frame: HTMLIFrameElement;
  side: 'left' | 'right';
  width: number;
  /** Ends with the panel. */
  stop: AbortController;
  back: HTMLElement | null;
}

export function frame(core: Core): { hear(message: WorkerToHost): void; open(): boolean } {
  let shown: Shown | null = null;
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(CSS);
  core.root.adoptedStyleSheets = [...core.root.adoptedStyleSheets, sheet];

  /** Inline styles of the page that we changed, as they were. */
  const before = new Map<HTMLElement, [name: string, value: string, priority: string][]>();
  function restore(): void {
    for (const [element, styles] of before) {
      for (const [name, value, priority] of styles) element.style.setProperty(name, value, priority);
      if (element.getAttribute('style') === '') element.removeAttribute('style');
    }
    before.clear();
  }
  function set(element: HTMLElement, styles: Record<string, string>): void {
    before.set(element, Object.keys(styles).map((name) => [name, element.style.getPropertyValue(name), element.style.getPropertyPriority(name)]));
    for (const name in styles) element.style.setProperty(name, styles[name]!, 'important');
  }
  function push(): void {
    restore();
    if (!shown || innerWidth < FLOAT_UNDER) return;
    const { side, width } = shown;
    set(document.documentElement, { [`margin-${side}`]: `${width + STRIP}px`, width: 'auto', 'min-width': '0' });
    // Bars that the page fixes to the window follow the body where the body itself does not scroll. On the left they cannot:
    // pages place their menus by window coordinates, which would then be off by the panel's width.
    const scrolls = document.documentElement.scrollHeight > innerHeight + 1;
    if (document.body && side === 'right' && !scrolls) set(document.body, { contain: 'layout', 'min-width': '0' });
  }

  function layout(): void {
    if (!shown) return;
    shown.width = Math.round(Math.min(MAX, innerWidth, Math.max(MIN, shown.width)));
    shown.box.style.width = `${Math.min(shown.width + STRIP, innerWidth)}px`;
    shown.box.classList.toggle('l', shown.side === 'left');
    const grip = shown.box.querySelector('.z')!;
    grip.setAttribute('aria-valuenow', String(shown.width));
    push();
  }

  function show(message: Extract<WorkerToHost, { t: 'show' }>): void {
    if (shown) {
      Object.assign(shown, { side: message.side, width: message.width });
      return layout();
    }
    const stop = new AbortController();
    const box = document.createElement('div');
    box.className = 'p';
    const view = document.createElement('iframe');
    view.title = message.title;
    view.allow = 'clipboard-write';
    view.src = `${ownUrl('panel.html')}#${core.nonce}`;
    const grip = document.createElement('div');
    grip.className = 'z';
    grip.tabIndex = 0;
    for (const [key, value] of Object.entries({ role: 'separator', 'aria-orientation': 'vertical', 'aria-label': message.resize, 'aria-valuemin': MIN, 'aria-valuemax': MAX })) grip.setAttribute(key, String(value));
    box.append(view, grip);
    if (!core.box.isConnected) document.documentElement.append(core.box);
    core.root.append(box);
    shown = { box, frame: view, side: message.side, width: message.width, stop, back: document.activeElement as HTMLElement | null };
    core.tab.hidden = true;
    layout();
    const on = { signal: AbortSignal.any([stop.signal, core.end]) };
    resizing(grip, on);
    addEventListener('resize', layout, on);
    keepDialogsClear(() => (shown && innerWidth >= FLOAT_UNDER ? { side: shown.side, width: shown.width + STRIP } : { side: 'right', width: 0 }), on.signal);
    addEventListener('keydown', (e) => {
      if (e.key === 'Escape' && !e.defaultPrevented && innerWidth < FLOAT_UNDER) close();
    }, on);
    view.addEventListener('load', () => message.focus && view.focus(), { ...on, once: true });
    core.end.addEventListener('abort', hide, { signal: stop.signal });
  }

  /** Dragging the inner edge resizes; far across the window it docks to the other side. */
  function resizing(grip: HTMLElement, on: { signal: AbortSignal }): void {
    const keep = (): void => shown! && core.say({ t: 'prefs', width: shown.width, side: shown.side });
    grip.addEventListener('pointerdown', (down) => {
      if (!shown || down.button !== 0) return;
      grip.setPointerCapture(down.pointerId);
      shown.box.classList.add('m');
      const one = new AbortController();
      const both = { signal: AbortSignal.any([one.signal, on.signal]) };
      grip.addEventListener('pointermove', (move) => {
        if (!shown) return;
        const far = shown.side === 'right' ? move.clientX < innerWidth * 0.25 : move.clientX > innerWidth * 0.75;
        if (far) shown.side = shown.side === 'right' ? 'left' : 'right';
        shown.width = (shown.side === 'right' ? innerWidth - move.clientX : move.clientX) - STRIP;
        layout();
      }, both);
      grip.addEventListener('lostpointercapture', () => {
        one.abort();
        shown?.box.classList.remove('m');
        keep();
      }, both);
    }, on);
    grip.addEventListener('keydown', (e) => {
      const step = { ArrowLeft: 20, ArrowRight: -20 }[e.key];
      if (!shown || !step) return;
      e.preventDefault();
      shown.width += shown.side === 'right' ? step : -step;
      layout();
      keep();
    }, on);
  }

  function hide(): void {
    if (!shown) return;
    const { box, stop, back } = shown;
    const focused = core.root.activeElement !== null && box.contains(core.root.activeElement);
    shown = null;
    stop.abort();
    box.remove();
    restore();
    if (focused && back?.isConnected) back.focus();
    core.show();
  }
  function close(): void {
    hide();
    core.say({ t: 'closed' });
  }
  function focusPage(): void {
    if (!shown) return;
    (core.root.activeElement as HTMLElement | null)?.blur();
    window.focus();
    if (shown.back?.isConnected) shown.back.focus();
  }

  return {
    open: () => shown !== null,
    hear(message) {
      if (message.t === 'show') show(message);
      else if (message.t === 'hide') hide();
      else if (message.t === 'focus-page') focusPage();
      else if (message.t === 'toggle') {
        if (!shown) core.say({ t: 'open', focus: 'panel' });
        else if (message.by === 'toolbar') close();
        else if (core.root.activeElement) focusPage();
        else {
          shown.back = document.activeElement as HTMLElement | null;
          shown.frame.focus();
        }
      }
    },
  };
}
