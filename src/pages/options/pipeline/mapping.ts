/** Which column of a table is which field of a deal: guessed from headers and values, kept per set of headers. */
import type { FieldName } from '../../../domain/event.ts';
import type { PipelineTarget } from '../../../wire/pipeline.ts';
import { isNothing, orderOf, decimalOf, figureIn, currencyIn, dayIn, type Decimal, type Order } from './values.ts';
import type { Cell, Table } from './table.ts';

/** What a column may hold. `record`: the CRM's id of the deal; `currency`: the code of the amount's currency. */
export type Slot = 'record' | 'currency' | Extract<FieldName, 'name' | 'account' | 'contact' | 'amount' | 'closeDate' | 'stage' | 'probability' | 'owner' | 'nextStep' | 'number' | 'created' | 'type'>;
export const SLOTS: readonly Slot[] = ['record', 'name', 'account', 'amount', 'currency', 'closeDate', 'stage', 'probability', 'owner', 'nextStep', 'contact', 'number', 'created', 'type'];

export interface Mapping {
  /** Header of each field's column. */
  columns: Partial<Record<Slot, string>>;
  /** Which of day and month stands first, where the column does not tell. */
  order?: Order | undefined;
  decimal?: Decimal | undefined;
  /** Currency of amounts that name none; '' for none. */
  currency: string;
  /** Stage of the CRM (id) by what the file calls it; '' leaves the stage of these rows out. */
  stages: Record<string, string>;
}

/** Names of columns in exports, most telling first; read without case, blanks and marks. Words in common use, a guess of 2026-11-21: no export of these CRMs was at hand. */
const NAMES: Record<Slot, RegExp[]> = {
  record: [/^(opportunity|deal|record|lead|opp|商机|机会|交易|记录|线索)(record)?(id|编号)$/, /^(18digitid|casesafeid|opportunityid18|externalid|recordid|\(?donotmodify\)?opportunity|unifiedid|databaseid)$/, /^id$/, /(^|record|deal|opportunity)id$/],
  name: [/^(opportunity|deal|record|opp|topic|lead)(name|title|topic)$/, /^(商机|机会|交易|项目|线索)(名称|标题|名)$/, /^(name|title|topic|description|subject|opportunity|deal|主题|名称|商机|机会)$/],
  account: [/^(account|company|customer|organi[sz]ation|party|client|associatedcompany|potentialcustomer)(name)?$/, /^(客户|公司|账户|帐户|企业|组织)(名称)?$/, /account|company|organi[sz]ation|客户|公司/],
  contact: [/^(primary)?(contact|person)(name|person)?$/, /^(主要)?联系人(姓名)?$/],
  amount: [/^(amount|value|dealvalue|dealamount|expectedrevenue|estrevenue|estimatedrevenue|revenue|totalamount|price)$/, /^(预计|交易|商机|合同|销售)?(金额|收入|总额|价值)$/, /amount|revenue|金额/],
  currency: [/^(currency|currencycode|amountcurrency|opportunitycurrency|currencyisocode|币种|货币|货币代码|币别)$/, /currency|币种|货币/],
  closeDate: [/^(close|closing|expectedclose|expectedclosing|estclose|estimatedclose|end|deadline|actualclose)(date)?$/, /^(预计)?(成交|结束|关闭|截止|结单|赢单)(日期|时间)$/, /clos(e|ing)date|成交日期|结束日期/],
  stage: [/^(stage|dealstage|pipelinestage|salesstage|state|phase|stagename|opportunitystage)$/, /^(销售|商机|交易|当前)?(阶段|状态)$/, /stage|阶段/],
  probability: [/^(probability|probability%|dealprobability|conversionprobability|winprobability|chance)(\(%\)|%)?$/, /^(成交|赢单|成功|赢率)?(概率|几率|可能性|赢率)(%|\(%\))?$/, /probability|概率/],
  owner: [/^(opportunity|deal|record)?owner(name|fullname|alias)?$/, /^(salesperson|assignedto|employee|salesrep|rep|responsible|responsibleuser)$/, /^(商机|机会)?(所有人|负责人|销售员|业务员|拥有者|归属人)$/, /owner|负责人|所有人/],
  nextStep: [/^(next)?(step|steps|action|activity)$/, /^nextstep/, /^(下一步|后续步骤|下一步计划|下一步行动)$/],
  number: [/^(number|no|reference|ref|opportunitynumber|dealnumber|quote)$/, /^(编号|单号|商机编号|机会编号)$/],
  created: [/^(created|creation|create|start)(date|on|at|time)?$/, /^(创建|新建|开始)(日期|时间)$/],
  type: [/^(type|opportunitytype|dealtype|recordtype|类型|商机类型|业务类型)$/],
};

const bare = (header: string): string => header.toLowerCase().replace(/[\s_\-./:：*（）]+/g, (m) => (/[（）]/.test(m) ? (m.includes('（') ? '(' : ')') : ''));

const SAMPLE = 200;
export const cellsOf = (table: Table, header: string, most = Infinity): Cell[] => {
  const at = table.headers.indexOf(header);
  return at < 0 ? [] : table.rows.slice(0, most).map(({ cells }) => cells[at] ?? null);
};

const share = (cells: readonly Cell[], is: (cell: Cell) => boolean): number => {
  const all = cells.filter((cell) => !isNothing(cell));
  return all.length ? all.filter(is).length / all.length : 0;
};

/** Whether a column's values can be what its header says. A header is a claim; its values must not contradict it. */
function fits(slot: Slot, cells: readonly Cell[]): boolean {
  if (cells.every(isNothing)) return true;
  if (slot === 'amount' || slot === 'probability') return share(cells, (c) => figureIn(c, decimalOf(cells)) !== undefined) > 0.6;
  if (slot === 'closeDate' || slot === 'created') return share(cells, (c) => dayIn(c, orderOf(cells) === 'ask' ? 'd' : orderOf(cells)) !== undefined || dayIn(c, 'm') !== undefined) > 0.6;
  if (slot === 'currency') return share(cells, (c) => currencyIn(c) !== undefined) > 0.6;
  if (slot === 'record') return new Set(cells.filter((c) => !isNothing(c)).map(String)).size > cells.filter((c) => !isNothing(c)).length * 0.3;
  return share(cells, (c) => typeof c === 'string' || typeof c === 'number') > 0.6;
}

/** What a column without a telling header holds, by its values alone; only what is unmistakable. */
function byValue(cells: readonly Cell[]): Slot | null {
  if (share(cells, (c) => typeof c === 'string' && /^006[a-zA-Z\d]{12}([a-zA-Z\d]{3})?$/.test(c.trim())) > 0.9) return 'record';
  if (share(cells, (c) => typeof c === 'string' && /[%％]\s*$/.test(c) && figureIn(c, null) !== undefined) > 0.9) return 'probability';
  if (share(cells, (c) => typeof c === 'string' && currencyIn(c.replace(/[\d.,\s]/g, '')) !== undefined && figureIn(c, decimalOf(cells)) !== undefined) > 0.9) return 'amount';
  return null;
}

/** The mapping that headers and values speak for. A field that nothing speaks for stays free. */
export function guess(table: Table): Mapping {
  const columns: Mapping['columns'] = {};
  const free = new Set(table.headers);
  const sample = new Map(table.headers.map((header) => [header, cellsOf(table, header, SAMPLE)]));
  const rounds = Math.max(...Object.values(NAMES).map((list) => list.length));
  for (let round = 0; round < rounds; round++) {
    for (const slot of SLOTS) {
      const name = NAMES[slot][round];
      if (!name || columns[slot]) continue;
      const found = table.headers.find((header) => free.has(header) && name.test(bare(header)) && fits(slot, sample.get(header)!));
      if (!found) continue;
      columns[slot] = found;
      free.delete(found);
    }
  }
  for (const header of free) {
    const slot = byValue(sample.get(header)!);
    if (slot && !columns[slot]) columns[slot] = header;
  }
  return { columns, currency: '', stages: {} };
}

/** Different words of a column, most frequent first. */
export function wordsOf(table: Table, header: string | undefined, most: number): string[] {
  const count = new Map<string, number>();
  for (const cell of header ? cellsOf(table, header) : []) {
    if (isNothing(cell)) continue;
    const word = String(cell).trim();
    count.set(word, (count.get(word) ?? 0) + 1);
  }
  return [...count].sort((a, b) => b[1] - a[1]).slice(0, most).map(([word]) => word);
}

/** What is remembered of a file with these headers: the mapping and where its deals belong. */
export interface Remembered {
  mapping: Mapping;
  target: PipelineTarget | null;
}

const MOST_REMEMBERED = 40;
const KEY = 'pipeline-mappings';
const nameOf = (headers: readonly string[]): string => [...headers].sort().join('\u001f');

type Shelf = Pick<Storage, 'getItem' | 'setItem'>;
function all(shelf: Shelf): [string, Remembered][] {
  try {
    const kept: unknown = JSON.parse(shelf.getItem(KEY) ?? '[]');
    return Array.isArray(kept) ? (kept as [string, Remembered][]) : [];
  } catch {
    return [];
  }
}

export const remembered = (shelf: Shelf, headers: readonly string[]): Remembered | null => all(shelf).find(([name]) => name === nameOf(headers))?.[1] ?? null;

export function remember(shelf: Shelf, headers: readonly string[], what: Remembered): void {
  const name = nameOf(headers);
  shelf.setItem(KEY, JSON.stringify([[name, what], ...all(shelf).filter(([other]) => other !== name)].slice(0, MOST_REMEMBERED)));
}
