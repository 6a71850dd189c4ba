/** What the panel shows of odds: the real matrices, the real fold. */
import { expect, test } from 'vitest';
import type { Event, EventDraft } from '../../src/domain/event.ts';
import { fold } from '../../src/domain/fold.ts';
import type { Methodology } from '../../src/domain/method.ts';
import { allMethods } from '../../src/methods/all.ts';
import { defaultSettings } from '../../src/wire/defaults.ts';
import type { Case } from '../../src/worker/gatekeeper.ts';
import { oddsReport } from '../../src/worker/odds.ts';

const KEY = 'salesforce:acme.lightning.force.com:006';
const caseOf = (drafts: EventDraft[], lang: 'en' | 'zh-CN' = 'en'): Case => ({
  key: KEY, crm: 'salesforce', org: 'acme.lightning.force.com', stages: [], settings: defaultSettings(lang), me: 'local:1', today: '2026-11-21',
  packs: { find: (id) => (allMethods as Record<string, Methodology>)[id ?? ''], heads: () => [] },
  state: fold(KEY, drafts.map((d, i): Event => ({ id: `0192e4a0-0000-7000-8000-${String(i).padStart(12, '0')}`, deal: KEY, by: 'local:1', role: 'rep', at: `${1760000000000 + i}-0000-00000001`, v: 1, ...d }))),
});
const READ: EventDraft = { type: 'deal.read', data: { fields: { stage: { value: { id: 'Needs Analysis', label: 'Needs Analysis' }, from: 'page' } } } };

test('the statements of the stage, what they support, and a contradiction in the user’s language', () => {
  const plain = oddsReport(caseOf([READ]));
  expect(plain.statements.length).toBeGreaterThan(0);
  expect(plain.declared).toBeNull();
  const bold: EventDraft = { type: 'odds.declared', data: { value: 100 } };
  expect(oddsReport(caseOf([READ, bold])).says.length).toBeGreaterThan(0);
  expect(oddsReport(caseOf([READ, bold], 'zh-CN')).says[0]).toMatch(/\p{Script=Han}/u);
  const support = plain.statements.find((s) => !s.cap && s.odds > (plain.supported ?? 0))!;
  const ticked: EventDraft = { type: 'canvas.patched', data: { canvas: 'odds-stage-matrix', record: support.id, patch: { ticked: true } } };
  const after = oddsReport(caseOf([READ, ticked]));
  expect(after.statements.find((s) => s.id === support.id)?.holds).toBe(true);
  expect(after.supported).toBe(support.odds);
});
