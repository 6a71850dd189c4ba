/** The service worker. Listeners stand here, registered at once, because Chrome starts it for the event it missed. */
import { salesforceApi } from '../crm/salesforce/api.ts';
import type { SalesforceWorld } from '../crm/salesforce/call.ts';
import { salesforceSession } from '../crm/salesforce/session.ts';
import { openNotebook } from '../notebook/index.ts';
import { openScores } from '../notebook/scores.ts';
import browser from '../platform/browser.ts';
import type { Around, Store } from './around.ts';
import { fileOf, offers, patternOf, Switchboard } from './crms.ts';
import { demo } from './demo.ts';
import { askInPage, listInPage, openTabs, teachInPage } from './ask.ts';
import { Hub, type Port } from './hub.ts';
import { Office } from './office.ts';
import { Recipes } from './recipes.ts';
import { memory } from './settings.ts';

const storeOf = (area: 'local' | 'session'): Store => ({
  get: (keys) => browser.storage[area].get(keys),
  set: (items) => browser.storage[area].set(items),
  remove: (keys) => browser.storage[area].remove(keys),
});

const web: SalesforceWorld = {
  fetch: (...request) => fetch(...request),
  // The permission is optional; without it there is no cookie interface at all.
  cookie: async (url) => (await (browser.cookies as typeof browser.cookies | undefined)?.get({ url, name: 'sid' }).catch(() => null))?.value ?? null,
};

const around: Around = {
  own: browser.runtime.getURL(''),
  local: storeOf('local'),
  session: storeOf('session'),
  managed: { get: (keys) => browser.storage.managed.get(keys) },
  uiLanguage: () => browser.i18n.getUILanguage(),
  now: () => Date.now(),
  inject: async (tabId, ...names) => void (await browser.scripting.executeScript({ target: { tabId }, files: names.map(fileOf) })),
  hook: async (tabId, name) => void (await browser.scripting.executeScript({ target: { tabId }, files: [fileOf(name)], world: 'MAIN' }).catch(() => {})), // a tab that closed
  ask: (tabId, crm, job) => askInPage(tabId, crm, job),
  list: listInPage,
  teach: teachInPage,
  offers,
  tabs: openTabs,
  callTab: (tab, message) => browser.tabs.sendMessage(tab, message).then(() => true, () => false),
  activeTab: async () => (await browser.tabs.query({ active: true, lastFocusedWindow: true }))[0]?.id ?? null,
  reload: (tab) => browser.tabs.reload(tab),
  openNotebook: () => openNotebook(),
  openScores: () => openScores(),
  salesforce: (world) => salesforceApi({ ...web, ...world }),
  salesforceSession: (world) => salesforceSession({ ...web, ...world }),
};
const kept = memory(around);
const crms = new Switchboard(around, kept, new Recipes(around, kept));
const office = new Office(around, kept, crms);
const hub = new Hub(around.own, browser.runtime.id, {
  host: (link, m) => {
    if (m.t === 'hello') void settle(link.tab, m.url).catch(() => {});
    return office.host(link, m);
  },
  hostGone: (link) => office.hostGone(link),
  panel: (link, m) => office.panel(link, m),
  panelGone: (link) => office.panelGone(link),
}, around.now);

/** Pages of a site that nobody named are looked at, each address once; where another CRM's script stands, the page is loaded anew. */
const looked = new Set<string>();
async function settle(tab: number, url: string): Promise<void> {
  const { origin, pathname } = new URL(url);
  if (looked.has(origin + pathname) || looked.size > 500) return;
  looked.add(origin + pathname);
  if (!(await crms.look(tab, url, 'tryton'))) return;
  await crms.register();
  await browser.tabs.reload(tab);
}

browser.storage.managed.onChanged.addListener(() => void office.policyChanged());
browser.runtime.onConnect.addListener((port) => hub.connect(port as unknown as Port));
browser.tabs.onRemoved.addListener((tab) => office.tabGone(tab));
browser.tabs.onActivated.addListener(({ tabId }) => void office.activated(tabId));

const registering = (): Promise<void> => crms.refresh().catch((error: unknown) => console.error('StageProof', error));
browser.runtime.onInstalled.addListener(({ reason }) => {
  void registering().then(() => (reason === 'install' ? crms.enterOpen() : undefined));
  if (reason === 'install' && !__E2E__) void browser.tabs.create({ url: 'welcome.html' });
});
browser.runtime.onStartup.addListener(() => void registering());
browser.permissions.onAdded.addListener(() => void registering());
browser.permissions.onRemoved.addListener(() => void registering());

/** Whether a script of ours answered; a page that was open before has none yet. */
const toggle = (tab: number, by: 'toolbar' | 'shortcut'): Promise<boolean> => office.toggle(tab, by);

async function called(tab: { id?: number | undefined; url?: string | undefined } | undefined, by: 'toolbar' | 'shortcut'): Promise<void> {
  const pattern = patternOf(tab?.url);
  if (tab?.id === undefined || !pattern) return browser.runtime.openOptionsPage();
  // Asking must be the first thing that happens after the click, or Chrome no longer counts it as one.
  const granted = by === 'toolbar' ? await browser.permissions.request({ origins: [pattern] }) : await browser.permissions.contains({ origins: [pattern] });
  if (!granted) return;
  const found = await crms.look(tab.id, tab.url!);
  // Until now another CRM's script stands on the page.
  if (found && found !== 'tryton' && (await around.callTab(tab.id, { t: 'ping' }))) {
    await crms.register();
    return browser.tabs.reload(tab.id);
  }
  if (await toggle(tab.id, by)) return;
  await crms.register();
  await crms.enter(tab.id, tab.url!);
  await toggle(tab.id, by);
}
browser.action.onClicked.addListener((tab) => void called(tab, 'toolbar'));
browser.commands.onCommand.addListener((command, tab) => void (command === 'toggle-panel' && called(tab, 'shortcut')));

void office.pipeline.wake();
if (__E2E__) demo(office, hub);
