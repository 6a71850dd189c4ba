/** The browser as the content script needs it: bare calls, no library. Types only come from outside. */

/** Whether the extension that this script belongs to still runs; false for ever after an update or removal. */
export const alive = (): boolean => Boolean(globalThis.chrome?.runtime?.id);

/** A port to the worker, which starts if it was stopped. Throws when there is no extension any more. */
export const dial = (name: string): chrome.runtime.Port => chrome.runtime.connect({ name });

/** Calls back when the worker asks this tab, outside of a port, to dial. */
export const onCall = (asked: () => void): void => chrome.runtime.onMessage.addListener(asked);

/** Address of one of our files, as the page may frame it. */
export const ownUrl = (path: string): string => chrome.runtime.getURL(path);

/** What the worker keeps for content scripts in the extension's storage. */
export const kept = async <T>(key: string): Promise<T | undefined> => (await chrome.storage.local.get(key))[key] as T | undefined;
