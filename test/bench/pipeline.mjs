// “Bring in my pipeline”: 10,000 deals of a file through the worker's own logic into the notebook, in Chromium.
import {fileURLToPath} from 'node:url';
import {row} from './kit.mjs';
import {browse, bundle, newProfile, serve} from '../notebook/real.mjs';

/** @param {{quick?: boolean, log: (row: object) => unknown}} o */
export async function measurePipeline({quick = false, log}) {
  const deals = quick ? 1_000 : 10_000;
  const name = deals.toLocaleString('en');
  const site = await serve(await bundle(fileURLToPath(new URL('./pipeline.page.ts', import.meta.url))));
  const profile = newProfile();
  const browser = await browse(profile.dir);
  try {
    const page = await browser.context.newPage();
    await page.goto(site.url);
    const call = (fn, ...args) => page.evaluate(([which, all]) => globalThis.bench[which](...all), [fn, args]);
    await call('open', 'pipeline');
    const alone = [];
    for (let i = 0; i < 30; i++) alone.push(await call('append'));
    const bare = await call('putRaw', deals);
    const first = await call('bringIn', deals, 0);
    if (first.counts.fresh !== deals) throw new Error(`${first.counts.fresh} of ${deals} deals came in`);
    const again = await call('bringIn', deals, 0);
    if (again.counts.same !== deals) throw new Error(`${again.counts.same} of ${deals} deals were the same`);
    const moved = await call('bringIn', deals, 1);
    const all = [...first.waits, ...moved.waits].sort((a, b) => a - b);
    const control = {unit: 'ms', control: bare, controlName: 'raw, packed rows'};
    log(row('pipeline', `${name} deals of a file`, {...control, ours: first.ms}));
    log(row('pipeline', `${name} deals of a file again, nothing new`, {unit: 'ms', ours: again.ms, control: first.ms, controlName: 'the first time'}));
    log(row('pipeline', `${name} deals of a file, every tenth changed`, {unit: 'ms', ours: moved.ms, control: first.ms, controlName: 'the first time'}));
    log(row('pipeline', 'one event on another deal meanwhile, on disk', {unit: 'ms', ours: all, control: alone, controlName: 'when nothing else is written'}));
    log(row('pipeline', 'the same, 19 of 20 are faster', {unit: 'ms', ours: all[Math.floor(all.length * 0.95)], control: alone, controlName: 'when nothing else is written', target: '≤ 50 ms', limit: 50, runs: all.length}));
  } finally {
    await browser.close();
    await site.close();
    profile.remove();
  }
}
