/** Reads the whole record from Odoo's page. Injected when the panel is opened. */
import { odoo } from '../crm/odoo/page.ts';
import { readWhole } from './whole.ts';

readWhole(odoo);
