import { tryton } from '../../crm/tryton/page.ts';
import { start } from '../core.ts';

start(tryton);
