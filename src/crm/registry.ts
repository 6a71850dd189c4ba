/**
 * CRMs that StageProof knows by name: data for the options page and for registering the host's script.
 * An address alone recognises a CRM only where its vendor owns the domain; a self-hosted one is chosen by the user.
 */
import type { CrmId } from './contract.ts';
import { HOST as dynamicsHost } from './dynamics/ids.ts';
import { HOST as hubspotHost } from './hubspot/ids.ts';
import { HOST as pipedriveHost } from './pipedrive/ids.ts';
import { apiHost } from './salesforce/ids.ts';
import { HOST as zohoHost } from './zoho/ids.ts';

export interface CrmKind {
  id: CrmId;
  name: string;
  example: string;
  /** Vendor's domains, matched at a dot: `acme.lightning.force.com` yes, `lightning.force.com.evil.example` no. Dated 2026-11-21. */
  domains: readonly string[];
  /** Instead of domains, where not everything below the vendor's domain is the CRM: its host names, whole. */
  hosts?: RegExp;
  /** Where its API is asked with the user's session (`session.ts`); null: not at all. The worker's way needs a grant of its own. */
  session: 'page' | 'worker' | null;
  /** The tenant (`Place.org`) that an address belongs to, on any page of the CRM; null where the address does not say. Without it a pipeline is not offered by API. */
  org?(url: URL): string | null;
}

export const crmKinds: readonly CrmKind[] = [
  { id: 'salesforce', name: 'Salesforce', example: 'https://acme.lightning.force.com', domains: ['lightning.force.com', 'lightning.force.mil', 'lightning.crmforce.mil', 'lightning.sfcrmapps.cn', 'lightning.sfcrmproducts.cn'], session: 'worker', org: (url) => url.hostname },
  { id: 'tryton', name: 'Tryton', example: 'https://tryton.example.com', domains: [], session: 'page', org: ({ host, hash }) => (/^#[^/;]+/.test(hash) ? `${host}/${/^#([^/;]+)/.exec(hash)![1]}` : null) },
  { id: 'odoo', name: 'Odoo', example: 'https://acme.odoo.com', domains: ['odoo.com'], session: 'page', org: (url) => url.host },
  { id: 'dynamics365', name: 'Dynamics 365', example: 'https://acme.crm4.dynamics.com', domains: [], hosts: dynamicsHost, session: 'page', org: (url) => url.hostname },
  { id: 'hubspot', name: 'HubSpot', example: 'https://app.hubspot.com', domains: [], hosts: hubspotHost, session: 'page', org: ({ hostname, pathname }) => (/^\/contacts\/\d+/.test(pathname) ? `${hostname}/${pathname.split('/')[2]}` : null) },
  { id: 'pipedrive', name: 'Pipedrive', example: 'https://acme.pipedrive.com', domains: [], hosts: pipedriveHost, session: 'page', org: (url) => url.hostname },
  { id: 'zoho', name: 'Zoho CRM', example: 'https://crm.zoho.com', domains: [], hosts: zohoHost, session: 'page', org: (url) => url.hostname },
];

export const crmKind = (id: string): CrmKind | undefined => crmKinds.find((k) => k.id === id);

/** The CRM that an address belongs to by its vendor's domain, or null. Refuses lookalike hosts. */
export function recogniseCrm(url: URL): CrmId | null {
  // A company's security proxy puts its own name behind (Defender for Cloud Apps).
  const host = url.hostname.toLowerCase().replace(/\.mcas\.ms$/, '');
  return crmKinds.find((k) => k.hosts?.test(url.hostname) ?? k.domains.some((d) => host.endsWith(`.${d}`)))?.id ?? null;
}

/** Origins that must be granted for reading by API: the page's own and, for Salesforce, the API host (crms.md §3). */
export function apiOrigins(crm: string, origin: string): string[] {
  if (crm !== 'salesforce') return [origin];
  const url = new URL(origin);
  return [origin, `${url.protocol}//${apiHost(url.hostname)}${url.port && `:${url.port}`}`];
}
