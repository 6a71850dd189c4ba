/** Reads the whole record from Pipedrive's page. Injected when the panel is opened. */
import { pipedrive } from '../crm/pipedrive/page.ts';
import { readWhole } from './whole.ts';

readWhole(pipedrive);
