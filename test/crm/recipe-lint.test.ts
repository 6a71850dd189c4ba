// What a recipe may not say, which addresses name a deal, and how a thing pointed at is found again.
import { readFileSync } from 'node:fs';
import { afterEach, describe, expect, it } from 'vitest';
import { builtIn } from '../../src/crm/recipe/builtin.ts';
import { lintRecipe, lintText, type FaultCode } from '../../src/crm/recipe/lint.ts';
import { marks } from '../../src/crm/recipe/marks.ts';
import { propose, proposeStages } from '../../src/crm/recipe/propose.ts';
import { wordedDay } from '../../src/crm/recipe/days.ts';
import { isHashed, isPlain } from '../../src/crm/recipe/selectors.ts';
import { recipeSchema } from '../../src/crm/recipe/schema.ts';
import { closeAll, open } from './kit.ts';

const good = {
  recipe: 1, id: 'pinewood', name: 'Pinewood', version: 1, hosts: ['crm.pinewood.example'], record: ['/deals/{id}'],
  fields: { name: { find: [{ css: '[data-testid="name"]' }] } },
};
const faults = (change: object): [FaultCode, string][] => {
  const read = lintRecipe({ ...good, ...change });
  return read.ok ? [] : read.faults.map((f) => [f.code, f.path.join('.')]);
};
afterEach(closeAll);

describe('lint', () => {
  it('takes a good recipe', () => {
    expect(lintText(JSON.stringify(good))).toMatchObject({ ok: true, warnings: [] });
  });
  it.each(builtIn.map(({ crm, recipe }) => [crm, recipe] as const))('takes the recipe of %s', (_, recipe) => {
    expect(lintRecipe(recipe)).toMatchObject({ ok: true, recipe: { date: expect.any(String), source: expect.any(String) } });
  });
  it('takes the recipe of the documentation', () => {
    const docs = readFileSync('docs/teach.md', 'utf8');
    const text = /```json\n([\s\S]*?)```/.exec(docs)![1]!;
    expect(lintText(text)).toMatchObject({ ok: true, warnings: [] });
    for (const key of Object.keys(recipeSchema.shape)) if (key !== 'recipe' && key !== 'lang') expect(docs, key).toContain(`\`${key}\``);
  });
  it.each<[string, object, [FaultCode, string]]>([
    ['a newer format', { recipe: 2 }, ['newer', 'recipe']],
    ['no name', { fields: {} }, ['no-name', 'fields']],
    ['an unknown field', { fields: { ...good.fields, budget: { find: [{ css: 'b' }] } } }, ['unknown-field', 'fields.budget']],
    ['something unknown', { script: 'alert(1)' }, ['unknown', 'script']],
    ['a wrong kind', { version: 'one' }, ['shape', 'version']],
    ['a hashed class', { fields: { name: { find: [{ css: 'div.css-1x2y3z' }] } } }, ['hashed', 'fields.name.find.0.css']],
    ['a styled component', { refusal: '.sc-bdVaJa' }, ['hashed', 'refusal']],
    ['a class by attribute', { scope: ['[class="_abc12"]'] }, ['hashed', 'scope.0']],
    ['a made id', { stage: { items: '#ember123 > li' } }, ['hashed', 'stage.items']],
    ['a slow selector', { stage: { items: 'div:has(div:has(div))' } }, ['bad-selector', 'stage.items']],
    ['no selector', { stage: { items: 'li[' } }, ['bad-selector', 'stage.items']],
    ['every page', { record: ['/{id}'] }, ['wide-record', 'record.0']],
    ['every page of a kind', { record: ['/*/{id:word}/**'] }, ['wide-record', 'record.0']],
    ['no id', { record: ['/deals'] }, ['no-id', 'record.0']],
    ['a free expression', { record: ['/deals/{id:(a+)+}'] }, ['no-id', 'record.0']],
    ['an unknown kind', { record: ['/deals/{id:hex}'] }, ['bad-kind', 'record.0']],
    ['no address', { record: [] }, ['no-record', 'record']],
    ['no site', { hosts: [] }, ['no-host', 'hosts']],
    ['all sites', { hosts: ['*.com'] }, ['wide-host', 'hosts.0']],
    ['all of a hoster', { hosts: ['*.herokuapp.com'] }, ['wide-host', 'hosts.0']],
    ['an address for a site', { hosts: ['https://crm.example.com/'] }, ['bad-host', 'hosts.0']],
    ['moves without stages', { stage: { find: [{ css: 'b' }], moves: 'item' } }, ['no-items', 'stage']],
  ])('refuses %s', (_, change, want) => {
    expect(faults(change)).toContainEqual(want);
  });
  it.each([['', 'not-json'], ['{"recipe": 1,', 'not-json'], ['[]', 'not-recipe'], ['{}', 'not-recipe'], ['null', 'not-recipe'], [' '.repeat(100_001), 'too-large']])('refuses the text %.20j', (text, code) => {
    expect(lintText(text)).toMatchObject({ ok: false, faults: [{ code }] });
  });
  it('warns of a field that only its place tells', () => {
    expect(lintRecipe({ ...good, fields: { name: { find: [{ css: 'main > p:nth-child(1):nth-last-child(2)' }] } } })).toMatchObject({ ok: true, warnings: [{ code: 'weak' }] });
  });
  it('needs neither name nor address on top of a built-in adapter', () => {
    expect(faults({ over: 'salesforce', record: [], fields: { amount: { find: [{ css: '[name="amount"]' }] } } })).toEqual([]);
  });
});

it.each(['css-1x2y3z', 'sc-bdVaJa', 'jsx-2871293847', '_abc12', 'Card_root__x7Yz1', 'ember123', ':r3:', 'MuiBox-root-42', 'svelte-xyz', 'Button__bTnqZ'])('%s was made by a machine', (name) => {
  expect(isHashed(name)).toBe(true);
});
it.each(['deal-amount', 'opportunity_name', 'stage', 'is-current', 'statusbar', 'fieldValue'])('%s was given by a person', (name) => {
  expect(isHashed(name)).toBe(false);
});
it.each([['main > p:nth-child(1)', true], ['[data-x="a>b{c"]', true], ['a, b', true], ['a,', false], ['> a', false], ['a::before', false], ['a:has(b)', false], ['a{}', false], ['', false], ['[a', false]])('%j is a plain selector: %s', (css, want) => {
  expect(isPlain(css)).toBe(want);
});

it.each([
  ['Feb 26, 2027', 'en', '2027-02-26'], ['26. Februar 2027', 'de', '2027-02-26'], ['26 févr. 2027', 'fr', '2027-02-26'], ['Due: 1 March 2027', 'en', '2027-03-01'],
  ['Feb 2027', 'en', undefined], ['Feb 26', 'en', undefined], ['31 Feb 2027', 'en', undefined], ['Mon 26 Feb – 3 Mar 2027', 'en', undefined], ['26 Foo 2027', 'en', undefined],
])('%s (%s) is %s', (text, lang, want) => {
  expect(wordedDay(text, lang)).toBe(want);
});

describe('what of an address names the deal', () => {
  it.each([
    ['https://x.example/deals/4711', '/deals/{id:number}'],
    ['https://x.example/app/opportunities/view/4711/notes', '/app/opportunities/view/{id:number}/**'],
    ['https://x.example/#/deal/9', '/#/deal/{id:number}'],
    ['https://x.example/main.aspx?appid=5&etn=opportunity&id=a1b2c3d4-0000-1111-2222-333344445555', '/main.aspx?etn=opportunity&id={id:guid}'],
    ['https://x.example/web#id=44&model=crm.lead&view_type=form', '/web#id={id:number}&model=crm.lead'],
    ['https://x.example/index.php?module=Opportunities&record=12x407', '/index.php?module=Opportunities&record={id}'],
    ['https://x.example/o/a1b2c3d4-0000-1111-2222-333344445555/deals/12', '/o/*/deals/{id:number}'],
  ])('%s: %s', (address, want) => {
    expect(marks(address).map((m) => m.pattern)).toContain(want);
  });
  it('says nothing where nothing names it', () => {
    expect(marks('https://x.example/board')).toEqual([]);
  });
  it('takes the part in which two deals differ', () => {
    expect(marks('https://x.example/c/123456/deal/alpha-one', 'https://x.example/c/123456/deal/beta')).toEqual([{ pattern: '/c/123456/deal/{id:word}', id: 'alpha-one' }]);
    expect(marks('https://x.example/d/77?n=5', 'https://other.example/d/78')).toEqual(marks('https://x.example/d/77?n=5'));
  });
});

describe('what is pointed at is found again', () => {
  const page = (extra = '') => `<html lang="en"><body><main><h1 class="css-9f8e7d">Nordwind</h1>
    <div class="css-1a2b3c"><div><span>Deal value</span></div><div class="css-777"><span>$42.7K</span></div></div>
    <div class="css-4d5e6f"><div><span>Phone</span></div><div class="css-778"><span>030</span></div></div>
    <label for="own-2">Owner</label><select id="own-2" name="ownerId"><option>Ann</option><option selected>Mara</option></select>
    <ol data-testid="path"><li data-stage="a"><button>New</button></li><li data-stage="b" aria-current="step"><button>Offer</button></li><li data-stage="c"><button>Won</button></li></ol>${extra}</main></body></html>`;
  const url = 'https://x.example/deals/1';
  it('by label in every language known, by place last, never by a hashed class', () => {
    const document = open(page(), url);
    const { find, label } = propose(document.querySelector('.css-777 span')!, 'amount', document, '1');
    expect(label).toBe('Deal value');
    expect(find[0]).toMatchObject({ label: expect.arrayContaining(['Deal value', 'Amount', '金额']), up: 1 });
    expect(JSON.stringify(find)).not.toContain('css-');
    expect(find.at(-1)).toMatchObject({ css: expect.stringContaining(':nth-last-child(') });
  });
  it('by label where a button stands beside the value', () => {
    const document = open(page().replace('<span>$42.7K</span>', '<span>$42.7K</span><button>✎</button>'), url);
    expect(propose(document.querySelector('.css-777 span')!, 'amount', document, '1').find[0]).toMatchObject({ label: expect.arrayContaining(['Deal value']), up: 1 });
  });
  it('by its role, and by the name of its control', () => {
    const document = open(page(), url);
    expect(propose(document.querySelector('h1')!, 'name', document, '1').find[0]).toEqual({ css: 'main h1' });
    expect(propose(document.querySelector('select')!, 'owner', document, '1').find[0]).toEqual({ css: '[name="ownerId"]' });
  });
  it('the stages with ids, the present one and how they end', () => {
    const document = open(page(), url);
    expect(proposeStages(document.querySelector('li button')!, document, '1')).toMatchObject({
      now: 'Offer', rule: { items: '[data-testid="path"] > li', current: '[aria-current]:not([aria-current="false"])', id: 'data-stage', moves: 'item', known: [{ id: 'a' }, { id: 'b' }, { id: 'c', labels: ['Won'], closed: 'won' }] },
    });
  });
  it('says so where all stages look alike', () => {
    const document = open(page().replace(' aria-current="step"', ''), url);
    expect(proposeStages(document.querySelector('li button')!, document, '1')).toBe('alike');
  });
});
