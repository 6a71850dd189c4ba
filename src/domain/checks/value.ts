/** 4 · Pain, need and value. One section of the checks in one file, as the others are; it is a little over 400 lines by the number of its rules. */
import { dayOf, hasText, isFilled, numberOr } from '../assess/values.ts';
import { requiredProblemLevel, scoreCra } from '../assess/simple.ts';
import { isDone } from '../calc/odds.ts';
import {
  METHOD,
  PHASE,
  beside,
  coverageOf,
  coverageValue,
  decide,
  fires,
  given,
  ifAny,
  inPhase,
  is,
  isOpen,
  isPast,
  isSamePerson,
  known3,
  missing,
  nameOf,
  ok,
  phaseOf,
  placeOf,
  under,
} from './kit.ts';
import type { ChainNode, Check, CheckContext, CheckInput, CheckResult, Facts } from './types.ts';

const canvas = (id: string) => ({ kind: 'canvas', id }) as const;
const CHAIN = canvas('pain-chain');
const BOXES = canvas('vision-nine-box');
const onChain = ['pain-chain'] as const;
const onBoxes = ['vision-nine-box'] as const;

const nodes = (input: Facts): readonly ChainNode[] => input.chain ?? [];
const TOP = ['executive', 'ceo'];

/** Coverage of the contact behind a node: from the table handed in, else from the relationship map. */
function isContacted(node: ChainNode, input: CheckInput): boolean {
  if (!hasText(node.contactId)) return false;
  if (input.coverage) return coverageValue(input.coverage[node.contactId]) >= 1;
  const person = (input.map ?? []).find((entry) => isSamePerson(entry, node.contactId));
  return person !== undefined && (coverageOf(person) ?? 0) >= 1;
}

/** Walks links backwards (a link runs from the upper node to the lower one); the start counts. */
function reachesTop(start: ChainNode, chain: readonly ChainNode[]): boolean {
  const seen = new Set<ChainNode>([start]);
  for (const node of seen) {
    if (TOP.includes(node.level ?? '')) return true;
    for (const upper of chain) if (hasText(node.id) && (upper.links ?? []).some((link) => link.toNode === node.id)) seen.add(upper);
  }
  return false;
}

function runNoExecutive(input: CheckInput): CheckResult {
  const chain = nodes(input);
  const contacted = chain.filter((node) => isContacted(node, input));
  const starts = contacted.length > 0 ? contacted : chain;
  return starts.some((node) => reachesTop(node, chain)) ? ok() : fires();
}

function runBroken(input: CheckInput): CheckResult {
  const chain = nodes(input);
  if (chain.length === 0) return missing('chain');
  const ids = new Set(chain.map((node) => node.id));
  const linkedTo = new Set(chain.flatMap((node) => (node.links ?? []).map((link) => link.toNode)));
  const alone = chain.filter((node) => !linkedTo.has(node.id) && !(node.links ?? []).some((link) => ids.has(link.toNode)));
  const first = alone[0];
  return chain.length > 1 && first
    ? fires({ title: first.title ?? first.id ?? '' }, { items: alone.map((node) => node.title ?? node.id ?? '') })
    : ok();
}

/** Who at the customer said this pain: on the node, or on the pain where that is stored with its source. */
const isSaid = (node: ChainNode): boolean =>
  isFilled(node.saidBy) || (typeof node.pain === 'object' && node.pain !== null && 'saidBy' in node.pain && isFilled(node.pain.saidBy));

function runPrescribed(input: CheckInput): CheckResult {
  const boxes = input.boxes;
  if (!boxes || !isFilled(input.mode)) return missing('nineBox');
  if (input.mode !== 'create' || boxes['C2']?.done !== true) return ok();
  const diagnosed = boxes['R3']?.done === true && boxes['I3']?.done === true;
  const offered = dayOf(boxes['C2']?.saidAt);
  const said = [boxes['R3']?.saidAt, boxes['I3']?.saidAt].map(dayOf).filter((day) => day !== null);
  const early = under(offered, said.length > 0 ? Math.max(...said) : null) === true;
  return !diagnosed || early ? fires() : ok();
}

function runProblemLevel(input: CheckInput, ctx: CheckContext): CheckResult {
  return inPhase(input, ctx, 2, (phase) => {
    const levels = (input.levels ?? []).map(numberOr).filter((level) => level !== null);
    const m = requiredProblemLevel(phase);
    if (levels.length === 0) return missing('levels');
    const l = Math.max(...levels);
    return m !== null && l < m ? fires({ l, m }) : ok();
  });
}

function namesProduct(text: string | null | undefined, catalogue: readonly string[] | null | undefined): boolean {
  const plain = (text ?? '').toLowerCase();
  return (catalogue ?? []).some((product) => hasText(product) && plain.includes(product.trim().toLowerCase()));
}

/** Outcomes that say the customer confirmed a need, one per method. */
export const needOutcomes: readonly string[] = [
  'ssm-validating-initiatives-and-needs-confirmed',
  'ss-needs-problems-agreed',
  'ltc-nurture-leads-admitted',
  'so-obs-solution-discussed-vo',
  'cs-entrance-need',
];

function runDemandNarrow(input: CheckInput, ctx: CheckContext): CheckResult {
  const place = placeOf(input, ctx);
  const demandAt = place?.method.position.get('cs-demand');
  const phase = phaseOf(input, ctx);
  const late = place && demandAt !== undefined ? place.at >= demandAt : phase === null ? null : phase >= 3;
  if (late === null) return missing('stage');
  if (!late) return ok();
  const team = (input.map ?? []).filter((node) => (node.roles ?? []).length > 0);
  const rows = input.demand ?? [];
  if (team.length === 0 || rows.length === 0) return missing(team.length === 0 ? 'map' : 'demand');
  const absent = team.filter((node) => !rows.some((row) => isSamePerson(node, row.member))).map(nameOf);
  return absent.length === 0 ? ok() : fires({ names: absent }, { items: absent });
}

const same = (a: string | null | undefined, b: string | null | undefined): boolean =>
  hasText(a) && hasText(b) && a.trim().toLowerCase() === b.trim().toLowerCase();

function runTechnology(input: CheckInput): CheckResult {
  const preferences = input.preferences;
  if (!preferences) return missing('preferences');
  return ifAny(
    input.offering,
    'offering',
    (entry) => {
      const block = Object.hasOwn(preferences, entry.block ?? '') ? preferences[entry.block ?? ''] : undefined;
      if (!block || block.length === 0) return null;
      const ours = (wanted: { product?: string | null | undefined; vendor?: string | null | undefined }): boolean =>
        same(wanted.product, entry.item) ||
        same(wanted.vendor, entry.vendor) ||
        same(wanted.product, entry.vendor) ||
        same(wanted.vendor, entry.item);
      return block.some((wanted) => (wanted.status === 'excluded' && ours(wanted)) || (wanted.status === 'preferred' && !ours(wanted)));
    },
    (hits) => fires({ item: hits[0].item ?? '' }, { items: hits.map((entry) => entry.item ?? '') }),
  );
}

const ubvFrom = (facts: Facts): CheckInput => beside(facts, {
  'ubv-value': facts.ubv?.['ubv-value'],
  'ubv-confirmed': facts.ubv?.['ubv-confirmed'],
});
const boxesFrom = (facts: Facts): CheckInput => beside(facts, {
  boxes: facts.nineBox?.boxes,
  mode: facts.nineBox?.mode,
  existingVisionBy: facts.nineBox?.existingVisionBy,
});
const craState = (facts: Facts, ctx: CheckContext): string => facts.cra?.state ?? scoreCra(facts.cra ?? {}, ctx.today).state;

export const valueChecks: readonly Check[] = [
  {
    id: 'dh-pain-chain-no-executive',
    section: 4,
    severity: 'warning',
    source: '0',
    canvases: onChain,
    phase: 3,
    reads: [...PHASE, 'chain', 'coverage', 'map'],
    where: CHAIN,
    run: (input, ctx) => inPhase(input, ctx, 3, () => runNoExecutive(input)),
  },
  {
    id: 'dh-pain-chain-short',
    section: 4,
    severity: 'info',
    source: '0',
    canvases: onChain,
    phase: 2,
    reads: [...PHASE, 'chain', 'cfg'],
    where: CHAIN,
    run: (input, ctx) =>
      inPhase(input, ctx, 2, () => (nodes(input).length < ctx.cfg.chainPeople ? fires({ n: nodes(input).length }) : ok())),
  },
  {
    id: 'dh-pain-chain-broken',
    section: 4,
    severity: 'info',
    source: '0',
    canvases: onChain,
    reads: ['chain'],
    where: CHAIN,
    run: runBroken,
  },
  {
    id: 'dh-pain-unconfirmed',
    section: 4,
    severity: 'warning',
    source: '0',
    canvases: onChain,
    phase: 3,
    reads: [...PHASE, 'chain'],
    where: CHAIN,
    run: (input, ctx) => inPhase(input, ctx, 3, () => (nodes(input).some(isSaid) ? ok() : fires())),
  },
  {
    id: 'dh-pain-without-number',
    section: 4,
    severity: 'warning',
    source: '0',
    canvases: onChain,
    phase: 4,
    reads: [...PHASE, 'chain'],
    where: CHAIN,
    run: (input, ctx) => inPhase(input, ctx, 4, () => (nodes(input).some((node) => isFilled(node.metric)) ? ok() : fires())),
  },
  {
    id: 'dh-prompter-thin',
    section: 4,
    severity: 'info',
    source: '0',
    canvases: ['pain-diagnosis-prompter'],
    reads: ['prompters', 'cfg'],
    where: canvas('pain-diagnosis-prompter'),
    run: (input, ctx) =>
      ifAny(
        input.prompters ?? [{ rows: input.rows ? [...input.rows] : null }],
        'prompters',
        ({ rows }) =>
          !rows || rows.length === 0 ? null : rows.length < ctx.cfg.prompterRows || rows.some((row) => !isFilled(row.capability)),
        () => fires(),
      ),
  },
  {
    id: 'dh-vision-incomplete',
    section: 4,
    severity: 'warning',
    source: '0,1',
    canvases: onBoxes,
    phase: 4,
    reads: [...PHASE, 'nineBox'],
    where: BOXES,
    from: boxesFrom,
    run: (input, ctx) =>
      inPhase(input, ctx, 4, () => {
        const open = ['R3', 'I3', 'C3'].filter((box) => input.boxes?.[box]?.done !== true);
        return open.length === 0 ? ok() : fires({}, { items: open });
      }),
  },
  {
    id: 'dh-prescribed-before-diagnosis',
    section: 4,
    severity: 'info',
    source: '0',
    canvases: onBoxes,
    reads: ['nineBox'],
    where: BOXES,
    from: boxesFrom,
    run: runPrescribed,
  },
  {
    id: 'dh-vision-by-rival',
    section: 4,
    severity: 'critical',
    source: '0,2',
    canvases: onBoxes,
    reads: ['nineBox', 'visionOwners'],
    where: BOXES,
    from: (facts) => {
      const known = boxesFrom(facts);
      return isFilled(known.existingVisionBy) || (facts.visionOwners ?? []).length === 0 ? known : { ...known, existingVisionBy: 'rival' };
    },
    run: (input) => decide(known3(is(input.existingVisionBy, 'rival'), input.mode !== 're-engineer'), () => fires(), 'nineBox'),
  },
  {
    id: 'dh-problem-level-behind-stage',
    section: 4,
    severity: 'warning',
    source: '2',
    canvases: ['problem-recognition'],
    phase: 2,
    reads: [...PHASE, 'levels'],
    where: { kind: 'assessment', id: 'problem-recognition' },
    run: runProblemLevel,
  },
  {
    id: 'dh-no-compelling-reason',
    section: 4,
    severity: 'critical',
    source: '0,1',
    canvases: ['compelling-reason-to-act'],
    phase: 2,
    reads: [...PHASE, 'cra', 'today'],
    where: { kind: 'assessment', id: 'compelling-reason-to-act' },
    run: (input, ctx) =>
      inPhase(input, ctx, 2, (phase) =>
        craState(input, ctx) === 'incomplete' ? fires({}, { severity: phase === 2 ? 'warning' : 'critical' }) : ok(),
      ),
  },
  {
    id: 'dh-cra-deadline-passed',
    section: 4,
    severity: 'critical',
    source: '0',
    canvases: ['compelling-reason-to-act'],
    reads: ['status', 'cra', 'today'],
    where: { kind: 'assessment', id: 'compelling-reason-to-act' },
    from: (facts) => beside(facts, { 'cra-deadline': facts.cra?.['cra-deadline'] }),
    run: (input, ctx) =>
      decide(known3(isOpen(input), isPast(input['cra-deadline'] ?? input.cra?.['cra-deadline'], ctx)), () => fires(), 'cra'),
  },
  {
    id: 'dh-initiative-not-linked',
    section: 4,
    severity: 'warning',
    source: '0',
    canvases: ['business-initiative'],
    phase: 2,
    reads: [...PHASE, 'initiatives'],
    where: canvas('business-initiative'),
    run: (input, ctx) =>
      inPhase(input, ctx, 2, () => ((input.initiatives ?? []).some((entry) => entry.relevant === true) ? ok() : fires())),
  },
  {
    id: 'dh-initiative-malformed',
    section: 4,
    severity: 'info',
    source: '0',
    canvases: ['business-initiative'],
    reads: ['initiatives', 'catalogue'],
    where: canvas('business-initiative'),
    run: (input) =>
      ifAny(
        input.initiatives,
        'initiatives',
        (entry) => !isFilled(entry.resultMetric) || !isFilled(entry.plannedWork) || namesProduct(entry.plannedWork, input.catalogue),
        () => fires(),
      ),
  },
  {
    id: 'dh-no-confirmed-need',
    section: 4,
    severity: 'critical',
    source: '0,4',
    canvases: [],
    phase: 3,
    reads: [...PHASE, 'tows', 'demand', 'out'],
    where: { kind: 'outcome', id: null },
    run: (input, ctx) =>
      inPhase(input, ctx, 3, () => {
        const confirmed =
          (input.tows ?? []).some((cell) => cell.status === 'confirmed') ||
          (input.demand ?? []).some((row) => isFilled(row.saidBy)) ||
          needOutcomes.some((id) => isDone(input.out, id));
        if (confirmed) return ok();
        const method = placeOf(input, ctx)?.method;
        return fires({}, { where: { kind: 'outcome', id: needOutcomes.find((id) => method?.outcomeById.has(id)) ?? null } });
      }),
  },
  {
    id: 'dh-demand-narrow',
    section: 4,
    severity: 'warning',
    source: '4',
    canvases: ['demand-research'],
    phase: 3,
    reads: [...METHOD, 'unifiedPhase', 'map', 'demand'],
    where: canvas('demand-research'),
    run: runDemandNarrow,
  },
  {
    id: 'dh-ubv-missing',
    section: 4,
    severity: 'warning',
    source: '0',
    canvases: ['unique-business-value'],
    phase: 4,
    reads: [...PHASE, 'ubv'],
    where: { kind: 'assessment', id: 'unique-business-value' },
    from: ubvFrom,
    run: (input, ctx) => inPhase(input, ctx, 4, () => (isFilled(input['ubv-value']) ? ok() : fires())),
  },
  {
    id: 'dh-ubv-unconfirmed',
    section: 4,
    severity: 'warning',
    source: '0',
    canvases: ['unique-business-value'],
    phase: 4,
    reads: [...PHASE, 'ubv'],
    where: { kind: 'assessment', id: 'unique-business-value' },
    from: ubvFrom,
    run: (input, ctx) =>
      inPhase(input, ctx, 4, (phase) => {
        if (!isFilled(input['ubv-value'])) return missing('ubv');
        return given(input['ubv-confirmed']) ? ok() : fires({}, { severity: phase >= 5 ? 'critical' : 'warning' });
      }),
  },
  {
    id: 'dh-technology-conflict',
    section: 4,
    severity: 'warning',
    source: '0',
    canvases: ['technology-preference'],
    reads: ['offering', 'preferences'],
    where: canvas('technology-preference'),
    run: runTechnology,
  },
];
