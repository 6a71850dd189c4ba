/** 7 · Execution and investment: what a finding says, and its rule in words. Placeholders in braces. */
import type { CheckText } from '../types.ts';

export const executionTexts: Readonly<Record<string, CheckText>> = {
  'dh-no-next-step': {
    message: { en: 'No next step.', zh: '没有下一步。' },
    rule: { en: 'An open deal has a next step.', zh: '进行中的商机应有下一步。' },
  },
  'dh-next-step-overdue': {
    message: { en: 'Next step overdue by {d} days.', zh: '下一步逾期 {d} 天。' },
    rule: { en: 'The next step is not overdue.', zh: '下一步不应逾期。' },
  },
  'dh-no-customer-action': {
    message: { en: 'Nothing is to be done by the customer: who is buying?', zh: '所有待办都在我方：客户真的在推进采购吗？' },
    rule: { en: 'From phase 3 on, at least one open action lies with the customer.', zh: '第 3 阶段起，待办中至少应有一项由客户负责。' },
  },
  'dh-plan-not-agreed': {
    message: {
      en: 'No decision support plan agreed with a sponsor or key decision maker.',
      zh: '决策支持计划未获赞助者或关键决策者认可。',
    },
    rule: {
      en: 'From phase 4 on, a decision support plan exists and a sponsor or key decision maker agreed to it.',
      zh: '第 4 阶段起，应有决策支持计划，并获赞助者或关键决策者认可。',
    },
  },
  'dh-plan-milestone-slipped': {
    message: { en: 'Milestone “{m}” slipped.', zh: '里程碑“{m}”已延误。' },
    rule: { en: 'No milestone of the plan slipped or is past and still planned.', zh: '计划中不应有延误或逾期未完成的里程碑。' },
  },
  'dh-over-invested': {
    message: { en: 'We invest more than the customer; ask for something in return.', zh: '我方投入远超客户，应要求对等投入。' },
    rule: {
      en: 'Up to phase 5 we do not invest much while the customer invests little.',
      zh: '第 5 阶段及以前，不应我方高投入而客户低投入。',
    },
  },
  'dh-under-invested': {
    message: { en: 'The customer invests heavily and we do not: high risk.', zh: '客户大量投入而我方投入不足：高风险。' },
    rule: { en: 'We do not invest little while the customer invests much.', zh: '不应客户高投入而我方低投入。' },
  },
  'dh-concerns-open-at-close': {
    message: { en: '{n} concerns are open while we are closing.', zh: '签约阶段仍有 {n} 条顾虑未化解。' },
    rule: {
      en: 'In phase 6 every concern of severity {@concernSeverity} and more is closed.',
      zh: '第 6 阶段，严重度 {@concernSeverity} 及以上的顾虑均应已关闭。',
    },
  },
  'dh-need-concern-late': {
    message: { en: 'A doubt about the need itself: we are earlier than the stage says.', zh: '客户仍质疑需求本身，实际进展早于当前阶段。' },
    rule: { en: 'From phase 5 on, nobody doubts the need itself any more.', zh: '第 5 阶段起，不应再有人质疑需求本身。' },
  },
  'dh-objection-surface-only': {
    message: { en: 'Objection answered without finding its root.', zh: '异议已答复但未找根因。' },
    rule: { en: 'Every closed objection has its root on record.', zh: '每条已关闭的异议都应记录根因。' },
  },
  'dh-presentation-surprise': {
    message: { en: 'Formal presentation without a pre-review: surprises ahead.', zh: '未预审即正式汇报，易生意外。' },
    rule: {
      en: 'A formal presentation within {@presentationDays} days has been reviewed with the customer before.',
      zh: '{@presentationDays} 天内的正式汇报应已与客户预审。',
    },
  },
  'dh-not-win-win': {
    message: { en: 'The deal is not win/win.', zh: '交易并非双赢。' },
    rule: { en: 'From phase 5 on, the deal is win/win.', zh: '第 5 阶段起，交易应为双赢。' },
  },
  'dh-effort-off-profile': {
    message: { en: 'Time in “{stage}”: {a} % instead of {p} %.', zh: '“{stage}”耗时占 {a}%，计划 {p}%。' },
    rule: {
      en: 'With {@effortMinHours} hours and more logged, no stage is over {@effortDelta} points off its planned share of time.',
      zh: '记录满 {@effortMinHours} 小时后，各阶段耗时占比与计划之差不应超过 {@effortDelta} 个百分点。',
    },
  },
  'dh-review-overdue': {
    message: { en: 'Not reviewed this week.', zh: '本周尚未回顾。' },
    rule: {
      en: 'In phases 2 to 6 the deal is reviewed at account level every {@reviewEvery} days.',
      zh: '第 2 至 6 阶段，每 {@reviewEvery} 天应在客户层面回顾一次。',
    },
  },
  'dh-review-without-action': {
    message: { en: 'The last review ended without an action.', zh: '上次回顾未形成行动。' },
    rule: { en: 'The last review of the deal ended with an action.', zh: '最近一次回顾应形成行动。' },
  },
  'dh-coaching-action-open': {
    message: { en: 'Coaching action from {manager} is open for {d} days.', zh: '{manager} 的辅导事项已挂 {d} 天。' },
    rule: {
      en: 'An action that a manager asked for is done within {@coachingOpen} days.',
      zh: '经理要求的辅导事项应在 {@coachingOpen} 天内完成。',
    },
  },
};
