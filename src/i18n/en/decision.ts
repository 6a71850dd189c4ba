/** The decision at a gate: who decides, what was decided, on what it rested. */
export const decision = {
  deciders: (who: string): string => `Decided by: ${who}`,
  roles: {
    'opportunity-owner': 'opportunity owner', 'first-line-manager': 'first-line manager', 'sales-manager': 'sales manager', 'solution-manager': 'solution manager',
    finance: 'finance', 'sales-decision-team': 'sales decision team', 'by-project-grade': 'by project grade',
  } as Record<string, string>,
  outcome: { go: 'Go', pass: 'Pass', approve: 'Approve', sign: 'Sign', submit: 'Submit', close: 'Close', nurture: 'Nurture', hold: 'Hold', drop: 'Drop', 'no-go': 'No-go', 'no-bid': 'Do not bid', reject: 'Reject', rework: 'Rework', modify: 'Modify', regrade: 'Grade again', renegotiate: 'Negotiate again', 'negotiate-access': 'Negotiate access', 'change-strategy': 'Change strategy', 'find-other-sponsor': 'Find another sponsor', exit: 'Exit', 'keep-open': 'Keep open' } as Record<string, string>,
  record: 'Record the decision',
  undecided: 'Not decided yet.',
  managers: 'A manager records it.',
  what: 'Decision',
  who: 'Who decided',
  whoHint: 'Names, separated by commas.',
  conditions: 'Conditions',
  expires: 'Valid until',
  save: 'Record',
  cancel: 'Cancel',
  decided: (what: string, who: string, day: string): string => `${what}: ${who}, ${day}`,
  until: (day: string): string => `valid until ${day}`,
  lapsed: (day: string): string => `lapsed on ${day}`,
  rested: (proven: number, of: number): string => `It rested on ${proven} of ${of} proofs.`,
  earlier: (n: number): string => (n === 1 ? '1 earlier decision' : `${n} earlier decisions`),
};
