/** Salesforce's hosts, record ids and addresses; for the page and the API reader. */

/** Hosts of Lightning pages: My Domain, then partitions such as `sandbox`; a proxy's suffix. From public code, 2026-11-21. */
const HOST = /^([\w-]+\.)+lightning\.(force\.(com|mil)|crmforce\.mil|sfcrm(apps|products)\.cn)(\.mcas\.ms)?$/;

/** The 18-character form of a record id: one check letter for the capitals of each five characters. */
export const to18 = (id: string): string =>
  id[15] ? id : id + [0, 5, 10].map((at) =>
    'ABCDEFGHIJKLMNOPQRSTUVWXYZ012345'[[0, 1, 2, 3, 4].reduce((n, i) => n | +/[A-Z]/.test(id[at + i]!) << i, 0)]).join('');

/** `/lightning/r/Opportunity/006…/view`, its short form and related lists. */
const RECORD = /^\/lightning\/r\/(?:Opportunity\/)?(006[a-z\d]{12}([a-z\d]{3})?)(\/|$)/i;

/** The 18-character id of the opportunity that an address names, else that of the console workspace (`ws`) it is in, or null. */
export const opportunityId = ({ hostname, pathname, searchParams }: URL): string | null => {
  const id = HOST.test(hostname) && (RECORD.exec(pathname) ?? RECORD.exec(searchParams.get('ws') ?? ''))?.[1];
  return id ? to18(id) : null;
};

export const isLightning = (url: URL): boolean => HOST.test(url.hostname);

/** Host of the API for a Lightning host. Asking through the Lightning host would redirect and drop the session. */
export const apiHost = (lightning: string): string =>
  lightning.replace(/\.mcas\.ms$/, '').replace('.lightning.', '.my.').replace(/\.my\.(?:force|crmforce)\./, '.my.salesforce.').replace('.my.sfcrmapps.', '.my.sfcrmproducts.');
