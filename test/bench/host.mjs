// What the page pays at rest: the same page with the extension and without, in two browsers side by side.
import {readFileSync, readdirSync, statSync} from 'node:fs';
import {createServer} from 'node:http';
import {join} from 'node:path';
import {launch} from '../tools/browser.mjs';
import {ensureBuilt} from '../tools/build.mjs';
import {demo} from '../tools/demo.mjs';
import {restingTab, until} from '../tools/in-page.mjs';
import {makeId} from '../demo-crm/server/ids.mjs';
import {cost, launchBare, median, row, sleep} from './kit.mjs';

const LOOK_MS = 3_000;
const NAVIGATIONS = 50;
const PER_TRACE = 5;
const LEAK_NAVIGATIONS = 500;
const WARM_UP = 30;
const isOurs = url => /^chrome-extension:.*\/host\//.test(url);

/** A page without a CRM, under a host that the extension is switched on for: the script is there and finds nothing. */
async function plainPage() {
  const server = createServer((_, response) => {
    response.setHeader('content-type', 'text/html; charset=utf-8');
    response.end('<!doctype html><title>Plain</title><h1>Plain</h1><p>A page with <a href="/">a link</a>.</p>');
  });
  await new Promise(resolve => server.listen(0, '127.0.0.1', resolve));
  const url = `http://127.0.0.1:${server.address().port}/`;
  return {name: 'plain page', file: 'tryton', urls: [`${url}?n=0`, `${url}?n=1`], shows: ['Plain', 'Plain'], tab: false, launch: {}, close: () => server.close()};
}

async function demoPage() {
  const crm = await demo();
  return {
    name: 'demo CRM', file: 'salesforce', urls: ['ACME1', 'LUMEN'].map(tail => crm.recordUrl(makeId('Opportunity', tail))),
    shows: ['Plant analytics rollout', 'Warehouse vision pilot'], tab: true, launch: crm.launch, close: () => crm.close(),
  };
}

/** One navigation within the page, as the page's own router makes it, until the page shows what it names. */
function navigate([url, words, most]) {
  history.pushState({}, '', url);
  dispatchEvent(new PopStateEvent('popstate'));
  const end = performance.now() + most;
  // The record's name stands in the title of the tab first, then in the page.
  return new Promise(resolve => {
    const look = () => (document.body.innerText.includes(words) || performance.now() > end ? setTimeout(resolve, 40) : setTimeout(look, 20));
    look();
  });
}

/** A browser on the page, with the extension or without. */
async function open(place, extensionDir) {
  const options = {headless: true, ...place.launch};
  const browser = extensionDir ? await launch({...options, extensionDir}) : await launchBare(options);
  if (extensionDir) await until(() => browser.worker.evaluate(async () => (await chrome.scripting.getRegisteredContentScripts()).length > 0), 'the script to be registered');
  const page = await browser.context.newPage();
  const cdp = await browser.context.newCDPSession(page);
  await page.goto(place.urls[0]);
  await page.getByText(place.shows[0]).first().waitFor();
  if (extensionDir && place.tab) await restingTab(page);
  await sleep(500);
  return {...browser, page, cdp};
}

/** Nodes of the whole document, shadow roots and frames included, and of the closed root that holds our tab. */
async function nodes({cdp}) {
  const {root} = await cdp.send('DOM.getDocument', {depth: -1, pierce: true});
  const count = node => 1 + [...(node.children ?? []), ...(node.shadowRoots ?? []), ...(node.contentDocument ? [node.contentDocument] : [])].reduce((sum, n) => sum + count(n), 0);
  let own = 0;
  const find = node => {
    if (node.shadowRoots?.some(s => s.shadowRootType === 'closed' && s.children?.some(c => c.localName === 'button'))) own += count(node);
    else [...(node.children ?? []), ...(node.shadowRoots ?? [])].forEach(find);
  };
  find(root);
  return {all: count(root), own};
}

async function heap({cdp}) {
  for (let i = 0; i < 2; i++) await cdp.send('HeapProfiler.collectGarbage');
  return (await cdp.send('Runtime.getHeapUsage')).usedSize;
}

/** What stands in the page now, by the browser's own counters, after collection. */
async function counters(side) {
  await side.cdp.send('Performance.enable');
  const kept = await heap(side);
  const {metrics} = await side.cdp.send('Performance.getMetrics');
  const value = name => metrics.find(m => m.name === name).value;
  return {nodes: value('Nodes'), listeners: value('JSEventListeners'), heap: kept};
}

/** Frames, and style sheets that reach the page's own elements. */
const around = async ({page}) => ({
  frames: page.frames().length - 1,
  sheets: await page.evaluate(() => document.styleSheets.length + document.adoptedStyleSheets.length),
});

/** Scripts that this load of the page parsed: {url, length}. */
async function scripts({cdp, page}) {
  const found = [];
  const seen = ({url, length}) => found.push({url, length});
  cdp.on('Debugger.scriptParsed', seen);
  await cdp.send('Debugger.enable');
  found.length = 0; // what was there before is told again when the debugger is switched on
  await page.reload();
  await sleep(LOOK_MS);
  cdp.off('Debugger.scriptParsed', seen);
  await cdp.send('Debugger.disable');
  return found;
}

async function atRest(place, ours, bare, runs, add) {
  const parsed = await scripts(ours);
  const injected = parsed.filter(s => s.url.startsWith('chrome-extension:') && isOurs(s.url));
  const own = parsed.filter(s => /^https?:/.test(s.url)).reduce((sum, s) => sum + s.length, 0);
  add('files injected', {unit: 'files', ours: injected.length, control: 0, controlName: 'without extension', target: '1', ok: injected.length === 1});
  add('bytes injected, raw', {unit: 'B', ours: injected.reduce((sum, s) => sum + s.length, 0), control: own, controlName: 'the page’s own scripts', target: '≤ 8000', limit: 8000});

  const samples = {ours: [], bare: []};
  for (let i = 0; i < runs; i++) {
    for (const [name, side] of i % 2 ? [['bare', bare], ['ours', ours]] : [['ours', ours], ['bare', bare]]) {
      const load = await cost(side.cdp, isOurs, async () => {
        await side.page.reload();
        await sleep(LOOK_MS);
      });
      if (name === 'ours' && load.ran === 0) throw new Error(`our script did not run on the ${place.name}`);
      samples[name].push(load);
    }
  }
  const of = (name, key) => samples[name].map(s => s[key]);
  const control = {control: of('bare', 'all'), controlName: 'all script of the page without us'};
  add('script, load to load + 3 s', {unit: 'ms', ours: of('ours', 'script'), ...control, target: '≤ 5', limit: 5});
  add('style and layout inside our calls', {unit: 'ms', ours: of('ours', 'layout'), ...control});
  add('all script of the page', {unit: 'ms', ours: of('ours', 'all'), ...control});
  const long = of('ours', 'long');
  add('long tasks because of us, in all loads', {unit: 'tasks', runs: long.length, ours: long.reduce((a, b) => a + b, 0), control: of('bare', 'longAll').reduce((a, b) => a + b, 0), controlName: 'long tasks of the page without us', target: '0', limit: 0});

  const [mine, theirs] = [await nodes(ours), await nodes(bare)];
  add('nodes added', {unit: 'nodes', ours: mine.own, control: theirs.all, controlName: 'nodes of the page'});
  const [a, b] = [await around(ours), await around(bare)];
  add('frames added', {unit: 'frames', ours: a.frames - b.frames, control: b.frames, controlName: 'frames of the page', target: '0', limit: 0});
  add('style sheets added to the page', {unit: 'sheets', ours: a.sheets - b.sheets, control: b.sheets, controlName: 'style sheets of the page', target: '0', limit: 0});
  const heaps = {ours: [], bare: []};
  for (let i = 0; i < Math.min(runs, 5); i++) {
    await Promise.all([ours.page.reload(), bare.page.reload()]);
    await sleep(1500);
    heaps.ours.push((await heap(ours)) / 1024);
    heaps.bare.push((await heap(bare)) / 1024);
  }
  add('heap added, after collection', {unit: 'kB', runs: heaps.ours.length, ours: median(heaps.ours) - median(heaps.bare), control: median(heaps.bare), controlName: 'heap of the page'});
}

async function navigations(place, ours, bare, quick, add) {
  const samples = {ours: [], bare: []};
  const total = quick ? 10 : NAVIGATIONS;
  let n = 0;
  for (let done = 0; done < total; done += PER_TRACE) {
    for (const [name, side] of [['ours', ours], ['bare', bare]]) {
      const one = await cost(side.cdp, isOurs, async () => {
        for (let i = 0; i < PER_TRACE; i++) {
          const to = (n + i + 1) % 2;
          await side.page.evaluate(navigate, [place.urls[to], place.shows[to], 2_000]);
          await sleep(200);
        }
      });
      samples[name].push(one);
    }
    n += PER_TRACE;
  }
  const each = (name, key) => samples[name].map(s => s[key] / PER_TRACE);
  const control = {control: each('bare', 'all'), controlName: 'all script of the page without us', runs: total};
  add('script per navigation in the page', {unit: 'ms', ours: each('ours', 'script'), ...control});
  add('style and layout inside our calls, per navigation', {unit: 'ms', ours: each('ours', 'layout'), ...control});
}

/** Listeners in our script's world on the objects it listens to. */
async function ownListeners({cdp}) {
  const worlds = [];
  const seen = ({context}) => worlds.push(context);
  cdp.on('Runtime.executionContextCreated', seen);
  await cdp.send('Runtime.enable');
  cdp.off('Runtime.executionContextCreated', seen);
  await cdp.send('Runtime.disable');
  const world = worlds.find(w => w.auxData?.type === 'isolated' && w.origin.startsWith('chrome-extension:'));
  if (!world) return 0;
  let sum = 0;
  for (const expression of ['window', 'document', 'navigation']) {
    const {result} = await cdp.send('Runtime.evaluate', {expression, contextId: world.id});
    sum += (await cdp.send('DOMDebugger.getEventListeners', {objectId: result.objectId})).listeners.length;
  }
  return sum;
}

async function leak(place, ours, bare, quick, add) {
  const count = quick ? 60 : LEAK_NAVIGATIONS;
  const walk = async (side, steps) => {
    for (let i = 0; i < steps; i++) await side.page.evaluate(navigate, [place.urls[(i + 1) % 2], place.shows[(i + 1) % 2], 1_000]);
    await sleep(1_000);
  };
  const left = async side => {
    await side.page.goto(place.urls[0]);
    await walk(side, WARM_UP);
    const before = {...(await counters(side)), own: await ownListeners(side)};
    await walk(side, count);
    const after = {...(await counters(side)), own: await ownListeners(side)};
    return {...Object.fromEntries(Object.keys(before).map(key => [key, after[key] - before[key]])), standing: before.own};
  };
  const [mine, theirs] = await Promise.all([left(ours), left(bare)]);
  const what = (key, unit, more) => add(`${key === 'own' ? 'our listeners on window, document, navigation' : key} left after ${count} navigations`, {unit, runs: 1, control: theirs[key], controlName: 'left by the page without us', ...more});
  what('nodes', 'nodes', {ours: mine.nodes - theirs.nodes, target: '0', limit: 0});
  what('listeners', 'listeners', {ours: mine.listeners - theirs.listeners, target: '0', limit: 0});
  what('own', 'listeners', {ours: mine.own, control: mine.standing, controlName: 'that stand all the time', target: '0', limit: 0});
  what('heap', 'kB', {ours: (mine.heap - theirs.heap) / 1024, control: theirs.heap / 1024, target: '≤ 64', limit: 64});
}

/** Hands every row of the table to `log`. */
export async function measureHost({runs, quick, log}) {
  const extensionDir = ensureBuilt('e2e');
  const shipped = join(ensureBuilt('store'), 'host/entries');
  for (const file of readdirSync(shipped)) {
    log(row('host', `at rest on ${file.split('.')[0]}: bytes of the file as shipped, raw`, {unit: 'B', runs: 1, ours: statSync(join(shipped, file)).size, control: 8000, controlName: 'budget', target: '≤ 8000', limit: 8000}));
    if (/@import|<style/.test(readFileSync(join(shipped, file), 'utf8'))) throw new Error(`${file} carries a style sheet`);
  }
  for (const make of [demoPage, plainPage]) {
    const place = await make();
    const add = (name, more) => log(row('host', `${place.name}: ${name}`, more));
    const [ours, bare] = [await open(place, extensionDir), await open(place, null)];
    try {
      await atRest(place, ours, bare, runs, add);
      await navigations(place, ours, bare, quick, add);
      await leak(place, ours, bare, quick, add);
    } finally {
      await ours.close();
      await bare.close();
      await place.close();
    }
  }
}
