/**
 * What CRMs call a deal's fields, so that a label pointed at in one language is known in others, and so that the picker can
 * begin where the value probably stands. Common words of well-known CRMs, written down 2026-11-21; a wrong one finds nothing.
 */
import type { FieldName } from '../../domain/event.ts';
import { plain } from './rest.ts';

const WORDS: Partial<Record<FieldName, string>> = {
  name: 'Deal name|Opportunity name|Opportunity|Deal|Name|Title|Subject|商机名称|业务机会名称|商机|名称|标题|Verkaufschance|Name der Verkaufschance|Nom|Nom de l’opportunité|Opportunité|Nombre|Oportunidad|Nome|商談名|案件名',
  account: 'Account|Account name|Company|Customer|Organization|Organisation|Client|客户|客户名称|公司|公司名称|Firma|Kunde|Unternehmen|Compte|Société|Entreprise|Cuenta|Empresa|Cliente|取引先|取引先名|会社',
  amount: 'Amount|Value|Deal value|Deal amount|Expected revenue|Revenue|Est. revenue|金额|商机金额|预计金额|预计收入|价值|Betrag|Wert|Auftragswert|Umsatz|Montant|Valeur|Importe|Valor|Monto|金額|売上予測',
  closeDate: 'Close date|Closing date|Expected close date|Expected close|Expected closing|Est. close date|结束日期|预计成交日期|预计关闭日期|成交日期|预计结束日期|Abschlussdatum|Schlusstermin|Date de clôture|Clôture prévue|Fecha de cierre|Data de fechamento|完了予定日|クローズ日',
  stage: 'Stage|Deal stage|Sales stage|Phase|Status|阶段|销售阶段|商机阶段|状态|Verkaufsphase|Étape|Etapa|Fase|フェーズ|ステージ',
  owner: 'Owner|Deal owner|Opportunity owner|Assigned to|Salesperson|Responsible|所有人|负责人|商机所有人|销售员|归属人|Besitzer|Inhaber|Zuständig|Verantwortlich|Propriétaire|Responsable|Propietario|Proprietário|所有者|担当者',
};

/** All words for a field, as labels are compared. */
export const wordsFor = (name: FieldName): string[] => (WORDS[name] ?? '').split('|').filter(Boolean);

/** A label with what it is called elsewhere, where it is a common one; else it alone. */
export function labelsFor(name: FieldName, label: string): string[] {
  const all = wordsFor(name);
  const same = all.some((w) => plain(w) === plain(label));
  return same ? [label, ...all.filter((w) => plain(w) !== plain(label))] : [label];
}

/** Whether a stage's words say that the deal is over. */
export function closedOf(label: string): 'won' | 'lost' | undefined {
  if (/\b(lost|verloren|perdue?|perdid[oa]|abandoned|disqualified)\b|丢单|输单|失败|失注|已丢失/i.test(label)) return 'lost';
  if (/\b(won|gewonnen|gagnée?|ganad[oa]|ganh[oa])\b|赢单|成交|已签约|签约成功|受注|赢得/i.test(label)) return 'won';
  return undefined;
}
