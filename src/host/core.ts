/**
 * The script at rest: which record does the page show, in which stage, and a tab at the edge. Everything heavier is injected
 * when it is asked for. `leave` ends a page visit, one signal ends the script; after them nothing of ours runs.
 */
import type { AtRest, Place, Reading } from '../crm/contract.ts';
import { alive } from '../platform/host.ts';
import type { HostToWorker, WorkerToHost } from '../wire/messages.ts';
import { gate } from './gate.ts';
import { line } from './line.ts';
import type { Core } from './shared.ts';

const MAX_REPAIRS = 5;
/** A page that has not shown its values by then is not the layout we know. */
const PATIENCE_MS = 8_000;
const PAUSE_MS = 150;
const json = JSON.stringify;

export function start(adapter: AtRest): void {
  if (globalThis.stageproofCore && alive()) return;
  const life = new AbortController();
  const on = life;
  const html = document.documentElement;
  const box = document.createElement('div');
  const root = box.attachShadow({ mode: 'closed' });
  const tab = document.createElement('button');
  // Constructed, because a page's policy may forbid style elements.
  const sheet = new CSSStyleSheet();
  root.adoptedStyleSheets = [sheet];
  root.append(tab);
  tab.hidden = true;

  let repairs = 0;
  let due = 0;
  let worn = '';
  let url = '';
  let sent = '';
  let timer = 0;
  let pause = PAUSE_MS;
  let since = 0;
  let watched: Element | null = null;

  const core: Core = {
    adapter, box, root, tab, end: life.signal, settle, show, read,
    nonce: [...crypto.getRandomValues(new Uint8Array(16))].map((b) => (b + 256).toString(16).slice(1)).join(''),
    place: null, reading: null, going: null, held: null, resting: null,
    say: (message) => say(message),
  };
  const say = line(`host:${core.nonce}`, greet, hear, () => (core.held ? say(core.held) : core.half?.lost()), orphan);
  const decided = gate(core);
  globalThis.stageproofCore = core;

  /** What is said on every dial, so that a worker that was stopped knows all again. */
  function greet(): HostToWorker[] {
    return [{ t: 'hello', url, v: 1, open: core.half?.open() }, { t: 'place', place: core.place, url }, ...(sent ? [JSON.parse(sent) as HostToWorker] : [])];
  }

  function hear(message: WorkerToHost): void {
    if (message.t === 'rest') {
      Object.assign(core, { board: null }, message);
      // Once for all that comes, and not now: to see where the tab fits, a page that is still drawing would have to be laid out.
      due ||= requestIdleCallback(() => on.signal.aborted || show(), { timeout: 1e3 });
    } else decided(message);
    core.half?.hear(message);
    core.marks?.(message);
  }

  function show(): void {
    due = 0;
    const { resting, half } = core;
    tab.hidden = (core.hidden || !resting || half?.open())!;
    if (!resting || tab.hidden) return;
    if (!box.isConnected) html.append(box);
    const { css, side, label, face } = life.signal.aborted ? { ...resting, ...resting.over } : resting;
    // A sheet put anew has the page's styles computed again.
    if (css !== worn) sheet.replaceSync(worn = css);
    tab.className = `t ${side}`;
    tab.ariaLabel = label;
    // Of our own making, and a content script is not bound by the page's Trusted Types.
    tab.innerHTML = face;
    settle();
  }

  /** Moves the tab along its edge until it lies on none of the page's controls. */
  function settle(): void {
    const { resting } = core;
    if (!resting || tab.hidden) return;
    const height = tab.offsetHeight;
    const x = resting.side === 'left' ? 18 : html.clientWidth - 18;
    const wanted = Math.min(resting.top * innerHeight, innerHeight - height);
    tab.style.top = `${wanted}px`;
    for (let step = 0; step < innerHeight; step += 24) {
      for (const y of [wanted + step, wanted - step]) {
        if (y < 0 || y + height > innerHeight || [1, height / 2, height - 1].some((part) => document.elementsFromPoint(x, y + part).find((e) => e !== box)?.closest(resting.controls))) continue;
        tab.style.top = `${y}px`;
        return;
      }
    }
  }

  const observer = new MutationObserver((records) => {
    if (!box.isConnected && !tab.hidden) {
      if (++repairs > MAX_REPAIRS) {
        quiet();
        return;
      }
      html.append(box);
    }
    if (records.some((r) => r.target !== html)) soon();
  });

  function soon(): void {
    timer ||= setTimeout(read, pause) as unknown as number;
  }

  function read(mute?: boolean): void {
    clearTimeout(timer);
    timer = 0;
    if (life.signal.aborted) return;
    let reading: Reading = { kind: 'unrecognised', clue: 'layout' };
    try {
      const at = new URL(url);
      const seen = (core.whole ?? adapter.glance)(document, at);
      // One observer: the place where the reading can change, and the root's own children, where our element stands.
      const next = adapter.watch(document, at) ?? (core.place && document.body);
      if (next !== watched) {
        watched = next;
        observer.disconnect();
        const kids = { childList: true };
        observer.observe(html, kids);
        // A page may draw anew what stands around it, and put another one in its place.
        for (let e = next; (e = e && e.parentElement);) observer.observe(e, kids);
        if (next) observer.observe(next, { subtree: true, childList: true, characterData: true, attributeFilter: ['class', 'value'] });
      }
      if (seen.kind !== 'unrecognised' || seen.clue !== 'waiting') reading = seen;
      else if (Date.now() - since < PATIENCE_MS) return soon();
    } catch {
      // The layout is not the one we know.
    }
    core.reading = reading;
    const message: HostToWorker = { t: 'reading', reading, url, glance: !core.whole };
    const text = json(message);
    // A page that changes all the time without a change for us is read less and less often.
    pause = text === sent ? Math.min(pause * 1.5, 2_000) : PAUSE_MS;
    if (text === sent || mute === true) return;
    sent = text;
    say(message);
  }

  function leave(): void {
    observer.disconnect();
    watched = null;
    sent = '';
    pause = PAUSE_MS;
  }

  /** Called on every navigation, real or within the page. */
  function check(): void {
    if (!alive()) return orphan();
    if (url === location.href) return;
    // What the page still shows belongs to the address before: once more under that name, so that it is not taken for the next.
    if (url) read(true);
    url = location.href;
    const place: Place | null = adapter.place(new URL(url));
    if (!sent || json(place) !== json(core.place)) {
      leave();
      since = Date.now();
      Object.assign(core, { place, reading: null, verdicts: null, board: null });
      say({ t: 'place', place, url });
    }
    read();
  }

  /** The page keeps removing us, or the extension is gone: nothing of ours runs any more. */
  function quiet(): void {
    leave();
    life.abort();
    box.remove();
  }
  function orphan(): void {
    if (life.signal.aborted) return;
    quiet();
    show();
    tab.onclick = () => location.reload();
  }

  tab.addEventListener('click', () => say({ t: 'open', focus: core.resting?.unread ? 'note' : 'panel' }), on);
  for (const type of ['pointerenter', 'focus']) tab.addEventListener(type, () => core.half ?? say({ t: 'more' }), on);
  navigation.addEventListener('currententrychange', check, on);
  addEventListener('pageshow', check, on);
  addEventListener('resize', settle, on);
  document.addEventListener('visibilitychange', () => document.hidden || say(), on);
  check();
}
