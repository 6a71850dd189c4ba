/** Reads the deals that a list or board of Zoho CRM shows. Injected on demand. */
import { zohoLists } from '../crm/zoho/page.ts';
import { leaveList } from './list.ts';

leaveList(zohoLists);
