/** The panel's screens in real Chromium over the fake worker of the harness. */
import axeSource from 'axe-core';
import { chromium, type Browser, type Page } from 'playwright-core';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { findBrowser } from '../tools/browser.mjs';
import { serveHarness } from './harness/serve.mjs';

const found = findBrowser();
if (!found) console.warn('panel.browser.test: skipped, no Chromium, Chrome or Edge on this machine');

const KDM = 'ssm-validating-need-and-access-confirmed';

describe.skipIf(!found)('the panel', { timeout: 60_000 }, () => {
  let browser: Browser;
  let served: Awaited<ReturnType<typeof serveHarness>>;
  let page: Page;
  let broken: string[] = [];

  beforeAll(async () => {
    served = await serveHarness();
    browser = await chromium.launch({ executablePath: found!.path, args: ['--no-sandbox'] });
  }, 120_000);
  afterAll(async () => {
    await browser?.close();
    await served?.close();
  });
  beforeEach(() => {
    broken = [];
  });

  async function open(query: string, width = 400, height = 900): Promise<Page> {
    await page?.close();
    page = await browser.newPage({ viewport: { width, height }, reducedMotion: 'reduce' });
    page.on('pageerror', (error) => broken.push(String(error)));
    await page.goto(`${served.url}?${query}`);
    await page.waitForFunction(() => window.harness?.app.paired.value === true || new URLSearchParams(location.search).has('stuck'));
    if (query.includes('screen=')) await page.waitForFunction(() => window.harness.app.screen.value === new URLSearchParams(location.search).get('screen'));
    return page;
  }
  const axe = async (): Promise<string[]> => {
    await page.evaluate(axeSource.source);
    return page.evaluate(async () => {
      const found = await (window as never as { axe: { run(o: object): Promise<{ violations: { id: string; nodes: { target: unknown[]; failureSummary?: string }[] }[] }> } }).axe
        .run({ runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'], rules: { region: { enabled: false } } });
      return found.violations.flatMap((v) => v.nodes.map((n) => `${v.id} ${n.target.join(' ')} ${n.failureSummary ?? ''}`));
    });
  };
  const events = (type: string) => page.evaluate((t) => window.harness.worker.events.filter((e) => e.type === t), type);
  const overflow = () => page.evaluate(() => document.documentElement.scrollWidth - innerWidth);

  const screens = [
    'scene=story', 'scene=story&screen=proof', `scene=story&screen=proof&anchor=claim:${KDM}`, 'scene=manager&screen=proof&anchor=ssm-validating-initiatives-and-needs-confirmed',
    'scene=story&screen=gate', 'scene=block', 'scene=ready', 'scene=fresh', 'scene=unmapped', 'scene=moved', 'scene=lost', 'scene=bare', 'scene=wild', 'scene=share&screen=proof',
    'scene=elsewhere', 'scene=layout', 'scene=signed-out', 'scene=foreign', 'scene=story&screen=keys', 'scene=story&screen=about',
    'scene=story&screen=score', 'scene=story&screen=coach', 'scene=story&screen=history', 'scene=story&screen=settings',
  ];
  describe.each([['light', 'en'], ['dark', 'zh-CN']])('in %s and %s', (theme, lang) => {
    it.each(screens)('%s has no fault that axe can see', async (query) => {
      await open(`${query}&theme=${theme}&lang=${lang}`, 360, 2400);
      await page.waitForTimeout(150);
      expect(await page.evaluate(() => [document.documentElement.lang, document.documentElement.dataset['theme']])).toEqual([lang, theme]);
      expect(await axe()).toEqual([]);
      expect(await overflow()).toBeLessThanOrEqual(0);
      expect(broken).toEqual([]);
    });
  });

  it('draws nothing before it is paired', async () => {
    await open('stuck=1');
    await page.waitForTimeout(300);
    expect(await page.evaluate(() => document.getElementById('app')!.childElementCount)).toBe(0);
    await page.evaluate(() => { window.harness.worker.deaf = false; window.harness.worker.break(); });
    await page.getByRole('heading', { name: 'Plant analytics rollout' }).waitFor();
  });

  it('claims a proof in two clicks, with who and when', async () => {
    await open('scene=story&screen=proof');
    await page.getByRole('button', { name: /^Claim: The customer confirms/ }).click();
    expect(await page.getByLabel('When').inputValue()).toBe('2026-11-21');
    expect(await page.getByText('by Ana Novak, today').count()).toBe(1);
    await page.getByRole('button', { name: 'Save proof' }).click();
    await page.locator(`#${KDM}`).getByText('Claimed').waitFor();
    const [claimed] = (await events('outcome.claimed')).slice(-1);
    expect(claimed).toMatchObject({ by: 'local:ana', data: { outcome: KDM, evidence: {} } });
  });

  it('confirms when the customer is named, after refusing filler with the text kept', async () => {
    await open(`scene=story&screen=proof&anchor=claim:${KDM}`);
    const before = (await events('outcome.claimed')).length;
    await page.getByLabel(/What did they say/).fill('TBD');
    await page.getByLabel('Who said it').fill('Tom Becker');
    await page.getByText('Becomes confirmed:').waitFor();
    await page.keyboard.press('Control+Enter');
    await page.getByText('This reads like a placeholder.', { exact: false }).first().waitFor();
    expect(await page.getByLabel(/What did they say/).getAttribute('aria-invalid')).toBe('true');
    expect((await events('outcome.claimed')).length).toBe(before);
    await page.getByLabel(/What did they say/).fill('Send me the summary, I will introduce you to Daniel.');
    await page.keyboard.press('Control+Enter');
    await page.locator(`#${KDM}`).getByText('Confirmed').waitFor();
    expect((await events('outcome.claimed')).at(-1)!.data).toMatchObject({ evidence: { saidBy: 'Tom Becker', saidOn: '2026-11-21' } });
  });

  it('keeps a half-typed claim over a stopped worker and opens it again', async () => {
    await open(`scene=story&screen=proof&anchor=claim:${KDM}`);
    await page.getByLabel(/What did they say/).fill('Half a sentence');
    await page.waitForFunction(() => Object.values(window.harness.worker.drafts).some((d) => d.includes('Half a sentence')));
    await page.evaluate(() => { window.harness.worker.break(); });
    await page.waitForTimeout(200);
    expect(await page.getByLabel(/What did they say/).inputValue()).toBe('Half a sentence');
    await page.evaluate(() => { window.harness.app.go('now'); });
    await page.getByRole('tab', { name: /Proof/ }).click();
    expect(await page.getByLabel(/What did they say/).inputValue()).toBe('Half a sentence');
  });

  it('keeps the form and says why when the disk is full', async () => {
    await open(`scene=story&screen=proof&anchor=claim:${KDM}`);
    await page.evaluate(() => { window.harness.worker.refuse = { code: 'disk-full' }; });
    await page.getByLabel(/What did they say/).fill('She wrote so on Friday.');
    await page.getByRole('button', { name: 'Save proof' }).click();
    await page.getByText('The disk is full', { exact: false }).waitFor();
    await page.getByRole('button', { name: 'Save a backup file' }).waitFor();
    expect(await page.getByLabel(/What did they say/).inputValue()).toBe('She wrote so on Friday.');
    await page.evaluate(() => { window.harness.worker.refuse = null; });
    await page.getByRole('button', { name: 'Save proof' }).click();
    await page.locator(`#${KDM}`).getByText('Claimed').waitFor();
    expect(await page.getByText('The disk is full', { exact: false }).count()).toBe(0);
  });

  it('says that the database is denied instead of waiting for ever', async () => {
    await open('scene=denied');
    await page.evaluate(() => { window.harness.worker.send({ t: 'trouble', error: { code: 'database-denied' } }); });
    await page.getByRole('heading', { name: /does not allow StageProof to store data/ }).waitFor();
    await page.getByRole('button', { name: 'Try again' }).click();
    await page.waitForFunction(() => window.harness.worker.heard.some((m) => m.t === 'host' && m.cmd === 'reread'));
  });

  it('offers verifying to a manager only', async () => {
    await open('scene=story&screen=proof&anchor=ssm-identifying-interest-demonstrated');
    await page.locator('#ssm-identifying-interest-demonstrated').getByRole('button', { name: 'Waive' }).waitFor();
    expect(await page.getByRole('button', { name: 'Verify' }).count()).toBe(0);
    await open('scene=manager&screen=proof&anchor=ssm-identifying-interest-demonstrated');
    await page.waitForTimeout(800);
    await page.getByRole('button', { name: 'Verify' }).click();
    await page.locator('#ssm-identifying-interest-demonstrated').getByText('Verified').first().waitFor();
  });

  it('refuses to verify while something covers the button, and says so', async () => {
    await open('scene=manager&screen=proof&anchor=ssm-identifying-interest-demonstrated');
    const verify = page.getByRole('button', { name: 'Verify' });
    await verify.waitFor();
    await page.evaluate(() => {
      const cover = document.createElement('div');
      cover.id = 'cover';
      cover.style.cssText = 'position:fixed;inset:0;z-index:99;background:#fff;opacity:.2;pointer-events:none';
      document.body.append(cover);
    });
    await page.waitForTimeout(900);
    await verify.click();
    await page.getByText('Part of the panel was covered', { exact: false }).waitFor();
    expect(await events('outcome.verified')).toHaveLength(2);
    await page.evaluate(() => document.getElementById('cover')!.remove());
    await page.waitForTimeout(900);
    await verify.click();
    await page.waitForFunction(() => window.harness.worker.events.filter((e) => e.type === 'outcome.verified').length === 3);
  });

  it('leads from the gate to the claim and back, and lets a proven move go', async () => {
    await open('scene=held');
    await page.getByRole('heading', { name: '3 proofs are missing for Qualifying' }).waitFor();
    await page.getByRole('button', { name: 'Claim the first proof' }).click();
    await page.getByRole('button', { name: 'Save proof' }).click();
    await page.getByRole('heading', { name: '3 proofs are missing for Qualifying' }).waitFor();
    await open('scene=ready');
    await page.waitForTimeout(800);
    await page.getByRole('button', { name: 'Let the move go' }).click();
    await page.waitForFunction(() => window.harness.worker.heard.some((m) => m.t === 'gate' && m.go && m.move === 7));
    await page.evaluate(() => { window.harness.worker.send({ t: 'move-result', n: 7, result: 'refused', to: null, detail: 'Amount must be filled in first.' }); });
    await page.getByRole('heading', { name: 'Salesforce refused the move' }).waitFor();
    await page.getByText('Amount must be filled in first.').waitFor();
  });

  it('asks for a reason, and under “block” for an approver, before a move without proof', async () => {
    await open('scene=block');
    await page.getByText('Move without proof').first().click();
    await page.waitForTimeout(800);
    const go = page.getByRole('button', { name: 'Move without proof' });
    await go.scrollIntoViewIfNeeded();
    await page.waitForTimeout(800);
    await go.click();
    await page.getByText('Name who agreed to it.').first().waitFor();
    expect(await page.evaluate(() => window.harness.worker.heard.some((m) => m.t === 'gate'))).toBe(false);
    await page.getByLabel(/Why now/).fill('Their budget window closes on 30 Nov; Tom introduces us on the 25th.');
    await page.getByLabel('Approver').fill('Ruth Osei');
    await go.scrollIntoViewIfNeeded();
    await page.waitForTimeout(800);
    await go.click();
    await page.waitForFunction(() => window.harness.worker.heard.some((m) => m.t === 'gate'));
    expect(await page.evaluate(() => window.harness.worker.heard.find((m) => m.t === 'gate'))).toMatchObject({ go: true, override: { approver: 'Ruth Osei', until: '2026-11-28' } });
  });

  it('works by keys, never while typing, and not when they are switched off', async () => {
    await open('scene=story');
    await page.keyboard.press('2');
    await page.waitForFunction(() => window.harness.app.screen.value === 'proof');
    await page.keyboard.press('j');
    await page.keyboard.press('j');
    expect(await page.evaluate(() => document.activeElement?.id)).toBe('ssm-validating-vision-shaped');
    await page.keyboard.press('Enter');
    await page.keyboard.press('Escape');
    await page.keyboard.press('c');
    const text = page.getByLabel(/What did they say/);
    await text.waitFor();
    await text.press('2');
    await text.press('?');
    expect(await page.evaluate(() => window.harness.app.screen.value)).toBe('proof');
    expect(await text.inputValue()).toContain('2?');
    await text.press('Escape');
    await page.keyboard.press('?');
    await page.getByRole('heading', { name: 'Keys' }).waitFor();
    await page.keyboard.press('Escape');
    await page.waitForFunction(() => window.harness.app.screen.value === 'proof');
    await page.keyboard.press('Escape');
    await page.waitForFunction(() => window.harness.worker.heard.some((m) => m.t === 'host' && m.cmd === 'focus-page'));
    await page.evaluate(() => window.harness.app.setSettings({ singleKeys: false }));
    await page.keyboard.press('1');
    expect(await page.evaluate(() => window.harness.app.screen.value)).toBe('proof');
  });

  it('moves focus with the screen and reaches every tab by arrows', async () => {
    await open('scene=story');
    await page.getByRole('tab', { name: 'Now' }).focus();
    await page.keyboard.press('ArrowRight');
    expect(await page.evaluate(() => [document.activeElement?.id, window.harness.app.screen.value])).toEqual(['tab-proof', 'proof']);
    await page.getByRole('button', { name: 'More', exact: true }).click();
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Escape');
    expect(await page.evaluate(() => document.activeElement?.id)).toBe('more');
  });

  it('ticks with who and when, and maps a stage for every deal in it', async () => {
    await open('scene=story');
    await page.getByRole('checkbox', { name: /Pictures what/ }).click();
    await page.getByText('Ana Novak, 21 Nov').waitFor();
    await page.getByRole('button', { name: 'Change stage' }).click();
    await page.getByRole('combobox', { name: 'Stage of this deal' }).selectOption('ssm-qualifying');
    await page.getByRole('button', { name: 'Save', exact: true }).click();
    await page.getByText('4 Qualifying').first().waitFor();
    expect(await page.evaluate(() => window.harness.app.settings.value.stageMaps)).toEqual({ 'salesforce:acme.example:ssm': { 'Needs Analysis': 'ssm-qualifying' } });
  });

  it('explains a move seen afterwards', async () => {
    await open('scene=moved');
    await page.getByRole('button', { name: 'Explain' }).click();
    await page.getByLabel(/Why did the stage move/).fill('Moved by Tom in the weekly call.');
    await page.getByRole('button', { name: 'Save', exact: true }).click();
    await page.waitForFunction(() => window.harness.worker.events.some((e) => e.type === 'stage.explained'));
    await page.getByText('The stage moved outside this panel').waitFor({ state: 'detached' });
  });

  it('says so when the worker stays away, and when the extension was updated', async () => {
    await open('scene=story');
    await page.evaluate(() => { window.harness.worker.down = true; window.harness.worker.break(); });
    await page.getByText('Connecting again…').waitFor();
    await page.evaluate(() => { window.harness.worker.gone = true; });
    await page.getByText('StageProof was updated').waitFor({ timeout: 20_000 });
  });

  it('keeps to one column at 200 % zoom and at 480 px', async () => {
    for (const width of [200, 480]) {
      for (const query of ['scene=story', `scene=story&screen=proof&anchor=claim:${KDM}`, 'scene=block']) {
        await open(query, width, 450);
        expect(await overflow()).toBeLessThanOrEqual(0);
      }
    }
  });
});
