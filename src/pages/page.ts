/** What every full tab does first: its line to the worker, its language and look. */
import { effect } from '@preact/signals';
import browser from '../platform/browser.ts';
import { createApp, type App } from '../ui/state/app.ts';
import { TroubleError } from '../ui/state/client.ts';
import { openGuard } from '../ui/state/guard.ts';
import { dress } from '../ui/dress.ts';
import { workerToPanel } from '../wire/schema.ts';
import type { Trouble } from '../wire/messages.ts';
import '../ui/styles/index.css';

export interface Page {
  app: App;
  version: string;
  troubleOf: (error: unknown) => Trouble;
}

/** Opens the line `page:{name}` and keeps language, theme and density of the document in step with the settings. */
export function openPage(name: string): Page {
  const app = createApp({
    dial: () => browser.runtime.connect({ name: `page:${name}` }),
    parse: workerToPanel,
    guard: openGuard(),
    unique: () => crypto.randomUUID(),
  });
  effect(() => dress(document.documentElement, app.settings.value));
  return {
    app,
    version: browser.runtime.getManifest().version,
    troubleOf: (error) => (error instanceof TroubleError ? error.trouble : { code: 'unknown', detail: String(error) }),
  };
}
