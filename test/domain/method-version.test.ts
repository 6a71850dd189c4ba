import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Methodology } from '../../src/domain/method.ts';
import { comparePacks, compareVersions, followIds } from '../../src/domain/method-version.ts';
import { allMethods } from '../../src/methods/all.ts';

const text = (en: string) => ({ en, zh: `${en}（中）` });

function changed(change: (pack: Methodology) => void, base: Methodology = allMethods.ssm): Methodology {
  const pack = structuredClone(base);
  change(pack);
  return pack;
}

const outcome = (pack: Methodology, stage: number, n: number) => pack.stages[stage]!.verifiableOutcomes[n]!;
const old = allMethods.ssm;
const size = 7 + 42;

describe('comparing two versions', () => {
  it('keeps everything of the same pack', () => {
    const same = comparePacks(old, structuredClone(old));
    expect(same.kept).toHaveLength(size);
    expect(same).toMatchObject({ renamed: [], new: [], retired: [], idChanges: {} });
  });

  it('sees new words under the same id', () => {
    const after = changed((p) => (outcome(p, 0, 0).text = text('Better words')));
    const { renamed, kept } = comparePacks(old, after);
    expect(kept).toHaveLength(size - 1);
    expect(renamed).toMatchObject([
      { why: 'reworded', fromId: 'ssm-noticing-relationship-valued', id: 'ssm-noticing-relationship-valued', text: text('Better words') },
    ]);
  });

  it('follows “formerly”, although the words changed too', () => {
    const after = changed((p) => {
      Object.assign(outcome(p, 0, 2), { id: 'own-new', text: text('Quite different'), formerly: ['ssm-noticing-initiatives-mapped'] });
    });
    const diff = comparePacks(old, after);
    expect(diff.renamed).toMatchObject([{ why: 'formerly', fromId: 'ssm-noticing-initiatives-mapped', id: 'own-new' }]);
    expect(diff.idChanges).toEqual({ 'ssm-noticing-initiatives-mapped': 'own-new' });
    expect(diff.retired).toEqual([]);
  });

  it('recognises the same words under a new id, also when the stage got a new id as well', () => {
    const after = changed((p) => {
      p.stages[0]!.id = 'stage-one';
      outcome(p, 0, 2).id = 'own-new';
    });
    const diff = comparePacks(old, after);
    expect(diff.idChanges).toEqual({ 'ssm-noticing': 'stage-one', 'ssm-noticing-initiatives-mapped': 'own-new' });
    expect(diff.kept.every((part) => part.movedFrom === undefined)).toBe(true);
  });

  it('lists what is new and what is retired', () => {
    const after = changed((p) => {
      p.stages[0]!.verifiableOutcomes.splice(2, 1);
      p.stages[1]!.verifiableOutcomes.push({ ...outcome(old, 1, 1), id: 'own-extra', text: text('Extra') });
    });
    const diff = comparePacks(old, after);
    expect(diff.new).toEqual([{ kind: 'outcome', id: 'own-extra', text: text('Extra'), home: 'ssm-identifying', required: false }]);
    expect(diff.retired.map((part) => part.id)).toEqual(['ssm-noticing-initiatives-mapped']);
  });

  it('never takes an id that is still in use for a renamed one', () => {
    const after = changed((p) => {
      p.stages[0]!.verifiableOutcomes.push({ ...outcome(old, 0, 2), id: 'copy', formerly: ['ssm-noticing-initiatives-mapped'] });
    });
    expect(comparePacks(old, after)).toMatchObject({ idChanges: {}, new: [{ id: 'copy' }] });
  });

  it('says what moved and what became required', () => {
    const after = changed((p) => {
      const [moved] = p.stages[0]!.verifiableOutcomes.splice(2, 1);
      p.stages[1]!.verifiableOutcomes.push(moved!);
      p.stages[0]!.exitCriteria[0]!.requires.push('ssm-noticing-engagement-agreed');
    });
    const { kept } = comparePacks(old, after);
    expect(kept.filter((part) => part.movedFrom !== undefined)).toMatchObject([
      { id: 'ssm-noticing-initiatives-mapped', movedFrom: 'ssm-noticing', home: 'ssm-identifying' },
    ]);
    expect(kept.filter((part) => part.requiredBefore !== undefined)).toMatchObject([
      { id: 'ssm-noticing-engagement-agreed', requiredBefore: false, required: true },
    ]);
  });

  it('covers the questions a pack brings', () => {
    const withQuestions = (ids: string[]): Methodology => ({
      ...old,
      assessments: [
        {
          id: 'score',
          name: text('Score'),
          groups: [{ id: 'g', name: text('G'), questions: ids.map((id) => ({ id, text: text(id), provenance: 'proposed' as const })) }],
        },
      ],
    });
    const diff = comparePacks(withQuestions(['a', 'b']), withQuestions(['b', 'c']));
    expect(diff.new).toMatchObject([{ kind: 'question', id: 'c', home: 'score' }]);
    expect(diff.retired).toMatchObject([{ kind: 'question', id: 'a', home: 'score' }]);
  });
});

describe('laws', () => {
  const version = fc
    .array(fc.record({ stage: fc.nat(6), n: fc.nat(2), what: fc.constantFrom('drop', 'id', 'text', 'add', 'formerly') }), { maxLength: 12 })
    .map((steps) =>
      changed((p) => {
        for (const [i, { stage, n, what }] of steps.entries()) {
          const list = p.stages[stage]!.verifiableOutcomes;
          const at = list[n];
          if (!at) continue;
          if (what === 'drop') list.splice(n, 1);
          else if (what === 'id') at.id = `id-${i}`;
          else if (what === 'text') at.text = text(`text ${i}`);
          else if (what === 'add') list.push({ ...at, id: `new-${i}`, text: text(`new ${i}`) });
          else Object.assign(at, { formerly: [at.id], id: `renamed-${i}`, text: text(`renamed ${i}`) });
        }
      }),
    );
  const ids = (pack: Methodology) => pack.stages.flatMap((s) => [s.id, ...s.verifiableOutcomes.map((o) => o.id)]).sort();

  it('every part of either version is named exactly once', () => {
    fc.assert(
      fc.property(version, version, (a, b) => {
        const diff = comparePacks(a, b);
        expect([...diff.kept.map((p) => p.id), ...diff.renamed.map((p) => p.fromId), ...diff.retired.map((p) => p.id)].sort()).toEqual(ids(a));
        expect([...diff.kept, ...diff.renamed, ...diff.new].map((p) => p.id).sort()).toEqual(ids(b));
      }),
    );
  });

  it('no answer is lost on the way to any version', () => {
    fc.assert(
      fc.property(version, version, (a, b) => {
        const answers = Object.fromEntries(ids(a).map((id) => [id, `answer to ${id}`]));
        const diff = comparePacks(a, b);
        const after = followIds(answers, diff.idChanges);
        expect(after).toMatchObject(answers);
        for (const part of diff.renamed) expect(after[part.id]).toBe(`answer to ${part.fromId}`);
        for (const part of diff.new) expect(after[part.id]).toBe(undefined);
      }),
    );
  });

  it('an answer of its own is not overwritten', () => {
    expect(followIds({ a: 1, b: 2 }, { a: 'b' })).toEqual({ a: 1, b: 2 });
    expect(followIds({ a: 1 }, { a: 'b', x: 'y' })).toEqual({ a: 1, b: 1 });
  });
});

it.each([
  ['1.0.0', '1.0.0', 0],
  ['1.9.2', '1.10.0', -1],
  ['2.0.0', '1.99.99', 1],
  ['1.0.1', '1.0.0', 1],
])('%s against %s', (a, b, sign) => expect(Math.sign(compareVersions(a, b))).toBe(sign));
