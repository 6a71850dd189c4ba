/**
 * Writing back to the CRM: field by field, each switched on by the user, each on the condition that the CRM still shows what
 * the person saw. The stage passes the gate as a click does. Nothing is sent twice: what was sent and not answered is unknown.
 */
import { crmKind } from '../crm/registry.ts';
import type { ApiAnswer, ApiJob } from '../crm/session.ts';
import type { Fields } from '../crm/contract.ts';
import type { DealKey, EventDraft, FieldName, FieldValue, StageRef } from '../domain/event.ts';
import type { DealPerson, NotSent, Writable, WriteAsk, WriteDone, WriteNow, WriteSite } from '../wire/writeback.ts';
import type { Settings } from '../wire/messages.ts';
import type { Desk } from './desk.ts';
import { judge, lacks } from './gatekeeper.ts';
import type { Office } from './office.ts';
import { agrees, news, readDraft, stageIn } from './reading.ts';
import { Refused } from './trouble.ts';

type Write = Extract<WriteAsk, { q: 'write' }>;
const MOST_GOING = 100;
/** Moves of the page are counted from 1. */
const OURS = 0;

const hostOf = (url: string): string => (URL.canParse(url) ? new URL(url).host : '');

/** Where the deal of a desk can be written to; null where its CRM offers no writing. */
export function writeSite(desk: Desk | null, settings: Settings): WriteSite | null {
  const session = desk?.place ? crmKind(desk.place.crm)?.session : null;
  const host = hostOf(desk?.url ?? '');
  return session && host ? { host, can: session === 'worker' && !settings.apiOn.includes(host) ? 'grant' : 'yes' } : null;
}

export class WriteBack {
  /** Writes by their mark: the same one asked again, after a broken line, gets the same answer. */
  private readonly going = new Map<string, Promise<WriteDone>>();

  constructor(private readonly office: Office) {}

  /** Asks the CRM's API for the desk's own record. */
  private async ask<J extends Exclude<ApiJob, { do: 'deals' }>>(desk: Desk, job: J): Promise<ApiAnswer<J['do']>> {
    const { crm } = job.place;
    const site = writeSite(desk, await this.office.memory.settings());
    if (!site) return { ok: false, why: 'not-offered' };
    if (site.can === 'grant') return { ok: false, why: 'not-granted' };
    if (crmKind(crm)?.session === 'page') return this.office.around.ask(desk.tab, crm, job);
    const { url, key } = desk;
    return this.office.around.salesforceSession({ pageUrl: () => url, expectUser: () => this.office.readings.userOf(key) })(job);
  }

  private placeOf(desk: Desk | null, key: DealKey): NonNullable<Desk['place']> {
    if (!desk?.place || desk.key !== key) throw new Refused('not-allowed', 'another record');
    return desk.place;
  }

  private async on(desk: Desk): Promise<readonly Writable[]> {
    return (await this.office.memory.settings()).writeBack[hostOf(desk.url)] ?? [];
  }

  /** People of the customer; none where the CRM does not say. */
  async people(desk: Desk | null, key: DealKey): Promise<DealPerson[]> {
    const answer = await this.ask(desk!, { do: 'people', place: this.placeOf(desk, key) });
    return answer.ok ? answer.people : [];
  }

  /** The record as the CRM has it now. Asked for nothing while every field is switched off. */
  async now(desk: Desk | null, key: DealKey): Promise<WriteNow> {
    const place = this.placeOf(desk, key);
    const on = await this.on(desk!);
    if (!on.length) return { ok: false, why: 'off' };
    const answer = await this.ask(desk!, { do: 'now', place });
    if (!answer.ok) return { ok: false, why: answer.why === 'newer' ? 'shape' : answer.why, ...(answer.detail && { detail: answer.detail }) };
    await this.office.readings.answered(desk!, key, answer.fields);
    return { ok: true, fields: answer.fields, can: answer.can.filter((f) => on.includes(f)), stages: answer.stages ?? desk!.stages };
  }

  write(desk: Desk | null, m: Write): Promise<WriteDone> {
    let work = this.going.get(m.once);
    if (!work) {
      work = this.attempt(desk, m);
      this.going.set(m.once, work);
      for (const old of [...this.going.keys()].slice(0, -MOST_GOING)) this.going.delete(old);
    }
    return work;
  }

  private async attempt(desk: Desk | null, m: Write): Promise<WriteDone> {
    const { book } = this.office;
    // Sent by a worker that was stopped before the answer came.
    if (await book.once(m.once)) return { result: 'unknown' };
    const place = this.placeOf(desk, m.key);
    if (!(await this.on(desk!)).includes(m.field)) return { result: 'not-sent', why: 'off' };
    const now = await this.ask(desk!, { do: 'now', place });
    if (!now.ok) return now.why === 'refused' ? { result: 'refused', detail: now.detail ?? '' } : notSent(now.why, now.detail);
    if (!now.can.includes(m.field)) return { result: 'not-sent', why: 'not-offered' };
    if (m.field !== 'note' && !agrees(m.field, now.fields[m.field]?.value ?? null, m.from)) {
      await this.office.readings.answered(desk!, m.key, now.fields);
      return { result: 'newer', now: now.fields[m.field] ?? null };
    }
    const gate = m.field === 'stage' ? judge(await this.office.cases.of(desk, m.key), m.to as StageRef) : null;
    const missing = gate ? lacks(gate) : [];
    if (gate && (gate.verdict === 'warn' || gate.verdict === 'block') && (!m.override || (gate.verdict === 'block' && !m.override.approver))) {
      return { result: 'gate', verdict: gate.verdict, missing };
    }
    await book.written(m.once);
    desk!.writing += 1;
    // A page that shows the new stage at once has not seen somebody else's move.
    if (gate) desk!.going.set(OURS, { to: m.to as StageRef, from: null, record: undefined, missing });
    try {
      const done = doneOf(m, await this.ask(desk!, { do: 'write', place, change: { field: m.field, from: m.from, to: m.to }, ...(now.mark && { mark: now.mark }) }));
      if (done.result === 'newer' || done.result === 'not-sent') return done;
      const moved: EventDraft[] = gate && done.result === 'written'
        ? [{ type: 'stage.moved', data: { ...fromOf(m.from), to: m.to as StageRef, seen: 'gate', verdict: gate.verdict, missing, ...(m.override && gate.verdict !== 'pass' && { override: m.override }) } }]
        : [];
      await this.record(desk!, m, done, moved);
      return done;
    } finally {
      desk!.writing -= 1;
      desk!.going.delete(OURS);
    }
  }

  /** What was tried is kept; what was written comes back as a reading. */
  private async record(desk: Desk, m: Write, done: Extract<WriteDone, { result: 'written' | 'refused' | 'unknown' }>, moved: EventDraft[]): Promise<void> {
    const { book } = this.office;
    await book.inTurn(m.key, async () => {
      const state = await book.deal(m.key);
      const drafts: EventDraft[] = [{
        type: 'crm.written',
        data: { field: m.field, ...(m.field === 'note' ? {} : { from: m.from }), to: m.to, result: done.result, ...(done.result === 'refused' && { detail: done.detail }) },
      }];
      // A reading may have seen the stage before us.
      if (stageIn(state)?.id !== (m.to as StageRef).id || state?.moves.at(-1)?.to.id !== (m.to as StageRef).id) drafts.push(...moved);
      if (done.result === 'written') {
        const fresh = news(state, done.fields, desk.shown.api, this.office.around.now());
        if (desk.key === m.key) desk.shown.api = done.fields;
        if (Object.keys(fresh).length) drafts.push(readDraft(fresh));
      }
      await this.office.write(m.key, drafts);
    });
    await this.office.rest(desk);
    this.office.tellContext(desk);
  }
}

const fromOf = (from: FieldValue): { from?: StageRef } => (typeof from === 'object' && from !== null && 'id' in from && from.id ? { from: from as StageRef } : {});
const notSent = (why: Exclude<NotSent, 'off'> | 'newer', detail?: string): Extract<WriteDone, { result: 'not-sent' }> => ({ result: 'not-sent', why: why === 'newer' ? 'shape' : why, ...(detail && { detail }) });

/** An answer to a write. A network that failed and an answer of another shape may both stand for a record that was written. */
function doneOf(m: Write, answer: ApiAnswer<'write'>): Exclude<WriteDone, { result: 'gate' }> {
  if (answer.ok) {
    const alone: Fields = m.field === 'note' ? {} : { [m.field as FieldName]: { value: m.to, from: 'api' } };
    return { result: 'written', fields: answer.fields ?? alone };
  }
  if (answer.why === 'newer') return { result: 'newer', now: answer.now ?? null };
  if (answer.why === 'refused') return { result: 'refused', detail: answer.detail ?? '' };
  if (answer.why === 'network' || answer.why === 'shape') return { result: 'unknown' };
  return notSent(answer.why, answer.detail);
}
