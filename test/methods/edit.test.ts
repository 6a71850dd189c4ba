import { describe, expect, it } from 'vitest';
import { comparePacks } from '../../src/domain/method-version.ts';
import { allMethods } from '../../src/methods/all.ts';
import { duplicatePack, editPack, nextVersion } from '../../src/methods/edit.ts';
import { packText, parsePack } from '../../src/methods/parse.ts';

const name = { en: 'Our SSM', zh: '我们的 SSM' };
const copy = duplicatePack(allMethods.ssm, 'our-ssm', name);
const text = packText(copy);

describe('duplicating', () => {
  it('gives a pack of its own that keeps every id of stage and outcome', () => {
    expect(parsePack(text)).toMatchObject({ ok: true, pack: { id: 'our-ssm', name, label: name }, warnings: [] });
    expect(comparePacks(allMethods.ssm, copy)).toMatchObject({ renamed: [], new: [], retired: [] });
  });

  it('leaves the original alone', () => {
    copy.stages[0]!.normDays = 99;
    expect(allMethods.ssm.stages[0]!.normDays).toBe(45);
  });
});

describe('editing', () => {
  it('changes one value and nothing else in the text', () => {
    const { text: after, parsed } = editPack(text, ['stages', 0, 'name', 'en'], 'Notice');
    expect(parsed).toMatchObject({ ok: true, pack: { stages: [{ name: { en: 'Notice' } }, {}, {}, {}, {}, {}, {}] } });
    const [before, now] = [text.split('\n'), after.split('\n')];
    expect(now).toHaveLength(before.length);
    expect(now.filter((line, i) => line !== before[i])).toHaveLength(1);
  });

  it('appends an outcome in the manner of the file, and undo is the text before', () => {
    const outcome = { id: 'our-new', text: { en: 'New', zh: '新' } };
    const windows = text.replaceAll('\n', '\r\n');
    const { text: after, parsed } = editPack(windows, ['stages', 0, 'verifiableOutcomes', 6], outcome);
    expect(parsed.ok && parsed.pack.stages[0]!.verifiableOutcomes.at(-1)).toMatchObject({ ...outcome, kind: 'buyer', required: false });
    expect(after.replaceAll('\r\n', '')).not.toContain('\n');
    expect(parsePack(windows).ok).toBe(true);
  });

  it('removes, and says what that breaks', () => {
    const { parsed } = editPack(text, ['stages', 0, 'verifiableOutcomes', 0], undefined);
    expect(parsed.ok).toBe(false);
    expect(!parsed.ok && parsed.errors.map((e) => e.code)).toEqual(['completion-mark', 'unknown-outcome']);
  });

  it('adds a translation that was missing', () => {
    const { text: poor, parsed } = editPack(text, ['stages', 0, 'goal', 'zh'], undefined);
    expect(parsed).toMatchObject({ ok: true, warnings: [{ code: 'missing-translation', path: 'stages[0].goal' }] });
    expect(editPack(poor, ['stages', 0, 'goal', 'zh'], '目标').parsed).toMatchObject({ ok: true, warnings: [] });
  });
});

it.each([
  ['1.0.0', 'wording', '1.0.1'],
  ['1.2.3', 'addition', '1.3.0'],
  ['1.2.3', 'removal', '2.0.0'],
] as const)('%s after a change of %s is %s', (version, step, next) => expect(nextVersion(version, step)).toBe(next));
