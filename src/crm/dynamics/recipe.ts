/** Where Dynamics 365 shows an opportunity. Names of controls after Microsoft's EasyRepro and public UI tests; never run on a real one. */
import type { Recipe } from '../recipe/types.ts';

const DATE = '2026-11-21';
/** On the form, and in the form's header, which repeats some of them. */
const at = (column: string, part: string) => ({ find: [{ css: `[data-id="${column}.fieldControl-${part}"]` }, { css: `[data-id="header_${column}.fieldControl-${part}"]` }] });
const lookup = (column: string) => at(column, `LookupResultsDropdown_${column}_selected_tag_text`);

export const recipe: Recipe = {
  recipe: 1, id: 'dynamics365', name: 'Dynamics 365', version: 1, date: DATE,
  source: 'github.com/microsoft/EasyRepro (AppElementReference.cs), learn.microsoft.com (addresses)',
  hosts: ['*.dynamics.com', '*.microsoftdynamics.us', '*.appsplatform.us', '*.dynamics.cn'],
  record: ['/main.aspx?etn=opportunity&id={id:guid}'],
  fields: {
    name: at('name', 'text-box-text'),
    account: { find: [...lookup('parentaccountid').find, ...lookup('customerid').find] },
    contact: lookup('parentcontactid'),
    amount: at('estimatedvalue', 'currency-text-input'),
    closeDate: at('estimatedclosedate', 'date-time-input'),
    probability: at('closeprobability', 'whole-number-text-input'),
    owner: lookup('ownerid'),
    created: at('createdon', 'date-time-input'),
  },
};

/** The Power Apps grid: rows carry the record's id, cells the column's name (a guess by its AG Grid attributes). */
export const grid: Recipe = {
  ...recipe, version: 1, source: 'AG Grid attributes seen in public UI tests; a guess',
  list: {
    view: 'list', row: '[role=row][row-id]', record: 'row-id', name: '[col-id="name"] a, [col-id="name"]',
    fields: { account: '[col-id="parentaccountid"]', amount: '[col-id="estimatedvalue"]', closeDate: '[col-id="estimatedclosedate"]', probability: '[col-id="closeprobability"]', owner: '[col-id="ownerid"]' },
  },
};
