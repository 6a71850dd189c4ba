/**
 * Read a methodology pack that a person wrote. A pack is taken whole or refused whole; every fault comes with line,
 * column and a sentence in both languages. Import this module lazily: it carries the JSON parser with positions and
 * the schema, which a panel at rest does not need.
 */
import { parseTree, type Node, type ParseError } from 'jsonc-parser';
import type { L, Methodology } from '../domain/method.ts';
import { maxTextLength, MethodologySchema } from '../domain/method-schema.ts';
import { lintPack, lintWritten, type Finding } from './lint.ts';
import { say, syntaxNames, typeNames, type PackCode } from './pack-messages.ts';
import { pathText, Positions, type JsonPath } from './positions.ts';

export interface PackError {
  /** From 1. */
  line: number;
  /** From 1, in UTF-16 units. */
  column: number;
  /** `stages[2].id`; empty for the whole file. */
  path: string;
  code: PackCode;
  severity: 'error' | 'warning';
  message: L;
}

export type ParsedPack =
  | { ok: true; pack: Methodology; warnings: PackError[] }
  | { ok: false; errors: PackError[]; warnings: PackError[] };

/** Characters; the largest built-in pack has about 90,000. */
export const maxPackLength = 2_000_000;

type ZodIssue = {
  code: string;
  path: PropertyKey[];
  input?: unknown;
  expected?: string;
  values?: unknown[];
  minimum?: number | bigint;
  maximum?: number | bigint;
  origin?: string;
  format?: string;
};

/** Parse the text of a pack. Never throws on any text. */
export function parsePack(text: string): ParsedPack {
  const body = text.startsWith('\uFEFF') ? text.slice(1) : text;
  const refuse = (code: PackCode, values: Parameters<typeof say>[1] = {}): ParsedPack => ({
    ok: false,
    errors: [{ line: 1, column: 1, path: '', code, severity: 'error', message: say(code, values) }],
    warnings: [],
  });
  if (body.length > maxPackLength) return refuse('too-large', { max: maxPackLength / 1_000_000 });
  if (body.trim() === '') return refuse('empty');

  const syntax: ParseError[] = [];
  let tree: Node | undefined;
  let raw: unknown;
  try {
    tree = parseTree(body, syntax, { disallowComments: true, allowTrailingComma: false });
    if (syntax.length === 0) raw = JSON.parse(body);
  } catch (error) {
    if (error instanceof RangeError) return refuse('too-deep');
    if (!(error instanceof SyntaxError)) throw error;
    syntax.push({ error: 1, offset: 0, length: 0 });
  }
  const positions = new Positions(body, tree);
  if (syntax.length > 0) return { ok: false, errors: syntaxErrors(syntax, positions), warnings: [] };

  const errors: PackError[] = [];
  const warnings: PackError[] = [];
  const report = (finding: Finding): void => {
    const { code, severity, message, offset } = finding;
    const { line, column } =
      offset !== undefined
        ? positions.atOffset(offset)
        : finding.atKey
          ? positions.atKey(finding.path)
          : positions.atPath(finding.path);
    const entry: PackError = { line, column, path: pathText(finding.path), code, severity, message };
    (severity === 'error' ? errors : warnings).push(entry);
  };
  const sorted = (list: PackError[]) => list.sort((a, b) => a.line - b.line || a.column - b.column);

  if (tree) reportTwins(tree, [], report);
  if (typeof raw !== 'object' || raw === null || Array.isArray(raw)) {
    report({ severity: 'error', code: 'not-a-pack', path: [], message: say('not-a-pack') });
    return { ok: false, errors, warnings };
  }
  const shaped = MethodologySchema.safeParse(raw);
  if (!shaped.success) {
    for (const issue of shaped.error.issues) report(shapeFault(issue as ZodIssue, raw));
    return { ok: false, errors: sorted(errors), warnings };
  }
  lintWritten(raw, report);
  lintPack(shaped.data, (path) => positions.atPath(path).line, report);
  if (errors.length > 0) return { ok: false, errors: sorted(errors), warnings: sorted(warnings) };
  return { ok: true, pack: settleRequired(shaped.data), warnings: sorted(warnings) };
}

function syntaxErrors(found: ParseError[], positions: Positions): PackError[] {
  return found.slice(0, 20).map((error) => ({
    ...positions.atOffset(error.offset),
    path: '',
    code: 'not-json',
    severity: 'error',
    message: say('not-json', { what: syntaxNames[error.error] ?? syntaxNames[1] ?? '' }),
  }));
}

/** JSON lets a key stand twice and keeps the last one: the author would lose the first without a word. */
function reportTwins(node: Node, path: JsonPath, report: (finding: Finding) => void): void {
  const seen = new Set<string>();
  for (const [i, child] of (node.children ?? []).entries()) {
    const [key, value] = child.type === 'property' ? (child.children ?? []) : [];
    if (child.type !== 'property') {
      reportTwins(child, [...path, i], report);
    } else if (key) {
      const name = String(key.value);
      const here = [...path, name];
      if (seen.has(name)) {
        const message = say('duplicate-key', { key: name });
        report({ severity: 'error', code: 'duplicate-key', path: here, message, offset: key.offset });
      }
      seen.add(name);
      if (value) reportTwins(value, here, report);
    }
  }
}

/** One fault of the schema in words. */
function shapeFault(issue: ZodIssue, raw: unknown): Finding {
  const path = issue.path.map((step) => (typeof step === 'number' ? step : String(step)));
  const field = String(path.findLast((step) => typeof step === 'string') ?? '');
  const fault = (code: PackCode, values: Parameters<typeof say>[1] = {}): Finding => ({
    severity: 'error',
    code,
    path,
    message: say(code, { field, ...values }),
  });
  const value = valueAt(raw, path);
  if (field === 'exitCriteria' && Array.isArray(value)) {
    return fault('exit-criteria', { stage: String(valueAt(raw, [...path.slice(0, -1), 'id'])), count: value.length });
  }
  if (value === undefined) return fault('missing');
  switch (issue.code) {
    case 'invalid_union':
      return isTooLong(value) ? fault('too-long', { max: maxTextLength }) : fault('no-text');
    case 'invalid_type': {
      const isRangeOfInt = issue.expected === 'int' || issue.format === 'safeint';
      return fault('wrong-type', { expected: typeNames[isRangeOfInt ? 'int' : (issue.expected ?? '')] ?? issue.expected ?? '' });
    }
    case 'invalid_value':
      return fault('not-one-of', { values: (issue.values ?? []).map(String).join(', ') });
    case 'invalid_format':
      if (field === 'schemaVersion' || field === 'version') return fault('bad-version', { example: '1.0.0' });
      return fault('bad-id', { value: String(value).slice(0, 80) });
    case 'too_small':
    case 'too_big':
      return sizeFault(issue, field, fault);
    default:
      return fault('invalid');
  }
}

const isTooLong = (value: unknown): boolean =>
  typeof value === 'object' &&
  value !== null &&
  Object.values(value).some((text) => typeof text === 'string' && text.length > maxTextLength);

/** Lowest and highest value of the numbers in a pack, for the message (the schema enforces them). */
const ranges: Record<string, [number, number | string]> = {
  order: [1, '…'],
  unifiedPhase: [1, 7],
  normDays: [1, 3650],
};

function sizeFault(
  issue: ZodIssue,
  field: string,
  fault: (code: PackCode, values?: Parameters<typeof say>[1]) => Finding,
): Finding {
  if (issue.origin === 'number' || issue.origin === 'int') {
    const [min, max] = ranges[field] ?? [0, 100];
    return fault('out-of-range', { min, max });
  }
  return issue.code === 'too_small' ? fault('too-short') : fault('too-long', { max: String(issue.maximum) });
}

function valueAt(raw: unknown, path: JsonPath): unknown {
  let value = raw;
  for (const step of path) {
    if (typeof value !== 'object' || value === null || !Object.hasOwn(value, step)) return undefined;
    value = (value as Record<string | number, unknown>)[step];
  }
  return value;
}

/** `required` says what the exit criterion requires, whatever the author wrote or left out. */
function settleRequired(pack: Methodology): Methodology {
  const stages = pack.stages.map((stage) => {
    const requires = new Set(stage.exitCriteria[0]?.requires);
    const verifiableOutcomes = stage.verifiableOutcomes.map((o) => ({ ...o, required: requires.has(o.id) }));
    return { ...stage, verifiableOutcomes };
  });
  return { ...pack, stages };
}

/** The text of a pack as it is exported: reads back to the same pack. */
export const packText = (pack: Methodology): string => `${JSON.stringify(pack, null, 1)}\n`;
