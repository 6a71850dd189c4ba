// Fold, checks and scores, in the extension's own service worker.
import {fileURLToPath} from 'node:url';
import {launch} from '../tools/browser.mjs';
import {ensureBuilt} from '../tools/build.mjs';
import {bundle} from '../notebook/real.mjs';
import {median, row} from './kit.mjs';

const EVENTS = 2_000;
const DEALS = 10_000;
const PER_DEAL = 150;

/** Hands every row of the table to `log`. */
export async function measureEngine({runs, quick, log}) {
  const code = await bundle(fileURLToPath(new URL('./engine.page.ts', import.meta.url)));
  const browser = await launch({extensionDir: ensureBuilt('e2e'), headless: true});
  const add = (name, more) => log(row('engine', name, more));
  const call = (name, ...args) => browser.worker.evaluate(([fn, all]) => globalThis.engineBench[fn](...all), [name, args]);
  try {
    await browser.worker.evaluate(`(() => {${code}\n})()`);
    const first = await call('oneDeal', EVENTS, 1);
    const one = await call('oneDeal', EVENTS, runs * 3);
    const control = {unit: 'ms', control: one.json, controlName: 'the same events through JSON and back'};
    const found = one.what;
    add(`fold, all checks and all scores of one deal, ${EVENTS} events`, {...control, ours: one.all, target: '≤ 5', limit: 5});
    add('an empty function', {...control, ours: one.empty});
    add('of that, the fold', {...control, ours: one.fold});
    add('of that, the facts of the sheets', {...control, ours: one.facts});
    add(`of that, all checks (${found.fires} fire, ${found.ok} ok, ${found['not-evaluated']} not evaluated)`, {...control, ours: one.checks});
    add('of that, the 13 instruments', {...control, ours: one.scores});
    add('the same, the first time since the worker started', {...control, ours: first.all, control: first.json});
    add('one answer changed: state, facts, the checks that read it', {...control, ours: one.change});
    const deals = quick ? 1_000 : DEALS;
    const many = [];
    for (let i = 0; i < (quick ? 1 : 3); i++) many.push(await call('manyDeals', deals, PER_DEAL));
    const middle = key => median(many.map(m => m[key])) / 1000;
    add(`checks and scores of ${deals.toLocaleString('en')} deals, one after another`, {unit: 's', runs: many.length, ours: middle('total'), control: middle('control'), controlName: 'their states as JSON', target: '≤ 10', limit: 10});
    add('of these, the deal that took longest: no slice can be shorter', {unit: 'ms', runs: many.length, ours: middle('longest') * 1000, control: middle('control') * 1000 / deals, controlName: 'a state as JSON', target: '≤ 50', limit: 50});
    const all = await call('judgeAll', deals, PER_DEAL);
    const count = all.judged.toLocaleString('en');
    add(`the product's run over ${count} deals: read, folded, judged, kept`, {unit: 's', ours: all.total / 1000, control: all.read / 1000, controlName: 'only read and folded', target: '≤ 10', limit: 10});
    add('of it, the longest time a message had to wait', {unit: 'ms', ours: all.blocked, control: all.idle, controlName: 'in the idle worker', target: '≤ 50', limit: 50});
    add('the same run when nothing is old', {unit: 's', ours: all.again / 1000, control: all.read / 1000, controlName: 'only read and folded'});
  } finally {
    await browser.close();
  }
}
