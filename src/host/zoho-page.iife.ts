/** Reads the whole record from Zoho CRM's page. Injected when the panel is opened. */
import { zoho } from '../crm/zoho/page.ts';
import { readWhole } from './whole.ts';

readWhole(zoho);
