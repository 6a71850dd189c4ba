/**
 * Quality of evidence: words that only fill the field, one text used for many deals, evidence that grew old, and a
 * customer's outcome without a customer's name. Beside the 117 checks; all limits are proposed.
 */
import { daysBetween, hasText } from '../assess/values.ts';
import type { L } from '../method.ts';

export type EvidenceFault = 'placeholder' | 'too-short' | 'repeated' | 'nobody-named' | 'stale';

export interface EvidenceFact {
  /** Outcome id. */
  id: string;
  kind: 'buyer' | 'internal';
  text?: string | null | undefined;
  link?: string | null | undefined;
  /** Who said so on the customer's side. */
  saidBy?: string | null | undefined;
  /** YYYY-MM-DD, the day it was said or written. */
  at?: string | null | undefined;
  /** Last day on which it counts. */
  expires?: string | null | undefined;
}

export interface EvidenceContext {
  today: string;
  /** How many other deals carry a text, by `evidenceKey`. */
  elsewhere?: { get(key: string): number | undefined } | undefined;
  /** Days after which evidence without an expiry of its own is old; 180 if left out. */
  staleAfter?: number | undefined;
}

const STALE_AFTER = 180;
const FILLERS = new Set(
  (
    'tbd tbc tba todo na none nil no yes ok okay done test dummy placeholder later pending unknown asdf qwerty ' +
    '待定 待补 待补充 待确认 待填 暂无 无 没有 有 是 否 已完成 完成 测试 未知 后补 略 同上'
  ).split(' '),
);

/** A text without case, spaces and punctuation: what two texts have in common when they are “the same”. */
export const evidenceKey = (text: string): string =>
  text
    .normalize('NFKC')
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{N}]/gu, '');

/** A word that says nothing, or one sign repeated. */
function isPlaceholder(key: string): boolean {
  return FILLERS.has(key) || (key.length > 1 && new Set(key).size === 1);
}

function faultsOf(evidence: EvidenceFact, ctx: EvidenceContext): EvidenceFault[] {
  const faults: EvidenceFault[] = [];
  if (hasText(evidence.text)) {
    const key = evidenceKey(evidence.text);
    if (isPlaceholder(key)) faults.push('placeholder');
    else if (key.length < 2 && !hasText(evidence.link)) faults.push('too-short');
    else if ((ctx.elsewhere?.get(key) ?? 0) > 0) faults.push('repeated');
  }
  if (evidence.kind === 'buyer' && !hasText(evidence.saidBy)) faults.push('nobody-named');
  const expired = hasText(evidence.expires) && (daysBetween(evidence.expires, ctx.today) ?? 0) > 0;
  const old = !hasText(evidence.expires) && (daysBetween(evidence.at, ctx.today) ?? 0) > (ctx.staleAfter ?? STALE_AFTER);
  if (expired || old) faults.push('stale');
  return faults;
}

/** Outcomes whose evidence is weak, with the reasons; outcomes without any evidence are another check's business. */
export function evidenceFindings(all: readonly EvidenceFact[], ctx: EvidenceContext): { id: string; faults: EvidenceFault[] }[] {
  return all
    .filter((evidence) => hasText(evidence.text) || hasText(evidence.link))
    .map((evidence) => ({ id: evidence.id, faults: faultsOf(evidence, ctx) }))
    .filter(({ faults }) => faults.length > 0);
}

export const evidenceTexts: Readonly<Record<EvidenceFault, L>> = {
  placeholder: {
    en: 'The evidence only fills the field. Write what the customer did or said.',
    zh: '证据仅为占位内容，请写明客户做了或说了什么。',
  },
  'too-short': { en: 'One character is no evidence.', zh: '单个字符不能作为证据。' },
  repeated: { en: 'The same text stands as evidence in other deals.', zh: '其他商机使用了相同的证据文字。' },
  'nobody-named': { en: 'Nobody at the customer is named. Who did or said it?', zh: '未写明客户方人员，是谁做的或说的？' },
  stale: { en: 'The evidence is old. Ask whether it still holds.', zh: '证据已陈旧，请核实是否仍成立。' },
};
