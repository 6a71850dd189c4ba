import { describe, expect, it } from 'vitest';
import { salesforce } from '../../src/crm/salesforce/page.ts';
import { salesforceAtRest } from '../../src/crm/salesforce/rest.ts';
import { at, checkShape, contract, open, page, values } from './kit.ts';

const org = 'northlight-demo.lightning.force.com';
const OPEN = ['Prospecting', 'Qualification', 'Needs Analysis', 'Value Proposition', 'Id. Decision Makers', 'Perception Analysis', 'Proposal/Price Quote', 'Negotiation/Review'];
const ACCOUNT = '0015i00000ACME1AAP';
const MAYA = { id: '0055i00000MAYALAA5', label: 'Maya Lindqvist' };
const DANIEL = { id: '0055i00000DANOKAA5', label: 'Daniel Okoro' };
const PRIYA = { id: '0055i00000PRIYAAA5', label: 'Priya Raman' };
const ref = (id: string, label: string) => ({ id, label });
const stage = (id: string, label = id, closed?: 'won' | 'lost') => ({ id, label, ...(closed && { closed }) });

/** What test/demo-crm/server/data.mjs holds. */
const deal = (record: string, fields: object, missing: string[] = [], stages = OPEN) => ({
  kind: 'deal', place: { crm: 'salesforce', org, record }, missing, stages: stages.map((id) => ({ id })),
  fields: { nextStep: null, type: 'New Customer', created: '2026-09-14', ...fields },
});
const acme = (more: object = {}) => deal('0065i00000ACME1AAP', {
  name: 'Plant analytics rollout', account: ref(ACCOUNT, 'Acme Robotics'), amount: { value: 420000, currency: 'EUR' }, closeDate: '2027-02-26',
  stage: stage('Needs Analysis'), probability: 20, owner: MAYA, nextStep: 'Site visit in Rotterdam with Helen and the line leads', ...more,
});
const corvid = deal('0065i00000CORVDAA5', {
  name: 'Fleet telemetry 2027', account: ref('0015i00000CORVDAA5', 'Corvid Logistics'), amount: { value: 268000, currency: 'EUR' }, closeDate: '2026-12-18',
  stage: stage('Negotiation/Review'), probability: 90, owner: MAYA, nextStep: 'Order form with Agata by Friday',
});
const noAmount = deal('0065i00000NOAMTAA5', {
  name: 'Referral from Hannover fair', account: null, amount: null, closeDate: '2027-06-30', stage: stage('Prospecting'), probability: 10, owner: MAYA,
});
const qiming = (more: object) => deal('0065i00000QIMNGAA5', {
  name: '华东产线数据平台', account: ref('0015i00000QIMNGAA5', '启明精密制造'), amount: { value: 3200000, currency: 'CNY' }, closeDate: '2027-03-19',
  stage: stage('Qualification'), probability: 10, owner: PRIYA, nextStep: '与赵总确认试点产线', ...more,
});

contract({
  adapter: salesforce,
  crm: 'salesforce',
  expected: {
    'acme1-synthetic': acme(),
    'acme1-native': acme(),
    'acme1-zh': acme({ type: '新客户', stage: stage('Needs Analysis', '需求分析') }),
    'qimng-synthetic': qiming({}),
    'qimng-zh-dynamic': qiming({ type: '新客户', stage: stage('Qualification', '资格鉴定') }),
    'harbr-synthetic': deal('0065i00000HARBRAA5', {
      name: 'Patient intake portal', account: ref('0015i00000HARBRAA5', 'Harbour & Vale Clinics'), amount: { value: 64000, currency: 'GBP' },
      closeDate: '2026-12-11', stage: stage('Value Proposition'), probability: 50, owner: DANIEL,
    }),
    'corvd-synthetic': corvid,
    visited: corvid,
    'edit-modal': corvid,
    'acme2-synthetic': deal('0065i00000ACME2AAP', {
      name: 'Line 4 retrofit', account: ref(ACCOUNT, 'Acme Robotics'), amount: { value: 78000, currency: 'EUR' }, closeDate: '2026-10-30',
      stage: stage('Closed Won', 'Closed Won', 'won'), probability: 100, owner: MAYA, type: 'Existing Customer - Upgrade',
    }, [], [...OPEN, 'Closed Won']),
    'merid-synthetic': deal('0065i00000MERIDAA5', {
      name: 'Data lake migration', account: ref('0015i00000MERIDAA5', 'Meridian Outdoor'), amount: { value: 205000, currency: 'EUR' }, closeDate: '2026-11-06',
      stage: stage('Closed Lost', 'Closed Lost', 'lost'), probability: 0, owner: DANIEL,
    }, [], [...OPEN, 'Closed Lost']),
    'noamt-synthetic': noAmount,
    'noamt-native': noAmount,
    'mrkup-synthetic': deal('0065i00000MRKUPAA5', {
      name: '<b>Röntgen</b> & "Søn" 🚀 مشروع التحليلات', account: ref('0015i00000FJELLAA5', 'Fjellmat AS'), amount: { value: 51200.5, currency: 'EUR' },
      closeDate: '2027-02-05', stage: stage('Needs Analysis'), probability: 20, owner: MAYA,
    }),
    'console-subtab': acme(),
    account: { kind: 'elsewhere' },
    list: { kind: 'elsewhere', view: 'list' },
    'list-zh': { kind: 'elsewhere', view: 'list' },
    kanban: { kind: 'elsewhere', view: 'kanban' },
    'kanban-zh': { kind: 'elsewhere', view: 'kanban' },
  },
  refused: [
    'https://northlight-demo.lightning.force.com/lightning/r/Account/0015i00000ACME1AAP/view',
    'https://northlight-demo.lightning.force.com/lightning/r/Account/0065i00000ACME1AAP/view',
    'https://northlight-demo.lightning.force.com/lightning/r/0015i00000ACME1AAP/view',
    'https://northlight-demo.lightning.force.com/lightning/o/Opportunity/list',
    'https://lightning.force.com.evil.example/lightning/r/Opportunity/0065i00000ACME1AAP/view',
    'https://acme.lightning.force.com.evil.example/lightning/r/Opportunity/0065i00000ACME1AAP/view',
    'https://evil-lightning.force.com/lightning/r/Opportunity/0065i00000ACME1AAP/view',
    'https://acme.lightning.forcexcom/lightning/r/Opportunity/0065i00000ACME1AAP/view',
    'https://evil.example/acme.lightning.force.com/lightning/r/Opportunity/0065i00000ACME1AAP/view',
    'http://127.0.0.1:8010/#crm/model/sale.opportunity/1',
  ],
  near: '[data-target-selection-name], .test-id__field-value, p.fieldComponent, p[title], [slot=primaryField], .slds-path__nav li, .slds-path__nav a, lightning-formatted-text, lightning-formatted-number, records-highlights-details-item, a[href], .active',
  damaged: ['acme1-synthetic', 'acme1-native', 'acme1-zh', 'qimng-zh-dynamic', 'visited', 'acme2-synthetic'],
});

const on = (name = 'acme1-synthetic') => {
  const { html, url } = page('salesforce', name);
  const document = open(html, url);
  const one = <T extends Element>(css: string) => document.querySelector<T & HTMLElement>(css)!;
  const field = (api: string) => one(`[data-target-selection-name="sfdc:RecordField.Opportunity.${api}"] .test-id__field-value`);
  return { document, url, one, field, read: (u = url) => salesforce.read(document, u), press: (e: Element, type = 'click', more = {}) => salesforce.intent(at(type, e, more), document, url) };
};

describe('salesforce: at rest', () => {
  it.each(['acme1-synthetic', 'acme1-native', 'acme1-zh', 'acme2-synthetic', 'merid-synthetic', 'visited', 'console-subtab', 'list', 'account'])('sees the same place and stage in %s as the whole reading', (name) => {
    const { html, url } = page('salesforce', name);
    const whole = salesforce.read(open(html, url), url);
    const glance = salesforceAtRest.glance(open(html, url), url);
    checkShape(glance);
    if (whole.kind !== 'deal') return expect(glance).toEqual(whole);
    expect(glance).toEqual({ kind: 'deal', place: whole.place, fields: { stage: whole.fields.stage }, missing: [], stages: whole.stages });
  });

  it('waits for values, and does not give the last record\'s stage to the next one\'s address', () => {
    const a = on();
    expect(salesforceAtRest.glance(a.document, a.url).kind).toBe('deal');
    expect(salesforceAtRest.glance(a.document, new URL(a.url.href.replace('ACME1AAP', 'CORVDAA5')))).toEqual({ kind: 'unrecognised', clue: 'waiting' });
    a.one('[slot=primaryField]').textContent = '';
    expect(salesforceAtRest.glance(a.document, a.url)).toEqual({ kind: 'unrecognised', clue: 'waiting' });
  });
});

describe('salesforce: addresses', () => {
  it.each([
    '/lightning/r/Opportunity/0065i00000ACME1AAP/view', '/lightning/r/Opportunity/0065i00000ACME1/view', '/lightning/r/0065i00000ACME1AAP/view',
    '/lightning/r/Opportunity/0065i00000ACME1AAP/related/OpportunityLineItems/view', '/lightning/r/Opportunity/0065i00000ACME1/edit',
    '/lightning/r/Task/00T5i00000ACME1AAP/view?ws=%2Flightning%2Fr%2FOpportunity%2F0065i00000ACME1%2Fview',
  ])('%s', (path) => {
    expect(salesforce.place(new URL(path, `https://${org}`))).toEqual({ crm: 'salesforce', org, record: '0065i00000ACME1AAP' });
  });

  it.each(['acme--uat.sandbox.lightning.force.com', 'acme-dev-ed.develop.lightning.force.com', 'acme.lightning.force.mil', 'acme.lightning.sfcrmapps.cn', 'acme.lightning.force.com.mcas.ms'])('%s', (host) => {
    expect(salesforce.place(new URL(`https://${host}/lightning/r/Opportunity/0065i00000ACME1AAP/view`))).toMatchObject({ org: host });
  });
});

describe('salesforce: waits for values', () => {
  it('waits while nothing is drawn', () => {
    const a = on();
    a.one('.oneContent.active').replaceChildren();
    expect(a.read()).toEqual({ kind: 'unrecognised', clue: 'waiting' });
  });

  it('waits while rows stand without their values', () => {
    const a = on();
    a.document.querySelectorAll('.test-id__field-value, p.fieldComponent').forEach((e) => { e.textContent = ''; });
    expect(a.read()).toEqual({ kind: 'unrecognised', clue: 'waiting' });
  });

  it('waits until header and details speak of the same record', () => {
    const a = on();
    a.one('[slot=primaryField]').textContent = 'Another deal';
    expect(a.read()).toEqual({ kind: 'unrecognised', clue: 'waiting' });
  });

  it('does not give the last record\'s values to the next one\'s address', () => {
    const a = on();
    expect(a.read().kind).toBe('deal');
    const next = new URL(a.url.href.replace('ACME1AAP', 'CORVDAA5'));
    expect(a.read(next)).toEqual({ kind: 'unrecognised', clue: 'waiting' });
    a.one('[slot=primaryField]').textContent = a.field('Name').textContent = 'Fleet telemetry 2027';
    expect(a.read(next)).toMatchObject({ kind: 'deal', place: { record: '0065i00000CORVDAA5' }, fields: { name: { value: 'Fleet telemetry 2027' } } });
  });

  it('keeps the saved values while a form is open', () => {
    const a = on();
    const saved = a.read();
    a.field('Name').insertAdjacentHTML('afterend', '<button name="SaveEdit">Save</button>');
    a.field('Name').textContent = '';
    expect(a.read()).toEqual(saved);
  });
});

describe('salesforce: layouts and values', () => {
  it('reads the header alone, where the details are on a tab nobody opened', () => {
    const a = on();
    a.document.querySelectorAll('records-lwc-detail-panel').forEach((e) => e.remove());
    const reading = a.read();
    expect(values(reading)).toMatchObject({ name: 'Plant analytics rollout', account: ref(ACCOUNT, 'Acme Robotics'), amount: { value: 420000, currency: 'EUR' }, stage: stage('Needs Analysis'), owner: MAYA });
    expect(reading).toMatchObject({ missing: [] });
  });

  it('reads by API name what is labelled in another language', () => {
    const a = on();
    a.document.querySelectorAll('p[title]').forEach((e) => e.setAttribute('title', 'Beschriftung'));
    a.document.querySelectorAll('.test-id__field-label').forEach((e) => { e.textContent = 'Beschriftung'; });
    const got = a.read();
    expect(got).toEqual({ ...on().read() });
  });

  it('takes the stage of an English page without a path by its label, of any other page not', () => {
    const a = on();
    a.one('.slds-path__nav').remove();
    expect(values(a.read())).toMatchObject({ stage: stage('Needs Analysis') });
    const zh = on('acme1-zh');
    zh.one('.slds-path__nav').remove();
    expect(zh.read()).toMatchObject({ missing: ['stage'] });
  });

  it.each([['$42.7K', { value: 42700 }, true], ['420.000,00 €', { value: 420000, currency: 'EUR' }, undefined], ['USD 1,000.00 (EUR 900.00)', { value: 1000, currency: 'USD' }, undefined]])('reads %s', (shown, value, rounded) => {
    const a = on();
    a.field('Amount').textContent = shown;
    a.field('CloseDate').textContent = '3/3/2027';
    a.field('CreatedById').textContent = a.field('LastModifiedById').textContent = '';
    const reading = a.read();
    checkShape(reading);
    expect(reading).toMatchObject({ fields: { amount: { value, ...(rounded && { rounded }) } } });
  });

  it('cuts what is too long', () => {
    const a = on();
    const long = 'x'.repeat(30_000);
    a.one('[slot=primaryField]').textContent = a.field('Name').textContent = long;
    a.field('AccountId').textContent = long;
    const reading = a.read();
    checkShape(reading);
    expect(values(reading)['name']).toHaveLength(10_000);
  });
});

describe('salesforce: stage moves', () => {
  it('complete moves to the next step', () => {
    const a = on();
    const intent = a.press(a.one('button.stepAction .label'));
    expect(intent).toMatchObject({ how: 'path', to: { id: 'Value Proposition', label: 'Value Proposition' } });
    let clicks = 0;
    a.one('button.stepAction').addEventListener('click', () => { clicks++; });
    intent!.replay!();
    expect(clicks).toBe(1);
  });

  it('with another step picked, moves to that; picking alone moves nothing', () => {
    const a = on();
    const li = a.one('li[data-name="Perception Analysis"]');
    expect(a.press(li.querySelector('a')!)).toBeNull();
    a.one('.slds-path__nav li.slds-is-active').classList.remove('slds-is-active');
    li.classList.add('slds-is-active');
    expect(a.press(a.one('button.stepAction'))).toMatchObject({ to: { id: 'Perception Analysis' } });
  });

  it('the last step and “closed” only open a dialog', () => {
    const last = on('corvd-synthetic');
    expect(last.press(last.one('button.stepAction'))).toBeNull();
    const won = on('acme2-synthetic');
    expect(won.press(won.one('button.stepAction'))).toBeNull();
  });

  it('the closing dialog\'s save names the closed stage', () => {
    const a = on();
    a.document.body.insertAdjacentHTML('beforeend', `<section role="dialog" class="slds-modal"><select class="stepAction slds-select"><option value="">--None--</option><option value="Closed Won">Closed Won</option><option value="Closed Lost">Verloren</option></select>
      <button class="slds-button slds-button_neutral" id="no">Cancel</button><button class="slds-button slds-button_brand" id="yes">Save</button></section>`);
    const select = a.one<HTMLSelectElement>('select.stepAction');
    select.value = '';
    expect(a.press(a.one('#yes'))).toBeNull();
    select.value = 'Closed Lost';
    expect(a.press(a.one('#yes'))).toMatchObject({ how: 'path', to: { id: 'Closed Lost', label: 'Verloren', closed: 'lost' } });
    expect(a.press(a.one('#no'))).toBeNull();
  });

  it('saving a form moves the stage only when its list holds another', () => {
    const a = on('edit-modal');
    const save = a.one('[role=dialog] button[name=SaveEdit]');
    expect(a.press(save)).toBeNull();
    a.one('[role=dialog] button[name=StageName]').setAttribute('data-value', 'Closed Won');
    expect(a.press(save)).toMatchObject({ how: 'edit', to: { id: 'Closed Won', closed: 'won' } });
  });

  it('a card dropped on another column moves its own record', () => {
    const a = on();
    a.document.body.insertAdjacentHTML('beforeend', `<ul><li class="runtime_sales_pipelineboardPipelineViewColumn" data-name="Qualification"><div title="Qualifizierung"></div><div id="there"></div></li>
      <li class="runtime_sales_pipelineboardPipelineViewColumn" data-name="Prospecting"><div data-recordid="0065i00000LUMENAA5" id="card"></div></li></ul>`);
    const carried = { dataTransfer: { getData: (t: string) => (t === 'text' ? '0065i00000LUMENAA5' : '') } };
    const intent = a.press(a.one('#there'), 'drop', carried);
    expect(intent).toEqual({ how: 'kanban', record: '0065i00000LUMENAA5', to: { id: 'Qualification', label: 'Qualifizierung' } });
    expect(a.press(a.one('#card'), 'drop', carried)).toBeNull();
    expect(a.press(a.one('#there'), 'drop', { dataTransfer: { getData: () => 'a file' } })).toBeNull();
  });

  it('hears an error toast, not a success', () => {
    const a = on();
    const toast = (kind: string) => a.document.body.insertAdjacentHTML('beforeend', `<div class="slds-notify slds-notify_toast slds-theme_${kind} forceToastMessage"><div class="toastContent"><span class="toastMessage">We hit a snag.</span> <div>Review the errors.</div></div></div>`);
    toast('success');
    expect(salesforce.refusal(a.document)).toBeNull();
    toast('error');
    expect(salesforce.refusal(a.document)).toContain('We hit a snag.');
  });
});
