import { describe, expect, it } from 'vitest';
import { apiOrigins, recogniseCrm } from '../../src/crm/registry.ts';

describe('which CRM a site is', () => {
  it.each([
    ['https://acme.lightning.force.com/x', 'salesforce'], ['https://acme--uat.sandbox.lightning.force.com', 'salesforce'], ['https://acme.lightning.crmforce.mil', 'salesforce'],
    ['https://acme.lightning.sfcrmapps.cn', 'salesforce'], ['https://acme.lightning.force.com.mcas.ms', 'salesforce'],
    ['https://lightning.force.com.evil.example', null], ['https://acme.lightning.force.com.evil.example', null], ['https://evil-lightning.force.com', null],
    ['https://acme-lightning.force.com', null], ['https://force.com', null], ['https://evil.example/acme.lightning.force.com', null], ['http://127.0.0.1:8010/#crm/model/sale.opportunity/1', null],
  ])('%s is %s', (url, crm) => expect(recogniseCrm(new URL(url))).toBe(crm));

  it('the API of a Lightning page stands on another host, with the page\'s protocol and port', () => {
    expect(apiOrigins('salesforce', 'https://acme.lightning.force.com')).toEqual(['https://acme.lightning.force.com', 'https://acme.my.salesforce.com']);
    expect(apiOrigins('salesforce', 'http://acme.lightning.force.com:8088')[1]).toBe('http://acme.my.salesforce.com:8088');
    expect(apiOrigins('tryton', 'https://crm.example')).toEqual(['https://crm.example']);
  });
});
