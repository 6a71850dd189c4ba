import { describe, expect, it } from 'vitest';
import { faults, isLink, readForm, tooThin, type ClaimForm } from '../../src/panel/screens/proof/rules.ts';
import { readTyped } from '../../src/ui/state/show.ts';

const today = '2026-11-21';
const form = (change: Partial<ClaimForm> = {}): ClaimForm => ({ text: 'Agreed to the summary by mail.', link: '', saidBy: '', saidOn: today, expires: '', ...change });
const why = (change: Partial<ClaimForm>, asked: string[] = [], others: { name: string; text: string }[] = []) => faults(form(change), today, asked, others).map((f) => f.why);

describe('filler', () => {
  it.each(['TBD', 't.b.d.', 'n/a', 'N／A', '待定', '同上', '……', 'test', 'aaaaaaa', '-----', 'Ok.', '已完成'])('refuses %s', (text) => {
    expect(tooThin(text)).not.toBeNull();
  });
  it.each(['x', '好', 'Yes we', '1'])('asks for more than %s', (text) => {
    expect(tooThin(text)).not.toBeNull();
  });
  it.each(['Signed by Tom', '已签合同', 'https://mail.example/42', '客户邮件确认'])('takes %s', (text) => {
    expect(tooThin(text)).toBeNull();
  });
});

describe('a claim', () => {
  it('may be bare, but a name needs words or a link', () => {
    expect(why({ text: '' })).toEqual([]);
    expect(why({ text: '', saidBy: 'Tom' })).toEqual(['empty']);
    expect(why({ text: '', saidBy: 'Tom', link: 'https://mail.example/1' })).toEqual([]);
  });
  it('does not take the text of another outcome, whatever its punctuation', () => {
    expect(why({}, [], [{ name: 'Other', text: 'agreed to the summary, by mail!' }])).toEqual(['same']);
    expect(why({}, [], [{ name: 'Other', text: 'Agreed to the plan by mail.' }])).toEqual([]);
    expect(why({ text: 'https://a.example/x' }, [], [{ name: 'Other', text: 'https://a.example/x' }])).toEqual([]);
  });
  it('does not take the question for an answer', () => {
    expect(why({ text: 'Need is confirmed' }, ['Need is confirmed.'])).toEqual(['asked']);
  });
  it.each(['javascript:alert(1)', 'JavaScript://x%0aalert(1)', 'data:text/html,x', 'ftp://a.example', 'www.a.example', 'https://', 'https:a.example', 'https://a b'])('refuses the link %s', (link) => {
    expect(isLink(link)).toBe(false);
    expect(why({ link })).toEqual(['link']);
  });
  it('does not take days that cannot be', () => {
    expect(why({ saidBy: 'Tom', saidOn: '2026-11-22' })).toEqual(['future']);
    expect(why({ saidBy: 'Tom', saidOn: today })).toEqual([]);
    expect(why({ expires: '2026-11-20' })).toEqual(['past']);
    expect(why({ expires: today })).toEqual([]);
  });
});

it('reads a kept form, and nothing of another shape', () => {
  expect(readForm('{"text":"a","link":3,"__proto__":{"x":1}}')).toEqual({ text: 'a' });
  expect(readForm('half typed')).toEqual({});
  expect(readForm('null')).toEqual({});
});

it('reads typed fields, or says that it cannot', () => {
  expect(readTyped('amount', '42,000.50', 'EUR')).toEqual({ value: 42000.5, currency: 'EUR' });
  expect(readTyped('amount', 'about 40k', undefined)).toBeUndefined();
  expect(readTyped('closeDate', '2027-02-26', undefined)).toBe('2027-02-26');
  expect(readTyped('closeDate', '26/02/2027', undefined)).toBeUndefined();
  expect(readTyped('account', ' Acme ', undefined)).toEqual({ label: 'Acme' });
});
