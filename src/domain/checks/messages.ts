/** Words of the checks in both languages: what a finding says, and the rule behind it. */
import type { CheckConfig } from './config.ts';
import { inputLabels, valueLabels } from './labels.ts';
import { accountTexts } from './texts/account.ts';
import { executionTexts } from './texts/execution.ts';
import { leadTexts } from './texts/lead.ts';
import { oddsTexts } from './texts/odds.ts';
import { peopleTexts } from './texts/people.ts';
import { qualificationTexts } from './texts/qualification.ts';
import { stageTexts } from './texts/stage.ts';
import { valueTexts } from './texts/value.ts';
import type { CheckText, InputKey, Param } from './types.ts';

export { inputLabels, inputValues, valueLabels } from './labels.ts';

type Language = 'en' | 'zh';

export const checkTexts: Readonly<Record<string, CheckText>> = {
  ...stageTexts,
  ...oddsTexts,
  ...peopleTexts,
  ...valueTexts,
  ...qualificationTexts,
  ...leadTexts,
  ...executionTexts,
  ...accountTexts,
};

/** Name of an id in a message (stage, gate, outcome, role, play); undefined leaves the id as it is. */
export type NameOf = (id: string, param: string) => string | undefined;

const locale: Record<Language, string> = { en: 'en', zh: 'zh-CN' };
const separator: Record<Language, string> = { en: ', ', zh: '、' };
/** Roles and conditions are told by letters and keys that mean other things elsewhere. */
const labelled = new Set(['roles', 'list', 'v', 'g', 'hint']);

function words(value: Param | undefined, param: string, language: Language, nameOf: NameOf): string {
  if (value === null || value === undefined) return '–';
  if (typeof value === 'number') return value.toLocaleString(locale[language]);
  if (typeof value !== 'string') return value.map((entry) => words(entry, param, language, nameOf)).join(separator[language]);
  return nameOf(value, param) ?? (labelled.has(param) ? valueLabels[value]?.[language] : undefined) ?? value;
}

/** The sentence of a finding. Placeholders without a value show a dash; an unknown id gives the id. */
export function checkMessage(
  id: string,
  params: Readonly<Record<string, Param>> | undefined,
  language: Language,
  nameOf: NameOf = () => undefined,
): string {
  const text = checkTexts[id]?.message[language] ?? id;
  return text.replaceAll(/\{(\w+)\}/g, (_, param: string) => words(params?.[param], param, language, nameOf));
}

/** The rule in words, with the thresholds in force (`{@name}`, or `{@name%}` for a share in percent). */
export function checkRule(id: string, language: Language, cfg: CheckConfig): string {
  const text = checkTexts[id]?.rule[language] ?? id;
  return text.replaceAll(/\{@(\w+)(%?)\}/g, (_, name: string, percent: string) => {
    const value = cfg[name as keyof CheckConfig];
    return typeof value === 'number' ? String(percent ? Math.round(value * 100) : value) : name;
  });
}

/** Name of an input in the list of values a finding rests on. */
export const inputLabel = (key: string, language: Language): string => inputLabels[key as InputKey]?.[language] ?? key;
