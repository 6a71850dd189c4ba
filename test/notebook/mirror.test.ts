/** The second copy of the log: what the browser threw away in one of the two files comes back from the other. */
import { IDBFactory, IDBKeyRange } from 'fake-indexeddb';
import { Dexie } from 'dexie';
import { expect, it, vi } from 'vitest';
import type { Event } from '../../src/domain/event.ts';
import { openNotebook, type Notebook } from '../../src/notebook/index.ts';
import { openMirror } from '../../src/notebook/mirror.ts';
import { claim, freshName, read, REP } from './helpers.ts';

vi.setConfig({ testTimeout: 30_000 });
vi.stubGlobal('IDBKeyRange', IDBKeyRange);
const A = 'tryton:demo:1';

const many = (book: Notebook, n: number): Event[] => Array.from({ length: n }, (_, i) => ({ id: book.newId(), deal: `tryton:demo:m${i % 7}`, ...REP, at: book.stamp(), type: 'odds.declared', v: 1, data: { value: i % 100 } }));
const all = async (book: Notebook): Promise<string[]> => {
  const rows = await book.list();
  return (await Promise.all(rows.map((r) => book.events(r.key)))).flat().map((e) => e.id).sort();
};

it('a database thrown away comes back whole, with this device’s name, and goes on', async () => {
  const name = freshName();
  const mirror = new IDBFactory();
  const book = await openNotebook({ name, mirror });
  await book.append(A, [read('First')], REP);
  await book.append(A, [claim('o1'), claim('o2')], REP);
  await book.take(many(book, 300));
  const before = await all(book);
  const state = await book.deal(A);
  book.close();
  await Dexie.delete(name);
  const again = await openNotebook({ name, mirror });
  expect(again.recovered).toBe(before.length);
  expect(again.node).toBe(book.node);
  expect(await all(again)).toEqual(before);
  expect(await again.deal(A)).toEqual(state);
  expect(await again.audit()).toEqual([]);
  const { events } = await again.append(A, [claim('o3')], REP);
  expect(events[0]!.at > state!.last).toBe(true);
  again.close();
  const third = await openNotebook({ name, mirror });
  expect(third.recovered).toBe(0);
  expect(await all(third)).toHaveLength(before.length + 1);
  third.close();
});

it('without a second copy there is nothing to come back', async () => {
  const name = freshName();
  const book = await openNotebook({ name, mirror: null });
  await book.append(A, [read('First')], REP);
  book.close();
  await Dexie.delete(name);
  const again = await openNotebook({ name, mirror: null });
  expect(again.recovered).toBe(0);
  expect(await again.list()).toEqual([]);
  again.close();
});

it('a mirror thrown away is made again from the notebook', async () => {
  const name = freshName();
  const book = await openNotebook({ name, mirror: new IDBFactory() });
  await book.append(A, [read('First'), claim('o1')], REP);
  await book.take(many(book, 600));
  const before = await all(book);
  book.close();
  const mirror = new IDBFactory();
  const again = await openNotebook({ name, mirror });
  await again.append(A, [claim('o2')], REP);
  await vi.waitFor(async () => {
    const copy = await openMirror(name, mirror);
    const seq = copy?.head?.seq ?? -1;
    copy?.close();
    expect(seq).toBeGreaterThanOrEqual(0);
  }, { timeout: 15_000, interval: 200 });
  again.close();
  await Dexie.delete(name);
  const third = await openNotebook({ name, mirror });
  expect(await all(third)).toHaveLength(before.length + 1);
  third.close();
});

it('a large import is copied once it is quiet, and a write that only reached the notebook is copied at the next start', async () => {
  const name = freshName();
  const mirror = new IDBFactory();
  const holds = (seq: number) => vi.waitFor(async () => {
    const copy = await openMirror(name, mirror);
    const found = copy?.head?.seq ?? -1;
    copy?.close();
    expect(found).toBe(seq);
  }, { timeout: 15_000, interval: 200 });
  const book = await openNotebook({ name, mirror });
  await book.take(many(book, 2_500));
  await holds(1);
  const before = await all(book);
  book.close();
  // As a kill between the two files leaves it: the notebook has one write more.
  const half = await openNotebook({ name, mirror: null });
  await half.append(A, [claim('late')], REP);
  const whole = await all(half);
  half.close();
  expect(whole).toHaveLength(before.length + 1);
  const next = await openNotebook({ name, mirror });
  await holds(2);
  next.close();
  await Dexie.delete(name);
  const again = await openNotebook({ name, mirror });
  expect(await all(again)).toEqual(whole);
  again.close();
});
