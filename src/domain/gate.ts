/**
 * The verdict on a stage move, known before the click: which proofs of the stages left behind are there, which are
 * missing, which decisions are asked. A move backwards, a lost deal and an unmapped stage always pass.
 */
import type { Grade } from './assess/model.ts';
import type { VerdictName } from './event.ts';
import {
  gatesAfter,
  indexMethod,
  passingOutcome,
  requiredOutcomes,
  signingStage,
  type Gate,
  type MethodIndex,
  type Methodology,
  type Outcome,
  type Stage,
} from './method.ts';
import type { OutcomeLook } from './state.ts';

export type Policy = 'advise' | 'warn' | 'block';
export type ProofLevel = 'claimed' | 'confirmed' | 'verified';
/** How far a proof must have come to count, for outcomes of the customer and for our own. */
export type Minimum = ProofLevel | { buyer: ProofLevel; internal: ProofLevel };
export type OutcomeStates = Readonly<Record<string, { state: OutcomeLook } | undefined>>;
/** The last decision on a gate. Days as `YYYY-MM-DD`. */
export interface GateDecision {
  outcome: string;
  at: string;
  expires?: string | undefined;
}

/** The level chosen for the customer's proofs; those inside our own company count from the claim on (proposed). */
export const minimumFor = (buyer: ProofLevel): Minimum => ({ buyer, internal: 'claimed' });

/** What the customer did needs the customer's word; our own work only ours. (Proposed; configurable.) */
export const defaultMinimum: Minimum = { buyer: 'confirmed', internal: 'claimed' };

const levels: Record<OutcomeLook, number> = { open: 0, rejected: 0, stale: 0, claimed: 1, confirmed: 2, verified: 3, waived: 4 };

export const stateOf = (outcomes: OutcomeStates, id: string): OutcomeLook =>
  (Object.hasOwn(outcomes, id) ? outcomes[id]?.state : undefined) ?? 'open';

/** Whether a proof counts. A waiver counts: it was given with a reason, and turns stale when it expires. */
export function isProven(outcome: Outcome, state: OutcomeLook, minimum: Minimum = defaultMinimum): boolean {
  return levels[state] >= levels[typeof minimum === 'string' ? minimum : minimum[outcome.kind]];
}

export interface GateInput {
  method: Methodology;
  /** Method stages; null = the CRM's stage stands for none. */
  from: string | null;
  to: string | null;
  /** Set when the move closes the deal. Won asks for everything up to and including signing. */
  closing?: 'won' | 'lost' | null;
  outcomes: OutcomeStates;
  policy: Policy;
  minimum?: Minimum;
  /** Ids of firing checks that the team treats as reasons to stop. */
  criticalChecks?: readonly string[];
  /**
   * Last decision per gate. Left out altogether, gates are listed but do not bind (a team that keeps no gate
   * records); given, even empty, an undecided gate is a reason like a missing proof.
   */
  gateDecisions?: Readonly<Record<string, GateDecision | undefined>>;
  /** Gates whose decision is a reason; all of them when left out. */
  binding?: readonly string[];
  /** Gates this deal does not need, for example initiation for a project of grade III. */
  gatesNotNeeded?: readonly string[];
  /** `YYYY-MM-DD`, for decisions that expire. */
  today?: string;
}

export interface Proof {
  outcomeId: string;
  stageId: string;
  state: OutcomeLook;
  isCompletionMark: boolean;
}

export interface AskedGate {
  gate: Gate;
  state: 'undecided' | 'passed' | 'refused' | 'expired' | 'not-needed';
  decision?: GateDecision;
  /** Outcomes the decision should rest on that are not proven. */
  lacking: string[];
}

export interface GateVerdict {
  verdict: VerdictName;
  /** Required and not proven, in the order of the method. */
  missing: Proof[];
  present: Proof[];
  gates: AskedGate[];
  /** Ids of the gates that bind and have no decision that lets the deal on. */
  undecided: string[];
  criticalChecks: readonly string[];
  /** Stages jumped over: neither left nor entered. */
  skipped: string[];
  /** Why nothing was asked, where nothing was. */
  note: 'same' | 'back' | 'lost' | 'unmapped' | null;
}

function proofsOf(stage: Stage, outcomes: OutcomeStates, minimum: Minimum): { proof: Proof; proven: boolean }[] {
  const required = new Set(requiredOutcomes(stage));
  return stage.verifiableOutcomes
    .filter((outcome) => required.has(outcome.id))
    .map((outcome) => {
      const state = stateOf(outcomes, outcome.id);
      const isCompletionMark = outcome.isCompletionMark === true;
      return {
        proof: { outcomeId: outcome.id, stageId: stage.id, state, isCompletionMark },
        proven: isProven(outcome, state, minimum),
      };
    });
}

/** How a gate stands: what was decided, whether that still holds, and which proofs it should rest on are not there. */
export function askGate(index: MethodIndex, gate: Gate, input: Pick<GateInput, 'today' | 'gateDecisions' | 'minimum' | 'outcomes' | 'gatesNotNeeded'>): AskedGate {
  const { today = '', gateDecisions = {}, minimum = defaultMinimum } = input;
  const lacking = gate.requires.filter((id) => {
    const found = index.outcomeById.get(id);
    return found !== undefined && !isProven(found.outcome, stateOf(input.outcomes, id), minimum);
  });
  if (input.gatesNotNeeded?.includes(gate.id)) return { gate, state: 'not-needed', lacking };
  const decision = Object.hasOwn(gateDecisions, gate.id) ? gateDecisions[gate.id] : undefined;
  if (!decision) return { gate, state: 'undecided', lacking };
  const expired = decision.expires !== undefined && decision.expires < today;
  const state = expired ? 'expired' : decision.outcome === passingOutcome(gate) ? 'passed' : 'refused';
  return { gate, state, decision, lacking };
}

/** The stages whose proofs a move asks for, and why none are asked where none are. */
function asked(index: MethodIndex, input: GateInput): { left: Stage[]; skipped: Stage[]; note: GateVerdict['note'] } {
  const nothing = (note: GateVerdict['note']) => ({ left: [], skipped: [], note });
  if (input.closing === 'lost') return nothing('lost');
  const from = index.position.get(input.from ?? '');
  const sign = index.position.get(signingStage(index)?.id ?? '');
  const target = index.position.get(input.to ?? '') ?? (input.closing === 'won' ? sign : undefined);
  if (from === undefined || target === undefined) return nothing('unmapped');
  const end = input.closing === 'won' ? Math.max(target, (sign ?? -1) + 1) : target;
  if (end <= from) return nothing(target < from ? 'back' : 'same');
  return { left: index.stages.slice(from, end), skipped: index.stages.slice(from + 1, Math.min(target, end)), note: null };
}

/** Judge a move. Pure; the same input gives the same verdict. */
export function gateVerdict(input: GateInput): GateVerdict {
  const index = indexMethod(input.method);
  const { left, skipped, note } = asked(index, input);
  const minimum = input.minimum ?? defaultMinimum;
  const proofs = left.flatMap((stage) => proofsOf(stage, input.outcomes, minimum));
  const missing = proofs.filter((p) => !p.proven).map((p) => p.proof);
  const gates = left.flatMap((stage) => gatesAfter(index, stage.id)).map((gate) => askGate(index, gate, input));
  const binds = (gate: Gate): boolean => input.gateDecisions !== undefined && (input.binding?.includes(gate.id) ?? true);
  const undecided = gates.filter((g) => g.state !== 'passed' && g.state !== 'not-needed' && binds(g.gate)).map((g) => g.gate.id);
  const criticalChecks = left.length > 0 ? (input.criticalChecks ?? []) : [];
  const reasons = missing.length > 0 || undecided.length > 0 || criticalChecks.length > 0;
  return {
    verdict: reasons ? input.policy : 'pass',
    missing,
    present: proofs.filter((p) => p.proven).map((p) => p.proof),
    gates,
    undecided,
    criticalChecks,
    skipped: skipped.map((s) => s.id),
    note,
  };
}

const byGrade = 'by-project-grade';

/**
 * Roles that decide at a gate. Where the project's grade says who decides, its fixed roles; null while the grade is
 * not known. (Roles of the grades: lead-to-cash deck, `project-grading`.)
 */
export function decidersOf(gate: Gate, grade?: Grade): string[] | null {
  const named = gate.decisionMakers.filter((role) => role !== byGrade);
  if (named.length === gate.decisionMakers.length) return named;
  return grade ? [...named, ...(grade.decision?.fixed ?? []).map((role) => role.id)] : null;
}

/** Gates that a grade without a decision does not need: no initiation decision for grade III. (Lead-to-cash deck.) */
export function gatesNotNeeded(method: Methodology, grade: Grade['id'] | null | undefined): string[] {
  if (grade !== 'grade-3') return [];
  return method.gates.filter((gate) => gate.decisionMakers.every((role) => role === byGrade)).map((gate) => gate.id);
}

/** How much of a stage is proven. A stage that requires nothing has ratio 1. An unknown stage has nothing. */
export function stageProgress(
  method: Methodology,
  stageId: string,
  outcomes: OutcomeStates,
  minimum: Minimum = defaultMinimum,
): { proven: number; required: number; ratio: number } {
  const stage = indexMethod(method).stageById.get(stageId);
  if (!stage) return { proven: 0, required: 0, ratio: 0 };
  const proofs = proofsOf(stage, outcomes, minimum);
  const proven = proofs.filter((p) => p.proven).length;
  return { proven, required: proofs.length, ratio: proofs.length === 0 ? 1 : proven / proofs.length };
}

export interface NextProof extends Proof {
  /** What to do: renew expired evidence, answer a rejection, raise a claim to the level asked, or begin. */
  why: 'renew' | 'retry' | 'raise' | 'begin';
}

/**
 * The missing proof of a stage to get next, or null when none is missing. (Proposed rule.) First what was proven once
 * and no longer counts, then what was rejected, then what only needs the customer's or the manager's word, then what
 * nobody has begun; within each in the order of the method. The completion mark ends the stage, so it comes last.
 */
export function nextBestProof(
  method: Methodology,
  stageId: string,
  outcomes: OutcomeStates,
  minimum: Minimum = defaultMinimum,
): NextProof | null {
  const stage = indexMethod(method).stageById.get(stageId);
  if (!stage) return null;
  const reason = (state: OutcomeLook): NextProof['why'] =>
    state === 'stale' ? 'renew' : state === 'rejected' ? 'retry' : state === 'open' ? 'begin' : 'raise';
  const order: NextProof['why'][] = ['renew', 'retry', 'raise', 'begin'];
  const rank = (proof: NextProof) => (proof.isCompletionMark ? order.length : order.indexOf(proof.why));
  const missing = proofsOf(stage, outcomes, minimum)
    .filter((p) => !p.proven)
    .map(({ proof }): NextProof => ({ ...proof, why: reason(proof.state) }));
  return missing.toSorted((a, b) => rank(a) - rank(b))[0] ?? null;
}
