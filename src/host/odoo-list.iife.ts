/** Reads Odoo's boards and lists of opportunities. Injected for badges and for bringing in what the page shows. */
import { odooList } from '../crm/odoo/list.ts';
import { leaveList } from './list.ts';

if (globalThis.stageproofReader?.id !== 'odoo') {
  const { reader, known } = odooList({ fetch: fetch.bind(globalThis), origin: location.origin });
  globalThis.stageproofOdoo = known;
  leaveList(reader);
}
