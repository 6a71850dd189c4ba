// What Update CRM proposes, reads and puts into a note.
import { describe, expect, test } from 'vitest';
import { fold } from '../../src/domain/fold.ts';
import { tick } from '../../src/domain/hlc.ts';
import { indexMethod } from '../../src/domain/method.ts';
import type { Event, StageRef } from '../../src/domain/event.ts';
import { messages } from '../../src/i18n/index.ts';
import { writeWords } from '../../src/i18n/write.ts';
import { loadMethod } from '../../src/methods/load.ts';
import { proposals, provenStage, readLine, stageFor, summary } from '../../src/panel/screens/write/propose.ts';
import { viewOf } from '../../src/ui/state/view.ts';
import { defaultSettings } from '../../src/wire/defaults.ts';
import type { Context } from '../../src/wire/messages.ts';

const KEY = 'salesforce:acme.lightning.force.com:006A';
const ssm = indexMethod(await loadMethod('ssm'));
const stage = (id: string): StageRef => ({ id, label: id, ...(id.startsWith('Closed') && { closed: id === 'Closed Won' ? 'won' as const : 'lost' as const }) });
const STAGES = ['Prospecting', 'Qualification', 'Needs Analysis', 'Value Proposition', 'Closed Won', 'Closed Lost'].map(stage);
const context = { place: { crm: 'salesforce', org: 'acme.lightning.force.com', record: '006A' }, stages: STAGES, settings: defaultSettings('en'), crmName: 'Salesforce' } as unknown as Context;

let last = '';
let count = 0;
const event = (type: string, data: unknown): Event => {
  last = tick(last, Date.UTC(2026, 10, 20), '0000000a');
  return { id: `00000000-0000-7000-8000-${String(++count).padStart(12, '0')}`, deal: KEY, by: 'local:ana', role: 'rep', at: last, type, v: 1, data } as Event;
};
const confirmed = (n: number): Event[] => ssm.stages[n]!.verifiableOutcomes.filter((o) => o.required).map((o) => event('outcome.confirmed', { outcome: o.id, evidence: { text: 'They said so', saidBy: 'Helen Park', saidOn: '2026-11-20' } }));
function at(crmStage: string, more: Event[] = []) {
  const state = fold(KEY, [event('deal.read', { fields: { name: { value: 'Plant rollout', from: 'api' }, stage: { value: stage(crmStage), from: 'api' } } }), ...more]);
  return { state, view: viewOf(state, context, ssm, '2026-11-21') };
}

describe('the stage', () => {
  test('is that of the CRM that stands for what is proven', () => {
    const { view } = at('Prospecting', [...confirmed(0), ...confirmed(1)]);
    expect(provenStage(view)).toBe(ssm.stages[2]);
    expect(stageFor(view, context, STAGES)?.id).toBe('Needs Analysis');
  });
  test('is none where the CRM stands there already, or offers no such stage, or is closed', () => {
    expect(stageFor(at('Qualification', confirmed(0)).view, context, STAGES)).toBeNull();
    expect(stageFor(at('Prospecting', confirmed(0)).view, context, [stage('Value Proposition')])).toBeNull();
    expect(stageFor(at('Closed Lost', confirmed(0)).view, context, STAGES)).toBeNull();
  });
});

test('each field is proposed with where it comes from', () => {
  const w = writeWords('en');
  const { view, state } = at('Prospecting', confirmed(0));
  const now = { ok: true as const, fields: { closeDate: { value: '2027-01-05', from: 'api' as const }, probability: { value: 20, from: 'api' as const } }, can: [], stages: STAGES };
  const got = proposals(view, context, now, 35, 'the note', state, w, (l) => l.en);
  expect(got).toMatchObject({
    stage: { value: 'Qualification' }, probability: { value: '35', why: w.why.odds }, closeDate: { value: '2027-01-05', why: w.why.kept }, note: { value: 'the note', why: w.why.summary },
  });
  expect(got.nextStep).toMatchObject({ why: w.why.proof, value: view.progress[1]!.missing[0]!.text.en.slice(0, 255) });
  expect(proposals(view, context, now, null, '', state, w, (l) => l.en).probability).toEqual({ value: '20', why: w.why.kept });
});

describe('what is typed', () => {
  test.each<[Parameters<typeof readLine>[0], string, unknown]>([
    ['probability', '35', 35], ['probability', '35,5', 35.5], ['probability', '101', undefined], ['probability', '', undefined], ['probability', '1e1', undefined],
    ['closeDate', '2027-02-26', '2027-02-26'], ['closeDate', '26.2.2027', undefined], ['closeDate', '2027-13-01', undefined],
    ['nextStep', ' Call Helen ', 'Call Helen'], ['nextStep', '', undefined], ['nextStep', 'x'.repeat(256), undefined],
    ['note', '  ', undefined], ['stage', 'Qualification', stage('Qualification')], ['stage', 'Nirvana', undefined],
  ])('%s “%s”', (field, text, value) => expect(readLine(field, text, STAGES)).toEqual(value));
});

test.each(['en', 'zh-CN'] as const)('the note in %s tells stage, proofs, gaps and odds, and neither coaching nor rivals', (lang) => {
  const { view, state } = at('Qualification', [
    ...confirmed(0), event('note.added', { note: 'n', anchor: { kind: 'deal' }, text: 'SECRET-COACHING' }), event('party.named', { party: 'p', name: 'SECRET-RIVAL', kind: 'rival' }),
  ]);
  const note = summary({
    state, view, today: '2026-11-21', name: 'Plant rollout', method: 'SSM', score: { overall: 'Improve', answered: 5, total: 26 }, odds: { declared: 60, supported: 25 },
    w: writeWords(lang).note, m: messages(lang), lang, text: (l) => (lang === 'en' ? l.en : l.zh),
  });
  const missing = view.here!.missing[0]!.text;
  for (const part of ['Plant rollout', 'SSM', 'Helen Park', lang === 'en' ? missing.en : missing.zh, 'Improve', '60 %', '25 %', writeWords(lang).note.missing]) expect(note).toContain(part);
  expect(note).not.toContain('SECRET');
});
