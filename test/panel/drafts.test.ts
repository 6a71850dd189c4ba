import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { createDrafts } from '../../src/ui/state/drafts.ts';

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

it('hands a text over 300 ms after the first key, and not before', () => {
  const sent: [string, string | null][] = [];
  const drafts = createDrafts((k, t) => (sent.push([k, t]), true));
  const d = drafts.of('deal#a');
  d.value = 'h';
  vi.advanceTimersByTime(200);
  d.value = 'he';
  expect(sent).toEqual([]);
  vi.advanceTimersByTime(100);
  expect(sent).toEqual([['deal#a', 'he']]);
});

it('hands over at once when the panel goes away, and forgets at once when the text was saved', () => {
  const sent: [string, string | null][] = [];
  const drafts = createDrafts((k, t) => (sent.push([k, t]), true));
  const d = drafts.of('a');
  d.value = 'x';
  drafts.flush();
  d.clear();
  expect(sent).toEqual([['a', 'x'], ['a', null]]);
});

it('shows what the worker kept, but never over what is typed here', () => {
  const drafts = createDrafts(() => true);
  const [mine, theirs] = [drafts.of('mine'), drafts.of('theirs')];
  mine.value = 'typed';
  drafts.take({ mine: 'old', theirs: 'kept' });
  expect([mine.value, theirs.value]).toEqual(['typed', 'kept']);
});

it('sends again what was typed while the line was down', () => {
  let up = false;
  const sent: string[] = [];
  const drafts = createDrafts((_, t) => (up ? (sent.push(t ?? ''), true) : false));
  drafts.of('a').value = 'kept';
  vi.advanceTimersByTime(400);
  expect(sent).toEqual([]);
  up = true;
  drafts.take({});
  vi.advanceTimersByTime(400);
  expect(sent).toEqual(['kept']);
});
