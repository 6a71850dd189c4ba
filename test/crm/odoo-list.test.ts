// Boards and lists of the captures; which records they show is answered by a stand-in for the API.
import { afterEach, describe, expect, it } from 'vitest';
import { odooList } from '../../src/crm/odoo/list.ts';
import { at, closeAll, open, page } from './kit.ts';

afterEach(async () => { await closeAll(); globalThis.stageproofOdoo = undefined; });

const STAGES = [[1, 'New'], [2, 'Qualified'], [3, 'Proposition'], [4, 'Won']] as const;
const row = (id: number, name: string, stage: number, partner: [number, string] | false, more = {}) => ({
  id, name, stage_id: [stage, STAGES[stage - 1]![1]], partner_id: partner, user_id: [5, 'Riley Chen'], expected_revenue: 1000 * id, company_currency: [1, 'USD'], probability: 10,
  contact_name: false, team_id: false, date_deadline: false, create_date: '2026-11-01 10:00:00', write_date: '2026-11-01 10:00:00', active: true, type: 'opportunity', ...more,
});
const ROWS = [
  row(71, 'Acme Robotics - plant rollout', 2, [8, 'Acme Robotics, Dana Whitfield']), row(72, 'Globex Health - patient intake', 3, [10, 'Globex Health, Priya Nair']),
  row(73, 'Initech - TPS reporting', 3, [12, 'Initech, Bill Lumbergh']), row(74, 'Umbrella Logistics - fleet tracking', 1, [14, 'Umbrella Logistics, Ada Wong']),
];
function on(name: string, rows: object[] = ROWS) {
  const { html, url } = page('odoo', name);
  const document = open(html, url);
  const asked: unknown[] = [];
  const { reader, known } = odooList({
    origin: url.origin,
    fetch: (async (address: string, init: RequestInit) => {
      asked.push(JSON.parse(String(init.body)));
      return Response.json({ result: /session_info/.test(address) ? { uid: 5, name: 'Riley' } : /crm\.stage/.test(address) ? STAGES.map(([id, name]) => ({ id, name, is_won: id === 4 })) : /res\.currency/.test(address) ? [{ id: 1, name: 'USD' }] : rows });
    }) as typeof fetch,
  });
  return { document, url, reader, known, asked, list: () => reader.list(document, url)! };
}

describe.each([['pipeline-kanban', 'kanban'], ['pipeline-list', 'list']] as const)('%s', (name, view) => {
  it('has no records before it was asked, and all after', async () => {
    const a = on(name);
    expect(a.list()).toMatchObject({ view, org: 'odoo.example', deals: [], more: true });
    await a.reader.prepare!(a.document, a.url);
    const { deals } = a.list();
    expect(deals.map((d) => [d.record, d.anchor.textContent!.trim()]).sort()).toEqual(ROWS.map((r) => [String(r.id), r.name]).sort());
    expect(deals.find((d) => d.record === '72')!.fields).toMatchObject({ name: { value: 'Globex Health - patient intake' }, amount: { value: { value: 72000, currency: 'USD' } }, stage: { value: { id: '3' } } });
    const before = a.asked.length;
    await a.reader.prepare!(a.document, a.url);
    expect(a.asked.length).toBe(before); // nothing new, nothing asked
  });

  it('tells records of one name apart by customer and stage, or leaves them out', async () => {
    const twin = on(name, [...ROWS, row(80, 'Initech - TPS reporting', 1, [99, 'Somebody else'])]);
    await twin.reader.prepare!(twin.document, twin.url);
    const records = twin.list().deals.map((d) => d.record);
    expect(records).not.toContain('80');
    const same = on(name, [...ROWS, row(81, 'Initech - TPS reporting', 3, [12, 'Initech, Bill Lumbergh'])]);
    await same.reader.prepare!(same.document, same.url);
    expect(same.list().deals.map((d) => d.record).sort()).toEqual(['71', '72', '74']);
    expect(same.list().more).toBe(true);
    const cut = on(name, [...ROWS, ...Array.from({ length: 996 }, (_, i) => row(100 + i, 'Globex Health - patient intake', 3, false))]);
    await cut.reader.prepare!(cut.document, cut.url);
    expect(cut.list().deals).toEqual([]);
  });
});

it('another model’s list is none, and a failing API leaves a list without records', async () => {
  const a = on('not-a-deal');
  expect(a.list()).toBeNull();
  await a.reader.prepare!(a.document, a.url);
  expect(a.asked).toEqual([]);
  const { html, url } = page('odoo', 'pipeline-kanban');
  let tried = 0;
  const { reader } = odooList({ origin: url.origin, fetch: () => { tried++; return Promise.reject(new TypeError('offline')); } });
  const document = open(html, url);
  for (let i = 0; i < 3; i++) await reader.prepare!(document, url);
  expect(reader.list(document, url)!.deals).toEqual([]);
  expect(tried).toBe(1); // and the server is left alone for a while
});

it('a card in hand over another column is a move of its record', async () => {
  const a = on('pipeline-kanban');
  const card = [...a.document.querySelectorAll('.o_kanban_record')].find((e) => e.textContent!.includes('Acme'))!;
  const columns = [...a.document.querySelectorAll('.o_kanban_group')];
  const over = (title: string) => { columns.forEach((c) => c.classList.toggle('o_kanban_hover', c.querySelector('.o_column_title')!.textContent!.trim() === title)); return a.known.drop!(at('pointerup', card), a.document); };
  card.classList.add('o_dragged');
  expect(over('Proposition')).toBeNull(); // not asked yet: noticed afterwards
  await a.reader.prepare!(a.document, a.url);
  expect(over('Proposition')).toEqual({ to: { id: '3', label: 'Proposition' }, how: 'kanban', record: '71' });
  expect(over('Qualified')).toBeNull(); // where it was
  card.classList.remove('o_dragged');
  expect(over('Won')).toBeNull();
});
