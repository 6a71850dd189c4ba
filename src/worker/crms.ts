/**
 * CRMs that are switched on: the script registered on exactly the hosts the user granted. The browser's question is asked
 * where the user's click is (toolbar or options page); here it is only acted upon.
 */
import dynamics from '../host/entries/dynamics365.iife.ts?script';
import hubspot from '../host/entries/hubspot.iife.ts?script';
import pipedrive from '../host/entries/pipedrive.iife.ts?script';
import zoho from '../host/entries/zoho.iife.ts?script';
import odoo from '../host/entries/odoo.iife.ts?script';
import salesforce from '../host/entries/salesforce.iife.ts?script';
import tryton from '../host/entries/tryton.iife.ts?script';
import dynamicsApi from '../host/dynamics365-api.iife.ts?script';
import dynamicsHook from '../host/dynamics365-hook.iife.ts?script';
import dynamicsList from '../host/dynamics365-list.iife.ts?script';
import dynamicsPage from '../host/dynamics365-page.iife.ts?script';
import hubspotApi from '../host/hubspot-api.iife.ts?script';
import hubspotList from '../host/hubspot-list.iife.ts?script';
import hubspotPage from '../host/hubspot-page.iife.ts?script';
import pipedriveApi from '../host/pipedrive-api.iife.ts?script';
import pipedriveList from '../host/pipedrive-list.iife.ts?script';
import pipedrivePage from '../host/pipedrive-page.iife.ts?script';
import odooApi from '../host/odoo-api.iife.ts?script';
import odooList from '../host/odoo-list.iife.ts?script';
import odooPage from '../host/odoo-page.iife.ts?script';
import zohoApi from '../host/zoho-api.iife.ts?script';
import zohoList from '../host/zoho-list.iife.ts?script';
import zohoPage from '../host/zoho-page.iife.ts?script';
import taught from '../host/entries/taught.iife.ts?script';
import badges from '../host/badges.iife.ts?script';
import frame from '../host/frame.iife.ts?script';
import salesforceList from '../host/salesforce-list.iife.ts?script';
import salesforcePage from '../host/salesforce-page.iife.ts?script';
import taughtList from '../host/taught-list.iife.ts?script';
import taughtPage from '../host/taught-page.iife.ts?script';
import teach from '../host/teach.iife.ts?script';
import trytonApi from '../host/tryton-api.iife.ts?script';
import trytonList from '../host/tryton-list.iife.ts?script';
import trytonPage from '../host/tryton-page.iife.ts?script';
import { crmByMarks } from '../crm/marks.ts';
import { crmKind, recogniseCrm } from '../crm/registry.ts';
import browser from '../platform/browser.ts';
import type { Crms } from './answers.ts';
import type { Around, InjectedFile } from './around.ts';
import { CRM_NAMES } from './names.ts';
import type { Recipes } from './recipes.ts';
import type { Memory } from './settings.ts';
import { Refused } from './trouble.ts';

/** Scripts of each CRM: at rest on its pages; its complete reader, its API's and its lists', which come on demand. */
const scripts: Record<string, { rest: string; page: string; api?: string; list?: string; hook?: string }> = {
  tryton: { rest: tryton, page: trytonPage, api: trytonApi, list: trytonList },
  salesforce: { rest: salesforce, page: salesforcePage, list: salesforceList },
  odoo: { rest: odoo, page: odooPage, api: odooApi, list: odooList },
  dynamics365: { rest: dynamics, page: dynamicsPage, api: dynamicsApi, list: dynamicsList, hook: dynamicsHook },
  hubspot: { rest: hubspot, page: hubspotPage, api: hubspotApi, list: hubspotList },
  pipedrive: { rest: pipedrive, page: pipedrivePage, api: pipedriveApi, list: pipedriveList },
  zoho: { rest: zoho, page: zohoPage, api: zohoApi, list: zohoList },
  taught: { rest: taught, page: taughtPage, list: taughtList },
};
/** Every taught CRM is read by the same scripts; which recipe it goes by they find out themselves. */
const kindOf = (crm: string): string => (crm.startsWith('taught-') ? 'taught' : crm);

/** The address of a file that comes on demand. */
export function fileOf(name: InjectedFile): string {
  const [, full = '', part] = /^(.+)-(page|api|list|hook)$/.exec(name) ?? [];
  const crm = kindOf(full);
  const file = name === 'frame' ? frame : name === 'teach' ? teach : name === 'badges' ? badges : Object.hasOwn(scripts, crm) ? scripts[crm]![part as 'page' | 'api' | 'list' | 'hook'] : undefined;
  if (!file) throw new Error(`no such script: ${name}`);
  return file;
}

/** Whether a CRM has a script of this kind. */
export const offers = (crm: string, part: 'api' | 'list'): boolean => Object.hasOwn(scripts, kindOf(crm)) && scripts[kindOf(crm)]![part] !== undefined;

/** Hosts that only answer API calls; no script belongs there. */
const API_HOST = /\.my\.salesforce\.(com|mil)$/;
const EVERYWHERE = /^(?:\*|https?):\/\/\*\/\*$/;

/** The pattern that grants one site, or null for pages that no extension may enter. Patterns know no ports. */
export function patternOf(url: string | undefined): string | null {
  const parsed = url && URL.canParse(url) ? new URL(url) : null;
  return parsed && /^https?:$/.test(parsed.protocol) ? `${parsed.protocol}//${parsed.hostname}/*` : null;
}

/** Whether a grant, one site or all below a domain, covers a site. */
function covers(pattern: string, origin: string): boolean {
  const [, scheme, below, host] = /^(\*|https?):\/\/(\*\.)?([^/*]+)\/\*$/.exec(pattern) ?? [];
  const { protocol, hostname } = new URL(origin);
  return host !== undefined && (scheme === '*' || protocol === `${scheme}:`) && (hostname === host || (below !== undefined && hostname.endsWith(`.${host}`)));
}

/** An address such as the pattern grants. */
const exampleOf = (pattern: string): URL => new URL(pattern.replace('*://', 'https://').replace('://*.', '://x.').replace(/\*$/, ''));

async function granted(): Promise<string[]> {
  const { origins = [] } = await browser.permissions.getAll();
  return origins.filter((pattern) => !EVERYWHERE.test(pattern) && !API_HOST.test(exampleOf(pattern).hostname)); // never everywhere, whatever was granted
}

export class Switchboard implements Crms {
  constructor(private readonly around: Around, private readonly memory: Memory, readonly recipes: Recipes) {}

  /** Which CRM the user said a site is: origin → CRM. */
  private async chosen(): Promise<Record<string, string>> {
    const all = (await this.around.local.get(['crms']))['crms'];
    return typeof all === 'object' && all !== null ? (all as Record<string, string>) : {};
  }

  async at(address: string): Promise<{ crm: string | null; guessed: boolean }> {
    if (!patternOf(address)) return { crm: null, guessed: true };
    const url = new URL(address);
    const all = await this.chosen();
    // What was said of one server on a host holds for the host, unless it was one port's.
    const chosen = all[url.origin] ?? Object.entries(all).find(([origin]) => patternOf(origin) === patternOf(address) && !new URL(origin).port)?.[1];
    const own = chosen?.startsWith('taught-') && !(await this.recipes.has(chosen)) ? undefined : chosen;
    const known = own ?? recogniseCrm(url) ?? (await this.recipes.crmAt(url));
    // Until a site is known a script stands there that reads nothing but Tryton; it carries the panel, where a CRM can be taught.
    const crm = known ?? 'tryton';
    return { crm: Object.hasOwn(scripts, kindOf(crm)) ? crm : null, guessed: !known };
  }

  private crmOf = async (address: string): Promise<string | null> => (await this.at(address)).crm;

  /** Looks at an open page which CRM's client it is, where nothing else says so. What is found, other than the script that stands there, is kept as if it was chosen. */
  async look(tabId: number, address: string, standing?: string): Promise<string | null> {
    if (!(await this.at(address)).guessed) return null;
    const [frame] = await browser.scripting.executeScript({ target: { tabId }, func: crmByMarks }).catch(() => []);
    const crm = frame?.result as ReturnType<typeof crmByMarks> | undefined;
    if (!crm || crm === standing || !Object.hasOwn(scripts, crm)) return null;
    await this.around.local.set({ crms: { ...(await this.chosen()), [new URL(address).origin]: crm } });
    return crm;
  }

  /** Recipes came or went: what the pages read, and which script stands where. */
  async refresh(): Promise<void> {
    await this.recipes.publish();
    await this.register();
  }

  /** Brings Chrome's registrations in line with what is granted now. */
  async register(): Promise<void> {
    const wanted = new Map<string, string[]>();
    const want = (crm: string | null, pattern: string): void => { if (crm) wanted.set(kindOf(crm), [...(wanted.get(kindOf(crm)) ?? []), pattern]); };
    // Servers on one host differ by their port, which permissions do not know; scripts do.
    const ports = Object.keys(await this.chosen()).filter((origin) => new URL(origin).port);
    for (const pattern of await granted()) {
      want(await this.crmOf(exampleOf(pattern).href), pattern);
      for (const origin of ports) if (patternOf(origin) === pattern) want(await this.crmOf(origin), `${origin}/*`);
    }
    const old = new Set((await browser.scripting.getRegisteredContentScripts()).map((s) => s.id));
    const all = [...wanted].map(([id, matches]) => ({
      id, js: [scripts[id]!.rest], matches, excludeMatches: ports.map((origin) => `${origin}/*`).filter((port) => !matches.includes(port)), runAt: 'document_idle' as const, allFrames: false, persistAcrossSessions: true,
    }));
    const gone = [...old].filter((id) => !wanted.has(id));
    if (gone.length) await browser.scripting.unregisterContentScripts({ ids: gone });
    const known = all.filter((s) => old.has(s.id));
    const fresh = all.filter((s) => !old.has(s.id));
    if (known.length) await browser.scripting.updateContentScripts(known);
    if (fresh.length) await browser.scripting.registerContentScripts(fresh);
  }

  /** Puts the script into every tab that was open before: after the installation. An update leaves old scripts standing. */
  async enterOpen(): Promise<void> {
    const patterns = await granted();
    if (!patterns.length) return;
    for (const { id, url } of await browser.tabs.query({ url: patterns })) {
      if (id !== undefined && url) await this.enter(id, url).catch(() => {}); // a tab that closed, or an error page
    }
  }

  /** Puts the script into a tab that was open before its site was granted. */
  async enter(tabId: number, url: string): Promise<void> {
    const crm = await this.crmOf(url);
    if (crm) await browser.scripting.executeScript({ target: { tabId }, files: [scripts[kindOf(crm)]!.rest] });
  }

  async list(deals: string[]): Promise<Awaited<ReturnType<Crms['list']>>> {
    const [chosen, patterns, settings] = await Promise.all([this.chosen(), granted(), this.memory.settings()]);
    const origins = new Set(Object.keys(chosen).filter((origin) => patterns.some((pattern) => covers(pattern, origin))));
    for (const pattern of patterns) {
      if (!pattern.includes('://*') && ![...origins].some((origin) => patternOf(origin) === pattern)) origins.add(exampleOf(pattern).origin);
    }
    const rows = [];
    for (const origin of origins) {
      const crm = chosen[origin] ?? (await this.crmOf(origin));
      if (!crm) continue;
      const { host } = new URL(origin);
      const api = crmKind(crm)?.session !== 'worker' ? 'none' as const : settings.apiOn.includes(host) ? 'on' as const : 'off' as const;
      rows.push({ crm, name: CRM_NAMES[crm] ?? crm, origin, api, deals: deals.filter((key) => new RegExp(`^${crm}:${host.replaceAll('.', '\\.')}[:/]`).test(key)).length });
    }
    return rows;
  }

  async on(origin: string, crm?: string): Promise<{ crm: string | null; guessed: boolean }> {
    const pattern = patternOf(origin);
    if (!pattern || !(await browser.permissions.contains({ origins: [pattern] }))) throw new Refused('not-allowed', 'not granted');
    const before = await this.at(origin);
    if (crm) await this.around.local.set({ crms: { ...(await this.chosen()), [origin]: crm } });
    const tabs = (await browser.tabs.query({ url: pattern })).flatMap(({ id, url }) => (id !== undefined && url && new URL(url).origin === origin ? [{ id, url }] : []));
    for (const { id, url } of tabs) await this.look(id, url);
    await this.register();
    const after = await this.at(origin);
    for (const { id, url } of tabs) {
      // A page on which another CRM's script stands must be loaded anew.
      if (after.crm !== before.crm && (await this.around.callTab(id, { t: 'ping' }))) await browser.tabs.reload(id);
      else await this.enter(id, url).catch(() => {});
    }
    return after;
  }

  async off(origin: string): Promise<void> {
    const pattern = patternOf(origin);
    if (!pattern) return;
    const { [origin]: _, ...rest } = await this.chosen();
    await this.around.local.set({ crms: rest });
    await browser.permissions.remove({ origins: [pattern] });
    await this.register();
  }
}
