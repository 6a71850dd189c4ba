import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { MethodologySchema } from '../../src/domain/method-schema.ts';
import {
  completionMark,
  gatesAfter,
  gatesAnyTime,
  gatesBefore,
  indexMethod,
  isAfterSale,
  nextStage,
  passingOutcome,
  previousStage,
  requiredOutcomes,
  signingStage,
  stagesLeft,
} from '../../src/domain/method.ts';
import { allMethods } from '../../src/methods/all.ts';
import { attributions, builtInMethodIds, methodLabel, methodLabels } from '../../src/methods/labels.ts';
import { loadMethod, UnknownMethodError } from '../../src/methods/load.ts';

const shape = {
  ssm: { stages: 7, outcomes: 42, gates: 4, sign: 'ssm-winning' },
  'solution-selling': { stages: 8, outcomes: 25, gates: 3, sign: 'ss-close' },
  ltc: { stages: 11, outcomes: 46, gates: 5, sign: 'ltc-negotiate-contract' },
  'stage-odds': { stages: 6, outcomes: 20, gates: 2, sign: 'so-sign' },
  consultative: { stages: 5, outcomes: 22, gates: 1, sign: 'cs-action' },
} as const;

describe.each(builtInMethodIds)('built-in method %s', (id) => {
  const method = allMethods[id];
  const index = indexMethod(method);

  it('parses to exactly what its file says: the cast of the loaders is true', () => {
    const raw: unknown = JSON.parse(readFileSync(`src/methods/packs/${id}.json`, 'utf8'));
    expect(MethodologySchema.parse(raw)).toEqual(raw);
    expect(method).toEqual(raw);
  });

  it('loads lazily as the same pack', async () => {
    expect(await loadMethod(id)).toEqual(method);
  });

  it('has the stages, outcomes, gates and signing stage of its sheet', () => {
    expect({
      stages: index.stages.length,
      outcomes: index.outcomeById.size,
      gates: index.gateById.size,
      sign: signingStage(index)?.id,
    }).toEqual(shape[id]);
  });

  it('has one completion mark per stage, and it is required', () => {
    for (const stage of index.stages) {
      expect(stage.verifiableOutcomes.filter((o) => o.isCompletionMark)).toHaveLength(1);
      expect(requiredOutcomes(stage)).toContain(completionMark(stage)?.id);
    }
  });

  it('names every gate’s stages, and walks from the first stage to the last', () => {
    const seen = [index.stages[0]?.id];
    for (let s = nextStage(index, seen[0] ?? ''); s; s = nextStage(index, s.id)) {
      expect(previousStage(index, s.id)?.id).toBe(seen.at(-1));
      seen.push(s.id);
    }
    expect(seen).toHaveLength(index.stages.length);
    const asked = [...index.stages.flatMap((s) => gatesAfter(index, s.id)), ...gatesAnyTime(index)];
    expect(new Set(asked.map((g) => g.id)).size).toBe(method.gates.length);
    for (const stage of index.stages) {
      for (const gate of gatesBefore(index, stage.id)) expect(index.stageById.has(gate.after ?? '')).toBe(true);
    }
  });

  it('is called by a neutral label in both languages', () => {
    const label = methodLabel(method);
    expect(label).toBe(methodLabels[id].label);
    expect(label.en).not.toMatch(/Signature|IBM|Solution Selling|Target Account/i);
    expect(label.zh).not.toBe(label.en);
  });
});

describe('helpers', () => {
  const index = indexMethod(allMethods.ssm);

  it('lists the stages a forward move leaves behind, and none for a move backwards', () => {
    expect(stagesLeft(index, 'ssm-identifying', 'ssm-qualifying').map((s) => s.id)).toEqual([
      'ssm-identifying',
      'ssm-validating',
    ]);
    expect(stagesLeft(index, 'ssm-qualifying', 'ssm-identifying')).toEqual([]);
    expect(stagesLeft(index, 'ssm-qualifying', 'nowhere')).toEqual([]);
  });

  it('finds items of every kind with their stage', () => {
    expect(index.itemById.get('ssm-validating-exit')).toMatchObject({ kind: 'exit', stage: { id: 'ssm-validating' } });
    const kinds = new Set([...index.itemById.values()].map((f) => f.kind));
    expect([...kinds].sort()).toEqual(['buyerAction', 'exit', 'managementCheck', 'repTask']);
  });

  it('knows what comes after the sale', () => {
    expect(isAfterSale(index, 'ssm-implementing')).toBe(true);
    expect(isAfterSale(index, 'ssm-winning')).toBe(false);
  });

  it('takes the first decision of a gate as the one that goes on', () => {
    const gates = Object.values(allMethods).flatMap((m) => m.gates);
    expect([...new Set(gates.map(passingOutcome))].sort()).toEqual(['approve', 'close', 'go', 'pass', 'sign', 'submit']);
  });

  it('refuses an unknown method with a named error', async () => {
    await expect(loadMethod('meddicc')).rejects.toBeInstanceOf(UnknownMethodError);
    await expect(loadMethod('__proto__')).rejects.toBeInstanceOf(UnknownMethodError);
  });

  it('attributes every name that the packs ask to attribute', () => {
    const said = attributions.map((a) => a.text.en).join(' ');
    for (const name of ['Signature Selling Method', 'Solution Selling', '9 Block Vision', 'Pain Chain', 'Target Account Selling']) {
      expect(said).toContain(name);
    }
  });
});
