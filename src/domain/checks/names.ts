/** Names for the ids in a message: stages, gates, outcomes, deciding roles, budget plays and funnel stages. */
import type { Instruments } from '../assess/model.ts';
import type { Methods } from '../calc/odds.ts';
import { indexMethod, type L } from '../method.ts';
import type { NameOf } from './messages.ts';

/** Names of all methods' parts in one language; the deal's own method first, since packs may share ids. */
export function namesOf(methods: Methods, methodology: string | null | undefined, instruments: Instruments, language: 'en' | 'zh'): NameOf {
  const own = methodology ? methods[methodology] : undefined;
  const all = [own, ...Object.values(methods).filter((method) => method !== own)].filter((method) => method !== undefined);
  const roles = (instruments['project-grading']?.grades ?? []).flatMap((grade) => [...(grade.decision?.fixed ?? []), ...(grade.decision?.onDemand ?? [])]);
  const plays = all.flatMap((method) => (method['budgetPlays'] as { id: string; text: L }[] | undefined) ?? []);
  const funnel = all.flatMap((method) => (method['funnel'] as { stages?: L[] } | undefined)?.stages ?? []);
  return (id, param) => {
    if (param === 'stage' && funnel.some((stage) => stage.en === id)) return funnel.find((stage) => stage.en === id)?.[language];
    if (param === 'roles') return roles.find((role) => role.id === id)?.[language];
    if (param === 'play') return plays.find((play) => play.id === id)?.text[language];
    for (const method of all) {
      const index = indexMethod(method);
      const named = index.stageById.get(id)?.name ?? index.gateById.get(id)?.name ?? index.outcomeById.get(id)?.outcome.text;
      if (named) return named[language];
    }
    return undefined;
  };
}
