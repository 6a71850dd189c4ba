/** Reads the deals that a list or board of Dynamics 365 shows. Injected on demand. */
import { dynamicsLists } from '../crm/dynamics/page.ts';
import { leaveList } from './list.ts';

leaveList(dynamicsLists);
