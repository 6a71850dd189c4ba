/** Stand-ins for what only a browser has: ports, storage areas, injection. Named fakes; the notebook is the real one. */
import 'fake-indexeddb/auto';
import { openNotebook, type Notebook } from '../../src/notebook/index.ts';
import type { Around, InjectedFile, Store } from '../../src/worker/around.ts';
import type { Crms } from '../../src/worker/answers.ts';
import type { Port } from '../../src/worker/hub.ts';
import { Recipes } from '../../src/worker/recipes.ts';
import { memory } from '../../src/worker/settings.ts';

export const OWN = 'chrome-extension://abcdefghijklmnopabcdefghijklmnop/';
export const ID = 'abcdefghijklmnopabcdefghijklmnop';
export const NONCE = '0123456789abcdef0123456789abcdef';

export interface FakePort extends Port {
  /** What the worker said. */
  readonly heard: { t: string; [key: string]: unknown }[];
  readonly closed: boolean;
  say(message: unknown): void;
  /** The other end goes away. */
  gone(): void;
}

export function fakePort(name: string, sender: Port['sender']): FakePort {
  const hears: ((m: unknown) => void)[] = [];
  const ends: (() => void)[] = [];
  let closed = false;
  return {
    name, sender, heard: [],
    get closed() { return closed; },
    postMessage(message) {
      if (closed) throw new Error('closed');
      this.heard.push(structuredClone(message) as never);
    },
    disconnect() { closed = true; },
    onMessage: { addListener: (hear) => void hears.push(hear) },
    onDisconnect: { addListener: (end) => void ends.push(end) },
    say(message) { for (const hear of hears) hear(structuredClone(message)); },
    gone() { closed = true; for (const end of ends) end(); },
  };
}

export const hostPort = (tab = 1, nonce = NONCE, url = 'https://crm.example/#crm/model/sale.opportunity/1'): FakePort =>
  fakePort(`host:${nonce}`, { id: ID, url, frameId: 0, tab: { id: tab } });
export const framePort = (tab = 1, nonce = NONCE, url = `${OWN}panel.html`): FakePort =>
  fakePort(`panel:${nonce}`, { id: ID, url, frameId: 7, tab: { id: tab } });

export function fakeStore(items: Record<string, unknown> = {}): Store & { items: Record<string, unknown> } {
  return {
    items,
    get: async (keys) => structuredClone(keys === null ? items : Object.fromEntries(keys.filter((k) => k in items).map((k) => [k, items[k]]))),
    set: async (more) => void Object.assign(items, structuredClone(more)),
    remove: async (keys) => { for (const key of keys) delete items[key]; },
  };
}

export interface FakeAround extends Around {
  injected: [tab: number, file: InjectedFile][];
  time: number;
  local: ReturnType<typeof fakeStore>;
}

let databases = 0;
export function fakeAround(more: Partial<Omit<Around, 'local'>> = {}): FakeAround {
  const name = `notebook-${databases++}`;
  const around: FakeAround = {
    own: OWN, local: fakeStore(), session: fakeStore(), managed: fakeStore(), injected: [], time: Date.UTC(2026, 10, 21, 9),
    uiLanguage: () => 'en-GB',
    now: () => around.time,
    inject: async (tab, ...files) => { for (const file of files) around.injected.push([tab, file]); },
    hook: async (tab, file) => { around.injected.push([tab, file]); },
    ask: async () => ({ ok: false, why: 'not-offered' }),
    list: async () => null,
    teach: async () => null,
    offers: () => true,
    tabs: async () => [],
    callTab: async () => false,
    activeTab: async () => null,
    reload: async () => {},
    salesforce: () => ({ crm: 'salesforce', read: async () => ({ ok: false, why: 'not-granted' }) }),
    salesforceSession: () => (async () => ({ ok: false, why: 'not-offered' })) as never,
    openNotebook: (): Promise<Notebook> => openNotebook({ name, now: () => around.time }),
    ...more,
  };
  return around;
}

export const noCrms: Crms = {
  list: async () => [], on: async () => ({ crm: null, guessed: true }), off: async () => {}, at: async () => ({ crm: null, guessed: true }), refresh: async () => {},
  recipes: new Recipes(fakeAround(), memory(fakeAround())),
};
