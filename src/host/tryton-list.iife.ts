/** Reads Tryton's list of opportunities. Injected for badges and for bringing in what the page shows. */
import { trytonList } from '../crm/tryton/list.ts';
import { leaveList } from './list.ts';

leaveList(trytonList);
