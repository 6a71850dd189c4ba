/** Answers to what panels and pages ask. */
import type { DealKey, Event, EventDraft } from '../domain/event.ts';
import { fold } from '../domain/fold.ts';
import type { Notebook } from '../notebook/index.ts';
import type { Ask, BackupPart, CrmRow, Health } from '../wire/messages.ts';
import { fromBase64, toBase64 } from './bytes.ts';
import type { Book } from './book.ts';
import { oddsReport } from './odds.ts';
import { keyOf, type Desk } from './desk.ts';
import type { Case } from './gatekeeper.ts';
import type { Overview } from './overview.ts';
import type { Packs } from './packs.ts';
import type { Pipeline } from './pipeline/pipeline.ts';
import type { Recipes } from './recipes.ts';
import type { Memory } from './settings.ts';
import type { Teaching } from './teaching.ts';
import { Refused, unexpected } from './trouble.ts';
import type { WriteBack } from './writeback.ts';

export interface Answering {
  book: Book;
  memory: Memory;
  desk: Desk | null;
  crms: Crms;
  packs: Packs;
  overview: Overview;
  pipeline: Pipeline;
  writeBack: WriteBack;
  teaching: Teaching;
  /** How many tabs are known. */
  desks: number;
  write(key: DealKey, drafts: readonly EventDraft[]): Promise<Event[]>;
  /** What the gate and the checks judge a deal by. */
  caseOf(key: DealKey): Promise<Case>;
  /** Everything shown is read again, after a restore. */
  refresh(): Promise<void>;
  /** The asking tab now shows this deal. */
  shown(key: DealKey): Promise<void>;
}

/** Switching CRMs on and off. */
export interface Crms {
  /** @param deals keys of all deals, to count those of a site */
  list(deals: DealKey[]): Promise<CrmRow[]>;
  /** Without `crm` its open pages are looked at; `guessed`: they did not tell. */
  on(origin: string, crm?: string): Promise<{ crm: string | null; guessed: boolean }>;
  off(origin: string): Promise<void>;
  /** The CRM of a site; `guessed`: nobody said so. */
  at(url: string): Promise<{ crm: string | null; guessed: boolean }>;
  /** Recipes came or went. */
  refresh(): Promise<void>;
  readonly recipes: Recipes;
}

/** Backups being handed out; one that nobody asks on for is dropped by a later one. */
const handing = new Map<string, AsyncIterator<Uint8Array>>();
const PART = 2 ** 19;
const MOST_BACKUPS = 2;

async function backupPart(notebook: Notebook, deal: DealKey | undefined, id = notebook.newId()): Promise<BackupPart> {
  const source = handing.get(id) ?? notebook.backup(deal === undefined ? {} : { deal })[Symbol.asyncIterator]();
  handing.set(id, source);
  for (const [old, other] of [...handing].slice(0, -MOST_BACKUPS)) {
    handing.delete(old);
    await other.return?.();
  }
  const chunks: Uint8Array[] = [];
  let size = 0;
  let last = false;
  while (size < PART && !last) {
    const { done, value } = await source.next();
    last = done === true;
    if (!last) size += chunks[chunks.push(value as Uint8Array) - 1]!.length;
  }
  if (last) handing.delete(id);
  return { id, chunk: toBase64(chunks), last };
}

/** A backup handed over in parts, in memory until the last one is there. */
const parts = new Map<string, Uint8Array[]>();
const MOST_RESTORES = 3;

/** Values: events → Event[] · state-at → DealState · deals → DealRow[] · backup → BackupPart · restore → Restored or null while more is to come · health → Health · checks → CheckReport · odds → OddsReport · crms → CrmRow[] · typed-deal → DealKey; those of wire/writeback.ts. */
export async function answer(a: Answering, what: Ask): Promise<unknown> {
  switch (what.q) {
    case 'events':
      return (await a.book.open()).events(what.key);
    case 'state-at': {
      const events = await (await a.book.open()).events(what.key);
      return fold(what.key, events.filter((e) => e.at <= what.until));
    }
    case 'deals':
      return (await a.book.open()).list();
    case 'backup':
      return backupPart(await a.book.open(), what.key, what.id);
    case 'restore': {
      const sofar = parts.get(what.id) ?? [];
      sofar.push(fromBase64(what.chunk));
      parts.set(what.id, sofar);
      if (!what.last) {
        for (const id of [...parts.keys()].slice(0, -MOST_RESTORES)) parts.delete(id);
        return null;
      }
      parts.delete(what.id);
      const done = await (await a.book.open()).restore(sofar, { dry: what.dry === true });
      if (!what.dry) await a.refresh();
      return done;
    }
    case 'health': {
      const notebook = await a.book.open();
      const [{ used, quota }, rows] = await Promise.all([notebook.usage(), notebook.list()]);
      return { deals: rows.length, events: rows.reduce((sum, row) => sum + row.count, 0), used, quota, node: notebook.node, tabs: a.desks, unexpected: unexpected() } satisfies Health;
    }
    case 'checks':
      return a.overview.checkup(await a.caseOf(what.key));
    case 'overview':
      return a.overview.report(what.keys);
    case 'odds':
      return oddsReport(await a.caseOf(what.key));
    case 'crms':
      return a.crms.list((await (await a.book.open()).list().catch(() => [])).map((row) => row.key));
    case 'crm-on':
      return a.crms.on(what.origin, what.crm);
    case 'crm-off':
      return a.crms.off(what.origin);
    case 'packs':
    case 'pack':
    case 'pack-text':
    case 'pack-save':
    case 'pack-activate':
    case 'pack-remove':
    case 'pipelines':
      return a.packs.answer(what, async () => (await a.book.open()).list());
    case 'recipes':
    case 'recipe-text':
    case 'recipe-save':
    case 'recipe-remove':
    case 'recipe-here':
    case 'crm-health':
    case 'teach':
    case 'teach-keep':
    case 'site-crm':
      return a.teaching.answer(what, a.desk);
    case 'people':
      return a.writeBack.people(a.desk, what.key);
    case 'write-now':
      return a.writeBack.now(a.desk, what.key);
    case 'write':
      return a.writeBack.write(a.desk, what);
    case 'pipeline':
    case 'pipeline-refused':
    case 'pipeline-try':
    case 'pipeline-load':
    case 'pipeline-start':
    case 'pipeline-go':
    case 'pipeline-stop':
    case 'pipeline-clear':
      return a.pipeline.answer(what);
    case 'typed-deal': {
      if (!a.desk) throw new Refused('not-allowed', 'no page');
      const notebook = await a.book.open();
      const { desk } = a;
      const key = desk.place ? keyOf(desk.place) : `typed:${hostOf(desk.url)}:${notebook.newId()}`;
      await a.write(key, [{ type: 'deal.read', data: { fields: { name: { value: what.name, from: 'typed' } } } }]);
      await a.shown(key);
      return key;
    }
  }
}

const hostOf = (url: string): string => (URL.canParse(url) ? new URL(url).host : '');
