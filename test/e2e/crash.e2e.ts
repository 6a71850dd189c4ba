// The notebook when things go wrong for real: Chromium killed while it writes, a full disk, a denied database.
// A page on loopback carries the notebook's own bundle; nothing here needs the extension, and 50 starts stay short.
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { browse, bundle, newProfile, serve } from '../notebook/real.mjs';

const ROUNDS = Number(process.env['STAGEPROOF_CRASH_ROUNDS'] ?? 50);

interface Look {
  /** Events that came back from the second copy. */
  recovered: number;
  ids: string[];
  wrong: unknown[];
}

let site: { url: string; close(): Promise<unknown> };

beforeAll(async () => {
  site = await serve(await bundle(new URL('./crash.page.ts', import.meta.url).pathname));
});
afterAll(() => site?.close());

/** Runs one of the page's functions. */
function call<T>(page: { evaluate(fn: (a: [string, unknown[]]) => unknown, arg: [string, unknown[]]): Promise<unknown> }, name: string, ...args: unknown[]): Promise<T> {
  return page.evaluate(([fn, all]) => (globalThis as unknown as { notebook: Record<string, (...a: unknown[]) => unknown> }).notebook[fn]!(...all), [name, args]) as Promise<T>;
}

describe('the browser is killed while it writes', () => {
  it(`${ROUNDS} times: every acknowledged event is there, and everything computed is what the log says`, async () => {
    const profile = newProfile();
    const promised = new Set<string>();
    let kills = 0;
    let thrownAway = 0;
    try {
      for (let round = 0; round <= ROUNDS; round++) {
        const browser = await browse(profile.dir);
        const page = await browser.context.newPage();
        await page.exposeFunction('acknowledged', (ids: string) => {
          for (const id of ids.split(' ')) promised.add(id);
        });
        await page.goto(site.url);
        expect(await call(page, 'open')).toBe('ok');
        const { ids, wrong, recovered } = await call<Look>(page, 'look');
        if (recovered > 0) thrownAway += 1;
        const found = new Set(ids);
        expect([...promised].filter((id) => !found.has(id)), `lost before round ${round}`).toEqual([]);
        expect(found.size, 'an event stored twice').toBe(ids.length);
        expect(wrong, `round ${round}`).toEqual([]);
        if (round === ROUNDS) {
          await browser.close();
          break;
        }
        const before = promised.size;
        const gone = call(page, 'write', round).catch(() => undefined);
        // At least one acknowledgement, then a moment that differs from round to round.
        while (promised.size === before) await new Promise((resolve) => setTimeout(resolve, 2));
        await new Promise((resolve) => setTimeout(resolve, (round * 37) % 180));
        await browser.kill();
        kills += 1;
        await gone;
      }
    } finally {
      profile.remove();
    }
    expect(kills).toBe(ROUNDS);
    expect(promised.size).toBeGreaterThan(ROUNDS);
    console.log(`${kills} kills, ${promised.size} acknowledged events, all there; Chromium threw the database away ${thrownAway} times`);
  }, 600_000);
});

describe('a torn database file', () => {
  it('Chromium throws the database away; everything comes back from the second copy', async () => {
    const profile = newProfile();
    try {
      const promised = new Set<string>();
      const first = await browse(profile.dir);
      const page = await first.context.newPage();
      await page.exposeFunction('acknowledged', (ids: string) => {
        for (const id of ids.split(' ')) promised.add(id);
      });
      await page.goto(site.url);
      expect(await call(page, 'open')).toBe('ok');
      const gone = call(page, 'write', 0).catch(() => undefined);
      while (promised.size < 400) await new Promise((resolve) => setTimeout(resolve, 20));
      await first.kill();
      await gone;
      // What a kill can leave by itself: a record that does not match its checksum, with others behind it.
      const folder = join(profile.dir, 'Default/IndexedDB');
      const log = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((name) => /\.leveldb\/\d+\.log$/.test(name)).map((name) => join(folder, name))[0]!;
      const bytes = readFileSync(log);
      expect(bytes.length).toBeGreaterThan(4_000);
      const at = Math.floor(bytes.length / 2);
      bytes[at] = bytes[at]! ^ 0xff;
      writeFileSync(log, bytes);
      const second = await browse(profile.dir);
      const again = await second.context.newPage();
      await again.goto(site.url);
      expect(await call(again, 'open')).toBe('ok');
      const { ids, wrong, recovered } = await call<Look>(again, 'look');
      expect(recovered).toBeGreaterThanOrEqual(promised.size);
      const found = new Set(ids);
      expect([...promised].filter((id) => !found.has(id))).toEqual([]);
      expect(wrong).toEqual([]);
      await second.close();
    } finally {
      profile.remove();
    }
  }, 120_000);
});

describe('no room', () => {
  it('a refused write leaves nothing behind, what was saved stays readable and can be exported, and writing goes on when there is room', async () => {
    const profile = newProfile();
    const browser = await browse(profile.dir);
    try {
      const page = await browser.context.newPage();
      await page.goto(site.url);
      const cdp = await browser.context.newCDPSession(page);
      const { origin } = new URL(site.url);
      // Before the first write: Chromium remembers for half a minute how much room there was.
      await cdp.send('Storage.overrideQuotaForOrigin', { origin, quotaSize: 4_000_000 });
      expect(await call(page, 'open', 'full')).toBe('ok');
      const { code, heard, kept } = await call<{ code: string; heard: string[]; kept: string[] }>(page, 'fill');
      expect(code).toBe('disk-full');
      expect(heard).toEqual(['disk-full']);
      expect(kept.length).toBeGreaterThan(0);
      const { ids, wrong } = await call<Look>(page, 'look');
      expect([...ids].sort()).toEqual([...kept].sort());
      expect(wrong).toEqual([]);
      expect(await call<number>(page, 'backupSize')).toBeGreaterThan(1000);
      await cdp.send('Storage.overrideQuotaForOrigin', { origin });
      expect(await call(page, 'appendOne', 'tryton:full:0')).toBe('ok');
      expect((await call<Look>(page, 'look')).ids).toHaveLength(kept.length + 1);
    } finally {
      await browser.close();
      profile.remove();
    }
  });
});

describe('a denied database', () => {
  it('is named when the user blocks all site data', async () => {
    const profile = newProfile();
    profile.preferences({ profile: { default_content_setting_values: { cookies: 2 } } });
    const browser = await browse(profile.dir);
    try {
      const page = await browser.context.newPage();
      await page.goto(site.url);
      expect(await call(page, 'open', 'denied')).toMatch(/^database-denied/);
    } finally {
      await browser.close();
      profile.remove();
    }
  });
});
