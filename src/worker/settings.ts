/** Settings and drafts of this device, in the extension's own storage: they outlive the worker, the page and an update. */
import { defaultSettings } from '../wire/defaults.ts';
import { readPolicy, underPolicy, type AdminPolicy } from '../wire/policy.ts';
import { readSettings } from '../wire/schema.ts';
import type { Settings } from '../wire/messages.ts';
import type { Around } from './around.ts';

const DRAFT = 'draft:';
const MAX_DRAFTS = 500;

export interface Memory {
  /** The user's settings under the administrator's policy. */
  settings(): Promise<Settings>;
  /** Keeps what may be changed; a setting that the administrator locked stays as it is. */
  change(change: Partial<Settings>): Promise<Settings>;
  policy(): Promise<AdminPolicy>;
  /** The administrator changed the policy: it is read again at the next need. */
  forgetPolicy(): void;
  drafts(): Promise<Record<string, string>>;
  draft(key: string, text: string | null): Promise<void>;
  /** When the page in a tab, named by its script's nonce, first spoke, in ms; outlives the worker. */
  loaded(tab: number, nonce: string): Promise<number>;
}

/** Reads lazily and once; a value of the wrong shape falls back to its default, the others stay. */
export function memory(around: Around): Memory {
  let own: Promise<Partial<Settings>> | null = null;
  let admin: Promise<AdminPolicy> | null = null;
  let drafts: Promise<Map<string, string>> | null = null;
  let writing: Promise<unknown> = Promise.resolve();
  const kept = (): Promise<Partial<Settings>> => (own ??= around.local.get(['settings']).then((items) => readSettings(items['settings'])));
  const policy = (): Promise<AdminPolicy> => (admin ??= around.managed.get(null).then(readPolicy, () => readPolicy({})));
  const settings = async (): Promise<Settings> => underPolicy(defaultSettings(around.uiLanguage()), await kept(), await policy());
  const all = (): Promise<Map<string, string>> =>
    (drafts ??= around.local.get(null).then((items) =>
      new Map(Object.entries(items).flatMap(([k, v]) => (k.startsWith(DRAFT) && typeof v === 'string' ? [[k.slice(DRAFT.length), v] as const] : [])))));
  return {
    settings,
    policy,
    forgetPolicy: () => (admin = null),
    async change(change) {
      const { locked } = await policy();
      const free = Object.fromEntries(Object.entries(readSettings(change)).filter(([key]) => !(locked as string[]).includes(key)));
      const next = kept().then((before) => ({ ...before, ...free }));
      own = next;
      await (writing = writing.catch(() => {}).then(async () => around.local.set({ settings: await next })));
      return settings();
    },
    async loaded(tab, nonce) {
      const key = `page:${tab}`;
      const before = (await around.session.get([key]))[key] as { nonce: string; at: number } | undefined;
      if (before?.nonce === nonce) return before.at;
      const at = around.now();
      await around.session.set({ [key]: { nonce, at } });
      return at;
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
