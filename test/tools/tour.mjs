// The way to the opportunity of the prepared story on each CRM, and the pictures taken there.
import {writeFileSync} from 'node:fs';
import {join} from 'node:path';
import {makeId} from '../demo-crm/server/ids.mjs';
import {openOpportunity, trytonLogin} from '../tryton/pages.mjs';
import {openPanel, until} from './in-page.mjs';
import {smallPng} from './small-png.mjs';
import {storyBackup} from './story.mjs';

/** "Plant analytics rollout". */
const DEMO_DEAL = makeId('Opportunity', 'ACME1');
const TRYTON_DEAL = 'OPP-ACME-1';
/** The panel's tabs in the order of the keys 1–5. */
export const SCREENS = ['now', 'proof', 'score', 'coach', 'history'];

/** A place is a CRM with a way in: {crm, launch, key, open(page, lang)}; key is the deal's in the notebook. */
export const demoPlace = demo => ({
  crm: 'demo', launch: demo.launch, key: `salesforce:${new URL(demo.lightning).host}:${DEMO_DEAL}`,
  async open(page, lang = 'en') {
    await page.goto(`${demo.recordUrl(DEMO_DEAL)}?lang=${lang.slice(0, 2)}`);
    await page.getByText('Plant analytics rollout').first().waitFor();
  },
});

export const trytonPlace = env => ({
  crm: 'tryton', launch: {}, key: `tryton:${new URL(env.base).host}/${env.database}:${env.opportunities[TRYTON_DEAL].id}`,
  async open(page) {
    await trytonLogin(page, env);
    await openOpportunity(page, env, TRYTON_DEAL);
  },
});

/** Calls the door that only the test build has; waits for a worker that is still starting. */
async function door(started, name, argument) {
  await until(() => started.worker.evaluate(() => typeof globalThis.stageproofDemo === 'object'), 'the extension to start');
  return started.worker.evaluate(([method, value]) => globalThis.stageproofDemo[method](value), [name, argument]);
}

/** Restores the prepared story as a backup file, the way a user restores one. */
export const restoreStory = (started, {key, crm}) => door(started, 'restore', storyBackup({deal: key, crm}));

export const setSettings = (started, change) => door(started, 'settings', change);

/** Opens the opportunity and the panel, and waits until the panel shows the deal. */
export async function openOnDeal(page, place, lang) {
  await place.open(page, lang);
  const frame = await openPanel(page);
  await frame.getByRole('tab').first().waitFor();
  return frame;
}

/**
 * Takes one picture per screen, language and theme.
 * @param {{folder: string, langs?: string[], themes?: string[], screens?: string[], small?: boolean}} what
 * @returns {Promise<string[]>} file names
 */
export async function takePictures(started, place, {folder, langs = ['en', 'zh-CN'], themes = ['light'], screens = SCREENS, small = false}) {
  const names = [];
  for (const lang of langs) for (const theme of themes) {
    await setSettings(started, {lang, theme});
    const page = await started.context.newPage();
    const frame = await openOnDeal(page, place, lang);
    for (const screen of screens) {
      await frame.getByRole('tab').nth(SCREENS.indexOf(screen)).click();
      await page.waitForTimeout(600); // let transitions and late numbers settle: a picture has nothing to wait for
      const name = `${place.crm}-${screen}-${lang}${theme === 'light' ? '' : `-${theme}`}.png`;
      const png = await page.screenshot();
      writeFileSync(join(folder, name), small ? smallPng(png) : png);
      names.push(name);
    }
    await page.close();
  }
  return names;
}
