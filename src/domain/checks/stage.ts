/** 1 · Stage and outcome discipline. */
import { isFilled } from '../assess/values.ts';
import { type OutcomeFact, isDone } from '../calc/odds.ts';
import { completionMark, requiredOutcomes, type MethodIndex } from '../method.ts';
import { mapStage } from '../stage-map.ts';
import {
  METHOD,
  PHASE,
  age,
  decide,
  doneOf,
  fires,
  inPhase,
  isExitMet,
  known3,
  methodOf,
  missing,
  normDaysOf,
  ok,
  over,
  placeOf,
} from './kit.ts';
import type { Check, CheckContext, CheckInput, CheckResult, Facts } from './types.ts';

/** Places in the method that the stage log went through, oldest first; stages the method does not have are left out. */
function visited(input: Facts, method: MethodIndex): { stage: string; at: number }[] {
  const log = [...(input.stageLog ?? [])];
  const dated = log.every((entry) => isFilled(entry.at));
  if (dated) log.sort((a, b) => String(a.at).localeCompare(String(b.at)));
  return log.flatMap(({ stage }) => {
    const at = method.position.get(stage ?? '');
    return at === undefined ? [] : [{ stage: stage ?? '', at }];
  });
}

/** Neighbouring entries of the stage log. */
function moves(input: Facts, ctx: CheckContext): { from: { stage: string; at: number }; to: { stage: string; at: number } }[] | null {
  const method = methodOf(input, ctx);
  if (!method || !input.stageLog || input.stageLog.length === 0) return null;
  const places = visited(input, method);
  return places.slice(1).flatMap((to, index) => {
    const from = places[index];
    return from ? [{ from, to }] : [];
  });
}

const noPlace = (): CheckResult => missing('methodology', 'stage');

function runGateMissing(input: CheckInput, ctx: CheckContext): CheckResult {
  const place = placeOf(input, ctx);
  if (!place) return noPlace();
  const last = place.method.stages.length - 1;
  const isClosed = input.status === 'won' || input.forecast === 'closed';
  const skipped = place.method.method.gates.filter((gate) => {
    const after = gate.after === null ? undefined : place.method.position.get(gate.after);
    if (after === undefined) return false;
    const left = place.at > after || (after === last && place.at === last && isClosed);
    const unneeded = input.grade === 'grade-3' && gate.decisionMakers.includes('by-project-grade');
    return left && !unneeded && !isFilled(input.gates?.[gate.id]?.result);
  });
  const first = skipped[0];
  if (!first) return ok();
  return fires({ gate: first.id }, { items: skipped.map((gate) => gate.id), where: { kind: 'gate', id: first.id } });
}

/** Latest date of a buyer outcome that is done. Outcomes the method does not know count as the buyer's. */
function latestEvidence(input: Facts, ctx: CheckContext): string | null {
  const method = methodOf(input, ctx);
  const dates = Object.entries(input.out ?? {})
    .filter(([id]) => isDone(input.out, id) && method?.outcomeById.get(id)?.outcome.kind !== 'internal')
    .map(([, fact]) => fact?.at)
    .filter((at): at is string => isFilled(at));
  return dates.toSorted().at(-1) ?? null;
}

/** Phase that the evidence supports: the highest one up to which every stage has its exit criteria met. */
export function supportedPhase(input: Facts, method: MethodIndex): number {
  const unmet = method.stages.filter((stage) => !isExitMet(stage, input)).map((stage) => stage.unifiedPhase);
  return unmet.length > 0 ? Math.min(...unmet) - 1 : 7;
}

function crmPhase(input: Facts, method: MethodIndex): number | null {
  const label = input.crmStageLabel ?? '';
  const { stageId } = mapStage({
    method: method.method,
    crm: input.crm ?? '',
    stageId: input.crmStageId ?? label,
    label,
    own: input.ownMapping ?? undefined,
  });
  return method.stageById.get(stageId ?? '')?.unifiedPhase ?? null;
}

/** Sections of the opportunity plan: from which phase they are due (proposed), and the sheet that fills them. */
export const planSections: Readonly<Record<string, { due: number; sheets?: readonly string[] }>> = {
  'customer-profile': { due: 1 },
  'opportunity-profile': { due: 2 },
  drivers: { due: 2, sheets: ['compelling-reason-to-act'] },
  assessment: { due: 2, sheets: ['tas-opportunity-qualification', 'ssm-opportunity-assessment'] },
  'decision-criteria': { due: 3, sheets: ['decision-criteria'] },
  'our-solution': { due: 4 },
  'unique-value': { due: 4, sheets: ['unique-business-value'] },
  competitors: { due: 3, sheets: ['competitor-analysis'] },
  milestones: { due: 3, sheets: ['decision-support-plan'] },
  'organisation-map': { due: 3, sheets: ['relationship-map'] },
  'strengths-weaknesses': { due: 3 },
  'critical-success-factors': { due: 4 },
  'competitive-strategy': { due: 4, sheets: ['competitive-strategy'] },
  'relationship-strategy': { due: 4, sheets: ['relationship-map'] },
  'action-plan': { due: 2 },
};

export const stageChecks: readonly Check[] = [
  {
    id: 'dh-required-outcomes-missing',
    section: 1,
    severity: 'critical',
    source: '0',
    canvases: [],
    reads: [...METHOD, 'out'],
    where: { kind: 'outcome', id: null },
    run: (input, ctx) => {
      const place = placeOf(input, ctx);
      if (!place) return noPlace();
      const open = place.method.stages
        .slice(0, place.at)
        .flatMap((stage) => requiredOutcomes(stage).filter((id) => !isDone(input.out, id)));
      return open.length === 0 ? ok() : fires({ n: open.length }, { items: open, where: { kind: 'outcome', id: open[0] ?? null } });
    },
  },
  {
    id: 'dh-completion-mark-missing',
    section: 1,
    severity: 'critical',
    source: '0',
    canvases: [],
    reads: [...METHOD, 'out'],
    where: { kind: 'outcome', id: null },
    run: (input, ctx) => {
      const place = placeOf(input, ctx);
      if (!place) return noPlace();
      const before = place.method.stages[place.at - 1];
      const mark = before && completionMark(before);
      if (!before || !mark || isDone(input.out, mark.id)) return ok();
      return fires({ stage: before.id }, { items: [mark.id], where: { kind: 'outcome', id: mark.id } });
    },
  },
  {
    id: 'dh-outcome-without-evidence',
    section: 1,
    severity: 'warning',
    source: '0',
    canvases: [],
    reads: ['out'],
    where: { kind: 'outcome', id: null },
    run: (input) => {
      const ticked = (fact: OutcomeFact | undefined): boolean => fact?.state === 'claimed' || fact?.state === 'verified';
      const bare = Object.entries(input.out ?? {})
        .filter(([, fact]) => ticked(fact) && !isFilled(fact?.evidence))
        .map(([id]) => id);
      return bare.length === 0 ? ok() : fires({ n: bare.length }, { items: bare, where: { kind: 'outcome', id: bare[0] ?? null } });
    },
  },
  {
    id: 'dh-internal-only-progress',
    section: 1,
    severity: 'warning',
    source: '0',
    canvases: [],
    reads: [...METHOD, 'normDays', 'stageEnteredAt', 'out', 'today', 'cfg'],
    where: { kind: 'stage', id: null },
    run: (input, ctx) => {
      const stage = placeOf(input, ctx)?.stage;
      if (!stage) return noPlace();
      const internal = doneOf(stage.verifiableOutcomes, 'internal', input);
      const norm = normDaysOf(input, ctx);
      const late = over(age(input.stageEnteredAt, ctx), norm === null ? null : ctx.cfg.internalOnlyShare * norm);
      const answer = known3(internal.length > 0, doneOf(stage.verifiableOutcomes, 'buyer', input).length === 0, late);
      return decide(
        answer,
        () => fires({}, { items: internal.map((outcome) => outcome.id), where: { kind: 'stage', id: stage.id } }),
        'stageEnteredAt',
      );
    },
  },
  {
    id: 'dh-stage-skipped',
    section: 1,
    severity: 'warning',
    source: 'X',
    canvases: [],
    reads: ['methodology', 'stageLog'],
    where: { kind: 'stage', id: null },
    run: (input, ctx) => {
      const steps = moves(input, ctx);
      if (!steps) return missing('stageLog');
      const leaps = steps.filter(({ from, to }) => to.at - from.at > 1);
      const last = leaps.at(-1);
      return last ? fires({ a: last.from.stage, b: last.to.stage }, { where: { kind: 'stage', id: last.to.stage } }) : ok();
    },
  },
  {
    id: 'dh-stage-regressed',
    section: 1,
    severity: 'info',
    source: 'X',
    canvases: [],
    reads: ['methodology', 'stageLog'],
    where: { kind: 'stage', id: null },
    run: (input, ctx) => {
      const steps = moves(input, ctx);
      if (!steps) return missing('stageLog');
      const last = steps.at(-1);
      return last && last.to.at < last.from.at ? fires({ stage: last.to.stage }, { where: { kind: 'stage', id: last.to.stage } }) : ok();
    },
  },
  {
    id: 'dh-stage-age-over-norm',
    section: 1,
    severity: 'warning',
    source: 'X',
    canvases: [],
    reads: [...METHOD, 'normDays', 'stageEnteredAt', 'today', 'cfg'],
    where: { kind: 'stage', id: null },
    run: (input, ctx) => {
      const days = age(input.stageEnteredAt, ctx);
      const norm = normDaysOf(input, ctx);
      if (days === null || norm === null) return missing(days === null ? 'stageEnteredAt' : 'normDays');
      if (days <= norm) return ok();
      return fires({ d: days, n: norm }, { severity: days > ctx.cfg.longStay * norm ? 'critical' : 'warning' });
    },
  },
  {
    id: 'dh-gate-missing',
    section: 1,
    severity: 'critical',
    source: '2',
    canvases: [],
    reads: [...METHOD, 'status', 'forecast', 'grade', 'gates'],
    where: { kind: 'gate', id: null },
    run: runGateMissing,
  },
  {
    id: 'dh-evidence-stale',
    section: 1,
    severity: 'warning',
    source: 'X',
    canvases: [],
    phase: 2,
    reads: [...PHASE, 'out', 'createdAt', 'today', 'cfg'],
    where: { kind: 'outcome', id: null },
    run: (input, ctx) =>
      inPhase(
        input,
        ctx,
        2,
        () => {
          const days = age(latestEvidence(input, ctx) ?? input.createdAt, ctx);
          return decide(over(days, ctx.cfg.staleEvidence), () => fires({ d: days }), 'createdAt');
        },
        6,
      ),
  },
  {
    id: 'dh-crm-stage-ahead',
    section: 1,
    severity: 'warning',
    source: '0',
    canvases: [],
    reads: ['methodology', 'crm', 'crmStageId', 'crmStageLabel', 'ownMapping', 'exitMet', 'out', 'cfg'],
    where: { kind: 'outcome', id: null },
    run: (input, ctx) => {
      const method = methodOf(input, ctx);
      const claimed = method && isFilled(input.crmStageLabel) ? crmPhase(input, method) : null;
      if (!method || claimed === null) return missing(method ? 'crmStageLabel' : 'methodology');
      const supported = supportedPhase(input, method);
      if (claimed <= supported + ctx.cfg.crmAhead) return ok();
      const unmet = method.stages.find((stage) => stage.unifiedPhase <= claimed && !isExitMet(stage, input));
      const open = unmet ? requiredOutcomes(unmet).filter((id) => !isDone(input.out, id)) : [];
      return fires({ label: input.crmStageLabel ?? '' }, { items: open, where: { kind: 'outcome', id: open[0] ?? null } });
    },
  },
  {
    id: 'dh-plan-section-missing',
    section: 1,
    severity: 'info',
    source: '1',
    canvases: ['opportunity-plan'],
    phase: 1,
    reads: [...PHASE, 'plan', 'started'],
    where: { kind: 'canvas', id: 'opportunity-plan' },
    run: (input, ctx) =>
      inPhase(input, ctx, 1, (phase) => {
        const started = new Set(input.started ?? []);
        const empty = Object.entries(planSections)
          .filter(
            ([key, section]) =>
              section.due <= phase && !isFilled(input.plan?.[key]) && !(section.sheets ?? []).some((sheet) => started.has(sheet)),
          )
          .map(([key]) => key);
        return empty.length === 0 ? ok() : fires({ n: empty.length }, { items: empty });
      }),
  },
];
