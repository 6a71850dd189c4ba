import { expect, test } from 'vitest';
import type { Settings } from '../../src/wire/messages.ts';
import type { Desk } from '../../src/worker/desk.ts';
import { Hooks } from '../../src/worker/hooks.ts';

const desk = (host: object | null): Desk => ({ tab: 7, host }) as unknown as Desk;

test('the page’s own hook is set once per page and record, only where the gate may hold a move', async () => {
  const set: [number, string][] = [];
  let policy: 'advise' | 'warn' | 'block' = 'advise';
  let stageHook = true;
  const hooks = new Hooks({ hook: async (tab, name) => void set.push([tab, name]) }, async () => ({ policy, stageHook }) as Settings);

  const first = desk({});
  const place = { crm: 'dynamics365' as const, org: 'acme.crm4.dynamics.com', record: '1' };
  await hooks.set(first, place);
  expect(set).toEqual([]);
  policy = 'warn';
  stageHook = false;
  await hooks.set(first, place);
  expect(set).toEqual([]);
  stageHook = true;
  await hooks.set(first, place);
  await hooks.set(first, place);
  expect(set).toEqual([[7, 'dynamics365-hook']]);
  // Another record in the same page, and the same one in a page loaded anew.
  await hooks.set(first, { ...place, record: '2' });
  await hooks.set(desk({}), place);
  expect(set).toHaveLength(3);
  await hooks.set(first, { crm: 'tryton', org: 'x', record: '1' });
  await hooks.set(desk(null), place);
  expect(set).toHaveLength(3);
});
