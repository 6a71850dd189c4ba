import type { Messages } from '../en/index.ts';

export const decision: Messages['decision'] = {
  deciders: (who) => `决策人：${who}`,
  roles: {
    'opportunity-owner': '商机负责人', 'first-line-manager': '一线经理', 'sales-manager': '销售经理', 'solution-manager': '方案经理',
    finance: '财务', 'sales-decision-team': '销售决策团队', 'by-project-grade': '依项目级别',
  },
  outcome: { go: '通过', pass: '通过', approve: '批准', sign: '签约', submit: '提交', close: '关闭', nurture: '培育', hold: '暂缓', drop: '放弃', 'no-go': '不通过', 'no-bid': '不投标', reject: '否决', rework: '返工', modify: '修改', regrade: '重新定级', renegotiate: '重新谈判', 'negotiate-access': '争取接触', 'change-strategy': '改变策略', 'find-other-sponsor': '另寻赞助者', exit: '退出', 'keep-open': '保持开放' },
  notNeeded: (grade) => `无须决策${grade ? `（${grade}）` : ''}。`,
  notGraded: '项目尚未分级。',
  gradeIt: '去分级',
  binds: '决策之前，越过此关口的推进会被拦住。',
  record: '记录决策',
  undecided: '尚未决策。',
  managers: '由经理记录。',
  what: '决策',
  who: '谁作的决策',
  whoHint: '姓名，以逗号分隔。',
  conditions: '条件',
  expires: '有效期至',
  save: '记录',
  cancel: '取消',
  decided: (what, who, day) => `${what}：${who}，${day}`,
  until: (day) => `有效期至${day}`,
  lapsed: (day) => `已于${day}失效`,
  rested: (proven, of) => `依据：${of} 项证明中的 ${proven} 项。`,
  earlier: (n) => `此前 ${n} 次决策`,
};
