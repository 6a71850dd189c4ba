/** What a `{crm}-list` script leaves for the worker: the deals that the page shows, without their elements. */
import type { ListReader } from '../crm/contract.ts';
import type { ListedDeal } from '../crm/session.ts';

/** `org`: the tenant the page belongs to; `more`: the list goes on beyond what is drawn. Null: no list of deals here. */
export type ShownList = { org: string; view: 'list' | 'kanban'; deals: ListedDeal[]; more: boolean } | null;

declare global {
  /** Left by the injected `{crm}-list` script in the content script's own world, which the page cannot see. */
  // eslint-disable-next-line no-var
  var stageproofList: (() => ShownList) | undefined;
}

/** Called by each `{crm}-list.iife.ts` with its reader. */
export function leaveList(reader: ListReader): void {
  globalThis.stageproofList = () => {
    const shown = reader.list(document, new URL(location.href));
    return shown && { org: shown.org, view: shown.view, more: shown.more, deals: shown.deals.map(({ record, fields }) => ({ record, fields })) };
  };
}
