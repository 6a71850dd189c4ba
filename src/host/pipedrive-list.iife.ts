/** Reads the deals that a list or board of Pipedrive shows. Injected on demand. */
import { pipedriveLists } from '../crm/pipedrive/page.ts';
import { leaveList } from './list.ts';

leaveList(pipedriveLists);
