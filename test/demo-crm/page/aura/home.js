import { boot, t } from '../boot.js';
import { getList } from '../client.js';
import { h, icon } from '../dom.js';
import { recordUrl } from '../fields.js';
import { table } from './list.js';

/** The home page: greeting, the user's recent deals, today's tasks. */
export function homeView() {
  const deals = h('div.slds-card__body');
  const tasks = h('ul.slds-card__body.slds-card__body_inner');
  const cardOf = (title, iconName, body) => h('article.slds-card', {}, h('div.slds-card__header.slds-grid', {}, h('header.slds-media.slds-media_center.slds-has-flexi-truncate', {}, h('div.slds-media__figure', {}, h('span.slds-icon_container', { class: `slds-icon_container slds-icon-standard-${iconName}` }, icon(`standard:${iconName}`, 'slds-icon slds-icon_small'))), h('div.slds-media__body', {}, h('h2.slds-card__header-title', {}, title)))), body);
  const element = h('div.oneHome.slds-p-around_small', {}, h('h1.slds-text-heading_medium.slds-p-vertical_small.slds-p-horizontal_x-small.demo-greeting', {}, t('goodDay', boot.user.name)),
    h('div.slds-grid.slds-gutters_small.demo-home', {}, h('div.slds-col.slds-size_2-of-3', {}, cardOf(t('keyDeals'), 'opportunity', deals)), h('div.slds-col.slds-size_1-of-3', {}, cardOf(t('assistant'), 'task', tasks))));
  async function show() {
    const [opps, todo] = await Promise.all([getList('Opportunity'), getList('Task')]);
    deals.replaceChildren(table(opps.filter((o) => o.fields.OwnerId.value === boot.user.id && !o.fields.IsClosed?.value).slice(0, 6), 'Opportunity'));
    tasks.replaceChildren(...todo.filter((x) => x.fields.Status.value !== 'Completed').map((x) => h('li.slds-p-vertical_xx-small', {}, h('a', { href: recordUrl('Task', x.id) }, x.fields.Subject.value), h('div.slds-text-body_small', {}, x.fields.What?.displayValue ?? ''))));
  }
  return { element, record: null, show, title: () => t('home'), onTitle() {} };
}
