// `npm ci` refuses a lock that lacks the platform builds of a locked package, so a fresh clone would not start.
import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { missing, platformOf, type Lock } from './complete-lock.mjs';

const read = (): Lock => JSON.parse(readFileSync(new URL('../../package-lock.json', import.meta.url), 'utf8'));

test('the lock has every platform build (else: node test/tools/complete-lock.mjs)', () => {
  expect([...missing(read()).keys()]).toEqual([]);
});

test('a lock without one is found out', () => {
  const lock = read();
  delete lock.packages['node_modules/@rollup/rollup-win32-x64-msvc'];
  expect([...missing(lock).keys()]).toEqual(['node_modules/@rollup/rollup-win32-x64-msvc']);
});

test('the lock names no registry', () => {
  expect(Object.values(read().packages).filter((p) => p.resolved !== undefined && !p.link)).toEqual([]);
});

test.each([
  ['@rollup/rollup-win32-x64-msvc', { os: ['win32'], cpu: ['x64'] }],
  ['@rollup/rollup-linux-arm-musleabihf', { os: ['linux'], cpu: ['arm'], libc: ['musl'] }],
  ['@oxlint/binding-linux-x64-gnu', { os: ['linux'], cpu: ['x64'], libc: ['glibc'] }],
  ['fsevents', { os: ['darwin'] }],
])('%s is for the platform in its name', (name, platform) => {
  expect(platformOf(name)).toEqual(platform);
});
