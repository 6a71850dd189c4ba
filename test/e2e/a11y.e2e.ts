// WCAG 2.2 AA by axe on every screen, language and theme beside both CRMs; the keyboard alone; zoom, narrow windows, still pictures.
import type { Frame, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, onTestFailed, test } from 'vitest';
import type { Lang, Theme } from '../../src/wire/messages.ts';
import { storyBackup } from '../tools/story.mjs';
import { axe, panelBox, until, type Extension } from './support.ts';
import { beside, fromMenu, go, launchOn, onLightning, onTryton, openAll, pictured, restoreText, settings, shown, words, type Crm } from './way.ts';

const LOOKS: [Lang, Theme][] = [['en', 'light'], ['en', 'dark'], ['zh-CN', 'light'], ['zh-CN', 'dark']];
const TAB_SCREENS = ['now', 'proof', 'score', 'coach', 'history'] as const;

/** Every screen of the panel with its parts unfolded, one after the other. */
async function* screens(frame: Frame, lang: Lang): AsyncGenerator<string> {
  const m = words(lang);
  for (const screen of TAB_SCREENS) {
    await go(frame, screen);
    if (screen === 'score') {
      await frame.locator('table.qs button.rate').first().click();
      await frame.locator('tr.detail').waitFor();
    }
    if (screen === 'history') await frame.locator('.history ol li').first().waitFor();
    await openAll(frame, 'details.fold:not([open]) > summary');
    if (screen === 'proof') {
      await openAll(frame, 'li[data-stop] .why button[aria-expanded="false"]');
    }
    yield screen;
  }
  await go(frame, 'proof');
  await frame.locator('li[data-stop] > span button').first().click();
  await frame.locator('form.claim').waitFor();
  yield 'claim';
  await frame.locator('form.claim').getByRole('button', { name: m.proof.cancel }).click();
  await frame.locator('.gate-line button.link').click();
  await frame.locator('#gate-title').waitFor();
  yield 'gate';
  for (const screen of ['settings', 'keys', 'about'] as const) {
    await fromMenu(frame, m.shell[screen]);
    yield screen;
  }
}

describe.each([['Tryton', onTryton], ['Lightning', onLightning]] as const)('beside %s', (name, start) => {
  let crm: Crm;
  let ext: Extension;
  let page: Page;
  beforeAll(async () => {
    crm = await start({ skip: (reason: string) => { throw new Error(reason); } });
    ext = await launchOn(crm);
    await restoreText(ext, storyBackup({ deal: crm.a.key, crm: crm.id === 'tryton' ? 'tryton' : 'demo' }));
    await settings(ext, { name: 'Maya Lindqvist' });
    page = await ext.newPage();
    page.setDefaultTimeout(15_000);
  });
  afterAll(async () => {
    await ext?.close();
    await crm?.close();
  });

  /** The panel's own document is the same beside every CRM: all its looks, widths and motion are looked at once. */
  const once = name === 'Lightning';

  test.each(LOOKS.filter((_, i) => once || i % 3 === 0))('every screen in %s, %s', async (lang, theme) => {
    onTestFailed(() => pictured(page, `axe ${crm.id} ${lang} ${theme}`));
    await settings(ext, { lang, theme });
    const frame = await beside(page, crm.a);
    await until(() => frame.evaluate(([l, t]) => document.documentElement.lang === l && document.documentElement.dataset['theme'] === t, [lang, theme]), 'language and theme');
    const found: Record<string, string[]> = {};
    for await (const screen of screens(frame, lang)) {
      const violations = await axe(frame);
      if (violations.length) found[screen] = violations;
    }
    expect(found).toEqual({});
  });

  if (once) test('no screen scrolls sideways: panel 360 and 480 wide, window 640 (200 % zoom) and 320', async () => {
    onTestFailed(() => pictured(page, `reflow ${crm.id}`));
    await settings(ext, { lang: 'en', theme: 'light' });
    const wide: string[] = [];
    for (const [window, width] of [[1440, 360], [1440, 480], [640, 400], [320, 400]] as const) {
      await page.setViewportSize({ width: window, height: 800 });
      await settings(ext, { width });
      const frame = await shown(page, crm.a);
      const most = Math.min(window, width);
      await until(async () => {
        const box = await panelBox(page);
        return box && box.width <= most && box.width >= most - 8; // the edge to resize it by stands beside it
      }, `the panel to be ${most} wide`);
      for await (const screen of screens(frame, 'en')) {
        const over = await frame.evaluate(() => {
          const room = document.documentElement.clientWidth;
          const past = [...document.querySelectorAll('#app *')].find((e) => !e.closest('.scroll, .sr') && e.getClientRects().length && e.getBoundingClientRect().right > room + 1);
          return document.documentElement.scrollWidth > room ? `${document.documentElement.scrollWidth} in ${room}: ${past?.outerHTML.slice(0, 120)}` : '';
        });
        if (over) wide.push(`${screen} at ${window}/${width}: ${over}`);
      }
    }
    expect(wide).toEqual([]);
    await page.setViewportSize({ width: 1440, height: 900 });
  });

  test('Tab goes through a screen in its order, always seen, and out again; Escape gives the page its focus back', async () => {
    onTestFailed(() => pictured(page, `tab ${crm.id}`));
    await settings(ext, { lang: 'en', width: 400 });
    const frame = await shown(page, crm.a);
    for (const screen of TAB_SCREENS) {
      await go(frame, screen);
      await frame.locator(`#tab-${screen}`).focus();
      const faults: string[] = [];
      let steps = 0;
      for (; steps < 150; steps++) {
        await page.keyboard.press('Tab');
        const at = await frame.evaluate(() => {
          if (!document.hasFocus() || document.activeElement === document.body) return null;
          const e = document.activeElement as HTMLElement & { walked?: number };
          const look = getComputedStyle(e);
          const box = e.getBoundingClientRect();
          const before = (globalThis as { last?: HTMLElement }).last;
          const ordered = !before || before === e || !before.isConnected || !!(before.compareDocumentPosition(e) & Node.DOCUMENT_POSITION_FOLLOWING);
          (globalThis as { last?: HTMLElement }).last = e;
          const top = document.elementFromPoint(box.x + box.width / 2, box.y + Math.min(box.height, 20) / 2);
          return {
            what: e.outerHTML.slice(0, 100), ordered,
            seen: before === e || (look.outlineStyle !== 'none' && parseFloat(look.outlineWidth) >= 1), // the parts of a date show their own
            uncovered: !top || e.contains(top) || top.contains(e), inside: box.bottom > 0 && box.top < innerHeight,
          };
        });
        if (!at) break;
        if (!at.ordered) faults.push(`out of order: ${at.what}`);
        if (!at.seen) faults.push(`no visible focus: ${at.what}`);
        if (!at.inside || !at.uncovered) faults.push(`focus under something: ${at.what}`);
      }
      expect({ screen, faults: [...new Set(faults)] }).toEqual({ screen, faults: [] });
      expect(steps).toBeGreaterThan(2);
      expect(steps).toBeLessThan(150); // out again: no trap
      await frame.evaluate(() => { delete (globalThis as { last?: unknown }).last; });
    }
    await go(frame, 'now');
    await frame.locator('#tab-now').focus();
    await page.keyboard.press('Escape');
    await until(async () => !await frame.evaluate(() => document.hasFocus()), 'the page to have the focus');
  });

  if (once) test('nothing moves where less motion is wanted', async () => {
    await page.emulateMedia({ reducedMotion: 'reduce' });
    const frame = await shown(page, crm.a);
    expect(await frame.evaluate(() => matchMedia('(prefers-reduced-motion: reduce)').matches)).toBe(true);
    const moving: string[] = [];
    for await (const screen of screens(frame, 'en')) {
      moving.push(...await frame.evaluate((s) => [...document.querySelectorAll('*')].flatMap((e) => {
        const { transitionDuration, animationName, animationDuration } = getComputedStyle(e);
        const still = transitionDuration.split(', ').every((d) => parseFloat(d) <= 0.001) && (animationName === 'none' || parseFloat(animationDuration) <= 0.001);
        return still ? [] : [`${s}: ${e.outerHTML.slice(0, 80)}`];
      }), screen));
    }
    expect(moving).toEqual([]);
    await page.emulateMedia({ reducedMotion: 'no-preference' });
  });
});

describe('full pages', () => {
  let ext: Extension;
  beforeAll(async () => {
    const crm = await onLightning();
    await crm.close();
    ext = await launchOn(crm);
  });
  afterAll(async () => {
    await ext?.close();
  });

  test.each(['options.html', 'welcome.html'])('%s', async (path) => {
    const page = await ext.openOwn(path);
    onTestFailed(() => pictured(page, path));
    for (const [lang, theme] of LOOKS) {
      await settings(ext, { lang, theme });
      await page.getByText(words(lang).settings.you, { exact: true }).first().waitFor();
      await until(() => page.evaluate((t) => document.documentElement.dataset['theme'] === t, theme), 'the theme');
      expect({ lang, theme, found: await axe(page) }).toEqual({ lang, theme, found: [] });
    }
    for (const width of [640, 320]) {
      await page.setViewportSize({ width, height: 800 });
      expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(width);
    }
    await settings(ext, { lang: 'en', theme: 'auto' });
    await page.close();
  });
});
