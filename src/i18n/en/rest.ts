import { plural } from '../index.ts';
import { gate } from './gate.ts';

/** The resting tab on the CRM's page. */
export const rest = {
  open: 'Open panel',
  hide: 'Hide on this site',
  drag: 'Move along the edge',
  resize: 'Change the width',
  missing: (n: number, required: number): string => `${n} of ${required} ${plural(required, 'proof', 'proofs')} missing`,
  complete: 'Every required proof is there',
  unmapped: 'This CRM stage is not mapped yet',
  cannotRead: 'This page was not recognised. Open to pick the deal or type it.',
  reload: 'StageProof was updated. Reload the page to continue; drafts are safe.',
  panel: 'StageProof panel',
  verdictPass: (stage: string): string => `Ready for ${stage}`,
  verdictMissing: (n: number, stage: string, gates = 0): string => gate.missingFor(n, stage, gates),
};
