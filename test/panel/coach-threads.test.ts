// Notes as threads: drawers, order, unread marks, search; from real events through the real fold.
import { describe, expect, test } from 'vitest';
import { fold } from '../../src/domain/fold.ts';
import { searchThreads, threadsOf } from '../../src/panel/screens/coach/threads.ts';
import { anchorFrom } from '../../src/panel/screens/coach/index.tsx';
import { written, type Row } from '../tools/story.mjs';

const DEAL = 'test:host:1';
const ME = { by: 'local:me', role: 'rep' as const };
const BOSS = { by: 'local:boss', role: 'manager' as const };
const note = (ago: number, who: typeof ME | typeof BOSS, id: string, text: string, more = {}): Row => [ago, who, 'note.added', { note: id, anchor: { kind: 'deal' }, text, ...more }];
const threads = (rows: Row[]) => threadsOf(fold(DEAL, written(DEAL, rows, Date.UTC(2026, 10, 21))), ME.by);

describe('drawers', () => {
  const at = (...types: string[]): Row[] => [note(9, ME, 'n', 'x'), ...types.map((type, i): Row => [8 - i, ME, type, { note: 'n' }])];
  test.each([
    ['a new note is open', at(), 'open'],
    ['acted on', at('note.acted'), 'acted'],
    ['closed', at('note.acted', 'note.resolved'), 'closed'],
    ['reopened is open again', at('note.acted', 'note.resolved', 'note.reopened'), 'open'],
  ] as const)('%s', (_, rows, drawer) => {
    expect(threads([...rows])[0]!.drawer).toBe(drawer);
  });
});

describe('threads', () => {
  test('replies hang on their root, oldest first, also a reply to a reply', () => {
    const [t, ...others] = threads([note(9, ME, 'a', 'root'), note(8, BOSS, 'b', 'reply', { replyTo: 'a' }), note(7, ME, 'c', 'reply to it', { replyTo: 'b' })]);
    expect(others).toEqual([]);
    expect([t!.root.id, ...t!.replies.map((n) => n.id)]).toEqual(['a', 'b', 'c']);
  });
  test('a reply whose root is not here stands alone', () => {
    expect(threads([note(8, BOSS, 'b', 'reply', { replyTo: 'lost' })]).map((t) => t.root.id)).toEqual(['b']);
  });
  test('notes that answer each other in a circle end nobody in a loop', () => {
    const all = threads([note(9, ME, 'a', 'x', { replyTo: 'b' }), note(8, ME, 'b', 'y', { replyTo: 'a' })]);
    expect(all.flatMap((t) => [t.root.id, ...t.replies.map((n) => n.id)]).sort()).toEqual(['a', 'b']);
  });
  test('unread ones first, then the one with the latest word', () => {
    const rows = [note(9, BOSS, 'old-unread', 'x'), note(8, ME, 'mine', 'x'), note(5, BOSS, 'read', 'x'), [4, ME, 'note.read', { note: 'read' }] as Row, note(3, ME, 'r', 'late reply', { replyTo: 'mine' })];
    expect(threads(rows).map((t) => [t.root.id, t.unread])).toEqual([['old-unread', true], ['mine', false], ['read', false]]);
  });
  test('an unread reply marks its thread; one’s own words never do', () => {
    expect(threads([note(9, ME, 'a', 'x')])[0]!.unread).toBe(false);
    expect(threads([note(9, ME, 'a', 'x'), note(8, BOSS, 'b', 'y', { replyTo: 'a' })])[0]!.unread).toBe(true);
  });
});

describe('search', () => {
  const rows = [
    note(9, ME, 'a', 'Ask Helen for the BUDGET sheet'), note(8, BOSS, 'b', 'She sent ｉｔ', { replyTo: 'a' }), note(7, ME, 'c', '预算由赵总批准'),
    [6, ME, 'note.acted', { note: 'c', text: 'called him' }] as Row,
  ];
  test.each([
    ['', ['a', 'c']], ['  ', ['a', 'c']], ['budget', ['a']], ['budget helen', ['a']], ['budget nobody', []], ['it', ['a']], ['预算', ['c']], ['CALLED', ['c']], ['proof of', ['a', 'c']],
  ])('“%s” finds %s', (query, expected) => {
    expect(searchThreads(threads(rows), query, () => 'Proof of value').map((t) => t.root.id).sort()).toEqual(expected);
  });
});

test.each([
  [null, { kind: 'deal' }], ['deal', { kind: 'deal' }], ['outcome:ssm-x', { kind: 'outcome', id: 'ssm-x' }], ['answer:a/b/us', { kind: 'answer', id: 'a/b/us' }],
  ['stage:s', { kind: 'stage', id: 's' }], ['2026-11-01', { kind: 'deal' }], ['person:x', { kind: 'person', id: 'x' }], ['canvas:x', { kind: 'deal' }],
])('%s names what a note hangs on', (text, anchor) => {
  expect(anchorFrom(text)).toEqual(anchor);
});
