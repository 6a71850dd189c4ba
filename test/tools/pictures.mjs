// `npm run pictures`: the pictures of the documentation, each screen in both languages beside both CRMs.
import {mkdirSync} from 'node:fs';
import {join} from 'node:path';
import {ensureBuilt, root} from './build.mjs';
import {ensureBrowser, ensureChineseFont, launch} from './browser.mjs';
import {demo} from './demo.mjs';
import {demoPlace, restoreStory, takePictures, trytonPlace} from './tour.mjs';
import {reset} from '../tryton/tryton.mjs';

/** What is pictured; `width` is the window's. Dark and narrow are shown once, not everywhere. */
const WANTED = [
  {crm: 'demo', width: 1200},
  {crm: 'tryton', width: 1200},
  {crm: 'demo', width: 1200, themes: ['dark'], langs: ['en'], screens: ['proof']},
];

const folder = join(root, 'docs/pictures');
mkdirSync(folder, {recursive: true});
if (!ensureChineseFont(console.log)) throw new Error('There is no font with Chinese characters; install one (Debian: fonts-noto-cjk).');
const browser = ensureBrowser(console.log);
const extensionDir = ensureBuilt('e2e');
const crm = await demo();
try {
  const places = {demo: demoPlace(crm)};
  if (WANTED.some(w => w.crm === 'tryton')) places.tryton = trytonPlace(await reset());
  for (const {crm: name, width, ...what} of WANTED) {
    const place = places[name];
    const started = await launch({...place.launch, extensionDir, browser, headless: true, viewport: {width, height: 750}});
    try {
      await restoreStory(started, place);
      for (const file of await takePictures(started, place, {folder, small: true, ...what})) console.log(`docs/pictures/${file}`);
    } finally {
      await started.close();
    }
  }
} finally {
  await crm.close();
}
