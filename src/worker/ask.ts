/** A CRM's API, asked in the content script's world of one of its tabs. */
import type { ApiAnswer, ApiJob } from '../crm/session.ts';
import browser from '../platform/browser.ts';
import { fileOf } from './crms.ts';

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
