// A page that is against us: it removes us, re-renders, steals the focus, freezes, frames the panel, guesses, floods.
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import type { Page } from 'playwright-core';
import { fromHost, inHost, openPanel, panelNow, until, withExtension, type Extension } from '../e2e/support.ts';
import { messages } from '../../src/i18n/index.ts';
import { fakeCrm, type FakeCrm } from './hostile.ts';

const en = messages('en');
let extension: Extension;
let crm: FakeCrm;
let page: Page;

beforeAll(async () => {
  [extension, crm] = await Promise.all([withExtension(), fakeCrm()]);
});
afterAll(async () => {
  await extension?.close();
  await crm?.close();
});
beforeEach(async () => {
  page = await extension.newPage(crm.record(1));
});
afterEach(() => page.close());

const stats = async () => (await extension.worker()).evaluate('globalThis.stageproofDemo.stats()') as Promise<{ refused: { messages: number; ports: number }; desks: { url: string; key: string | null; open: boolean; panels: number }[] }>;
/** The tab, once it stands where it wants to stand. */
const shown = () => until(async () => { const tab = await inHost(page, 'button.t'); return tab && (await tab.box()).width > 0 ? tab : null; }, 'the resting tab');

test('stands under a policy that forbids frames and markup, unseen by the page', async () => {
  const tab = await shown();
  expect((await tab.box()).width).toBe(36);
  expect(await page.evaluate(() => ({ frames: frames.length, open: document.querySelectorAll('html > div').length - [...document.querySelectorAll('html > div')].filter((e) => !e.shadowRoot).length, styles: document.styleSheets.length }))).toEqual({ frames: 0, open: 0, styles: 1 });
  const frame = await openPanel(page);
  await frame.getByText('Plant rollout').first().waitFor();
  expect(await page.evaluate(() => frames.length)).toBe(0);
});

test('the tab keeps off the page’s own button at the edge', async () => {
  const tab = await (await shown()).box();
  const button = (await page.locator('#edge').boundingBox())!;
  expect(tab.y + tab.height <= button.y || tab.y >= button.y + button.height).toBe(true);
});

test('keys typed in the panel stay there', async () => {
  const frame = await openPanel(page);
  await frame.getByText('Plant rollout').first().waitFor();
  await page.evaluate(() => { (window as unknown as { keys: string[] }).keys.length = 0; });
  await frame.locator('body').press('z');
  expect(await page.evaluate(() => (window as unknown as { keys: string[] }).keys)).toEqual([]);
});

test('comes back when it is removed, and stands down when that goes on', async () => {
  await shown();
  const remove = () => page.evaluate(() => { document.querySelectorAll('html > div').forEach((e) => e.remove()); });
  await remove();
  await shown();
  for (let i = 0; i < 8; i++) {
    await remove();
    await page.waitForTimeout(60);
  }
  expect(await inHost(page, 'button.t')).toBeNull();
  await page.click('button[name=lead]');
  expect(await page.evaluate(() => (window as unknown as { clicks: number }).clicks)).toBe(1);
});

test('stays while the page renders itself anew all the time', async () => {
  await shown();
  await page.evaluate(() => {
    const form = document.querySelector('.form')!;
    setInterval(() => { form.className = `form r${Math.random()}`; form.append(...form.children); }, 20);
  });
  await page.waitForTimeout(800);
  await shown();
  const before = (await stats()).refused;
  await page.waitForTimeout(500);
  expect((await stats()).refused).toEqual(before);
});

test('opens on a page that steals the focus and freezes for two seconds', async () => {
  const tab = await shown();
  await page.evaluate(() => {
    setInterval(() => document.querySelector<HTMLInputElement>('input')!.focus(), 50);
    setTimeout(() => { const end = Date.now() + 2_000; while (Date.now() < end); }, 100);
  });
  await tab.click();
  const frame = await until(() => panelNow(page), 'the panel');
  await frame.getByText('Plant rollout').first().waitFor();
});

test('500 navigations leave nothing behind', async () => {
  await shown();
  const cdp = await extension.context.newCDPSession(page);
  await cdp.send('Performance.enable');
  const go = (from: number, n: number) => page.evaluate(async ([a, b]) => {
    for (let i = a!; i < a! + b!; i++) {
      location.hash = `crm/model/sale.opportunity/${(i % 7) + 1}`;
      await new Promise((r) => setTimeout(r, 5));
    }
    location.hash = 'crm/model/sale.opportunity/1';
  }, [from, n]);
  const count = async () => {
    await page.waitForTimeout(700);
    await cdp.send('HeapProfiler.collectGarbage');
    const { metrics } = await cdp.send('Performance.getMetrics');
    const of = (name: string) => metrics.find((m) => m.name === name)!.value;
    return { nodes: of('Nodes'), listeners: of('JSEventListeners'), frames: of('Frames'), documents: of('Documents') };
  };
  await go(0, 20);
  const before = await count();
  await go(20, 500);
  const after = await count();
  expect(after.frames).toBe(before.frames);
  expect(after.documents).toBe(before.documents);
  expect(after.listeners).toBeLessThanOrEqual(before.listeners);
  expect(after.nodes).toBeLessThanOrEqual(before.nodes + 20);
  await shown();
});

test('a page that frames the panel itself, or opens it with a guessed nonce, gets nothing', async () => {
  await shown();
  const before = await stats();
  const address = `chrome-extension://${extension.extensionId}/panel.html#${'f'.repeat(32)}`;
  const reached = await page.evaluate(async (src) => {
    const frame = document.body.appendChild(document.createElement('iframe'));
    frame.src = src;
    await new Promise((r) => setTimeout(r, 800));
    return fetch(src).then(() => true, () => false);
  }, address);
  expect(reached).toBe(false);
  const after = await stats();
  expect(after.desks.map((d) => d.panels)).toEqual(before.desks.map((d) => d.panels));
  const alone = await extension.openOwn(`panel.html#${'f'.repeat(32)}`);
  await alone.waitForTimeout(1_000);
  expect(await alone.locator('body').innerText()).not.toContain('Plant rollout');
  expect((await stats()).refused.ports).toBeGreaterThan(after.refused.ports);
  await alone.close();
});

test('under 1,100 px the panel floats and goes with Escape, the focus back on the page', async () => {
  await page.setViewportSize({ width: 900, height: 700 });
  await shown();
  await page.focus('input[name=number]');
  await openPanel(page);
  await fromHost(page, 'iframe');
  expect(await page.evaluate(() => getComputedStyle(document.documentElement).marginRight)).toBe('0px');
  await page.locator('input[name=number]').click({ force: true });
  await page.keyboard.press('Escape');
  await until(() => !panelNow(page), 'the panel to go');
  expect(await page.evaluate(() => (document.activeElement as HTMLInputElement).name)).toBe('number');
  await shown();
});

test('a wide window makes room for the panel and gets it back', async () => {
  await page.setViewportSize({ width: 1400, height: 800 });
  await shown();
  await openPanel(page);
  expect(await page.evaluate(() => document.body.getBoundingClientRect().width)).toBe(1_400 - 400 - 6);
  const style = await page.evaluate(() => document.documentElement.getAttribute('style'));
  expect(style).toContain('margin-right');
  await panelNow(page)!.getByRole('button', { name: en.shell.close }).first().click();
  await until(() => !panelNow(page), 'the panel to go');
  expect(await page.evaluate(() => [document.documentElement.getAttribute('style'), document.body.getAttribute('style'), document.body.getBoundingClientRect().width])).toEqual([null, null, 1_400]);
});
