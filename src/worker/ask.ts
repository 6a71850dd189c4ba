/** A CRM's API, asked in the content script's world of one of its tabs. */
import type { ApiAnswer, ApiJob, ShownList } from '../crm/session.ts';
import browser from '../platform/browser.ts';
import type { TeachJob } from '../wire/teach.ts';
import { fileOf, patternOf } from './crms.ts';

/**
 * The page cannot see this world; what comes back was validated by the CRM's own reader there. The script is injected where
 * no session stands yet: its injection reads the record, and a reading begun before a write must not arrive after it.
 */
export async function askInPage<J extends ApiJob>(tabId: number, crm: string, job: J): Promise<ApiAnswer<J['do']>> {
  try {
    const [there] = await browser.scripting.executeScript({ target: { tabId }, func: () => typeof globalThis.stageproofSession === 'function' });
    if (there?.result !== true) await browser.scripting.executeScript({ target: { tabId }, files: [fileOf(`${crm}-api`)] });
    const [frame] = await browser.scripting.executeScript({
      target: { tabId }, args: [job], func: (asked: ApiJob) => globalThis.stageproofSession?.(asked),
    });
    const answer = frame?.result as ApiAnswer<J['do']> | null | undefined;
    return answer ?? { ok: false, why: 'not-offered' };
  } catch (error) {
    // The tab was closed or went to another site.
    return { ok: false, why: 'network', detail: String(error).slice(0, 200) };
  }
}

/** The deals that a tab's list or board shows; null where it shows none, or cannot be reached. */
export async function listInPage(tabId: number, crm: string): Promise<ShownList> {
  try {
    await browser.scripting.executeScript({ target: { tabId }, files: [fileOf(`${crm}-list`)] });
    const [frame] = await browser.scripting.executeScript({ target: { tabId }, func: () => globalThis.stageproofList?.() });
    return (frame?.result as ShownList | undefined) ?? null;
  } catch {
    return null; // closed, or gone to another site
  }
}

/** Tabs of a site that is switched on, the one used last first. */
export async function openTabs(origin: string): Promise<{ id: number; url: string }[]> {
  const pattern = patternOf(origin);
  const tabs = pattern ? await browser.tabs.query({ url: pattern }) : [];
  // A grant knows no port: a site that was switched on by the toolbar's button is any port of its host.
  const mine = (url: string): boolean => new URL(url).origin === origin || (new URL(origin).port === '' && patternOf(url) === pattern);
  return tabs.filter((tab) => tab.url && mine(tab.url) && tab.id !== undefined)
    .sort((a, b) => (b.lastAccessed ?? 0) - (a.lastAccessed ?? 0)).map((tab) => ({ id: tab.id!, url: tab.url! }));
}

/** A job for the picker; null where the page cannot be reached or went away while it was asked. */
export async function teachInPage(tabId: number, job: TeachJob): Promise<unknown> {
  try {
    await browser.scripting.executeScript({ target: { tabId }, files: [fileOf('teach')] });
    const [frame] = await browser.scripting.executeScript({ target: { tabId }, args: [job], func: (asked: TeachJob) => globalThis.stageproofTeach?.(asked) });
    return frame?.result ?? null;
  } catch {
    return null;
  }
}
