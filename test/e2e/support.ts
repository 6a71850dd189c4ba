// What the end-to-end suites share: a browser with the extension, the frames and shadow roots it makes, a worker to
// stop, a browser to kill, the two CRMs to log in to.
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { AxeResults } from 'axe-core';
import type { BrowserContext, CDPSession, Frame, Page, Worker } from 'playwright-core';
import { inject } from 'vitest';
import { launch, type LaunchOptions } from '../tools/browser.mjs';
import { demo, type Demo } from '../tools/demo.mjs';
import { until } from '../tools/in-page.mjs';
import { reset, type TrytonEnv } from '../tryton/tryton.mjs';

export { fromHost, inHost, openPanel, panel, panelBox, panelNow, restingTab, until } from '../tools/in-page.mjs';
export type { Box, HostElement } from '../tools/in-page.mjs';
export type { Demo } from '../tools/demo.mjs';
export { openOpportunity, trytonLogin } from '../tryton/pages.mjs';

declare module 'vitest' {
  interface ProvidedContext {
    /** folder of the built e2e variant */
    extensionDir: string;
    tryton: { env: TrytonEnv; port: number; home: string } | null;
    /** why there is no Tryton */
    trytonMissing: string;
  }
}

export interface Extension {
  readonly context: BrowserContext;
  readonly extensionId: string;
  readonly profileDir: string;
  readonly cdp: CDPSession;
  /** the running worker; started when it was stopped. Do not keep it over a stop. */
  worker(): Promise<Worker>;
  newPage(url?: string): Promise<Page>;
  /** an extension page, e.g. "options.html" */
  openOwn(path: string): Promise<Page>;
  /** stops the service worker as Chrome does when it is idle: ports close, its memory is gone */
  stopWorker(): Promise<void>;
  /** SIGKILL to the whole browser; the profile stays for `withExtension({profileDir})` */
  kill(): Promise<void>;
  close(): Promise<void>;
}

export interface ExtensionOptions extends Partial<LaunchOptions> {
  /** default: headless */
  headless?: boolean;
}

/** A profile folder that outlives one browser. */
export function newProfile(): { dir: string; remove(): void } {
  const dir = mkdtempSync(join(tmpdir(), 'stageproof-profile-'));
  return { dir, remove: () => rmSync(dir, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 }) };
}

/** Chrome or Chromium with the extension loaded, headless unless told otherwise. */
export async function withExtension(options: ExtensionOptions = {}): Promise<Extension> {
  const { context, worker: first, cdp, extensionId, profileDir, pid, close } = await launch({
    headless: true, ...options, extensionDir: options.extensionDir ?? inject('extensionDir'),
  });
  const own = `chrome-extension://${extensionId}/`;
  // The tab every browser starts with stays as ours: a page of the extension without scripts, from which the worker
  // is woken and watched. Tests open their own pages.
  const back = context.pages()[0] ?? await context.newPage();
  await back.goto(`${own}manifest.json`);
  const watch = await context.newCDPSession(back);
  let status = 'running';
  watch.on('ServiceWorker.workerVersionUpdated', ({ versions }) => { for (const v of versions) status = v.runningStatus; });
  await watch.send('ServiceWorker.enable');

  const self: Extension = {
    context, extensionId, profileDir, cdp,
    async worker() {
      if (status !== 'running') {
        await back.evaluate(() => chrome.runtime.sendMessage({ type: 'e2e.wake' }).catch(() => {}));
        await until(() => status === 'running', 'the service worker to run');
      }
      return context.serviceWorkers().find((w) => w.url().startsWith(own)) ?? first;
    },
    async newPage(url) {
      const page = await context.newPage();
      if (url) await page.goto(url);
      return page;
    },
    async openOwn(path) {
      return self.newPage(own + path);
    },
    async stopWorker() {
      if (status === 'stopped') return;
      let stopped = false; // a page that redials may start it again before we look
      const seen = ({ versions }: { versions: { runningStatus: string }[] }) => { stopped ||= versions.some((v) => v.runningStatus === 'stopped'); };
      watch.on('ServiceWorker.workerVersionUpdated', seen);
      await watch.send('ServiceWorker.stopAllWorkers');
      await until(() => stopped, 'the service worker to stop');
      watch.off('ServiceWorker.workerVersionUpdated', seen);
    },
    async kill() {
      process.kill(process.platform === 'win32' ? pid : -pid, 'SIGKILL');
      await until(() => { try { process.kill(pid, 0); return false; } catch { return true; } }, 'the browser to die');
      await context.close().catch(() => {});
      rmSync(join(profileDir, 'SingletonLock'), { force: true });
      rmSync(join(profileDir, 'SingletonSocket'), { force: true });
      rmSync(join(profileDir, 'SingletonCookie'), { force: true });
    },
    close,
  };
  return self;
}

const axeSource = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

/** WCAG 2.2 A and AA violations of a page or frame, one line each with the elements: compare with []. */
export async function axe(target: Page | Frame, options: { exclude?: string[] } = {}): Promise<string[]> {
  // A control that is still fading from one state to the next has colours of neither.
  await target.evaluate(() => Promise.allSettled(document.getAnimations().map((a) => a.finished)).then(() => undefined));
  await target.evaluate(axeSource);
  const results = await target.evaluate(async (exclude) => {
    const run = (globalThis as unknown as { axe: { run(c: unknown, o: unknown): Promise<AxeResults> } }).axe.run;
    return run({ include: [['html']], exclude }, {
      runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'], resultTypes: ['violations'],
    });
  }, (options.exclude ?? []).map((selector) => [selector]));
  return results.violations.map((v) => `${v.id}: ${v.help}: ${v.nodes.map((n) => `${n.target.join(' ')} [${n.any[0]?.message ?? n.all[0]?.message ?? ''}]`).join(' | ')}`);
}

/** The suite's Tryton; without one the running test is skipped and says why. */
export function tryton(test: { skip(reason: string): unknown }): { env: TrytonEnv; port: number; home: string } {
  const given = inject('tryton');
  if (!given) test.skip(`no Tryton here: ${inject('trytonMissing')}`);
  return given!;
}

/** The seeded database again (about 1 s). A page that was open has to log in again. */
export async function resetTryton(test: { skip(reason: string): unknown }): Promise<TrytonEnv> {
  const { port, home } = tryton(test);
  return reset({ port, home });
}

/** The demo CRM on a free port. Launch with it: `withExtension({...crm.launch})`, then go to `crm.recordUrl(id)`. */
export const demoCrm = (): Promise<Demo> => demo();
