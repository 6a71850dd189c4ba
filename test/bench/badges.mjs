// What badges cost on a board of 200 cards, all of them deals we know: the same page with the setting on and off.
import {ensureBuilt} from '../tools/build.mjs';
import {launch} from '../tools/browser.mjs';
import {demo} from '../tools/demo.mjs';
import {inHost, until} from '../tools/in-page.mjs';
import {makeId} from '../demo-crm/server/ids.mjs';
import {STAGES} from '../demo-crm/labels.mjs';
import {cost, row, sleep} from './kit.mjs';

const CARDS = 200;
const SCROLL_MS = 2_000;
const isOurs = url => /^chrome-extension:.*\/host\//.test(url);

/** Cards enough on the look-alike's board, spread over the open columns. */
function fill(crm) {
  const {rows} = crm.state;
  const [first] = [...rows.values()].filter(r => r.apiName === 'Opportunity');
  const open = STAGES.filter(s => !s.closed);
  const deals = [];
  for (let i = 0; i < CARDS; i++) {
    const id = makeId('Opportunity', `B${String(i).padStart(4, '0')}`);
    const stage = open[i % open.length].api;
    rows.set(id, {...first, Id: id, Name: `Deal ${i} of many`, StageName: stage});
    deals.push({id, stage});
  }
  return deals;
}

/** Scrolls the page and the board a little in every frame. */
const scroll = ms => new Promise(resolve => {
  const board = document.querySelector('.demo-board');
  const end = performance.now() + ms;
  let n = 0;
  const step = () => {
    n++;
    scrollTo(0, 300 + 300 * Math.sin(n / 20));
    board.scrollLeft = 150 + 150 * Math.sin(n / 31);
    if (performance.now() < end) requestAnimationFrame(step);
    else resolve();
  };
  step();
});

/** Hands every row of the table to `log`. */
export async function measureBadges({runs, quick, log}) {
  const crm = await demo();
  const deals = fill(crm);
  const browser = await launch({headless: true, ...crm.launch, extensionDir: ensureBuilt('e2e'), viewport: {width: 1600, height: 1000}});
  const add = (name, more) => log(row('badges', `board of ${CARDS} cards: ${name}`, {controlName: 'badges off', ...more}));
  try {
    await browser.worker.evaluate(async list => {
      for (const {id, stage} of list) await globalThis.stageproofDemo.write(`salesforce:northlight-demo.lightning.force.com:${id}`, [
        {type: 'deal.read', data: {fields: {name: {value: id, from: 'page'}, stage: {value: {id: stage, label: stage}, from: 'page'}}}},
        {type: 'method.chosen', data: {method: 'ssm', version: '1.0.0', by: 'default'}},
      ]);
    }, deals);
    const samples = {on: {load: [], scroll: []}, off: {load: [], scroll: []}};
    let shown = 0;
    for (let i = 0; i < (quick ? 2 : Math.min(runs, 5)); i++) for (const state of ['off', 'on']) {
      await browser.worker.evaluate(badges => globalThis.stageproofDemo.settings({badges}), state === 'on');
      const page = await browser.context.newPage();
      const cdp = await browser.context.newCDPSession(page);
      await page.goto(`${crm.lightning}/lightning/o/Opportunity/list?filterName=AllOpportunities`);
      await page.locator('tr[data-row-key-value]').first().waitFor();
      await sleep(1_000);
      samples[state].load.push(await cost(cdp, isOurs, async () => {
        await page.evaluate(() => document.querySelector('[data-display=kanban]').click());
        await sleep(3_000);
      }));
      if (state === 'on') shown = await until(async () => (await inHost(page, '[role=list]'))?.run('function() { return this.querySelectorAll(".b:not([hidden])").length }'), 'badges');
      samples[state].scroll.push(await cost(cdp, isOurs, () => page.evaluate(scroll, SCROLL_MS)));
      await page.close();
    }
    const of = (when, key, per = 1) => ({ours: samples.on[when].map(s => s[key] / per), control: samples.off[when].map(s => s[key] / per)});
    add('badges in view', {unit: 'badges', runs: 1, ours: shown, control: 0});
    add('script of ours from table to board + 3 s', {unit: 'ms', ...of('load', 'script')});
    add('style and layout inside our calls, from table to board', {unit: 'ms', ...of('load', 'layout')});
    add('script of ours per second of scrolling', {unit: 'ms', ...of('scroll', 'script', SCROLL_MS / 1000)});
    add('style and layout inside our calls per second of scrolling', {unit: 'ms', ...of('scroll', 'layout', SCROLL_MS / 1000)});
    const long = ['load', 'scroll'].flatMap(when => samples.on[when].map(s => s.long)).reduce((a, b) => a + b, 0);
    add('long tasks because of us', {unit: 'tasks', ours: long, control: ['load', 'scroll'].flatMap(when => samples.off[when].map(s => s.longAll)).reduce((a, b) => a + b, 0), controlName: 'long tasks of the page, badges off', target: '0', limit: 0});
  } finally {
    await browser.close();
    await crm.close();
  }
}
