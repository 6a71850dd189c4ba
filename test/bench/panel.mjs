// What a person waits for: the panel to open, to turn to another record, to save an answer, and the gate in a click.
import {readFileSync, readdirSync} from 'node:fs';
import {join} from 'node:path';
import {gzipSync} from 'node:zlib';
import {launch} from '../tools/browser.mjs';
import {ensureBuilt} from '../tools/build.mjs';
import {demo} from '../tools/demo.mjs';
import {panel, panelBox, panelNow, restingTab, until} from '../tools/in-page.mjs';
import {restoreStory, setSettings} from '../tools/tour.mjs';
import {makeId} from '../demo-crm/server/ids.mjs';
import {launchBare, madeExtension, row, sleep, traced} from './kit.mjs';

const A = {tail: 'ACME1', name: 'Plant analytics rollout'};
const B = {tail: 'LUMEN', name: 'Warehouse vision pilot'};

/** In every frame from its first script on: the time of the last input, and when what was waited for stood painted. */
function stopwatch() {
  const clock = () => performance.timeOrigin + performance.now();
  const mark = {input: 0, next: 0, painted: 0};
  const note = event => {
    if (!event.isTrusted) return;
    mark.input = performance.timeOrigin + event.timeStamp;
    mark.next = 0;
    requestAnimationFrame(() => setTimeout(() => { mark.next = clock(); }));
  };
  for (const type of ['click', 'keydown']) addEventListener(type, note, {capture: true});
  /** Resolves with the time after the frame in which `ready` first held. */
  const painted = ready => new Promise(resolve => {
    const look = () => {
      if (!ready()) return false;
      observer.disconnect();
      requestAnimationFrame(() => setTimeout(() => resolve(clock())));
      return true;
    };
    const observer = new MutationObserver(look);
    if (!look()) observer.observe(document, {subtree: true, childList: true, characterData: true, attributes: true});
  });
  /** Watches from now on; `seen` resolves when it was painted. */
  const watch = ready => { globalThis.stopwatch.seen = painted(ready); };
  globalThis.stopwatch = {mark, clock, painted, watch, seen: null};
  if (location.protocol !== 'chrome-extension:') return;
  // A deal stands there when its name does and the screen under it is no longer a skeleton.
  const deal = () => document.querySelector('h1.deal')?.textContent && document.querySelector('.track-note') && document.querySelector('#panel-body h2, #panel-body .section');
  const empty = () => document.getElementById('empty');
  painted(() => deal() || empty()).then(at => { mark.painted = at; });
}

/** The control: an extension that puts an empty frame of its own beside the page when F9 is pressed. */
const emptyFrame = () => madeExtension({
  name: 'Empty frame', content_scripts: [{matches: ['https://*.lightning.force.com/*'], js: ['c.js']}],
  web_accessible_resources: [{resources: ['empty.html'], matches: ['https://*/*'], use_dynamic_url: true}],
}, {
  'c.js': `let box; addEventListener('keydown', e => { if (e.key !== 'F9') return; if (box) { box.remove(); box = null; return; }
    box = document.createElement('div'); const root = box.attachShadow({mode: 'closed'}); const f = document.createElement('iframe');
    f.style.cssText = 'position:fixed;right:0;top:0;width:400px;height:100%;border:0'; f.src = chrome.runtime.getURL('empty.html'); root.append(f); document.documentElement.append(box); }, true)`,
  'empty.html': '<!doctype html><title>Empty</title><p id="empty">Empty</p>',
});

const emptyNow = page => page.frames().find(f => /^chrome-extension:.*empty\.html/.test(f.url()));
const paintedIn = frame => until(() => frame.evaluate(() => globalThis.stopwatch?.mark.painted).catch(() => 0), 'the frame to be painted');
const inputOn = page => page.evaluate(() => globalThis.stopwatch.mark.input);

function gzipped(add) {
  const dir = ensureBuilt('store');
  const seen = new Map();
  const take = (file, later) => {
    if (seen.has(file)) return;
    const text = readFileSync(join(dir, file), 'utf8');
    seen.set(file, {later, size: gzipSync(text, {level: 9}).length});
    for (const [, name] of text.matchAll(/(?:from|import)\s*["']\.\/([^"']+\.js)["']/g)) take(join('assets', name), later);
    for (const [, name] of text.matchAll(/import\(\s*["'`]\.\/([^"'`]+\.js)["'`]/g)) take(join('assets', name), true);
  };
  for (const [, name] of readFileSync(join(dir, 'panel.html'), 'utf8').matchAll(/(?:src|href)="\/([^"]+\.js)"/g)) take(name, false);
  const sum = which => [...seen.values()].filter(which).reduce((total, f) => total + f.size, 0);
  const all = readdirSync(join(dir, 'assets')).filter(f => f.endsWith('.js')).reduce((total, f) => total + gzipSync(readFileSync(join(dir, 'assets', f)), {level: 9}).length, 0);
  const control = {unit: 'B', runs: 1, control: all, controlName: 'all scripts of the extension', target: '≤ 120000', limit: 120_000};
  add('panel: scripts before the first paint, gzip', {...control, ours: sum(f => !f.later)});
  add('panel: and all that it can load later (five methods, assessments), gzip', {...control, ours: sum(() => true), target: '', limit: undefined});
}

async function opening({page}, runs, record, add) {
  const samples = {cold: [], again: [], control: []};
  const open = async into => {
    await (await restingTab(page)).click();
    const frame = await panel(page);
    into?.push(await paintedIn(frame) - await inputOn(page));
    await frame.locator('button[aria-label="Close panel"]').click();
    await until(async () => !panelNow(page) && !await panelBox(page), 'the panel to go');
  };
  for (let i = 0; i < runs; i++) {
    await page.goto(record(A));
    await page.getByText(A.name).first().waitFor();
    await restingTab(page);
    await sleep(800);
    await open(samples.cold);
    await open(samples.again);
    await page.mouse.click(700, 500);
    await page.keyboard.press('F9');
    const empty = await until(() => emptyNow(page), 'the empty frame');
    samples.control.push(await paintedIn(empty) - await inputOn(page));
    await page.keyboard.press('F9');
  }
  const control = {unit: 'ms', control: samples.control, controlName: 'an empty extension frame'};
  add('open, first time on the page: click to painted with data', {...control, ours: samples.cold});
  add('open again: click to painted with data', {...control, ours: samples.again});
}

async function openPanel(page, record) {
  await page.goto(record(A));
  await page.getByText(A.name).first().waitFor();
  await (await restingTab(page)).click();
  const frame = await panel(page);
  await frame.locator('h1.deal', {hasText: A.name}).waitFor();
  await frame.locator('.track-note').waitFor();
  return frame;
}

/** Stops the service worker as Chrome does when it was idle. */
async function workerStopper({context, extensionId}) {
  const own = context.pages()[0];
  await own.goto(`chrome-extension://${extensionId}/manifest.json`);
  const cdp = await context.newCDPSession(own);
  await cdp.send('ServiceWorker.enable');
  return async () => {
    let stopped = false;
    const seen = ({versions}) => { stopped ||= versions.some(v => v.runningStatus === 'stopped'); };
    cdp.on('ServiceWorker.workerVersionUpdated', seen);
    await cdp.send('ServiceWorker.stopAllWorkers');
    await until(() => stopped, 'the worker to stop');
    cdp.off('ServiceWorker.workerVersionUpdated', seen);
  };
}

async function switching({page}, stop, runs, record, add) {
  const frame = await openPanel(page, record);
  const samples = {live: [], stopped: [], page: []};
  let at = A;
  const turn = async into => {
    const to = at === A ? B : A;
    await frame.evaluate(name => globalThis.stopwatch.watch(() => document.querySelector('h1.deal')?.textContent === name && document.querySelector('.track-note')), to.name);
    const {from, own} = await page.evaluate(async ([url, name]) => {
      const start = globalThis.stopwatch.clock();
      history.pushState({}, '', url);
      dispatchEvent(new PopStateEvent('popstate'));
      return {from: start, own: await globalThis.stopwatch.painted(() => document.body.innerText.includes(name)) - start};
    }, [record(to), to.name]);
    const shown = await frame.evaluate(() => globalThis.stopwatch.seen);
    into?.push(shown - from);
    if (into) samples.page.push(own);
    at = to;
    await sleep(700);
  };
  for (let i = 0; i < 4; i++) await turn(null); // both deals are known from here on
  for (let i = 0; i < runs; i++) {
    await turn(samples.live);
    await stop();
    await turn(samples.stopped);
  }
  const control = {unit: 'ms', control: samples.page, controlName: 'the page itself showing the record'};
  add('record switch, worker live: address to painted', {...control, ours: samples.live, target: '≤ 100', limit: 100});
  add('record switch, worker stopped just before', {...control, ours: samples.stopped, target: '≤ 300', limit: 300});
}

/** One row put with the durability the notebook asks for, by the extension's worker. */
const rawPuts = (worker, runs) => worker.evaluate(async n => {
  const ask = request => new Promise((resolve, reject) => Object.assign(request, {onsuccess: () => resolve(request.result), onerror: () => reject(request.error)}));
  const open = indexedDB.open('bench-raw', 1);
  open.onupgradeneeded = () => open.result.createObjectStore('rows', {autoIncrement: true});
  const db = await ask(open);
  const times = [];
  for (let i = 0; i < n; i++) {
    const start = performance.now();
    await new Promise((resolve, reject) => {
      const tx = db.transaction('rows', 'readwrite', {durability: 'strict'});
      tx.objectStore('rows').add({type: 'assessment.answered', data: {question: 'q', value: '+'}});
      Object.assign(tx, {oncomplete: resolve, onabort: () => reject(tx.error)});
    });
    times.push(performance.now() - start);
  }
  db.close();
  indexedDB.deleteDatabase('bench-raw');
  return times;
}, runs);

async function answering({page, context, extensionId}, runs, record, add) {
  const frame = await openPanel(page, record);
  await frame.locator('#tab-score').click();
  await frame.locator('table.qs').waitFor();
  const cell = frame.locator('table.qs button[data-party="us"]').first();
  const samples = {saved: [], key: []};
  await cell.focus();
  for (let i = 0; i < runs + 2; i++) {
    const [key, look] = i % 2 ? ['+', 'plus'] : ['-', 'minus'];
    await page.keyboard.press('F8');
    const paint = await until(() => frame.evaluate(() => globalThis.stopwatch.mark.next && globalThis.stopwatch.mark.next - globalThis.stopwatch.mark.input), 'a key to be painted');
    await frame.evaluate(name => globalThis.stopwatch.watch(() => document.querySelector('table.qs button[data-party="us"]')?.classList.contains(name)), look);
    await page.keyboard.press(key);
    const answer = await frame.evaluate(async () => await globalThis.stopwatch.seen - globalThis.stopwatch.mark.input);
    await sleep(150);
    if (i < 2) continue;
    samples.saved.push(answer);
    samples.key.push(paint);
  }
  const puts = await rawPuts(context.serviceWorkers().find(w => w.url().includes(extensionId)), runs);
  add('answer: key to saved on disk and repainted', {unit: 'ms', ours: samples.saved, control: puts.map((p, i) => p + samples.key[i]), controlName: 'raw put of one row, and a key without effect painted'});
}

/** CPU of one click on the page: of its whole dispatch, and of that in our script. */
async function click(cdp, act) {
  const {events} = await traced(cdp, async () => {
    await act();
    await sleep(150);
  });
  const dispatch = events.filter(e => e.ph === 'X' && e.name === 'EventDispatch' && e.args.data?.type === 'click').sort((a, b) => b.dur - a.dur)[0];
  if (!dispatch) throw new Error('no click came to the page');
  const ours = events.filter(e => e.ph === 'X' && e.name === 'FunctionCall' && e.pid === dispatch.pid && e.tid === dispatch.tid && e.ts >= dispatch.ts && e.ts <= dispatch.ts + dispatch.dur && /^chrome-extension:.*\/host\//.test(e.args.data?.url ?? ''));
  return {all: dispatch.tdur / 1000, ours: ours.reduce((sum, e) => sum + e.tdur, 0) / 1000, calls: ours.length};
}

async function gate(ours, bare, crm, runs, record, add) {
  const samples = {held: [], let: [], plain: [], bare: [], barePlain: []};
  const ready = async side => {
    await side.page.goto(record(A));
    await side.page.getByText(A.name).first().waitFor();
    if (side === ours) await restingTab(side.page);
    await sleep(900);
  };
  const button = side => side.page.locator('button.stepAction').first().click();
  const heading = side => side.page.mouse.click(640, 12);
  for (let i = 0; i < runs; i++) {
    for (const policy of ['block', 'advise']) {
      crm.reset();
      await setSettings(ours, {policy});
      await ready(ours);
      if (policy === 'block') samples.plain.push(await click(ours.cdp, () => heading(ours)));
      const one = await click(ours.cdp, () => button(ours));
      samples[policy === 'block' ? 'held' : 'let'].push(one);
    }
    crm.reset();
    await ready(bare);
    samples.barePlain.push(await click(bare.cdp, () => heading(bare)));
    samples.bare.push(await click(bare.cdp, () => button(bare)));
  }
  if (samples.held.some(s => s.calls === 0)) throw new Error('our script did not see the click on the stage');
  const of = (name, key) => samples[name].map(s => s[key]);
  const control = {unit: 'ms', control: of('bare', 'all'), controlName: 'the whole click without the extension'};
  add('gate: our time within the click, move held (block)', {...control, ours: of('held', 'ours')});
  add('gate: our time within the click, move let through (advise)', {...control, ours: of('let', 'ours')});
  add('gate: the whole click, move let through', {...control, ours: of('let', 'all')});
  add('gate: our time in a click that is no move', {...control, ours: of('plain', 'ours'), control: of('barePlain', 'all')});
}

/** Hands every row of the table to `log`. */
export async function measurePanel({runs, log}) {
  const add = (name, more) => log(row('panel', name, more));
  gzipped(add);
  const empty = emptyFrame();
  const crm = await demo();
  const record = ({tail}) => crm.recordUrl(makeId('Opportunity', tail));
  const options = {headless: true, ...crm.launch};
  const browser = await launch({...options, extensionDir: `${ensureBuilt('e2e')},${empty.dir}`});
  const other = await launchBare(options);
  try {
    await browser.context.addInitScript(stopwatch);
    const stop = await workerStopper(browser);
    const page = await browser.context.newPage();
    const side = {...browser, page, cdp: await browser.context.newCDPSession(page)};
    await page.goto(record(A));
    await restoreStory(browser, {key: `salesforce:${new URL(crm.lightning).host}:${makeId('Opportunity', A.tail)}`, crm: 'demo'});
    await setSettings(browser, {lang: 'en', policy: 'warn'});
    await opening(side, runs, record, add);
    await answering(side, runs, record, add);
    const barePage = await other.context.newPage();
    await gate(side, {...other, page: barePage, cdp: await other.context.newCDPSession(barePage)}, crm, runs, record, add);
    await setSettings(browser, {policy: 'warn'});
    await switching(side, stop, runs, record, add);
  } finally {
    await browser.close();
    await other.close();
    await crm.close();
    empty.remove();
  }
}
