import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import * as z from 'zod/mini';
import { byTime, dataOf, envelope, EVENT_DATA, MANAGER_ONLY, understood, type Event } from '../../src/domain/event.ts';
import { eventSet, id } from './arbitrary.ts';

const DEAL = 'tryton:demo:1';

function event(type: string, data: unknown, v = 1): Event {
  return { id: id(1), deal: DEAL, by: 'local:rep', role: 'rep', at: '1763700000000-0000-aaaaaaaa', type, v, data };
}

describe('byTime', () => {
  it('is a total order: any permutation sorts to the same list', () => {
    fc.assert(fc.property(eventSet([DEAL]).chain((all) => fc.tuple(fc.constant(all), fc.shuffledSubarray(all, { minLength: all.length }))), ([all, shuffled]) => {
      expect([...shuffled].sort(byTime)).toEqual([...all].sort(byTime));
    }));
  });
});

describe('dataOf', () => {
  it('gives the data of a known type without what its shape does not name', () => {
    expect(dataOf(event('note.read', { note: 'n', more: 1 }))).toEqual({ note: 'n' });
  });

  it('gives nothing for an unknown type, a newer version or another shape', () => {
    for (const [type, data, v] of [['deal.merged', {}, 1], ['toString', {}, 1], ['note.read', { note: 'n' }, 2], ['note.read', { note: 3 }, 1], ['note.read', null, 1]] as const) {
      expect(dataOf(event(type, data, v))).toBeUndefined();
    }
  });

  it('refuses a day that is none, an empty id, odds beyond a hundred, an amount that is no number', () => {
    const claim = (evidence: unknown) => event('outcome.claimed', { outcome: 'o', evidence });
    expect(understood(claim({ saidOn: '2026-11-01' }))).toBe(true);
    expect(understood(claim({ saidOn: '1.11.2026' }))).toBe(false);
    expect(understood(event('outcome.claimed', { outcome: '', evidence: {} }))).toBe(false);
    expect(understood(event('odds.declared', { value: 100 }))).toBe(true);
    expect(understood(event('odds.declared', { value: 101 }))).toBe(false);
    const amount = (value: unknown) => event('deal.read', { fields: { amount: { value: { value }, from: 'page' } } });
    expect(understood(amount(1))).toBe(true);
    expect(understood(amount(Number.NaN))).toBe(false);
  });

  it('takes names of 10,000 characters, emoji, right-to-left text and markup as they are', () => {
    for (const value of ['x'.repeat(10_000), '😀'.repeat(100), 'שלום <b>&amp;', '\u202Egnp.exe', '<script>alert(1)</script>']) {
      expect(dataOf(event('deal.read', { fields: { name: { value, from: 'page' } } }))).toEqual({ fields: { name: { value, from: 'page' } } });
    }
  });
});

it('the envelope takes any type and data, and refuses what cannot be ordered or attributed', () => {
  expect(z.safeParse(envelope, event('from.the.future', { x: 1 }, 9)).success).toBe(true);
  for (const wrong of [{ id: '1' }, { id: id(1).toUpperCase().replace('019A', '019G') }, { at: '2026' }, { by: '' }, { role: 'admin' }, { deal: '' }, { v: 0.5 }, { type: '' }]) {
    expect(z.safeParse(envelope, { ...event('x', null), ...wrong }).success, JSON.stringify(wrong)).toBe(false);
  }
});

it('the manager’s types are known types', () => {
  for (const type of MANAGER_ONLY) expect(Object.hasOwn(EVENT_DATA, type), type).toBe(true);
});
