import { readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { expect, test } from 'vitest';
import { forbidden, loads } from './imports.ts';

const src = join(import.meta.dirname, '../../src');
const files = readdirSync(src, { recursive: true, withFileTypes: true })
  .filter((f) => f.isFile() && /\.tsx?$/.test(f.name) && !f.name.endsWith('.d.ts'))
  .map((f) => relative(src, join(f.parentPath, f.name)).replaceAll('\\', '/'));

test('imports run one way', () => {
  expect(files.length).toBeGreaterThan(40);
  expect(files.flatMap((path) => forbidden(path, readFileSync(join(src, path), 'utf8')))).toEqual([]);
});

/** Packages that a file reaches, directly or through ours. */
function packagesOf(path: string, seen = new Set<string>()): string[] {
  if (seen.has(path)) return [];
  seen.add(path);
  return loads(readFileSync(join(src, path), 'utf8')).flatMap((target) =>
    target.startsWith('.') ? (/\.tsx?$/.test(target) ? packagesOf(join(path, '..', target), seen) : []) : [target]);
}

test('no script that is injected reaches a package', () => {
  const scripts = files.filter((f) => f.endsWith('.iife.ts'));
  expect(scripts.length).toBeGreaterThan(4);
  for (const script of scripts) expect([script, packagesOf(script)]).toEqual([script, []]);
  expect(packagesOf('worker/main.ts')).toContain('zod/mini');
});

test.each([
  ['host/core.ts', `import { render } from 'preact';`],
  ['host/core.ts', `import { hostToWorker } from '../wire/schema.ts';`],
  ['host/core.ts', `import * as z from 'zod/mini';`],
  ['domain/fold.ts', `import browser from '../platform/browser.ts';`],
  ['panel/main.tsx', `import { start } from '../host/core.ts';`],
  ['panel/screens/now/index.tsx', `import { openNotebook } from '../../../notebook/index.ts';`],
  ['crm/tryton/page.ts', `export { gate } from '../../host/gate.ts';`],
  ['notebook/index.ts', `const a = await import('../worker/office.ts');`],
  ['wire/schema.ts', `import { cut } from '../crm/parse.ts';`],
  ['elsewhere/a.ts', ''],
])('%s may not contain %s', (path, source) => {
  expect(forbidden(path, source)).toHaveLength(1);
});

test.each([
  ['host/core.ts', `import type { Resting } from '../wire/messages.ts';\nimport { alive } from '../platform/host.ts';`],
  ['host/gate.ts', `import { type Event } from '../domain/event.ts';`],
  ['worker/crms.ts', `import file from '../host/entries/tryton.iife.ts?script';`],
])('%s may contain %s', (path, source) => {
  expect(forbidden(path, source)).toEqual([]);
});
