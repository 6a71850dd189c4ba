/**
 * The shape of a methodology pack: one JSON file that holds a whole sales method.
 *
 * The schema is what an author may *write*: a text needs English or Chinese (the other one is filled in from it), and
 * lists, hints and provenance have defaults. What comes out of parsing is complete. Keys that are not named here are
 * kept: a method carries extras of its own (odds matrices, budget plays, team roles).
 *
 * Modules that only need the types import `method.ts`, which does not load zod.
 */
import * as z from 'zod/mini';

/** Where a statement comes from. Everything `proposed` is ours and may be configured. */
export const Provenance = z.enum(['source', 'public', 'inferred', 'proposed']);

/** Characters of one text in one language. */
export const maxTextLength = 4000;

const id = z.string().check(z.regex(/^[A-Za-z0-9][A-Za-z0-9._-]{0,79}$/));
const words = z.string().check(z.minLength(1), z.maxLength(maxTextLength));
const percent = z.int().check(z.gte(0), z.lte(100));
const ids = z._default(z.array(id), []);
const provenance = z._default(Provenance, 'proposed');

/** A text a person reads. At least one language is needed to write it; both are there once it is parsed. */
export const Localised = z.pipe(
  z.union([
    z.object({ en: words, zh: z.optional(words) }),
    z.object({ en: z.optional(words), zh: words }),
  ]),
  z.transform((text: { en: string; zh?: string } | { en?: string; zh: string }) => ({
    en: text.en ?? text.zh ?? '',
    zh: text.zh ?? text.en ?? '',
  })),
);

/** Ids this thing had in earlier versions of the pack: answers given under them follow it. */
const formerly = z.optional(z.array(id));

/** What an outcome without a hint of its own asks for. */
export const defaultEvidenceHint = {
  en: 'Who said it, when, and where it is written down.',
  zh: '由谁在何时所说，记录在何处。',
};

export const ItemSchema = z.looseObject({ id, text: Localised, provenance, note: z.optional(Localised) });

export const OutcomeSchema = z.looseObject({
  id,
  formerly,
  /** Outcomes or questions of the built-in methods and assessments that ask the same thing. */
  sameAs: z.optional(z.array(id)),
  text: Localised,
  evidenceHint: z._default(Localised, defaultEvidenceHint),
  kind: z._default(z.enum(['buyer', 'internal']), 'buyer'),
  /** Follows `exitCriteria.requires`; may be left out. */
  required: z._default(z.boolean(), false),
  provenance,
  canvas: z.optional(id),
  note: z.optional(Localised),
  isCompletionMark: z.optional(z.boolean()),
  completionMarkProvenance: z.optional(Provenance),
  observableStatement: z.optional(id),
  impliedOdds: z.optional(percent),
});

export const ExitSchema = z.looseObject({
  id,
  text: Localised,
  provenance,
  note: z.optional(Localised),
  requires: z.array(id),
});

const labels = z.optional(z.array(words));
const keywordList = z._default(z.array(words), []);

/** CRM labels per product, and keywords per language; other products may be added under their adapter's id. */
export const HintsSchema = z.looseObject({
  salesforce: labels,
  hubspot: labels,
  dynamics365: labels,
  zoho: labels,
  odoo: labels,
  pipedrive: labels,
  tryton: labels,
  keywords: z._default(z.object({ en: keywordList, zh: keywordList }), { en: [], zh: [] }),
});

export const StageSchema = z.looseObject({
  id,
  formerly,
  order: z.int().check(z.gte(1)),
  /** 1 understand, 2 discover, 3 validate, 4 evaluate, 5 propose, 6 sign, 7 deliver. */
  unifiedPhase: z.int().check(z.gte(1), z.lte(7)),
  name: Localised,
  buyerStage: Localised,
  goal: Localised,
  crmStageHints: z._default(HintsSchema, { keywords: { en: [], zh: [] } }),
  repTasks: z._default(z.array(ItemSchema), []),
  buyerActions: z._default(z.array(ItemSchema), []),
  managementChecks: z._default(z.array(ItemSchema), []),
  verifiableOutcomes: z.array(OutcomeSchema).check(z.minLength(1)),
  exitCriteria: z.array(ExitSchema).check(z.length(1)),
  /** Percent; null = this stage is not forecast. */
  defaultProbability: z._default(z.nullable(percent), null),
  probabilityProvenance: provenance,
  /** Days after which the stage counts as slow. */
  normDays: z._default(z.int().check(z.gte(1), z.lte(3650)), 30),
  tools: ids,
  wonProbability: z.optional(percent),
  statusLabel: z.optional(Localised),
  focus: z.optional(z.array(z.string())),
  phase: z.optional(z.string()),
  team: z.optional(z.unknown()),
  ladderOdds: z.optional(percent),
  constraintRow: z.optional(z.nullable(z.string())),
  postSale: z.optional(z.boolean()),
  buyerStageProvenance: z.optional(Provenance),
  effortShare: z.optional(percent),
});

export const GateSchema = z.looseObject({
  id,
  code: z.optional(z.string().check(z.maxLength(12))),
  name: Localised,
  fullName: z.optional(z.string()),
  /** The stage that cannot be left before the gate is decided; null: at any time. */
  after: z._default(z.nullable(id), null),
  before: z._default(z.nullable(id), null),
  question: Localised,
  decisionMakers: z.array(id).check(z.minLength(1)),
  inputs: ids,
  requires: ids,
  /** Possible decisions; the first one is the one that lets the deal go on. */
  outcomes: z.array(id).check(z.minLength(1)),
  provenance,
  decisionMakersProvenance: provenance,
  timingProvenance: provenance,
});

const QuestionSchema = z.looseObject({
  id,
  formerly,
  text: Localised,
  weight: z.optional(z.number().check(z.gt(0), z.lte(100))),
  knockout: z.optional(z.boolean()),
  comparative: z.optional(z.boolean()),
  probes: z.optional(z.array(ItemSchema)),
  provenance,
});

/** A scored questionnaire that a pack brings along: questions in groups, answered + / ? / −. */
export const PackAssessmentSchema = z.looseObject({
  id,
  name: Localised,
  groups: z
    .array(
      z.looseObject({
        id,
        order: z.optional(z.int()),
        name: Localised,
        weight: z.optional(z.number().check(z.gt(0), z.lte(100))),
        questions: z.array(QuestionSchema).check(z.minLength(1)),
      }),
    )
    .check(z.minLength(1)),
});

export const MethodologySchema = z.looseObject({
  $schema: z.optional(z.string()),
  /** The version of this file format. */
  schemaVersion: z._default(z.string().check(z.regex(/^1\.\d+\.\d+$/)), '1.0.0'),
  /** The version of the method itself; a deal stays on the one it began with. */
  version: z._default(z.string().check(z.regex(/^\d+\.\d+\.\d+$/)), '1.0.0'),
  id,
  name: Localised,
  /** What the interface calls the method where that differs from `name`. */
  label: z.optional(Localised),
  source: z._default(z.string(), ''),
  sourceNote: z.optional(Localised),
  publicSources: z.optional(z.array(z.string())),
  trademarkNote: z.optional(Localised),
  stages: z.array(StageSchema).check(z.minLength(1), z.maxLength(40)),
  gates: z._default(z.array(GateSchema), []),
  assessments: z.optional(z.array(PackAssessmentSchema)),
  /** Overrides of check thresholds, by name. */
  thresholds: z.optional(z.record(z.string(), z.number())),
});

export type L = { en: string; zh: string };
export type Provenance = z.infer<typeof Provenance>;
export type Item = z.infer<typeof ItemSchema>;
export type Outcome = z.infer<typeof OutcomeSchema>;
export type Exit = z.infer<typeof ExitSchema>;
export type CrmStageHints = z.infer<typeof HintsSchema>;
export type Stage = z.infer<typeof StageSchema>;
export type Gate = z.infer<typeof GateSchema>;
export type PackAssessment = z.infer<typeof PackAssessmentSchema>;
export type Methodology = z.infer<typeof MethodologySchema>;
