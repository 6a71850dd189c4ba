/**
 * What is written when a deal changes its method or takes a newer version: proofs that count there as well, with their
 * evidence and where they came from. Old entries stay; nothing is taken away. Pure.
 */
import type { EventDraft } from '../../../domain/event.ts';
import { stateOf, type OutcomeStates } from '../../../domain/gate.ts';
import { indexMethod, type L, type Methodology } from '../../../domain/method.ts';
import { comparePacks } from '../../../domain/method-version.ts';
import type { DealState } from '../../../domain/state.ts';
import { carryStage, type CarryOver } from '../../../methods/crosswalk.ts';

type Evidence = DealState['outcomes'][string]['evidence'];
const MOST_TEXT = 20_000;

/** Evidence of one or several proofs as evidence of another; it expires with the first of them. */
function joined(sources: readonly Evidence[], origin: string, named: boolean): Evidence {
  const text = [...sources.map((s) => s.text?.trim() ?? '').filter(Boolean), origin].join('\n').slice(0, MOST_TEXT);
  const link = sources.find((s) => s.link)?.link;
  const who = named ? sources.find((s) => s.saidBy && s.saidOn) : undefined;
  const expires = sources.flatMap((s) => s.expires ?? []).sort()[0];
  return { text, ...(link && { link }), ...(who && { saidBy: who.saidBy, saidOn: who.saidOn }), ...(expires && { expires }) };
}

/**
 * Proofs that count in another method (`carryOver`), and its stage where the deal was placed by hand. What the customer said
 * arrives confirmed, everything else as a claim; a manager's word was given to another outcome and is not repeated.
 */
export function changeDrafts(state: DealState, from: Methodology, to: Methodology, found: CarryOver, origin: (outcome: L) => string): EventDraft[] {
  const index = indexMethod(from);
  const drafts = found.carried.map(({ to: outcome, from: ids, state: arrives }): EventDraft => {
    const names = ids.flatMap((id) => index.outcomeById.get(id)?.outcome.text ?? []);
    const text = { en: names.map((n) => n.en).join('; '), zh: names.map((n) => n.zh).join('；') };
    const confirmed = arrives === 'confirmed' || arrives === 'verified';
    const evidence = joined(ids.flatMap((id) => state.outcomes[id]?.evidence ?? []), origin(text), confirmed);
    return confirmed ? { type: 'outcome.confirmed', data: { outcome, evidence } } : { type: 'outcome.claimed', data: { outcome, evidence } };
  });
  return [...drafts, ...placed(state, (stage) => (indexMethod(to).stageById.has(stage) ? stage : (carryStage(from, to, stage)?.id ?? null)))];
}

/** Answers whose id changed between two versions of the same pack, under the new id. */
export function versionDrafts(state: DealState, outcomes: OutcomeStates, from: Methodology, to: Methodology, origin: (outcome: L) => string): EventDraft[] {
  const { renamed, idChanges } = comparePacks(from, to);
  const drafts = renamed.flatMap(({ kind, id, fromId, fromText, home }): EventDraft[] => {
    if (id === fromId) return [];
    if (kind === 'question') return answers(state, home ?? '', fromId, id);
    const old = state.outcomes[fromId];
    const look = stateOf(outcomes, fromId);
    if (kind !== 'outcome' || !old || stateOf(outcomes, id) !== 'open') return [];
    if (look === 'waived') return [{ type: 'outcome.waived', data: { outcome: id, reason: old.reason ?? origin(fromText), ...(old.waivedUntil && { expires: old.waivedUntil }) } }];
    if (look === 'open' || look === 'rejected') return [];
    const confirmed = old.mark === 'confirmed' || old.mark === 'verified';
    const evidence = joined([old.evidence], origin(fromText), confirmed);
    return [confirmed ? { type: 'outcome.confirmed', data: { outcome: id, evidence } } : { type: 'outcome.claimed', data: { outcome: id, evidence } }];
  });
  return [...drafts, ...placed(state, (stage) => idChanges[stage] ?? (indexMethod(to).stageById.has(stage) ? stage : null))];
}

function answers(state: DealState, assessment: string, from: string, to: string): EventDraft[] {
  return Object.entries(state.answers[assessment] ?? {}).flatMap(([party, given]): EventDraft[] => {
    const last = given[from]?.at(-1);
    if (!last || given[to]?.length) return [];
    const { stamp: _, ...answer } = last;
    return [{ type: 'assessment.answered', data: { assessment, question: to, party, ...answer } }];
  });
}

/** Where the deal was put by hand, in the other method. */
function placed(state: DealState, follow: (stage: string) => string | null): EventDraft[] {
  const stage = state.placed?.stage;
  if (!stage) return [];
  const next = follow(stage);
  return next === stage ? [] : [{ type: 'stage.placed', data: { stage: next } }];
}

