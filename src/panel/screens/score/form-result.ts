/** What a filled-in form comes to, in words. Scores by the same functions that the test vectors run through. */
import { assess, type InstrumentDefinition, type Instruments } from '../../../domain/assess/index.ts';
import type { DemandResearchResult, FourConditionsResult, ProblemRecognitionResult, ProjectGradingResult } from '../../../domain/assess/simple.ts';
import { pick, type Messages } from '../../../i18n/index.ts';
import type { Lang } from '../../../wire/messages.ts';

export interface FormResult {
  title: string;
  lines: string[];
}

/** @param input as `inputOf` gives it; `answered` false gives the sentence that nothing is answered yet */
export function resultOf(def: InstrumentDefinition, input: unknown, answered: boolean, o: { m: Messages; lang: Lang; today: string; instruments: Instruments }): FormResult {
  const w = o.m.forms;
  if (!answered) return { title: w.nothing, lines: [] };
  const percent = (share: number): string => new Intl.NumberFormat(o.lang, { style: 'percent' }).format(share);
  const named = (list: { id: string; name: { en: string; zh: string } }[] | undefined, id: string | null): string => {
    const found = list?.find((g) => g.id === id);
    return found ? pick(found.name, o.lang) : w.outcome['open']!;
  };
  const join = (words: string[]): string => words.join(o.lang === 'zh-CN' ? '、' : ', ');
  const scored = assess(def.id, input, { today: o.today, instruments: o.instruments });
  switch (def.id) {
    case 'four-conditions': {
      const r = scored as FourConditionsResult;
      return { title: w.outcome[r.result]!, lines: [w.readiness(percent(r.readiness))] };
    }
    case 'lead-grading': {
      const { grade } = scored as { grade: string | null };
      const found = def.grades?.find((g) => g.id === grade);
      return { title: named(def.grades, grade), lines: found?.followUp ? [pick(found.followUp, o.lang)] : [] };
    }
    case 'lead-importance':
      return { title: named(def.classes, (scored as { class: string }).class), lines: [] };
    case 'project-grading': {
      const r = scored as ProjectGradingResult;
      const decision = def.grades?.find((g) => g.id === r.grade)?.decision;
      const roles = (decision?.fixed ?? []).filter((role) => r.fixed.includes(role.id)).map((role) => pick(role, o.lang));
      return { title: named(def.grades, r.grade), lines: roles.length > 0 ? [w.deciders(join(roles))] : [] };
    }
    case 'opportunity-entry-criteria': {
      const r = scored as { lead: boolean; opportunity: boolean };
      return { title: w.outcome[r.opportunity ? 'opportunity' : r.lead ? 'lead' : 'neither']!, lines: [] };
    }
    case 'problem-recognition': {
      const r = scored as ProblemRecognitionResult;
      const level = def.levels?.find((l) => l.level === (input as { level?: number | null }).level);
      return {
        title: r.behind === null ? (level ? pick(level.name, o.lang) : w.outcome['open']!) : w.outcome[r.behind ? 'behind' : 'fits']!,
        lines: [r.required === null ? '' : w.required(r.required), level?.seller ? pick(level.seller, o.lang) : ''].filter(Boolean),
      };
    }
    case 'compelling-reason-to-act':
      return { title: w.outcome[(scored as { state: string }).state]!, lines: [] };
    case 'unique-business-value':
      return { title: w.outcome[(scored as { valid: boolean }).valid ? 'valid' : 'invalid']!, lines: [] };
    case 'demand-research': {
      const r = scored as DemandResearchResult;
      const open = (def.items ?? []).filter((i) => r.goals[i.id as keyof typeof r.goals] === false).map((i) => pick(i.text ?? { en: i.id, zh: i.id }, o.lang));
      return { title: w.goals(r.met, 5), lines: [r.coverage === null ? '' : w.coverage(percent(r.coverage)), ...open].filter(Boolean) };
    }
    case 'power-sponsor-test': {
      const { result } = scored as { result: string[] };
      return { title: result.length > 0 ? join(result.map((r) => w.outcome[r] ?? r)) : w.outcome['none']!, lines: [] };
    }
    case 'proposal-four-questions': {
      const r = scored as { ready: boolean; missing: string[] };
      const missing = (def.items ?? []).filter((i) => r.missing.includes(i.id)).map((i) => pick(i.text ?? { en: i.id, zh: i.id }, o.lang));
      return { title: w.outcome[r.ready ? 'ready' : 'notReady']!, lines: missing };
    }
    default:
      return { title: def.id, lines: [] };
  }
}
