import { describe, expect, it } from 'vitest';
import type { EventDraft } from '../../src/domain/event.ts';
import { fold } from '../../src/domain/fold.ts';
import { indexMethod, type Methodology } from '../../src/domain/method.ts';
import ssm from '../../src/methods/packs/ssm.json';
import { trackOf } from '../../src/panel/shell/header.tsx';
import { daysAfter } from '../../src/panel/screens/gate/override.tsx';
import { claimDrafts } from '../../src/panel/screens/proof/claim.tsx';
import { customers } from '../../src/panel/screens/proof/customers.ts';
import { messages } from '../../src/i18n/index.ts';
import { judge, shortName, viewOf } from '../../src/ui/state/view.ts';
import { defaultSettings } from '../../src/wire/defaults.ts';
import type { Context, Settings } from '../../src/wire/messages.ts';
import { KEY } from './harness/fake-worker.ts';
import { eventsOf, SCENES } from './harness/scenes.ts';

const index = indexMethod(ssm as unknown as Methodology);
const today = '2026-11-21';
const context = (settings: Partial<Settings> = {}): Context => ({
  place: { crm: 'salesforce', org: 'acme.example', record: '006A' }, reading: null, api: '', crmName: 'Salesforce', stages: [], me: 'local:ana', people: {}, host: 'frame',
  packs: [], admin: { locked: [], rules: [], crms: [], wrong: [] }, settings: { ...defaultSettings('en'), ...settings },
});
const state = (scene: string) => fold(KEY, SCENES[scene]!().events!);
const see = (scene: string, settings?: Partial<Settings>) => viewOf(state(scene), context(settings), index, today);

describe('where a deal stands', () => {
  it('counts what is proven, what is stale, and the days in the stage', () => {
    const view = see('story');
    expect(view.stage?.id).toBe('ssm-validating');
    expect([view.here!.proven, view.here!.required.length, view.day]).toEqual([1, 4, 19]);
    expect(view.best?.why).toBe('renew');
  });
  it('follows the user’s mapping before the suggestion, and a choice for this deal before both', () => {
    const stageMaps = { 'salesforce:acme.example:ssm': { 'Needs Analysis': 'ssm-qualifying' } };
    expect(see('story', { stageMaps })).toMatchObject({ by: 'own', stage: { id: 'ssm-qualifying' } });
    const placed = fold(KEY, [...SCENES['story']!().events!, ...eventsOf([[0.01, 'ana', { type: 'stage.placed', data: { stage: 'ssm-winning' } } as EventDraft]]).map((e) => ({ ...e, id: e.id.replace('8000-', '9000-') }))]);
    expect(viewOf(placed, context({ stageMaps }), index, today)).toMatchObject({ by: 'placed', stage: { id: 'ssm-winning' } });
    expect(see('unmapped')).toMatchObject({ by: 'none', stage: null, here: null });
    expect(see('lost').closed).toBe('lost');
  });
  it('hatches a stage that was passed without proof', () => {
    const m = messages('en').shell;
    expect(trackOf(see('moved'), (t) => t.en, m).map((s) => s.kind)).toEqual(['past', 'past', 'gap', 'now', 'future', 'future', 'future']);
    expect(trackOf(see('story'), (t) => t.en, m)[2]!.title).toBe('3 Validating: 1 of 4 proven');
  });
  it('asks to explain a move seen afterwards, once', () => {
    expect(see('moved').unproven).toHaveLength(1);
    expect(see('story').unproven).toHaveLength(0);
  });
});

it('judges the next move by policy, and lets a proven one pass', () => {
  expect(judge(see('story'), context({ policy: 'block' }), { stage: 'ssm-qualifying' })).toMatchObject({ verdict: 'block', missing: { length: 3 } });
  expect(judge(see('complete'), context({ policy: 'block' }), { stage: 'ssm-qualifying' }).verdict).toBe('pass');
  expect(judge(see('story'), context(), { stage: 'ssm-noticing' }).note).toBe('back');
});

describe('what a claim writes', () => {
  const form = { text: 'She said so.', link: '', saidBy: '', saidOn: today, expires: '' };
  const method = { id: 'ssm', version: '1.0.0' };
  const outcome = (id: string) => index.outcomeById.get(id)!.outcome;
  it('pins the method with the first claim only', () => {
    expect(claimDrafts(state('fresh'), outcome('ssm-validating-vision-shaped'), form, today, method).map((d) => d.type)).toEqual(['method.chosen', 'outcome.claimed']);
    expect(claimDrafts(state('story'), outcome('ssm-validating-need-and-access-confirmed'), form, today, method).map((d) => d.type)).toEqual(['outcome.claimed']);
  });
  it('replaces rejected and expired evidence, and confirms what was only claimed', () => {
    expect(claimDrafts(state('story'), outcome('ssm-validating-vision-shaped'), form, today, method)[0]).toMatchObject({ data: { renew: true } });
    expect(claimDrafts(state('story'), outcome('ssm-validating-internal-support-confirmed'), form, today, method)[0]).toMatchObject({ data: { renew: true } });
    expect(claimDrafts(state('story'), outcome('ssm-identifying-opportunity-plan-created'), { ...form, saidBy: 'Tom' }, today, method)[0]).toMatchObject({ type: 'outcome.confirmed', data: { evidence: { saidBy: 'Tom', saidOn: today } } });
  });
  it('names nobody at the customer by itself', () => {
    expect(claimDrafts(state('story'), outcome('ssm-validating-need-and-access-confirmed'), form, today, method)[0]!.data).toEqual({ outcome: 'ssm-validating-need-and-access-confirmed', evidence: { text: 'She said so.' } });
  });
  it('suggests the people who were named before', () => {
    expect(customers(state('story')).sort()).toEqual(['Priya Raman', 'Tom Becker']);
  });
});

it('shortens a stage’s name in both languages, and counts days over a month’s end', () => {
  expect(shortName({ en: 'Validating – establish the buying vision', zh: '确立 · 建立愿景' })).toEqual({ en: 'Validating', zh: '确立' });
  expect(daysAfter('2026-11-28', 7)).toBe('2026-12-05');
});
