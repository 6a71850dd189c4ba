import { indexMethod, type Methodology } from '../method.ts';
import { clean, numberOr, sumOf } from '../assess/values.ts';

/** Methods by id. The odds matrices, the funnel and the effort shares are extras of two of them. */
export type Methods = Readonly<Record<string, Methodology | undefined>>;
export interface CalcContext {
  methods: Methods;
}

interface Statement {
  id: string;
  odds: number;
  polarity: 'support' | 'cap';
}
interface ObservableRow {
  id: string;
  stageId: string;
  alsoForStages?: string[];
  statements: Statement[];
}
interface ConstraintRow {
  id: string;
  stageId: string;
  allowed: number[];
}

/** Proven state of an outcome as the rules know it. */
export interface OutcomeFact {
  state?: 'open' | 'claimed' | 'verified' | 'waived' | null;
  evidence?: unknown;
  at?: string | null;
  by?: string | null;
}
export type OutcomeFacts = Readonly<Record<string, OutcomeFact | undefined>>;

/** Verified, or waived with a reason. */
export function isDone(out: OutcomeFacts | null | undefined, id: string): boolean {
  const state = out?.[id]?.state;
  return state === 'verified' || state === 'waived';
}

const ladder = (ctx: CalcContext): Methodology | undefined => ctx.methods['stage-odds'];

/** Phase of a stage: in the named method, else in whichever method has it; null if none does. */
export function phaseOfStage(ctx: CalcContext, methodology: string | null | undefined, stage: string | null | undefined): number | null {
  if (!stage) return null;
  const named = methodology ? ctx.methods[methodology] : undefined;
  const candidates = named ? [named] : Object.values(ctx.methods);
  for (const method of candidates) {
    const found = method && indexMethod(method).stageById.get(stage);
    if (found) return found.unifiedPhase;
  }
  return null;
}

/** Deck 3, mapping inferred: phases 1–2 stand with the ladder's first stage, 3, 4, 5, 6, 7 with the stage of that phase. */
function ladderStage(ctx: CalcContext, phase: number): string | undefined {
  return ladder(ctx)?.stages.find((stage) => stage.unifiedPhase === Math.max(phase, 2))?.id;
}

export interface SupportedOddsInput {
  methodology?: string | null;
  stage?: string | null;
  unifiedPhase?: number | null;
  /** Ids of the statements ticked on the sheet. */
  ticked?: readonly string[] | null;
  /** An outcome that carries a statement counts as ticked once it is done. */
  out?: OutcomeFacts | null;
}

/** Statements that hold: ticked on the sheet, or their outcome is done. */
export function tickedStatements(input: SupportedOddsInput, ctx: CalcContext): string[] {
  const methods = [ladder(ctx), input.methodology ? ctx.methods[input.methodology] : undefined];
  const linked = methods.flatMap((method) =>
    (method?.stages ?? []).flatMap((stage) =>
      stage.verifiableOutcomes
        .filter((outcome) => outcome.observableStatement !== undefined && isDone(input.out, outcome.id))
        .map((outcome) => outcome.observableStatement ?? ''),
    ),
  );
  return [...new Set([...(input.ticked ?? []), ...linked])];
}

/**
 * Odds that the observable statements of the deal's row support (deck 3, scoring proposed): the highest supporting
 * statement, 10 without one, never above the lowest ticked cap. null if the row cannot be told.
 */
export function supportedOdds(input: SupportedOddsInput, ctx: CalcContext): { supportedOdds: number | null } {
  const rows = (ladder(ctx)?.['observableMatrix'] as { rows?: ObservableRow[] } | undefined)?.rows ?? [];
  const rowOf = (stage: string | null | undefined): ObservableRow | undefined =>
    rows.find((row) => row.stageId === stage || (row.alsoForStages ?? []).includes(stage ?? ''));
  const phase = input.unifiedPhase ?? phaseOfStage(ctx, input.methodology, input.stage);
  const row = rowOf(input.stage) ?? (phase === null ? undefined : rowOf(ladderStage(ctx, phase)));
  if (!row) return { supportedOdds: null };
  const ticked = new Set(tickedStatements(input, ctx));
  const held = (polarity: Statement['polarity']): number[] =>
    row.statements.filter((s) => s.polarity === polarity && ticked.has(s.id)).map((s) => s.odds);
  const support = held('support');
  return { supportedOdds: Math.min(support.length > 0 ? Math.max(...support) : 10, ...held('cap')) };
}

const lastOpenPhase = 5;

/** Odds that a phase allows (deck 3): phases 6–7 are won/lost only once the deal is closed. Empty if unknown. */
export function allowedOdds(ctx: CalcContext, phase: number, status: string | null | undefined): number[] {
  const rows = (ladder(ctx)?.['constraintMatrix'] as { rows?: ConstraintRow[] } | undefined)?.rows ?? [];
  const closed = status === 'won' || status === 'lost';
  const stage = ladderStage(ctx, phase > lastOpenPhase ? (closed ? lastOpenPhase + 1 : lastOpenPhase) : phase);
  return rows.find((row) => row.stageId === stage)?.allowed ?? [];
}

export interface ConstraintInput {
  unifiedPhase?: number | readonly number[] | null;
  status?: string | null;
}

/** Highest odds a phase allows; one value per phase when several are asked. */
export function highestAllowed(input: ConstraintInput, ctx: CalcContext): { max: number | null | (number | null)[] } {
  const one = (phase: number): number | null => {
    const allowed = allowedOdds(ctx, phase, input.status);
    return allowed.length > 0 ? Math.max(...allowed) : null;
  };
  const phases = input.unifiedPhase;
  if (typeof phases === 'number') return { max: one(phases) };
  return { max: (phases ?? []).map(one) };
}

export interface WeightedDeal {
  amount?: number | null;
  odds?: number | null;
}

/** Amount × odds of every deal that has both (proposed). The caller picks the open deals of the period. */
export function weightedPipeline(input: { deals?: readonly WeightedDeal[] | null }): { sum: number } {
  const values = (input.deals ?? []).map((deal) => (numberOr(deal.amount) ?? 0) * (numberOr(deal.odds) ?? 0));
  return { sum: clean(sumOf(values) / 100) };
}
