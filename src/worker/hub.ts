/**
 * Ports: who is which, which panel belongs to which page, and nothing from anybody else. A frame is answered only when a
 * content script of ours, in the same tab, uses the same nonce; each of the two stands once.
 */
import { hostToWorker, panelToWorker } from '../wire/schema.ts';
import type { HostToWorker, PanelToWorker, WorkerToHost, WorkerToPanel } from '../wire/messages.ts';

/** What a runtime port has that we use. */
export interface Port {
  readonly name: string;
  readonly sender?: { id?: string; url?: string; frameId?: number; tab?: { id?: number } };
  postMessage(message: unknown): void;
  disconnect(): void;
  readonly onMessage: { addListener(hear: (message: unknown) => void): void };
  readonly onDisconnect: { addListener(gone: () => void): void };
}

export interface HostLink {
  readonly tab: number;
  readonly nonce: string;
  send(message: WorkerToHost): void;
}
export interface PanelLink {
  /** `frame`: in a CRM page; `side`: Chrome's side panel; `page`: a full tab. */
  readonly kind: 'frame' | 'side' | 'page';
  /** The tab of a frame. */
  readonly tab: number | null;
  send(message: WorkerToPanel): void;
}

export interface Hears {
  host(link: HostLink, message: HostToWorker): void;
  hostGone(link: HostLink): void;
  panel(link: PanelLink, message: PanelToWorker): void;
  panelGone(link: PanelLink): void;
}

const MOST_MESSAGES = 120;
const IN_MS = 2_000;
const MOST_WRONG = 20;
/** A connection that was closed for flooding may not come back at once. */
const BAN_MS = 10_000;
const NONCE = /^(host|panel):([0-9a-f]{32})$/;

export class Hub {
  /** Messages and connections refused since the worker started. */
  readonly refused = { messages: 0, ports: 0 };
  private readonly hosts = new Map<string, HostLink>();
  private readonly frames = new Map<string, { link: PanelLink; waiting: boolean }>();
  private readonly banned = new Map<string, number>();

  /** @param own `chrome-extension://…/`; @param id our own extension id */
  constructor(private readonly own: string, private readonly id: string, private readonly hears: Hears, private readonly now: () => number) {}

  connect(port: Port): void {
    const { sender } = port;
    const mine = sender?.id === this.id;
    const ours = sender?.url?.startsWith(this.own) ?? false;
    const [, kind, nonce] = NONCE.exec(port.name) ?? [];
    const tab = sender?.tab?.id;
    if (mine && !ours && kind === 'host' && tab !== undefined && sender?.frameId === 0) return this.host(port, tab, nonce!);
    if (mine && ours && kind === 'panel' && tab !== undefined && sender?.frameId !== 0) return this.frame(port, tab, nonce!);
    if (mine && ours && (port.name === 'side:' || /^page:[a-z]{1,20}$/.test(port.name))) {
      const link: PanelLink = { kind: port.name === 'side:' ? 'side' : 'page', tab: null, send: speak(port) };
      this.listen(port, port.name, panelToWorker, (m) => this.hears.panel(link, m), () => this.hears.panelGone(link));
      return;
    }
    this.refuse(port);
  }

  private host(port: Port, tab: number, nonce: string): void {
    const pair = `${tab}:${nonce}`;
    if (this.hosts.has(pair)) return this.refuse(port);
    const link: HostLink = { tab, nonce, send: speak(port) };
    this.hosts.set(pair, link);
    let greeted = false;
    this.listen(port, `host:${pair}`, hostToWorker, (message) => {
      this.hears.host(link, message);
      if (greeted || message.t !== 'place') return;
      greeted = true;
      const frame = this.frames.get(pair);
      if (frame?.waiting) {
        frame.waiting = false;
        this.hears.panel(frame.link, { t: 'hello' });
      }
    }, () => {
      this.hosts.delete(pair);
      this.hears.hostGone(link);
    });
  }

  private frame(port: Port, tab: number, nonce: string): void {
    const pair = `${tab}:${nonce}`;
    if (this.frames.has(pair)) return this.refuse(port);
    const link: PanelLink = { kind: 'frame', tab, send: speak(port) };
    const entry = { link, waiting: false };
    this.frames.set(pair, entry);
    this.listen(port, `panel:${pair}`, panelToWorker, (message) => {
      if (this.hosts.has(pair)) this.hears.panel(link, message);
      else if (message.t === 'hello') entry.waiting = true;
      else this.refused.messages += 1;
    }, () => {
      this.frames.delete(pair);
      this.hears.panelGone(link);
    });
  }

  private listen<M>(port: Port, who: string, parse: (m: unknown) => M | null, hear: (m: M) => void, gone: () => void): void {
    if ((this.banned.get(who) ?? 0) > this.now()) {
      gone();
      return this.refuse(port);
    }
    let since = this.now();
    let count = 0;
    let wrong = 0;
    let open = true;
    const close = (): void => {
      open = false;
      gone();
    };
    port.onDisconnect.addListener(() => open && close());
    port.onMessage.addListener((raw) => {
      if (!open) return;
      const now = this.now();
      if (now - since > IN_MS) [since, count] = [now, 0];
      count += 1;
      const message = count > MOST_MESSAGES ? null : parse(raw);
      if (message !== null) return hear(message);
      this.refused.messages += 1;
      wrong += 1;
      if (count <= MOST_MESSAGES && wrong <= MOST_WRONG) return;
      this.banned.set(who, now + BAN_MS);
      close();
      this.refuse(port);
    });
  }

  private refuse(port: Port): void {
    this.refused.ports += 1;
    port.disconnect();
  }
}

/** Sends while the port stands; a port that is gone says so by its own event. */
const speak = (port: Port) => (message: unknown): void => {
  try {
    port.postMessage(message);
  } catch {
    // Closed between two events.
  }
};
