/** 8 · After the sale and the account. */
import { isFilled, numberOr, sumOf } from '../assess/values.ts';
import { segmentOf } from '../calc/deal.ts';
import { isDone } from '../calc/odds.ts';
import { completionMark } from '../method.ts';
import {
  PHASE,
  age,
  all3,
  beside,
  any3,
  decide,
  fires,
  ifAny,
  inPhase,
  is,
  isPast,
  known3,
  missing,
  normDaysOf,
  ok,
  over,
  placeOf,
} from './kit.ts';
import type { Check, CheckContext, CheckInput, CheckResult, Facts, Place } from './types.ts';

const canvas = (id: string): Place => ({ kind: 'canvas', id });

function runValue(input: CheckInput, ctx: CheckContext): CheckResult {
  return inPhase(input, ctx, 7, () => {
    const stage = placeOf(input, ctx)?.stage;
    const mark = stage && completionMark(stage);
    if (!mark) return missing('methodology', 'stage');
    const late = over(age(input.stageEnteredAt, ctx), normDaysOf(input, ctx));
    return decide(
      known3(late, !isDone(input.out, mark.id)),
      () => fires({}, { items: [mark.id], where: { kind: 'outcome', id: mark.id } }),
      'stageEnteredAt',
    );
  });
}

function runAccountPlan(input: CheckInput, ctx: CheckContext): CheckResult {
  const d = age(input.updatedAt, ctx);
  if (d === null) return missing('accountPlan');
  const seen = over(age(input.reviewedByCustomer?.date, ctx), ctx.cfg.accountReviewDays) === false;
  return d > ctx.cfg.accountPlanDays || !seen ? fires({ d }) : ok();
}

const segmentFrom = (facts: Facts): CheckInput => beside(facts, {
  quadrant: facts.segment?.quadrant ?? segmentOf(facts.segment ?? {}).quadrant,
  effortDays: facts.segment?.effortDays,
});

export const accountChecks: readonly Check[] = [
  {
    id: 'dh-set-met-missing',
    section: 8,
    severity: 'warning',
    source: '0',
    canvases: ['set-met'],
    phase: 6,
    reads: [...PHASE, 'setMet'],
    where: canvas('set-met'),
    run: (input, ctx) => inPhase(input, ctx, 6, () => ((input.setMet ?? []).length === 0 ? fires() : ok())),
  },
  {
    id: 'dh-expectation-unmet',
    section: 8,
    severity: 'warning',
    source: '0',
    canvases: ['set-met'],
    reads: ['setMet', 'today'],
    where: canvas('set-met'),
    run: (input, ctx) =>
      ifAny(
        input.setMet,
        'setMet',
        (row) => any3(is(row.metState, 'not-met'), all3(is(row.metState, 'open'), isPast(row.due, ctx))),
        (hits) => fires({ n: hits.length }, { items: hits.map((row) => row.expectation ?? '') }),
      ),
  },
  {
    id: 'dh-value-not-acknowledged',
    section: 8,
    severity: 'info',
    source: '0,P',
    canvases: [],
    phase: 7,
    reads: [...PHASE, 'normDays', 'stageEnteredAt', 'out', 'today', 'cfg'],
    where: { kind: 'outcome', id: null },
    run: runValue,
  },
  {
    id: 'dh-receivable-overdue',
    section: 8,
    severity: 'warning',
    source: '2',
    canvases: ['commercial-record'],
    reads: ['record', 'today'],
    where: canvas('commercial-record'),
    from: (facts) => beside(facts, { invoices: facts.record?.invoices }),
    run: (input, ctx) =>
      ifAny(
        input.invoices,
        'record',
        (invoice) => all3(!isFilled(invoice.paidAt), isPast(invoice.due, ctx)),
        (hits) => fires({ amount: sumOf(hits.map((invoice) => numberOr(invoice.amount) ?? 0)) }),
      ),
  },
  {
    id: 'dh-account-plan-stale',
    section: 8,
    severity: 'info',
    source: '0,1',
    canvases: ['account-plan'],
    reads: ['accountPlan', 'today', 'cfg'],
    where: canvas('account-plan'),
    from: (facts) => beside(facts, { updatedAt: facts.accountPlan?.updatedAt, reviewedByCustomer: facts.accountPlan?.reviewedByCustomer }),
    run: runAccountPlan,
  },
  {
    id: 'dh-drop-quadrant-effort',
    section: 8,
    severity: 'info',
    source: '1',
    canvases: ['account-segmentation'],
    reads: ['segment', 'cfg'],
    where: canvas('account-segmentation'),
    from: segmentFrom,
    run: (input, ctx) =>
      decide(known3(is(input.quadrant, 'drop'), over(numberOr(input.effortDays), ctx.cfg.dropDays)), () => fires(), 'segment'),
  },
];
