// Packs in the product: a file from the docs is imported, used on a deal beside the CRM, edited, and nothing is lost on the way.
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { axe, until, type Extension } from './support.ts';
import { beside, bringIn, en, eventsOf, go, launchOn, onLightning, outcomeRow, settings, shown, tabSays, words, type Deal, type Lightning } from './way.ts';

const t = en.packs;
const examples = [...readFileSync('docs/methods-packs.md', 'utf8').matchAll(/```json\n([\s\S]*?)```/g)].map((m) => m[1]!);
const letters = examples.find((text) => text.includes('"id": "letters"'))!;
const PAIN = 'letters-pain';
const PAIN_TEXT = 'Identified pain: the customer describes it and its impact.';

let dir: string;
let crm: Lightning;
let ext: Extension;
let options: Page;
let page: Page;
let deal: Deal;

const file = (name: string, text: string): string => {
  const path = join(dir, name);
  writeFileSync(path, text);
  return path;
};
const importFile = (path: string): Promise<void> => options.locator('#methods input[type="file"]').setInputFiles(path);
const row = (id: string) => options.locator(`[data-pack="${id}"]`);
const stored = async (): Promise<string[]> => (await ext.worker()).evaluate(async () => Object.keys(await chrome.storage.local.get(null)).filter((k) => k.startsWith('pack:')));
const chosen = async (): Promise<unknown[]> => (await eventsOf(ext, deal)).filter((e) => e.type === 'method.chosen').map((e) => e.data);
/** What the tab at the edge says once the panel is closed. */
const edge = async (says: string): Promise<void> => {
  const frame = await shown(page, deal);
  await frame.getByRole('button', { name: en.shell.close }).click();
  await tabSays(page, says);
};
const REP = { by: 'device:daniel', role: 'rep' as const };

beforeAll(async () => {
  dir = mkdtempSync(join(tmpdir(), 'stageproof-packs-'));
  crm = await onLightning();
  deal = crm.a;
  ext = await launchOn(crm);
  await settings(ext, { name: 'Riley Chen', lang: 'en' });
  options = await ext.openOwn('options.html#methods');
  options.setDefaultTimeout(15_000);
  options.on('dialog', (dialog) => void dialog.accept());
  page = await ext.newPage();
  page.setDefaultTimeout(15_000);
});
afterAll(async () => {
  await ext?.close();
  await crm?.close();
  rmSync(dir, { recursive: true, force: true });
});

test('a broken pack is refused with line and sentence in both languages, and changes nothing', async () => {
  const lines = letters.split('\n');
  const at = lines.findIndex((line) => line.includes('"requires": ["letters-pain"]'));
  await importFile(file('broken.json', lines.with(at, lines[at]!.replace('letters-pain', 'letters-pane')).join('\n')));
  const faults = options.locator('.faults');
  await faults.getByText(t.broken('broken.json', 1)).waitFor();
  expect(await faults.innerText()).toContain(`Line ${at + 1}, `);
  expect(await faults.innerText()).toContain('Did you mean “letters-pain”?');
  await settings(ext, { lang: 'zh-CN' });
  await faults.getByText(`第 ${at + 1} 行`, { exact: false }).waitFor();
  expect(await axe(options)).toEqual([]);
  await settings(ext, { lang: 'en' });
  await options.getByRole('button', { name: t.close }).click();
  await importFile(file('half.json', letters.slice(0, 400)));
  await faults.getByText(/This is not valid JSON/).first().waitFor();
  await options.getByRole('button', { name: t.close }).click();
  expect(await stored()).toEqual([]);
  expect(await row('letters').count()).toBe(0);
});

test('the pack from the docs is previewed, imported and used; what is exported is what was imported', async () => {
  await importFile(file('letters.json', letters));
  const preview = options.locator('.preview');
  await preview.getByText(PAIN_TEXT).waitFor();
  expect(await preview.innerText()).toContain('Worth our people’s time');
  expect(await stored()).toEqual([]);
  await preview.getByRole('button', { name: t.importUse }).click();
  await row('letters').getByText(t.inUse('1.0.0'), { exact: false }).first().waitFor();
  const [download] = await Promise.all([options.waitForEvent('download'), row('letters').getByRole('button', { name: t.exportOf('Seven letters') }).click()]);
  expect(download.suggestedFilename()).toBe('letters-1.0.0.json');
  expect(readFileSync(await download.path(), 'utf8')).toBe(letters);
  // The same again is no trouble; the same version with other content is.
  await importFile(file('other.json', letters.replace('Economic buyer: we met', 'Economic buyer: somebody met')));
  await preview.getByRole('button', { name: t.importOnly }).click();
  await options.getByText(t.refused.taken).waitFor();
  await preview.getByRole('button', { name: t.cancel }).click();
  await ext.stopWorker();
  await options.reload();
  await row('letters').waitFor();
});

test('on a deal it asks for its own outcomes, and a proof of the old method counts at once', async () => {
  await settings(ext, { minimum: 'claimed' });
  const frame = await beside(page, deal);
  await until(async () => (await chosen()).length === 1, 'the default method on the deal');
  expect(await chosen()).toEqual([{ method: 'ssm', version: expect.any(String), by: 'default' }]);
  await bringIn(ext, deal, [
    [0, REP, 'method.chosen', { method: 'consultative', version: '1.0.0' }],
    [0, REP, 'outcome.confirmed', { outcome: 'cs-entrance-sdi-confirmed', evidence: { text: 'Minutes of 3 May', saidBy: 'Helen Park', saidOn: '2026-05-03' } }],
  ]);
  await frame.locator('dl.facts').getByText('Consultative (five stages)').waitFor();
  await frame.getByRole('button', { name: en.now.changeMethod, exact: true }).click();
  await frame.getByRole('radio', { name: /^Seven letters/ }).click();
  const preview = frame.locator('#change-method');
  await preview.getByText(t.carries(1)).waitFor();
  await preview.getByText(PAIN_TEXT).waitFor();
  expect(await axe(frame)).toEqual([]);
  await preview.getByRole('button', { name: t.change }).click();
  await frame.locator('dl.facts').getByText('Seven letters').waitFor();
  const carried = (await eventsOf(ext, deal)).find((e) => e.type === 'outcome.confirmed' && (e.data as { outcome: string }).outcome === PAIN)!;
  expect(carried.data).toMatchObject({ evidence: { saidBy: 'Helen Park', saidOn: '2026-05-03', text: expect.stringMatching(/^Minutes of 3 May\nCarried over from Consultative/) } });
  expect((await chosen()).at(-1)).toEqual({ method: 'letters', version: '1.0.0' });
});

test('its gate counts its own proofs, in the panel and at the edge', async () => {
  await edge(en.rest.missing(3, 3));
  const frame = await shown(page, deal);
  await frame.locator('.track-note', { hasText: '2 Qualify' }).waitFor();
  await go(frame, 'proof');
  await outcomeRow(frame, 'letters-metrics').getByRole('button', { name: `${en.proof.claim}: ` }).click();
  await frame.getByRole('button', { name: en.proof.save }).click();
  await outcomeRow(frame, 'letters-metrics').getByText(en.proof.look.claimed, { exact: true }).waitFor();
  await edge(en.rest.missing(2, 3));
});

test('an edited pack becomes a new version; a broken edit cannot be saved and can be undone', async () => {
  await row('letters').getByRole('button', { name: t.editOf('Seven letters'), exact: true }).click();
  const editor = options.locator('.editor');
  const save = editor.getByRole('button', { name: t.save });
  expect(await save.isDisabled()).toBe(true);
  const part = (name: string | RegExp) => editor.locator('.editor-tree').getByRole('button', { name });
  await part(/Qualify/).click();
  await part(/^Metrics:/).click();
  await editor.getByLabel(`${t.text}, ${t.en}`).fill('Metrics: the customer signs the number it expects.');
  await editor.getByLabel(`${t.text}, ${t.zh}`).focus();
  await editor.getByText(t.willBe('1.0.1')).waitFor();
  await part(/Qualify/).click();
  await editor.getByRole('button', { name: t.addOutcome }).click();
  await editor.getByLabel(`${t.text}, ${t.en}`).fill('Paper process: the customer describes every step to the signature.');
  await editor.getByLabel(t.isRequired).click();
  await editor.getByText(t.willBe('2.0.0')).waitFor();
  await editor.getByLabel(t.isMark).click();
  await part(/^Economic buyer:/).click();
  await editor.getByLabel(t.isMark).click();
  await part(/Qualify/).click();
  await editor.getByLabel(t.normDays).fill('soon');
  await editor.getByLabel(`${t.goal}, ${t.en}`).focus();
  await editor.getByText(t.cannotSave(1)).waitFor();
  expect(await save.isDisabled()).toBe(true);
  await editor.getByRole('button', { name: t.undo }).click();
  expect(await axe(options)).toEqual([]);
  await save.click();
  await options.getByText(t.savedUsed('2.0.0')).waitFor();
  await row('letters').getByText(t.inUse('2.0.0'), { exact: false }).first().waitFor();
  expect((await stored()).sort()).toEqual(['pack:letters@1.0.0', 'pack:letters@2.0.0']);
});

test('the deal stays on its version, is offered the newer one with a preview, and takes it', async () => {
  const frame = await shown(page, deal);
  await go(frame, 'proof');
  await outcomeRow(frame, 'letters-metrics').getByText('Metrics: the customer puts a number on the result it expects.').waitFor();
  await go(frame, 'now');
  await frame.getByText(t.newer('2.0.0'), { exact: false }).click();
  const offer = frame.locator('#newer-version');
  await offer.getByText('Paper process: the customer describes every step to the signature.').waitFor();
  expect(await offer.innerText()).toContain(t.renamed(1));
  expect(await axe(frame)).toEqual([]);
  await offer.getByRole('button', { name: t.move('2.0.0') }).click();
  await offer.waitFor({ state: 'detached' });
  expect((await chosen()).at(-1)).toEqual({ method: 'letters', version: '2.0.0' });
  await go(frame, 'proof');
  await outcomeRow(frame, 'letters-metrics').getByText('Metrics: the customer signs the number it expects.').waitFor();
  await outcomeRow(frame, 'letters-metrics').getByText(en.proof.look.claimed, { exact: true }).waitFor();
  await edge(en.rest.missing(3, 4));
  await options.reload();
  await row('letters').getByText(t.deals(1)).first().waitFor();
});

test('a rule chooses the method of the next deal, and says so', async () => {
  await options.locator('.rule-add select').first().selectOption('amountFrom');
  await options.getByLabel(t.value, { exact: true }).fill('10,000');
  await options.locator('.rule-add').getByLabel(t.method).selectOption('letters');
  await options.getByRole('button', { name: t.addRule }).click();
  await options.locator('.rule-list').getByText('Amount at least 10,000').waitFor();
  const frame = await beside(page, crm.b);
  await until(async () => (await eventsOf(ext, crm.b)).some((e) => e.type === 'method.chosen'), 'the method of the other deal');
  expect((await eventsOf(ext, crm.b)).find((e) => e.type === 'method.chosen')!.data).toEqual({ method: 'letters', version: '2.0.0', by: 'rule' });
  await frame.locator('dl.facts').getByText(t.chosenBy.rule).waitFor();
});

test('the mapping table says what a CRM stage stands for and keeps an own choice', async () => {
  await options.reload();
  const mapping = options.locator('#mapping');
  await mapping.getByLabel(t.method).selectOption('letters');
  const select = mapping.getByRole('row', { name: /Negotiation/ }).getByRole('combobox');
  await select.waitFor();
  await mapping.getByText(/all stand for “2 Qualify”/).waitFor();
  await select.selectOption('letters-qualify');
  await mapping.getByRole('row', { name: /Negotiation/ }).getByText(en.now.by.own).waitFor();
  await settings(ext, { lang: 'zh-CN' });
  await options.getByText(words('zh-CN').packs.mappingHint).waitFor();
  expect(await axe(options)).toEqual([]);
});

test('a gate, a questionnaire and its groups are added, moved and kept over a reload before they are saved', async () => {
  await settings(ext, { lang: 'en' });
  await options.reload();
  await row('letters').getByRole('button', { name: t.editOf('Seven letters'), exact: true }).click();
  const editor = options.locator('.editor');
  const part = (name: string | RegExp) => editor.locator('.editor-tree').getByRole('button', { name });
  await editor.getByRole('button', { name: t.addGate }).click();
  await editor.getByLabel(t.gateCode).fill('GO');
  await editor.getByLabel(`${t.name}, ${t.en}`).fill('Go or no go');
  await editor.getByLabel(`${t.name}, ${t.zh}`).focus();
  await part(/Go or no go/).waitFor();
  await part(t.whole).click();
  await editor.getByRole('button', { name: t.addForm }).click();
  await editor.getByRole('button', { name: t.addGroup }).click();
  await until(async () => await editor.locator('fieldset.items').count() === 2, 'the second group');
  // It is kept a moment after it is drawn.
  const keptGroups = () => options.evaluate(() => {
    const { text } = JSON.parse(localStorage.getItem('pack-edit') ?? '{"text":"{}"}') as { text: string };
    return (JSON.parse(text) as { assessments?: { groups: unknown[] }[] }).assessments?.at(-1)?.groups.length;
  });
  await until(async () => await keptGroups() === 2, 'the second group to be kept');

  await options.reload();
  await options.locator('[data-kept-edit]').getByRole('button', { name: t.goOnEdit }).click();
  await part(/Go or no go/).click();
  expect(await editor.getByLabel(t.gateCode).inputValue()).toBe('GO');
  await editor.getByRole('button', { name: t.undo }).click();
  await until(async () => await part(/Go or no go/).count() === 0, 'undo to lead back to what was saved');
  await editor.getByRole('button', { name: t.redo }).click();
  await editor.getByRole('button', { name: t.save }).click();
  await options.getByText(t.savedUsed('3.0.0')).waitFor();
  await until(async () => await options.locator('[data-kept-edit]').count() === 0, 'the kept edit to be forgotten');
  const text = await (await ext.worker()).evaluate(async () => (await chrome.storage.local.get('pack:letters@3.0.0'))['pack:letters@3.0.0'] as string);
  const pack = JSON.parse(text) as { gates: { code?: string; name: { en: string } }[]; assessments: { groups: unknown[] }[] };
  expect(pack.gates.at(-1)).toMatchObject({ code: 'GO', name: { en: 'Go or no go' }, outcomes: ['go', 'no-go'] });
  expect(pack.assessments.at(-1)!.groups).toHaveLength(2);
  await options.locator('[data-judged="done"]').waitFor(); // every deal is judged by it
});
