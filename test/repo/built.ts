/** The store build, made once for the tests that look at what is shipped. */
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { execFileSync } from 'node:child_process';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { gzipSync } from 'node:zlib';

export interface Built {
  dir: string;
  manifest: Record<string, unknown>;
  /** Paths relative to `dir`. */
  files: string[];
  read(path: string): Buffer;
  remove(): void;
}

export function buildStore(): Built {
  const dir = mkdtempSync(join(tmpdir(), 'stageproof-store-'));
  const root = join(import.meta.dirname, '../..');
  const { STAGEPROOF_E2E: _, VITEST: __, NODE_ENV: ___, ...env } = process.env;
  execFileSync(process.execPath, [join(root, 'node_modules/vite/bin/vite.js'), 'build', '--logLevel', 'error'], { cwd: root, env: { ...env, STAGEPROOF_OUT: dir }, stdio: 'pipe' });
  const files = readdirSync(dir, { recursive: true, withFileTypes: true }).filter((f) => f.isFile()).map((f) => relative(dir, join(f.parentPath, f.name)).replaceAll('\\', '/'));
  const read = (path: string) => readFileSync(join(dir, path));
  return { dir, files, read, manifest: JSON.parse(String(read('manifest.json'))) as Record<string, unknown>, remove: () => rmSync(dir, { recursive: true, force: true }) };
}

export const LIMITS = { rest: 8_000, panelGzip: 120_000 };

/** Files that every page of a CRM carries at rest and that are too big, in words. */
export const tooBigAtRest = (sizes: Record<string, number>): string[] =>
  Object.entries(sizes).flatMap(([path, size]) => (size > LIMITS.rest ? [`${path}: ${size} of ${LIMITS.rest} bytes`] : []));

export const restSizes = (built: Built): Record<string, number> =>
  Object.fromEntries(built.files.filter((f) => f.startsWith('host/entries/')).map((f) => [f, statSync(join(built.dir, f)).size]));

/** Scripts that a page of ours loads before it can show anything: its own and what those import statically. */
export function scriptsOf(built: Built, page: string): string[] {
  const found = new Set<string>();
  const add = (path: string): void => {
    if (found.has(path)) return;
    found.add(path);
    for (const m of String(built.read(path)).matchAll(/\bimport\s*(?:[^"'`()]*?from\s*)?["'`](\.[^"'`]+\.js)["'`]/g)) add(join(path, '..', m[1]!).replaceAll('\\', '/'));
  };
  for (const m of String(built.read(page)).matchAll(/src="\/?([^"]+\.js)"/g)) add(m[1]!);
  return [...found];
}

export const gzipSize = (built: Built, paths: string[]): number => paths.reduce((sum, path) => sum + gzipSync(built.read(path), { level: 9 }).length, 0);

/** What is wrong with a manifest that is to be shipped, in words. */
export function manifestFaults(manifest: Record<string, unknown>): string[] {
  const faults: string[] = [];
  const is = (key: string, wanted: unknown): void => {
    if (JSON.stringify(manifest[key]) !== JSON.stringify(wanted)) faults.push(`${key}: ${JSON.stringify(manifest[key])}`);
  };
  is('manifest_version', 3);
  is('permissions', ['storage', 'unlimitedStorage', 'scripting', 'activeTab', 'sidePanel']);
  is('optional_permissions', ['cookies']);
  is('optional_host_permissions', ['https://*/*', 'http://*/*']);
  is('host_permissions', undefined);
  is('content_scripts', undefined);
  is('externally_connectable', undefined);
  is('web_accessible_resources', [{ resources: ['panel.html'], matches: ['http://*/*', 'https://*/*'], use_dynamic_url: true }]);
  is('content_security_policy', { extension_pages: "script-src 'self'; object-src 'none'" });
  if (typeof manifest['key'] !== 'string') faults.push('key: none');
  if (/localhost|127\.0\.0\.1|@vite|test build/.test(JSON.stringify(manifest))) faults.push('output of the development server');
  return faults;
}
