// Changed captures of Tryton's form; its list is in lists.test.ts.
import { tryton } from '../../src/crm/tryton/page.ts';
import { mutations } from './mutate.ts';

const field = (name: string): string => `.tab-pane.active input[name=${name}]`;
mutations({
  adapter: tryton, crm: 'tryton', pages: ['opp-acme-1', 'opp-acme-2', 'opp-initech-1', 'opp-lead-1'],
  fields: {
    name: field('description'), account: field('party'), contact: field('contact'), amount: field('amount'), closeDate: field('end_date'), probability: field('conversion_probability'),
    owner: field('employee'), number: field('number'), created: field('start_date'), stage: '.tab-pane.active select[name=state]',
    'part sign': '.tab-pane.active .symbol', 'part pane': '.tab-pane.active .form, #user-preferences', 'words of label': '.tab-pane.active label',
  },
});
