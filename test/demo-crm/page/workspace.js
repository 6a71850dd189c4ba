/**
 * Where views live. Standard app: one `div.oneContent` per visited page, only the current one `active`. Console app:
 * one `section.oneConsoleTab` per workspace with subtabs inside. As in Lightning, what was visited stays in the DOM.
 */
import { boot, objectLabel, objectPlural, t } from './boot.js';
import { h, icon, objectIcon } from './dom.js';
import { recordName, recordUrl } from './fields.js';
import { navigate } from './router.js';
import { homeView } from './aura/home.js';
import { listView } from './aura/list.js';
import { recordView } from './aura/record.js';

const pages = new Map();

function makeView(route) {
  if (route.kind === 'home') return homeView();
  if (route.kind === 'list') return listView(route);
  if (route.kind === 'record') return recordView(route);
  return { element: h('div.slds-align_absolute-center.slds-p-around_xx-large.slds-text-heading_small', {}, t('notInDemo')), show() {}, title: () => 'Lightning Experience' };
}

const keyOf = (route) => (route.kind === 'record' ? route.id.slice(0, 15) : route.kind === 'list' ? `list:${route.object}` : route.kind);

function titleOf(route, view) {
  if (route.kind === 'record') return view.record ? `${recordName(view.record)} | ${objectLabel(view.record.apiName)} | Salesforce` : 'Lightning Experience | Salesforce';
  if (route.kind === 'list') return `${view.title()} | ${objectPlural(route.object)} | Salesforce`;
  return `${t('home')} | Salesforce`;
}

let current = null;

export function showRoute(stage, route) {
  if (boot.app === 'console') showInConsole(stage, route);
  else showInStandard(stage, route);
}

function open(route, view) {
  current = view;
  const name = () => {
    if (current === view) document.title = titleOf(route, view);
  };
  view.onTitle = name;
  view.show(route);
  name();
}

function showInStandard(stage, route) {
  const key = keyOf(route);
  if (!pages.has(key)) {
    const view = makeView(route);
    const host = h('div.windowViewMode-normal.oneContent.lafPageHost', { 'data-aura-class': 'oneContent' }, view.element);
    pages.set(key, { view, host });
    stage.content.append(host);
  }
  for (const [other, { host }] of pages) host.classList.toggle('active', other === key);
  scrollTo(0, 0);
  open(route, pages.get(key).view);
}

/** Console: workspaces by key, each {section, tab, subs: Map(key → {section, tab, view, route}), order}. */
const workspaces = new Map();

function showInConsole(stage, route) {
  const owner = route.ws ?? route;
  const wsKey = keyOf(owner);
  if (!workspaces.has(wsKey)) workspaces.set(wsKey, makeWorkspace(stage, wsKey, owner));
  const ws = workspaces.get(wsKey);
  if (route.ws && !ws.subs.has(wsKey)) addSub(stage, ws, wsKey, owner);
  const key = keyOf(route);
  if (!ws.subs.has(key)) addSub(stage, ws, key, route);
  for (const [k, other] of workspaces) {
    const active = k === wsKey;
    other.section.classList.toggle('active', active);
    other.section.setAttribute('aria-expanded', String(active));
    other.tab?.classList.toggle('slds-is-active', active);
    other.tab?.classList.toggle('active', active);
  }
  for (const [k, sub] of ws.subs) {
    const active = k === key;
    sub.section.classList.toggle('active', active);
    sub.section.setAttribute('aria-expanded', String(active));
    sub.tab.classList.toggle('slds-is-active', active);
  }
  ws.last = route;
  ws.bar.hidden = ws.subs.size < 2;
  open(route, ws.subs.get(key).view);
}

const routeUrl = (route) => (route.kind === 'record' ? recordUrl(route.object, route.id) + (route.ws ? `?ws=${encodeURIComponent(recordUrl(route.ws.object, route.ws.id))}` : '') : null);

function makeWorkspace(stage, key, owner) {
  const bar = h('ul.tabBarItems.slds-sub-tabs__nav.slds-tabs_default__nav', { role: 'tablist' });
  const section = h('section.tabContent.oneConsoleTab', { role: 'tabpanel', 'data-aura-class': 'oneConsoleTab' }, h('div.oneWorkspaceTabWrapper.active', {}, bar));
  stage.content.append(section);
  const ws = { section, bar, subs: new Map(), last: owner, tab: null };
  if (owner.kind === 'record') {
    ws.label = h('span.title.slds-truncate', {}, '…');
    ws.link = h('a.tabHeader.slds-context-bar__label-action', { role: 'tab', href: recordUrl(owner.object, owner.id), onclick: (e) => { e.preventDefault(); e.stopPropagation(); navigate(routeUrl(ws.last)); } }, objectIcon(owner.object, 'slds-icon_small'), ws.label);
    ws.closer = h('button.slds-button.slds-button_icon.slds-button_icon-x-small', { type: 'button', onclick: () => closeWorkspace(key) }, icon('utility:close', 'slds-button__icon'));
    ws.tab = h('li.oneConsoleTabItem.tabItem.slds-context-bar__item.slds-context-bar__item_tab.borderRight.navexConsoleTabItem', { role: 'presentation', 'data-aura-class': 'navexConsoleTabItem' }, ws.link, h('div.slds-context-bar__icon-action.close', {}, ws.closer));
    stage.tabs.append(ws.tab);
  }
  return ws;
}

function addSub(stage, ws, key, route) {
  const view = makeView(route);
  const section = h('section.tabContent.oneConsoleTab', { role: 'tabpanel', 'data-aura-class': 'oneConsoleTab' }, h('div.windowViewMode-maximized.active.lafPageHost', {}, view.element));
  const label = h('span.title.slds-truncate', {}, '…');
  const tab = h('li.tabItem.slds-sub-tabs__item.slds-tabs_default__item', { role: 'presentation' }, h('a.tabHeader.slds-tabs_default__link', { role: 'tab', href: routeUrl(route) ?? '#', onclick: (e) => { e.preventDefault(); e.stopPropagation(); navigate(routeUrl(route)); } }, label));
  ws.bar.append(tab);
  ws.section.firstElementChild.append(section);
  ws.subs.set(key, { section, tab, view });
  view.onRecord = (record) => {
    label.textContent = recordName(record);
    tab.firstElementChild.title = recordName(record);
    if (ws.tab && ws.subs.keys().next().value === key) {
      ws.label.textContent = recordName(record);
      ws.link.title = recordName(record);
      ws.closer.title = t('closeTab', recordName(record));
    }
  };
}

function closeWorkspace(key) {
  const ws = workspaces.get(key);
  ws.section.remove();
  ws.tab.remove();
  workspaces.delete(key);
  const next = [...workspaces.values()].filter((w) => w.tab).at(-1);
  navigate(next ? routeUrl(next.last) : '/lightning/o/Opportunity/list?filterName=AllOpportunities');
}
