/**
 * Odoo's own API in the page's session. Injected on demand: leaves the session for jobs (`crm/session.ts`), and each
 * injection into a record's page is one reading of it.
 */
import { readOdoo } from '../crm/odoo/api.ts';
import { odooSession } from '../crm/odoo/session.ts';

const win = { fetch: fetch.bind(globalThis), origin: location.origin };
globalThis.stageproofSession = odooSession(win);

const core = globalThis.stageproofCore;
// An address that names no model is a record by its form alone.
const place = core?.reading?.kind === 'deal' ? core.reading.place : core?.adapter.place(new URL(location.href));
if (core && place) {
  void readOdoo(place, win).then((answer) => {
    if (answer.ok && answer.stages) (globalThis.stageproofOdoo ??= { stages: [] }).stages = answer.stages;
    core.say(answer.ok ? { t: 'api', place, ok: true, fields: answer.fields, stages: answer.stages, me: answer.me } : { t: 'api', place, ok: false, why: answer.why });
  });
}
