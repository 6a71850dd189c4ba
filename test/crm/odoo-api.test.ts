// The API reader on answers of a running Odoo 19 (test/crm/odoo/api-answers.json, 2026-11-21), served by a stand-in.
import { describe, expect, it } from 'vitest';
import answers from './odoo/api-answers.json' with { type: 'json' };
import { readOdoo } from '../../src/crm/odoo/api.ts';

const place = { crm: 'odoo', org: 'odoo.example', record: '2' } as const;
const served = (change: (path: string) => unknown = () => undefined) => ({
  origin: 'https://odoo.example',
  fetch: (async (url: string) => {
    const own = change(url);
    if (own instanceof Response) return own;
    return Response.json(own ?? (url.includes('crm.lead') ? answers.lead : url.includes('crm.stage') ? answers.stages : { result: { uid: 5, name: 'Riley Chen' } }));
  }) as typeof fetch,
});

describe('odoo api', () => {
  it('reads the record, the stages in their order and the user', async () => {
    expect(await readOdoo(place, served())).toEqual({
      ok: true, me: { id: '5', label: 'Riley Chen' },
      stages: [{ id: '1', label: 'New' }, { id: '2', label: 'Qualified' }, { id: '3', label: 'Proposition' }, { id: '4', label: 'Won', closed: 'won' }],
      fields: Object.fromEntries(Object.entries({
        name: 'Globex Health - patient intake', account: { id: '10', label: 'Globex Health, Priya Nair' }, contact: { label: 'Priya Nair' }, amount: { value: 64000, currency: 'USD' },
        probability: 75, owner: { id: '5', label: 'Riley Chen' }, closeDate: '2026-12-11', stage: { id: '3', label: 'Proposition' },
      }).map(([k, value]) => [k, { value, from: 'api' }])),
    });
  });

  it('takes false for empty', async () => {
    const lead = { result: [{ id: 2, name: 'x', partner_id: false, expected_revenue: 0, date_deadline: false, stage_id: [3, 'P'] }] };
    expect(await readOdoo(place, served((u) => (u.includes('crm.lead') ? lead : undefined)))).toMatchObject({ ok: true, fields: { account: { value: null }, closeDate: { value: null }, amount: { value: { value: 0 } } } });
  });

  const error = (name: string, code = 200) => ({ error: { code, message: 'Odoo Server Error', data: { name } } });
  it.each([
    ['signed-out', error('odoo.http.SessionExpiredException', 100)], ['forbidden', error('odoo.exceptions.AccessError')], ['not-found', error('odoo.exceptions.MissingError')],
    ['not-found', { result: [] }], ['shape', { result: [{ id: 9 }] }], ['shape', []], ['shape', new Response('<html>')], ['network', new Response('', { status: 502 })], ['signed-out', new Response('', { status: 401 })],
  ])('%s', async (why, answer) => {
    expect(await readOdoo(place, served((u) => (u.includes('crm.lead') ? answer : undefined)))).toMatchObject({ ok: false, why });
  });

  it('stays silent on another site, and without a network', async () => {
    expect(await readOdoo(place, { ...served(), origin: 'https://evil.example' })).toMatchObject({ ok: false, why: 'not-found' });
    expect(await readOdoo(place, { ...served(), fetch: () => Promise.reject(new TypeError('offline')) })).toMatchObject({ ok: false, why: 'network' });
  });
});
