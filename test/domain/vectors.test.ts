import { describe, expect, it } from 'vitest';
import file from '../../src/methods/assessments.json';
import { assess } from '../../src/domain/assess/index.ts';
import { calculate } from '../../src/domain/calc/index.ts';
import { type CheckContext, type CheckInput, defaultConfig, runCheck } from '../../src/domain/checks/index.ts';
import { parseInstruments } from '../../src/domain/assess/schema.ts';
import { allMethods } from '../../src/methods/all.ts';
import { differences } from './near.ts';
import vectors from './vectors.json';

const instruments = parseInstruments(file);
const ctx = { today: vectors.today, instruments, methods: allMethods, cfg: defaultConfig } satisfies CheckContext;

describe('assessment vectors', () => {
  it.each(vectors.assessments.map((v) => [v.id, v] as const))('%s', (_id, vector) => {
    expect(differences(vector.expected, assess(vector.assessment, vector.input, ctx))).toEqual([]);
  });
  it('notices a changed expectation', () => {
    const vector = vectors.assessments[0]!;
    const changed = { ...vector.expected, unknowns: 7 };
    expect(differences(changed, assess(vector.assessment, vector.input, ctx))).toEqual(['$.unknowns: 7 ≠ 6']);
  });
});

describe('calculator vectors', () => {
  it.each(vectors.calculators.map((v) => [v.id, v] as const))('%s', (_id, vector) => {
    expect(differences(vector.expected, calculate(vector.rule, vector.input, ctx))).toEqual([]);
  });
});

describe('check vectors', () => {
  it.each(vectors.checks.map((v) => [v.id, v] as const))('%s', (_id, vector) => {
    const result = runCheck(vector.check, vector.input as CheckInput, ctx);
    expect(differences(vector.expected, result)).toEqual([]);
    if (vector.expected.params) expect(Object.keys(result.params ?? {}).toSorted()).toEqual(Object.keys(vector.expected.params).toSorted());
  });
  it('throws for an id that is no check', () => {
    expect(() => runCheck('dh-no-such-check', {}, ctx)).toThrow(RangeError);
  });
});
