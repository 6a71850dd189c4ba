/**
 * The gate on the page: recognises a stage move on the CRM's own control and decides within the event, from verdicts the
 * worker pushed before. Whatever is missing or fails here, the move passes: the CRM works as if we were not there.
 */
import type { Adapter, Reading, StageIntent } from '../crm/contract.ts';
import type { StageRef } from '../domain/event.ts';
import type { HostToWorker, StageVerdict, Verdicts } from '../wire/messages.ts';

export interface GateKnows {
  verdicts: Verdicts;
  board?: Record<string, Verdicts> | undefined;
  reading: Reading | null;
}

export interface Gate {
  hear(message: { t: 'holding' | 'replay' | 'release'; n: number }): void;
  /** A fresh reading of the page; says `moved` before the reading itself is sent. */
  seen(reading: Reading): void;
}

interface Move {
  n: number;
  intent: StageIntent;
  to: StageRef | null;
  from: StageRef | null;
  verdict: StageVerdict['verdict'];
  held: boolean;
}

const HOLD_MS = 2_000;
const WATCH_MS = 8_000;

const stageOf = (reading: Reading | null): StageRef | null => (reading?.kind === 'deal' ? (reading.fields.stage?.value as StageRef | undefined) ?? null : null);
const nameOf = (intent: StageIntent): string => (typeof intent.to === 'string' ? intent.to : intent.to.id) + (intent.record ?? '');

/** @param look reads the page again, at once */
export function gate(adapter: Adapter, knows: GateKnows, say: (m: HostToWorker) => void, look: () => void, live: () => boolean, end: AbortSignal): Gate {
  let count = Date.now();
  let held: Move | null = null;
  let holding = 0;
  /** One move that has leave to pass, and until when. */
  let free: { name: string; move: Move; until: number } | null = null;
  let gone: Move | null = null;
  let watching = 0;

  const verdictOf = ({ to, record }: StageIntent): StageVerdict | undefined => {
    const own = knows.reading?.kind === 'deal' ? knows.reading.place.record : null;
    const table = record && record !== own ? knows.board?.[record] : knows.verdicts;
    return typeof to === 'string' ? table?.[to] : table?.[to.id] ?? table?.[to.closed!];
  };
  const tell = (move: Move): void =>
    say({ t: 'move', n: move.n, to: move.to, from: move.from, how: move.intent.how, record: move.intent.record, verdict: move.verdict, held: move.held, replayable: !!move.intent.replay });

  const settle = (result: 'done' | 'refused' | 'unseen', detail?: string, to?: StageRef | null): void => {
    clearInterval(watching);
    const move = gone!;
    gone = null;
    say({ t: 'moved', n: move.n, result, to: to ?? move.to, from: move.from, verdict: move.verdict, record: move.intent.record, detail });
  };
  const follow = (move: Move): void => {
    if (gone) settle('unseen');
    gone = move;
    const before = adapter.refusal(document);
    const until = Date.now() + WATCH_MS;
    watching = setInterval(() => {
      const refusal = adapter.refusal(document);
      if (refusal && refusal !== before) return settle('refused', refusal.slice(0, 300));
      look();
      if (gone === move && Date.now() > until) settle('unseen');
    }, 250) as unknown as number;
  };
  const letGo = (move: Move, ms: number): void => {
    free = { name: nameOf(move.intent), move, until: Date.now() + ms };
    held = null;
    clearTimeout(holding);
  };
  const replay = (move: Move): void => {
    letGo(move, move.intent.replay ? 3_000 : 60_000);
    move.intent.replay?.();
  };

  const onEvent = (event: Event): void => {
    let stop = false;
    try {
      if (!live()) return;
      const intent = adapter.intent(event, document, new URL(location.href));
      if (!intent) return;
      if (free && free.name === nameOf(intent) && Date.now() < free.until) {
        const { move } = free;
        free = null;
        return follow(move);
      }
      const to = typeof intent.to === 'string' ? null : { ...intent.to, label: intent.to.label ?? intent.to.id };
      const verdict = verdictOf(intent)?.verdict ?? 'pass';
      stop = verdict === 'warn' || verdict === 'block';
      const move: Move = { n: ++count, intent, to, from: stageOf(knows.reading), verdict, held: stop };
      if (stop) {
        event.preventDefault();
        event.stopImmediatePropagation();
        held = move;
        clearTimeout(holding);
        holding = setTimeout(replay, HOLD_MS, move) as unknown as number;
        tell(move);
      } else {
        setTimeout(tell, 0, move);
        follow(move);
      }
    } catch (error) {
      // A move that was already stopped must not be lost with our own mistake.
      if (stop && held) replay(held);
      console.debug('StageProof', error);
    }
  };
  for (const type of new Set(['click', ...adapter.intentEvents])) addEventListener(type, onEvent, { capture: true, signal: end });
  end.addEventListener('abort', () => clearInterval(watching));

  return {
    hear({ t, n }) {
      if (held?.n !== n) return;
      clearTimeout(holding);
      if (t === 'replay') replay(held);
      if (t === 'release') letGo(held, 60_000);
    },
    seen(reading) {
      const now = stageOf(reading);
      if (!gone || !now || gone.intent.record && reading.kind === 'deal' && gone.intent.record !== reading.place.record) return;
      if (gone.to ? now.id === gone.to.id : now.id !== gone.from?.id) settle('done', undefined, now);
    },
  };
}
