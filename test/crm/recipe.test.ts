// A CRM by its recipe: addresses, values, stages, what is refused.
import { afterEach, describe, expect, it } from 'vitest';
import { recipeList } from '../../src/crm/recipe/list.ts';
import { overlaid, recipeAdapter } from '../../src/crm/recipe/read.ts';
import { ready } from '../../src/crm/recipe/ready.ts';
import { recipeAtRest } from '../../src/crm/recipe/rest.ts';
import type { Recipe } from '../../src/crm/recipe/types.ts';
import type { Adapter } from '../../src/crm/contract.ts';
import { at, checkShape, closeAll, open, values } from './kit.ts';

const recipe: Recipe = {
  recipe: 1, id: 'pinewood', name: 'Pinewood', version: 1, hosts: ['crm.pinewood.example', '*.pinewood.app'],
  record: ['/deals/{id}', '/main.aspx?etn=opportunity&id={id:guid}', '/board#/deal/{id:number}', '/o/{org}/sale/{id:word}/**'],
  lang: 'en',
  fields: {
    name: { find: [{ css: '[data-testid=deal-name]' }, { css: 'main h1' }] },
    account: { find: [{ label: ['Account', '客户'], up: 0 }] },
    amount: { find: [{ label: ['Amount', '金额'], up: 0 }] },
    closeDate: { find: [{ css: 'time[data-testid=close]' }], attr: 'datetime' },
    owner: { find: [{ label: ['Owner'], up: 1 }] },
  },
  stage: {
    items: '[data-testid=path] > li', current: '[aria-current=step]', moves: 'item',
    known: [{ id: 'new', labels: ['New', '新建'] }, { id: 'offer', labels: ['Offer'] }, { id: 'signed', labels: ['Signed'], closed: 'won' }],
  },
};
const made = ready(recipe, 'taught-pinewood');
const crm = 'taught-pinewood' as const;
const url = new URL('https://crm.pinewood.example/deals/d-42');
const html = (lang: string, more = '') => `<!doctype html><html lang="${lang}"><body><main><h1 data-testid="deal-name">Nordwind rollout <button>Edit</button></h1>
  <dl><dt>${lang === 'en' ? 'Account:' : '客户'}</dt><dd>Nordwind AG</dd><dt>${lang === 'en' ? 'Amount *' : '金额'}</dt><dd>$42.7K</dd></dl>
  <div><div><span>Owner</span></div><div>Mara Lind</div></div><time data-testid="close" datetime="2027-02-26T00:00:00Z">26/2</time>
  <ul data-testid="path"><li>${lang === 'en' ? 'New' : '新建'}</li><li aria-current="step">${lang === 'en' ? 'Offer' : '报价'}</li><li>${lang === 'en' ? 'Signed' : '签约'}</li></ul>${more}</main></body></html>`;
afterEach(closeAll);

describe('addresses', () => {
  const adapter = recipeAdapter(made, crm);
  it.each([
    ['https://crm.pinewood.example/deals/d-42', 'crm.pinewood.example', 'd-42'],
    ['https://crm.pinewood.example/deals/42/', 'crm.pinewood.example', '42'],
    ['https://crm.pinewood.example/deals/42?tab=1#x', 'crm.pinewood.example', '42'],
    ['https://eu.pinewood.app/main.aspx?appid=1&id=%7BA1B2C3D4-0000-1111-2222-333344445555%7D&etn=opportunity', 'eu.pinewood.app', 'a1b2c3d4-0000-1111-2222-333344445555'],
    ['https://eu.pinewood.app.mcas.ms/deals/9', 'eu.pinewood.app.mcas.ms', '9'],
    ['https://crm.pinewood.example/board#/deal/7', 'crm.pinewood.example', '7'],
    ['https://crm.pinewood.example/o/acme/sale/alpha/notes/1', 'crm.pinewood.example/acme', 'alpha'],
  ])('%s is a deal', (address, org, record) => {
    expect(adapter.place(new URL(address))).toEqual({ crm, org, record });
  });
  it.each([
    'https://crm.pinewood.example.evil.example/deals/42', 'https://evil.example/deals/42', 'https://xcrm.pinewood.example/deals/42',
    'https://crm.pinewood.example@evil.example/deals/42', 'https://evilpinewood.app/deals/42', 'https://pinewood.app.evil.example/deals/42',
    'https://crm.pinewood.example:8443/deals/42', 'https://evil.example/?https://crm.pinewood.example/deals/42',
    'https://crm.pinewood.example/deals', 'https://crm.pinewood.example/deals/new', 'https://crm.pinewood.example/deals/42/edit',
    'https://crm.pinewood.example/contacts/42', 'https://crm.pinewood.example/main.aspx?etn=account&id=a1b2c3d4-0000-1111-2222-333344445555',
    'https://crm.pinewood.example/board#/deal/x', 'ftp://crm.pinewood.example/deals/42',
  ])('%s is none', (address) => {
    expect(adapter.place(new URL(address))).toBeNull();
    expect(adapter.read(open(html('en'), address.startsWith('ftp') ? url : address), new URL(address)).kind).toBe('elsewhere');
  });
});

describe('reading', () => {
  it('reads values, and says which amount is rounded', () => {
    const reading = recipeAdapter(made, crm).read(open(html('en'), url), url);
    checkShape(reading);
    expect(values(reading)).toEqual({
      name: 'Nordwind rollout', account: { label: 'Nordwind AG' }, amount: { value: 42_700 }, closeDate: '2027-02-26', owner: { label: 'Mara Lind' }, stage: { id: 'offer', label: 'Offer' },
    });
    expect(reading).toMatchObject({ missing: [], fields: { amount: { rounded: true, from: 'taught' } }, stages: [{ id: 'new' }, { id: 'offer' }, { id: 'signed', closed: 'won' }] });
  });

  it('keeps stages apart from their words in another language', () => {
    const reading = recipeAdapter(made, crm).read(open(html('zh'), url), url);
    expect(values(reading)).toMatchObject({ stage: { id: 'offer', label: '报价' }, account: { label: 'Nordwind AG' }, amount: { value: 42_700 } });
  });

  it.each([
    ['account', (d: Document) => d.querySelectorAll('dd')[0]!.remove()],
    ['amount', (d: Document) => { d.querySelectorAll('dd')[1]!.textContent = 'about fifty thousand'; }],
    ['amount', (d: Document) => d.querySelectorAll('dt')[1]!.remove()],
    ['closeDate', (d: Document) => { d.querySelector('time')!.removeAttribute('datetime'); }],
    ['owner', (d: Document) => { d.querySelector('main > div > div + div')!.remove(); }],
    ['stage', (d: Document) => { for (const li of d.querySelectorAll('li')) li.setAttribute('aria-current', 'step'); }],
  ] as const)('says that %s is missing', (name, spoil) => {
    const document = open(html('en'), url);
    spoil(document);
    const reading = recipeAdapter(made, crm).read(document, url);
    expect(reading).toMatchObject({ kind: 'deal', missing: [name] });
    expect(reading.kind === 'deal' && name in reading.fields).toBe(false);
  });

  it('reads a name that went only when the rest stands for a while', () => {
    const document = open(html('en'), url);
    document.querySelector('h1')!.remove();
    const adapter = recipeAdapter(made, crm);
    const first = adapter.read(document, url);
    let last = first;
    for (let i = 0; i < 25; i++) last = adapter.read(document, url);
    expect([first.kind, last.kind]).toEqual(['unrecognised', 'deal']);
    expect(last).toMatchObject({ missing: ['name'] });
  });

  it('waits while another record still shows the values of the one before', () => {
    const document = open(html('en'), url);
    const adapter = recipeAdapter(made, crm);
    expect(adapter.read(document, url).kind).toBe('deal');
    expect(adapter.read(document, new URL('/deals/d-43', url))).toMatchObject({ kind: 'unrecognised', clue: 'waiting' });
    document.querySelector('h1')!.textContent = 'Another';
    expect(adapter.read(document, new URL('/deals/d-43', url))).toMatchObject({ kind: 'deal', place: { record: 'd-43' } });
  });

  it('looks beneath dialogs, or only in them when that is where the record is', () => {
    const dialog = '<div role="dialog"><h1 data-testid="deal-name">Draft</h1></div>';
    expect(values(recipeAdapter(made, crm).read(open(html('en', dialog), url), url))).toMatchObject({ name: 'Nordwind rollout' });
    const inDialog = ready({ ...recipe, scope: ['[role=dialog]'], fields: { name: recipe.fields.name! }, stage: undefined }, crm);
    expect(values(recipeAdapter(inDialog, crm).read(open(html('en', dialog), url), url))).toEqual({ name: 'Draft' });
    expect(recipeAdapter(inDialog, crm).read(open(html('en'), url), url)).toMatchObject({ clue: 'waiting' });
  });
});

describe('the stage control', () => {
  const rest = recipeAtRest(made, crm);
  it('names the stage at rest', () => {
    expect(rest.glance(open(html('en'), url), url)).toMatchObject({ kind: 'deal', fields: { stage: { value: { id: 'offer' }, from: 'taught' } }, missing: [] });
  });
  it('knows the record at rest where only labels or places tell its name', () => {
    const blind = recipeAtRest(ready({ ...recipe, scope: ['main'], fields: { name: { find: [{ label: ['Owner'], up: 1 }, { css: 'main > h1:nth-child(1)' }] } }, stage: undefined }, crm), crm);
    expect(blind.glance(open(html('en'), url), url)).toEqual({ kind: 'deal', place: { crm, org: url.host, record: 'd-42' }, fields: {}, missing: [], stages: [] });
    expect(rest.glance(open('<html><body><main></main></body></html>', url), url)).toMatchObject({ clue: 'waiting' });
  });
  it('sees the move behind a click on another stage, and nothing else', () => {
    const document = open(html('en'), url);
    const [first, now, last] = document.querySelectorAll('li');
    expect(rest.intent(at('click', last!), document, url)).toMatchObject({ to: { id: 'signed', closed: 'won' }, how: 'path' });
    expect(rest.intent(at('click', first!), document, url)).toMatchObject({ to: { id: 'new' } });
    for (const other of [now!, document.querySelector('dd')!, document.body]) expect(rest.intent(at('click', other), document, url)).toBeNull();
    expect(rest.intent(at('click', last!), document, new URL('/contacts/42', url))).toBeNull();
  });
  it('sees the move behind a button that takes the deal on', () => {
    const next = recipeAtRest(ready({ ...recipe, stage: { ...recipe.stage, moves: 'button[name=advance]' } }, crm), crm);
    const document = open(html('en', '<button name="advance"><b>On</b></button>'), url);
    expect(next.intent(at('click', document.querySelector('button b')!), document, url)).toMatchObject({ to: { id: 'signed' }, how: 'button' });
  });
});

it('lays a taught field over a built-in adapter', () => {
  const own: Adapter = {
    id: 'salesforce', intentEvents: [], place: () => ({ crm: 'salesforce', org: 'x', record: '1' }), intent: () => null, watch: () => null, refusal: () => null,
    read: () => ({ kind: 'deal', place: { crm: 'salesforce', org: 'x', record: '1' }, fields: { name: { value: 'N', from: 'page' } }, missing: ['amount', 'owner'] }),
  };
  const over = ready({ ...recipe, over: 'salesforce', hosts: [], record: [], fields: { amount: recipe.fields.amount! }, stage: undefined }, 'salesforce');
  expect(overlaid(own, over).read(open(html('en'), url), url)).toMatchObject({
    fields: { name: { from: 'page' }, amount: { value: { value: 42_700 }, from: 'taught', rounded: true } }, missing: ['owner'],
  });
});

describe('lists', () => {
  const board = new URL('https://crm.pinewood.example/board');
  const page = `<html lang="en"><body><main>
    <section data-stage="new"><a class="card" href="/deals/1"><b>One</b><i>€1,200</i></a></section>
    <section data-stage="offer"><a class="card" href="/deals/2"><b>Two</b><i>$3.4M</i></a><a class="card" href="/contacts/9"><b>Not one</b></a></section></main></body></html>`;
  it('takes every link to a record where it was told nothing', () => {
    const got = recipeList(made, crm).list(open(page, board), board);
    expect(got).toMatchObject({ org: 'crm.pinewood.example', view: 'list', more: false });
    expect(got!.deals.map((d) => [d.record, d.fields.name!.value])).toEqual([['1', 'One€1,200'], ['2', 'Two$3.4M']]);
  });
  it('reads cards with their column', () => {
    const told = ready({ ...recipe, list: { view: 'kanban', row: '.card', name: 'b', fields: { amount: 'i' }, stage: { column: 'section', id: 'data-stage' } } }, crm);
    expect(recipeList(told, crm).list(open(page, board), board)!.deals.map((d) => ({ ...d, anchor: d.anchor.localName }))).toEqual([
      { record: '1', anchor: 'b', fields: { name: { value: 'One', from: 'taught' }, amount: { value: { value: 1_200, currency: 'EUR' }, from: 'taught' }, stage: { value: { id: 'new', label: 'New' }, from: 'taught' } } },
      { record: '2', anchor: 'b', fields: { name: { value: 'Two', from: 'taught' }, amount: { value: { value: 3_400_000 }, rounded: true, from: 'taught' }, stage: { value: { id: 'offer', label: 'Offer' }, from: 'taught' } } },
    ]);
  });
  it('reads nothing on another host', () => {
    const other = new URL('https://board.example/board');
    expect(recipeList(made, crm).list(open(page, other), other)).toBeNull();
  });
});
