/**
 * The panel's state: signals that screens read, and the actions they may take.
 *
 * A screen is `src/panel/screens/{name}/index.tsx` with a default export `(props: { app: App }) => JSX`; the shell finds it
 * by its folder (now, proof, gate, score, coach, history, settings, keys, about). A screen reads signals (`app.state.value`)
 * and calls actions; it never touches the browser or the port. Parts come from `src/ui/parts/index.ts`; a screen returns
 * `<Page app={app} actions={<Button kind="primary">…</Button>}>` (parts/page.tsx) with `<Section>`s inside. A form is a `<form>`
 * (Ctrl/⌘ Enter submits it); its Escape is `stopPropagation` after closing itself. Rows that J and K should stop at have
 * `stop="outcome:id"` (kind:id of a note's anchor); Enter presses the first button in the row. `app.anchor` may name an
 * element's id: the shell scrolls to it and focuses it.
 *
 *   app.state     DealState | null            app.method   MethodIndex | null (the deal's method, loaded)
 *   app.view      stage, mapping, progress    app.m        messages of the language in use (`app.m.value.score.…`)
 *   app.lang      'en' | 'zh-CN'              app.settings Settings           app.context  Context
 *   app.today     'YYYY-MM-DD'                app.me       ActorId            app.isManager boolean
 *   app.screen, app.anchor                    app.held     HeldMove | null    app.unread   number
 *   app.connection, app.saving, app.trouble   app.selected anchor of what J/K is on (for N: a note on it)
 *
 *   await app.append([{ type, data }])  → true once saved; false when not (a sentence is shown, keep the form open)
 *   app.draft('coach/new')              → Draft: `.value` two-way, kept through the worker; `.clear()` once sent
 *   await app.setSettings({ theme })    app.go('score', 'group-1')    app.host('close')
 *   await app.ask({ q: 'events', key }) throws TroubleError          app.text(L) picks a method's own text
 *   app.who(id) name of a person        app.day('2027-02-26'), app.when(hlc) as shown to the reader
 *   app.say('…')                        announces a sentence (live region)
 *   app.chooseMethod('ltc')             pins the deal to that method's version
 *   app.guard.watch(el), app.guard.clear(el): whether the host page covers el; see `GuardedButton`
 */
import { batch, computed, effect, signal, type ReadonlySignal, type Signal } from '@preact/signals';
import { defaultSettings } from '../../wire/defaults.ts';
import type { Ask, Context, HeldMove, Lang, Settings, Trouble, WorkerToPanel } from '../../wire/messages.ts';
import type { EventDraft } from '../../domain/event.ts';
import { hlcTime, type Hlc } from '../../domain/hlc.ts';
import { indexMethod, type L, type MethodIndex, type Methodology } from '../../domain/method.ts';
import { unreadNotes, type DealState } from '../../domain/state.ts';
import { messages, pick, showDay, type Messages } from '../../i18n/index.ts';
import { isBuiltIn } from '../../methods/labels.ts';
import { loadMethod, UnknownMethodError } from '../../methods/load.ts';
import { createClient, TroubleError, type Client, type Connection, type Port } from './client.ts';
import { createDrafts, type Draft } from './drafts.ts';
import { dayOf, viewOf, type DealView } from './view.ts';

export type { Draft } from './drafts.ts';
const BEFORE = defaultSettings('en');
export const SCREENS = ['now', 'proof', 'score', 'coach', 'history', 'gate', 'write', 'teach', 'settings', 'keys', 'about'] as const;
export type ScreenName = (typeof SCREENS)[number];
/** The tabs, in the order of keys 1–5. */
export const TABS = ['now', 'proof', 'score', 'coach', 'history'] as const;

export type MoveResult = Extract<WorkerToPanel, { t: 'move-result' }>;
export interface Override {
  reason: string;
  approver?: string;
  until?: string;
}

/** Whether something on screen is really seen by the user, not covered or faded by the host page. */
export interface Guard {
  watch(element: Element): () => void;
  clear(element: Element): boolean;
}

export interface AppOptions {
  dial(): Port;
  parse(message: unknown): WorkerToPanel | null;
  guard: Guard;
  hidden?(): boolean;
  now?(): number;
  /** An id that nobody else makes. */
  unique(): string;
  /** Of the extension, for About. */
  version?: string;
}

export interface App {
  readonly state: ReadonlySignal<DealState | null>;
  readonly context: ReadonlySignal<Context | null>;
  readonly settings: ReadonlySignal<Settings>;
  readonly lang: ReadonlySignal<Lang>;
  readonly m: ReadonlySignal<Messages>;
  readonly method: ReadonlySignal<MethodIndex | null>;
  readonly view: ReadonlySignal<DealView | null>;
  readonly today: ReadonlySignal<string>;
  readonly now: () => number;
  readonly me: ReadonlySignal<string>;
  readonly isManager: ReadonlySignal<boolean>;
  readonly unread: ReadonlySignal<number>;
  readonly screen: ReadonlySignal<ScreenName>;
  readonly anchor: ReadonlySignal<string | null>;
  readonly selected: Signal<{ kind: 'deal' | 'stage' | 'outcome' | 'answer'; id?: string } | null>;
  readonly held: ReadonlySignal<HeldMove | null>;
  readonly result: Signal<MoveResult | null>;
  readonly connection: ReadonlySignal<Connection>;
  /** False until the worker has paired this frame: then nothing may be rendered. */
  readonly paired: ReadonlySignal<boolean>;
  readonly saving: ReadonlySignal<number>;
  readonly trouble: Signal<Trouble | null>;
  readonly said: ReadonlySignal<string>;
  /** A sentence shown once in the strip, '' for none. */
  readonly notice: Signal<string>;
  /** Id of the deal's method when it is not on this device. */
  readonly methodMissing: ReadonlySignal<string | null>;
  readonly guard: Guard;
  readonly version: string;
  /** An id that nobody else makes, for a note, a rival, an action. */
  unique(): string;
  append(drafts: EventDraft[]): Promise<boolean>;
  setSettings(change: Partial<Settings>): Promise<boolean>;
  draft(key: string): Draft;
  go(screen: ScreenName, anchor?: string): void;
  back(): void;
  host(cmd: 'close' | 'focus-page' | 'reread' | 'reload'): void;
  ask(what: Ask): Promise<unknown>;
  /** A method by its id: a built-in one, or a pack of one's own in that version, else in the one in use. Rejects with UnknownMethodError. */
  loadPack(id: string, version?: string): Promise<Methodology>;
  /** Pins the deal to a method in its version in use; `also` is written with it. */
  chooseMethod(id: string, also?: (pack: Methodology) => EventDraft[]): Promise<boolean>;
  answerGate(go: boolean, override?: Override): Promise<boolean>;
  text(text: L): string;
  who(id: string): string;
  day(day: string): string;
  when(stamp: Hlc): string;
  say(sentence: string): void;
  /** Sends what is still unsent and notes that a day may have passed; for `visibilitychange` and `pagehide`. */
  flush(): void;
  wake(): void;
  close(): void;
}

/** Opens the line and keeps the state. Nothing here draws. */
export function createApp(options: AppOptions): App {
  const now = options.now ?? Date.now;
  const state = signal<DealState | null>(null);
  const context = signal<Context | null>(null);
  const method = signal<MethodIndex | null>(null);
  const screen = signal<ScreenName>('now');
  const anchor = signal<string | null>(null);
  const before = signal<ScreenName>('now');
  const held = signal<HeldMove | null>(null);
  const result = signal<MoveResult | null>(null);
  const connection = signal<Connection>('dialling');
  const paired = signal(false);
  const saving = signal(0);
  const trouble = signal<Trouble | null>(null);
  const said = signal('');
  const notice = signal('');
  const methodMissing = signal<string | null>(null);
  const today = signal(dayOf(now()));
  const selected: App['selected'] = signal(null);
  const settings = computed(() => context.value?.settings ?? BEFORE);
  const lang = computed(() => settings.value.lang);
  const m = computed(() => messages(lang.value));
  const me = computed(() => context.value?.me ?? '');

  const go = (to: ScreenName, at?: string): void =>
    batch(() => {
      // Back leads to a tab: from one screen behind the menu to the next, it would go to and fro.
      if (screen.value !== to && (TABS as readonly string[]).includes(screen.value)) before.value = screen.value;
      screen.value = to;
      anchor.value = at ?? null;
    });
  const takeHeld = (move: HeldMove | null): void => {
    const fresh = move !== null && move.n !== held.value?.n;
    held.value = move;
    if (fresh) {
      result.value = null;
      go('gate');
    } else if (!move && screen.value === 'gate' && !result.value) go('now');
  };

  let client: Client | null = null;
  const drafts = createDrafts((key, text) => client?.draft(key, text) ?? false);
  client = createClient({
    dial: options.dial,
    parse: options.parse,
    unique: options.unique,
    ...(options.hidden ? { hidden: options.hidden } : {}),
    heard: {
      deal: (next, ctx, kept, move) =>
        batch(() => {
          if (state.value && state.value.deal !== next.deal) {
            selected.value = null;
            anchor.value = null;
            result.value = null;
            if (screen.value === 'gate') screen.value = 'now';
          }
          state.value = next;
          context.value = ctx;
          paired.value = true;
          if (trouble.value?.code.startsWith('database')) trouble.value = null;
          drafts.take(kept);
          takeHeld(move);
        }),
      none: (ctx, kept) =>
        batch(() => {
          state.value = null;
          context.value = ctx;
          paired.value = true;
          held.value = null;
          drafts.take(kept);
          if (screen.value !== 'settings' && screen.value !== 'about' && screen.value !== 'keys' && screen.value !== 'teach') screen.value = 'now';
        }),
      state: (next) => {
        state.value = next;
      },
      context: (ctx) => {
        context.value = ctx;
      },
      held: takeHeld,
      moveResult: (r) => {
        batch(() => {
          result.value = r;
          held.value = null;
          go('gate');
        });
      },
      go: (to) => go(to),
      trouble: (error) => {
        trouble.value = error;
      },
      connection: (c) => {
        connection.value = c;
      },
      saving: (count) => {
        saving.value = count;
      },
    },
  });
  const line = client;

  const loadPack = async (id: string, version?: string): Promise<Methodology> => {
    if (isBuiltIn(id)) return loadMethod(id);
    const pack = (await line.ask({ q: 'pack', id, version })) as Methodology | null;
    if (!pack) throw new UnknownMethodError(id);
    return pack;
  };
  /** Id and version that the deal is pinned to; a pack of one's own also by the version in use, so that one that was missing is asked for again when it comes. */
  const wanted = computed(() => {
    const id = state.value?.method?.id ?? settings.value.method;
    const inUse = context.value?.packs.find((p) => p.id === id)?.version ?? '';
    return isBuiltIn(id) ? id : `${id}@${state.value?.method?.version ?? inUse}@${inUse}`;
  });
  // What was said last was said in the language before.
  const stopSaid = lang.subscribe(() => {
    said.value = notice.value = '';
  });
  const stopMethod = effect(() => {
    const name = wanted.value;
    if (!paired.value) return;
    methodMissing.value = null;
    const [id = '', version] = name.split('@');
    const has = method.peek()?.method;
    if (has?.id === id && (version === undefined || has.version === version)) return;
    loadPack(id, version || undefined).then(
      (pack) => {
        if (wanted.peek() === name) method.value = indexMethod(pack);
      },
      () => {
        if (wanted.peek() !== name) return;
        method.value = null;
        methodMissing.value = id;
      },
    );
  });
  const view = computed(() => (state.value && context.value && method.value ? viewOf(state.value, context.value, method.value, today.value) : null));
  const minute = setInterval(() => {
    today.value = dayOf(now());
  }, 60_000);

  const failed = (error: unknown): false => {
    trouble.value = error instanceof TroubleError ? error.trouble : { code: 'unknown', detail: String(error) };
    return false;
  };

  const append: App['append'] = async (list) => {
    const key = state.peek()?.deal;
    if (key === undefined) return failed(new TroubleError({ code: 'not-paired' }));
    try {
      await line.append(key, list);
      if (trouble.peek() && trouble.peek()?.code !== 'newer-database') trouble.value = null;
      said.value = m.peek().shell.saved;
      return true;
    } catch (error) {
      return failed(error);
    }
  };

  return {
    state, context, settings, lang, m, method, view, today, now, me, screen, anchor, selected, held, result, connection, paired, saving, trouble, said, notice, methodMissing,
    unique: options.unique,
    version: options.version ?? '',
    isManager: computed(() => settings.value.role === 'manager'),
    unread: computed(() => (state.value ? unreadNotes(state.value, me.value).length : 0)),
    guard: options.guard,
    append,
    loadPack,
    chooseMethod: async (id, also = () => []) => {
      try {
        const pack = await loadPack(id);
        return await append([{ type: 'method.chosen', data: { method: id, version: pack.version } }, ...also(pack)]);
      } catch (error) {
        return failed(error);
      }
    },
    setSettings: async (change) => {
      const was = context.peek();
      if (was) context.value = { ...was, settings: { ...was.settings, ...change } };
      try {
        await line.settings(change);
        return true;
      } catch (error) {
        const cur = context.peek();
        if (was && cur) {
          const undo = Object.fromEntries(Object.keys(change).map((k) => [k, was.settings[k as keyof Settings]]));
          context.value = { ...cur, settings: { ...cur.settings, ...undo } };
        }
        return failed(error);
      }
    },
    draft: (key) => drafts.of(`${state.peek()?.deal ?? ''}#${key}`),
    go,
    back: () => go(before.value === screen.value ? 'now' : before.value),
    host: (cmd) => line.host(cmd),
    ask: (what) => line.ask(what),
    answerGate: async (proceed, override) => {
      const move = held.peek();
      if (!move) return false;
      try {
        await line.gate(move.n, proceed, override);
        if (!proceed) {
          held.value = null;
          go('now');
        }
        return true;
      } catch (error) {
        return failed(error);
      }
    },
    text: (text) => pick(text, lang.value),
    who: (id) => {
      if (id === me.value) return settings.value.name || m.value.shell.you;
      return context.value?.people[id]?.name ?? state.value?.people[id]?.name ?? m.value.shell.someone;
    },
    day: (day) => shortDay(day, today.value, lang.value),
    when: (stamp) => shortDay(dayOf(hlcTime(stamp)), today.value, lang.value),
    say: (sentence) => {
      said.value = sentence;
    },
    flush: () => {
      today.value = dayOf(now());
      drafts.flush();
    },
    wake: () => line.wake(),
    close: () => {
      drafts.flush();
      clearInterval(minute);
      stopSaid();
      stopMethod();
      line.close();
    },
  };
}

/** `20 Nov` within nine months of today, `20 Nov 2025` beyond. */
function shortDay(day: string, today: string, lang: Lang): string {
  if (!(Math.abs(Date.parse(day) - Date.parse(today)) < 270 * 86_400_000)) return showDay(day, lang);
  const date = new Date(`${day}T00:00:00Z`);
  if (Number.isNaN(date.getTime())) return day;
  const zh = lang === 'zh-CN';
  return new Intl.DateTimeFormat(zh ? 'zh-CN' : 'en-GB', { day: 'numeric', month: zh ? 'long' : 'short', timeZone: 'UTC' }).format(date);
}
