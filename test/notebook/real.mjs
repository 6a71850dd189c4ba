// The notebook in a real Chromium with a real IndexedDB: a bundle of it on a page served on loopback.
// For what needs no extension: kills, full disks, denied databases, and measurements.
import { createServer } from 'node:http';
import { mkdtempSync, rmSync } from 'node:fs';
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

/** A browser on a profile folder that outlives it. `pid` is the browser's own process, the one to kill. */
export async function browse(profile, args = []) {
  const found = findBrowser();
  if (!found) throw new Error('no Chromium or Chrome found');
  const server = await chromium.launchPersistentContext(profile, {
    executablePath: found.path,
    headless: true,
    args: ['--no-sandbox', '--disable-features=Translate', ...args],
  });
  return server;
}

export function newProfile() {
  const dir = mkdtempSync(join(tmpdir(), 'stageproof-notebook-'));
  return { dir, remove: () => rmSync(dir, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 }) };
}
