// Writing back, in a browser: on the real Tryton and on the Lightning look-alike. Nothing is sent before it is switched on,
// shown as a difference, ticked and pressed; what the CRM says decides.
import type { Frame, Locator, Page } from 'playwright-core';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { writeWords } from '../../src/i18n/write.ts';
import type { Writable } from '../../src/crm/session.ts';
import { axe, openOpportunity, resetTryton, trytonLogin, until, withExtension, type Extension } from './support.ts';
import { en, eventsOf, go, launchOn, onLightning, pictured, settings, shown, words, type Deal, type Lightning } from './way.ts';

const w = writeWords('en');
const ALL: Writable[] = ['stage', 'probability', 'closeDate', 'nextStep', 'note'];
let ext: Extension;
let page: Page;

const written = async (deal: Deal) => (await eventsOf(ext, deal)).filter((e) => e.type === 'crm.written').map((e) => e.data as { field: string; result: string; from?: unknown; to: unknown; detail?: string });
const line = (frame: Frame, field: Writable) => frame.locator(`[data-stop="write:${field}"]`);
const result = (frame: Frame, field: Writable, text: string) => frame.locator(`[data-result="${field}"]`, { hasText: text });

async function openWrite(frame: Frame, field: Writable): Promise<void> {
  await frame.locator('#update-crm').click();
  await line(frame, field).waitFor();
}
/** Presses until the button has been seen long enough to act, which shows in what comes of it. */
async function press(frame: Frame, comes: Locator): Promise<void> {
  const button = frame.locator('.foot .guarded button');
  await until(async () => {
    if (await comes.count()) return true;
    await button.click({ timeout: 1_000 }).catch(() => {});
    return false;
  }, 'the press to act', 30_000);
  await until(async () => (await button.innerText()).trim() !== w.writing, 'the writing to end', 30_000);
}

describe('on the real Tryton', () => {
  let env: Awaited<ReturnType<typeof resetTryton>> | undefined;
  let rpc: (method: string, params: unknown[]) => Promise<unknown>;
  const day = (value: unknown): string => { const d = value as { year: number; month: number; day: number }; return `${d.year}-${String(d.month).padStart(2, '0')}-${String(d.day).padStart(2, '0')}`; };

  beforeAll(async () => {
    ext = await withExtension();
  });
  afterAll(async () => {
    await page?.close();
    await ext?.close();
  });
  beforeEach(async (one) => {
    if (!env) {
      env = await resetTryton(one);
      const { base, database, logins } = env;
      const post = async (body: object, headers = {}): Promise<unknown> => {
        const answer = await (await fetch(`${base}/${database}/`, { method: 'POST', headers: { 'content-type': 'application/json', ...headers }, body: JSON.stringify(body) })).json() as { result?: unknown; error?: unknown };
        if (answer.error) throw new Error(JSON.stringify(answer.error));
        return answer.result;
      };
      const [uid, key] = await post({ id: 1, method: 'common.db.login', params: ['rep', { password: logins['rep'] }, 'en'] }) as [number, string];
      const header = { Authorization: `Session ${Buffer.from(`rep:${uid}:${key}`).toString('base64')}` };
      rpc = (method, params) => post({ id: 2, method, params }, header);
      page = await ext.newPage();
      page.setDefaultTimeout(20_000);
      await trytonLogin(page, env);
    }
    await settings(ext, { policy: 'warn', lang: 'en', role: 'rep', name: 'Riley Chen', screenShare: false, writeBack: {} });
    return async () => {
      if (one.task.result?.state === 'fail') await pictured(page, `write tryton ${one.task.name}`);
    };
  });
  /** A deal of its own for each test: what one wrote is not in the way of the next. */
  async function open(ref: string) {
    const { id, description } = env!.opportunities[ref]!;
    await openOpportunity(page, env!, ref);
    const deal = { key: `tryton:${new URL(env!.base).host}/${env!.database}:${id}`, name: description } as Deal;
    const record = async (): Promise<Record<string, unknown>> => ((await rpc('model.sale.opportunity.read', [[id], ['state', 'end_date', 'conversion_probability'], {}])) as Record<string, unknown>[])[0]!;
    const frame = await shown(page, deal);
    await go(frame, 'now');
    return { id, deal, record, frame };
  }
  const allow = (fields: Writable[]) => settings(ext, { writeBack: { [new URL(page.url()).host]: fields } });

  test('off: no button, and nothing that writes is ever asked for', async () => {
    const asked: string[] = [];
    page.on('request', (r) => asked.push(r.postData() ?? ''));
    const { deal, frame } = await open('OPP-ACME-1');
    await go(frame, 'proof');
    await frame.locator('.foot .btn.primary').click();
    await frame.locator('.claim datalist option[value="Lee Park, CFO"]').waitFor({ state: 'attached' }); // the CRM's people are suggested
    await go(frame, 'now');
    expect(await frame.locator('#update-crm').count()).toBe(0);
    expect(asked.filter((body) => /"model\.[\w.]+\.(write|create|delete|lead|opportunity|convert|lost|cancel)"/.test(body))).toEqual([]);
    await allow(['closeDate']);
    await openWrite(frame, 'closeDate');
    expect(await frame.locator('[data-stop^="write:"]').count()).toBe(1); // one field, one line
    expect((await written(deal))).toEqual([]);
  });

  test('a difference first; then close date, probability and a note, in the CRM and in the history', async () => {
    await allow(ALL);
    const { deal, frame, record } = await open('OPP-ACME-1');
    await openWrite(frame, 'closeDate');
    await line(frame, 'closeDate').getByText('5 Jan 2027').waitFor();
    expect(await line(frame, 'nextStep').count()).toBe(0); // Tryton has no such field
    expect(await frame.locator('.foot .guarded button').isDisabled()).toBe(true);
    expect(await axe(frame)).toEqual([]);
    await frame.locator('input[name=closeDate]').fill('2027-02-26');
    await frame.locator('input[name=probability]').fill('35');
    const note = await frame.locator('textarea[name=note]').inputValue();
    expect(note).toContain(deal.name);
    expect(note).toContain(w.note.missing);
    await frame.locator('textarea[name=note]').fill(`${note}\nAgreed with Dana.`);
    await frame.getByRole('button', { name: w.write(3, 'Tryton') }).waitFor();
    expect(day((await record())['end_date'])).toBe('2027-01-05'); // not before it is pressed
    await press(frame, result(frame, 'note', w.result.written('Tryton')));
    for (const field of ['closeDate', 'probability'] as const) await result(frame, field, w.result.written('Tryton')).waitFor();
    expect(day((await record())['end_date'])).toBe('2027-02-26');
    expect((await record())['conversion_probability']).toBe(0.35);
    const notes = await rpc('model.ir.note.search_read', [[['resource', '=', 'sale.opportunity,1']], 0, 10, null, ['message'], {}]) as { message: string }[];
    expect(notes.map((n) => n.message)).toEqual([`${note}\nAgreed with Dana.`]);
    expect((await written(deal)).map((e) => [e.field, e.result])).toEqual([['probability', 'written'], ['closeDate', 'written'], ['note', 'written']]);
    await go(frame, 'history');
    await frame.locator('.history li', { hasText: en.history.type['crm.written']! }).first().waitFor();
    await go(frame, 'now');
    await frame.locator('dl.facts', { hasText: '26 Feb 2027' }).waitFor();
  });

  test('the stage moves by Tryton’s own button, through the gate; the page shows it after a reload, and nothing is noticed', async () => {
    await allow(['stage']);
    const { deal, frame, record } = await open('OPP-GLOBEX-1');
    await openWrite(frame, 'stage');
    await frame.locator('select[name=stage]').selectOption('converted');
    await line(frame, 'stage').getByText(en.gate.why).waitFor();
    await press(frame, frame.locator('.error', { hasText: en.proof.filler.reason })); // nothing moves without one
    expect((await record())['state']).toBe('opportunity');
    await frame.getByLabel(en.gate.why).fill('The customer signed the letter today; the copy follows.');
    await press(frame, result(frame, 'stage', w.result.written('Tryton')));
    expect((await record())['state']).toBe('converted');
    const moves = (await eventsOf(ext, deal)).filter((e) => e.type === 'stage.moved').map((e) => e.data);
    expect(moves).toHaveLength(1);
    expect(moves[0]).toMatchObject({ from: { id: 'opportunity' }, to: { id: 'converted' }, seen: 'gate', verdict: 'warn', override: { reason: 'The customer signed the letter today; the copy follows.' } });
    await frame.getByRole('button', { name: w.reload }).click();
    await until(() => page.locator('.tab-pane.active select[name=state]').inputValue({ timeout: 1_000 }).then((v) => v.includes('converted'), () => false), 'the page to show the stage', 30_000);
    await shown(page, deal);
    expect((await eventsOf(ext, deal)).filter((e) => e.type === 'stage.moved')).toHaveLength(1);
  });

  test('what changed meanwhile is not written over; what Tryton refuses is told in its words, beside what was written', async () => {
    await allow(['closeDate', 'probability']);
    const { id, frame, record } = await open('OPP-ACME-2');
    await openWrite(frame, 'closeDate');
    await frame.locator('input[name=closeDate]').fill('2027-02-26');
    await frame.locator('input[name=probability]').fill('40');
    await rpc('model.sale.opportunity.write', [[id], { end_date: { __class__: 'date', year: 2027, month: 6, day: 30 } }, {}]);
    await press(frame, result(frame, 'closeDate', w.result.newer('Tryton')));
    await result(frame, 'probability', w.result.written('Tryton')).waitFor(); // the one is not held up by the other
    await line(frame, 'closeDate').getByText('30 Jun 2027').waitFor();
    expect(day((await record())['end_date'])).toBe('2027-06-30');
    await line(frame, 'closeDate').getByRole('checkbox').click(); // seen, and wanted all the same
    await press(frame, result(frame, 'closeDate', w.result.written('Tryton')));
    expect(day((await record())['end_date'])).toBe('2027-02-26');
  });

  test('a UserError stands beside its field', async () => {
    await allow(['stage', 'probability']);
    await settings(ext, { policy: 'advise' });
    const { deal: lead, frame } = await open('OPP-LEAD-1');
    await openWrite(frame, 'stage');
    await frame.locator('select[name=stage]').selectOption('opportunity'); // Tryton wants a party first
    await frame.locator('input[name=probability]').fill('15');
    await press(frame, result(frame, 'stage', w.result.refused('Tryton')));
    await frame.locator('[data-result="stage"] .quote', { hasText: 'Party' }).waitFor();
    await result(frame, 'probability', w.result.written('Tryton')).waitFor();
    expect(await written(lead)).toMatchObject([{ field: 'stage', result: 'refused', detail: expect.stringContaining('Party') }, { field: 'probability', result: 'written' }]);
  });
});

describe('on the Lightning look-alike', () => {
  let crm: Lightning;
  let host: string;

  beforeAll(async () => {
    crm = await onLightning();
    ext = await launchOn(crm);
    host = new URL(crm.demo.lightning).host;
  });
  afterAll(async () => {
    await ext?.close();
    await crm?.close();
  });
  beforeEach(async (one) => {
    await crm.demo.reset();
    await settings(ext, { policy: 'advise', lang: 'en', role: 'rep', name: 'Maya Lindqvist', apiOn: [host], writeBack: { [host]: ALL } });
    page = await ext.newPage();
    page.setDefaultTimeout(20_000);
    return async () => {
      if (one.task.result?.state === 'fail') await pictured(page, `write lightning ${one.task.name}`);
      await page.close();
    };
  });
  const at = (deal: { id: string }, field: string): unknown => crm.demo.state.get(deal.id)[field];

  test('somebody saves in the same moment: refused, shown, asked again; the draft outlives the panel', async () => {
    const deal = crm.deal('LUMEN', 1);
    await deal.open(page);
    let frame = await shown(page, deal);
    await openWrite(frame, 'nextStep');
    const before = String(at(deal, 'NextStep') ?? '');
    await frame.locator('input[name=nextStep]').fill('Ask Noor for the budget');
    await until(async () => (await ext.worker()).evaluate(async () => JSON.stringify(await chrome.storage.local.get(null)).includes('Ask Noor for the budget')), 'the draft to be kept');
    await page.reload();
    await page.locator('records-highlights2', { hasText: deal.name }).filter({ visible: true }).first().waitFor();
    frame = await shown(page, deal);
    await openWrite(frame, 'nextStep');
    expect(await frame.locator('input[name=nextStep]').inputValue()).toBe('Ask Noor for the budget');
    (crm.demo.state as unknown as { switches: Record<string, unknown> }).switches['race'] = { NextStep: 'Priya was faster' };
    await press(frame, result(frame, 'nextStep', w.result.newer('Salesforce')));
    await line(frame, 'nextStep').getByText('Priya was faster').waitFor();
    expect(at(deal, 'NextStep')).toBe('Priya was faster');
    expect(before).not.toBe('Priya was faster');
  });

  test('a validation rule refuses the stage, the rest is written; the note hangs on the record', async () => {
    const deal = crm.deal('CORVD', 1);
    await deal.open(page);
    const frame = await shown(page, deal);
    await openWrite(frame, 'stage');
    await frame.locator('select[name=stage]').selectOption('Closed Won');
    await frame.locator('input[name=closeDate]').fill('2027-05-31');
    await line(frame, 'note').getByRole('checkbox').click();
    await press(frame, result(frame, 'stage', w.result.refused('Salesforce')));
    await frame.locator('[data-result="stage"] .quote', { hasText: 'A signed order form must be attached' }).waitFor();
    await result(frame, 'closeDate', w.result.written('Salesforce')).waitFor();
    await result(frame, 'note', w.result.written('Salesforce')).waitFor();
    expect(at(deal, 'StageName')).toBe(deal.crmStage);
    expect(at(deal, 'CloseDate')).toBe('2027-05-31');
    // All of it in view: what the foot lies on while scrolled is no small target.
    await page.setViewportSize({ width: 1_280, height: 2_000 });
    expect(await axe(frame)).toEqual([]);
    await page.setViewportSize({ width: 1_280, height: 900 });
  });

  test('in Chinese, dark, narrow, with screen sharing: what is private is not written', async () => {
    await settings(ext, { lang: 'zh-CN', theme: 'dark', width: 360, screenShare: true });
    const zh = writeWords('zh-CN');
    const deal = crm.deal('ACME1', 3);
    await deal.open(page);
    const frame = await shown(page, deal);
    await openWrite(frame, 'note');
    await line(frame, 'note').getByText(zh.hidden).waitFor();
    await line(frame, 'note').getByRole('checkbox').click();
    expect(await frame.locator('.foot .guarded button').isDisabled()).toBe(true);
    expect(await frame.locator('nav.subhead').innerText()).toContain(words('zh-CN').shell.screen.write);
    expect(await axe(frame)).toEqual([]);
    await settings(ext, { lang: 'en', theme: 'light', width: 400, screenShare: false });
  });
});
