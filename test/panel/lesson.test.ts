// What a lesson makes of what was pointed at.
import { expect, test } from 'vitest';
import { lintRecipe } from '../../src/crm/recipe/lint.ts';
import { emptyLesson, patched, readLesson, recipeOf, wordsOf, type Lesson, type Taken } from '../../src/panel/screens/teach/lesson.ts';
import type { RecipeHere } from '../../src/wire/teach.ts';

const rule = (css: string): Taken => ({ end: 'taken', rule: { find: [{ css }] }, shows: { value: 'x' }, text: 'x' });
const stage: Taken = { end: 'taken', stage: { items: '[role="list"] > li', current: '[aria-current]', moves: 'item', known: [{ id: 'New', labels: ['New'] }] }, now: 'New', stages: [{ id: 'New', labels: ['New'] }], text: 'New' };
const here: RecipeHere = { crm: 'tryton', guessed: true, host: 'CRM.Example.com:8000', origin: 'https://crm.example.com:8000', recipe: null, locked: false, kinds: [] };
const lesson: Lesson = { ...emptyLesson, crmName: ' Kestrel ', lang: 'en', mark: '/deals/{id:number}', moves: 'item', got: { name: { ...rule('h1'), scope: ['[role="dialog"]'] } as Taken, account: null, amount: rule('[name="amount"]'), stage } };

test('a whole lesson is a recipe that lint takes; what was skipped is not in it', () => {
  const recipe = recipeOf(lesson, { ...here, host: 'crm.example.com:8000' }, '2026-11-21')!;
  expect(lintRecipe(recipe)).toMatchObject({ ok: true });
  expect(recipe).toMatchObject({ id: 'crm-example-com-8000', name: 'Kestrel', version: 1, hosts: ['crm.example.com:8000'], scope: ['[role="dialog"]'], stage: { moves: 'item' }, lang: 'en', date: '2026-11-21' });
  expect(Object.keys(recipe.fields)).toEqual(['name', 'amount']);
});

test('without a name, or a mark of the address, there is none', () => {
  expect(recipeOf({ ...lesson, got: { ...lesson.got, name: null } }, here, '2026-11-21')).toBeNull();
  expect(recipeOf({ ...lesson, mark: null }, here, '2026-11-21')).toBeNull();
});

test('how the deal moves is what the person said', () => {
  const of = (moves: Lesson['moves'], button: Lesson['button'] = null) => recipeOf({ ...lesson, moves, button }, here, '2026-11-21')!.stage!.moves;
  expect([of('item'), of('none'), of('button'), of('button', { css: '[name="next"]', text: 'Next' })]).toEqual(['item', undefined, undefined, '[name="next"]']);
});

test('one field taught again keeps the old labels; on a built-in CRM it lies on top', () => {
  const recipe = recipeOf({ ...lesson, got: { ...lesson.got, amount: { ...rule('x'), rule: { find: [{ css: '#old' }, { label: ['Betrag'] }] } } as Taken } }, here, '2026-11-21')!;
  expect(patched({ ...here, recipe }, 'Kestrel', 'amount', rule('#new'), '2026-11-22')).toMatchObject({ version: 2, fields: { amount: { find: [{ css: '#new' }, { label: ['Betrag'] }] } } });
  const over = patched({ ...here, host: 'acme.lightning.force.com', crm: 'salesforce' }, 'Salesforce', 'amount', rule('#new'), '2026-11-22');
  expect(over).toMatchObject({ over: 'salesforce', id: 'over-acme-lightning-force-com', hosts: ['acme.lightning.force.com'], record: [] });
  expect(lintRecipe(over)).toMatchObject({ ok: true });
});

test('a draft that is torn is begun anew', () => {
  expect(readLesson(JSON.stringify(lesson))).toEqual(lesson);
  for (const text of ['', '{', 'null', '{}']) expect(readLesson(text)).toBeNull();
});

test('an address in words', () => {
  expect(wordsOf('x.example', { pattern: '/o/*/deals/{id:number}/**', id: '42' })).toEqual({ before: 'x.example/o/…/deals/', id: '42', after: '/…' });
});
