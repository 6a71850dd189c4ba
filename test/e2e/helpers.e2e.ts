// The helpers themselves, shown on a throwaway extension: a helper that finds nothing would make every suite pass.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { axe, inHost, newProfile, openOpportunity, openPanel, panelBox, panelNow, tryton, trytonLogin, withExtension, type Extension } from './support.ts';

const dir = mkdtempSync(join(tmpdir(), 'throwaway-extension-'));
const files = {
  'manifest.json': JSON.stringify({
    manifest_version: 3, name: 'throwaway', version: '1', background: { service_worker: 'worker.js' }, permissions: ['storage'],
    host_permissions: ['http://127.0.0.1/*'], content_scripts: [{ matches: ['http://127.0.0.1/*'], js: ['host.js'] }],
    web_accessible_resources: [{ resources: ['panel.html'], matches: ['http://*/*'], use_dynamic_url: true }],
  }),
  'worker.js': 'self.mark = 0; chrome.runtime.onMessage.addListener((m, s, reply) => { reply("pong"); });',
  'host.js': `const root = document.documentElement.appendChild(document.createElement('div')).attachShadow({mode: 'closed'});
    root.innerHTML = '<button style="position:fixed;right:0;top:40%;z-index:99999" aria-label="open">tab</button>';
    root.firstChild.onclick = () => { const f = document.createElement('iframe'); f.src = chrome.runtime.getURL('panel.html');
      f.style = 'position:fixed;right:0;top:0;width:300px;height:200px;z-index:99999'; root.append(f); };`,
  'panel.html': '<!doctype html><html lang="en"><title>panel</title><body><button>press</button><img src="x.png"><script src="panel.js"></script>',
  'panel.js': 'document.querySelector("button").onclick = e => { e.target.textContent = "pressed"; };',
};
let extension: Extension;
const profile = newProfile();

beforeAll(async () => {
  for (const [name, text] of Object.entries(files)) writeFileSync(join(dir, name), text);
  extension = await withExtension({ extensionDir: dir, profileDir: profile.dir });
});
afterAll(async () => {
  await extension?.close();
  profile.remove();
  rmSync(dir, { recursive: true, force: true });
});

test('the closed shadow root, its button and its frame are reached', async (ctx) => {
  const { env } = tryton(ctx);
  const page = await extension.newPage(`${env.base}/`);
  expect(await inHost(page, '.nowhere')).toBeNull();
  expect(await panelBox(page)).toBeNull();
  const frame = await openPanel(page);
  expect(await panelBox(page)).toMatchObject({ width: 304, height: 204 });
  await frame.click('button');
  expect(await frame.textContent('button')).toBe('pressed');
  expect(await axe(frame)).toEqual([expect.stringContaining('image-alt')]);
  await page.close();
});

test('an opportunity is opened in Tryton by the rep', async (ctx) => {
  const { env } = tryton(ctx);
  const page = await extension.newPage();
  await trytonLogin(page, env);
  await openOpportunity(page, env, 'OPP-ACME-1');
  expect(await page.inputValue('.tab-pane.active textarea[name=description], .tab-pane.active input[name=description]')).toBe('Acme Robotics - plant rollout');
  await page.close();
});

test('a stopped worker forgets its memory and comes back', async () => {
  await (await extension.worker()).evaluate(() => { (self as unknown as { mark: number }).mark = 7; });
  expect(await (await extension.worker()).evaluate(() => (self as unknown as { mark: number }).mark)).toBe(7);
  await extension.stopWorker();
  expect(await (await extension.worker()).evaluate(() => (self as unknown as { mark: number }).mark)).toBe(0);
});

test('a killed browser leaves a profile that starts again with what was stored', async (ctx) => {
  await (await extension.worker()).evaluate(() => chrome.storage.local.set({ kept: 1 }));
  await extension.kill();
  extension = await withExtension({ extensionDir: dir, profileDir: profile.dir });
  expect(await (await extension.worker()).evaluate(() => chrome.storage.local.get('kept'))).toEqual({ kept: 1 });
  const { env } = tryton(ctx);
  const page = await extension.newPage(`${env.base}/`);
  expect(panelNow(page)).toBeUndefined();
});
