/**
 * What a pack must keep beyond its shape: unique ids, references that lead somewhere, one exit criterion and one
 * completion mark per stage, an unbroken order. Works on a parsed pack; paths lead back into the file.
 */
import { defaultConfig } from '../domain/checks/config.ts';
import type { L, Methodology, Stage } from '../domain/method.ts';
import { requiredOutcomes } from '../domain/method.ts';
import { ExitSchema, GateSchema, ItemSchema, OutcomeSchema, StageSchema } from '../domain/method-schema.ts';
import { assessmentIds, canvasIds, decisionMakerIds } from './known-tools.ts';
import { say, type PackCode } from './pack-messages.ts';
import type { JsonPath } from './positions.ts';

export interface Finding {
  severity: 'error' | 'warning';
  code: PackCode;
  path: JsonPath;
  message: L;
  /** Point at the name of the property, not at its value. */
  atKey?: boolean;
  /** The place itself, where a path would be ambiguous. */
  offset?: number;
}

export type Report = (finding: Finding) => void;
type Values = Parameters<typeof say>[1];

const fault = (code: PackCode, path: JsonPath, values?: Values): Finding => ({
  severity: 'error',
  code,
  path,
  message: say(code, values),
});
const hint = (code: PackCode, path: JsonPath, values?: Values): Finding => ({
  ...fault(code, path, values),
  severity: 'warning',
});

/** Number of single-letter edits between two short words. */
export function distance(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, i) => i);
  for (let i = 1; i <= a.length; i++) {
    const next = [i];
    for (let j = 1; j <= b.length; j++) {
      const same = a[i - 1] === b[j - 1] ? 0 : 1;
      next.push(Math.min((row[j] ?? 0) + 1, (next[j - 1] ?? 0) + 1, (row[j - 1] ?? 0) + same));
    }
    row = next;
  }
  return row[b.length] ?? 0;
}

/** “Did you mean …?”, or nothing. */
function didYouMean(word: string, known: Iterable<string>): L {
  let best: string | undefined;
  let least = Math.max(2, Math.floor(word.length / 5)) + 1;
  for (const candidate of known) {
    const d = distance(word.toLowerCase(), candidate.toLowerCase());
    if (d < least) [best, least] = [candidate, d];
  }
  return best === undefined ? { en: '', zh: '' } : { en: ` Did you mean “${best}”?`, zh: `是否想写“${best}”？` };
}

/** Every id of the pack that answers may hang on, with its path. */
function* idsOf(method: Methodology): Generator<{ id: string; path: JsonPath }> {
  for (const [i, stage] of method.stages.entries()) {
    yield { id: stage.id, path: ['stages', i, 'id'] };
    for (const list of ['repTasks', 'buyerActions', 'managementChecks', 'verifiableOutcomes', 'exitCriteria'] as const) {
      for (const [j, item] of stage[list].entries()) yield { id: item.id, path: ['stages', i, list, j, 'id'] };
    }
  }
  for (const [i, gate] of method.gates.entries()) yield { id: gate.id, path: ['gates', i, 'id'] };
  for (const [i, assessment] of (method.assessments ?? []).entries()) {
    yield { id: assessment.id, path: ['assessments', i, 'id'] };
    for (const [j, group] of assessment.groups.entries()) {
      yield { id: group.id, path: ['assessments', i, 'groups', j, 'id'] };
      for (const [k, question] of group.questions.entries()) {
        yield { id: question.id, path: ['assessments', i, 'groups', j, 'questions', k, 'id'] };
      }
    }
  }
}

function lintStage(stage: Stage, at: JsonPath, owner: ReadonlyMap<string, string>, report: Report): void {
  const marks = stage.verifiableOutcomes.filter((o) => o.isCompletionMark);
  if (marks.length !== 1) {
    report(fault('completion-mark', [...at, 'verifiableOutcomes'], { stage: stage.id, count: marks.length }));
  }
  const requires = requiredOutcomes(stage);
  const exit = [...at, 'exitCriteria', 0, 'requires'];
  if (requires.length === 0) report(hint('no-requirements', exit, { stage: stage.id }));
  for (const [i, id] of requires.entries()) {
    const home = owner.get(id);
    if (home === undefined) report(fault('unknown-outcome', [...exit, i], { id, hint: didYouMean(id, owner.keys()) }));
    else if (home !== stage.id) report(fault('foreign-outcome', [...exit, i], { id }));
  }
  const mark = marks[0];
  if (marks.length === 1 && mark && requires.length > 0 && !requires.includes(mark.id)) {
    report(hint('mark-not-required', exit, { id: mark.id }));
  }
  for (const [crm, list] of Object.entries(stage.crmStageHints)) {
    if (crm === 'keywords') continue;
    if (!Array.isArray(list) || list.some((label) => typeof label !== 'string')) {
      report(fault('bad-labels', [...at, 'crmStageHints', crm], { field: crm }));
    }
  }
}

function lintOrder(method: Methodology, report: Report): void {
  const seen = new Set<number>();
  const sorted = [...method.stages.entries()].sort(([, a], [, b]) => a.order - b.order);
  let expected = 1;
  let phase = 0;
  for (const [i, stage] of sorted) {
    if (seen.has(stage.order)) report(fault('duplicate-order', ['stages', i, 'order'], { order: stage.order }));
    else if (stage.order !== expected) report(fault('order-gap', ['stages', i, 'order'], { order: expected }));
    if (stage.unifiedPhase < phase) {
      report(hint('phase-back', ['stages', i, 'unifiedPhase'], { before: phase, after: stage.unifiedPhase }));
    }
    phase = Math.max(phase, stage.unifiedPhase);
    seen.add(stage.order);
    expected = stage.order + 1;
  }
}

function lintGates(method: Methodology, owner: ReadonlyMap<string, string>, report: Report): void {
  const orders = new Map(method.stages.map((s) => [s.id, s.order]));
  for (const [i, gate] of method.gates.entries()) {
    for (const side of ['after', 'before'] as const) {
      const id = gate[side];
      if (id !== null && !orders.has(id)) {
        report(fault('unknown-stage', ['gates', i, side], { id, hint: didYouMean(id, orders.keys()) }));
      }
    }
    const after = orders.get(gate.after ?? '');
    const before = orders.get(gate.before ?? '');
    if (after !== undefined && before !== undefined && before <= after) {
      report(fault('gate-order', ['gates', i, 'before'], { after: gate.after ?? '', before: gate.before ?? '' }));
    }
    for (const [j, id] of gate.requires.entries()) {
      if (!owner.has(id)) {
        report(fault('unknown-outcome', ['gates', i, 'requires', j], { id, hint: didYouMean(id, owner.keys()) }));
      }
    }
    for (const [j, id] of gate.decisionMakers.entries()) {
      if (!decisionMakerIds.includes(id)) {
        const path = ['gates', i, 'decisionMakers', j];
        report(hint('unknown-decider', path, { id, hint: didYouMean(id, decisionMakerIds) }));
      }
    }
  }
}

/** Ids of review points a pack lists under `reviewPoints`, where it has any. */
function reviewPointIds(method: Methodology): string[] {
  const points = method['reviewPoints'];
  if (!Array.isArray(points)) return [];
  return points.flatMap((point: unknown) =>
    typeof point === 'object' && point !== null && 'id' in point && typeof point.id === 'string' ? [point.id] : [],
  );
}

function lintTools(method: Methodology, report: Report): void {
  const own = (method.assessments ?? []).map((a) => a.id);
  const known = new Set([...canvasIds, ...assessmentIds, ...own, ...reviewPointIds(method)]);
  const check = (id: string, path: JsonPath) => {
    if (!known.has(id)) report(hint('unknown-tool', path, { id, hint: didYouMean(id, known) }));
  };
  for (const [i, stage] of method.stages.entries()) {
    for (const [j, id] of stage.tools.entries()) check(id, ['stages', i, 'tools', j]);
    for (const [j, outcome] of stage.verifiableOutcomes.entries()) {
      if (outcome.canvas !== undefined) check(outcome.canvas, ['stages', i, 'verifiableOutcomes', j, 'canvas']);
    }
  }
  for (const [i, gate] of method.gates.entries()) {
    for (const [j, id] of gate.inputs.entries()) check(id, ['gates', i, 'inputs', j]);
  }
}

/** Thresholds that are plain numbers; the others are no business of a pack. */
const thresholdNames = Object.entries(defaultConfig)
  .filter(([, value]) => typeof value === 'number')
  .map(([name]) => name);

/** Report everything that is wrong with a pack of the right shape. `lineOf` names the line of an earlier path. */
export function lintPack(method: Methodology, lineOf: (path: JsonPath) => number, report: Report): void {
  const first = new Map<string, JsonPath>();
  for (const { id, path } of idsOf(method)) {
    const before = first.get(id);
    if (before) report(fault('duplicate-id', path, { id, line: lineOf(before) }));
    else first.set(id, path);
  }
  const owner = new Map(method.stages.flatMap((s) => s.verifiableOutcomes.map((o) => [o.id, s.id] as const)));
  for (const [i, stage] of method.stages.entries()) lintStage(stage, ['stages', i], owner, report);
  lintOrder(method, report);
  lintGates(method, owner, report);
  lintTools(method, report);
  for (const id of Object.keys(method.thresholds ?? {})) {
    if (!thresholdNames.includes(id)) {
      const finding = hint('unknown-threshold', ['thresholds', id], { id, hint: didYouMean(id, thresholdNames) });
      report({ ...finding, atKey: true });
    }
  }
}

/** The fields that mean something, per kind of object. */
const fields = {
  item: Object.keys(ItemSchema.shape),
  exit: Object.keys(ExitSchema.shape),
  outcome: Object.keys(OutcomeSchema.shape),
  stage: Object.keys(StageSchema.shape),
  gate: Object.keys(GateSchema.shape),
} as const satisfies Record<string, readonly string[]>;

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** Warnings that only the file as written can give: misspelt fields, missing translations, `required` that differs. */
export function lintWritten(raw: unknown, report: Report): void {
  const walk = (value: unknown, path: JsonPath, kind?: keyof typeof fields): void => {
    if (Array.isArray(value)) {
      for (const [i, entry] of value.entries()) walk(entry, [...path, i], kind);
      return;
    }
    if (!isObject(value)) return;
    const keys = Object.keys(value);
    if (keys.length === 1 && (keys[0] === 'en' || keys[0] === 'zh') && typeof value[keys[0]] === 'string') {
      const english: L = { en: 'English', zh: '英文' };
      const chinese: L = { en: 'Chinese', zh: '中文' };
      const [present, missing] = keys[0] === 'en' ? [english, chinese] : [chinese, english];
      report(hint('missing-translation', path, { present, missing }));
      return;
    }
    for (const key of keys) {
      const here = [...path, key];
      if (kind && !fields[kind].includes(key)) {
        report({ ...hint('unknown-field', here, { field: key, hint: didYouMean(key, fields[kind]) }), atKey: true });
      }
      walk(value[key], here, childKind(path, key, kind));
    }
  };
  walk(raw, []);
  for (const [i, stage] of listIn(raw, 'stages').entries()) {
    const requires = listIn(listIn(stage, 'exitCriteria')[0], 'requires');
    for (const [j, outcome] of listIn(stage, 'verifiableOutcomes').entries()) {
      if (!isObject(outcome) || typeof outcome['required'] !== 'boolean') continue;
      const counts = requires.includes(outcome['id']);
      if (outcome['required'] !== counts) {
        const values = { id: String(outcome['id']), said: String(outcome['required']), counts: String(counts) };
        report(hint('required-differs', ['stages', i, 'verifiableOutcomes', j, 'required'], values));
      }
    }
  }
}

function listIn(holder: unknown, key: string): unknown[] {
  const list = isObject(holder) ? holder[key] : undefined;
  return Array.isArray(list) ? list : [];
}

function childKind(path: JsonPath, key: string, kind: keyof typeof fields | undefined): keyof typeof fields | undefined {
  if (path.length === 0) return key === 'stages' ? 'stage' : key === 'gates' ? 'gate' : undefined;
  if (kind !== 'stage') return undefined;
  if (key === 'verifiableOutcomes') return 'outcome';
  if (key === 'exitCriteria') return 'exit';
  return key === 'repTasks' || key === 'buyerActions' || key === 'managementChecks' ? 'item' : undefined;
}
