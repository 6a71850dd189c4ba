// Locked dependencies, installed when they are missing or not those of package-lock.json. Node's own modules only.
import {spawnSync} from 'node:child_process';
import {existsSync, readFileSync} from 'node:fs';
import {dirname, join} from 'node:path';
import {fileURLToPath} from 'node:url';

const root = join(dirname(fileURLToPath(import.meta.url)), '../..');

/** The dependencies are not there and could not be installed; the message says why. */
export class NoDependencies extends Error {
  name = 'NoDependencies';
}

function upToDate() {
  const installed = join(root, 'node_modules/.package-lock.json'); // npm's own note of what it put there
  if (!existsSync(installed)) return false;
  const wanted = JSON.parse(readFileSync(join(root, 'package-lock.json'), 'utf8')).packages;
  const have = JSON.parse(readFileSync(installed, 'utf8')).packages;
  return Object.entries(wanted).every(([path, {version, optional, link}]) => path === '' || link || (optional && !have[path]) || have[path]?.version === version);
}

function nodeIsFit() {
  const [major, minor] = process.versions.node.split('.').map(Number);
  return (major === 20 && minor >= 19) || (major === 22 && minor >= 12) || major > 22;
}

/** Runs `npm ci` where needed. Throws NoDependencies. */
export function ensureDependencies(say = () => {}) {
  if (!nodeIsFit()) throw new NoDependencies(`Node ${process.versions.node} is too old: StageProof needs node 20.19 or newer (22.12 or newer of 22).`);
  if (upToDate()) return;
  say('Installing the locked dependencies (npm ci)…');
  const npm = process.env.npm_execpath;
  const [command, args] = npm && /\.c?js$/.test(npm) ? [process.execPath, [npm]] : ['npm', []];
  const result = spawnSync(command, [...args, 'ci', '--no-audit', '--no-fund', '--loglevel=error'], {
    cwd: root, encoding: 'utf8', stdio: ['ignore', 'ignore', 'pipe'], shell: command === 'npm' && process.platform === 'win32',
  });
  if (result.status === 0) return;
  // npm prints its whole manual after a refusal
  const said = (result.stderr || String(result.error ?? '')).split('npm error Clean install a project')[0].trim();
  const offline = /ENOTFOUND|EAI_AGAIN|ECONNREFUSED|ETIMEDOUT|ENETUNREACH/.test(said);
  throw new NoDependencies(offline ? `The dependencies could not be downloaded: is this machine online?\n${said}` : `npm ci failed:\n${said}`);
}
