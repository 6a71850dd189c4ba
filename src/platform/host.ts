/** The browser as the content script needs it: bare calls, no library, and no exception once the extension was updated. */

/** Whether the extension that this script belongs to still runs; false for ever after an update or removal. */
export const alive = (): boolean => Boolean(globalThis.chrome?.runtime?.id);

/** A port to the worker (which starts if it was stopped), or null when there is no extension any more. */
export function dial(name: string): chrome.runtime.Port | null {
  try {
    return chrome.runtime.connect({ name });
  } catch {
    return null;
  }
}

/** Calls back for messages that the worker sends to this tab outside of a port. */
export function onCall(hear: (message: unknown) => void): void {
  chrome.runtime.onMessage.addListener((message: unknown) => hear(message));
}

/** Address of one of our files, as the page may frame it. */
export const ownUrl = (path: string): string => chrome.runtime.getURL(path);
