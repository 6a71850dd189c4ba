/** Forms of the Score screen: what a person fills in reaches the scoring in the shape of the test vectors. */
import { expect, test } from 'vitest';
import { assess, type InstrumentDefinition, type Instruments } from '../../src/domain/assess/index.ts';
import type { Event, EventDraft } from '../../src/domain/event.ts';
import { fold } from '../../src/domain/fold.ts';
import { messages } from '../../src/i18n/index.ts';
import file from '../../src/methods/assessments.json';
import { RATED } from '../../src/methods/instruments.ts';
import { fieldsOf, inputOf, ROWS } from '../../src/panel/screens/score/form-fields.ts';
import { resultOf } from '../../src/panel/screens/score/form-result.ts';
import vectors from '../domain/vectors.json';

const all = Object.fromEntries(file.assessments.map((a) => [a.id, a])) as unknown as Instruments;
const forms = Object.values(all).filter((a) => !RATED.includes(a.id));
const KEY = 'typed:host:1';
const state = (drafts: EventDraft[]) => fold(KEY, drafts.map((d, i): Event => ({
  id: `0192e4a0-0000-7000-8000-${String(i).padStart(12, '0')}`, deal: KEY, by: 'local:1', role: 'rep', at: `${1760000000000 + i}-0000-00000001`, v: 1, ...d,
})));
const value = (v: unknown): never => (typeof v === 'object' && v !== null && !Array.isArray(v) ? ('contact' in v ? v.contact : JSON.stringify(v)) : v) as never;

/** The answers that a person would have given to make a vector's input. */
function answers(def: InstrumentDefinition, input: Record<string, unknown>): EventDraft[] {
  const say = (question: string, v: unknown, party = 'us'): EventDraft => ({ type: 'assessment.answered', data: { assessment: def.id, question, party, value: value(v) } });
  if (def.id === 'four-conditions') return Object.entries(input).map(([key, v]) => say(def.items!.find((i) => i.key === key)!.id, v));
  if (def.id === 'power-sponsor-test') return (input['yes'] as string[]).map((id) => say(id, true, 'Helen'));
  if (def.id === 'proposal-four-questions') return (input['answered'] as string[]).map((id) => say(id, 'written down'));
  if (def.id === 'problem-recognition') return [say('level', String(input['level']))];
  return Object.entries(input).flatMap(([id, v]) => (id === 'strategicFlags' ? (v as string[]).map((flag) => say(flag, true)) : [say(id, v)]));
}

test('every instrument that is no + / ? / − form has fields in both languages', () => {
  expect(forms).toHaveLength(11);
  for (const def of forms.filter((d) => !(d.id in ROWS))) {
    const fields = fieldsOf(def);
    expect(fields.length, def.id).toBeGreaterThan(0);
    for (const f of fields) {
      expect(f.label.en && f.label.zh, `${def.id} ${f.id}`).toBeTruthy();
      for (const o of f.options ?? []) expect(o.label.zh, `${def.id} ${f.id} ${o.value}`).toBeTruthy();
    }
  }
});

const cases = vectors.assessments.filter((v) => !RATED.includes(v.assessment) && !(v.assessment in ROWS));
test.each(cases.map((v) => [v.id, v] as const))('%s: filled in by hand, it scores as the vector says', (_, v) => {
  const def = all[v.assessment]!;
  const input = v.input as Record<string, unknown>;
  const got = assess(def.id, inputOf(def, state(answers(def, input)), 'Helen', (input['unifiedPhase'] as number | undefined) ?? null), { today: (v as { today?: string }).today ?? vectors.today, instruments: all });
  for (const [key, expected] of Object.entries(v.expected)) expect((got as Record<string, unknown>)[key], key).toEqual(expected);
});

test('need research: a row per statement meets its goals', () => {
  const def = all['demand-research']!;
  const row = (record: string, patch: Record<string, never>): EventDraft => ({ type: 'canvas.patched', data: { canvas: def.id, record, patch } });
  const drafts = [row('r1', { member: 'Helen', officialNeed: 'fewer stops', personalWish: 'a calm summer', priority: '1', aware: false, inScope: true } as never)];
  const input = inputOf(def, state(drafts), 'us', null);
  expect(assess(def.id, input, { today: '2026-11-21', instruments: all })).toMatchObject({ met: 5 });
});

test('a result is told in words of the language', () => {
  const def = all['four-conditions']!;
  const input = { need: 'verified', authority: 'claimed' };
  const say = (lang: 'en' | 'zh-CN') => resultOf(def, input, true, { m: messages(lang), lang, today: '2026-11-21', instruments: all }).title;
  expect(say('en')).toBe('Nurture');
  expect(say('zh-CN')).toBe('培育');
  for (const d of forms) expect(resultOf(d, {}, false, { m: messages('en'), lang: 'en', today: '2026-11-21', instruments: all }).title).toBe(messages('en').forms.nothing);
});
