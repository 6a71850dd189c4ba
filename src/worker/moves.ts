/** Stage moves: held, let through, answered, done, refused or seen late. */
import type { StageRef, VerdictName } from '../domain/event.ts';
import type { HostToWorker, PanelToWorker } from '../wire/messages.ts';
import type { Desk, Going } from './desk.ts';
import { judge, lacks, nextOf } from './gatekeeper.ts';
import type { Office } from './office.ts';

interface Late {
  to: string;
  verdict: VerdictName | undefined;
  missing: string[];
  override: Going['override'];
}

export class Moves {
  /** Moves that went through our gate and were not seen on the page, by deal. */
  private readonly late = new Map<string, Late>();

  constructor(private readonly office: Office) {}

  /** The move of ours that a changed stage belongs to, once. */
  claim(key: string, to: string): Late | undefined {
    const late = this.late.get(key);
    if (late?.to !== to) return undefined;
    this.late.delete(key);
    return late;
  }

  /** A move that the page held, or let through. */
  async made(desk: Desk, m: Extract<HostToWorker, { t: 'move' }>): Promise<void> {
    const from = desk.reading?.kind === 'deal' ? ((desk.reading.fields.stage?.value as StageRef | undefined) ?? null) : null;
    const to = m.to === 'next' ? nextOf(desk.stages, from) : m.to === 'closing' ? null : { ...m.to, label: m.to.label ?? m.to.id };
    const key = m.record ? desk.org + m.record : desk.key;
    // What is missing is asked now: by the time the page shows the new stage it may already be written down.
    const missing = key && to ? lacks(judge(await this.office.cases.of(desk, key), to)) : [];
    desk.going.set(m.n, { to, from, record: m.record, missing });
    if (m.held || m.verdict === 'advise') desk.held = { n: m.n, to, from, verdict: m.verdict, held: m.held, replayable: m.replayable, how: m.how };
    if (m.held) desk.host?.send({ t: 'holding', n: m.n });
    else await this.office.around.inject(desk.tab, 'frame'); // its other half watches what becomes of the move
    if (desk.held?.n !== m.n) return;
    if (m.record && key !== desk.key) {
      // A card on a board: its deal is shown, though the page shows none.
      desk.key = key;
      await this.office.show(desk);
    }
    await this.office.openPanel(desk, null, m.held);
    for (const p of desk.panels) p.send({ t: 'held', move: desk.held });
  }

  /** What became of a move that went through. */
  async ended(desk: Desk, m: Extract<HostToWorker, { t: 'moved' }>): Promise<void> {
    const going = desk.going.get(m.n);
    desk.going.delete(m.n);
    const record = m.record ?? going?.record;
    const key = record ? desk.org + record : desk.key;
    const { to } = m;
    if (m.result === 'done' && key && to) {
      await this.office.book.inTurn(key, async () => {
        const state = await this.office.book.deal(key);
        if (state?.moves.at(-1)?.to.id === to.id && state.fields.stage && (state.fields.stage.value as { id?: string }).id === to.id) return;
        const from = m.from ?? going?.from;
        const override = going?.override;
        await this.office.write(key, [{
          type: 'stage.moved',
          data: { ...(from ? { from } : {}), to, seen: 'gate', verdict: m.verdict ?? 'pass', missing: going?.missing ?? [], ...(override ? { override } : {}) },
        }]);
      });
      if (desk.held?.n === m.n && desk.held.held) desk.held = null;
    }
    for (const p of desk.panels) p.send({ t: 'move-result', n: m.n, result: m.result, to, ...(m.detail ? { detail: m.detail } : {}) });
    if (m.result === 'done') return;
    if (m.result === 'unseen' && key && to) this.late.set(key, { to: to.id, verdict: m.verdict, missing: going?.missing ?? [], override: going?.override });
    await this.office.rest(desk);
  }

  /** The user's answer to a held move. */
  decide(desk: Desk, m: Extract<PanelToWorker, { t: 'gate' }>): void {
    const held = desk.held;
    desk.held = null;
    const going = held && desk.going.get(held.n);
    if (held?.n === m.move && held.held && m.go) {
      if (going && m.override) going.override = m.override;
      desk.host?.send({ t: held.replayable ? 'replay' : 'release', n: held.n });
      if (!held.replayable) for (const p of desk.panels) p.send({ t: 'move-result', n: held.n, result: 'one-more', to: held.to });
    } else if (held?.held) {
      desk.going.delete(held.n);
      desk.host?.send({ t: 'stay', n: held.n });
    }
    for (const p of desk.panels) p.send({ t: 'held', move: null });
  }
}
