/** What stands around a deal in the panel: page, CRM, settings, packs and the administrator's words. */
import type { Place } from '../crm/contract.ts';
import type { Context } from '../wire/messages.ts';
import type { Desk } from './desk.ts';
import { partsOf } from './gatekeeper.ts';
import type { PanelLink } from './hub.ts';
import { CRM_NAMES } from './names.ts';
import type { Office } from './office.ts';
import { writeSite } from './writeback.ts';

export async function contextOf(office: Office, link: PanelLink, desk: Desk | null): Promise<Context> {
  const settings = await office.memory.settings();
  const me = await office.who().catch(() => ({ by: 'local:00000000', role: settings.role }));
  const [shelf, admin] = [await office.packs.shelf(), await office.memory.policy()];
  const r = desk?.reading;
  const { crm, org } = partsOf(desk?.key ?? '');
  return {
    // A card moved on a board: the page is no record, yet its deal is shown.
    place: desk?.place ?? (desk?.key && CRM_NAMES[crm] ? { crm: crm as Place['crm'], org, record: desk.key.slice(crm.length + org.length + 2) } : null),
    reading: r ? { kind: r.kind, missing: r.kind === 'deal' ? r.missing : [], at: desk!.readAt, ...(r.kind === 'unrecognised' ? { clue: r.clue } : {}), ...(r.kind === 'deal' && r.readonly ? { readonly: true } : {}) } : null,
    api: desk?.api ?? null,
    crmName: CRM_NAMES[crm] ?? '', write: writeSite(desk, settings),
    stages: desk?.stages.length ? desk.stages : await office.cases.stages(crm, org),
    settings,
    me: me.by,
    people: { [me.by]: { name: settings.name, role: settings.role } },
    host: link.kind,
    packs: shelf.heads(),
    admin: { locked: admin.locked, rules: admin.rules, crms: admin.crms, wrong: admin.wrong, ...(admin.writable && { writable: admin.writable }) },
  };
}
