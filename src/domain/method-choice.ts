/**
 * Which method a deal follows: the one chosen for the deal, else the first rule that fits (an administrator's rules
 * before the user's), else the default. A deal that has chosen stays with its choice.
 */

export interface MethodRule {
  methodId: string;
  /** Every condition given must hold; a rule without conditions fits every deal. */
  when: {
    crm?: string | undefined;
    pipeline?: string | undefined;
    /** The deal's type, or the record type that its stages come from, which stands in `pipeline`. */
    recordType?: string | undefined;
    /** Inclusive, in `currency`. */
    amountFrom?: number | undefined;
    /** Exclusive, in `currency`. */
    amountTo?: number | undefined;
    /** ISO code; amounts in another currency, or in none, do not fit. */
    currency?: string | undefined;
  };
}

/** What the CRM says about a deal; null = not read. */
export interface ChoiceFacts {
  crm: string;
  pipeline?: string | null | undefined;
  recordType?: string | null | undefined;
  amount?: number | null | undefined;
  currency?: string | null | undefined;
}

export interface MethodChoice {
  methodId: string;
  by: 'deal' | 'policy' | 'rule' | 'default';
  /** Place of the rule in its list. */
  rule?: number;
}

function fits({ when }: MethodRule, facts: ChoiceFacts): boolean {
  const same = (wanted: string | undefined, is: string | null | undefined) =>
    wanted === undefined || wanted.trim().toLowerCase() === is?.trim().toLowerCase();
  if (!same(when.crm, facts.crm) || !same(when.pipeline, facts.pipeline)) return false;
  if (!same(when.recordType, facts.recordType) && !same(when.recordType, facts.pipeline)) return false;
  if (!same(when.currency, facts.currency)) return false;
  if (when.amountFrom === undefined && when.amountTo === undefined) return true;
  const { amount } = facts;
  if (typeof amount !== 'number' || !Number.isFinite(amount)) return false;
  return amount >= (when.amountFrom ?? -Infinity) && amount < (when.amountTo ?? Infinity);
}

/** Choose. Rules for methods that are not `known` are passed over; so is a default that is not. */
export function chooseMethod(input: {
  chosen: string | null;
  facts: ChoiceFacts;
  policy: readonly MethodRule[];
  rules: readonly MethodRule[];
  fallback: string;
  known: readonly string[];
}): MethodChoice | null {
  const { chosen, facts, known } = input;
  if (chosen !== null && known.includes(chosen)) return { methodId: chosen, by: 'deal' };
  for (const [by, rules] of [['policy', input.policy], ['rule', input.rules]] as const) {
    const rule = rules.findIndex((r) => known.includes(r.methodId) && fits(r, facts));
    const found = rules[rule];
    if (found) return { methodId: found.methodId, by, rule };
  }
  const fallback = known.includes(input.fallback) ? input.fallback : known[0];
  return fallback === undefined ? null : { methodId: fallback, by: 'default' };
}
