/** The panel in its frame (`panel.html#nonce`) or in Chrome's side panel (no nonce). A frame without a nonce stays empty. */
import browser from '../platform/browser.ts';
import { createApp } from '../ui/state/app.ts';
import { openGuard } from '../ui/state/guard.ts';
import { workerToPanel } from '../wire/schema.ts';
import '../ui/styles/index.css';
import { saveBackup } from './shell/backup.ts';
import { mount } from './shell/mount.tsx';
import { screens } from './screens/index.ts';

const nonce = location.hash.slice(1);
const framed = window.top !== window.self;
const root = document.getElementById('app');

if (root && (nonce !== '' || !framed)) {
  const app = createApp({
    dial: () => browser.runtime.connect({ name: nonce === '' ? 'side:' : `panel:${nonce}` }),
    parse: workerToPanel,
    guard: openGuard(),
    unique: () => [...crypto.getRandomValues(new Uint8Array(16))].map((b) => b.toString(16).padStart(2, '0')).join(''),
    hidden: () => document.hidden,
    version: browser.runtime.getManifest().version,
  });
  mount(app, screens, root, () => void saveBackup(app, document));
}
