/**
 * The line to the worker. Chrome stops an idle worker and closes the port with it; dialling again wakes it, so a page at rest
 * dials only when it has something to say, and a page with an open panel at once.
 */
import { alive, dial, onCall } from '../platform/host.ts';
import type { HostToWorker, WorkerToHost } from '../wire/messages.ts';

export interface Line {
  say(message: HostToWorker): void;
  dial(): void;
}

/**
 * @param greet what to say first on every dial: the whole present state
 * @param busy whether the line must stay up (a panel is open)
 * @param orphan called once, when the extension was updated or removed
 */
export function line(name: string, greet: () => HostToWorker[], hear: (message: WorkerToHost) => void, busy: () => boolean | undefined, orphan: () => void): Line {
  let port: chrome.runtime.Port | null = null;
  let wait = 250;
  const open = (): void => {
    if (port) return;
    port = alive() ? dial(name) : null;
    if (!port) return orphan();
    const mine = port;
    mine.onMessage.addListener((message: WorkerToHost) => {
      wait = 250;
      hear(message);
    });
    mine.onDisconnect.addListener(() => {
      if (port === mine) port = null;
      if (!alive()) return orphan();
      if (busy()) setTimeout(open, (wait = Math.min(wait * 2, 8_000)));
    });
    for (const message of greet()) mine.postMessage(message);
  };
  onCall((message) => (message as WorkerToHost)?.t === 'ping' && open());
  return {
    dial: open,
    say(message) {
      open();
      try {
        port?.postMessage(message);
      } catch {
        orphan();
      }
    },
  };
}
