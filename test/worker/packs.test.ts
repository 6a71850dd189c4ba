/** Own packs and the administrator's policy, with fake storage and the real reader. */
import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { emptyDeal } from '../../src/domain/state.ts';
import { defaultSettings } from '../../src/wire/defaults.ts';
import { readPolicy } from '../../src/wire/policy.ts';
import { methodOf } from '../../src/worker/gatekeeper.ts';
import { Packs } from '../../src/worker/packs.ts';
import { memory } from '../../src/worker/settings.ts';
import { fakeAround, fakeStore, type FakeAround } from './fakes.ts';

const examples = [...readFileSync('docs/methods-packs.md', 'utf8').matchAll(/```json\n([\s\S]*?)```/g)].map((m) => m[1]!);
const V1 = examples.find((text) => text.includes('"id": "letters"'))!;
const V2 = V1.replace('"version": "1.0.0"', '"version": "1.1.0"').replace('Identified pain:', 'A pain:');
const pinned = (version: string, id = 'letters') => ({ ...emptyDeal('salesforce:x:1'), method: { id, version, stamp: { id: '', at: '', by: '', role: 'rep' as const } } });
const row = (id: string, version: string) => ({ method: { id, version } });

function desk(around: FakeAround = fakeAround()) {
  let changes = 0;
  const kept = memory(around);
  const packs = new Packs(around, kept, async () => void changes++);
  return { around, kept, packs, changes: () => changes, again: () => desk(around) };
}
const painIn = (method: ReturnType<typeof methodOf>): string => method.stages[0]!.verifiableOutcomes[0]!.text.en;

test('a pack is kept whole or not at all', async () => {
  const { around, packs } = desk();
  expect(await packs.save(V1.replace('"requires": ["letters-pain"]', '"requires": ["letters-pane"]'), true)).toEqual({ ok: false, why: 'faults', detail: '1' });
  expect(await packs.save(V1.replace('"id": "letters"', '"id": "ssm"'), true)).toEqual({ ok: false, why: 'reserved', detail: 'ssm' });
  expect(around.local.items).toEqual({});
  expect(await packs.save(V1, false)).toEqual({ ok: true, id: 'letters', version: '1.0.0' });
  expect(await packs.text('letters', '1.0.0')).toBe(V1);
  expect(await packs.save(V1, false)).toEqual({ ok: true, id: 'letters', version: '1.0.0' });
  expect(await packs.save(V1.replace('Identified pain:', 'A pain:'), true)).toEqual({ ok: false, why: 'taken', detail: '1.0.0' });
});

test('a deal is judged by the version it is pinned to, also after the worker was stopped', async () => {
  const first = desk();
  await first.packs.save(V1, true);
  await first.packs.save(V2, true);
  expect(first.changes()).toBe(2);
  const settings = defaultSettings('en');
  const { packs } = first.again();
  const shelf = await packs.shelf();
  expect(painIn(methodOf(pinned('1.0.0'), settings, shelf))).toMatch(/^Identified pain/);
  expect(painIn(methodOf(pinned('1.1.0'), settings, shelf))).toMatch(/^A pain/);
  expect(painIn(methodOf(pinned('9.0.0'), settings, shelf))).toMatch(/^A pain/);
  expect(methodOf(pinned('1.0.0', 'gone'), settings, shelf).id).toBe('ssm');
  expect(methodOf(null, { ...settings, method: 'letters' }, shelf).version).toBe('1.1.0');
  expect(shelf.heads()).toEqual([{ id: 'letters', version: '1.1.0', label: { en: 'Seven letters', zh: '七字母法' } }]);
});

test('a version stays while a deal uses it, and goes otherwise', async () => {
  const { around, packs } = desk();
  await packs.save(V1, true);
  await packs.save(V2, true);
  const deals = [row('letters', '1.0.0'), row('ssm', '1.0.0')];
  expect((await packs.list(deals)).find((r) => r.id === 'letters')).toMatchObject({ active: '1.1.0', from: 'own', versions: [{ version: '1.1.0', deals: 0 }, { version: '1.0.0', deals: 1 }] });
  expect((await packs.list(deals)).find((r) => r.id === 'ssm')).toMatchObject({ from: 'built-in', versions: [{ deals: 1 }] });
  await expect(packs.remove('letters', '1.0.0', deals)).rejects.toThrow('in use');
  await packs.remove('letters', '1.1.0', deals);
  expect(Object.keys(around.local.items).sort()).toEqual(['pack:letters@1.0.0', 'packs']);
  expect((await packs.shelf()).heads()).toEqual([]);
  await packs.activate('letters', '1.0.0');
  expect((await packs.shelf()).heads()).toHaveLength(1);
  await expect(packs.activate('letters', '3.0.0')).rejects.toThrow('no such version');
});

test('rules choose the method of a new deal: the administrator’s first, and only methods that are here', async () => {
  const managed = fakeStore({ methodRules: [{ methodId: 'ltc', when: { recordType: 'Project' } }] });
  const { packs } = desk(fakeAround({ managed }));
  const rules = [{ methodId: 'letters', when: { amountFrom: 50_000, currency: 'EUR' } }, { methodId: 'ltc', when: { amountFrom: 1 } }];
  const settings = { ...defaultSettings('en'), methodRules: rules };
  const read = (type: string, value: number) => ({ type: { value: type, from: 'page' as const }, amount: { value: { value, currency: 'EUR' }, from: 'page' as const } });
  const by = async (type: string, value: number) => { const c = await packs.choose('salesforce', read(type, value), settings); return [c.method.id, c.by]; };
  expect(await by('New', 60_000)).toEqual(['ltc', 'rule']);
  await packs.save(V1, true);
  expect(await by('New', 60_000)).toEqual(['letters', 'rule']);
  expect(await by('Project', 60_000)).toEqual(['ltc', 'policy']);
  expect(await by('New', 0)).toEqual(['ssm', 'default']);
});

test('a policy stands beneath the user’s own choice, and above it where it locks', async () => {
  const managed = fakeStore({ policy: 'block', minimum: 'verified', defaultMethod: 'ltc', lock: ['policy', 'methodRules'] });
  const { kept, again } = desk(fakeAround({ managed }));
  expect(await kept.settings()).toMatchObject({ policy: 'block', minimum: 'verified', method: 'ltc' });
  const rule = { methodId: 'ssm', when: {} };
  expect(await kept.change({ policy: 'advise', minimum: 'claimed', methodRules: [rule], name: 'Riley' })).toMatchObject({ policy: 'block', minimum: 'claimed', methodRules: [], name: 'Riley' });
  managed.items['lock'] = [];
  managed.items['defaultMethod'] = 'consultative';
  expect(await again().kept.settings()).toMatchObject({ policy: 'block', minimum: 'claimed', method: 'consultative', name: 'Riley' });
  managed.items['lock'] = ['minimum'];
  kept.forgetPolicy();
  expect((await kept.settings()).minimum).toBe('verified');
  delete managed.items['policy'];
  kept.forgetPolicy();
  expect((await kept.settings()).policy).toBe('warn');
});

test('the administrator’s packs are in use at once, cannot be changed here, and stay for their deals when they are taken back', async () => {
  const managed = fakeStore({ packs: [V1, V2, '{"id": "broken"'] });
  const { around, packs, kept } = desk(fakeAround({ managed }));
  expect((await packs.shelf()).heads().map((h) => h.version)).toEqual(['1.1.0']);
  expect((await kept.policy()).wrong).toEqual(['packs']);
  expect(await packs.save(V1.replace('"version": "1.0.0"', '"version": "2.0.0"'), true)).toEqual({ ok: false, why: 'locked', detail: 'letters' });
  await expect(packs.activate('letters', null)).rejects.toThrow('administrator');
  managed.items['packs'] = [];
  const { packs: later } = desk(around);
  expect((await later.shelf()).find('letters', '1.0.0')?.version).toBe('1.0.0');
  expect((await later.list([])).find((r) => r.id === 'letters')?.from).toBe('own');
});

test('what a policy says wrongly is left out and named', () => {
  const { settings, wrong, crms, locked } = readPolicy({
    policy: 'forbid', minimum: 'claimed', defaultMethod: 'ltc', lock: ['defaultMethod'],
    stageMaps: { 'salesforce:acme:ssm': { New: '', Won: 'ssm-winning' } }, crms: [{ origin: 'https://acme.lightning.force.com' }],
  });
  expect(wrong).toEqual(['policy']);
  expect(settings).toEqual({ method: 'ltc', minimum: 'claimed', stageMaps: { 'salesforce:acme:ssm': { New: null, Won: 'ssm-winning' } } });
  expect(crms).toHaveLength(1);
  expect(locked).toEqual(['method']);
});

test('the published schema names exactly what is read', () => {
  const schema = JSON.parse(readFileSync('public/managed_schema.json', 'utf8')) as { properties: Record<string, unknown> };
  const full = Object.fromEntries(Object.keys(schema.properties).map((key) => [key, Symbol('wrong')]));
  expect(readPolicy(full).wrong.sort()).toEqual(Object.keys(schema.properties).sort());
});
