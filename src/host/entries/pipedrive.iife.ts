import { pipedriveAtRest } from '../../crm/pipedrive/rest.ts';
import { start } from '../core.ts';

start(pipedriveAtRest);
