/** The eleven instruments that are no four-question form. One pure function each; nothing is thrown for missing answers. */
import { type InstrumentDefinition } from './model.ts';
import { type Metric, hasText, isFilled, metricOf, onOrAfter } from './values.ts';

type Maybe<T> = T | null | undefined;

export type ConditionState = 'unknown' | 'claimed' | 'verified' | 'refuted';
export interface FourConditionsInput {
  need?: Maybe<ConditionState>;
  authority?: Maybe<ConditionState>;
  budget?: Maybe<ConditionState>;
  timeline?: Maybe<ConditionState>;
}
export interface FourConditionsResult {
  qualified: boolean;
  /** 0..1 */
  readiness: number;
  result: 'drop' | 'qualified' | 'nurture' | 'open';
}
export const conditionKeys = ['need', 'authority', 'budget', 'timeline'] as const;

/** Deck 4: qualified only if all four hold; the readiness in between is proposed. A missing condition is unknown. */
export function scoreFourConditions(input: FourConditionsInput): FourConditionsResult {
  const states = conditionKeys.map((key) => input[key]);
  const points = states.map((state): number => (state === 'verified' ? 1 : state === 'claimed' ? 0.5 : 0));
  const qualified = states.every((state) => state === 'verified');
  return {
    qualified,
    readiness: points.reduce((sum, value) => sum + value, 0) / conditionKeys.length,
    result: input.need === 'refuted' ? 'drop' : qualified ? 'qualified' : input.need === 'verified' ? 'nurture' : 'open',
  };
}

const leadInputs = ['lg-tendency', 'lg-clear-need', 'lg-decision-maker', 'lg-investment-plan', 'lg-time-window'] as const;
export type LeadGradingInput = Partial<Record<(typeof leadInputs)[number], Maybe<boolean>>>;
export type LeadGrade = 'opportunity-lead' | 'credible-lead' | 'initial-lead' | 'not-a-lead';

/** Deck 2: first grade that holds, from the top. Without a single answer there is no grade (null). */
export function scoreLeadGrading(input: LeadGradingInput): { grade: LeadGrade | null } {
  if (leadInputs.every((key) => typeof input[key] !== 'boolean')) return { grade: null };
  const yes = (key: (typeof leadInputs)[number]): boolean => input[key] === true;
  if (yes('lg-decision-maker') && yes('lg-investment-plan') && yes('lg-time-window')) return { grade: 'opportunity-lead' };
  if (yes('lg-clear-need')) return { grade: 'credible-lead' };
  return { grade: yes('lg-tendency') ? 'initial-lead' : 'not-a-lead' };
}

export interface LeadImportanceInput {
  'li-scale'?: Maybe<string>;
  'li-position'?: Maybe<string>;
  strategicFlags?: Maybe<readonly string[]>;
}
export type LeadClass = 'company-major' | 'major' | 'important' | 'general';

/** Deck 2 names axes and classes, the borders are proposed: first class that holds, from the top. */
export function scoreLeadImportance(input: LeadImportanceInput): { class: LeadClass } {
  const big = input['li-scale'] === 'high';
  const key = input['li-position'] === 'important-customer';
  const flagged = (input.strategicFlags ?? []).length > 0;
  if (flagged && big && key) return { class: 'company-major' };
  if ((big && key) || flagged) return { class: 'major' };
  return { class: big || key ? 'important' : 'general' };
}

export interface ProjectGradingInput {
  'pg-product-direction'?: Maybe<boolean>;
  'pg-customer-class'?: Maybe<string>;
  'pg-customer-impact'?: Maybe<readonly string[]>;
  'pg-strategic-industry'?: Maybe<boolean>;
  'pg-business-model'?: Maybe<boolean>;
}
export type ProjectGrade = 'grade-1' | 'grade-2' | 'grade-3';
export interface ProjectGradingResult {
  grade: ProjectGrade;
  /** Roles that must decide; empty for grade III. */
  fixed: string[];
  onDemand: string[];
}

/** Role ids that must decide a project of this grade. */
export function fixedDeciders(def: InstrumentDefinition | undefined, grade: string): string[] {
  return (def?.grades?.find((entry) => entry.id === grade)?.decision?.fixed ?? []).map((role) => role.id);
}

/** Deck 2. */
export function projectGrade(input: ProjectGradingInput): 'grade-1' | 'grade-2' | 'grade-3' {
  const effect = (input['pg-customer-impact'] ?? []).length > 0;
  const customer = input['pg-customer-class'];
  const first =
    input['pg-product-direction'] === true ||
    (customer === 'S' && effect) ||
    input['pg-strategic-industry'] === true ||
    input['pg-business-model'] === true;
  return first ? 'grade-1' : customer === 'A' && effect ? 'grade-2' : 'grade-3';
}

/** Deck 2. */
export function scoreProjectGrading(input: ProjectGradingInput, def: InstrumentDefinition): ProjectGradingResult {
  const grade = projectGrade(input);
  const onDemand = def.grades?.find((entry) => entry.id === grade)?.decision?.onDemand ?? [];
  return { grade, fixed: fixedDeciders(def, grade), onDemand: onDemand.map((role) => role.id) };
}

export type OpportunityEntryInput = Partial<
  Record<'oe-lead-intention' | 'oe-lead-solution' | 'oe-opp-budget' | 'oe-opp-start', Maybe<boolean>>
>;

/** Deck 2: an opportunity is a lead with a definite budget and start. */
export function scoreOpportunityEntry(input: OpportunityEntryInput): { lead: boolean; opportunity: boolean } {
  const lead = input['oe-lead-intention'] === true && input['oe-lead-solution'] === true;
  return { lead, opportunity: lead && input['oe-opp-budget'] === true && input['oe-opp-start'] === true };
}

export interface ProblemRecognitionInput {
  level?: Maybe<number>;
  unifiedPhase?: Maybe<number>;
}
export interface ProblemRecognitionResult {
  /** Lowest level this phase needs; null in phase 1. */
  required: number | null;
  /** null: level or phase unknown. */
  behind: boolean | null;
  pain: string | null;
}

/** Lowest level by phase, proposed: 2 → 2, 3 → 3, 4 and later → 4, phase 1 none. */
export function requiredProblemLevel(phase: number): number | null {
  return phase >= 2 ? Math.min(phase, 4) : null;
}

/** Deck 2: where the customer's mind should be at this phase. */
export function scoreProblemRecognition(input: ProblemRecognitionInput, def: InstrumentDefinition): ProblemRecognitionResult {
  const level = input.level ?? null;
  const phase = input.unifiedPhase ?? null;
  const required = phase === null ? null : requiredProblemLevel(phase);
  return {
    required,
    behind: level === null || phase === null ? null : required !== null && level < required,
    pain: def.crossMap?.find((entry) => entry.level === level)?.pain ?? null,
  };
}

export interface CraInput {
  'cra-reason'?: Maybe<string>;
  'cra-deadline'?: Maybe<string>;
  'cra-delay'?: Maybe<string>;
  'cra-payback'?: Maybe<string>;
  'cra-impact'?: Maybe<Metric | string>;
  /** The customer's contact who confirmed it. */
  confirmedBy?: unknown;
}
export type CraState = 'strong' | 'complete' | 'incomplete';

/** Decks 0 and 1; the three states are proposed. `today` YYYY-MM-DD; a deadline of today still counts. */
export function scoreCra(input: CraInput, today: string): { state: CraState } {
  const answered =
    hasText(input['cra-reason']) &&
    hasText(input['cra-deadline']) &&
    hasText(input['cra-delay']) &&
    hasText(input['cra-payback']) &&
    isFilled(input['cra-impact']);
  if (!answered) return { state: 'incomplete' };
  const strong = onOrAfter(input['cra-deadline'], today) && metricOf(input['cra-impact']).number !== null && isFilled(input.confirmedBy);
  return { state: strong ? 'strong' : 'complete' };
}

export interface UbvInput {
  'ubv-value'?: Maybe<Metric | string>;
  'ubv-definition'?: Maybe<string>;
  'ubv-language'?: Maybe<string>;
  'ubv-difference'?: Maybe<string>;
  'ubv-confirmed'?: Maybe<{ contact?: Maybe<string> } | string>;
}

/** Decks 0 and 1; validity is proposed: a number with a unit, a contact who confirmed it, and a difference. */
export function scoreUbv(input: UbvInput): { valid: boolean } {
  const { number, unit } = metricOf(input['ubv-value']);
  const confirmed = input['ubv-confirmed'];
  const contact = typeof confirmed === 'object' && confirmed !== null ? confirmed.contact : confirmed;
  return {
    valid: number !== null && hasText(unit) && hasText(contact) && hasText(input['ubv-difference']),
  };
}

export interface DemandRow {
  member?: Maybe<string>;
  officialNeed?: Maybe<string>;
  personalWish?: Maybe<string>;
  aware?: Maybe<boolean>;
  priority?: Maybe<number | string>;
  inScope?: Maybe<boolean>;
}
export interface DemandResearchInput {
  /** The customer's project team. */
  members?: Maybe<readonly string[]>;
  rows?: Maybe<readonly DemandRow[]>;
}
export type DemandGoal = 'dr-wide' | 'dr-deep' | 'dr-both' | 'dr-ranked' | 'dr-scope';
export interface DemandResearchResult {
  goals: Record<DemandGoal, boolean>;
  met: number;
  /** 0..1 */
  score: number;
  /** Members with a row, 0..1; null without members. */
  coverage: number | null;
}

/** Deck 4; the tests of the five goals are proposed. An empty sheet meets no goal. */
export function scoreDemandResearch(input: DemandResearchInput): DemandResearchResult {
  const members = [...new Set(input.members ?? [])];
  const rows = input.rows ?? [];
  const researched = [...new Set(rows.map((row) => row.member).filter(hasText))];
  const rowsOf = (member: string): readonly DemandRow[] => rows.filter((row) => row.member === member);
  const covered = members.filter((member) => researched.includes(member)).length;
  const goals: Record<DemandGoal, boolean> = {
    'dr-wide': members.length > 0 && covered === members.length,
    'dr-deep': rows.some((row) => row.aware === false),
    'dr-both':
      researched.length > 0 &&
      researched.every(
        (member) => rowsOf(member).some((row) => hasText(row.officialNeed)) && rowsOf(member).some((row) => hasText(row.personalWish)),
      ),
    'dr-ranked': rows.length > 0 && rows.every((row) => isFilled(row.priority)),
    'dr-scope': rows.length > 0 && rows.every((row) => row.inScope === true),
  };
  const met = Object.values(goals).filter(Boolean).length;
  return { goals, met, score: met / 5, coverage: members.length > 0 ? covered / members.length : null };
}

export type SponsorRole = 'sponsor' | 'power-sponsor' | 'decision-maker';

/** Decks 0 and 1; the counts are proposed. `yes`: ids of the statements that hold; the result may be empty. */
export function scorePowerSponsor(input: { yes?: Maybe<readonly string[]> }): { result: SponsorRole[] } {
  const yes = [...new Set(input.yes ?? [])];
  const count = (prefix: string): number => yes.filter((id) => id.startsWith(prefix)).length;
  const result: SponsorRole[] = [];
  if (count('ps-s') >= 2) result.push('sponsor');
  if (yes.includes('ps-k1') && count('ps-k') >= 3) result.push('power-sponsor');
  if (yes.includes('ps-d1')) result.push('decision-maker');
  return { result };
}

/** Deck 1: a proposal is ready when it answers all four questions. */
export function scoreProposal(
  input: { answered?: Maybe<readonly string[]> },
  def: InstrumentDefinition,
): { ready: boolean; missing: string[] } {
  const missing = (def.items ?? []).map((item) => item.id).filter((id) => !(input.answered ?? []).includes(id));
  return { ready: missing.length === 0, missing };
}
