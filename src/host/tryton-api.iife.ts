/**
 * Tryton's own API in the page's session. Injected on demand: leaves the session for jobs (`crm/session.ts`), and each
 * injection into a record's page is one reading of it.
 */
import { readTryton } from '../crm/tryton/api.ts';
import { trytonSession } from '../crm/tryton/session.ts';

const win = { fetch: fetch.bind(globalThis), localStorage, origin: location.origin };
globalThis.stageproofSession = trytonSession(win);

const core = globalThis.stageproofCore;
const place = core?.adapter.place(new URL(location.href));
if (core && place) {
  void readTryton(place, win).then((answer) =>
    core.say(answer.ok ? { t: 'api', place, ok: true, fields: answer.fields, stages: answer.stages, me: answer.me } : { t: 'api', place, ok: false, why: answer.why }));
}
