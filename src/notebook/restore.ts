/** Restore: the whole file is checked before the first write; then its events are merged by id. */
import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex } from '@noble/hashes/utils.js';
import type { DealKey, Event } from '../domain/event.ts';
import { same } from '../domain/fold.ts';
import type { BackupFooter, BackupHeader } from './backup.ts';
import { beyond, fault, MAX_EVENT_CHARS } from './check.ts';
import { BackupError } from './errors.ts';
import { eventsOf } from './log.ts';
import { entries } from './pages.ts';
import type { Store } from './store.ts';
import { BATCH, take, type Copying } from './write.ts';

/** Longest line in bytes: an event, each of whose characters may need an escape. */
const MAX_LINE = 6 * MAX_EVENT_CHARS;

export interface Restored {
  added: number;
  known: number;
  /** Deals in the file. */
  deals: number;
  /** Events that a newer build of StageProof wrote: kept, without effect here. */
  newer: number;
}

type Chunks = readonly Uint8Array[];

/** Lines of a file, all but the last; then the last with the checksum of everything before it. */
type Block = { lines: string[] } | { last: string; sha256: string };

async function* bytesOf(file: Chunks): AsyncGenerator<Uint8Array> {
  const start = file.find((chunk) => chunk.length > 0);
  const second = start && start.length > 1 ? start[1] : file[file.indexOf(start!) + 1]?.[0];
  if (start?.[0] !== 0x1f || second !== 0x8b) {
    yield* file;
    return;
  }
  const unzip = new DecompressionStream('gzip');
  const writer = unzip.writable.getWriter();
  const reader = unzip.readable.getReader();
  const pump = (async () => {
    for (const chunk of file) await writer.write(chunk as Uint8Array<ArrayBuffer>);
    await writer.close();
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

function joined(a: Uint8Array, b: Uint8Array): Uint8Array {
  if (!a.length) return b;
  const both = new Uint8Array(a.length + b.length);
  both.set(a);
  both.set(b, a.length);
  return both;
}

async function* blocks(file: Chunks): AsyncGenerator<Block> {
  const hash = sha256.create();
  const decode = (bytes: Uint8Array) => new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  // From the start of the last whole line on: it may be the file's last one, which the checksum leaves out.
  let rest: Uint8Array = new Uint8Array(0);
  let line = 0;
  const at = (error: unknown): BackupError => {
    if (error instanceof BackupError) return error;
    const detail = error instanceof Error ? error.message || error.name : String(error);
    if (/truncat|unexpected end/i.test(detail)) return new BackupError('truncated', line, detail);
    return new BackupError(line === 0 ? 'not-a-backup' : 'damaged', line, detail);
  };
  try {
    for await (const chunk of bytesOf(file)) {
      rest = joined(rest, chunk);
      const end = rest.lastIndexOf(10);
      const cut = end > 0 ? rest.lastIndexOf(10, end - 1) + 1 : 0;
      if (cut > 0) {
        const whole = rest.subarray(0, cut);
        hash.update(whole);
        const lines = decode(whole.subarray(0, -1)).split('\n');
        yield { lines };
        line += lines.length;
        rest = rest.slice(cut);
      }
      if (rest.length > 2 * MAX_LINE) {
        const first = line === 0 && end < 0;
        throw new BackupError(first ? 'not-a-backup' : 'line-too-long', line + (end < 0 ? 1 : 2), `more than ${MAX_LINE} bytes`);
      }
    }
    if (!rest.length) throw new BackupError('empty', 0, 'nothing in the file');
    const end = rest.indexOf(10);
    if (end >= 0 && end < rest.length - 1) {
      hash.update(rest.subarray(0, end + 1));
      yield { lines: [decode(rest.subarray(0, end))] };
      line += 1;
      rest = rest.subarray(end + 1);
    }
    yield { last: decode(rest).replace(/\n$/, ''), sha256: bytesToHex(hash.digest()) };
  } catch (error) {
    throw at(error);
  }
}

function json(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function isFooter(value: unknown): value is BackupFooter & Record<string, unknown> {
  return isObject(value) && typeof value['sha256'] === 'string' && typeof value['events'] === 'number';
}

function headerOf(text: string): BackupHeader {
  const value = json(text);
  if (!isObject(value) || value['stageproof'] !== 'backup') throw new BackupError('not-a-backup', 1, text.slice(0, 80));
  if (typeof value['v'] === 'number' && value['v'] > 1) throw new BackupError('newer-backup', 1, `version ${value['v']}`);
  if (value['v'] !== 1 || typeof value['scope'] !== 'string') throw new BackupError('not-a-backup', 1, text.slice(0, 80));
  return value as unknown as BackupHeader;
}

/** The events of one deal as they stand in the file, with the line of the first one. */
interface Group {
  deal: DealKey;
  events: Event[];
  lines: number[];
}

/** Reads a file to its end, giving a deal's events at a time. Throws BackupError; what was given before is then void. */
async function* groups(file: Chunks): AsyncGenerator<Group> {
  let header: BackupHeader | undefined;
  let line = 0;
  let count = 0;
  let group: Group | undefined;
  const done = new Set<DealKey>();
  for await (const block of blocks(file)) {
    if ('last' in block) {
      line += 1;
      const footer = json(block.last);
      if (!header) {
        headerOf(block.last);
        throw new BackupError('truncated', line, 'the file ends after its first line');
      }
      if (!isFooter(footer)) throw new BackupError('truncated', line, 'the last line is missing');
      if (footer.events !== count) throw new BackupError('damaged', line, `${count} events, ${footer.events} expected`);
      if (footer.sha256 !== block.sha256) throw new BackupError('damaged', line, 'the checksum differs');
      break;
    }
    for (const text of block.lines) {
      line += 1;
      if (!header) {
        header = headerOf(text);
        continue;
      }
      if (text.length > MAX_LINE) throw new BackupError('line-too-long', line, `${text.length} characters`);
      const value = json(text);
      if (isFooter(value)) throw new BackupError('damaged', line, 'the last line stands before the end');
      const why = value === undefined ? 'not JSON' : fault(value);
      if (why) throw new BackupError('bad-line', line, why);
      const event = value as Event;
      if (header.scope !== 'all' && event.deal !== header.scope) throw new BackupError('bad-line', line, 'an event of another deal');
      if (group && group.deal !== event.deal) {
        done.add(group.deal);
        yield group;
        group = undefined;
      }
      if (!group) {
        if (done.has(event.deal)) throw new BackupError('damaged', line, 'the events of a deal do not stand together');
        group = { deal: event.deal, events: [], lines: [] };
      }
      group.events.push(event);
      group.lines.push(line);
      count += 1;
    }
  }
  if (group) yield group;
}

/** Refuses an id that stands for two contents, in the file or between file and notebook. Returns the events not yet known. */
function compare(group: Group, stored: readonly Event[]): number {
  const known = new Map(stored.map((event) => [event.id, event]));
  const inFile = new Map<string, Event>();
  let fresh = 0;
  for (const [i, event] of group.events.entries()) {
    const before = inFile.get(event.id) ?? known.get(event.id);
    if (before && !same(before, event)) throw new BackupError('clash', group.lines[i]!, `${event.id} is known with other content`);
    if (!before) fresh += 1;
    inFile.set(event.id, event);
  }
  return fresh;
}

function storedOf(store: Store, deal: DealKey): Promise<Event[]> {
  return store.within('r', ['tail', 'segments', 'pages'], (tables) => eventsOf(tables, deal));
}

/** Merges a backup into the store; with `dry` only says what would happen. Throws BackupError with nothing written. */
export async function restore(
  store: Store, copying: Copying, chunks: AsyncIterable<Uint8Array> | Iterable<Uint8Array>, dry = false,
): Promise<Restored> {
  const file: Uint8Array[] = [];
  for await (const chunk of chunks) if (chunk.length) file.push(chunk);
  const result: Restored = { added: 0, known: 0, deals: 0, newer: 0 };
  const there = new Set((await store.within('r', ['pages'], (tables) => entries(tables))).map((entry) => entry.row.key));
  for await (const group of groups(file)) {
    const fresh = compare(group, there.has(group.deal) ? await storedOf(store, group.deal) : []);
    result.added += fresh;
    result.known += group.events.length - fresh;
    result.newer += group.events.filter(beyond).length;
    result.deals += 1;
  }
  if (dry) return result;
  let batch = new Map<DealKey, Event[]>();
  let size = 0;
  for await (const group of groups(file)) {
    batch.set(group.deal, [...new Map(group.events.map((event) => [event.id, event])).values()]);
    size += group.events.length;
    if (size < BATCH) continue;
    await take(store, copying, batch);
    batch = new Map();
    size = 0;
  }
  await take(store, copying, batch);
  return result;
}
