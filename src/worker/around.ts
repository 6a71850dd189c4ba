/** What surrounds the worker's logic: browser, clock and notebook, handed in so that it can be tried without a browser. */
import type { ApiReader } from '../crm/contract.ts';
import type { SalesforceWorld } from '../crm/salesforce/call.ts';
import type { ApiAnswer, ApiJob, Session, ShownList } from '../crm/session.ts';
import type { Notebook } from '../notebook/index.ts';
import type { ScoreStore } from '../notebook/scores.ts';
import type { Score } from './overview.ts';
import type { TeachJob } from '../wire/teach.ts';

export interface Store {
  get(keys: string[] | null): Promise<Record<string, unknown>>;
  set(items: Record<string, unknown>): Promise<void>;
  remove(keys: string[]): Promise<void>;
}

export interface Around {
  /** `chrome-extension://…/` */
  readonly own: string;
  /** Kept across restarts of the browser, and until the browser closes. */
  readonly local: Store;
  readonly session: Store;
  /** What an administrator rolled out. */
  readonly managed: Pick<Store, 'get'>;
  uiLanguage(): string;
  now(): number;
  /** Runs files of ours in the tab's top frame, in this order. Rejects where the page cannot be reached. */
  inject(tab: number, ...names: InjectedFile[]): Promise<void>;
  /** Runs a file of ours in the world of the page itself, which sees what it does. Never rejects. */
  hook(tab: number, name: `${string}-hook`): Promise<void>;
  /** Asks the CRM's API in the tab's page, with its session. Never rejects. */
  ask<J extends ApiJob>(tab: number, crm: string, job: J): Promise<ApiAnswer<J['do']>>;
  /** The deals that a tab's list or board shows; null where it shows none. Never rejects. */
  list(tab: number, crm: string): Promise<ShownList>;
  /** A job for the picker on a tab's page; null where it cannot be reached. Never rejects. */
  teach(tab: number, job: TeachJob): Promise<unknown>;
  /** Whether a CRM has a script of this kind. */
  offers(crm: string, part: 'api' | 'list'): boolean;
  /** Open tabs of a site, the one used last first. */
  tabs(origin: string): Promise<{ id: number; url: string }[]>;
  /** A message to the content script outside of a port; false when there is none. */
  callTab(tab: number, message: unknown): Promise<boolean>;
  activeTab(): Promise<number | null>;
  reload(tab: number): Promise<void>;
  openNotebook(): Promise<Notebook>;
  /** Where results of all deals are kept; left out, they live as long as the worker. */
  openScores?(): ScoreStore<Score>;
  /** Salesforce's API with the browser's session. */
  salesforce(world: Pick<SalesforceWorld, 'pageUrl' | 'expectUser'>): ApiReader;
  /** The same session for jobs beyond the open record. */
  salesforceSession(world: Pick<SalesforceWorld, 'pageUrl' | 'expectUser'>): Session;
}

/** Files that are injected when they are needed. */
export type InjectedFile = 'frame' | 'teach' | 'badges' | `${string}-page` | `${string}-api` | `${string}-list` | `${string}-hook`;
