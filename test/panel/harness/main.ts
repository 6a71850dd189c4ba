/** The panel over a fake worker: `?scene=story&screen=proof&lang=zh-CN&theme=dark&density=compact`. Tests drive it by `window.harness`. */
import { screens } from '../../../src/panel/screens/index.ts';
import { mount } from '../../../src/panel/shell/mount.tsx';
import { createApp, type App, type ScreenName } from '../../../src/ui/state/app.ts';
import { openGuard } from '../../../src/ui/state/guard.ts';
import '../../../src/ui/styles/index.css';
import { workerToPanel } from '../../../src/wire/schema.ts';
import { fakeWorker } from './fake-worker.ts';
import { NOW, SCENES } from './scenes.ts';

const asked = new URLSearchParams(location.search);
const scene = SCENES[asked.get('scene') ?? 'story']!();
const set = (name: string) => (asked.get(name) ? { [name]: asked.get(name) } : {});
const worker = fakeWorker({ now: NOW, ...scene, settings: { ...scene.settings, ...set('lang'), ...set('theme'), ...set('density'), ...set('policy') } });
if (asked.has('stuck')) worker.deaf = true;
let n = 0;
const app = createApp({
  dial: worker.dial, parse: workerToPanel, guard: openGuard(), now: () => NOW, version: '0.1.0',
  unique: () => `once-${(n += 1)}`,
});
mount(app, screens, document.getElementById('app')!, () => undefined);
const screen = asked.get('screen');
if (screen) setTimeout(() => app.go(screen as ScreenName, asked.get('anchor') ?? undefined), 50);

declare global {
  interface Window {
    harness: { app: App; worker: ReturnType<typeof fakeWorker> };
  }
}
window.harness = { app, worker };
