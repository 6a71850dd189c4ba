/** Where HubSpot shows a deal. Test ids after public extensions and UI tests (2019–2026); never run on HubSpot. */
import type { Recipe } from '../recipe/types.ts';

const DATE = '2026-11-21';
/** In the highlights, and in the cards of properties. */
const property = (name: string) => ({ find: [{ css: `[data-test-id="highlight-property-display-${name}"]` }, { css: `[data-selenium-test="property-input-${name}"]` }, { css: `[data-test-id="property-input-${name}"]` }] });
const chicklet = (kind: string) => ({ find: [{ css: `[data-test-id="${kind}-chicklet-title-link"]` }, { css: `[data-selenium-test="${kind}-chicklet-title-link"]` }] });

export const recipe: Recipe = {
  recipe: 1, id: 'hubspot', name: 'HubSpot', version: 1, date: DATE,
  source: 'public code: time trackers (highlightTitle, …-chicklet-title-link), UI tests (highlight-property-display-…, property-input-…)',
  hosts: ['app.hubspot.com', '*.hubspot.com'],
  record: ['/contacts/{org}/record/0-3/{id:number}/**', '/contacts/{org}/deal/{id:number}/**'],
  fields: {
    name: { find: [...property('dealname').find.slice(0, 1), { css: '[data-selenium-test="highlightTitle"]' }] },
    account: chicklet('company'),
    contact: chicklet('contact'),
    amount: property('amount'),
    closeDate: { find: [...property('closedate').find, { css: '[data-selenium-test="DealHighlightDetailsCloseDateInput"]' }] },
    probability: property('hs_deal_stage_probability'),
    owner: property('hubspot_owner_id'),
    nextStep: property('hs_next_step'),
    type: property('dealtype'),
    created: property('createdate'),
  },
};

/** Cards of the board: the card names its record, the column its stage's words. Fields of a card are the user's own choice. */
export const board: Recipe = {
  ...recipe, source: 'public extensions: cdb-column, cdb-column-item, data-selenium-id',
  list: { view: 'kanban', row: '[data-test-id="cdb-column-item"]', record: 'data-selenium-id', stage: { column: '[data-test-id="cdb-column"]', title: '[data-test-id="cdb-column-name"]' } },
};
export const table: Recipe = { ...recipe, source: 'public extension: tr[data-test-id^="row-"]', list: { view: 'list', row: 'tr[data-test-id^="row-"]' } };
