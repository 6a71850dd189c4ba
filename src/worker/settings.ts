/** Settings and drafts of this device, in the extension's own storage: they outlive the worker, the page and an update. */
import { defaultSettings } from '../wire/defaults.ts';
import { readSettings } from '../wire/schema.ts';
import type { Settings } from '../wire/messages.ts';
import type { Around } from './around.ts';

const DRAFT = 'draft:';
const MAX_DRAFTS = 500;

export interface Memory {
  settings(): Promise<Settings>;
  change(change: Partial<Settings>): Promise<Settings>;
  drafts(): Promise<Record<string, string>>;
  draft(key: string, text: string | null): Promise<void>;
}

/** Reads lazily and once; a value of the wrong shape falls back to its default, the others stay. */
export function memory(around: Around): Memory {
  let kept: Promise<Settings> | null = null;
  let drafts: Promise<Map<string, string>> | null = null;
  let writing: Promise<unknown> = Promise.resolve();
  const settings = (): Promise<Settings> =>
    (kept ??= around.local.get(['settings']).then((all) => ({ ...defaultSettings(around.uiLanguage()), ...readSettings(all['settings']) })));
  const all = (): Promise<Map<string, string>> =>
    (drafts ??= around.local.get(null).then((items) =>
      new Map(Object.entries(items).flatMap(([k, v]) => (k.startsWith(DRAFT) && typeof v === 'string' ? [[k.slice(DRAFT.length), v] as const] : [])))));
  return {
    settings,
    async change(change) {
      const next = { ...(await settings()), ...readSettings(change) };
      kept = Promise.resolve(next);
      await (writing = writing.catch(() => {}).then(() => around.local.set({ settings: next })));
      return next;
    },
    async drafts() {
      return Object.fromEntries(await all());
    },
    async draft(key, text) {
      const map = await all();
      map.delete(key);
      if (text === null) return around.local.remove([DRAFT + key]);
      map.set(key, text);
      const old = [...map.keys()].slice(0, Math.max(0, map.size - MAX_DRAFTS));
      for (const k of old) map.delete(k);
      if (old.length) await around.local.remove(old.map((k) => DRAFT + k));
      await around.local.set({ [DRAFT + key]: text });
    },
  };
}
