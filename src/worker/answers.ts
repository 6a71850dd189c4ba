/** Answers to what panels and pages ask. */
import type { DealKey, Event, EventDraft } from '../domain/event.ts';
import { fold } from '../domain/fold.ts';
import type { Ask } from '../wire/messages.ts';
import { fromBase64, toBase64 } from './bytes.ts';
import type { Book } from './book.ts';
import { keyOf, type Desk } from './desk.ts';
import type { Memory } from './settings.ts';
import { Refused, unexpected } from './trouble.ts';

export interface Answering {
  book: Book;
  memory: Memory;
  desk: Desk | null;
  /** How many tabs are known. */
  desks: number;
  write(key: DealKey, drafts: readonly EventDraft[]): Promise<Event[]>;
  /** Everything shown is read again, after a restore. */
  refresh(): Promise<void>;
  /** The asking tab now shows this deal. */
  shown(key: DealKey): Promise<void>;
}

/** A backup handed over in parts, in memory until the last one is there. */
const parts = new Map<string, Uint8Array[]>();
const MOST_RESTORES = 3;

/** Values: events → Event[] · state-at → DealState · deals → DealRow[] · backup → {name, base64} · restore → Restored or null while more is to come · health → counts · typed-deal → DealKey. */
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
    case 'backup': {
      const chunks: Uint8Array[] = [];
      for await (const chunk of (await a.book.open()).backup(what.key === undefined ? {} : { deal: what.key })) chunks.push(chunk);
      const day = new Date().toISOString().slice(0, 10);
      return { name: `stageproof-${what.key === undefined ? 'all' : 'deal'}-${day}.jsonl.gz`, base64: toBase64(chunks) };
    }
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
      return { usage: await notebook.usage(), node: notebook.node, tabs: a.desks, unexpected: unexpected() };
    }
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
