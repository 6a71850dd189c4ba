/** Pipedrive's own API in the page's session. Injected on demand. */
import { pipedriveApi } from '../crm/pipedrive/api.ts';
import { here, leaveApi } from './own-api.ts';

leaveApi(pipedriveApi(here));
