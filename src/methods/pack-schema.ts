/** The published JSON Schema of a pack, made from the schema the product itself reads with. */
import * as z from 'zod/mini';
import {
  ExitSchema,
  GateSchema,
  HintsSchema,
  ItemSchema,
  Localised,
  MethodologySchema,
  OutcomeSchema,
  PackAssessmentSchema,
  Provenance,
  StageSchema,
} from '../domain/method-schema.ts';

/** What an editor shows beside a field. */
const notes = z.registry<{ id?: string; description?: string }>();

notes.add(Localised, { id: 'Text', description: 'A text in English and Chinese; one of the two is enough.' });
notes.add(Provenance, { id: 'Provenance', description: 'Where a statement comes from; “proposed” is your own.' });
notes.add(ItemSchema, { id: 'Item', description: 'A task, a buyer’s action or a manager’s question.' });
notes.add(OutcomeSchema, { id: 'Outcome', description: 'A result that can be checked, mostly something the customer did.' });
notes.add(ExitSchema, { id: 'Exit', description: 'What must be proven before the stage is left.' });
notes.add(HintsSchema, { id: 'CrmStageHints', description: 'CRM stage labels per product, and keywords per language.' });
notes.add(StageSchema, { id: 'Stage', description: 'One stage of the method.' });
notes.add(GateSchema, { id: 'Gate', description: 'A decision that somebody other than the seller takes.' });
notes.add(PackAssessmentSchema, { id: 'Assessment', description: 'A questionnaire answered + / ? / −.' });

const fields: [z.ZodMiniType, string][] = [
  [MethodologySchema.shape.version, 'Raise it with every change; a deal stays on the version it began with.'],
  [MethodologySchema.shape.thresholds, 'Your values for the thresholds of the checks, by name.'],
  [StageSchema.shape.order, '1 for the first stage, 2 for the second, without a gap.'],
  [StageSchema.shape.unifiedPhase, '1 understand, 2 discover, 3 validate, 4 evaluate, 5 propose, 6 sign, 7 deliver.'],
  [StageSchema.shape.defaultProbability, 'Percent, or null: not forecast.'],
  [StageSchema.shape.normDays, 'Days after which the stage counts as slow.'],
  [StageSchema.shape.exitCriteria, 'Exactly one.'],
  [OutcomeSchema.shape.evidenceHint, 'What would prove it.'],
  [OutcomeSchema.shape.kind, 'buyer: the customer did it. internal: we did it.'],
  [OutcomeSchema.shape.isCompletionMark, 'true on exactly one outcome of a stage.'],
  [OutcomeSchema.shape.sameAs, 'Built-in outcomes or questions that ask the same; proofs are carried over.'],
  [OutcomeSchema.shape.canvas, 'The working sheet where the proof shows.'],
  [ExitSchema.shape.requires, 'Ids of outcomes of this stage.'],
  [GateSchema.shape.after, 'The stage that cannot be left before the decision; null: any time.'],
  [GateSchema.shape.outcomes, 'Possible decisions; the first lets the deal go on.'],
];
for (const [field, description] of fields) notes.add(field, { description });

/** JSON Schema (draft 2020-12) of what an author may write. */
export function packJsonSchema(): Record<string, unknown> {
  const made = z.toJSONSchema(MethodologySchema, { io: 'input', target: 'draft-2020-12', metadata: notes });
  const { $schema, ...rest } = made;
  return {
    $schema,
    title: 'StageProof methodology pack',
    description: 'One sales method: stages, verifiable outcomes, gates. Explained in docs/methods-packs.md.',
    ...rest,
  };
}

/** The schema file as it stands in the repository. */
export const packSchemaText = (): string => `${JSON.stringify(packJsonSchema(), null, 2)}\n`;
