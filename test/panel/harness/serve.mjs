/** Serves the harness by vite on a free port of loopback. */
import preact from '@preact/preset-vite';
import { resolve } from 'node:path';
import { createServer } from 'vite';

export async function serveHarness() {
  const repo = resolve(import.meta.dirname, '../../..');
  const server = await createServer({
    root: import.meta.dirname, configFile: false, logLevel: 'error', cacheDir: resolve(repo, 'node_modules/.vite-harness'),
    plugins: [preact({ devToolsEnabled: false })], define: { __E2E__: 'false' },
    server: { host: '127.0.0.1', port: 0, fs: { allow: [repo] }, watch: null, hmr: false },
    optimizeDeps: { include: ['preact', 'preact/hooks', 'preact/jsx-runtime', 'preact/jsx-dev-runtime', '@preact/signals', 'zod/mini'] },
  });
  await server.listen();
  const address = server.httpServer?.address();
  if (!address || typeof address === 'string') throw new Error('the harness has no port');
  return { url: `http://127.0.0.1:${address.port}/`, close: () => server.close() };
}
