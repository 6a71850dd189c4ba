// The prepared story must be events that the product understands, on outcomes and questions the method has.
import { expect, test } from 'vitest';
import { envelope, understood } from '../../src/domain/event.ts';
import { fold } from '../../src/domain/fold.ts';
import assessments from '../../src/methods/assessments.json';
import ssm from '../../src/methods/packs/ssm.json';
import { open } from '../notebook/helpers.ts';
import { story, storyBackup } from './story.mjs';

const now = Date.UTC(2026, 10, 21, 12);
const known = new Set(JSON.stringify([ssm, assessments]).match(/ssm-[a-z0-9-]+/g));

test.each(['demo', 'tryton'] as const)('every event of the %s story is understood and has an effect', (crm) => {
  const events = story({ deal: 'test:host:1', crm, now });
  for (const event of events) {
    expect(envelope.safeParse(event).success, JSON.stringify(event)).toBe(true);
    expect(understood(event), JSON.stringify(event)).toBe(true);
    for (const id of JSON.stringify(event.data).match(/ssm-[a-z0-9-]+/g) ?? []) expect(known, id).toContain(id);
  }
  expect(new Set(events.map((e) => e.id)).size).toBe(events.length);
  expect(events.map((e) => e.at)).toEqual(events.map((e) => e.at).toSorted());
  const state = fold('test:host:1', events);
  expect(state.noEffect).toEqual([]);
  expect(Object.keys(state.notes)).toEqual(['n-plan', 'n-money', 'n-criteria']);
});

test('the story comes in as a backup file, and once', async () => {
  const notebook = await open();
  const file = () => [new TextEncoder().encode(storyBackup({ deal: 'test:host:1', crm: 'demo', now }))];
  const events = story({ deal: 'test:host:1', crm: 'demo', now });
  expect(await notebook.restore(file())).toEqual({ added: events.length, known: 0, deals: 1, newer: 0 });
  expect(await notebook.restore(file())).toMatchObject({ added: 0, known: events.length });
  notebook.close();
});
