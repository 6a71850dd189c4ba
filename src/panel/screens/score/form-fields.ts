/**
 * Instruments that are no + / ? / − form: conditions, gradings, questions to answer in words, tests of one person.
 * One description of their fields and of the input their scoring takes; the form that shows them is one component.
 */
import type { InstrumentDefinition, InstrumentItem, L } from '../../../domain/assess/model.ts';
import { answersOf, formOf, rowsOf } from '../../../domain/checks/sheets.ts';
import type { DealState } from '../../../domain/state.ts';

export type FieldKind = 'yesno' | 'one' | 'many' | 'text' | 'date' | 'metric' | 'person';

export interface FormField {
  id: string;
  label: L;
  kind: FieldKind;
  options?: { value: string; label: L }[];
}

/** Instruments filled in once per person of the customer, with the person as the party. */
export const PER_PERSON: ReadonlySet<string> = new Set(['power-sponsor-test']);
/** Records instead of questions: one row per statement of a person. */
export const ROWS: Readonly<Record<string, readonly string[]>> = { 'demand-research': ['member', 'officialNeed', 'personalWish', 'priority', 'aware', 'inScope'] };

const STATES: { value: string; label: L }[] = [
  { value: 'unknown', label: { en: 'Unknown', zh: '未知' } }, { value: 'claimed', label: { en: 'Claimed', zh: '我方声明' } },
  { value: 'verified', label: { en: 'Verified', zh: '已核实' } }, { value: 'refuted', label: { en: 'Refuted', zh: '已否定' } },
];
const VALUE_LABELS: Readonly<Record<string, L>> = {
  low: { en: 'Small', zh: '小' }, high: { en: 'Large', zh: '大' },
  'general-customer': { en: 'General customer', zh: '一般客户' }, 'important-customer': { en: 'Important customer', zh: '重要客户' },
  S: { en: 'S', zh: 'S' }, A: { en: 'A', zh: 'A' }, other: { en: 'Other', zh: '其他' },
  'market-breakthrough': { en: 'Breaks into a market', zh: '突破市场' }, 'scale-sales': { en: 'Sales at scale', zh: '规模销售' }, 'major-risk': { en: 'Major risk', zh: '重大风险' },
};
const options = (values: readonly string[] = []): { value: string; label: L }[] => values.map((value) => ({ value, label: VALUE_LABELS[value] ?? { en: value, zh: value } }));
const nameOf = (item: InstrumentItem): L => item.text ?? item.name ?? { en: item.id, zh: item.id };
const CONFIRMED_BY: FormField = { id: 'confirmedBy', kind: 'person', label: { en: 'Who at the customer confirmed it?', zh: '客户方由谁确认？' } };

/** The fields of an instrument, in the order of the form. */
export function fieldsOf(def: InstrumentDefinition): FormField[] {
  const item = (i: InstrumentItem, kind: FieldKind, more?: Partial<FormField>): FormField => ({ id: i.id, label: nameOf(i), kind, ...more });
  const typed = (i: InstrumentItem): FormField => {
    if (i.type === 'enum') return item(i, 'one', { options: options(i.values) });
    if (i.type === 'set') return item(i, 'many', { options: options(i.values) });
    if (i.type === 'date') return item(i, 'date');
    if (i.type === 'contact-confirmation') return item(i, 'person');
    return item(i, i.type === 'text' || i.type === 'metric' ? i.type : 'yesno');
  };
  switch (def.id) {
    case 'four-conditions':
      return (def.items ?? []).map((i) => item(i, 'one', { options: STATES }));
    case 'problem-recognition':
      return [{ id: 'level', kind: 'one', label: def.name, options: (def.levels ?? []).map((l) => ({ value: String(l.level), label: { en: `${l.level} ${l.name.en}`, zh: `${l.level} ${l.name.zh}` } })) }];
    case 'proposal-four-questions':
      return (def.items ?? []).map((i) => item(i, 'text'));
    case 'lead-importance':
      return [...(def.axes ?? []).map((i) => item(i, 'one', { options: options(i.values) })), ...(def.strategicFlags ?? []).map((i) => item(i, 'yesno'))];
    case 'compelling-reason-to-act':
      return [...(def.items ?? []).map(typed), CONFIRMED_BY];
    default:
      return [...(def.items ?? []), ...(def.inputs ?? [])].map(typed);
  }
}

/** What the scoring of an instrument takes, from the deal's answers. Unanswered questions are left out. */
export function inputOf(def: InstrumentDefinition, state: DealState, party: string, phase: number | null): Record<string, unknown> {
  const form = formOf(state, def.id);
  const yes = (id: string): boolean => form[id] === true;
  switch (def.id) {
    case 'four-conditions':
      return Object.fromEntries((def.items ?? []).map((i) => [i.key ?? i.id, form[i.id]]));
    case 'lead-importance':
      return { ...form, strategicFlags: (def.strategicFlags ?? []).map((i) => i.id).filter(yes) };
    case 'problem-recognition':
      return { level: form['level'] === undefined || form['level'] === null ? null : Number(form['level']), unifiedPhase: phase };
    case 'proposal-four-questions':
      return { answered: (def.items ?? []).map((i) => i.id).filter((id) => typeof form[id] === 'string' && (form[id] as string).trim() !== '' && form[id] !== 'later') };
    case 'power-sponsor-test':
      return { yes: Object.entries(answersOf(state, def.id, party)).filter(([, a]) => a.value === true).map(([id]) => id) };
    case 'demand-research': {
      const rows = rowsOf(state, def.id);
      return { members: [...new Set(rows.map((r) => r['member']).filter((x): x is string => typeof x === 'string' && x.trim() !== ''))], rows };
    }
    default:
      return form;
  }
}
