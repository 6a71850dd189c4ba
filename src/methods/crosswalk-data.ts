/**
 * What the five methods and the assessments ask in different words, as concepts. Written by reading the texts of both
 * sides; the unified phases of the outcomes in a concept differ by one at most. When in doubt two outcomes are *not*
 * the same: a proof that is carried over wrongly is worse than one that is asked for again. (All of it is proposed.)
 */
import type { L } from '../domain/method.ts';

export interface Concept {
  meaning: L;
  /** Outcomes that say this, in any method. */
  outcomes: readonly string[];
  /** Assessment questions that ask this. */
  questions: readonly string[];
  /** Weaker concepts that are true as well when this one is. */
  covers?: readonly string[];
  /** This one is true when all of these are. */
  allOf?: readonly string[];
}

const say = (en: string, zh: string): L => ({ en, zh });

export const concepts = {
  intention: {
    meaning: say('A specific customer may want to buy', '特定客户有潜在购买意愿'),
    outcomes: ['ltc-collect-leads-intention'],
    questions: ['oe-lead-intention'],
  },
  interest: {
    meaning: say('The customer wants to go on with us', '客户愿意与我方继续'),
    outcomes: ['ssm-identifying-interest-demonstrated', 'ss-interest-second-meeting', 'so-obs-intent-clarified-vo'],
    questions: [],
    covers: ['intention'],
  },
  'solution-match': {
    meaning: say('We have a matching solution', '我方有相匹配的方案'),
    outcomes: ['ltc-collect-leads-solution-match'],
    questions: ['oe-lead-solution'],
  },
  'pain-voiced': {
    meaning: say('The customer voiced a pain', '客户说出痛点'),
    outcomes: ['ltc-collect-leads-pain-voiced'],
    questions: [],
  },
  need: {
    meaning: say('The customer has a need', '客户有需求'),
    outcomes: ['ss-interest-first-needs', 'cs-entrance-need'],
    questions: ['fc-need'],
    covers: ['pain-voiced'],
  },
  'pain-admitted': {
    meaning: say('The customer admits the pain', '客户承认痛点'),
    outcomes: ['ltc-nurture-leads-admitted'],
    questions: [],
    covers: ['need'],
  },
  'difficulty-and-impact': {
    meaning: say('The customer confirmed its difficulty and the impact', '客户确认困难与影响'),
    outcomes: ['cs-entrance-sdi-confirmed'],
    questions: [],
    covers: ['pain-admitted'],
  },
  authority: {
    meaning: say('The prospect can decide itself', '客户自身能够决策'),
    outcomes: ['cs-entrance-authority'],
    questions: ['fc-authority'],
  },
  budget: {
    meaning: say('There is a definite budget', '预算明确'),
    outcomes: ['ltc-validate-opportunity-budget', 'cs-entrance-budget'],
    questions: ['tas-1-budget', 'fc-budget', 'oe-opp-budget'],
  },
  'budget-enough': {
    meaning: say('The budget is large enough', '预算充足'),
    outcomes: ['so-obs-budget-above-price-vo'],
    questions: ['ssm-oa-1-budget'],
    covers: ['budget'],
  },
  timing: {
    meaning: say('The time plan of the purchase is known', '采购时间计划已知'),
    outcomes: ['ltc-nurture-leads-time-window', 'cs-entrance-timeline'],
    questions: ['fc-timeline'],
  },
  'start-definite': {
    meaning: say('The start date is definite', '启动时间明确'),
    outcomes: ['ltc-validate-opportunity-start'],
    questions: ['oe-opp-start'],
    covers: ['timing'],
  },
  'budget-and-timing': {
    meaning: say('Budget and timing are known', '预算与时间均已知'),
    outcomes: ['so-obs-budget-known-vo'],
    questions: [],
    covers: ['budget', 'timing'],
    allOf: ['budget', 'timing'],
  },
  'project-set-up': {
    meaning: say('The customer sets up a project', '客户立项'),
    outcomes: ['cs-entrance-project-commitment'],
    questions: ['tas-1-project'],
  },
  'reason-to-act': {
    meaning: say('We understand why the customer must act', '理解客户的迫切理由'),
    outcomes: ['ssm-identifying-understanding-confirmed'],
    questions: ['ssm-oa-1-cra', 'tas-1-urgency'],
  },
  'initiatives-and-needs': {
    meaning: say('Initiatives and needs are confirmed', '发展方针与需求已确认'),
    outcomes: ['ssm-validating-initiatives-and-needs-confirmed'],
    questions: ['ssm-oa-1-need-initiative'],
  },
  'needs-ranked': {
    meaning: say('The customer agrees with the problems and ranked them', '客户认可问题并排出先后'),
    outcomes: ['ss-needs-problems-agreed', 'cs-demand-ranked'],
    questions: ['dr-ranked'],
    covers: ['need'],
  },
  'needs-wide': {
    meaning: say('Needs cover every project-team member', '需求覆盖项目小组每位成员'),
    outcomes: ['cs-demand-wide'],
    questions: ['dr-wide'],
  },
  'needs-deep': {
    meaning: say('Needs include what the customer did not see', '需求包含客户未意识到的事项'),
    outcomes: ['cs-demand-deep'],
    questions: ['dr-deep'],
  },
  'needs-official-and-personal': {
    meaning: say('Official needs and personal wishes are known', '公事要求与个人愿望均已知'),
    outcomes: ['cs-demand-official-personal'],
    questions: ['dr-both'],
  },
  'needs-in-scope': {
    meaning: say('Needs relate to what we do', '需求与我方业务相关'),
    outcomes: ['cs-demand-in-scope'],
    questions: ['dr-scope'],
  },
  'buying-vision': {
    meaning: say('We shaped the buying vision', '我方塑造了购买愿景'),
    outcomes: ['ssm-validating-vision-shaped'],
    questions: ['ssm-oa-2-vision'],
  },
  'inside-support': {
    meaning: say('We have support inside the customer', '在客户内部获得支持'),
    outcomes: ['ssm-validating-internal-support-confirmed'],
    questions: ['ssm-oa-3-sponsor', 'tas-3-inside-support'],
  },
  'key-support': {
    meaning: say('The key decision makers support us', '关键决策者支持我方'),
    outcomes: ['ltc-pre-bid-key-support'],
    questions: [],
    covers: ['inside-support'],
  },
  'power-met': {
    meaning: say('We talk to the people with power', '与有权力的人接触'),
    outcomes: ['ss-design-power-sponsor-met'],
    questions: ['ssm-oa-3-right-people'],
  },
  'informal-process': {
    meaning: say('Decision chain and informal power are known', '了解决策链与非正式权力'),
    outcomes: ['ltc-pre-bid-power-map'],
    questions: ['ssm-oa-3-informal-process'],
  },
  'executive-trust': {
    meaning: say('Senior executives trust us', '客户高层信任我方'),
    outcomes: ['cs-consulting-executive-trust'],
    questions: ['tas-3-executive-credibility'],
  },
  criteria: {
    meaning: say('The decision criteria are known', '评估标准已知'),
    outcomes: ['ssm-qualifying-criteria-verified'],
    questions: ['ssm-oa-3-criteria', 'tas-2-formal-criteria'],
  },
  'joint-plan': {
    meaning: say('The customer follows a plan we agreed', '客户按商定的进程推进'),
    outcomes: ['ssm-qualifying-decision-support-plan-agreed', 'cs-demand-plan-agreed'],
    questions: [],
  },
  'solution-discussed': {
    meaning: say('The solution was discussed', '已讨论方案内容'),
    outcomes: ['so-obs-solution-discussed-vo'],
    questions: [],
  },
  'solution-understood': {
    meaning: say('The customer understands the preliminary solution', '客户理解初步方案'),
    outcomes: ['ssm-qualifying-preliminary-solution-understood'],
    questions: [],
    covers: ['solution-discussed'],
  },
  'concept-accepted': {
    meaning: say('The concept is accepted', '概念方案被接受'),
    outcomes: ['ss-design-concept-accepted'],
    questions: [],
    covers: ['solution-understood'],
  },
  'solution-go-ahead': {
    meaning: say('The key decision maker goes ahead on a preliminary solution', '关键决策者同意按初步方案推进'),
    outcomes: ['ssm-qualifying-preliminary-solution-go-ahead'],
    questions: [],
    covers: ['concept-accepted'],
  },
  'difference-acknowledged': {
    meaning: say('The customer sees what sets us apart', '客户认可我方的差异'),
    outcomes: ['cs-consulting-difference-acknowledged', 'ltc-pre-bid-differentiation'],
    questions: [],
  },
  'unique-value': {
    meaning: say('The customer names our unique value', '客户能说出我方独特价值'),
    outcomes: ['ssm-qualifying-unique-value-acknowledged'],
    questions: ['ssm-oa-2-ubv', 'tas-2-unique-value', 'ubv-confirmed'],
    covers: ['difference-acknowledged'],
  },
  'proposal-mostly-agreed': {
    meaning: say('The customer agrees with most of the proposal', '客户认可提案的大部分'),
    outcomes: ['so-obs-mostly-agreed-vo'],
    questions: [],
  },
  'proposal-accepted': {
    meaning: say('The proposal is accepted', '提案被接受'),
    outcomes: ['so-obs-proposal-accepted-vo'],
    questions: [],
    covers: ['proposal-mostly-agreed'],
  },
  'conditional-approval': {
    meaning: say('The key decision maker approves on conditions', '关键决策者有条件批准'),
    outcomes: ['ssm-conditional-agreement-kdm-conditional-approval'],
    questions: [],
    covers: ['proposal-accepted'],
  },
  preferred: {
    meaning: say('We are ahead of the others', '我方名列前茅'),
    outcomes: ['so-obs-proposal-preferred-vo', 'ltc-bid-ranking'],
    questions: [],
  },
  'value-justified': {
    meaning: say('The benefit is shown to be worth the money', '效益证明物有所值'),
    outcomes: ['ssm-conditional-agreement-value-justified', 'cs-consulting-benefit-accepted'],
    questions: ['ssm-oa-4-customer-value'],
  },
  'proposal-what': { meaning: say('What the solution is', '方案是什么'), outcomes: [], questions: ['pq-what'] },
  'proposal-why': { meaning: say('Why this solution', '为何是该方案'), outcomes: [], questions: ['pq-why'] },
  'proposal-now': { meaning: say('Why now', '为何是现在'), outcomes: [], questions: ['pq-now'] },
  'proposal-us': { meaning: say('Why us', '为何是我们'), outcomes: [], questions: ['pq-us'] },
  'proposal-answers': {
    meaning: say('The proposal answers the four questions', '提案回答了四个问题'),
    outcomes: ['ss-propose-four-answers'],
    questions: [],
    covers: ['proposal-what', 'proposal-why', 'proposal-now', 'proposal-us'],
    allOf: ['proposal-what', 'proposal-why', 'proposal-now', 'proposal-us'],
  },
  'terms-agreed': {
    meaning: say('Price and main terms are agreed', '价格与主要条款谈妥'),
    outcomes: ['so-obs-main-terms-agreed-vo', 'cs-business-terms-agreed'],
    questions: [],
  },
  'approval-running': {
    meaning: say('The customer’s approval is under way', '客户审批进行中'),
    outcomes: ['so-obs-signoff-running-vo', 'cs-business-approval'],
    questions: [],
  },
  'final-terms': {
    meaning: say('Final terms are agreed and approved', '最终条款一致并获批'),
    outcomes: ['ssm-winning-final-terms-agreed'],
    questions: [],
    covers: ['terms-agreed', 'approval-running'],
  },
  'concerns-resolved': {
    meaning: say('Concerns and objections are closed', '顾虑与异议已化解'),
    outcomes: ['ssm-winning-concerns-resolved', 'cs-business-objections-closed'],
    questions: [],
  },
  commitment: {
    meaning: say('The customer committed itself', '客户作出承诺'),
    outcomes: ['ssm-winning-client-commitment', 'ss-close-commitment'],
    questions: [],
  },
  signed: {
    meaning: say('The contract is signed', '合同已签'),
    outcomes: ['ssm-winning-contract-signed', 'ltc-negotiate-contract-signed', 'so-obs-signed-vo', 'cs-action-signed'],
    questions: [],
  },
  'signed-with-plan': {
    meaning: say('Contract and implementation plan are signed', '合同与实施计划已签'),
    outcomes: ['ss-close-contract-and-plan'],
    questions: [],
    covers: ['signed'],
  },
  handover: {
    meaning: say('Delivery took over', '交付团队已接手'),
    outcomes: ['ssm-winning-handover-ready', 'ltc-confirm-contract-handover'],
    questions: [],
  },
  accepted: {
    meaning: say('The customer signed acceptance', '客户签署验收'),
    outcomes: ['ssm-implementing-acceptance-signed', 'ltc-deliver-accepted'],
    questions: [],
  },
  paid: {
    meaning: say('All payments are received', '款项全部收回'),
    outcomes: ['ltc-invoice-collect-paid'],
    questions: [],
  },
  'accepted-and-paid': {
    meaning: say('Accepted and paid in full', '验收完成且款项付清'),
    outcomes: ['so-obs-accepted-paid-vo'],
    questions: [],
    covers: ['accepted', 'paid'],
    allOf: ['accepted', 'paid'],
  },
  'new-needs': {
    meaning: say('New needs of the customer are recorded', '已记录客户的新需求'),
    outcomes: ['ssm-implementing-new-opportunities-logged', 'ss-expand-new-symptoms'],
    questions: [],
  },
  reference: {
    meaning: say('The customer recommends us', '客户推荐我方'),
    outcomes: ['ssm-implementing-reference-agreed', 'ss-expand-referral'],
    questions: [],
  },
  'financially-healthy': {
    meaning: say('The customer is financially sound', '客户财务健康'),
    outcomes: [],
    questions: ['ssm-oa-1-business-health', 'tas-1-finance'],
  },
  'business-fit': {
    meaning: say('The solution meets the business needs', '方案满足业务需求'),
    outcomes: [],
    questions: ['ssm-oa-2-business-fit'],
  },
  'technical-fit': {
    meaning: say('The solution meets the technical requirements', '方案满足技术要求'),
    outcomes: [],
    questions: ['ssm-oa-2-technical-fit'],
  },
  'solution-fit': {
    meaning: say('The solution fits', '方案契合'),
    outcomes: [],
    questions: ['tas-2-solution-fit'],
    covers: ['business-fit', 'technical-fit'],
    allOf: ['business-fit', 'technical-fit'],
  },
  'current-relationship': {
    meaning: say('Our current relationship is good', '当前关系良好'),
    outcomes: [],
    questions: ['ssm-oa-2-relationship', 'tas-2-relationship'],
  },
  'short-term-return': {
    meaning: say('The short-term return is good', '短期回报好'),
    outcomes: [],
    questions: ['ssm-oa-4-short-term', 'tas-4-short-revenue'],
  },
  'long-term-return': {
    meaning: say('The long-term return is good', '长期回报好'),
    outcomes: [],
    questions: ['ssm-oa-4-long-term', 'tas-4-future-revenue'],
  },
  risk: {
    meaning: say('The risk is acceptable', '风险可接受'),
    outcomes: [],
    questions: ['ssm-oa-4-risk', 'tas-4-risk'],
  },
} as const satisfies Record<string, Concept>;

export type ConceptId = keyof typeof concepts;
