/** Declared odds beside the odds that can be seen, worked out where all methods are at hand. */
import { rowsOf } from '../domain/checks/sheets.ts';
import { minimumFor } from '../domain/gate.ts';
import { oddsLadder, oddsView } from '../domain/odds.ts';
import { outcomeLook } from '../domain/state.ts';
import { pick } from '../i18n/index.ts';
import { allMethods } from '../methods/all.ts';
import { explainOdds } from '../methods/odds-messages.ts';
import type { OddsReport } from '../wire/messages.ts';
import { here, methodOf, type Case } from './gatekeeper.ts';

export function oddsReport(c: Case): OddsReport {
  const method = methodOf(c.state, c.settings, c.packs);
  const stage = c.state.fields.stage?.value;
  const closed = stage && typeof stage === 'object' && 'closed' in stage ? stage.closed : undefined;
  const words = (text: { en: string; zh: string }): string => pick(text, c.settings.lang);
  const view = oddsView({
    methods: { ...allMethods, [method.id]: method }, methodId: method.id, stageId: here(c, method), status: closed ?? 'open',
    declared: c.state.odds.at(-1)?.value ?? null,
    ticked: rowsOf(c.state, 'odds-stage-matrix').filter((row) => row['ticked'] === true).map((row) => row.id),
    outcomes: Object.fromEntries(Object.entries(c.state.outcomes).map(([id, o]) => [id, { state: outcomeLook(o, c.today) }])), minimum: minimumFor(c.settings.minimum),
  });
  return {
    declared: view.declared, supported: view.supported, highestAllowed: view.highestAllowed, honest: view.honest, ladder: [...oddsLadder],
    statements: view.statements.map((s) => ({ id: s.id, text: words(s.text), hint: words(s.evidenceHint), odds: s.odds, cap: s.polarity === 'cap', holds: s.holds, byOutcome: s.outcomeId })),
    says: view.contradictions.map((x) => words(explainOdds(x))), next: view.next ? words(view.next.text) : null,
  };
}
