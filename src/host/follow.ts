/** After a move went through: did the page take the stage, did the CRM refuse, or was nothing seen? */
import type { Core } from './shared.ts';
import { stageOf } from './gate.ts';

const EVERY_MS = 250;
const PATIENCE_MS = 8_000;

/** Watches `core.going` until it is settled. Called again for every move. */
export function follow(core: Core): void {
  const move = core.going;
  if (!move || move.until) return;
  move.until = Date.now() + PATIENCE_MS;
  const settle = (result: 'done' | 'refused' | 'unseen', detail?: string | null): void => {
    clearInterval(timer);
    if (core.going === move) core.going = null;
    const to = result === 'done' ? stageOf(core.reading) : move.to;
    core.say({ t: 'moved', n: move.n, result, to, from: move.from, verdict: move.verdict, record: move.intent.record, detail: detail?.slice(0, 300) });
  };
  const look = (): void => {
    if (core.end.aborted || core.going !== move) return clearInterval(timer);
    const refusal = core.adapter.refusal(document);
    if (refusal && refusal !== move.before) return settle('refused', refusal);
    core.read(true);
    const now = move.intent.record && move.intent.record !== core.place?.record ? null : stageOf(core.reading);
    if (now && (move.to ? now.id === move.to.id : now.id !== move.from?.id)) {
      settle('done');
      core.read();
    } else if (Date.now() > move.until!) settle('unseen');
  };
  const timer = setInterval(look, EVERY_MS);
  look();
}
