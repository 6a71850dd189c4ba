/** The half of the host script that is injected when the tab is first touched or the panel opened. */
import { card } from './card.ts';
import { frame } from './frame.ts';
import type { Core } from './shared.ts';

const core: Core | undefined = globalThis.stageproofCore;
if (core && !core.half) {
  const panel = frame(core);
  card(core);
  core.half = { hear: panel.hear, open: panel.open };
}
