/** The half of the host script that is injected when the tab is first touched, the panel opened or a stage moved. */
import { card } from './card.ts';
import { follow } from './follow.ts';
import { frame } from './frame.ts';

const core = globalThis.stageproofCore;
if (core && !core.half) {
  const panel = frame(core);
  card(core);
  let wait = 250;
  core.half = {
    ...panel,
    hear(message) {
      wait = 250;
      panel.hear(message);
    },
    follow: () => follow(core),
    // With a panel on the page the worker is needed: dial again, more and more slowly.
    lost: () => panel.open() && void setTimeout(core.say, (wait = Math.min(wait * 2, 8_000))),
  };
  follow(core);
}
