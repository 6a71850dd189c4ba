/** Dynamics 365's own API in the page's session. Injected on demand. */
import { dynamicsApi } from '../crm/dynamics/api.ts';
import { here, leaveApi } from './own-api.ts';

leaveApi(dynamicsApi(here));
