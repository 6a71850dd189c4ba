import { describe, expect, it } from 'vitest';
import { chooseMethod, type ChoiceFacts, type MethodRule } from '../../src/domain/method-choice.ts';

const known = ['ssm', 'ltc', 'consultative'];
const rules: MethodRule[] = [
  { methodId: 'gone', when: {} },
  { methodId: 'ltc', when: { amountFrom: 1_000_000, currency: 'EUR' } },
  { methodId: 'consultative', when: { crm: 'salesforce', recordType: 'Small Deal' } },
  { methodId: 'consultative', when: { pipeline: 'online', amountTo: 5000 } },
];
const choose = (facts: Partial<ChoiceFacts>, more: Partial<Parameters<typeof chooseMethod>[0]> = {}) =>
  chooseMethod({ chosen: null, facts: { crm: 'salesforce', ...facts }, policy: [], rules, fallback: 'ssm', known, ...more });

const table: [string, Partial<ChoiceFacts>, object][] = [
  ['nothing fits', {}, { methodId: 'ssm', by: 'default' }],
  ['a large amount', { amount: 1_000_000, currency: 'eur' }, { methodId: 'ltc', by: 'rule', rule: 1 }],
  ['just below', { amount: 999_999, currency: 'EUR' }, { methodId: 'ssm', by: 'default' }],
  ['another currency', { amount: 9_000_000, currency: 'JPY' }, { methodId: 'ssm', by: 'default' }],
  ['no currency', { amount: 9_000_000 }, { methodId: 'ssm', by: 'default' }],
  ['no amount', { currency: 'EUR' }, { methodId: 'ssm', by: 'default' }],
  ['an amount that is no number', { amount: Number.NaN, pipeline: 'online' }, { methodId: 'ssm', by: 'default' }],
  ['a record type', { recordType: 'small deal ' }, { methodId: 'consultative', by: 'rule', rule: 2 }],
  ['the record type of another CRM', { crm: 'odoo', recordType: 'Small Deal' }, { methodId: 'ssm', by: 'default' }],
  ['a record type that the pipeline is named after', { pipeline: 'Small Deal' }, { methodId: 'consultative', by: 'rule', rule: 2 }],
  ['a pipeline and an amount', { pipeline: 'Online', amount: 4999 }, { methodId: 'consultative', by: 'rule', rule: 3 }],
  ['the upper end', { pipeline: 'online', amount: 5000 }, { methodId: 'ssm', by: 'default' }],
];

describe('the method of a deal', () => {
  it.each(table)('%s', (_name, facts, expected) => expect(choose(facts)).toEqual(expected));

  it('stays what was chosen for the deal, as long as there is such a method', () => {
    expect(choose({ recordType: 'Small Deal' }, { chosen: 'ltc' })).toEqual({ methodId: 'ltc', by: 'deal' });
    expect(choose({}, { chosen: 'gone' })).toEqual({ methodId: 'ssm', by: 'default' });
  });

  it('follows the administrator before the user', () => {
    expect(choose({ recordType: 'Small Deal' }, { policy: [{ methodId: 'ltc', when: {} }] })).toEqual({ methodId: 'ltc', by: 'policy', rule: 0 });
  });

  it('takes any known method rather than none', () => {
    expect(choose({}, { fallback: 'gone' })).toEqual({ methodId: 'ssm', by: 'default' });
    expect(choose({}, { known: [] })).toBeNull();
  });
});
