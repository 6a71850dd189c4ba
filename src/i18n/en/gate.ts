import { plural } from '../index.ts';

/** `2 proofs and 1 decision are` */
function lacking(n: number, gates: number): string {
  const parts = [n > 0 ? `${n} ${plural(n, 'proof', 'proofs')}` : '', gates > 0 ? `${gates} ${plural(gates, 'decision', 'decisions')}` : ''].filter(Boolean);
  return `${parts.join(' and ')} ${n + gates === 1 ? 'is' : 'are'}`;
}

/** The gate: a stage move that was held, or the next one before it is made. */
export const gate = {
  missingFor: (n: number, stage: string, gates = 0): string => `${lacking(n, gates)} missing for ${stage}`,
  missingAny: (n: number, gates = 0): string => `${lacking(n, gates)} missing for this move`,
  complete: (n: number): string => (n === 1 ? 'The one required proof is there' : `All ${n} proofs are there`),
  nothingAsked: {
    same: 'Both CRM stages stand for the same stage of the method. Nothing is asked.',
    back: 'A move backwards needs no proof.',
    lost: 'A lost deal needs no proof.',
    unmapped: 'One of the two stages stands for no stage of the method, so nothing is asked.',
  },
  held: (crm: string): string => `Your click in ${crm} was held. Nothing was changed there.`,
  preview: 'This is what a move would meet today.',
  decideFirst: 'Record the decision',
  allGates: 'Gates of the method',
  openGate: (name: string): string => `Open the gate ${name}`,
  back: 'To the next move',
  state: { undecided: 'not decided', passed: 'passed', refused: 'not passed', expired: 'lapsed', 'not-needed': 'not needed' },
  anyTime: 'at any time',
  gateName: (name: string): string => `Gate: ${name}`,
  proofsAsked: 'Proofs asked',
  skipped: (names: string): string => `Jumps over ${names}.`,
  claimFirst: 'Claim the first proof',
  stay: (stage: string): string => `Stay in ${stage}`,
  stayHere: 'Stay here',
  goOn: 'Let the move go',
  goOnHint: (crm: string): string => `Makes the move in ${crm} that you clicked.`,
  dragHint: 'The card has to be dragged once more; it will go through.',
  override: 'Move without proof',
  rule: { advise: '', warn: 'team rule: a reason', block: 'team rule: reason and approver' },
  why: 'Why now? What will prove it, and by when?',
  whyHint: 'A sentence that can be checked later. “TBD” or pasted text is sent back.',
  approver: 'Approver',
  approverHint: 'Who agreed to it. A name is enough on this device.',
  approverMissing: 'Name who agreed to it.',
  until: 'Valid until',
  untilHint: 'After this day the move shows as unproven.',
  overrideGo: 'Move without proof',
  overrideKept: 'Reason, approver and day are kept in the history.',
  oneMore: (stage: string, crm: string): string => `Choose ${stage} in ${crm} once more; it will go through.`,
  oneMoreAny: (crm: string): string => `Make the move in ${crm} once more; it will go through.`,
  oneMoreTitle: 'One more click',
  doneTitle: (stage: string): string => `Moved to ${stage}`,
  doneAny: 'The move went through',
  doneText: (crm: string): string => `${crm} shows the new stage.`,
  refusedTitle: (crm: string): string => `${crm} refused the move`,
  refusedText: 'The stage did not change. Nothing was recorded.',
  refusedSaid: (crm: string): string => `${crm} says:`,
  unseenTitle: 'The new stage was not seen yet',
  unseenText: (crm: string): string => `${crm} may still be working. The stage is recorded once it shows.`,
  waiting: 'Making the move…',
  close: 'Back to the deal',

  closing: 'Closing',
  nextStep: 'Next stage',
  noNext: 'This is the last stage. There is no gate after it.',
  noStage: 'Map the CRM stage first; then the gate is known.',
};
