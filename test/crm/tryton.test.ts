import { describe, expect, it } from 'vitest';
import { tryton } from '../../src/crm/tryton/page.ts';
import { at, checkShape, contract, open, page, values } from './kit.ts';

const org = '127.0.0.1:8010/crm';
const stages = ['lead', 'opportunity', 'converted', 'won', 'cancelled', 'lost'];
const STAGE: Record<string, object> = {
  lead: { id: 'lead', label: 'Lead' }, opportunity: { id: 'opportunity', label: 'Opportunity' },
  converted: { id: 'converted', label: 'Converted' }, lost: { id: 'lost', label: 'Lost', closed: 'lost' },
};
/** What test/tryton/seed.py puts in. */
const deal = (record: string, name: string, account: string | null, contact: string | null, amount: number | null, percent: number, owner: string, close: string | null, stage: string, created = '2026-11-21') => ({
  kind: 'deal',
  place: { crm: 'tryton', org, record },
  missing: [],
  stages: stages.map((id) => ({ id })),
  fields: {
    name, owner: { label: owner }, number: record, probability: percent, created, closeDate: close, stage: STAGE[stage],
    account: account === null ? null : { label: account },
    contact: contact === null ? null : { label: contact },
    amount: amount === null ? null : { value: amount, currency: 'USD' },
  },
});

contract({
  adapter: tryton,
  crm: 'tryton',
  expected: {
    'opp-acme-1': deal('1', 'Acme Robotics - plant rollout', 'Acme Robotics', 'Dana Whitfield, VP Operations', 120000, 60, 'Riley Chen', '2027-01-05', 'opportunity'),
    'opp-acme-2': deal('2', 'Acme Robotics - spare parts portal', 'Acme Robotics', 'Dana Whitfield, VP Operations', 18500.5, 20, 'Riley Chen', '2027-02-19', 'lead'),
    'opp-globex-1': deal('3', 'Globex Health - patient intake', 'Globex Health', 'Priya Nair, CIO', 64000, 75, 'Sam Okafor', '2026-12-11', 'opportunity'),
    'opp-initech-1': { ...deal('4', 'Initech - TPS reporting', 'Initech', 'Bill Lumbergh, Director', 9900, 90, 'Riley Chen', '2026-11-28', 'converted'), readonly: true },
    'opp-umbrella-1': { ...deal('5', 'Umbrella Logistics - fleet tracking', 'Umbrella Logistics', 'Ada Wong, Procurement', 250000, 10, 'Sam Okafor', '2026-11-21', 'lost'), readonly: true },
    'opp-lead-1': deal('6', 'Inbound lead without an account', null, null, null, 5, 'Riley Chen', null, 'lead'),
    refusal: deal('6', 'Inbound lead without an account', null, null, null, 5, 'Riley Chen', null, 'lead'),
    'new-record': { kind: 'unrecognised', clue: 'new-record' },
    list: { kind: 'elsewhere', view: 'list' },
    party: { kind: 'elsewhere' },
    home: { kind: 'elsewhere' },
    login: { kind: 'unrecognised', clue: 'signed-out' },
  },
  refused: [
    'http://127.0.0.1:8010/#crm/model/party.party/4',
    'http://127.0.0.1:8010/#crm/model/sale.opportunity',
    'http://127.0.0.1:8010/#crm/model/sale.opportunity.line/4',
    'http://127.0.0.1:8010/#crm/wizard/sale.opportunity/4',
    'https://acme.lightning.force.com/lightning/r/Opportunity/006Dn00000ACME1IAU/view',
    'https://odoo.example/odoo/crm/3',
    'https://evil.example/?next=#/model/sale.opportunity/1x',
  ],
  near: '.tab-pane.active input[name], .tab-pane.active select, .tab-pane, .symbol, #user-preferences, .form-date',
  damaged: ['opp-acme-1', 'opp-acme-2', 'opp-initech-1', 'opp-lead-1'],
});

const acme = () => {
  const { html, url } = page('tryton', 'opp-acme-1');
  const document = open(html, url);
  const input = (name: string, type = 'text') => document.querySelector<HTMLInputElement>(`.tab-pane.active input[name=${name}][type=${type}]`)!;
  return { document, url, input, read: (u = url) => tryton.read(document, u) };
};

describe('tryton: waits for values', () => {
  it('waits while the form is painted and empty', () => {
    const { document, read } = acme();
    for (const e of document.querySelectorAll<HTMLInputElement>('.tab-pane.active :is(input, select)')) e.value = '';
    expect(read()).toEqual({ kind: 'unrecognised', clue: 'waiting' });
  });

  it('does not give the last record\'s values to the next one\'s address', () => {
    const { read, url, input } = acme();
    expect(read()).toMatchObject({ kind: 'deal', place: { record: '1' } });
    const next = new URL(url.href.replace('opportunity/1', 'opportunity/2'));
    expect(read(next)).toEqual({ kind: 'unrecognised', clue: 'waiting' });
    input('number').value = '2';
    expect(read(next)).toMatchObject({ kind: 'deal', place: { record: '2' } });
  });
});

describe('tryton: what a person may type or choose', () => {
  it.each([
    ['<b onclick=x>Fat & bold</b> 🚀', '<b onclick=x>Fat & bold</b> 🚀'],
    ['\u202eشركة الأمل\u202c', '\u202eشركة الأمل\u202c'],
    ['x'.repeat(12_000), 'x'.repeat(9_999) + '…'],
  ])('takes the name %.30s as text', (typed, read) => {
    const a = acme();
    a.input('description').value = typed;
    a.input('party', 'input').value = typed;
    const reading = a.read();
    checkShape(reading);
    expect(values(reading)).toMatchObject({ name: read, account: { label: read } });
  });

  it('says missing for a day that could be two', () => {
    const a = acme();
    a.document.querySelectorAll<HTMLInputElement>('.form-date input[name]').forEach((e) => { e.value = '05/01/2027'; });
    a.document.querySelectorAll('.column-date').forEach((e) => { e.textContent = ''; });
    expect(a.read()).toMatchObject({ missing: ['closeDate', 'created'] });
  });

  it.each([['05.01.2027', '21.11.2026'], ['05/01/2027', '21/11/2026'], ['2027-01-05', '2026-11-21'], ['2027/01/05', '2026/11/21']])('reads %s beside %s', (close, start) => {
    const a = acme();
    a.document.querySelectorAll('.column-date').forEach((e) => { e.textContent = ''; });
    a.input('end_date').value = close;
    a.input('start_date').value = start;
    expect(values(a.read())).toMatchObject({ closeDate: '2027-01-05', created: '2026-11-21' });
  });

  it('trusts a foreign symbol over the header, and names no currency for one that many share', () => {
    const a = acme();
    const sign = a.document.querySelector('.tab-pane.active .symbol-start')!;
    sign.textContent = '€';
    expect(values(a.read())).toMatchObject({ amount: { value: 120000, currency: 'EUR' } });
    sign.textContent = 'kr';
    expect(values(a.read())['amount']).toEqual({ value: 120000 });
  });

  it('says which fields a changed layout lacks', () => {
    const a = acme();
    a.document.querySelectorAll('.tab-pane.active :is([name=amount], [name=party], [name=employee], [name=state])').forEach((e) => e.remove());
    expect(a.read()).toMatchObject({ kind: 'deal', missing: ['account', 'amount', 'owner', 'stage'] });
  });
});

describe('tryton: stage moves', () => {
  it.each([['lead', 'lead', 'Lead'], ['convert', 'converted', 'Converted'], ['lost', 'lost', 'Lost'], ['cancel', 'cancelled', 'Cancelled']])('%s leads to %s', (name, id, label) => {
    const { document, url } = acme();
    const button = document.querySelector<HTMLButtonElement>(`.tab-pane.active button[name=${name}]`)!;
    const intent = tryton.intent(at('click', button.firstElementChild ?? button), document, url);
    expect(intent).toMatchObject({ how: 'button', to: { id, label } });
    let clicks = 0;
    button.addEventListener('click', () => { clicks++; });
    intent!.replay!();
    expect(clicks).toBe(1);
  });

  it('leaves other buttons, other tabs and other models alone', () => {
    const { document, url } = acme();
    expect(tryton.intent(at('click', document.querySelector('#save')!), document, url)).toBeNull();
    const lost = document.querySelector('.tab-pane.active button[name=lost]')!;
    expect(tryton.intent(at('click', lost), document, new URL(url.href.replace('sale.opportunity/', 'sale.sale/')))).toBeNull();
    const two = page('tryton', 'opp-acme-2');
    const both = open(two.html, two.url);
    const hidden = [...both.querySelectorAll('button[name=lost]')].find((b) => !b.closest('#tabcontent > .tab-pane')!.classList.contains('active'))!;
    expect(tryton.intent(at('click', hidden), both, two.url)).toBeNull();
  });

  it('hears the server\'s refusal', () => {
    const { html, url } = page('tryton', 'refusal');
    expect(tryton.refusal(open(html, url))).toContain('A value is required for field "Party"');
    expect(tryton.refusal(acme().document)).toBeNull();
  });
});
