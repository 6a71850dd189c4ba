/** Salesforce's hosts, record ids and addresses; for the page, the API reader and the registry. */

/** Hosts of Lightning pages: My Domain, then partitions such as `sandbox`; a proxy's suffix. From public code, 2026-11-21. */
const HOST = /^[a-z\d-]+(\.[a-z\d-]+)*\.lightning\.(force\.(com|mil)|crmforce\.mil|sfcrm(apps|products)\.cn)(\.mcas\.ms)?$/;

/** The 18-character form of a record id: one check letter for the capitals of each five characters. */
export const to18 = (id: string): string =>
  id.length > 15 ? id : id + id.match(/.{5}/g)!.map((five) =>
    'ABCDEFGHIJKLMNOPQRSTUVWXYZ012345'[[...five].reduce((n, c, i) => n + (c >= 'A' && c <= 'Z' ? 1 << i : 0), 0)]).join('');

/** `/lightning/r/Opportunity/006…/view`, its short form and related lists; in a console the workspace's. */
const RECORD = /^\/lightning\/r\/(?:Opportunity\/)?(006[a-zA-Z\d]{12}(?:[a-zA-Z\d]{3})?)(?:\/|$)/;

/** The 18-character id of the opportunity that an address names, or null. */
export const opportunityId = (url: URL): string | null => {
  const id = HOST.test(url.hostname) && (RECORD.exec(url.pathname) ?? RECORD.exec((url.searchParams.get('ws') ?? '').split('?')[0]!))?.[1];
  return id ? to18(id) : null;
};
