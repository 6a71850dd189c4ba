// Once per run of the end-to-end suites: the built variant, and a Tryton of their own on a free port.
import { createServer } from 'node:net';
import { rmSync, mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TestProject } from 'vitest/node';
import { ensureBuilt } from '../tools/build.mjs';
import { ensureBrowser } from '../tools/browser.mjs';
import { seed, stop, TrytonUnavailable, up } from '../tryton/tryton.mjs';

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer().once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const { port } = server.address() as { port: number };
      server.close(() => resolve(port));
    });
  });
}

export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  ensureBrowser(console.log);
  project.provide('extensionDir', process.env.STAGEPROOF_EXTENSION_DIR ?? ensureBuilt('e2e'));
  const wanted = Number(process.env.TRYTON_PORT) || 0;
  const home = wanted ? process.env.TRYTON_HOME ?? '' : mkdtempSync(join(tmpdir(), 'crm-tryton-e2e-'));
  const port = wanted || await freePort();
  const drop = async () => {
    if (wanted) return;
    await stop({ port, home });
    rmSync(home, { recursive: true, force: true });
  };
  try {
    if (!wanted) await seed({ port }); // once per machine; then a copy takes a second
    project.provide('tryton', { env: await up({ port, home }), port, home });
    project.provide('trytonMissing', '');
  } catch (error) {
    if (!(error instanceof TrytonUnavailable) || process.env.CI) {
      await drop().catch(() => {});
      throw error;
    }
    console.warn(`Tryton suites will be skipped: ${error.message}`);
    project.provide('tryton', null);
    project.provide('trytonMissing', error.message);
  }
  return drop;
}
