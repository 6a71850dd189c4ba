import { here, onRoute, startRouter } from './router.js';
import { mountShell } from './shell.js';
import { showRoute } from './workspace.js';

export function start() {
  const stage = mountShell();
  const draw = (route) => showRoute(stage, route);
  onRoute(draw);
  startRouter();
  draw(here());
  document.getElementById('auraLoadingBox').remove();
}
