/** Where Zoho CRM shows a deal: `subvalue_COLUMN` by id, `value_COLUMN` by `data-zcqa`. Columns are Zoho's own; never run on Zoho. */
import type { Recipe } from '../recipe/types.ts';

const DATE = '2026-11-21';
/** Labels stand in for a layout that names its fields otherwise; en and zh-CN. */
const column = (name: string, ...label: string[]) => ({ find: [{ css: `#subvalue_${name}` }, { css: `[data-zcqa="value_${name}"]` }, { label }] });

export const recipe: Recipe = {
  recipe: 1, id: 'zoho', name: 'Zoho CRM', version: 1, date: DATE,
  source: 'public code: #subvalue_POTENTIALNAME (userscripts), data-zcqa="value_…" on crux components (2026); columns of Zoho\'s API 1.0',
  hosts: ['crm.zoho.com', 'crm.zoho.eu', 'crm.zoho.in', 'crm.zoho.com.au', 'crm.zoho.jp', 'crm.zoho.com.cn', 'crm.zoho.sa', 'crm.zohocloud.ca'],
  record: ['/crm/*/tab/Potentials/{id:number}/**', '/crm/tab/Potentials/{id:number}/**'],
  fields: {
    name: column('POTENTIALNAME', 'Deal Name', '商机名称'),
    account: column('ACCOUNTID', 'Account Name', '客户名称'),
    contact: column('CONTACTID', 'Contact Name', '联系人姓名'),
    amount: column('AMOUNT', 'Amount', '金额'),
    closeDate: column('CLOSINGDATE', 'Closing Date', '预计成交日期'),
    probability: column('PROBABILITY', 'Probability (%)', '可能性 (%)'),
    owner: column('SMOWNERID', 'Deal Owner', '商机所有者'),
    nextStep: column('NEXTSTEP', 'Next Step', '下一步'),
    type: column('TYPE', 'Type', '类型'),
    created: column('CREATEDTIME', 'Created Time', '创建时间'),
  },
};

const columns = (of: (label: string) => string) => ({ account: of('Account Name'), amount: of('Amount'), closeDate: of('Closing Date'), owner: of('Deal Owner') });

/** Rows and cells after a public extension (`lyte-exptable-tr`) and userscripts (`value_listviewtable_…`). */
export const table: Recipe = {
  ...recipe, source: 'public code: lyte-exptable-tr, data-zcqa="value_listviewtable_…"; a guess for this module',
  list: { view: 'list', row: 'lyte-exptable-tr,lyte-tr', fields: columns((l) => `[data-zcqa="value_listviewtable_${l}"]`), stage: { css: '[data-zcqa="value_listviewtable_Stage"]' } },
};
export const board: Recipe = {
  ...recipe, source: 'a guess',
  list: { view: 'kanban', row: '[data-zcqa="kanbanCard"],lyte-kanban-item', stage: { column: '[data-zcqa="kanbanColumn"]', title: '[data-zcqa="kanbanTitle"]' } },
};
