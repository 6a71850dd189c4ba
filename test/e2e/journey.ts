// The journey of one rep through one deal, the same on every CRM: everything by the panel, everything kept.
import type { Frame, Page } from 'playwright-core';
import { afterAll, beforeAll, beforeEach, expect, onTestFailed, test } from 'vitest';
import type { Row } from '../tools/story.mjs';
import { keeping } from './journey-keep.ts';
import { panelBox, restingTab, until, type Extension } from './support.ts';
import { beside, bringIn, daysFromNow, draftKept, en, eventsOf, facts, fromMenu, go, launchOn, outcomeRow, pictured, settings, shown, ssm, tabSays, type Crm, type Deal } from './way.ts';

const PRIYA = { by: 'device:priya', role: 'manager' as const };
const OTHER_REP = { by: 'device:daniel', role: 'rep' as const };
const OA = 'ssm-opportunity-assessment';

export function journey(start: (test: { skip(reason: string): unknown }) => Promise<Crm>): void {
  let crm: Crm;
  let ext: Extension;
  let page: Page;
  const here = async (deal: Deal = crm.a): Promise<Frame> => {
    const frame = await shown(page, deal);
    if (await frame.locator('nav.subhead').count()) await frame.locator('nav.subhead .icon-btn').click();
    return frame;
  };
  const stageOf = (deal: Deal) => ssm.stages[deal.stage - 1]!;
  const outcomes = () => stageOf(crm.a).verifiableOutcomes;
  const count = async (type: string): Promise<number> => (await eventsOf(ext, crm.a)).filter((e) => e.type === type).length;
  const saved = (type: string, n: number): Promise<unknown> => until(async () => await count(type) >= n, `${n} × ${type} in the notebook`);

  beforeAll(async () => {
    crm = await start({ skip: (reason) => { throw new Error(reason); } });
    ext = await launchOn(crm);
    await settings(ext, { name: 'Riley Chen', lang: 'en' });
    page = await ext.newPage();
    page.setDefaultTimeout(15_000);
  });
  afterAll(async () => {
    await ext?.close();
    await crm?.close();
  });

  beforeEach(async (one) => {
    await settings(ext, { lang: 'en', role: 'rep', theme: 'auto', side: 'right', screenShare: false });
    onTestFailed(() => pictured(page, `${crm.id} ${one.task.name}`));
  });

  test('the tab at rest says the stage; a click opens the panel and the cross closes it', async () => {
    await crm.a.open(page);
    const says = await tabSays(page, `${crm.a.stage} ${stageOf(crm.a).name.en.split(' – ')[0]}`);
    expect(says).toContain('proofs missing');
    const frame = await here();
    expect(await frame.locator('.deal-sub').innerText()).toContain(crm.a.account);
    expect(await frame.locator('.track-note').innerText()).toContain(`${crm.a.stage} `);
    await frame.getByRole('button', { name: en.shell.close }).click();
    await until(async () => await panelBox(page) === null, 'the panel to go');
    expect(await (await restingTab(page)).style('display')).not.toBe('none');
  });

  test('the shortcut opens the panel, then goes to the page and back', async () => {
    expect(await (await ext.worker()).evaluate(() => chrome.runtime.getManifest().commands?.['toggle-panel']?.suggested_key)).toEqual({ default: 'Alt+Shift+P' });
    // Keys that Chrome itself listens to do not come through DevTools, so the command is given where Chrome gives it.
    const press = async (): Promise<void> => {
      await (await ext.worker()).evaluate(async (url) => {
        const tab = (await chrome.tabs.query({})).find((t) => t.url === url);
        (chrome.commands.onCommand as unknown as { dispatch(command: string, tab: unknown): void }).dispatch('toggle-panel', tab);
      }, page.url());
    };
    await press();
    await until(() => panelBox(page), 'the panel to open');
    const frame = await here();
    await until(() => frame.evaluate(() => document.hasFocus()), 'the panel to have the focus');
    await press();
    await until(async () => !await frame.evaluate(() => document.hasFocus()), 'the page to have the focus');
    expect(await panelBox(page)).not.toBeNull();
    await press();
    await until(() => frame.evaluate(() => document.hasFocus()), 'the panel to have the focus again');
    await page.keyboard.press('Escape');
    await until(async () => !await frame.evaluate(() => document.hasFocus()), 'Escape to give the focus back');
  });

  test('Now shows the method, the stage and every fact with where it came from', async () => {
    const frame = await here();
    await saved('method.chosen', 1); // by the rule for new deals
    await go(frame, 'now');
    const read = await facts(frame);
    expect(read[en.history.field['stage']!]).toMatch(new RegExp(`^${crm.a.crmStage} (page|API)$`));
    expect(read[en.history.field['amount']!]).toMatch(new RegExp(`^\\${crm.a.amount} (page|API)$`));
    expect(read[en.history.field['account']!]).toMatch(new RegExp(`^${crm.a.account} (page|API)$`));
    expect(read[en.history.field['owner']!]).toMatch(new RegExp(`^${crm.a.owner} (page|API)$`));
    expect(read[en.now.method]).toContain('SSM');
    expect(read[en.now.mapHere]).toContain(`${crm.a.stage} ${stageOf(crm.a).name.en.split(' – ')[0]}`);
    expect(await frame.locator('.section .title').first().innerText()).toBe(stageOf(crm.a).buyerStage.en);
    expect(await frame.locator('#panel-body').innerText()).toContain(stageOf(crm.a).goal.en);
  });

  test('the user’s own mapping wins, for this deal and at the edge, and can be taken back', async () => {
    const frame = await here();
    await frame.getByRole('button', { name: en.now.mapEdit }).click();
    const other = ssm.stages[4]!;
    await frame.getByLabel(en.now.mapHere).selectOption(other.id);
    await frame.locator('form').getByRole('button', { name: en.now.save, exact: true }).click();
    await frame.locator('.track-note', { hasText: `5 ${other.name.en.split(' – ')[0]}` }).waitFor();
    await frame.getByRole('button', { name: en.shell.close }).click();
    await tabSays(page, `5 ${other.name.en.split(' – ')[0]}`);
    const again = await here();
    await again.getByRole('button', { name: en.now.mapEdit }).click();
    await again.getByLabel(en.now.mapHere).selectOption('auto');
    await again.locator('form').getByRole('button', { name: en.now.save, exact: true }).click();
    await again.locator('.track-note', { hasText: `${crm.a.stage} ${stageOf(crm.a).name.en.split(' – ')[0]}` }).waitFor();
  });

  test('a task is ticked with who and when', async () => {
    const frame = await here();
    const task = stageOf(crm.a).repTasks[0]!.text.en;
    await frame.getByRole('checkbox', { name: task }).click();
    await saved('item.ticked', 1);
    await frame.getByText(en.now.showDone(1)).click();
    const row = frame.locator('li', { has: frame.getByRole('checkbox', { name: task, checked: true }) });
    expect(await row.innerText()).toMatch(/Riley Chen, \d+ \w+/);
  });

  test('a proof is claimed in two clicks; naming the customer makes it confirmed', async () => {
    const frame = await here();
    await go(frame, 'proof');
    const proof = outcomes().find((o) => o.isCompletionMark)!;
    await outcomeRow(frame, proof.id).getByRole('button', { name: en.proof.claim, exact: false }).first().click(); // one
    await frame.getByRole('button', { name: en.proof.save }).click(); // two
    await outcomeRow(frame, proof.id).locator('.why b', { hasText: en.proof.look.claimed }).waitFor();
    expect(await outcomeRow(frame, proof.id).innerText()).toMatch(/Riley Chen, \d+ \w+/);
    expect(await count('outcome.claimed')).toBe(1);
    expect(await count('outcome.confirmed')).toBe(0);
    await outcomeRow(frame, proof.id).getByRole('button', { name: `${en.proof.confirm}: ` }).click();
    await frame.getByLabel(en.proof.saidBy).fill('Helen Park');
    expect(await frame.locator('.becomes').innerText()).toContain(en.proof.becomesConfirmed);
    await frame.getByRole('button', { name: en.proof.save }).click();
    expect(await frame.locator('.claim').innerText()).toContain(en.proof.filler.empty); // a name alone proves nothing
    await frame.getByLabel(en.proof.quoteLabel).fill('“We want the site visit before the budget round.”');
    await frame.getByRole('button', { name: en.proof.save }).click();
    await outcomeRow(frame, proof.id).locator('.why b', { hasText: en.proof.look.confirmed }).waitFor();
    expect(await outcomeRow(frame, proof.id).innerText()).toContain('Helen Park said so on');
  });

  test('what was saved and what was half typed survive a stopped worker, a reload and another deal', async () => {
    const [, second] = outcomes();
    let frame = await here();
    await go(frame, 'proof');
    await outcomeRow(frame, second!.id).getByRole('button', { name: `${en.proof.claim}: ` }).click();
    await frame.getByLabel(en.proof.quoteLabel).fill('She said on the phone that half of');
    await go(frame, 'coach');
    await frame.getByLabel(en.coach.compose).fill('Ask Helen whether');
    await draftKept(ext, 'Ask Helen whether');
    await draftKept(ext, 'half of');
    const kept = async (): Promise<void> => {
      frame = await here();
      await go(frame, 'coach');
      await until(async () => await frame.getByLabel(en.coach.compose).inputValue() === 'Ask Helen whether', 'the half-typed note');
      await go(frame, 'proof');
      await until(async () => await frame.getByLabel(en.proof.quoteLabel).inputValue() === 'She said on the phone that half of', 'the half-typed proof');
      await frame.locator('.why b', { hasText: en.proof.look.confirmed }).first().waitFor();
    };
    await ext.stopWorker();
    await kept();
    await page.reload();
    await crm.a.open(page);
    await kept();
    frame = await beside(page, crm.b);
    await frame.locator('.track-note', { hasText: `${crm.b.stage} ` }).waitFor();
    await go(frame, 'coach');
    expect(await frame.getByLabel(en.coach.compose).inputValue()).toBe('');
    await crm.a.open(page);
    await kept();
    await frame.getByRole('button', { name: en.proof.cancel }).click();
    await go(frame, 'coach');
    await frame.getByLabel(en.coach.compose).fill('');
  });

  test('the score is given by keys alone, with a rival and “no decision” beside us', async () => {
    const frame = await here();
    await go(frame, 'now');
    await frame.locator('#panel-body').focus();
    await page.keyboard.press('3');
    await frame.locator('#tab-score[aria-selected="true"]').waitFor();
    const at = () => frame.evaluate(() => {
      const e = document.activeElement as HTMLElement;
      return { party: e.dataset['party'] ?? '', question: e.closest<HTMLElement>('[data-question]')?.dataset['question'] ?? '', label: e.getAttribute('aria-label') ?? '' };
    });
    await frame.locator('table.qs').waitFor();
    for (let i = 0; i < 40 && (await at()).party === ''; i++) await page.keyboard.press('Tab');
    const first = await at();
    expect(first.party).toBe('us');
    const rated = (word: string) => until(async () => (await at()).label.endsWith(`: ${word}`), `the answer “${word}”`);
    await page.keyboard.press('+');
    await rated(en.score.rate['+']);
    await page.keyboard.press('ArrowDown');
    const next = await at();
    expect(next.question).not.toBe(first.question);
    await page.keyboard.press('?');
    await rated(en.score.rate['?']);
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('-');
    await rated(en.score.rate['-']);
    await page.keyboard.press('Delete');
    await rated(en.score.rate.none);
    await page.keyboard.press('ArrowUp');
    expect((await at()).question).toBe(next.question);
    expect((await eventsOf(ext, crm.a)).filter((e) => e.type === 'assessment.answered').map((e) => (e.data as { value: unknown }).value)).toEqual(['+', '?', '-', null]);

    await frame.getByLabel(en.score.rivalName).focus();
    await page.keyboard.type('Fabrikon');
    await page.keyboard.press('Enter');
    await frame.locator('th[scope=col]', { hasText: 'Fabrikon' }).waitFor();
    await frame.getByRole('button', { name: en.score.addNoDecision }).press('Enter');
    await frame.locator('th[scope=col]', { hasText: en.score.noDecision }).waitFor();
    expect(await frame.getByRole('button', { name: en.score.addNoDecision }).count()).toBe(0);
    const comparative = frame.locator('[data-question] [data-party="us"]').first();
    await comparative.focus();
    const row = await at();
    await page.keyboard.press('ArrowRight');
    if ((await at()).party === 'us') await page.keyboard.press('ArrowDown'); // a question that compares nobody
    else expect((await at()).question).toBe(row.question);
    await page.keyboard.press('+');
    await rated(en.score.rate['+']);
    await frame.getByRole('button', { name: en.score.keepDate }).press('Enter');
    await saved('assessment.dated', 1);
  });

  test('an earlier date stands beside today’s answers', async () => {
    const questions = ['need-initiative', 'business-health', 'budget'].map((q) => `ssm-oa-1-${q}`);
    const rows: Row[] = [
      ...questions.map((question): Row => [20, OTHER_REP, 'assessment.answered', { assessment: OA, question, party: 'us', value: '-' }]),
      [20, OTHER_REP, 'assessment.dated', { assessment: OA, on: daysFromNow(-20) }],
    ];
    await bringIn(ext, crm.a, rows);
    const frame = await here();
    await go(frame, 'score');
    await frame.getByLabel(en.score.compare).selectOption(daysFromNow(-20));
    await frame.locator('button.group', { hasText: '1 ' }).click();
    await frame.locator('.rate.was').first().waitFor();
    expect(await frame.locator('.verdict').innerText()).toMatch(/ on \d+ \w+ \d{4}/);
    await frame.locator('#score-trend').scrollIntoViewIfNeeded();
    await frame.locator('section[aria-labelledby="score-trend"] svg').waitFor();
  });

  test('a note hangs on a proof; replied, acted on, closed, reopened, found', async () => {
    const [proof] = outcomes();
    let frame = await here();
    await go(frame, 'proof');
    await outcomeRow(frame, proof!.id).locator('button[aria-expanded]').first().click();
    await outcomeRow(frame, proof!.id).getByRole('button', { name: en.proof.note, exact: true }).click();
    await frame.getByLabel(en.coach.compose).fill('Who else has heard this? 唐娜也在场。');
    await frame.getByRole('button', { name: en.coach.send }).click();
    await frame.locator('article.note', { hasText: 'Who else has heard this?' }).waitFor();
    expect(await frame.locator('article.note .anchor').innerText()).toContain(proof!.text.en);
    const note = frame.locator('article.note', { hasText: 'Who else has heard this?' });
    await note.getByRole('button', { name: en.coach.reply }).click();
    await note.getByRole('textbox').fill('Dana was in the room.');
    await note.getByRole('button', { name: en.coach.save }).click();
    await note.getByText('Dana was in the room.').waitFor();
    await note.getByRole('button', { name: en.coach.markActed }).click();
    await note.getByRole('textbox').fill('Called her.');
    await note.locator('form').getByRole('button', { name: en.coach.markActed }).click();
    await frame.getByRole('radio', { name: en.coach.acted }).click();
    await note.getByText('Called her.').waitFor();
    await note.getByRole('button', { name: en.coach.resolve }).click();
    await frame.getByRole('radio', { name: en.coach.closed }).click();
    await note.getByRole('button', { name: en.coach.reopen }).click();
    await note.getByRole('textbox').fill('She has left the company.');
    await note.locator('form').getByRole('button', { name: en.coach.reopen }).click();
    await frame.getByRole('radio', { name: en.coach.open }).click();
    await note.getByText('She has left the company.').waitFor();
    frame = await here();
    await frame.getByLabel(en.coach.search).fill('唐娜');
    await until(async () => await frame.locator('article.note').count() === 1, 'one note found');
    await frame.getByLabel(en.coach.search).fill('nobody said this');
    await frame.getByText(en.coach.emptySearch).waitFor();
    await frame.getByLabel(en.coach.search).fill('');
  });

  test('another person’s note is marked at the edge until it has been read', async () => {
    let frame = await here();
    await frame.getByRole('button', { name: en.shell.close }).click();
    await bringIn(ext, crm.a, [
      [1, PRIYA, 'actor.named', { name: 'Priya Raman' }],
      [1, PRIYA, 'note.added', { note: 'n-money', anchor: { kind: 'deal' }, text: 'Who has heard the CFO say that she wants this?' }],
    ]);
    await tabSays(page, en.shell.unread(1));
    await (await restingTab(page)).click();
    frame = await here();
    await frame.locator('#tab-coach[aria-selected="true"]').waitFor(); // the tab leads to what is unread
    const note = frame.locator('article.note', { hasText: 'CFO' });
    expect(await note.innerText()).toContain('Priya Raman');
    expect(await note.innerText()).toContain(en.coach.isNew);
    await frame.getByRole('button', { name: en.coach.markRead }).click();
    await until(async () => await note.locator('.fresh').count() === 0, 'the mark to go');
    await frame.getByRole('button', { name: en.shell.close }).click();
    await until(async () => !(await (await restingTab(page)).attribute('aria-label'))!.includes('unread'), 'the tab to say nothing of it');
  });

  test('a manager verifies and rejects; a rep’s forged verdict has no effect and is shown as such', async () => {
    const proof = outcomes().find((o) => o.isCompletionMark)!;
    const other = outcomes().find((o) => o.id !== proof.id && o.kind === 'buyer')!;
    let frame = await here();
    await bringIn(ext, crm.a, [
      [2, OTHER_REP, 'outcome.claimed', { outcome: other.id, evidence: { text: 'It was said in the corridor.' } }],
      [2, OTHER_REP, 'outcome.verified', { outcome: other.id }],
    ]);
    await go(frame, 'proof');
    await outcomeRow(frame, other.id).locator('.why b', { hasText: en.proof.look.claimed }).waitFor();
    await go(frame, 'history');
    await frame.locator('li.void', { hasText: en.history.noEffect['role']! }).waitFor();

    await fromMenu(frame, en.shell.settings);
    await frame.getByRole('radio', { name: en.settings.manager }).click();
    await frame.locator('nav.subhead .icon-btn').click();
    await go(frame, 'proof');
    const open = async (id: string): Promise<void> => {
      const more = outcomeRow(frame, id).locator('button[aria-expanded]').first();
      if (await more.getAttribute('aria-expanded') !== 'true') await more.click();
    };
    await open(proof.id);
    await guarded(frame, proof.id, en.proof.verify);
    await outcomeRow(frame, proof.id).locator('.why b', { hasText: en.proof.look.verified }).waitFor();
    await open(other.id);
    await guarded(frame, other.id, en.proof.reject);
    await frame.getByLabel(en.proof.rejectWhy).fill('Nobody at the customer is named.');
    await outcomeRow(frame, other.id).locator('form').getByRole('button', { name: en.proof.reject }).click();
    await outcomeRow(frame, other.id).locator('.why b', { hasText: en.proof.look.rejected }).waitFor();
    await settings(ext, { role: 'rep' });
    await until(async () => await frame.getByRole('button', { name: en.proof.verify, exact: true }).count() === 0, 'the manager’s buttons to go');
    frame = await here();
    expect(await outcomeRow(frame, proof.id).innerText()).toContain(en.proof.look.verified);
  });

  /** A guarded button acts once it has been seen without a break; until then the panel says why not. */
  async function guarded(frame: Frame, id: string, name: string): Promise<void> {
    const button = outcomeRow(frame, id).locator('.guarded').getByRole('button', { name, exact: true });
    await until(async () => {
      if (!await button.count()) return true;
      await button.click({ timeout: 2_000 }).catch(() => {}); // it may have acted and gone
      return !await button.count();
    }, `“${name}” to act`);
  }

  test('a proof is waived with a reason; one that has expired is asked for again', async () => {
    const required = outcomes().filter((o) => o.required);
    const waived = required.at(-1)!;
    const frame = await here();
    await go(frame, 'proof');
    await outcomeRow(frame, waived.id).locator('button[aria-expanded]').first().click();
    await outcomeRow(frame, waived.id).getByRole('button', { name: en.proof.waive, exact: true }).click();
    await outcomeRow(frame, waived.id).locator('form').getByRole('button', { name: en.proof.waive }).click();
    await frame.locator('.error', { hasText: en.proof.filler.reason }).waitFor();
    await frame.getByLabel(en.proof.waiveWhy).fill('They buy on the frame contract of 2024.');
    await outcomeRow(frame, waived.id).locator('form').getByRole('button', { name: en.proof.waive }).click();
    await outcomeRow(frame, waived.id).locator('.why b', { hasText: en.proof.look.waived }).waitFor();
    const old = ssm.stages[5]!.verifiableOutcomes[0]!;
    await bringIn(ext, crm.a, [[30, OTHER_REP, 'outcome.claimed', { outcome: old.id, evidence: { text: 'Price held until the fair.', expires: daysFromNow(-1) } }]]);
    await frame.locator('summary', { hasText: `6 ${ssm.stages[5]!.name.en.split(' – ')[0]}` }).click();
    await outcomeRow(frame, old.id).locator('.why b', { hasText: en.proof.look.stale }).waitFor();
    await outcomeRow(frame, old.id).getByRole('button', { name: `${en.proof.renew}: ` }).waitFor();
  });

  test('History tells what changed since a day, by whom', async () => {
    const frame = await here();
    await go(frame, 'history');
    const lines = (): Promise<number> => frame.locator('.history ol li').count();
    await until(async () => await lines() > 3, 'the history of this week');
    const week = await lines();
    await frame.getByRole('radio', { name: en.history.presets.all }).click();
    await until(async () => await lines() > week, 'older lines too');
    await frame.getByLabel(en.history.filter).selectOption('notes');
    await frame.locator('.history li', { hasText: 'Who has heard the CFO' }).waitFor();
    expect(await frame.locator('.history li', { hasText: 'Who has heard the CFO' }).innerText()).toContain('Priya Raman as manager');
    await frame.getByLabel(en.history.filter).selectOption('crm');
    await until(async () => (await frame.locator('.history li').allInnerTexts()).every((t) => !t.includes('Answered')), 'CRM fields only');
    await frame.getByLabel(en.history.filter).selectOption('all');
    await frame.locator('.history input[type=date]').fill(daysFromNow(0));
    await until(async () => await lines() < week + 1 && await lines() > 0, 'today’s lines');
    expect(await frame.locator('.history').innerText()).not.toContain('It was said in the corridor.');
  });

  keeping(() => ({ crm, ext, page, here }));
}
