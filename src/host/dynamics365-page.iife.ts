/** Reads the whole record from Dynamics 365's page. Injected when the panel is opened. */
import { dynamics } from '../crm/dynamics/page.ts';
import { readWhole } from './whole.ts';

readWhole(dynamics);
