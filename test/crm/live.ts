// Runs an adapter in a real page as the extension would: bundled, in a world of its own beside the page.
import { fileURLToPath } from 'node:url';
import { chromium, type Browser, type CDPSession, type Page } from 'playwright-core';
import { rolldown } from 'rolldown';
import type { Reading, StageIntent } from '../../src/crm/contract.ts';
import { findBrowser } from '../tools/browser.mjs';

export async function launch(): Promise<Browser> {
  return chromium.launch({
    executablePath: findBrowser()!.path, args: ['--no-sandbox', '--host-resolver-rules=MAP *.force.com 127.0.0.1, MAP *.salesforce.com 127.0.0.1'],
  });
}

async function bundle(source: string): Promise<string> {
  const built = await rolldown({
    input: 'entry.ts',
    plugins: [{ name: 'entry', resolveId: (id) => (id === 'entry.ts' ? fileURLToPath(new URL('entry.ts', import.meta.url)) : null), load: (id) => (id.endsWith('/entry.ts') ? source : null) }],
  });
  const { output } = await built.generate({ format: 'iife', name: 'live', minify: true });
  await built.close();
  return output[0].code;
}

export interface Live {
  read(): Promise<Reading>;
  glance(): Promise<Reading>;
  refusal(): Promise<string | null>;
  /** From now on every intent is noted and, when `hold`, its event stopped. */
  listen(hold: boolean): Promise<void>;
  intents(): Promise<Omit<StageIntent, 'replay'>[]>;
  replay(): Promise<void>;
  run<T>(expression: string): Promise<T>;
}

/** The adapters of `crm` in an isolated world of the page, until it is loaded anew. */
export async function beside(page: Page, crm: 'tryton' | 'salesforce' | 'odoo', more = ''): Promise<Live> {
  const code = await bundle(`import { ${crm} as whole } from '../../src/crm/${crm}/page.ts';
    import { ${crm}AtRest as rest } from '../../src/crm/${crm}/rest.ts';
    ${more}
    const here = () => new URL(location.href);
    const seen = [];
    export const api = {
      read: () => whole.read(document, here()), glance: () => rest.glance(document, here()), refusal: () => rest.refusal(document),
      listen: (hold) => { for (const type of rest.intentEvents) addEventListener(type, (e) => {
        if (api.pass) return;
        const intent = rest.intent(e, document, here());
        if (intent) { seen.push(intent); if (hold) { e.preventDefault(); e.stopImmediatePropagation(); } }
      }, true); },
      intents: () => seen.map(({ replay, ...rest }) => ({ ...rest, replays: !!replay })),
      replay: () => { api.pass = true; seen.at(-1).replay(); api.pass = false; },
      ${more && 'more,'}
    };`);
  const cdp: CDPSession = await page.context().newCDPSession(page);
  const { frameTree } = await cdp.send('Page.getFrameTree');
  const { executionContextId: contextId } = await cdp.send('Page.createIsolatedWorld', { frameId: frameTree.frame.id, worldName: 'live' });
  const run = async <T>(expression: string): Promise<T> => {
    const { result, exceptionDetails } = await cdp.send('Runtime.evaluate', { expression, contextId, returnByValue: true, awaitPromise: true });
    if (exceptionDetails) throw new Error(exceptionDetails.exception?.description ?? exceptionDetails.text);
    return result.value as T;
  };
  await run(`${code};globalThis.live = live.api;0`);
  return {
    run,
    read: () => run('live.read()'),
    glance: () => run('live.glance()'),
    refusal: () => run('live.refusal()'),
    listen: (hold) => run(`live.listen(${hold})`),
    intents: () => run('live.intents()'),
    replay: () => run('live.replay()'),
  };
}

/** Reads until the page is no longer waiting. */
export async function settled(live: Live, kind: 'read' | 'glance' = 'read'): Promise<Reading> {
  for (let i = 0; ; i++) {
    const reading = await live[kind]();
    if (reading.kind !== 'unrecognised' || reading.clue !== 'waiting' || i > 100) return reading;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}
