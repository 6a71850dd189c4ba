/** Reads the whole record from Tryton's page. Injected when the panel is opened. */
import { tryton } from '../crm/tryton/page.ts';
import { readWhole } from './whole.ts';

readWhole(tryton);
