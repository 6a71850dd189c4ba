/**
 * What the interface calls a method: a neutral label with its common short form. Names of owners appear on the About
 * page only, as attribution.
 */
import type { L, Methodology } from '../domain/method.ts';

export const builtInMethodIds = ['ssm', 'solution-selling', 'ltc', 'stage-odds', 'consultative'] as const;
export type BuiltInMethodId = (typeof builtInMethodIds)[number];

export const isBuiltIn = (id: string): id is BuiltInMethodId => (builtInMethodIds as readonly string[]).includes(id);

export const methodLabels: Readonly<Record<BuiltInMethodId, { label: L; short: L; about: L }>> = {
  ssm: {
    label: { en: 'Seven stages (SSM)', zh: '七阶段（SSM）' },
    short: { en: 'SSM', zh: 'SSM' },
    about: {
      en: 'Seven stages that follow the customer’s buying steps. Fits any kind of deal.',
      zh: '七个阶段跟随客户的采购步骤，适用于各类商机。',
    },
  },
  'solution-selling': {
    label: { en: 'Eight steps (4×5)', zh: '八步法（4×5）' },
    short: { en: '4×5', zh: '4×5' },
    about: {
      en: 'Eight steps in key accounts, from first contact to the next opportunity, qualified by 4 × 5 factors.',
      zh: '大客户销售八步，从入门到下一个机会，以 4×5 要素评估。',
    },
  },
  ltc: {
    label: { en: 'Lead to cash (LTC)', zh: '线索到回款（LTC）' },
    short: { en: 'LTC', zh: 'LTC' },
    about: {
      en: 'Eleven steps from lead to payment by a team of three roles, with five decision gates.',
      zh: '铁三角团队从线索到回款的十一步，含五个决策点。',
    },
  },
  'stage-odds': {
    label: { en: 'Stage and odds', zh: '阶段与赢率' },
    short: { en: 'Odds', zh: '赢率' },
    about: {
      en: 'Six steps with a fixed odds ladder; odds rest on statements that can be observed.',
      zh: '六个步骤配固定赢率阶梯，赢率以可观察语句为依据。',
    },
  },
  consultative: {
    label: { en: 'Consultative (five stages)', zh: '顾问式（五阶段）' },
    short: { en: 'Five stages', zh: '五阶段' },
    about: {
      en: 'A light process of five stages with needs research and objection handling.',
      zh: '五阶段的轻量流程，含需求调研与异议处理。',
    },
  },
};

/** The label of any method: ours for a built-in one, the pack's own for a team's. */
export function methodLabel(method: Pick<Methodology, 'id' | 'name' | 'label'>): L {
  return isBuiltIn(method.id) ? methodLabels[method.id].label : (method.label ?? method.name);
}

/** For the About page: names that belong to others. The methods run here are our own wording of published ideas. */
export const attributions: readonly { id: string; text: L }[] = [
  {
    id: 'ssm',
    text: {
      en: 'Signature Selling Method (SSM) is a name of IBM.',
      zh: 'Signature Selling Method（SSM）为 IBM 的名称。',
    },
  },
  {
    id: 'solution-selling',
    text: {
      en: 'Solution Selling, 9 Block Vision Processing Model, Pain Chain and Pain Sheet are marks of their owners.',
      zh: 'Solution Selling、9 Block Vision Processing Model、Pain Chain、Pain Sheet 为其各自所有者的商标。',
    },
  },
  {
    id: 'tas',
    text: {
      en: 'Target Account Selling (TAS) is a mark of its owner.',
      zh: 'Target Account Selling（TAS）为其所有者的商标。',
    },
  },
  {
    id: 'crm',
    text: {
      en: 'Salesforce, HubSpot, Microsoft Dynamics 365, Zoho, Odoo, Pipedrive and Tryton are marks of their owners. StageProof is not affiliated with any of them.',
      zh: 'Salesforce、HubSpot、Microsoft Dynamics 365、Zoho、Odoo、Pipedrive、Tryton 为其各自所有者的商标。StageProof 与上述各方均无关联。',
    },
  },
];
