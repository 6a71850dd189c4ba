// The check that stands before a published zip: it must pass a good folder and name what is wrong with a bad one.
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { problems } from './manifest-check.mjs';

const manifest = {
  manifest_version: 3, name: '__MSG_name__', version: '1.2.3', background: { service_worker: 'worker.js', type: 'module' },
  permissions: ['storage', 'unlimitedStorage', 'scripting', 'activeTab', 'sidePanel'], optional_permissions: ['cookies'],
  optional_host_permissions: ['https://*/*', 'http://*/*'], options_ui: { page: 'options.html' }, side_panel: { default_path: 'panel.html' },
  content_security_policy: { extension_pages: "script-src 'self'; object-src 'none'" },
  web_accessible_resources: [{ resources: ['panel.html'], matches: ['http://*/*', 'https://*/*'], use_dynamic_url: true }],
};
let dir: string;
const put = (name: string, text: string) => {
  mkdirSync(dirname(join(dir, name)), { recursive: true });
  writeFileSync(join(dir, name), text);
};
const putManifest = (change: object) => put('manifest.json', JSON.stringify({ ...manifest, ...change }));
const check = () => problems(dir, { version: '1.2.3' });

beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), 'stageproof-package-'));
  putManifest({});
  for (const page of ['panel.html', 'options.html']) put(page, '<!doctype html>');
  put('worker.js', 'export {};');
  for (const locale of ['en', 'zh_CN']) put(`_locales/${locale}/messages.json`, JSON.stringify({ name: { message: 'StageProof' } }));
});
afterEach(() => rmSync(dir, { recursive: true, force: true }));

test('a good folder may be published', () => {
  expect(check()).toEqual([]);
});

test.each([
  ['one more permission', { permissions: [...manifest.permissions, 'tabs'] }, 'manifest.permissions'],
  ['hosts granted at installation', { host_permissions: ['http://127.0.0.1/*'] }, 'manifest.host_permissions'],
  ['a page-open script', { web_accessible_resources: [{ resources: ['panel.html', 'host.js'], matches: ['<all_urls>'] }] }, 'manifest.web_accessible_resources'],
  ['a panel under a fixed address', { web_accessible_resources: [{ resources: ['panel.html'], matches: ['http://*/*', 'https://*/*'] }] }, 'manifest.web_accessible_resources'],
  ['pages that may message the worker', { externally_connectable: { matches: ['*://*/*'] } }, 'manifest.externally_connectable'],
  ['another version', { version: '1.2.4' }, 'manifest.version'],
  ['a worker that is not there', { background: { service_worker: 'gone.js' } }, 'gone.js'],
  ['a name without words', { description: '__MSG_missing__' }, 'lacks "missing"'],
])('%s is refused', (_, change, reason) => {
  putManifest(change);
  expect(check().join('\n')).toContain(reason);
});

test.each([
  ['a development client', 'worker.js', 'import "/@vite/client"'],
  ['the test build with its door', 'worker.js', 'globalThis.stageproofDemo = {}'],
  ['a source map', 'worker.js.map', '{}'],
])('%s is refused', (_, name, text) => {
  put(name, text);
  expect(check().join('\n')).toContain(name);
});

test('a folder without manifest is refused', () => {
  rmSync(join(dir, 'manifest.json'));
  expect(check().join('\n')).toContain('no manifest.json');
});

