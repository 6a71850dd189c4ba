/**
 * Half-typed texts, kept by the worker under `{deal}#{place}`. What is typed here wins over what the worker knew,
 * and is handed over again after every broken line.
 */
import { signal } from '@preact/signals';

export interface Draft {
  /** Two-way: read it to draw, set it on input. */
  value: string;
  peek(): string;
  /** Forget it, once its text has been saved for good. */
  clear(): void;
}

const SAVE_AFTER = 300;

/** @param send hands a draft to the worker (null: forget); false when the line is down */
export function createDrafts(send: (key: string, text: string | null) => boolean) {
  const texts = new Map<string, ReturnType<typeof signal<string>>>();
  const made = new Map<string, Draft>();
  /** Keys typed in here since the panel opened. */
  const touched = new Set<string>();
  const unsent = new Set<string>();
  let kept: Record<string, string> = {};
  let timer: ReturnType<typeof setTimeout> | undefined;

  const text = (key: string) => {
    let s = texts.get(key);
    if (!s) texts.set(key, (s = signal(kept[key] ?? '')));
    return s;
  };
  const flush = (): void => {
    clearTimeout(timer);
    timer = undefined;
    for (const key of unsent) if (send(key, text(key).peek() || null)) unsent.delete(key);
  };
  const set = (key: string, value: string): void => {
    if (text(key).peek() === value) return;
    text(key).value = value;
    touched.add(key);
    unsent.add(key);
    timer ??= setTimeout(flush, SAVE_AFTER);
  };

  return {
    of(key: string): Draft {
      let draft = made.get(key);
      if (!draft) {
        const s = text(key);
        draft = {
          get value() {
            return s.value ?? '';
          },
          set value(value: string) {
            set(key, value);
          },
          peek: () => s.peek() ?? '',
          clear: () => {
            set(key, '');
            flush();
          },
        };
        made.set(key, draft);
      }
      return draft;
    },
    /** The worker's drafts arrived with a snapshot. */
    take(drafts: Record<string, string>): void {
      kept = drafts;
      for (const [key, s] of texts) {
        if (!touched.has(key)) s.value = drafts[key] ?? '';
        else if ((drafts[key] ?? '') !== s.peek()) unsent.add(key);
      }
      if (unsent.size > 0) timer ??= setTimeout(flush, SAVE_AFTER);
    },
    flush,
  };
}
