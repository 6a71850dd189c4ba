// Finds or installs a browser that can load the extension, and launches it with the extension loaded.
// Only node's own modules at the top: `npm start` uses this file before the dependencies are there.
import {spawnSync} from 'node:child_process';
import {existsSync, mkdtempSync, readFileSync, readdirSync, realpathSync, rmSync} from 'node:fs';
import {homedir, tmpdir} from 'node:os';
import {delimiter, dirname, join} from 'node:path';
import {fileURLToPath} from 'node:url';

const root = join(dirname(fileURLToPath(import.meta.url)), '../..');

/** No browser and no way to get one here; the message says what to install. */
export class NoBrowser extends Error {
  name = 'NoBrowser';
}

function onPath(name) {
  for (const folder of (process.env.PATH ?? '').split(delimiter)) {
    const file = folder && join(folder, name);
    if (file && existsSync(file)) return file;
  }
}

function newestIn(folder, ...tails) {
  if (!existsSync(folder)) return;
  const versions = readdirSync(folder).sort((a, b) => b.localeCompare(a, 'en', {numeric: true}));
  for (const version of versions) for (const tail of tails) {
    const file = join(folder, version, tail);
    if (existsSync(file)) return file;
  }
}

/** Candidates of this platform, best first. Chromium and Chrome for Testing take --load-extension; the branded do not. */
function* candidates() {
  const home = homedir();
  if (process.platform === 'darwin') {
    const app = (name, binary = name) => [`/Applications/${name}.app`, join(home, `Applications/${name}.app`)]
      .map(path => join(path, 'Contents/MacOS', binary)).find(existsSync);
    const testing = 'Google Chrome for Testing.app/Contents/MacOS/Google Chrome for Testing';
    yield ['open', app('Chromium')];
    yield ['open', newestIn(join(home, 'Library/Caches/ms-playwright'), `chrome-mac-arm64/${testing}`, `chrome-mac-x64/${testing}`, `chrome-mac/${testing}`, 'chrome-mac/Chromium.app/Contents/MacOS/Chromium')];
    yield ['open', newestIn(join(home, '.cache/puppeteer/chrome'), `chrome-mac-arm64/${testing}`, `chrome-mac-x64/${testing}`)];
    yield ['branded', app('Google Chrome')];
    yield ['branded', app('Microsoft Edge')];
  } else if (process.platform === 'win32') {
    const roots = [process.env.LOCALAPPDATA, process.env.PROGRAMFILES, process.env['PROGRAMFILES(X86)']].filter(Boolean);
    const program = tail => roots.map(folder => join(folder, tail)).find(existsSync);
    yield ['open', program('Chromium/Application/chrome.exe')];
    yield ['open', newestIn(join(process.env.LOCALAPPDATA ?? home, 'ms-playwright'), 'chrome-win64/chrome.exe', 'chrome-win/chrome.exe')];
    yield ['open', newestIn(join(home, '.cache/puppeteer/chrome'), 'chrome-win64/chrome.exe')];
    yield ['branded', program('Google/Chrome/Application/chrome.exe')];
    yield ['branded', program('Microsoft/Edge/Application/msedge.exe')];
  } else {
    // A snap sees neither the temp folder nor hidden folders, so it comes last.
    const plain = ['chromium', 'chromium-browser'].map(onPath).filter(Boolean);
    const snap = plain.filter(isSnap);
    yield ['open', plain.find(path => !isSnap(path))];
    yield ['open', newestIn(process.env.PLAYWRIGHT_BROWSERS_PATH || join(home, '.cache/ms-playwright'), 'chrome-linux64/chrome', 'chrome-linux/chrome')];
    yield ['open', newestIn(join(home, '.cache/puppeteer/chrome'), 'chrome-linux64/chrome')];
    yield ['branded', onPath('google-chrome-stable') ?? onPath('google-chrome')];
    yield ['branded', onPath('microsoft-edge-stable') ?? onPath('microsoft-edge')];
    yield ['open', snap[0]];
  }
}

function isSnap(path) {
  try {
    const real = realpathSync(path);
    if (real.includes('/snap')) return true;
    const head = readFileSync(real, 'latin1').slice(0, 2000);
    return head.startsWith('#!') && head.includes('snap');
  } catch {
    return false;
  }
}

/** Branded Chrome (since 137) and Edge ignore --load-extension, and are told by their path or name. */
const looksBranded = path => /google[ -]?chrome(?! for testing)|\/opt\/google\/chrome|Google[\\/]Chrome|microsoft[ -]edge|msedge/i.test(path);

/** {path, branded} of the browser to use, or null. STAGEPROOF_BROWSER wins and must exist. */
export function findBrowser() {
  const wanted = process.env.STAGEPROOF_BROWSER;
  if (wanted) {
    const path = existsSync(wanted) ? wanted : onPath(wanted);
    if (!path) throw new NoBrowser(`STAGEPROOF_BROWSER is "${wanted}", and there is no such file.`);
    return {path, branded: looksBranded(path)};
  }
  for (const [kind, path] of candidates()) if (path) return {path, branded: kind === 'branded'};
  return null;
}

/** The command prefix that makes us root, or null. */
function asRoot() {
  if (process.getuid?.() === 0) return [];
  return onPath('sudo') && spawnSync('sudo', ['-n', 'true'], {stdio: 'ignore'}).status === 0 ? ['sudo', '-n'] : null;
}

function apt(packages) {
  const prefix = asRoot();
  if (!prefix || !onPath('apt-get')) return false;
  const run = (...args) => {
    const [command, ...rest] = [...prefix, 'env', 'DEBIAN_FRONTEND=noninteractive', 'apt-get', '-qq', '-y', '-o', 'Dpkg::Use-Pty=0', '-o', 'DPkg::Lock::Timeout=300', ...args];
    return spawnSync(command, rest, {stdio: ['ignore', 'ignore', 'pipe'], encoding: 'utf8'});
  };
  const install = () => run('install', '--no-install-recommends', ...packages).status === 0;
  return install() || (run('update').status === 0 && install());
}

const isDebian = () => existsSync('/etc/os-release') && /^ID=["']?debian/m.test(readFileSync('/etc/os-release', 'utf8'));

/** A font with Chinese characters, for pictures: false where there is none and none could be installed. */
export function ensureChineseFont(say = () => {}) {
  if (process.platform !== 'linux') return true;
  const has = () => (spawnSync('fc-list', [':lang=zh', 'file'], {encoding: 'utf8'}).stdout ?? '').trim() !== '';
  if (has()) return true;
  say('Installing a font with Chinese characters (fonts-noto-cjk)…');
  return apt(['fonts-noto-cjk', 'fontconfig']) && has();
}

/** findBrowser, and where there is none, installs Chromium; throws NoBrowser with what to do. */
export function ensureBrowser(say = () => {}) {
  const found = findBrowser();
  if (found) return found;
  if (isDebian() && onPath('apt-get') && asRoot()) {
    say('No browser here: installing Chromium from Debian…');
    if (apt(['chromium', 'fonts-noto-cjk', 'fontconfig'])) {
      const path = onPath('chromium');
      if (path) return {path, branded: false};
    }
  }
  const cli = join(root, 'node_modules/playwright-core/cli.js');
  if (existsSync(cli)) {
    say('No browser here: downloading Chromium (about 170 MB)…');
    const withDeps = process.platform === 'linux' && asRoot() ? ['--with-deps'] : [];
    spawnSync(process.execPath, [cli, 'install', ...withDeps, '--no-shell', 'chromium'], {stdio: ['ignore', 'ignore', 'inherit']});
    const downloaded = findBrowser();
    if (downloaded) return downloaded;
  }
  throw new NoBrowser(
    'No browser found and none could be installed. Install Chromium, Google Chrome or Microsoft Edge '
    + '(on Debian: apt install chromium), or set STAGEPROOF_BROWSER to the path of one.');
}

/** True where a window can be shown. */
export const hasDisplay = () => process.platform !== 'linux' || Boolean(process.env.DISPLAY || process.env.WAYLAND_DISPLAY);

/**
 * Starts a browser with the unpacked extension of extensionDir.
 * @returns {Promise<import('./browser.mjs').Launched>}
 */
export async function launch({
  extensionDir, browser = ensureBrowser(), headless = !hasDisplay(), profileDir, args = [], hostRules = [],
  viewport = {width: 1440, height: 900}, locale, colorScheme, deviceScaleFactor,
}) {
  const {chromium} = await import('playwright-core');
  const own = !profileDir;
  const profile = profileDir ?? mkdtempSync(join(isSnap(browser.path) ? homedir() : tmpdir(), 'stageproof-profile-'));
  const context = await chromium.launchPersistentContext(profile, {
    executablePath: browser.path,
    headless: false, // with --headless=new below: Playwright's own headless mode may be the one without extensions
    chromiumSandbox: process.getuid?.() !== 0 && !process.env.STAGEPROOF_NO_SANDBOX,
    ignoreDefaultArgs: ['--disable-extensions', '--enable-automation'],
    handleSIGINT: false, handleSIGTERM: false, handleSIGHUP: false,
    viewport: headless ? viewport : null, locale, colorScheme, ...(headless && deviceScaleFactor && {deviceScaleFactor}),
    args: [
      // --test-type: no bar in the window about the switches below
      ...(headless ? ['--headless=new', '--disable-gpu'] : ['--test-type']),
      ...(browser.branded ? ['--enable-unsafe-extension-debugging'] : [`--disable-extensions-except=${extensionDir}`, `--load-extension=${extensionDir}`]),
      ...(hostRules.length ? [`--host-resolver-rules=${hostRules.join(',')}`] : []),
      '--no-first-run', '--no-default-browser-check', '--disable-background-networking', '--disable-component-update',
      '--disable-search-engine-choice-screen', '--hide-crash-restore-bubble', ...(locale ? [`--lang=${locale}`] : []),
      ...args,
      // The last --disable-features wins. Playwright's own switches off storage partitioning, and with it the
      // database of an extension frame inside a page.
      '--disable-features=Translate',
    ],
  });
  try {
    const cdp = await context.browser().newBrowserCDPSession();
    const extensionId = browser.branded ? (await cdp.send('Extensions.loadUnpacked', {path: extensionDir})).id : undefined;
    const isOurs = worker => worker.url().startsWith(`chrome-extension://${extensionId ?? ''}`);
    const worker = context.serviceWorkers().find(isOurs) ?? await context.waitForEvent('serviceworker', {predicate: isOurs, timeout: 20_000});
    const {processInfo} = await cdp.send('SystemInfo.getProcessInfo');
    return {
      context, worker, cdp, profileDir: profile, extensionId: new URL(worker.url()).host,
      pid: processInfo.find(p => p.type === 'browser').id,
      close: async () => {
        await context.close().catch(() => {});
        if (own) rmSync(profile, {recursive: true, force: true, maxRetries: 5, retryDelay: 200});
      },
    };
  } catch (error) {
    await context.close().catch(() => {});
    if (own) rmSync(profile, {recursive: true, force: true, maxRetries: 5, retryDelay: 200});
    throw error;
  }
}
