// Badges on the look-alike's list and board, and on the real Tryton's list: right deals, no layout shift, nothing in the way.
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import type { Page } from 'playwright-core';
import { demoCrm, inHost, resetTryton, trytonLogin, until, withExtension, type Demo, type Extension } from '../e2e/support.ts';
import { makeId } from '../demo-crm/server/ids.mjs';

let crm: Demo;
let extension: Extension;
let page: Page;
const OUTCOME = 'ssm-validating-vision-shaped';
const LIST = '/lightning/o/Opportunity/list?filterName=AllOpportunities';
const id = (tail: string): string => makeId('Opportunity', tail);
const KEY = (tail: string): string => `salesforce:northlight-demo.lightning.force.com:${id(tail)}`;

beforeAll(async () => {
  crm = await demoCrm();
  extension = await withExtension({ ...crm.launch, viewport: { width: 1400, height: 800 } });
});
afterAll(async () => {
  await extension?.close();
  await crm?.close();
});
afterEach(async () => {
  await page?.close();
  crm.reset();
});

const demo = async <T>(call: string): Promise<T> => (await extension.worker()).evaluate(`globalThis.stageproofDemo.${call}`) as Promise<T>;

interface Shown { label: string; text: string; x: number; y: number; width: number; height: number; hidden: boolean; events: string }
/** The badges in our closed root. */
async function badges(): Promise<Shown[]> {
  const list = await inHost(page, '[role=list]');
  if (!list) return [];
  return list.run<Shown[]>(`function() { return [...this.querySelectorAll('.b')].map((e) => { const r = e.getBoundingClientRect(); return { label: e.ariaLabel, text: e.textContent, x: r.x, y: r.y, width: r.width, height: r.height, hidden: e.hidden, events: getComputedStyle(e).pointerEvents }; }); }`);
}
const standing = (count: number) => until(async () => { const all = (await badges()).filter((b) => !b.hidden); return all.length >= count ? all : null; }, `${count} badges`, 15_000);

const write = (key: string, drafts: object[], by?: object) => demo(`write(${JSON.stringify(key)}, ${JSON.stringify(drafts)}, ${JSON.stringify(by)})`);

/** The deals as the notebook knows them after their panel was opened: one event each, by a restored story. */
async function know(records: [tail: string, stage: string][], crmOrg = 'salesforce:northlight-demo.lightning.force.com:'): Promise<void> {
  for (const [tail, stage] of records) {
    const key = crmOrg + (crmOrg.startsWith('salesforce') ? id(tail) : tail);
    await write(key, [{ type: 'deal.read', data: { fields: { name: { value: tail, from: 'page' }, stage: { value: { id: stage, label: stage }, from: 'page' } } } }, { type: 'method.chosen', data: { method: 'ssm', version: '1.0.0', by: 'default' } }]);
  }
}

async function openList(kanban = false): Promise<void> {
  page = await extension.newPage(crm.lightning + LIST);
  await page.locator('tr[data-row-key-value]').first().waitFor();
  if (!kanban) return;
  await page.evaluate(() => document.querySelector<HTMLElement>('[data-display=kanban]')!.click());
  await page.locator('[data-recordid] [draggable=true]').first().waitFor();
}

test('marks the deals we know beside their names, and nothing else; the page stays byte for byte as it was', async () => {
  await know([['ACME1', 'Needs Analysis'], ['LUMEN', 'Prospecting']]);
  await openList();
  const shown = await standing(2);
  expect(shown.map((b) => b.label.split(':')[0]).sort()).toEqual(['ACME1', 'LUMEN']);
  expect(shown.every((b) => b.events === 'none' && /\d\/\d/.test(b.text))).toBe(true);
  const link = (await page.locator(`tr[data-row-key-value="${id('ACME1')}"] th a`).boundingBox())!;
  const badge = shown.find((b) => b.label.startsWith('ACME1'))!;
  expect(Math.abs(badge.y + badge.height / 2 - (link.y + link.height / 2))).toBeLessThan(3);
  expect(badge.x).toBeGreaterThanOrEqual(link.x);
  expect(await page.evaluate(() => document.body.innerHTML.includes('stageproof') || [...document.querySelectorAll('body *')].some((e) => e.shadowRoot === null && e.localName === 'div' && e.className === 'b'))).toBe(false);
  // The click on the name under and beside the badge is the page's own.
  await page.mouse.click(badge.x + badge.width / 2, badge.y + badge.height / 2);
  await page.locator(`tr[data-row-key-value="${id('ACME1')}"] th a`).click();
  await until(() => page.url().includes(id('ACME1')), 'the record');
  await until(async () => (await badges()).filter((b) => !b.hidden).length === 0, 'no badge on the record');
});

test('switched off they go, switched on they come; no element of the page moves', async () => {
  await know([['ACME1', 'Needs Analysis'], ['LUMEN', 'Prospecting']]);
  await demo('settings({ badges: false })');
  await openList(true);
  const boxes = () => page.evaluate(() => [...document.querySelectorAll('body *')].map((e) => { const r = e.getBoundingClientRect(); return [r.x, r.y, r.width, r.height]; }));
  const html = () => page.evaluate(() => document.body.outerHTML);
  const before = [await boxes(), await html()];
  await page.evaluate(() => {
    Object.assign(window, { shifts: 0 });
    new PerformanceObserver((list) => { (window as unknown as { shifts: number }).shifts += list.getEntries().length; }).observe({ type: 'layout-shift' });
  });
  await demo('settings({ badges: true })');
  await standing(2);
  expect([await boxes(), await html()]).toEqual(before);
  expect(await page.evaluate(() => (window as unknown as { shifts: number }).shifts)).toBe(0);
  await demo('settings({ badges: false })');
  await until(async () => (await badges()).length === 0, 'no badges');
  await demo('settings({ badges: true })');
  await standing(2);
});

test('follows a scrolled board, a claim made elsewhere, a card on another column', async () => {
  await know([['ACME1', 'Needs Analysis'], ['LUMEN', 'Prospecting']]);
  await openList(true);
  const card = page.locator(`[data-recordid="${id('ACME1')}"] a`);
  const off = async () => { const b = (await badges()).find((x) => x.label.startsWith('ACME1') && !x.hidden); const l = await card.boundingBox(); return b && l ? [Math.round(b.x - l.x), Math.round(b.y - l.y)] : null; };
  await standing(2);
  const first = await until(off, 'the place beside the name');
  await page.evaluate(() => { document.querySelector('.demo-board')!.scrollLeft = 120; });
  await until(async () => JSON.stringify(await off()) === JSON.stringify(first), 'the badge beside the scrolled card', 15_000);
  const text = (await badges()).find((b) => b.label.startsWith('ACME1'))!.text;
  await write(KEY('ACME1'), [{ type: 'outcome.confirmed', data: { outcome: OUTCOME, evidence: { text: 'Said so.', saidBy: 'Helen Park', saidOn: '2026-11-20' } } }]);
  await until(async () => (await badges()).some((b) => b.label.startsWith('ACME1') && b.text !== text), 'the new figure', 15_000);
  await page.evaluate(() => { document.querySelector('.demo-board')!.scrollLeft = 0; });
  await demo('settings({ policy: "advise" })');
  await page.dragAndDrop(`[data-recordid="${id('LUMEN')}"] [draggable=true]`, `li[data-name="Qualification"]`);
  const moved = page.locator(`li[data-name="Qualification"] [data-recordid="${id('LUMEN')}"] a`);
  await moved.waitFor();
  await until(async () => {
    const b = (await badges()).find((x) => x.label.startsWith('LUMEN') && !x.hidden);
    const l = await moved.boundingBox();
    return b && l && Math.abs(b.y + b.height / 2 - l.y - l.height / 2) < 26 && Math.abs(b.x - l.x) < 190;
  }, 'the badge beside the moved card', 15_000);
});

test('coaching shows no number while the screen is shared; on paper there is nothing', async () => {
  await know([['ACME1', 'Needs Analysis']]);
  await write(KEY('ACME1'), [{ type: 'note.added', data: { note: 'n1', anchor: { kind: 'deal' }, text: 'Who signs?' } }], { by: 'demo:priya', role: 'manager' });
  await openList();
  await until(async () => (await standing(1)).some((b) => /unread/.test(b.label)), 'the unread note', 15_000);
  await demo('settings({ screenShare: true })');
  await until(async () => (await badges()).every((b) => !/unread/.test(b.label)), 'no word of notes', 15_000);
  await demo('settings({ screenShare: false })');
  await page.emulateMedia({ media: 'print' });
  expect((await badges()).every((b) => b.width === 0)).toBe(true);
});

test('on the real Tryton, whose rows carry no id: by number and description', async (t) => {
  const env = await resetTryton(t);
  const { host } = new URL(env.base);
  await know([['1', 'opportunity'], ['2', 'lead']], `tryton:${host}/${env.database}:`);
  page = await extension.newPage();
  await trytonLogin(page, env);
  await page.goto(env.list_url);
  await page.waitForSelector('.tab-pane.active .treeview td .column-char', { state: 'visible' });
  const shown = await standing(2);
  expect(shown.map((b) => b.label.split(':')[0]).sort()).toEqual(['1', '2']);
  const rows = await page.locator('.tab-pane.active table.tree > tbody > tr').all();
  const at = (await rows[0]!.locator('td[data-title^="Description"] .widget').boundingBox())!;
  const first = shown.find((b) => b.label.startsWith('1:'))!;
  expect(Math.abs(first.y + first.height / 2 - at.y - at.height / 2)).toBeLessThan(4);
});
