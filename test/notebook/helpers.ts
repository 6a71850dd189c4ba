// A notebook on fake-indexeddb, an IndexedDB in memory; the real one is tested in test/e2e.
import { Dexie } from 'dexie';
import { IDBKeyRange, indexedDB } from 'fake-indexeddb';
import { openNotebook, type Notebook, type NotebookOptions } from '../../src/notebook/index.ts';
import type { EventDraft } from '../../src/domain/event.ts';

Dexie.dependencies.indexedDB = indexedDB;
Dexie.dependencies.IDBKeyRange = IDBKeyRange;

let n = 0;

/** A name no other test uses. */
export function freshName(): string {
  return `test-${process.pid}-${n++}`;
}

export function open(o: NotebookOptions = {}): Promise<Notebook> {
  return openNotebook({ name: freshName(), ...o });
}

export const REP = { by: 'local:rep', role: 'rep' as const };
export const BOSS = { by: 'local:boss', role: 'manager' as const };

export function claim(outcome: string, text = 'mail of today'): EventDraft {
  return { type: 'outcome.claimed', data: { outcome, evidence: { text } } };
}

export function read(name: string, value = 1000): EventDraft {
  return { type: 'deal.read', data: { fields: {
    name: { value: name, from: 'page' }, amount: { value: { value, currency: 'EUR' }, from: 'page' },
    stage: { value: { id: 'prospect', label: 'Prospect' }, from: 'page' }, account: { value: { label: 'Anders & Co' }, from: 'api' },
  } } };
}

export function note(id: string, text: string): EventDraft {
  return { type: 'note.added', data: { note: id, anchor: { kind: 'deal' }, text } };
}

export async function bytes(chunks: AsyncIterable<Uint8Array>): Promise<Uint8Array<ArrayBuffer>> {
  const all: Uint8Array[] = [];
  for await (const chunk of chunks) all.push(chunk);
  return new Uint8Array(Buffer.concat(all));
}
