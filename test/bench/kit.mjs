// What the sections share: samples and their middle, traces of a page's main thread, a browser without the extension.
import {mkdirSync, mkdtempSync, rmSync, writeFileSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {launch} from '../tools/browser.mjs';

export const sleep = ms => new Promise(resolve => setTimeout(resolve, ms));

export function median(list) {
  const sorted = [...list].sort((a, b) => a - b);
  const at = sorted.length >> 1;
  return sorted.length === 0 ? NaN : sorted.length % 2 ? sorted[at] : (sorted[at - 1] + sorted[at]) / 2;
}

/** An extension made for a comparison: its files by name, in a folder of its own. */
export function madeExtension(manifest, files) {
  const dir = mkdtempSync(join(tmpdir(), 'stageproof-control-'));
  for (const [name, text] of Object.entries({...files, 'manifest.json': JSON.stringify({manifest_version: 3, version: '1', ...manifest})})) {
    mkdirSync(join(dir, name, '..'), {recursive: true});
    writeFileSync(join(dir, name), text);
  }
  return {dir, remove: () => rmSync(dir, {recursive: true, force: true})};
}

/** The same browser with an extension that does nothing, so that both sides pay for extensions as such. */
export async function launchBare(options) {
  const nothing = madeExtension({name: 'Nothing', background: {service_worker: 'w.js'}}, {'w.js': ''});
  const browser = await launch({...options, extensionDir: nothing.dir});
  return {...browser, close: async () => { await browser.close(); nothing.remove(); }};
}

const CATEGORIES = ['devtools.timeline', 'toplevel', 'v8', 'v8.execute', 'disabled-by-default-v8.compile', 'disabled-by-default-devtools.timeline'];

/** Records a trace while `work` runs. The session is one of the page's own. */
export async function traced(cdp, work) {
  const events = [];
  const take = ({value}) => events.push(...value);
  cdp.on('Tracing.dataCollected', take);
  await cdp.send('Tracing.start', {transferMode: 'ReportEvents', traceConfig: {includedCategories: CATEGORIES, recordMode: 'recordUntilFull'}});
  const result = await work();
  const done = new Promise(resolve => cdp.once('Tracing.tracingComplete', resolve));
  await cdp.send('Tracing.end');
  await done;
  cdp.off('Tracing.dataCollected', take);
  return {events, result};
}


/** Work of the browser that a script can force before its time. */
const LAYOUT = new Set(['UpdateLayoutTree', 'Layout', 'PrePaint', 'HitTest']);
const LONG_US = 50_000;

/**
 * Traces `work` and sums what of the page's main thread is ours: our files' evaluation and calls, and the messages of
 * the extension's ports, each with all that it calls. Milliseconds that the thread really had a core: on a busy machine
 * wall time tells more of the neighbours than of the script.
 *   script  without layout        layout  style, layout and hit tests inside our calls, most of them only done earlier
 *   all     every script of the page, ours included
 *   long    tasks over 50 ms that would not be without us        longAll  all of them
 * `ours(url)` tells our files.
 */
export async function cost(cdp, ours, work) {
  const {events, result} = await traced(cdp, work);
  const main = mainThreadOf(events);
  if (!main) return {script: 0, layout: 0, all: 0, long: 0, longAll: 0, ran: 0, result}; // no script at all
  const mine = events.filter(e => e.ph === 'X' && e.pid === main.pid && e.tid === main.tid).sort((a, b) => a.ts - b.ts || b.dur - a.dur);
  const urlOf = e => e.args.data?.url ?? e.args.fileName ?? '';
  const isScript = e => e.name === 'EvaluateScript' || e.name === 'FunctionCall' || e.name === 'v8.compile' || e.name === 'v8.run' || e.name === 'v8.callFunction';
  const isPort = e => e.args.chrome_mojo_event_info?.mojo_interface_tag === 'extensions.mojom.MessagePort';
  const blocks = outermost(mine.filter(e => isPort(e) || (isScript(e) && ours(urlOf(e)))));
  const layouts = outermost(mine.filter(e => LAYOUT.has(e.name))).filter(e => within(e, blocks));
  const total = time(blocks);
  const tasks = mine.filter(e => e.name === 'RunTask' && e.tdur > LONG_US);
  return {
    script: total - time(layouts), layout: time(layouts), all: time(outermost(mine.filter(e => isPort(e) || isScript(e)))),
    long: tasks.filter(t => t.tdur - 1000 * time(blocks.filter(b => within(b, [t]))) <= LONG_US).length, longAll: tasks.length,
    ran: blocks.length, result,
  };
}

const time = list => list.reduce((sum, e) => sum + (e.tdur ?? e.dur), 0) / 1000;
const within = (e, list) => list.some(o => e.ts >= o.ts && e.ts + e.dur <= o.ts + o.dur);

/** Of nested events the outer ones; in order of time. */
function outermost(sorted) {
  const kept = [];
  for (const e of sorted) {
    const last = kept.at(-1);
    if (!last || e.ts >= last.ts + last.dur) kept.push(e);
  }
  return kept;
}

/** The main thread of the page: where most script ran. */
function mainThreadOf(events) {
  const run = new Map();
  for (const e of events) {
    if (e.ph !== 'X' || (e.name !== 'EvaluateScript' && e.name !== 'FunctionCall' && e.name !== 'v8.run')) continue;
    const key = `${e.pid}:${e.tid}`;
    run.set(key, (run.get(key) ?? 0) + e.dur);
  }
  const [key] = [...run].sort((a, b) => b[1] - a[1])[0] ?? [];
  return key ? {pid: Number(key.split(':')[0]), tid: Number(key.split(':')[1])} : null;
}

/**
 * One line of the table. `ours` and `control` are numbers or lists of samples; of a list the median counts. With `limit`
 * the target is met when ours does not exceed it; with `ratioLimit`, when ours divided by the control does not.
 */
export function row(section, name, {unit, runs, ours, control, controlName, target = '', limit, ratioLimit, ok}) {
  const middle = value => (Array.isArray(value) ? median(value) : value);
  const [a, b] = [middle(ours), middle(control)];
  if (!Number.isFinite(a) || !Number.isFinite(b)) throw new Error(`No measurement of “${name}”: ${a} beside ${b}`);
  const ratio = b > 0 ? a / b : null;
  const met = ok ?? (limit !== undefined ? a <= limit : ratioLimit !== undefined ? ratio !== null && ratio <= ratioLimit : null);
  const spread = Array.isArray(ours) && ours.length > 1 ? [Math.min(...ours), Math.max(...ours)] : undefined;
  return {section, name, unit, runs: runs ?? (Array.isArray(ours) ? ours.length : 1), ours: a, control: b, controlName, ratio, target, ok: met, ...(spread && {spread})};
}
