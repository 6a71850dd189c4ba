/** What a change of method or version writes, folded into a real deal. */
import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import type { Event, EventDraft } from '../../src/domain/event.ts';
import { fold } from '../../src/domain/fold.ts';
import type { Methodology } from '../../src/domain/method.ts';
import { allMethods } from '../../src/methods/all.ts';
import { carryOver } from '../../src/methods/crosswalk.ts';
import { changeStep } from '../../src/methods/edit.ts';
import { parsePack } from '../../src/methods/parse.ts';
import { changeDrafts, versionDrafts } from '../../src/panel/screens/now/carry.ts';
import { outcomeStates } from '../../src/ui/state/view.ts';

const KEY = 'salesforce:acme.example:006';
const TODAY = '2026-11-21';
const text = [...readFileSync('docs/methods-packs.md', 'utf8').matchAll(/```json\n([\s\S]*?)```/g)].map((m) => m[1]!).find((x) => x.includes('"id": "letters"'))!;
const read = (pack: string): Methodology => {
  const parsed = parsePack(pack);
  if (!parsed.ok) throw new Error(parsed.errors[0]!.message.en);
  return parsed.pack;
};
const letters = read(text);
const events = (drafts: EventDraft[]): Event[] => drafts.map((d, i) => ({
  id: `0192e4a0-0000-7000-8000-${String(i).padStart(12, '0')}`, deal: KEY, by: 'local:1', role: 'manager', at: `${1_795_000_000_000 + i}-0000-00000001`, v: 1, ...d,
}));
const deal = (drafts: EventDraft[]) => fold(KEY, events(drafts));
const SDI = 'cs-entrance-sdi-confirmed';
const said = { text: 'Minutes', saidBy: 'Helen Park', saidOn: '2026-11-03' };
const carry = (before: EventDraft[]) => {
  const state = deal(before);
  const found = carryOver(allMethods.consultative, letters, outcomeStates(state, TODAY));
  const drafts = changeDrafts(state, allMethods.consultative, letters, found, (name) => `from ${name.en.slice(0, 5)}`);
  return { drafts, after: deal([...before, ...drafts]), found };
};

test('a confirmed proof arrives confirmed with its evidence; a manager’s word is not repeated', () => {
  const { drafts, after } = carry([{ type: 'outcome.confirmed', data: { outcome: SDI, evidence: said } }, { type: 'outcome.verified', data: { outcome: SDI } }]);
  expect(drafts.map((d) => d.type)).toEqual(['outcome.confirmed']);
  expect(after.outcomes['letters-pain']).toMatchObject({ mark: 'confirmed', evidence: { saidBy: 'Helen Park', saidOn: '2026-11-03', text: expect.stringMatching(/^Minutes\nfrom /) } });
  expect(after.outcomes[SDI]?.mark).toBe('verified');
});

test('a claim arrives as a claim, an expired one stays expired, and nothing is carried twice', () => {
  expect(carry([{ type: 'outcome.claimed', data: { outcome: SDI, evidence: { text: 'call' } } }]).after.outcomes['letters-pain']?.mark).toBe('claimed');
  const stale = carry([{ type: 'outcome.confirmed', data: { outcome: SDI, evidence: { ...said, expires: '2026-11-10' } } }]);
  expect(outcomeStates(stale.after, TODAY)['letters-pain']?.state).toBe('stale');
  expect(carry([{ type: 'outcome.claimed', data: { outcome: SDI, evidence: {} } }, { type: 'outcome.rejected', data: { outcome: SDI, reason: 'no' } }]).drafts).toEqual([]);
  const once: EventDraft[] = [{ type: 'outcome.claimed', data: { outcome: SDI, evidence: { text: 'call' } } }];
  expect(carry([...once, ...carry(once).drafts]).drafts).toEqual([]);
});

test('a deal placed by hand goes to the stage of the same phase', () => {
  const { drafts } = carry([{ type: 'stage.placed', data: { stage: allMethods.consultative.stages[0]!.id } }]);
  expect(drafts).toEqual([{ type: 'stage.placed', data: { stage: expect.stringMatching(/^letters-/) } }]);
});

test('what was answered under an id that a version renamed follows, with its place', () => {
  const next = read(text.replaceAll('"letters-pain"', '"letters-hurt"').replace('"id": "letters-hurt"', '"id": "letters-hurt", "formerly": ["letters-pain"]')
    .replaceAll('"letters-discover"', '"letters-find"').replace('"id": "letters-find"', '"id": "letters-find", "formerly": ["letters-discover"]'));
  const state = deal([{ type: 'outcome.confirmed', data: { outcome: 'letters-pain', evidence: said } }, { type: 'stage.placed', data: { stage: 'letters-discover' } }]);
  const drafts = versionDrafts(state, outcomeStates(state, TODAY), letters, next, () => 'from 1.0.0');
  expect(drafts).toEqual([
    { type: 'outcome.confirmed', data: { outcome: 'letters-hurt', evidence: { ...said, text: 'Minutes\nfrom 1.0.0' } } },
    { type: 'stage.placed', data: { stage: 'letters-find' } },
  ]);
});

test('how far a pack changed decides its next version', () => {
  expect(changeStep(letters, read(text.replace('Identified pain:', 'A pain:')))).toBe('wording');
  expect(changeStep(letters, { ...letters, gates: [] })).toBe('wording');
  expect(changeStep({ ...letters, gates: [] }, letters)).toBe('removal');
  expect(changeStep({ ...letters, assessments: [] }, letters)).toBe('addition');
  expect(changeStep(letters, { ...letters, assessments: [] })).toBe('removal');
  expect(changeStep(letters, read(text.replace('"requires": ["letters-pain"]', '"requires": ["letters-pain", "letters-champion-found"]')))).toBe('removal');
  expect(changeStep({ ...letters, stages: letters.stages.slice(0, 2) }, letters)).toBe('removal');
});
