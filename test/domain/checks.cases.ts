/**
 * One row per check: an input on which it fires, one on which it is fine, one on which it cannot be evaluated. Today is
 * 2025-06-16 as in the vectors. `not: null` with a reason where the check has an answer for every input.
 */
import type { CheckInput, Severity } from '../../src/domain/checks/index.ts';

export interface Row {
  id: string;
  fires: CheckInput;
  params?: Record<string, unknown>;
  severity?: Severity;
  ok: CheckInput;
  not: CheckInput | null;
  why?: string;
}

const ssm = (stage: string): CheckInput => ({ methodology: 'ssm', stage: `ssm-${stage}` });
const at = (unifiedPhase: number, more: CheckInput = {}): CheckInput => ({ unifiedPhase, ...more });
const done = { state: 'verified', evidence: 'mail', at: '2025-06-10' } as const;
const noticing = { 'ssm-noticing-relationship-valued': done, 'ssm-noticing-account-plan-reviewed': done };
const noPhase = 'needs a phase';

export const rows: Row[] = [
  { id: 'dh-required-outcomes-missing', fires: { ...ssm('identifying'), out: {} }, params: { n: 2 }, ok: { ...ssm('identifying'), out: noticing }, not: { out: {} } },
  { id: 'dh-completion-mark-missing', fires: { ...ssm('identifying') }, params: { stage: 'ssm-noticing' }, ok: { ...ssm('identifying'), out: noticing }, not: { methodology: 'ssm' } },
  { id: 'dh-outcome-without-evidence', fires: { out: { a: { state: 'claimed', evidence: '  ' } } }, params: { n: 1 }, ok: { out: { a: { state: 'waived' }, b: done } }, not: null, why: 'reads outcomes only; none is an answer' },
  { id: 'dh-internal-only-progress', fires: { ...ssm('identifying'), stageEnteredAt: '2025-05-31', out: { 'ssm-identifying-opportunity-plan-created': done } }, ok: { ...ssm('identifying'), stageEnteredAt: '2025-06-01', out: { 'ssm-identifying-opportunity-plan-created': done } }, not: { ...ssm('identifying'), out: { 'ssm-identifying-opportunity-plan-created': done } } },
  { id: 'dh-stage-skipped', fires: { methodology: 'ssm', stageLog: [{ stage: 'ssm-noticing', at: '2025-01-01' }, { stage: 'ssm-validating', at: '2025-02-01' }] }, params: { a: 'ssm-noticing', b: 'ssm-validating' }, ok: { methodology: 'ssm', stageLog: [{ stage: 'ssm-validating', at: '2025-03-01' }, { stage: 'ssm-noticing', at: '2025-01-01' }, { stage: 'ssm-identifying', at: '2025-02-01' }] }, not: { methodology: 'ssm', stageLog: [] } },
  { id: 'dh-stage-regressed', fires: { methodology: 'ssm', stageLog: [{ stage: 'ssm-validating', at: '2025-01-01' }, { stage: 'ssm-identifying', at: '2025-02-01' }] }, params: { stage: 'ssm-identifying' }, ok: { methodology: 'ssm', stageLog: [{ stage: 'ssm-validating', at: '2025-01-01' }] }, not: { methodology: 'ssm' } },
  { id: 'dh-stage-age-over-norm', fires: { normDays: 30, stageEnteredAt: '2025-05-16' }, params: { d: 31, n: 30 }, severity: 'warning', ok: { normDays: 30, stageEnteredAt: '2025-05-17' }, not: { normDays: 30, stageEnteredAt: null } },
  { id: 'dh-gate-missing', fires: { ...ssm('validating') }, params: { gate: 'ssm-gate-pursue' }, ok: { ...ssm('validating'), gates: { 'ssm-gate-pursue': { result: 'go' } } }, not: { methodology: 'ssm' } },
  { id: 'dh-evidence-stale', fires: { ...ssm('identifying'), out: { 'ssm-noticing-relationship-valued': { state: 'verified', at: '2025-05-16' } } }, params: { d: 31 }, ok: { ...ssm('identifying'), createdAt: '2025-05-17' }, not: { ...ssm('identifying'), out: {} } },
  { id: 'dh-crm-stage-ahead', fires: { methodology: 'ssm', crm: 'salesforce', crmStageLabel: 'Needs Analysis', out: {} }, params: { label: 'Needs Analysis' }, ok: { methodology: 'ssm', crm: 'salesforce', crmStageLabel: 'Prospecting', out: {} }, not: { methodology: 'ssm', crm: 'salesforce', crmStageLabel: 'Blue stage' } },
  { id: 'dh-plan-section-missing', fires: at(2, { plan: { 'customer-profile': 'x', 'opportunity-profile': 'x', assessment: 'x' }, started: ['compelling-reason-to-act'] }), params: { n: 1 }, ok: at(1, { plan: { 'customer-profile': 'x' } }), not: { plan: {} }, why: noPhase },

  { id: 'dh-odds-above-stage-cap', fires: at(6, { odds: 100, status: 'open' }), params: { odds: 100, max: 75 }, ok: at(6, { odds: 100, status: 'won' }), not: at(2, { odds: null }) },
  { id: 'dh-odds-off-ladder', fires: { odds: 60 }, ok: { odds: 0 }, not: { odds: null } },
  { id: 'dh-odds-above-evidence', fires: { stage: 'so-solution', odds: 25, ticked: [] }, params: { odds: 25, s: 10 }, ok: { stage: 'so-solution', odds: 25, out: { 'so-obs-mostly-agreed-vo': done } }, not: { stage: 'so-solution', odds: 50 } },
  { id: 'dh-odds-below-evidence', fires: { stage: 'so-solution', odds: 25, ticked: ['so-obs-proposal-accepted'] }, params: { s: 50 }, ok: { stage: 'so-solution', odds: 50, ticked: ['so-obs-proposal-accepted'] }, not: { stage: 'so-solution', ticked: ['so-obs-proposal-accepted'] } },
  { id: 'dh-odds-closed-mismatch', fires: { odds: 0, status: 'open' }, ok: { odds: 0, status: 'lost' }, not: { odds: 50 } },
  { id: 'dh-close-date-passed', fires: { status: 'open', closeDate: '2025-06-15' }, params: { d: 1 }, ok: { status: 'open', closeDate: '2025-06-16' }, not: { status: 'open', closeDate: null } },
  { id: 'dh-close-date-pushed', fires: { closeDateLog: [{ from: '2025-04-01', to: '2025-06-01' }] }, params: { n: 1, d: 61 }, ok: { closeDateLog: [{ from: '2025-04-01', to: '2025-05-31' }, { from: '2025-05-31', to: '2025-05-01' }, { from: null, to: '2025-05-01' }] }, not: {} },
  { id: 'dh-close-date-unrealistic', fires: { ...ssm('winning'), stageEnteredAt: '2025-06-16', closeDate: '2025-06-26' }, params: { n: 21, d: 10 }, ok: { ...ssm('winning'), stageEnteredAt: '2025-06-16', closeDate: '2025-06-27' }, not: { ...ssm('winning'), closeDate: '2025-06-27' } },
  { id: 'dh-close-after-customer-deadline', fires: { 'cra-deadline': '2025-08-31', closeDate: '2025-09-01' }, ok: { 'cra-deadline': '2025-09-01', closeDate: '2025-09-01' }, not: { closeDate: '2025-09-01' } },
  { id: 'dh-commit-without-approval', fires: at(4, { methodology: 'ssm', forecast: 'commit' }), ok: at(5, { methodology: 'ssm', forecast: 'commit', out: { 'ssm-conditional-agreement-kdm-conditional-approval': done } }), not: at(5, { methodology: 'ssm' }) },
  { id: 'dh-amount-dropped', fires: at(4, { amountLog: [{ value: 1000 }, { value: 799 }] }), params: { p: 20 }, ok: at(4, { amountLog: [{ value: 1000 }, { value: 800 }] }), not: at(4, { amountLog: [] }) },
  { id: 'dh-odds-not-judged-by-manager', fires: at(3, { closeDate: '2025-06-30', oddsLog: [{ at: '2025-03-31', byRole: 'manager' }, { at: '2025-06-01', byRole: 'seller' }] }), ok: at(3, { closeDate: '2025-04-01', oddsLog: [{ at: '2025-06-01', byRole: 'manager' }] }), not: at(3) },
  { id: 'dh-portfolio-dependence', fires: { deals: [{ amount: 41, odds: 100 }, { amount: 29, odds: 100 }, { amount: 30, odds: 100 }] }, params: { p: 41 }, ok: { deals: [{ amount: 40, odds: 100 }, { amount: 30, odds: 100 }, { amount: 30, odds: 100 }] }, not: { deals: [{ amount: 4, odds: 50 }, { amount: 3, odds: 50 }, { amount: null, odds: 50 }] } },
  { id: 'dh-funnel-shortfall', fires: { rates: [0.5, 1], deals: [2, 0], targetWins: 2 } as CheckInput, params: { n: 2, w: 2 }, ok: { rates: [0.5, 1], deals: [4, 0], targetWins: 2 } as CheckInput, not: { rates: [0.5, 1], deals: [4, 0] } as CheckInput },
  { id: 'dh-forecast-bias', fires: { periods: [{ forecast: 200, actual: 100 }, { forecast: 70, actual: 100 }, { forecast: 70, actual: 100 }, { forecast: 70, actual: 100 }] }, params: { p: 30 }, ok: { periods: [{ forecast: 120, actual: 100 }, { forecast: 130, actual: 100 }, { forecast: 130, actual: 100 }] }, not: { periods: [{ forecast: 130, actual: 0 }, { forecast: 130, actual: 100 }, { forecast: 130, actual: 100 }] } },
  { id: 'dh-forecast-late', fires: { madeAt: '2025-07-02', periodStart: '2025-07-01' }, ok: { forecasts: [{ madeAt: '2025-07-01', periodStart: '2025-07-01' }] }, not: {} },

  { id: 'dh-single-threaded', fires: at(3, { map: [{ coverage: 'in-depth' }, { coverage: 'brief' }] }), severity: 'warning', params: { n: 1 }, ok: at(4, { map: [{ coverage: 'in-depth' }, { coverage: 'multiple' }] }), not: { map: [] }, why: noPhase },
  { id: 'dh-no-power-sponsor', fires: at(4, { map: [{ roleTest: ['power-sponsor'], coverage: 'none' }] }), severity: 'critical', ok: at(3, { map: [{ roleTest: ['power-sponsor'], coverage: 'brief' }] }), not: {}, why: noPhase },
  { id: 'dh-no-sponsor', fires: at(3, { map: [{ attitude: '+' }] }), ok: at(3, { map: [{ roleTest: ['sponsor'] }] }), not: {}, why: noPhase },
  { id: 'dh-sponsor-unproven', fires: { map: [{ name: 'Li', attitude: '*' }] }, params: { name: 'Li' }, ok: { map: [{ name: 'Li', attitude: '*', supportActs: [{ what: 'intro' }] }] }, not: { map: [] } },
  { id: 'dh-sponsor-outside', fires: { map: [{ id: '1', attitude: '*', zone: 'outside' }, { id: '2', zone: 'inner' }] }, ok: { map: [{ id: '1', attitude: '*', influence: 1, influenceLinks: [{ to: '2' }] }, { id: '2', influence: 3 }] }, not: { map: [{ attitude: '*' }] } },
  { id: 'dh-role-gap', fires: at(3, { map: [{ roles: ['U', 'E'] }] }), severity: 'info', params: { roles: ['D', 'A'] }, ok: at(5, { map: [{ roles: ['U', 'E', 'D', 'A'] }] }), not: { map: [] }, why: noPhase },
  { id: 'dh-approver-not-covered', fires: at(5, { map: [{ name: 'Hu', roles: ['A'] }] }), params: { name: 'Hu' }, ok: at(5, { map: [{ name: 'Hu', roles: ['A'], coverage: 'multiple' }] }), not: at(5, { map: [] }) },
  { id: 'dh-inner-circle-unknown', fires: at(3, { map: [{ influence: 3 }] }), ok: at(3, { map: [{ influence: 4 }] }), not: {}, why: noPhase },
  { id: 'dh-inner-circle-hostile', fires: { map: [{ name: 'Xu', influence: 5, attitude: 'X' }] }, params: { name: 'Xu' }, ok: { map: [{ zone: 'inner', attitude: '=' }, { zone: 'inner', attitude: null }] }, not: { map: [{ zone: 'inner', attitude: null }] } },
  { id: 'dh-opponent-without-plan', fires: { map: [{ name: 'Qi', roles: ['D'], attitude: '-', strategyActions: [] }] }, params: { name: 'Qi' }, ok: { map: [{ influence: 2, attitude: 'X' }, { influence: 3, attitude: '-', strategyActions: ['meet'] }] }, not: { map: [{ attitude: '-' }] } },
  { id: 'dh-coverage-inverted', fires: { map: [{ influence: 4, coverage: 'brief' }, { influence: 2, coverage: 'multiple' }] }, ok: { map: [{ influence: 4, coverage: 'brief' }, { influence: 2, coverage: 'brief' }] }, not: { map: [{ influence: 4, coverage: null }, { influence: 2, coverage: 'brief' }] } },
  { id: 'dh-late-adopter-decides', fires: { map: [{ name: 'Wu', contactId: 'c1', roles: ['A'], adaptability: 'L' }] }, params: { name: 'Wu' }, ok: { map: [{ contactId: 'c1', roles: ['A'], adaptability: 'L' }], concerns: [{ contact: 'c1', type: 'risk', status: 'answered' }] }, not: { map: [{ roles: ['D'], adaptability: null }] } },
  { id: 'dh-key-contact-silent', fires: at(2, { map: [{ name: 'A', influence: 3, lastContactAt: '2025-05-25' }, { name: 'B', roles: ['D'], lastContactAt: '2025-05-01' }] }), params: { name: 'B', d: 46 }, ok: at(2, { map: [{ influence: 3, lastContactAt: '2025-05-26' }] }), not: at(2, { map: [{ influence: 3 }] }) },
  { id: 'dh-one-owner', fires: at(4, { map: [{ influence: 3, coveredBy: ['u1'] }, { roles: ['D'], coveredBy: ['u1'] }, { roles: ['A'] }] }), ok: at(4, { map: [{ influence: 3, coveredBy: ['u1'] }, { roles: ['D'], coveredBy: ['u2'] }, { roles: ['A'], coveredBy: ['u1'] }] }), not: at(4, { map: [{ influence: 3 }, { influence: 4 }, { influence: 5 }] }) },
  { id: 'dh-rival-closer', fires: { pm: [{ name: 'Shen', isKeyDecisionMaker: true, strength: 1, rivalStrength: [{ competitor: 'R1', value: null }, { competitor: 'R2', value: 2 }] }] }, params: { name: 'Shen', rival: 'R2', r: 2, s: 1 }, ok: { pm: [{ isKeyDecisionMaker: true, strength: 2, rivalStrength: [{ competitor: 'R1', value: 2 }] }] }, not: { pm: [] } },
  { id: 'dh-strength-unknown', fires: at(4, { pm: [{ name: 'Ma', isKeyDecisionMaker: true, strength: null }] }), params: { name: 'Ma' }, ok: at(4, { pm: [{ isKeyDecisionMaker: true, strength: 0 }, { isKeyDecisionMaker: false }] }), not: at(4, { pm: [] }) },
  { id: 'dh-hidden-role-unchecked', fires: at(4, { topQuartile: true, hiddenRoleCheck: null }), ok: at(4, { topQuartile: true, hiddenRoleCheck: { at: '2025-06-01' } }), not: at(4, { topQuartile: true, hiddenRoleCheck: null, pm: [] }) },
  { id: 'dh-map-older-than-project', fires: { mapMeta: { createdAt: '2025-01-01' }, createdAt: '2025-02-01' }, ok: { mapMeta: { createdAt: '2025-02-01' }, createdAt: '2025-02-01' }, not: { createdAt: '2025-02-01' } },
  { id: 'dh-fishbone-gap', fires: { fishbone: [{ name: 'Bo', order: 2, distance: 2, status: 'needs-work' }] }, params: { name: 'Bo' }, ok: { fishbone: [{ order: 2, distance: 2, status: 'needs-work', nextAction: { what: 'call' } }, { order: 3, distance: 1, status: 'needs-work' }] }, not: { fishbone: [] } },
  { id: 'dh-culture-blindspot', fires: { culture: { type: 'entrepreneurial' }, map: [{ id: '1', rank: 5 }, { id: '2', rank: 4, coverage: 'brief' }] }, params: { hint: 'nobody-near-leader' }, ok: { culture: 'entrepreneurial', map: [{ id: '1', rank: 5 }, { id: '2', reportsTo: '1', coverage: 'brief' }] }, not: { map: [] } },

  { id: 'dh-pain-chain-no-executive', fires: at(3, { chain: [{ id: 'a', level: 'manager', contactId: 'c1' }, { id: 'b', level: 'ceo', links: [] }], map: [{ contactId: 'c1', coverage: 'brief' }] }), ok: at(3, { chain: [{ id: 'a', level: 'manager', contactId: 'c1' }, { id: 'b', level: 'executive', links: [{ toNode: 'a' }] }], coverage: { c1: 'brief' } }), not: { chain: [] }, why: noPhase },
  { id: 'dh-pain-chain-short', fires: at(2), params: { n: 0 }, ok: at(2, { chain: [{}, {}, {}, {}] }), not: {}, why: noPhase },
  { id: 'dh-pain-chain-broken', fires: { chain: [{ id: 'a', links: [{ toNode: 'b' }] }, { id: 'b' }, { id: 'c', title: 'CFO', links: [{ toNode: 'gone' }] }] }, params: { title: 'CFO' }, ok: { chain: [{ id: 'a' }] }, not: { chain: [] } },
  { id: 'dh-pain-unconfirmed', fires: at(3, { chain: [{ pain: 'x' }] }), ok: at(3, { chain: [{ pain: { text: 'x', saidBy: 'c1' } }] }), not: {}, why: noPhase },
  { id: 'dh-pain-without-number', fires: at(4, { chain: [{ metric: { value: null, unit: '%' } }] }), ok: at(4, { chain: [{ metric: { value: 0, unit: '%' } }] }), not: {}, why: noPhase },
  { id: 'dh-prompter-thin', fires: { rows: [{ capability: 'a' }, { capability: 'b' }, { capability: {} }] }, ok: { prompters: [{ rows: [{ capability: 'a' }, { capability: 'b' }, { capability: { what: 'c' } }] }] }, not: { rows: [] } },
  { id: 'dh-vision-incomplete', fires: at(4), ok: at(4, { boxes: { R3: { done: true }, I3: { done: true }, C3: { done: true } } }), not: {}, why: noPhase },
  { id: 'dh-prescribed-before-diagnosis', fires: { mode: 'create', boxes: { R3: { done: true, saidAt: '2025-05-02' }, I3: { done: true, saidAt: '2025-05-04' }, C2: { done: true, saidAt: '2025-05-03' } } }, ok: { mode: 'create', boxes: { R3: { done: true, saidAt: '2025-05-02' }, I3: { done: true }, C2: { done: true, saidAt: '2025-05-02' } } }, not: { mode: 'create' } },
  { id: 'dh-vision-by-rival', fires: { existingVisionBy: 'rival', mode: 'create' }, ok: { existingVisionBy: 'rival', mode: 're-engineer' }, not: { mode: 'create' } },
  { id: 'dh-problem-level-behind-stage', fires: at(6, { levels: [3, null] }), params: { l: 3, m: 4 }, ok: at(2, { levels: [2] }), not: at(2, { levels: [null] }) },
  { id: 'dh-no-compelling-reason', fires: at(3), severity: 'critical', ok: at(3, { cra: { 'cra-reason': 'a', 'cra-deadline': '2025-07-01', 'cra-delay': 'b', 'cra-payback': 'c', 'cra-impact': 'd' } }), not: {}, why: noPhase },
  { id: 'dh-cra-deadline-passed', fires: { status: 'open', 'cra-deadline': '2025-06-15' }, ok: { status: 'open', 'cra-deadline': '2025-06-16' }, not: { status: 'open' } },
  { id: 'dh-initiative-not-linked', fires: at(2, { initiatives: [{ relevant: false }] }), ok: at(2, { initiatives: [{ relevant: true }] }), not: {}, why: noPhase },
  { id: 'dh-initiative-malformed', fires: { initiatives: [{ resultMetric: { measure: 'm', to: 2 }, plannedWork: 'roll out AcmeSuite' }], catalogue: ['acmesuite'] }, ok: { initiatives: [{ resultMetric: { measure: 'm', to: 2 }, plannedWork: 'work with fewer suppliers' }], catalogue: ['AcmeSuite'] }, not: { initiatives: [] } },
  { id: 'dh-no-confirmed-need', fires: at(3, { tows: [{ status: 'hypothesis' }], demand: [{ member: 'a' }] }), ok: at(3, { out: { 'ltc-nurture-leads-admitted': { state: 'waived' } } }), not: {}, why: noPhase },
  { id: 'dh-demand-narrow', fires: { methodology: 'consultative', stage: 'cs-demand', map: [{ name: 'A', roles: ['U'] }, { name: 'B', roles: [] }, { name: 'C', roles: ['D'] }], demand: [{ member: 'A' }] }, params: { names: ['C'] }, ok: { methodology: 'consultative', stage: 'cs-entrance', map: [{ name: 'A', roles: ['U'] }], demand: [] }, not: { methodology: 'consultative', stage: 'cs-demand', map: [{ name: 'A', roles: ['U'] }], demand: [] } },
  { id: 'dh-ubv-missing', fires: at(4, { 'ubv-value': { value: null, unit: '%' } }), ok: at(4, { 'ubv-value': { value: 3, unit: '%' } }), not: {}, why: noPhase },
  { id: 'dh-ubv-unconfirmed', fires: at(4, { 'ubv-value': { value: 3 } }), severity: 'warning', ok: at(5, { 'ubv-value': { value: 3 }, 'ubv-confirmed': { contact: 'c' } }), not: at(5) },
  { id: 'dh-technology-conflict', fires: { offering: [{ block: 'applications', item: 'Ours' }], preferences: { applications: [{ product: 'Theirs', status: 'preferred' }] } }, params: { item: 'Ours' }, ok: { offering: [{ block: 'applications', item: 'Ours' }], preferences: { applications: [{ product: 'ours', status: 'preferred' }, { product: 'Theirs', status: 'excluded' }] } }, not: { offering: [{ block: 'consulting-services', item: 'Ours' }], preferences: { applications: [] } } },

  { id: 'dh-assessment-missing', fires: at(3), ok: at(3, { assessmentAt: '2025-06-01' }), not: {}, why: noPhase },
  { id: 'dh-assessment-stale', fires: { assessmentAt: '2025-06-01', stageEnteredAt: '2025-06-02' }, params: { d: 15 }, ok: { assessmentAt: '2025-05-17', stageEnteredAt: '2025-05-17' }, not: { stageEnteredAt: '2025-05-17' } },
  { id: 'dh-no-real-opportunity', fires: { verdict: ['red', 'green', 'green', 'green'] }, ok: { verdict: ['amber', 'red', 'red', 'red'] }, not: { verdict: ['not-rated', 'red', 'red', 'red'] } },
  { id: 'dh-rival-ahead-group2', fires: { score: { us: 0.2, a: 0.4, b: 0.6 } }, params: { rival: 'b' }, ok: { score: { us: 0.6, a: 0.6, b: null } }, not: { score: { us: 0.6, a: null } } },
  { id: 'dh-rival-ahead-group3', fires: { score: { us: 0, a: 0.1 } }, severity: 'critical', params: { rival: 'a' }, ok: { score: { us: 0.1, a: 0 } }, not: { score: { us: null, a: 1 } } },
  { id: 'dh-not-worth-winning', fires: { verdict: { '4': 'red' } }, ok: { verdict: { '4': 'green' } }, not: {} },
  { id: 'dh-assessment-falling', fires: { score: [0.6, 0.4, null, 1], previous: [0.8, 0.6, 1, 1], previousAt: '2025-04-01' }, params: { date: '2025-04-01' }, ok: { score: [0.6, 0.5, 1, 1], previous: [0.8, 0.6, 1, 1] }, not: { score: [0.6, 0.5, 1, 1] } },
  { id: 'dh-too-many-unknowns', fires: { unknowns: 9 }, params: { n: 9 }, ok: { unknowns: 0 }, not: { unknowns: null } },
  { id: 'dh-odds-versus-assessment', fires: { odds: 75, overall: 'insufficient' }, params: { odds: 75, v: 'insufficient' }, ok: { odds: 49, overall: 'no-go' }, not: { odds: 75 } },
  { id: 'dh-four-conditions-missing', fires: at(3), severity: 'critical', params: { list: ['need', 'authority', 'budget', 'timeline'] }, ok: at(3, { conditions: { need: 'verified', authority: 'verified', budget: 'verified', timeline: 'verified' } }), not: {}, why: noPhase },
  { id: 'dh-no-competitor-listed', fires: at(3, { competitors: [] }), ok: at(3, { soleSource: true }), not: {}, why: noPhase },
  { id: 'dh-no-strategy', fires: at(4), ok: at(4, { active: 1 }), not: { active: 1 }, why: noPhase },
  { id: 'dh-frontal-without-superiority', fires: { strategy: 'frontal', advantage: { product: 2, price: 2, reputation: null } }, ok: { strategy: 'frontal', advantage: { product: 2, price: 2, reputation: 2 } }, not: { advantage: { product: 2 } } },
  { id: 'dh-strategy-not-reviewed', fires: { reviewDate: '2025-06-01', competitors: ['A', { name: 'B', addedAt: '2025-06-02' }] }, ok: { reviewDate: '2025-06-01', stageEnteredAt: '2025-06-01' }, not: { stageEnteredAt: '2025-06-01' } },
  { id: 'dh-criteria-set-by-rival', fires: { criteria: [{ rank: 3, setBy: 'c1' }], pm: [{ contactId: 'c1', strength: 0, rivalStrength: [{ competitor: 'R', value: 1 }] }] }, params: { rival: 'R' }, ok: { criteria: [{ rank: 4, source: 'R' }, { rank: 1, source: 'customer' }] }, not: { criteria: [] } },
  { id: 'dh-rules-not-shaped', fires: { tenderPublishedAt: '2025-06-01', rulePoints: 3, reflected: 1 }, params: { p: 33 }, ok: { tenderPublishedAt: '2025-06-01', rulePoints: 4, reflected: 2 }, not: { tenderPublishedAt: '2025-06-01', rulePoints: 0, reflected: 0 } },
  { id: 'dh-control-signals', fires: { signals: ['sig-calls', 'sig-delay', 'sig-price'] }, params: { n: 3 }, ok: { signals: ['sig-calls', 'sig-calls', 'sig-price'] }, not: {} },

  { id: 'dh-lead-not-crosschecked', fires: { decision: 'to-opportunity', crossCheck: {} }, ok: { decision: 'to-opportunity', crossCheck: { who: 'x' } }, not: { crossCheck: null } },
  { id: 'dh-lead-idle', fires: { status: 'open', lastTouchAt: '2025-06-01' }, params: { d: 15 }, ok: { status: 'open', lastTouchAt: '2025-06-02' }, not: { status: 'open' } },
  { id: 'dh-post-tender-lead', fires: { beforeTender: false }, ok: { beforeTender: true }, not: { beforeTender: null } },
  { id: 'dh-opportunity-entry', fires: { methodology: 'ltc', stage: 'ltc-validate-opportunity' }, severity: 'info', ok: { methodology: 'ssm', stageOrder: 5 }, not: { stageOrder: 5 } },
  { id: 'dh-grade-approval-mismatch', fires: { grade: 'grade-2', gates: { 'ltc-gate-ati': { result: 'approve', by: ['industry-head', 'department-director'] } } }, params: { g: 'grade-2', roles: ['industry-chief-engineer'] }, ok: { grade: 'grade-3', gates: {} }, not: { grade: 'grade-1', gates: {} } },
  { id: 'dh-budget-unknown', fires: at(3, { budget: { plays: ['bp-structure'] } }), params: { play: 'bp-early' }, ok: at(3, { budget: { state: 'planned' } }), not: {}, why: noPhase },
  { id: 'dh-budget-below-price', fires: { budget: { amount: 99 }, amount: 100 }, params: { b: 99, a: 100 }, ok: { budget: { amount: 100 }, amount: 100 }, not: { budget: { amount: 100 } } },
  { id: 'dh-triangle-incomplete', fires: { methodology: 'ltc', stageOrder: 4, team: { AR: { user: 'a' }, SR: 'b' } }, params: { roles: ['FR'] }, ok: { methodology: 'ltc', stageOrder: 3 }, not: { methodology: 'ltc' } },
  { id: 'dh-fr-late', fires: { frAppointedAt: '2025-05-02', ati: '2025-05-01' }, ok: { frAppointedAt: '2025-05-01', ati: '2025-05-01' }, not: { ati: '2025-05-01' } },
  { id: 'dh-gate-date-order', fires: { atb: '2025-05-01', bidSubmittedAt: '2025-05-01', atc: '2025-05-12', contractSignedAt: '2025-05-10' }, params: { gate: 'ATC' }, ok: { atb: '2025-05-01', bidSubmittedAt: '2025-05-01' }, not: { atb: '2025-05-01' } },
  { id: 'dh-change-without-atac', fires: { changes: [{ inForceAt: '2025-06-16' }], atac: '2025-06-17' }, ok: { changes: [{ inForceAt: '2025-06-16' }, { inForceAt: '2025-06-17' }], atac: ['2025-06-16'] }, not: { changes: [] } },
  { id: 'dh-credit-unchecked', fires: at(6, { creditChecks: [{ at: '2025-03-17' }] }), ok: at(6, { creditChecks: [{ at: '2025-03-18' }] }), not: {}, why: noPhase },

  { id: 'dh-no-next-step', fires: { status: 'open', nextStep: ' ' }, ok: { status: 'won' }, not: { status: null } },
  { id: 'dh-next-step-overdue', fires: { nextStepDue: '2025-06-15' }, params: { d: 1 }, ok: { nextStepDue: '2025-06-16' }, not: {} },
  { id: 'dh-no-customer-action', fires: at(3, { steps: [{ owner: 'us' }, { owner: 'customer', done: true }] }), ok: at(3, { steps: [{ owner: 'us' }, { owner: 'customer' }] }), not: at(3, { steps: [{ owner: 'us', done: true }] }) },
  { id: 'dh-plan-not-agreed', fires: at(4, { dsp: [{ milestone: 'm' }], agreedBy: null }), ok: at(4, { dsp: [{ milestone: 'm' }], agreedBy: 'c1' }), not: {}, why: noPhase },
  { id: 'dh-plan-milestone-slipped', fires: { dsp: [{ milestone: 'm1', status: 'done', date: '2025-01-01' }, { milestone: 'm2', status: 'planned', date: '2025-06-15' }] }, params: { m: 'm2' }, ok: { dsp: [{ status: 'planned', date: '2025-06-16' }] }, not: { dsp: [] } },
  { id: 'dh-over-invested', fires: at(5, { ours: 'high', customer: 'low' }), ok: at(6, { ours: 'high', customer: 'low' }), not: at(5, { ours: 'high' }) },
  { id: 'dh-under-invested', fires: { invest: { ours: 'low', customer: 'high' } }, ok: { ours: 'low', customer: 'low' }, not: {} },
  { id: 'dh-concerns-open-at-close', fires: at(6, { concerns: [{ severity: 2, status: 'answered' }] }), params: { n: 1 }, ok: at(6, { concerns: [{ severity: 1, status: 'open' }, { severity: null, status: 'open' }] }), not: at(6, { concerns: [] }) },
  { id: 'dh-need-concern-late', fires: at(5, { concerns: [{ type: 'need', status: 'open' }] }), ok: at(5, { concerns: [{ type: 'need', status: 'closed' }, { type: 'cost', status: 'open' }] }), not: at(5, { concerns: [] }) },
  { id: 'dh-objection-surface-only', fires: { objections: [{ closed: true, root: '' }] }, ok: { objections: [{ closed: true, root: 'no-trust' }, { closed: false }] }, not: { objections: [] } },
  { id: 'dh-presentation-surprise', fires: { dsp: [{ kind: 'presentation', date: '2025-06-21', status: 'planned' }] }, ok: { dsp: [{ kind: 'presentation', date: '2025-06-22', status: 'planned' }] }, not: { dsp: [] } },
  { id: 'dh-not-win-win', fires: at(5, { winState: 'win-lose' }), ok: at(5, { winState: 'win-win' }), not: at(5) },
  { id: 'dh-effort-off-profile', fires: { methodology: 'ssm', hours: { 'ssm-identifying': 20, 'ssm-validating': 0, 'ssm-qualifying': 15, 'ssm-conditional-agreement': 3, 'ssm-winning': 2 } }, params: { stage: 'ssm-identifying', a: 50, p: 20 }, ok: { hours: { 'cs-entrance': 14, 'cs-demand': 12, 'cs-consulting': 12, 'cs-business': 1, 'cs-action': 1 } }, not: { hours: { 'cs-entrance': 39 } } },
  { id: 'dh-review-overdue', fires: at(2, { reviews: [{ level: 'cadence-account', date: '2025-06-08' }, { level: 'cadence-group', date: '2025-06-15' }] }), ok: at(2, { reviews: [{ level: 'cadence-account', date: '2025-06-09' }] }), not: {}, why: noPhase },
  { id: 'dh-review-without-action', fires: { reviews: [{ date: '2025-06-10', actions: [] }, { date: '2025-06-03', actions: ['x'] }] }, ok: { reviews: [{ date: '2025-06-10', actions: ['x'] }] }, not: { reviews: [] } },
  { id: 'dh-coaching-action-open', fires: { coaching: [{ manager: 'Ann', at: '2025-06-01' }, { manager: 'Bob', at: '2025-05-01', done: true }] }, params: { manager: 'Ann', d: 15 }, ok: { coaching: [{ manager: 'Ann', at: '2025-06-02' }] }, not: { coaching: [] } },

  { id: 'dh-set-met-missing', fires: at(6, { setMet: [] }), ok: at(6, { setMet: [{ expectation: 'x' }] }), not: {}, why: noPhase },
  { id: 'dh-expectation-unmet', fires: { setMet: [{ metState: 'not-met' }, { metState: 'open', due: '2025-06-15' }] }, params: { n: 2 }, ok: { setMet: [{ metState: 'open', due: '2025-06-16' }, { metState: 'changed', due: '2025-01-01' }] }, not: { setMet: [] } },
  { id: 'dh-value-not-acknowledged', fires: { ...ssm('implementing'), stageEnteredAt: '2025-02-15' }, ok: { ...ssm('implementing'), stageEnteredAt: '2025-02-16' }, not: ssm('implementing') },
  { id: 'dh-receivable-overdue', fires: { invoices: [{ amount: 100, due: '2025-06-15' }, { amount: 50, due: '2025-06-01' }, { amount: 7, due: '2025-06-01', paidAt: '2025-06-02' }] }, params: { amount: 150 }, ok: { invoices: [{ amount: 100, due: '2025-06-16' }] }, not: { invoices: [] } },
  { id: 'dh-account-plan-stale', fires: { updatedAt: '2025-06-01', reviewedByCustomer: null }, params: { d: 15 }, ok: { updatedAt: '2025-03-18', reviewedByCustomer: { date: '2024-06-16' } }, not: { reviewedByCustomer: { date: '2024-06-16' } } },
  { id: 'dh-drop-quadrant-effort', fires: { quadrant: 'drop', effortDays: 6 }, ok: { quadrant: 'drop', effortDays: 5 }, not: { quadrant: 'drop' } },
];
