/** HubSpot's own API in the page's session. Injected on demand. */
import { hubspotApi } from '../crm/hubspot/api.ts';
import { here, leaveApi } from './own-api.ts';

leaveApi(hubspotApi(here), { alone: true });
