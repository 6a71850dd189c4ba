// Exports of CRMs as files: encodings, separators, columns, days, amounts, and rows that are refused.
import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { asks, build, recordIn, refusedCsv } from '../../src/pages/options/pipeline/deals.ts';
import { guess, remember, remembered, wordsOf, type Mapping } from '../../src/pages/options/pipeline/mapping.ts';
import { FileTrouble, guessEncoding, MOST_ROWS, readTable, type Cell } from '../../src/pages/options/pipeline/table.ts';
import { dayIn, decimalOf, figureIn, isShare, orderOf } from '../../src/pages/options/pipeline/values.ts';
import { listedDeal } from '../../src/wire/pipeline-schema.ts';
import { gb, latin1, utf16, utf8, workbook } from './sheet.ts';

const FILE = { crm: 'file', org: 'export' };
const SALESFORCE = { crm: 'salesforce', org: 'acme.lightning.force.com' };
const fault = async (bytes: Uint8Array<ArrayBuffer>): Promise<string> => readTable(bytes).then(() => 'none', (e: unknown) => (e as FileTrouble).fault);
const csv = async (text: string) => readTable(utf8(text));

describe('the file', () => {
  const german = 'Id;Name;Betrag\r\n1;Müller & Söhne;1.234,50\r\n2;Größe über alles;2\r\n';
  const chinese = '商机编号,商机名称,金额\n1,启明精密制造产线改造,￥120000\n2,华东区仓储系统升级,￥80000\n';
  test.each([
    ['utf-8', utf8(german), 'utf-8', 'Müller & Söhne'], ['a mark', utf8(`\uFEFF${german}`), 'utf-8', 'Müller & Söhne'],
    ['windows-1252', latin1(german), 'windows-1252', 'Müller & Söhne'], ['utf-16', utf16(german), 'utf-16le', 'Müller & Söhne'],
    ['utf-16 big endian', utf16(german, { big: true }), 'utf-16be', 'Müller & Söhne'], ['utf-16 without a mark', utf16(german, { mark: false }), 'utf-16le', 'Müller & Söhne'],
    ['gbk', gb(chinese), 'gb18030', '启明精密制造产线改造'], ['chinese in utf-8', utf8(chinese), 'utf-8', '启明精密制造产线改造'],
  ])('%s is read as it was written', async (_, bytes, encoding, name) => {
    const table = await readTable(bytes);
    expect(table.encoding).toBe(encoding);
    expect(table.headers[0]).not.toContain('\uFEFF');
    expect(table.rows.map((r) => r.cells[1])).toContain(name);
  });

  test('one that is taken for another can be read again as what it is', async () => {
    const bytes = latin1('Id,Name\n1,caf\xe9\n');
    expect((await readTable(bytes, 'gb18030')).rows[0]!.cells[1]).not.toBe('café');
    expect((await readTable(bytes, 'windows-1252')).rows[0]!.cells[1]).toBe('café');
  });

  test.each([[','], [';'], ['\t'], ['|']])('separator %j', async (s) => {
    const table = await csv(['Id', 'Name', 'Amount'].join(s) + '\n' + ['1', `"A ${s} B"`, '5'].join(s) + '\n' + ['2', 'C', '6'].join(s));
    expect(table.rows.map((r) => r.cells)).toEqual([['1', `A ${s} B`, '5'], ['2', 'C', '6']]);
  });

  test('Excel’s own line about the separator, titles above the header, empty rows: numbers of rows stay those of the file', async () => {
    const table = await csv('sep=;\nMy report\n\nId;Name\n1;A\n;\n2;"two\nlines"\n\n3;C\n');
    expect(table.headers).toEqual(['Id', 'Name']);
    expect(table.rows.map((r) => r.n)).toEqual([5, 7, 9]);
  });

  test('headers without a name or with the same one can be told apart', async () => {
    expect((await csv('Id,Name,,Name\n1,a,b,c\n')).headers).toEqual(['Id', 'Name', 'C', 'Name (2)']);
  });

  test('formulas are text, and an id kept from Excel is the id', async () => {
    const table = await csv('Id,Name\n"=""0061x00000AbCdE""","=HYPERLINK(""http://x"",""y"")"\n@SUM(1),+1\n');
    expect(table.rows.map((r) => r.cells)).toEqual([['0061x00000AbCdE', '=HYPERLINK("http://x","y")'], ['@SUM(1)', '+1']]);
  });

  test('a workbook: texts, numbers, days, percentages', async () => {
    const table = await readTable(workbook([['Id', 'Name', 'Amount', 'Close Date', 'Probability'], ['1', 'A & B', 1234.5, { day: '2027-02-26' }, { percent: 40 }], ['2', '公司', null, null, null]]));
    expect(table.kind).toBe('xlsx');
    expect(table.rows[0]!.cells.slice(0, 3)).toEqual(['1', 'A & B', 1234.5]);
    expect(dayIn(table.rows[0]!.cells[3]!, null)).toBe('2027-02-26');
    const built = build(table, guess(table), FILE, []);
    expect(built.deals[0]!.fields).toMatchObject({ closeDate: { value: '2027-02-26' }, probability: { value: 40 }, amount: { value: { value: 1234.5 } } });
    expect(built.deals[1]!.fields.amount).toBeUndefined();
  });

  test('a workbook of 10,000 rows', async () => {
    const rows = Array.from({ length: 10_000 }, (_, i) => [String(i + 1), `Deal ${i} ${'x'.repeat(i % 90)}`, i]);
    expect((await readTable(workbook([['Id', 'Name', 'Amount'], ...rows]))).rows).toHaveLength(10_000);
  });

  test.each([
    ['empty', utf8('')], ['empty', utf8('\n\n  \n')], ['one-column', utf8('just a text\nof lines\n')], ['no-rows', utf8('Id,Name\n')],
    ['web-page', utf8('<html><table><tr><td>Id</td></tr></table></html>')], ['json', utf8('[{"id": 1}]')], ['pdf', utf8('%PDF-1.7 …')],
    ['old-excel', Uint8Array.of(0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1)], ['binary', Uint8Array.from({ length: 500 }, (_, i) => (i * 37) % 256)],
    ['broken', Uint8Array.of(0x50, 0x4b, 3, 4, 1, 2, 3)], ['too-many', utf8('Id,Name\n' + '1,a\n'.repeat(MOST_ROWS + 1))],
  ])('%s is said in as many words', async (why, bytes) => {
    expect(await fault(bytes as Uint8Array<ArrayBuffer>)).toBe(why);
  });

  test('no bytes make it fail in another way', async () => {
    await fc.assert(fc.asyncProperty(fc.uint8Array({ maxLength: 400 }), async (bytes) => {
      guessEncoding(new Uint8Array(bytes));
      await readTable(new Uint8Array(bytes)).catch((e: unknown) => { if (!(e instanceof FileTrouble)) throw e; });
    }), { numRuns: 300 });
  });
});

describe('columns', () => {
  test.each([
    ['Salesforce', 'Opportunity ID,Opportunity Name,Account Name,Stage,Amount,Amount Currency,Close Date,Probability (%),Opportunity Owner,Next Step,Created Date,Type', { record: 'Opportunity ID', name: 'Opportunity Name', account: 'Account Name', stage: 'Stage', amount: 'Amount', currency: 'Amount Currency', closeDate: 'Close Date', probability: 'Probability (%)', owner: 'Opportunity Owner', nextStep: 'Next Step', created: 'Created Date', type: 'Type' }],
    ['HubSpot', 'Record ID,Deal Name,Deal Stage,Pipeline,Amount,Close Date,Deal owner,Create Date,Associated Company,Deal probability', { record: 'Record ID', name: 'Deal Name', stage: 'Deal Stage', amount: 'Amount', closeDate: 'Close Date', owner: 'Deal owner', created: 'Create Date', account: 'Associated Company', probability: 'Deal probability' }],
    ['Pipedrive', 'ID,Title,Organization,Value,Currency,Stage,Expected close date,Owner,Contact person', { record: 'ID', name: 'Title', account: 'Organization', amount: 'Value', currency: 'Currency', stage: 'Stage', closeDate: 'Expected close date', owner: 'Owner', contact: 'Contact person' }],
    ['Odoo', 'id,Opportunity,Customer,Expected Revenue,Expected Closing,Stage,Probability,Salesperson', { record: 'id', name: 'Opportunity', account: 'Customer', amount: 'Expected Revenue', closeDate: 'Expected Closing', stage: 'Stage', probability: 'Probability', owner: 'Salesperson' }],
    ['Dynamics', '(Do Not Modify) Opportunity,Topic,Potential Customer,Est. Revenue,Est. Close Date,Probability,Owner', { record: '(Do Not Modify) Opportunity', name: 'Topic', account: 'Potential Customer', amount: 'Est. Revenue', closeDate: 'Est. Close Date', probability: 'Probability', owner: 'Owner' }],
    ['Chinese', '商机编号,商机名称,客户名称,销售阶段,预计金额,币种,预计成交日期,赢率(%),负责人,下一步', { record: '商机编号', name: '商机名称', account: '客户名称', stage: '销售阶段', amount: '预计金额', currency: '币种', closeDate: '预计成交日期', probability: '赢率(%)', owner: '负责人', nextStep: '下一步' }],
  ])('%s', async (_, head, columns) => {
    expect(guess(await csv(`${head},Zzz\n${head.split(',').map(() => '').join(',')},x\n`)).columns).toMatchObject(columns);
  });

  test('a header whose values say otherwise is not believed; values that name themselves are', async () => {
    const table = await csv('Value,Opportunity,Sum,Chance\nHigh,Deal A,€ 500,40%\nLow,Deal B,€ 700,60%\n');
    expect(guess(table).columns).toEqual({ name: 'Opportunity', amount: 'Sum', probability: 'Chance' });
  });

  test('remembered by the set of headers, whatever their order', () => {
    const kept = new Map<string, string>();
    const shelf = { getItem: (k: string) => kept.get(k) ?? null, setItem: (k: string, v: string) => void kept.set(k, v) };
    const mapping: Mapping = { columns: { name: 'B' }, currency: 'EUR', stages: { Open: 'x' }, order: 'd' };
    remember(shelf, ['A', 'B'], { mapping, target: FILE });
    expect(remembered(shelf, ['B', 'A'])).toEqual({ mapping, target: FILE });
    expect(remembered(shelf, ['B'])).toBeNull();
    kept.set('pipeline-mappings', '{broken');
    expect(remembered(shelf, ['A', 'B'])).toBeNull();
  });

  test('words of a column, most frequent first', async () => {
    expect(wordsOf(await csv('Id,Stage\n1,Open\n2,Won\n3,Open\n4,-\n'), 'Stage', 9)).toEqual(['Open', 'Won']);
  });
});

describe('days', () => {
  test.each<[Cell, string | undefined]>([
    ['2027-02-26', '2027-02-26'], ['2027-02-26T10:00:00Z', '2027-02-26'], ['2027/2/6', '2027-02-06'], ['2027年2月26日', '2027-02-26'], ['26.02.2027', '2027-02-26'], ['6.2.2027', '2027-02-06'],
    ['26 Feb 2027', '2027-02-26'], ['February 26, 2027', '2027-02-26'], ['26-Feb-27', '2027-02-26'], ['20270226', '2027-02-26'], ['13/02/2027', '2027-02-13'], ['02/13/2027', '2027-02-13'],
    ['05/05/2027', '2027-05-05'], [46_444, '2027-02-26'], ['2027-02-30', undefined], ['31/02/2027', undefined], ['soon', undefined], ['05/06/2027', undefined], [12, undefined], [true, undefined],
  ])('%j is %j', (cell, is) => expect(dayIn(cell, null)).toBe(is));

  test('one day of a column decides for all; none decides: asked', () => {
    expect(orderOf(['05/06/2027', '13/06/2027'])).toBe('d');
    expect(orderOf(['05/06/2027', '06/13/2027'])).toBe('m');
    expect(orderOf(['05/06/2027', '07/08/2027'])).toBe('ask');
    expect(orderOf(['13/06/2027', '06/13/2027'])).toBe('ask');
    expect(orderOf(['05/05/2027', '2027-01-02', '', 'x'])).toBeNull();
    expect(dayIn('05/06/2027', 'd')).toBe('2027-06-05');
    expect(dayIn('05/06/2027', 'm')).toBe('2027-05-06');
    expect(dayIn('13/06/2027', 'm')).toBeUndefined();
  });

  test('every real day survives being written in any unambiguous way', () => {
    fc.assert(fc.property(fc.date({ min: new Date('1971-01-01'), max: new Date('2099-12-31'), noInvalidDate: true }), fc.constantFrom('d' as const, 'm' as const), (date, order) => {
      const is = date.toISOString().slice(0, 10);
      const [y, m, d] = is.split('-') as [string, string, string];
      expect(dayIn(order === 'd' ? `${d}/${m}/${y}` : `${m}/${d}/${y}`, order)).toBe(is);
      expect(dayIn(date, null)).toBe(is);
      expect([is, undefined]).toContain(dayIn(`${d}/${m}/${y}`, null));
    }));
  });
});

describe('figures', () => {
  test.each<[string[], string | null]>([
    [['1,234.50', '7'], '.'], [['1.234,50'], ','], [['1,234', '5,678'], null], [['1234.500'], '.'], [['1.234.567'], ','], [['12,5'], ','], [['€ 0.125'], '.'], [['x'], null],
  ])('%j has the decimal mark %j', (cells, is) => expect(decimalOf(cells)).toBe(is));

  test.each<[Cell, '.' | ',' | null, number | undefined]>([
    ['$1,234.50', '.', 1234.5], ['1.234,50 €', ',', 1234.5], ['1,234', null, 1234], ['1,234', ',', 1.234], ["1'234.5", '.', 1234.5], ['1 234,5', ',', 1234.5], ['(500)', null, -500], ['-500', null, -500],
    ['USD 12', null, 12], ['42.7K', '.', 42_700], ['12万', null, 120_000], ['about 5 or 6', null, undefined], ['none at all', null, undefined], ['2027-01-02', null, undefined], [5, null, 5], ['1.', '.', undefined],
  ])('%j with %j is %j', (cell, mark, is) => expect(figureIn(cell, mark)?.value).toBe(is));

  test('any amount survives being written in either way', () => {
    fc.assert(fc.property(fc.integer({ min: -9_999_999, max: 999_999_999 }), fc.boolean(), (cents, german) => {
      const value = cents / 100;
      const text = new Intl.NumberFormat(german ? 'de-DE' : 'en-US', { minimumFractionDigits: 2 }).format(value);
      expect(figureIn(text, german ? ',' : '.')?.value).toBe(value);
      // Without the column's mark it is the same or, where three digits could be either, a group.
      expect(decimalOf([text, '1'])).toBe(german ? ',' : '.');
    }));
  });

  test('shares of one are not percentages', () => {
    expect(isShare([0.4, 0.25, 1])).toBe(true);
    expect(isShare([40, 25])).toBe(false);
    expect(isShare([0, 1])).toBe(false);
    expect(isShare(['0.4%', '0.5%'])).toBe(false);
  });
});

describe('rows as deals', () => {
  const one = async (text: string, target = FILE, stages: Parameters<typeof build>[3] = [], more: Partial<Mapping> = {}) => {
    const table = await csv(text);
    return build(table, { ...guess(table), ...more }, target, stages);
  };

  test('each field with its kind of value, from the file', async () => {
    const { deals, refused } = await one('Id,Opportunity Name,Account,Amount,Close Date,Stage,Probability,Owner,Next Step\n7,Rollout,Acme,"€420,000.00",2027-02-26,Proposal,40%,Maya,Call\n');
    expect(refused).toEqual([]);
    expect(deals).toEqual([{ record: '7', fields: {
      name: { value: 'Rollout', from: 'typed' }, account: { value: { label: 'Acme' }, from: 'typed' }, owner: { value: { label: 'Maya' }, from: 'typed' }, nextStep: { value: 'Call', from: 'typed' },
      closeDate: { value: '2027-02-26', from: 'typed' }, amount: { value: { value: 420_000, currency: 'EUR' }, from: 'typed' }, probability: { value: 40, from: 'typed' },
      stage: { value: { id: 'Proposal', label: 'Proposal' }, from: 'typed' },
    } }]);
    for (const deal of deals) expect(listedDeal.safeParse(deal).success).toBe(true);
  });

  test('refused with the row and the reason; the others come in', async () => {
    const { deals, refused } = await one('Id,Name,Amount,Close Date\n1,A,5,2027-01-01\n,B,5,2027-01-01\n3,,5,2027-01-01\n4,D,much,2027-01-01\n5,E,5,2027-02-31\n6,F,-,n/a\n');
    expect(deals.map((d) => d.record)).toEqual(['1', '6']);
    expect(refused).toEqual([
      { row: 3, why: 'record' }, { row: 4, record: '3', why: 'name' }, { row: 5, record: '4', why: 'shape', detail: 'Amount' }, { row: 6, record: '5', why: 'shape', detail: 'Close Date' },
    ]);
  });

  test('an id that stands twice is refused in every row unless the rows are the same', async () => {
    const { deals, refused } = await one('Id,Name,Amount\n1,A,5\n2,B,5\n1,A,6\n2,B,5\n1,A,7\n');
    expect(deals.map((d) => d.record)).toEqual(['2']);
    expect(refused).toEqual([{ row: 2, record: '1', why: 'twice', detail: '4, 6' }, { row: 4, record: '1', why: 'twice', detail: '2, 6' }, { row: 6, record: '1', why: 'twice', detail: '2, 4' }]);
  });

  test('without an id, name and account together are one', async () => {
    const { deals, refused } = await one('Opportunity Name,Account,Amount\nRollout,Acme,5\nRollout,Acme,5\nRollout,Globex,5\nrollout ,GLOBEX,5\n', FILE);
    expect(deals.map((d) => d.record)).toEqual(['rollout · acme']);
    expect(refused.map((r) => [r.row, r.record, r.why])).toEqual([[4, 'rollout · globex', 'twice'], [5, 'rollout · globex', 'twice']]);
  });

  test('ids as the CRM writes them', () => {
    expect(recordIn('salesforce', '0065i00000ACME1')).toBe('0065i00000ACME1AAP');
    expect(recordIn('salesforce', '0065i00000ACME1AAP')).toBe('0065i00000ACME1AAP');
    expect(recordIn('salesforce', '0015i00000ACME1')).toBeNull();
    expect(recordIn('tryton', '0012')).toBe('12');
    expect(recordIn('tryton', 'OPP-1')).toBeNull();
    expect(recordIn('odoo', '__export__.crm_lead_12_3f2a9c')).toBe('12');
    expect(recordIn('zoho', 'zcrm_554023000000527002')).toBe('554023000000527002');
    expect(recordIn('dynamics365', '{1D3A7E2B-0000-4000-8000-00000000AbCd}')).toBe('1d3a7e2b-0000-4000-8000-00000000abcd');
    expect(recordIn('file', 5)).toBe('5');
    expect(recordIn('file', ' ')).toBeNull();
  });

  test('stages of a CRM by id or label; a word it does not know is left out, not made up', async () => {
    const stages = [{ id: 'lead', label: 'Lead' }, { id: 'won', label: 'Won', closed: 'won' as const }];
    const text = 'Id,Name,Stage\n1,A,LEAD\n2,B,won\n3,C,Demo done\n4,D,Dropped\n';
    const tryton = await one(text, { crm: 'tryton', org: 'x/crm' }, stages, { stages: { 'Demo done': 'lead', Dropped: '' } });
    expect(tryton.deals.map((d) => (d.fields.stage?.value as { id: string } | undefined)?.id)).toEqual(['lead', 'won', 'lead', undefined]);
    expect((await one(text, { crm: 'tryton', org: 'x/crm' }, stages)).deals[2]!.fields.stage).toBeUndefined();
    expect((await one(text, SALESFORCE)).refused).toHaveLength(4);
    expect((await one('Id,Name,Stage\n1,A,Closed Won\n2,B,输单\n')).deals.map((d) => d.fields.stage?.value)).toEqual([{ id: 'Closed Won', label: 'Closed Won', closed: 'won' }, { id: '输单', label: '输单', closed: 'lost' }]);
  });

  test('days that could be either are asked for; until then their rows are refused', async () => {
    const table = await csv('Id,Name,Close Date\n1,A,05/06/2027\n2,B,07/08/2027\n');
    const mapping = guess(table);
    expect(asks(table, mapping)).toEqual(['Close Date']);
    expect(build(table, mapping, FILE, []).refused.map((r) => r.why)).toEqual(['shape', 'shape']);
    expect(build(table, { ...mapping, order: 'm' }, FILE, []).deals.map((d) => d.fields.closeDate?.value)).toEqual(['2027-05-06', '2027-07-08']);
  });

  test('a currency of its own column, in the amount, or as the user says', async () => {
    const amounts = (text: string, more: Partial<Mapping> = {}) => one(text, FILE, [], more).then(({ deals }) => deals.map((d) => d.fields.amount?.value));
    expect(await amounts('Id,Name,Amount,Currency\n1,A,5,EUR\n2,B,5,\n', { currency: 'USD' })).toEqual([{ value: 5, currency: 'EUR' }, { value: 5, currency: 'USD' }]);
    expect(await amounts('Id,Name,Amount\n1,A,£5\n2,B,$5\n')).toEqual([{ value: 5, currency: 'GBP' }, { value: 5 }]);
    expect(await amounts('Id,Name,Amount\n1,A,$42.7K\n')).toEqual([{ value: 42_700 }]);
  });

  test('the same table gives the same deals, whatever the order of rows and columns', () => {
    const cell = fc.oneof(fc.string({ maxLength: 12 }), fc.constantFrom('5', '€ 1.234,50', '05/06/2027', '-', '=1+1', '赢单'));
    fc.assert(fc.property(fc.array(fc.tuple(fc.integer({ min: 1, max: 6 }), fc.string({ minLength: 1, maxLength: 8 }), cell, cell), { minLength: 1, maxLength: 8 }), (rows) => {
      const headers = ['Id', 'Name', 'Amount', 'Close Date'];
      const mapping: Mapping = { columns: { record: 'Id', name: 'Name', amount: 'Amount', closeDate: 'Close Date' }, currency: '', stages: {}, order: 'd', decimal: '.' };
      const table = { kind: 'csv' as const, headers, rows: rows.map((cells, i) => ({ n: i + 2, cells: cells.map((c, at) => (at === 0 ? String(c) : c)) as Cell[] })) };
      const turned = { ...table, headers: [...headers].reverse(), rows: [...table.rows].reverse().map((r) => ({ ...r, cells: [...r.cells].reverse() })) };
      const [a, b] = [build(table, mapping, FILE, []), build(turned, mapping, FILE, [])];
      const sorted = (x: typeof a) => [...x.deals].sort((p, q) => (p.record < q.record ? -1 : 1));
      expect(sorted(b)).toEqual(sorted(a));
      expect(b.refused.map((r) => [r.row, r.why])).toEqual(a.refused.map((r) => [r.row, r.why]));
      for (const deal of a.deals) expect(listedDeal.safeParse(deal).success).toBe(true);
    }));
  });

  test('the list of refused rows is no formula for the spreadsheet that opens it', () => {
    expect(refusedCsv([{ row: 2, record: '=cmd|1', why: 'twice', detail: '4' }], ['Row', 'Record', 'Reason'], (r) => `"${r.why}"`)).toBe('\uFEFF"Row","Record","Reason"\r\n"2","\'=cmd|1","""twice"""\r\n');
  });
});
