/**
 * What the checks read, taken from a deal's state. Every sheet is read by its id, so a check starts by itself as soon
 * as the first record of its sheet is written. Pure; what a deal does not know comes from the caller.
 */
import { answerFromLog, type AnswersByParty, type AnswerValue, type FormDefinition, type Instruments } from '../assess/model.ts';
import { scoreOpportunity, type OpportunityScore } from '../assess/opportunity.ts';
import { conditionKeys, scorePowerSponsor, scoreProjectGrading } from '../assess/simple.ts';
import { hasText, isFilled, numberOr } from '../assess/values.ts';
import type { OutcomeFact } from '../calc/odds.ts';
import type { FieldName, Ref, StageRef } from '../event.ts';
import { defaultMinimum, isProven, type Minimum } from '../gate.ts';
import type { Hlc } from '../hlc.ts';
import { indexMethod, type Methodology } from '../method.ts';
import type { OwnMapping } from '../stage-map.ts';
import { outcomeLook, type DealState } from '../state.ts';
import { answersOf, dayOfStamp, formOf, isStarted, perSlot, rowsOf, unpacked } from './sheets.ts';
import { mapNodes, sheetFacts } from './sheet-facts.ts';
import type { Facts, MapNode, Snapshot } from './types.ts';

export interface FactSource {
  method: Methodology;
  /** The method stage the deal stands in; null if its CRM stage stands for none. */
  stageId: string | null;
  /** Method stage of a CRM stage, for the history. */
  stageOf: (stage: StageRef) => string | null;
  /** YYYY-MM-DD */
  today: string;
  /** Calendar day of a time, in the user's zone. */
  dayOf: (ms: number) => string;
  crm: string;
  instruments: Instruments;
  ownMapping?: OwnMapping | undefined;
  minimum?: Minimum | undefined;
  /** Names of our products. */
  catalogue?: readonly string[] | undefined;
  /** What only the whole pipeline knows. */
  pipeline?: Pick<Facts, 'deals' | 'topQuartile' | 'funnel' | 'forecasts'> | undefined;
}

const forms = ['ssm-opportunity-assessment', 'tas-opportunity-qualification'] as const;

/** An amount with its currency as the log keeps it, or a plain number. */
function amountOf(value: unknown): number | null {
  return numberOr(typeof value === 'object' && value !== null && 'value' in value ? value.value : value);
}

const textField = (state: DealState, name: FieldName): string | null => {
  const value = state.fields[name]?.value;
  return hasText(value) ? value : null;
};

const CATEGORIES = ['omitted', 'pipeline', 'best-case', 'commit', 'closed'] as const;

/** The forecast category in the words of the rules; null for one that means none of them. Its id counts before its label. */
export function forecastOf(value: unknown): (typeof CATEGORIES)[number] | null {
  const words = typeof value === 'object' && value !== null ? [(value as Ref).id, (value as Ref).label] : [value];
  const keys = words.filter(hasText).map((word) => word.toLowerCase().replaceAll(/[^a-z]/g, ''));
  // Salesforce's API calls the category “Commit” `Forecast`; its optional one between the two is no commitment.
  const other: Record<string, (typeof CATEGORIES)[number]> = { forecast: 'commit', mostlikely: 'best-case' };
  const known = keys.map((key) => CATEGORIES.find((name) => name.replace('-', '') === key) ?? (Object.hasOwn(other, key) ? other[key] : undefined));
  return known.find((name) => name !== undefined) ?? null;
}

function stageRefOf(state: DealState): StageRef | null {
  const value = state.fields.stage?.value;
  return typeof value === 'object' && value !== null && 'id' in value && typeof value.id === 'string' ? (value as StageRef) : null;
}

/** Stages of the method the deal went through, with the day; a move within one stage is no entry. */
function stageLogOf(state: DealState, source: FactSource): { stage: string; at: string }[] {
  const log: { stage: string; at: string }[] = [];
  const add = (stage: string | null, at: string): void => {
    if (stage !== null && log.at(-1)?.stage !== stage) log.push({ stage, at });
  };
  const first = state.moves[0];
  const begun = textField(state, 'created') ?? (state.first ? dayOfStamp(state.first, source.dayOf) : null);
  if (first?.from && begun) add(source.stageOf(first.from), begun.slice(0, 10));
  for (const move of state.moves) add(source.stageOf(move.to), dayOfStamp(move.stamp.at, source.dayOf));
  if (log.length === 0 && begun) add(source.stageId, begun.slice(0, 10));
  return log;
}

/** Outcomes in the words of the rules: what counts as proven is verified; stale, rejected and open ones are open. */
function outcomesOf(state: DealState, source: FactSource): Record<string, OutcomeFact> {
  const index = indexMethod(source.method);
  return Object.fromEntries(
    Object.entries(state.outcomes).map(([id, outcome]) => {
      const look = outcomeLook(outcome, source.today);
      const known = index.outcomeById.get(id)?.outcome;
      const proven = known ? isProven(known, look, source.minimum ?? defaultMinimum) : look === 'confirmed' || look === 'verified';
      const done = look === 'waived' ? 'waived' : proven ? 'verified' : look === 'claimed' || look === 'confirmed' ? 'claimed' : 'open';
      const said = outcome.evidence.text ?? outcome.evidence.link ?? null;
      const at = outcome.evidence.saidOn ?? dayOfStamp(outcome.last.at, source.dayOf);
      return [id, { state: done, evidence: said, at, by: outcome.evidence.saidBy ?? outcome.last.by }] as const;
    }),
  );
}

function partiesAt(state: DealState, form: string, until?: Hlc): { answers: AnswersByParty; last: Hlc | null } {
  const answers: Record<string, Record<string, AnswerValue>> = {};
  let last: Hlc | null = null;
  for (const party of Object.keys(state.answers[form] ?? {})) {
    const own: Record<string, AnswerValue> = {};
    for (const [id, answer] of Object.entries(answersOf(state, form, party, until))) {
      own[id] = answerFromLog(answer);
      if (last === null || answer.at > last) last = answer.at;
    }
    answers[party] = own;
  }
  return { answers, last };
}

/** A form with other than the four questions has no “can we win”: its groups are not compared, its overall word is. */
function snapshotOf(score: OpportunityScore, at: string, names: (party: string) => string): Snapshot {
  const { overall, unknowns, verdict } = score;
  if (score.groups.length !== 4) return { at, overall, unknowns };
  const scores = Object.entries(score.normalised).map(([party, values]) => [names(party), values] as const);
  return { at, verdict, score: Object.fromEntries(scores), overall, unknowns };
}

/** The two opportunity forms, and those a pack brings along. */
function formsOf(source: FactSource): FormDefinition[] {
  const own = (source.method.assessments ?? []) as readonly FormDefinition[];
  return [...forms.flatMap((id) => source.instruments[id] ?? []), ...own];
}

/** The form answered last, as it stands, and the dated column before its last answer. */
function assessmentsOf(state: DealState, source: FactSource): Pick<Facts, 'assessment' | 'assessmentBefore'> {
  const latest = formsOf(source)
    .map((def) => ({ def, ...partiesAt(state, def.id) }))
    .filter(({ answers }) => Object.values(answers).some((own) => Object.values(own).some((value) => value !== null)))
    .toSorted((a, b) => (a.last ?? '').localeCompare(b.last ?? ''))
    .at(-1);
  if (!latest?.last) return {};
  const { def, last } = latest;
  const name = (party: string): string => (party === 'us' ? party : (state.parties[party]?.name ?? party));
  const score = (answers: AnswersByParty): OpportunityScore => scoreOpportunity(def, answers, { today: source.today });
  const before = state.dated
    .filter((column) => column.assessment === def.id && column.stamp.at < last)
    .toSorted((a, b) => a.stamp.at.localeCompare(b.stamp.at))
    .at(-1);
  return {
    assessment: snapshotOf(score(latest.answers), dayOfStamp(last, source.dayOf), name),
    ...(before ? { assessmentBefore: snapshotOf(score(partiesAt(state, def.id, before.stamp.at).answers), before.on, name) } : {}),
  };
}

/** Answered on the sheet, or proven by the outcome that says the same. */
function conditionsOf(state: DealState, out: Record<string, OutcomeFact>, instruments: Instruments): Facts['conditions'] {
  const form = formOf(state, 'four-conditions');
  const items = instruments['four-conditions']?.items ?? [];
  const entries = conditionKeys.map((key) => {
    const item = items.find((entry) => entry.key === key);
    const stated = form[item?.id ?? key] ?? form[key];
    const proven = item?.outcome && ['verified', 'waived'].includes(out[item.outcome]?.state ?? '');
    return [key, proven && stated !== 'refuted' ? 'verified' : stated] as const;
  });
  return Object.fromEntries(entries.filter(([, stated]) => isFilled(stated))) as Facts['conditions'];
}

/** Role by behaviour from the sponsor test, where the map does not say. Answers are kept per contact as a party. */
function withRoleTest(nodes: readonly MapNode[], state: DealState): MapNode[] {
  return nodes.map((node) => {
    if (isFilled(node.roleTest)) return node;
    const answers = answersOf(state, 'power-sponsor-test', node.contactId ?? node.id ?? '');
    const yes = Object.keys(answers).filter((id) => answers[id]?.value === true || answers[id]?.value === '+');
    return yes.length > 0 ? { ...node, roleTest: scorePowerSponsor({ yes }).result } : node;
  });
}

function gradeOf(state: DealState, instruments: Instruments): string | null {
  const def = instruments['project-grading'];
  const form = formOf(state, 'project-grading');
  return def && Object.values(form).some(isFilled) ? scoreProjectGrading(form, def).grade : null;
}

function startedOf(state: DealState): string[] {
  const sheets = Object.keys(state.canvases).filter((canvas) => isStarted(state, canvas));
  const answered = Object.keys(state.answers).filter((id) =>
    Object.values(state.answers[id] ?? {}).some((questions) =>
      Object.values(questions).some((all) => all.length > 0 && isFilled(unpacked(all.at(-1)!.value))),
    ),
  );
  const spoken = [
    state.reviews.length > 0 ? ['cadence-calendar'] : [],
    Object.keys(state.notes).length > 0 ? ['coaching-note'] : [],
  ].flat();
  return [...new Set([...sheets, ...answered, ...spoken])];
}

function dealFacts(state: DealState, source: FactSource): Facts {
  const ref = stageRefOf(state);
  const log = stageLogOf(state, source);
  const day = (at: Hlc): string => dayOfStamp(at, source.dayOf);
  const changes = (name: FieldName) => state.changes.filter((change) => change.name === name);
  const entered = log.findLast((entry) => entry.stage === source.stageId)?.at;
  const declared = state.odds.at(-1)?.value;
  const created = textField(state, 'created')?.slice(0, 10) ?? (state.first ? day(state.first) : null);
  const open = Object.values(state.actions)
    .filter((action) => !action.done)
    .toSorted((a, b) => (a.due ?? '9').localeCompare(b.due ?? '9'));
  const rivals = Object.values(state.parties).filter((party) => party.kind !== 'us');
  return {
    methodology: source.method.id,
    stage: source.stageId,
    stageEnteredAt: entered ?? null,
    createdAt: created,
    status: ref?.closed ?? 'open',
    amount: amountOf(state.fields.amount?.value),
    odds: declared ?? numberOr(state.fields.probability?.value),
    closeDate: textField(state, 'closeDate'),
    forecast: forecastOf(state.fields.forecast?.value),
    nextStep: textField(state, 'nextStep') ?? open[0]?.text ?? null,
    nextStepDue: open.find((action) => action.due !== undefined)?.due ?? null,
    stageLog: log,
    closeDateLog: changes('closeDate')
      .filter((change) => hasText(change.from) && hasText(change.to))
      .map((change) => ({ at: day(change.stamp.at), from: String(change.from), to: String(change.to) })),
    amountLog: changes('amount').map((change) => ({ at: day(change.stamp.at), value: amountOf(change.to) })),
    oddsLog: state.odds.map((entry) => ({
      at: day(entry.stamp.at),
      value: entry.value,
      byRole: entry.stamp.role === 'manager' ? 'manager' : 'seller',
    })),
    crm: source.crm,
    crmStageId: ref?.id ?? null,
    crmStageLabel: ref && !ref.closed ? ref.label : null,
    ownMapping: source.ownMapping ?? null,
    competitors: rivals.map((party) => ({ name: party.name, addedAt: day(party.stamp.at) })),
    out: outcomesOf(state, source),
    gates: Object.fromEntries(
      Object.entries(state.gates).map(([id, decisions]) => {
        const last = decisions.at(-1);
        return [id, last ? { result: last.outcome, at: day(last.stamp.at), by: last.deciders ?? [] } : null] as const;
      }),
    ),
    grade: gradeOf(state, source.instruments),
    started: startedOf(state),
    catalogue: source.catalogue ?? null,
  };
}

/** Everything the checks read about one deal. Never throws; what is not known is left out. */
export function factsOf(state: DealState, given: FactSource): Facts {
  const source = { ...given, dayOf: perSlot(given.dayOf) };
  const deal = dealFacts(state, source);
  const sheets = sheetFacts(state, source.dayOf, deal);
  return {
    ...deal,
    ...sheets,
    ...assessmentsOf(state, source),
    conditions: conditionsOf(state, (deal.out ?? {}) as Record<string, OutcomeFact>, source.instruments) ?? null,
    ...(sheets.map ? { map: withRoleTest(sheets.map, state) } : {}),
    ...source.pipeline,
    ...(source.pipeline?.funnel || sheets.funnel ? { funnel: { ...source.pipeline?.funnel, ...sheets.funnel } } : {}),
  };
}

/** Rows of the relationship map as the people on it, for screens that draw the same thing. */
export const peopleOf = (state: DealState): MapNode[] => withRoleTest(mapNodes(rowsOf(state, 'relationship-map')), state);
