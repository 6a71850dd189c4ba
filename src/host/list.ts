/** What a `{crm}-list` script leaves for the worker: the deals that the page shows, without their elements. */
import type { ListReader } from '../crm/contract.ts';

declare global {
  /** The reader itself, for badges in the same world. */
  // eslint-disable-next-line no-var
  var stageproofReader: ListReader | undefined;
}

/** Called by each `{crm}-list.iife.ts` with its reader. */
export function leaveList(reader: ListReader): void {
  globalThis.stageproofReader = reader;
  globalThis.stageproofList = async () => {
    await reader.prepare?.(document, new URL(location.href));
    const shown = reader.list(document, new URL(location.href));
    return shown && { org: shown.org, view: shown.view, more: shown.more, deals: shown.deals.map(({ record, fields }) => ({ record, fields })) };
  };
}
