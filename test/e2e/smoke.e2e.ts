// The whole path once on each CRM: the built extension finds the opportunity, shows it, and survives what Chrome does to it.
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { storyBackup } from '../tools/story.mjs';
import {
  axe, demoCrm, openOpportunity, openPanel, panelBox, restingTab, tryton, trytonLogin, until, withExtension, type Demo, type Extension,
} from './support.ts';

interface Door { restore(jsonl: string): Promise<unknown>; settings(change: object): Promise<void> }
const door = async (extension: Extension, name: keyof Door, argument: unknown) =>
  (await extension.worker()).evaluate(([method, value]) =>
    (globalThis as unknown as { stageproofDemo: Door }).stageproofDemo[method as keyof Door](value as never), [name, argument]);

let crm: Demo;
let extension: Extension;
beforeAll(async () => {
  crm = await demoCrm();
  extension = await withExtension({ ...crm.launch });
});
afterAll(async () => {
  await extension?.close();
  await crm?.close();
});

describe('on Tryton', () => {
  test('the tab opens a panel that knows the opportunity, without axe violations in either language', async (ctx) => {
    const { env } = tryton(ctx);
    const page = await extension.newPage();
    await trytonLogin(page, env);
    expect(await panelBox(page)).toBeNull();
    await openOpportunity(page, env, 'OPP-ACME-1');
    const frame = await openPanel(page);
    await frame.getByText('Acme Robotics - plant rollout').first().waitFor();
    expect(await frame.getByRole('tab').count()).toBe(5);
    for (const lang of ['en', 'zh-CN']) {
      await door(extension, 'settings', { lang });
      await frame.locator(`html[lang="${lang}"]`).waitFor({ state: 'attached' });
      for (let tab = 0; tab < 5; tab++) {
        await frame.getByRole('tab').nth(tab).click();
        expect(await axe(frame), `screen ${tab + 1} in ${lang}`).toEqual([]);
      }
    }
    await door(extension, 'settings', { lang: 'en' });
    await page.close();
  });

  test('another opportunity in the same page replaces the one in the panel', async (ctx) => {
    const { env } = tryton(ctx);
    const page = await extension.newPage();
    await trytonLogin(page, env);
    await openOpportunity(page, env, 'OPP-ACME-1');
    const frame = await openPanel(page);
    await frame.getByText('Acme Robotics - plant rollout').first().waitFor();
    await openOpportunity(page, env, 'OPP-GLOBEX-1');
    await frame.getByText('Globex Health - patient intake').first().waitFor();
    expect(await frame.getByText('Acme Robotics - plant rollout').count()).toBe(0);
    await page.close();
  });

  test('a stopped worker comes back with the deal, and the panel goes on', async (ctx) => {
    const { env } = tryton(ctx);
    const page = await extension.newPage();
    await trytonLogin(page, env);
    await openOpportunity(page, env, 'OPP-ACME-1');
    const frame = await openPanel(page);
    const key = `tryton:${new URL(env.base).host}/${env.database}:${env.opportunities['OPP-ACME-1']!.id}`;
    await extension.stopWorker();
    await door(extension, 'restore', storyBackup({ deal: key, crm: 'tryton' }));
    await frame.getByRole('tab').nth(3).click();
    await frame.getByText(/Who has heard Lee Park say/).first().waitFor();
    await page.close();
  });
});

describe('on the demo CRM', () => {
  test('the tab opens a panel that knows the opportunity', async () => {
    const page = await extension.newPage();
    await page.goto(crm.lightning);
    await page.getByRole('link', { name: 'Opportunities' }).first().click();
    await page.getByRole('link', { name: 'Plant analytics rollout' }).first().click();
    expect(await (await restingTab(page)).attribute('aria-label')).toContain('StageProof');
    const frame = await openPanel(page);
    await frame.getByText('Plant analytics rollout').first().waitFor();
    await frame.getByText(/420,000|420 k/).first().waitFor();
    expect(await axe(frame)).toEqual([]);
    const box = await until(() => panelBox(page), 'the panel to stand on the page');
    expect(box.x + box.width).toBeLessThanOrEqual(1440);
    await page.close();
  });
});
