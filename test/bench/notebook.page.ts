// Runs in the browser: the notebook beside raw IndexedDB on the same events. notebook.mjs calls these by name.
import type { Event } from '../../src/domain/event.ts';
import { openNotebook, type Notebook } from '../../src/notebook/index.ts';

const PER_DEAL = 100;
const PER_ROW = 500;
const WORDS = 'The buyer agreed to name the people who decide and to share last year’s figures before the pilot starts; 客户确认了决策流程。'.split(' ');

let counter = 0;

function id(): string {
  counter += 1;
  const n = counter.toString(16).padStart(12, '0');
  return `019a0000-${n.slice(0, 4)}-7${n.slice(4, 7)}-8000-${n}`;
}

function words(seed: number, count: number): string {
  return Array.from({ length: count }, (_, i) => WORDS[(seed * 7 + i * 3) % WORDS.length]!).join(' ');
}

/** A deal's history as a working rep would leave it: readings, moves, proofs, answers, notes, ticks. */
export function history(n: number, count = PER_DEAL): Event[] {
  const deal = `tryton:bench:${String(n).padStart(6, '0')}`;
  return Array.from({ length: count }, (_, i): Event => {
    const at = `${1_763_000_000_000 + i * 60_000 + n}-0000-${(n % 50).toString(16).padStart(8, '0')}`;
    const base = { id: id(), deal, by: `local:rep${n % 50}`, role: 'rep' as const, at, v: 1 };
    if (i === 0) {
      return { ...base, type: 'deal.read', data: { fields: {
        name: { value: `Line ${n}, ${words(n, 3)}`, from: 'page' }, account: { value: { id: `${n % 900}`, label: `Company ${n % 900}` }, from: 'page' },
        amount: { value: { value: n * 100, currency: 'EUR' }, from: 'api' }, stage: { value: { id: 'lead', label: 'Lead' }, from: 'page' },
        closeDate: { value: '2027-03-31', from: 'page' }, owner: { value: { label: `Rep ${n % 50}` }, from: 'page' },
      } } };
    }
    switch (i % 10) {
      case 1: return { ...base, type: 'deal.read', data: { fields: { amount: { value: { value: n * 100 + i, currency: 'EUR' }, from: 'page' } } } };
      case 2: return { ...base, type: 'outcome.claimed', data: { outcome: `ssm.o${i % 28}`, evidence: { text: words(i, 12), link: `https://mail.example/${n}/${i}`, saidBy: 'Ms Li', saidOn: '2026-10-01' } } };
      case 3: return { ...base, type: 'note.added', data: { note: `n${i}`, anchor: { kind: 'outcome', id: `ssm.o${i % 28}` }, text: words(i, 18) } };
      case 4: case 5: return { ...base, type: 'item.ticked', data: { item: `ssm.task.${i % 40}`, done: true } };
      case 6: case 7: case 8: return { ...base, type: 'assessment.answered', data: { assessment: 'win22', question: `q${i % 22}`, party: i % 3 ? 'us' : 'rival-1', value: '+', why: words(i, 6) } };
      default: return { ...base, type: 'canvas.patched', data: { canvas: 'map', record: `p${i % 7}`, patch: { title: words(i, 3), influence: i % 5 } } };
    }
  });
}

function batch(from: number, deals: number): Event[] {
  return Array.from({ length: deals }, (_, i) => history(from + i)).flat();
}

function ask<T>(request: IDBRequest<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });
}

function settled(tx: IDBTransaction): Promise<void> {
  return new Promise((resolve, reject) => {
    tx.oncomplete = () => resolve();
    tx.onabort = () => reject(tx.error);
  });
}

/** The stores that are open, by name; `book` is the one opened last. */
const books = new Map<string, Notebook>();
let book: Notebook;
let raw: IDBDatabase;

/** Opens the notebook and, beside it, a bare database. */
export async function open(name: string): Promise<void> {
  book = await openNotebook({ name });
  books.set(name, book);
  const request = indexedDB.open(`${name}-raw`, 1);
  request.onupgradeneeded = () => {
    request.result.createObjectStore('packed', { autoIncrement: true });
    request.result.createObjectStore('events', { keyPath: ['deal', 'id'] });
  };
  raw = await ask(request);
}

async function putRaw(events: Event[]): Promise<void> {
  const tx = raw.transaction('packed', 'readwrite', { durability: 'strict' });
  const store = tx.objectStore('packed');
  for (let i = 0; i < events.length; i += PER_ROW) store.add(events.slice(i, i + PER_ROW));
  await settled(tx);
}

/** Milliseconds for the import of `deals` deals of 100 events, in batches, into each; the order alternates. */
export async function importBoth(deals: number, from = 0, perBatch = 200): Promise<{ ours: number; raw: number; events: number; bytes: number }> {
  let ours = 0;
  let bare = 0;
  let events = 0;
  let bytes = 0;
  for (let n = 0; n < deals; n += perBatch) {
    const all = batch(from + n, Math.min(perBatch, deals - n));
    events += all.length;
    if (n === 0) bytes = JSON.stringify(all).length / all.length;
    const mine = async () => {
      const start = performance.now();
      await book.take(all);
      ours += performance.now() - start;
    };
    const theirs = async () => {
      const start = performance.now();
      await putRaw(all);
      bare += performance.now() - start;
    };
    if ((n / perBatch) % 2) await mine().then(theirs);
    else await theirs().then(mine);
  }
  return { ours, raw: bare, events, bytes };
}

const key = (n: number) => `tryton:bench:${String(n).padStart(6, '0')}`;

async function timed(work: () => PromiseLike<unknown>): Promise<number> {
  const start = performance.now();
  await work();
  return performance.now() - start;
}

/**
 * First opening of deals never opened before (their events are folded), and opening again: in two stores in turn,
 * and one raw get of a packed row.
 */
export async function openDeals(names: string[], from: number, runs: number, steps: number[]): Promise<{ first: number[][]; again: number[][]; raw: number[] }> {
  const first = names.map((): number[] => []);
  const again = names.map((): number[] => []);
  const bare: number[] = [];
  const rows = await ask(raw.transaction('packed').objectStore('packed').count());
  for (let i = 0; i < runs; i++) {
    for (const which of i % 2 ? [1, 0] : [0, 1]) {
      const one = books.get(names[which]!)!;
      const deal = key(from + i * steps[which]!);
      first[which]!.push(await timed(() => one.deal(deal)));
      await one.audit(deal);
      again[which]!.push(await timed(() => one.deal(deal)));
    }
    bare.push(await timed(() => ask(raw.transaction('packed').objectStore('packed').get(1 + ((i * 37) % rows)))));
  }
  return { first, again, raw: bare };
}

/** One event appended, acknowledged on disk; and one bare row put with the same durability. */
export async function appends(from: number, runs: number, step: number): Promise<{ ours: number[]; raw: number[] }> {
  const ours: number[] = [];
  const bare: number[] = [];
  for (let i = 0; i < runs; i++) {
    const deal = key(from + i * step);
    ours.push(await timed(() => book.append(deal, [{ type: 'outcome.claimed', data: { outcome: 'ssm.o1', evidence: { text: 'agreed by mail' } } }], { by: 'local:rep', role: 'rep' })));
    const event = history(from + i * step, 3)[2]!;
    bare.push(await timed(() => {
      const tx = raw.transaction('events', 'readwrite', { durability: 'strict' });
      tx.objectStore('events').put(event);
      return settled(tx);
    }));
  }
  return { ours, raw: bare };
}

async function readRaw(): Promise<number> {
  const store = () => raw.transaction('packed').objectStore('packed');
  const rows = await ask(store().count());
  let events = 0;
  for (let n = 1; n <= rows; n += 40) {
    for (const row of (await ask(store().getAll(IDBKeyRange.bound(n, n + 39)))) as Event[][]) events += row.length;
  }
  return events;
}

/** Every row of the list computed from the log, beside reading the packed rows once. */
export async function rebuilds(): Promise<{ ours: number; raw: number }> {
  const bare = await timed(readRaw);
  return { ours: await timed(() => book.rebuild()), raw: bare };
}

/** Whole backup, counted and thrown away, beside reading the packed rows once. */
export async function backups(): Promise<{ ours: number; raw: number; bytes: number }> {
  let bytes = 0;
  const bare = await timed(readRaw);
  const ours = await timed(async () => {
    for await (const chunk of book.backup()) bytes += chunk.length;
  });
  return { ours, raw: bare, bytes };
}

export async function lists(runs: number): Promise<{ all: number[]; page: number[] }> {
  const all: number[] = [];
  const page: number[] = [];
  for (let i = 0; i < runs; i++) {
    all.push(await timed(() => book.list()));
    page.push(await timed(() => book.list({ limit: 100 })));
  }
  return { all, page };
}

Object.assign(globalThis, { bench: { open, importBoth, openDeals, appends, rebuilds, backups, lists } });
