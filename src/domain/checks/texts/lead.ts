/** 6 · Lead, budget and lead to cash: what a finding says, and its rule in words. Placeholders in braces. */
import type { CheckText } from '../types.ts';

export const leadTexts: Readonly<Record<string, CheckText>> = {
  'dh-lead-not-crosschecked': {
    message: { en: 'Lead was converted without confirmation from a second position.', zh: '线索未经错位验证即转机会点。' },
    rule: {
      en: 'A lead becomes an opportunity after somebody in a second position confirmed it.',
      zh: '线索转机会点前，应由另一岗位的人错位验证。',
    },
  },
  'dh-lead-idle': {
    message: { en: 'Lead untouched for {d} days.', zh: '线索已 {d} 天未跟进。' },
    rule: { en: 'An open lead is touched at least every {@leadIdle} days.', zh: '未关闭的线索至少每 {@leadIdle} 天跟进一次。' },
  },
  'dh-post-tender-lead': {
    message: { en: 'First heard of after the tender: expect to be late.', zh: '招标后才得知，已失先机。' },
    rule: { en: 'We hear of a lead before the tender is out.', zh: '应在招标之前得知线索。' },
  },
  'dh-opportunity-entry': {
    message: { en: 'Not an opportunity yet: budget or start time is missing.', zh: '尚非机会点：缺预算或启动时间。' },
    rule: {
      en: 'In lead to cash, budget and start time are definite from the fourth stage on; in the fourth it is only a hint.',
      zh: '线索到回款流程自第四阶段起，预算与启动时间须明确；第四阶段仅提示。',
    },
  },
  'dh-grade-approval-mismatch': {
    message: { en: 'Grade {g} needs {roles} to decide.', zh: '{g} 级须由 {roles} 决策。' },
    rule: {
      en: "An approved initiation was decided by all roles that the project's grade asks for; grade III needs none.",
      zh: '已批准的立项须由项目等级要求的全部角色决策；III 级无需决策。',
    },
  },
  'dh-budget-unknown': {
    message: { en: 'Budget unknown; guide it: {play}.', zh: '预算未知，可引导：{play}。' },
    rule: { en: 'From phase 3 on, the state of the budget is known.', zh: '第 3 阶段起，预算状态应已知。' },
  },
  'dh-budget-below-price': {
    message: { en: 'Budget {b} is below our price {a}.', zh: '预算 {b} 低于报价 {a}。' },
    rule: { en: "The customer's budget covers our price.", zh: '客户预算应能覆盖我方报价。' },
  },
  'dh-triangle-incomplete': {
    message: { en: 'Iron triangle incomplete: {roles} missing.', zh: '铁三角缺 {roles}。' },
    rule: {
      en: 'In lead to cash, account, solution and fulfilment responsible are named from the fourth stage on.',
      zh: '线索到回款流程自第四阶段起，AR、SR、FR 均应到位。',
    },
  },
  'dh-fr-late': {
    message: { en: 'Delivery joined after project initiation.', zh: '交付经理在立项后才加入。' },
    rule: { en: 'Delivery is appointed no later than the initiation decision.', zh: '交付经理应不晚于立项决策到位。' },
  },
  'dh-gate-date-order': {
    message: { en: '{gate} was decided after the fact.', zh: '{gate} 事后才决策。' },
    rule: {
      en: 'The bid decision precedes the bid, and the contract decision precedes the signature.',
      zh: '投标决策应先于投标，签约决策应先于签约。',
    },
  },
  'dh-change-without-atac': {
    message: { en: 'Contract changed without ATAC.', zh: '合同变更未经 ATAC。' },
    rule: { en: 'Every contract change in force was decided (ATAC) before.', zh: '每项已生效的合同变更都应先经 ATAC 决策。' },
  },
  'dh-credit-unchecked': {
    message: { en: 'Credit check missing.', zh: '缺信用检查。' },
    rule: {
      en: 'In phase 6 credit was checked within {@creditDays} days; in phase 7 before the order and before the shipment.',
      zh: '第 6 阶段应在 {@creditDays} 天内做过信用检查；第 7 阶段下单前与发货前各一次。',
    },
  },
};
