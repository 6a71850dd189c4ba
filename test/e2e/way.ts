// What the suites of the product do beside a deal, in a user's words: open it, look at the panel, go to a screen, look into
// the notebook through the door that only the test build has.
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Frame, Page } from 'playwright-core';
import type { Event } from '../../src/domain/event.ts';
import { indexMethod, type MethodIndex } from '../../src/domain/method.ts';
import { messages, type Messages } from '../../src/i18n/index.ts';
import { loadMethod } from '../../src/methods/load.ts';
import type { Lang, Settings } from '../../src/wire/messages.ts';
import { makeId } from '../demo-crm/server/ids.mjs';
import { backupOf, written, type Row } from '../tools/story.mjs';
import { demoCrm, openOpportunity, openPanel, resetTryton, restingTab, trytonLogin, until, withExtension, type Extension, type ExtensionOptions } from './support.ts';

export const en = messages('en');
export const ssm: MethodIndex = indexMethod(await loadMethod('ssm'));

/** A deal of a CRM as it stands there. */
export interface Deal {
  key: string;
  name: string;
  account: string;
  /** The CRM's stage, and the stage of SSM it stands for, 1-based. */
  crmStage: string;
  stage: number;
  /** As the panel writes them in English. */
  amount: string;
  owner: string;
  open(page: Page): Promise<void>;
}

/** A CRM with two of its deals. */
export interface Crm {
  name: string;
  id: 'tryton' | 'salesforce';
  a: Deal;
  b: Deal;
  browser: ExtensionOptions;
  close(): Promise<void>;
}

export async function onTryton(test: { skip(reason: string): unknown }): Promise<Crm> {
  const env = await resetTryton(test);
  const host = `${new URL(env.base).host}/${env.database}`;
  const deal = (ref: string, crmStage: string, stage: number, amount: string): Deal => {
    const o = env.opportunities[ref]!;
    return {
      key: `tryton:${host}:${o.id}`, name: o.description, account: o.party!, owner: o.employee, crmStage, stage, amount,
      open: async (page) => {
        await trytonLogin(page, env);
        await openOpportunity(page, env, ref);
      },
    };
  };
  return {
    name: 'Tryton', id: 'tryton', browser: {}, close: async () => {},
    a: deal('OPP-ACME-1', 'Opportunity', 2, '$120,000'),
    b: deal('OPP-ACME-2', 'Lead', 1, '$18,500.50'),
  };
}

export interface Lightning extends Crm {
  demo: Awaited<ReturnType<typeof demoCrm>>;
  /** Any of its deals; `query` chooses how the page is shown (`?shadow=native`), which a cookie then remembers. */
  deal(tail: string, stage: number, query?: string): Deal & { id: string };
}

export async function onLightning(): Promise<Lightning> {
  const demo = await demoCrm();
  const host = new URL(demo.lightning).host;
  const deal = (tail: string, stage: number, query = '', amount = ''): Deal & { id: string } => {
    const id = makeId('Opportunity', tail);
    const row = demo.state.get(id);
    const account = row['AccountId'] ? String(demo.state.get(String(row['AccountId']))['Name']) : '';
    return {
      id, key: `salesforce:${host}:${id}`, name: String(row['Name']), account, owner: String(demo.state.get(String(row['OwnerId']))['Name']),
      crmStage: String(row['StageName']), stage, amount,
      open: async (page) => {
        await page.goto(demo.recordUrl(id) + query);
        await page.locator('records-highlights2', { hasText: String(row['Name']) }).filter({ visible: true }).first().waitFor();
      },
    };
  };
  return {
    name: 'Salesforce', id: 'salesforce', browser: demo.launch, demo, deal, close: () => demo.close(),
    a: deal('ACME1', 3, '', '€420,000'),
    b: deal('LUMEN', 1, '', '€85,500'),
  };
}

export const launchOn = (crm: Crm, more: ExtensionOptions = {}): Promise<Extension> => withExtension({ ...crm.browser, ...more });

// — the door of the test build —

async function door<T>(ext: Extension, name: string, argument: unknown): Promise<T> {
  const worker = await ext.worker();
  await until(() => worker.evaluate(() => 'stageproofDemo' in globalThis), 'the worker to start');
  return worker.evaluate(([method, value]) => (globalThis as unknown as { stageproofDemo: Record<string, (v: unknown) => unknown> }).stageproofDemo[method as string]!(value), [name, argument]) as Promise<T>;
}

export const eventsOf = (ext: Extension, deal: Deal): Promise<Event[]> => door(ext, 'events', deal.key);
export const settings = (ext: Extension, change: Partial<Settings>): Promise<void> => door(ext, 'settings', change);
/** Brings in what others wrote, as a backup file. */
export const bringIn = (ext: Extension, deal: Deal, rows: Row[]): Promise<unknown> => door(ext, 'restore', backupOf(deal.key, written(deal.key, rows)));
export const restoreText = (ext: Extension, text: string): Promise<unknown> => door(ext, 'restore', text);

/** Whether a half-typed text has reached the device. */
export const draftKept = async (ext: Extension, text: string): Promise<void> => {
  await until(async () => (await ext.worker()).evaluate(async (t) => JSON.stringify(await chrome.storage.local.get(null)).includes(t), text), `the draft “${text}” to be kept`);
};

export const daysFromNow = (n: number): string => {
  const d = new Date(Date.now() + n * 86_400_000);
  return `${d.getFullYear()}-${String(d.getMonth() + 1).padStart(2, '0')}-${String(d.getDate()).padStart(2, '0')}`;
};

// — the panel —

/** Opens the deal and the panel, and waits until the panel shows this deal. */
export async function beside(page: Page, deal: Deal): Promise<Frame> {
  await deal.open(page);
  return shown(page, deal);
}

/** The open panel, opened if need be, once it shows the deal. */
export async function shown(page: Page, deal: Deal): Promise<Frame> {
  const frame = await openPanel(page);
  await frame.locator('h1.deal', { hasText: deal.name }).waitFor();
  await frame.locator('#tab-now, nav.subhead').first().waitFor();
  return frame;
}

export type Screen = 'now' | 'proof' | 'score' | 'coach' | 'history';
export async function go(frame: Frame, screen: Screen): Promise<void> {
  if (await frame.locator('nav.subhead').count()) await frame.locator('nav.subhead .icon-btn').click();
  await frame.locator(`#tab-${screen}`).click();
  await frame.locator(`#panel-body[aria-labelledby="tab-${screen}"]`).waitFor();
}

/** Settings, keys, about: behind the menu. */
export async function fromMenu(frame: Frame, label: string): Promise<void> {
  await frame.locator('#more').click();
  await frame.getByRole('menuitem', { name: label, exact: false }).click();
  await frame.locator('nav.subhead').waitFor();
  await frame.locator('#panel-body .skeleton').waitFor({ state: 'detached' }); // these screens are loaded when they are opened
}

/** What a screen reader says of the tab at the edge, once it satisfies. */
export const tabSays = (page: Page, words: string, timeout?: number): Promise<string> =>
  until(async () => {
    const label = await (await restingTab(page)).attribute('aria-label');
    return label?.includes(words) ? label : null;
  }, `the resting tab to say “${words}”`, timeout) as Promise<string>;

/** Deal facts by their name: what the panel shows. */
export const facts = (frame: Frame): Promise<Record<string, string>> =>
  frame.locator('dl.facts').evaluateAll((lists) => Object.fromEntries(lists.flatMap((l) => [...l.querySelectorAll('dt')].map((dt) => [dt.textContent!, (dt.nextElementSibling as HTMLElement).innerText.replace(/\s+/g, ' ')]))));

export const outcomeRow = (frame: Frame, id: string) => frame.locator(`[id="${id}"]`);

export type Words = Messages;
export const words = (lang: Lang): Messages => messages(lang);

/** What stood on the page when a test failed, as a picture in the temp folder. */
export async function pictured(page: Page, name: string): Promise<void> {
  const path = join(tmpdir(), `stageproof-failed-${name.replace(/\W+/g, '-').slice(0, 80)}.png`);
  await page.screenshot({ path }).then(() => console.error(`picture: ${path}`), () => {});
}

/** Clicks what is found until nothing is found any more: folds that open, rows that unfold. */
export async function openAll(frame: Frame, selector: string): Promise<void> {
  const next = frame.locator(selector).first();
  while (await next.count()) await next.click();
}
