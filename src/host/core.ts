/**
 * The script at rest: which record does the page show, in which stage, and a tab at the edge. Everything heavier is injected
 * when it is asked for. One signal owns a page visit, another the script's life; after them nothing of ours runs.
 */
import type { AtRest, Place, Reading } from '../crm/contract.ts';
import { alive } from '../platform/host.ts';
import type { HostToWorker, WorkerToHost } from '../wire/messages.ts';
import { build } from './build.ts';
import { gate } from './gate.ts';
import { line } from './line.ts';
import type { Core } from './shared.ts';

const MAX_REPAIRS = 5;
/** A page that has not shown its values by then is not the layout we know. */
const PATIENCE_MS = 8_000;
const CONTROL = 'a[href],button,input,select,textarea,summary,[role=button],[role=tab],[role=link],[role=menuitem],[onclick]';

export function start(adapter: AtRest): void {
  if (globalThis.stageproofCore && alive()) return;
  const life = new AbortController();
  const end = life.signal;
  const html = document.documentElement;
  const box = document.createElement('div');
  const root = box.attachShadow({ mode: 'closed' });
  const tab = document.createElement('button');
  // Constructed, because a page's policy may forbid style elements.
  const sheet = new CSSStyleSheet();
  root.adoptedStyleSheets = [sheet];
  root.append(tab);
  tab.hidden = true;
  tab.type = 'button';

  let hidden = false;
  let repairs = 0;
  let url = '';
  let sent = '';
  let timer = 0;
  let pause = 150;
  let since = 0;
  let watched: Element | null = null;
  let visit = new AbortController();

  const core: Core = {
    adapter, box, root, tab, end, settle, show, read,
    nonce: [...crypto.getRandomValues(new Uint8Array(16))].map((b) => (b + 256).toString(16).slice(1)).join(''),
    place: null, reading: null, verdicts: {}, board: undefined, resting: null, going: null,
    say: (message) => wire.say(message),
  };
  const wire = line(`host:${core.nonce}`, greet, hear, () => core.half?.open(), orphan);
  const decided = gate(core);
  globalThis.stageproofCore = core;

  /** What is sent on every dial, so that a worker that was stopped knows all again. */
  function greet(): HostToWorker[] {
    const all: HostToWorker[] = [{ t: 'hello', url, v: 1, open: core.half?.open() }, { t: 'place', place: core.place, url }];
    return sent ? [...all, { t: 'reading', reading: core.reading!, url, glance: !core.whole }] : all;
  }

  function hear(message: WorkerToHost): void {
    if (message.t === 'rest') {
      ({ hidden } = message);
      core.verdicts = message.verdicts;
      core.board = message.board;
      core.resting = message.resting;
      show();
    } else if (message.t === 'reread') {
      sent = '';
      read();
    }
    decided(message);
    core.half?.hear(message);
  }

  function show(): void {
    const { resting } = core;
    const over = end.aborted;
    tab.hidden = hidden || !resting || !!core.half?.open();
    if (!resting || tab.hidden) return;
    if (!box.isConnected) html.append(box);
    sheet.replaceSync(resting.css);
    tab.className = resting.side === 'left' ? 't l' : 't';
    tab.ariaLabel = over ? resting.reload : resting.label;
    tab.replaceChildren(...(over ? resting.over : resting.face).map(build));
    settle();
  }

  /** Moves the tab along its edge until it lies on none of the page's controls. */
  function settle(): void {
    const { resting } = core;
    if (tab.hidden || !resting) return;
    const height = tab.offsetHeight;
    const room = innerHeight - height;
    const x = resting.side === 'left' ? 0 : html.clientWidth - 36;
    const wanted = Math.min(room, resting.top * innerHeight);
    const free = (y: number): boolean =>
      [1, height / 2, height - 1].every((part) => [3, 33].every((at) => !document.elementsFromPoint(x + at, y + part).find((e) => e !== box)?.closest(CONTROL)));
    let top = wanted;
    for (let step = 0; step < innerHeight; step += 24) {
      const next = [wanted + step, wanted - step].find((y) => y >= 0 && y <= room && free(y));
      if (next === undefined) continue;
      top = next;
      break;
    }
    tab.style.top = `${top}px`;
  }

  const observer = new MutationObserver((records) => {
    if (!box.isConnected && !tab.hidden) {
      if (++repairs > MAX_REPAIRS) return standDown();
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
    if (end.aborted) return;
    let reading: Reading;
    try {
      const at = new URL(location.href);
      reading = (core.whole ?? adapter.glance)(document, at);
      // One observer: the place where the reading can change, and the root's own children, where our element stands.
      const next = adapter.watch(document, at) ?? (core.place && document.body);
      if (next !== watched) {
        watched = next;
        observer.disconnect();
        observer.observe(html, { childList: true });
        if (next) observer.observe(next, { subtree: true, childList: true, characterData: true, attributes: true, attributeFilter: ['value', 'class', 'hidden', 'style', 'aria-current', 'aria-selected', 'readonly', 'title'] });
      }
    } catch {
      reading = { kind: 'unrecognised', clue: 'layout' };
    }
    if (reading.kind === 'unrecognised' && reading.clue === 'waiting') {
      if (Date.now() - since < PATIENCE_MS) return soon();
      reading.clue = 'layout';
    }
    core.reading = reading;
    const text = JSON.stringify(reading);
    // A page that changes all the time without a change for us is read less and less often.
    pause = text === sent ? Math.min(pause * 1.5, 2_000) : 150;
    if (text === sent || mute === true) return;
    sent = text;
    wire.say({ t: 'reading', reading, url, glance: !core.whole });
  }

  /** Called on every navigation, real or within the page. */
  function check(): void {
    if (!alive()) return orphan();
    if (url === location.href) return;
    url = location.href;
    const next: Place | null = adapter.place(new URL(url));
    if (sent && next && core.place?.record === next.record && core.place.org === next.org) return read();
    visit.abort();
    visit = new AbortController();
    visit.signal.addEventListener('abort', () => {
      observer.disconnect();
      clearTimeout(timer);
      timer = 0;
      watched = null;
      sent = '';
    });
    pause = 150;
    since = Date.now();
    Object.assign(core, { place: next, reading: null, verdicts: {}, board: undefined });
    wire.say({ t: 'place', place: next, url });
    read();
  }

  function quiet(): void {
    visit.abort();
    life.abort();
  }
  /** The extension was updated or removed under us. */
  function orphan(): void {
    if (end.aborted) return;
    quiet();
    show();
    tab.onclick = () => location.reload();
  }
  function standDown(): void {
    quiet();
    box.remove();
  }

  const on = { signal: end };
  tab.addEventListener('click', () => core.say({ t: 'open', focus: core.resting?.unread ? 'note' : 'panel' }), on);
  for (const type of ['pointerenter', 'focus']) tab.addEventListener(type, () => core.half ?? core.say({ t: 'more' }), on);
  navigation.addEventListener('currententrychange', check, on);
  for (const type of ['hashchange', 'popstate', 'pageshow']) addEventListener(type, check, on);
  addEventListener('resize', settle, on);
  document.addEventListener('visibilitychange', () => document.hidden || wire.dial(), on);
  check();
}
