// Many deals at once: the real worker logic and notebook (fake IndexedDB), a CRM that is a list in memory, named a fake.
import 'fake-indexeddb/auto';
import * as fc from 'fast-check';
import { beforeEach, describe, expect, test, vi } from 'vitest';
import type { ApiAnswer, ApiJob, ListedDeal, ShownList } from '../../src/crm/session.ts';
import type { Event } from '../../src/domain/event.ts';
import type { PipelineAsk, PipelineJob, PipelineRefusal, PipelineView } from '../../src/wire/pipeline.ts';
import { panelToWorker } from '../../src/wire/schema.ts';
import { Hub } from '../../src/worker/hub.ts';
import { Office } from '../../src/worker/office.ts';
import { Pipeline } from '../../src/worker/pipeline/pipeline.ts';
import { takeIn } from '../../src/worker/pipeline/take.ts';
import { memory } from '../../src/worker/settings.ts';
import { fakeAround, framePort, hostPort, ID, noCrms, OWN, type FakeAround, type FakePort } from './fakes.ts';

vi.setConfig({ testTimeout: 30_000 });

const ORIGIN = 'https://crm.example';
const URL_ = `${ORIGIN}/#crm/model/sale.opportunity`;
const ORG = 'crm.example/crm';
const stages = [{ id: 'lead', label: 'Lead' }, { id: 'opportunity', label: 'Opportunity' }, { id: 'converted', label: 'Converted' }];
const deal = (record: string, stage = 'lead', more: ListedDeal['fields'] = {}): ListedDeal => ({
  record, fields: { name: { value: `Deal ${record}`, from: 'api' }, stage: { value: stages.find((s) => s.id === stage)!, from: 'api' }, ...more },
});

let around: FakeAround;
let office: Office;
let crm: ListedDeal[];
let asked: ApiJob[];
/** What the fake CRM says instead of a page, by number of the call. */
let says: Record<number, ApiAnswer<'deals'>>;

beforeEach(() => {
  crm = Array.from({ length: 250 }, (_, i) => deal(String(i + 1)));
  asked = [];
  says = {};
  around = fakeAround({
    tabs: async () => [{ id: 7, url: URL_ }],
    ask: (async (_tab: number, _crm: string, job: ApiJob) => {
      asked.push(job);
      if (says[asked.length]) return says[asked.length];
      if (job.do !== 'deals') return { ok: false, why: 'not-offered' };
      const rest = crm.filter((d) => Number(d.record) > Number(job.after ?? 0));
      const page = rest.slice(0, job.size);
      return { ok: true, deals: page, stages, total: crm.length, ...(rest.length > page.length && { next: page.at(-1)!.record }) };
    }) as never,
  });
  start();
});

/** A worker, again after it was stopped. */
function start(): void {
  office = new Office(around, memory(around), { ...noCrms, list: async () => [{ crm: 'tryton', name: 'Tryton', origin: ORIGIN, api: 'none', deals: 0 }] });
  Object.assign(office, { pipeline: new Pipeline(office, 0) });
}
const ask = async <T>(what: PipelineAsk): Promise<T> => (await office.pipeline.answer(what)) as T;
const job = async (): Promise<PipelineJob> => (await ask<PipelineView>({ q: 'pipeline' })).job!;
async function until(state: PipelineJob['state']): Promise<PipelineJob> {
  for (let i = 0; i < 4_000; i++) {
    const now = await job();
    if (now?.state === state) return now;
    await new Promise((r) => setTimeout(r, 5));
  }
  throw new Error(`never ${state}: ${JSON.stringify(await job())}`);
}
const keys = async (): Promise<string[]> => (await (await office.book.open()).list()).map((r) => r.key);
const events = async (key: string): Promise<Event[]> => (await office.book.open()).events(key);
const api = (): Promise<PipelineJob> => ask({ q: 'pipeline-start', way: 'api', origin: ORIGIN });

describe('by the CRM’s API', () => {
  test('page after page, one call at a time, each deal once with its method', async () => {
    await api();
    expect(await until('done')).toMatchObject({ total: 250, org: ORG, counts: { fresh: 250, changed: 0, same: 0, refused: 0 } });
    expect(asked.map((j) => (j as { after?: string }).after)).toEqual([undefined, '100', '200']);
    expect(await keys()).toHaveLength(250);
    expect((await events(`tryton:${ORG}:17`)).map((e) => e.type)).toEqual(['deal.read', 'method.chosen']);
    expect(await office.cases.stages('tryton', ORG)).toEqual(stages);
  });

  test('again brings nothing, not one event', async () => {
    await api();
    await until('done');
    const before = (await (await office.book.open()).list()).reduce((n, r) => n + r.count, 0);
    await api();
    expect(await until('done')).toMatchObject({ counts: { fresh: 0, changed: 0, same: 250, refused: 0 } });
    expect((await (await office.book.open()).list()).reduce((n, r) => n + r.count, 0)).toBe(before);
  });

  test('what changed in the CRM becomes history: a moved stage is a move that was noticed', async () => {
    await api();
    await until('done');
    crm[4] = deal('5', 'converted', { amount: { value: { value: 900, currency: 'EUR' }, from: 'api' } });
    await api();
    expect(await until('done')).toMatchObject({ counts: { fresh: 0, changed: 1, same: 249, refused: 0 } });
    const all = await events(`tryton:${ORG}:5`);
    expect(all.map((e) => e.type)).toEqual(['deal.read', 'method.chosen', 'stage.moved', 'deal.read']);
    expect(all[2]!.data).toMatchObject({ seen: 'noticed', from: { id: 'lead' }, to: { id: 'converted' }, verdict: 'warn' });
    expect((await office.book.deal(`tryton:${ORG}:5`))!.changes.slice(-2)).toMatchObject([{ name: 'stage' }, { name: 'amount' }]);
  });

  test('a stopped worker goes on where it was', async () => {
    const real = around.ask;
    // The first worker hangs in its second call for ever, as one that Chrome stopped.
    let hangs = false;
    around.ask = (async (...a: Parameters<FakeAround['ask']>) => (asked.length === 1 ? new Promise<never>(() => { hangs = true; }) : real(...a))) as never;
    await api();
    for (let i = 0; i < 2_000 && !hangs; i++) await new Promise((r) => setTimeout(r, 5));
    expect((await job()).after).toBe('100');
    around.ask = real;
    start();
    await office.pipeline.wake();
    expect(await until('done')).toMatchObject({ counts: { fresh: 250, same: 0 } });
    expect(asked.map((j) => (j as { after?: string }).after)).toEqual([undefined, '100', '200']);
    expect(await keys()).toHaveLength(250);
  });

  test('busy is waited for, and asked again no sooner', async () => {
    says[2] = { ok: false, why: 'busy', wait: 5_000 };
    await api();
    for (let i = 0; i < 500 && (await job()).until === undefined; i++) await new Promise((r) => setTimeout(r, 5));
    expect(await job()).toMatchObject({ state: 'running', why: 'busy', until: around.time + 5_000, counts: { fresh: 100 } });
    expect(asked).toHaveLength(2);
    start(); // the old worker's timer is an hour in real time away
    around.time += 5_001;
    await office.pipeline.wake();
    expect(await until('done')).toMatchObject({ counts: { fresh: 250 } });
  });

  test.each(['forbidden', 'signed-out', 'network', 'shape', 'not-offered'] as const)('%s stops it with the reason; it goes on when told', async (why) => {
    says[2] = { ok: false, why, detail: 'HTTP 4xx' };
    await api();
    expect(await until('waiting')).toMatchObject({ why, detail: 'HTTP 4xx', counts: { fresh: 100 } });
    expect(asked).toHaveLength(2);
    await ask({ q: 'pipeline-go' });
    expect(await until('done')).toMatchObject({ counts: { fresh: 250 } });
  });

  test('no tab: it says so', async () => {
    around.tabs = async () => [];
    await api();
    expect(await until('waiting')).toMatchObject({ why: 'no-tab' });
  });

  test('cancelled: what is in stays, nothing more comes', async () => {
    let seen = 0;
    const list = crm;
    around.ask = (async (_t: number, _c: string, j: { after?: string; size: number }) => {
      seen += 1;
      const rest = list.filter((d) => Number(d.record) > Number(j.after ?? 0));
      if (seen === 2) void ask({ q: 'pipeline-stop' });
      await new Promise((r) => setTimeout(r, 5));
      return { ok: true, deals: rest.slice(0, j.size), next: rest[j.size - 1]?.record };
    }) as never;
    await api();
    expect(await until('cancelled')).toMatchObject({ counts: { fresh: 100 } });
    expect(await keys()).toHaveLength(100);
    expect(seen).toBe(2);
  });

  test('cancelled while the CRM is about to refuse: it stays cancelled', async () => {
    around.ask = (async () => {
      void ask({ q: 'pipeline-stop' });
      await new Promise((r) => setTimeout(r, 5));
      return { ok: false, why: 'forbidden' };
    }) as never;
    await api();
    expect(await until('cancelled')).toMatchObject({ counts: { fresh: 0 } });
    await new Promise((r) => setTimeout(r, 20));
    expect((await job()).state).toBe('cancelled');
  });

  test('one at a time', async () => {
    says[1] = { ok: false, why: 'forbidden' };
    await api();
    await until('waiting');
    await expect(api()).rejects.toMatchObject({ code: 'not-allowed' });
    await ask({ q: 'pipeline-stop' });
    await expect(api()).resolves.toBeTruthy();
    await until('done');
  });

  test('values of no deal are refused and named; the others come in', async () => {
    crm = [deal('1'), { record: '2', fields: { name: { value: { no: 1 } as never, from: 'api' } } }, { record: '3', fields: { amount: { value: { value: 1 }, from: 'api' } } }, deal('4')];
    await api();
    expect(await until('done')).toMatchObject({ counts: { fresh: 2, refused: 2 } });
    const refused = await ask<PipelineRefusal[]>({ q: 'pipeline-refused' });
    expect(refused.map((r) => [r.record, r.why])).toEqual([['2', 'shape'], ['3', 'name']]);
  });
});

test('by the page: what it shows, and whether the list goes on', async () => {
  const shown: ShownList = { org: ORG, view: 'kanban', more: true, deals: [deal('1'), deal('2')] };
  around.list = async () => shown;
  await ask({ q: 'pipeline-start', way: 'page', origin: ORIGIN });
  expect(await until('done')).toMatchObject({ more: true, total: 2, counts: { fresh: 2 } });
  await ask({ q: 'pipeline-clear' });
  around.list = async () => null;
  await ask({ q: 'pipeline-start', way: 'page', origin: ORIGIN });
  expect(await until('waiting')).toMatchObject({ why: 'no-list' });
});

describe('by a file', () => {
  const target = { crm: 'file', org: 'export' };
  const file = async (parts: ListedDeal[][], refused: PipelineRefusal[] = []): Promise<void> => {
    for (const [n, deals] of parts.entries()) await ask({ q: 'pipeline-load', n, deals });
    await ask({ q: 'pipeline-start', way: 'file', target, name: 'export.csv', parts: parts.length, total: parts.flat().length, refused });
  };

  test('its parts, and what the page refused, make the report; nothing is left in storage', async () => {
    await file([[deal('a'), deal('b')], [deal('c:d')]], [{ row: 5, why: 'record' }]);
    expect(await until('done')).toMatchObject({ counts: { fresh: 3, refused: 1 }, total: 3 });
    expect(await keys()).toEqual(['file:export:a', 'file:export:b', 'file:export:c%3Ad']);
    expect(await ask({ q: 'pipeline-refused' })).toEqual([{ row: 5, why: 'record' }]);
    expect(Object.keys(around.local.items).filter((k) => k.startsWith('pipeline:part'))).toEqual([]);
  });

  test('a trial counts and writes nothing', async () => {
    await file([[deal('a')]]);
    await until('done');
    expect(await ask({ q: 'pipeline-try', target, deals: [deal('a'), deal('a', 'opportunity'), deal('b')] })).toEqual({ fresh: 1, changed: 1, same: 0, refused: 0 });
    expect(await keys()).toEqual(['file:export:a']);
  });

  test('any slicing and any repetition of a file gives the same notebook', async () => {
    const field = fc.record({
      record: fc.integer({ min: 1, max: 12 }).map(String), stage: fc.constantFrom('lead', 'opportunity', 'converted'),
      amount: fc.option(fc.integer({ min: 0, max: 5 }), { nil: undefined }),
    });
    await fc.assert(fc.asyncProperty(fc.uniqueArray(field, { minLength: 1, maxLength: 12, selector: (d) => d.record }), fc.integer({ min: 1, max: 5 }), fc.integer({ min: 1, max: 3 }), async (rows, size, times) => {
      around = fakeAround();
      start();
      const deals = rows.map((r) => deal(r.record, r.stage, r.amount === undefined ? {} : { amount: { value: { value: r.amount }, from: 'typed' } }));
      let fresh = 0;
      for (let n = 0; n < times; n++) for (let at = 0; at < deals.length; at += size) fresh += (await takeIn(office, target, deals.slice(at, at + size))).counts.fresh;
      expect(fresh).toBe(deals.length);
      for (const d of deals) {
        expect((await events(`file:export:${d.record}`)).map((e) => e.type)).toEqual(['deal.read', 'method.chosen']);
        expect((await office.book.deal(`file:export:${d.record}`))!.fields.stage?.value).toEqual(d.fields.stage!.value);
      }
      expect(await (await office.book.open()).audit()).toEqual([]);
    }), { numRuns: 20 });
  }, 60_000);

  test('the deal that a panel shows is told of it', async () => {
    const hub = new Hub(OWN, ID, { host: (l, m) => office.host(l, m), hostGone: (l) => office.hostGone(l), panel: (l, m) => office.panel(l, m), panelGone: (l) => office.panelGone(l) }, around.now);
    const host = hostPort();
    const place = { crm: 'tryton', org: ORG, record: '1' };
    const url = `${ORIGIN}/#crm/model/sale.opportunity/1`;
    hub.connect(host);
    host.say({ t: 'hello', url, v: 1 });
    host.say({ t: 'place', place, url });
    host.say({ t: 'reading', url, reading: { kind: 'deal', place, missing: [], stages, fields: deal('1').fields } });
    await office.desk(1).turn;
    const panel = framePort();
    hub.connect(panel);
    panel.say({ t: 'hello' });
    await heard(panel, 'deal');
    await takeIn(office, { crm: 'tryton', org: ORG }, [deal('1', 'converted')]);
    expect((await heard(panel, 'events'))['events']).toMatchObject([{ type: 'stage.moved' }, { type: 'deal.read' }]);
  });
});

async function heard(port: FakePort, t: string): Promise<Record<string, unknown>> {
  for (let i = 0; i < 400; i++) {
    const found = port.heard.find((m) => m.t === t);
    if (found) return found;
    await new Promise((r) => setTimeout(r, 5));
  }
  throw new Error(`never heard ${t}`);
}

test('what is asked has a shape', () => {
  const said = (what: unknown) => panelToWorker({ t: 'ask', n: 1, what }) !== null;
  expect(said({ q: 'pipeline' })).toBe(true);
  expect(said({ q: 'pipeline-start', way: 'api', origin: ORIGIN })).toBe(true);
  expect(said({ q: 'pipeline-start', way: 'api', origin: 'javascript:alert(1)' })).toBe(false);
  expect(said({ q: 'pipeline-load', n: 0, deals: [deal('1')] })).toBe(true);
  expect(said({ q: 'pipeline-load', n: 0, deals: [{ record: '', fields: {} }] })).toBe(false);
  expect(said({ q: 'pipeline-load', n: 0, deals: Array.from({ length: 501 }, () => deal('1')) })).toBe(false);
});
