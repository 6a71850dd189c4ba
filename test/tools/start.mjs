// `npm start`: a demo CRM (or, with `--crm tryton`, a real Tryton) in a browser with StageProof beside it.
// On a fresh clone it installs what is missing. Node's own modules only, until the dependencies are there.
//
//   npm start -- [--crm demo|tryton] [--port N] [--lang en|zh-CN] [--headless]
import {mkdirSync} from 'node:fs';
import {dirname, join} from 'node:path';
import {fileURLToPath} from 'node:url';
import {parseArgs} from 'node:util';
import {ensureBrowser, ensureChineseFont, hasDisplay, launch, NoBrowser} from './browser.mjs';
import {ensureDependencies, NoDependencies} from './deps.mjs';

const root = join(dirname(fileURLToPath(import.meta.url)), '../..');
const say = line => console.log(line);
const closers = [];
let closing;
const closeAll = () => (closing ??= (async () => {
  for (const close of closers.reverse()) await close().catch(error => console.error(error.message));
})());

function options() {
  try {
    const {values} = parseArgs({options: {
      crm: {type: 'string', default: 'demo'}, port: {type: 'string', default: '0'},
      lang: {type: 'string', default: 'en'}, headless: {type: 'boolean', default: false},
    }});
    const port = Number(values.port);
    if (!['demo', 'tryton'].includes(values.crm)) throw new Error(`--crm is demo or tryton, not "${values.crm}".`);
    if (!['en', 'zh-CN'].includes(values.lang)) throw new Error(`--lang is en or zh-CN, not "${values.lang}".`);
    if (!Number.isInteger(port) || port < 0 || port > 65535) throw new Error(`--port is a number from 1 to 65535, not "${values.port}".`);
    return {...values, port};
  } catch (error) {
    console.error(error.message);
    process.exit(2);
  }
}

/** Starts the CRM that is wanted, and gives the way to the opportunity of the prepared story. */
const CRMS = {
  async demo({port}) {
    const {demo} = await import('./demo.mjs');
    const crm = await demo({port});
    closers.push(crm.close);
    say(`The demo CRM answers on ${crm.url} (in this browser: ${crm.lightning}).`);
    return (await import('./tour.mjs')).demoPlace(crm);
  },
  async tryton({port}) {
    const {status, stop, up} = await import('../tryton/tryton.mjs');
    const at = port ? {port} : {};
    let env = await status(at);
    if (!env) {
      say('Starting Tryton (the first time it is installed from Debian, about a minute)…');
      env = await up(at);
      closers.push(() => stop(at));
    }
    say(`Tryton answers on ${env.base} (login rep, password ${env.logins.rep}).`);
    return (await import('./tour.mjs')).trytonPlace(env);
  },
};

async function main() {
  const wanted = options();
  ensureDependencies(say);
  const browser = ensureBrowser(say);
  const {ensureBuilt} = await import('./build.mjs');
  say('Building the extension…');
  const extensionDir = ensureBuilt('e2e');
  const place = await CRMS[wanted.crm](wanted);
  const {openOnDeal, restoreStory, setSettings, takePictures} = await import('./tour.mjs');
  const headless = wanted.headless || !hasDisplay();
  if (headless) ensureChineseFont(say);
  const started = await launch({...place.launch, extensionDir, browser, headless, locale: wanted.lang});
  closers.push(started.close);
  await restoreStory(started, place);
  if (headless) {
    const folder = join(root, 'dist-pictures');
    mkdirSync(folder, {recursive: true});
    say('No window here: the browser runs without one and takes pictures…');
    const made = await takePictures(started, place, {folder});
    say(`${made.length} pictures of the main screens are in ${folder}:\n${made.map(name => `  ${name}`).join('\n')}`);
    return;
  }
  await setSettings(started, {lang: wanted.lang});
  const [page] = started.context.pages();
  await openOnDeal(page, place);
  say('StageProof is open beside the opportunity. Close the browser or press Ctrl-C to end.');
  await new Promise(resolve => started.context.once('close', resolve));
}

for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => void closeAll().then(() => process.exit(0)));
try {
  await main();
} catch (error) {
  if (!closing) {
    if (error.code === 'EADDRINUSE') console.error('That port is taken by another program: name another with --port, or none to take any free one.');
    else if (error instanceof NoDependencies || error instanceof NoBrowser || ['BuildFailed', 'TrytonUnavailable'].includes(error.name)) console.error(error.message);
    else if (/Missing X server|cannot open display/i.test(error.message)) console.error('The display of this session cannot be used; try: npm start -- --headless');
    else console.error(`npm start could not go on: ${process.env.DEBUG ? error.stack : error.message}`);
    process.exitCode = 1;
  }
} finally {
  await closeAll();
}
