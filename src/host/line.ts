/**
 * The line to the worker. Chrome stops an idle worker and closes the port with it; dialling again wakes it, so a page at rest
 * dials only when it has something to say, and the half that holds the panel at once.
 */
import { alive, dial, onCall } from '../platform/host.ts';
import type { HostToWorker, WorkerToHost } from '../wire/messages.ts';

export interface Line {
  say(message?: HostToWorker): void;
}

/**
 * `say` dials where there is no line; without a message it does only that.
 * @param greet what to say first on every dial: the whole present state
 * @param orphan called when the extension was updated or removed
 */
export function line(name: string, greet: () => HostToWorker[], hear: (message: WorkerToHost) => void, lost: () => void, orphan: () => void): Line['say'] {
  let port: chrome.runtime.Port | null = null;
  const say = (message?: HostToWorker): void => {
    try {
      if (!port) {
        port = dial(name);
        port.onMessage.addListener(hear);
        port.onDisconnect.addListener(() => {
          port = null;
          // Where the extension went, this is known only a moment later.
          setTimeout(() => (alive() ? lost : orphan)(), 300);
        });
        greet().forEach((m) => port!.postMessage(m));
      }
      if (message) port.postMessage(message);
    } catch {
      orphan();
    }
  };
  onCall(() => say());
  return say;
}
