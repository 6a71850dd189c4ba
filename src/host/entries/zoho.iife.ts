import { zohoAtRest } from '../../crm/zoho/rest.ts';
import { start } from '../core.ts';

start(zohoAtRest);
