import { odooAtRest } from '../../crm/odoo/rest.ts';
import { start } from '../core.ts';

start(odooAtRest);
