/**
 * What a deal's own record says at the gates of its method: the decisions, the project's grade, and which gates bind.
 * A gate with a code (ATI, ATB, ATC …) is a decision that somebody is authorised to take and that is kept, so a move
 * without it is a move without proof. The other methods' gates are questions at a review: listed, never a reason.
 * (Codes: lead-to-cash deck; that they bind is proposed, and a pack says it by giving its gate a code.)
 */
import { projectGrade } from './assess/simple.ts';
import { isFilled } from './assess/values.ts';
import { formOf } from './checks/sheets.ts';
import { askGate, gatesNotNeeded, type AskedGate, type GateInput } from './gate.ts';
import { indexMethod, type Methodology } from './method.ts';
import type { DealState } from './state.ts';

const GRADING = 'project-grading';

/** Grade of the project by the answers to its grading; null while nothing of it is answered. */
export function gradeOfDeal(state: DealState): 'grade-1' | 'grade-2' | 'grade-3' | null {
  if (!state.answers[GRADING] && !state.canvases[GRADING]) return null;
  const form = formOf(state, GRADING);
  return Object.values(form).some(isFilled) ? projectGrade(form) : null;
}

export type GateRecords = Required<Pick<GateInput, 'gateDecisions' | 'gatesNotNeeded' | 'binding' | 'today'>>;

/** @param today `YYYY-MM-DD`, for decisions that expire */
export function gateRecords(state: DealState, method: Methodology, today: string): GateRecords {
  const decided = Object.entries(state.gates).flatMap(([gate, all]) => {
    const last = all.at(-1);
    return last ? [[gate, { outcome: last.outcome, at: last.stamp.at, expires: last.expires }] as const] : [];
  });
  return {
    gateDecisions: Object.fromEntries(decided),
    gatesNotNeeded: gatesNotNeeded(method, gradeOfDeal(state)),
    binding: method.gates.filter((gate) => gate.code !== undefined).map((gate) => gate.id),
    today,
  };
}

/** Every gate of the method as it stands today, in the method's order; those asked at any time come last. */
export function gatesOf(method: Methodology, input: GateRecords & Pick<GateInput, 'outcomes' | 'minimum'>): AskedGate[] {
  const index = indexMethod(method);
  const place = (gate: AskedGate['gate']): number => index.position.get(gate.after ?? '') ?? Infinity;
  return method.gates.toSorted((a, b) => (place(a) === place(b) ? 0 : place(a) - place(b))).map((gate) => askGate(index, gate, input));
}
