/**
 * The panel's line to the worker: hello, a snapshot, then patches; answers matched by `n`; redialled with resync whenever
 * the worker was stopped. Nothing handed to it is lost: an append is kept until the worker acknowledges it, and is sent again
 * after a broken line with the same `once`, by which the worker knows a repetition and writes it only one time.
 */
import type { DealKey, EventDraft } from '../../domain/event.ts';
import { advance } from '../../domain/fold.ts';
import type { DealState } from '../../domain/state.ts';
import type { Ask, Context, HeldMove, PanelToWorker, Settings, Trouble, WorkerToPanel } from '../../wire/messages.ts';

/** What a runtime port has that we use. */
export interface Port {
  postMessage(message: unknown): void;
  disconnect(): void;
  onMessage: { addListener(heard: (message: unknown) => void): void };
  onDisconnect: { addListener(gone: () => void): void };
}

/** `dialling`: not paired yet, show nothing. `redialling`: the worker was stopped. `updated`: this script's extension is gone. */
export type Connection = 'dialling' | 'ok' | 'redialling' | 'updated';

export interface Heard {
  deal(state: DealState, context: Context, drafts: Record<string, string>, held: HeldMove | null): void;
  none(context: Context, drafts: Record<string, string>): void;
  state(state: DealState): void;
  context(context: Context): void;
  held(move: HeldMove | null): void;
  moveResult(result: Extract<WorkerToPanel, { t: 'move-result' }>): void;
  go(screen: 'coach' | 'now' | 'proof'): void;
  trouble(error: Trouble): void;
  connection(now: Connection): void;
  /** Number of appends that the worker has not acknowledged yet. */
  saving(count: number): void;
}

export interface ClientOptions {
  /** Opens a port; throws when the extension was updated or removed. */
  dial(): Port;
  /** Checks a received message; null drops it (and counts it). */
  parse(message: unknown): WorkerToPanel | null;
  heard: Heard;
  /** A hidden panel does not wake a stopped worker; `wake` makes up for it. */
  hidden?(): boolean;
  answerWithin?: number;
  /** An id that nobody else makes. */
  unique(): string;
}

export interface Client {
  append(key: DealKey, drafts: EventDraft[]): Promise<void>;
  ask(what: Ask): Promise<unknown>;
  settings(change: Partial<Settings>): Promise<void>;
  gate(move: number, go: boolean, override?: { reason: string; approver?: string; until?: string }): Promise<void>;
  draft(key: string, text: string | null): boolean;
  host(cmd: 'close' | 'focus-page' | 'reread' | 'reload'): void;
  /** Redials now if the line is down. */
  wake(): void;
  close(): void;
  readonly dropped: number;
}

/** An answer of the worker that says no. */
export class TroubleError extends Error {
  constructor(readonly trouble: Trouble) {
    super(trouble.detail ?? trouble.code);
    this.name = 'TroubleError';
  }
}

type Question = Extract<PanelToWorker, { n: number }>;
interface Pending {
  message: Question;
  sent: number;
  resolve(value: unknown): void;
  reject(error: unknown): void;
  timer: ReturnType<typeof setTimeout> | undefined;
}

const BACKOFF = [0, 250, 500, 1000, 2000, 4000, 8000];
/** So many lines may break on one question before it is given up and said so. */
const TRIES = 4;
/** A stopped worker is back within this time as a rule; only then is the user told. */
const QUIET_REDIAL = 1200;

/** Dials at once. Call `close` when the panel goes away. */
export function createClient(options: ClientOptions): Client {
  const { heard } = options;
  const answerWithin = options.answerWithin ?? 10_000;
  let port: Port | null = null;
  let paired = false;
  let everPaired = false;
  let attempt = 0;
  let counter = 0;
  let dropped = 0;
  let closed = false;
  let resyncing = false;
  let state: DealState | null = null;
  let redialTimer: ReturnType<typeof setTimeout> | undefined;
  let quietTimer: ReturnType<typeof setTimeout> | undefined;
  const pending = new Map<number, Pending>();
  let connection: Connection = 'dialling';

  const say = (now: Connection): void => {
    if (connection === now) return;
    connection = now;
    heard.connection(now);
  };
  const countSaving = (): void => heard.saving([...pending.values()].filter((p) => p.message.t === 'append').length);

  function dial(): void {
    if (closed || port) return;
    clearTimeout(redialTimer);
    let opened: Port;
    try {
      opened = options.dial();
    } catch {
      closed = true;
      clearTimeout(quietTimer);
      say('updated');
      for (const n of pending.keys()) settle(n, (p) => p.reject(new TroubleError({ code: 'unknown', detail: 'updated' })));
      return;
    }
    port = opened;
    opened.onMessage.addListener((message) => {
      if (port === opened) receive(message);
    });
    opened.onDisconnect.addListener(() => {
      if (port === opened) lost();
    });
    post({ t: 'hello' });
  }

  function lost(): void {
    port = null;
    paired = false;
    resyncing = false;
    for (const p of pending.values()) clearTimeout(p.timer);
    if (closed) return;
    if (everPaired) quietTimer ??= setTimeout(() => say('redialling'), QUIET_REDIAL);
    if (options.hidden?.() && pending.size === 0) return;
    redialTimer = setTimeout(dial, BACKOFF[Math.min(attempt, BACKOFF.length - 1)]);
    attempt += 1;
  }

  function drop(): void {
    const old = port;
    lost();
    old?.disconnect();
  }

  function post(message: PanelToWorker): boolean {
    if (!port) return false;
    try {
      port.postMessage(message);
      return true;
    } catch {
      drop();
      return false;
    }
  }

  function nowPaired(): void {
    clearTimeout(quietTimer);
    quietTimer = undefined;
    attempt = 0;
    resyncing = false;
    const first = !paired;
    paired = true;
    everPaired = true;
    say('ok');
    if (first) for (const p of pending.values()) send(p);
  }

  /** Sends a question, or sends again what a broken line may have swallowed. */
  function send(p: Pending): void {
    const m = p.message;
    const repeatable = !(m.t === 'ask' && (m.what.q === 'restore' || m.what.q === 'typed-deal'));
    if (p.sent > 0 && (!repeatable || p.sent >= TRIES)) {
      settle(m.n, (q) => q.reject(new TroubleError({ code: 'unknown', detail: 'no answer' })));
      return;
    }
    p.sent += 1;
    clearTimeout(p.timer);
    p.timer = setTimeout(drop, answerWithin);
    post(m);
  }

  function settle(n: number, how: (p: Pending) => void): void {
    const p = pending.get(n);
    if (!p) return;
    clearTimeout(p.timer);
    pending.delete(n);
    if (p.message.t === 'append') countSaving();
    how(p);
  }

  function question(message: Question): Promise<unknown> {
    counter += 1;
    const n = counter;
    return new Promise((resolve, reject) => {
      const p: Pending = { message: { ...message, n }, sent: 0, resolve, reject, timer: undefined };
      pending.set(n, p);
      if (message.t === 'append') countSaving();
      if (paired) send(p);
      else dial();
    });
  }

  function resync(): void {
    if (resyncing) return;
    resyncing = true;
    post({ t: 'hello' });
  }

  function receive(raw: unknown): void {
    const m = options.parse(raw);
    if (!m) {
      dropped += 1;
      return;
    }
    switch (m.t) {
      case 'ping':
        post({ t: 'pong' });
        return;
      case 'deal':
        state = m.state;
        heard.deal(m.state, m.context, m.drafts, m.held);
        nowPaired();
        return;
      case 'none':
        state = null;
        heard.none(m.context, m.drafts);
        nowPaired();
        return;
      case 'answer':
        settle(m.n, (p) => (m.ok ? p.resolve(m.value) : p.reject(new TroubleError(m.error))));
        return;
      case 'trouble':
        heard.trouble(m.error);
        return;
    }
    if (!paired) return;
    switch (m.t) {
      case 'events': {
        if (!state || state.deal !== m.key) return;
        const next = advance(state, m.events);
        if (!next) return resync();
        state = next;
        heard.state(next);
        return;
      }
      case 'context':
        heard.context(m.context);
        return;
      case 'held':
        heard.held(m.move);
        return;
      case 'move-result':
        heard.moveResult(m);
        return;
      case 'go':
        heard.go(m.screen);
        return;
    }
  }

  dial();
  return {
    append: async (key, drafts) => void (await question({ t: 'append', n: 0, key, drafts, once: options.unique() })),
    ask: (what) => question({ t: 'ask', n: 0, what }),
    settings: async (change) => void (await question({ t: 'settings', n: 0, change })),
    gate: async (move, go, override) => void (await question({ t: 'gate', n: 0, move, go, ...(override ? { override } : {}) })),
    draft: (key, text) => paired && post({ t: 'draft', key, text }),
    host: (cmd) => void post({ t: 'host', cmd }),
    wake: () => {
      if (!port) dial();
    },
    close: () => {
      closed = true;
      clearTimeout(redialTimer);
      clearTimeout(quietTimer);
      for (const p of pending.values()) clearTimeout(p.timer);
      port?.disconnect();
      port = null;
    },
    get dropped() {
      return dropped;
    },
  };
}
