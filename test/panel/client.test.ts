import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { DealState } from '../../src/domain/state.ts';
import { createClient, TroubleError, type Client, type ClientOptions, type Connection } from '../../src/ui/state/client.ts';
import { workerToPanel } from '../../src/wire/schema.ts';
import { fakeWorker, KEY } from './harness/fake-worker.ts';
import { eventsOf, NOW } from './harness/scenes.ts';

type Fake = ReturnType<typeof fakeWorker>;

function open(worker: Fake, more: Partial<ClientOptions> = {}) {
  const seen = { states: [] as DealState[], connection: [] as Connection[], saving: [] as number[], troubles: [] as string[], went: [] as string[] };
  let n = 0;
  const client: Client = createClient({
    dial: worker.dial, parse: workerToPanel, unique: () => `once-${(n += 1)}`, answerWithin: 500,
    heard: {
      deal: (s) => void seen.states.push(s), none: () => undefined, state: (s) => void seen.states.push(s), context: () => undefined, held: () => undefined,
      moveResult: () => undefined, go: (screen) => void seen.went.push(screen), trouble: (t) => void seen.troubles.push(t.code), connection: (c) => void seen.connection.push(c), saving: (k) => void seen.saving.push(k),
    },
    ...more,
  });
  return { client, seen };
}

const claim = { type: 'outcome.claimed' as const, data: { outcome: 'o1', evidence: { text: 'Said so in the meeting.' } } };
const started = () => fakeWorker({ now: NOW, events: eventsOf([[1, 'ana', { type: 'deal.read', data: { fields: { name: { value: 'A', from: 'page' } } } }]]) });

describe('the line to the worker', () => {
  beforeEach(() => {
    vi.useFakeTimers();
  });
  afterEach(() => {
    vi.useRealTimers();
  });

  it('says hello, takes the snapshot and folds patches in', async () => {
    const worker = started();
    const { client, seen } = open(worker);
    await vi.advanceTimersByTimeAsync(1);
    expect(seen.connection).toEqual(['ok']);
    const saved = client.append(KEY, [claim]);
    await vi.advanceTimersByTimeAsync(5);
    await saved;
    expect(seen.states.at(-1)!.outcomes['o1']!.mark).toBe('claimed');
    expect(seen.saving).toEqual([1, 0]);
    expect(worker.heard.filter((m) => m.t === 'hello')).toHaveLength(1);
  });

  it('asks for a fresh snapshot when a patch does not fit', async () => {
    const worker = started();
    const { seen } = open(worker);
    await vi.advanceTimersByTimeAsync(1);
    worker.send({ t: 'events', key: KEY, events: worker.events });
    await vi.advanceTimersByTimeAsync(10);
    expect(worker.heard.filter((m) => m.t === 'hello')).toHaveLength(2);
    expect(seen.states).toHaveLength(2);
  });

  it('keeps an append over a stopped worker and writes it once', async () => {
    const worker = started();
    const { client } = open(worker);
    await vi.advanceTimersByTimeAsync(1);
    worker.deaf = true;
    const saved = client.append(KEY, [claim]);
    await vi.advanceTimersByTimeAsync(20);
    worker.deaf = false;
    worker.break();
    await vi.advanceTimersByTimeAsync(50);
    await saved;
    expect(worker.events.filter((e) => e.type === 'outcome.claimed')).toHaveLength(1);
    expect(worker.heard.filter((m) => m.t === 'append')).toHaveLength(1);
  });

  it('does not write twice what arrived but was not acknowledged', async () => {
    const worker = started();
    const { client } = open(worker);
    await vi.advanceTimersByTimeAsync(1);
    const saved = client.append(KEY, [claim]);
    await Promise.resolve();
    await Promise.resolve();
    worker.break();
    await vi.advanceTimersByTimeAsync(50);
    await saved;
    const sent = worker.heard.filter((m) => m.t === 'append');
    expect(sent).toHaveLength(2);
    expect(new Set(sent.map((m) => (m as { once?: string }).once)).size).toBe(1);
    expect(worker.events.filter((e) => e.type === 'outcome.claimed')).toHaveLength(1);
  });

  it('redials at once, then more slowly, and tells the user only when it takes long', async () => {
    const worker = started();
    const { seen } = open(worker);
    await vi.advanceTimersByTimeAsync(1);
    worker.break();
    await vi.advanceTimersByTimeAsync(20);
    expect(seen.connection).toEqual(['ok']);
    const dialled = vi.spyOn(worker, 'dial');
    const { seen: other } = open(worker, { dial: () => worker.dial() });
    await vi.advanceTimersByTimeAsync(1);
    worker.down = true;
    worker.break();
    await vi.advanceTimersByTimeAsync(4_000);
    expect(other.connection).toEqual(['ok', 'redialling']);
    expect(dialled.mock.calls.length).toBeLessThan(8);
    worker.down = false;
    await vi.advanceTimersByTimeAsync(9_000);
    expect(other.connection).toEqual(['ok', 'redialling', 'ok']);
  });

  it('gives up an unanswered question in the end, and says so', async () => {
    const worker = started();
    const { client } = open(worker);
    await vi.advanceTimersByTimeAsync(1);
    const asked = client.ask({ q: 'restore', id: 'r1', chunk: 'x', last: true });
    const failed = expect(asked).rejects.toBeInstanceOf(TroubleError);
    worker.break();
    await vi.advanceTimersByTimeAsync(50);
    await failed;
  });

  it('rejects with the worker’s trouble and goes on', async () => {
    const worker = started();
    const { client } = open(worker);
    await vi.advanceTimersByTimeAsync(1);
    worker.refuse = { code: 'disk-full' };
    const failed = expect(client.append(KEY, [claim])).rejects.toMatchObject({ trouble: { code: 'disk-full' } });
    await vi.advanceTimersByTimeAsync(10);
    await failed;
    worker.refuse = null;
    const saved = client.append(KEY, [claim]);
    await vi.advanceTimersByTimeAsync(10);
    await expect(saved).resolves.toBeUndefined();
  });

  it('stops for good once the extension was updated', async () => {
    const worker = started();
    const { seen } = open(worker);
    await vi.advanceTimersByTimeAsync(1);
    worker.gone = true;
    worker.break();
    await vi.advanceTimersByTimeAsync(60_000);
    expect(seen.connection).toEqual(['ok', 'updated']);
  });

  it('lets a hidden panel sleep until it is woken', async () => {
    const worker = started();
    let hidden = true;
    const { client } = open(worker, { hidden: () => hidden });
    await vi.advanceTimersByTimeAsync(1);
    worker.break();
    await vi.advanceTimersByTimeAsync(30_000);
    expect(worker.heard.filter((m) => m.t === 'hello')).toHaveLength(1);
    hidden = false;
    client.wake();
    await vi.advanceTimersByTimeAsync(5);
    expect(worker.heard.filter((m) => m.t === 'hello')).toHaveLength(2);
  });

  it('drops and counts what is no message, and hears nothing before it is paired', async () => {
    const worker = started();
    worker.deaf = true;
    const { client, seen } = open(worker);
    await vi.advanceTimersByTimeAsync(1);
    worker.send({ t: 'nonsense' } as never);
    worker.send({ t: 'events', key: KEY, events: [] });
    worker.send({ t: 'go', screen: 'coach' });
    await vi.advanceTimersByTimeAsync(5);
    expect(client.dropped).toBe(1);
    expect(seen.states).toHaveLength(0);
    expect(seen.went).toEqual([]);
    expect(seen.connection).toEqual([]);
  });
});
