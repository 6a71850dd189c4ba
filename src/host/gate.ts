/**
 * The gate on the page: recognises a stage move on the CRM's own control and decides within the event, from verdicts the
 * worker pushed before. Whatever is missing or fails here, the move passes: the CRM works as if we were not there.
 */
import type { Reading, StageIntent } from '../crm/contract.ts';
import type { StageRef } from '../domain/event.ts';
import { alive } from '../platform/host.ts';
import type { Verdicts, WorkerToHost } from '../wire/messages.ts';
import type { Core, Move } from './shared.ts';

/** A worker that has not taken a held move over by then is not coming. */
const HOLD_MS = 2_000;

export const stageOf = (reading: Reading | null): StageRef | null => (reading?.kind === 'deal' ? (reading.fields.stage?.value as StageRef) ?? null : null);
const nameOf = ({ to, record }: StageIntent): string => ((to as StageRef).id ?? to) + record;

/** Returns what the worker's words about a held move do. */
export function gate(core: Core): (message: WorkerToHost) => void {
  const { adapter, say } = core;
  let count = Date.now();
  let held: Move | null = null;
  let timer = 0;
  /** One move that has leave to pass, and until when. */
  let free: { move: Move; until: number } | null = null;

  const tell = (move: Move): void => {
    const { n, to, from, verdict, intent } = move;
    say({ t: 'move', n, to, from, how: intent.how, record: intent.record, verdict, held: move === held, replayable: !!intent.replay });
  };
  const letGo = (move: Move, replay: boolean): void => {
    clearTimeout(timer);
    held = null;
    free = { move, until: Date.now() + (replay ? 3_000 : 60_000) };
    if (replay) move.intent.replay?.();
  };
  const pass = (move: Move): void => {
    move.before = adapter.refusal(document);
    core.going = move;
    core.half?.follow();
  };

  const onEvent = (event: Event): void => {
    let stop = false;
    try {
      const intent = alive() && adapter.intent(event, document, new URL(location.href));
      if (!intent) return;
      if (free && nameOf(free.move.intent) === nameOf(intent) && Date.now() < free.until) {
        const { move } = free;
        free = null;
        return pass(move);
      }
      const { to, record } = intent;
      const table: Verdicts | undefined = record && record !== core.place?.record ? core.board?.[record] : core.verdicts;
      const ref = typeof to === 'string' ? null : { ...to, label: to.label ?? to.id };
      const verdict = (ref ? table?.[ref.id] ?? table?.[ref.closed!] : table?.[to as string])?.verdict ?? 'pass';
      const move: Move = { n: ++count, intent, to: ref, from: stageOf(core.reading), verdict };
      stop = verdict === 'warn' || verdict === 'block';
      if (stop) {
        event.preventDefault();
        event.stopImmediatePropagation();
        held = move;
        clearTimeout(timer);
        timer = setTimeout(letGo, HOLD_MS, move, true) as unknown as number;
        tell(move);
      } else {
        pass(move);
        setTimeout(tell, 0, move);
      }
    } catch {
      // A move that was already stopped must not be lost by a mistake of ours.
      if (stop && held) letGo(held, true);
    }
  };
  for (const type of new Set(['click', ...adapter.intentEvents])) addEventListener(type, onEvent, { capture: true, signal: core.end });

  return (message) => {
    const { t, n } = message as { t: string; n?: number };
    if (!held || held.n !== n) return;
    if (t === 'holding') clearTimeout(timer);
    if (t === 'replay' || t === 'release') letGo(held, t === 'replay');
  };
}
