/** The notebook as the office uses it: opened when first needed, one writer per deal at a time, states of shown deals at hand. */
import type { ActorId, DealKey, Event, EventDraft, Role } from '../domain/event.ts';
import type { DealState } from '../domain/state.ts';
import { NotebookError, type Notebook } from '../notebook/index.ts';
import type { Around } from './around.ts';

const MOST_STATES = 40;
const MOST_ONCE = 300;

export interface Book {
  open(): Promise<Notebook>;
  /** A deal's state, or null when nothing is known of it. */
  deal(key: DealKey): Promise<DealState | null>;
  /** Work on one deal, after whatever was begun before on the same deal. */
  inTurn<T>(key: DealKey, work: () => Promise<T>): Promise<T>;
  /** The same for work on several deals. */
  inTurns<T>(keys: readonly DealKey[], work: () => Promise<T>): Promise<T>;
  append(key: DealKey, drafts: readonly EventDraft[], who: { by: ActorId; role: Role }): Promise<{ events: Event[]; state: DealState }>;
  /** Whether a draft with this mark was written before; marks it. */
  once(mark: string | undefined): Promise<boolean>;
  written(mark: string | undefined): Promise<void>;
  /** What is at hand of these deals, or of all, is read anew. */
  forget(keys?: readonly DealKey[]): void;
}

/** @param lost called on every trouble that the notebook met */
export function book(around: Around, lost: (error: NotebookError) => void): Book {
  let opening: Promise<Notebook> | null = null;
  const states = new Map<DealKey, DealState | null>();
  const turns = new Map<DealKey, Promise<unknown>>();
  let marks: Promise<string[]> | null = null;

  const open = (): Promise<Notebook> => {
    opening ??= around.openNotebook().then((notebook) => {
      notebook.onTrouble(lost);
      return notebook;
    });
    // A refused database is asked again at the next need: the user may have changed the setting.
    opening.catch(() => (opening = null));
    return opening;
  };
  const remember = (key: DealKey, state: DealState | null): void => {
    states.delete(key);
    states.set(key, state);
    if (states.size > MOST_STATES) states.delete(states.keys().next().value!);
  };
  const known = (): Promise<string[]> =>
    (marks ??= around.session.get(['once']).then((all) => (Array.isArray(all['once']) ? all['once'].filter((m): m is string => typeof m === 'string') : [])));

  // All turns are taken at once, so that two of these never wait for each other.
  const inTurns = <T>(keys: readonly DealKey[], work: () => Promise<T>): Promise<T> => {
    const next = Promise.all(keys.map((key) => turns.get(key))).then(work);
    const settled = next.catch(() => {}).finally(() => {
      for (const key of keys) if (turns.get(key) === settled) turns.delete(key);
    });
    for (const key of keys) turns.set(key, settled);
    return next;
  };

  return {
    open,
    async deal(key) {
      const state = states.get(key);
      if (state !== undefined) return state;
      const found = await (await open()).deal(key);
      remember(key, found);
      return found;
    },
    inTurn: (key, work) => inTurns([key], work),
    inTurns,
    async append(key, drafts, who) {
      const done = await (await open()).append(key, drafts, who);
      remember(key, done.state);
      return done;
    },
    once: async (mark) => mark !== undefined && (await known()).includes(mark),
    async written(mark) {
      if (mark === undefined) return;
      const all = [...(await known()), mark].slice(-MOST_ONCE);
      marks = Promise.resolve(all);
      await around.session.set({ once: all });
    },
    forget: (keys) => (keys ? keys.forEach((key) => states.delete(key)) : states.clear()),
  };
}
