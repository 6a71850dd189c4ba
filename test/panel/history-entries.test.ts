// History in words: what a person reads of every kind of event, in both languages.
import { beforeAll, describe, expect, test } from 'vitest';
import type { InstrumentDefinition } from '../../src/domain/assess/model.ts';
import { EVENT_DATA } from '../../src/domain/event.ts';
import { fold } from '../../src/domain/fold.ts';
import { indexMethod, type MethodIndex } from '../../src/domain/method.ts';
import { messages } from '../../src/i18n/index.ts';
import { loadInstruments } from '../../src/methods/instruments.ts';
import { loadMethod } from '../../src/methods/load.ts';
import { entriesOf, showValue, type Words } from '../../src/panel/screens/history/entries.ts';
import { written, type Row } from '../tools/story.mjs';

const DEAL = 'test:host:1';
const NOW = Date.UTC(2026, 10, 21, 12);
const DAY = 86_400_000;
const REP = { by: 'local:rep', role: 'rep' as const };
const BOSS = { by: 'local:boss', role: 'manager' as const };
const OUTCOME = 'ssm-validating-vision-shaped';
let method: MethodIndex;
let defs: InstrumentDefinition[];
beforeAll(async () => {
  method = indexMethod(await loadMethod('ssm'));
  defs = Object.values(await loadInstruments());
});

const lines = (rows: Row[], more: Partial<Words> = {}, since = 0) => {
  const events = written(DEAL, rows, NOW);
  const lang = more.lang ?? 'en';
  const state = fold(DEAL, events);
  return entriesOf(events, state, since, { m: messages(lang), lang, method, defs, share: false, party: (id) => state.parties[id]?.name ?? id, ...more });
};
const one = (type: string, data: unknown, who: typeof REP | typeof BOSS = REP, more: Partial<Words> = {}) => lines([[1, who, type, data]], more)[0]!;
const text = () => method.outcomeById.get(OUTCOME)!.outcome.text;

describe('what a line says', () => {
  test.each([
    ['outcome.claimed', { outcome: OUTCOME, evidence: { text: 'They drew it.', link: 'https://a.example/1' } }, 'Claimed', 'They drew it. · https://a.example/1'],
    ['outcome.confirmed', { outcome: OUTCOME, evidence: { text: 'Yes.', saidBy: 'Helen Park', saidOn: '2026-11-17' } }, 'Confirmed by the customer', 'Helen Park · 17 Nov 2026 · Yes.'],
    ['outcome.waived', { outcome: OUTCOME, reason: 'Frame contract.' }, 'Waived', 'Frame contract.'],
    ['outcome.withdrawn', { outcome: OUTCOME }, 'Withdrawn', ''],
    ['stage.explained', { move: 'm', reason: 'By mail.' }, 'Move explained', 'By mail.'],
    ['note.added', { note: 'n', anchor: { kind: 'deal' }, text: 'Ask her.' }, 'Note', 'Ask her.'],
    ['odds.declared', { value: 60, why: 'A feeling.' }, 'Odds declared', 'A feeling.'],
    ['note.edited', { note: 'n', text: 'Ask them.' }, 'Note changed', 'Ask them.'],
    ['action.added', { action: 'a', text: 'Send the agenda', owner: 'us', due: '2026-11-24' }, 'Action', '24 Nov 2026'],
    ['check.snoozed', { check: 'c', reason: 'Fair week.', until: '2026-11-30' }, 'Check snoozed', 'Fair week. · 30 Nov 2026'],
  ])('%s', (type, data, what, detail) => {
    expect(one(type, data)).toMatchObject({ what, detail, by: 'local:rep', manager: false, noEffect: null });
  });

  test('an action by its words, a gate by its name, a rival that is gone by its name', () => {
    expect(one('action.added', { action: 'a', text: 'Send the agenda', owner: 'us' }).about).toBe('Send the agenda');
    expect(one('gate.decided', { gate: 'ssm-gate-pursue', outcome: 'go', conditions: 'With the plan.' }, BOSS)).toMatchObject({ about: 'Pursue or drop', detail: 'go · With the plan.', noEffect: null });
    expect(lines([[1, REP, 'party.removed', { party: 'p' }]], { party: () => 'Fabrikon' })[0]!.about).toBe('Fabrikon');
  });

  test('an outcome by its words in the reader’s language', () => {
    const data = { outcome: OUTCOME, evidence: {} };
    expect(one('outcome.claimed', data).about).toBe(text().en);
    expect(one('outcome.claimed', data, REP, { lang: 'zh-CN' }).about).toBe(text().zh);
  });

  test('a move: from, to, why without proof, seen afterwards', () => {
    const move = { from: { id: 'a', label: 'Lead' }, to: { id: 'b', label: 'Opportunity' } };
    expect(one('stage.moved', { ...move, seen: 'gate', override: { reason: 'Budget round.' } })).toMatchObject({ about: 'Lead → Opportunity', detail: 'Moved without proof: Budget round.' });
    expect(one('stage.moved', { ...move, seen: 'noticed' }).detail).toBe('seen afterwards');
  });

  test('an answer by its question, taken back in words, a rival by name', () => {
    const answer = (value: unknown, party = 'us'): Row => [1, REP, 'assessment.answered', { assessment: 'ssm-opportunity-assessment', question: 'ssm-oa-1-budget', party, value }];
    const asked = lines([answer('+')])[0]!;
    expect(asked.about).not.toContain('ssm-oa');
    expect(asked.detail).toBe('Yes, in favour');
    expect(lines([answer(null)])[0]!.detail).toBe('taken back');
    expect(lines([[2, REP, 'party.named', { party: 'p-7', name: 'Fabrikon', kind: 'rival' }], answer('-', 'p-7')])[0]!.detail).toBe('Fabrikon: No, against');
  });

  test('a tick and its taking back read differently', () => {
    expect(one('item.ticked', { item: 'ssm-validating-task-link', done: true }).what).toBe('Ticked');
    expect(one('item.ticked', { item: 'ssm-validating-task-link', done: false }).what).toBe('Unticked');
  });

  test('every kind of event has words in both languages', () => {
    const silent = new Set(['note.read', 'actor.named']);
    for (const type of Object.keys(EVENT_DATA).filter((t) => !silent.has(t))) {
      for (const lang of ['en', 'zh-CN'] as const) expect(messages(lang).history.type[type], `${type} in ${lang}`).toBeTruthy();
    }
  });
});

describe('what has no effect is said to have none', () => {
  test.each([
    ['a rep’s verdict', [1, REP, 'outcome.verified', { outcome: OUTCOME }], 'No effect: only a manager can do this.'],
    ['an unknown kind', [1, REP, 'future.thing', {}], 'Kept; this version does not know it.'],
    ['another shape', [1, REP, 'outcome.claimed', { outcome: 7 }], 'No effect: its data has another shape.'],
  ] as [string, Row, string][])('%s', (_, row, why) => {
    expect(lines([row])[0]!.noEffect).toBe(why);
  });
  test('a manager’s verdict has one', () => {
    expect(lines([[2, REP, 'outcome.claimed', { outcome: OUTCOME, evidence: {} }], [1, BOSS, 'outcome.verified', { outcome: OUTCOME }]])[0]).toMatchObject({ noEffect: null, manager: true, what: 'Verified' });
  });
});

describe('since a day', () => {
  const rows: Row[] = [
    [20, REP, 'deal.read', { fields: { amount: { value: { value: 100, currency: 'EUR' }, from: 'page' }, closeDate: { value: '2026-12-01', from: 'page' } } }],
    [10, REP, 'note.added', { note: 'n', anchor: { kind: 'deal' }, text: 'x' }], [9, BOSS, 'note.read', { note: 'n' }], [9, REP, 'actor.named', { name: 'Maya' }],
    [3, REP, 'deal.read', { fields: { amount: { value: { value: 80, currency: 'EUR' }, from: 'page' }, closeDate: { value: '2027-01-15', from: 'page' } } }],
  ];
  test('newest first; one line per changed field; a first reading, reading a note and giving a name say nothing', () => {
    expect(lines(rows).map((e) => [e.kind, e.what, e.detail])).toEqual([
      ['crm', 'Close date', '1 Dec 2026 → 15 Jan 2027'], ['crm', 'Amount', '€100 → €80'], ['notes', 'Note', 'x'],
    ]);
  });
  test('what was read from the CRM has no author of ours; what was typed has', () => {
    expect(lines(rows).map((e) => e.by)).toEqual(['', '', 'local:rep']);
    const typed: Row[] = [[2, REP, 'deal.read', { fields: { amount: { value: { value: 70 }, from: 'typed' } } }]];
    expect(lines([...rows, ...typed])[0]!.by).toBe('local:rep');
  });
  test('only what came after', () => {
    expect(lines(rows, {}, NOW - 5 * DAY)).toHaveLength(2);
    expect(lines(rows, {}, NOW)).toEqual([]);
  });
});

test('while the screen is shared, words people wrote are not shown', () => {
  const rows: Row[] = [
    [5, REP, 'note.added', { note: 'n', anchor: { kind: 'deal' }, text: 'secret words' }], [4, REP, 'outcome.claimed', { outcome: OUTCOME, evidence: { text: 'secret words' } }],
    [3, REP, 'party.named', { party: 'p', name: 'secret words', kind: 'rival' }],
    [2, REP, 'assessment.answered', { assessment: 'ssm-opportunity-assessment', question: 'ssm-oa-1-budget', party: 'p', value: '+', why: 'secret words' }],
    [1, REP, 'assessment.dated', { assessment: 'ssm-opportunity-assessment', on: '2026-11-20', label: 'secret words' }],
  ];
  expect(JSON.stringify(lines(rows, { share: true, party: () => 'Rival 1' }))).not.toContain('secret words');
  expect(JSON.stringify(lines(rows))).toContain('secret words');
});

test.each([
  [undefined, 'empty'], [null, 'empty'], ['', 'empty'], ['2026-12-01', '1 Dec 2026'], ['Call Helen', 'Call Helen'], [1234.5, '1,234.5'],
  [{ value: 42000, currency: 'EUR' }, '€42,000'], [{ value: 42000 }, '42,000'], [{ label: 'Acme' }, 'Acme'],
])('the value %j reads %s', (value, expected) => {
  expect(showValue(value, { m: messages('en'), lang: 'en', method: null, defs: [], share: false, party: (id) => id })).toBe(expected);
});
