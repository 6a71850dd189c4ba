// The API reader against the look-alike's API: documented shapes, not Salesforce.
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { salesforceApi } from '../../src/crm/salesforce/api.ts';
import type { SalesforceWorld } from '../../src/crm/salesforce/call.ts';
import { apiHost } from '../../src/crm/salesforce/ids.ts';
import type { Place } from '../../src/crm/contract.ts';
import { fieldReading } from '../../src/domain/event.ts';
import * as z from 'zod/mini';

interface Server { port: number; state: { token: string; uiToken: string; switches: Record<string, unknown> }; reset(): void; close(): Promise<void> }
let server: Server;
const place: Place = { crm: 'salesforce', org: 'northlight-demo.lightning.force.com', record: '0065i00000ACME1AAP' };

beforeAll(async () => {
  const path = new URL('../demo-crm/server.mjs', import.meta.url).href;
  const { serve } = await import(/* @vite-ignore */ path) as { serve(o: object): Promise<Server> };
  server = await serve({ port: 0 });
}, 120_000);
afterAll(() => server.close());
beforeEach(() => server.reset());

/** The look-alike under the org's API host: a name that only this test resolves. */
const world = (more: Partial<SalesforceWorld> = {}): SalesforceWorld => ({
  fetch: ((url: string, init: RequestInit) => {
    expect(new URL(url).host).toBe(`northlight-demo.my.salesforce.com:${server.port}`);
    return fetch(url.replace('northlight-demo.my.salesforce.com', '127.0.0.1'), init);
  }) as typeof fetch,
  cookie: async () => server.state.token,
  pageUrl: () => `http://${place.org}:${server.port}/lightning/r/Opportunity/${place.record}/view`,
  ...more,
});
const read = (more?: Partial<SalesforceWorld>, at = place) => salesforceApi(world(more)).read(at);
const flip = (name: string, value: unknown) => { server.state.switches[name] = value; };

describe('salesforce api', () => {
  it('reads the record, the stages and the user', async () => {
    const got = await read();
    expect(got).toMatchObject({
      ok: true, me: { id: '0055i00000MAYALAA5', label: 'Maya Lindqvist' },
      fields: {
        name: { value: 'Plant analytics rollout', from: 'api' }, amount: { value: { value: 420000, currency: 'EUR' } }, closeDate: { value: '2027-02-26' },
        stage: { value: { id: 'Needs Analysis', label: 'Needs Analysis' } }, probability: { value: 20 },
        account: { value: { id: '0015i00000ACME1AAP', label: 'Acme Robotics' } }, owner: { value: { id: '0055i00000MAYALAA5', label: 'Maya Lindqvist' } },
        nextStep: { value: 'Site visit in Rotterdam with Helen and the line leads' }, created: { value: '2026-09-14' },
        forecast: { value: { id: 'Pipeline', label: 'Pipeline' } },
      },
    });
    if (!got.ok) return;
    for (const f of Object.values(got.fields)) z.parse(fieldReading, f);
    expect(got.stages).toHaveLength(10);
    expect(got.stages?.slice(-2)).toEqual([{ id: 'Closed Won', label: 'Closed Won', closed: 'won' }, { id: 'Closed Lost', label: 'Closed Lost', closed: 'lost' }]);
  });

  it('takes the record type for the pipeline, where the org has record types', async () => {
    expect((await read() as { fields: object }).fields).not.toHaveProperty('pipeline');
    const typed = (async (url: string, init: RequestInit) => {
      const answer = await world().fetch(url, init);
      if (!String(url).includes('/ui-api/records/')) return answer;
      expect(decodeURIComponent(url)).toContain('Opportunity.RecordType.Name');
      const row = await answer.json() as { fields: Record<string, unknown> };
      row.fields['RecordType'] = { displayValue: 'Partner', value: { apiName: 'RecordType', id: '0125i00000PARTNAA1', fields: { Name: { displayValue: null, value: 'Partner' } } } };
      return Response.json(row);
    }) as typeof fetch;
    expect(await read({ fetch: typed })).toMatchObject({ ok: true, fields: { pipeline: { value: { id: '0125i00000PARTNAA1', label: 'Partner' }, from: 'api' } } });
  });

  it('reads empty fields as empty', async () => {
    expect(await read({}, { ...place, record: '0065i00000NOAMTAA5' })).toMatchObject({ ok: true, fields: { amount: { value: null }, account: { value: null } } });
  });

  it.each([
    ['an expired session', () => flip('auth', 'expired'), {}, 'signed-out'],
    ['an org without API', () => flip('auth', 'api-disabled'), {}, 'forbidden'],
    ['another user than before', () => flip('auth', 'other-user'), { expectUser: () => '0055i00000MAYALAA5' }, 'other-user'],
    ['a stale cookie of another org', () => {}, { cookie: async () => '00D5i00000OTHR2!AQ0AQstale' }, 'signed-out'],
    ['the session of another org', () => flip('auth', 'other-org'), { cookie: async () => server.state.token.replace('DEMO1', 'OTHR2') }, 'not-found'],
    ['no cookie', () => {}, { cookie: async () => null }, 'signed-out'],
    ['a cookie of no org', () => {}, { cookie: async () => 'abc' }, 'signed-out'],
    ['the page host\'s cookie', () => {}, { cookie: async () => server.state.uiToken }, 'signed-out'],
    ['a login page instead of an answer', () => flip('shape', 'html'), {}, 'shape'],
    ['another shape', () => flip('shape', 'changed'), {}, 'shape'],
    ['no network', () => {}, { fetch: (() => Promise.reject(new TypeError('Failed to fetch'))) as typeof fetch }, 'network'],
    ['a browser that denies the cookie', () => {}, { cookie: () => Promise.reject(new Error('no permission')) }, 'network'],
  ] as [string, () => void, Partial<SalesforceWorld>, string][])('%s is a trouble, not an exception', async (_, prepare, more, why) => {
    prepare();
    expect(await read(more)).toMatchObject({ ok: false, why });
  });

  it('says that a record is not there', async () => {
    expect(await read({}, { ...place, record: '0065i00000NOBODAAA' })).toMatchObject({ ok: false, why: 'not-found' });
  });

  it.each([
    ['acme.lightning.force.com', 'acme.my.salesforce.com'], ['acme--uat.sandbox.lightning.force.com', 'acme--uat.sandbox.my.salesforce.com'],
    ['acme.lightning.force.mil', 'acme.my.salesforce.mil'], ['acme.lightning.sfcrmapps.cn', 'acme.my.sfcrmproducts.cn'], ['acme.lightning.force.com.mcas.ms', 'acme.my.salesforce.com'],
  ])('%s is answered by %s', (page, api) => expect(apiHost(page)).toBe(api));
});
