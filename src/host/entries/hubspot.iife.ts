import { hubspotAtRest } from '../../crm/hubspot/rest.ts';
import { start } from '../core.ts';

start(hubspotAtRest);
