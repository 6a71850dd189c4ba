import { odoo } from '../../src/crm/odoo/page.ts';
import { mutations } from './mutate.ts';

mutations({
  adapter: odoo, crm: 'odoo', pages: ['lead-1-form', 'lead-2-form', 'lead-3-form', 'lead-4-form'],
  fields: {
    name: '[name=name]', account: '[name=partner_id]', amount: '[name=expected_revenue]', closeDate: '[name=date_deadline]', probability: '[name=probability]',
    owner: '[name=user_id]', stage: '[name=stage_id]', 'part arrow': '.o_arrow_button[data-value]', 'words of arrow': '.o_arrow_button[data-value] span',
    'part input': '.o_field_widget input, .o_field_widget textarea, button[data-field]', 'part form': '.o_form_renderer, .o_form_view', 'words of sign': '[name=expected_revenue] span',
  },
});
