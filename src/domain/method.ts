/**
 * Questions one asks of a method: its stages in order, what a stage requires, which gates stand between two stages.
 * All functions are pure. Build the index once per pack with `indexMethod`; it is remembered for the same object.
 */
import type { Exit, Gate, Item, L, Methodology, Outcome, Stage } from './method-schema.ts';

export type {
  CrmStageHints,
  Exit,
  Gate,
  Item,
  L,
  Methodology,
  Outcome,
  PackAssessment,
  Provenance,
  Stage,
} from './method-schema.ts';

/** The kinds of lists inside a stage that hold items. */
export type ItemKind = 'repTask' | 'buyerAction' | 'managementCheck' | 'exit';
export type FoundItem = { item: Item | Exit; kind: ItemKind; stage: Stage };
export type FoundOutcome = { outcome: Outcome; stage: Stage };

export interface MethodIndex {
  readonly method: Methodology;
  /** Stages by `order`, lowest first. */
  readonly stages: readonly Stage[];
  readonly stageById: ReadonlyMap<string, Stage>;
  /** Place of a stage in `stages`, from 0. */
  readonly position: ReadonlyMap<string, number>;
  readonly outcomeById: ReadonlyMap<string, FoundOutcome>;
  readonly itemById: ReadonlyMap<string, FoundItem>;
  readonly gateById: ReadonlyMap<string, Gate>;
}

const remembered = new WeakMap<Methodology, MethodIndex>();

/** Build (or take the remembered) index of a pack. A pack must not be changed after it was indexed. */
export function indexMethod(method: Methodology): MethodIndex {
  const known = remembered.get(method);
  if (known) return known;
  const stages = method.stages.toSorted((a, b) => a.order - b.order);
  const outcomeById = new Map<string, FoundOutcome>();
  const itemById = new Map<string, FoundItem>();
  for (const stage of stages) {
    for (const outcome of stage.verifiableOutcomes) outcomeById.set(outcome.id, { outcome, stage });
    const lists: [ItemKind, (Item | Exit)[]][] = [
      ['repTask', stage.repTasks],
      ['buyerAction', stage.buyerActions],
      ['managementCheck', stage.managementChecks],
      ['exit', stage.exitCriteria],
    ];
    for (const [kind, list] of lists) for (const item of list) itemById.set(item.id, { item, kind, stage });
  }
  const index: MethodIndex = {
    method,
    stages,
    stageById: new Map(stages.map((s) => [s.id, s])),
    position: new Map(stages.map((s, i) => [s.id, i])),
    outcomeById,
    itemById,
    gateById: new Map(method.gates.map((g) => [g.id, g])),
  };
  remembered.set(method, index);
  return index;
}

/** The text in the language asked for. */
export const textIn = (text: L, language: 'en' | 'zh'): string => text[language];

/** Ids of the outcomes a stage needs before it may be left: `exitCriteria.requires`. */
export function requiredOutcomes(stage: Stage): readonly string[] {
  return stage.exitCriteria[0]?.requires ?? [];
}

/** The one outcome that ends the stage. */
export function completionMark(stage: Stage): Outcome | undefined {
  return stage.verifiableOutcomes.find((o) => o.isCompletionMark);
}

export function nextStage(index: MethodIndex, stageId: string): Stage | undefined {
  const at = index.position.get(stageId);
  return at === undefined ? undefined : index.stages[at + 1];
}

export function previousStage(index: MethodIndex, stageId: string): Stage | undefined {
  const at = index.position.get(stageId);
  return at === undefined || at === 0 ? undefined : index.stages[at - 1];
}

/** Gates to be decided before the stage may be left. */
export function gatesAfter(index: MethodIndex, stageId: string): Gate[] {
  return index.method.gates.filter((g) => g.after === stageId);
}

/** Gates to be decided before the stage may be entered. */
export function gatesBefore(index: MethodIndex, stageId: string): Gate[] {
  return index.method.gates.filter((g) => g.before === stageId);
}

/** Gates bound to no stage: they may be asked at any time (a contract change, for example). */
export function gatesAnyTime(index: MethodIndex): Gate[] {
  return index.method.gates.filter((g) => g.after === null && g.before === null);
}

/** The decision that lets a deal go on: the first one the pack lists. */
export const passingOutcome = (gate: Gate): string => gate.outcomes[0] ?? '';

/**
 * Stages that a forward move leaves behind: `from` up to, not including, `to`. Empty for a move backwards or within
 * one stage, or when a stage is unknown.
 */
export function stagesLeft(index: MethodIndex, from: string, to: string): Stage[] {
  const a = index.position.get(from);
  const b = index.position.get(to);
  return a === undefined || b === undefined ? [] : index.stages.slice(a, b);
}

/**
 * The stage in which the contract is signed: the first one with a probability after winning, else the first of
 * unified phase 6, else the last stage. (Rule: `wonProbability` is written on the stage that contains signing.)
 */
export function signingStage(index: MethodIndex): Stage | undefined {
  return (
    index.stages.find((s) => s.wonProbability !== undefined) ??
    index.stages.find((s) => s.unifiedPhase === 6) ??
    index.stages.at(-1)
  );
}

/** True when the stage lies after signing. */
export function isAfterSale(index: MethodIndex, stageId: string): boolean {
  const sign = signingStage(index);
  const here = index.position.get(stageId);
  return sign !== undefined && here !== undefined && here > (index.position.get(sign.id) ?? Infinity);
}
