/** What the Score screen shows, computed from a deal's state: parties, dates, standings. Pure. */
import { questionsOf, type AnswersByParty, type AnswerValue, type InstrumentDefinition, type Question, type QuestionGroup } from '../../../domain/assess/model.ts';
import { groupsWeakestFirst, scoreOpportunity, type OpportunityScore } from '../../../domain/assess/opportunity.ts';
import type { Hlc } from '../../../domain/hlc.ts';
import { answerAt, type Answer, type DealState } from '../../../domain/state.ts';

export interface PartyView {
  id: string;
  name: string;
  kind: 'us' | 'rival' | 'no-decision';
}

/** Us first, then rivals in the order in which they were named. Names are replaced while the screen is shared. */
export function partiesOf(state: DealState, words: { us: string; noDecision: string }, mask: ((n: number) => string) | null): PartyView[] {
  const rivals = Object.entries(state.parties)
    .filter(([id, p]) => id !== 'us' && p.kind !== 'us')
    .sort(([, a], [, b]) => (a.stamp.at < b.stamp.at ? -1 : 1))
    .map(([id, p], i): PartyView => ({ id, name: p.kind === 'no-decision' ? words.noDecision : mask ? mask(i + 1) : p.name, kind: p.kind }));
  return [{ id: 'us', name: words.us, kind: 'us' }, ...rivals];
}

/** An answer of the log as the scoring reads it. `later` with a date is “not knowable yet”. */
export function scored(answer: Answer | undefined): AnswerValue {
  if (!answer) return null;
  if (answer.value === 'later') return { notYet: true, askBy: answer.askBy ?? null };
  return answer.value === '+' || answer.value === '?' || answer.value === '-' ? answer.value : null;
}

/** All answers of an instrument by party, as they stand or as they stood at a moment. */
export function answersOf(state: DealState, def: InstrumentDefinition, parties: readonly PartyView[], until?: Hlc): AnswersByParty {
  const questions = (def.groups ?? []).flatMap(questionsOf);
  const out: Record<string, Record<string, AnswerValue>> = {};
  for (const party of parties) {
    const mine: Record<string, AnswerValue> = {};
    for (const q of questions) {
      const answer = answerAt(state, def.id, party.id, q.id, until);
      if (answer) mine[q.id] = scored(answer);
    }
    out[party.id] = mine;
  }
  return out;
}

export interface DatedView {
  on: string;
  at: Hlc;
}

/** Kept dates of an instrument, oldest first; one per day (the last kept that day). */
export function datesOf(state: DealState, assessment: string): DatedView[] {
  const byDay = new Map<string, DatedView>();
  for (const d of state.dated) if (d.assessment === assessment) byDay.set(d.on, { on: d.on, at: d.stamp.at });
  return [...byDay.values()].sort((a, b) => (a.on < b.on ? -1 : 1));
}

export interface ScoreView {
  def: InstrumentDefinition;
  parties: PartyView[];
  now: OpportunityScore;
  was: OpportunityScore | null;
  dates: DatedView[];
  /** Groups, weakest first. */
  groups: { group: QuestionGroup; index: number; verdict: string; score: number | null; was: number | null }[];
  /** Mean of our groups per kept date and today, −1..1. */
  trend: { on: string; mean: number }[];
  /** Questions with a real answer (+ or −) for us. */
  real: ReadonlySet<string>;
  total: number;
  answered: number;
  wasAnswered: number;
}

function mean(score: OpportunityScore): number | null {
  const known = (score.normalised['us'] ?? []).filter((v): v is number => v !== null);
  return known.length === 0 ? null : known.reduce((a, b) => a + b, 0) / known.length;
}

/** Everything the screen needs, for today and for the date compared with (null: none). */
export function scoreView(state: DealState, def: InstrumentDefinition, parties: PartyView[], compare: DatedView | null, today: string): ScoreView {
  const answers = answersOf(state, def, parties);
  const before = compare ? answersOf(state, def, parties, compare.at) : null;
  const now = scoreOpportunity(def, answers, { today, ...(before ? { previous: before } : {}) });
  const was = before && compare ? scoreOpportunity(def, before, { today: compare.on }) : null;
  const dates = datesOf(state, def.id);
  const trend = dates.flatMap((d) => {
    const m = mean(scoreOpportunity(def, answersOf(state, def, parties.slice(0, 1), d.at), { today: d.on }));
    return m === null ? [] : [{ on: d.on, mean: m }];
  });
  const current = mean(now);
  if (current !== null && dates.at(-1)?.on !== today) trend.push({ on: today, mean: current });
  const ordered = (def.groups ?? []).toSorted((a, b) => (a.order ?? 0) - (b.order ?? 0));
  const total = ordered.flatMap(questionsOf).length;
  const groups = groupsWeakestFirst(now).map((standing) => {
    const index = ordered.findIndex((g) => g.id === standing.id);
    return {
      group: ordered[index]!, index, verdict: standing.verdict,
      score: now.normalised['us']?.[index] ?? null, was: was?.normalised['us']?.[index] ?? null,
    };
  });
  const real = new Set(Object.entries(answers['us'] ?? {}).filter(([, v]) => v === '+' || v === '-').map(([id]) => id));
  return { def, parties, now, was, dates, groups, trend, real, total, answered: Math.round(now.coverage * total), wasAnswered: was ? Math.round(was.coverage * total) : 0 };
}

/** `+0.80`, `−0.20`; a dash for nothing rated. The minus is the typographic one. */
export function signed(value: number | null): string {
  if (value === null) return '–';
  const text = Math.abs(value).toFixed(2);
  return value < 0 && text !== '0.00' ? `−${text}` : `+${text}`;
}

/** Groups that decide alone whether to go on: is there an opportunity, is it worth winning (rule `ssm-oa-overall`). */
const DECIDING: ReadonlySet<number | undefined> = new Set([1, 4]);

/** What the verdict rests on: the group it comes from and, where a knock-out decided it, the question. */
export function restsOn(view: ScoreView): { group: QuestionGroup; knockout: Question | null } {
  const alone = view.now.overall === 'no-go';
  const counts = (order: number | undefined): boolean => !alone || DECIDING.has(order);
  const failed = view.now.overall === 'insufficient' ? undefined : view.now.knockouts.find((k) => k.answer === '-' && counts(k.group));
  const group = failed && view.groups.find((g) => g.group.order === failed.group)?.group;
  const knockout = group && questionsOf(group).find((q) => q.id === failed.id);
  if (group && knockout) return { group, knockout };
  return { group: (view.groups.find((g) => g.verdict === 'red' && counts(g.group.order)) ?? view.groups[0]!).group, knockout: null };
}

/** The first question without a real answer, weakest group first; null when every question has one or waits for its date. */
export function nextUnknown(view: ScoreView): { group: string; question: Question } | null {
  const waiting = new Set(view.now.notYet.filter((n) => !n.overdue).map((n) => n.id));
  for (const { group } of view.groups) {
    const question = questionsOf(group).find((q) => !view.real.has(q.id) && !waiting.has(q.id));
    if (question) return { group: group.id, question };
  }
  return null;
}
