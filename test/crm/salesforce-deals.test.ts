// Many opportunities by SOQL against the look-alike's API: documented shapes, not Salesforce.
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { salesforceSession } from '../../src/crm/salesforce/session.ts';
import type { ApiAnswer, ApiJob } from '../../src/crm/session.ts';
import { listedDeal } from '../../src/wire/pipeline-schema.ts';

interface Server { port: number; state: { token: string; switches: Record<string, unknown>; log: { path: string }[] }; reset(): void; close(): Promise<void> }
let server: Server;
const ORG = 'northlight-demo.lightning.force.com';

beforeAll(async () => {
  const path = new URL('../demo-crm/server.mjs', import.meta.url).href;
  const { serve } = await import(/* @vite-ignore */ path) as { serve(o: object): Promise<Server> };
  server = await serve({ port: 0 });
}, 120_000);
afterAll(() => server.close());
beforeEach(() => server.reset());

/** The look-alike under the org's API host; `instead` answers for it. */
const ask = (job: Omit<Extract<ApiJob, { do: 'deals' }>, 'do' | 'org'>, instead?: (url: string) => Response | undefined): Promise<ApiAnswer<'deals'>> => salesforceSession({
  fetch: (async (url: string, init: RequestInit) => instead?.(url) ?? fetch(url.replace('northlight-demo.my.salesforce.com', '127.0.0.1'), init)) as typeof fetch,
  cookie: async () => server.state.token,
  pageUrl: () => `http://${ORG}:${server.port}/`,
})({ do: 'deals', org: ORG, ...job });
const good = async (...a: Parameters<typeof ask>) => {
  const answer = await ask(...a);
  if (!answer.ok) throw new Error(JSON.stringify(answer));
  return answer;
};

describe('many opportunities', () => {
  it('open ones of the user, in the order of ids, page by page to the end, none twice', async () => {
    const whole = await good({ size: 200 });
    expect(whole.next).toBeUndefined();
    expect(whole.total).toBe(whole.deals.length);
    expect(whole.deals.length).toBeGreaterThan(4);
    expect(whole.stages).toHaveLength(10);
    const found: string[] = [];
    for (let after: string | undefined; ;) {
      const page = await good({ size: 2, ...(after && { after }) });
      expect(page.total === undefined).toBe(after !== undefined);
      found.push(...page.deals.map((d) => d.record));
      if (!(after = page.next)) break;
    }
    expect(found).toEqual(whole.deals.map((d) => d.record));
    expect(new Set(found).size).toBe(found.length);
    for (const deal of whole.deals) {
      expect(listedDeal.safeParse(deal).success).toBe(true);
      expect(deal.fields).toMatchObject({ owner: { value: { label: 'Maya Lindqvist' } }, name: { from: 'api' } });
      expect((deal.fields.stage!.value as { closed?: string }).closed).toBeUndefined();
    }
  });

  it('the same fields with the same values as the record’s own reading', async () => {
    const acme = (await good({ size: 200 })).deals.find((d) => d.record === '0065i00000ACME1AAP')!;
    expect(acme.fields).toMatchObject({
      name: { value: 'Plant analytics rollout', from: 'api' }, amount: { value: { value: 420000, currency: 'EUR' } }, closeDate: { value: '2027-02-26' }, created: { value: '2026-09-14' },
      stage: { value: { id: 'Needs Analysis', label: 'Needs Analysis' } }, probability: { value: 20 }, account: { value: { id: '0015i00000ACME1AAP', label: 'Acme Robotics' } },
      owner: { value: { id: '0055i00000MAYALAA5', label: 'Maya Lindqvist' } }, forecast: { value: { id: 'Pipeline', label: 'Pipeline' } },
    });
  });

  it('those of others only when asked for', async () => {
    const [mine, all] = [await good({ size: 200 }), await good({ size: 200, all: true })];
    expect(all.deals.length).toBeGreaterThan(mine.deals.length);
    expect(new Set(all.deals.map((d) => (d.fields.owner!.value as { label: string }).label)).size).toBeGreaterThan(1);
  });

  it('an org without several currencies refuses their column: the rest comes all the same', async () => {
    const { deals } = await good({ size: 200 }, (url) => (decodeURIComponent(url).includes('CurrencyIsoCode')
      ? new Response(JSON.stringify([{ errorCode: 'INVALID_FIELD', message: "No such column 'CurrencyIsoCode' on entity 'Opportunity'." }]), { status: 400 }) : undefined));
    expect(deals.find((d) => d.record === '0065i00000ACME1AAP')!.fields.amount!.value).toEqual({ value: 420000 });
  });

  it.each([
    ['expired', 'signed-out'], ['api-disabled', 'forbidden'], ['other-org', 'other-user'],
  ])('%s is %s', async (auth, why) => {
    server.state.switches['auth'] = auth;
    if (auth === 'other-org') expect((await ask({ size: 5 })).ok).toBe(false);
    else expect(await ask({ size: 5 })).toMatchObject({ ok: false, why });
  });

  it('a spent limit is busy; another shape, or another page’s end, is said', async () => {
    const query = (status: number, body: unknown) => (url: string) => (url.includes('/query') ? new Response(JSON.stringify(body), { status }) : undefined);
    expect(await ask({ size: 5 }, query(429, []))).toMatchObject({ ok: false, why: 'busy' });
    expect(await ask({ size: 5 }, query(403, [{ errorCode: 'REQUEST_LIMIT_EXCEEDED', message: 'TotalRequests Limit exceeded.' }]))).toMatchObject({ ok: false, why: 'busy' });
    expect(await ask({ size: 5 }, query(200, { totalSize: 1, records: [{ Id: 'x', Name: 5 }] }))).toMatchObject({ ok: false, why: 'shape' });
    expect(await ask({ size: 5, after: "' OR Name != '" })).toMatchObject({ ok: false, why: 'shape' });
  });
});
