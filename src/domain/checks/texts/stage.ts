/** 1 · Stage and outcome discipline: what a finding says, and its rule in words. Placeholders in braces. */
import type { CheckText } from '../types.ts';

export const stageTexts: Readonly<Record<string, CheckText>> = {
  'dh-required-outcomes-missing': {
    message: {
      en: 'Moved on with {n} required outcomes of earlier stages unproven.',
      zh: '已推进到后续阶段，但前面仍有 {n} 项必备成果未证实。',
    },
    rule: {
      en: 'Every stage before the current one has all its required outcomes verified or waived.',
      zh: '当前阶段之前各阶段的必备成果都应已核实或豁免。',
    },
  },
  'dh-completion-mark-missing': {
    message: { en: 'The completion mark of “{stage}” has not been reached by the customer.', zh: '客户尚未达成“{stage}”的完成标志。' },
    rule: { en: 'The customer reached the completion mark of the stage just left.', zh: '客户应已达成上一阶段的完成标志。' },
  },
  'dh-outcome-without-evidence': {
    message: { en: '{n} outcomes are ticked without evidence.', zh: '{n} 项成果已勾选但无证据。' },
    rule: { en: 'An outcome that is claimed or verified carries evidence.', zh: '已申报或已核实的成果须附证据。' },
  },
  'dh-internal-only-progress': {
    message: {
      en: 'Only our own work advanced in this stage; the customer has not acted.',
      zh: '本阶段只有我方工作在推进，客户尚无行动。',
    },
    rule: {
      en: 'After {@internalOnlyShare%} % of the norm of a stage, at least one outcome of the customer is done, not only our own.',
      zh: '阶段参考天数达到 {@internalOnlyShare%}% 时，至少应有一项客户方成果完成，而不只是我方工作。',
    },
  },
  'dh-stage-skipped': {
    message: { en: 'Stage {a} to {b}: a stage was skipped.', zh: '由 {a} 直接到 {b}，跳过了阶段。' },
    rule: { en: 'A deal moves forward one stage at a time.', zh: '商机应逐阶段推进，不跳阶段。' },
  },
  'dh-stage-regressed': {
    message: { en: 'The deal moved back to {stage}; check why.', zh: '商机退回到 {stage}，请核对原因。' },
    rule: { en: 'The last move of the deal went forward.', zh: '商机的最近一次移动应为向前。' },
  },
  'dh-stage-age-over-norm': {
    message: { en: '{d} days in this stage; the norm is {n}.', zh: '本阶段已停留 {d} 天，参考值为 {n} 天。' },
    rule: {
      en: 'A deal does not stay in a stage longer than its norm; over {@longStay} times the norm is critical.',
      zh: '在一个阶段的停留不应超过参考天数；超过 {@longStay} 倍为严重。',
    },
  },
  'dh-gate-missing': {
    message: { en: 'Gate “{gate}” was passed without a decision.', zh: '关口“{gate}”未决策即通过。' },
    rule: {
      en: 'The gate behind every stage that was left has a decision; a grade III project needs no initiation decision.',
      zh: '每个已离开阶段之后的关口都应有决策记录；III 级项目无需立项决策。',
    },
  },
  'dh-evidence-stale': {
    message: { en: 'Last customer evidence is {d} days old.', zh: '最近一次客户证据距今 {d} 天。' },
    rule: {
      en: 'In phases 2 to 6 the latest evidence from the customer is not older than the limit ({@staleEvidence} days).',
      zh: '第 2 至 6 阶段，最近的客户证据不应早于上限（{@staleEvidence} 天）。',
    },
  },
  'dh-crm-stage-ahead': {
    message: { en: 'The CRM stage “{label}” is ahead of what the evidence supports.', zh: 'CRM 阶段“{label}”已超前于现有证据。' },
    rule: {
      en: 'The CRM stage is at most {@crmAhead} phase ahead of the last phase whose exit criteria are all met.',
      zh: 'CRM 阶段最多领先于退出条件已全部满足的阶段 {@crmAhead} 个阶段。',
    },
  },
  'dh-plan-section-missing': {
    message: { en: 'Opportunity plan: {n} sections due by now are empty.', zh: '商机计划有 {n} 个到期栏目为空。' },
    rule: {
      en: 'Every section of the opportunity plan that is due by this phase is filled in.',
      zh: '截至本阶段到期的商机计划栏目均应填写。',
    },
  },
};
