/** Reads the whole record from Lightning's page. Injected when the panel is opened. */
import { salesforce } from '../crm/salesforce/page.ts';
import { readWhole } from './whole.ts';

readWhole(salesforce);
