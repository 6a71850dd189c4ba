/** Reads the record shown by Tryton's own API, in the page's session. Injected on demand; each injection is one reading. */
import { readTryton } from '../crm/tryton/api.ts';

const core = globalThis.stageproofCore;
const place = core?.adapter.place(new URL(location.href));
if (core && place) {
  void readTryton(place, { fetch: fetch.bind(globalThis), localStorage, origin: location.origin }).then((answer) =>
    core.say(answer.ok ? { t: 'api', place, ok: true, fields: answer.fields, stages: answer.stages, me: answer.me } : { t: 'api', place, ok: false, why: answer.why }));
}
