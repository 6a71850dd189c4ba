/** After a move went through: did the page take the stage, did the CRM refuse, or was nothing seen? */
import type { Reading } from '../crm/contract.ts';
import type { StageRef } from '../domain/event.ts';
import type { Core } from './shared.ts';

const EVERY_MS = 250;
const PATIENCE_MS = 8_000;

const stageOf = (reading: Reading | null): StageRef | null => (reading?.kind === 'deal' ? (reading.fields.stage?.value as StageRef) ?? null : null);

/** Watches `core.going` until it is settled. Called again for every move. */
export function follow(core: Core): void {
  const move = core.going;
  if (!move || move.until) return;
  move.until = Date.now() + PATIENCE_MS;
  const { intent: { to, record }, n, verdict } = move;
  const from = stageOf(move.from);
  const settle = (result: 'done' | 'refused' | 'unseen', detail?: string): void => {
    clearInterval(timer);
    if (core.going === move) core.going = null;
    const target = typeof to === 'string' ? null : { ...to, label: to.label ?? to.id };
    core.say({ t: 'moved', n, result, to: result === 'done' ? stageOf(core.reading) : target, from, verdict, record, detail: detail?.slice(0, 300) });
  };
  const look = (): void => {
    if (core.end.aborted || core.going !== move) return clearInterval(timer);
    const refusal = core.adapter.refusal(document);
    if (refusal && refusal !== move.before) return settle('refused', refusal);
    core.read(true);
    const now = record && record !== core.place?.record ? null : stageOf(core.reading);
    if (now && (typeof to === 'string' ? now.id !== from?.id : now.id === to.id)) {
      settle('done');
      core.read();
    } else if (Date.now() > move.until!) settle('unseen');
  };
  const timer = setInterval(look, EVERY_MS);
  look();
}
