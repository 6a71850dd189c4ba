/** 2 · Odds and forecast. */
import { clean, daysBetween, halfUp, numberOr, sumOf } from '../assess/values.ts';
import { funnelAvailable } from '../calc/funnel.ts';
import { allowedOdds, isDone, supportedOdds, tickedStatements } from '../calc/odds.ts';
import { completionMark } from '../method.ts';
import {
  METHOD,
  PHASE,
  age,
  beside,
  any3,
  decide,
  fires,
  ifAny,
  inPeriod,
  inPhase,
  is,
  isLater,
  isOpen,
  isPast,
  known3,
  methodOf,
  missing,
  normDaysOf,
  normOf,
  ok,
  over,
  phaseOf,
  placeOf,
  under,
} from './kit.ts';
import type { Check, CheckContext, CheckInput, CheckResult, Facts } from './types.ts';

/** Supported odds, or null while the statements were neither ticked nor proven by an outcome. */
function supported(input: CheckInput, ctx: CheckContext): number | null {
  if (!input.ticked && tickedStatements(input, ctx).length === 0) return null;
  return supportedOdds(input, ctx).supportedOdds;
}

const approvalOf = (input: Facts, ctx: CheckContext): string | null => {
  const named = ctx.cfg.approval[input.methodology ?? ''];
  const proposing = methodOf(input, ctx)?.stages.find((stage) => stage.unifiedPhase === 5);
  return named ?? (proposing && completionMark(proposing)?.id) ?? null;
};

/** Days the rest of the way usually takes: what is left of this stage and all later ones up to signing. */
function daysNeeded(input: Facts, ctx: CheckContext): number | null {
  const place = placeOf(input, ctx);
  const here = normDaysOf(input, ctx);
  const spent = age(input.stageEnteredAt, ctx);
  if (!place || here === null || spent === null) return null;
  const later = place.method.stages.slice(place.at + 1).filter((stage) => stage.unifiedPhase <= 6);
  return Math.max(0, here - spent) + sumOf(later.map((stage) => normOf(stage, ctx)));
}

function runDependence(input: CheckInput, ctx: CheckContext): CheckResult {
  const deals = (input.deals ?? [])
    .filter((deal) => (deal.status ?? 'open') === 'open' && (deal.closeDate === undefined || inPeriod(deal.closeDate, ctx) === true))
    .flatMap((deal) => {
      const amount = numberOr(deal.amount);
      const odds = numberOr(deal.odds);
      return amount === null || odds === null ? [] : [{ id: deal.id ?? '', weight: amount * odds }];
    });
  const total = sumOf(deals.map((deal) => deal.weight));
  if (deals.length < ctx.cfg.portfolioMinDeals || total <= 0) return missing('deals');
  const largest = deals.reduce((best, deal) => (deal.weight > best.weight ? deal : best));
  const share = clean(largest.weight / total);
  return share > ctx.cfg.portfolioShare ? fires({ p: halfUp(100 * share) }, { items: [largest.id] }) : ok();
}

function runBias(input: CheckInput, ctx: CheckContext): CheckResult {
  const errors = (input.periods ?? []).flatMap(({ forecast, actual }) => {
    const said = numberOr(forecast);
    const came = numberOr(actual);
    return said === null || came === null || came === 0 ? [] : [clean((said - came) / Math.abs(came))];
  });
  const last = errors.slice(-ctx.cfg.biasPeriods);
  if (last.length < ctx.cfg.biasPeriods) return missing('forecasts');
  const oneWay = last.every((error) => error > 0) || last.every((error) => error < 0);
  if (!oneWay || !last.every((error) => Math.abs(error) > ctx.cfg.biasShare)) return ok();
  return fires({ p: halfUp((100 * sumOf(last.map(Math.abs))) / last.length) });
}

const field = (id: string) => ({ kind: 'field', id }) as const;

export const oddsChecks: readonly Check[] = [
  {
    id: 'dh-odds-above-stage-cap',
    section: 2,
    severity: 'critical',
    source: '3',
    canvases: [],
    reads: [...PHASE, 'odds', 'status'],
    where: field('odds'),
    run: (input, ctx) => {
      const phase = phaseOf(input, ctx);
      const odds = numberOr(input.odds);
      if (phase === null || odds === null) return missing(odds === null ? 'odds' : 'stage');
      const allowed = allowedOdds(ctx, phase, input.status);
      if (allowed.length === 0) return missing('stage');
      const max = Math.max(...allowed);
      return odds > max ? fires({ odds, max }) : ok();
    },
  },
  {
    id: 'dh-odds-off-ladder',
    section: 2,
    severity: 'info',
    source: '3',
    canvases: [],
    reads: ['odds', 'cfg'],
    where: field('odds'),
    run: (input, ctx) => {
      const odds = numberOr(input.odds);
      return odds === null ? missing('odds') : ctx.cfg.oddsLadder.includes(odds) ? ok() : fires();
    },
  },
  {
    id: 'dh-odds-above-evidence',
    section: 2,
    severity: 'warning',
    source: '3',
    canvases: ['odds-stage-matrix'],
    reads: [...PHASE, 'odds', 'ticked', 'out'],
    where: { kind: 'canvas', id: 'odds-stage-matrix' },
    run: (input, ctx) => {
      const odds = numberOr(input.odds);
      const s = supported(input, ctx);
      return decide(over(odds, s), () => fires({ odds, s }), odds === null ? 'odds' : 'ticked');
    },
  },
  {
    id: 'dh-odds-below-evidence',
    section: 2,
    severity: 'info',
    source: '3',
    canvases: ['odds-stage-matrix'],
    reads: [...PHASE, 'odds', 'ticked', 'out', 'cfg'],
    where: field('odds'),
    run: (input, ctx) => {
      const odds = numberOr(input.odds);
      const s = supported(input, ctx);
      if (odds === null || s === null) return missing(odds === null ? 'odds' : 'ticked');
      return s - odds >= ctx.cfg.oddsGap ? fires({ s }) : ok();
    },
  },
  {
    id: 'dh-odds-closed-mismatch',
    section: 2,
    severity: 'warning',
    source: '3',
    canvases: [],
    reads: ['odds', 'status'],
    where: field('odds'),
    run: (input) => {
      const odds = numberOr(input.odds);
      const right: Record<string, boolean> = { won: odds === 100, lost: odds === 0, open: odds !== 0 && odds !== 100 };
      const known = Object.hasOwn(right, input.status ?? '') ? right[input.status!] : undefined;
      if (odds === null || known === undefined) return missing(odds === null ? 'odds' : 'status');
      return known ? ok() : fires();
    },
  },
  {
    id: 'dh-close-date-passed',
    section: 2,
    severity: 'critical',
    source: 'X',
    canvases: [],
    reads: ['closeDate', 'status', 'today'],
    where: field('closeDate'),
    run: (input, ctx) =>
      decide(known3(isOpen(input), isPast(input.closeDate, ctx)), () => fires({ d: age(input.closeDate, ctx) }), 'closeDate'),
  },
  {
    id: 'dh-close-date-pushed',
    section: 2,
    severity: 'warning',
    source: 'X',
    canvases: [],
    reads: ['closeDateLog', 'cfg'],
    where: field('closeDate'),
    run: (input, ctx) => {
      if (!input.closeDateLog) return missing('closeDateLog');
      const pushes = input.closeDateLog.map(({ from, to }) => daysBetween(from, to) ?? 0).filter((days) => days > 0);
      const d = sumOf(pushes);
      return pushes.length >= ctx.cfg.closePushes || d > ctx.cfg.closePushDays ? fires({ n: pushes.length, d }) : ok();
    },
  },
  {
    id: 'dh-close-date-unrealistic',
    section: 2,
    severity: 'warning',
    source: 'X',
    canvases: [],
    reads: [...METHOD, 'normDays', 'stageEnteredAt', 'closeDate', 'today', 'cfg'],
    where: field('closeDate'),
    run: (input, ctx) => {
      const n = daysNeeded(input, ctx);
      const d = daysBetween(ctx.today, input.closeDate);
      const absent = d === null ? 'closeDate' : 'stageEnteredAt';
      return decide(under(d, n === null ? null : ctx.cfg.closeShare * n), () => fires({ n, d }), absent);
    },
  },
  {
    id: 'dh-close-after-customer-deadline',
    section: 2,
    severity: 'warning',
    source: '0,1',
    canvases: ['compelling-reason-to-act', 'business-initiative'],
    reads: ['closeDate', 'cra', 'initiatives'],
    where: field('closeDate'),
    from: (facts) => beside(facts, { 'cra-deadline': facts.cra?.['cra-deadline'] }),
    run: (input) => {
      const horizons = (input.initiatives ?? []).filter((entry) => entry.relevant === true).map((entry) => entry.horizon);
      const deadline = input['cra-deadline'] ?? input.cra?.['cra-deadline'];
      const late = [deadline, ...horizons].map((day) => isLater(input.closeDate, day)).filter((answer) => answer !== null);
      return late.length === 0 ? missing('closeDate', 'cra') : late.includes(true) ? fires() : ok();
    },
  },
  {
    id: 'dh-commit-without-approval',
    section: 2,
    severity: 'critical',
    source: '0,3',
    canvases: [],
    reads: [...PHASE, 'forecast', 'out', 'cfg'],
    where: { kind: 'outcome', id: null },
    run: (input, ctx) => {
      const phase = phaseOf(input, ctx);
      const approval = approvalOf(input, ctx);
      const unproven = any3(phase === null ? null : phase < 5, approval === null ? null : !isDone(input.out, approval));
      return decide(
        known3(is(input.forecast, 'commit'), unproven),
        () => fires({}, { where: { kind: 'outcome', id: approval } }),
        'forecast',
      );
    },
  },
  {
    id: 'dh-amount-dropped',
    section: 2,
    severity: 'info',
    source: 'X',
    canvases: [],
    phase: 4,
    reads: [...PHASE, 'amountLog', 'cfg'],
    where: field('amount'),
    run: (input, ctx) =>
      inPhase(input, ctx, 4, () => {
        const values = (input.amountLog ?? []).map((entry) => numberOr(entry.value)).filter((value) => value !== null);
        const last = values.at(-1);
        const before = values.at(-2);
        if (last === undefined || before === undefined) return missing('amountLog');
        if (before <= 0 || clean(last) >= clean(ctx.cfg.amountKept * before)) return ok();
        return fires({ p: halfUp((100 * (before - last)) / before) });
      }),
  },
  {
    id: 'dh-odds-not-judged-by-manager',
    section: 2,
    severity: 'info',
    source: '3',
    canvases: [],
    phase: 3,
    reads: [...PHASE, 'closeDate', 'oddsLog', 'today', 'cfg'],
    where: field('odds'),
    run: (input, ctx) =>
      inPhase(input, ctx, 3, () => {
        const judged = (input.oddsLog ?? []).some((entry) => entry.byRole === 'manager' && inPeriod(entry.at, ctx) === true);
        return decide(known3(inPeriod(input.closeDate, ctx), !judged), () => fires(), 'closeDate');
      }),
  },
  {
    id: 'dh-portfolio-dependence',
    section: 2,
    severity: 'warning',
    source: 'X',
    canvases: [],
    reads: ['deals', 'today', 'cfg'],
    where: { kind: 'pipeline', id: 'deals' },
    run: runDependence,
  },
  {
    id: 'dh-funnel-shortfall',
    section: 2,
    severity: 'warning',
    source: '3',
    canvases: ['funnel-calculator'],
    reads: ['funnel'],
    where: { kind: 'pipeline', id: 'funnel-calculator' },
    from: (facts) => beside(facts, { ...facts.funnel }) as CheckInput,
    run: (input, ctx) => {
      const funnel = input as NonNullable<Facts['funnel']>;
      if (!funnel.rates?.length || !funnel.deals || numberOr(funnel.targetWins) === null) return missing('funnel');
      const { gap, extra } = funnelAvailable(funnel);
      if (gap <= 0) return ok();
      const stages = (ctx.methods['stage-odds']?.['funnel'] as { stages?: { en: string }[] } | undefined)?.stages;
      return fires({ n: extra[0] ?? null, stage: funnel.stages?.[0] ?? stages?.[0]?.en ?? null, w: funnel.targetWins ?? null });
    },
  },
  {
    id: 'dh-forecast-bias',
    section: 2,
    severity: 'warning',
    source: '2',
    canvases: ['forecast-horizons'],
    reads: ['forecasts', 'cfg'],
    where: { kind: 'canvas', id: 'forecast-horizons' },
    from: (facts) => beside(facts, { periods: facts.forecasts }),
    run: runBias,
  },
  {
    id: 'dh-forecast-late',
    section: 2,
    severity: 'info',
    source: '2',
    canvases: ['forecast-horizons'],
    reads: ['forecasts'],
    where: { kind: 'canvas', id: 'forecast-horizons' },
    run: (input) =>
      ifAny(
        input.forecasts ?? [{ madeAt: input.madeAt, periodStart: input.periodStart }],
        'forecasts',
        (row) => isLater(row.madeAt, row.periodStart),
        () => fires(),
      ),
  },
];
