import { describe, expect, it } from 'vitest';
import { currency, cut, day, dayOrder, money, number } from '../../src/crm/parse.ts';

describe('numbers as people read them', () => {
  it.each([
    ['420,000.00', 420000], ['420.000,00', 420000], ['1 234,56', 1234.56], ['1\u00a0234\u202f567,8', 1234567.8], ["12'000.50", 12000.5], ['1.234.567', 1234567], ['3,20,000', 320000],
    ['0.5', 0.5], ['0,5', 0.5], ['60.00', 60], ['20%', 20], ['7,5 %', 7.5], ['(1,000)', -1000], ['-250', -250], ['−250', -250], ['1,000', 1000], ['1.000', 1000], ['0.125', 0.125], ['12', 12],
    ['', undefined], ['n/a', undefined], ['1,2,3', undefined], ['1.', undefined], ['5 of 10', undefined],
  ])('%s', (text, value) => expect(number(text)?.value).toBe(value));

  it.each([['$42.7K', 42700], ['€1.2M', 1200000], ['¥320万', 3200000], ['3.2亿', 320000000], ['1,5 M', 1500000]])('%s is rounded', (text, value) => {
    expect(number(text)).toEqual({ value, rounded: true });
  });

  it.each([
    ['€420,000.00', 420000, 'EUR'], ['420.000,00 €', 420000, 'EUR'], ['CN¥1,200,000', 1200000, 'CNY'], ['USD 1,000.00 (EUR 900.00)', 1000, 'USD'], ['R$ 1.000,50', 1000.5, 'BRL'],
    ['$1,000.00', 1000, undefined], ['¥1,000', 1000, undefined], ['1 000 kr', 1000, undefined], ['CHF 1’000.00', 1000, 'CHF'], ['GBP 5', 5, 'GBP'], ['₩1,000', 1000, 'KRW'],
  ])('%s', (text, value, code) => expect(money(text)?.value).toEqual(code ? { value, currency: code } : { value }));

  it('calls $ and ¥ by name only where the page shows whose they are', () => {
    expect(currency('$', 'en-US', 'm')).toBe('USD');
    expect(currency('$', 'en-US', 'd')).toBeUndefined();
    expect(currency('¥', 'zh-CN', 'y')).toBe('CNY');
    expect(currency('¥', 'en-US', 'm')).toBeUndefined();
  });

  it('leaves three decimals alone where three digits are no group', () => expect(money('KWD 1.234')).toBeUndefined());
});

describe('days as people read them', () => {
  it.each([
    ['2/26/2027', 'm', '2027-02-26'], ['26.02.2027', 'd', '2027-02-26'], ['2027/2/26', undefined, '2027-02-26'], ['2027年2月26日', undefined, '2027-02-26'], ['2027-02-26', undefined, '2027-02-26'],
    ['1/5/2027', undefined, undefined], ['5/5/2027', undefined, '2027-05-05'], ['2/30/2027', 'm', undefined], ['13/13/2027', 'd', undefined], ['9/14/26, 10:12 AM', 'm', '2026-09-14'], ['soon', 'm', undefined], ['', 'm', undefined],
  ] as const)('%s in order %s', (text, order, iso) => expect(day(text, order)).toBe(iso));

  it.each([
    [['2/26/2027'], '', 'm'], [['26/02/2027'], '', 'd'], [['05.01.2027'], '', 'd'], [['2027/1/5'], '', 'y'], [['1/5/2027'], 'en-US', 'm'], [['01/05/2027'], 'en-US', undefined], [['10/11/2027'], 'en-US', undefined],
    [['1/5/2027'], 'en', undefined], [['05/01/2027'], 'en-GB', 'd'], [['05/01/2027'], 'fr', 'd'], [['2/26/2027', '26/2/2027'], 'en-US', undefined], [['1/5/2027', '9/14/26, 10:12 AM'], 'de', 'm'], [[], 'en-US', undefined],
  ] as const)('%j on a page in “%s”', (texts, lang, order) => expect(dayOrder([...texts], lang)).toBe(order));

  it('cuts with an ellipsis', () => {
    expect(cut(' abc ', 3)).toBe('abc');
    expect(cut('abcd', 3)).toBe('ab…');
    expect(cut(null)).toBe('');
  });
});
