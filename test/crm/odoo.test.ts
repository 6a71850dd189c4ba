import { describe, expect, it } from 'vitest';
import { odoo } from '../../src/crm/odoo/page.ts';
import { at, contract, open, page, values } from './kit.ts';

const deal = (record: string, fields: object) => ({
  kind: 'deal', place: { crm: 'odoo', org: 'odoo.example', record }, missing: [], fields,
  stages: [{ id: '1', label: 'New' }, { id: '2', label: 'Qualified' }, { id: '3', label: 'Proposition' }, { id: '4', label: 'Won' }],
});
const RILEY = { id: '5', label: 'Riley Chen' };

contract({
  adapter: odoo,
  crm: 'odoo',
  expected: {
    'lead-1-form': deal('1', { name: 'Acme Robotics - plant rollout', account: { label: 'Acme Robotics, Dana Whitfield' }, amount: { value: 120000 }, closeDate: '2027-01-05', probability: 60, owner: RILEY, stage: { id: '2', label: 'Qualified' } }),
    'lead-2-form': deal('2', { name: 'Globex Health - patient intake', account: { label: 'Globex Health, Priya Nair' }, amount: { value: 64000 }, closeDate: '2026-12-11', probability: 75, owner: RILEY, stage: { id: '3', label: 'Proposition' } }),
    'lead-3-form': deal('3', { name: 'Initech - TPS reporting', account: { label: 'Initech, Bill Lumbergh' }, amount: { value: 9900.5 }, closeDate: '2026-11-28', probability: 90, owner: RILEY, stage: { id: '3', label: 'Proposition' } }),
    'lead-4-form': deal('4', { name: 'Umbrella Logistics - fleet tracking', account: { label: 'Umbrella Logistics, Ada Wong' }, amount: { value: 250000 }, closeDate: '2027-03-21', probability: 10, owner: RILEY, stage: { id: '1', label: 'New' } }),
    'pipeline-kanban': { kind: 'elsewhere', view: 'kanban' },
    'pipeline-list': { kind: 'elsewhere', view: 'list' },
    'not-a-deal': { kind: 'elsewhere' },
  },
  refused: [
    'https://odoo.example/odoo/res.partner/3', 'https://odoo.example/odoo/crm', 'https://odoo.example/odoo/crm/new', 'https://odoo.example/odoo/crm/3/tasks',
    'https://odoo.example/odoo/m-sale.order/3', 'https://odoo.example/odoo/crm/3/sale.order/7', 'https://odoo.example/web#id=3&model=res.partner&view_type=form', 'https://crm.example/crm/3',
    'https://acme.lightning.force.com/lightning/r/Opportunity/0065i00000ACME1AAP/view',
  ],
  near: '.o_field_widget, .o_field_widget input, .o_field_widget textarea, .o_arrow_button, .o_arrow_button span, [name=stage_id], .o_form_renderer, button[data-field]',
  damaged: ['lead-1-form', 'lead-2-form', 'lead-3-form', 'lead-4-form'],
});

const on = (name = 'lead-1-form') => {
  const { html, url } = page('odoo', name);
  const document = open(html, url);
  return { document, url, one: <E extends Element>(css: string) => document.querySelector<E>(css)!, read: (u = url) => odoo.read(document, u) };
};

describe('odoo: addresses', () => {
  const three = { crm: 'odoo', org: 'odoo.example', record: '3' };
  const there = (path: string) => new URL(path, 'https://odoo.example');
  it.each([
    '/odoo/crm/3', '/odoo/crm/3?debug=1', '/odoo/contacts/9/crm/3', '/odoo/customers/9/crm/3/', '/odoo/m-crm.lead/3', '/odoo/crm.lead/3', '/odoo/action-312/9/crm.lead/3',
    '/web#id=3&menu_id=120&action=187&model=crm.lead&view_type=form', '/web?debug=1#id=3&cids=1-2&model=crm.lead&view_type=form', '/web#model=crm.lead&id=3',
  ])('%s names its model', (path) => expect(odoo.place(there(path))).toEqual(three));

  it.each(['/odoo/action-312/3', '/odoo/action-crm.crm_lead_action_pipeline/3', '/odoo/my-pipeline/3', '/odoo/crm/7/action-312/3', '/web#id=3&action=187&view_type=form'])('%s does not: the form tells', (path) => {
    const a = on();
    expect(odoo.place(there(path))).toBeNull();
    expect(a.read(there(path))).toMatchObject({ kind: 'deal', place: three, fields: { name: { value: 'Acme Robotics - plant rollout' } } });
    // A ticket, a task or an order has a customer, an owner and a stage, too.
    const b = on();
    b.document.querySelector('.o_lead_opportunity_form')!.className = 'o_form_view';
    b.one('[name=expected_revenue]').setAttribute('name', 'amount_total');
    expect(b.read(there(path))).toEqual({ kind: 'elsewhere' });
  });
});

describe('odoo: values', () => {
  it.each([['05/01/2027', '5 janv. 2027', '2027-01-05'], ['01/05/2027', "2027年1月5日", "2027-01-05"], ['2027-01-05', '2027-01-05', '2027-01-05'], ['05.01.2027', '5. Jan. 2027', '2027-01-05'], ['01/05/2027', '', undefined], ['01/25/2027', '', '2027-01-25']])('reads %s shown as “%s”', (tip, shown, want) => {
    const a = on();
    const button = a.one('[name=date_deadline] button');
    button.setAttribute('data-tooltip', tip);
    button.textContent = shown || tip;
    expect(values(a.read())['closeDate']).toBe(want);
  });

  it('names a currency only where the sign is one currency\'s', () => {
    const a = on();
    a.document.querySelectorAll('[name=expected_revenue] span').forEach((e) => { if (e.textContent?.includes('$') && !e.children.length) e.textContent = '€ '; });
    expect(values(a.read())['amount']).toEqual({ value: 120000, currency: 'EUR' });
  });

  it('does not give the last record\'s values to the next one\'s address', () => {
    const a = on();
    expect(a.read().kind).toBe('deal');
    expect(a.read(new URL('https://odoo.example/odoo/crm/2'))).toEqual({ kind: 'unrecognised', clue: 'waiting' });
  });
});

describe('odoo: which form it is', () => {
  const lead = (a: ReturnType<typeof on>) => { a.one('[name=expected_revenue]').remove(); a.one('[name=stage_id]').remove(); };
  it('a lead that is no opportunity yet is no deal', () => {
    const a = on();
    lead(a);
    expect(a.read()).toEqual({ kind: 'elsewhere' });
  });
  it('a record that is not saved is none', () => {
    const a = on();
    for (const path of ['/odoo/crm/new', '/odoo/action-312/new', '/web#model=crm.lead&view_type=form']) expect(a.read(new URL(path, a.url))).toEqual({ kind: 'unrecognised', clue: 'new-record' });
  });
  it('a lost deal has a red ribbon, no bar and no chance', () => {
    const a = on();
    a.one('[name=stage_id]').remove();
    a.one<HTMLInputElement>('[name=probability] input').value = '0.00';
    a.one('.o_form_sheet').insertAdjacentHTML('afterbegin', '<div class="o_widget o_widget_web_ribbon"><div class="ribbon ribbon-top-right"><span class="text-bg-danger">Verloren</span></div></div>');
    expect(values(a.read())['stage']).toEqual({ id: 'lost', label: 'Verloren', closed: 'lost' });
    // Archived with a chance left is not lost.
    a.one<HTMLInputElement>('[name=probability] input').value = '40.00';
    expect(a.read()).toMatchObject({ kind: 'deal', missing: ['stage'] });
  });
  it('a form in a dialog over the board is not the page’s', () => {
    const { html, url } = page('odoo', 'pipeline-kanban');
    const document = open(html, url);
    const form = on().document.querySelector('.o_form_view')!.outerHTML;
    document.body.insertAdjacentHTML('beforeend', `<div class="o_dialog"><div class="modal">${form}</div></div>`);
    expect(odoo.read(document, url)).toEqual({ kind: 'elsewhere', view: 'kanban' });
    expect(odoo.read(document, new URL('https://odoo.example/odoo/crm/1'))).toEqual({ kind: 'unrecognised', clue: 'waiting' });
  });
  it('of two forms side by side neither is read', () => {
    const a = on();
    const form = a.one('.o_form_view');
    form.after(form.cloneNode(true));
    expect(a.read()).toEqual({ kind: 'unrecognised', clue: 'waiting' });
  });
  it('a form that may not be edited says so, and its values are read from its words', () => {
    const a = on();
    a.one('.o_form_renderer').classList.add('o_form_readonly');
    a.one('[name=partner_id]').innerHTML = '<a class="o_form_uri" href="/odoo/res.partner/8"><span>Acme Robotics, Dana Whitfield</span></a>';
    a.one('[name=expected_revenue]').innerHTML = '<span>120.000,00\u00a0€</span>';
    a.one<HTMLInputElement>('[name=probability] input').value = '60,00';
    expect(a.read()).toMatchObject({ kind: 'deal', readonly: true, fields: { account: { value: { label: 'Acme Robotics, Dana Whitfield' } }, amount: { value: { value: 120000, currency: 'EUR' } }, probability: { value: 60 } } });
  });
});

describe('odoo: amounts by the page’s own mark', () => {
  it.each([
    ['1.234,56', '60,00', 1234.56], ['1.234', '60,00', 1234], ['1,234', '60.00', 1234], ['1.234', '60.00', 1.234], ['1.234', '60', undefined], ['1,234', '', undefined],
    ['1 234,50', '60,00', 1234.5], ["12'000.00", '60.00', 12000], ['120000', '60', 120000], ['1,50,000.00', '60.00', 150000], ['abc', '60.00', undefined],
  ])('%s beside a chance of %s is %s', (amount, chance, want) => {
    const a = on();
    a.one<HTMLInputElement>('[name=expected_revenue] input').value = amount;
    a.one<HTMLInputElement>('[name=probability] input').value = chance;
    const reading = a.read();
    expect(values(reading)['amount']).toEqual(want === undefined ? undefined : { value: want });
    if (want === undefined) expect(reading).toMatchObject({ missing: expect.arrayContaining(['amount']) as unknown });
  });
});

describe('odoo: stage moves', () => {
  const press = (a: ReturnType<typeof on>, css: string) => odoo.intent(at('click', a.one(css)), a.document, a.url);
  it('an arrow names its stage by id, the current one is no move', () => {
    const a = on();
    expect(press(a, '.o_arrow_button[data-value="3"] span')).toMatchObject({ how: 'statusbar', to: { id: '3', label: 'Proposition' } });
    expect(press(a, '.o_arrow_button[data-value="2"]')).toBeNull();
  });

  it('the menu of stages that do not fit is known by the bar’s ids, folded ones by the API’s', () => {
    const withMenu = (open: string) => {
      const a = on();
      a.document.body.insertAdjacentHTML('beforeend', '<div class="o-overlay-container"><div class="o-dropdown--menu"><span class="o-dropdown-item dropdown-item">Proposition</span><span class="o-dropdown-item dropdown-item">Parked</span></div></div>');
      a.one('[name=stage_id] .dropdown-toggle').setAttribute('aria-expanded', open);
      return { a, item: (n: number) => odoo.intent(at('click', a.document.querySelectorAll('.o-dropdown--menu .o-dropdown-item')[n]!), a.document, a.url) };
    };
    expect(withMenu('false').item(0)).toBeNull(); // another menu's
    const { a, item } = withMenu('true');
    expect(item(0)).toMatchObject({ how: 'statusbar', to: { id: '3' } });
    expect(item(1)).toBeNull();
    globalThis.stageproofOdoo = { stages: [{ id: '3', label: 'Proposition' }, { id: '8', label: 'Parked' }, { id: '4', label: 'Won', closed: 'won' }] };
    expect(item(1)).toMatchObject({ how: 'statusbar', to: { id: '8', label: 'Parked' } });
    expect(press(a, '.o_arrow_button[data-value="4"]')).toMatchObject({ to: { id: '4', closed: 'won' } });
    globalThis.stageproofOdoo = undefined;
  });

  it('Won wins; Lost only opens the dialog that loses', () => {
    const a = on();
    expect(press(a, 'button[name=action_set_won_rainbowman]')).toMatchObject({ how: 'button', to: { id: '4', closed: 'won' } });
    expect(press(a, '.o_statusbar_buttons button[type=action], .o_statusbar_buttons button:last-child')).toBeNull();
    a.document.body.insertAdjacentHTML('beforeend', '<div class="o_dialog"><div class="modal"><button name="action_lost_reason_apply">Mark as Lost</button></div></div>');
    expect(press(a, 'button[name=action_lost_reason_apply]')).toMatchObject({ to: { id: 'lost', closed: 'lost' } });
  });
});
