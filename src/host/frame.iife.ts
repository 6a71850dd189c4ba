/** The half of the host script that is injected when the tab is first touched, the panel opened or a stage moved. */
import { card } from './card.ts';
import { follow } from './follow.ts';
import { frame } from './frame.ts';

const core = globalThis.stageproofCore;
if (core && !core.half) {
  const panel = frame(core);
  card(core);
  core.half = { ...panel, follow: () => follow(core) };
  follow(core);
}
