/** Object home: list views as a table or as a kanban board, switched by "Select list display" without a new URL. */
import { boot, fieldLabel, objectPlural, optionLabel, t } from '../boot.js';
import { getList } from '../client.js';
import { h, icon, iconButton, objectIcon } from '../dom.js';
import { formatDate, formatMoney, recordName, recordUrl } from '../fields.js';
import { kanban } from './kanban.js';
import { openRecordForm } from './recordForm.js';

const VIEWS = { AllOpportunities: 'allOpps', MyOpportunities: 'myOpps', __Recent: 'recentlyViewed' };
const COLUMNS = { Opportunity: ['Name', 'AccountId', 'Amount', 'CloseDate', 'StageName', 'OwnerId'], Account: ['Name', 'Industry', 'Phone', 'BillingCity', 'OwnerId'] };

function cell(record, field) {
  const f = record.fields;
  const target = f[field.replace(/Id$/, '')]?.value;
  if (field === 'Name') return link(recordUrl(record.apiName, record.id), recordName(record), record.id);
  if (field.endsWith('Id')) return target ? link(recordUrl(target.apiName, target.id), recordName(target), target.id) : '';
  if (field === 'Amount') return formatMoney(f.Amount.value, f.CurrencyIsoCode.value);
  if (field === 'CloseDate') return formatDate(f.CloseDate.value);
  if (field === 'StageName') return optionLabel('StageName', f.StageName.value);
  return f[field]?.value ?? '';
}

const link = (href, text, id) => h('a.slds-truncate.outputLookupLink.forceOutputLookup', { href, title: text, 'data-refid': 'recordId', 'data-recordid': id }, text);

export function table(records, object) {
  const columns = COLUMNS[object];
  return h('div.slds-scrollable_x.listViewContent', {}, h('table.slds-table.slds-table_bordered.slds-table_fixed-layout.slds-table_edit.forceRecordLayout.uiVirtualDataTable', { role: 'grid', 'aria-label': objectPlural(object) },
    h('thead', {}, h('tr.slds-line-height_reset', {}, h('th.demo-col-number', { scope: 'col' }, h('span.slds-assistive-text', {}, t('itemNumber'))),
      columns.map((c) => h('th.slds-is-sortable', { scope: 'col', title: fieldLabel(object, c) }, h('div.slds-th__action', {}, h('span.slds-truncate', {}, fieldLabel(object, c))))), h('th.demo-col-actions', { scope: 'col' }))),
    h('tbody', {}, records.map((r, i) => h('tr.slds-hint-parent', { 'data-row-key-value': r.id }, h('td.slds-cell-edit.demo-col-number', {}, h('span.rowNumber.slds-text-body_small', {}, String(i + 1))),
      columns.map((c) => h(c === 'Name' ? 'th.slds-cell-edit' : 'td.slds-cell-edit', { scope: c === 'Name' ? 'row' : null, 'data-label': fieldLabel(object, c) }, h('div.slds-truncate', {}, cell(r, c)))),
      h('td', {}, iconButton('utility:down', t('moreActions'), { class: 'slds-button slds-button_icon slds-button_icon-border-filled slds-button_icon-x-small' })))))));
}

export function listView(first) {
  const { object } = first;
  const body = h('div.forceListViewManagerSecondaryDisplayManager', { 'data-aura-class': 'forceListViewManagerSecondaryDisplayManager' });
  const heading = h('span.triggerLinkText.selectedListView.slds-page-header__title.slds-truncate');
  const info = h('span.countSortedByFilteredBy.slds-text-body_small');
  let mode = 'table';
  let filterName = first.filterName;
  let records = [];
  const view = { element: null, record: null, title: () => t(VIEWS[filterName] ?? 'recentlyViewed'), onTitle() {}, show };
  const display = displayMenu((next) => {
    mode = next;
    draw();
  });
  view.element = h('div.forceListViewManager.slds-page-header-joined.demo-list', { 'data-aura-class': 'forceListViewManager' },
    h('div.slds-page-header.slds-page-header_object-home.forceListViewManagerHeader', {},
      h('div.slds-page-header__row', {}, h('div.slds-page-header__col-title', {}, h('div.slds-media', {}, h('div.slds-media__figure', {}, objectIcon(object)), h('div.slds-media__body', {},
        h('nav', {}, h('span.slds-text-body_small', {}, objectPlural(object))), viewMenu()))),
      h('div.slds-page-header__col-actions', {}, h('ul.slds-button-group-list', {}, h('li', {}, h('a.forceActionLink.slds-button.slds-button_neutral', { title: t('new'), role: 'button', href: 'javascript:void(0);', onclick: () => object === 'Opportunity' && openRecordForm(null) }, t('new')))))),
      h('div.slds-page-header__row.slds-m-top_x-small', {}, h('div.slds-page-header__col-meta', {}, info),
        h('div.slds-page-header__col-controls', {}, h('div.slds-page-header__controls', {}, object === 'Opportunity' ? h('div.slds-page-header__control', {}, display) : null,
          h('div.slds-page-header__control', {}, iconButton('utility:refresh', t('refresh'), { class: 'slds-button slds-button_icon slds-button_icon-border-filled', onclick: () => refresh() })))))), body);

  function viewMenu() {
    const menu = h('div.slds-dropdown.slds-dropdown_left.slds-dropdown_medium', {}, h('ul.slds-dropdown__list', { role: 'menu' }, Object.entries(VIEWS).map(([name, key]) => h('li.slds-dropdown__item', { role: 'presentation' }, h('a', { role: 'menuitem', href: `/lightning/o/${object}/list?filterName=${name}`, onclick: () => trigger.classList.remove('slds-is-open') }, h('span.slds-truncate', {}, t(key)))))));
    const trigger = h('div.slds-dropdown-trigger.slds-dropdown-trigger_click', {}, h('h1.slds-grid.slds-grid_vertical-align-center', {}, heading, iconButton('utility:down', t('selectListView'), { class: 'slds-button slds-button_icon slds-m-left_x-small', onclick: () => trigger.classList.toggle('slds-is-open') })), object === 'Opportunity' ? menu : null);
    return trigger;
  }

  function draw() {
    heading.textContent = view.title();
    const shown = records.filter((r) => filterName !== 'MyOpportunities' || r.fields.OwnerId.value === boot.user.id);
    info.textContent = t('itemsSorted', shown.length, fieldLabel(object, 'Name'), view.title());
    body.replaceChildren(mode === 'kanban' ? kanban(shown, refresh) : table(shown, object));
    view.element.dataset.display = mode;
  }

  async function refresh() {
    records = (await getList(object)).sort((a, b) => recordName(a).localeCompare(recordName(b)));
    draw();
  }

  async function show(route) {
    filterName = route.filterName;
    heading.textContent = view.title();
    view.onTitle();
    await refresh();
  }
  return view;
}

function displayMenu(choose) {
  const item = (mode) => h('li.slds-dropdown__item', { role: 'presentation' }, h('a', { role: 'menuitem', href: 'javascript:void(0);', title: t(mode), 'data-display': mode, onclick: () => { box.classList.remove('slds-is-open'); choose(mode); } }, h('span.slds-truncate', {}, icon(`utility:${mode === 'table' ? 'table' : 'kanban'}`, 'slds-icon slds-icon_x-small slds-m-right_x-small slds-icon-text-default'), t(mode))));
  const box = h('div.slds-dropdown-trigger.slds-dropdown-trigger_click.forceListViewManagerDisplayAs', {},
    h('button.slds-button.slds-button_icon.slds-button_icon-more', { type: 'button', title: t('displayAs'), 'aria-haspopup': 'true', onclick: () => box.classList.toggle('slds-is-open') }, icon('utility:table', 'slds-button__icon'), icon('utility:down', 'slds-button__icon slds-button__icon_x-small'), h('span.slds-assistive-text', {}, t('displayAs'))),
    h('div.slds-dropdown.slds-dropdown_right', {}, h('ul.slds-dropdown__list', { role: 'menu' }, item('table'), item('kanban'))));
  return box;
}
