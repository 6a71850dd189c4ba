// The APIs of Dynamics 365, HubSpot, Pipedrive and Zoho CRM against look-alikes that answer in the documented shapes: not the products.
import { describe, expect, it } from 'vitest';
import type { Place } from '../../src/crm/contract.ts';
import { dynamicsApi } from '../../src/crm/dynamics/api.ts';
import { hubspotApi } from '../../src/crm/hubspot/api.ts';
import type { PageWorld } from '../../src/crm/own-api.ts';
import { pipedriveApi } from '../../src/crm/pipedrive/api.ts';
import { zohoApi } from '../../src/crm/zoho/api.ts';
import type { Change } from '../../src/crm/session.ts';
import { fakes, fetchOf, fresh, type Fake, type State } from '../lookalike/serve.mjs';

const made = { dynamics: dynamicsApi, hubspot: hubspotApi, pipedrive: pipedriveApi, zoho: zohoApi };
const org: Record<Fake, string> = { dynamics: 'northlight.crm4.dynamics.com', hubspot: 'app.hubspot.com/14800000', pipedrive: 'northlight.pipedrive.com', zoho: 'crm.zoho.eu' };
const crmId: Record<Fake, Place['crm']> = { dynamics: 'dynamics365', hubspot: 'hubspot', pipedrive: 'pipedrive', zoho: 'zoho' };
const stageIds: Record<Fake, string[]> = {
  dynamics: ['6b9ce798-221a-4260-90b2-2a95ed51a5bc', '650e06b4-789b-46c1-822b-0da76bedb1ed', 'd3ca8878-8d7b-47b9-852d-fcd838790cfd', 'bb7e830a-61bd-441b-b1fd-6bb104ffa027', 'won', 'lost'],
  hubspot: ['appointmentscheduled', 'qualifiedtobuy', 'contractsent', '1073', 'closedwon', 'closedlost'],
  pipedrive: ['11', '12', '13', '14', 'won', 'lost'],
  zoho: ['Qualification', 'Needs Analysis', 'Proposal/Price Quote', 'Negotiation/Review', 'Closed Won', 'Closed Lost'],
};
const all = Object.keys(made) as Fake[];

function on(crm: Fake, more: Partial<PageWorld> = {}) {
  const state: State = fresh();
  const world: PageWorld = {
    fetch: fetchOf(crm, state), origin: fakes[crm].home, cookie: ['a=b', ...(fakes[crm].cookies ?? []).map((c) => c.split(';')[0]!)].join('; '),
    path: new URL(fakes[crm].record(1)).pathname, ...more,
  };
  const api = made[crm](world);
  const place = (n: number): Place => ({ crm: crmId[crm], org: org[crm], record: fakes[crm].idOf(n) });
  const write = (n: number, change: Change) => api.session({ do: 'write', place: place(n), change });
  const valueOf = async (n: number, field: string) => {
    const now = await api.session({ do: 'now', place: place(n) });
    return now.ok ? (now.fields as Record<string, { value: unknown }>)[field]?.value : now;
  };
  return { state, api, place, write, valueOf, writes: () => state.log.filter((l) => l.method !== 'GET' && !/search|coql|batch/.test(l.path)) };
}

describe.each(all)('%s: reads a record by its API', (crm) => {
  it('with money, day, stage by the CRM\'s own id, people and the stages in order', async () => {
    const { api, place } = on(crm);
    const answer = await api.read(place(1));
    expect(answer).toMatchObject({ ok: true });
    if (!answer.ok) return;
    const values = Object.fromEntries(Object.entries(answer.fields).map(([k, f]) => [k, f!.value]));
    expect(values).toMatchObject({
      name: 'Plant analytics rollout', amount: { value: 420000, currency: 'EUR' }, closeDate: '2027-02-26', probability: 40, created: '2026-09-14',
      owner: { label: 'Maya Lindqvist' }, stage: { id: stageIds[crm][1] },
    });
    // HubSpot's record names no company; its page does.
    if (crm !== 'hubspot') expect(values).toMatchObject({ account: { label: 'Acme Robotics' }, contact: { label: 'Helen Brandt' } });
    expect(answer.stages!.map((s) => s.id)).toEqual(stageIds[crm]);
    expect(answer.stages!.map((s) => s.closed)).toEqual([undefined, undefined, undefined, undefined, 'won', 'lost']);
    expect(Object.values(answer.fields).every((f) => f!.from === 'api')).toBe(true);
  });

  it('with nothing where nothing is, and an end where the deal is won', async () => {
    const { api, place } = on(crm);
    const [empty, won] = [await api.read(place(4)), await api.read(place(5))];
    expect(empty).toMatchObject({ ok: true, fields: { amount: { value: null } } });
    if (crm !== 'hubspot') expect(empty).toMatchObject({ fields: { closeDate: { value: null }, account: { value: null } } });
    expect(won).toMatchObject({ ok: true, fields: { stage: { value: { closed: 'won' } } } });
  });

  it('and the user, where the CRM says who that is', async () => {
    const { api, place } = on(crm);
    const answer = await api.read(place(1));
    if (crm === 'hubspot') expect(answer).not.toHaveProperty('me');
    else expect(answer).toMatchObject({ me: { label: 'Maya Lindqvist' } });
  });
});

describe.each(all)('%s: a trouble is an answer', (crm) => {
  const troubled = async (status: number, json: unknown = {}, headers = {}) => {
    const { api, place, state } = on(crm);
    state.trouble = () => ({ status, json, headers });
    return { read: await api.read(place(1)), now: await api.session({ do: 'now', place: place(1) }) };
  };
  it.each([[401, 'signed-out'], [302, 'signed-out'], [403, 'forbidden'], [404, 'not-found'], [500, 'network'], [503, 'network']])('HTTP %i: %s', async (status, why) => {
    const { read, now } = await troubled(status);
    expect(read).toMatchObject({ ok: false, why });
    expect(now).toMatchObject({ ok: false, why });
  });

  it('HTTP 429: busy, with the time to wait', async () => {
    const { read, now } = await troubled(429, {}, { 'Retry-After': '7' });
    expect(now).toMatchObject({ ok: false, why: 'busy', wait: 7_000 });
    expect(read).toMatchObject({ ok: false, why: 'network' });
  });

  it.each([['a page instead of JSON', '<!doctype html>'], ['another shape', '[]'], ['null', 'null'], ['an empty object', '{}']])('%s', async (_, text) => {
    const { read } = await troubled(200, text);
    expect(read).toMatchObject({ ok: false });
    expect(['shape', 'not-found']).toContain((read as { why: string }).why);
  });

  it('another record than the one that was asked for', async () => {
    const { api, place, state } = on(crm);
    const other = fetchOf(crm, state);
    const id = place(1).record;
    const swapped = made[crm]({ fetch: (url, init) => other(String(url).replace(id, fakes[crm].idOf(2)), init), origin: fakes[crm].home, cookie: (fakes[crm].cookies ?? []).map((c) => c.split(';')[0]!).join('; ') });
    expect(await api.read(place(1))).toMatchObject({ ok: true });
    expect(await swapped.read(place(1))).toMatchObject({ ok: false, why: 'shape' });
  });

  it('no network, and no session', async () => {
    const { place } = on(crm);
    const dead = made[crm]({ fetch: () => Promise.reject(new TypeError('Failed to fetch')), origin: fakes[crm].home, cookie: (fakes[crm].cookies ?? []).map((c) => c.split(';')[0]!).join('; ') });
    expect(await dead.read(place(1))).toMatchObject({ ok: false, why: 'network' });
    if (!fakes[crm].cookies) return;
    const { api, state } = on(crm, { cookie: 'a=b' });
    expect(await api.read(place(1))).toMatchObject({ ok: false, why: 'signed-out' });
    expect(state.log).toEqual([]);
  });

  it('another site: nothing is asked at all', async () => {
    const { api, place, state } = on(crm);
    const elsewhere = { ...place(1), org: `evil.example/${org[crm]}` };
    expect(await api.read(elsewhere)).toMatchObject({ ok: false, why: 'not-found' });
    expect(await api.session({ do: 'people', place: elsewhere })).toMatchObject({ ok: false, why: 'not-found' });
    expect(await api.session({ do: 'deals', org: 'evil.example', size: 10 })).toMatchObject({ ok: false, why: 'not-found' });
    expect(state.log).toEqual([]);
  });
});

describe.each(all)('%s: jobs', (crm) => {
  it('people of the customer', async () => {
    const { api, place } = on(crm);
    const answer = await api.session({ do: 'people', place: place(1) });
    expect(answer).toMatchObject({ ok: true });
    if (!answer.ok) return;
    expect(answer.people.map((p) => p.name)).toContain('Helen Brandt');
    if (crm !== 'zoho') expect(answer.people.map((p) => p.name)).toContain('Otto Vance');
    expect(await api.session({ do: 'people', place: place(4) })).toMatchObject({ ok: true, people: [] });
  });

  it('open deals page by page, each once', async () => {
    const { api } = on(crm);
    const seen: string[] = [];
    let after: string | undefined;
    let pages = 0;
    do {
      const answer = await api.session({ do: 'deals', org: org[crm], size: 2, all: true, ...(after && { after }) });
      if (!answer.ok) throw new Error(answer.why);
      seen.push(...answer.deals.map((d) => d.record));
      expect(answer.deals.every((d) => d.fields.name?.value && d.fields.stage?.value)).toBe(true);
      after = answer.next;
    } while (after && ++pages < 9);
    expect(seen).toEqual([1, 2, 3, 4].map((n) => fakes[crm].idOf(n)));
  });

  it('only the user\'s own, where the CRM says who the user is', async () => {
    const { api } = on(crm);
    const answer = await api.session({ do: 'deals', org: org[crm], size: 50 });
    if (crm === 'hubspot') expect(answer).toMatchObject({ ok: false, why: 'not-offered' });
    else expect(answer).toMatchObject({ ok: true, deals: [1, 2, 4].map((n) => ({ record: fakes[crm].idOf(n) })) });
  });

  it('a close date is written, and seen again', async () => {
    const { write, valueOf } = on(crm);
    expect(await write(1, { field: 'closeDate', from: '2027-02-26', to: '2027-03-31' })).toMatchObject({ ok: true, fields: { closeDate: { value: '2027-03-31' } } });
    expect(await valueOf(1, 'closeDate')).toBe('2027-03-31');
  });

  it('a value that is newer in the CRM is not written over', async () => {
    const { write, writes, valueOf } = on(crm);
    expect(await write(1, { field: 'closeDate', from: '2027-01-01', to: '2027-03-31' })).toMatchObject({ ok: false, why: 'newer', now: { value: '2027-02-26' } });
    expect(writes()).toEqual([]);
    expect(await valueOf(1, 'closeDate')).toBe('2027-02-26');
  });

  it('a value that the CRM quietly did not keep is refused', async () => {
    const { write, state } = on(crm);
    state.trouble = (r) => (/PUT|PATCH/.test(r.method) ? { status: crm === 'dynamics' ? 204 : 200, json: crm === 'zoho' ? { data: [{ code: 'SUCCESS' }] } : { success: true, data: {} } } : null);
    expect(await write(1, { field: 'closeDate', from: '2027-02-26', to: '2027-03-31' })).toMatchObject({ ok: false, why: 'refused' });
  });

  it('a field that this CRM does not offer is not tried', async () => {
    const { write, writes } = on(crm);
    const field = crm === 'dynamics' ? 'stage' : crm === 'hubspot' ? 'probability' : crm === 'pipedrive' ? 'nextStep' : null;
    if (!field) return;
    expect(await write(1, { field, from: null, to: 'x' })).toMatchObject({ ok: false, why: 'not-offered' });
    expect(writes()).toEqual([]);
  });

  it('a note is posted, its marks made harmless where notes are HTML', async () => {
    const { write, state } = on(crm);
    expect(await write(2, { field: 'note', from: null, to: 'Next: <img src=x onerror=alert(1)>\n& sign "here"' })).toEqual({ ok: true });
    expect(state.notes).toHaveLength(1);
    expect(state.notes[0]!.deal).toBe(2);
    if (crm === 'zoho') expect(state.notes[0]!.text).toBe('Next: <img src=x onerror=alert(1)>\n& sign "here"');
    else expect(state.notes[0]!.text).toBe('Next: &#60;img src=x onerror=alert(1)&#62;<br>&#38; sign &#34;here&#34;');
  });

  it('says what may be written', async () => {
    const { api, place } = on(crm);
    const answer = await api.session({ do: 'now', place: place(1) });
    expect(answer).toMatchObject({ ok: true, mark: expect.any(String) });
    if (answer.ok) expect(answer.can).toEqual({ dynamics: ['probability', 'closeDate', 'note'], hubspot: ['stage', 'closeDate', 'nextStep', 'note'], pipedrive: ['stage', 'probability', 'closeDate', 'note'], zoho: ['stage', 'probability', 'closeDate', 'nextStep', 'note'] }[crm]);
  });
});

describe('stages', () => {
  const to = (crm: Fake, i: number) => ({ id: stageIds[crm][i]!, label: '' });
  it.each(['hubspot', 'pipedrive', 'zoho'] as const)('%s: moved by its id, and refused by the CRM\'s own rule', async (crm) => {
    const a = on(crm);
    expect(await a.write(2, { field: 'stage', from: to(crm, 2), to: to(crm, 3) })).toMatchObject({ ok: true, fields: { stage: { value: { id: stageIds[crm][3] } } } });
    expect(await a.write(4, { field: 'stage', from: to(crm, 0), to: to(crm, 1) })).toMatchObject({ ok: false, why: 'refused', detail: expect.stringContaining('An amount is needed') });
    expect(await a.write(2, { field: 'stage', from: to(crm, 3), to: to(crm, 4) })).toMatchObject({ ok: true, fields: { stage: { value: { closed: 'won' } } } });
  });

  it('zoho: in a Blueprint by its transitions alone', async () => {
    const a = on('zoho');
    expect(await a.write(1, { field: 'stage', from: to('zoho', 1), to: to('zoho', 0) })).toMatchObject({ ok: false, why: 'refused', detail: 'no transition leads there' });
    expect(await a.write(1, { field: 'stage', from: to('zoho', 1), to: to('zoho', 3) })).toMatchObject({ ok: false, why: 'refused', detail: expect.stringContaining('asks for more fields') });
    expect(a.writes()).toEqual([]);
    expect(await a.write(1, { field: 'stage', from: to('zoho', 1), to: to('zoho', 2) })).toMatchObject({ ok: true });
    expect(a.writes().map((l) => l.path)).toEqual([expect.stringMatching(/\/actions\/blueprint$/)]);
  });

  it('dynamics: writes carry the version they were read in', async () => {
    const a = on('dynamics');
    a.state.trouble = (r) => {
      // Somebody else saves between our look and our write.
      if (r.method === 'PATCH') a.state.deals[0]!.changed++;
      return null;
    };
    expect(await a.write(1, { field: 'probability', from: 40, to: 60 })).toMatchObject({ ok: false, why: 'newer' });
    expect(a.state.deals[0]!.odds).toBe(40);
  });

  it('dynamics: a next page is only followed on the same site and table', async () => {
    const { api, state } = on('dynamics');
    for (const after of ['https://evil.example/api/data/v9.2/opportunities?x', '/api/data/v9.2/systemusers?x', '//evil.example/api']) {
      expect(await api.session({ do: 'deals', org: org.dynamics, size: 2, after })).toMatchObject({ ok: false, why: 'shape' });
    }
    expect(state.log).toEqual([]);
  });
});
