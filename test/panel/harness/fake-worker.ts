/**
 * A fake of the worker for looking at screens and testing them without the extension: the real fold, clock and schemas
 * behind a fake port. It keeps one deal in memory. `break()` closes the ports as Chrome does when it stops the worker.
 */
import type { Event, EventDraft, Role } from '../../../src/domain/event.ts';
import { fold } from '../../../src/domain/fold.ts';
import { tick } from '../../../src/domain/hlc.ts';
import { defaultSettings } from '../../../src/wire/defaults.ts';
import type { Port } from '../../../src/ui/state/client.ts';
import type { CheckReport, Context, HeldMove, PanelToWorker, Settings, Trouble, WorkerToPanel } from '../../../src/wire/messages.ts';

export const KEY = 'salesforce:acme.example:006A';
export const PEOPLE: Context['people'] = {
  'local:ana': { name: 'Ana Novak', role: 'rep' }, 'local:ruth': { name: 'Ruth Osei', role: 'manager' },
};

export interface Options {
  events?: Event[];
  settings?: Partial<Settings>;
  context?: Partial<Context>;
  /** No deal on the page. */
  none?: boolean;
  held?: HeldMove | null;
  drafts?: Record<string, string>;
  now: number;
  me?: string;
}

export interface FakePort extends Port {
  say(message: WorkerToPanel): void;
  drop(): void;
}

export function fakeWorker(options: Options) {
  const ports = new Set<FakePort>();
  const heard: PanelToWorker[] = [];
  const drafts: Record<string, string> = { ...options.drafts };
  const once = new Map<string, true>();
  let events = [...(options.events ?? [])];
  let settings: Settings = { ...defaultSettings('en'), name: 'Ana Novak', ...options.settings };
  let held = options.held ?? null;
  let last = events.map((e) => e.at).sort().at(-1) ?? '';
  let count = 0;
  const me = options.me ?? 'local:ana';
  const worker = {
    /** Next answers to appends and settings: a trouble instead of success. */
    refuse: null as Trouble | null,
    /** Messages are swallowed, as by a worker that is being stopped. */
    deaf: false,
    /** `dial` throws, as after an update of the extension. */
    gone: false,
    down: false,
    heard,
    drafts,
    get events() {
      return events;
    },
    dial(): Port {
      if (worker.gone) throw new Error('Extension context invalidated.');
      return open();
    },
    break(): void {
      for (const port of ports) port.drop();
    },
    send(message: WorkerToPanel): void {
      for (const port of ports) port.say(message);
    },
    hold(move: HeldMove | null): void {
      held = move;
      worker.send({ t: 'held', move });
    },
    write(list: EventDraft[], by = me, role: Role = settings.role): Event[] {
      const fresh = list.map((draft): Event => {
        last = tick(last, options.now, '0000000a');
        count += 1;
        return { id: id(count), deal: KEY, by, role, at: last, type: draft.type, v: 1, data: draft.data };
      });
      events = [...events, ...fresh];
      worker.send({ t: 'events', key: KEY, events: fresh });
      return fresh;
    },
  };

  const context = (): Context => ({
    place: { crm: 'salesforce', org: 'acme.example', record: '006A' },
    reading: { kind: 'deal', missing: [], at: options.now - 60_000 },
    packs: [], admin: { locked: [], rules: [], crms: [], wrong: [] }, api: '', crmName: 'Salesforce', me, people: PEOPLE, host: 'frame',
    stages: ['Qualification', 'Needs Analysis', 'Value Proposition', 'Proposal/Price Quote', 'Closed Won'].map((s) => ({ id: s, label: s, ...(s === 'Closed Won' ? { closed: 'won' as const } : {}) })),
    ...options.context, settings,
  });

  function open(): FakePort {
    const listeners = { message: [] as ((m: unknown) => void)[], gone: [] as (() => void)[] };
    let live = true;
    const port: FakePort = {
      postMessage: (m) => {
        if (!live) throw new Error('Attempting to use a disconnected port object');
        const message = structuredClone(m) as PanelToWorker;
        queueMicrotask(() => live && !worker.deaf && hear(port, message));
      },
      disconnect: () => {
        live = false;
        ports.delete(port);
      },
      onMessage: { addListener: (f) => void listeners.message.push(f) },
      onDisconnect: { addListener: (f) => void listeners.gone.push(f) },
      say: (m) => {
        const copy = structuredClone(m);
        setTimeout(() => live && listeners.message.forEach((f) => f(copy)));
      },
      drop: () => {
        if (!live) return;
        live = false;
        ports.delete(port);
        listeners.gone.forEach((f) => f());
      },
    };
    ports.add(port);
    if (worker.down) queueMicrotask(() => port.drop());
    return port;
  }

  function hear(port: FakePort, m: PanelToWorker): void {
    heard.push(m);
    const answer = (n: number, value: unknown): void => {
      if (worker.refuse && (m.t === 'append' || m.t === 'settings')) return port.say({ t: 'answer', n, ok: false, error: worker.refuse });
      port.say({ t: 'answer', n, ok: true, value });
    };
    switch (m.t) {
      case 'hello':
        if (options.none) port.say({ t: 'none', context: { ...context(), place: options.context?.place ?? null }, drafts });
        else port.say({ t: 'deal', state: fold(KEY, events), context: context(), drafts, held });
        return;
      case 'append':
        if (!worker.refuse && !(m.once && once.has(m.once))) {
          if (m.once) once.set(m.once, true);
          worker.write(m.drafts);
        }
        return answer(m.n, null);
      case 'settings':
        if (!worker.refuse) settings = { ...settings, ...m.change };
        port.say({ t: 'context', context: context() });
        return answer(m.n, null);
      case 'draft':
        if (m.text === null) delete drafts[m.key];
        else drafts[m.key] = m.text;
        return;
      case 'ask':
        return answer(m.n, m.what.q === 'checks' ? CHECKS : m.what.q === 'events' ? events : m.what.q === 'deals' ? [{ key: 'a:b:1', name: 'Cold-chain monitoring', account: 'Borough Foods' }, { key: 'a:b:2', name: '工厂数据分析推广', account: 'Acme Robotics' }] : null);
      case 'gate':
        held = null;
        port.say({ t: 'held', move: null });
        return answer(m.n, null);
    }
  }
  return worker;
}

const CHECKS: CheckReport = {
  fire: [{
    id: 'no-power-contact', severity: 'warning', text: 'No key decision maker contacted by stage 3.', rule: 'From stage 3 on, somebody must have spoken with the key decision maker.',
    inputs: [{ label: 'Stage', value: '3' }], where: { kind: 'outcome', id: 'ssm-validating-need-and-access-confirmed' },
  }],
  snoozed: [], clear: 31, lack: [{ id: 'slow', rule: 'A stage should not take longer than its norm.', missing: ['close date'] }],
};

/** A valid id of version 7, by number. */
export function id(n: number): string {
  return `01930000-0000-7000-8000-${n.toString(16).padStart(12, '0')}`;
}
