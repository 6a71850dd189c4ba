// A fake of a model-driven app's form and grid, with the control names of EasyRepro. Not Dynamics 365.
import {app, ask, date, esc, money, zh} from '/fake/app.js';

const P = 'MscrmControls.Containers.Process';
const F = '@OData.Community.Display.V1.FormattedValue';
const call = (path, init) => ask(`/api/data/v9.2/${path}`, init);
const input = (column, part, label, value) => `<div data-id="${column}-FieldSectionItemContainer"><label>${label}</label><input data-id="${column}.fieldControl-${part}" value="${esc(value || '---')}"></div>`;
const lookup = (column, label, name, header = '') => `<div data-id="${header}${column}-FieldSectionItemContainer"><label>${label}</label>${name ? `<div role="link" data-id="${header}${column}.fieldControl-LookupResultsDropdown_${column}_selected_tag_text">${esc(name)}</div>` : `<input data-id="${column}.fieldControl-LookupResultsDropdown_${column}_textInputBox_with_filter_new" value="">`}</div>`;
const t = (en, cn) => (zh ? cn : en);
let shown = {};

// The part of the client API that is documented for stages: every move asks its handlers first.
const handlers = new Set();
const process = {
  addOnPreStageChange(handler) { handlers.add(handler); document.documentElement.dataset.hooks = String(handlers.size); },
  async moveNext() { await move(shown.stages[1 + shown.stages.findIndex(s => s.processstageid === shown.flow.processstageid)].processstageid); },
};
globalThis.Xrm = {Page: {data: {process}}};

const {go} = app(async url => {
  const at = url.searchParams;
  closeFlyout();
  if (at.get('pagetype') === 'entityrecord' && at.get('etn') === 'opportunity' && at.get('id')) {
    const id = at.get('id').replace(/[{}]/g, '');
    const d = await call(`opportunities(${id})`);
    const [flow] = (await call(`RetrieveProcessInstances(EntityId=${id},EntityLogicalName='opportunity')`)).value;
    const stages = (await call(`RetrieveActivePath(ProcessInstanceId=${flow.businessprocessflowinstanceid})`)).value;
    shown = {id, flow, stages};
    document.title = `Opportunity: ${d.name}`;
    return `<ul class="row" data-lp-id="commandbar-Form:opportunity"><li><button data-id="opportunity|NoRelationship|Form|Mscrm.Form.opportunity.MarkAsWon">${t('Close as Won', '赢单')}</button></li><li><button data-id="opportunity|NoRelationship|Form|Mscrm.Form.opportunity.MarkAsLost">${t('Close as Lost', '丢单')}</button></li><li><button id="advance">${t('Script of ours', '自定义脚本')}</button></li></ul>
    <main data-id="editFormRoot"><div data-id="form-header"><h1 data-id="header_title">${esc(d.name)}<span data-id="header_saveStatus"> - ${t('Saved', '已保存')}</span></h1>${lookup('ownerid', t('Owner', '负责人'), d[`_ownerid_value${F}`], 'header_')}${d.statecode ? `<span>${d.statecode === 1 ? 'Won' : 'Lost'}</span>` : ''}</div>
    <ul class="row" id="bpfContainer" role="tablist" aria-label="${t('Business Process Flow', '业务流程')}">${stages.map(s => `<li id="${P}BreadCrumb-processHeaderStage_${s.processstageid}" role="tab" aria-selected="${s.processstageid === flow.processstageid}"><button id="${P}BreadCrumb-processHeaderStageButton_${s.processstageid}"><div id="${P}BreadCrumb-processHeaderStageName_${s.processstageid}">${esc(s.stagename)}</div></button>${s.processstageid === flow.processstageid ? `<label id="${P}BreadCrumb-stageStatusLabel">${t('Active for 3 days', '已活动 3 天')}</label>` : ''}</li>`).join('')}</ul>
    <div class="grid">${input('name', 'text-box-text', t('Topic', '主题'), d.name)}${lookup('parentaccountid', t('Account', '客户'), d[`_parentaccountid_value${F}`])}${lookup('parentcontactid', t('Contact', '联系人'), d[`_parentcontactid_value${F}`])}
    ${input('estimatedvalue', 'currency-text-input', t('Est. revenue', '预计收入'), money(d.estimatedvalue, d.transactioncurrencyid.isocurrencycode))}${input('estimatedclosedate', 'date-time-input', t('Est. close date', '预计结束日期'), date(d.estimatedclosedate))}${input('closeprobability', 'whole-number-text-input', t('Probability', '概率'), d.closeprobability === null ? '' : String(d.closeprobability))}${input('createdon', 'date-time-input', t('Created on', '创建日期'), date(d.createdon.slice(0, 10)))}</div></main>`;
  }
  if (at.get('etn') === 'opportunity' && at.get('pagetype') === 'entitylist') {
    const {value} = await call("opportunities?$filter=statecode eq 0");
    document.title = 'Opportunities';
    const link = d => `${location.pathname}?${new URLSearchParams({appid: at.get('appid'), pagetype: 'entityrecord', etn: 'opportunity', id: d.opportunityid})}`;
    return `<div role="grid" aria-rowcount="${value.length}">${value.map(d => `<div role="row" row-id="${d.opportunityid}" class="row"><div role="gridcell" col-id="name"><a data-nav href="${esc(link(d))}">${esc(d.name)}</a></div><div role="gridcell" col-id="parentaccountid">${esc(d[`_parentaccountid_value${F}`])}</div><div role="gridcell" col-id="estimatedvalue">${money(d.estimatedvalue, d.transactioncurrencyid.isocurrencycode)}</div><div role="gridcell" col-id="estimatedclosedate">${date(d.estimatedclosedate)}</div><div role="gridcell" col-id="ownerid">${esc(d[`_ownerid_value${F}`])}</div></div>`).join('')}</div>`;
  }
  document.title = 'Account';
  return '<main data-id="editFormRoot"><h1 data-id="header_title">Acme Robotics</h1><input data-id="name.fieldControl-text-box-text" value="Acme Robotics"></main>';
});

function closeFlyout() { document.querySelector('#__flyoutRootNode')?.remove(); }
const stepId = li => li.id.slice(-36);

async function move(to) {
  const at = id => shown.stages.findIndex(s => s.processstageid === id);
  let prevented = false;
  for (const handler of handlers) handler({getEventArgs: () => ({preventDefault() { prevented = true; }, getDirection: () => (at(to) < at(shown.flow.processstageid) ? 'Previous' : 'Next'), getStage: () => null})});
  if (prevented) return;
  try {
    await call(`opportunitysalesprocesses(${shown.flow.businessprocessflowinstanceid})`, {method: 'PATCH', json: {'activestageid@odata.bind': `/processstages(${to})`}});
    await go();
  } catch (error) {
    document.body.insertAdjacentHTML('beforeend', `<div role="alertdialog" class="toast"><h2 data-id="errorDialog_subtitle">${esc(error.message)}</h2></div>`);
  }
}

document.addEventListener('click', async event => {
  const at = css => event.target.closest(css);
  const step = at(`[id*="processHeaderStageButton"]`)?.closest('li');
  const now = shown.stages?.findIndex(s => s.processstageid === shown.flow.processstageid);
  if (step) {
    closeFlyout();
    for (const li of document.querySelectorAll('#bpfContainer li')) li.setAttribute('aria-selected', String(li === step));
    const active = stepId(step) === shown.flow.processstageid;
    const button = (name, text) => `<button data-id="${P}StageControl-${name}" aria-label="${text}">${text}</button>`;
    document.body.insertAdjacentHTML('beforeend', `<div id="__flyoutRootNode"><div data-id="${P}StageControl-processHeaderStageFlyoutInnerContainer"><div data-id="${P}StageControl-businessProcessFlowFlyoutFooterContainer">${active ? `${now ? button('previousButtonContainer', 'Previous Stage') : ''}${now < shown.stages.length - 1 ? button('nextButtonContainer', 'Next Stage') : button('finishButtonContainer', 'Finish')}` : button('setActiveButton', 'Set Active')}</div></div></div>`);
  } else if (at(`[data-id$="nextButtonContainer"]`)) await move(shown.stages[now + 1].processstageid);
  else if (at(`[data-id$="previousButtonContainer"]`)) await move(shown.stages[now - 1].processstageid);
  else if (at(`[data-id$="setActiveButton"]`)) await move(stepId(document.querySelector('#bpfContainer [aria-selected=true]')));
  else if (at('#advance')) await process.moveNext();
  else if (at('[data-id*="MarkAs"]')) {
    await call(at('[data-id*="MarkAsWon"]') ? 'WinOpportunity' : 'LoseOpportunity', {method: 'POST', json: {OpportunityClose: {'opportunityid@odata.bind': `/opportunities(${shown.id})`}, Status: 3}});
    await go();
  }
});
