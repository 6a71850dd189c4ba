/**
 * The 117 deal-health checks: a registry by id, which of them apply to a deal, and their evaluation – of all, or only
 * of those whose inputs changed. Pure: the day, the thresholds and the methods come in the context.
 */
import { type Colour, healthOf } from '../calc/deal.ts';
import { indexMethod, type Methodology } from '../method.ts';
import { sane } from '../sane.ts';
import { accountChecks } from './account.ts';
import { executionChecks } from './execution.ts';
import { methodOf } from './kit.ts';
import { leadChecks } from './lead.ts';
import { oddsChecks } from './odds.ts';
import { peopleChecks } from './people.ts';
import { qualificationChecks } from './qualification.ts';
import { stageChecks } from './stage.ts';
import type { Check, CheckContext, CheckInput, CheckResult, Facts, InputKey, Reading } from './types.ts';
import { valueChecks } from './value.ts';

export * from './config.ts';
export * from './types.ts';
export { planSections, supportedPhase } from './stage.ts';

const list: readonly Check[] = [
  ...stageChecks,
  ...oddsChecks,
  ...peopleChecks,
  ...valueChecks,
  ...qualificationChecks,
  ...leadChecks,
  ...executionChecks,
  ...accountChecks,
].map((check) => ({ ...check, run: (input, ctx) => withSeverity(check, check.run(input, ctx)) }));

function withSeverity(check: Check, result: CheckResult): CheckResult {
  return result.result === 'fires' && !result.severity ? { ...result, severity: check.severity } : result;
}

/** Check id → check. `run` takes the shapes of the test vectors; `from` makes them out of a deal's facts. */
export const checks: Readonly<Record<string, Check>> = Object.fromEntries(list.map((check) => [check.id, check]));

/**
 * Runs one check on values handed in directly, by the rule's own names or, where that says nothing, by those of the
 * facts. Throws RangeError for an unknown id.
 */
export function runCheck(id: string, input: CheckInput, ctx: CheckContext): CheckResult {
  const check = Object.hasOwn(checks, id) ? checks[id] : undefined;
  if (!check) throw new RangeError(`Unknown check: ${id}`);
  const values = sane(input);
  const result = check.run(values, ctx);
  if (result.result !== 'not-evaluated' || !check.from) return result;
  const known = Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined && value !== null));
  return check.run({ ...check.from(values, ctx), ...known }, ctx);
}

const toolsOf = new WeakMap<Methodology, ReadonlySet<string>>();

function tools(method: Methodology): ReadonlySet<string> {
  let known = toolsOf.get(method);
  if (!known) {
    known = new Set(method.stages.flatMap((stage) => stage.tools));
    toolsOf.set(method, known);
  }
  return known;
}

/**
 * Is the check shown for this deal? It is if it reads deal fields, outcomes or gates only, if its sheet is a tool of
 * the method, or if the team started that sheet; and never where the method lacks the gate or outcome it is about. A
 * questionnaire that the pack brings along stands in for the opportunity form.
 */
export function applies(check: Check, facts: Facts, ctx: CheckContext): boolean {
  const method = methodOf(facts, ctx)?.method;
  if (check.needs && method) {
    const index = indexMethod(method);
    if (!index.gateById.has(check.needs) && !index.outcomeById.has(check.needs)) return false;
  }
  if (check.canvases.length === 0) return true;
  if (check.where.kind === 'assessment' && check.reads.includes('assessment') && (method?.assessments ?? []).length > 0) return true;
  const started = facts.started ?? [];
  return check.canvases.some((canvas) => started.includes(canvas) || (method !== undefined && tools(method).has(canvas)));
}

const newest = (values: readonly unknown[]): string | undefined => {
  const last = values.at(-1);
  const at = typeof last === 'object' && last !== null && 'at' in last ? last.at : undefined;
  return typeof at === 'string' ? at : undefined;
};

/** What a finding rests on: plain values as they are, lists by their number of entries, sheets by their date. */
function readingsOf(check: Check, facts: Facts): Reading[] {
  return check.reads.flatMap((key): Reading[] => {
    // The CRM's own id of a stage says nothing beside its label.
    if (key === 'today' || key === 'cfg' || key === 'started' || key === 'out' || key === 'crmStageId') return [];
    const value: unknown = facts[key];
    if (value === undefined || value === null) return [];
    if (Array.isArray(value)) return [{ key, value: value.length, at: newest(value) }];
    if (typeof value !== 'object') return [{ key, value }];
    const at = 'at' in value && typeof value.at === 'string' ? value.at : undefined;
    return key === 'assessment' || key === 'assessmentBefore' ? [{ key, value: (value as { overall?: unknown }).overall, at }] : [];
  });
}

/** Evaluates one check on a deal's facts; a finding carries the values it rests on. */
export function evaluateCheck(check: Check, facts: Facts, ctx: CheckContext): CheckResult {
  const result = check.run(check.from ? check.from(facts, ctx) : facts, ctx);
  return result.result === 'fires' && !result.inputs ? { ...result, inputs: readingsOf(check, facts) } : result;
}

/** Check id → result. Checks that do not apply to the deal are not in it. */
export type Findings = Readonly<Record<string, CheckResult>>;

/**
 * Evaluates all checks that apply. With `changed` and `previous`, a check that reads none of the changed inputs keeps
 * its previous result (the same object).
 */
export function evaluate(
  all: Readonly<Record<string, Check>>,
  facts: Facts,
  ctx: CheckContext,
  changed?: ReadonlySet<InputKey>,
  previous?: Findings,
): Findings {
  const findings: Record<string, CheckResult> = {};
  for (const check of Object.values(all)) {
    if (!applies(check, facts, ctx)) continue;
    const before = changed && previous?.[check.id];
    findings[check.id] = before && !check.reads.some((key) => changed.has(key)) ? before : evaluateCheck(check, facts, ctx);
  }
  return findings;
}

/** Inputs whose value differs between two facts (compared by reference, lists and objects by content). */
export function changedKeys(before: Facts, after: Facts): Set<InputKey> {
  const keys = new Set([...Object.keys(before), ...Object.keys(after)] as (keyof Facts)[]);
  return new Set([...keys].filter((key) => before[key] !== after[key] && JSON.stringify(before[key]) !== JSON.stringify(after[key])));
}

export interface Health {
  health: number;
  colour: Colour;
  critical: number;
  warning: number;
  info: number;
  notEvaluated: number;
}

/** The deal's health from its findings (proposed). Snoozed findings are left out by the caller. */
export function healthFrom(findings: Findings): Health {
  const results = Object.values(findings);
  const count = (severity: string): number => results.filter((entry) => entry.result === 'fires' && entry.severity === severity).length;
  const counts = { critical: count('critical'), warning: count('warning'), info: count('info') };
  return { ...healthOf(counts), ...counts, notEvaluated: results.filter((entry) => entry.result === 'not-evaluated').length };
}
