/**
 * The gate on the page: recognises a stage move on the CRM's own control and decides within the event, from verdicts the
 * worker pushed before. Whatever is missing or fails here, the move passes: the CRM works as if we were not there.
 */
import { alive } from '../platform/host.ts';
import type { HostToWorker, StageVerdict, WorkerToHost } from '../wire/messages.ts';
import type { Core, Move } from './shared.ts';

/** A worker that has not taken a held move over by then is not coming. */
const HOLD_MS = 2_000;
/** How long a move that was let go may be made again unasked: by our replay, or by the person's one more click. */
const FREE_MS = 60_000;

/** Returns what the worker's words about a held move do. */
export function gate(core: Core): (message: WorkerToHost) => void {
  const { adapter, say } = core;
  let count = Date.now();
  let held: Move | null = null;
  let free: Move | null = null;
  let timer = 0;

  const tell = ({ n, intent: { to, how, record, replay }, verdict }: Move): HostToWorker => ({ t: 'move', n, to, how, record, verdict, held: !!held, replayable: !!replay });
  const letGo = (replay: boolean): void => {
    clearTimeout(timer);
    free = held;
    held = core.held = null;
    timer = setTimeout(() => (free = null), FREE_MS) as unknown as number;
    if (replay) free!.intent.replay?.();
  };

  const onEvent = (event: Event): void => {
    try {
      const intent = alive() && adapter.intent(event, document, new URL(location.href));
      if (!intent) return;
      const { to, record } = intent;
      const target = typeof to === 'string' ? { id: to, closed: '' } : to;
      const table = record && record !== core.place?.record ? core.board?.[record] : core.verdicts;
      const { verdict = 'pass' }: Partial<StageVerdict> = table?.[target.closed!] ?? table?.[target.id] ?? {};
      const key = target.id + record;
      const known = free?.key === key ? free : null;
      const move: Move = known ?? { n: ++count, key, intent, verdict, from: core.reading };
      free = null;
      if (!known && /warn|block/.test(verdict)) {
        event.preventDefault();
        event.stopImmediatePropagation();
        held = move;
        clearTimeout(timer);
        timer = setTimeout(letGo, HOLD_MS, true) as unknown as number;
        say(core.held = tell(move));
      } else {
        move.before = adapter.refusal(document);
        core.going = move;
        core.half?.follow();
        if (!known) setTimeout(say, 0, tell(move));
      }
    } catch {
      // A move that was already stopped must not be lost by a mistake of ours.
      if (held) letGo(true);
    }
  };
  for (const type of ['click', ...adapter.intentEvents]) addEventListener(type, onEvent, { capture: true, signal: core.end });

  return (message) => {
    if (!held || (message as { n?: number }).n !== held.n) return;
    if (message.t === 'holding') clearTimeout(timer);
    else if (message.t === 'stay') held = core.held = null;
    else letGo(message.t === 'replay');
  };
}
