/** The report that the panel shows: the real checks, the real methods, a real fold. */
import { expect, test } from 'vitest';
import type { EventDraft, Event } from '../../src/domain/event.ts';
import { defaultConfig } from '../../src/domain/checks/index.ts';
import { fold } from '../../src/domain/fold.ts';
import type { Methodology } from '../../src/domain/method.ts';
import { allMethods } from '../../src/methods/all.ts';
import { defaultSettings } from '../../src/wire/defaults.ts';
import { checkup } from '../../src/worker/checkup.ts';
import type { Case } from '../../src/worker/gatekeeper.ts';

const KEY = 'salesforce:acme.lightning.force.com:006';
const START = Date.parse('2026-11-01T09:00:00Z');
const write = (drafts: EventDraft[]): Event[] => drafts.map((d, i) => ({
  id: `0192e4a0-0000-7000-8000-${String(i).padStart(12, '0')}`, deal: KEY, by: 'local:1', role: 'rep', at: `${START + i}-0000-00000001`, v: 1, ...d,
}));
const caseOf = (drafts: EventDraft[], lang: 'en' | 'zh-CN' = 'en'): Case => ({
  key: KEY, crm: 'salesforce', org: 'acme.lightning.force.com', state: fold(KEY, write(drafts)), stages: [], settings: { ...defaultSettings(lang), minimum: 'claimed' }, me: 'local:1', today: '2026-11-21', packs: { find: (id) => (allMethods as Record<string, Methodology>)[id ?? ''], heads: () => [] },
});
const READ: EventDraft = { type: 'deal.read', data: { fields: { stage: { value: { id: 'Needs Analysis', label: 'Needs Analysis' }, from: 'page' }, closeDate: { value: '2026-11-01', from: 'page' } } } };

test('a close date in the past fires, says why in both languages, and is clear once it is moved', () => {
  const find = (lang: 'en' | 'zh-CN', drafts: EventDraft[]) => checkup(caseOf(drafts, lang)).fire.find((f) => f.inputs.some((i) => /close date|成交日/i.test(i.label)));
  const en = find('en', [READ]);
  const zh = find('zh-CN', [READ]);
  expect(en?.text).toBeTruthy();
  expect(zh?.text).toMatch(/\p{Script=Han}/u);
  expect(en?.text).not.toBe(zh?.text);
  expect(find('en', [READ, { type: 'deal.read', data: { fields: { closeDate: { value: '2027-02-26', from: 'page' } } } }])?.id).not.toBe(en?.id);
});

test('a check without its inputs is counted as lacking data, never as clear', () => {
  const report = checkup(caseOf([READ]));
  expect(report.lack.length).toBeGreaterThan(0);
  for (const l of report.lack) expect(l.missing.length, l.id).toBeGreaterThan(0);
});

test('a snoozed check stands apart until its day, then fires again', () => {
  const first = checkup(caseOf([READ])).fire[0]!;
  const snooze = (until: string) => checkup(caseOf([READ, { type: 'check.snoozed', data: { check: first.id, reason: 'waits for the board', until } }]));
  expect(snooze('2026-12-01').fire.map((f) => f.id)).not.toContain(first.id);
  expect(snooze('2026-12-01').snoozed.find((f) => f.id === first.id)?.snoozed?.reason).toBe('waits for the board');
  expect(snooze('2026-11-20').fire.map((f) => f.id)).toContain(first.id);
});

test('a placeholder as evidence is told', () => {
  const claim: EventDraft = { type: 'outcome.claimed', data: { outcome: 'ssm-validating-vision-shaped', evidence: { text: 'TBD' } } };
  expect(checkup(caseOf([READ, claim])).fire.map((f) => f.id)).toContain('evidence:ssm-validating-vision-shaped');
  const real: EventDraft = { type: 'outcome.claimed', data: { outcome: 'ssm-validating-vision-shaped', evidence: { text: 'She drew our downtime clock on the whiteboard as theirs', saidBy: 'Helen Park', saidOn: '2026-11-18' } } };
  expect(checkup(caseOf([READ, real])).fire.map((f) => f.id)).not.toContain('evidence:ssm-validating-vision-shaped');
});

test('a team’s pack sets the thresholds that its deals are judged by', () => {
  const names = Object.entries(defaultConfig).filter(([, v]) => typeof v === 'number').map(([name]) => name);
  const rules = (limit: number | undefined): string => {
    const pack = { ...allMethods.ssm, ...(limit === undefined ? {} : { thresholds: Object.fromEntries(names.map((name) => [name, limit])) }) } as Methodology;
    const report = checkup({ ...caseOf([READ]), packs: { find: () => pack, heads: () => [] } });
    return [...report.fire.map((f) => f.rule), ...report.lack.map((l) => l.rule)].join('\n');
  };
  expect(rules(undefined)).not.toContain('77');
  expect(rules(77)).toContain('77');
});

test('what a finding rests on is told by names, in the user’s language, never by ids', () => {
  const grade = (value: string): EventDraft => ({ type: 'assessment.answered', data: { assessment: 'project-grading', question: 'pg-customer-class', party: 'us', value } });
  const drafts: EventDraft[] = [
    READ, { type: 'method.chosen', data: { method: 'ltc', version: '1.0.0' } }, { type: 'stage.placed', data: { stage: 'ltc-bid' } }, grade('S'), { type: 'odds.declared', data: { value: 100 } },
    { type: 'deal.read', data: { fields: { forecast: { value: { id: 'Commit', label: 'Commit' }, from: 'api' } } } }, { type: 'canvas.patched', data: { canvas: 'organisation-culture', record: 'sheet', patch: { winState: 'win-lose', type: 'bureaucratic' } } },
  ];
  const values = (lang: 'en' | 'zh-CN') => checkup(caseOf(drafts, lang)).fire.flatMap((f) => f.inputs.map((i) => i.value));
  const [en, zh] = [values('en'), values('zh-CN')];
  expect(en).toEqual(expect.arrayContaining(['Lead to cash (LTC)', 'open', 'commit', 'Prepare and submit the bid', 'they win, we lose', 'Salesforce']));
  expect(zh).toEqual(expect.arrayContaining(['线索到回款（LTC）', '进行中', '承诺', '客户赢，我方输']));
  const ids = /^(ssm|ltc|open|won|lost|commit|salesforce|tryton|win-lose|grade-\d|(ltc|ssm|ss|so|cs)-[a-z-]+)$/;
  expect(zh.filter((value) => ids.test(value))).toEqual([]);
  expect(en.filter((value) => /^(ssm|ltc|salesforce|win-lose|grade-\d|(ltc|ssm|ss|so|cs)-[a-z-]+)$/.test(value))).toEqual([]);
});
