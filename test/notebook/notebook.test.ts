import { Dexie } from 'dexie';
import fc from 'fast-check';
import { describe, expect, it, vi } from 'vitest';
import * as z from 'zod/mini';
import { envelope, type Event } from '../../src/domain/event.ts';
import { fold } from '../../src/domain/fold.ts';
import { isEnvelope } from '../../src/notebook/check.ts';
import { openNotebook, unreadIn } from '../../src/notebook/index.ts';
import { rowOf, rowOfEvents } from '../../src/notebook/rows.ts';
import { Store } from '../../src/notebook/store.ts';
import { eventSet } from '../domain/arbitrary.ts';
import { BOSS, claim, freshName, note, open, read, REP } from './helpers.ts';

const A = 'tryton:demo:1';
const B = 'tryton:demo:2';

// Property tests take seconds on a busy machine; the time says nothing about the notebook.
vi.setConfig({ testTimeout: 60_000 });

describe('append', () => {
  it('gives the state that the events fold to, now and after opening again', async () => {
    const name = freshName();
    const book = await openNotebook({ name });
    await book.append(A, [read('First')], REP);
    const { events, state } = await book.append(A, [claim('o1'), note('n1', 'hello')], REP);
    expect(events.map((e) => e.type)).toEqual(['outcome.claimed', 'note.added']);
    expect(state.outcomes['o1']?.mark).toBe('claimed');
    book.close();
    const again = await openNotebook({ name });
    expect(await again.deal(A)).toEqual(state);
    expect(fold(A, await again.events(A))).toEqual(state);
    expect(again.node).toBe(book.node);
    again.close();
  });

  it('refuses a draft of a wrong shape or an unknown type, and writes nothing of its batch', async () => {
    const book = await open();
    const wrong = { type: 'outcome.claimed', data: { outcome: '', evidence: {} } } as never;
    await expect(book.append(A, [claim('o1'), wrong], REP)).rejects.toMatchObject({ name: 'NotebookError', code: 'bad-event' });
    await expect(book.append(A, [{ type: 'toString', data: {} } as never], REP)).rejects.toMatchObject({ code: 'bad-event' });
    await expect(book.append('x', [claim('o1')], REP)).rejects.toMatchObject({ code: 'bad-event' });
    expect(await book.deal(A)).toBeNull();
    expect(await book.list()).toEqual([]);
    book.close();
  });

  it('keeps every one of many at once, with rising stamps', async () => {
    const book = await open();
    await Promise.all(Array.from({ length: 40 }, (_, i) => book.append(i % 2 ? A : B, [claim(`o${i}`)], REP)));
    for (const key of [A, B]) {
      const events = await book.events(key);
      expect(events).toHaveLength(20);
      expect(new Set(events.map((e) => e.at)).size).toBe(20);
    }
    expect(await book.audit()).toEqual([]);
    book.close();
  });

  it('seals a long tail and loses nothing', async () => {
    const name = freshName();
    const book = await openNotebook({ name });
    for (let i = 0; i < 30; i++) await book.append(A, Array.from({ length: 20 }, (_, k) => claim(`o${i}-${k}`)), REP);
    await book.append(B, [claim('x')], REP);
    const store = new Store(name);
    await store.open();
    expect(await store.segments.count()).toBeGreaterThan(0);
    expect(await store.tail.count()).toBeLessThan(400);
    store.close();
    expect(await book.events(A)).toHaveLength(600);
    expect((await book.deal(A))?.count).toBe(600);
    expect(await book.audit()).toEqual([]);
    book.close();
  });
});

describe('clock', () => {
  it('gives later stamps when the device’s clock was set back between two starts', async () => {
    const name = freshName();
    let time = 1_763_755_200_000;
    const first = await openNotebook({ name, now: () => time });
    const { events: [early] } = await first.append(A, [claim('o1')], REP);
    first.close();
    time -= 40 * 86_400_000;
    const second = await openNotebook({ name, now: () => time });
    expect(second.stamp() > early!.at).toBe(true);
    const { events: [late], state } = await second.append(A, [{ type: 'outcome.withdrawn', data: { outcome: 'o1' } }], REP);
    expect(late!.at > early!.at).toBe(true);
    expect(state.outcomes['o1']?.mark).toBe('open');
    second.close();
  });

  it('writes after what another device with a fast clock wrote to the deal', async () => {
    const fast = await open({ now: () => 1_900_000_000_000 });
    const { events } = await fast.append(A, [claim('o1')], REP);
    const book = await open({ now: () => 1_763_755_200_000 });
    await book.take(events);
    const { state } = await book.append(A, [{ type: 'outcome.withdrawn', data: { outcome: 'o1' } }], REP);
    expect(state.outcomes['o1']?.mark).toBe('open');
    fast.close();
    book.close();
  });

  it('ids are UUIDv7 in the order in which they were made', async () => {
    const book = await open();
    const ids = Array.from({ length: 200 }, () => book.newId());
    expect([...ids].sort()).toEqual(ids);
    expect(ids[0]).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-7/);
    book.close();
  });
});

describe('take', () => {
  it('merges by id: any parts in any order give the same deals, rows and audit', async () => {
    await fc.assert(fc.asyncProperty(
      eventSet([A, B], 30).chain((events) => fc.tuple(fc.constant(events), fc.array(fc.shuffledSubarray(events), { maxLength: 4 }))),
      async ([events, parts]) => {
        const book = await open();
        for (const part of parts) await book.take(part);
        const before = new Set(parts.flat().map((e) => e.id)).size;
        expect(await book.take(events)).toMatchObject({ added: events.length - before, known: before });
        for (const key of [A, B]) {
          const mine = events.filter((e) => e.deal === key);
          expect(await book.deal(key)).toEqual(mine.length ? fold(key, mine) : null);
        }
        expect(await book.list()).toEqual([A, B].filter((key) => events.some((e) => e.deal === key)).map((key) => rowOf(fold(key, events))));
        expect(await book.audit()).toEqual([]);
        book.close();
      },
    ), { numRuns: 60 });
  });

  it('stores an event once that is given twice in one call', async () => {
    const source = await open();
    const { events } = await source.append(A, [claim('o1'), claim('o2'), claim('o3')], REP);
    const [one, two, three] = events as [Event, Event, Event];
    const book = await open();
    expect(await book.take([three, one, one, two, three])).toEqual({ added: 3, known: 2, deals: [A] });
    expect(await book.events(A)).toHaveLength(3);
    expect(await book.audit()).toEqual([]);
    source.close();
    book.close();
  });

  it('between appends: the incremental state is the rebuilt one', async () => {
    await fc.assert(fc.asyncProperty(eventSet([A, B], 24), fc.array(fc.integer({ min: 0, max: 24 }), { maxLength: 4 }), async (events, cuts) => {
      const book = await open({ now: () => 1_763_700_000_006 });
      let from = 0;
      for (const cut of [...cuts, events.length].sort((a, b) => a - b)) {
        await book.take(events.slice(from, cut));
        await book.append(A, [claim('mine'), note('a', 'b')], REP);
        await book.deal(B);
        from = cut;
      }
      expect(await book.audit()).toEqual([]);
      const incremental = [await book.deal(A), await book.deal(B), await book.list()];
      await book.rebuild();
      expect([await book.deal(A), await book.deal(B), await book.list()]).toEqual(incremental);
      await book.rebuild(A);
      expect([await book.deal(A), await book.deal(B), await book.list()]).toEqual(incremental);
      book.close();
    }), { numRuns: 40 });
  });

  it('keeps unknown types, newer versions and fields of an envelope it does not know', async () => {
    const book = await open();
    const odd = { id: '019a0000-0000-7000-8000-000000000001', deal: A, by: 'x', role: 'rep', at: '1763700000000-0000-aaaaaaaa', type: 'deal.merged', v: 3, data: { deep: [1, { a: null }] }, sig: 'abc' } as Event;
    expect(await book.take([odd])).toMatchObject({ added: 1 });
    expect(await book.events(A)).toEqual([odd]);
    expect((await book.deal(A))?.noEffect).toMatchObject([{ type: 'deal.merged', why: 'unknown' }]);
    book.close();
  });

  it('refuses what is no event, before any write', async () => {
    const book = await open();
    const good = { id: '019a0000-0000-7000-8000-000000000001', deal: A, by: 'x', role: 'rep', at: '1763700000000-0000-aaaaaaaa', type: 'x', v: 1, data: null } as Event;
    for (const bad of [null, 7, {}, { ...good, id: 'x' }, { ...good, at: 'now' }, { ...good, role: 'king' }, { ...good, data: undefined }, { ...good, v: 0 }]) {
      await expect(book.take([good, bad as Event])).rejects.toMatchObject({ code: 'bad-event' });
    }
    expect(await book.list()).toEqual([]);
    book.close();
  });

  it('the envelope checked by hand is the schema', () => {
    const good = { id: '019a0000-0000-7000-8000-000000000001', deal: A, by: 'x', role: 'rep', at: '1763700000000-0000-aaaaaaaa', type: 'x', v: 1, data: null };
    const value = fc.oneof(fc.anything(), fc.constantFrom('', 'ab', 'x'.repeat(81), 'x'.repeat(201), 'x'.repeat(601), 0, 1, 2, 1.5, 2 ** 60, NaN, 'manager', null));
    fc.assert(fc.property(fc.constantFrom(...Object.keys(good)), value, (key, v) => {
      const one = { ...good, [key]: v };
      expect(isEnvelope(one)).toBe(z.safeParse(envelope, one).success && one.data !== undefined);
    }), { numRuns: 2000 });
    for (const other of [null, undefined, 7, 'x', [], Object.values(good)]) expect(isEnvelope(other)).toBe(false);
  });

  it('packs many and keeps segments small', async () => {
    const name = freshName();
    const book = await openNotebook({ name });
    const source = await open();
    const events: Event[] = [];
    for (let d = 0; d < 12; d++) {
      for (let i = 0; i < 5; i++) events.push(...(await source.append(`tryton:demo:${d}`, Array.from({ length: 25 }, (_, k) => claim(`o${i}${k}`)), REP)).events);
    }
    expect(await book.take(events)).toMatchObject({ added: 1500, known: 0 });
    const store = new Store(name);
    await store.open();
    const rows = await store.segments.toArray();
    expect(rows.every((row) => row.events.flat().length <= 500)).toBe(true);
    expect(rows.length).toBeLessThanOrEqual(4);
    expect(await store.tail.count()).toBe(0);
    store.close();
    expect(await book.deal('tryton:demo:7')).toEqual(await source.deal('tryton:demo:7'));
    expect(await book.audit()).toEqual([]);
    book.close();
    source.close();
  });
});

describe('list', () => {
  it('shows what a list needs, in pages', async () => {
    const book = await open();
    await book.append(A, [read('First', 5000), note('n1', 'to the boss')], REP);
    await book.append(B, [read('Second')], BOSS);
    const [row] = await book.list({ limit: 1 });
    expect(row).toMatchObject({ key: A, name: 'First', account: 'Anders & Co', amount: { value: 5000, currency: 'EUR' }, stage: { id: 'prospect', label: 'Prospect' }, notes: 1, count: 2 });
    expect(unreadIn(row!, BOSS.by)).toBe(1);
    expect(unreadIn(row!, REP.by)).toBe(0);
    await book.append(A, [{ type: 'note.read', data: { note: 'n1' } }], BOSS);
    expect(unreadIn((await book.list())[0]!, BOSS.by)).toBe(0);
    expect((await book.list({ after: A })).map((r) => r.key)).toEqual([B]);
    book.close();
  });

  it('a row is the same from the whole fold and from the few types it needs', () => {
    fc.assert(fc.property(eventSet([A]), (events) => {
      expect(rowOfEvents(A, events)).toEqual(rowOf(fold(A, events)));
    }), { numRuns: 300 });
  });
});

describe('projections', () => {
  it('audit names a row and a snapshot that were changed behind its back, and rebuild mends them', async () => {
    const name = freshName();
    const book = await openNotebook({ name });
    await book.append(A, [read('First')], REP);
    await book.append(B, [read('Second')], REP);
    const store = new Store(name);
    await store.open();
    const [page] = await store.pages.toArray();
    const [a, b] = page!.entries;
    const ghost = { ...b!, row: { ...b!.row, key: 'ghost:x:1' }, tail: 0 };
    await store.pages.put({ ...page!, entries: [ghost, { ...a!, row: { ...a!.row, name: 'Other' } }, b!] }, page!.upto);
    const snapshot = (await store.snapshots.get(B))!;
    await store.snapshots.put({ ...snapshot, state: { ...snapshot.state, count: 99 } }, B);
    expect((await book.audit()).map((m) => [m.deal, m.what])).toEqual([['ghost:x:1', 'log'], [A, 'row'], [B, 'snapshot']]);
    expect(await book.audit(B)).toHaveLength(1);
    expect(await book.rebuild()).toBe(2);
    expect(await book.audit()).toEqual([]);
    expect((await book.deal(B))?.count).toBe(1);
    await store.pages.put({ ...page!, entries: [{ ...a!, tail: 0 }] }, page!.upto);
    expect((await book.audit()).map((m) => [m.deal, m.what])).toEqual([[A, 'log'], [B, 'row'], [B, 'snapshot'], [A, 'log']]);
    await book.rebuild();
    expect(await book.audit()).toEqual([]);
    expect(await book.events(A)).toHaveLength(1);
    store.close();
    book.close();
  });

  it('pages split as deals come, in any order, and every deal is found', async () => {
    const source = await open();
    const book = await open();
    const keys = Array.from({ length: 300 }, (_, i) => `tryton:demo:${(i * 7919) % 300}`);
    for (const [i, key] of keys.entries()) {
      if (i % 3) await book.append(key, [read(key)], REP);
      else await book.take((await source.append(key, [read(key)], REP)).events);
    }
    const rows = await book.list();
    expect(rows.map((row) => row.key)).toEqual([...keys].sort());
    expect(rows.every((row) => row.name === row.key && row.count === 1)).toBe(true);
    const paged: string[] = [];
    for (let after: string | undefined; ;) {
      const page: { key: string }[] = await book.list({ ...(after === undefined ? {} : { after }), limit: 37 });
      if (!page.length) break;
      paged.push(...page.map((row) => row.key));
      after = page.at(-1)!.key;
    }
    expect(paged).toEqual([...keys].sort());
    expect(await book.audit()).toEqual([]);
    const before = await book.list();
    expect(await book.rebuild()).toBe(300);
    expect(await book.list()).toEqual(before);
    expect(await book.audit()).toEqual([]);
    source.close();
    book.close();
  });

  it('a snapshot and rows of another fold are built anew on first use', async () => {
    const name = freshName();
    const book = await openNotebook({ name });
    const { state } = await book.append(A, [read('First')], REP);
    book.close();
    const store = new Store(name);
    await store.open();
    await store.snapshots.put({ fold: -1, state: { ...state, count: 99 } }, A);
    const [page] = await store.pages.toArray();
    await store.pages.put({ ...page!, entries: [{ ...page!.entries[0]!, row: { ...page!.entries[0]!.row, name: 'Old' } }] }, page!.upto);
    await store.meta.put('old', 'rows');
    store.close();
    const again = await openNotebook({ name });
    expect(await again.deal(A)).toEqual(state);
    expect((await again.list())[0]?.name).toBe('First');
    again.close();
  });
});

describe('trouble', () => {
  it('a database of a newer build is named', async () => {
    const name = freshName();
    const newer = new Dexie(name);
    newer.version(99).stores({ meta: '' });
    await newer.open();
    newer.close();
    await expect(openNotebook({ name })).rejects.toMatchObject({ name: 'NotebookError', code: 'newer-database' });
  });

  it('an upgrade by a newer build closes this one, says so, and refuses further writes', async () => {
    const name = freshName();
    const book = await openNotebook({ name });
    const codes: string[] = [];
    book.onTrouble((error) => codes.push(error.code));
    const newer = new Dexie(name);
    newer.version(99).stores({ meta: '' });
    await newer.open();
    expect(codes).toEqual(['newer-database']);
    await expect(book.append(A, [claim('o')], REP)).rejects.toMatchObject({ code: 'newer-database' });
    newer.close();
  });

  it('a denied database is named', async () => {
    for (const [error, code] of [
      [new DOMException('The user denied permission to access the database.', 'UnknownError'), 'database-denied'],
      [new DOMException('The operation is insecure.', 'SecurityError'), 'database-denied'],
      [new DOMException('Internal error opening backing store for indexedDB.open.', 'UnknownError'), 'database-broken'],
      [new DOMException('Encountered full disk while opening backing store', 'QuotaExceededError'), 'disk-full'],
    ] as const) {
      const real = Dexie.dependencies.indexedDB;
      Dexie.dependencies.indexedDB = { open: () => { throw error; } } as never;
      try {
        await expect(openNotebook({ name: freshName() })).rejects.toMatchObject({ code });
      } finally {
        Dexie.dependencies.indexedDB = real;
      }
    }
  });

  it('a database that is locked for a moment, as after a crash, is tried again', async () => {
    const real = Dexie.dependencies.indexedDB;
    let failures = 0;
    Dexie.dependencies.indexedDB = { open: (...args: Parameters<IDBFactory['open']>) => {
      if (failures++ < 2) throw new DOMException('Internal error opening backing store for indexedDB.open.', 'UnknownError');
      return real.open(...args);
    } } as never;
    try {
      const book = await openNotebook({ name: freshName() });
      await book.append(A, [claim('o')], REP);
      expect(failures).toBeGreaterThan(2);
      book.close();
    } finally {
      Dexie.dependencies.indexedDB = real;
    }
  });

  it('a closed notebook refuses, and a listener that left hears nothing', async () => {
    const book = await open();
    const heard: string[] = [];
    book.onTrouble((error) => heard.push(error.code))();
    book.close();
    await expect(book.list()).rejects.toMatchObject({ code: 'database-broken' });
    expect(heard).toEqual([]);
  });
});
