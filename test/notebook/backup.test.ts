import { gunzipSync, gzipSync } from 'node:zlib';
import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { beforeAll, describe, expect, it, vi } from 'vitest';
import type { Event } from '../../src/domain/event.ts';
import { BackupError, type Notebook } from '../../src/notebook/index.ts';
import { eventSet } from '../domain/arbitrary.ts';
import { bytes, claim, note, open, read, REP } from './helpers.ts';

const A = 'tryton:demo:1';
const B = 'tryton:demo:2';

// Property tests take seconds on a busy machine; the time says nothing about the notebook.
vi.setConfig({ testTimeout: 60_000 });

let source: Notebook;
let file: Uint8Array<ArrayBuffer>;
let lines: string[];

beforeAll(async () => {
  source = await open({ now: () => 1_763_755_200_000 });
  await source.append(A, [read('Anders'), claim('o1'), note('n1', 'line one\nline two \u2028 客户')], REP);
  await source.append(B, [read('Brandt'), claim('o2')], REP);
  file = await bytes(source.backup());
  lines = gunzipSync(file).toString().replace(/\n$/, '').split('\n');
});

/** A file of these lines with a right count and checksum. */
function sealed(body: string[]): Uint8Array<ArrayBuffer> {
  const before = body.map((line) => `${line}\n`).join('');
  const footer = JSON.stringify({ events: body.length - 1, sha256: createHash('sha256').update(before).digest('hex') });
  return new TextEncoder().encode(`${before}${footer}\n`);
}

/** Restores into a notebook that has one event of its own, and shows that a refusal changed nothing. */
async function refused(data: Uint8Array, chunk = data.length || 1): Promise<BackupError> {
  const book = await open();
  await book.append(A, [claim('mine')], REP);
  const before = [await book.events(A), await book.list()];
  const chunks: Uint8Array[] = [];
  for (let i = 0; i < data.length; i += chunk) chunks.push(data.subarray(i, i + chunk));
  const error: unknown = await book.restore(chunks).then(() => null, (e: unknown) => e);
  expect([await book.events(A), await book.list()]).toEqual(before);
  book.close();
  expect(error).toBeInstanceOf(BackupError);
  return error as BackupError;
}

describe('backup', () => {
  it('is JSON lines: what it is, the events, how many with a checksum', () => {
    expect(JSON.parse(lines[0]!)).toEqual({ stageproof: 'backup', v: 1, made: '2025-11-21T20:00:00.000Z', deals: 2, scope: 'all' });
    expect(lines.slice(1, -1).map((line) => (JSON.parse(line) as Event).deal)).toEqual([A, A, A, B, B]);
    const before = `${lines.slice(0, -1).join('\n')}\n`;
    expect(JSON.parse(lines.at(-1)!)).toEqual({ events: 5, sha256: createHash('sha256').update(before).digest('hex') });
  });

  it('of one deal holds that deal', async () => {
    const text = gunzipSync(await bytes(source.backup({ deal: B }))).toString();
    expect(JSON.parse(text.split('\n')[0]!)).toMatchObject({ deals: 1, scope: B });
    expect(text).not.toContain(A);
  });

  it('of nothing is a valid file', async () => {
    const empty = await open();
    const other = await open();
    expect(await other.restore([await bytes(empty.backup())])).toEqual({ added: 0, known: 0, deals: 0, newer: 0 });
    empty.close();
    other.close();
  });

  it('can be left half-way', async () => {
    for await (const chunk of source.backup()) {
      expect(chunk.length).toBeGreaterThan(0);
      break;
    }
    expect(await source.events(A)).toHaveLength(3);
  });
});

describe('restore', () => {
  it('brings back every event of any set, unknown and newer ones too, in any size of chunk', async () => {
    await fc.assert(fc.asyncProperty(eventSet([A, B, '客户:x:😀'], 30), fc.integer({ min: 1, max: 400 }), fc.boolean(), async (events, size, zipped) => {
      const from = await open();
      await from.take(events);
      let data: Uint8Array = await bytes(from.backup());
      if (!zipped) data = gunzipSync(data);
      const to = await open();
      const chunks: Uint8Array[] = [];
      for (let i = 0; i < data.length; i += size) chunks.push(data.subarray(i, i + size));
      expect(await to.restore(chunks)).toMatchObject({ added: events.length, known: 0 });
      for (const key of new Set(events.map((e) => e.deal))) {
        const sort = (all: Event[]) => [...all].sort((a, b) => (a.id < b.id ? -1 : 1));
        expect(sort(await to.events(key))).toEqual(sort(events.filter((e) => e.deal === key)));
        expect(await to.deal(key)).toEqual(await from.deal(key));
      }
      expect(await to.audit()).toEqual([]);
      expect(await to.restore(chunks)).toMatchObject({ added: 0, known: events.length });
      from.close();
      to.close();
    }), { numRuns: 40 });
  });

  it('merges: what is only here stays, what is only there comes', async () => {
    const book = await open();
    await book.append(A, [claim('mine')], REP);
    const dry = await book.restore([file], { dry: true });
    expect(dry).toEqual({ added: 5, known: 0, deals: 2, newer: 0 });
    expect((await book.list()).map((row) => row.key)).toEqual([A]);
    expect(await book.restore([file])).toEqual(dry);
    expect((await book.events(A)).length).toBe(4);
    expect((await book.deal(A))?.outcomes).toMatchObject({ mine: { mark: 'claimed' }, o1: { mark: 'claimed' } });
    expect(await book.restore([file])).toEqual({ added: 0, known: 5, deals: 2, newer: 0 });
    expect(await book.audit()).toEqual([]);
    book.close();
  });

  it('counts what a newer build wrote', async () => {
    const events = lines.slice(1, -1).map((line) => JSON.parse(line) as Event);
    const newer = { ...events[4]!, id: '019a0000-0000-7000-8000-00000000abcd', v: 2 };
    const book = await open();
    expect(await book.restore([sealed([lines[0]!, ...lines.slice(1, -1), JSON.stringify(newer)])])).toMatchObject({ added: 6, newer: 1 });
    book.close();
  });

  it('refuses a file that ends too early, at every line and in the middle of each', async () => {
    for (let n = 1; n < lines.length; n++) {
      const text = `${lines.slice(0, n).join('\n')}\n`;
      expect((await refused(new TextEncoder().encode(text))).code).toBe('truncated');
      const cut = text + lines[n]!.slice(0, lines[n]!.length >> 1);
      const error = await refused(new TextEncoder().encode(cut));
      expect([error.code, error.line]).toEqual(['truncated', n + 1]);
    }
  });

  it('refuses a gzip cut anywhere', async () => {
    for (let n = 2; n < file.length; n += 7) expect((await refused(file.subarray(0, n), 64)).code, `${n}`).toMatch(/truncated|damaged|not-a-backup/);
  });

  it('refuses a gzip with a byte changed or added', async () => {
    for (let n = 10; n < file.length; n += 11) {
      const bad = file.slice();
      bad[n]! ^= 0x20;
      await refused(bad);
    }
    expect((await refused(gzipSync(gunzipSync(file).subarray(0, -40)))).code).toBe('truncated');
  });

  it('refuses a plain file with any byte changed', async () => {
    const plain = gunzipSync(file);
    for (let n = 0; n < plain.length - 1; n += 13) {
      const bad = new Uint8Array(plain);
      bad[n]! ^= 0x01;
      await refused(bad);
    }
  });

  const tampered = async (change: (body: string[]) => string[]) => refused(sealed(change(lines.slice(0, -1))));

  it('refuses lines that are no events, by line', async () => {
    const at = (n: number, line: string) => tampered((body) => body.map((old, i) => (i === n ? line : old)));
    for (const bad of ['', 'null', '7', '[]', '{}', '{"id":"x"}', 'not json']) {
      expect(await at(3, bad), bad).toMatchObject({ code: 'bad-line', line: 4 });
    }
    const event = JSON.parse(lines[2]!) as Event;
    expect(await at(2, JSON.stringify({ ...event, at: '9999999999999-0000-aaaaaaaa' }))).toMatchObject({ code: 'bad-line', line: 3, detail: expect.stringContaining('at') });
  });

  it('refuses an event of another deal in a file of one deal', async () => {
    expect(await tampered((body) => [JSON.stringify({ ...JSON.parse(body[0]!), scope: A }), ...body.slice(1)])).toMatchObject({ code: 'bad-line', line: 5 });
  });

  it('refuses the same id with other content, in the file and against the notebook', async () => {
    const other = JSON.stringify({ ...(JSON.parse(lines[2]!) as Event), by: 'local:mallory' });
    expect(await tampered((body) => [...body.slice(0, 4), other, ...body.slice(4)])).toMatchObject({ code: 'clash', line: 5 });
    const before = await source.events(A);
    const forged = sealed(lines.slice(0, -1).map((line, i) => (i === 2 ? other : line)));
    await expect(source.restore([forged])).rejects.toMatchObject({ code: 'clash', line: 3 });
    expect(await source.events(A)).toEqual(before);
  });

  it('refuses a last line in the middle, events after it, and a deal in two places', async () => {
    const moved = [...lines.slice(0, 3), lines.at(-1)!, ...lines.slice(3, -1)];
    expect(await refused(new TextEncoder().encode(`${moved.join('\n')}\n`))).toMatchObject({ code: 'damaged', line: 4 });
    const after = [...lines, lines[1]!];
    expect((await refused(new TextEncoder().encode(`${after.join('\n')}\n`))).code).toBe('damaged');
    expect(await tampered((body) => [body[0]!, body[1]!, ...body.slice(4), ...body.slice(2, 4)])).toMatchObject({ code: 'damaged', line: 5 });
  });

  it('refuses a wrong count even with a right checksum', async () => {
    const before = lines.slice(0, -1).map((line) => `${line}\n`).join('');
    const footer = JSON.stringify({ events: 4, sha256: createHash('sha256').update(before).digest('hex') });
    expect(await refused(new TextEncoder().encode(`${before}${footer}`))).toMatchObject({ code: 'damaged', line: 7 });
  });

  it('refuses foreign and empty files and a newer form', async () => {
    expect(await refused(new Uint8Array())).toMatchObject({ code: 'empty' });
    expect(await refused(gzipSync(''))).toMatchObject({ code: 'empty' });
    for (const text of ['hello', 'hello\nworld\n', '{"a":1}\n{}\n', '[]', '\n\n\n']) {
      expect(await refused(new TextEncoder().encode(text)), text).toMatchObject({ code: 'not-a-backup', line: 1 });
    }
    expect((await refused(new Uint8Array([0x1f, 0x8b, 1, 2, 3]))).code).toBe('not-a-backup');
    expect((await refused(new Uint8Array([0x1f]))).code).toBe('not-a-backup');
    expect((await refused(new Uint8Array([0x89, 0x50, 0x4e, 0x47, 10, 0xff, 10]))).code).toBe('not-a-backup');
    expect(await tampered((body) => [JSON.stringify({ ...JSON.parse(body[0]!), v: 2 }), ...body.slice(1)])).toMatchObject({ code: 'newer-backup', line: 1 });
  });

  it('refuses a line longer than any event', async () => {
    const huge = new TextEncoder().encode(`${lines[0]!}\n"${'x'.repeat(13_000_000)}`);
    expect(await refused(huge, 1 << 20)).toMatchObject({ code: 'line-too-long', line: 2 });
  });

  it('a failing source is passed on and writes nothing', async () => {
    const book = await open();
    const broken = (async function* () {
      yield file.subarray(0, 50);
      throw new Error('the drive was pulled');
    })();
    await expect(book.restore(broken)).rejects.toThrow('the drive was pulled');
    expect(await book.list()).toEqual([]);
    book.close();
  });
});
