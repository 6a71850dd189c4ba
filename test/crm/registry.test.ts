import { describe, expect, it } from 'vitest';
import type { AtRest } from '../../src/crm/contract.ts';
import { apiOrigins, crmKinds, recogniseCrm } from '../../src/crm/registry.ts';

describe('which CRM a site is', () => {
  it.each([
    ['https://acme.lightning.force.com/x', 'salesforce'], ['https://acme--uat.sandbox.lightning.force.com', 'salesforce'], ['https://acme.lightning.crmforce.mil', 'salesforce'],
    ['https://acme.lightning.sfcrmapps.cn', 'salesforce'], ['https://acme.lightning.force.com.mcas.ms', 'salesforce'],
    ['https://lightning.force.com.evil.example', null], ['https://acme.lightning.force.com.evil.example', null], ['https://evil-lightning.force.com', null],
    ['https://acme-lightning.force.com', null], ['https://force.com', null], ['https://evil.example/acme.lightning.force.com', null], ['http://127.0.0.1:8010/#crm/model/sale.opportunity/1', null],
    ['https://northlight.crm4.dynamics.com/main.aspx', 'dynamics365'], ['https://northlight.crm.dynamics.com', 'dynamics365'], ['https://agency.crm.microsoftdynamics.us', 'dynamics365'], ['https://acme.crm.dynamics.cn', 'dynamics365'], ['https://acme.crm4.dynamics.com.mcas.ms', 'dynamics365'],
    ['https://acme.api.crm4.dynamics.com', null], ['https://crm4.dynamics.com', null], ['https://acme.crm4.dynamics.com.evil.example', null], ['https://acme-crm4.dynamics.com', null], ['https://home.dynamics.com', null],
    ['https://app.hubspot.com/contacts/1', 'hubspot'], ['https://app-eu1.hubspot.com', 'hubspot'], ['https://app-na2.hubspot.com', 'hubspot'],
    ['https://www.hubspot.com', null], ['https://hubspot.com', null], ['https://app.hubspot.com.evil.example', null], ['https://app-evil.hubspot.com', null], ['https://evilapp.hubspot.com', null],
    ['https://northlight.pipedrive.com', 'pipedrive'], ['https://www.pipedrive.com', null], ['https://pipedrive.com', null], ['https://a.b.pipedrive.com', null], ['https://northlight.pipedrive.com.evil.example', null],
    ['https://crm.zoho.com', 'zoho'], ['https://crm.zoho.com.au', 'zoho'], ['https://crm.zohocloud.ca', 'zoho'], ['https://crm.zoho.com.cn', 'zoho'], ['https://mail.zoho.com', null], ['https://crm.zoho.com.evil.example', null], ['https://xcrm.zoho.com', null], ['https://crm.zoho.evil', null],
  ])('%s is %s', (url, crm) => expect(recogniseCrm(new URL(url))).toBe(crm));

  it.each([
    ['hubspot', 'https://app-eu1.hubspot.com/contacts/148/objects/0-3/views/all/list', 'app-eu1.hubspot.com/148'], ['hubspot', 'https://app.hubspot.com/home', null],
    ['dynamics365', 'https://acme.crm4.dynamics.com/main.aspx?appid=1', 'acme.crm4.dynamics.com'], ['pipedrive', 'https://acme.pipedrive.com/pipeline/1', 'acme.pipedrive.com'], ['zoho', 'https://crm.zoho.eu/crm/org1/tab/Potentials', 'crm.zoho.eu'],
  ])('%s: the tenant of %s is %s', (crm, url, org) => expect(crmKinds.find((k) => k.id === crm)!.org!(new URL(url))).toBe(org));

  it('the API of a Lightning page stands on another host, with the page\'s protocol and port', () => {
    expect(apiOrigins('salesforce', 'https://acme.lightning.force.com')).toEqual(['https://acme.lightning.force.com', 'https://acme.my.salesforce.com']);
    expect(apiOrigins('salesforce', 'http://acme.lightning.force.com:8088')[1]).toBe('http://acme.my.salesforce.com:8088');
    expect(apiOrigins('tryton', 'https://crm.example')).toEqual(['https://crm.example']);
  });
});

/** Addresses that carry a vendor's host without being it. */
const disguises = (host: string): string[] => {
  const [first, ...rest] = host.split('.');
  const vendor = rest.join('.');
  return [
    `https://${host}.evil.example`, `https://${host}.mcas.ms.evil.example`, `https://evil-${vendor}`, `https://${first}-${vendor}`, `https://${host.replace(/\./g, '-')}.evil.example`,
    `https://evil.example/${host}`, `https://evil.example/?to=https://${host}`, `https://evil.example/#https://${host}`, `https://${host}@evil.example`, `https://${host}:x@evil.example`,
    `https://${first}.${vendor.replace(/\.([a-z]+)$/, '.$1x')}`, `https://${first}.${vendor.replace(/[oae]/, (c) => ({ o: '0', a: '4', e: '3' })[c]!)}`,
    `https://${first}.${vendor.replace(/[oaec]/, (c) => ({ o: 'о', a: 'а', e: 'е', c: 'с' })[c]!)}`, // Cyrillic letters that look alike
    `https://${host}%2eevil.example`,
  ].filter((address) => URL.canParse(address) && new URL(address).hostname !== host);
};

describe.each(crmKinds.filter((k) => k.domains.length || k.hosts))('$name’s lookalikes', (kind) => {
  const { hostname } = new URL(kind.example);
  it('its own example is recognised', () => expect(recogniseCrm(new URL(kind.example))).toBe(kind.id));
  it.each(disguises(hostname))('%s is not', (address) => expect(recogniseCrm(new URL(address))).toBeNull());
});

/** The part at rest of every CRM; one whose host is its vendor's takes no record from another host. */
const parts = import.meta.glob<Record<string, AtRest>>('../../src/crm/*/rest.ts', { eager: true });
const RECORDS: Record<string, string> = {
  salesforce: '/lightning/r/Opportunity/0065i00000ACME1AAP/view',
  dynamics365: '/main.aspx?appid=3f0c0a5e-0000-4000-8000-000000000001&pagetype=entityrecord&etn=opportunity&id=3f0c0a5e-1111-4000-8000-000000000001',
  hubspot: '/contacts/1234567/record/0-3/987654321',
  pipedrive: '/deal/42',
  zoho: '/crm/org12345/tab/Potentials/4876876000000332001',
};
describe.each(Object.entries(RECORDS))('records of %s', (id, path) => {
  const adapter = Object.values(parts).flatMap((m) => Object.values(m)).find((x) => x?.id === id && typeof x.place === 'function')!;
  const { hostname } = new URL(crmKinds.find((k) => k.id === id)!.example);
  it('are found on the vendor’s own host', () => expect(adapter.place(new URL(`https://${hostname}${path}`))).toMatchObject({ crm: id }));
  it.each([...new Set(disguises(hostname).map((a) => new URL(a).hostname))])('are none on %s', (host) => expect(adapter.place(new URL(`https://${host}${path}`))).toBeNull());
});
