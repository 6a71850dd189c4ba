import { trytonAtRest } from '../../crm/tryton/rest.ts';
import { start } from '../core.ts';

start(trytonAtRest);
