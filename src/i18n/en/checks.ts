import { plural } from '../index.ts';

/** Deal-health checks on the Now screen. */
export const checks = {
  title: 'Checks',
  counts: (fire: number, clear: number, lack: number): string => `${fire} ${plural(fire, 'fires', 'fire')} · ${clear} clear · ${lack} ${plural(lack, 'lacks', 'lack')} data`,
  severity: { critical: 'Critical', warning: 'Warning', info: 'Hint' },
  none: 'No check fires.',
  loading: 'Running the checks…',
  why: 'Why',
  rule: 'The rule',
  inputs: 'What it rests on',
  at: (day: string): string => `on ${day}`,
  fix: 'Put it right',
  fixOn: { field: 'in the CRM', canvas: 'on its sheet (a later version)', assessment: 'Score', outcome: 'Proof', gate: 'Gate', stage: 'Stage', pipeline: 'in the pipeline (a later version)' } as Record<string, string>,
  snooze: 'Snooze',
  snoozeWhy: 'Why can it wait?',
  snoozeUntil: 'Until',
  snoozeSave: 'Snooze it',
  snoozed: (n: number): string => `${n} snoozed`,
  snoozedUntil: (day: string, reason: string): string => `Until ${day}: ${reason}`,
  wake: 'Wake',
  needReason: 'A reason that somebody else can check.',
  lack: (n: number): string => `${n} ${plural(n, 'check lacks', 'checks lack')} data`,
  missing: (what: string): string => `Missing: ${what}`,
  more: (n: number): string => `Show ${n} more`,
  note: 'Note on this check',
};
