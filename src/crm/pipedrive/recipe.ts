/** Where Pipedrive shows a deal. The frame and the board after public code; the fields' keys are those of its forms, a guess here. */
import type { Recipe } from '../recipe/types.ts';

const DATE = '2026-11-21';
const key = (name: string) => ({ find: [{ css: `[data-test-key="${name}"] [data-test="field-value"]` }, { css: `[data-test-key="${name}"] :is(input,textarea)` }] });

export const recipe: Recipe = {
  recipe: 1, id: 'pipedrive', name: 'Pipedrive', version: 1, date: DATE,
  source: 'public code: .dealDetails .descriptionHead .title (time tracker), data-test-key (UI tests of the add form; a guess on the deal page)',
  hosts: ['*.pipedrive.com'],
  record: ['/deal/{id:number}/**'],
  fields: {
    name: { find: [{ css: '.descriptionHead .title' }, { css: '[data-test="deal-title"]' }] },
    account: key('org_id'),
    contact: key('person_id'),
    amount: key('value'),
    closeDate: key('expected_close_date'),
    probability: key('probability'),
    owner: key('owner_id'),
    created: key('add_time'),
  },
};

/** Tiles carry the deal's id, columns the stage's (`stage-3`). */
export const board: Recipe = {
  ...recipe, source: 'public code and a saved page: pipeline-deal-tile, data-test-deal-id, data-test="stage-N"',
  list: { view: 'kanban', row: '[data-test="pipeline-deal-tile"]', record: 'data-test-deal-id', stage: { column: '[data-test^="stage-"][data-test-stage-index]', id: 'data-test', title: '[data-test^="stage-header-"] > div > div:first-child' } },
};
export const table: Recipe = { ...recipe, source: 'a guess: any row with a link to a deal', list: { view: 'list', row: '[role=row],tr' } };
