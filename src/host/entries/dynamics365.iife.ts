import { dynamicsAtRest } from '../../crm/dynamics/rest.ts';
import { start } from '../core.ts';

start(dynamicsAtRest);
