/**
 * Every scored instrument as one pure function, and a registry by id. The inputs are the shapes a sheet stores (plain
 * JSON); what else a rule needs – the day and the definitions of the instruments – comes in the context.
 */
import { sane } from '../sane.ts';
import type { AnswersByParty, Instruments } from './model.ts';
import { instrument } from './model.ts';
import { type OpportunityOptions, type OpportunityScore, type ProbeNotes, scoreOpportunity } from './opportunity.ts';
import * as simple from './simple.ts';

export * from './model.ts';
export * from './opportunity.ts';
export * from './simple.ts';

export interface AssessContext {
  /** YYYY-MM-DD */
  today: string;
  instruments: Instruments;
  /** Proposed limits that a team may change. */
  unknownMax?: number;
  staleAfter?: number;
}

/** One snapshot as the form stores it: one key per party, beside it optionally the snapshot before and dates. */
export interface OpportunityInput {
  us?: AnswersByParty[string];
  previous?: AnswersByParty;
  /** Date of the snapshot and of the stage's start, for the freshness. */
  at?: string;
  stageEnteredAt?: string;
  probes?: ProbeNotes;
  [party: string]: unknown;
}

const besideParties = new Set(['previous', 'at', 'stageEnteredAt', 'probes']);

/** The parties of a stored snapshot, `us` first. */
export function partiesOf(input: OpportunityInput): AnswersByParty {
  const rivals = Object.entries(input).filter(
    ([key, value]) => !besideParties.has(key) && key !== 'us' && typeof value === 'object' && value !== null,
  );
  return { us: input.us ?? {}, ...(Object.fromEntries(rivals) as AnswersByParty) };
}

function scoreForm(id: string, input: OpportunityInput, ctx: AssessContext): OpportunityScore {
  const options: OpportunityOptions = {
    previous: input.previous,
    today: ctx.today,
    at: input.at,
    stageEnteredAt: input.stageEnteredAt,
    probes: input.probes,
    unknownMax: ctx.unknownMax,
    staleAfter: ctx.staleAfter,
  };
  return scoreOpportunity(instrument(ctx.instruments, id), partiesOf(input), options);
}

/** Deck 0: 22 questions in four groups; the scoring is proposed. */
export const scoreSsmOpportunity = (input: OpportunityInput, ctx: AssessContext): OpportunityScore =>
  scoreForm('ssm-opportunity-assessment', input, ctx);

/** Deck 1: four questions with five factors each; the scoring is proposed. */
export const scoreTasQualification = (input: OpportunityInput, ctx: AssessContext): OpportunityScore =>
  scoreForm('tas-opportunity-qualification', input, ctx);

/** Instrument id → its score. Throws RangeError only when the context lacks the instrument's definition. */
export const assessments = {
  'ssm-opportunity-assessment': scoreSsmOpportunity,
  'tas-opportunity-qualification': scoreTasQualification,
  'four-conditions': (input: simple.FourConditionsInput) => simple.scoreFourConditions(input),
  'lead-grading': (input: simple.LeadGradingInput) => simple.scoreLeadGrading(input),
  'lead-importance': (input: simple.LeadImportanceInput) => simple.scoreLeadImportance(input),
  'project-grading': (input: simple.ProjectGradingInput, ctx: AssessContext) =>
    simple.scoreProjectGrading(input, instrument(ctx.instruments, 'project-grading')),
  'opportunity-entry-criteria': (input: simple.OpportunityEntryInput) => simple.scoreOpportunityEntry(input),
  'problem-recognition': (input: simple.ProblemRecognitionInput, ctx: AssessContext) =>
    simple.scoreProblemRecognition(input, instrument(ctx.instruments, 'problem-recognition')),
  'compelling-reason-to-act': (input: simple.CraInput, ctx: AssessContext) => simple.scoreCra(input, ctx.today),
  'unique-business-value': (input: simple.UbvInput) => simple.scoreUbv(input),
  'demand-research': (input: simple.DemandResearchInput) => simple.scoreDemandResearch(input),
  'power-sponsor-test': (input: { yes?: readonly string[] | null }) => simple.scorePowerSponsor(input),
  'proposal-four-questions': (input: { answered?: readonly string[] | null }, ctx: AssessContext) =>
    simple.scoreProposal(input, instrument(ctx.instruments, 'proposal-four-questions')),
};

export type AssessmentId = keyof typeof assessments;

/**
 * Scores by id, for input that comes as data. `unknown` goes in and out: the caller names the instrument at run time.
 * Throws RangeError for an id that is no instrument.
 */
export function assess(id: string, input: unknown, ctx: AssessContext): unknown {
  if (!Object.hasOwn(assessments, id)) throw new RangeError(`Unknown assessment: ${id}`);
  const score = assessments[id as AssessmentId] as (input: unknown, ctx: AssessContext) => unknown;
  return score(sane(input), ctx);
}
