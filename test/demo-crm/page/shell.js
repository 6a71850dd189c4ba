/** The parts of Lightning around the record: global header, app launcher, app navigation bar. Plain light DOM. */
import { boot, objectPlural, t } from './boot.js';
import { h, icon, iconButton } from './dom.js';
import { here, onRoute } from './router.js';

const ALL = '/lightning/o/Opportunity/list?filterName=AllOpportunities';
const NAV = [
  ['home', () => t('home'), '/lightning/page/home'],
  ['Opportunity', () => objectPlural('Opportunity'), ALL],
  ['Lead', () => t('leads'), null],
  ['Task', () => objectPlural('Task'), null],
  ['Account', () => objectPlural('Account'), '/lightning/o/Account/list?filterName=__Recent'],
  ['Contact', () => objectPlural('Contact'), null],
  ['Calendar', () => t('calendar'), null],
  ['Forecasts', () => t('forecasts'), null],
  ['Dashboards', () => t('dashboards'), null],
  ['Reports', () => t('reports'), null],
];

function header() {
  const item = (child) => h('li.slds-global-actions__item', {}, child);
  const tool = (name, title) => item(iconButton(name, title, { class: 'slds-button slds-button_icon slds-global-actions__item-action slds-button_icon-container' }));
  return h('header.slds-global-header_container.branding-header.oneHeader', { id: 'oneHeader', 'data-aura-class': 'oneHeader' },
    h('div.slds-global-header.slds-grid.slds-grid_align-spread', {},
      h('div.slds-global-header__item', {}, h('span.demo-logo', { title: t('lookalike') }, mark(), h('span.demo-logo__word', {}, 'Northlight'))),
      h('div.slds-global-header__item.slds-global-header__item_search', {},
        h('div.slds-form-element', {}, h('div.slds-form-element__control.slds-input-has-icon.slds-input-has-icon_left', {},
          icon('utility:search', 'slds-icon slds-input__icon slds-input__icon_left slds-icon-text-default'),
          h('input.slds-input', { type: 'search', placeholder: t('search'), 'aria-label': t('search'), autocomplete: 'off' })))),
      h('div.slds-global-header__item', {}, h('ul.slds-global-actions', {},
        tool('utility:favorite', t('favorites')), tool('utility:add', t('new')), tool('utility:help', t('help')),
        tool('utility:setup', t('setup')), tool('utility:notification', t('notifications')),
        item(h('button.slds-button.slds-global-actions__avatar', { type: 'button', title: boot.user.name },
          h('span.slds-avatar.slds-avatar_circle.slds-avatar_medium', {}, h('abbr.slds-avatar__initials.slds-icon-standard-user', { title: boot.user.name }, initials(boot.user.name)))))))));
}

export const initials = (name) => name.split(/\s+/).map((w) => w[0]).slice(0, 2).join('').toUpperCase();

/** The fictional company's own mark, where an org shows its logo. */
const mark = () => h('span.demo-logo__mark', { 'aria-hidden': 'true' });

function launcher() {
  const app = (id, label) => h('li.slds-dropdown__item', { role: 'presentation' }, h('a', { role: 'menuitem', href: '#', 'data-app': id, onclick: (e) => switchApp(e, id) }, h('span.slds-truncate', {}, label)));
  const menu = h('div.slds-dropdown.slds-dropdown_left', {}, h('ul.slds-dropdown__list', { role: 'menu', 'aria-label': t('appLauncher') }, app('sales', t('appSales')), app('console', t('appConsole'))));
  const trigger = h('div.slds-context-bar__icon-action.slds-dropdown-trigger.slds-dropdown-trigger_click.appLauncher', {},
    h('button.slds-button.slds-icon-waffle_container.slds-context-bar__button', { type: 'button', title: t('appLauncher'), onclick: () => trigger.classList.toggle('slds-is-open') },
      h('span.slds-icon-waffle', {}, ...[1, 2, 3, 4, 5, 6, 7, 8, 9].map((n) => h(`span.slds-r${n}`))), h('span.slds-assistive-text', {}, t('appLauncher'))), menu);
  return trigger;
}

function switchApp(event, id) {
  event.preventDefault();
  document.cookie = `demo_app=${id}; path=/`;
  const url = new URL(location.href);
  url.searchParams.delete('ws');
  url.searchParams.set('app', id);
  location.assign(url);
}

const appName = () => t(boot.app === 'console' ? 'appConsole' : 'appSales');

function navBar() {
  const items = NAV.map(([key, label, href]) => h('li.slds-context-bar__item.slds-shrink-none.navexNavItem', { 'data-key': key },
    h('a.slds-context-bar__label-action', { href: href ?? 'javascript:void(0)', title: label() }, h('span.slds-truncate', {}, label())),
    ['home', 'Calendar', 'Forecasts'].includes(key) ? null : h('div.slds-context-bar__icon-action', {}, iconButton('utility:chevrondown', `${label()} ${t('more')}`, { class: 'slds-button slds-button_icon slds-context-bar__button', tabindex: '-1' }))));
  const bar = h('div.slds-context-bar.navexAppNavBar', {},
    h('div.slds-context-bar__primary', {}, h('div.slds-context-bar__item.slds-context-bar__dropdown-trigger.slds-no-hover', {}, launcher(), h('span.slds-context-bar__label-action.slds-context-bar__app-name.appName', {}, h('span.slds-truncate', { title: appName() }, appName())))),
    h('nav.slds-context-bar__secondary', { role: 'navigation' }, h('ul.slds-grid', {}, items)));
  onRoute(highlight);
  highlight(here());
  function highlight(route) {
    const key = route.kind === 'home' ? 'home' : route.object;
    for (const item of items) item.classList.toggle('slds-is-active', item.dataset.key === key);
  }
  return bar;
}

/** The console's bar: navigation item on the left, then one tab per open workspace (drawn by workspace.js). */
function consoleBar() {
  return h('div.slds-context-bar.slds-context-bar_tabs.navexConsoleTabBar.oneConsoleNav', {},
    h('div.slds-context-bar__primary', {}, h('div.slds-context-bar__item.slds-no-hover', {}, launcher(), h('span.slds-context-bar__label-action.slds-context-bar__app-name.appName', {}, h('span.slds-truncate', {}, appName())))),
    h('div.slds-context-bar__secondary.tabBarContainer', { role: 'navigation' },
      h('div.slds-context-bar__item.demo-console-object', {}, h('a.slds-context-bar__label-action', { href: ALL, title: objectPlural('Opportunity') }, icon('standard:opportunity', 'slds-icon slds-icon_small slds-icon-standard-opportunity slds-m-right_x-small'), h('span.slds-truncate', {}, objectPlural('Opportunity')))),
      h('ul.tabBarItems.slds-grid', { role: 'tablist' })));
}

/** Draws everything around the content; answers {content, tabs}: where views go, and the console's tab list. */
export function mountShell() {
  const bar = boot.app === 'console' ? consoleBar() : navBar();
  const content = boot.app === 'console'
    ? h('div.oneWorkspace.navexWorkspaceManager', {}, h('div.split-right.tabsetBody'))
    : h('div.navexStandardManager');
  const root = h('div.desktop.container.forceStyle.oneOne.navexDesktopLayoutContainer.lafAppLayoutHost', { 'data-aura-class': 'oneOne' },
    h('div.viewport', {}, header(), h('div.oneGlobalNav.oneAppNavContainer', {}, h('div.navexDesktopLayoutContainer', {}, bar)), h('section.stage.panelSlide.slds-brand-band_none', {}, content)),
    h('div.DESKTOP.uiContainerManager'), h('div.slds-notify_container.forceToastManager.navexToastManager', { role: 'region', 'aria-live': 'polite' }));
  document.body.append(root);
  return { content: boot.app === 'console' ? content.firstElementChild : content, tabs: bar.querySelector('.tabBarItems') };
}
