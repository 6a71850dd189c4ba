import { salesforce } from '../../crm/salesforce/page.ts';
import { start } from '../core.ts';

start({ ...salesforce, glance: (root, url) => salesforce.read(root, url) });
