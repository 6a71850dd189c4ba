// npm run bench: measures, prints a table, writes dist-bench/bench.json. Medians; each number beside a control of the
// same run, because machines differ and are busy: compare ratios, not milliseconds.
//   --only host,badges,panel,notebook,pipeline,engine   some sections      --runs N   of what is cheap (default 10, the least that counts)
//   --quick                             a few runs, a small store: to try the bench itself
//   --check                             exit code 1 where a ratio or a size is worse than baseline.json allows
//   --baseline                          writes baseline.json from this run
import {execFileSync} from 'node:child_process';
import {existsSync, mkdirSync, readFileSync, writeFileSync} from 'node:fs';
import os from 'node:os';
import {join} from 'node:path';
import {parseArgs} from 'node:util';
import {ensureBrowser} from '../tools/browser.mjs';
import {root} from '../tools/build.mjs';
import {regressions} from './check.mjs';
import {line, markdown} from './table.mjs';

const SECTIONS = {
  host: async o => (await import('./host.mjs')).measureHost(o),
  badges: async o => (await import('./badges.mjs')).measureBadges(o),
  panel: async o => (await import('./panel.mjs')).measurePanel(o),
  notebook: async o => (await import('./notebook.mjs')).measureNotebook({...o, deals: o.quick ? 500 : 10_000, runs: Math.max(o.runs, 10) * 3, log: () => {}}).then(rows => rows.forEach(r => o.log({section: 'notebook', ...r}))),
  pipeline: async o => (await import('./pipeline.mjs')).measurePipeline(o),
  engine: async o => (await import('./engine.mjs')).measureEngine(o),
};
const BASELINE = new URL('./baseline.json', import.meta.url);

const {values} = parseArgs({options: {only: {type: 'string'}, runs: {type: 'string'}, quick: {type: 'boolean'}, check: {type: 'boolean'}, baseline: {type: 'boolean'}}});
const wanted = values.only?.split(',') ?? Object.keys(SECTIONS);
const unknown = wanted.filter(name => !Object.hasOwn(SECTIONS, name));
if (unknown.length) {
  console.error(`There is no section ${unknown.join(', ')}; there are ${Object.keys(SECTIONS).join(', ')}.`);
  process.exit(2);
}
const quick = values.quick === true;
const runs = values.runs === undefined ? (quick ? 3 : 10) : Number(values.runs);
if (!Number.isInteger(runs) || runs < 1) {
  console.error('--runs wants a whole number from 1.');
  process.exit(2);
}

const version = () => {
  try {
    return execFileSync(ensureBrowser().path, ['--version'], {encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore']}).trim();
  } catch {
    return 'unknown browser';
  }
};
const system = () => (existsSync('/etc/os-release') ? /^PRETTY_NAME="?([^"\n]*)/m.exec(readFileSync('/etc/os-release', 'utf8'))?.[1] : undefined) ?? `${os.type()} ${os.release()}`;

const report = {
  date: new Date().toISOString(), quick, runs,
  machine: {cores: os.cpus().length, system: system(), node: process.version, browser: version(), load: [os.loadavg()[0]]},
  seconds: {}, rows: [], broken: [],
};
/** Every number is printed and kept at once, so that a section that breaks later loses none. */
const log = one => {
  console.log(line(one));
  report.rows.push(one);
  return one;
};
/** After every section, so that a run that is stopped leaves what it has. */
function save() {
  mkdirSync(join(root, 'dist-bench'), {recursive: true});
  writeFileSync(join(root, 'dist-bench/bench.json'), `${JSON.stringify(report, null, 2)}\n`);
  writeFileSync(join(root, 'dist-bench/bench.md'), markdown(report));
}

for (const name of wanted) {
  console.log(`\n— ${name} —`);
  const start = Date.now();
  try {
    await SECTIONS[name]({runs, quick, log});
  } catch (error) {
    console.error(error);
    report.broken.push(`${name}: ${error.message}`);
  }
  report.seconds[name] = Math.round((Date.now() - start) / 1000);
  report.machine.load.push(os.loadavg()[0]);
  save();
}

const missed = report.rows.filter(r => r.ok === false);
console.log(`\n${report.rows.length} numbers, ${missed.length} targets missed${missed.length ? `: ${missed.map(r => r.name).join('; ')}` : ''}.`);
console.log(`dist-bench/bench.json and bench.md; load average ${report.machine.load.map(n => n.toFixed(1)).join(', ')} on ${report.machine.cores} cores.`);
for (const words of report.broken) console.error(`Broken: ${words}`);
if (values.baseline) writeFileSync(BASELINE, `${JSON.stringify({tolerance: {time: 0.6, size: 0.05}, rows: report.rows.map(({section, name, unit, ours, ratio}) => ({section, name, unit, ours, ratio}))}, null, 1)}\n`);
if (report.broken.length) process.exitCode = 2;
else if (values.check) {
  const worse = regressions(report.rows, JSON.parse(readFileSync(BASELINE, 'utf8')));
  for (const words of worse) console.error(`Worse: ${words}`);
  if (worse.length) process.exitCode = 1;
}
