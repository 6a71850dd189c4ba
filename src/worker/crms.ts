/**
 * CRMs that are switched on: the script registered on exactly the hosts the user granted. Asking happens in the page that
 * has the user's click (toolbar or options); here it is only registered, after what Chrome says is granted.
 */
import frame from '../host/frame.iife.ts?script';
import tryton from '../host/entries/tryton.iife.ts?script';
import trytonApi from '../host/tryton-api.iife.ts?script';
import type { InjectedFile } from './around.ts';

export const files: Record<InjectedFile, string> = { frame, 'tryton-api': trytonApi };

interface Entry {
  id: string;
  file: string;
  /** Whether a host may be this CRM; more than one may, e.g. for a self-hosted server. */
  may(host: string): boolean;
}

/** Hosted CRMs by their domains (crms.md, 2026-11-21); anything else may be a self-hosted Tryton. */
const SALESFORCE = /(?:^|\.)(?:lightning\.force\.com|lightning\.force\.mil|lightning\.crmforce\.mil|salesforce\.com|sfcrmapps\.cn|sfcrmproducts\.cn)$/;
const entries: Entry[] = [
  { id: 'tryton', file: tryton, may: (host) => !SALESFORCE.test(host) },
];

/** Scripts for a granted pattern such as `https://crm.example/*`; patterns with wildcards in the host match by their end. */
function entryFor(pattern: string): Entry | undefined {
  const host = /^[^:]+:\/\/(?:\*\.)?([^/:]+)/.exec(pattern)?.[1] ?? '';
  return entries.find((e) => e.may(host));
}

/** Brings Chrome's registrations in line with what is granted now. */
export async function register(): Promise<void> {
  const { origins = [] } = await chrome.permissions.getAll();
  const wanted = new Map<string, string[]>();
  for (const pattern of origins) {
    if (/^(\*|https?):\/\/\*\/\*$/.test(pattern)) continue; // never everywhere, whatever was granted
    const entry = entryFor(pattern);
    if (entry) wanted.set(entry.id, [...(wanted.get(entry.id) ?? []), pattern]);
  }
  const old = new Set((await chrome.scripting.getRegisteredContentScripts()).map((s) => s.id));
  const scripts = entries.filter((e) => wanted.has(e.id)).map((e) => ({
    id: e.id, js: [e.file], matches: wanted.get(e.id)!, runAt: 'document_idle' as const, allFrames: false, persistAcrossSessions: true,
  }));
  const gone = [...old].filter((id) => !scripts.some((s) => s.id === id));
  if (gone.length) await chrome.scripting.unregisterContentScripts({ ids: gone });
  const known = scripts.filter((s) => old.has(s.id));
  const fresh = scripts.filter((s) => !old.has(s.id));
  if (known.length) await chrome.scripting.updateContentScripts(known);
  if (fresh.length) await chrome.scripting.registerContentScripts(fresh);
}

/** The pattern that grants one host, or null for pages that no extension may enter. */
export function patternOf(url: string | undefined): string | null {
  const parsed = url && URL.canParse(url) ? new URL(url) : null;
  return parsed && /^https?:$/.test(parsed.protocol) ? `${parsed.protocol}//${parsed.hostname}/*` : null;
}

/** Puts the script into a tab that was open before its host was granted. */
export async function enter(tab: number, url: string): Promise<void> {
  const entry = entryFor(patternOf(url) ?? '');
  if (entry) await chrome.scripting.executeScript({ target: { tabId: tab }, files: [entry.file] });
}
