// Recipes on a device: kept, rolled out, handed to the pages; how well each CRM is read.
import { expect, test } from 'vitest';
import type { Recipe, Ready } from '../../src/crm/recipe/types.ts';
import { CrmHealthBook } from '../../src/worker/health.ts';
import { Recipes } from '../../src/worker/recipes.ts';
import { memory } from '../../src/worker/settings.ts';
import { fakeAround } from './fakes.ts';

const recipe = (more: Partial<Recipe> = {}): Recipe => ({
  recipe: 1, id: 'pinewood', name: 'Pinewood', version: 1, hosts: ['crm.pinewood.example:8443'], record: ['/deals/{id}'], fields: { name: { find: [{ css: 'main h1' }] } }, ...more,
});
const on = (managed: Record<string, unknown> = {}) => {
  const around = fakeAround({ managed: { get: async () => managed } });
  return { around, recipes: new Recipes(around, memory(around)) };
};
const own = <T extends { from: string }>(rows: T[]): T[] => rows.filter((r) => r.from !== 'built-in');
const ready = (around: ReturnType<typeof on>['around']): Ready[] => around.local.items['recipes'] as Ready[];

test('what was taught is kept, handed to the pages, and found again by its site', async () => {
  const { around, recipes } = on();
  expect(await recipes.keep(recipe())).toMatchObject({ ok: true, crm: 'taught-pinewood' });
  expect(ready(around)).toMatchObject([{ id: 'pinewood', crm: 'taught-pinewood', at: [expect.stringContaining('crm\\.pinewood\\.example:8443')] }]);
  expect(await recipes.crmAt(new URL('https://crm.pinewood.example:8443/x'))).toBe('taught-pinewood');
  expect(await recipes.crmAt(new URL('https://crm.pinewood.example.evil.example/x'))).toBeNull();
  expect((await recipes.at('taught-pinewood', 'crm.pinewood.example:8443'))?.recipe.name).toBe('Pinewood');
  await recipes.keep(recipe({ version: 2, name: 'Pinewood CRM' }));
  expect(own(await recipes.rows()).map((r) => [r.name, r.version, r.from])).toEqual([['Pinewood CRM', 2, 'own']]);
  await recipes.remove('pinewood');
  expect([own(await recipes.rows()), ready(around)]).toEqual([[], []]);
});

test('a file is taken whole or refused whole, each fault with its line', async () => {
  const { around, recipes } = on();
  const text = JSON.stringify(recipe(), null, 2).replace('main h1', '.css-1x2y3z');
  const refused = await recipes.import(text);
  expect(refused).toMatchObject({ ok: false, faults: [{ code: 'hashed', detail: 'css-1x2y3z', line: text.split('\n').findIndex((l) => l.includes('css-1x2y3z')) + 1 }] });
  expect(await recipes.import(text.slice(0, 60))).toMatchObject({ ok: false, faults: [{ code: 'not-json', line: text.slice(0, 60).split('\n').length }] });
  expect(around.local.items['own-recipes']).toBeUndefined();
  expect(await recipes.import((await (async () => { await recipes.keep(recipe()); return recipes.text('pinewood'); })())!)).toMatchObject({ ok: true, id: 'pinewood' });
});

test('the administrator’s counts, a wrong one is named, and nobody changes it', async () => {
  const { around, recipes } = on({ recipes: [JSON.stringify(recipe({ name: 'Rolled out', version: 9 })), '{"recipe": 1}'] });
  around.local.items['own-recipes'] = [recipe({ name: 'Mine' }), recipe({ id: 'other', name: 'Other', hosts: ['other.example'] })];
  expect(own(await recipes.rows()).map((r) => [r.id, r.name, r.from])).toEqual([['pinewood', 'Rolled out', 'policy'], ['other', 'Other', 'own']]);
  await expect(recipes.keep(recipe({ version: 10 }))).rejects.toMatchObject({ code: 'not-allowed' });
  expect((await memory(around).policy()).recipes).toHaveLength(2);
});

test('fields on top of a built-in adapter belong to that CRM and that site', async () => {
  const { around, recipes } = on();
  await recipes.keep(recipe({ id: 'over-acme', over: 'salesforce', hosts: ['acme.lightning.force.com'], record: [] }));
  expect(ready(around)).toMatchObject([{ crm: 'salesforce', over: 'salesforce', at: [] }]);
  expect(await recipes.crmAt(new URL('https://acme.lightning.force.com/'))).toBeNull();
  expect(await recipes.at('salesforce', 'acme.lightning.force.com')).toMatchObject({ recipe: { id: 'over-acme' } });
  expect(await recipes.at('salesforce', 'beta.lightning.force.com')).toBeNull();
});

test('health: when a field was found last, and since when it is not', async () => {
  const around = fakeAround();
  const health = new CrmHealthBook(around);
  const place = { crm: 'tryton' as const, org: 'x/y', record: '1' };
  const deal = (missing: ('amount')[]) => ({ kind: 'deal' as const, place, fields: { name: { value: 'N', from: 'page' as const }, ...(!missing.length && { amount: { value: { value: 1 }, from: 'page' as const } }) }, missing });
  const first = around.time;
  await health.heard(deal([]), 'tryton', 'x/y');
  around.time += 60_000;
  await health.heard(deal(['amount']), 'tryton', 'x/y');
  expect(await new CrmHealthBook(around).rows()).toEqual([{ crm: 'tryton', name: 'Tryton', org: 'x/y', at: first + 60_000, fields: { name: { ok: first }, amount: { ok: first, no: first + 60_000 } } }]);
  around.time += 60_000;
  await health.heard({ kind: 'unrecognised', clue: 'layout' }, 'tryton', 'x/y');
  await health.heard({ kind: 'elsewhere' }, 'tryton', 'x/y');
  expect((await health.rows())[0]).toMatchObject({ layout: first + 120_000 });
});
