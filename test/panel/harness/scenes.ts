/** Deals as they may stand, for the harness: fictional people and figures. */
import type { Event, EventDraft, Role } from '../../../src/domain/event.ts';
import { id, KEY, type Options } from './fake-worker.ts';

/** Saturday 21 November 2026, 10:43 in UTC. */
export const NOW = Date.UTC(2026, 10, 21, 10, 43);
const DAY = 86_400_000;

type Step = [daysAgo: number, who: 'ana' | 'ruth', draft: EventDraft];

export function eventsOf(steps: Step[]): Event[] {
  return steps.map(([ago, who, draft], i): Event => ({
    id: id(1_000_000 + i), deal: KEY, by: `local:${who}`, role: (who === 'ruth' ? 'manager' : 'rep') as Role,
    at: `${String(NOW - ago * DAY + i * 1000).padStart(13, '0')}-0000-0000000b`, type: draft.type, v: 1, data: draft.data,
  }));
}

const page = <T>(value: T) => ({ value, from: 'page' as const });
const claim = (outcome: string, evidence: object): EventDraft => ({ type: 'outcome.claimed', data: { outcome, evidence } });

const first: Step[] = [
  [50, 'ana', { type: 'deal.read', data: { fields: {
    name: page('Plant analytics rollout'), account: page({ id: '001A', label: 'Acme Robotics' }), amount: { value: { value: 420000, currency: 'EUR' }, from: 'api' },
    closeDate: page('2027-01-31'), stage: page({ id: 'Qualification', label: 'Qualification' }), owner: { value: { label: 'Ana Novak' }, from: 'typed' },
  } } }],
];
const story: Step[] = [
  ...first,
  [50, 'ana', { type: 'method.chosen', data: { method: 'ssm', version: '1.0.0' } }],
  [45, 'ana', claim('ssm-noticing-relationship-valued', { text: 'Asked us to the planning day as the only supplier.', saidBy: 'Priya Raman', saidOn: '2026-10-07' })],
  [44, 'ana', claim('ssm-noticing-account-plan-reviewed', { text: 'Plan reviewed with Ruth in the weekly meeting.' })],
  [44, 'ruth', { type: 'outcome.verified', data: { outcome: 'ssm-noticing-account-plan-reviewed' } }],
  [40, 'ana', claim('ssm-identifying-interest-demonstrated', { text: 'Named two plants for a first look.', saidBy: 'Priya Raman', saidOn: '2026-10-12' })],
  [38, 'ana', claim('ssm-identifying-understanding-confirmed', { text: 'Agreed to our summary of the stoppages.', saidBy: 'Tom Becker', saidOn: '2026-10-14' })],
  [35, 'ana', claim('ssm-identifying-opportunity-plan-created', { text: 'Plan in the shared folder, dates to March.' })],
  [24, 'ana', claim('ssm-validating-initiatives-and-needs-confirmed', { text: 'Reply to the minutes: the list of needs is right.', link: 'https://mail.example/minutes', saidBy: 'Priya Raman', saidOn: '2026-10-30' })],
  [23, 'ana', claim('ssm-validating-vision-shaped', { text: 'We told them what a shift report could show.' })],
  [19, 'ana', { type: 'deal.read', data: { fields: { stage: page({ id: 'Needs Analysis', label: 'Needs Analysis' }) } } }],
  [19, 'ana', { type: 'stage.moved', data: { from: { id: 'Qualification', label: 'Qualification' }, to: { id: 'Needs Analysis', label: 'Needs Analysis' }, seen: 'gate', verdict: 'pass' } }],
  [18, 'ana', claim('ssm-validating-internal-support-confirmed', { text: 'Tom sent us the floor data on his own.', saidBy: 'Tom Becker', saidOn: '2026-10-12', expires: '2026-11-11' })],
  [17, 'ruth', { type: 'outcome.verified', data: { outcome: 'ssm-validating-initiatives-and-needs-confirmed' } }],
  [6, 'ana', { type: 'item.ticked', data: { item: 'ssm-validating-task-clarify', done: true } }],
  [5, 'ana', { type: 'item.ticked', data: { item: 'ssm-validating-buyer-need', done: true } }],
  [3, 'ruth', { type: 'outcome.rejected', data: { outcome: 'ssm-validating-vision-shaped', reason: 'Whose words are these? I read only ours.' } }],
  [3, 'ruth', { type: 'note.added', data: { note: 'n1', anchor: { kind: 'outcome', id: 'ssm-validating-vision-shaped' }, text: 'Ask Priya for two sentences of her own.' } }],
  [1, 'ana', { type: 'deal.read', data: { fields: { closeDate: page('2027-02-26') } } }],
];
const all: Step[] = [
  ...story,
  [0.2, 'ana', claim('ssm-validating-need-and-access-confirmed', { text: 'Send me the summary and I will introduce you to Daniel.', saidBy: 'Tom Becker', saidOn: '2026-11-20' })],
  [0.2, 'ana', { type: 'outcome.claimed', data: { outcome: 'ssm-validating-vision-shaped', renew: true, evidence: { text: 'One report per shift would have saved us the March stoppage.', saidBy: 'Priya Raman', saidOn: '2026-11-19' } } }],
  [0.2, 'ana', { type: 'outcome.claimed', data: { outcome: 'ssm-validating-internal-support-confirmed', renew: true, evidence: { text: 'Tom presented our pilot to the plant heads.', saidBy: 'Tom Becker', saidOn: '2026-11-18' } } }],
];
const stage = (label: string) => ({ id: label, label });
const held = { n: 7, to: stage('Value Proposition'), from: stage('Needs Analysis'), verdict: 'warn' as const, held: true, replayable: true, how: 'path' };
const rtl = 'صفقة <b>التحليلات</b> 🚀 '.repeat(40);

export const SCENES: Record<string, () => Partial<Options>> = {
  story: () => ({ events: eventsOf(story) }),
  complete: () => ({ events: eventsOf(all) }),
  held: () => ({ events: eventsOf(story), held, settings: { policy: 'warn' } }),
  block: () => ({ events: eventsOf(story), held: { ...held, verdict: 'block' as const }, settings: { policy: 'block' } }),
  ready: () => ({ events: eventsOf(all), held }),
  fresh: () => ({ events: eventsOf([...first, [1, 'ana', { type: 'deal.read', data: { fields: { stage: page(stage('Needs Analysis')) } } }]]) }),
  unmapped: () => ({ events: eventsOf([...story, [0.5, 'ana', { type: 'deal.read', data: { fields: { stage: page(stage('Phase Zwölf')) } } }]]) }),
  lost: () => ({ events: eventsOf([...story, [0.5, 'ana', { type: 'deal.read', data: { fields: { stage: page({ ...stage('Closed Lost'), closed: 'lost' as const }) } } }]]) }),
  moved: () => ({ events: eventsOf([...story, [0.7, 'ana', { type: 'stage.moved', data: { from: stage('Needs Analysis'), to: stage('Value Proposition'), seen: 'noticed', missing: ['ssm-validating-need-and-access-confirmed', 'ssm-validating-vision-shaped'] } }], [0.7, 'ana', { type: 'deal.read', data: { fields: { stage: page(stage('Value Proposition')) } } }]]) }),
  bare: () => ({ events: eventsOf([[1, 'ana', { type: 'deal.read', data: { fields: {} } }]]), context: { reading: { kind: 'deal', missing: ['stage', 'amount', 'account', 'owner'], at: NOW, readonly: true }, api: 'forbidden' } }),
  wild: () => ({ events: eventsOf([[1, 'ana', { type: 'deal.read', data: { fields: { name: page(rtl + 'x'.repeat(8000)), account: page({ label: '<img src=x onerror=alert(1)>' }), amount: page({ value: 1234567890.5 }), stage: page(stage('Needs Analysis')) } } }], [1, 'ana', { type: 'method.chosen', data: { method: 'ssm', version: '0.9.0' } }]]) }),
  manager: () => ({ events: eventsOf(story), me: 'local:ruth', settings: { role: 'manager', name: 'Ruth Osei' } }),
  share: () => ({ events: eventsOf(story), settings: { screenShare: true } }),
  elsewhere: () => ({ none: true, context: { reading: { kind: 'elsewhere', missing: [], at: NOW } } }),
  layout: () => ({ none: true, context: { reading: { kind: 'unrecognised', clue: 'layout', missing: [], at: NOW } } }),
  'signed-out': () => ({ none: true, context: { reading: { kind: 'unrecognised', clue: 'signed-out', missing: [], at: NOW } } }),
  'new-record': () => ({ none: true, context: { reading: { kind: 'unrecognised', clue: 'new-record', missing: [], at: NOW } } }),
  waiting: () => ({ none: true, context: { reading: { kind: 'unrecognised', clue: 'waiting', missing: [], at: NOW } } }),
  denied: () => ({ none: true, context: { reading: { kind: 'deal', missing: [], at: NOW } } }),
  foreign: () => ({ none: true, context: { reading: null, crmName: '' } }),
};
