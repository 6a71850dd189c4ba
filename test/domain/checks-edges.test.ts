/**
 * The edges of every rule: exactly at a threshold and one beyond, today itself, zero, null, empty, unknown words, other
 * types. Written from the text of the rules; today is 2025-06-16. Junk of any kind gives an answer and never an exception.
 */
import { describe, expect, it } from 'vitest';
import file from '../../src/methods/assessments.json';
import { assess, assessments } from '../../src/domain/assess/index.ts';
import { parseInstruments } from '../../src/domain/assess/schema.ts';
import { calculate, calculators } from '../../src/domain/calc/index.ts';
import { checks, defaultConfig, runCheck, type CheckContext, type CheckInput } from '../../src/domain/checks/index.ts';
import { allMethods } from '../../src/methods/all.ts';
import { rows } from './checks.cases.ts';
import vectors from './vectors.json';

const instruments = parseInstruments(file);
const ctx: CheckContext = { today: '2025-06-16', cfg: defaultConfig, methods: allMethods, instruments };

type Want = 'fires' | 'ok' | 'none' | { severity?: string; params?: Record<string, unknown> };
type Edge = [input: Record<string, unknown>, want: Want];
const at = (unifiedPhase: number, more: Record<string, unknown> = {}): Record<string, unknown> => ({ unifiedPhase, ...more });
const ssm = (stage: string, more: Record<string, unknown> = {}): Record<string, unknown> => ({ methodology: 'ssm', stage: `ssm-${stage}`, ...more });
const done = { state: 'verified', evidence: 'mail', at: '2025-06-10' };
const noticed = { 'ssm-noticing-relationship-valued': done, 'ssm-noticing-account-plan-reviewed': done };
const warning = { severity: 'warning' };
const critical = { severity: 'critical' };
const info = { severity: 'info' };

const edges: Record<string, Edge[]> = {
  'dh-required-outcomes-missing': [
    [ssm('noticing'), 'ok'], [ssm('identifying', { out: null }), { params: { n: 2 } }], [ssm('identifying', { out: { 'ssm-noticing-relationship-valued': { state: 'waived' }, 'ssm-noticing-account-plan-reviewed': { state: null } } }), { params: { n: 1 } }],
    [{ methodology: 'ssm', stage: 'no-such-stage' }, 'none'], [{ methodology: 'no-such-method', stage: 'ssm-identifying' }, 'none'], [{ stage: 'ssm-identifying', out: noticed }, 'ok'],
  ],
  'dh-completion-mark-missing': [
    [ssm('noticing'), 'ok'], [ssm('identifying', { out: { 'ssm-noticing-relationship-valued': { state: 'claimed' } } }), { params: { stage: 'ssm-noticing' } }], [ssm('identifying', { out: { 'ssm-noticing-relationship-valued': { state: 'waived' } } }), 'ok'],
    [ssm('validating', { out: noticed }), { params: { stage: 'ssm-identifying' } }], [{}, 'none'],
  ],
  'dh-outcome-without-evidence': [
    [{}, 'ok'], [{ out: null }, 'ok'], [{ out: { a: { state: 'open', evidence: '' }, b: { state: 'waived' }, c: { state: null } } }, 'ok'], [{ out: { a: { state: 'verified' } } }, { params: { n: 1 } }], [{ out: { a: { state: 'claimed', evidence: [] } } }, 'fires'],
  ],
  'dh-internal-only-progress': [
    [ssm('identifying', { normDays: 30, stageEnteredAt: '2025-06-01', out: { 'ssm-identifying-opportunity-plan-created': done } }), 'ok'], // 15 = half
    [ssm('identifying', { normDays: 31, stageEnteredAt: '2025-05-31', out: { 'ssm-identifying-opportunity-plan-created': done } }), 'fires'], // 16 > 15.5
    [ssm('identifying', { normDays: 30, stageEnteredAt: '2025-01-01', out: { 'ssm-identifying-opportunity-plan-created': done, 'ssm-identifying-interest-demonstrated': done } }), 'ok'],
    [ssm('identifying', { normDays: 30, stageEnteredAt: '2025-01-01', out: { 'ssm-identifying-opportunity-plan-created': { state: 'claimed' } } }), 'ok'], [ssm('identifying', { stageEnteredAt: 'soon', out: { 'ssm-identifying-opportunity-plan-created': done } }), 'none'],
  ],
  'dh-stage-skipped': [
    [{ methodology: 'ssm', stageLog: [] }, 'none'], [{ methodology: 'ssm', stageLog: null }, 'none'], [{ methodology: 'ssm', stageLog: [{ stage: 'ssm-noticing' }] }, 'ok'],
    [{ methodology: 'ssm', stageLog: [{ stage: 'ssm-noticing', at: '2025-01-01' }, { stage: 'ssm-identifying', at: '2025-01-02' }] }, 'ok'], [{ methodology: 'ssm', stageLog: [{ stage: 'ssm-qualifying', at: '2025-01-01' }, { stage: 'ssm-noticing', at: '2025-01-02' }] }, 'ok'],
  ],
  'dh-stage-regressed': [
    [{ methodology: 'ssm', stageLog: [{ stage: 'ssm-validating', at: '2025-01-01' }, { stage: 'ssm-noticing', at: '2025-02-01' }, { stage: 'ssm-identifying', at: '2025-03-01' }] }, 'ok'], [{ methodology: 'ssm', stageLog: [] }, 'none'], [{ stageLog: [{ stage: 'ssm-noticing' }] }, 'none'],
  ],
  'dh-stage-age-over-norm': [
    [{ stageEnteredAt: '2025-06-16', normDays: 0 }, 'ok'], [{ stageEnteredAt: '2025-06-15', normDays: 0 }, critical], [{ stageEnteredAt: '2025-04-17', normDays: 30 }, { ...warning, params: { d: 60, n: 30 } }], [{ stageEnteredAt: '2025-04-16', normDays: 30 }, { ...critical, params: { d: 61, n: 30 } }],
    [{ stageEnteredAt: '2025-07-01', normDays: 30 }, 'ok'], [{ stageEnteredAt: '2025-05-01', normDays: '30' }, 'none'], [{ normDays: 30 }, 'none'], [ssm('winning', { stageEnteredAt: '2025-05-25' }), { params: { d: 22, n: 21 } }],
  ],
  'dh-gate-missing': [
    [{ methodology: 'ltc', stage: 'ltc-validate-opportunity', gates: {} }, 'ok'], [{ methodology: 'ltc', stage: 'ltc-pre-bid', gates: { 'ltc-gate-ati': null } }, { params: { gate: 'ltc-gate-ati' } }], [{ methodology: 'ltc', stage: 'ltc-pre-bid', gates: { 'ltc-gate-ati': { result: '' } } }, 'fires'],
    [{ methodology: 'ltc', stage: 'ltc-pre-bid', gates: { 'ltc-gate-ati': { result: 'hold' } } }, 'ok'], [{ methodology: 'ltc', stage: 'ltc-negotiate-contract', grade: 'grade-3', gates: {} }, { params: { gate: 'ltc-gate-atb' } }],
    [{ methodology: 'ltc', stage: 'ltc-close-contract', grade: 'grade-3', status: 'open', gates: { 'ltc-gate-atb': { result: 'submit' }, 'ltc-gate-atc': { result: 'sign' } } }, 'ok'],
    [{ methodology: 'ltc', stage: 'ltc-close-contract', grade: 'grade-3', status: 'won', gates: { 'ltc-gate-atb': { result: 'submit' }, 'ltc-gate-atc': { result: 'sign' } } }, { params: { gate: 'ltc-gate-atcc' } }],
    [{}, 'none'],
  ],
  'dh-evidence-stale': [
    [at(1, { createdAt: '2024-01-01' }), 'ok'], [at(7, { createdAt: '2024-01-01' }), 'ok'], [at(2, { createdAt: '2025-05-17' }), 'ok'], [at(6, { createdAt: '2025-05-16' }), { params: { d: 31 } }], [at(3, { out: { o: { state: 'claimed', at: '2025-06-15' } }, createdAt: '2025-01-01' }), 'fires'],
    [at(3, { out: { o: { state: 'verified', at: null } }, createdAt: '2025-06-01' }), 'ok'], [at(3), 'none'], [at(3, { out: { a: { state: 'verified', at: '2025-01-01' }, b: { state: 'waived', at: '2025-06-16' } } }), 'ok'],
  ],
  'dh-crm-stage-ahead': [
    [{ methodology: 'ssm', crm: 'salesforce', crmStageLabel: '', exitMet: [] }, 'none'], [{ methodology: 'ssm', crm: 'salesforce', crmStageLabel: 'Qualification', exitMet: [] }, 'fires'], [{ methodology: 'ssm', crm: 'salesforce', crmStageLabel: 'Qualification', exitMet: ['ssm-noticing'] }, 'ok'],
    [{ crm: 'salesforce', crmStageLabel: 'Qualification' }, 'none'],
  ],
  'dh-plan-section-missing': [[at(1), { params: { n: 1 } }], [at(2), { params: { n: 5 } }], [at(3), { params: { n: 10 } }], [at(4), { params: { n: 15 } }], [at(7, { plan: null }), { params: { n: 15 } }], [at(1, { plan: { 'customer-profile': ' ' } }), 'fires'], [{}, 'none']],

  'dh-odds-above-stage-cap': [
    [at(1, { odds: 50 }), 'ok'], [at(1, { odds: 51 }), { ...critical, params: { odds: 51, max: 50 } }], [at(3, { odds: 75 }), 'ok'], [at(3, { odds: 100 }), { params: { odds: 100, max: 75 } }], [at(7, { odds: 100, status: 'won' }), 'ok'], [at(7, { odds: 100, status: 'open' }), 'fires'], [at(6, { odds: 100, status: 'lost' }), 'ok'], [at(2, { odds: 0 }), 'ok'], [at(2, { odds: '75' }), 'none'], [{ odds: 75 }, 'none'],
  ],
  'dh-odds-off-ladder': [...[0, 10, 25, 50, 75, 100].map((odds): Edge => [{ odds }, 'ok']), [{ odds: 49.9 }, 'fires'], [{ odds: -10 }, 'fires'], [{ odds: 110 }, 'fires'], [{ odds: '50' }, 'none'], [{ odds: Number.NaN }, 'none'], [{}, 'none']],
  'dh-odds-above-evidence': [[{ stage: 'so-solution', odds: 10, ticked: [] }, 'ok'], [{ stage: 'so-solution', odds: 50, ticked: ['so-obs-proposal-accepted'] }, 'ok'], [{ stage: 'so-solution', odds: 75, ticked: ['so-obs-proposal-accepted'] }, { params: { odds: 75, s: 50 } }], [{ stage: 'so-solution', odds: null, ticked: [] }, 'none'], [{ odds: 50, ticked: ['so-obs-proposal-accepted'] }, 'none']],
  'dh-odds-below-evidence': [[{ stage: 'so-solution', odds: 26, ticked: ['so-obs-proposal-accepted'] }, 'ok'], [{ stage: 'so-solution', odds: 25, ticked: ['so-obs-proposal-accepted'] }, { params: { s: 50 } }], [{ stage: 'so-solution', odds: 0, ticked: ['so-obs-proposal-accepted'] }, 'fires'], [{ stage: 'so-solution', odds: 25 }, 'none']],
  'dh-odds-closed-mismatch': [
    [{ status: 'won', odds: 100 }, 'ok'], [{ status: 'won', odds: 75 }, 'fires'], [{ status: 'lost', odds: 0 }, 'ok'], [{ status: 'lost', odds: 10 }, 'fires'], [{ status: 'open', odds: 0 }, 'fires'], [{ status: 'open', odds: 100 }, 'fires'], [{ status: 'open', odds: 1 }, 'ok'], [{ status: 'paused', odds: 100 }, 'none'], [{ status: 'toString', odds: 100 }, 'none'], [{ odds: 100 }, 'none'], [{ status: 'open' }, 'none'],
  ],
  'dh-close-date-passed': [[{ status: 'open', closeDate: '2025-06-16' }, 'ok'], [{ status: 'open', closeDate: '2025-06-15T23:59:00Z' }, { params: { d: 1 } }], [{ status: 'won', closeDate: '2025-06-15' }, 'ok'], [{ status: 'lost', closeDate: '2025-06-15' }, 'ok'], [{ status: null, closeDate: '2025-06-15' }, 'none'], [{ status: 'open', closeDate: 'next week' }, 'none'], [{ status: 'open', closeDate: '' }, 'none']],
  'dh-close-date-pushed': [
    [{ closeDateLog: [] }, 'ok'], [{ closeDateLog: [{ from: '2025-01-01', to: '2025-03-02' }] }, 'ok'], [{ closeDateLog: [{ from: '2025-01-01', to: '2025-03-03' }] }, { params: { n: 1, d: 61 } }], [{ closeDateLog: [{ from: '2025-01-01', to: '2025-01-02' }, { from: '2025-01-02', to: '2025-01-03' }] }, { params: { n: 2, d: 2 } }],
    [{ closeDateLog: [{ from: '2025-03-01', to: '2025-01-01' }, { from: '2025-01-01', to: '2025-01-01' }, { from: '2025-01-01', to: '2025-02-01' }] }, 'ok'], [{ closeDateLog: null }, 'none'],
  ],
  'dh-close-date-unrealistic': [
    [ssm('winning', { stageEnteredAt: '2025-05-26', closeDate: '2025-06-16' }), 'ok'], // nothing left, closes today
    [ssm('winning', { stageEnteredAt: '2025-05-26', closeDate: '2025-06-15' }), { params: { n: 0, d: -1 } }], [ssm('conditional-agreement', { stageEnteredAt: '2025-06-16', closeDate: '2025-07-11' }), { params: { n: 51, d: 25 } }], [ssm('conditional-agreement', { stageEnteredAt: '2025-06-16', closeDate: '2025-07-12' }), 'ok'],
    [ssm('implementing', { stageEnteredAt: '2025-06-16', closeDate: '2025-08-15' }), 'ok'], [ssm('winning', { stageEnteredAt: '2025-06-16' }), 'none'], [ssm('winning', { closeDate: '2025-06-16' }), 'none'],
  ],
  'dh-close-after-customer-deadline': [[{ 'cra-deadline': '2025-09-15', closeDate: '2025-09-15' }, 'ok'], [{ cra: { 'cra-deadline': '2025-09-14' }, closeDate: '2025-09-15' }, 'fires'], [{ initiatives: [{ relevant: true, horizon: '2025-09-01' }], closeDate: '2025-09-15' }, 'fires'], [{ initiatives: [{ relevant: false, horizon: '2025-09-01' }], closeDate: '2025-09-15' }, 'none'], [{ 'cra-deadline': 'autumn', closeDate: '2025-09-15' }, 'none'], [{ 'cra-deadline': '2025-09-15' }, 'none']],
  'dh-commit-without-approval': [
    ...['omitted', 'pipeline', 'best-case', 'closed'].map((forecast): Edge => [at(3, { methodology: 'ssm', forecast }), 'ok']), [at(5, { methodology: 'ltc', forecast: 'commit', out: { 'ltc-bid-ranking': { state: 'waived' } } }), 'ok'], [at(5, { methodology: 'solution-selling', forecast: 'commit', out: { 'ss-propose-next-stage-agreed': done } }), 'ok'],
    [at(5, { methodology: 'stage-odds', forecast: 'commit', out: { 'so-obs-signoff-running-vo': done } }), 'ok'], [at(5, { methodology: 'consultative', forecast: 'commit', out: { 'cs-business-terms-agreed': done } }), 'ok'], [at(4, { methodology: 'ssm', forecast: 'commit', out: { 'ssm-conditional-agreement-kdm-conditional-approval': done } }), critical], [at(5, { methodology: 'ssm', forecast: null }), 'none'],
  ],
  'dh-amount-dropped': [[at(3, { amountLog: [{ value: 100 }, { value: 1 }] }), 'ok'], [at(4, { amountLog: [{ value: 100 }, { value: 80 }] }), 'ok'], [at(4, { amountLog: [{ value: 100 }, { value: 79 }] }), { ...info, params: { p: 21 } }], [at(4, { amountLog: [{ value: 50 }, { value: 100 }, { value: 90 }] }), 'ok'], [at(4, { amountLog: [{ value: 100 }] }), 'none'], [at(4, { amountLog: [{ value: 100 }, { value: null }] }), 'none'], [at(4, { amountLog: [{ value: 0 }, { value: 0 }] }), 'ok'], [at(4, { amountLog: [{ value: 100 }, { value: 0 }] }), { params: { p: 100 } }]],
  'dh-odds-not-judged-by-manager': [[at(2, { closeDate: '2025-06-30' }), 'ok'], [at(3, { closeDate: '2025-04-01' }), 'fires'], [at(3, { closeDate: '2025-07-01' }), 'ok'], [at(3, { closeDate: '2025-03-31' }), 'ok'], [at(3, { closeDate: '2025-06-30', oddsLog: [{ at: '2025-04-01', byRole: 'manager' }] }), 'ok'], [at(3, { closeDate: '2025-06-30', oddsLog: [{ at: '2025-03-31', byRole: 'manager' }] }), 'fires'], [at(3, { closeDate: '2026-06-30' }), 'ok'], [at(3, { closeDate: null }), 'none']],
  'dh-portfolio-dependence': [
    [{ deals: [{ amount: 2, odds: 50 }, { amount: 2, odds: 50 }, { amount: 1, odds: 50 }] }, 'ok'], [{ deals: [{ amount: 0, odds: 50 }, { amount: 0, odds: 50 }, { amount: 0, odds: 50 }] }, 'none'], [{ deals: [{ amount: 9, odds: 50, status: 'won' }, { amount: 1, odds: 50 }, { amount: 1, odds: 50 }] }, 'none'],
    [{ deals: [{ amount: 9, odds: 50, closeDate: '2025-07-01' }, { amount: 1, odds: 50, closeDate: '2025-06-30' }, { amount: 1, odds: 50, closeDate: '2025-04-01' }, { amount: 1, odds: 50, closeDate: '2025-06-16' }] }, 'ok'], [{ deals: null }, 'none'],
  ],
  'dh-funnel-shortfall': [[{ rates: [0.5, 1], deals: [4, 0], targetWins: 2 }, 'ok'], [{ rates: [0.5, 1], deals: [3, 0], targetWins: 2 }, { params: { n: 1 } }], [{ rates: [], deals: [1], targetWins: 2 }, 'none'], [{ rates: [0.5, 1], deals: [1, 0], targetWins: 0 }, 'ok'], [{}, 'none']],
  'dh-forecast-bias': [
    [{ periods: [{ forecast: 120, actual: 100 }, { forecast: 121, actual: 100 }, { forecast: 121, actual: 100 }] }, 'ok'], [{ periods: [{ forecast: 121, actual: 100 }, { forecast: 121, actual: 100 }, { forecast: 121, actual: 100 }] }, { params: { p: 21 } }], [{ periods: [{ forecast: 79, actual: 100 }, { forecast: 79, actual: 100 }, { forecast: 79, actual: 100 }] }, { params: { p: 21 } }],
    [{ periods: [{ forecast: 150, actual: 100 }, { forecast: 150, actual: 100 }] }, 'none'], [{ periods: [{ forecast: 150, actual: null }, { forecast: 150, actual: 100 }, { forecast: 150, actual: 100 }] }, 'none'], [{}, 'none'],
  ],
  'dh-forecast-late': [[{ madeAt: '2025-07-01', periodStart: '2025-07-01' }, 'ok'], [{ madeAt: '2025-07-02', periodStart: '2025-07-01' }, 'fires'], [{ madeAt: '2025-07-02', periodStart: null }, 'none'], [{ forecasts: [] }, 'none']],

  'dh-single-threaded': [[at(2, {}), 'ok'], [at(3, {}), { ...warning, params: { n: 0 } }], [at(4), critical], [at(3, { map: [{ coverage: 'multiple' }, { coverage: 'multiple' }] }), 'ok'], [at(3, { map: [{ coverage: 'multiple' }, { coverage: null }, { coverage: 'close' }] }), { params: { n: 1 } }]],
  'dh-no-power-sponsor': [[at(2), 'ok'], [at(3), warning], [at(4), critical], [at(3, { map: [{ roleTest: ['power-sponsor'], coverage: null }] }), 'fires'], [at(3, { map: [{ roleTest: ['sponsor'], coverage: 'in-depth' }] }), 'fires'], [at(4, { map: [{ roleTest: ['sponsor', 'power-sponsor'], coverage: 'brief' }] }), 'ok']],
  'dh-no-sponsor': [[at(2), 'ok'], [at(3, { map: [] }), 'fires'], [at(3, { map: [{ attitude: '*' }] }), 'ok'], [at(3, { map: [{ roleTest: ['power-sponsor'] }] }), 'fires']],
  'dh-sponsor-unproven': [[{ map: [{ attitude: '+', supportActs: [] }] }, 'ok'], [{ map: [{ name: 'A', attitude: '*', supportActs: null }] }, { params: { name: 'A' } }], [{ map: [{ attitude: null }] }, 'none'], [{}, 'none']],
  'dh-sponsor-outside': [
    [{ map: [{ attitude: '+', zone: 'outside' }] }, 'ok'], [{ map: [{ attitude: '*', zone: 'outside' }, { attitude: '*', zone: 'political' }] }, 'ok'], [{ map: [{ attitude: '*', influence: 2 }] }, 'fires'], [{ map: [{ attitude: '*', influence: 3 }] }, 'ok'], [{ map: [{ attitude: '*', zone: 'outside', influenceLinks: [{ to: 'x' }] }, { id: 'x', zone: 'outside' }] }, 'fires'], [{ map: [] }, 'none'],
  ],
  'dh-role-gap': [[at(2), 'ok'], [at(3), { ...info, params: { roles: ['U', 'E', 'D', 'A'] } }], [at(4, { map: [{ roles: ['D', 'A'] }] }), { ...info, params: { roles: ['U', 'E'] } }], [at(4, { map: [{ roles: ['U', 'E', 'D'] }] }), { ...warning, params: { roles: ['A'] } }], [at(4, { map: [{ roles: ['U', 'E', 'D', 'A', 'I'] }] }), 'ok']],
  'dh-approver-not-covered': [[at(4, { map: [{ roles: ['A'], coverage: 'none' }] }), 'ok'], [at(5, { map: [{ name: 'Z', roles: ['A'], coverage: 'none' }] }), critical], [at(5, { map: [{ roles: ['A'], coverage: null }] }), 'none'], [at(5, { map: [{ roles: ['D'], coverage: 'none' }] }), 'ok'], [at(5), 'none']],
  'dh-inner-circle-unknown': [[at(2), 'ok'], [at(3), 'fires'], [at(3, { map: [{ zone: 'inner' }] }), 'ok'], [at(3, { map: [{ influence: 5, zone: 'political' }] }), 'fires']],
  'dh-inner-circle-hostile': [[{ map: [{ zone: 'political', attitude: 'X' }] }, 'ok'], [{ map: [{ name: 'A', influence: 4, attitude: '-' }] }, critical], [{ map: [{ zone: 'inner', attitude: '=' }] }, 'ok'], [{ map: [] }, 'none']],
  'dh-opponent-without-plan': [[{ map: [{ influence: 3, attitude: '=', strategyActions: [] }] }, 'ok'], [{ map: [{ name: 'A', influence: 3, attitude: '-' }] }, { params: { name: 'A' } }], [{ map: [{ influence: 2, attitude: 'X' }] }, 'ok'], [{ map: [{ name: 'B', influence: 1, roleTest: ['power-sponsor'], attitude: 'X' }] }, 'fires'], [{}, 'none']],
  'dh-coverage-inverted': [[{ map: [{ influence: 4, coverage: 'none' }, { influence: 2, coverage: 'brief' }] }, 'fires'], [{ map: [{ influence: 3, coverage: 'none' }, { influence: 2, coverage: 'in-depth' }] }, 'none'], [{ map: [{ influence: 5, coverage: 'brief' }, { influence: 4, coverage: 'multiple' }, { influence: 1, coverage: 'brief' }] }, 'ok'], [{ map: [{ influence: null, coverage: 'none' }, { influence: 2, coverage: 'brief' }] }, 'none']],
  'dh-late-adopter-decides': [[{ map: [{ roles: ['U'], adaptability: 'L' }] }, 'ok'], [{ map: [{ roles: ['D'], adaptability: 'P' }] }, 'ok'], [{ map: [{ name: 'A', roles: ['D'], adaptability: 'C' }] }, info], [{ map: [{ contactId: 'c', roles: ['D'], adaptability: 'C' }], concerns: [{ contact: 'c', type: 'risk', status: 'open' }] }, 'fires'], [{ map: [{ contactId: 'c', roles: ['D'], adaptability: 'C' }], concerns: [{ contact: 'c', type: 'cost', status: 'closed' }] }, 'fires']],
  'dh-key-contact-silent': [[at(4, { map: [{ influence: 3, lastContactAt: '2025-05-26' }] }), 'ok'], [at(4, { map: [{ name: 'A', influence: 3, lastContactAt: '2025-05-25' }] }), { params: { name: 'A', d: 22 } }], [at(1, { map: [{ influence: 3, lastContactAt: '2024-05-25' }] }), 'ok'], [at(7, { map: [{ influence: 3, lastContactAt: '2024-05-25' }] }), 'ok'], [at(4, { map: [{ influence: 2, lastContactAt: '2024-05-25' }] }), 'ok']],
  'dh-one-owner': [[at(3, { map: [{ influence: 3, coveredBy: ['a'] }, { influence: 3, coveredBy: ['a'] }, { influence: 3, coveredBy: ['a'] }] }), 'ok'], [at(4, { map: [{ influence: 3, coveredBy: ['a'] }, { influence: 3, coveredBy: ['a'] }] }), 'ok'], [at(4, { map: [{ influence: 3, coveredBy: ['a'] }, { influence: 3, coveredBy: ['a'] }, { influence: 3, coveredBy: ['a', 'b'] }] }), 'ok'], [at(4, { map: [] }), 'none']],
  'dh-rival-closer': [[{ pm: [{ name: 'A', isKeyDecisionMaker: true, strength: 0, rivalStrength: [{ competitor: 'R', value: 1 }] }] }, { params: { name: 'A', rival: 'R', r: 1, s: 0 } }], [{ pm: [{ isKeyDecisionMaker: true, strength: -1, rivalStrength: [{ competitor: 'R', value: -2 }] }] }, 'ok'], [{ pm: [{ isKeyDecisionMaker: false, strength: 0, rivalStrength: [{ competitor: 'R', value: 3 }] }] }, 'ok'], [{ pm: [{ isKeyDecisionMaker: true, strength: 0, rivalStrength: [] }] }, 'none']],
  'dh-strength-unknown': [[at(3, { pm: [{ isKeyDecisionMaker: true, strength: null }] }), 'ok'], [at(4, { pm: [{ name: 'A', isKeyDecisionMaker: true }] }), 'fires'], [at(4, { pm: [{ isKeyDecisionMaker: true, strength: -3 }] }), 'ok'], [at(4, {}), 'none']],
  'dh-hidden-role-unchecked': [[at(3, { topQuartile: true }), 'ok'], [at(4, { topQuartile: false }), 'ok'], [at(4, { topQuartile: true, hiddenRoleCheck: false }), 'fires'], [at(4, {}), 'none']],
  'dh-map-older-than-project': [[{ mapMeta: { createdAt: '2025-02-01' }, createdAt: '2025-02-02' }, 'fires'], [{ mapMeta: { createdAt: '2025-02-03', copiedFrom: 'deal-7' }, createdAt: '2025-02-02' }, 'fires'], [{ mapMeta: { createdAt: '2025-02-03', copiedFrom: '' }, createdAt: '2025-02-02' }, 'ok'], [{ mapMeta: null, createdAt: '2025-02-02' }, 'none']],
  'dh-fishbone-gap': [[{ fishbone: [{ name: 'A', order: 1, distance: 3, status: 'needs-work' }] }, 'ok'], [{ fishbone: [{ name: 'A', order: 2, distance: 1, status: 'needs-work', nextAction: '' }] }, 'fires'], [{ fishbone: [{ order: 1, distance: 1, status: 'favourable' }] }, 'ok'], [{ fishbone: [{ order: null, distance: 1, status: 'needs-work' }] }, 'none']],
  'dh-culture-blindspot': [[{ culture: 'bureaucratic', dsp: [] }, 'fires'], [{ culture: { type: 'bureaucratic' }, dsp: [{ milestone: 'x' }] }, 'ok'], [{ culture: 'collegial' }, 'ok'], [{ culture: 'entrepreneurial', map: [{ id: '1', coverage: 'brief' }] }, 'ok'], [{ culture: '' }, 'none']],

  'dh-pain-chain-no-executive': [[at(2), 'ok'], [at(3), 'fires'], [at(3, { chain: [{ id: 'a', level: 'executive' }] }), 'ok'], [at(3, { chain: [{ id: 'a', level: 'manager', contactId: 'c', links: [] }, { id: 'b', level: 'ceo' }], coverage: { c: 'none' } }), 'ok'], [at(3, { chain: [{ id: 'a', level: 'manager', links: [{ toNode: 'b' }] }, { id: 'b', level: 'manager', links: [{ toNode: 'a' }] }] }), 'fires']],
  'dh-pain-chain-short': [[at(1), 'ok'], [at(2, { chain: [{}, {}, {}] }), { params: { n: 3 } }], [at(2, { chain: [{}, {}, {}, {}] }), 'ok']],
  'dh-pain-chain-broken': [[{ chain: [{ id: 'a' }] }, 'ok'], [{ chain: [{ id: 'a', title: 'CFO' }, { id: 'b' }] }, 'fires'], [{ chain: [{ id: 'a', links: [{ toNode: 'b' }] }, { id: 'b' }] }, 'ok'], [{}, 'none']],
  'dh-pain-unconfirmed': [[at(2), 'ok'], [at(3, { chain: [{ saidBy: '' }] }), 'fires'], [at(3, { chain: [{ saidBy: 'c1' }, {}] }), 'ok']],
  'dh-pain-without-number': [[at(3), 'ok'], [at(4, { chain: [{ metric: null }] }), 'fires'], [at(4, { chain: [{ metric: { value: 3 } }] }), 'ok']],
  'dh-prompter-thin': [[{ rows: [{ capability: 'a' }, { capability: 'b' }] }, 'fires'], [{ rows: [{ capability: 'a' }, { capability: 'b' }, { capability: 'c' }] }, 'ok'], [{}, 'none']],
  'dh-vision-incomplete': [[at(3), 'ok'], [at(4, { boxes: { R3: { done: true }, I3: { done: true }, C3: { done: null } } }), 'fires'], [at(4, { boxes: null }), 'fires']],
  'dh-prescribed-before-diagnosis': [[{ mode: 'create', boxes: { C2: { done: false } } }, 'ok'], [{ mode: 'create', boxes: { C2: { done: true }, R3: { done: true } } }, 'fires'], [{ mode: 're-engineer', boxes: { C2: { done: true } } }, 'ok'], [{ mode: 'create', boxes: { C2: { done: true, saidAt: '2025-05-04' }, R3: { done: true, saidAt: '2025-05-02' }, I3: { done: true, saidAt: '2025-05-04' } } }, 'ok'], [{ boxes: {} }, 'none']],
  'dh-vision-by-rival': [[{ existingVisionBy: 'rival' }, critical], [{ existingVisionBy: 'us', mode: 'create' }, 'ok'], [{ existingVisionBy: null, mode: 'create' }, 'none']],
  'dh-problem-level-behind-stage': [[at(1, { levels: [1] }), 'ok'], [at(2, { levels: [1] }), { params: { l: 1, m: 2 } }], [at(2, { levels: [2] }), 'ok'], [at(4, { levels: [3] }), { params: { l: 3, m: 4 } }], [at(7, { levels: [4] }), 'ok'], [at(7, { levels: [3] }), { params: { m: 4 } }], [at(3, { levels: [] }), 'none']],
  'dh-no-compelling-reason': [[at(1), 'ok'], [at(2), warning], [at(3), critical], [at(3, { cra: { state: 'complete' } }), 'ok'], [at(3, { cra: { state: 'strong' } }), 'ok'], [at(3, { cra: null }), critical]],
  'dh-cra-deadline-passed': [[{ status: 'open', 'cra-deadline': '2025-06-16' }, 'ok'], [{ status: 'open', cra: { 'cra-deadline': '2025-06-15' } }, critical], [{ status: 'won', 'cra-deadline': '2025-06-15' }, 'ok'], [{ status: 'open', 'cra-deadline': '' }, 'none']],
  'dh-initiative-not-linked': [[at(1), 'ok'], [at(2), 'fires'], [at(2, { initiatives: [{ relevant: null }] }), 'fires'], [at(2, { initiatives: [{ relevant: false }, { relevant: true }] }), 'ok']],
  'dh-initiative-malformed': [[{ initiatives: [{ resultMetric: '8 %', plannedWork: 'fewer suppliers' }] }, 'ok'], [{ initiatives: [{ resultMetric: '', plannedWork: 'fewer suppliers' }] }, 'fires'], [{ initiatives: [{ resultMetric: '8 %' }] }, 'fires'], [{ initiatives: null }, 'none']],
  'dh-no-confirmed-need': [[at(2), 'ok'], [at(3), critical], [at(3, { tows: [{ status: 'confirmed' }] }), 'ok'], [at(3, { demand: [{ saidBy: 'c' }] }), 'ok'], ...['ssm-validating-initiatives-and-needs-confirmed', 'ss-needs-problems-agreed', 'ltc-nurture-leads-admitted', 'so-obs-solution-discussed-vo', 'cs-entrance-need'].map((id): Edge => [at(3, { out: { [id]: done } }), 'ok']), [at(3, { out: { 'cs-entrance-need': { state: 'claimed' } } }), 'fires']],
  'dh-demand-narrow': [[{ methodology: 'consultative', stage: 'cs-action', map: [{ name: 'A', roles: ['U'] }], demand: [{ member: 'B' }] }, { params: { names: ['A'] } }], [{ methodology: 'consultative', stage: 'cs-demand', map: [{ name: 'A', roles: ['U'] }], demand: [{ member: 'A' }] }, 'ok'], [{ methodology: 'consultative', stage: 'cs-demand', map: [{ name: 'A', roles: [] }], demand: [{ member: 'A' }] }, 'none'], [{}, 'none']],
  'dh-ubv-missing': [[at(3), 'ok'], [at(4), 'fires'], [at(4, { 'ubv-value': '' }), 'fires'], [at(4, { 'ubv-value': { value: 0, unit: '%' } }), 'ok']],
  'dh-ubv-unconfirmed': [[at(3, { 'ubv-value': { value: 3 } }), 'ok'], [at(4, { 'ubv-value': { value: 3 }, 'ubv-confirmed': '' }), warning], [at(5, { 'ubv-value': { value: 3 }, 'ubv-confirmed': {} }), critical], [at(4, { 'ubv-value': { value: 3 }, 'ubv-confirmed': 'c1' }), 'ok'], [at(4), 'none']],
  'dh-technology-conflict': [[{ offering: [{ block: 'b', item: 'X' }], preferences: { b: [{ product: 'X', status: 'excluded' }] } }, { params: { item: 'X' } }], [{ offering: [{ block: 'b', item: 'X' }], preferences: { b: [{ product: 'Y', status: 'excluded' }] } }, 'ok'], [{ offering: [], preferences: { b: [{ product: 'Y', status: 'preferred' }] } }, 'none'], [{ offering: [{ block: 'b', item: 'X' }] }, 'none']],

  'dh-assessment-missing': [[at(2), 'ok'], [at(3), 'fires'], [at(3, { assessmentAt: '' }), 'fires'], [at(3, { assessment: { at: '2025-01-01' } }), 'ok']],
  'dh-assessment-stale': [[{ assessmentAt: '2025-05-17' }, 'ok'], [{ assessmentAt: '2025-05-16' }, { params: { d: 31 } }], [{ assessmentAt: '2025-06-10', stageEnteredAt: '2025-06-10' }, 'ok'], [{ assessmentAt: '2025-06-10', stageEnteredAt: '2025-06-11' }, { params: { d: 6 } }], [{}, 'none']],
  'dh-no-real-opportunity': [[{ verdict: ['amber'] }, 'ok'], [{ verdict: { '1': 'red' } }, critical], [{ verdict: [] }, 'none'], [{ verdict: null }, 'none']],
  'dh-not-worth-winning': [[{ verdict: ['red', 'red', 'red', 'green'] }, 'ok'], [{ verdict: ['green', 'green', 'green', 'red'] }, warning], [{ verdict: ['red', 'red', 'red', 'not-rated'] }, 'none'], [{ verdict: ['red'] }, 'none']],
  'dh-rival-ahead-group2': [[{ score: { us: 0.6, r: 0.6 } }, 'ok'], [{ score: { us: -1, r: -0.5 } }, { params: { rival: 'r' } }], [{ score: { us: 0, r: null } }, 'none'], [{ assessment: { score: { us: [1, 0.2, 1, 1], r: [0, 0.3, 0, 0] } } }, { params: { rival: 'r' } }], [{ score: { r: 1 } }, 'none'], [{ score: {} }, 'none'], [{}, 'none']],
  'dh-rival-ahead-group3': [[{ score: { us: 0.5, a: 0.6, b: 0.9 } }, { ...critical, params: { rival: 'b' } }], [{ score: { us: 1, a: 1 } }, 'ok'], [{ score: null }, 'none']],
  'dh-assessment-falling': [[{ score: [0.5, 0.5, 0.5, 0.5], previous: [0.7, 0.7, 0.5, 0.5] }, 'fires'], [{ score: [0.5, 0.5, 0.5, 0.5], previous: [0.7, 0.69, 0.5, 0.5] }, 'ok'], [{ score: [0.1, 0.2, null, null], previous: [0.3, 0.4, 1, 1] }, 'fires'], [{ trend: [-0.2, -0.2, null, 1], previousAt: '2025-01-01' }, { params: { date: '2025-01-01' } }], [{ score: [1, 1, 1, 1] }, 'none']],
  'dh-too-many-unknowns': [[{ unknowns: 8 }, 'ok'], [{ unknowns: 9 }, { params: { n: 9 } }], [{ unknowns: '9' }, 'none'], [{}, 'none']],
  'dh-odds-versus-assessment': [[{ odds: 49, overall: 'no-go' }, 'ok'], [{ odds: 50, overall: 'insufficient' }, { params: { odds: 50, v: 'insufficient' } }], [{ odds: 100, overall: 'go' }, 'ok'], [{ odds: 50, overall: '' }, 'none'], [{ odds: null, overall: 'no-go' }, 'none']],
  'dh-four-conditions-missing': [[at(1), 'ok'], [at(2), { ...warning, params: { list: ['need', 'authority', 'budget', 'timeline'] } }], [at(3, { conditions: { need: 'verified', authority: 'verified', budget: 'verified', timeline: 'refuted' } }), { ...critical, params: { list: ['timeline'] } }], [at(3, { conditions: null }), critical]],
  'dh-no-competitor-listed': [[at(2), 'ok'], [at(3), info], [at(3, { competitors: ['do nothing'] }), 'ok'], [at(3, { competitors: [], soleSource: true }), 'ok'], [at(3, { competitors: null, soleSource: false }), 'fires']],
  'dh-no-strategy': [[at(3), 'ok'], [at(4, { active: 0 }), 'fires'], [at(4, { active: 1 }), 'ok'], [at(4, { active: 2 }), 'fires'], [at(4), 'fires']],
  'dh-frontal-without-superiority': [[{ strategy: 'frontal', advantage: { product: 2, price: 2, reputation: 1.9 } }, critical], [{ strategy: 'frontal', advantage: { product: 3, price: 2, reputation: 2 } }, 'ok'], [{ strategy: 'flanking', advantage: {} }, 'ok'], [{ strategy: 'frontal' }, 'fires'], [{ strategy: null }, 'none']],
  'dh-strategy-not-reviewed': [[{ reviewDate: '2025-06-01', stageEnteredAt: '2025-06-01' }, 'ok'], [{ reviewDate: '2025-06-01', stageEnteredAt: '2025-06-02' }, info], [{ reviewDate: '2025-06-01', competitors: [{ name: 'R', addedAt: '2025-06-02' }] }, 'fires'], [{ reviewDate: '2025-06-01' }, 'none'], [{ reviewDate: '2025-06-01', competitors: ['R'] }, 'none'], [{ stageEnteredAt: '2025-06-02' }, 'none']],
  'dh-criteria-set-by-rival': [[{ criteria: [{ rank: 3, source: 'rival' }] }, 'fires'], [{ criteria: [{ rank: 4, source: 'rival' }, { rank: 1, source: 'customer' }] }, 'ok'], [{ criteria: [{ rank: 1, setBy: 'c' }], pm: [{ contactId: 'c', strength: 1, rivalStrength: [{ competitor: 'R', value: 1 }] }] }, 'ok'], [{ criteria: null }, 'none']],
  'dh-rules-not-shaped': [[{ tenderPublishedAt: '2025-06-01', rulePoints: 2, reflected: 1 }, 'ok'], [{ tenderPublishedAt: '2025-06-01', rulePoints: 3, reflected: 1 }, { params: { p: 33 } }], [{ tenderPublishedAt: '2025-06-01', rulePoints: 3, reflected: 0 }, { params: { p: 0 } }], [{ rulePoints: 3, reflected: 0 }, 'none'], [{ tenderPublishedAt: '2025-06-01', rulePoints: 0, reflected: 0 }, 'none']],
  'dh-control-signals': [[{ signals: [] }, 'ok'], [{ signals: ['a', 'b'] }, 'ok'], [{ signals: ['a', 'b', 'c'] }, { params: { n: 3 } }], [{ signals: null }, 'none']],

  'dh-lead-not-crosschecked': [[{ decision: 'nurture', crossCheck: null }, 'ok'], [{ decision: 'to-opportunity', crossCheck: false }, 'fires'], [{ decision: 'to-opportunity', crossCheck: { who: 'B' } }, 'ok'], [{}, 'none']],
  'dh-lead-idle': [[{ status: 'open', lastTouchAt: '2025-06-02' }, 'ok'], [{ status: 'open', lastTouchAt: '2025-06-01' }, { params: { d: 15 } }], [{ status: 'closed', lastTouchAt: '2025-01-01' }, 'ok'], [{ lead: { status: 'open', lastTouchAt: '2025-06-01' } }, { params: { d: 15 } }], [{ status: 'open' }, 'none']],
  'dh-post-tender-lead': [[{ beforeTender: true }, 'ok'], [{ beforeTender: false }, 'fires'], [{ beforeTender: 'no' }, 'none'], [{}, 'none']],
  'dh-opportunity-entry': [[{ methodology: 'ltc', stageOrder: 3 }, 'ok'], [{ methodology: 'ltc', stageOrder: 4 }, info], [{ methodology: 'ltc', stageOrder: 5 }, critical], [{ methodology: 'ltc', stageOrder: 5, out: { 'ltc-validate-opportunity-budget': done, 'ltc-validate-opportunity-start': { state: 'waived' } } }, 'ok'], [{ methodology: 'ssm', stageOrder: 7 }, 'ok']],
  'dh-grade-approval-mismatch': [
    [{ grade: 'grade-1', gates: { 'ltc-gate-ati': { result: 'approve', by: ['bg-president', 'department-director', 'department-chief-engineer', 'finance-manager'] } } }, 'ok'], [{ grade: 'grade-1', gates: { 'ltc-gate-ati': { result: 'approve', by: null } } }, { params: { g: 'grade-1', roles: ['bg-president', 'department-director', 'department-chief-engineer'] } }],
    [{ grade: 'grade-2', gate: { result: 'approve', by: ['department-director'] } }, { params: { g: 'grade-2', roles: ['industry-head', 'industry-chief-engineer'] } }], [{ grade: 'grade-2', by: ['department-director', 'industry-head', 'industry-chief-engineer'] }, 'ok'],
    [{ grade: 'grade-2', gates: { 'ltc-gate-ati': { result: 'reject', by: [] } } }, 'ok'], [{ gates: { 'ltc-gate-ati': { result: 'approve', by: [] } } }, 'none'], [{ grade: 'grade-2', gates: null }, 'none'],
  ],
  'dh-budget-unknown': [[at(2), 'ok'], [at(3), 'fires'], [at(3, { budget: { state: 'unknown' } }), 'fires'], [at(3, { budget: { state: 'released' } }), 'ok']],
  'dh-budget-below-price': [[{ budget: { amount: 100 }, amount: 100 }, 'ok'], [{ budget: { amount: 0 }, amount: 1 }, { params: { b: 0, a: 1 } }], [{ budget: { amount: 0 }, amount: 0 }, 'ok'], [{ budget: { amount: null }, amount: 1 }, 'none'], [{ budget: null, amount: 1 }, 'none'], [{ budget: { amount: 1 }, amount: null }, 'none']],
  'dh-triangle-incomplete': [[{ methodology: 'ltc', stageOrder: 4 }, { params: { roles: ['AR', 'SR', 'FR'] } }], [{ methodology: 'ltc', stageOrder: 4, team: { AR: 'a', SR: { user: 'b' }, FR: { user: '' } } }, { params: { roles: ['FR'] } }], [{ methodology: 'ltc', stageOrder: 9, team: { AR: 'a', SR: 'b', FR: 'c' } }, 'ok'], [{ methodology: 'ssm', stageOrder: 5 }, 'ok']],
  'dh-fr-late': [[{ frAppointedAt: '2025-05-01', ati: '2025-05-01' }, 'ok'], [{ frAppointedAt: '2025-05-02', ati: '2025-05-01' }, 'fires'], [{ frAppointedAt: null, ati: '2025-05-01' }, 'none'], [{ methodology: 'ltc', team: { FR: { user: 'f', appointedAt: '2025-05-02' } }, gates: { 'ltc-gate-ati': { result: 'approve', at: '2025-05-01' } } }, 'fires']],
  'dh-gate-date-order': [[{ atb: '2025-05-10', bidSubmittedAt: '2025-05-10' }, 'ok'], [{ atc: '2025-05-11', contractSignedAt: '2025-05-10' }, { params: { gate: 'ATC' } }], [{ atb: '2025-05-12', bidSubmittedAt: '2025-05-10', atc: '2025-05-12', contractSignedAt: '2025-05-10' }, { params: { gate: 'ATB' } }], [{ atb: '2025-05-10', contractSignedAt: '2025-05-09' }, 'none']],
  'dh-change-without-atac': [[{ changes: [{ inForceAt: '2025-06-17' }] }, 'ok'], [{ changes: [{ inForceAt: '2025-06-16' }] }, critical], [{ changes: [{ inForceAt: '2025-06-16' }], atac: '2025-06-16' }, 'ok'], [{ changes: [{ inForceAt: '2025-06-01' }], atac: '2025-06-02' }, 'fires'], [{ changes: [{ inForceAt: null }] }, 'none']],
  'dh-credit-unchecked': [[at(5), 'ok'], [at(6), 'fires'], [at(6, { creditChecks: [{ at: '2025-03-18' }] }), 'ok'], [at(6, { creditChecks: [{ at: '2025-03-17' }] }), 'fires'], [at(7, { creditChecks: [{ point: 'order' }] }), 'fires'], [at(7, { creditChecks: [{ point: 'order' }, { point: 'shipment' }] }), 'ok']],

  'dh-no-next-step': [[{ status: 'open' }, 'fires'], [{ status: 'open', nextStep: 'call' }, 'ok'], [{ status: 'lost' }, 'ok']],
  'dh-next-step-overdue': [[{ nextStepDue: '2025-06-16' }, 'ok'], [{ nextStepDue: '2025-06-14' }, { params: { d: 2 } }], [{ nextStepDue: null }, 'none']],
  'dh-no-customer-action': [[at(2, { steps: [{ owner: 'us' }] }), 'ok'], [at(3, { steps: [{ owner: 'us', done: null }] }), 'fires'], [at(3, { steps: [{ owner: 'customer', done: true }, { owner: 'us', done: false }] }), 'fires'], [at(3), 'none']],
  'dh-plan-not-agreed': [[at(3), 'ok'], [at(4), 'fires'], [at(4, { dsp: [], agreedBy: 'c1' }), 'fires'], [at(4, { dsp: [{ milestone: 'm' }], agreedBy: '' }), 'fires'], [at(4, { dsp: [{ milestone: 'm' }], agreedBy: 'c1' }), 'ok']],
  'dh-plan-milestone-slipped': [[{ dsp: [{ milestone: 'm', status: 'slipped', date: '2026-01-01' }] }, { params: { m: 'm' } }], [{ dsp: [{ milestone: 'm', status: 'planned', date: '2025-06-16' }] }, 'ok'], [{ dsp: [{ milestone: 'm', status: 'done', date: '2025-01-01' }] }, 'ok'], [{}, 'none']],
  'dh-over-invested': [[at(5, { ours: 'high', customer: 'low' }), warning], [at(6, { ours: 'high', customer: 'low' }), 'ok'], [at(3, { ours: 'high', customer: 'high' }), 'ok'], [at(3, { customer: 'low' }), 'none'], [{ ours: 'high', customer: 'low' }, 'none']],
  'dh-under-invested': [[{ ours: 'low', customer: 'high' }, warning], [{ ours: 'low', customer: 'low' }, 'ok'], [{ customer: 'high' }, 'none']],
  'dh-concerns-open-at-close': [[at(5, { concerns: [{ severity: 3, status: 'open' }] }), 'ok'], [at(7, { concerns: [{ severity: 3, status: 'open' }] }), 'ok'], [at(6, { concerns: [{ severity: 2, status: 'open' }] }), { ...critical, params: { n: 1 } }], [at(6, { concerns: [{ severity: 1, status: 'open' }] }), 'ok'], [at(6, { concerns: [{ severity: 3, status: 'closed' }] }), 'ok'], [at(6, { concerns: [] }), 'none']],
  'dh-need-concern-late': [[at(4, { concerns: [{ type: 'need', status: 'open' }] }), 'ok'], [at(5, { concerns: [{ type: 'need', status: 'open' }] }), 'fires'], [at(5, { concerns: [{ type: 'need', status: 'closed' }] }), 'ok'], [at(5), 'none']],
  'dh-objection-surface-only': [[{ objections: [{ closed: true, root: ' ' }] }, info], [{ objections: [{ closed: false }] }, 'ok'], [{ objections: [{ closed: true, root: 'price' }] }, 'ok'], [{}, 'none']],
  'dh-presentation-surprise': [
    [{ dsp: [{ kind: 'presentation', status: 'planned', date: '2025-06-16' }] }, 'fires'], [{ dsp: [{ kind: 'presentation', status: 'planned', date: '2025-06-21' }] }, 'fires'], [{ dsp: [{ kind: 'presentation', status: 'planned', date: '2025-06-22' }] }, 'ok'], [{ dsp: [{ kind: 'presentation', status: 'planned', date: '2025-06-15' }] }, 'ok'],
    [{ dsp: [{ kind: 'presentation', status: 'planned', date: '2025-06-17' }], out: { 'ss-propose-pre-review-held': { state: 'waived' } } }, 'ok'], [{ dsp: [{ kind: 'demo', status: 'planned', date: '2025-06-17' }] }, 'ok'], [{ dsp: [{ kind: 'presentation', status: 'done', date: '2025-06-17' }] }, 'ok'],
  ],
  'dh-not-win-win': [[at(4, { winState: 'win-lose' }), 'ok'], [at(5, { winState: 'lose-win' }), 'fires'], [at(5, { winState: 'win-win' }), 'ok'], [at(5, { winState: null }), 'none']],
  'dh-effort-off-profile': [
    [{ hours: { 'cs-entrance': 8, 'cs-demand': 12, 'cs-consulting': 12, 'cs-business': 4, 'cs-action': 4 } }, 'ok'], [{ hours: { 'cs-entrance': 35, 'cs-demand': 30, 'cs-consulting': 15, 'cs-business': 10, 'cs-action': 10 } }, 'ok'], // 15 points exactly
    [{ hours: { 'cs-entrance': 36, 'cs-demand': 29, 'cs-consulting': 15, 'cs-business': 10, 'cs-action': 10 } }, { params: { stage: 'cs-entrance', a: 36, p: 20 } }], [{ hours: { 'cs-entrance': 40 } }, { params: { stage: 'cs-entrance', a: 100, p: 20 } }], [{ hours: { 'cs-entrance': 39.9 } }, 'none'], [{ hours: {} }, 'none'],
  ],
  'dh-review-overdue': [[at(1), 'ok'], [at(7), 'ok'], [at(2), 'fires'], [at(6, { reviews: [{ level: 'account', date: '2025-06-09' }] }), 'ok'], [at(6, { reviews: [{ level: 'account', date: '2025-06-08' }] }), info], [at(3, { reviews: [{ date: '2025-06-15' }] }), 'ok'], [at(3, { reviews: [{ level: 'cadence-region', date: '2025-06-15' }] }), 'fires']],
  'dh-review-without-action': [[{ reviews: [{ date: '2025-06-01', actions: [] }] }, info], [{ reviews: [{ date: '2025-06-01', actions: ['x'] }, { date: '2025-05-01', actions: [] }] }, 'ok'], [{}, 'none']],
  'dh-coaching-action-open': [[{ coaching: [{ manager: 'A', at: '2025-06-02' }] }, 'ok'], [{ coaching: [{ manager: 'A', at: '2025-06-01', done: false }] }, { params: { manager: 'A', d: 15 } }], [{ coaching: [{ manager: 'A', at: '2025-01-01', done: true }] }, 'ok'], [{}, 'none']],

  'dh-set-met-missing': [[at(5), 'ok'], [at(6), 'fires'], [at(7, { setMet: [] }), 'fires'], [at(6, { setMet: [{}] }), 'ok']],
  'dh-expectation-unmet': [[{ setMet: [{ metState: 'open', due: '2025-06-16' }] }, 'ok'], [{ setMet: [{ metState: 'open', due: '2025-06-15' }] }, { params: { n: 1 } }], [{ setMet: [{ metState: 'not-met', due: null }] }, 'fires'], [{ setMet: [{ metState: 'met', due: '2025-01-01' }] }, 'ok'], [{ setMet: [] }, 'none']],
  'dh-value-not-acknowledged': [[at(6), 'ok'], [ssm('implementing', { normDays: 10, stageEnteredAt: '2025-06-06' }), 'ok'], [ssm('implementing', { normDays: 10, stageEnteredAt: '2025-06-05' }), info], [ssm('implementing', { normDays: 10, stageEnteredAt: '2025-01-01', out: { 'ssm-implementing-value-acknowledged': { state: 'open' } } }), 'fires']],
  'dh-receivable-overdue': [[{ invoices: [{ amount: 5, due: '2025-06-16' }] }, 'ok'], [{ invoices: [{ amount: 5, due: '2025-06-15' }] }, { params: { amount: 5 } }], [{ invoices: [{ amount: 5, due: '2025-06-15', paidAt: '2025-06-16' }] }, 'ok'], [{ invoices: [{ amount: null, due: '2025-06-15' }] }, { params: { amount: 0 } }], [{ invoices: [] }, 'none']],
  'dh-account-plan-stale': [[{ updatedAt: '2025-03-18', reviewedByCustomer: { date: '2024-06-16' } }, 'ok'], [{ updatedAt: '2025-03-17', reviewedByCustomer: { date: '2025-06-01' } }, { params: { d: 91 } }], [{ updatedAt: '2025-06-16', reviewedByCustomer: { date: '2024-06-15' } }, { params: { d: 0 } }], [{ updatedAt: '2025-06-16' }, 'fires'], [{}, 'none']],
  'dh-drop-quadrant-effort': [[{ quadrant: 'drop', effortDays: 5 }, 'ok'], [{ quadrant: 'drop', effortDays: 5.5 }, info], [{ quadrant: 'primary', effortDays: 50 }, 'ok'], [{ quadrant: null, effortDays: 50 }, 'none'], [{ quadrant: 'drop' }, 'none']],
};

it('has edges for every check', () => {
  expect(Object.keys(edges).toSorted()).toEqual(Object.keys(checks).toSorted());
});

describe.each(Object.entries(edges))('%s', (id, all) => {
  it.each(all.map(([input, want]) => [JSON.stringify(input), want, input] as const))('%s', (_text, want, input) => {
    const found = runCheck(id, input as CheckInput, ctx);
    const result = typeof want === 'object' || want === 'fires' ? 'fires' : want === 'none' ? 'not-evaluated' : 'ok';
    expect(found.result, JSON.stringify(found)).toBe(result);
    if (typeof want === 'object') expect(found).toMatchObject(want);
    if (result === 'not-evaluated') expect(found.missing?.length).toBeGreaterThan(0);
  });
});

const JUNK: unknown[] = [null, undefined, '', ' ', 'x', 0, -1, 1e9, Number.NaN, '50', true, false, [], {}, [null], [{}], 'constructor'];

/** Every copy of a value with one place in it replaced. */
function* spoiled(value: unknown): Generator<unknown> {
  yield* JUNK;
  if (typeof value !== 'object' || value === null) return;
  for (const key of Object.keys(value)) {
    for (const other of spoiled((value as Record<string, unknown>)[key])) {
      yield Array.isArray(value) ? Object.assign([...value], { [key]: other }) : { ...value, [key]: other };
    }
  }
}

describe('whatever is handed in, there is an answer', () => {
  it.each(rows.map((row) => [row.id, row] as const))('%s', (id, row) => {
    for (const input of [row.fires, row.ok]) {
      for (const bad of spoiled(input)) {
        if (typeof bad !== 'object' || bad === null) continue;
        const found = runCheck(id, bad as CheckInput, ctx);
        expect(['fires', 'ok', 'not-evaluated']).toContain(found.result);
      }
    }
  });

  it.each(Object.keys(assessments))('%s', (id) => {
    for (const vector of vectors.assessments.filter((v) => v.assessment === id)) {
      for (const bad of spoiled(vector.input)) if (typeof bad === 'object' && bad !== null) expect(() => assess(id, bad, ctx), JSON.stringify(bad)).not.toThrow();
    }
  });

  it.each(Object.keys(calculators))('%s', (id) => {
    for (const vector of vectors.calculators.filter((v) => v.rule === id)) {
      for (const bad of spoiled(vector.input)) if (typeof bad === 'object' && bad !== null) expect(() => calculate(id, bad, ctx), JSON.stringify(bad)).not.toThrow();
    }
  });
});
