import {
  type Answer,
  type AnswersByParty,
  type FormDefinition,
  type PartyAnswers,
  type Question,
  type QuestionGroup,
  isNotYet,
  questionsOf,
  ratingOf,
} from './model.ts';
import { daysBetween } from './values.ts';

/** Traffic light of one group, column us. */
export type Verdict = 'not-rated' | 'red' | 'amber' | 'green';
export type Overall = 'no-go' | 'insufficient' | 'change-strategy' | 'reposition' | 'go' | 'pursue' | 'improve';

/** Notes and answers per probe of a factor: factor id → probe id → note (empty string: answered without a note). */
export type ProbeNotes = Readonly<Record<string, Readonly<Record<string, string | null | undefined>>>>;

export interface OpportunityOptions {
  /** An earlier snapshot of the same form, for the trend. */
  previous?: AnswersByParty | undefined;
  /** YYYY-MM-DD; decides whether a “not yet” is overdue and whether the snapshot is stale. */
  today?: string | undefined;
  /** Date of this snapshot, YYYY-MM-DD. */
  at?: string | undefined;
  stageEnteredAt?: string | undefined;
  probes?: ProbeNotes | undefined;
  /** More open questions than this are “insufficient”; proposed: 8. */
  unknownMax?: number | undefined;
  /** A snapshot older than this many days is stale; proposed: 30. */
  staleAfter?: number | undefined;
}

export interface KnockoutState {
  id: string;
  group: number;
  answer: Answer;
  notYet: boolean;
}

type OrderedGroup = QuestionGroup & { order: number };

/** Groups in their order; a group without one stands where it is listed. */
function orderedGroups(def: FormDefinition): OrderedGroup[] {
  return (def.groups ?? []).map((group, index) => ({ ...group, order: group.order ?? index + 1 })).toSorted((a, b) => a.order - b.order);
}

export interface GroupStanding {
  id: string;
  order: number;
  verdict: Verdict;
  /** −1..1, null if nothing is rated. */
  score: number | null;
}

export interface OpportunityScore {
  /** Party → one value per group: −1..1 (null if unrated) in the first form, the plain sum in the 4×5 form. */
  groupScore: Record<string, (number | null)[]>;
  /** The same per party as −1..1 in both forms; null if the party has no rated question in the group. */
  normalised: Record<string, (number | null)[]>;
  verdict: Verdict[];
  /** Group order → distance to the rival (one rival: a number; several: by rival). Only groups with comparative questions. */
  gap?: Record<string, number | null | Record<string, number | null>>;
  /** Share of all questions with a real answer (us), 0..1. */
  coverage: number;
  /** Weighted average of the rated groups (us), −1..1; null if nothing is rated. */
  average: number | null;
  /** Open questions (us): “?”, not rated, or a “not yet” whose date has passed. */
  unknowns: number;
  overall: Overall;
  /** Every knock-out question that is not “+” (us). */
  knockouts: KnockoutState[];
  /** Ids of questions that are not “+” (us), what hurts most first. */
  weakestFirst: string[];
  groups: GroupStanding[];
  /** “Cannot be known yet” questions (us) and the date to ask by. */
  notYet: { id: string; askBy: string | null; overdue: boolean }[];
  /** Movement per group against the previous snapshot (us). */
  trend?: (number | null)[];
  /** Older than the stage or than 30 days; only when the snapshot has a date. */
  stale?: boolean;
  /** 4×5 form: sum over all factors (us), −20..20. */
  total?: number;
  /** 4×5 form: sum over the comparative factors per party, −9..9. */
  comparable?: Record<string, number>;
  /** 4×5 form: our comparable sum minus the best rated rival’s; null without a rated rival. */
  lead?: number | null;
  recommendation?: Overall;
  /** 4×5 form: factors rated “+” without a note on any probe, and factors with fewer than half of their probes answered. */
  unsupported?: string[];
  suggestUnknown?: string[];
  totalChange?: number;
  leadChange?: number | null;
}

const SCORES: Record<string, number> = { '+': 1, '?': 0, '-': -1 };
const UNKNOWN_MAX = 8;
/** A pack's own form with other than four groups: the same share as 8 of 22. */
const UNKNOWN_SHARE = 8 / 22;
const STALE_AFTER = 30;
const GREEN_FROM = 0.5;
const RATED_SHARE = 0.5;

interface Tally {
  sum: number;
  weight: number;
  fullWeight: number;
  rated: number;
  count: number;
}

function tally(questions: readonly Question[], answers: PartyAnswers): Tally {
  const result: Tally = { sum: 0, weight: 0, fullWeight: 0, rated: 0, count: questions.length };
  for (const question of questions) {
    const weight = question.weight ?? 1;
    result.fullWeight += weight;
    const answer = ratingOf(answers[question.id]);
    if (answer === null) continue;
    result.rated += 1;
    result.weight += weight;
    result.sum += weight * (SCORES[answer] ?? 0);
  }
  return result;
}

function isFactorForm(def: FormDefinition): boolean {
  return (def.groups ?? []).some((group) => group.factors !== undefined);
}

function ratio(part: number, whole: number): number | null {
  return whole > 0 ? part / whole : null;
}

function verdictOf(questions: readonly Question[], answers: PartyAnswers, t: Tally, factorForm: boolean): Verdict {
  if (t.rated === 0) return 'not-rated';
  const average = factorForm ? (ratio(t.sum, t.fullWeight) ?? 0) : (ratio(t.sum, t.weight) ?? 0);
  const knockouts = questions.filter((question) => question.knockout).map((question) => ratingOf(answers[question.id]));
  if (knockouts.includes('-') || average < 0) return 'red';
  const enough = factorForm || t.rated / t.count >= RATED_SHARE;
  return average >= GREEN_FROM && enough && knockouts.every((answer) => answer === '+') ? 'green' : 'amber';
}

function isOverdue(askBy: string | null, today: string | undefined): boolean {
  return (daysBetween(askBy, today) ?? 0) > 0;
}

/** What hurts most: a lost knock-out, a loss, an open knock-out, an unknown, unrated, and last what cannot be known yet. */
function painRank(question: Question, answers: PartyAnswers): number {
  const answer = ratingOf(answers[question.id]);
  if (answer === '-') return question.knockout ? 0 : 1;
  if (isNotYet(answers[question.id])) return 5;
  if (question.knockout) return 2;
  return answer === '?' ? 3 : 4;
}

const VERDICT_RANK: Record<Verdict, number> = { red: 0, 'not-rated': 1, amber: 2, green: 3 };

/** Groups of a score from the weakest to the strongest: by light, then by score. */
export function groupsWeakestFirst(score: OpportunityScore): GroupStanding[] {
  return score.groups.toSorted(
    (a, b) => VERDICT_RANK[a.verdict] - VERDICT_RANK[b.verdict] || (a.score ?? -2) - (b.score ?? -2) || a.order - b.order,
  );
}

/**
 * Scores an opportunity form: the four-question assessment (deck 0) or the 4×5 qualification (deck 1). All numbers and
 * limits of the scoring are proposed. Nothing is thrown for missing or unreadable answers: they are “not rated”.
 */
export function scoreOpportunity(def: FormDefinition, answersByParty: AnswersByParty, options: OpportunityOptions = {}): OpportunityScore {
  const groups = orderedGroups(def);
  const factorForm = isFactorForm(def);
  const us = answersByParty['us'] ?? {};
  const rivals = Object.keys(answersByParty).filter((party) => party !== 'us');
  const questions = groups.flatMap((group) => questionsOf(group));

  const groupScore: Record<string, (number | null)[]> = {};
  const normalised: Record<string, (number | null)[]> = {};
  for (const party of ['us', ...rivals]) {
    const tallies = groups.map((group) => tally(questionsOf(group), answersByParty[party] ?? {}));
    groupScore[party] = tallies.map((t) => (factorForm ? t.sum : ratio(t.sum, t.weight)));
    normalised[party] = tallies.map((t) => (t.rated === 0 ? null : ratio(t.sum, factorForm ? t.fullWeight : t.weight)));
  }

  const verdict = groups.map((group) => verdictOf(questionsOf(group), us, tally(questionsOf(group), us), factorForm));
  const notYet = questions.flatMap((question) => {
    const value = us[question.id];
    return isNotYet(value) ? [{ id: question.id, askBy: value.askBy, overdue: isOverdue(value.askBy, options.today) }] : [];
  });
  const waiting = new Set(notYet.filter((entry) => !entry.overdue).map((entry) => entry.id));
  const real = questions.filter((question) => ['+', '-'].includes(ratingOf(us[question.id]) ?? '')).length;
  const unknowns = questions.length - real - waiting.size;
  const knockouts = groups.flatMap((group) =>
    questionsOf(group)
      .filter((question) => question.knockout && us[question.id] !== '+')
      .map((question) => ({
        id: question.id,
        group: group.order,
        answer: ratingOf(us[question.id]),
        notYet: isNotYet(us[question.id]),
      })),
  );

  const score: OpportunityScore = {
    groupScore,
    normalised,
    verdict,
    coverage: ratio(real, questions.length) ?? 0,
    average: averageOfGroups(groups, normalised['us'] ?? []),
    unknowns,
    overall: 'improve',
    knockouts,
    weakestFirst: questions
      .filter((question) => us[question.id] !== '+')
      .toSorted((a, b) => painRank(a, us) - painRank(b, us))
      .map((question) => question.id),
    groups: groups.map((group, index) => ({
      id: group.id,
      order: group.order,
      verdict: verdict[index] ?? 'not-rated',
      score: normalised['us']?.[index] ?? null,
    })),
    notYet,
  };

  if (rivals.length > 0) score.gap = gaps(def, normalised, rivals);
  if (factorForm) addFactorTotals(score, questions, answersByParty, rivals, options.probes);
  if (options.previous) addTrend(score, def, options);
  if (options.at !== undefined) score.stale = isStale(options);
  const unknownMax = options.unknownMax ?? (groups.length === 4 ? UNKNOWN_MAX : Math.floor(questions.length * UNKNOWN_SHARE));
  score.overall = factorForm ? recommend(score, unknownMax) : overallOf(score, unknownMax);
  if (factorForm) score.recommendation = score.overall;
  return score;
}

function averageOfGroups(groups: readonly OrderedGroup[], scores: readonly (number | null)[]): number | null {
  let sum = 0;
  let weight = 0;
  groups.forEach((group, index) => {
    const score = scores[index] ?? null;
    if (score === null) return;
    sum += score * (group.weight ?? 1);
    weight += group.weight ?? 1;
  });
  return ratio(sum, weight);
}

function gaps(
  def: FormDefinition,
  normalised: Record<string, (number | null)[]>,
  rivals: readonly string[],
): NonNullable<OpportunityScore['gap']> {
  const groups = orderedGroups(def);
  const result: NonNullable<OpportunityScore['gap']> = {};
  groups.forEach((group, index) => {
    if (!questionsOf(group).some((question) => question.comparative)) return;
    const ours = normalised['us']?.[index] ?? null;
    const byRival = rivals.map((rival) => {
      const theirs = normalised[rival]?.[index] ?? null;
      return [rival, ours === null || theirs === null ? null : ours - theirs] as const;
    });
    const only = byRival.length === 1 ? byRival[0] : undefined;
    result[String(group.order)] = only ? only[1] : Object.fromEntries(byRival);
  });
  return result;
}

function addFactorTotals(
  score: OpportunityScore,
  factors: readonly Question[],
  answersByParty: AnswersByParty,
  rivals: readonly string[],
  probes: ProbeNotes | undefined,
): void {
  const comparative = factors.filter((factor) => factor.comparative);
  const us = answersByParty['us'] ?? {};
  const comparable: Record<string, number> = {};
  for (const party of ['us', ...rivals]) comparable[party] = tally(comparative, answersByParty[party] ?? {}).sum;
  const ratedRivals = rivals.filter((rival) => tally(comparative, answersByParty[rival] ?? {}).rated > 0);
  score.total = tally(factors, us).sum;
  score.comparable = comparable;
  score.lead = ratedRivals.length === 0 ? null : (comparable['us'] ?? 0) - Math.max(...ratedRivals.map((rival) => comparable[rival] ?? 0));
  if (!probes) return;
  score.unsupported = factors
    .filter((factor) => us[factor.id] === '+' && !Object.values(probes[factor.id] ?? {}).some((note) => note?.trim()))
    .map((factor) => factor.id);
  score.suggestUnknown = factors
    .filter((factor) => {
      const answered = Object.values(probes[factor.id] ?? {}).filter((note) => note !== null && note !== undefined);
      return answered.length < (factor.probes ?? []).length / 2;
    })
    .map((factor) => factor.id);
}

function addTrend(score: OpportunityScore, def: FormDefinition, options: OpportunityOptions): void {
  const before = scoreOpportunity(def, options.previous ?? {}, { ...options, previous: undefined, probes: undefined });
  score.trend = (score.groupScore['us'] ?? []).map((now, index) => {
    const then = before.groupScore['us']?.[index] ?? null;
    return now === null || then === null ? null : now - then;
  });
  if (score.total === undefined || before.total === undefined) return;
  score.totalChange = score.total - before.total;
  score.leadChange =
    score.lead === null || score.lead === undefined || before.lead === null || before.lead === undefined ? null : score.lead - before.lead;
}

function isStale(options: OpportunityOptions): boolean {
  const beforeStage = (daysBetween(options.at, options.stageEnteredAt) ?? 0) > 0;
  return beforeStage || (daysBetween(options.at, options.today) ?? 0) > (options.staleAfter ?? STALE_AFTER);
}

/**
 * Deck 0, lines proposed; the first line that holds decides. In a pack's own form with other than four groups every
 * knock-out counts, and a red group asks for another strategy.
 */
function overallOf(score: OpportunityScore, unknownMax: number): Overall {
  const fourQuestions = score.groups.length === 4;
  const light = (order: number): Verdict | undefined => score.groups.find((group) => group.order === order)?.verdict;
  const lostKnockout = score.knockouts.some((k) => k.answer === '-' && (!fourQuestions || k.group === 1 || k.group === 4));
  if (lostKnockout) return 'no-go';
  if (score.unknowns > unknownMax || score.verdict.includes('not-rated')) return 'insufficient';
  if (fourQuestions && (light(1) === 'red' || light(4) === 'red')) return 'no-go';
  if (score.verdict.includes('red')) return 'change-strategy';
  return score.verdict.filter((verdict) => verdict === 'amber').length <= 1 ? 'go' : 'improve';
}

const PURSUE_FROM = 8;

/** Deck 1, lines proposed; the first line that holds decides. */
function recommend(score: OpportunityScore, unknownMax: number): Overall {
  if (score.knockouts.some((knockout) => knockout.answer === '-')) return 'no-go';
  if (score.unknowns > unknownMax) return 'insufficient';
  const first = score.groups.findIndex((group) => group.order === 1);
  if ((score.groupScore['us']?.[first] ?? 0) < 0) return 'no-go';
  if (score.lead !== null && score.lead !== undefined && score.lead <= 0) return 'reposition';
  return (score.total ?? 0) >= PURSUE_FROM ? 'pursue' : 'improve';
}
