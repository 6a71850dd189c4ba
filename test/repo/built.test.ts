// What is shipped: permissions, what pages may load, and bytes.
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { buildStore, gzipSize, LIMITS, manifestFaults, restSizes, scriptsOf, tooBigAtRest, type Built } from './built.ts';

let built: Built;
beforeAll(() => {
  built = buildStore();
}, 120_000);
afterAll(() => built?.remove());

describe('the manifest', () => {
  test('asks for exactly what is needed and opens panel.html alone', () => expect(manifestFaults(built.manifest)).toEqual([]));
  test.each([
    ['a host in advance', { host_permissions: ['https://*.example/*'] }],
    ['another permission', { permissions: ['storage', 'unlimitedStorage', 'scripting', 'activeTab', 'sidePanel', 'tabs'] }],
    ['scripts that pages can load', { web_accessible_resources: [{ resources: ['**/*'], matches: ['<all_urls>'] }] }],
    ['a panel under a lasting address', { web_accessible_resources: [{ resources: ['panel.html'], matches: ['http://*/*', 'https://*/*'] }] }],
    ['a declared content script', { content_scripts: [{ matches: ['https://*/*'], js: ['a.js'] }] }],
    ['the development server', { description: 'http://localhost:5173' }],
    ['an id that changes', { key: undefined }],
  ])('with %s it would be refused', (_, change) => expect(manifestFaults({ ...built.manifest, ...change })).toHaveLength(1));
  test('has the files it names', () => {
    const text = JSON.stringify(built.manifest);
    const named = [...text.matchAll(/"([\w./-]+\.(?:html|js|png))"/g)].map((m) => m[1]!);
    expect(named.filter((file) => !built.files.includes(file))).toEqual([]);
  });
});

describe('bytes', () => {
  test('every script at rest is at most 8 kB, raw', () => {
    const sizes = restSizes(built);
    expect(Object.keys(sizes).toSorted()).toEqual(['dynamics365', 'hubspot', 'odoo', 'pipedrive', 'salesforce', 'taught', 'tryton', 'zoho'].map((crm) => `host/entries/${crm}.iife.js`));
    expect(tooBigAtRest(sizes)).toEqual([]);
  });
  test('a bigger one would be refused', () => expect(tooBigAtRest({ 'host/entries/x.iife.js': LIMITS.rest + 1 })).toHaveLength(1));
  test('nothing at rest imports, and no dead copy of an injected script is shipped', () => {
    for (const path of Object.keys(restSizes(built))) expect(String(built.read(path))).not.toMatch(/\bimport\b/);
    expect(built.files.filter((f) => /iife/.test(f) && !f.startsWith('host/'))).toEqual([]);
  });
  test('the panel’s scripts are at most 120 kB, gzipped', () => {
    const scripts = scriptsOf(built, 'panel.html');
    expect(scripts.length).toBeGreaterThan(0);
    expect(gzipSize(built, scripts)).toBeLessThanOrEqual(LIMITS.panelGzip);
  });
  test('every script of the build counted as the panel’s would be too much', () => {
    expect(gzipSize(built, built.files.filter((f) => f.endsWith('.js')))).toBeGreaterThan(LIMITS.panelGzip);
  });
  test('the door for tests is not shipped', () => {
    for (const path of built.files.filter((f) => f.endsWith('.js'))) expect(String(built.read(path))).not.toContain('stageproofDemo');
  });
});
