// The real Tryton server for tests and for the demo, driven from node: a thin door to setup.sh.
// Port and home come from the options or from TRYTON_PORT / TRYTON_HOME, so that two suites need not share a server.
import {spawn} from 'node:child_process';
import {dirname, join} from 'node:path';
import {fileURLToPath} from 'node:url';

const script = join(dirname(fileURLToPath(import.meta.url)), 'setup.sh');

/** Tryton cannot be had on this machine (no apt, not root): the reason is the message. Not a failure of ours. */
export class TrytonUnavailable extends Error {
  name = 'TrytonUnavailable';
}

function run(command, {port, home} = {}) {
  if (process.platform === 'win32') {
    return Promise.reject(new TrytonUnavailable('Tryton is taken from Debian packages; on Windows run this inside WSL.'));
  }
  const env = {...process.env, ...(port && {TRYTON_PORT: String(port)}), ...(home && {TRYTON_HOME: home})};
  return new Promise((resolve, reject) => {
    const child = spawn('bash', [script, command], {env, stdio: ['ignore', 'pipe', 'pipe']});
    let out = '';
    let said = '';
    child.stdout.on('data', d => (out += d));
    child.stderr.on('data', d => (said += d));
    child.on('error', error => reject(new TrytonUnavailable(`bash could not be started: ${error.message}`)));
    child.on('close', code => {
      if (code === 0) resolve(out);
      else if (code === 3) reject(new TrytonUnavailable(said.trim()));
      else reject(new Error(`test/tryton/setup.sh ${command} ended with ${code}:\n${said.trim()}`));
    });
  });
}

/** Installs, seeds and starts what is missing; resolves to env.json. */
export const up = async options => JSON.parse(await run('up', options));

/** Back to the freshly seeded database (about 2 s), server running; resolves to env.json. */
export const reset = async options => JSON.parse(await run('reset', options));

/** Makes the seeded database that other homes are copied from, where there is none yet; `port` is used meanwhile. */
export const seed = async options => void (await run('seed', options));

export const stop = async options => void (await run('stop', options));

/** env.json of the running server, or null when none answers. */
export const status = options => run('status', options).then(JSON.parse, () => null);
