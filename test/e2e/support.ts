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
import { reset, type TrytonEnv } from '../tryton/tryton.mjs';

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

/** Waits until check() holds or answers something; throws with the words of `what` after `timeout` ms. */
export async function until<T>(check: () => T | Promise<T>, what: string, timeout = 15_000): Promise<NonNullable<T>> {
  const end = Date.now() + timeout;
  for (;;) {
    const value = await check();
    if (value) return value as NonNullable<T>;
    if (Date.now() > end) throw new Error(`waited ${timeout} ms in vain for ${what}`);
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}

/** The panel's frame in a CRM page. It sits in a closed shadow root, which the page's own frame list does not show. */
export async function panel(page: Page, timeout?: number): Promise<Frame> {
  return until(() => panelNow(page), `the panel in ${page.url()}`, timeout);
}

/** The panel's frame, or undefined when the page has none now. */
export const panelNow = (page: Page): Frame | undefined =>
  page.frames().find((f) => /^chrome-extension:\/\/[^/]+\/(?:.*\/)?panel\.html/.test(f.url()));

export interface Box { x: number; y: number; width: number; height: number }

/** An element inside a closed shadow root of the page, reached over the DevTools protocol. */
export interface HostElement {
  text(): Promise<string>;
  attribute(name: string): Promise<string | null>;
  /** in CSS pixels of the viewport */
  box(): Promise<Box>;
  /** computed style */
  style(name: string): Promise<string>;
  /** a real mouse click in its middle */
  click(): Promise<void>;
  focus(): Promise<void>;
}

interface DomNode {
  backendNodeId: number;
  localName?: string;
  attributes?: string[];
  shadowRootType?: string;
  children?: DomNode[];
  shadowRoots?: DomNode[];
}

const sessions = new WeakMap<Page, Promise<CDPSession>>();
function sessionOf(page: Page): Promise<CDPSession> {
  let session = sessions.get(page);
  if (!session) sessions.set(page, (session = page.context().newCDPSession(page)));
  return session;
}

async function closedRoots(page: Page): Promise<DomNode[]> {
  const cdp = await sessionOf(page);
  const { root } = await cdp.send('DOM.getDocument', { depth: -1, pierce: true });
  const found: DomNode[] = [];
  const walk = (node: DomNode) => {
    for (const shadow of node.shadowRoots ?? []) {
      if (shadow.shadowRootType === 'closed') found.push(shadow);
      walk(shadow);
    }
    node.children?.forEach(walk);
  };
  walk(root as DomNode);
  return found;
}

/** The first element that matches in any closed shadow root of the page (the resting tab and the panel's shell), or null. */
export async function inHost(page: Page, selector: string): Promise<HostElement | null> {
  const cdp = await sessionOf(page);
  for (const root of await closedRoots(page)) {
    const { object } = await cdp.send('DOM.resolveNode', { backendNodeId: root.backendNodeId });
    const { result } = await cdp.send('Runtime.callFunctionOn', {
      objectId: object.objectId!, functionDeclaration: 'function(s) { return this.querySelector(s) }', arguments: [{ value: selector }],
    });
    if (result.objectId) return handle(page, cdp, result.objectId);
  }
  return null;
}

function handle(page: Page, cdp: CDPSession, objectId: string): HostElement {
  const call = async <T>(functionDeclaration: string, ...args: unknown[]): Promise<T> => {
    const { result, exceptionDetails } = await cdp.send('Runtime.callFunctionOn', {
      objectId, functionDeclaration, arguments: args.map((value) => ({ value })), returnByValue: true,
    });
    if (exceptionDetails) throw new Error(exceptionDetails.exception?.description ?? exceptionDetails.text);
    return result.value as T;
  };
  const box = () => call<Box>('function() { const {x, y, width, height} = this.getBoundingClientRect(); return {x, y, width, height} }');
  return {
    box,
    text: () => call('function() { return this.innerText ?? this.textContent }'),
    attribute: (name) => call('function(n) { return this.getAttribute(n) }', name),
    style: (name) => call('function(n) { return getComputedStyle(this).getPropertyValue(n) }', name),
    focus: () => call('function() { this.focus() }'),
    async click() {
      const { x, y, width, height } = await box();
      await page.mouse.click(x + width / 2, y + height / 2);
    },
  };
}

/** inHost that waits until there is one. */
export const fromHost = (page: Page, selector: string, timeout?: number): Promise<HostElement> =>
  until(() => inHost(page, selector), `"${selector}" in a closed shadow root of ${page.url()}`, timeout);

/** The resting tab: the button that opens the panel. */
export const restingTab = (page: Page, timeout?: number): Promise<HostElement> => fromHost(page, 'button', timeout);

/** The box of the iframe that holds the panel, or null when it is closed. */
export async function panelBox(page: Page): Promise<Box | null> {
  const frame = await inHost(page, 'iframe');
  const box = await frame?.box();
  return box && box.width > 0 && (await frame!.style('display')) !== 'none' && (await frame!.style('visibility')) !== 'hidden' ? box : null;
}

/** Opens the panel by its resting tab, and waits for its frame. */
export async function openPanel(page: Page): Promise<Frame> {
  if (!(await panelBox(page))) await (await restingTab(page)).click();
  const frame = await panel(page);
  await frame.waitForLoadState('domcontentloaded');
  return frame;
}

const axeSource = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

/** WCAG 2.2 A and AA violations of a page or frame, one line each with the elements: compare with []. */
export async function axe(target: Page | Frame, options: { exclude?: string[] } = {}): Promise<string[]> {
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

/** Logs in by the form, as a person does. */
export async function trytonLogin(page: Page, env: TrytonEnv, login: 'rep' | 'admin' = 'rep'): Promise<void> {
  await page.goto(`${env.base}/#${env.database}`);
  // Two elements have the id "database"; the input is ready once the names have arrived, and the dialog a moment later.
  await page.waitForFunction((name) => document.querySelector<HTMLInputElement>('input#database')?.value === name, env.database);
  await page.waitForTimeout(300);
  await page.fill('#login', login);
  await page.click('.modal-dialog button.btn-primary');
  await page.fill('#ask-dialog-entry', env.logins[login]);
  await page.keyboard.press('Enter');
  await page.waitForSelector('#menu tr', { state: 'attached' });
}

/** Opens a seeded opportunity by its address and waits until its values are there. */
export async function openOpportunity(page: Page, env: TrytonEnv, ref: string): Promise<void> {
  const opportunity = env.opportunities[ref];
  if (!opportunity) throw new Error(`no seeded opportunity ${ref}`);
  await page.goto(env.record_url.replace('{id}', String(opportunity.id)));
  await page.waitForFunction((r) => document.querySelector<HTMLInputElement>('.tab-pane.active input[name=reference]')?.value === r, ref);
  await page.waitForFunction(() => !document.querySelector<HTMLElement>('#processing')?.offsetParent);
}

/** The demo CRM on a free port. Launch with it: `withExtension({...crm.launch})`, then go to `crm.recordUrl(id)`. */
export const demoCrm = (): Promise<Demo> => demo();
