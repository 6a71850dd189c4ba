/** Switched-on CRMs as the pipeline sees them: which tenants, what can be asked just now. */
import { crmKind } from '../../crm/registry.ts';
import type { Session } from '../../crm/session.ts';
import type { PipelineSite } from '../../wire/pipeline.ts';
import { partsOf } from '../gatekeeper.ts';
import type { Office } from '../office.ts';

export interface OpenTab {
  id: number;
  url: string;
}

const orgAt = (crm: string, url: string): string | null => (URL.canParse(url) ? crmKind(crm)?.org?.(new URL(url)) ?? null : null);

/** A tenant belongs to a site when its name begins with the site's host; ports are no part of some. */
const belongs = (org: string, origin: string): boolean => {
  const { host, hostname } = new URL(origin);
  return [host, hostname].some((name) => org === name || org.startsWith(`${name}/`) || org.startsWith(`${name}:`));
};

export interface Tenant {
  crm: string;
  org: string;
}

/** Tenants of which the notebook holds deals. Reads every deal's row: not for each look at the page. */
export async function tenants(office: Office): Promise<Tenant[]> {
  const rows = await (await office.book.open()).list();
  return [...new Set(rows.map(({ key }) => key.slice(0, key.lastIndexOf(':') + 1)))].map(partsOf);
}

export async function sites(office: Office, known: readonly Tenant[]): Promise<PipelineSite[]> {
  const rows = await office.crms.list([]);
  return Promise.all(rows.map(async ({ crm, name, origin, api }): Promise<PipelineSite> => {
    const tabs = await office.around.tabs(origin);
    const shown = tabs.flatMap(({ url }) => orgAt(crm, url) ?? []);
    const orgs = [...new Set([...shown, ...[orgAt(crm, `${origin}/`)].filter((org) => org !== null), ...known.filter((k) => k.crm === crm && belongs(k.org, origin)).map((k) => k.org)])];
    const kind = crmKind(crm)?.session ?? null;
    return {
      crm, name, origin, orgs,
      stages: orgs[0] ? await office.cases.stages(crm, orgs[0]) : [],
      api: kind === 'worker' ? (api === 'on' ? 'ready' : 'off') : kind === 'page' && office.around.offers(crm, 'api') ? (shown.length ? 'ready' : 'no-tab') : 'none',
      list: office.around.offers(crm, 'list') ? (tabs.length ? 'ready' : 'no-tab') : 'none',
    };
  }));
}

/** The session to ask a CRM with, and the tenant it is of; null while no tab of it is open. */
export async function sessionOf(office: Office, crm: string, origin: string, org?: string): Promise<{ org: string; ask: Session } | null> {
  if (crmKind(crm)?.session === 'worker') {
    const own = org ?? orgAt(crm, `${origin}/`);
    return own ? { org: own, ask: office.around.salesforceSession({ pageUrl: () => `${origin}/` }) } : null;
  }
  for (const { id, url } of await office.around.tabs(origin)) {
    const own = orgAt(crm, url);
    if (own && (org === undefined || own === org)) return { org: own, ask: (job) => office.around.ask(id, crm, job) };
  }
  return null;
}
