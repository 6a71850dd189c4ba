// Builds a variant of the extension once per content of its sources, so that a second run starts at once and a
// build never changes under a browser that has it loaded.
import {spawnSync} from 'node:child_process';
import {createHash} from 'node:crypto';
import {existsSync, mkdirSync, readFileSync, readdirSync, renameSync, rmSync, statSync, utimesSync} from 'node:fs';
import {dirname, join, relative} from 'node:path';
import {fileURLToPath} from 'node:url';

export const root = join(dirname(fileURLToPath(import.meta.url)), '../..');

/** e2e: hosts of the tests granted beforehand, and a door to restore a prepared story. store: what is published. */
const VARIANTS = {e2e: {STAGEPROOF_E2E: '1'}, store: {}};
const INPUTS = ['src', 'public', 'manifest.config.ts', 'vite.config.ts', 'tsconfig.json', 'package.json', 'package-lock.json'];

/** The build did not end well; the message is what the builder printed. */
export class BuildFailed extends Error {
  name = 'BuildFailed';
}

function* files(path) {
  if (!existsSync(path)) return;
  if (statSync(path).isDirectory()) for (const name of readdirSync(path).sort()) yield* files(join(path, name));
  else yield path;
}

function contentHash() {
  const hash = createHash('sha256');
  for (const input of INPUTS) for (const file of files(join(root, input))) {
    hash.update(relative(root, file)).update('\0').update(readFileSync(file)).update('\0');
  }
  return hash.digest('hex').slice(0, 12);
}

/** Builds into outDir, emptied first. Throws BuildFailed. */
export function build(variant, outDir) {
  const env = {...process.env, NODE_ENV: 'production'};
  delete env.STAGEPROOF_E2E;
  delete env.VITEST; // a build asked for by a test is a build like any other
  const result = spawnSync(process.execPath, [join(root, 'node_modules/vite/bin/vite.js'), 'build', '--outDir', outDir, '--emptyOutDir', '--logLevel', 'warn'], {
    cwd: root, env: {...env, ...VARIANTS[variant]}, encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'],
  });
  if (result.status !== 0) throw new BuildFailed(`The ${variant} build failed:\n${(result.stderr || result.stdout || String(result.error)).trim()}`);
  if (!existsSync(join(outDir, 'manifest.json'))) throw new BuildFailed(`The ${variant} build left no manifest.json in ${outDir}.`);
}

/** The absolute folder of the built variant, built now when the sources changed since. */
export function ensureBuilt(variant = 'e2e') {
  const shelf = join(root, `dist-${variant}`);
  const done = join(shelf, contentHash());
  mkdirSync(shelf, {recursive: true});
  if (existsSync(done)) {
    utimesSync(done, new Date(), new Date());
    return done;
  }
  const part = `${done}.${process.pid}`;
  build(variant, part);
  try {
    renameSync(part, done);
  } catch (error) {
    if (!existsSync(done)) throw error; // else someone else built the same at the same time
    rmSync(part, {recursive: true, force: true});
  }
  const dayAgo = Date.now() - 86_400_000;
  for (const name of readdirSync(shelf)) {
    const path = join(shelf, name);
    if (path !== done && statSync(path).mtimeMs < dayAgo) rmSync(path, {recursive: true, force: true});
  }
  return done;
}
