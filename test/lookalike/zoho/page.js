// A fake of Zoho CRM's deal page, list and kanban: ids and data-zcqa of public code; stage bar, Blueprint and kanban are made up.
// Not Zoho CRM.
import {app, ask, date, esc, money, zh} from '/fake/app.js';

const token = document.cookie.match(/CT_CSRF_TOKEN=([^;]+)/)[1];
const call = (path, init = {}) => ask(`/crm/v2/${path}`, {...init, headers: {'X-ZCSRF-TOKEN': `crmcsrfparam=${token}`}});
const base = location.pathname.replace(/\/tab\/.*/, '/tab/Potentials');
const t = (en, cn) => (zh ? cn : en);
const field = (column, label, value) => `<div class="cxField"><label>${label}</label><crux-text-component id="subvalue_${column}" data-zcqa="value_${column}">${esc(value) || '—'}</crux-text-component></div>`;
const cell = (label, value) => `<lyte-exptable-td data-zcqa="value_listviewtable_${label}">${value}</lyte-exptable-td>`;
const link = d => `<a data-nav href="${base}/${d.id}">${esc(d.Deal_Name)}</a>`;
let id = '';
let transitions = [];

const {go} = app(async url => {
  const stages = (await call('settings/fields?module=Deals')).fields[0].pick_list_values.map(v => v.display_value);
  id = /\/tab\/Potentials\/(\d+)$/.exec(url.pathname)?.[1] ?? '';
  if (id) {
    const [d] = (await call(`Deals/${id}`)).data;
    transitions = await call(`Deals/${id}/actions/blueprint`).then(b => b.blueprint.transitions, () => []);
    document.title = d.Deal_Name;
    return `<crm-detail-view style="display:block"><h1>${esc(d.Deal_Name)}</h1>
      ${transitions.length ? `<div data-zcqa="blueprint" class="row">${transitions.map(x => `<lyte-button data-zcqa="transition_${x.id}"><button>${esc(x.name)}</button></lyte-button>`).join('')}</div>` : `<div data-zcqa="stagePath" class="row">${stages.map(s => `<button data-value="${esc(s)}">${esc(s)}</button>`).join('')}</div>`}
      <div class="grid">${field('POTENTIALNAME', t('Deal Name', '商机名称'), d.Deal_Name)}${field('ACCOUNTID', t('Account Name', '客户名称'), d.Account_Name?.name)}${field('CONTACTID', t('Contact Name', '联系人姓名'), d.Contact_Name?.name)}${field('AMOUNT', t('Amount', '金额'), money(d.Amount, d.Currency))}${field('CLOSINGDATE', t('Closing Date', '预计成交日期'), date(d.Closing_Date))}${field('STAGE', t('Stage', '阶段'), d.Stage)}${field('PROBABILITY', t('Probability (%)', '可能性 (%)'), d.Probability)}${field('SMOWNERID', t('Deal Owner', '商机所有者'), d.Owner.name)}${field('NEXTSTEP', t('Next Step', '下一步'), d.Next_Step)}${field('TYPE', t('Type', '类型'), d.Type)}${field('CREATEDTIME', t('Created Time', '创建时间'), date(d.Created_Time.slice(0, 10)))}</div></crm-detail-view>`;
  }
  if (!url.pathname.includes('/tab/Potentials')) return '<crm-detail-view style="display:block"><crux-text-component id="subvalue_LASTNAME">Brandt</crux-text-component></crm-detail-view>';
  const {data} = await call('coql', {method: 'POST', json: {select_query: 'select x from Deals limit 0, 200'}});
  document.title = 'Deals';
  if (url.pathname.endsWith('/list')) return `<lyte-exptable>${data.map(d => `<lyte-exptable-tr data-zcqa="detailView" class="row">${cell('Deal Name', link(d))}${cell('Account Name', esc(d.Account_Name?.name))}${cell('Amount', money(d.Amount, d.Currency))}${cell('Closing Date', date(d.Closing_Date))}${cell('Stage', esc(d.Stage))}${cell('Deal Owner', esc(d.Owner.name))}</lyte-exptable-tr>`).join('')}</lyte-exptable>`;
  return `<crm-kanban-view class="row">${stages.map(s => `<div data-zcqa="kanbanColumn"><b data-zcqa="kanbanTitle">${esc(s)}</b>${data.filter(d => d.Stage === s).map(d => `<div data-zcqa="kanbanCard">${link(d)}</div>`).join('')}</div>`).join('')}</crm-kanban-view>`;
});

document.addEventListener('click', async event => {
  const step = event.target.closest('[data-zcqa="stagePath"] [data-value]');
  const move = event.target.closest('[data-zcqa^="transition_"]');
  if (!step && !move) return;
  const said = step
    ? await call(`Deals/${id}`, {method: 'PUT', json: {data: [{Stage: step.dataset.value}]}})
    : await call(`Deals/${id}/actions/blueprint`, {method: 'PUT', json: {blueprint: [{transition_id: move.dataset.zcqa.slice(11), data: {}}]}});
  if (said.data[0].code === 'SUCCESS') await go();
  else document.body.insertAdjacentHTML('beforeend', `<div class="toast lyteErrorMessage">${esc(said.data[0].message)}</div>`);
});
