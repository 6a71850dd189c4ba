/** 3 · People: what a finding says, and its rule in words. Placeholders in braces. */
import type { CheckText } from '../types.ts';

export const peopleTexts: Readonly<Record<string, CheckText>> = {
  'dh-single-threaded': {
    message: { en: 'Only {n} person is well covered; the deal hangs on one thread.', zh: '仅与 {n} 人有较深联系，商机悬于一线。' },
    rule: {
      en: 'From phase {@singleThreadFrom} on, at least two people are covered by several contacts or in depth; from phase 4 this is critical.',
      zh: '第 {@singleThreadFrom} 阶段起，至少两人达到多次或深入联系；第 4 阶段起为严重。',
    },
  },
  'dh-no-power-sponsor': {
    message: { en: 'No key decision maker contacted by stage 3.', zh: '到第 3 阶段仍未接触关键决策者。' },
    rule: {
      en: 'By phase {@powerBy} we have met someone who, by behaviour, is a power sponsor; from phase 4 this is critical.',
      zh: '到第 {@powerBy} 阶段应已接触行为上的关键决策者；第 4 阶段起为严重。',
    },
  },
  'dh-no-sponsor': {
    message: { en: 'No sponsor inside the customer.', zh: '客户内部没有赞助者。' },
    rule: {
      en: 'From phase {@sponsorBy} on, someone at the customer is a sponsor by attitude or behaviour.',
      zh: '第 {@sponsorBy} 阶段起，客户内部应有态度或行为上的赞助者。',
    },
  },
  'dh-sponsor-unproven': {
    message: { en: '{name} is called a sponsor but has done nothing provable for us.', zh: '{name} 被标为赞助者，但无实际支持行为。' },
    rule: { en: 'Everyone marked as a sponsor has done something provable for us.', zh: '每位被标为赞助者的人都应有可证实的支持行为。' },
  },
  'dh-sponsor-outside': {
    message: { en: 'Our sponsors stand outside the political structure.', zh: '我方赞助者均在政治圈之外。' },
    rule: {
      en: 'At least one sponsor stands in the political structure or has influence on someone who does.',
      zh: '至少一位赞助者处于政治圈内，或能影响圈内的人。',
    },
  },
  'dh-role-gap': {
    message: { en: 'Buying roles not mapped: {roles}.', zh: '未识别的购买角色：{roles}。' },
    rule: {
      en: 'From phase 3 on, user, evaluator, decision maker and approver are on the map; without decider or approver it is a warning from phase 4.',
      zh: '第 3 阶段起，使用者、评估者、决策者和批准者都应在图上；第 4 阶段起缺决策者或批准者为警告。',
    },
  },
  'dh-approver-not-covered': {
    message: { en: 'The final approver {name} is hardly known to us.', zh: '最终批准者 {name} 几乎未覆盖。' },
    rule: {
      en: 'From phase 5 on, the final approver is covered by more than a brief contact.',
      zh: '第 5 阶段起，对最终批准者的联系不应停留在粗浅层面。',
    },
  },
  'dh-inner-circle-unknown': {
    message: { en: 'Nobody of the inner circle has been identified.', zh: '尚未识别核心圈成员。' },
    rule: { en: 'From phase 3 on, someone of the inner circle is known.', zh: '第 3 阶段起，应识别出核心圈成员。' },
  },
  'dh-inner-circle-hostile': {
    message: {
      en: '{name} in the inner circle is against us; plan to neutralise.',
      zh: '核心圈的 {name} 不支持我方，需制定争取其中立的策略。',
    },
    rule: { en: 'Nobody in the inner circle is against us.', zh: '核心圈内不应有人反对我方。' },
  },
  'dh-opponent-without-plan': {
    message: { en: 'No plan for {name}, who does not support us.', zh: '对不支持者 {name} 尚无对策。' },
    rule: { en: 'For every key person who does not support us there is an action.', zh: '对每位不支持我方的关键人都应有行动。' },
  },
  'dh-coverage-inverted': {
    message: { en: 'We know the people without influence better than those with it.', zh: '对低影响者的覆盖反而高于高影响者。' },
    rule: {
      en: 'People of high influence (4–5) are covered at least as well as those of low influence (0–2).',
      zh: '对高影响力者（4–5）的覆盖不应低于低影响力者（0–2）。',
    },
  },
  'dh-late-adopter-decides': {
    message: {
      en: '{name} decides and dislikes change; bring proof and low risk.',
      zh: '{name} 有决策权且不喜变革，请备好证据与低风险方案。',
    },
    rule: {
      en: 'For a conservative or laggard who decides or approves, a risk concern has been answered.',
      zh: '若决策者或批准者属保守者或落后者，其风险顾虑应已得到答复。',
    },
  },
  'dh-key-contact-silent': {
    message: { en: 'No contact with {name} for {d} days.', zh: '与 {name} 已 {d} 天无联系。' },
    rule: {
      en: 'In phases 2 to 6 we are in touch with every key person at least every {@silent} days.',
      zh: '第 2 至 6 阶段，与每位关键人的联系间隔不应超过 {@silent} 天。',
    },
  },
  'dh-one-owner': {
    message: { en: 'All key people are covered by one seller.', zh: '所有关键人均由同一人覆盖。' },
    rule: {
      en: 'From phase 4 on, {@keyPeople} or more key people are not all covered by one seller.',
      zh: '第 4 阶段起，{@keyPeople} 位以上关键人不应都由同一人覆盖。',
    },
  },
  'dh-rival-closer': {
    message: { en: '{name} is closer to {rival} ({r}) than to us ({s}).', zh: '{name} 与 {rival}（{r}）比与我方（{s}）更近。' },
    rule: { en: 'No rival has a stronger relation to a key decision maker than we do.', zh: '任何对手与关键决策者的关系都不应强于我方。' },
  },
  'dh-strength-unknown': {
    message: { en: 'Relationship strength of {name} is unknown.', zh: '{name} 的关系强度未知。' },
    rule: {
      en: 'From phase 4 on, our relation to every key decision maker is rated.',
      zh: '第 4 阶段起，与每位关键决策者的关系强度都应有评定。',
    },
  },
  'dh-hidden-role-unchecked': {
    message: { en: 'Hidden roles around the decision makers have not been examined.', zh: '尚未排查决策者周边的隐形角色。' },
    rule: {
      en: 'From phase 4 on, hidden roles are examined in the deals of the top quarter by amount.',
      zh: '第 4 阶段起，金额居前四分之一的商机应排查隐形角色。',
    },
  },
  'dh-map-older-than-project': {
    message: { en: 'The map was not drawn for this project.', zh: '该地图并非为本项目绘制。' },
    rule: { en: 'The map was drawn for this deal: not before it and not copied.', zh: '地图应为本商机绘制：不早于商机，也不是复制而来。' },
  },
  'dh-fishbone-gap': {
    message: { en: '{name} close to the goal needs work but has no action.', zh: '靠近目标的 {name} 需提高关系但无行动。' },
    rule: {
      en: 'Everyone close to the goal whose relation needs work has a next action.',
      zh: '靠近目标且关系需提高的人都应有下一步行动。',
    },
  },
  'dh-culture-blindspot': {
    message: { en: 'The customer’s culture suggests a gap: {hint}.', zh: '从客户文化看存在缺口：{hint}。' },
    rule: {
      en: 'A bureaucratic customer has a recorded decision process; with an entrepreneurial one we know somebody near the leader.',
      zh: '官僚式客户应有决策流程记录；创业家式客户应有领导身边的人脉。',
    },
  },
};
