/**
 * What a scored instrument is made of, and what an answer can be.
 * The shapes are those of `methods/assessments.json`; a custom pack may bring its own instruments of the same shape.
 */
import type { L, Provenance } from '../method.ts';

export type { L, Provenance } from '../method.ts';

/** A rating: for us (or the rival), unknown and to be found out, against, or not rated yet. */
export type Answer = '+' | '?' | '-' | null;

/**
 * “Cannot be known yet, ask by this date”: neither unknown nor no. It is left out of every average, is no real answer
 * for the coverage, and counts as unknown once `askBy` (YYYY-MM-DD) has passed.
 */
export interface NotYet {
  notYet: true;
  askBy: string | null;
}

export type AnswerValue = Answer | NotYet;
/** Question or factor id → answer. A question that is not listed is not rated. */
export type PartyAnswers = Readonly<Record<string, AnswerValue | undefined>>;
/** Party id → answers; `us` and one key per rival (`competitor-1`, or any id of a rival). */
export type AnswersByParty = Readonly<Record<string, PartyAnswers>>;

export interface Probe {
  id: string;
  text: L;
}

/** A question (first form) or factor (4×5 form): both carry the same marks. */
export interface Question {
  id: string;
  text?: L;
  name?: L;
  /** Can it be asked of a rival as well? */
  comparative?: boolean | undefined;
  /** A “no” here alone turns the group red. */
  knockout?: boolean | undefined;
  knockoutProvenance?: Provenance;
  provenance?: Provenance;
  note?: L;
  probes?: Probe[];
  /** Share of the question within its group; 1 unless a pack says otherwise. */
  weight?: number | undefined;
}

export interface QuestionGroup {
  id: string;
  /** 1 opportunity · 2 compete · 3 win · 4 worth it in the two built-in forms; the place in the list if left out. */
  order?: number | undefined;
  /** Share of the group in the average over all groups; 1 unless a pack says otherwise. */
  weight?: number | undefined;
  name: L;
  principle?: L;
  questions?: Question[];
  factors?: Question[];
}

export interface ScaleValue {
  value: Answer;
  score: number | null;
  label: L;
}

export interface Scale {
  id: string;
  provenance: Provenance;
  values: ScaleValue[];
  note?: L;
}

export interface ScoringRule {
  id: string;
  text: L;
  formula: string;
  provenance?: Provenance;
}

/** A line of a checklist instrument, an input of a grading, or an axis of a class table. */
export interface InstrumentItem {
  id: string;
  key?: string;
  type?: string;
  text?: L;
  name?: L;
  values?: string[];
  level?: string;
  role?: string;
  outcome?: string;
  provenance?: Provenance;
}

export interface DecisionRole extends L {
  id: string;
}

export interface Grade {
  id: string;
  name: L;
  rule: string;
  followUp?: L;
  decision?: { none?: boolean; fixed?: DecisionRole[]; onDemand?: DecisionRole[]; note?: L };
}

export interface RecognitionLevel {
  id: string;
  level: number;
  name: L;
  customer?: L;
  seller?: L;
}

/** What scoring needs of a form; a questionnaire that a pack brings along fits as well. */
export interface FormDefinition {
  id: string;
  groups?: QuestionGroup[] | undefined;
}

export interface InstrumentDefinition extends FormDefinition {
  name: L;
  source?: string;
  attribution?: string;
  provenance: Provenance;
  purpose: L;
  usedAt: string[];
  columns?: { id: string; name: L }[];
  snapshots?: { min: number; sideBySide: number; note?: L; provenance?: Provenance };
  scale?: Scale;
  items?: InstrumentItem[];
  inputs?: InstrumentItem[];
  axes?: InstrumentItem[];
  strategicFlags?: InstrumentItem[];
  grades?: Grade[];
  classes?: Grade[];
  levels?: RecognitionLevel[];
  crossMap?: { level: number; pain: string }[];
  scoring?: { provenance?: Provenance; rules: ScoringRule[] };
}

export type Instruments = Readonly<Record<string, InstrumentDefinition>>;

/** Questions or factors of a group, whichever the instrument calls them. */
export function questionsOf(group: QuestionGroup): readonly Question[] {
  return group.questions ?? group.factors ?? [];
}

/** The label of a question or factor. */
export function labelOf(question: Question): L {
  return question.text ?? question.name ?? { en: question.id, zh: question.id };
}

export function isNotYet(value: AnswerValue | undefined): value is NotYet {
  return typeof value === 'object' && value !== null && value.notYet === true;
}

/** The plain rating behind a value: a “not yet”, a missing or an unreadable value is `null` (not rated). */
export function ratingOf(value: AnswerValue | undefined): Answer {
  return value === '+' || value === '?' || value === '-' ? value : null;
}

/** Looks the instrument up; throws when the pack does not carry it, because nothing can be scored without it. */
export function instrument(instruments: Instruments, id: string): InstrumentDefinition {
  const found = instruments[id];
  if (!found) throw new RangeError(`Unknown instrument: ${id}`);
  return found;
}

/**
 * The answer behind what the log stores: value `later` with an `askBy` day is a “not yet”; anything that is no rating
 * is not rated.
 */
export function answerFromLog(stored: { value: unknown; askBy?: string | undefined } | undefined): AnswerValue {
  if (!stored) return null;
  if (stored.value === 'later') return { notYet: true, askBy: stored.askBy ?? null };
  return ratingOf(stored.value as AnswerValue);
}
