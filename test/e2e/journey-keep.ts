// The end of the journey: everything changes its language and looks, and everything kept comes back elsewhere.
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gunzipSync, gzipSync } from 'node:zlib';
import type { Frame, Page } from 'playwright-core';
import { expect, test } from 'vitest';
import { crmKinds } from '../../src/crm/registry.ts';
import { panelBox, until, type Extension } from './support.ts';
import { en, eventsOf, fromMenu, go, launchOn, openAll, settings, ssm, tabSays, words, type Crm } from './way.ts';

/** Where the journey stands: its browser, page and deal. */
export type Walk = () => { crm: Crm; ext: Extension; page: Page; here(): Promise<Frame> };

export function keeping(walk: Walk): void {
  test('Chinese changes every visible text', async () => {
    const { crm, ext, page, here } = walk();
    const frame = await here();
    await fromMenu(frame, en.shell.settings);
    await frame.getByRole('radio', { name: '简体中文' }).click();
    const zh = words('zh-CN');
    await frame.getByText(zh.settings.savedAsYouGo).waitFor();
    // Typed by people or named by the CRM, and names of products, methods and keys.
    const names = [crm.a.name, crm.a.account, crm.a.crmStage, crm.a.owner, crm.name, ...(await eventsOf(ext, crm.a)).flatMap((e) => strings(e.data)).filter((t) => /[A-Z\s]/.test(t)),
      ...crmKinds.map((k) => k.name), 'StageProof', 'CRM', 'SSM', 'LTC', 'API', 'English', 'Esc', 'Ctrl', 'Enter', 'Delete', 'Alt', 'Shift', 'MIT', 'CFO'];
    const english = async (): Promise<string[]> => {
      const texts = await visibleTexts(frame);
      const left = texts.map((t) => names.toSorted((x, y) => y.length - x.length).reduce((s, n) => (n ? s.replaceAll(n, ' ') : s), t));
      // Abbreviations such as LOI stand in Chinese business texts as they are.
      return [...new Set(left.filter((t) => /[A-Za-z]{3,}/.test(t.replaceAll(/(?<![A-Za-z])[A-Z]{2,4}(?![A-Za-z])/g, ' '))))];
    };
    expect({ settings: await english() }).toEqual({ settings: [] });
    await fromMenu(frame, zh.shell.keys);
    expect({ keys: await english() }).toEqual({ keys: [] });
    for (const screen of ['now', 'proof', 'score', 'coach', 'history'] as const) {
      await go(frame, screen);
      if (screen === 'score') await frame.locator('table.qs').waitFor();
      await openAll(frame, 'details:not([open]) > summary');
      expect({ [screen]: await english() }).toEqual({ [screen]: [] });
    }
    await frame.getByRole('button', { name: zh.shell.close }).click();
    await tabSays(page, ssm.stages[crm.a.stage - 1]!.name.zh.split(' · ')[0]!.split(/——|–/)[0]!);
  });

  test('theme, side and screen-share mode act at once and stay', async () => {
    const { crm, ext, page, here } = walk();
    let frame = await here();
    await fromMenu(frame, en.shell.settings);
    const back = await frame.evaluate(() => getComputedStyle(document.body).backgroundColor);
    await frame.getByRole('radio', { name: en.settings.themes.dark }).click();
    await until(async () => await frame.evaluate(() => getComputedStyle(document.body).backgroundColor) !== back, 'the dark theme');
    await frame.getByRole('radio', { name: en.settings.sides.left }).click();
    await until(async () => (await panelBox(page))?.x === 0, 'the panel on the left');
    await frame.getByRole('switch', { name: en.settings.screenShare }).click();
    await frame.getByText(en.shell.sharing).waitFor();
    await go(frame, 'coach');
    await frame.getByText(en.coach.hidden).first().waitFor();
    expect(await frame.locator('#panel-body').innerText()).not.toContain('CFO');
    await go(frame, 'score');
    await frame.locator('table.qs').waitFor();
    expect(await frame.locator('#panel-body').innerText()).not.toContain('Fabrikon');
    await page.reload();
    await crm.a.open(page);
    frame = await here();
    expect(await frame.evaluate(() => getComputedStyle(document.body).backgroundColor)).not.toBe(back);
    expect((await panelBox(page))?.x).toBe(0);
    await settings(ext, { theme: 'auto', side: 'right', screenShare: false });
    await until(async () => ((await panelBox(page))?.x ?? 0) > 0, 'the panel on the right again');
  });

  test('a backup of everything and of one deal comes back in a new profile, the same; a broken file is refused whole', async () => {
    const { crm, ext, page, here } = walk();
    const dir = mkdtempSync(join(tmpdir(), 'stageproof-backup-'));
    let second: Extension | undefined;
    try {
      const options = await ext.openOwn('options.html');
      const fetched = async (from: Page | Frame, name: string, pageOf: Page): Promise<string> => {
        const [download] = await Promise.all([pageOf.waitForEvent('download'), from.getByRole('button', { name, exact: true }).click()]);
        const path = join(dir, `${name.replaceAll(' ', '-')}.jsonl.gz`);
        await download.saveAs(path);
        return path;
      };
      const whole = await fetched(options, en.settings.backup, options);
      const frame = await here();
      await fromMenu(frame, en.shell.settings);
      const one = await fetched(frame, en.settings.backupDeal, page);
      await frame.locator('nav.subhead .icon-btn').click();
      const before = await eventsOf(ext, crm.a);
      const others = await eventsOf(ext, crm.b);
      expect(others.length).toBeGreaterThan(0);

      const broken = join(dir, 'broken.jsonl');
      writeFileSync(broken, gunzipSync(readFileSync(whole)).toString().split('\n').slice(0, 5).join('\n'));
      const cut = join(dir, 'cut.jsonl.gz');
      writeFileSync(cut, readFileSync(whole).subarray(0, -40));
      const tampered = join(dir, 'tampered.jsonl.gz');
      writeFileSync(tampered, gzipSync(gunzipSync(readFileSync(whole)).toString().replace('Helen Park', 'Ellen Park')));

      second = await launchOn(crm);
      expect(await eventsOf(second, crm.a)).toEqual([]);
      const fresh = await second.openOwn('options.html');
      const choose = (path: string) => fresh.getByLabel(en.options.chooseFile).setInputFiles(path);
      const status = fresh.locator('#data [role=status]');
      await choose(broken);
      await status.filter({ hasText: /Nothing was restored\. Line \d+: / }).waitFor();
      expect(await status.innerText()).toContain(en.settings.reasons['truncated']);
      for (const path of [cut, tampered]) {
        await choose(path);
        await status.filter({ hasText: 'Nothing was restored.' }).waitFor();
        expect(await fresh.getByRole('button', { name: en.options.bringIn }).count()).toBe(0);
      }
      expect(await eventsOf(second, crm.a)).toEqual([]);

      await choose(one);
      await fresh.getByRole('button', { name: en.options.bringIn }).click();
      await status.filter({ hasText: 'Nothing was overwritten.' }).waitFor();
      expect(await eventsOf(second, crm.a)).toEqual(before);
      expect(await eventsOf(second, crm.b)).toEqual([]);
      await choose(whole);
      await fresh.getByRole('button', { name: en.options.bringIn }).click();
      await status.filter({ hasText: 'Nothing was overwritten.' }).waitFor();
      expect(await eventsOf(second, crm.a)).toEqual(before);
      expect(await eventsOf(second, crm.b)).toEqual(others);
      await choose(whole);
      await status.filter({ hasText: en.options.nothingNew }).waitFor();
      await options.close();
    } finally {
      await second?.close();
      rmSync(dir, { recursive: true, force: true });
    }
  });
}

/** Every string in a value. */
function strings(value: unknown): string[] {
  if (typeof value === 'string') return [value];
  return value && typeof value === 'object' ? Object.values(value).flatMap(strings) : [];
}

/** All that can be seen or is said by a screen reader, one text per node or attribute. */
const visibleTexts = (frame: Frame): Promise<string[]> =>
  frame.evaluate(() => {
    const found: string[] = [];
    const walk = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    for (let node = walk.nextNode(); node; node = walk.nextNode()) {
      const parent = node.parentElement!;
      if (parent.closest('script, style, [hidden]') || !parent.getClientRects().length) continue;
      if (node.textContent!.trim()) found.push(node.textContent!.trim());
    }
    for (const e of document.querySelectorAll('[aria-label], [title], [placeholder]')) {
      if (!e.getClientRects().length) continue;
      for (const name of ['aria-label', 'title', 'placeholder']) if (e.getAttribute(name)) found.push(e.getAttribute(name)!);
    }
    return found;
  });

