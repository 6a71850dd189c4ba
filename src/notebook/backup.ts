/**
 * Backup: JSON Lines, gzipped. First line: what it is; then an event per line, a deal's events together;
 * last line: how many, and the SHA-256 of every byte before it.
 */
import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex } from '@noble/hashes/utils.js';
import type { DealKey } from '../domain/event.ts';
import { eventsOfMany } from './log.ts';
import { directory, entries, entryOf } from './pages.ts';
import type { Store, Tables } from './store.ts';

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
const LOG: (keyof Tables)[] = ['tail', 'segments', 'pages'];

async function* plain(db: Store, made: string, deal?: DealKey): AsyncGenerator<Uint8Array<ArrayBuffer>> {
  const hash = sha256.create();
  const encoder = new TextEncoder();
  let events = 0;
  const encode = (text: string) => {
    const bytes = encoder.encode(text);
    hash.update(bytes);
    return bytes;
  };
  const first = await db.within('r', LOG, async (store) => {
    if (deal === undefined) return (await entries(store)).map((entry) => entry.row.key);
    return (await entryOf(store, deal)) ? [deal] : [];
  });
  const header: BackupHeader = { stageproof: 'backup', v: 1, made, deals: first.length, scope: deal ?? 'all' };
  yield encode(`${JSON.stringify(header)}\n`);
  for (let i = 0; i < first.length; i += BATCH_DEALS) {
    const keys = first.slice(i, i + BATCH_DEALS);
    const byDeal = await db.within('r', LOG, async (store) => {
      const pages = await directory(store, keys);
      return eventsOfMany(store, keys.flatMap((key) => pages.get(key) ?? []));
    });
    const lines: string[] = [];
    for (const all of byDeal.values()) for (const event of all) lines.push(JSON.stringify(event));
    events += lines.length;
    if (lines.length) yield encode(`${lines.join('\n')}\n`);
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
