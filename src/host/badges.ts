/**
 * Badges beside the names of deals on the CRM's lists and boards. They lie in one closed root of ours, over the page: no
 * element of the CRM is touched, nothing of its layout moves, no pointer ever meets them. Only what is in view is asked for,
 * measured and drawn, once per frame and only when something moved.
 */
import type { DealOnList, ListReader } from '../crm/contract.ts';
import type { StageRef } from '../domain/event.ts';
import type { Badge, BadgesTold } from '../wire/badges.ts';
import type { Core } from './shared.ts';

const MAX_REPAIRS = 5;
const PAUSE_MS = 100;
const MAX_PAUSE_MS = 2_000;
/** At most so much of the time goes into reading the list anew. */
const SHARE = 20;
const ASK_MS = 120;
const PATIENCE_MS = 5_000;
const SETTLE_MS = 120;
const MOST = 200;
/** About what a badge needs beside a name. */
const ROOM = 54;
/** From this height on it is a card, not a row. */
const TALL = 44;

interface Card {
  deal: DealOnList;
  /** Row, cell or card that the badge must stay in. */
  within: Element;
  seen: boolean;
  asked: number;
  mark: Badge | null | undefined;
  badge: HTMLElement | null;
  covered: boolean;
  /** Where it was last put, to write only what changed. */
  at: string;
  /** Where the anchor and the badge's point were when both were measured; `end`: the point is the badge's right end. */
  from: { left: number; top: number; x: number; y: number; end: boolean } | null;
}

/** Ends with `core.end`. Returns what hears the worker. */
export function badges(core: Core, reader: ListReader): (message: BadgesTold) => void {
  const box = document.createElement('div');
  const root = box.attachShadow({ mode: 'closed' });
  const sheet = new CSSStyleSheet();
  root.adoptedStyleSheets = [sheet];
  const list = document.createElement('div');
  list.setAttribute('role', 'list');
  root.append(list);

  const cards = new Map<Element, Card>();
  let on = true;
  let worn = '';
  let repairs = 0;
  let frame = 0;
  let anew = false;
  let raised = false;
  let settling = 0;
  let timer = 0;
  let asking = 0;
  let reading = false;
  let pause = PAUSE_MS;
  let before = '';
  let org = '';
  let watched: Element | null = null;
  const life = { signal: core.end };
  const range = document.createRange();

  const seen = new IntersectionObserver((entries) => {
    for (const { target, intersectionRatio } of entries) {
      const card = cards.get(target);
      if (card) card.seen = intersectionRatio > 0.95;
    }
    shift();
  }, { threshold: [0, 0.96] });

  const changes = new MutationObserver((records) => {
    if (records.every((r) => r.type === 'attributes' && /class|style/.test(r.attributeName!))) soon();
    else again();
  });

  function drop(anchor: Element, card: Card): void {
    seen.unobserve(anchor);
    card.badge?.remove();
    cards.delete(anchor);
  }
  function clear(): void {
    for (const [anchor, card] of cards) drop(anchor, card);
    box.remove();
  }

  /** Reads the list anew, less often where that costs or changes nothing. */
  function again(): void {
    timer ||= setTimeout(read, pause) as unknown as number;
  }
  async function read(): Promise<void> {
    clearTimeout(timer);
    timer = 0;
    if (core.end.aborted || !on || reading || document.hidden) return;
    reading = true;
    try {
      await reader.prepare?.(document, new URL(location.href));
      if (core.end.aborted || !on) return;
      const start = performance.now();
      const url = new URL(location.href);
      const shown = reader.list(document, url);
      take(shown?.deals ?? []);
      org = shown?.org ?? '';
      const next = shown && reader.watch(document, url);
      if (next !== watched) {
        watched = next;
        changes.disconnect();
        if (next) changes.observe(next, { subtree: true, childList: true, characterData: true, attributeFilter: ['href', 'title', 'class', 'style', 'data-row-key-value', 'data-recordid', 'data-id'] });
      }
      const now = `${location.href}\n${(shown?.deals ?? []).map((d) => d.record).join()}`;
      pause = Math.max(now === before ? Math.min(pause * 1.5, MAX_PAUSE_MS) : PAUSE_MS, (performance.now() - start) * SHARE);
      before = now;
    } catch {
      // The list is not the one we know.
      clear();
    } finally {
      reading = false;
    }
  }

  function take(deals: DealOnList[]): void {
    const anchors = new Set(deals.map((d) => d.anchor));
    for (const [anchor, card] of cards) if (!anchors.has(anchor)) drop(anchor, card);
    for (const deal of deals) {
      const card = cards.get(deal.anchor);
      if (!card) {
        const within = deal.anchor.closest('td,th,li,article,[role=gridcell],[role=rowheader],[role=listitem]') ?? deal.anchor.parentElement ?? deal.anchor;
        cards.set(deal.anchor, { deal, within, seen: false, asked: 0, mark: undefined, badge: null, covered: false, at: '', from: null });
        seen.observe(deal.anchor);
      } else {
        // A virtualised row shows another deal now; a card on another column another stage.
        if (card.deal.record !== deal.record) Object.assign(card, { asked: 0, mark: undefined, at: '' });
        card.deal = deal;
      }
    }
    raised = false;
    soon();
  }

  /** Over the list, under what the page lays over it: menus, dialogs, bars that stay. */
  function level(anchor: Element): void {
    let z = '0';
    for (let e: Element | null = anchor; e; e = e.parentElement ?? (e.getRootNode() as ShadowRoot).host ?? null) {
      const { position, zIndex } = getComputedStyle(e);
      if (zIndex !== 'auto' && position !== 'static') z = zIndex;
    }
    list.style.setProperty('--z', z);
  }

  function ask(): void {
    asking = 0;
    const now = Date.now();
    const wanted = [...cards.values()].filter((c) => c.seen && c.mark === undefined && now - c.asked > PATIENCE_MS).slice(0, MOST);
    if (!wanted.length) return;
    askFor(wanted, now);
  }
  function askFor(wanted: Card[], now: number): void {
    for (const card of wanted) card.asked = now;
    core.say({ t: 'badges', crm: reader.id, org, cards: wanted.map(({ deal: { record, fields } }) => ({ record, stage: (fields.stage?.value as StageRef | null | undefined) ?? undefined })) });
  }

  function soon(): void {
    anew = true;
    shift();
  }
  /** Only scrolled: what was measured holds, from another place. */
  function shift(): void {
    frame ||= requestAnimationFrame(place);
  }
  function measure(anchor: Element, { within }: Card): NonNullable<Card['from']> {
    const { left, top } = anchor.getBoundingClientRect();
    range.selectNodeContents(anchor);
    const text = [...range.getClientRects()].findLast((r) => r.width > 0) ?? anchor.getBoundingClientRect();
    const room = within.getBoundingClientRect();
    const end = text.right + ROOM > room.right;
    // A card without room beside the name has it at its upper edge, above the name; a row has not.
    return { left, top, end, x: end ? room.right - 6 : text.right + 6, y: end && room.height >= TALL ? room.top + 1 : text.top + text.height / 2 };
  }

  /** All reads, then all writes. */
  function place(): void {
    frame = 0;
    if (core.end.aborted || !on) return;
    if ([...cards.values()].some((c) => c.seen && c.mark === undefined)) asking ||= setTimeout(ask, ASK_MS) as unknown as number;
    const todo: [Card, string][] = [];
    if (!raised && cards.size) level(cards.keys().next().value!);
    raised = true;
    for (const [anchor, card] of cards) {
      if (!card.mark || !card.seen) {
        if (anew) card.from = null;
        if (card.badge && !card.badge.hidden) todo.push([card, '']);
        continue;
      }
      const old = anew ? null : card.from;
      const from = old ?? (card.from = measure(anchor, card));
      const { left, top } = old ? anchor.getBoundingClientRect() : from;
      const x = Math.round(from.x + left - from.left);
      todo.push([card, `${from.end ? `calc(${x}px - 100%)` : `${x}px`} calc(${Math.round(from.y + top - from.top)}px - 50%)`]);
    }
    anew = false;
    range.setStart(document, 0);
    range.collapse(true);
    for (const [card, at] of todo) put(card, at);
    clearTimeout(settling);
    if (todo.length) settling = setTimeout(settle, SETTLE_MS) as unknown as number;
  }

  function put(card: Card, at: string): void {
    if (at && !box.isConnected) {
      if (++repairs > MAX_REPAIRS) return stop();
      document.documentElement.append(box);
    }
    if (at && !card.badge) {
      card.badge = document.createElement('span');
      card.badge.className = 'b';
      card.badge.setAttribute('role', 'listitem');
      list.append(card.badge);
      paint(card);
    }
    if (!card.badge) return;
    card.badge.hidden = !at || card.covered;
    if (at && at !== card.at) card.badge.style.translate = card.at = at;
  }

  function paint({ badge, mark }: Card): void {
    if (!badge || !mark) return;
    // Of our own making, and a content script is not bound by the page's Trusted Types.
    badge.innerHTML = mark.face;
    badge.ariaLabel = mark.label;
  }

  /** Once nothing moves: a badge whose place something else of the page lies on is not shown. */
  function settle(): void {
    for (const [anchor, card] of cards) {
      const { badge } = card;
      if (!badge || !card.mark || !card.seen) continue;
      const { left, top, height } = card.covered ? anchor.getBoundingClientRect() : badge.getBoundingClientRect();
      const hit = document.elementFromPoint(left + 4, top + height / 2);
      card.covered = !!hit && !card.within.contains(hit) && !holds(hit, anchor);
      badge.hidden = card.covered;
    }
  }

  function stop(): void {
    on = false;
    cancelAnimationFrame(frame);
    for (const t of [timer, asking, settling]) clearTimeout(t);
    frame = timer = asking = 0;
    changes.disconnect();
    watched = null;
    clear();
  }

  /** The card that is dragged leaves its badge behind until it is let go. */
  function dragged(event: Event): void {
    for (const card of cards.values()) if (card.badge && (event.target as Element).contains?.(card.deal.anchor)) card.badge.hidden = true;
  }

  for (const type of ['resize', 'dragend', 'transitionend']) addEventListener(type, soon, { ...life, capture: true, passive: true });
  addEventListener('scroll', shift, { ...life, capture: true, passive: true });
  addEventListener('pointermove', (e) => e.buttons && cards.size && soon(), { ...life, capture: true, passive: true });
  addEventListener('dragstart', dragged, { ...life, capture: true, passive: true });
  addEventListener('dragend', again, { ...life, capture: true, passive: true });
  navigation.addEventListener('currententrychange', again, life);
  document.addEventListener('visibilitychange', () => {
    // Another tab may have brought proofs.
    if (!document.hidden && cards.size) forget();
    again();
  }, life);
  const shifts = new PerformanceObserver(soon);
  shifts.observe({ type: 'layout-shift' });
  core.end.addEventListener('abort', () => {
    stop();
    seen.disconnect();
    shifts.disconnect();
  });

  /** All that is in view is asked for again; what stands, stands until the answer. */
  function forget(): void {
    const inView = [...cards.values()].filter((c) => c.seen).slice(0, MOST);
    for (const card of cards.values()) if (!card.seen) Object.assign(card, { mark: undefined, asked: 0 });
    if (inView.length) askFor(inView, Date.now());
  }

  void read();
  return (told) => {
    if (!told.on) return stop();
    if (told.css !== worn) sheet.replaceSync(worn = told.css);
    list.ariaLabel = told.title;
    if (!on) {
      on = true;
      void read();
    } else if (!told.marks) {
      forget();
      again();
    } else {
      for (const card of cards.values()) {
        if (!Object.hasOwn(told.marks, card.deal.record)) continue;
        card.mark = told.marks[card.deal.record];
        paint(card);
      }
    }
    soon();
  };
}

/** Whether an element stands around another, shadow roots included. */
function holds(outer: Element, inner: Element): boolean {
  for (let e: Node | null = inner; e; e = e.parentNode ?? (e as ShadowRoot).host ?? null) if (e === outer) return true;
  return false;
}
