/** Puts the panel into a document: look, keys, drafts on leaving. Used by the extension and by the harness of the tests. */
import { effect } from '@preact/signals';
import { render } from 'preact';
import { dress, onScheme } from '../../ui/dress.ts';
import type { App } from '../../ui/state/app.ts';
import { onKey } from './keyboard.ts';
import { Shell, type Screens } from './shell.tsx';

/** Returns a way to take it away again. */
export function mount(app: App, screens: Screens, root: HTMLElement, backup: () => void): () => void {
  const doc = root.ownerDocument;
  const end = new AbortController();
  const on = { signal: end.signal };
  const look = (): void => dress(doc.documentElement, app.settings.value);
  const stopLook = effect(look);
  onScheme(look, end.signal);
  doc.addEventListener('keydown', (event) => {
    if (onKey(event, app)) event.preventDefault();
  }, on);
  doc.addEventListener('visibilitychange', () => {
    app.flush();
    if (!doc.hidden) app.wake();
  }, on);
  doc.defaultView?.addEventListener('pagehide', () => app.flush(), on);
  render(<Shell app={app} screens={screens} backup={backup} />, root);
  return () => {
    end.abort();
    stopLook();
    render(null, root);
    app.close();
  };
}
