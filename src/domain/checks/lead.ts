/** 6 · Lead, budget and lead to cash. */
import { hasText, isFilled, numberOr } from '../assess/values.ts';
import { fixedDeciders } from '../assess/simple.ts';
import { isDone } from '../calc/odds.ts';
import {
  METHOD,
  PHASE,
  age,
  all3,
  beside,
  decide,
  fires,
  gateByCode,
  given,
  ifAny,
  inPhase,
  is,
  isLater,
  known3,
  missing,
  ok,
  over,
  placeOf,
} from './kit.ts';
import type { Check, CheckContext, CheckInput, CheckResult, Facts, Place } from './types.ts';

const canvas = (id: string): Place => ({ kind: 'canvas', id });
const onRecord = ['commercial-record'] as const;
const LTC = 'ltc';

const leadFrom = (facts: Facts): CheckInput => beside(facts, {
  status: facts.lead?.status as Facts['status'],
  decision: facts.lead?.decision,
  crossCheck: facts.lead?.crossCheck,
  lastTouchAt: facts.lead?.lastTouchAt,
  beforeTender: facts.lead?.beforeTender,
});

const recordFrom = (facts: Facts, ctx: CheckContext): CheckInput => beside(facts, {
  bidSubmittedAt: facts.record?.bidSubmittedAt,
  contractSignedAt: facts.record?.contractSignedAt,
  changes: facts.record?.changes,
  creditChecks: facts.record?.creditChecks,
  ati: gateByCode(facts, ctx, 'ATI')?.at,
  atb: gateByCode(facts, ctx, 'ATB')?.at,
  atc: gateByCode(facts, ctx, 'ATC')?.at,
  atac: gateByCode(facts, ctx, 'ATAC')?.at,
});

const orderOf = (input: Facts, ctx: CheckContext): number | null => numberOr(input.stageOrder) ?? placeOf(input, ctx)?.stage.order ?? null;

/** Lead to cash from its fourth stage on; any other method is fine. */
function inLtc(input: Facts, ctx: CheckContext, then: (order: number) => CheckResult): CheckResult {
  if (!isFilled(input.methodology)) return missing('methodology');
  if (input.methodology !== LTC) return ok();
  const order = orderOf(input, ctx);
  if (order === null) return missing('stage');
  return order < 4 ? ok() : then(order);
}

const entryOutcomes = ['ltc-validate-opportunity-budget', 'ltc-validate-opportunity-start'];

function runEntry(input: CheckInput, ctx: CheckContext): CheckResult {
  return inLtc(input, ctx, (order) => {
    const open = entryOutcomes.filter((id) => !isDone(input.out, id));
    if (open.length === 0) return ok();
    return fires({}, { severity: order === 4 ? 'info' : 'critical', items: open, where: { kind: 'outcome', id: open[0] ?? null } });
  });
}

/** The LTC initiation gate: by its code in the deal's method, else under its own id. */
const initiation = (input: Facts, ctx: CheckContext) => gateByCode(input, ctx, 'ATI') ?? input.gates?.['ltc-gate-ati'];

function runApproval(input: CheckInput, ctx: CheckContext): CheckResult {
  if (input.grade === 'grade-3') return ok();
  const gate = initiation(input, ctx) ?? input.gate ?? (input.by ? { result: 'approve', by: input.by } : undefined);
  if (!hasText(input.grade) || !isFilled(gate?.result)) return missing(hasText(input.grade) ? 'gates' : 'grade');
  if (gate?.result !== 'approve' && gate?.result !== 'approved') return ok();
  const by = gate.by ?? [];
  const roles = fixedDeciders(ctx.instruments['project-grading'], input.grade).filter((role) => !by.includes(role));
  return roles.length === 0 ? ok() : fires({ g: input.grade, roles }, { where: { kind: 'gate', id: 'ltc-gate-ati' } });
}

/** The next play not tried yet, in the order of the deck. */
function nextPlay(input: Facts, ctx: CheckContext): string | null {
  const plays = (ctx.methods[LTC]?.['budgetPlays'] as { id: string }[] | undefined) ?? [];
  const tried = new Set((input.budget?.plays ?? []).map((play) => (typeof play === 'string' ? play : play.id)));
  return (plays.find((play) => !tried.has(play.id)) ?? plays[0])?.id ?? null;
}

const isVacant = (seat: string | { user?: string | null | undefined } | null | undefined): boolean =>
  !hasText(typeof seat === 'object' && seat !== null ? seat.user : seat);

function runDateOrder(input: CheckInput): CheckResult {
  const late = [
    ['ATB', isLater(input.atb, input.bidSubmittedAt)],
    ['ATC', isLater(input.atc, input.contractSignedAt)],
  ] as const;
  if (late.every(([, answer]) => answer === null)) return missing('gates', 'record');
  const gates = late.filter(([, answer]) => answer === true).map(([gate]) => gate);
  return gates.length === 0 ? ok() : fires({ gate: gates[0] ?? '' }, { items: gates });
}

function runChange(input: CheckInput, ctx: CheckContext): CheckResult {
  const decisions = (Array.isArray(input.atac) ? input.atac : [input.atac]).filter(hasText);
  return ifAny(
    input.changes,
    'record',
    (change) => {
      const inForce = isLater(change.inForceAt, ctx.today);
      if (inForce === null) return null;
      return all3(!inForce, !decisions.some((date) => isLater(date, change.inForceAt) === false));
    },
    (hits) => fires({}, { items: hits.map((change) => change.what ?? '') }),
  );
}

/** Phase 6: one check within 90 days. Phase 7: one before the order and one before the shipment. */
function runCredit(input: CheckInput, ctx: CheckContext): CheckResult {
  return inPhase(input, ctx, 6, (phase) => {
    const checks = input.creditChecks ?? [];
    if (phase === 7) {
      const open = ['order', 'shipment'].filter((point) => !checks.some((check) => check.point === point));
      return open.length === 0 ? ok() : fires({}, { items: open });
    }
    const recent = checks.some((check) => over(age(check.at, ctx), ctx.cfg.creditDays) === false);
    return recent ? ok() : fires();
  });
}

export const leadChecks: readonly Check[] = [
  {
    id: 'dh-lead-not-crosschecked',
    section: 6,
    severity: 'warning',
    source: '2',
    canvases: ['lead-card'],
    reads: ['lead'],
    where: canvas('lead-card'),
    from: leadFrom,
    run: (input) => decide(known3(is(input.decision, 'to-opportunity'), !given(input.crossCheck)), () => fires(), 'lead'),
  },
  {
    id: 'dh-lead-idle',
    section: 6,
    severity: 'warning',
    source: 'X',
    canvases: ['lead-card'],
    reads: ['lead', 'today', 'cfg'],
    where: canvas('lead-card'),
    from: leadFrom,
    run: (input, ctx) => {
      const d = age(input.lastTouchAt, ctx);
      const isOpenLead = input.status === undefined ? true : is(input.status, 'open');
      return decide(known3(isOpenLead, over(d, ctx.cfg.leadIdle)), () => fires({ d }), 'lead');
    },
  },
  {
    id: 'dh-post-tender-lead',
    section: 6,
    severity: 'warning',
    source: '2',
    canvases: ['lead-card'],
    reads: ['lead'],
    where: canvas('lead-card'),
    from: leadFrom,
    run: (input) => decide(typeof input.beforeTender === 'boolean' ? !input.beforeTender : null, () => fires(), 'lead'),
  },
  {
    id: 'dh-opportunity-entry',
    section: 6,
    severity: 'critical',
    source: '2',
    canvases: [],
    needs: 'ltc-validate-opportunity-budget',
    reads: [...METHOD, 'stageOrder', 'out'],
    where: { kind: 'outcome', id: 'ltc-validate-opportunity-budget' },
    run: runEntry,
  },
  {
    id: 'dh-grade-approval-mismatch',
    section: 6,
    severity: 'critical',
    source: '2',
    canvases: ['project-grading'],
    needs: 'ltc-gate-ati',
    reads: ['methodology', 'grade', 'gates'],
    where: { kind: 'gate', id: 'ltc-gate-ati' },
    run: runApproval,
  },
  {
    id: 'dh-budget-unknown',
    section: 6,
    severity: 'warning',
    source: '2,3',
    canvases: ['budget-guidance'],
    phase: 3,
    reads: [...PHASE, 'budget'],
    where: canvas('budget-guidance'),
    run: (input, ctx) =>
      inPhase(input, ctx, 3, () => ((input.budget?.state ?? 'unknown') === 'unknown' ? fires({ play: nextPlay(input, ctx) }) : ok())),
  },
  {
    id: 'dh-budget-below-price',
    section: 6,
    severity: 'critical',
    source: '2,3',
    canvases: ['budget-guidance'],
    reads: ['budget', 'amount'],
    where: canvas('budget-guidance'),
    run: (input) => {
      const b = numberOr(input.budget?.amount);
      const a = numberOr(input.amount);
      return decide(over(a, b), () => fires({ b, a }), b === null ? 'budget' : 'amount');
    },
  },
  {
    id: 'dh-triangle-incomplete',
    section: 6,
    severity: 'warning',
    source: '2',
    canvases: ['iron-triangle-team'],
    needs: 'ltc-gate-ati',
    reads: [...METHOD, 'stageOrder', 'team'],
    where: canvas('iron-triangle-team'),
    run: (input, ctx) =>
      inLtc(input, ctx, () => {
        const roles = (['AR', 'SR', 'FR'] as const).filter((role) => isVacant(input.team?.[role]));
        return roles.length === 0 ? ok() : fires({ roles });
      }),
  },
  {
    id: 'dh-fr-late',
    section: 6,
    severity: 'warning',
    source: '2',
    canvases: ['iron-triangle-team'],
    needs: 'ltc-gate-ati',
    reads: ['methodology', 'team', 'gates'],
    where: canvas('iron-triangle-team'),
    from: (facts, ctx) => {
      const seat = facts.team?.FR;
      return beside(facts, { frAppointedAt: typeof seat === 'object' ? seat?.appointedAt : null, ati: initiation(facts, ctx)?.at });
    },
    run: (input) => decide(isLater(input.frAppointedAt, input.ati), () => fires(), 'team', 'gates'),
  },
  {
    id: 'dh-gate-date-order',
    section: 6,
    severity: 'critical',
    source: '2',
    canvases: onRecord,
    needs: 'ltc-gate-atb',
    reads: ['methodology', 'gates', 'record'],
    where: canvas('commercial-record'),
    from: recordFrom,
    run: runDateOrder,
  },
  {
    id: 'dh-change-without-atac',
    section: 6,
    severity: 'critical',
    source: '2',
    canvases: onRecord,
    needs: 'ltc-gate-atac',
    reads: ['methodology', 'gates', 'record', 'today'],
    where: { kind: 'gate', id: 'ltc-gate-atac' },
    from: recordFrom,
    run: runChange,
  },
  {
    id: 'dh-credit-unchecked',
    section: 6,
    severity: 'warning',
    source: '3',
    canvases: onRecord,
    phase: 6,
    reads: [...PHASE, 'methodology', 'gates', 'record', 'today', 'cfg'],
    where: canvas('commercial-record'),
    from: recordFrom,
    run: runCredit,
  },
];
