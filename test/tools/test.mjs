// `npm test`: everything of "done", on a fresh clone too. Parts may be named: `npm test -- unit e2e`.
// A part that fails does not stop the others. The last line is "N passed, N failed" (", N skipped" when any).
import {spawn} from 'node:child_process';
import {mkdirSync, readFileSync, rmSync} from 'node:fs';
import {dirname, join} from 'node:path';
import {fileURLToPath} from 'node:url';
import {ensureBrowser, NoBrowser} from './browser.mjs';
import {ensureDependencies, NoDependencies} from './deps.mjs';

const root = join(dirname(fileURLToPath(import.meta.url)), '../..');
const strict = Boolean(process.env.CI);
const total = {passed: 0, failed: 0, skipped: 0};
const say = line => console.log(`\n▸ ${line}`);

function run(args, env = {}) {
  return new Promise(resolve => {
    const child = spawn(process.execPath, args, {cwd: root, env: {...process.env, ...env}, stdio: ['ignore', 'inherit', 'inherit']});
    child.on('error', error => { console.error(error.message); resolve(1); });
    child.on('close', code => resolve(code ?? 1));
  });
}

/** A part that is one check: it passes or fails as a whole. */
const check = (...args) => async () => {
  const failed = await run(args) ? 1 : 0;
  return {passed: 1 - failed, failed, skipped: []};
};

const vitest = (...args) => async () => {
  const counts = join(root, '.cache', `counts-${process.pid}.json`);
  mkdirSync(dirname(counts), {recursive: true});
  rmSync(counts, {force: true});
  const code = await run(['node_modules/vitest/vitest.mjs', 'run', '--reporter=default', '--reporter=./test/tools/count-reporter.mjs', ...args], {STAGEPROOF_COUNTS: counts});
  try {
    const result = JSON.parse(readFileSync(counts, 'utf8'));
    if (code !== 0 && result.failed === 0) result.failed = 1;
    return result;
  } catch {
    return {passed: 0, failed: 1, skipped: []}; // it ended before it could count
  } finally {
    rmSync(counts, {force: true});
  }
};

const e2e = async () => {
  try {
    ensureBrowser(say);
  } catch (error) {
    if (!(error instanceof NoBrowser)) throw error;
    if (strict) throw error;
    return {passed: 0, failed: 0, skipped: [{name: 'all end-to-end suites', why: error.message}]};
  }
  return vitest('--config', 'test/vitest.e2e.config.ts')();
};

const PARTS = {
  types: check('node_modules/typescript/bin/tsc', '--noEmit', '-p', '.'),
  lint: check('node_modules/oxlint/bin/oxlint', '--deny-warnings', 'src', 'test', 'manifest.config.ts', 'vite.config.ts'),
  unit: vitest(),
  package: check('test/tools/package.mjs'),
  e2e,
};

const wanted = process.argv.slice(2);
const unknown = wanted.filter(name => !(name in PARTS));
if (unknown.length) {
  console.error(`There is no part ${unknown.join(', ')}. The parts are: ${Object.keys(PARTS).join(', ')}.`);
  process.exit(2);
}
try {
  ensureDependencies(say);
} catch (error) {
  if (!(error instanceof NoDependencies)) throw error;
  console.error(error.message);
  console.log('0 passed, 1 failed');
  process.exit(1);
}

const lines = [];
for (const name of wanted.length ? wanted : Object.keys(PARTS)) {
  say(name);
  let result;
  try {
    result = await PARTS[name]();
  } catch (error) {
    console.error(error.message);
    result = {passed: 0, failed: 1, skipped: []};
  }
  const {passed, failed, skipped} = result;
  total.passed += passed;
  total.failed += failed;
  total.skipped += skipped.length;
  lines.push(`${failed ? '✗' : '✓'} ${name.padEnd(8)} ${passed} passed, ${failed} failed${skipped.length ? `, ${skipped.length} skipped` : ''}`);
  for (const {name: test, why} of skipped) lines.push(`    skipped: ${test}: ${why}`);
}
console.log(`\n${lines.join('\n')}\n`);
console.log(`${total.passed} passed, ${total.failed} failed${total.skipped ? `, ${total.skipped} skipped` : ''}`);
process.exit(total.failed ? 1 : 0);
