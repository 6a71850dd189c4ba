import { describe, expect, it } from 'vitest';
import { type EvidenceFact, type EvidenceFault, evidenceFindings, evidenceKey, evidenceTexts } from '../../src/domain/checks/evidence.ts';

const good: EvidenceFact = { id: 'o', kind: 'buyer', text: 'Lin confirmed the budget by mail', saidBy: 'Lin', at: '2025-06-01' };
const elsewhere = new Map([[evidenceKey('Meeting held'), 1]]);
const faults = (more: Partial<EvidenceFact>): EvidenceFault[] =>
  evidenceFindings([{ ...good, ...more }], { today: '2025-06-16', elsewhere })[0]?.faults ?? [];

describe('evidence quality', () => {
  it.each([
    [{}, []],
    [{ text: ' T.B.D. ' }, ['placeholder']],
    [{ text: '待定。' }, ['placeholder']],
    [{ text: 'xxx' }, ['placeholder']],
    [{ text: 'k' }, ['too-short']],
    [{ text: '…', link: 'https://mail.example/1' }, []],
    [{ text: 'meeting  held!' }, ['repeated']],
    [{ saidBy: ' ' }, ['nobody-named']],
    [{ kind: 'internal', saidBy: null }, []],
    [{ at: '2024-12-18' }, []],
    [{ at: '2024-12-17' }, ['stale']],
    [{ at: '2024-12-17', expires: '2025-06-16' }, []],
    [{ expires: '2025-06-15' }, ['stale']],
    [{ text: '', link: '' }, []],
  ] as [Partial<EvidenceFact>, EvidenceFault[]][])('%j → %j', (more, expected) => {
    expect(faults(more)).toEqual(expected);
  });
  it('has words in both languages', () => {
    for (const { en, zh } of Object.values(evidenceTexts)) expect(en && /\p{Script=Han}/u.test(zh)).toBe(true);
  });
});
