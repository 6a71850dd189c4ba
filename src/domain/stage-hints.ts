/**
 * Default stages of the CRMs, as data, by unified phase (1 understand … 7 deliver). Used when a method has no hint of
 * its own for a label: a team's own pack needs no word about any CRM. Labels are the products' defaults in English;
 * the Chinese ones are the usual wordings (proposed; Dynamics' and Odoo's were not checked on a Chinese server).
 */
export const crmDefaultPhases: Readonly<Record<string, Readonly<Record<string, number>>>> = {
  salesforce: {
    Prospecting: 1,
    Qualification: 2,
    'Needs Analysis': 3,
    'Value Proposition': 4,
    'Id. Decision Makers': 4,
    'Perception Analysis': 4,
    'Proposal/Price Quote': 5,
    'Negotiation/Review': 6,
  },
  hubspot: {
    'Appointment Scheduled': 2,
    'Qualified To Buy': 3,
    'Presentation Scheduled': 4,
    'Decision Maker Bought-In': 4,
    'Contract Sent': 6,
  },
  dynamics365: {
    Qualify: 2,
    Develop: 3,
    Propose: 5,
    Close: 6,
    授予资格: 2,
    开发: 3,
    建议: 5,
    关闭: 6,
  },
  zoho: {
    Qualification: 2,
    'Needs Analysis': 3,
    'Value Proposition': 4,
    'Identify Decision Makers': 4,
    'Proposal/Price Quote': 5,
    'Negotiation/Review': 6,
  },
  odoo: { New: 1, Qualified: 3, Proposition: 5, 新建: 1, 新: 1, 合格: 3, 已确认: 3, 提议: 5, 方案: 5 },
  pipedrive: {
    'Lead In': 1,
    Qualified: 2,
    'Contact Made': 2,
    'Demo Scheduled': 4,
    'Proposal Made': 5,
    'Negotiations Started': 6,
  },
  /** States of `sale.opportunity`; a converted opportunity has a quotation. */
  tryton: { Lead: 1, Opportunity: 2, Converted: 5, 线索: 1, 机会: 2, 商机: 2, 已转换: 5 },
};

/** Stage names met in any CRM, for methods whose own keywords do not have them. */
export const commonPhases: Readonly<Record<string, number>> = {
  Discovery: 2,
  Evaluation: 4,
  Demo: 4,
  Proposal: 5,
  Quote: 5,
  Negotiation: 6,
  Contract: 6,
  Implementation: 7,
  Delivery: 7,
  目标客户: 1,
  潜在客户: 1,
  初步接触: 1,
  线索: 1,
  初步沟通: 2,
  验证客户: 2,
  线索确认: 2,
  资格审查: 2,
  需求分析: 3,
  需求确定: 3,
  立项: 3,
  价值主张: 4,
  方案论证: 4,
  识别决策者: 4,
  认知分析: 4,
  '方案/报价': 5,
  方案报价: 5,
  提案: 5,
  报价: 5,
  '谈判/审核': 6,
  商务谈判: 6,
  合同签订: 6,
  实施: 7,
  交付: 7,
};

/** Words that say how a deal ended. English ones count as whole words, Chinese ones anywhere in the label. */
export const closedWords = {
  won: { en: ['won', 'closed won'], zh: ['赢单', '赢得', '已赢', '成交', '已签单'] },
  lost: {
    en: ['lost', 'cancelled', 'canceled', 'abandoned', 'disqualified', 'dead'],
    zh: ['输单', '丢单', '失单', '丢失', '流失', '失败', '取消', '作废', '战败'],
  },
} as const;

/**
 * Words that never decide a stage on their own: two of the methods give 发现 different meanings (noticing in one,
 * identifying in the other).
 */
export const ambiguousWords: readonly string[] = ['发现'];
