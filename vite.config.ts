import { crx, type ManifestV3Export } from '@crxjs/vite-plugin';
import preact from '@preact/preset-vite';
import { resolve } from 'node:path';
import type { Plugin } from 'vite';
import { defineConfig } from 'vitest/config';
import manifest from './manifest.config.ts';

const root = resolve(import.meta.dirname, 'src');

/**
 * crxjs opens every dynamically registered script to all sites and leaves a second copy of it as a chunk.
 * The registered files need no opening; the panel alone does, under an address that changes per session.
 */
function tightenManifest(): Plugin {
  return {
    name: 'tighten-manifest',
    enforce: 'post',
    apply: 'build',
    generateBundle(_, bundle) {
      const chunks = Object.values(bundle).filter((f) => f.type === 'chunk');
      const used = new Set<string>();
      const use = (name: string): void => {
        const chunk = bundle[name];
        if (chunk?.type !== 'chunk' || used.has(name)) return;
        used.add(name);
        [...chunk.imports, ...chunk.dynamicImports].forEach(use);
      };
      for (const chunk of chunks) if (!chunk.facadeModuleId?.endsWith('.iife.ts') && (chunk.isEntry || chunk.isDynamicEntry)) use(chunk.fileName);
      for (const chunk of chunks) if (!used.has(chunk.fileName)) delete bundle[chunk.fileName];
    },
    renderCrxManifest(m: Record<string, unknown>) {
      m['web_accessible_resources'] = [{ resources: ['panel.html'], matches: ['http://*/*', 'https://*/*'], use_dynamic_url: true }];
      return m;
    },
  } as Plugin;
}

export default defineConfig({
  root,
  publicDir: '../public',
  plugins: [preact({ devToolsEnabled: false }), crx({ manifest: manifest as ManifestV3Export }), tightenManifest()],
  build: {
    outDir: resolve(import.meta.dirname, process.env['STAGEPROOF_OUT'] ?? (process.env['STAGEPROOF_E2E'] === '1' ? 'dist-e2e' : 'dist')),
    emptyOutDir: true,
    target: 'chrome120',
    modulePreload: { polyfill: false },
    rollupOptions: { input: { panel: resolve(root, 'panel.html'), welcome: resolve(root, 'welcome.html') } },
  },
  define: { __E2E__: JSON.stringify(process.env['STAGEPROOF_E2E'] === '1') },
  test: {
    root: import.meta.dirname,
    // Captured pages are parsed by the thousand: most of what they leave is gone at the first small collection.
    pool: 'forks',
    execArgv: ['--max-semi-space-size=64'],
    maxWorkers: '100%',
    include: ['test/**/*.test.{ts,tsx}'],
    exclude: ['test/e2e/**', 'node_modules/**'],
  },
});
