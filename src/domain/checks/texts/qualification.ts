/** 5 · Qualification and competition: what a finding says, and its rule in words. Placeholders in braces. */
import type { CheckText } from '../types.ts';

export const qualificationTexts: Readonly<Record<string, CheckText>> = {
  'dh-assessment-missing': {
    message: { en: 'No opportunity assessment yet.', zh: '尚未做商机评估。' },
    rule: { en: 'From phase 3 on, the opportunity has been assessed.', zh: '第 3 阶段起，应已做商机评估。' },
  },
  'dh-assessment-stale': {
    message: { en: 'The assessment is from an earlier stage ({d} days old).', zh: '评估停留在前一阶段（{d} 天前）。' },
    rule: {
      en: 'The assessment was made in this stage and is at most {@assessStale} days old.',
      zh: '评估应在本阶段内完成，且不超过 {@assessStale} 天。',
    },
  },
  'dh-no-real-opportunity': {
    message: { en: 'Group 1 is red: is this an opportunity at all?', zh: '第一组为红：真的有商机吗？' },
    rule: { en: 'Group 1, is there an opportunity, is not red.', zh: '第一组“有商机吗”不应为红。' },
  },
  'dh-rival-ahead-group2': {
    message: { en: '{rival} competes better on the solution.', zh: '{rival} 在方案竞争上占优。' },
    rule: {
      en: 'No rated rival scores higher than we do in group 2, can we compete.',
      zh: '第二组“能竞争吗”，任何已评对手的得分不应高于我方。',
    },
  },
  'dh-rival-ahead-group3': {
    message: { en: '{rival} scores higher on people and winning.', zh: '{rival} 在“能赢吗”一组得分更高。' },
    rule: { en: 'No rated rival scores higher than we do in group 3, can we win.', zh: '第三组“能赢吗”，任何已评对手的得分不应高于我方。' },
  },
  'dh-not-worth-winning': {
    message: { en: 'Winning this deal is not worth it as it stands.', zh: '以目前条件，此单不值得赢。' },
    rule: { en: 'Group 4, is it worth winning, is not red.', zh: '第四组“值得赢吗”不应为红。' },
  },
  'dh-assessment-falling': {
    message: { en: 'Position has weakened since {date}.', zh: '自 {date} 以来形势转弱。' },
    rule: {
      en: 'Fewer than {@fallGroups} groups fell by {@fallBy} or more since the assessment before.',
      zh: '与上次评估相比，下降 {@fallBy} 及以上的组应少于 {@fallGroups} 个。',
    },
  },
  'dh-too-many-unknowns': {
    message: { en: '{n} questions are unknown; ask before investing.', zh: '{n} 个问题未知，请先弄清再投入。' },
    rule: { en: 'At most {@unknownMax} questions of the assessment are open.', zh: '评估中未知的问题不应超过 {@unknownMax} 个。' },
  },
  'dh-odds-versus-assessment': {
    message: { en: '{odds} % odds contradict the assessment “{v}”.', zh: '赢率 {odds}% 与评估“{v}”矛盾。' },
    rule: {
      en: 'Odds of {@oddsVersusAssessment} % and more do not stand beside an assessment of “no-go” or “insufficient”.',
      zh: '评估为“不做”或“信息不足”时，赢率不应达到 {@oddsVersusAssessment}%。',
    },
  },
  'dh-four-conditions-missing': {
    message: { en: 'Not a qualified opportunity: {list} unverified.', zh: '非合格商机：{list} 未核实。' },
    rule: {
      en: 'From phase 2 on, need, authority, budget and timeline are verified; in phase 2 it is a warning.',
      zh: '第 2 阶段起，需求、权限、预算、时间表均应核实；第 2 阶段为警告。',
    },
  },
  'dh-no-competitor-listed': {
    message: { en: 'No competitor recorded – not even “do nothing”.', zh: '未记录竞争者（含“不做”）。' },
    rule: {
      en: 'From phase 3 on, a competitor is on record (“do nothing” counts), unless we are the sole source.',
      zh: '第 3 阶段起，应记录竞争者（“不做”也算），单一来源除外。',
    },
  },
  'dh-no-strategy': {
    message: { en: 'Choose exactly one competitive strategy.', zh: '须选定且仅选一种竞争策略。' },
    rule: { en: 'From phase 4 on, exactly one competitive strategy is active.', zh: '第 4 阶段起，应有且仅有一种有效的竞争策略。' },
  },
  'dh-frontal-without-superiority': {
    message: { en: 'Frontal attack needs a clear lead in product, price and reputation.', zh: '正面竞争需在产品、价格、声誉上全面领先。' },
    rule: {
      en: 'A frontal attack is chosen only with a lead of 2 or more in product, price and reputation alike.',
      zh: '仅当产品、价格、声誉均领先 2 分以上时才选正面竞争。',
    },
  },
  'dh-strategy-not-reviewed': {
    message: { en: 'Strategy was not reviewed since the situation changed.', zh: '形势变化后尚未复核竞争策略。' },
    rule: {
      en: 'The strategy was reviewed since the stage changed and since a competitor came in.',
      zh: '阶段变化或新增竞争者之后，应复核竞争策略。',
    },
  },
  'dh-criteria-set-by-rival': {
    message: { en: 'A leading criterion was shaped by {rival}.', zh: '关键标准由 {rival} 塑造。' },
    rule: {
      en: 'None of the three leading criteria came from a rival or from someone closer to a rival than to us.',
      zh: '前三项标准不应来自对手，也不应由与对手更近的人提出。',
    },
  },
  'dh-rules-not-shaped': {
    message: { en: 'Only {p} % of our points appear in the tender rules.', zh: '招标规则仅体现我方 {p}% 的要点。' },
    rule: {
      en: 'At least {@rulesShare%} % of the points we proposed appear in the published tender.',
      zh: '已发布的招标文件应体现我方至少 {@rulesShare%}%的要点。',
    },
  },
  'dh-control-signals': {
    message: { en: '{n} signs that we are not in control of this deal.', zh: '出现 {n} 个失控信号。' },
    rule: {
      en: 'Fewer than {@controlSignals} of the ten signals of lost control are ticked.',
      zh: '十个失控信号中勾选的应少于 {@controlSignals} 个。',
    },
  },
};
