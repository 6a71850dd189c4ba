/** What a reading brings, as drafts: the stage move it shows, the fields that are news, the method that a new deal begins with. */
import type { Fields } from '../crm/contract.ts';
import type { DealKey, EventDraft } from '../domain/event.ts';
import type { DealState } from '../domain/state.ts';
import type { Settings } from '../wire/messages.ts';
import { judge, lacks, type Case } from './gatekeeper.ts';
import type { Office } from './office.ts';
import { noticed, readDraft } from './reading.ts';

/**
 * @param fresh the fields that are news (`news`)
 * @param caseOf the deal as the gate judges it, asked when its stage has moved
 * @param going whether a move of ours to this stage is under way and will be written when it ends
 */
export async function draftsOf(
  office: Office, crm: string, key: DealKey, state: DealState | null, fresh: Fields, caseOf: () => Promise<Case>, going: (to: string) => boolean,
): Promise<EventDraft[]> {
  const drafts: EventDraft[] = [];
  const seen = fresh.stage ? noticed(state, fresh) : null;
  if (seen && !going(seen.to.id)) {
    const found = judge(await caseOf(), seen.to);
    // A card let go on a board, or a CRM slower than we waited: the move is ours after all.
    const ours = await office.moves.late.claim(key, seen.to.id);
    const data = { ...seen, verdict: ours?.verdict ?? found.verdict, missing: ours?.missing ?? lacks(found) };
    drafts.push({ type: 'stage.moved', data: { ...data, seen: ours ? 'gate' : 'noticed', ...(ours?.override ? { override: ours.override } : {}) } });
  }
  if (Object.keys(fresh).length) drafts.push(readDraft(fresh));
  if (drafts.length && (!state?.method || tellsMore(state, fresh))) {
    const { method, by } = await office.packs.choose(crm, { ...state?.fields, ...fresh }, await office.memory.settings());
    if (state?.method?.id !== method.id) drafts.push({ type: 'method.chosen', data: { method: method.id, version: method.version, by } });
  }
  return drafts;
}

/** The drafts with the author's name before them, when this deal does not know it yet or knows another. */
export function signed(drafts: readonly EventDraft[], state: DealState | null | undefined, who: { by: string; role: Settings['role'] }, name: string): readonly EventDraft[] {
  if (name === '' || drafts.every((d) => d.type === 'deal.read')) return drafts;
  const known = state?.people[who.by];
  return known?.name === name && known.role === who.role ? drafts : [{ type: 'actor.named', data: { name } }, ...drafts];
}

/** Nobody chose the method or worked by it yet, and now the CRM says for the first time what a rule may ask for. */
function tellsMore(state: DealState, fresh: Fields): boolean {
  if (state.method?.by === undefined) return false;
  if ([state.outcomes, state.answers, state.gates, state.ticks].some((work) => Object.keys(work).length > 0)) return false;
  return (['type', 'pipeline', 'amount'] as const).some((name) => fresh[name] !== undefined && state.fields[name] === undefined);
}
