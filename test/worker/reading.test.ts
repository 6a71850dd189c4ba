// Which reading is news: sources outrank one another, and a page that was loaded afterwards is the newer word.
import { describe, expect, test } from 'vitest';
import { emptyDeal, type DealState } from '../../src/domain/state.ts';
import { news } from '../../src/worker/reading.ts';
import { memory } from '../../src/worker/settings.ts';
import { fakeAround } from './fakes.ts';

const NOW = Date.UTC(2026, 10, 21, 9);
const stage = (id: string, from: 'page' | 'api') => ({ stage: { value: { id, label: id }, from } });
/** A deal whose stage the API told `ago` ms before now. */
function told(ago: number): DealState {
  const at = `${String(NOW - ago).padStart(13, '0')}-0000-aaaaaaaa`;
  const state = emptyDeal('tryton:crm.example/crm:1');
  state.fields.stage = { ...stage('opportunity', 'api').stage, stamp: { id: 'x', at, by: 'local:1', role: 'rep' } };
  return state;
}

describe('a page against what the API said', () => {
  test('an old form that still stands is not believed over a fresh answer', () => {
    expect(news(told(5_000), stage('lead', 'page'), {}, NOW, NOW - 60_000)).toEqual({});
  });
  test('a page that was loaded after the answer is', () => {
    expect(news(told(5_000), stage('lead', 'page'), {}, NOW, NOW - 1_000)).toEqual(stage('lead', 'page'));
  });
  test('and so is one whose value changed before our eyes, or an answer that is old', () => {
    expect(news(told(5_000), stage('lead', 'page'), stage('opportunity', 'page'), NOW, NOW - 60_000)).toEqual(stage('lead', 'page'));
    expect(news(told(61_000), stage('lead', 'page'), {}, NOW, NOW - 90_000)).toEqual(stage('lead', 'page'));
  });
});

test('when a page was loaded is known after the worker was stopped, and is new with another page', async () => {
  const around = fakeAround();
  const first = await memory(around).loaded(1, 'a'.repeat(32));
  around.time += 30_000;
  expect(await memory(around).loaded(1, 'a'.repeat(32))).toBe(first);
  expect(await memory(around).loaded(2, 'b'.repeat(32))).toBe(around.time);
  expect(await memory(around).loaded(1, 'c'.repeat(32))).toBe(around.time);
});
