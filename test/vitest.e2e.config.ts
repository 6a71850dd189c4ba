// End-to-end suites: the built extension in a real browser on real pages. One browser at a time, in order.
import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitest/config';

export default defineConfig({
  root: fileURLToPath(new URL('..', import.meta.url)),
  test: {
    name: 'e2e',
    include: ['test/**/*.e2e.ts'],
    setupFiles: ['test/e2e/fresh.ts'],
    globalSetup: ['test/e2e/setup.ts'],
    fileParallelism: false,
    pool: 'forks',
    maxWorkers: 1,
    testTimeout: 120_000,
    hookTimeout: 180_000,
    teardownTimeout: 30_000,
  },
});
