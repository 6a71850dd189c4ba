/** What the panel shows of a deal in its method: the stage it stands in and why, what is proven, what is missing. Pure. */
import type { Context } from '../../wire/messages.ts';
import type { StageRef } from '../../domain/event.ts';
import { gateVerdict, isProven, nextBestProof, stageProgress, stateOf, type GateVerdict, type Minimum, type NextProof, type OutcomeStates, minimumFor } from '../../domain/gate.ts';
import { gateRecords, type GateRecords } from '../../domain/gate-records.ts';
import { hlcTime } from '../../domain/hlc.ts';
import { nextStage, requiredOutcomes, type L, type MethodIndex, type Outcome, type Stage } from '../../domain/method.ts';
import { mapStage, type MappedBy } from '../../domain/stage-map.ts';
import { outcomeLook, type DealState, type Move } from '../../domain/state.ts';

export interface StageProgress {
  stage: Stage;
  required: Outcome[];
  missing: Outcome[];
  /** Required outcomes that count at the gate. */
  proven: number;
}

export interface DealView {
  index: MethodIndex;
  outcomes: OutcomeStates;
  /** The stage in the CRM's words, as last read. */
  crmStage: StageRef | null;
  /** The stage of the method the deal stands in; null when nothing says so. */
  stage: Stage | null;
  by: MappedBy | 'placed';
  closed: 'won' | 'lost' | null;
  next: Stage | null;
  progress: StageProgress[];
  /** Of the current stage. */
  here: StageProgress | null;
  /** Days since the deal entered the stage, at least 1. */
  day: number;
  /** The missing proof to get next in this stage. */
  best: NextProof | null;
  /** What was decided at the gates. */
  records: GateRecords;
  /** Moves without proof that nobody explained yet, latest first. */
  unproven: Move[];
}

export const mapKey = (context: Context, method: string): string => `${context.place?.crm ?? ''}:${context.place?.org ?? ''}:${method}`;

export function stageValue(value: unknown): StageRef | null {
  if (typeof value === 'string' && value !== '') return { id: value, label: value };
  if (value && typeof value === 'object' && 'id' in value && 'label' in value && typeof value.id === 'string') return value as StageRef;
  return null;
}

export function mapped(stage: StageRef, context: Context, index: MethodIndex) {
  return mapStage({
    method: index.method, crm: context.place?.crm ?? '', stageId: stage.id, label: stage.label,
    isWon: stage.closed ? stage.closed === 'won' : undefined, isClosed: stage.closed ? true : undefined,
    own: context.settings.stageMaps[mapKey(context, index.method.id)],
  });
}

export function viewOf(state: DealState, context: Context, index: MethodIndex, today: string): DealView {
  const crmStage = stageValue(state.fields.stage?.value);
  const mapping = crmStage ? mapped(crmStage, context, index) : null;
  const placed = state.placed?.stage ? index.stageById.get(state.placed.stage) : undefined;
  const stage = placed ?? (mapping?.stageId ? index.stageById.get(mapping.stageId) : undefined) ?? null;
  const outcomes = outcomeStates(state, today);
  const minimum = minimumFor(context.settings.minimum);
  const progress = index.stages.map((s) => progressOf(index, s, outcomes, minimum));
  const entered = [
    placed ? state.placed!.stamp.at : '',
    state.changes.findLast((c) => c.name === 'stage')?.stamp.at ?? '',
    state.moves.at(-1)?.stamp.at ?? '',
  ].sort().at(-1) || state.first;
  const days = entered ? Math.round((Date.parse(today) - Date.parse(dayOf(hlcTime(entered)))) / 86_400_000) : 0;
  return {
    index, outcomes, crmStage, stage, by: placed ? 'placed' : (mapping?.by ?? 'none'), closed: mapping?.closed ?? null,
    next: stage ? (nextStage(index, stage.id) ?? null) : null,
    progress, here: progress.find((p) => p.stage === stage) ?? null, day: Math.max(1, days),
    best: stage ? nextBestProof(index.method, stage.id, outcomes, minimum) : null,
    records: gateRecords(state, index.method, today),
    unproven: state.moves.filter((m) => m.seen === 'noticed' && !m.explained && (m.missing?.length ?? 0) > 0).reverse(),
  };
}

/** How every outcome that was ever touched looks on a day. */
export function outcomeStates(state: DealState, today: string): OutcomeStates {
  return Object.fromEntries(Object.entries(state.outcomes).map(([id, o]) => [id, { state: outcomeLook(o, today) }]));
}


function progressOf(index: MethodIndex, stage: Stage, outcomes: OutcomeStates, minimum: Minimum): StageProgress {
  const ids = requiredOutcomes(stage);
  const required = stage.verifiableOutcomes.filter((o) => ids.includes(o.id));
  const missing = required.filter((o) => !isProven(o, stateOf(outcomes, o.id), minimum));
  return { stage, required, missing, proven: stageProgress(index.method, stage.id, outcomes, minimum).proven };
}

/** The verdict on a move of this deal to a stage of the CRM or of the method, by the same rule as the host's. */
export function judge(view: DealView, context: Context, to: { stage: string | null; closing?: 'won' | 'lost' | null }): GateVerdict {
  return gateVerdict({
    method: view.index.method, from: view.stage?.id ?? null, to: to.stage, closing: to.closing ?? null,
    outcomes: view.outcomes, policy: context.settings.policy, minimum: minimumFor(context.settings.minimum), ...view.records,
  });
}

/** A calendar day in the reader's time zone. */
export function dayOf(ms: number): string {
  const d = new Date(ms);
  return `${d.getFullYear()}-${String(d.getMonth() + 1).padStart(2, '0')}-${String(d.getDate()).padStart(2, '0')}`;
}

/** Short name of a stage: the part before the dash or dot. */
export const shortName = (name: L): L => ({ en: name.en.split(' – ')[0] ?? name.en, zh: name.zh.split(' · ')[0] ?? name.zh });
