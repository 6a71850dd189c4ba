import { salesforceAtRest } from '../../crm/salesforce/rest.ts';
import { start } from '../core.ts';

start(salesforceAtRest);
