/**
 * Declared odds beside what can be seen: the odds that observable statements support, the highest that the stage
 * allows, and each contradiction with the facts it rests on. The numbers are those of `calc/odds.ts`; this adds the
 * why. (Ladder, matrices: stage-odds pack; scoring proposed.)
 */
import { allowedOdds, supportedOdds, tickedStatements, type Methods } from './calc/odds.ts';
import { isProven, stateOf, type Minimum, type OutcomeStates } from './gate.ts';
import { indexMethod, type L, type Methodology } from './method.ts';

export const oddsLadder: readonly number[] = [0, 10, 25, 50, 75, 100];
/** Points by which evidence must exceed the declared odds before that is worth saying (`dh-odds-below-evidence`). */
export const heldBackFrom = 25;

export interface OddsInput {
  /** Must hold the `stage-odds` pack, whose matrices are read, and the deal's own method. */
  methods: Methods;
  methodId: string;
  stageId: string | null;
  status: 'open' | 'won' | 'lost';
  /** Percent; null = nobody declared any. */
  declared: number | null;
  /** Ids of the statements ticked on the sheet. */
  ticked: readonly string[];
  outcomes: OutcomeStates;
  minimum?: Minimum;
}

export interface Statement {
  id: string;
  text: L;
  evidenceHint: L;
  odds: number;
  polarity: 'support' | 'cap';
  /** True now: ticked on the sheet, or said by a proven outcome. */
  holds: boolean;
  /** The proven outcome that says it, if one does. */
  outcomeId: string | null;
}

export type Contradiction =
  | { code: 'above-allowed'; odds: number; max: number }
  | { code: 'above-supported'; odds: number; supported: number; because: Statement | null }
  | { code: 'capped'; odds: number; cap: number; because: Statement }
  | { code: 'held-back'; odds: number; supported: number; because: Statement | null }
  | { code: 'off-ladder'; odds: number; lower: number; upper: number }
  | { code: 'closed-mismatch'; odds: number; status: OddsInput['status'] };

export interface OddsView {
  declared: number | null;
  /** null while the row cannot be told. */
  supported: number | null;
  /** Steps of the ladder the stage allows; empty while the stage is unknown. */
  allowed: number[];
  highestAllowed: number | null;
  /** The most one can honestly declare: the highest allowed step that the evidence supports. */
  honest: number | null;
  /** Statements of the deal's row, lowest odds first. */
  statements: Statement[];
  contradictions: Contradiction[];
  /** The cheapest statement that would support more, null when there is none or a cap holds. */
  next: Statement | null;
}

type Row = { id: string; stageId: string; alsoForStages?: string[]; statements: Omit<Statement, 'holds' | 'outcomeId'>[] };

/** The row of the observable matrix for a stage; a stage of another method goes by its phase. */
function rowOf(ladder: Methodology, stageId: string, phase: number): Row | undefined {
  const rows = (ladder['observableMatrix'] as { rows?: Row[] } | undefined)?.rows ?? [];
  const find = (id: string | undefined) => rows.find((row) => row.stageId === id || row.alsoForStages?.includes(id ?? ''));
  const samePhase = indexMethod(ladder).stages.find((stage) => stage.unifiedPhase === Math.max(phase, 2));
  return find(stageId) ?? find(samePhase?.id);
}

function contradictionsOf(
  { declared, status }: OddsInput,
  { supported, allowed }: { supported: number | null; allowed: number[] },
  held: Statement[],
): Contradiction[] {
  if (declared === null) return [];
  const found: Contradiction[] = [];
  const max = Math.max(...allowed);
  const ended = { won: declared !== 100, lost: declared !== 0, open: declared === 0 || declared === 100 }[status];
  if (ended) found.push({ code: 'closed-mismatch', odds: declared, status });
  if (allowed.length > 0 && declared > max) found.push({ code: 'above-allowed', odds: declared, max });
  if (supported !== null && declared > supported) {
    const cap = held.find((s) => s.polarity === 'cap' && s.odds === supported);
    const best = held.findLast((s) => s.polarity === 'support') ?? null;
    if (cap) found.push({ code: 'capped', odds: declared, cap: cap.odds, because: cap });
    else found.push({ code: 'above-supported', odds: declared, supported, because: best });
  }
  if (status === 'open' && supported !== null && supported - declared >= heldBackFrom) {
    const because = held.findLast((s) => s.polarity === 'support' && s.odds >= supported) ?? null;
    found.push({ code: 'held-back', odds: declared, supported, because });
  }
  if (!oddsLadder.includes(declared)) {
    const lower = oddsLadder.findLast((step) => step < declared) ?? 0;
    found.push({ code: 'off-ladder', odds: declared, lower, upper: oddsLadder.find((step) => step > declared) ?? 100 });
  }
  return found;
}

/** Everything one can say about a deal's odds. Pure. */
export function oddsView(input: OddsInput): OddsView {
  const { methods, methodId, stageId, declared } = input;
  const ladder = methods['stage-odds'];
  const method = methods[methodId];
  const stage = method && stageId !== null ? indexMethod(method).stageById.get(stageId) : undefined;
  const empty: OddsView = {
    declared,
    supported: null,
    allowed: [],
    highestAllowed: null,
    honest: null,
    statements: [],
    contradictions: [],
    next: null,
  };
  if (!ladder || !stage) return { ...empty, contradictions: contradictionsOf(input, { supported: null, allowed: [] }, []) };

  const proven = [...indexMethod(ladder).outcomeById, ...(method ? indexMethod(method).outcomeById : [])].filter(
    ([id, { outcome }]) => isProven(outcome, stateOf(input.outcomes, id), input.minimum),
  );
  const out = Object.fromEntries(proven.map(([id]) => [id, { state: 'verified' as const }]));
  const asked = { methodology: methodId, stage: stage.id, unifiedPhase: stage.unifiedPhase, ticked: input.ticked, out };
  const ctx = { methods };
  const { supportedOdds: supported } = supportedOdds(asked, ctx);
  const allowed = allowedOdds(ctx, stage.unifiedPhase, input.status);
  const holding = new Set(tickedStatements(asked, ctx));
  const saidBy = new Map(proven.map(([id, { outcome }]) => [outcome.observableStatement ?? '', id] as const));

  const statements = (rowOf(ladder, stage.id, stage.unifiedPhase)?.statements ?? [])
    .map(({ id, text, evidenceHint, odds, polarity }): Statement => {
      return { id, text, evidenceHint, odds, polarity, holds: holding.has(id), outcomeId: saidBy.get(id) ?? null };
    })
    .toSorted((a, b) => a.odds - b.odds);
  const held = statements.filter((s) => s.holds);
  const isCapped = held.some((s) => s.polarity === 'cap' && s.odds === supported);
  const next =
    supported === null || isCapped
      ? null
      : (statements.find((s) => s.polarity === 'support' && !s.holds && s.odds > supported) ?? null);
  const honest = supported === null ? null : (allowed.findLast((step) => step <= supported) ?? null);
  return {
    declared,
    supported,
    allowed,
    highestAllowed: allowed.length > 0 ? Math.max(...allowed) : null,
    honest,
    statements,
    contradictions: contradictionsOf(input, { supported, allowed }, held),
    next,
  };
}
