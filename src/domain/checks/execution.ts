/** 7 · Execution and investment. */
import { clean, dayOf, daysBetween, halfUp, isFilled, numberOr, sumOf } from '../assess/values.ts';
import { investmentBalance } from '../calc/deal.ts';
import { isDone } from '../calc/odds.ts';
import {
  PHASE,
  age,
  all3,
  beside,
  any3,
  decide,
  fires,
  given,
  ifAny,
  inPhase,
  is,
  isOpen,
  isPast,
  known3,
  methodOf,
  missing,
  ok,
  over,
} from './kit.ts';
import type { Check, CheckContext, CheckInput, CheckResult, Facts, Place } from './types.ts';

const canvas = (id: string): Place => ({ kind: 'canvas', id });
const onPlan = ['decision-support-plan'] as const;
const PRE_REVIEW = 'ss-propose-pre-review-held';

const investFrom = (facts: Facts): CheckInput => {
  const balance = facts.invest ? investmentBalance({ ...facts.invest, amount: facts.invest.amount ?? facts.amount ?? null }) : null;
  return beside(facts, { ours: balance?.ours, customer: balance?.customer });
};
const investmentIs = (input: CheckInput, ours: string, customer: string) =>
  known3(is(input.ours ?? input.invest?.ours, ours), is(input.customer ?? input.invest?.customer, customer));

function runCustomerAction(input: CheckInput): CheckResult {
  const open = (input.steps ?? []).filter((step) => step.done !== true);
  if (open.length === 0) return missing('steps');
  return open.every((step) => step.owner === 'us') ? fires() : ok();
}

function runPresentation(input: CheckInput, ctx: CheckContext): CheckResult {
  if (isFilled(input.methodology) && methodOf(input, ctx)?.outcomeById.has(PRE_REVIEW) === false) return ok();
  return ifAny(
    input.dsp,
    'dsp',
    (row) => {
      const ahead = daysBetween(ctx.today, row.date);
      const soon = ahead === null ? null : ahead >= 0 && ahead <= ctx.cfg.presentationDays;
      return all3(is(row.kind, 'presentation'), is(row.status, 'planned'), soon, !isDone(input.out, PRE_REVIEW));
    },
    () => fires({}, { where: { kind: 'outcome', id: PRE_REVIEW } }),
  );
}

/** Share of the selling time planned per stage, in percent: the method's own, else the five shares on phases 2–6. */
function plannedShares(hours: Readonly<Record<string, number>>, input: Facts, ctx: CheckContext): Record<string, number> {
  const shares = (ctx.methods['consultative']?.['effort'] as { shares?: Record<string, number> } | undefined)?.shares ?? {};
  const method = methodOf(input, ctx);
  const own = Object.keys(hours).some((stage) => Object.hasOwn(shares, stage));
  if (own || !method) return shares;
  const inOrder = Object.values(shares);
  return Object.fromEntries(
    method.stages.flatMap((stage) => {
      const share = stage.effortShare ?? inOrder[stage.unifiedPhase - 2];
      const isFirst = method.stages.find((other) => other.unifiedPhase === stage.unifiedPhase) === stage;
      return share === undefined || !isFirst ? [] : [[stage.id, share]];
    }),
  );
}

function runEffort(input: CheckInput, ctx: CheckContext): CheckResult {
  const hours = input.hours ?? {};
  const planned = plannedShares(hours, input, ctx);
  const spent = (stage: string): number => numberOr(hours[stage]) ?? 0;
  const total = sumOf(Object.keys(planned).map(spent));
  if (total <= 0 || total < ctx.cfg.effortMinHours) return missing('hours');
  let worst: { stage: string; a: number; p: number } | null = null;
  for (const [stage, p] of Object.entries(planned)) {
    const a = (100 * spent(stage)) / total;
    if (worst === null || clean(Math.abs(a - p)) > clean(Math.abs(worst.a - worst.p))) worst = { stage, a, p };
  }
  if (worst === null || clean(Math.abs(worst.a - worst.p)) <= ctx.cfg.effortDelta) return ok();
  return fires({ stage: worst.stage, a: halfUp(worst.a), p: worst.p }, { where: { kind: 'canvas', id: 'effort-allocation' } });
}

function runReviewOverdue(input: CheckInput, ctx: CheckContext): CheckResult {
  const dates = (input.reviews ?? [])
    .filter((review) => review.level === undefined || ['cadence-account', 'account'].includes(review.level ?? ''))
    .map((review) => review.date)
    .filter((date) => dayOf(date) !== null);
  const last = dates.toSorted().at(-1) ?? input.createdAt;
  const days = age(last, ctx);
  return days !== null && days <= ctx.cfg.reviewEvery ? ok() : fires();
}

function runLastReview(input: CheckInput): CheckResult {
  const last = (input.reviews ?? []).toSorted((a, b) => String(a.date ?? '').localeCompare(String(b.date ?? ''))).at(-1);
  if (!last) return missing('reviews');
  return isFilled(last.actions) ? ok() : fires();
}

function runCoaching(input: CheckInput, ctx: CheckContext): CheckResult {
  return ifAny(
    input.coaching,
    'coaching',
    (action) => all3(action.done !== true, over(age(action.at, ctx), ctx.cfg.coachingOpen)),
    (hits) => {
      const oldest = hits.reduce((a, b) => ((dayOf(b.at) ?? 0) < (dayOf(a.at) ?? 0) ? b : a));
      return fires({ manager: oldest.manager ?? '', d: age(oldest.at, ctx) });
    },
  );
}

export const executionChecks: readonly Check[] = [
  {
    id: 'dh-no-next-step',
    section: 7,
    severity: 'warning',
    source: 'X',
    canvases: [],
    reads: ['status', 'nextStep'],
    where: { kind: 'field', id: 'nextStep' },
    run: (input) => decide(known3(isOpen(input), !isFilled(input.nextStep)), () => fires(), 'status'),
  },
  {
    id: 'dh-next-step-overdue',
    section: 7,
    severity: 'warning',
    source: 'X',
    canvases: [],
    reads: ['nextStepDue', 'today'],
    where: { kind: 'field', id: 'nextStepDue' },
    run: (input, ctx) => decide(isPast(input.nextStepDue, ctx), () => fires({ d: age(input.nextStepDue, ctx) }), 'nextStepDue'),
  },
  {
    id: 'dh-no-customer-action',
    section: 7,
    severity: 'warning',
    source: '0',
    canvases: [...onPlan, 'visit-record'],
    phase: 3,
    reads: [...PHASE, 'steps'],
    where: canvas('decision-support-plan'),
    run: (input, ctx) => inPhase(input, ctx, 3, () => runCustomerAction(input)),
  },
  {
    id: 'dh-plan-not-agreed',
    section: 7,
    severity: 'warning',
    source: '0,P',
    canvases: onPlan,
    phase: 4,
    reads: [...PHASE, 'dsp', 'agreedBy'],
    where: canvas('decision-support-plan'),
    run: (input, ctx) =>
      inPhase(input, ctx, 4, () => {
        const rows = input.dsp ?? [];
        const agreed = given(input.agreedBy) || rows.some((row) => given(row.agreedBy));
        return rows.length === 0 || !agreed ? fires() : ok();
      }),
  },
  {
    id: 'dh-plan-milestone-slipped',
    section: 7,
    severity: 'warning',
    source: '1',
    canvases: onPlan,
    reads: ['dsp', 'today'],
    where: canvas('decision-support-plan'),
    run: (input, ctx) =>
      ifAny(
        input.dsp,
        'dsp',
        (row) => any3(is(row.status, 'slipped'), all3(is(row.status, 'planned'), isPast(row.date, ctx))),
        (hits) => fires({ m: hits[0].milestone ?? hits[0].kind ?? '' }, { items: hits.map((row) => row.milestone ?? row.kind ?? '') }),
      ),
  },
  {
    id: 'dh-over-invested',
    section: 7,
    severity: 'warning',
    source: '1',
    canvases: ['investment-balance'],
    reads: [...PHASE, 'invest', 'amount'],
    where: canvas('investment-balance'),
    from: investFrom,
    run: (input, ctx) => inPhase(input, ctx, 1, () => decide(investmentIs(input, 'high', 'low'), () => fires(), 'invest'), 5),
  },
  {
    id: 'dh-under-invested',
    section: 7,
    severity: 'warning',
    source: '1',
    canvases: ['investment-balance'],
    reads: ['invest', 'amount'],
    where: canvas('investment-balance'),
    from: investFrom,
    run: (input) => decide(investmentIs(input, 'low', 'high'), () => fires(), 'invest'),
  },
  {
    id: 'dh-concerns-open-at-close',
    section: 7,
    severity: 'critical',
    source: '0',
    canvases: ['concern-log'],
    phase: 6,
    reads: [...PHASE, 'concerns', 'cfg'],
    where: canvas('concern-log'),
    run: (input, ctx) =>
      inPhase(
        input,
        ctx,
        6,
        () =>
          ifAny(
            input.concerns,
            'concerns',
            (row) => all3(row.status !== 'closed', over(numberOr(row.severity), ctx.cfg.concernSeverity - 1)),
            (hits) => fires({ n: hits.length }),
          ),
        6,
      ),
  },
  {
    id: 'dh-need-concern-late',
    section: 7,
    severity: 'warning',
    source: 'P',
    canvases: ['concern-log'],
    phase: 5,
    reads: [...PHASE, 'concerns'],
    where: canvas('concern-log'),
    run: (input, ctx) =>
      inPhase(input, ctx, 5, () =>
        ifAny(
          input.concerns,
          'concerns',
          (row) => all3(row.status !== 'closed', is(row.type, 'need')),
          () => fires(),
        ),
      ),
  },
  {
    id: 'dh-objection-surface-only',
    section: 7,
    severity: 'info',
    source: '4',
    canvases: ['objection-map'],
    reads: ['objections'],
    where: canvas('objection-map'),
    run: (input) =>
      ifAny(
        input.objections,
        'objections',
        (row) => all3(row.closed === true, !isFilled(row.root)),
        () => fires(),
      ),
  },
  {
    id: 'dh-presentation-surprise',
    section: 7,
    severity: 'warning',
    source: '1',
    canvases: onPlan,
    needs: PRE_REVIEW,
    reads: ['methodology', 'dsp', 'out', 'today', 'cfg'],
    where: { kind: 'outcome', id: PRE_REVIEW },
    run: runPresentation,
  },
  {
    id: 'dh-not-win-win',
    section: 7,
    severity: 'warning',
    source: '1',
    canvases: [],
    phase: 5,
    reads: [...PHASE, 'winState'],
    where: canvas('organisation-culture'),
    run: (input, ctx) =>
      inPhase(input, ctx, 5, () => decide(isFilled(input.winState) ? input.winState !== 'win-win' : null, () => fires(), 'winState')),
  },
  {
    id: 'dh-effort-off-profile',
    section: 7,
    severity: 'info',
    source: '4',
    canvases: ['effort-allocation'],
    reads: ['methodology', 'hours', 'cfg'],
    where: canvas('effort-allocation'),
    run: runEffort,
  },
  {
    id: 'dh-review-overdue',
    section: 7,
    severity: 'info',
    source: '3',
    canvases: ['cadence-calendar'],
    phase: 2,
    reads: [...PHASE, 'reviews', 'createdAt', 'today', 'cfg'],
    where: canvas('cadence-calendar'),
    run: (input, ctx) => inPhase(input, ctx, 2, () => runReviewOverdue(input, ctx), 6),
  },
  {
    id: 'dh-review-without-action',
    section: 7,
    severity: 'info',
    source: '3',
    canvases: ['cadence-calendar'],
    reads: ['reviews'],
    where: canvas('cadence-calendar'),
    run: runLastReview,
  },
  {
    id: 'dh-coaching-action-open',
    section: 7,
    severity: 'info',
    source: '3',
    canvases: ['coaching-note'],
    reads: ['coaching', 'today', 'cfg'],
    where: canvas('coaching-note'),
    run: runCoaching,
  },
];
