// The notebook in a real Chromium with a real IndexedDB: a bundle of it on a page served on loopback.
// For what needs no extension: kills, full disks, denied databases, and measurements.
import { createServer } from 'node:http';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { chromium } from 'playwright-core';
import { build } from 'vite';
import { findBrowser } from '../tools/browser.mjs';

/** One module of ours and all it imports, as a script text. */
export async function bundle(entry) {
  const result = await build({
    configFile: false,
    logLevel: 'error',
    build: { write: false, minify: false, target: 'chrome120', lib: { entry, formats: ['es'], fileName: 'page' } },
  });
  const [first] = Array.isArray(result) ? result : [result];
  return first.output[0].code;
}

/** Serves a page that runs the script. */
export async function serve(code) {
  const server = createServer((request, response) => {
    const script = request.url === '/page.js';
    response.writeHead(200, { 'content-type': script ? 'text/javascript' : 'text/html; charset=utf-8' });
    response.end(script ? code : '<!doctype html><title>notebook</title><script type="module" src="/page.js"></script>');
  });
  await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${server.address().port}/`,
    close: () => new Promise((resolve) => {
      server.closeAllConnections();
      server.close(resolve);
    }),
  };
}

/** A browser on a profile folder that outlives it. */
export async function browse(profile, args = []) {
  const found = findBrowser();
  if (!found) throw new Error('no Chromium or Chrome found');
  const context = await chromium.launchPersistentContext(profile, {
    executablePath: found.path,
    headless: true,
    args: ['--no-sandbox', '--disable-features=Translate', ...args],
  });
  const root = await context.browser().newBrowserCDPSession();
  const { processInfo } = await root.send('SystemInfo.getProcessInfo');
  const pid = processInfo.find((one) => one.type === 'browser').id;
  const alive = () => {
    try {
      return process.kill(pid, 0);
    } catch {
      return false;
    }
  };
  return {
    context,
    pid,
    async kill() {
      process.kill(process.platform === 'win32' ? pid : -pid, 'SIGKILL');
      while (alive()) await new Promise((resolve) => setTimeout(resolve, 5));
      await context.close().catch(() => {});
      for (const lock of ['SingletonLock', 'SingletonSocket', 'SingletonCookie']) rmSync(join(profile, lock), { force: true });
    },
    close: () => context.close(),
  };
}

export function newProfile() {
  const dir = mkdtempSync(join(tmpdir(), 'stageproof-notebook-'));
  return {
    dir,
    preferences(values) {
      mkdirSync(join(dir, 'Default'), { recursive: true });
      writeFileSync(join(dir, 'Default/Preferences'), JSON.stringify(values));
    },
    remove: () => rmSync(dir, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 }),
  };
}
