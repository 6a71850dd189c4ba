/**
 * Every vector through the functions the product runs. Another file of the same shape: `VECTORS=<path> npx vitest run
 * test/domain/vectors.test.ts`.
 */
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import file from '../../src/methods/assessments.json';
import { assess } from '../../src/domain/assess/index.ts';
import { calculate } from '../../src/domain/calc/index.ts';
import { type CheckContext, type CheckInput, defaultConfig, runCheck } from '../../src/domain/checks/index.ts';
import { parseInstruments } from '../../src/domain/assess/schema.ts';
import { allMethods } from '../../src/methods/all.ts';
import { differences } from './near.ts';
import ours from './vectors.json';

type Vector = { id: string; today?: string; input: Record<string, unknown>; expected: Record<string, unknown> };
interface Vectors {
  today: string;
  assessments: (Vector & { assessment: string })[];
  calculators: (Vector & { rule: string })[];
  checks: (Vector & { check: string })[];
}
const path = process.env['VECTORS'];
const vectors = (path ? JSON.parse(readFileSync(path, 'utf8')) : ours) as unknown as Vectors;

const instruments = parseInstruments(file);
const base = { today: vectors.today, instruments, methods: allMethods, cfg: defaultConfig } satisfies CheckContext;
/** A vector may carry a day of its own. */
const on = (vector: Vector): CheckContext => ({ ...base, today: vector.today ?? base.today });

describe('assessment vectors', () => {
  it.each(vectors.assessments.map((v) => [v.id, v] as const))('%s', (_id, vector) => {
    expect(differences(vector.expected, assess(vector.assessment, vector.input, on(vector)))).toEqual([]);
  });
  it('notices a changed expectation', () => {
    const vector = ours.assessments[0]!;
    const changed = { ...vector.expected, unknowns: 7 };
    expect(differences(changed, assess(vector.assessment, vector.input, { ...base, today: ours.today }))).toEqual(['$.unknowns: 7 ≠ 6']);
  });
});

describe('calculator vectors', () => {
  it.each(vectors.calculators.map((v) => [v.id, v] as const))('%s', (_id, vector) => {
    expect(differences(vector.expected, calculate(vector.rule, vector.input, on(vector)))).toEqual([]);
  });
});

describe('check vectors', () => {
  it.each(vectors.checks.map((v) => [v.id, v] as const))('%s', (_id, vector) => {
    const result = runCheck(vector.check, vector.input as CheckInput, on(vector));
    expect(differences(vector.expected, result)).toEqual([]);
    if (vector.expected.params) expect(Object.keys(result.params ?? {}).toSorted()).toEqual(Object.keys(vector.expected.params).toSorted());
  });
  it('throws for an id that is no check', () => {
    expect(() => runCheck('dh-no-such-check', {}, base)).toThrow(RangeError);
  });
});
