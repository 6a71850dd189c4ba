/** 8 · After the sale and the account: what a finding says, and its rule in words. Placeholders in braces. */
import type { CheckText } from '../types.ts';

export const accountTexts: Readonly<Record<string, CheckText>> = {
  'dh-set-met-missing': {
    message: { en: 'Expectations are not written down.', zh: '期望尚未成文。' },
    rule: { en: "From phase 6 on, the customer's expectations are written down.", zh: '第 6 阶段起，客户期望应成文。' },
  },
  'dh-expectation-unmet': {
    message: { en: '{n} expectations not met.', zh: '{n} 项期望未达成。' },
    rule: { en: 'No expectation is unmet or overdue.', zh: '不应有未达成或逾期的期望。' },
  },
  'dh-value-not-acknowledged': {
    message: { en: 'The customer has not acknowledged value yet.', zh: '客户尚未认可价值。' },
    rule: {
      en: 'In phase 7 the customer acknowledges the value within the norm of the stage.',
      zh: '第 7 阶段，客户应在参考天数内认可价值。',
    },
  },
  'dh-receivable-overdue': {
    message: { en: '{amount} overdue.', zh: '逾期应收 {amount}。' },
    rule: { en: 'No invoice is overdue and unpaid.', zh: '不应有逾期未收的发票。' },
  },
  'dh-account-plan-stale': {
    message: { en: 'Account plan is {d} days old or never seen by the customer.', zh: '客户计划已 {d} 天未更新或客户未审阅。' },
    rule: {
      en: 'The account plan is at most {@accountPlanDays} days old and was seen by the customer within {@accountReviewDays} days.',
      zh: '客户计划更新不应超过 {@accountPlanDays} 天，且{@accountReviewDays} 天内经客户审阅。',
    },
  },
  'dh-drop-quadrant-effort': {
    message: { en: 'Effort goes into an account marked “drop”.', zh: '在“放弃”象限客户上仍投入精力。' },
    rule: {
      en: 'An account marked “drop” takes at most {@dropDays} days of effort per quarter.',
      zh: '“放弃”象限的客户每季度投入不应超过 {@dropDays} 天。',
    },
  },
};
