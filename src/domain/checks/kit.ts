/** What the rules share: the three answers, three-valued logic, the deal's place in its method, the people on the map. */
import { clean, dayOf, daysBetween, isFilled, numberOr } from '../assess/values.ts';
import { zoneFromInfluence } from '../calc/people.ts';
import { isDone, phaseOfStage } from '../calc/odds.ts';
import { indexMethod, type MethodIndex, type Outcome, type Stage } from '../method.ts';
import type { CheckContext, CheckInput, CheckResult, Facts, InputKey, MapNode, Param, Place, Reading, Severity } from './types.ts';

interface Finding {
  severity?: Severity | undefined;
  items?: readonly string[] | undefined;
  inputs?: Reading[] | undefined;
  where?: Place | undefined;
}

export const ok = (): CheckResult => ({ result: 'ok' });
export const missing = (...names: string[]): CheckResult => ({ result: 'not-evaluated', missing: names });

export function fires(params: Record<string, Param> = {}, finding: Finding = {}): CheckResult {
  return {
    result: 'fires',
    params,
    ...(finding.severity ? { severity: finding.severity } : {}),
    ...(finding.items ? { items: [...finding.items] } : {}),
    ...(finding.inputs ? { inputs: finding.inputs } : {}),
    ...(finding.where ? { where: finding.where } : {}),
  };
}

/** The facts with a rule's own names for some of them on top. The facts are not copied: they are looked through. */
export const beside = (facts: Facts, own: object): CheckInput => Object.assign(Object.create(facts) as CheckInput, own);

/** Filled in, and no plain “no”: for confirmations and cross-checks. */
export const given = (value: unknown): boolean => value !== false && isFilled(value);

/** Yes, no, or not known. */
export type Tri = boolean | null;

export function all3(...values: Tri[]): Tri {
  if (values.includes(false)) return false;
  return values.includes(null) ? null : true;
}
/** As `all3`, but one unknown makes the whole unknown: for a rule about the deal itself, where a missing input is never fine. */
export const known3 = (...values: Tri[]): Tri => (values.includes(null) ? null : !values.includes(false));
export function any3(...values: Tri[]): Tri {
  if (values.includes(true)) return true;
  return values.includes(null) ? null : false;
}
/** `a` compared with `b`, not known if one of them is not. Noise of floating point does not decide. */
export const over = (a: number | null, b: number | null): Tri => (a === null || b === null ? null : clean(a) > clean(b));
export const under = (a: number | null, b: number | null): Tri => over(b, a);
/** A text is this one; not known if it is missing. */
export const is = (value: unknown, ...wanted: string[]): Tri => (isFilled(value) ? wanted.includes(String(value)) : null);

/**
 * Fires if one entry meets the test. Entries about which the test knows nothing are left out; if that leaves none, or
 * the list is empty, the check is not evaluated.
 */
export function ifAny<T>(
  list: readonly T[] | null | undefined,
  name: string,
  test: (entry: T) => Tri,
  found: (hits: [T, ...T[]]) => CheckResult,
): CheckResult {
  if (!list || list.length === 0) return missing(name);
  const known = list.map((entry) => [entry, test(entry)] as const).filter(([, answer]) => answer !== null);
  const [first, ...rest] = known.filter(([, answer]) => answer === true).map(([entry]) => entry);
  if (first !== undefined) return found([first, ...rest]);
  return known.length > 0 ? ok() : missing(name);
}

/** Runs the rule if its one answer is known. */
export function decide(answer: Tri, found: () => CheckResult, ...names: string[]): CheckResult {
  return answer === null ? missing(...names) : answer ? found() : ok();
}

/* The deal in its method ------------------------------------------------------------------------------------------ */

/** Inputs behind the phase of a deal. */
export const PHASE: readonly InputKey[] = ['methodology', 'stage', 'unifiedPhase'];
export const METHOD: readonly InputKey[] = ['methodology', 'stage'];

export function methodOf(input: Facts, ctx: CheckContext): MethodIndex | null {
  const method = input.methodology ? ctx.methods[input.methodology] : undefined;
  return method ? indexMethod(method) : null;
}

/** The deal's stage with its method and its place there; null if the method or the stage is unknown. */
export function placeOf(input: Facts, ctx: CheckContext): { method: MethodIndex; stage: Stage; at: number } | null {
  // A stage's id belongs to one method, so it says which one where that is not said.
  const owner = input.methodology ? undefined : Object.values(ctx.methods).find((one) => one && indexMethod(one).stageById.has(input.stage ?? ''));
  const method = owner ? indexMethod(owner) : methodOf(input, ctx);
  const stage = method?.stageById.get(input.stage ?? '');
  return method && stage ? { method, stage, at: method.position.get(stage.id) ?? 0 } : null;
}

export function phaseOf(input: Facts, ctx: CheckContext): number | null {
  return numberOr(input.unifiedPhase) ?? phaseOfStage(ctx, input.methodology, input.stage);
}

/** Norm of a stage: what the team measured, else the method's. */
export function normOf(stage: Stage, ctx: CheckContext): number {
  return ctx.cfg.normDays[stage.id] ?? stage.normDays;
}

export function normDaysOf(input: Facts, ctx: CheckContext): number | null {
  const stage = placeOf(input, ctx)?.stage;
  return numberOr(input.normDays) ?? (stage ? normOf(stage, ctx) : null);
}

/** Below the phase (or above the last one) a check is fine; without a phase it is not evaluated. */
export function inPhase(input: Facts, ctx: CheckContext, from: number, then: (phase: number) => CheckResult, to = 7): CheckResult {
  const phase = phaseOf(input, ctx);
  if (phase === null) return missing('stage');
  return phase < from || phase > to ? ok() : then(phase);
}

export const isOpen = (input: Facts): Tri => (input.status === undefined ? true : is(input.status, 'open'));

/** Exit criteria of a stage: every outcome it requires is done. */
export function isExitMet(stage: Stage, input: Facts): boolean {
  if (input.exitMet) return input.exitMet.includes(stage.id);
  return (stage.exitCriteria[0]?.requires ?? []).every((id) => isDone(input.out, id));
}

/** Outcomes of one kind that are done, each with its state. */
export function doneOf(outcomes: readonly Outcome[], kind: Outcome['kind'], input: Facts): Outcome[] {
  return outcomes.filter((outcome) => outcome.kind === kind && isDone(input.out, outcome.id));
}

/** Gate decision by the gate's code (ATI, ATB …) in the deal's method. */
export function gateByCode(
  facts: Facts,
  ctx: CheckContext,
  code: string,
): { at?: string | null | undefined; result?: string | null | undefined; by?: string[] | null | undefined } | undefined {
  const gate = methodOf(facts, ctx)?.method.gates.find((entry) => entry.code === code);
  return (gate && facts.gates?.[gate.id]) ?? undefined;
}

/* Dates ----------------------------------------------------------------------------------------------------------- */

/** Days from `date` to today; null if it is no date. */
export const age = (date: unknown, ctx: CheckContext): number | null => daysBetween(date, ctx.today);
/** Is `a` a later day than `b`? */
export const isLater = (a: unknown, b: unknown): Tri => over(dayOf(a), dayOf(b));
export const isPast = (date: unknown, ctx: CheckContext): Tri => isLater(ctx.today, date);

const MONTHS: Record<'month' | 'quarter' | 'year', number> = { month: 1, quarter: 3, year: 12 };

/** Does the day lie in the period that today lies in? */
export function inPeriod(date: unknown, ctx: CheckContext): Tri {
  if (dayOf(date) === null) return null;
  const length = MONTHS[ctx.cfg.period];
  const slot = (day: string): string => `${day.slice(0, 4)}/${Math.floor((Number(day.slice(5, 7)) - 1) / length)}`;
  return slot(String(date)) === slot(ctx.today);
}

/* People ---------------------------------------------------------------------------------------------------------- */

const ATTITUDES: Record<string, number> = { '*': 2, '+': 1, '=': 0, '-': -1, X: -2 };
const COVERAGES: Record<string, number> = { none: 0, brief: 1, multiple: 2, 'in-depth': 3 };

export const nameOf = (node: MapNode): string => node.name ?? node.title ?? node.contactId ?? node.id ?? '';
/** −2..2; null if unknown. */
export const attitudeOf = (node: MapNode): number | null => ATTITUDES[node.attitude ?? ''] ?? null;
/** 0..3; someone entered without a coverage has none, an unreadable one is unknown. */
export function coverageOf(node: MapNode): number | null {
  return node.coverage === undefined ? 0 : (COVERAGES[node.coverage ?? ''] ?? null);
}
export const coverageValue = (coverage: string | undefined): number => COVERAGES[coverage ?? ''] ?? 0;
export const zoneOf = (node: MapNode): string | null => node.zone ?? zoneFromInfluence({ influence: numberOr(node.influence) }).zone;
export const hasRole = (node: MapNode, ...roles: string[]): boolean => (node.roles ?? []).some((role) => roles.includes(role));
export const actsAs = (node: MapNode, role: string): boolean => (node.roleTest ?? []).includes(role);

/** Sponsor by the sign on the map or by behaviour. */
export const isSponsor = (node: MapNode): boolean => node.attitude === '*' || actsAs(node, 'sponsor');

/** Someone who matters for the decision: influence 3 and more, decider or approver, or a power sponsor by behaviour. */
export function isKey(node: MapNode): Tri {
  if (hasRole(node, 'D', 'A') || actsAs(node, 'power-sponsor')) return true;
  const influence = numberOr(node.influence);
  return influence === null ? null : influence >= 3;
}

/** How two sheets name the same person: by contact, by node, or by name. */
export function isSamePerson(node: MapNode & { nodeId?: string | null | undefined }, reference: string | null | undefined): boolean {
  return isFilled(reference) && [node.contactId, node.id, node.nodeId, node.name].includes(reference);
}
