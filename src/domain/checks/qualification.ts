/** 5 · Qualification and competition. */
import { clean, halfUp, isFilled, numberOr } from '../assess/values.ts';
import { conditionKeys } from '../assess/simple.ts';
import { type CriterionFact, advantageOf, isSuperior } from '../calc/deal.ts';
import { PHASE, age, beside, decide, fires, ifAny, inPhase, is, isLater, isSamePerson, known3, missing, ok, over } from './kit.ts';
import { closestRival } from './people.ts';
import type { Check, CheckContext, CheckInput, CheckResult, Facts, Light, Place, PowerNode, Scores } from './types.ts';

/** Either opportunity form counts; both are shown as −1..1. */
const forms = ['ssm-opportunity-assessment', 'tas-opportunity-qualification'] as const;
const FORM: Place = { kind: 'assessment', id: 'ssm-opportunity-assessment' };
const STRATEGY: Place = { kind: 'canvas', id: 'competitive-strategy' };

const formFrom = (facts: Facts): CheckInput => beside(facts, {
  assessmentAt: facts.assessment?.at,
  verdict: facts.assessment?.verdict,
  overall: facts.assessment?.overall,
  unknowns: facts.assessment?.unknowns,
});

/** Scores of one group per party. */
function groupFrom(group: number): (facts: Facts) => CheckInput {
  return (facts) => {
    const score = facts.assessment?.score;
    return beside(facts, {
      score: score ? Object.fromEntries(Object.entries(score).map(([party, values]) => [party, values?.[group - 1] ?? null])) : null,
    });
  };
}

function verdictOf(input: CheckInput, group: number): Light | null {
  const verdict = input.verdict;
  if (!verdict) return null;
  const all = verdict as Readonly<Record<string, Light | undefined>>;
  const light =
    typeof verdict === 'string' ? verdict : Array.isArray(verdict) ? (verdict[group - 1] as Light | undefined) : all[String(group)];
  return light === undefined || light === 'not-rated' ? null : light;
}

const runRed =
  (group: number) =>
  (input: CheckInput): CheckResult => {
    const light = verdictOf(input, group);
    return decide(light === null ? null : light === 'red', () => fires(), 'assessment');
  };

function runRivalAhead(input: CheckInput): CheckResult {
  const score = (input.score ?? {}) as Record<string, number | null>;
  const us = numberOr(score['us']);
  const rivals = Object.entries(score).flatMap(([rival, value]) =>
    rival === 'us' || numberOr(value) === null ? [] : [{ rival, value: Number(value) }],
  );
  const [first, ...rest] = rivals;
  if (us === null || !first) return missing('assessment');
  const best = rest.reduce((a, b) => (b.value > a.value ? b : a), first);
  return clean(best.value) > clean(us) ? fires({ rival: best.rival }) : ok();
}

/** Movement per group (us); null where one side was not rated. */
function movement(input: CheckInput): Scores {
  if (input.trend) return [...input.trend];
  const now = Array.isArray(input.score) ? (input.score as Scores) : [];
  return now.map((value, group) => {
    const then = numberOr(input.previous?.[group]);
    return numberOr(value) === null || then === null ? null : Number(value) - then;
  });
}

function runFalling(input: CheckInput, ctx: CheckContext): CheckResult {
  const known = movement(input).filter((delta) => delta !== null);
  if (known.length < ctx.cfg.fallGroups) return missing('assessmentBefore');
  const falls = known.filter((delta) => clean(delta) <= -ctx.cfg.fallBy).length;
  return falls >= ctx.cfg.fallGroups ? fires({ date: input.previousAt ?? null }) : ok();
}

function runStale(input: CheckInput, ctx: CheckContext): CheckResult {
  const d = age(input.assessmentAt, ctx);
  if (d === null) return missing('assessment');
  return isLater(input.stageEnteredAt, input.assessmentAt) === true || d > ctx.cfg.assessStale ? fires({ d }) : ok();
}

/** The three leading criteria: by rank, else by weight. */
function leading(criteria: readonly CriterionFact[]): readonly CriterionFact[] {
  const ranked = criteria.filter((criterion) => numberOr(criterion.rank) !== null);
  if (ranked.length > 0) return ranked.filter((criterion) => (criterion.rank ?? 0) <= 3);
  return criteria.toSorted((a, b) => (b.weight ?? 0) - (a.weight ?? 0)).slice(0, 3);
}

/** The rival that shaped a criterion: named as its source, or closer than we are to the person who set it. */
function shapedBy(criterion: CriterionFact, powerMap: readonly PowerNode[]): string | false | null {
  const source = criterion.source;
  if (isFilled(source) && source !== 'customer' && source !== 'us') return source ?? '';
  const person = powerMap.find((node) => isSamePerson(node, criterion.setBy));
  const rival = person ? closestRival(person) : null;
  const closer = person ? over(rival?.value ?? null, numberOr(person.strength)) : null;
  if (closer === true) return rival?.competitor ?? '';
  return closer === null && !isFilled(source) ? null : false;
}

function runCriteria(input: CheckInput): CheckResult {
  const shaped = (criterion: CriterionFact) => shapedBy(criterion, input.pm ?? []);
  return ifAny(
    leading(input.criteria ?? []),
    'criteria',
    (criterion) => {
      const rival = shaped(criterion);
      return rival === null ? null : rival !== false;
    },
    (hits) => fires({ rival: shaped(hits[0]) || '' }, { items: hits.map((criterion) => criterion.criterion ?? criterion.id ?? '') }),
  );
}

function runRules(input: CheckInput, ctx: CheckContext): CheckResult {
  const points = numberOr(input.rulePoints);
  const reflected = numberOr(input.reflected);
  if (!isFilled(input.tenderPublishedAt) || !points || reflected === null) return missing(points ? 'record' : 'rulesOfTender');
  const share = clean(reflected / points);
  return share < ctx.cfg.rulesShare ? fires({ p: halfUp(100 * share) }) : ok();
}

/** Points whose fate is known, and how many of them the tender shows. */
function rulesFrom(facts: Facts): CheckInput {
  const known = (facts.rulesOfTender ?? []).filter((point) => typeof point.reflected === 'boolean');
  return beside(facts, {
    tenderPublishedAt: facts.record?.tenderPublishedAt,
    rulePoints: facts.rulesOfTender ? known.length : null,
    reflected: known.filter((point) => point.reflected === true).length,
  });
}

const activeOf = (facts: Facts) => (facts.strategies ?? []).filter((row) => isFilled(row.strategy));

function strategyFrom(facts: Facts): CheckInput {
  const active = activeOf(facts);
  const frontal = active.find((row) => row.strategy === 'frontal');
  return beside(facts, {
    active: active.length,
    strategy: (frontal ?? active[0])?.strategy,
    reviewDate: active[0]?.reviewDate,
    advantage: advantageOf({ criteria: facts.criteria ?? [] }),
  });
}

function runReviewed(input: CheckInput): CheckResult {
  if (!isFilled(input.reviewDate)) return missing('strategies');
  const added = (input.competitors ?? []).map((rival) => (typeof rival === 'string' ? null : isLater(rival?.addedAt, input.reviewDate)));
  const known = [isLater(input.stageEnteredAt, input.reviewDate), ...added].filter((answer) => answer !== null);
  if (known.length === 0) return missing('stageEnteredAt');
  return known.includes(true) ? fires() : ok();
}

export const qualificationChecks: readonly Check[] = [
  {
    id: 'dh-assessment-missing',
    section: 5,
    severity: 'warning',
    source: '0,1',
    canvases: forms,
    phase: 3,
    reads: [...PHASE, 'assessment'],
    where: FORM,
    from: formFrom,
    run: (input, ctx) => inPhase(input, ctx, 3, () => (isFilled(input.assessmentAt) || isFilled(input.assessment) ? ok() : fires())),
  },
  {
    id: 'dh-assessment-stale',
    section: 5,
    severity: 'warning',
    source: '0,P',
    canvases: forms,
    reads: ['assessment', 'stageEnteredAt', 'today', 'cfg'],
    where: FORM,
    from: formFrom,
    run: runStale,
  },
  {
    id: 'dh-no-real-opportunity',
    section: 5,
    severity: 'critical',
    source: '0',
    canvases: forms,
    reads: ['assessment'],
    where: FORM,
    from: formFrom,
    run: runRed(1),
  },
  {
    id: 'dh-rival-ahead-group2',
    section: 5,
    severity: 'warning',
    source: '0',
    canvases: forms,
    reads: ['assessment'],
    where: FORM,
    from: groupFrom(2),
    run: runRivalAhead,
  },
  {
    id: 'dh-rival-ahead-group3',
    section: 5,
    severity: 'critical',
    source: '0',
    canvases: forms,
    reads: ['assessment'],
    where: FORM,
    from: groupFrom(3),
    run: runRivalAhead,
  },
  {
    id: 'dh-not-worth-winning',
    section: 5,
    severity: 'warning',
    source: '0,1',
    canvases: forms,
    reads: ['assessment'],
    where: FORM,
    from: formFrom,
    run: runRed(4),
  },
  {
    id: 'dh-assessment-falling',
    section: 5,
    severity: 'warning',
    source: '0,P',
    canvases: forms,
    reads: ['assessment', 'assessmentBefore', 'cfg'],
    where: FORM,
    from: (facts) =>
      beside(facts, { score: facts.assessment?.score?.['us'], previous: facts.assessmentBefore?.score?.['us'], previousAt: facts.assessmentBefore?.at }),
    run: runFalling,
  },
  {
    id: 'dh-too-many-unknowns',
    section: 5,
    severity: 'warning',
    source: '1',
    canvases: forms,
    reads: ['assessment', 'cfg'],
    where: FORM,
    from: formFrom,
    run: (input, ctx) =>
      decide(over(numberOr(input.unknowns), ctx.cfg.unknownMax), () => fires({ n: input.unknowns ?? null }), 'assessment'),
  },
  {
    id: 'dh-odds-versus-assessment',
    section: 5,
    severity: 'critical',
    source: '0,3',
    canvases: forms,
    reads: ['odds', 'assessment', 'cfg'],
    where: FORM,
    from: formFrom,
    run: (input, ctx) => {
      const odds = numberOr(input.odds);
      const bad = is(input.overall, 'no-go', 'insufficient');
      const high = odds === null ? null : odds >= ctx.cfg.oddsVersusAssessment;
      return decide(known3(high, bad), () => fires({ odds, v: input.overall ?? '' }), odds === null ? 'odds' : 'assessment');
    },
  },
  {
    id: 'dh-four-conditions-missing',
    section: 5,
    severity: 'critical',
    source: '4',
    canvases: ['four-conditions'],
    phase: 2,
    reads: [...PHASE, 'conditions'],
    where: { kind: 'assessment', id: 'four-conditions' },
    run: (input, ctx) =>
      inPhase(input, ctx, 2, (phase) => {
        const list = conditionKeys.filter((key) => input.conditions?.[key] !== 'verified');
        return list.length === 0 ? ok() : fires({ list }, { severity: phase === 2 ? 'warning' : 'critical' });
      }),
  },
  {
    id: 'dh-no-competitor-listed',
    section: 5,
    severity: 'info',
    source: '1',
    canvases: [],
    phase: 3,
    reads: [...PHASE, 'competitors', 'soleSource'],
    where: { kind: 'canvas', id: 'competitor-analysis' },
    run: (input, ctx) =>
      inPhase(input, ctx, 3, () => ((input.competitors ?? []).length === 0 && input.soleSource !== true ? fires() : ok())),
  },
  {
    id: 'dh-no-strategy',
    section: 5,
    severity: 'warning',
    source: '1',
    canvases: ['competitive-strategy'],
    phase: 4,
    reads: [...PHASE, 'strategies'],
    where: STRATEGY,
    from: (facts) => beside(facts, { active: activeOf(facts).length }),
    run: (input, ctx) => inPhase(input, ctx, 4, () => ((input.active ?? 0) === 1 ? ok() : fires())),
  },
  {
    id: 'dh-frontal-without-superiority',
    section: 5,
    severity: 'critical',
    source: '1',
    canvases: ['competitive-strategy'],
    reads: ['strategies', 'criteria'],
    where: STRATEGY,
    from: strategyFrom,
    run: (input) => decide(known3(is(input.strategy, 'frontal'), !isSuperior(input.advantage)), () => fires(), 'strategies'),
  },
  {
    id: 'dh-strategy-not-reviewed',
    section: 5,
    severity: 'info',
    source: '1',
    canvases: ['competitive-strategy'],
    reads: ['strategies', 'stageEnteredAt', 'competitors', 'criteria'],
    where: STRATEGY,
    from: strategyFrom,
    run: runReviewed,
  },
  {
    id: 'dh-criteria-set-by-rival',
    section: 5,
    severity: 'warning',
    source: '1,2',
    canvases: ['decision-criteria'],
    reads: ['criteria', 'pm'],
    where: { kind: 'canvas', id: 'decision-criteria' },
    run: runCriteria,
  },
  {
    id: 'dh-rules-not-shaped',
    section: 5,
    severity: 'warning',
    source: '2',
    canvases: ['value-proposition'],
    reads: ['record', 'rulesOfTender', 'cfg'],
    where: { kind: 'canvas', id: 'value-proposition' },
    from: rulesFrom,
    run: runRules,
  },
  {
    id: 'dh-control-signals',
    section: 5,
    severity: 'warning',
    source: 'P',
    canvases: ['control-signals'],
    reads: ['signals', 'cfg'],
    where: { kind: 'canvas', id: 'control-signals' },
    run: (input, ctx) => {
      if (!input.signals) return missing('signals');
      const n = new Set(input.signals).size;
      return n >= ctx.cfg.controlSignals ? fires({ n }, { items: input.signals }) : ok();
    },
  },
];
