// The Score screen's numbers, from real events through the real fold and the real instrument.
import { beforeAll, describe, expect, test } from 'vitest';
import type { InstrumentDefinition } from '../../src/domain/assess/model.ts';
import { questionsOf } from '../../src/domain/assess/model.ts';
import { fold } from '../../src/domain/fold.ts';
import { loadInstruments } from '../../src/methods/instruments.ts';
import { answersOf, datesOf, nextUnknown, partiesOf, restsOn, scoreView, signed } from '../../src/panel/screens/score/view.ts';
import { written, type Row } from '../tools/story.mjs';

const DEAL = 'test:host:1';
const OA = 'ssm-opportunity-assessment';
const NOW = Date.UTC(2026, 10, 21, 12);
const TODAY = '2026-11-21';
const ME = { by: 'local:1', role: 'rep' as const };
const WORDS = { us: 'Us', noDecision: 'No decision' };

let def: InstrumentDefinition;
beforeAll(async () => {
  def = (await loadInstruments())[OA]!;
});

const state = (rows: Row[]) => fold(DEAL, written(DEAL, rows, NOW));
const says = (question: string, value: unknown, party = 'us', ago = 1, more = {}): Row => [ago, ME, 'assessment.answered', { assessment: OA, question: `ssm-oa-${question}`, party, value, ...more }];
const names = (party: string, name: string, kind: string, ago = 9): Row => [ago, ME, 'party.named', { party, name, kind }];
const all = (value: string, except: Record<string, unknown> = {}): Row[] => def.groups!.flatMap((g) => questionsOf(g)).map((q) => says(q.id.slice(7), except[q.id.slice(7)] ?? value));
const view = (rows: Row[], compare: number | null = null) => {
  const s = state(rows);
  const parties = partiesOf(s, WORDS, null);
  return scoreView(s, def, parties, compare === null ? null : datesOf(s, OA)[compare]!, TODAY);
};

describe('parties', () => {
  const rows: Row[] = [names('b', 'Beta', 'rival', 9), names('no-decision', 'whatever', 'no-decision', 8), names('a', 'Alpha', 'rival', 7)];
  test.each([
    ['us alone', [], null, ['Us']],
    ['rivals as they were named, no decision in the reader’s language', rows, null, ['Us', 'Beta', 'No decision', 'Alpha']],
    ['a removed rival is gone', [...rows, [1, ME, 'party.removed', { party: 'b' }] as Row], null, ['Us', 'No decision', 'Alpha']],
    ['names hidden while the screen is shared', rows, (n: number) => `Rival ${n}`, ['Us', 'Rival 1', 'No decision', 'Rival 3']],
    ['us is never a rival, whoever says so', [names('us', 'Someone', 'rival')], null, ['Us']],
  ] as const)('%s', (_, events, mask, expected) => {
    expect(partiesOf(state([...events]), WORDS, mask).map((p) => p.name)).toEqual(expected);
  });
});

describe('verdicts and what they rest on', () => {
  test.each([
    ['all in favour', () => all('+'), 'go', null, null],
    ['nothing answered', () => [], 'insufficient', null, null],
    ['a knock-out of group 1', () => all('+', { '1-cra': '-' }), 'no-go', 1, '1-cra'],
    ['a knock-out of group 3 alone', () => all('+', { '3-right-people': '-' }), 'change-strategy', 3, '3-right-people'],
    ['knock-outs of 2 and 4: the one that decides is named', () => all('+', { '2-business-fit': '-', '4-risk': '-' }), 'no-go', 4, '4-risk'],
    ['group 4 red by its sum, group 2 weaker still: 4 decides', () => [
      ...all('+', { '4-short-term': '-', '4-long-term': '-', '4-customer-value': '-', '4-reuse': '-' }),
      ...['technical-fit', 'vision', 'relationship', 'ubv', 'resources'].map((q) => says(`2-${q}`, '-', 'us', 0)),
    ], 'no-go', 4, null],
    ['two groups fair', () => all('+', { '2-vision': '-', '2-ubv': '-', '3-sponsor': '-', '3-criteria': '?' }), 'improve', null, null],
  ] as const)('%s', (_, rows, overall, group, knockout) => {
    const v = view(rows());
    expect(v.now.overall).toBe(overall);
    const why = restsOn(v);
    if (group !== null) expect(why.group.order).toBe(group);
    expect(why.knockout?.id ?? null).toBe(knockout && `ssm-oa-${knockout}`);
  });

  test('groups come weakest first, with their score then and now', () => {
    const v = view([
      ...all('+').map((r): Row => [20, r[1], r[2], r[3]]), [19, ME, 'assessment.dated', { assessment: OA, on: '2026-11-02' }],
      says('3-sponsor', '-'), says('3-criteria', '?'),
    ], 0);
    expect(v.groups.map((g) => g.group.order)).toEqual([3, 1, 2, 4]);
    expect(v.groups[0]).toMatchObject({ score: 0.4, was: 1 });
    expect(v.groups[1]).toMatchObject({ score: 1, was: 1 });
    expect([v.answered, v.wasAnswered, v.total]).toEqual([21, 22, 22]);
  });

  test('a rival’s answers change no verdict of ours', () => {
    const rows = [...all('+'), names('r', 'Rival', 'rival'), says('1-cra', '-', 'r'), says('2-vision', '+', 'r')];
    expect(view(rows).now.overall).toBe('go');
    expect(view(rows).now.normalised['r']![1]).toBe(1);
    expect(answersOf(state(rows), def, partiesOf(state(rows), WORDS, null))['r']).toEqual({ 'ssm-oa-1-cra': '-', 'ssm-oa-2-vision': '+' });
  });
});

describe('the next question to answer', () => {
  const first = (rows: Row[]): string | null => nextUnknown(view(rows))?.question.id.slice(7) ?? null;
  test('none when every one has a real answer', () => {
    expect(first(all('+'))).toBeNull();
  });
  test('an unknown is one, in the weakest group first', () => {
    expect(first(all('+', { '2-vision': '?', '3-sponsor': '?', '3-criteria': '?' }))).toBe('3-sponsor');
  });
  test('one that cannot be known yet waits for its day, and is due after it', () => {
    const later = (askBy: string): Row[] => [...all('+'), says('4-risk', 'later', 'us', 0, { askBy })];
    expect(first(later('2026-12-01'))).toBeNull();
    expect(first(later('2026-11-20'))).toBe('4-risk');
  });
  test('an answer taken back is one again', () => {
    expect(first([...all('+'), says('1-budget', null, 'us', 0)])).toBe('1-budget');
  });
});

describe('dates', () => {
  const dated = (on: string, ago: number): Row => [ago, ME, 'assessment.dated', { assessment: OA, on }];
  test('oldest first, the last kept of a day, of this assessment only', () => {
    const s = state([dated('2026-11-10', 11), dated('2026-11-01', 9), dated('2026-11-10', 5), [4, ME, 'assessment.dated', { assessment: 'other', on: '2026-11-12' }]]);
    const dates = datesOf(s, OA);
    expect(dates.map((d) => d.on)).toEqual(['2026-11-01', '2026-11-10']);
    expect(dates[1]!.at).toBe(s.dated.find((d) => d.on === '2026-11-10' && Number(d.stamp.at.slice(0, 13)) > NOW - 6 * 86_400_000)!.stamp.at);
  });
  test('the trend ends today unless today was kept', () => {
    const rows = [...all('-').map((r): Row => [20, r[1], r[2], r[3]]), dated('2026-11-02', 19), ...all('+')];
    expect(view(rows).trend).toEqual([{ on: '2026-11-02', mean: -1 }, { on: TODAY, mean: 1 }]);
    expect(view([...rows, dated(TODAY, 0)]).trend.map((t) => t.on)).toEqual(['2026-11-02', TODAY]);
    expect(view([]).trend).toEqual([]);
  });
});

test.each([[null, '–'], [0, '+0.00'], [0.8, '+0.80'], [-0.2, '−0.20'], [-0.001, '+0.00'], [1, '+1.00']])('%s is written %s', (value, text) => {
  expect(signed(value)).toBe(text);
});
