import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { hlcTime, isHlc, later, MAX_TIME, tick } from '../../src/domain/hlc.ts';

const NODE = '9f3a61c2';
const NOW = 1_763_755_200_000;

describe('tick', () => {
  it('gives rising stamps whatever the wall clock does', () => {
    fc.assert(fc.property(fc.array(fc.integer({ min: -5_000_000_000, max: 5_000_000_000 }), { minLength: 1, maxLength: 60 }), (drift) => {
      let last = '';
      for (const d of drift) {
        const next = tick(last, NOW + d, NODE);
        expect(isHlc(next)).toBe(true);
        expect(next > last).toBe(true);
        last = next;
      }
    }));
  });

  it('stays with the later clock when the device’s is set back', () => {
    const first = tick('', NOW, NODE);
    expect(tick(first, NOW - 86_400_000, NODE)).toBe(`${NOW}-0001-${NODE}`);
  });

  it('goes to the next millisecond when the counter is full', () => {
    expect(tick(`${NOW}-ffff-${NODE}`, NOW, NODE)).toBe(`${NOW + 1}-0000-${NODE}`);
  });

  it('is later than another device’s stamp in the same millisecond', () => {
    const theirs = `${NOW}-0000-ffffffff`;
    expect(tick(theirs, NOW, NODE) > theirs).toBe(true);
  });

  it('keeps its shape with a clock far in the future', () => {
    const far = tick('', 99_999_999_999_999, NODE);
    expect(isHlc(far)).toBe(true);
    expect(isHlc(tick(far, 99_999_999_999_999, NODE))).toBe(true);
  });
});

describe('isHlc', () => {
  it('refuses other shapes and times after the year 2200, which would leave no room for later stamps', () => {
    for (const bad of ['', 'x', `${NOW}-0001-9F3A61C2`, `${NOW}-1-${NODE}`, `${NOW}-0001-${NODE} `, `${MAX_TIME + 1}-0000-${NODE}`, `9999999999999-ffff-${NODE}`]) {
      expect(isHlc(bad), bad).toBe(false);
    }
    expect(isHlc(`${MAX_TIME}-ffff-${NODE}`)).toBe(true);
  });
});

it('hlcTime reads the wall clock, and throws on another shape', () => {
  expect(hlcTime(`${NOW}-0001-${NODE}`)).toBe(NOW);
  expect(() => hlcTime('yesterday')).toThrow(RangeError);
});

it('later takes the later one', () => {
  expect(later('', `${NOW}-0000-${NODE}`)).toBe(`${NOW}-0000-${NODE}`);
  expect(later(`${NOW}-0001-${NODE}`, `${NOW}-0000-${NODE}`)).toBe(`${NOW}-0001-${NODE}`);
});
