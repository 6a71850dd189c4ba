// A fake of HubSpot's deal record, board and table, with the test ids of public code. Not HubSpot.
import {app, ask, date, esc, money, zh} from '/fake/app.js';

const csrf = document.cookie.match(/hubspotapi-csrf=([^;]+)/)[1];
const portal = location.pathname.split('/')[2];
const call = (path, init = {}) => ask(`/api/${path}${path.includes('?') ? '&' : '?'}portalId=${portal}`, {...init, headers: {'X-HubSpot-CSRF-hubspotapi': csrf}});
const t = (en, cn) => (zh ? cn : en);
const value = (p, name) => p[name]?.value ?? '';
const day = iso => date(String(iso).slice(0, 10));
const row = (name, label, text) => `<span data-test-id="${name}"><label>${label}</label><span data-test-id="hover-content-wrapper"><input readonly data-selenium-test="property-input-${name}" value="${esc(text)}"></span></span>`;
const link = (id, name) => `<a data-nav href="/contacts/${portal}/record/0-3/${id}">${esc(name)}</a>`;
let stages = [];
let deal = '';

const {go} = app(async url => {
  document.querySelector('#stage-list')?.remove();
  const pipelines = (await call('crm/v3/pipelines/deals')).results;
  stages = pipelines[0].stages;
  deal = /\/record\/0-3\/(\d+)/.exec(url.pathname)?.[1] ?? '';
  if (deal) {
    const p = (await call(`inbounddb-objects/v1/crm-objects/0-3/${deal}`)).properties;
    const owner = await call(`crm/v3/owners/${value(p, 'hubspot_owner_id')}`);
    const {associations} = await call(`crm/v3/objects/deals/${deal}?associations=contacts`);
    const [person] = associations ? (await call('crm/v3/objects/contacts/batch/read', {method: 'POST', json: {inputs: [associations.contacts.results[0]]}})).results : [];
    const company = {'Plant analytics rollout': 'Acme Robotics', 'Fleet telemetry 2027': 'Corvid Logistics', 'Line 4 retrofit': 'Acme Robotics'}[value(p, 'dealname')] ?? (value(p, 'dealname').startsWith('华') ? '启明精密制造' : '');
    document.title = value(p, 'dealname');
    const amount = value(p, 'amount');
    return `<main><div data-card-type="OBJECT_HIGHLIGHT" data-selenium-test="deal-highlight-details"><h2 data-selenium-test="highlightTitle"><span data-test-id="highlight-property-display-dealname">${esc(value(p, 'dealname'))}</span></h2>
      <p>${t('Amount', '金额')}: <span data-test-id="highlight-property-display-amount">${amount ? money(Number(amount), value(p, 'deal_currency_code')) : '--'}</span></p>
      <label id="stage-label" for="stage-button">${t('Deal Stage', '交易阶段')}</label><button id="stage-button" data-selenium-test="property-input-dealstage" aria-labelledby="stage-label" aria-haspopup="listbox" aria-expanded="false" aria-owns="stage-list">${esc(stages.find(s => s.id === value(p, 'dealstage')).label)}\u200b</button></div>
      <div class="grid" data-card-type="PROPERTIES_V3">${row('closedate', t('Close Date', '结束日期'), value(p, 'closedate') ? day(value(p, 'closedate')) : '')}${row('hubspot_owner_id', t('Deal owner', '交易所有者'), `${owner.firstName} ${owner.lastName}`)}${row('hs_deal_stage_probability', t('Deal probability', '概率'), value(p, 'hs_deal_stage_probability') && `${Math.round(Number(value(p, 'hs_deal_stage_probability')) * 100)}%`)}${row('hs_next_step', t('Next step', '下一步'), value(p, 'hs_next_step'))}${row('dealtype', t('Deal Type', '交易类型'), value(p, 'dealtype'))}${row('createdate', t('Create Date', '创建日期'), day(value(p, 'createdate')))}</div>
      <div class="grid"><div data-test-id="card-wrapper-ASSOCIATION_V3/0-1">${person ? `<a data-test-id="contact-chicklet-title-link" href="/contacts/${portal}/record/0-1/${person.id}">${esc(person.properties.firstname)}</a>` : ''}</div><div data-test-id="card-wrapper-ASSOCIATION_V3/0-2">${company ? `<a data-test-id="company-chicklet-title-link" href="/contacts/${portal}/record/0-2/1">${esc(company)}</a>` : ''}</div></div></main>`;
  }
  if (!/\/objects\/0-3\//.test(url.pathname)) return '<main><div data-selenium-test="contact-highlight-details"><h2 data-selenium-test="highlightTitle">Helen Brandt</h2></div></main>';
  const {results} = await call('crm/v3/objects/deals/search', {method: 'POST', json: {filterGroups: [], limit: 100}});
  document.title = 'Deals';
  if (url.pathname.endsWith('/list')) return `<table data-test-id="framework-data-table"><tbody>${results.map(d => `<tr data-test-id="row-${d.id}"><td data-column-index="0">${link(d.id, d.properties.dealname)}</td><td>${d.properties.amount}</td></tr>`).join('')}</tbody></table>`;
  return `<div class="row">${stages.map(s => `<div data-test-id="cdb-column"><span data-test-id="cdb-column-name">${esc(s.label)}</span>${results.filter(d => d.properties.dealstage === s.id).map(d => `<div data-test-id="cdb-column-item" data-selenium-id="${d.id}"><div data-test-id="cdb-card">${link(d.id, d.properties.dealname)}</div></div>`).join('')}</div>`).join('')}</div>`;
});

document.addEventListener('click', async event => {
  const button = event.target.closest('#stage-button');
  const option = event.target.closest('#stage-list [role=option]');
  if (!option) document.querySelector('#stage-list')?.remove();
  if (button) {
    document.body.insertAdjacentHTML('beforeend', `<ul id="stage-list" role="listbox">${stages.map(s => `<li role="option" data-option-value="${s.id}"><button><span data-option-text>${esc(s.label)}</span></button></li>`).join('')}</ul>`);
  } else if (option) {
    document.querySelector('#stage-list').remove();
    try {
      await call('inbounddb-objects/v1/crm-objects/0-3', {method: 'PUT', json: [{objectId: deal, objectTypeId: '0-3', propertyValues: [{name: 'dealstage', value: option.dataset.optionValue}]}]});
      await go();
    } catch (error) {
      document.body.insertAdjacentHTML('beforeend', `<div class="toast" data-test-id="floating-alert-danger">${esc(error.message)}</div>`);
    }
  }
});
// The list goes when the person turns elsewhere.
addEventListener('blur', () => document.querySelector('#stage-list')?.remove());
