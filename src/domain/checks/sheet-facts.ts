/** The sheets of a deal in the words of the rules. Field names are those of the canvas definitions. */
import { hasText, isFilled, numberOr, sumOf } from '../assess/values.ts';
import type { Hlc } from '../hlc.ts';
import type { DealState } from '../state.ts';
import { dayOfStamp, formOf, headOf, isStarted, rowsOf, sheetOf, stampsOf, type Row } from './sheets.ts';
import type { ChainNode, Facts, MapNode, PlanRow, PowerNode, Step } from './types.ts';

type Bag = Record<string, unknown>;

const listOf = (value: unknown): Bag[] =>
  Array.isArray(value) ? value.filter((entry): entry is Bag => typeof entry === 'object' && entry !== null) : [];
/** A list field as a list, also when a single value was stored. */
const many = (value: unknown): unknown[] => (Array.isArray(value) ? value : [value]).filter(isFilled);
/** References as objects, also when only the id was stored. */
const linked = (value: unknown, name: string): Bag[] =>
  many(value).map((entry) => (typeof entry === 'object' && entry !== null ? (entry as Bag) : { [name]: entry }));
const withLists = (row: Row, ...names: string[]): Row => ({
  ...row,
  ...Object.fromEntries(names.filter((name) => name in row).map((name) => [name, many(row[name])])),
});

/** People on the map; list fields are lists whatever was stored. */
export function mapNodes(rows: readonly Row[]): MapNode[] {
  return rows.map(
    (row) =>
      ({
        ...withLists(row, 'roles', 'roleTest', 'supportActs', 'strategyActions', 'coveredBy'),
        ...('influenceLinks' in row ? { influenceLinks: linked(row['influenceLinks'], 'to') } : {}),
      }) as MapNode,
  );
}
const text = (value: unknown): string | null => (hasText(value) ? value : null);
const flag = (value: unknown): boolean | undefined => (typeof value === 'boolean' ? value : undefined);

/** The day somebody was last met: on the map, or in a later visit. */
function withVisits(nodes: MapNode[], visits: readonly Row[], today: string | null): MapNode[] {
  return nodes.map((node) => {
    const met = visits
      .filter((visit) => isFilled(visit['contact']) && [node.contactId, node.id, node.name].includes(String(visit['contact'])))
      .map((visit) => text(visit['date']))
      .filter((date): date is string => date !== null && (today === null || date <= today));
    const last = [node.lastContactAt, ...met].filter(hasText).toSorted().at(-1);
    return last === undefined ? node : { ...node, lastContactAt: last };
  });
}

/** Persons of the decision chain, whether stored one per row or inside their department. */
function fishboneOf(rows: readonly Row[], head: Bag): NonNullable<Facts['fishbone']> {
  const bones = [...rows, ...listOf(head['bones'])];
  return bones.flatMap((bone) => {
    const people = 'people' in bone ? listOf(bone['people']) : [bone];
    return people.map((person) => ({
      name: text(person['contact']) ?? text(person['name']) ?? text(person['post']),
      order: numberOr(bone['order']),
      distance: numberOr(person['distance']),
      status: text(person['status']),
      nextAction: person['nextAction'],
    }));
  });
}

const BOX = /^[RIC][123]$/;

function nineBoxOf(state: DealState): Facts['nineBox'] {
  const head = headOf(state, 'vision-nine-box');
  const boxes: Bag = Object.fromEntries(Object.entries(head).filter(([key]) => BOX.test(key)));
  for (const row of rowsOf(state, 'vision-nine-box')) if (BOX.test(row.id)) boxes[row.id] = row;
  return {
    mode: text(head['mode']),
    existingVisionBy: text(head['existingVisionBy']),
    boxes: boxes as NonNullable<NonNullable<Facts['nineBox']>['boxes']>,
  };
}

/** Blocks as records or as fields of the sheet. */
function preferencesOf(state: DealState): NonNullable<Facts['preferences']> {
  const head = Object.entries(headOf(state, 'technology-preference')).map(([block, value]) => [block, value] as const);
  const rows = rowsOf(state, 'technology-preference').map((row) => [String(row['block'] ?? row.id), row['specificPreferences']] as const);
  return Object.fromEntries([...head, ...rows].map(([block, wanted]) => [block, listOf(wanted)]));
}

/** Start of a period written as `2025-Q3`, `2025-07` or `2025`. */
export function periodStart(period: unknown): string | null {
  if (!hasText(period)) return null;
  const quarter = /^(\d{4})-?Q([1-4])$/.exec(period.trim());
  if (quarter) return `${quarter[1]}-${String(3 * Number(quarter[2]) - 2).padStart(2, '0')}-01`;
  const month = /^(\d{4})(?:-(\d{2}))?(?:-\d{2})?$/.exec(period.trim());
  return month ? (period.trim().length > 7 ? period.trim() : `${month[1]}-${month[2] ?? '01'}-01`) : null;
}

function stepsOf(state: DealState, deal: Facts, visits: readonly Row[], plan: readonly Row[]): Step[] {
  const planned = plan
    .filter((row) => row['status'] === 'planned' || row['status'] === 'slipped')
    .map((row): Step => ({ owner: isFilled(row['customerOwner']) ? 'customer' : 'us', due: text(row['date']), done: false }));
  const promised = visits.flatMap((visit) =>
    listOf(visit['commitments']).map((entry): Step => ({
      owner: entry['owner'] === 'customer' ? 'customer' : 'us',
      due: text(entry['due']),
      done: entry['done'] === true,
    })),
  );
  const actions = Object.values(state.actions).map((action): Step => ({ owner: action.owner, due: action.due ?? null, done: action.done }));
  const next: Step[] = hasText(deal.nextStep) ? [{ owner: 'us', due: deal.nextStepDue ?? null, done: false }] : [];
  return [...planned, ...promised, ...actions, ...next];
}

/** Reviews of the calendar, and those held in the product: an action counts for the review of its day. */
function reviewsOf(state: DealState, day: (at: Hlc) => string): NonNullable<Facts['reviews']> {
  const written = rowsOf(state, 'cadence-calendar').map((row) => ({
    level: text(row['level']),
    date: text(row['date']),
    actions: [...listOf(row['deals']).map((deal) => deal['action']), ...(Array.isArray(row['actions']) ? row['actions'] : [])],
  }));
  const actionDays = Object.values(state.actions).map((action) => day(action.stamp.at));
  const held = state.reviews.map((review) => {
    const date = day(review.stamp.at);
    return { level: review.kind, date, actions: actionDays.filter((other) => other === date) };
  });
  return [...written, ...held];
}

/** Actions a manager asked for: on the coaching sheet, and notes of a manager that nobody acted on yet. */
function coachingOf(state: DealState, day: (at: Hlc) => string): NonNullable<Facts['coaching']> {
  const written = rowsOf(state, 'coaching-note').flatMap((row) =>
    listOf(row['actions']).map((action) => ({ manager: text(row['author']), at: text(row['date']), done: action['done'] === true })),
  );
  const notes = Object.values(state.notes)
    .filter((note) => note.added.role === 'manager' && note.replyTo === undefined)
    .map((note) => ({ manager: note.added.by, at: day(note.added.at), done: note.state === 'acted' || note.state === 'resolved' }));
  return [...written, ...notes];
}

function signalsOf(state: DealState): string[] {
  const ticked = (value: unknown): boolean => value !== false && isFilled(value);
  const fields = Object.entries(headOf(state, 'control-signals'))
    .filter(([key, value]) => key.startsWith('sig-') && ticked(value))
    .map(([key]) => key);
  const rows = rowsOf(state, 'control-signals')
    .filter((row) => row.id.startsWith('sig-') && row['ticked'] !== false)
    .map((row) => row.id);
  return [...new Set([...fields, ...rows])];
}

function tickedOf(state: DealState): string[] {
  const listed = headOf(state, 'odds-stage-matrix')['ticked'];
  const rows = rowsOf(state, 'odds-stage-matrix')
    .filter((row) => row['ticked'] === true)
    .map((row) => row.id);
  return [...(Array.isArray(listed) ? listed.map(String) : []), ...rows];
}

function hoursOf(rows: readonly Row[]): Record<string, number> {
  const stages = new Set(rows.map((row) => text(row['stage'])).filter((stage) => stage !== null));
  return Object.fromEntries(
    [...stages].map((stage) => [stage, sumOf(rows.filter((row) => row['stage'] === stage).map((row) => numberOr(row['hours']) ?? 0))]),
  );
}

/** Levels of the contacts that matter; of all, while the map names nobody who does. */
function levelsOf(state: DealState, map: readonly MapNode[]): (number | null)[] {
  const rows = [...rowsOf(state, 'problem-recognition')];
  const key = map.filter((node) => (node.influence ?? 0) >= 3 || (node.roles ?? []).some((role) => role === 'D' || role === 'A'));
  const known = rows.filter((row) => key.some((node) => [node.contactId, node.id, node.name].includes(String(row['contact'] ?? row.id))));
  return (known.length > 0 ? known : rows).map((row) => numberOr(row['level']));
}

/**
 * Facts of every sheet the team started; a sheet that was not started is left out, so that “empty” and “not there” stay
 * apart.
 */
export function sheetFacts(state: DealState, dayOf: (ms: number) => string, deal: Facts): Facts {
  const day = (at: Hlc): string => dayOfStamp(at, dayOf);
  const rows = (canvas: string): readonly Row[] => rowsOf(state, canvas);
  const on = <T>(canvas: string, read: () => T): T | undefined => (isStarted(state, canvas) ? read() : undefined);
  const one = (canvas: string) => (): Bag => sheetOf(state, canvas);
  const visits = rows('visit-record');
  const map = withVisits(mapNodes(rows('relationship-map')), visits, null);
  const plan = rows('decision-support-plan');
  const competitors = rows('competitor-analysis');
  const powerHead = headOf(state, 'power-map');
  const culture = on('organisation-culture', one('organisation-culture'));
  const mapSheet = isStarted(state, 'power-map') ? 'power-map' : 'relationship-map';
  const mapBegun = stampsOf(state, mapSheet).first;
  const proposition = on('value-proposition', one('value-proposition'));
  const cra = formOf(state, 'compelling-reason-to-act');
  const ubv = formOf(state, 'unique-business-value');
  const reviews = reviewsOf(state, day);
  const coaching = coachingOf(state, day);
  const steps = stepsOf(state, deal, visits, plan);
  const accountPlanAt = stampsOf(state, 'account-plan').last;

  const facts: Facts = {
    map,
    pm: on('power-map', () => rows('power-map').map((row) => ({ ...row, rivalStrength: listOf(row['rivalStrength']) }) as PowerNode)),
    hiddenRoleCheck: powerHead['hiddenRoleCheck'],
    mapMeta: mapBegun
      ? { createdAt: text(headOf(state, mapSheet)['createdAt']) ?? day(mapBegun), copiedFrom: text(headOf(state, mapSheet)['copiedFrom']) }
      : undefined,
    fishbone: on('decision-fishbone', () => fishboneOf(rows('decision-fishbone'), headOf(state, 'decision-fishbone'))),
    culture: culture && { type: text(culture['type']) },
    winState: text(culture?.['winState']),
    chain: rows('pain-chain').map((row) => ({ ...row, links: linked(row['links'], 'toNode') }) as ChainNode),
    prompters: on('pain-diagnosis-prompter', () => rows('pain-diagnosis-prompter').map((row) => ({ rows: listOf(row['rows']) }))),
    nineBox: on('vision-nine-box', () => nineBoxOf(state)),
    levels: on('problem-recognition', () => levelsOf(state, map)),
    cra: Object.keys(cra).length > 0 ? (cra as Facts['cra']) : undefined,
    ubv: Object.keys(ubv).length > 0 ? (ubv as Facts['ubv']) : undefined,
    initiatives: rows('business-initiative') as Facts['initiatives'],
    preferences: on('technology-preference', () => preferencesOf(state)),
    offering: on('technology-preference', () => listOf(headOf(state, 'technology-preference')['offering'])),
    tows: rows('swot-tows') as Facts['tows'],
    demand: rows('demand-research') as Facts['demand'],
    rulesOfTender: proposition && [...listOf(proposition['technicalRulePoints']), ...listOf(proposition['commercialRulePoints'])],
    criteria: on('decision-criteria', () =>
      rows('decision-criteria').map((row) => ({ ...row, rivalRatings: listOf(row['rivalRatings']) })),
    ),
    strategies: on('competitive-strategy', () => rows('competitive-strategy')) as Facts['strategies'],
    visionOwners: competitors.filter((row) => row['visionOwner'] === true).map((row) => text(row['name']) ?? row.id),
    soleSource: flag(headOf(state, 'competitor-analysis')['soleSource']),
    competitors: [...(deal.competitors ?? []), ...competitors.map((row) => ({ name: text(row['name']) }))],
    signals: on('control-signals', () => signalsOf(state)),
    ticked: on('odds-stage-matrix', () => tickedOf(state)),
    plan: on('opportunity-plan', one('opportunity-plan')),
    dsp: plan as PlanRow[],
    agreedBy: text(headOf(state, 'decision-support-plan')['agreedBy']),
    steps,
    concerns: rows('concern-log') as Facts['concerns'],
    objections: rows('objection-map') as Facts['objections'],
    setMet: rows('set-met') as Facts['setMet'],
    lead: on('lead-card', one('lead-card')),
    budget: on('budget-guidance', () => ({
      ...sheetOf(state, 'budget-guidance'),
      plays: many(sheetOf(state, 'budget-guidance')['plays']),
    })) as Facts['budget'],
    team: on('iron-triangle-team', one('iron-triangle-team')) as Facts['team'],
    record: on('commercial-record', () => {
      const record = sheetOf(state, 'commercial-record');
      return {
        ...record,
        changes: listOf(record['changes']),
        creditChecks: listOf(record['creditChecks']),
        invoices: listOf(record['invoices']),
      };
    }),
    invest: on('investment-balance', one('investment-balance')) as Facts['invest'],
    hours: on('effort-allocation', () => hoursOf(rows('effort-allocation'))),
    reviews,
    coaching,
    funnel: on('funnel-calculator', one('funnel-calculator')) as Facts['funnel'],
    forecasts: on('forecast-horizons', () =>
      rows('forecast-horizons').map((row) => ({
        forecast: numberOr(row['value']),
        actual: numberOr(row['actual']),
        madeAt: text(row['madeAt']),
        periodStart: text(row['periodStart']) ?? periodStart(row['period']),
      })),
    ),
    segment: on('account-segmentation', one('account-segmentation')) as Facts['segment'],
    accountPlan: on('account-plan', () => ({
      updatedAt: accountPlanAt ? day(accountPlanAt) : null,
      reviewedByCustomer: sheetOf(state, 'account-plan')['reviewedByCustomer'] as { date?: string },
    })),
  };
  return Object.fromEntries(Object.entries(facts).filter(([, value]) => value !== undefined)) as Facts;
}
