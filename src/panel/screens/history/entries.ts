/** Events → lines a person can read: what, from → to, why, by whom, when. Pure. */
import type { InstrumentDefinition } from '../../../domain/assess/model.ts';
import { questionsOf } from '../../../domain/assess/model.ts';
import { understood, type Event, type EventType, type FieldValue } from '../../../domain/event.ts';
import { byTime } from '../../../domain/event.ts';
import { hlcTime } from '../../../domain/hlc.ts';
import type { MethodIndex } from '../../../domain/method.ts';
import type { DealState } from '../../../domain/state.ts';
import { pick, showDay, showMoney, type Messages } from '../../../i18n/index.ts';
import { isBuiltIn, methodLabels } from '../../../methods/labels.ts';
import type { Lang } from '../../../wire/messages.ts';

export type Kind = 'crm' | 'proof' | 'score' | 'notes';

export interface Entry {
  id: string;
  ms: number;
  /** Who wrote it; '' for what was read from the CRM, whoever's panel read it. */
  by: string;
  manager: boolean;
  kind: Kind;
  what: string;
  about: string;
  detail: string;
  noEffect: string | null;
}

export interface Words {
  m: Messages;
  lang: Lang;
  method: MethodIndex | null;
  defs: InstrumentDefinition[];
  share: boolean;
  /** What a party of an assessment is called. */
  party: (id: string) => string;
}

const KIND: [string, Kind][] = [['deal.', 'crm'], ['stage.', 'proof'], ['outcome.', 'proof'], ['item.', 'proof'], ['gate.', 'proof'], ['method.', 'proof'],
  ['assessment.', 'score'], ['party.', 'score'], ['odds.', 'score'], ['note.', 'notes']];

/** A field's value as the CRM's reader would write it. */
export function showValue(value: FieldValue | undefined, w: Words): string {
  if (value === undefined || value === null || value === '') return w.m.history.nothing;
  if (typeof value === 'string') return showDay(value, w.lang);
  if (typeof value === 'number') return new Intl.NumberFormat(w.lang).format(value);
  if ('value' in value) return showMoney(value, w.lang);
  return value.label;
}

/** Lines since a moment (ms), newest first. A reading of the CRM gives one line per field whose value changed. */
export function entriesOf(events: readonly Event[], state: DealState, since: number, w: Words): Entry[] {
  const out: Entry[] = [];
  const without = new Map(state.noEffect.map((n) => [n.id, n.why]));
  for (const event of [...events].sort(byTime)) {
    const ms = hlcTime(event.at);
    if (ms < since) continue;
    const why = without.get(event.id);
    const base = { ms, by: event.by, manager: event.role === 'manager', noEffect: why ? (w.m.history.noEffect[why] ?? why) : null };
    const kind = KIND.find(([start]) => event.type.startsWith(start))?.[1] ?? 'crm';
    if (event.type === 'deal.read') {
      for (const c of state.changes.filter((x) => x.stamp.id === event.id && x.from !== undefined)) {
        const typed = understood(event) && (event as Event<'deal.read'>).data.fields[c.name]?.from === 'typed';
        out.push({ ...base, by: typed ? base.by : '', manager: typed && base.manager, id: `${event.id}:${c.name}`, kind: 'crm', what: w.m.history.field[c.name] ?? c.name, about: '', detail: w.m.history.was(showValue(c.from, w), showValue(c.to, w)) });
      }
      continue;
    }
    if (event.type === 'note.read' || event.type === 'actor.named') continue;
    const words = understood(event) ? describe(event, w) : { about: '', detail: '' };
    const what = event.type === 'item.ticked' && understood(event) && !(event as Event<'item.ticked'>).data.done ? w.m.history.unticked : (w.m.history.type[event.type] ?? event.type);
    out.push({ ...base, id: event.id, kind, what, ...words });
  }
  return out.reverse();
}

function describe(event: Event<EventType>, w: Words): { about: string; detail: string } {
  const outcomeText = (id: string): string => {
    const found = w.method?.outcomeById.get(id);
    return found ? pick(found.outcome.text, w.lang) : id;
  };
  const stageName = (id: string | null): string => {
    const stage = id ? w.method?.stageById.get(id) : undefined;
    return stage ? pick(stage.name, w.lang) : (id ?? w.m.history.nothing);
  };
  const is = <T extends EventType>(type: T): Event<T>['data'] | null => (event.type === type ? (event.data as Event<T>['data']) : null);
  const secret = (text: string | undefined): string => (w.share ? '' : (text ?? ''));

  const moved = is('stage.moved');
  if (moved) {
    return {
      about: moved.from ? w.m.history.was(moved.from.label, moved.to.label) : moved.to.label,
      detail: [moved.override ? w.m.history.override(secret(moved.override.reason)) : '', moved.seen === 'noticed' ? w.m.history.noticed : ''].filter(Boolean).join(' · '),
    };
  }
  const written = is('crm.written');
  if (written) {
    const note = written.field === 'note';
    const value = note ? secret(String(written.to)) : w.m.history.was(showValue(written.from, w), showValue(written.to, w));
    return { about: `${note ? w.m.history.writtenNote : (w.m.history.field[written.field] ?? written.field)}${note ? '' : `: ${value}`}`, detail: [note ? value : '', w.m.history.writeResult[written.result] ?? '', written.detail ?? ''].filter(Boolean).join(' ') };
  }
  const explained = is('stage.explained');
  if (explained) return { about: '', detail: secret(explained.reason) };
  const placed = is('stage.placed');
  if (placed) return { about: stageName(placed.stage), detail: '' };
  const chosen = is('method.chosen');
  if (chosen) return { about: isBuiltIn(chosen.method) ? pick(methodLabels[chosen.method].label, w.lang) : chosen.method, detail: chosen.version };
  const claim = is('outcome.claimed') ?? is('outcome.confirmed');
  if (claim) {
    const e = claim.evidence;
    return { about: outcomeText(claim.outcome), detail: [e.saidBy, e.saidOn && showDay(e.saidOn, w.lang), secret(e.text), e.link].filter(Boolean).join(' · ') };
  }
  const verified = is('outcome.verified');
  if (verified) return { about: outcomeText(verified.outcome), detail: secret(verified.note) };
  const judged = is('outcome.rejected') ?? is('outcome.waived') ?? is('outcome.withdrawn');
  if (judged) return { about: outcomeText(judged.outcome), detail: secret(judged.reason) };
  const tick = is('item.ticked');
  if (tick) {
    const found = w.method?.itemById.get(tick.item);
    return { about: found ? pick(found.item.text, w.lang) : tick.item, detail: '' };
  }
  const answer = is('assessment.answered');
  if (answer) {
    const def = w.defs.find((d) => d.id === answer.assessment);
    const q = def?.groups?.flatMap(questionsOf).find((x) => x.id === answer.question);
    const text = q?.text ?? q?.name;
    const rate = w.m.score.rate;
    const said = answer.value === null ? w.m.history.cleared : (rate[answer.value as keyof typeof rate] ?? String(answer.value));
    const value = answer.value === 'later' && answer.askBy ? w.m.score.ask(showDay(answer.askBy, w.lang)) : said;
    return { about: text ? pick(text, w.lang) : answer.question, detail: [answer.party === 'us' ? value : `${w.party(answer.party)}: ${value}`, secret(answer.why)].filter(Boolean).join(' · ') };
  }
  const dated = is('assessment.dated');
  if (dated) return { about: showDay(dated.on, w.lang), detail: secret(dated.label) };
  const party = is('party.named');
  if (party) return { about: secret(party.name), detail: '' };
  const note = is('note.added');
  if (note) return { about: '', detail: secret(note.text) };
  const said = is('note.acted') ?? is('note.reopened');
  if (said) return { about: '', detail: secret(said.text) };
  const edited = is('note.edited');
  if (edited) return { about: '', detail: secret(edited.text) };
  const gone = is('party.removed');
  if (gone) return { about: w.party(gone.party), detail: '' };
  const action = is('action.added');
  if (action) return { about: secret(action.text), detail: action.due ? showDay(action.due, w.lang) : '' };
  const review = is('review.held');
  if (review) return { about: review.kind, detail: secret(review.text) };
  const snoozed = is('check.snoozed');
  if (snoozed) return { about: '', detail: [secret(snoozed.reason), snoozed.until && showDay(snoozed.until, w.lang)].filter(Boolean).join(' · ') };
  const gate = is('gate.decided');
  if (gate) {
    const name = w.method?.method.gates.find((g) => g.id === gate.gate)?.name;
    return { about: name ? pick(name, w.lang) : gate.gate, detail: [gate.outcome, secret(gate.conditions)].filter(Boolean).join(' · ') };
  }
  const odds = is('odds.declared');
  if (odds) return { about: `${odds.value} %`, detail: secret(odds.why) };
  return { about: '', detail: '' };
}
