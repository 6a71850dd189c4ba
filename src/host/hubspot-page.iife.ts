/** Reads the whole record from HubSpot's page. Injected when the panel is opened. */
import { hubspot } from '../crm/hubspot/page.ts';
import { readWhole } from './whole.ts';

readWhole(hubspot);
