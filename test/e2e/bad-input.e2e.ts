// What people and CRMs do wrong: each gets a clear, translated message, and nothing that was written is lost.
import type { Frame, Page, Worker } from 'playwright-core';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { fold } from '../../src/domain/fold.ts';
import { openOpportunity, openPanel, panelNow, restingTab, tryton, trytonLogin, until, type Extension } from './support.ts';
import { beside, bringIn, en, eventsOf, facts, go, launchOn, onLightning, onTryton, pictured, settings, shown, ssm, words, type Lightning } from './way.ts';

const REP = { by: 'device:daniel', role: 'rep' as const };

describe('what stands in the CRM', () => {
  let crm: Lightning;
  let ext: Extension;
  let page: Page;
  beforeAll(async () => {
    crm = await onLightning();
    ext = await launchOn(crm);
  });
  afterAll(async () => {
    await ext?.close();
    await crm?.close();
  });
  beforeEach(async (one) => {
    await crm.demo.reset();
    await settings(ext, { lang: 'en', name: 'Maya Lindqvist' });
    page = await ext.newPage();
    page.setDefaultTimeout(15_000);
    return async () => {
      if (one.task.result?.state === 'fail') await pictured(page, `bad ${one.task.name}`);
      await page.close();
    };
  });
  const deal = (tail: string, stage: number, query = '') => crm.deal(tail, stage, `?lang=en&shadow=synthetic&layout=standard${query}`);

  test('a deal without amount and account: said so, and both can be typed', async () => {
    const d = deal('NOAMT', 1);
    const frame = await beside(page, d);
    await frame.getByText(en.shell.noAmount).waitFor();
    expect((await facts(frame))[en.history.field['amount']!]).toContain(en.now.notShown);
    await frame.getByRole('button', { name: en.now.typeField(en.history.field['amount']!) }).click();
    await frame.getByLabel(en.now.typeField(en.history.field['amount']!)).fill('a lot');
    await frame.locator('dl.facts form').getByRole('button', { name: en.now.save, exact: true }).click();
    await frame.locator('.error', { hasText: en.now.amountBad }).waitFor();
    expect(await frame.getByLabel(en.now.typeField(en.history.field['amount']!)).inputValue()).toBe('a lot');
    await frame.getByLabel(en.now.typeField(en.history.field['amount']!)).fill('42,000.50');
    await frame.locator('dl.facts form').getByRole('button', { name: en.now.save, exact: true }).click();
    await until(async () => (await facts(frame))[en.history.field['amount']!]?.includes('42,000.5'), 'the typed amount');
    expect((await facts(frame))[en.history.field['amount']!]).toContain(en.now.from.typed);
  });

  test('a layout without stage, amount and owner: named in both languages, the rest is read', async () => {
    const d = crm.deal('TSSR2', 2, '?layout=sparse&lang=en');
    let frame = await beside(page, d);
    const strip = frame.locator('.strip').filter({ hasText: en.states.missingStrip('') });
    await strip.waitFor();
    expect(await strip.innerText()).toContain(en.history.field['amount']!);
    const zh = words('zh-CN');
    await settings(ext, { lang: 'zh-CN' });
    await frame.locator('.strip').filter({ hasText: zh.history.field['amount']! }).waitFor();
    await settings(ext, { lang: 'en' });
    frame = await beside(page, deal('TSSR2', 2)); // the same record, laid out as usual
    await until(async () => (await facts(frame))[en.history.field['amount']!]?.includes('188,400'), 'the amount to be read now');
    await until(async () => await frame.locator('.strip').filter({ hasText: en.states.missingStrip('') }).count() === 0, 'the strip to go');
  });

  test('a layout with other labels is read by its names or said to be missing, never wrongly', async () => {
    const frame = await beside(page, crm.deal('FJELL', 4, '?layout=renamed&lang=en'));
    await until(async () => (await facts(frame))[en.history.field['stage']!]?.startsWith('Value Proposition'), 'the stage');
    const amount = (await facts(frame))[en.history.field['amount']!]!;
    expect(amount.includes('142,300') || amount.includes(en.now.notFound)).toBe(true);
  });

  test('a name with markup, emoji, right-to-left text stays text; one of 10,000 characters pushes nothing aside', async () => {
    const d = deal('MRKUP', 3);
    let frame = await beside(page, d);
    expect(await frame.locator('h1.deal').innerText()).toBe(d.name);
    expect(await frame.locator('h1.deal b, h1.deal script').count()).toBe(0);
    const long = `Long ${'名🚀x'.repeat(3_300)} end`;
    crm.demo.state.get(d.id)['Name'] = long;
    const renamed = deal('MRKUP', 3);
    await renamed.open(page);
    frame = await openPanel(page);
    await until(async () => (await frame.locator('h1.deal').innerText()).startsWith('Long 名🚀x'), 'the long name');
    expect(await frame.evaluate(() => document.documentElement.scrollWidth <= document.documentElement.clientWidth)).toBe(true);
    await go(frame, 'coach');
    const note = `<img src=x onerror=alert(1)> ${'é̂ '.repeat(3_000)} \u202Eevil`;
    await frame.getByLabel(en.coach.compose).fill(note);
    await frame.getByRole('button', { name: en.coach.send }).click();
    await frame.locator('article.note', { hasText: '<img src=x' }).waitFor();
    expect(await frame.locator('article.note img').count()).toBe(0);
    expect(await frame.evaluate(() => document.documentElement.scrollWidth <= document.documentElement.clientWidth)).toBe(true);
  });

  test('a stage that no method knows: said so, to be chosen once, kept for every deal in it', async () => {
    const d = deal('ACME1', 3);
    crm.demo.state.get(d.id)['StageName'] = 'Pilot Running';
    const frame = await beside(page, d);
    const at = frame.locator('#panel-body').getByText(en.now.unmappedTitle).or(frame.locator('.strip', { hasText: en.history.field['stage']! }));
    await at.first().waitFor();
    await frame.locator('.track-note', { hasText: en.shell.noStage }).waitFor();
    await settings(ext, { lang: 'zh-CN' });
    await frame.locator('.track-note', { hasText: words('zh-CN').shell.noStage }).waitFor();
    await settings(ext, { lang: 'en' });
    await frame.getByLabel(en.now.mapHere).selectOption(ssm.stages[3]!.id);
    await frame.getByLabel(en.now.mapHere).press('Tab');
    await frame.locator('form', { has: frame.getByLabel(en.now.mapHere) }).getByRole('button', { name: en.now.save, exact: true }).click();
    await frame.locator('.track-note', { hasText: `4 ${ssm.stages[3]!.name.en.split(' – ')[0]}` }).waitFor();
  });

  test('an amount that changes its currency is never compared in silence', async () => {
    const d = deal('WESSX', 4);
    let frame = await beside(page, d);
    await until(async () => (await facts(frame))[en.history.field['amount']!]?.includes('£96,500'), 'the amount in pounds');
    Object.assign(crm.demo.state.get(d.id), { CurrencyIsoCode: 'EUR', Amount: 112_000 });
    frame = await beside(page, d);
    await page.reload();
    frame = await beside(page, d);
    await until(async () => (await facts(frame))[en.history.field['amount']!]?.includes('€112,000'), 'the amount in euros');
    await frame.getByText(en.now.currencies('GBP', 'EUR')).waitFor();
  });

  test('a page in another language than the panel gives the same facts', async () => {
    const english = await facts(await read(deal('CORVD', 6)));
    const chinese = await facts(await read(crm.deal('CORVD', 6, '?lang=zh&shadow=synthetic&layout=standard')));
    for (const name of ['amount', 'closeDate', 'account', 'owner']) expect(chinese[en.history.field[name]!]).toBe(english[en.history.field[name]!]);
    const events = await eventsOf(ext, deal('CORVD', 6));
    const changed = fold(deal('CORVD', 6).key, events).changes.filter((c) => c.from !== undefined && c.from !== null);
    expect(changed.map((c) => [c.name, c.from, c.to])).toEqual([]); // and none of it is a change of the deal
    await (await ext.newPage(`${crm.demo.lightning}/lightning/o/Opportunity/list?filterName=AllOpportunities&lang=en`)).close();
  });
  async function read(d: ReturnType<typeof deal>): Promise<Frame> {
    const frame = await beside(page, d);
    await until(async () => Object.values(await facts(frame)).some((v) => v.includes('268,000')), 'the amount');
    return frame;
  }

  test('two tabs that answer the same question: the last answer counts in both, and both stay in the history', async () => {
    const d = deal('HARBR', 4);
    const one = await beside(page, d);
    const other = await ext.newPage();
    const two = await beside(other, d);
    for (const f of [one, two]) {
      await go(f, 'score');
      await f.locator('table.qs').waitFor();
    }
    const cell = (f: Frame) => f.locator('[data-question="ssm-oa-1-budget"] [data-party="us"]');
    for (const f of [one, two]) await f.locator('button.group', { hasText: /^1 / }).click();
    await cell(one).press('+');
    await until(async () => (await cell(two).getAttribute('aria-label'))?.endsWith(en.score.rate['+']), 'the first answer in the other tab');
    await Promise.all([cell(two).press('-'), cell(one).press('?')]);
    await until(async () => (await eventsOf(ext, d)).filter((e) => e.type === 'assessment.answered').length === 3, 'three answers in the history');
    await until(async () => await cell(one).getAttribute('aria-label') === await cell(two).getAttribute('aria-label'), 'both tabs to say the same');
    const last = (await eventsOf(ext, d)).filter((e) => e.type === 'assessment.answered').at(-1)!.data as { value: '-' | '?' };
    expect(await cell(one).getAttribute('aria-label')).toContain(en.score.rate[last.value]);
    await other.close();
  });

  test('a method that is not on this device: its proofs are kept, another can be chosen', async () => {
    const d = deal('QIMNG', 2);
    const frame = await beside(page, d);
    await bringIn(ext, d, [[0, REP, 'method.chosen', { method: 'acme-own', version: '1.0.0' }], [0, REP, 'note.added', { note: 'n-kept', anchor: { kind: 'deal' }, text: 'Written under the old method.' }]]);
    await frame.getByText(en.states.methodMissing('acme-own')).waitFor();
    await frame.getByRole('button', { name: en.now.otherMethod }).click();
    await frame.locator('.track-note', { hasText: '2 ' }).waitFor();
    await go(frame, 'coach');
    await frame.getByText('Written under the old method.').waitFor();
  });
});

describe('what happens to this device', () => {
  let crm: Lightning;
  let ext: Extension;
  let page: Page;
  beforeAll(async () => {
    crm = await onLightning();
    ext = await launchOn(crm);
  });
  afterAll(async () => {
    await ext?.close();
    await crm?.close();
  });
  beforeEach(async (one) => {
    await crm.demo.reset();
    page = await ext.newPage();
    page.setDefaultTimeout(15_000);
    await settings(ext, { lang: 'en' });
    return async () => {
      if (one.task.result?.state === 'fail') await pictured(page, `bad ${one.task.name}`);
      await page.close();
      await ext.stopWorker(); // and with it what was done to its clock and its database
    };
  });
  const inWorker = async (change: () => void): Promise<Worker> => {
    const worker = await ext.worker();
    await worker.evaluate(change);
    return worker;
  };

  test('the clock set back: what is written later still comes later', async () => {
    const frame = await beside(page, crm.a);
    await until(async () => (await eventsOf(ext, crm.a)).length > 0, 'the first reading');
    const before = (await eventsOf(ext, crm.a)).at(-1)!;
    await inWorker(() => { const real = Date.now; Date.now = () => real() - 400 * 86_400_000; });
    await go(frame, 'now');
    await frame.getByRole('checkbox').first().click();
    await until(async () => (await eventsOf(ext, crm.a)).some((e) => e.type === 'item.ticked'), 'the tick');
    const tick = (await eventsOf(ext, crm.a)).find((e) => e.type === 'item.ticked')!;
    expect(tick.at > before.at).toBe(true);
    await frame.getByRole('checkbox').first().click();
    await until(async () => (await eventsOf(ext, crm.a)).filter((e) => e.type === 'item.ticked').length === 2, 'the tick taken back');
    await until(async () => (await frame.getByRole('checkbox', { checked: true }).count()) === 0, 'the tick to go');
  });

  test('a full disk: said so with a way to save a backup, the form keeps its words, and they are saved later', async () => {
    const frame = await beside(page, crm.b);
    await until(async () => (await eventsOf(ext, crm.b)).length > 0, 'the first reading');
    await go(frame, 'coach');
    await inWorker(() => {
      const store = IDBObjectStore.prototype as unknown as Record<string, unknown>;
      for (const name of ['add', 'put']) {
        const real = store[name];
        store[name] = () => { throw new DOMException('no room', 'QuotaExceededError'); };
        (globalThis as unknown as Record<string, unknown>)[`real-${name}`] = real;
      }
    });
    await frame.getByLabel(en.coach.compose).fill('This must not be lost.');
    await frame.getByRole('button', { name: en.coach.send }).click();
    await frame.getByText(en.errors['disk-full']).waitFor();
    await frame.getByRole('button', { name: en.states.exportNow }).waitFor();
    expect(await frame.getByLabel(en.coach.compose).inputValue()).toBe('This must not be lost.');
    await inWorker(() => {
      const store = IDBObjectStore.prototype as unknown as Record<string, unknown>;
      for (const name of ['add', 'put']) store[name] = (globalThis as unknown as Record<string, unknown>)[`real-${name}`];
    });
    await frame.getByRole('button', { name: en.coach.send }).click();
    await frame.locator('article.note', { hasText: 'This must not be lost.' }).waitFor();
  });

  test('storage denied: said in the user’s language, and the CRM works as if we were not there', async () => {
    await inWorker(() => { IDBFactory.prototype.open = () => { throw new DOMException('denied', 'SecurityError'); }; });
    await crm.a.open(page);
    await restingTab(page).then((tab) => tab.click());
    const frame = await until(() => panelNow(page), 'the panel') as Frame;
    await frame.getByText(en.errors['database-denied']).waitFor();
    await settings(ext, { lang: 'zh-CN' });
    await frame.getByText(words('zh-CN').errors['database-denied']).waitFor();
    await page.locator('button.stepAction').first().click();
    const id = crm.a.key.split(':').at(-1)!;
    await until(() => crm.demo.state.get(id)['StageName'] === 'Value Proposition', 'the CRM to move the stage');
  });
});

describe('the CRM’s session', () => {
  test('ended on the server: the page is read instead and the panel says why', async (ctx) => {
    const { env } = tryton(ctx);
    const crm = await onTryton(ctx);
    const ext = await launchOn(crm);
    const page = await ext.newPage();
    try {
      page.setDefaultTimeout(15_000);
      await settings(ext, { lang: 'en' });
      await trytonLogin(page, env);
      await openOpportunity(page, env, 'OPP-ACME-1');
      const frame = await shown(page, crm.a);
      await until(async () => (await facts(frame))[en.history.field['amount']!]?.includes('120,000'), 'the amount');
      await page.evaluate(async (database) => {
        const { Sao } = globalThis as unknown as { Sao: { Session: { current_session: { get_auth(): string } } } };
        await fetch(`/${database}/`, { method: 'POST', headers: { 'content-type': 'application/json', authorization: `Session ${Sao.Session.current_session.get_auth()}` }, body: JSON.stringify({ id: 1, method: 'common.db.logout', params: [] }) });
      }, env.database);
      await frame.locator('#more').click();
      await frame.getByRole('menuitem', { name: en.shell.reread }).click();
      await frame.getByText(en.now.apiWhy['signed-out']!).waitFor();
      expect((await facts(frame))[en.history.field['amount']!]).toContain('$120,000');
    } catch (error) {
      await pictured(page, 'bad session');
      throw error;
    } finally {
      await ext.close();
    }
  });

  test('an opportunity without account, amount and date on Tryton', async (ctx) => {
    const { env } = tryton(ctx);
    const crm = await onTryton(ctx);
    const ext = await launchOn(crm);
    const page = await ext.newPage();
    try {
      page.setDefaultTimeout(15_000);
      await settings(ext, { lang: 'en' });
      await trytonLogin(page, env);
      await openOpportunity(page, env, 'OPP-LEAD-1');
      const frame = await openPanel(page);
      await frame.locator('h1.deal', { hasText: 'Inbound lead without an account' }).waitFor();
      await frame.getByText(en.shell.noAmount).waitFor();
      const read = await facts(frame);
      for (const name of ['amount', 'account', 'closeDate']) expect(read[en.history.field[name]!]).toContain(en.now.notShown);
    } finally {
      await ext.close();
    }
  });
});
