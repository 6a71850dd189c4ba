// The notebook's measurements, each beside raw IndexedDB in the same run and the same Chromium.
// `measureNotebook` gives rows for the table of `npm run bench`; run by itself, this file prints them.
import { fileURLToPath } from 'node:url';
import { median } from './kit.mjs';
import { browse, bundle, newProfile, serve } from '../notebook/real.mjs';

const SMALL = 100;
const PER_DEAL = 100;

/**
 * @param {{deals?: number, runs?: number, log?: (line: string) => void}} [options] deals of 100 events each; runs of what is cheap
 * @returns {Promise<{name: string, unit: 'ms', runs: number, ours: number, control: number, controlName: string, ratio: number, target: string, ok: boolean | null}[]>}
 */
export async function measureNotebook({ deals = 10_000, runs = 30, log = () => {} } = {}) {
  const site = await serve(await bundle(fileURLToPath(new URL('./notebook.page.ts', import.meta.url))));
  const profile = newProfile();
  const rows = [];
  const add = (name, ours, control, controlName, limit, target) => {
    const [a, b] = [median(ours), median(control)];
    const ratio = a / b;
    const row = { name, unit: 'ms', runs: ours.length, ours: a, control: b, controlName, ratio, target, ok: limit === null ? null : ratio <= limit };
    rows.push(row);
    log(`${name}: ${a.toFixed(1)} ms, ${controlName} ${b.toFixed(1)} ms, ratio ${ratio.toFixed(2)} ${target}`);
  };
  const browser = await browse(profile.dir);
  try {
    const page = await browser.context.newPage();
    await page.goto(site.url);
    const call = (name, ...args) => page.evaluate(([fn, all]) => globalThis.bench[fn](...all), [name, args]);
    const step = Math.max(1, Math.floor(deals / (runs + 1)));
    const few = Math.max(1, Math.floor(SMALL / (runs + 1)));

    // A small store beside the big one, for what must not depend on size.
    await call('open', 'small');
    await call('importBoth', SMALL, 0);


    // The import is measured in parts: each part is one run.
    await call('open', 'big');
    const parts = 10;
    const imports = { ours: [], raw: [] };
    for (let i = 0; i < parts; i++) {
      const one = await call('importBoth', deals / parts, (i * deals) / parts);
      imports.ours.push(one.ours);
      imports.raw.push(one.raw);
    }
    const all = deals * PER_DEAL;
    add(`import of ${(all / parts).toLocaleString('en')} events, ${parts} times into one store`, imports.ours, imports.raw, 'raw, packed rows', 2, '≤ 2');

    const opened = await call('openDeals', ['small', 'big'], 3, runs, [few, step]);
    const sizes = [SMALL * PER_DEAL, all].map((n) => `${n.toLocaleString('en')} events in store`);
    add(`open a deal, first time, ${sizes[1]}`, opened.first[1], opened.first[0], sizes[0], 1.5, '≤ 1.5');
    add(`open a deal again, ${sizes[1]}`, opened.again[1], opened.again[0], sizes[0], 1.5, '≤ 1.5');
    add('open a deal, first time', opened.first[1], opened.raw, 'raw get of one packed row', null, '');
    const written = await call('appends', 3, runs, step);
    add('append one event, on disk', written.ours, written.raw, 'raw put of one row', null, '');
    const list = await call('lists', 10);
    add(`list of ${deals.toLocaleString('en')} deals`, list.all, list.page, 'its first 100', null, '');
    const rebuilt = await call('rebuilds');
    add(`rebuild of ${deals.toLocaleString('en')} deals`, [rebuilt.ours], [rebuilt.raw], 'raw read of all rows', null, '');
    const saved = await call('backups');
    add(`backup of ${all.toLocaleString('en')} events, gzipped to ${(saved.bytes / 1e6).toFixed(1)} MB`, [saved.ours], [saved.raw], 'raw read of all rows', null, '');
  } finally {
    await browser.close();
    await site.close();
    profile.remove();
  }
  return rows;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const deals = Number(process.argv[2] ?? 10_000);
  await measureNotebook({ deals, log: console.log });
}
