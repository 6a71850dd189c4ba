/**
 * Answer once, count everywhere: how proofs and answers of one method count in another, and in the assessments that
 * ask the same thing. Outcomes of a team's own pack join in by naming what they are the same as (`sameAs`).
 */
import { isProven, stateOf, type OutcomeStates } from '../domain/gate.ts';
import { indexMethod, type Methodology, type Outcome, type Stage } from '../domain/method.ts';
import { stageOfPhase } from '../domain/stage-map.ts';
import type { OutcomeLook } from '../domain/state.ts';
import { concepts, type Concept, type ConceptId } from './crosswalk-data.ts';

const all = Object.entries(concepts) as [ConceptId, Concept][];
const byOutcome = new Map(all.flatMap(([id, concept]) => concept.outcomes.map((outcome) => [outcome, id] as const)));
const byQuestion = new Map(all.flatMap(([id, concept]) => concept.questions.map((question) => [question, id] as const)));

/** The concept an outcome stands for, directly or by `sameAs`. */
export function conceptOf(outcome: Pick<Outcome, 'id'> & { sameAs?: string[] | undefined }): ConceptId | null {
  for (const id of [outcome.id, ...(outcome.sameAs ?? [])]) {
    const concept = byOutcome.get(id) ?? byQuestion.get(id);
    if (concept) return concept;
  }
  return null;
}

/** Outcomes of any built-in method that mean the same as this one, without itself. Symmetric. */
export function sameOutcomes(outcomeId: string): string[] {
  const concept = byOutcome.get(outcomeId);
  return concept ? (concepts[concept] as Concept).outcomes.filter((id) => id !== outcomeId) : [];
}

/** Assessment questions that ask what the outcome says. */
export function questionsOf(outcomeId: string): readonly string[] {
  const concept = byOutcome.get(outcomeId);
  return concept ? (concepts[concept] as Concept).questions : [];
}

/** Outcomes that say what the question asks. */
export function outcomesOf(questionId: string): readonly string[] {
  const concept = byQuestion.get(questionId);
  return concept ? (concepts[concept] as Concept).outcomes : [];
}

/** Other questions, in any assessment, that ask the same. Symmetric. */
export function sameQuestions(questionId: string): string[] {
  const concept = byQuestion.get(questionId);
  return concept ? (concepts[concept] as Concept).questions.filter((id) => id !== questionId) : [];
}

/** How a proof reached the other method: it means the same, says more, or is put together from several. */
export type CarriedBy = 'same' | 'covers' | 'all';

export interface Carried {
  to: string;
  from: string[];
  state: 'claimed' | 'confirmed' | 'verified' | 'stale';
  by: CarriedBy;
  concept: ConceptId;
}

type Truth = { state: Carried['state']; from: string[]; by: CarriedBy; kind: 'buyer' | 'internal' };

const strength: Record<Carried['state'], number> = { stale: 0, claimed: 1, confirmed: 2, verified: 3 };
const carries = (state: OutcomeLook): state is Carried['state'] => Object.hasOwn(strength, state);
const directness: Record<CarriedBy, number> = { same: 2, covers: 1, all: 0 };

const better = (a: Truth, b: Truth | undefined): boolean =>
  b === undefined ||
  strength[a.state] > strength[b.state] ||
  (strength[a.state] === strength[b.state] && directness[a.by] > directness[b.by]);

/** What is known about every concept, from the proofs of a method. */
function truths(method: Methodology, outcomes: OutcomeStates): Map<ConceptId, Truth> {
  const known = new Map<ConceptId, Truth>();
  const learn = (id: ConceptId, truth: Truth): void => {
    if (!better(truth, known.get(id))) return;
    known.set(id, truth);
    const weaker = ((concepts[id] as Concept).covers ?? []) as readonly ConceptId[];
    for (const other of weaker) learn(other, { ...truth, by: 'covers' });
  };
  for (const [id, { outcome }] of indexMethod(method).outcomeById) {
    const state = stateOf(outcomes, id);
    const concept = conceptOf(outcome);
    if (concept && carries(state)) learn(concept, { state, from: [id], by: 'same', kind: outcome.kind });
  }
  for (const [id, concept] of all) {
    const parts = (concept.allOf ?? []).map((part) => known.get(part as ConceptId));
    if (parts.length === 0 || parts.some((part) => part === undefined)) continue;
    const found = parts as Truth[];
    const weakest = found.reduce((a, b) => (strength[b.state] < strength[a.state] ? b : a));
    learn(id, {
      state: weakest.state,
      from: [...new Set(found.flatMap((part) => part.from))],
      by: 'all',
      kind: found.every((part) => part.kind === 'buyer') ? 'buyer' : 'internal',
    });
  }
  return known;
}

/** What one of us said about our own work is no word of the customer: it arrives as a claim. */
const arriving = (truth: Truth, kind: 'buyer' | 'internal'): Carried['state'] =>
  kind === 'buyer' && truth.kind === 'internal' && strength[truth.state] > strength.claimed ? 'claimed' : truth.state;

export interface CarryOver {
  /** What counts in the new method, in its order. */
  carried: Carried[];
  /** Proofs that the new method does not ask for: kept, and back when the deal returns to the old method. */
  resting: string[];
}

/**
 * What proofs count when a deal changes its method. Rejected proofs and waivers are not carried: both were decided
 * for one outcome in its own method. Nothing is removed; the caller writes the carried ones beside the old ones.
 */
export function carryOver(from: Methodology, to: Methodology, outcomes: OutcomeStates): CarryOver {
  const known = truths(from, outcomes);
  const carried: Carried[] = [];
  const target = indexMethod(to).outcomeById;
  for (const [id, { outcome }] of target) {
    const own = stateOf(outcomes, id);
    if (indexMethod(from).outcomeById.has(id) || own !== 'open') continue;
    const concept = conceptOf(outcome);
    const truth = concept && known.get(concept);
    if (!truth) continue;
    carried.push({ to: id, from: truth.from, state: arriving(truth, outcome.kind), by: truth.by, concept });
  }
  const used = new Set(carried.flatMap((entry) => entry.from));
  const resting = [...indexMethod(from).outcomeById.keys()].filter(
    (id) => carries(stateOf(outcomes, id)) && !used.has(id) && !target.has(id),
  );
  return { carried, resting };
}

/** The states as the new method sees them: its own first, carried ones where it has none. */
export function withCarried(outcomes: OutcomeStates, carried: readonly Carried[]): Record<string, { state: OutcomeLook } | undefined> {
  const result: Record<string, { state: OutcomeLook } | undefined> = { ...outcomes };
  for (const { to, state } of carried) if (stateOf(outcomes, to) === 'open') result[to] = { state };
  return result;
}

/** The stage of another method that stands at the same phase of the customer's buying. */
export function carryStage(from: Methodology, to: Methodology, stageId: string): Stage | undefined {
  const stage = indexMethod(from).stageById.get(stageId);
  return stage && stageOfPhase(indexMethod(to), stage.unifiedPhase);
}

/** Questions that a method's proofs answer with yes, each with the outcomes it rests on: to suggest, not to fill in. */
export function suggestedAnswers(method: Methodology, outcomes: OutcomeStates): { questionId: string; from: string[] }[] {
  const proven: Record<string, { state: OutcomeLook }> = {};
  for (const [id, { outcome }] of indexMethod(method).outcomeById) {
    const state = stateOf(outcomes, id);
    if (state !== 'waived' && isProven(outcome, state)) proven[id] = { state };
  }
  return [...truths(method, proven)].flatMap(([concept, truth]) =>
    (concepts[concept] as Concept).questions.map((questionId) => ({ questionId, from: truth.from })),
  );
}
