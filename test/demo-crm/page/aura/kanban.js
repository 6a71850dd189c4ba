/**
 * The kanban board (Aura's runtime_sales_pipelineboard): one column per stage, cards dragged by HTML5 drag and drop.
 * A drop saves at once; a refused drop goes back to where it was.
 */
import { STAGES } from '../../labels.mjs';
import { optionLabel, t } from '../boot.js';
import { h } from '../dom.js';
import { formatDate, formatMoney, recordName, recordUrl } from '../fields.js';
import { save } from '../records.js';
import { toast, toastFailure } from './toast.js';

const P = 'runtime_sales_pipelineboardPipelineView';
let dragged = null;

function card(record) {
  const f = record.fields;
  const item = (child, cls = '') => h('p', { class: `slds-truncate ${P}CardItemStencil ${cls}` }, child);
  const li = h(`li.${P}CardStencil.forceRecordLayout`, { 'data-aura-class': `${P}CardStencil`, 'data-recordid': record.id },
    h(`div.${record.id}.pipelineViewCard.uiDraggable`, { draggable: 'true' }, h('div.pipelineViewCardInnerWrapper', {},
      item(h('a.slds-text-link', { href: recordUrl('Opportunity', record.id), title: recordName(record), draggable: 'false' }, recordName(record)), 'primaryField'),
      f.Account?.value ? item(recordName(f.Account.value)) : null, item(formatMoney(f.Amount.value, f.CurrencyIsoCode.value, 0)), item(formatDate(f.CloseDate.value)))));
  const handle = li.firstElementChild;
  handle.addEventListener('dragstart', (e) => {
    dragged = { li, record };
    e.dataTransfer.effectAllowed = 'move';
    e.dataTransfer.setData('text/plain', record.id);
    li.classList.add('demo-dragging');
  });
  handle.addEventListener('dragend', () => {
    dragged = null;
    li.classList.remove('demo-dragging');
  });
  return li;
}

export function kanban(records, refresh) {
  const columns = STAGES.map((stage) => {
    const mine = records.filter((r) => r.fields.StageName.value === stage.api);
    const list = h('ul.listContent-list', {}, mine.map(card));
    const column = h(`li.${P}Column.slds-col`, { 'data-aura-class': `${P}Column`, 'data-name': stage.api },
      h(`div.${P}ColumnHeader`, { title: optionLabel('StageName', stage.api) }, h('span.stageHeaderLabel.slds-truncate', {}, optionLabel('StageName', stage.api)), h('span.stageHeaderCount', {}, ` (${mine.length})`)),
      h('div.demo-column-sum', {}, sum(mine)), h('div.listContent', {}, list));
    column.addEventListener('dragover', (e) => {
      if (!dragged) return;
      e.preventDefault();
      e.dataTransfer.dropEffect = 'move';
      column.classList.add('demo-drop-here');
    });
    column.addEventListener('dragleave', (e) => {
      if (!column.contains(e.relatedTarget)) column.classList.remove('demo-drop-here');
    });
    column.addEventListener('drop', (e) => {
      e.preventDefault();
      column.classList.remove('demo-drop-here');
      if (dragged) drop(dragged, stage.api, list);
    });
    return column;
  });

  async function drop({ li, record }, stage, list) {
    if (record.fields.StageName.value === stage) return;
    const from = li.parentElement;
    const before = li.nextElementSibling;
    list.append(li);
    try {
      await save(record.id, { StageName: stage });
      toast('success', t('stageChanged'));
    } catch (error) {
      from.insertBefore(li, before);
      toastFailure(error);
    }
    await refresh();
  }

  return h('div', { class: `forceListViewManagerKanban ${P} demo-board slds-scrollable_x` }, h('ul.pipelineViewColumns', {}, columns));
}

/** Column totals are shown per currency; Lightning would convert them by the org's rates. */
function sum(records) {
  const totals = new Map();
  for (const { fields: f } of records) if (f.Amount.value !== null) totals.set(f.CurrencyIsoCode.value, (totals.get(f.CurrencyIsoCode.value) ?? 0) + f.Amount.value);
  return [...totals].map(([currency, total]) => formatMoney(total, currency, 0)).join(' · ') || '—';
}
