/** Reads Lightning's list views and boards. Injected for badges and for bringing in what the page shows. */
import { salesforceList } from '../crm/salesforce/list.ts';
import { leaveList } from './list.ts';

leaveList(salesforceList);
