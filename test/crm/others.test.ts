// Pages of Dynamics 365, HubSpot, Pipedrive and Zoho CRM: captures of look-alikes, not of the products.
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { Adapter, AtRest, ListReader } from '../../src/crm/contract.ts';
import { dynamics, dynamicsLists } from '../../src/crm/dynamics/page.ts';
import { dynamicsAtRest } from '../../src/crm/dynamics/rest.ts';
import { hubspot, hubspotLists } from '../../src/crm/hubspot/page.ts';
import { hubspotAtRest } from '../../src/crm/hubspot/rest.ts';
import { pipedrive, pipedriveLists } from '../../src/crm/pipedrive/page.ts';
import { pipedriveAtRest } from '../../src/crm/pipedrive/rest.ts';
import { zoho, zohoLists } from '../../src/crm/zoho/page.ts';
import { zohoAtRest } from '../../src/crm/zoho/rest.ts';
import { fakes, type Fake } from '../lookalike/serve.mjs';
import { at, checkShape, contract, open, page } from './kit.ts';
import { mutations } from './mutate.ts';

const stage = (id: string, label = id, closed?: 'won' | 'lost') => ({ id, label, ...(closed && { closed }) });
const WON = stage('won', 'Won', 'won');
const LOST = stage('lost', 'Lost', 'lost');
const STEPS = {
  dynamics: [stage('6b9ce798-221a-4260-90b2-2a95ed51a5bc', 'Qualify'), stage('650e06b4-789b-46c1-822b-0da76bedb1ed', 'Develop'), stage('d3ca8878-8d7b-47b9-852d-fcd838790cfd', 'Propose'), stage('bb7e830a-61bd-441b-b1fd-6bb104ffa027', 'Close')],
  hubspot: [stage('appointmentscheduled', 'Appointment Scheduled'), stage('qualifiedtobuy', 'Qualified To Buy'), stage('contractsent', 'Contract Sent'), stage('1073', 'Verbal Yes'), stage('closedwon', 'Closed Won', 'won'), stage('closedlost', 'Closed Lost', 'lost')],
  pipedrive: [stage('11', 'Lead In'), stage('12', 'Contact Made'), stage('13', 'Proposal Made'), stage('14', 'Negotiations Started'), WON, LOST],
  zoho: [stage('Qualification'), stage('Needs Analysis'), stage('Proposal/Price Quote'), stage('Negotiation/Review'), stage('Closed Won', 'Closed Won', 'won'), stage('Closed Lost', 'Closed Lost', 'lost')],
};
const ORG: Record<Fake, string> = { dynamics: 'northlight.crm4.dynamics.com', hubspot: 'app.hubspot.com/14800000', pipedrive: 'northlight.pipedrive.com', zoho: 'crm.zoho.eu' };

interface Kind { adapter: Adapter; rest: AtRest; lists: ListReader; refused: string[]; near: string; names: string[] }
const KINDS: Record<Fake, Kind> = {
  dynamics: {
    adapter: dynamics, rest: dynamicsAtRest, lists: dynamicsLists, near: '[data-id], #bpfContainer li, #bpfContainer [id], input',
    names: ['name', 'account', 'contact', 'amount', 'closeDate', 'probability', 'owner', 'created'],
    refused: ['etn=account&id=0dd00000-0000-4000-8000-000000000001&pagetype=entityrecord', 'etn=opportunity&id=12&pagetype=entityrecord', 'etn=opportunity&pagetype=entityrecord', 'etn=opportunity&id=0dd00000-0000-4000-8000-000000000001&pagetype=entitylist'].map((q) => `https://northlight.crm4.dynamics.com/main.aspx?${q}`)
      .concat(['northlight.crm4.dynamics.com.evil.example', 'crm4.dynamics.com', 'northlight.crm4-dynamics.com', 'evilcrm4.dynamics.com', 'northlight.api.crm4.dynamics.com', 'northlight.crm4.dynamics.evil.com', 'northlight.crm123.dynamics.com', 'evil.example/northlight.crm4.dynamics.com']
        .map((h) => `https://${h}/main.aspx?pagetype=entityrecord&etn=opportunity&id=0dd00000-0000-4000-8000-000000000001`)),
  },
  hubspot: {
    adapter: hubspot, rest: hubspotAtRest, lists: hubspotLists, near: '[data-test-id], [data-selenium-test], #stage-button, input',
    names: ['name', 'account', 'contact', 'amount', 'closeDate', 'probability', 'owner', 'nextStep', 'type', 'created'],
    refused: ['/contacts/14800000/record/0-1/9000000001', '/contacts/14800000/record/0-3/', '/contacts/14800000/objects/0-3/views/all/list', '/contacts/record/0-3/9000000001', '/contacts/14800000/contact/9000000001'].map((p) => `https://app.hubspot.com${p}`)
      .concat(['app.hubspot.com.evil.example', 'www.hubspot.com', 'evil-app.hubspot.com', 'app-evil.hubspot.com', 'x.app.hubspot.com', 'app.hubspot.evil.com', 'apphubspot.com'].map((h) => `https://${h}/contacts/14800000/record/0-3/9000000001`)),
  },
  pipedrive: {
    adapter: pipedrive, rest: pipedriveAtRest, lists: pipedriveLists, near: '[data-test], [data-test-key], [data-stage-id], .title, .dealDetails',
    names: ['name', 'account', 'contact', 'amount', 'closeDate', 'probability', 'owner', 'created'],
    refused: ['/person/101', '/deal/', '/deal/new', '/deals', '/organization/101', '/x/deal/101'].map((p) => `https://northlight.pipedrive.com${p}`)
      .concat(['northlight.pipedrive.com.evil.example', 'www.pipedrive.com', 'pipedrive.com', 'app.pipedrive.com', 'evil-pipedrive.com', 'a.b.pipedrive.com'].map((h) => `https://${h}/deal/101`)),
  },
  zoho: {
    adapter: zoho, rest: zohoAtRest, lists: zohoLists, near: '[data-zcqa], [id^=subvalue_], .cxField, label, crm-detail-view',
    names: ['name', 'account', 'contact', 'amount', 'closeDate', 'probability', 'owner', 'nextStep', 'type', 'created'],
    refused: ['/crm/org20088800000/tab/Contacts/400000000000100001', '/crm/org20088800000/tab/Potentials', '/crm/org20088800000/tab/Potentials/create', '/portal/tab/Potentials/400000000000100001'].map((p) => `https://crm.zoho.eu${p}`)
      .concat(['crm.zoho.eu.evil.example', 'www.zoho.eu', 'evil-crm.zoho.eu', 'crm.zoho.evil', 'crm.zohoeu.com', 'bigin.zoho.eu', 'mail.zoho.com'].map((h) => `https://${h}/crm/org20088800000/tab/Potentials/400000000000100001`)),
  },
};

const all = Object.keys(KINDS) as Fake[];
/** As the API's script leaves it: HubSpot's page says a stage in words alone. */
const know = (crm: Fake): void => { globalThis.stageproofStages = crm === 'hubspot' || crm === 'zoho' ? { org: ORG[crm], stages: STEPS[crm] } : undefined; };

function expected(crm: Fake) {
  const steps = STEPS[crm];
  const deal = (n: number, fields: object, missing: string[] = []) => {
    const every: Record<string, unknown> = { probability: null, nextStep: null, type: null, ...fields };
    return {
      kind: 'deal', place: { crm: crm === 'dynamics' ? 'dynamics365' : crm, org: ORG[crm], record: fakes[crm].idOf(n) }, missing, stages: steps,
      fields: Object.fromEntries(Object.entries(every).filter(([k]) => k === 'stage' || (KINDS[crm].names.includes(k) && !missing.includes(k)))),
    };
  };
  const label = (text: string | null) => text && { label: text };
  // An emptied lookup leaves nothing behind that would say so.
  const gone = crm === 'dynamics' || crm === 'hubspot' ? ['account', 'contact'] : [];
  const acme = { name: 'Plant analytics rollout', account: label('Acme Robotics'), contact: label('Helen Brandt'), amount: { value: 420000, currency: 'EUR' }, closeDate: '2027-02-26', probability: 40, owner: label('Maya Lindqvist'), nextStep: 'Site visit in Rotterdam', type: 'New Business', created: '2026-09-14', stage: steps[1] };
  const won = { ...acme, name: 'Line 4 retrofit', amount: { value: 78000, currency: 'EUR' }, closeDate: '2026-10-30', probability: 100, nextStep: null, type: 'Existing Business', created: '2026-05-11', stage: { dynamics: steps[3], hubspot: steps[4], pipedrive: WON, zoho: steps[4] }[crm] };
  return { deal, acme, won, gone, label, steps };
}

describe.each(all)('%s', (crm) => {
  beforeEach(() => know(crm));
  afterEach(() => { globalThis.stageproofStages = undefined; });
  const { adapter, refused, near } = KINDS[crm];
  const { deal, acme, won, gone, label, steps } = expected(crm);
  contract({
    adapter, crm, refused, near, damaged: ['acme', 'corvid', 'qiming', 'acme-zh'],
    expected: {
      acme: deal(1, acme),
      'acme-zh': deal(1, acme),
      corvid: deal(2, { name: 'Fleet telemetry 2027', account: label('Corvid Logistics'), contact: label('Agata Nowak'), amount: { value: 268000.5, currency: 'EUR' }, closeDate: '2026-12-18', probability: 80, owner: label('Maya Lindqvist'), type: 'Existing Business', created: '2026-08-03', stage: steps[2] }),
      qiming: deal(3, { name: '华东产线数据平台 <b>&"\'', account: label('启明精密制造'), contact: label('赵敏'), amount: { value: 3200000, currency: 'CNY' }, closeDate: '2027-03-19', probability: 10, owner: label('Priya Raman'), nextStep: '与赵总确认试点产线', type: 'New Business', created: '2026-10-21', stage: steps[0] }),
      referral: deal(4, { name: 'Referral from Hannover fair', account: null, contact: null, amount: null, closeDate: null, owner: label('Maya Lindqvist'), created: '2026-11-02', stage: steps[0] }, gone),
      won: deal(5, won),
      list: { kind: 'elsewhere', view: 'list' },
      ...(fakes[crm].board && { kanban: { kind: 'elsewhere', view: 'kanban' } }),
      // While another step is looked at, the one that is active still says so; while the list of stages is open, the page is as before.
      ...(crm === 'dynamics' && { flyout: deal(1, acme) }),
      ...(crm === 'hubspot' && { options: deal(1, acme) }),
    },
  });
});

describe.each(all)('%s: at rest', (crm) => {
  beforeEach(() => know(crm));
  afterEach(() => { globalThis.stageproofStages = undefined; });
  const { adapter, rest } = KINDS[crm];

  it.each(['acme', 'acme-zh', 'referral', 'won', 'list'])('sees the same place and stage in %s as the whole reading', (name) => {
    const { html, url } = page(crm, name);
    const whole = adapter.read(open(html, url), url);
    const glance = rest.glance(open(html, url), url);
    checkShape(glance);
    if (whole.kind !== 'deal') return expect(glance).toEqual(whole);
    expect(glance).toEqual({ kind: 'deal', place: whole.place, fields: { stage: whole.fields.stage }, missing: [], stages: whole.stages });
  });

  it('waits for values, and does not give the last record\'s to the next one\'s address', () => {
    const { html, url } = page(crm, 'acme');
    const document = open(html, url);
    expect(adapter.read(document, url).kind).toBe('deal');
    const next = new URL(fakes[crm].record(2));
    expect(adapter.read(document, next)).toEqual({ kind: 'unrecognised', clue: 'waiting' });
    document.querySelector('#app')!.replaceChildren();
    expect(adapter.read(document, url)).toEqual({ kind: 'unrecognised', clue: 'waiting' });
  });

  it('another object at a deal\'s address is no deal', () => {
    const { html, url } = page(crm, 'acme');
    const document = open(html, url);
    document.querySelector('#app')!.innerHTML = '<main><h1>Acme Robotics</h1><input value="Acme Robotics"></main>';
    expect(adapter.read(document, url).kind).toBe('unrecognised');
  });
});

/** A press on one element of a capture. */
function press(crm: Fake, name: string, css: string, text = '', n = 1) {
  const { html, url } = page(crm, name);
  const document = open(html, url);
  const e = [...document.querySelectorAll<HTMLElement>(css)].find((x) => x.textContent!.includes(text))!;
  const to = KINDS[crm].rest.intent(at('click', e), document, new URL(url.href.replace(fakes[crm].idOf(1), fakes[crm].idOf(n))));
  return to && { to: to.to, how: to.how, replays: !!to.replay };
}

describe('stage moves on the CRM\'s own control', () => {
  beforeEach(() => { globalThis.stageproofStages = undefined; });
  afterEach(() => { globalThis.stageproofStages = undefined; });

  it('dynamics: Set Active leads to the step that is looked at; opening a step moves nothing', () => {
    expect(press('dynamics', 'flyout', '[data-id$="setActiveButton"]')).toEqual({ to: STEPS.dynamics[2], how: 'path', replays: true });
    expect(press('dynamics', 'acme', '#bpfContainer button', 'Propose')).toBeNull();
    expect(press('dynamics', 'acme', 'input')).toBeNull();
  });
  it('dynamics: Next Stage and Previous Stage go by the active step, the commands to an end', () => {
    for (const [name, i] of [['nextButtonContainer', 2], ['previousButtonContainer', 0]] as const) {
      const { html, url } = page('dynamics', 'flyout');
      const document = open(html, url);
      const button = document.querySelector('[data-id$="setActiveButton"]')!;
      button.setAttribute('data-id', `MscrmControls.Containers.ProcessStageControl-${name}`);
      expect(dynamicsAtRest.intent(at('click', button), document, url)).toMatchObject({ to: STEPS.dynamics[i] });
    }
    expect(press('dynamics', 'acme', '[data-id$="MarkAsWon"]')).toEqual({ to: { id: 'won', label: 'Won', closed: 'won' }, how: 'button', replays: true });
    expect(press('dynamics', 'acme', '[data-id$="MarkAsLost"]')).toMatchObject({ to: { closed: 'lost' } });
  });
  it('dynamics: the page\'s own word of a move to come, unless a press on a control has just said so', () => {
    const { html, url } = page('dynamics', 'acme');
    const document = open(html, url);
    const ask = (type: string) => dynamicsAtRest.intent({ type, target: document } as unknown as Event, document, url);
    vi.useFakeTimers({ toFake: ['Date'], now: Date.now() + 60_000 });
    try {
      expect(ask('stageproof-next')).toEqual({ to: STEPS.dynamics[2], how: 'path' });
      expect(ask('stageproof-previous')).toEqual({ to: STEPS.dynamics[0], how: 'path' });
      expect(dynamicsAtRest.intent(at('click', document.querySelector('[data-id$="MarkAsWon"]')!), document, url)).not.toBeNull();
      expect(ask('stageproof-next')).toBeNull();
      vi.setSystemTime(Date.now() + 4_000);
      expect(ask('stageproof-next')).not.toBeNull();
    } finally {
      vi.useRealTimers();
    }
  });
  it('dynamics: without the label of the active step, nothing is said while another one is looked at', () => {
    const { html, url } = page('dynamics', 'flyout');
    const document = open(html, url);
    document.querySelector('[id*="stageStatusLabel"]')!.remove();
    const reading = dynamics.read(document, url);
    expect(reading).toMatchObject({ kind: 'deal' });
    if (reading.kind === 'deal') {
      expect(reading.fields.stage).toBeUndefined();
      expect(reading.missing).toContain('stage');
    }
  });

  it('hubspot: a choice in the open list of stages; the list teaches which words are which stage', () => {
    expect(press('hubspot', 'options', '[role=option] span', 'Verbal Yes')).toEqual({ to: { id: '1073', label: 'Verbal Yes' }, how: 'edit', replays: true });
    expect(globalThis.stageproofStages).toEqual({ org: ORG.hubspot, record: fakes.hubspot.idOf(1), stages: STEPS.hubspot });
    // Another record's pipeline may call another stage so.
    const other = page('hubspot', 'corvid');
    expect(hubspot.read(open(other.html, other.url), other.url)).toMatchObject({ kind: 'deal', missing: ['stage'] });
    expect(press('hubspot', 'options', '[role=option] span', 'Closed Won')).toMatchObject({ to: { id: 'closedwon', closed: 'won' } });
    // The present one.
    expect(press('hubspot', 'options', '[role=option] span', 'Qualified To Buy')).toBeNull();
    expect(press('hubspot', 'options', '#stage-button')).toBeNull();
  });
  it('hubspot: a list that is not the deal\'s stage moves nothing', () => {
    const { html, url } = page('hubspot', 'options');
    const document = open(html, url);
    document.querySelector('#stage-button')!.setAttribute('data-selenium-test', 'property-input-pipeline');
    expect(hubspotAtRest.intent(at('click', document.querySelector('[role=option]')!), document, url)).toBeNull();
    expect(globalThis.stageproofStages).toBeUndefined();
  });
  it('hubspot: without the API a stage\'s words alone are no stage', () => {
    const { html, url } = page('hubspot', 'acme');
    const reading = hubspot.read(open(html, url), url);
    expect(reading).toMatchObject({ kind: 'deal', missing: ['stage'] });
    // Two pipelines with a stage of that name: which one it is cannot be said.
    globalThis.stageproofStages = { org: ORG.hubspot, stages: [...STEPS.hubspot, stage('7701', 'Qualified To Buy')] };
    expect(hubspot.read(open(html, url), url)).toMatchObject({ missing: ['stage'] });
  });

  it('pipedrive: a step of the bar, and the buttons for won and lost', () => {
    expect(press('pipedrive', 'acme', '[data-stage-id="14"]')).toEqual({ to: { id: '14', label: 'Negotiations Started' }, how: 'path', replays: true });
    expect(press('pipedrive', 'acme', '[data-stage-id="12"]')).toBeNull();
    expect(press('pipedrive', 'acme', '.stateActions .won')).toEqual({ to: WON, how: 'button', replays: true });
    expect(press('pipedrive', 'acme', '.stateActions .lost')).toMatchObject({ to: LOST });
  });

  it('zoho: a step of the bar; a Blueprint\'s transition to where the API says, else by its words, else onwards', () => {
    expect(press('zoho', 'corvid', '[data-zcqa="stagePath"] button', 'Negotiation', 2)).toEqual({ to: stage('Negotiation/Review'), how: 'path', replays: true });
    expect(press('zoho', 'corvid', '[data-zcqa="stagePath"] button', 'Closed Won', 2)).toMatchObject({ to: { closed: 'won' } });
    expect(press('zoho', 'corvid', '[data-zcqa="stagePath"] button', 'Proposal', 2)).toBeNull();
    expect(press('zoho', 'acme', '[data-zcqa^="transition_"] button', 'Send proposal')).toEqual({ to: 'next', how: 'button', replays: true });
    globalThis.stageproofStages = { org: ORG.zoho, stages: STEPS.zoho, moves: { 'Send proposal': 'Proposal/Price Quote', 'Give up': 'Closed Lost' } };
    expect(press('zoho', 'acme', '[data-zcqa^="transition_"] button', 'Send proposal')).toMatchObject({ to: stage('Proposal/Price Quote') });
    expect(press('zoho', 'acme', '[data-zcqa^="transition_"] button', 'Give up')).toMatchObject({ to: { closed: 'lost' } });
  });

  it.each(all)('%s: nothing moves on another page', (crm) => {
    const { html, url } = page(crm, 'acme');
    const document = open(html, url);
    for (const e of document.querySelectorAll('*')) expect(KINDS[crm].rest.intent(at('click', e), document, new URL(fakes[crm].list))).toBeNull();
  });
});

describe.each(all)('%s: lists', (crm) => {
  beforeEach(() => know(crm));
  afterEach(() => { globalThis.stageproofStages = undefined; });
  const { lists } = KINDS[crm];
  const shown = (name: string) => {
    const { html, url } = page(crm, name);
    const found = lists.list(open(html, url), url);
    return found && { ...found, deals: found.deals.map(({ record, fields }) => ({ record, ...Object.fromEntries(Object.entries(fields).map(([k, f]) => [k, f!.value])) })) };
  };

  it('a list: every deal once, by its id and name', () => {
    const found = shown('list')!;
    expect(found).toMatchObject({ org: ORG[crm], view: 'list', more: false });
    expect(found.deals.map((d) => d.record)).toEqual([1, 2, 3, 4].map((n) => fakes[crm].idOf(n)));
    expect(found.deals[0]).toMatchObject({ name: 'Plant analytics rollout', ...(crm === 'dynamics' && { amount: { value: 420000, currency: 'EUR' }, account: { label: 'Acme Robotics' } }), ...(crm === 'zoho' && { stage: STEPS.zoho[1], amount: { value: 420000, currency: 'EUR' } }) });
  });
  if (fakes[crm].board) it('a board: the stage of a card by its column, where that says which one it is', () => {
    const found = shown('kanban')!;
    expect(found).toMatchObject({ org: ORG[crm], view: 'kanban' });
    expect(Object.fromEntries(found.deals.map((d) => [d.record, (d as { stage?: unknown }).stage]))).toEqual(Object.fromEntries([[1, 1], [2, 2], [3, 0], [4, 0]].map(([n, i]) => [fakes[crm].idOf(n!), crm === 'hubspot' ? undefined : STEPS[crm][i!]])));
  });
  it('a record\'s page is no list', () => expect(shown('acme')).toBeNull());
  it('another site is none', () => {
    const { html } = page(crm, 'list');
    expect(lists.list(open(html, 'https://evil.example/'), new URL(`https://evil.example/${new URL(fakes[crm].list).pathname}`))).toBeNull();
  });
});

const FIELD_SPOTS: Record<Fake, Record<string, string>> = {
  dynamics: { name: '[data-id="name.fieldControl-text-box-text"]', account: '[data-id^="parentaccountid.fieldControl"]', contact: '[data-id^="parentcontactid.fieldControl"]', amount: '[data-id^="estimatedvalue.fieldControl"]', closeDate: '[data-id^="estimatedclosedate.fieldControl"]', probability: '[data-id^="closeprobability.fieldControl"]', owner: '[data-id^="header_ownerid.fieldControl"]', created: '[data-id^="createdon.fieldControl"]', stage: '#bpfContainer li[aria-selected=true]', 'part status': '[id*="stageStatusLabel"]', 'part step': '#bpfContainer li', 'part label': 'label', 'part section': '[data-id$="FieldSectionItemContainer"]' },
  hubspot: { name: '[data-test-id="highlight-property-display-dealname"]', account: '[data-test-id="company-chicklet-title-link"]', contact: '[data-test-id="contact-chicklet-title-link"]', amount: '[data-test-id="highlight-property-display-amount"]', closeDate: '[data-selenium-test="property-input-closedate"]', probability: '[data-selenium-test="property-input-hs_deal_stage_probability"]', owner: '[data-selenium-test="property-input-hubspot_owner_id"]', nextStep: '[data-selenium-test="property-input-hs_next_step"]', type: '[data-selenium-test="property-input-dealtype"]', created: '[data-selenium-test="property-input-createdate"]', stage: '#stage-button', 'part label': 'label', 'part row': '[data-card-type="PROPERTIES_V3"] > span' },
  pipedrive: { name: '.descriptionHead .title', account: '[data-test-key="org_id"]', contact: '[data-test-key="person_id"]', amount: '[data-test-key="value"]', closeDate: '[data-test-key="expected_close_date"]', probability: '[data-test-key="probability"]', owner: '[data-test-key="owner_id"]', created: '[data-test-key="add_time"]', stage: '[aria-current=step]', 'part step': '[data-stage-id]', 'part value': '[data-test="field-value"]', 'part label': 'label' },
  zoho: { name: '#subvalue_POTENTIALNAME', account: '#subvalue_ACCOUNTID', contact: '#subvalue_CONTACTID', amount: '#subvalue_AMOUNT', closeDate: '#subvalue_CLOSINGDATE', probability: '#subvalue_PROBABILITY', owner: '#subvalue_SMOWNERID', nextStep: '#subvalue_NEXTSTEP', type: '#subvalue_TYPE', created: '#subvalue_CREATEDTIME', stage: '#subvalue_STAGE', 'part label': 'label', 'part field': '.cxField' },
};
describe.each(all)('%s', (crm) => {
  beforeEach(() => know(crm));
  afterEach(() => { globalThis.stageproofStages = undefined; });
  mutations({ adapter: KINDS[crm].adapter, crm, pages: ['acme', 'corvid', 'qiming', 'acme-zh'], fields: FIELD_SPOTS[crm] });
});
