// The worker's desk work with the real hub and the real notebook (fake IndexedDB), on fake ports and injections.
import 'fake-indexeddb/auto';
import { beforeEach, describe, expect, test } from 'vitest';
import type { Event } from '../../src/domain/event.ts';
import type { DealState } from '../../src/domain/state.ts';
import { NotebookError } from '../../src/notebook/index.ts';
import { Hub } from '../../src/worker/hub.ts';
import { Office } from '../../src/worker/office.ts';
import { memory } from '../../src/worker/settings.ts';
import { fakeAround, fakePort, framePort, hostPort, ID, noCrms, OWN, type FakeAround, type FakePort } from './fakes.ts';

const place = { crm: 'tryton', org: 'crm.example/crm', record: '1' };
const KEY = 'tryton:crm.example/crm:1';
const url = 'https://crm.example/#crm/model/sale.opportunity/1';
const stages = [{ id: 'lead', label: 'Lead' }, { id: 'opportunity', label: 'Opportunity' }, { id: 'converted', label: 'Converted' }, { id: 'lost', label: 'Lost', closed: 'lost' }];
const page = (id: string, more: Record<string, unknown> = {}, glance = false) => ({
  t: 'reading', url, glance,
  reading: { kind: 'deal', place, missing: [], stages, fields: glance ? { stage: { value: stages.find((s) => s.id === id), from: 'page' } } : { name: { value: 'Plant rollout', from: 'page' }, stage: { value: stages.find((s) => s.id === id), from: 'page' }, ...more } },
});

let around: FakeAround;
let office: Office;
let hub: Hub;

function start(): void {
  office = new Office(around, memory(around), noCrms);
  hub = new Hub(OWN, ID, { host: (l, m) => office.host(l, m), hostGone: (l) => office.hostGone(l), panel: (l, m) => office.panel(l, m), panelGone: (l) => office.panelGone(l) }, around.now);
}
beforeEach(() => {
  around = fakeAround();
  start();
});

/** Waits for something the worker says; ports have no other end to await. */
async function until<T>(check: () => T | undefined | false | null | Promise<T | undefined | false | null>): Promise<T> {
  for (let i = 0; i < 400; i++) {
    const value = await check();
    if (value) return value;
    await new Promise((r) => setTimeout(r, 5));
  }
  throw new Error('waited in vain');
}
const last = (port: FakePort, t: string) => port.heard.filter((m) => m.t === t).at(-1);
const idle = async (tab = 1) => { await office.desk(tab).turn; await office.desk(tab).turn; };
function open(tab = 1): FakePort {
  const host = hostPort(tab);
  hub.connect(host);
  host.say({ t: 'hello', url, v: 1 });
  host.say({ t: 'place', place, url });
  return host;
}
const events = async (key = KEY): Promise<Event[]> => (await office.book.open()).events(key);
const types = async (): Promise<string[]> => (await events()).map((e) => e.type);

describe('readings', () => {
  test('a record that was only passed by is judged, and nothing is written', async () => {
    const host = open();
    host.say(page('opportunity', {}, true));
    await idle();
    expect(last(host, 'rest')).toMatchObject({ key: KEY, resting: { stage: 2, look: 'deal' }, verdicts: { lead: { verdict: 'pass' }, converted: { verdict: 'warn' } } });
    expect(await events()).toEqual([]);
  });

  test('the first whole reading is written once, with the method; the same again is no news', async () => {
    const host = open();
    host.say(page('opportunity'));
    host.say(page('opportunity'));
    await idle();
    expect(await types()).toEqual(['deal.read', 'method.chosen']);
  });

  test('a rule that asks for what the API alone says is followed when it says it, until somebody has worked by the method', async () => {
    await office.memory.change({ methodRules: [{ methodId: 'ltc', when: { pipeline: 'Projects' } }] });
    const chosen = async () => (await events()).filter((e) => e.type === 'method.chosen').map((e) => (e.data as { method: string; by?: string }));
    const pipeline = (label: string) => ({ t: 'api', place, ok: true, fields: { pipeline: { value: { id: label, label }, from: 'api' } } });
    const host = open();
    host.say(page('opportunity'));
    host.say(pipeline('Projects'));
    host.say(pipeline('Renewals'));
    await idle();
    expect((await chosen()).map((c) => [c.method, c.by])).toEqual([['ssm', 'default'], ['ltc', 'rule']]);

    around = fakeAround();
    start();
    await office.memory.change({ methodRules: [{ methodId: 'ltc', when: { pipeline: 'Projects' } }] });
    const again = open();
    again.say(page('opportunity'));
    await idle();
    await office.write(KEY, [{ type: 'outcome.claimed', data: { outcome: 'ssm-noticing-meeting', evidence: { text: 'met' } } }]);
    again.say(pipeline('Projects'));
    await idle();
    expect((await chosen()).map((c) => c.method)).toEqual(['ssm']);
  });

  test('a changed field is written alone', async () => {
    const host = open();
    host.say(page('opportunity'));
    host.say(page('opportunity', { nextStep: { value: 'Call', from: 'page' } }));
    await idle();
    expect((await events()).at(-1)!.data).toEqual({ fields: { nextStep: { value: 'Call', from: 'page' } } });
  });

  test('an API’s value outranks the page’s, until the page changes', async () => {
    const host = open();
    host.say(page('opportunity', { amount: { value: { value: 42_700 }, from: 'page', rounded: true } }));
    host.say({ t: 'api', place, ok: true, fields: { amount: { value: { value: 42_650, currency: 'EUR' }, from: 'api' } } });
    host.say(page('opportunity', { amount: { value: { value: 42_700 }, from: 'page', rounded: true } }));
    await idle();
    const amount = async () => ((await office.book.deal(KEY)) as DealState).fields.amount;
    expect(await amount()).toMatchObject({ value: { value: 42_650, currency: 'EUR' }, from: 'api' });
    host.say(page('opportunity', { amount: { value: { value: 60_000 }, from: 'page' } }));
    await idle();
    expect(await amount()).toMatchObject({ value: { value: 60_000 }, from: 'page' });
  });
});

describe('moves', () => {
  test('a stage that changed elsewhere is noticed, with what was missing', async () => {
    const host = open();
    host.say(page('opportunity'));
    host.say(page('converted'));
    await idle();
    const move = (await events()).find((e) => e.type === 'stage.moved')!;
    expect(move.data).toMatchObject({ from: { id: 'opportunity' }, to: { id: 'converted' }, seen: 'noticed', verdict: 'warn' });
    expect((move.data as { missing: string[] }).missing.length).toBeGreaterThan(0);
  });

  test('a move that was let through is written as done once, also when the reading comes first', async () => {
    const host = open();
    host.say(page('opportunity'));
    host.say({ t: 'move', n: 5, to: { id: 'converted' }, how: 'button', verdict: 'advise', held: false, replayable: true });
    host.say(page('converted'));
    host.say({ t: 'moved', n: 5, result: 'done', to: stages[2], from: stages[1], verdict: 'advise' });
    await idle();
    const moves = (await events()).filter((e) => e.type === 'stage.moved');
    expect(moves).toHaveLength(1);
    expect(moves[0]!.data).toMatchObject({ seen: 'gate', verdict: 'advise', from: { id: 'opportunity' } });
    expect((moves[0]!.data as { missing: string[] }).missing.length).toBeGreaterThan(0);
  });

  test('a refused move is told and not written', async () => {
    const host = open();
    const frame = framePort();
    hub.connect(frame);
    frame.say({ t: 'hello' });
    host.say(page('opportunity'));
    host.say({ t: 'move', n: 5, to: { id: 'converted' }, how: 'button', verdict: 'pass', held: false, replayable: true });
    host.say({ t: 'moved', n: 5, result: 'refused', to: stages[2], detail: 'A value is required' });
    await idle();
    expect(last(frame, 'move-result')).toMatchObject({ result: 'refused', detail: 'A value is required' });
    expect(await types()).not.toContain('stage.moved');
  });

  test('a held move is taken over, shown, and goes with the reason given', async () => {
    const host = open();
    host.say(page('opportunity'));
    host.say({ t: 'move', n: 5, to: { id: 'converted' }, how: 'button', verdict: 'warn', held: true, replayable: true });
    await idle();
    expect(host.heard.map((m) => m.t)).toEqual(expect.arrayContaining(['holding', 'show']));
    expect(around.injected).toContainEqual([1, 'frame']);
    const frame = framePort();
    hub.connect(frame);
    frame.say({ t: 'hello' });
    expect((await until(() => last(frame, 'deal')))['held']).toMatchObject({ n: 5, to: { id: 'converted', label: 'converted' } });
    frame.say({ t: 'gate', n: 1, move: 5, go: true, override: { reason: 'because' } });
    await until(() => last(host, 'replay'));
    host.say({ t: 'moved', n: 5, result: 'done', to: stages[2], from: stages[1], verdict: 'warn' });
    await idle();
    expect((await events()).find((e) => e.type === 'stage.moved')!.data).toMatchObject({ seen: 'gate', override: { reason: 'because' } });
  });

  test.each(['the page’s new stage', 'the end of the move'])('a worker that Chrome stopped after the answer still has the reason: it first hears of %s', async (first) => {
    const host = open();
    host.say(page('opportunity'));
    host.say({ t: 'move', n: 5, to: { id: 'converted' }, how: 'button', verdict: 'warn', held: true, replayable: true });
    await idle();
    const frame = framePort();
    hub.connect(frame);
    frame.say({ t: 'hello' });
    await until(() => last(frame, 'deal'));
    frame.say({ t: 'gate', n: 1, move: 5, go: true, override: { reason: 'because' } });
    await until(() => last(host, 'replay'));
    host.gone();
    frame.gone();
    start(); // the new worker has nothing but what is stored
    const again = open();
    if (first === 'the end of the move') again.say({ t: 'moved', n: 5, result: 'done', to: stages[2], from: stages[1], verdict: 'warn' });
    again.say(page('converted'));
    if (first !== 'the end of the move') again.say({ t: 'moved', n: 5, result: 'done', to: stages[2], from: stages[1], verdict: 'warn' });
    await idle();
    const moves = (await events()).filter((e) => e.type === 'stage.moved');
    expect(moves.map((e) => e.data)).toMatchObject([{ seen: 'gate', verdict: 'warn', override: { reason: 'because' } }]);
  });

  test('a reason is not taken for a move that was refused, or made long after', async () => {
    for (const late of [false, true]) {
      const host = open(late ? 2 : 1);
      host.say(page('opportunity'));
      host.say({ t: 'move', n: 5, to: { id: 'converted' }, how: 'button', verdict: 'warn', held: true, replayable: true });
      await idle(late ? 2 : 1);
      await office.moves.decide(office.desk(late ? 2 : 1), { t: 'gate', n: 1, move: 5, go: true, override: { reason: 'because' } });
      if (late) around.time += 6 * 60_000;
      else host.say({ t: 'moved', n: 5, result: 'refused', to: stages[2], verdict: 'warn' });
      await idle(late ? 2 : 1);
      expect(await office.moves.late.claim(KEY, 'converted')).toBeUndefined();
    }
  });

  test('a move seen too late is still ours', async () => {
    const host = open();
    host.say(page('opportunity'));
    host.say({ t: 'move', n: 5, to: { id: 'converted' }, how: 'button', verdict: 'advise', held: false, replayable: true });
    host.say({ t: 'moved', n: 5, result: 'unseen', to: stages[2], verdict: 'advise' });
    host.say(page('converted'));
    await idle();
    expect((await events()).filter((e) => e.type === 'stage.moved').map((e) => (e.data as { seen: string }).seen)).toEqual(['gate']);
  });
});

describe('panels', () => {
  test('what one panel writes, every page and panel with that deal hears', async () => {
    const [one, two] = [open(1), open(2)];
    one.say(page('opportunity'));
    two.say(page('opportunity'));
    await idle(1);
    await idle(2);
    const [a, b] = [framePort(1), framePort(2)];
    for (const frame of [a, b]) {
      hub.connect(frame);
      frame.say({ t: 'hello' });
      await until(() => last(frame, 'deal'));
    }
    a.say({ t: 'append', n: 1, key: KEY, once: 'x', drafts: [{ type: 'note.added', data: { note: 'n1', anchor: { kind: 'deal' }, text: 'Ask for the budget' } }] });
    await until(() => last(a, 'answer'));
    expect((last(b, 'events')!['events'] as Event[])[0]).toMatchObject({ type: 'note.added', role: 'rep' });
    expect(two.heard.filter((m) => m.t === 'rest').length).toBeGreaterThan(1);
  });

  test('an append sent again after a stop of the worker is not written twice', async () => {
    const host = open();
    host.say(page('opportunity'));
    await idle();
    const append = { t: 'append', n: 1, key: KEY, once: 'same', drafts: [{ type: 'item.ticked', data: { item: 'i', done: true } }] };
    const frame = framePort();
    hub.connect(frame);
    frame.say(append);
    await until(() => last(frame, 'answer'));
    start(); // the worker was stopped: its memory is gone, storage is not
    open();
    const again = framePort();
    hub.connect(again);
    again.say(append);
    expect(await until(() => last(again, 'answer'))).toMatchObject({ ok: true });
    expect((await types()).filter((t) => t === 'item.ticked')).toHaveLength(1);
  });

  test('drafts outlive the worker', async () => {
    open();
    const frame = framePort();
    hub.connect(frame);
    frame.say({ t: 'draft', key: 'note', text: 'half a sen' });
    await until(() => Object.keys(around.local.items).some((k) => k.startsWith('draft:')));
    start();
    open();
    const again = framePort();
    hub.connect(again);
    again.say({ t: 'hello' });
    expect((await until(() => last(again, 'none')))['drafts']).toEqual({ note: 'half a sen' });
  });

  test('the side panel follows the active tab', async () => {
    const host = open(4);
    host.say(page('opportunity'));
    await idle(4);
    const side = fakePort('side:', { id: ID, url: `${OWN}panel.html` });
    hub.connect(side);
    side.say({ t: 'hello' });
    await until(() => last(side, 'none'));
    await office.activated(4);
    expect((await until(() => last(side, 'deal')))['context']).toMatchObject({ host: 'side' });
  });

  test('a deal can be typed where the page is not known', async () => {
    const host = hostPort();
    hub.connect(host);
    host.say({ t: 'hello', url, v: 1 });
    host.say({ t: 'place', place: null, url });
    host.say({ t: 'reading', url, reading: { kind: 'unrecognised', clue: 'layout' } });
    await idle();
    expect(last(host, 'rest')).toMatchObject({ resting: { look: 'quiet' }, key: null });
    const frame = framePort();
    hub.connect(frame);
    frame.say({ t: 'ask', n: 1, what: { q: 'typed-deal', name: 'Nordwind retrofit' } });
    expect(await until(() => last(frame, 'deal'))).toMatchObject({ state: { fields: { name: { value: 'Nordwind retrofit', from: 'typed' } } } });
    host.say({ t: 'place', place: null, url });
    await idle();
    expect(office.desk(1).key).toMatch(/^typed:crm\.example:/);
  });
});

test('a denied database is said in the panel, and the page gets no verdicts, so everything passes', async () => {
  around = fakeAround({ openNotebook: () => Promise.reject(new NotebookError('database-denied', 'denied')) });
  start();
  const host = open();
  const frame = framePort();
  hub.connect(frame);
  frame.say({ t: 'hello' });
  host.say(page('opportunity'));
  await until(() => last(frame, 'trouble'));
  expect(last(frame, 'trouble')).toMatchObject({ error: { code: 'database-denied' } });
  expect(host.heard.filter((m) => m.t === 'rest' && Object.keys(m['verdicts'] as object).length > 0)).toEqual([]);
  frame.say({ t: 'append', n: 9, key: KEY, drafts: [{ type: 'item.ticked', data: { item: 'i', done: true } }] });
  expect(await until(() => last(frame, 'answer'))).toMatchObject({ n: 9, ok: false, error: { code: 'database-denied' } });
});

test('hiding the tab is remembered for this host alone', async () => {
  const host = open();
  host.say(page('opportunity'));
  host.say({ t: 'prefs', hidden: true });
  await idle();
  expect(last(host, 'rest')).toMatchObject({ hidden: true });
  expect(around.local.items['settings']).toMatchObject({ hiddenOn: ['crm.example'] });
});
