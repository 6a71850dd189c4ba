// Runs in the browser: the worker's own logic for a pipeline, with the real notebook, beside raw IndexedDB. pipeline.mjs calls these by name.
import type { ListedDeal } from '../../src/crm/session.ts';
import { openNotebook, type Notebook } from '../../src/notebook/index.ts';
import type { Around } from '../../src/worker/around.ts';
import { Office } from '../../src/worker/office.ts';
import { memory } from '../../src/worker/settings.ts';

const TARGET = { crm: 'file', org: 'bench' };
const STAGES = ['Prospecting', 'Needs Analysis', 'Proposal', 'Negotiation'];

/** Deals as an export of a CRM shows them; `round` moves every tenth to another stage and another amount. */
function dealsOf(count: number, round: number): ListedDeal[] {
  return Array.from({ length: count }, (_, i): ListedDeal => {
    const moved = i % 10 === 0 ? round : 0;
    const label = STAGES[(i + moved) % STAGES.length]!;
    return { record: `D-${String(i).padStart(6, '0')}`, fields: {
      name: { value: `Line ${i}, plant rollout`, from: 'typed' }, account: { value: { label: `Company ${i % 900}` }, from: 'typed' }, owner: { value: { label: `Rep ${i % 40}` }, from: 'typed' },
      amount: { value: { value: i * 100 + moved, currency: 'EUR' }, from: 'typed' }, closeDate: { value: '2027-03-31', from: 'typed' }, stage: { value: { id: label, label }, from: 'typed' },
      probability: { value: 40, from: 'typed' }, nextStep: { value: 'Call the sponsor and agree on the date of the pilot', from: 'typed' },
    } };
  });
}

function store() {
  const items = new Map<string, unknown>();
  return {
    get: async (keys: string[] | null) => Object.fromEntries([...items].filter(([k]) => keys === null || keys.includes(k)).map(([k, v]) => [k, structuredClone(v)])),
    set: async (more: Record<string, unknown>) => { for (const [k, v] of Object.entries(more)) items.set(k, structuredClone(v)); },
    remove: async (keys: string[]) => { for (const k of keys) items.delete(k); },
  };
}

let office: Office;
let book: Notebook;
let raw: IDBDatabase;

/** The worker without its browser: no ports, no tabs, storage in memory; the notebook with both its files. */
export async function open(name: string): Promise<void> {
  book = await openNotebook({ name });
  const none = async () => null;
  const around = {
    own: '', local: store(), session: store(), managed: store(), uiLanguage: () => 'en', now: () => Date.now(), inject: async () => {}, tabs: async () => [], offers: () => false, list: none,
    callTab: async () => false, activeTab: none, openNotebook: async () => book, ask: async () => ({ ok: false, why: 'not-offered' }),
  } as unknown as Around;
  office = new Office(around, memory(around), { list: async () => [] } as never);
  const request = indexedDB.open(`${name}-raw`, 1);
  request.onupgradeneeded = () => void request.result.createObjectStore('packed', { autoIncrement: true });
  raw = await new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });
}

async function finished(): Promise<{ fresh: number; changed: number; same: number }> {
  for (;;) {
    const { job } = (await office.pipeline.answer({ q: 'pipeline' })) as { job: { state: string; counts: { fresh: number; changed: number; same: number } } | null };
    if (job?.state === 'done') return job.counts;
    if (job?.state !== 'running') throw new Error(`the job is ${job?.state}`);
    await new Promise((r) => setTimeout(r, 100));
  }
}

/**
 * Milliseconds to bring in a file's deals as the options page hands them over; meanwhile somebody works on another deal, and
 * how long each of that person's events took is `waits`.
 */
export async function bringIn(count: number, round: number): Promise<{ ms: number; waits: number[]; counts: { fresh: number; changed: number; same: number } }> {
  const deals = dealsOf(count, round);
  const parts = Math.ceil(count / 500);
  for (let n = 0; n < parts; n++) await office.pipeline.answer({ q: 'pipeline-load', n, deals: deals.slice(n * 500, (n + 1) * 500) });
  let over = false;
  const waits: number[] = [];
  const person = (async () => {
    while (!over) {
      await new Promise((r) => setTimeout(r, 60));
      waits.push(await append());
    }
  })();
  const start = performance.now();
  await office.pipeline.answer({ q: 'pipeline-start', way: 'file', target: TARGET, name: 'bench.csv', parts, total: count, refused: [] });
  const counts = await finished();
  const ms = performance.now() - start;
  over = true;
  await person;
  await office.pipeline.answer({ q: 'pipeline-clear' });
  return { ms, waits, counts };
}

/** One event of a person on a deal of their own, acknowledged on disk. */
export async function append(): Promise<number> {
  const start = performance.now();
  await office.book.inTurn('tryton:bench:1', () => office.write('tryton:bench:1', [{ type: 'deal.read', data: { fields: { name: { value: `Mine ${Math.random()}`, from: 'page' } } } }]));
  return performance.now() - start;
}

/** The same number of deals as bare packed rows of 250, each in its own transaction with the same durability. */
export async function putRaw(count: number): Promise<number> {
  const deals = dealsOf(count, 0);
  const start = performance.now();
  for (let at = 0; at < deals.length; at += 250) {
    const tx = raw.transaction('packed', 'readwrite', { durability: 'strict' });
    tx.objectStore('packed').add(deals.slice(at, at + 250));
    await new Promise<void>((resolve, reject) => {
      tx.oncomplete = () => resolve();
      tx.onabort = () => reject(tx.error);
    });
  }
  return performance.now() - start;
}

Object.assign(globalThis, { bench: { open, bringIn, append, putRaw } });
