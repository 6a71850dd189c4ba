/**
 * Backup: JSON Lines, gzipped. First line: what it is; then an event per line, a deal's events together;
 * last line: how many, and the SHA-256 of every byte before it.
 */
import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex } from '@noble/hashes/utils.js';
import type { DealKey } from '../domain/event.ts';
import { dealsInLog, linesBetween, linesOf } from './log.ts';
import type { Store } from './store.ts';

export interface BackupHeader {
  stageproof: 'backup';
  v: 1;
  /** When it was made, ISO 8601. */
  made: string;
  deals: number;
  /** 'all', or the key of the one deal it holds. */
  scope: 'all' | DealKey;
}

export interface BackupFooter {
  events: number;
  sha256: string;
}

const BATCH_DEALS = 100;

async function* plain(store: Store, made: string, deal?: DealKey): AsyncGenerator<Uint8Array<ArrayBuffer>> {
  const hash = sha256.create();
  const encoder = new TextEncoder();
  let events = 0;
  const encode = (text: string) => {
    const bytes = encoder.encode(text);
    hash.update(bytes);
    return bytes;
  };
  const keys = deal === undefined ? await dealsInLog(store) : [deal];
  const header: BackupHeader = { stageproof: 'backup', v: 1, made, deals: keys.length, scope: deal ?? 'all' };
  yield encode(`${JSON.stringify(header)}\n`);
  for (let i = 0; i < keys.length; i += BATCH_DEALS) {
    const part = keys.slice(i, i + BATCH_DEALS);
    const wanted = new Set(part);
    const lines = await store.transaction('r', [store.tail, store.segments], async () =>
      deal === undefined ? linesBetween(store, part[0]!, part.at(-1)!) : new Map([[deal, await linesOf(store, deal)]]));
    for (const [key, texts] of lines) {
      if (!wanted.has(key) || !texts.length) continue;
      const text = `${texts.join('\n')}\n`;
      for (let at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1)) events += 1;
      yield encode(text);
    }
  }
  const footer: BackupFooter = { events, sha256: bytesToHex(hash.digest()) };
  yield encoder.encode(`${JSON.stringify(footer)}\n`);
}

/** The backup in chunks, gzipped. Stops reading when the consumer stops. */
export async function* backup(store: Store, made: string, deal?: DealKey): AsyncGenerator<Uint8Array> {
  const source = plain(store, made, deal);
  const zip = new CompressionStream('gzip');
  const writer = zip.writable.getWriter();
  const reader = zip.readable.getReader();
  const pump = (async () => {
    try {
      for await (const chunk of source) await writer.write(chunk);
      await writer.close();
    } catch (error) {
      await writer.abort(error).catch(() => undefined);
      throw error;
    }
  })();
  pump.catch(() => undefined);
  try {
    for (;;) {
      const { done, value } = await reader.read();
      if (done) break;
      yield value;
    }
    await pump;
  } finally {
    await reader.cancel().catch(() => undefined);
  }
}
