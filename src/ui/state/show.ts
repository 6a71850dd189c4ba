/** Values of the CRM as a person reads them. */
import type { FieldName, FieldValue } from '../../domain/event.ts';
import { showDay, showMoney } from '../../i18n/index.ts';
import type { Lang } from '../../wire/messages.ts';

/** A field's value as text; '' when it is empty. */
export function showField(name: FieldName, value: FieldValue | undefined, lang: Lang): string {
  if (value === null || value === undefined || value === '') return '';
  if (typeof value === 'number') {
    const number = new Intl.NumberFormat(lang === 'zh-CN' ? 'zh-CN' : 'en-GB', { maximumFractionDigits: 2 }).format(value);
    return name === 'probability' ? `${number} %` : number;
  }
  if (typeof value === 'string') return name === 'closeDate' || name === 'created' ? showDay(value, lang) : value;
  if ('label' in value) return value.label;
  return showMoney(value, lang);
}

/** What a person typed into a field, as a value; undefined when it cannot be read as one. */
export function readTyped(name: FieldName, text: string, currency: string | undefined): FieldValue | undefined {
  const typed = text.trim();
  if (typed === '') return undefined;
  if (name === 'amount') {
    const plain = typed.replace(/[,\s\u00a0']/g, '');
    if (!/^\d+(\.\d+)?$/.test(plain)) return undefined;
    return { value: Number(plain), ...(currency ? { currency } : {}) };
  }
  if (name === 'probability') return /^\d{1,3}([.]\d+)?$/.test(typed) && Number(typed) <= 100 ? Number(typed) : undefined;
  if (name === 'closeDate' || name === 'created') return /^\d{4}-\d{2}-\d{2}$/.test(typed) && !Number.isNaN(Date.parse(typed)) ? typed : undefined;
  if (name === 'account' || name === 'contact' || name === 'owner') return { label: typed };
  if (name === 'stage') return { id: typed, label: typed };
  return typed;
}
