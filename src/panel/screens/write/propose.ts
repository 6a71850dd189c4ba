/** What StageProof would write into the CRM, and why. Pure. */
import type { FieldValue, StageRef } from '../../../domain/event.ts';
import { showDay, type Messages } from '../../../i18n/index.ts';
import type { WriteMessages } from '../../../i18n/write.ts';
import type { L, Outcome, Stage } from '../../../domain/method.ts';
import type { DealState } from '../../../domain/state.ts';
import { mapped, shortName, type DealView } from '../../../ui/state/view.ts';
import type { Context, Lang } from '../../../wire/messages.ts';
import type { Writable, WriteNow } from '../../../wire/writeback.ts';

/** A value as text of its form: a stage by its id, a day as `YYYY-MM-DD`, a probability as digits. `why` names where it comes from. */
export interface Proposal {
  value: string;
  why: string;
}

/** The stage that the proofs carry the deal into: the first with a gap, else the last. */
export function provenStage(view: DealView): Stage | null {
  return (view.progress.find((p) => p.missing.length > 0) ?? view.progress.at(-1))?.stage ?? null;
}

/** The CRM's stage that stands for it; null where the deal is there already or no stage that may be chosen does. */
export function stageFor(view: DealView, context: Context, stages: readonly StageRef[]): StageRef | null {
  const proven = provenStage(view);
  const at = (s: StageRef): string | null => (s.closed ? null : mapped(s, context, view.index).stageId);
  if (!proven || view.closed || (view.crmStage && at(view.crmStage) === proven.id)) return null;
  return stages.find((s) => at(s) === proven.id) ?? null;
}

/** The proof to get next: the best in the deal's stage, else the first that is missing at all. */
const nextProof = (view: DealView): Outcome | undefined =>
  (view.best ? view.index.outcomeById.get(view.best.outcomeId)?.outcome : view.progress.find((p) => p.missing.length > 0)?.missing[0]);

/** What is proposed for each field. */
export function proposals(view: DealView, context: Context, now: Extract<WriteNow, { ok: true }>, supported: number | null, note: string, state: DealState, w: WriteMessages, text: (l: L) => string): Record<Writable, Proposal> {
  const stage = stageFor(view, context, now.stages);
  const best = nextProof(view);
  const task = view.stage?.repTasks.find((t) => state.ticks[t.id]?.done !== true);
  const has = (field: Exclude<Writable, 'note'>): string => asText(now.fields[field]?.value ?? null);
  return {
    stage: stage ? { value: stage.id, why: w.why.proven(text(shortName(provenStage(view)!.name))) } : { value: '', why: w.why.yours },
    probability: supported === null ? { value: has('probability'), why: w.why.kept } : { value: String(supported), why: w.why.odds },
    closeDate: { value: has('closeDate'), why: w.why.kept },
    nextStep: best ? { value: text(best.text).slice(0, 255), why: w.why.proof } : task ? { value: text(task.text).slice(0, 255), why: w.why.task } : { value: has('nextStep'), why: w.why.kept },
    note: { value: note, why: w.why.summary },
  };
}

export function asText(value: FieldValue): string {
  if (value === null) return '';
  if (typeof value === 'object') return 'id' in value ? value.id ?? '' : '';
  return String(value);
}

/** What a person typed, as a value; undefined when the field cannot take it. */
export function readLine(field: Writable, typed: string, stages: readonly StageRef[]): FieldValue | undefined {
  const text = typed.trim();
  switch (field) {
    case 'stage': return stages.find((s) => s.id === typed);
    case 'probability': return /^\d{1,3}([.,]\d{1,2})?$/.test(text) && Number(text.replace(',', '.')) <= 100 ? Number(text.replace(',', '.')) : undefined;
    case 'closeDate': return /^\d{4}-\d{2}-\d{2}$/.test(text) && !Number.isNaN(Date.parse(text)) ? text : undefined;
    case 'nextStep': return text !== '' && text.length <= 255 ? text : undefined;
    case 'note': return text === '' ? undefined : text;
  }
}

export interface Summary {
  state: DealState;
  view: DealView;
  today: string;
  name: string;
  method: string;
  score: { overall: string; answered: number; total: number } | null;
  odds: { declared: number | null; supported: number | null } | null;
  w: WriteMessages['note'];
  m: Messages;
  lang: Lang;
  text: (l: L) => string;
}

const MOST = 40;

/** Stage, proofs, gaps and score as plain text in the user's language. Coaching, reasons and rivals stay out. */
export function summary({ state, view, today, name, method, score, odds, w, m, lang, text }: Summary): string {
  const here = view.here;
  const line = (o: Outcome): string => {
    const look = view.outcomes[o.id]!.state;
    const { saidBy, saidOn } = state.outcomes[o.id]!.evidence;
    const said = saidBy ? w.by(saidBy, showDay(saidOn ?? '', lang)) : '';
    return `- ${text(o.text)} [${[m.proof.look[look], said].filter(Boolean).join(lang === 'zh-CN' ? '：' : ': ')}]`;
  };
  const proven = view.progress.flatMap((p) => p.stage.verifiableOutcomes).filter((o) => ['claimed', 'confirmed', 'verified'].includes(view.outcomes[o.id]?.state ?? 'open'));
  const next = nextProof(view);
  const percent = (v: number | null): string => (v === null ? '–' : `${v} %`);
  return [
    w.title(name, showDay(today, lang)),
    w.method(method),
    here ? w.stage(here.stage.order, view.progress.length, text(shortName(here.stage.name)), here.proven, here.required.length) : w.noStage,
    '',
    `${w.proven}:`,
    ...(proven.length ? proven.slice(0, MOST).map(line) : [`- ${w.none}`]),
    ...(here ? ['', `${w.missing}:`, ...(here.missing.length ? here.missing.map((o) => `- ${text(o.text)}`) : [`- ${w.none}`])] : []),
    ...(next ? ['', w.next(text(next.text))] : []),
    ...(score || (odds && (odds.declared !== null || odds.supported !== null)) ? [''] : []),
    ...(score ? [w.score(score.overall, score.answered, score.total)] : []),
    ...(odds && (odds.declared !== null || odds.supported !== null) ? [w.odds(percent(odds.declared), percent(odds.supported))] : []),
  ].join('\n');
}
