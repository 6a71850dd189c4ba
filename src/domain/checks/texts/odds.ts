/** 2 · Odds and forecast: what a finding says, and its rule in words. Placeholders in braces. */
import type { CheckText } from '../types.ts';

export const oddsTexts: Readonly<Record<string, CheckText>> = {
  'dh-odds-above-stage-cap': {
    message: { en: '{odds} % is not allowed in this stage (maximum {max} %).', zh: '本阶段赢率不可为 {odds}%（上限 {max}%）。' },
    rule: { en: 'The odds do not exceed what the constraint matrix allows in this stage.', zh: '赢率不应超过约束矩阵在本阶段允许的上限。' },
  },
  'dh-odds-off-ladder': {
    message: { en: 'Use the agreed steps 0/10/25/50/75/100.', zh: '请使用统一档位 0/10/25/50/75/100。' },
    rule: { en: 'Odds are one of the agreed steps.', zh: '赢率应取约定档位之一。' },
  },
  'dh-odds-above-evidence': {
    message: { en: 'Declared {odds} %, observable statements support {s} %.', zh: '申报 {odds}%，可观察语句仅支持 {s}%。' },
    rule: {
      en: 'The declared odds are not higher than the odds the observable statements support.',
      zh: '申报赢率不应高于可观察语句所支持的赢率。',
    },
  },
  'dh-odds-below-evidence': {
    message: { en: 'Evidence supports {s} %; are the odds held back?', zh: '证据支持 {s}%，是否有所保留？' },
    rule: {
      en: 'The declared odds are less than {@oddsGap} points below what the statements support.',
      zh: '申报赢率与语句支持的赢率之差应小于 {@oddsGap} 个百分点。',
    },
  },
  'dh-odds-closed-mismatch': {
    message: { en: 'Odds and status contradict each other.', zh: '赢率与状态矛盾。' },
    rule: { en: 'Won means 100 %, lost means 0 %, and an open deal is neither.', zh: '赢单为 100%，丢单为 0%，进行中的商机两者都不是。' },
  },
  'dh-close-date-passed': {
    message: { en: 'The close date passed {d} days ago.', zh: '预计成交日已过 {d} 天。' },
    rule: { en: 'An open deal has a close date that is still ahead.', zh: '进行中的商机，预计成交日应在今天或之后。' },
  },
  'dh-close-date-pushed': {
    message: { en: 'Close date moved {n} times, {d} days in total.', zh: '成交日已推迟 {n} 次，共 {d} 天。' },
    rule: {
      en: 'The close date was put off fewer than {@closePushes} times and at most {@closePushDays} days in total.',
      zh: '成交日推迟应少于 {@closePushes} 次且合计不超过 {@closePushDays} 天。',
    },
  },
  'dh-close-date-unrealistic': {
    message: { en: 'Remaining stages usually need {n} days; only {d} are planned.', zh: '余下阶段通常需 {n} 天，仅预留 {d} 天。' },
    rule: {
      en: 'At least {@closeShare%} % of the time that the remaining stages usually need lies before the close date.',
      zh: '距成交日的天数至少应为余下阶段通常所需天数的 {@closeShare%}%。',
    },
  },
  'dh-close-after-customer-deadline': {
    message: { en: 'Our close date is later than the customer’s own deadline.', zh: '我方成交日晚于客户自身期限。' },
    rule: {
      en: 'Our close date is not after the date by which the customer must act or needs the result.',
      zh: '我方成交日不应晚于客户须行动或需要见效的日期。',
    },
  },
  'dh-commit-without-approval': {
    message: { en: 'In commit although nobody with power has approved.', zh: '已列入承诺预测，但有权决定者尚未批准。' },
    rule: {
      en: 'A deal in commit is at least in phase 5 and the outcome that shows approval is done.',
      zh: '列入承诺预测的商机至少处于第 5 阶段，且表明批准的成果已完成。',
    },
  },
  'dh-amount-dropped': {
    message: { en: 'Amount fell by {p} %.', zh: '金额下降 {p}%。' },
    rule: {
      en: 'From phase 4 on the amount keeps at least {@amountKept%} % of itself in one step.',
      zh: '第 4 阶段起，单次调整后金额至少应保留 {@amountKept%}%。',
    },
  },
  'dh-odds-not-judged-by-manager': {
    message: { en: 'The manager has not judged the odds for this period.', zh: '本期赢率尚未由经理判断。' },
    rule: {
      en: 'From phase 3 on, a manager judges the odds of every deal that closes in this period.',
      zh: '第 3 阶段起，本期成交的商机应由经理判断赢率。',
    },
  },
  'dh-portfolio-dependence': {
    message: { en: 'One deal carries {p} % of the weighted period forecast.', zh: '单一商机占本期加权预测的 {p}%。' },
    rule: {
      en: 'With {@portfolioMinDeals} or more open deals in the period, no single one carries over {@portfolioShare%} % of the weighted forecast.',
      zh: '本期有{@portfolioMinDeals} 个以上进行中商机时，任何一个都不应占加权预测的 {@portfolioShare%}% 以上。',
    },
  },
  'dh-funnel-shortfall': {
    message: { en: '{n} more in “{stage}” needed to reach {w} wins.', zh: '要达到 {w} 单，“{stage}”还差 {n} 个。' },
    rule: { en: 'The funnel, at its rates, yields the target number of wins.', zh: '按转化率推算，漏斗应能产出目标赢单数。' },
  },
  'dh-forecast-bias': {
    message: { en: 'Forecast has been off by {p} % in the same direction three times.', zh: '预测已连续三期同向偏差约 {p}%。' },
    rule: {
      en: 'The last {@biasPeriods} forecasts are not all off by over {@biasShare%} % in the same direction.',
      zh: '最近 {@biasPeriods} 期预测不应全部同向偏差超过 {@biasShare%}%。',
    },
  },
  'dh-forecast-late': {
    message: { en: 'The forecast arrived after the period began.', zh: '预测在周期开始后才提交。' },
    rule: { en: 'A forecast is made before its period begins.', zh: '预测应在周期开始之前提交。' },
  },
};
