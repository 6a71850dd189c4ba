/**
 * The script at rest: which record does the page show, what does it say, and a tab at the edge. Everything heavier is
 * injected when it is asked for. One signal owns a page visit, another the script's life; after them nothing of ours runs.
 */
import type { Adapter, Place, Reading } from '../crm/contract.ts';
import { alive } from '../platform/host.ts';
import type { HostToWorker, WorkerToHost } from '../wire/messages.ts';
import { gate, type GateKnows } from './gate.ts';
import { line } from './line.ts';
import { build } from './build.ts';
import type { Core } from './shared.ts';

const MAX_REPAIRS = 5;
/** A page that has not shown its values by then is not the layout we know. */
const PATIENCE_MS = 8_000;
const CONTROL = 'a[href],button,input,select,textarea,summary,[role=button],[role=tab],[role=link],[role=menuitem],[onclick]';

export function start(adapter: Adapter): void {
  if (globalThis.stageproofCore && alive()) return;
  const life = new AbortController();
  const end = life.signal;
  const nonce = Array.from(crypto.getRandomValues(new Uint8Array(16)), (b) => b.toString(16).padStart(2, '0')).join('');
  const box = document.createElement('div');
  const root = box.attachShadow({ mode: 'closed' });
  const tab = document.createElement('button');
  tab.hidden = true;
  tab.type = 'button';
  // Constructed, because a page's policy may forbid style elements.
  const sheet = new CSSStyleSheet();
  root.adoptedStyleSheets = [sheet];
  root.append(tab);

  const knows: GateKnows = { verdicts: {}, reading: null };
  let hidden = false;
  let repairs = 0;
  let place: Place | null = null;
  let url = '';
  let visit = new AbortController();
  let sent = '';
  let timer = 0;
  let pause = 150;
  let since = 0;
  let watched: Element | null = null;

  const core: Core = { adapter, nonce, box, root, tab, end, resting: null, say: (m) => wire.say(m), settle, show };
  const wire = line(`host:${nonce}`, greet, hear, () => !!core.half?.open(), orphan);
  const moves = gate(adapter, knows, core.say, read, alive, end);
  globalThis.stageproofCore = core;

  function greet(): HostToWorker[] {
    const all: HostToWorker[] = [{ t: 'hello', url: location.href, v: 1, open: !!core.half?.open() }, { t: 'place', place, url }];
    if (knows.reading && sent) all.push({ t: 'reading', reading: knows.reading, url });
    return all;
  }

  function hear(message: WorkerToHost): void {
    if (message.t === 'rest') {
      Object.assign(knows, { verdicts: message.verdicts, board: message.board });
      hidden = message.hidden;
      core.resting = message.resting;
      show();
    } else if (message.t === 'holding' || message.t === 'replay' || message.t === 'release') moves.hear(message);
    else if (message.t === 'reread') {
      sent = '';
      read();
    }
    core.half?.hear(message);
  }

  function show(over = false): void {
    const { resting } = core;
    tab.hidden = hidden || !resting || !!core.half?.open();
    if (!resting || tab.hidden) return;
    if (!box.isConnected) document.documentElement.append(box);
    sheet.replaceSync(resting.css);
    tab.className = resting.side === 'left' ? 't l' : 't';
    tab.ariaLabel = over ? resting.reload : resting.label;
    tab.replaceChildren(...(over ? resting.over : resting.face).map(build));
    settle();
  }

  /** Moves the tab along its edge until it lies on none of the page's controls. */
  function settle(): void {
    if (tab.hidden || !core.resting) return;
    const height = tab.offsetHeight;
    const room = innerHeight - height;
    const x = core.resting.side === 'left' ? 4 : document.documentElement.clientWidth - 4;
    const wanted = Math.min(room, Math.max(0, core.resting.top * innerHeight));
    const free = (y: number): boolean =>
      [0, 0.5, 1].every((part) => [x, x + (x < 9 ? 28 : -28)].every((at) => !document.elementsFromPoint(at, y + part * height).find((e) => e !== box)?.closest(CONTROL)));
    let top = wanted;
    for (let step = 0; step < innerHeight && !free(top); step += 24) {
      const next = [wanted + step, wanted - step].find((y) => y >= 0 && y <= room && free(y));
      if (next !== undefined) {
        top = next;
        break;
      }
    }
    tab.style.top = `${top}px`;
  }

  const observer = new MutationObserver((records) => {
    if (!box.isConnected && core.resting) {
      if (++repairs > MAX_REPAIRS) return standDown();
      document.documentElement.append(box);
    }
    if (records.some((r) => r.target !== document.documentElement)) soon();
  });

  function soon(): void {
    timer ||= setTimeout(read, pause) as unknown as number;
  }

  /** Watches the place where the reading can change, and the root's own children, where our element stands. */
  function watch(): void {
    const next = adapter.watch(document, new URL(url)) ?? document.body;
    if (next === watched) return;
    watched = next;
    observer.disconnect();
    observer.observe(document.documentElement, { childList: true });
    if (next) observer.observe(next, { subtree: true, childList: true, characterData: true, attributes: true, attributeFilter: ['value', 'class', 'hidden', 'style', 'aria-current', 'aria-selected', 'readonly', 'title'] });
  }

  function read(): void {
    clearTimeout(timer);
    timer = 0;
    if (end.aborted) return;
    let reading: Reading;
    try {
      reading = adapter.read(document, new URL(location.href));
      watch();
    } catch {
      reading = { kind: 'unrecognised', clue: 'layout' };
    }
    const waiting = reading.kind === 'unrecognised' && reading.clue === 'waiting';
    if (waiting && Date.now() - since < PATIENCE_MS) {
      soon();
      return;
    }
    const text = JSON.stringify(reading);
    // A page that changes all the time without a change for us is read less and less often.
    pause = text === sent ? Math.min(pause * 1.5, 2_000) : 150;
    moves.seen(reading);
    knows.reading = reading;
    if (text === sent) return;
    sent = text;
    wire.say({ t: 'reading', reading, url });
  }

  /** Called on every navigation, real or within the page. */
  function check(): void {
    if (!alive()) return orphan();
    if (url === location.href) return;
    url = location.href;
    const next = adapter.place(new URL(url));
    const same = place?.record === next?.record && place?.org === next?.org && sent;
    pause = 150;
    if (same) return read();
    visit.abort();
    visit = new AbortController();
    place = next;
    since = Date.now();
    sent = '';
    watched = null;
    Object.assign(knows, { verdicts: {}, board: undefined, reading: null });
    observer.disconnect();
    wire.say({ t: 'place', place, url });
    clearTimeout(timer);
    timer = 0;
    read();
  }

  function quiet(): void {
    visit.abort();
    observer.disconnect();
    clearTimeout(timer);
    life.abort();
  }
  /** The extension was updated or removed under us. */
  function orphan(): void {
    if (end.aborted) return;
    quiet();
    core.half?.hear({ t: 'hide' });
    show(true);
    tab.onclick = () => location.reload();
  }
  function standDown(): void {
    quiet();
    box.remove();
  }

  const on = { signal: end };
  tab.addEventListener('click', () => core.say({ t: 'open', focus: core.resting?.unread ? 'note' : 'panel' }), on);
  for (const type of ['pointerenter', 'focus']) tab.addEventListener(type, () => core.half || core.say({ t: 'more' }), on);
  const { navigation } = globalThis as unknown as { navigation?: EventTarget };
  navigation?.addEventListener('currententrychange', check, on);
  for (const type of ['popstate', 'hashchange', 'pageshow']) addEventListener(type, check, on);
  addEventListener('resize', settle, on);
  document.addEventListener('visibilitychange', () => document.hidden || wire.dial(), on);
  if (!navigation) {
    const tick = setInterval(check, 1_000);
    end.addEventListener('abort', () => clearInterval(tick));
  }
  check();
}
