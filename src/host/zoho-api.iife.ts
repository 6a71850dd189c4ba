/** Zoho CRM's own API in the page's session. Injected on demand. */
import { zohoApi } from '../crm/zoho/api.ts';
import { here, leaveApi } from './own-api.ts';

const api = zohoApi(here, () => document.querySelector<HTMLInputElement>('#token')?.value);
leaveApi(api, { moves: async (place) => Object.fromEntries((await api.transitions(place)).flatMap(({ name, to }) => (to ? [[name, to]] : []))) });
