/** What each `{crm}-api` script leaves in the content script's world, and the one reading that its injection is. */
import type { ApiReader, Place } from '../crm/contract.ts';
import type { PageWorld } from '../crm/own-api.ts';
import type { Session } from '../crm/session.ts';

/** The page's own origin, with its session. */
export const here: PageWorld = {
  fetch: fetch.bind(globalThis), origin: location.origin,
  get cookie() { return document.cookie; },
  get path() { return location.pathname; },
};

/**
 * `alone`: the stages are those of this record's pipeline, and others may have stages of the same words.
 * `moves`: where the CRM's own controls lead that do not name their stage.
 */
export function leaveApi({ read, session }: { read: ApiReader['read']; session: Session }, { alone, moves }: { alone?: boolean; moves?: (place: Place) => Promise<Record<string, string>> } = {}): void {
  globalThis.stageproofSession = session;
  const core = globalThis.stageproofCore;
  const place = core?.adapter.place(new URL(location.href));
  if (!core || !place) return;
  void (async () => {
    const answer = await read(place);
    core.say(answer.ok ? { t: 'api', place, ok: true, fields: answer.fields, stages: answer.stages, me: answer.me } : { t: 'api', place, ok: false, why: answer.why });
    if (!answer.ok || !answer.stages?.length) return;
    const known: NonNullable<typeof globalThis.stageproofStages> = { org: place.org, ...(alone && { record: place.record }), stages: answer.stages };
    globalThis.stageproofStages = known;
    // The page says its stage in words alone: now they can be told apart.
    core.read();
    known.moves = await moves?.(place).catch(() => undefined);
  })();
}
