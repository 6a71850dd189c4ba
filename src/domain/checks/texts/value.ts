/** 4 · Pain, need and value: what a finding says, and its rule in words. Placeholders in braces. */
import type { CheckText } from '../types.ts';

export const valueTexts: Readonly<Record<string, CheckText>> = {
  'dh-pain-chain-no-executive': {
    message: { en: 'The pain chain does not reach an executive.', zh: '疼痛链未延伸到高层。' },
    rule: {
      en: 'From phase 3 on, the chain of pains leads from someone we know up to an executive.',
      zh: '第 3 阶段起，疼痛链应从已接触者一直延伸到高层。',
    },
  },
  'dh-pain-chain-short': {
    message: { en: 'Pain chain has {n} people; at least four are expected.', zh: '疼痛链仅 {n} 人，至少应有四人。' },
    rule: {
      en: 'From phase 2 on, the pain chain holds at least {@chainPeople} people.',
      zh: '第 2 阶段起，疼痛链至少应有 {@chainPeople} 人。',
    },
  },
  'dh-pain-chain-broken': {
    message: { en: '{title}: pain is not connected to others.', zh: '{title} 的痛点未与他人相连。' },
    rule: { en: 'Every pain of the chain is linked to another one.', zh: '疼痛链中的每个痛点都应与他人相连。' },
  },
  'dh-pain-unconfirmed': {
    message: { en: 'Pains are our assumptions; nobody at the customer said them.', zh: '痛点为我方假设，尚无客户确认。' },
    rule: {
      en: 'From phase 3 on, at least one pain was said by someone at the customer.',
      zh: '第 3 阶段起，至少一个痛点由客户亲口说出。',
    },
  },
  'dh-pain-without-number': {
    message: { en: 'No pain is quantified.', zh: '没有任何痛点被量化。' },
    rule: { en: 'From phase 4 on, at least one pain has a number.', zh: '第 4 阶段起，至少一个痛点有量化数值。' },
  },
  'dh-prompter-thin': {
    message: { en: 'The prompter needs three reasons, each with a capability.', zh: '诊断提示至少三条原因且各配能力。' },
    rule: {
      en: 'A prompter has at least {@prompterRows} reasons, each with a capability.',
      zh: '诊断提示至少有 {@prompterRows} 条原因，每条配一项能力。',
    },
  },
  'dh-vision-incomplete': {
    message: { en: 'The buying vision was not confirmed in all three columns.', zh: '愿景三列尚未全部确认。' },
    rule: {
      en: 'From phase 4 on, reasons, impact and capabilities are confirmed (R3, I3, C3).',
      zh: '第 4 阶段起，原因、影响、能力均应获确认（R3、I3、C3）。',
    },
  },
  'dh-prescribed-before-diagnosis': {
    message: { en: 'Capabilities were offered before reasons and impact were confirmed.', zh: '未确认原因与影响便给出能力。' },
    rule: {
      en: 'When a vision is created, capabilities are offered after reasons and impact were confirmed.',
      zh: '建立愿景时，应先确认原因与影响，再提供能力。',
    },
  },
  'dh-vision-by-rival': {
    message: {
      en: 'A rival built the vision; re-engineer it or expect to be column filler.',
      zh: '购买愿景由对手建立，须重塑，否则只能陪跑。',
    },
    rule: { en: 'A vision that a rival built is re-engineered.', zh: '由对手建立的愿景应予重塑。' },
  },
  'dh-problem-level-behind-stage': {
    message: { en: 'The customer is at level {l}; this stage needs {m}.', zh: '客户认知仍在第 {l} 层，本阶段应达到第 {m} 层。' },
    rule: {
      en: 'The highest problem level among key contacts is 2 in phase 2, 3 in phase 3 and 4 from phase 4 on.',
      zh: '关键联系人的最高问题认知层次：第 2 阶段 2 层，第 3 阶段 3 层，第 4 阶段起 4 层。',
    },
  },
  'dh-no-compelling-reason': {
    message: { en: 'No complete compelling reason to act.', zh: '缺少完整的迫切行动理由。' },
    rule: {
      en: 'From phase 2 on, all five questions about the reason to act are answered; in phase 2 it is a warning.',
      zh: '第 2 阶段起，迫切行动理由的五个问题均应回答；第 2 阶段为警告。',
    },
  },
  'dh-cra-deadline-passed': {
    message: {
      en: 'The customer’s deadline passed and nothing happened: the reason was not compelling.',
      zh: '客户期限已过却无行动，理由并不迫切。',
    },
    rule: { en: "The customer's own deadline of an open deal is not in the past.", zh: '进行中的商机，客户自身期限不应已过。' },
  },
  'dh-initiative-not-linked': {
    message: { en: 'The deal is not tied to any initiative of the customer.', zh: '商机未与客户任何发展方针挂钩。' },
    rule: {
      en: 'From phase 2 on, the deal belongs to an initiative of the customer.',
      zh: '第 2 阶段起，商机应与客户的某项发展方针挂钩。',
    },
  },
  'dh-initiative-malformed': {
    message: {
      en: 'The initiative is not in the form “measurable result by business work”.',
      zh: '方针不符合“可衡量结果·由业务工作”的形式。',
    },
    rule: {
      en: 'An initiative states a measurable result by business work and names no product of ours.',
      zh: '方针应写明可衡量的结果与业务工作，且不提我方产品。',
    },
  },
  'dh-no-confirmed-need': {
    message: { en: 'No need confirmed: no need, no sale.', zh: '无已确认需求：没有需求就没有销售。' },
    rule: {
      en: 'From phase 3 on, a need is confirmed: on the TOWS sheet, in the demand research, or by an outcome.',
      zh: '第 3 阶段起，应有需求获得确认：深层需求分析、需求调研或相应成果之一。',
    },
  },
  'dh-demand-narrow': {
    message: { en: 'Needs of {names} were not researched.', zh: '未调研 {names} 的需求。' },
    rule: {
      en: "From the demand stage on, every member of the customer's team has a row in the demand research.",
      zh: '需求阶段起，客户项目组每位成员在需求调研中都应有一行。',
    },
  },
  'dh-ubv-missing': {
    message: { en: 'No measurable unique business value.', zh: '没有可衡量的独特商业价值。' },
    rule: { en: 'From phase 4 on, our unique value is written down with a measure.', zh: '第 4 阶段起，应写明可衡量的独特商业价值。' },
  },
  'dh-ubv-unconfirmed': {
    message: { en: 'Our value is asserted by us, not confirmed by the customer.', zh: '价值仅为我方主张，未获客户确认。' },
    rule: {
      en: 'From phase 4 on, the customer confirmed our unique value; from phase 5 this is critical.',
      zh: '第 4 阶段起，独特价值应获客户确认；第 5 阶段起为严重。',
    },
  },
  'dh-technology-conflict': {
    message: { en: 'The solution conflicts with the preference: {item}.', zh: '方案与客户偏好冲突：{item}。' },
    rule: {
      en: 'Nothing we offer is excluded by the customer, and no other vendor is preferred in its block.',
      zh: '我方所供不应被客户排除，所在板块也不应偏好其他供应商。',
    },
  },
};
