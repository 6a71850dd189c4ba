// Lists and boards by their readers: every row with its own record and values, on captures and on changed ones.
import { afterEach, describe, expect, it, vi } from 'vitest';
import type { ListReader } from '../../src/crm/contract.ts';
import { salesforceList } from '../../src/crm/salesforce/list.ts';
import { trytonList } from '../../src/crm/tryton/list.ts';
import { closeAll, everything, open, page, pagesOf, random } from './kit.ts';
import { OPS } from './mutate.ts';

vi.setConfig({ testTimeout: 60_000 });
afterEach(closeAll);

const plain = (shown: ReturnType<ListReader['list']>): Record<string, Record<string, unknown>> =>
  Object.fromEntries((shown?.deals ?? []).map((d) => [d.record, Object.fromEntries(Object.entries(d.fields).map(([k, f]) => [k, f!.value]))]));

const shownOn = (reader: ListReader, crm: string, name: string) => {
  const { html, url } = page(crm, name);
  const document = open(html, url);
  return { document, url, shown: reader.list(document, url) };
};

describe('Lightning', () => {
  it('reads a table: records by their row, values by their column', () => {
    const { shown } = shownOn(salesforceList, 'salesforce', 'list');
    expect(shown).toMatchObject({ org: 'northlight-demo.lightning.force.com', view: 'list', more: false });
    expect(shown!.deals).toHaveLength(14);
    expect(plain(shown)['0065i00000ACME1AAP']).toEqual({
      name: 'Plant analytics rollout', account: { id: '0015i00000ACME1AAP', label: 'Acme Robotics' }, amount: { value: 420000, currency: 'EUR' },
      closeDate: '2027-02-26', owner: { id: '0055i00000MAYALAA5', label: 'Maya Lindqvist' }, stage: { id: 'Needs Analysis', label: 'Needs Analysis' },
    });
    expect(shown!.deals[0]!.anchor.localName).toBe('a');
  });

  it('in Chinese the columns are found; a stage without its API name is not guessed', () => {
    const { shown } = shownOn(salesforceList, 'salesforce', 'list-zh');
    const acme = plain(shown)['0065i00000ACME1AAP']!;
    expect(acme).toMatchObject({ name: 'Plant analytics rollout', amount: { value: 420000, currency: 'EUR' }, closeDate: '2027-02-26' });
    expect(acme).not.toHaveProperty('stage');
  });

  it.each(['kanban', 'kanban-zh'])('reads a board: records by their card, stages by their column (%s)', (name) => {
    const { shown } = shownOn(salesforceList, 'salesforce', name);
    expect(shown).toMatchObject({ view: 'kanban', more: false });
    expect(plain(shown)['0065i00000ACME1AAP']).toMatchObject({ name: 'Plant analytics rollout', stage: { id: 'Needs Analysis' } });
    expect(plain(shown)['0065i00000ACME2AAP']).toMatchObject({ stage: { id: 'Closed Won', closed: 'won' } });
  });

  it('a board that draws fewer cards than its columns count goes on', () => {
    const { document, url } = shownOn(salesforceList, 'salesforce', 'kanban');
    document.querySelector('[class*=CardStencil]')!.remove();
    expect(salesforceList.list(document, url)!.more).toBe(true);
  });

  it.each(['50+ items', '1,204 items'])('a table that says “%s” goes on', (words) => {
    const { document, url } = shownOn(salesforceList, 'salesforce', 'list');
    document.querySelector('.countSortedByFilteredBy')!.textContent = words;
    expect(salesforceList.list(document, url)!.more).toBe(true);
  });

  it('takes the column by its API name where a datatable has it, whatever its label', () => {
    const { document, url } = shownOn(salesforceList, 'salesforce', 'list-zh');
    for (const row of document.querySelectorAll('tr[data-row-key-value]')) row.children[3]!.setAttribute('data-col-key-value', 'Probability-percent-4');
    expect(plain(salesforceList.list(document, url))['0065i00000ACME1AAP']).not.toHaveProperty('amount');
  });
});

describe('Tryton', () => {
  /** The API's answers to what `prepare` asks, as the server of 6.0 gives them. A named fake: the real one is in tryton-list.e2e.ts. */
  function answering(document: Document, records: { id: number; number: string; description: string }[]): void {
    const win = document.defaultView as unknown as { localStorage: Storage; fetch: unknown };
    win.localStorage.setItem('sao_session_crm', JSON.stringify({ login: 'rep', user_id: 2, session: 'x' }));
    win.fetch = async (_: string, request: { body: string }) => {
      const { method, params } = JSON.parse(request.body) as { method: string; params: [[[string, string, string[]]]] };
      const labels = { number: 'Number', description: 'Description', party: 'Party', amount: 'Amount', start_date: 'Start Date', end_date: 'End Date', employee: 'Employee', conversion_probability: 'Conversion Probability' };
      const result = method.endsWith('fields_get')
        ? { ...Object.fromEntries(Object.entries(labels).map(([k, string]) => [k, { string }])), state: { string: 'State', selection: [['lead', 'Lead'], ['opportunity', 'Opportunity'], ['converted', 'Converted'], ['lost', 'Lost']] } }
        : records.filter((r) => params[0][0][2].includes(r.number));
      return { ok: true, status: 200, json: async () => ({ id: 0, result }) };
    };
  }
  const seeded = [[1, 'Acme Robotics - plant rollout'], [2, 'Acme Robotics - spare parts portal'], [3, 'Globex Health - patient intake'], [4, 'Initech - TPS reporting'], [5, 'Umbrella Logistics - fleet tracking'], [6, 'Inbound lead without an account']]
    .map(([id, description]) => ({ id: 100 + (id as number), number: String(id), description: description as string }));
  /** Another database per test: what an org answered is kept. */
  let count = 0;
  async function list(records: typeof seeded, change?: (document: Document) => void) {
    const { html, url } = page('tryton', 'list');
    const at = new URL(url.href.replace('//127.0.0.1:8010', `//crm${count++}.example`));
    const document = open(html, at);
    change?.(document);
    answering(document, records);
    await trytonList.prepare!(document, at);
    return { document, url: at, shown: trytonList.list(document, at) };
  }

  it('reads a row by the column’s name, its record by its number', async () => {
    const { shown } = await list(seeded);
    expect(shown).toMatchObject({ view: 'list', more: false });
    expect(plain(shown)['101']).toEqual({
      name: 'Acme Robotics - plant rollout', account: { label: 'Acme Robotics' }, amount: { value: 120000, currency: 'USD' }, closeDate: '2027-01-05', created: '2026-11-21',
      probability: 60, owner: { label: 'Riley Chen' }, number: '1', stage: { id: 'opportunity', label: 'Opportunity' },
    });
    expect(Object.keys(plain(shown))).toHaveLength(6);
  });

  it('a number of two records, of none, or of a record with another description is nobody’s row', async () => {
    const { shown } = await list([...seeded.slice(0, 3), { ...seeded[0]!, id: 900 }, { ...seeded[3]!, description: 'Something else' }]);
    expect(Object.keys(plain(shown))).toEqual(['102', '103']);
    expect(shown!.more).toBe(true);
  });

  it('without a session, or without the column of numbers, there are no deals', async () => {
    const { html, url } = page('tryton', 'list');
    const at = new URL(url.href.replace('//127.0.0.1:8010', '//signed-out.example'));
    const document = open(html, at);
    await trytonList.prepare!(document, at);
    expect(trytonList.list(document, at)).toMatchObject({ deals: [], more: true });
    const { shown } = await list(seeded, (d) => { [...d.querySelectorAll('#tabcontent thead th label')].find((l) => l.textContent === 'Number')!.textContent = 'No.'; });
    expect(shown!.deals).toEqual([]);
  });

  it('a list with more rows to draw says so', async () => {
    const { document, url } = await list(seeded);
    const more = document.createElement('tr');
    more.className = 'more-row';
    document.querySelector('#tabcontent table.tree > tbody')!.append(more);
    expect(trytonList.list(document, url)!.more).toBe(true);
  });

  it('says missing, never a wrong value, on 100 changed lists', async () => {
    await list(seeded); // what the org answered is known from here on
    const org = `//crm${count - 1}.example`;
    const url = new URL(page('tryton', 'list').url.href.replace('//127.0.0.1:8010', org));
    await mutated(trytonList, 'tryton', 'list', url, '#tabcontent tbody td, #tabcontent tbody tr, #tabcontent thead th, .column-symbol, .widget > *', 100);
  }, 300_000);
});

describe.each([['list', 50], ['list-zh', 50], ['kanban', 50], ['kanban-zh', 50]])('Lightning %s', (name, variants) => {
  it(`says missing, never a wrong value, on ${variants} changed pages`, async () => {
    await mutated(salesforceList, 'salesforce', name, page('salesforce', name).url, '[data-row-key-value], [data-row-key-value] > *, thead th, [data-recordid], .pipelineViewCard, [class*=PipelineViewColumn], a[href]', variants);
  }, 300_000);
});

/** What a field of a deal may say after `ops` on up to three parts of the page: what it said before, nothing, or less of it. */
async function mutated(reader: ListReader, crm: string, name: string, url: URL, near: string, variants: number): Promise<void> {
  const { html } = page(crm, name);
  const right = plain(reader.list(open(html, url), url));
  expect(Object.keys(right).length).toBeGreaterThan(3);
  const ops = Object.keys(OPS);
  let read = 0;
  for (let seed = 0; seed < variants; seed++) {
    const next = random(seed + 1);
    await closeAll();
    const document = open(html, url);
    const done: string[] = [];
    let emptied = false;
    for (let times = 1 + Math.floor(next() * 3); times > 0; times--) {
      const parts = [...document.querySelectorAll(near)];
      const part = parts[Math.floor(next() * parts.length)]!;
      const op = ops[Math.floor(next() * ops.length)]!;
      // A column's `data-name` is the stage: with another name it is another stage. An attribute may go, though.
      if (!part.parentElement) continue;
      // The original of a twin gone, its copy would be the value.
      if (/remove|empty/.test(op) && done.some((d) => d.startsWith('twin'))) continue;
      if (op === 'rename' && part.hasAttribute('data-name')) { part.removeAttribute('data-name'); done.push('no data-name'); continue; }
      // A cell without its content is an empty one for any reader.
      emptied ||= op === 'empty' || op === 'remove';
      done.push(`${op} ${part.localName}.${part.className} ${(part.textContent ?? '').slice(0, 40)}`);
      OPS[op]!(part, next);
    }
    const what = `variant ${seed}: ${done.join('; ')}`;
    const got = plain(reader.list(document, url));
    for (const [record, fields] of Object.entries(got)) {
      expect(right, what).toHaveProperty([record]);
      for (const [key, value] of Object.entries(fields)) {
        if (value === null && emptied) continue;
        const was = right[record]![key];
        if (key === 'stage' && (value as { id: string }).id === (was as { id: string } | undefined)?.id) continue;
        const whole = typeof value === 'object' && value && typeof was === 'object' ? { ...was, ...value } : value;
        expect(whole, `${what}: ${record} ${key}`).toEqual(was);
        read++;
      }
    }
  }
  expect(read).toBeGreaterThan(variants);
}

it('reads nothing on other pages, and changes none', () => {
  for (const [reader, crm] of [[salesforceList, 'salesforce'], [trytonList, 'tryton'], [salesforceList, 'tryton'], [trytonList, 'salesforce'], [salesforceList, 'odoo'], [trytonList, 'odoo']] as const) {
    for (const { html, url, name } of pagesOf(crm)) {
      const document = open(html, url);
      const before = everything(document);
      const shown = reader.list(document, url);
      reader.watch(document, url);
      expect(everything(document), name).toBe(before);
      if (reader.id !== crm || !/^(list|kanban)/.test(name)) expect(shown, name).toBeNull();
    }
  }
});

it.each(['https://acme.lightning.force.com.evil.example/lightning/o/Opportunity/list', 'https://acme.lightning.force.com/lightning/o/Account/list', 'https://evil.example/lightning/o/Opportunity/list'])('does not take %s for a list of its own', (address) => {
  const url = new URL(address);
  expect(salesforceList.list(open(page('salesforce', 'list').html, url), url)).toBeNull();
});
