/** Reads the deals that a list or board of HubSpot shows. Injected on demand. */
import { hubspotLists } from '../crm/hubspot/page.ts';
import { leaveList } from './list.ts';

leaveList(hubspotLists);
