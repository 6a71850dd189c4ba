/**
 * What the deal-health checks read and answer. `Facts` is everything the product knows of a deal in the words of the
 * rules; `CheckInput` adds the few values that a single rule may also be handed directly. Dates are YYYY-MM-DD (a time
 * of day is ignored), odds 0..100, money in the deal's currency. Every field may be missing.
 */
import type { Instruments } from '../assess/model.ts';
import type { CraInput, UbvInput } from '../assess/simple.ts';
import type { Advantage, CriterionFact, InvestmentInput, RivalRating } from '../calc/deal.ts';
import type { FunnelInput } from '../calc/funnel.ts';
import type { Methods, OutcomeFacts } from '../calc/odds.ts';
import type { L } from '../method.ts';
import type { OwnMapping } from '../stage-map.ts';
import type { CheckConfig } from './config.ts';

type Maybe<T> = T | null | undefined;
type Fields<T> = { [K in keyof T]?: Maybe<T[K]> };

export type Severity = 'critical' | 'warning' | 'info';
export type Status = 'open' | 'won' | 'lost';
export type SheetRow = { id?: Maybe<string> };

export type MapNode = SheetRow &
  Fields<{
    name: string;
    title: string;
    contactId: string;
    reportsTo: string;
    rank: number;
    roles: string[];
    adaptability: string;
    attitude: string;
    coverage: string;
    influence: number;
    zone: string;
    roleTest: string[];
    supportActs: unknown[];
    strategyActions: unknown[];
    coveredBy: string[];
    lastContactAt: string;
    influenceLinks: { to?: Maybe<string>; kind?: Maybe<string> }[];
  }>;

export type PowerNode = SheetRow &
  Fields<{ nodeId: string; name: string; contactId: string; isKeyDecisionMaker: boolean; strength: number; rivalStrength: RivalRating[] }>;

export type ChainNode = SheetRow &
  Fields<{
    title: string;
    level: string;
    contactId: string;
    pain: unknown;
    saidBy: string;
    metric: unknown;
    links: { toNode?: Maybe<string> }[];
  }>;

export type PlanRow = SheetRow &
  Fields<{ milestone: string; kind: string; date: string; status: string; customerOwner: string; ourOwner: string; agreedBy: string }>;

export type Box = Fields<{ done: boolean; saidAt: string; saidBy: string }>;
export type Step = Fields<{ owner: 'us' | 'customer'; due: string; done: boolean }>;
export type Gates = Readonly<Record<string, Maybe<Fields<{ result: string; at: string; by: string[] }>>>>;
export type Condition = Maybe<'unknown' | 'claimed' | 'verified' | 'refuted'>;
export type Light = 'not-rated' | 'red' | 'amber' | 'green';
export type Scores = (number | null)[];

/** Latest snapshot of one opportunity form; scores −1..1 per group in both forms, null if unrated. */
export type Snapshot = Fields<{
  at: string;
  verdict: Light[];
  score: Record<string, Scores>;
  overall: string;
  unknowns: number;
}>;

export interface Facts {
  methodology?: Maybe<string>;
  stage?: Maybe<string>;
  /** 1..7; read from the stage when left out. */
  unifiedPhase?: Maybe<number>;
  /** Place of the stage in its method, from 1. */
  stageOrder?: Maybe<number>;
  /** Norm of the stage in days; the method's when left out. */
  normDays?: Maybe<number>;
  status?: Maybe<Status>;
  stageEnteredAt?: Maybe<string>;
  createdAt?: Maybe<string>;
  amount?: Maybe<number>;
  odds?: Maybe<number>;
  closeDate?: Maybe<string>;
  forecast?: Maybe<string>;
  nextStep?: Maybe<string>;
  nextStepDue?: Maybe<string>;
  stageLog?: Maybe<readonly Fields<{ stage: string; at: string }>[]>;
  closeDateLog?: Maybe<readonly Fields<{ at: string; from: string; to: string }>[]>;
  amountLog?: Maybe<readonly Fields<{ at: string; value: number }>[]>;
  oddsLog?: Maybe<readonly Fields<{ at: string; value: number; byRole: string }>[]>;
  crm?: Maybe<string>;
  crmStageId?: Maybe<string>;
  crmStageLabel?: Maybe<string>;
  ownMapping?: Maybe<OwnMapping>;
  /** Stages whose exit criteria are met; read from the outcomes when left out. */
  exitMet?: Maybe<readonly string[]>;
  competitors?: Maybe<readonly (string | Fields<{ name: string; addedAt: string }>)[]>;
  soleSource?: Maybe<boolean>;
  offering?: Maybe<readonly Fields<{ block: string; item: string; vendor: string }>[]>;
  winState?: Maybe<string>;
  /** Amount in the top quarter of the open deals. */
  topQuartile?: Maybe<boolean>;
  conditions?: Maybe<Readonly<Partial<Record<'need' | 'authority' | 'budget' | 'timeline', Condition>>>>;
  budget?: Maybe<Fields<{ amount: number; state: string; plays: (string | Fields<{ id: string }>)[] }>>;
  /** All open deals of the period, for the checks of the whole pipeline. */
  deals?: Maybe<readonly Fields<{ id: string; amount: number; odds: number; closeDate: string; status: string }>[]>;
  out?: Maybe<OutcomeFacts>;
  gates?: Maybe<Gates>;
  /** Project grade I–III as `grade-1` … `grade-3`. */
  grade?: Maybe<string>;
  /** Canvas and assessment ids the team started for this deal. */
  started?: Maybe<readonly string[]>;
  /** Ids of ticked observable statements; missing while that sheet was not started. */
  ticked?: Maybe<readonly string[]>;

  map?: Maybe<readonly MapNode[]>;
  mapMeta?: Maybe<Fields<{ createdAt: string; copiedFrom: string }>>;
  pm?: Maybe<readonly PowerNode[]>;
  hiddenRoleCheck?: unknown;
  fishbone?: Maybe<readonly Fields<{ name: string; order: number; distance: number; status: string; nextAction: unknown }>[]>;
  culture?: Maybe<string | Fields<{ type: string }>>;
  chain?: Maybe<readonly ChainNode[]>;
  /** Contact id → coverage, where the chain is read without the map. */
  coverage?: Maybe<Readonly<Record<string, string>>>;
  prompters?: Maybe<readonly Fields<{ rows: Fields<{ reason: string; capability: unknown }>[] }>[]>;
  nineBox?: Maybe<Fields<{ mode: string; existingVisionBy: string; boxes: Record<string, Maybe<Box>> }>>;
  /** Problem level per key contact, 1..4. */
  levels?: Maybe<readonly Maybe<number>[]>;
  cra?: Maybe<CraInput & { state?: Maybe<string> }>;
  ubv?: Maybe<UbvInput>;
  initiatives?: Maybe<readonly Fields<{ relevant: boolean; resultMetric: unknown; plannedWork: string; horizon: string }>[]>;
  /** Names of our products. */
  catalogue?: Maybe<readonly string[]>;
  /** Block → what the customer has or wants there. */
  preferences?: Maybe<Readonly<Record<string, readonly Fields<{ product: string; vendor: string; status: string }>[]>>>;
  tows?: Maybe<readonly Fields<{ status: string }>[]>;
  demand?: Maybe<readonly Fields<{ member: string; saidBy: string }>[]>;
  rulesOfTender?: Maybe<readonly Fields<{ text: string; reflected: boolean }>[]>;
  criteria?: Maybe<readonly CriterionFact[]>;
  strategies?: Maybe<readonly Fields<{ strategy: string; reviewDate: string }>[]>;
  visionOwners?: Maybe<readonly string[]>;
  signals?: Maybe<readonly string[]>;
  plan?: Maybe<Readonly<Record<string, unknown>>>;
  dsp?: Maybe<readonly PlanRow[]>;
  agreedBy?: Maybe<string>;
  /** Open actions of both sides. */
  steps?: Maybe<readonly Step[]>;
  concerns?: Maybe<readonly Fields<{ contact: string; type: string; severity: number; status: string }>[]>;
  objections?: Maybe<readonly Fields<{ closed: boolean; root: string }>[]>;
  setMet?: Maybe<readonly Fields<{ expectation: string; metState: string; due: string }>[]>;
  lead?: Maybe<Fields<{ status: string; decision: string; crossCheck: unknown; lastTouchAt: string; beforeTender: boolean }>>;
  team?: Maybe<Readonly<Partial<Record<'AR' | 'SR' | 'FR', Maybe<string | Fields<{ user: string; appointedAt: string }>>>>>>;
  record?: Maybe<
    Fields<{
      tenderPublishedAt: string;
      bidSubmittedAt: string;
      contractSignedAt: string;
      changes: Fields<{ what: string; inForceAt: string }>[];
      creditChecks: Fields<{ at: string; point: string }>[];
      invoices: Fields<{ no: string; amount: number; due: string; paidAt: string }>[];
    }>
  >;
  invest?: Maybe<InvestmentInput>;
  /** Stage → logged selling hours. */
  hours?: Maybe<Readonly<Record<string, number>>>;
  reviews?: Maybe<readonly Fields<{ level: string; date: string; actions: unknown[] }>[]>;
  /** Actions a manager asked for. */
  coaching?: Maybe<readonly Fields<{ manager: string; at: string; done: boolean }>[]>;
  funnel?: Maybe<FunnelInput & { stages?: readonly string[] }>;
  forecasts?: Maybe<readonly Fields<{ forecast: number; actual: number; madeAt: string; periodStart: string }>[]>;
  segment?: Maybe<Fields<{ quadrant: string; attractiveness: number; strength: number; effortDays: number }>>;
  accountPlan?: Maybe<Fields<{ updatedAt: string; reviewedByCustomer: Fields<{ date: string }> }>>;
  assessment?: Maybe<Snapshot>;
  assessmentBefore?: Maybe<Snapshot>;
}

/** Values a rule may be handed directly; the product takes them out of the sheets above. */
export interface CheckInput extends Facts {
  assessmentAt?: Maybe<string>;
  /** Of all groups, or of the one group the rule is about. */
  verdict?: Maybe<readonly Light[] | Readonly<Record<string, Light>> | Light>;
  /** One group: party → score. All groups of us: a list. */
  score?: Maybe<Readonly<Record<string, number | null>> | Scores>;
  previous?: Maybe<Scores>;
  previousAt?: Maybe<string>;
  trend?: Maybe<Scores>;
  unknowns?: Maybe<number>;
  overall?: Maybe<string>;
  /** Number of active competitive strategies. */
  active?: Maybe<number>;
  strategy?: Maybe<string>;
  advantage?: Maybe<Partial<Advantage>>;
  reviewDate?: Maybe<string>;
  tenderPublishedAt?: Maybe<string>;
  bidSubmittedAt?: Maybe<string>;
  contractSignedAt?: Maybe<string>;
  rulePoints?: Maybe<number>;
  reflected?: Maybe<number>;
  decision?: Maybe<string>;
  crossCheck?: unknown;
  lastTouchAt?: Maybe<string>;
  beforeTender?: Maybe<boolean>;
  /** Dates of the decisions. */
  ati?: Maybe<string>;
  atb?: Maybe<string>;
  atc?: Maybe<string>;
  atac?: Maybe<string | readonly string[]>;
  frAppointedAt?: Maybe<string>;
  /** The decision that the rule is about, and who took it. */
  gate?: Maybe<Fields<{ result: string; at: string; by: string[] }>>;
  by?: Maybe<string[]>;
  changes?: Maybe<readonly Fields<{ what: string; inForceAt: string }>[]>;
  creditChecks?: Maybe<readonly Fields<{ at: string; point: string }>[]>;
  invoices?: Maybe<readonly Fields<{ amount: number; due: string; paidAt: string }>[]>;
  boxes?: Maybe<Readonly<Record<string, Maybe<Box>>>>;
  mode?: Maybe<string>;
  existingVisionBy?: Maybe<string>;
  rows?: Maybe<readonly Fields<{ capability: unknown }>[]>;
  'cra-deadline'?: Maybe<string>;
  'ubv-value'?: unknown;
  'ubv-confirmed'?: unknown;
  ours?: Maybe<string>;
  customer?: Maybe<string>;
  periods?: Maybe<readonly Fields<{ forecast: number; actual: number }>[]>;
  madeAt?: Maybe<string>;
  periodStart?: Maybe<string>;
  quadrant?: Maybe<string>;
  effortDays?: Maybe<number>;
  updatedAt?: Maybe<string>;
  reviewedByCustomer?: Maybe<Fields<{ date: string }>>;
  mapCreatedAt?: Maybe<string>;
  copiedFrom?: Maybe<string>;
}

/** What a rule reads beside its own constants; incremental evaluation compares these names. */
export type InputKey = keyof Facts | 'today' | 'cfg';

export interface CheckContext {
  /** YYYY-MM-DD */
  today: string;
  cfg: CheckConfig;
  methods: Methods;
  instruments: Instruments;
}

/** Where a finding is put right. */
export type Place =
  | { kind: 'field'; id: string }
  | { kind: 'canvas'; id: string }
  | { kind: 'assessment'; id: string }
  | { kind: 'outcome'; id: string | null }
  | { kind: 'gate'; id: string | null }
  | { kind: 'stage'; id: string | null }
  | { kind: 'pipeline'; id: string };

export type Param = string | number | null | readonly string[];

/** One value a finding rests on. `key` is an input's name; `at` the date that belongs to the value. */
export interface Reading {
  key: string;
  value: unknown;
  at?: string | undefined;
}

export interface CheckResult {
  result: 'fires' | 'ok' | 'not-evaluated';
  /** Only when it fires. */
  severity?: Severity;
  /** Values for the placeholders of the message. */
  params?: Record<string, Param>;
  inputs?: Reading[];
  /** Everything that is concerned (ids or names), where the message names only the worst. */
  items?: string[];
  /** Where exactly to put it right, if narrower than the check's own place. */
  where?: Place;
  /** Names of the inputs that are missing, when not evaluated. */
  missing?: string[];
}

export interface Check {
  id: string;
  /** 1 stage · 2 odds · 3 people · 4 pain and value · 5 qualification · 6 lead and LTC · 7 execution · 8 after the sale */
  section: number;
  /** Severity unless the phase replaces it. */
  severity: Severity;
  /** Deck 0–4, P public, X proposed. */
  source: string;
  reads: readonly InputKey[];
  /** Shown if one of these is a tool of the method or was started; empty: always. */
  canvases: readonly string[];
  /** Shown only for methods that have this gate or outcome at all. */
  needs?: string;
  /** First phase in which it can fire. */
  phase?: number;
  where: Place;
  /** Takes what the rule reads out of the facts; left out where the facts have the same shape. */
  from?: (facts: Facts, ctx: CheckContext) => CheckInput;
  run: (input: CheckInput, ctx: CheckContext) => CheckResult;
}

export interface CheckText {
  message: L;
  rule: L;
}
