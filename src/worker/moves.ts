/** Stage moves: held, let through, answered, done, refused or seen late. */
import type { StageRef } from '../domain/event.ts';
import type { HostToWorker, PanelToWorker } from '../wire/messages.ts';
import type { Desk } from './desk.ts';
import { judge, lacks, nextOf } from './gatekeeper.ts';
import { LateMoves } from './late.ts';
import type { Office } from './office.ts';

export class Moves {
  /** Moves that were let through and whose end the page has not shown. */
  readonly late: LateMoves;

  constructor(private readonly office: Office) {
    this.late = new LateMoves(office.around);
  }

  /** A move that the page held, or let through. */
  async made(desk: Desk, m: Extract<HostToWorker, { t: 'move' }>): Promise<void> {
    const from = desk.reading?.kind === 'deal' ? ((desk.reading.fields.stage?.value as StageRef | undefined) ?? null) : null;
    const to = m.to === 'next' ? nextOf(desk.stages, from) : m.to === 'closing' ? null : { ...m.to, label: m.to.label ?? m.to.id };
    const key = m.record ? desk.org + m.record : desk.key;
    // What is missing is asked now: by the time the page shows the new stage it may already be written down.
    const missing = key && to ? lacks(judge(await this.office.cases.of(desk, key), to)) : [];
    desk.going.set(m.n, { to, from, record: m.record, missing });
    if (key && m.held) await this.late.drop(key);
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
        // A worker that was stopped meanwhile knows the move from what it kept.
        const kept = await this.late.claim(key, to.id);
        const override = going?.override ?? kept?.override;
        await this.office.write(key, [{
          type: 'stage.moved',
          data: { ...(from ? { from } : {}), to, seen: 'gate', verdict: m.verdict ?? 'pass', missing: going?.missing ?? kept?.missing ?? [], ...(override ? { override } : {}) },
        }]);
      });
      if (desk.held?.n === m.n && desk.held.held) desk.held = null;
    }
    for (const p of desk.panels) p.send({ t: 'move-result', n: m.n, result: m.result, to, ...(m.detail ? { detail: m.detail } : {}) });
    if (m.result === 'done') return;
    if (key && m.result === 'refused') await this.late.drop(key);
    // One that was answered at the gate is kept already.
    else if (key && to && going) await this.late.keep(key, { to: to.id, verdict: m.verdict, missing: going.missing, override: going.override });
    await this.office.rest(desk);
  }

  /** The user's answer to a held move. */
  async decide(desk: Desk, m: Extract<PanelToWorker, { t: 'gate' }>): Promise<void> {
    const held = desk.held;
    desk.held = null;
    const going = held && desk.going.get(held.n);
    if (held?.n === m.move && held.held && m.go) {
      if (going && m.override) going.override = m.override;
      const key = going?.record ? desk.org + going.record : desk.key;
      if (going?.to && key) await this.late.keep(key, { to: going.to.id, verdict: held.verdict, missing: going.missing, override: going.override });
      desk.host?.send({ t: held.replayable ? 'replay' : 'release', n: held.n });
      if (!held.replayable) for (const p of desk.panels) p.send({ t: 'move-result', n: held.n, result: 'one-more', to: held.to });
    } else if (held?.held) {
      desk.going.delete(held.n);
      desk.host?.send({ t: 'stay', n: held.n });
    }
    for (const p of desk.panels) p.send({ t: 'held', move: null });
  }
}
