import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import * as z from 'zod';
import { scoreOpportunity } from '../../src/domain/assess/opportunity.ts';
import { defaultConfig } from '../../src/domain/checks/config.ts';
import { gateVerdict } from '../../src/domain/gate.ts';
import { ExitSchema, GateSchema, MethodologySchema, OutcomeSchema, StageSchema } from '../../src/domain/method-schema.ts';
import { mappingReport } from '../../src/domain/stage-map.ts';
import { allMethods } from '../../src/methods/all.ts';
import { carryOver } from '../../src/methods/crosswalk.ts';
import { assessmentIds, canvasIds, decisionMakerIds } from '../../src/methods/known-tools.ts';
import { packMessages } from '../../src/methods/pack-messages.ts';
import { packSchemaText } from '../../src/methods/pack-schema.ts';
import { parsePack } from '../../src/methods/parse.ts';

const docs = readFileSync('docs/methods-packs.md', 'utf8');
const examples = [...docs.matchAll(/```json\n([\s\S]*?)```/g)].map((match) => match[1] ?? '');

function example(n: number) {
  const result = parsePack(examples[n] ?? '');
  if (!result.ok) throw new Error(JSON.stringify(result.errors, null, 1));
  return result;
}

describe('the examples of the docs, read from the docs', () => {
  it('are two whole packs that read without a warning', () => {
    expect(examples).toHaveLength(2);
    expect(example(0)).toMatchObject({ pack: { id: 'two-steps' }, warnings: [] });
    expect(example(1)).toMatchObject({ pack: { id: 'letters' }, warnings: [] });
  });

  const { pack } = example(1);

  it('guard a move like a built-in method', () => {
    const move = { method: pack, from: 'letters-discover', to: 'letters-qualify', policy: 'block' as const };
    expect(gateVerdict({ ...move, outcomes: {} })).toMatchObject({ verdict: 'block', missing: [{ outcomeId: 'letters-pain' }] });
    expect(gateVerdict({ ...move, outcomes: { 'letters-pain': { state: 'confirmed' } } }).verdict).toBe('pass');
    const close = gateVerdict({ ...move, from: 'letters-qualify', to: 'letters-close', outcomes: {}, gateDecisions: {} });
    expect(close.gates).toMatchObject([{ gate: { id: 'letters-gate' }, state: 'undecided', lacking: ['letters-economic-buyer'] }]);
  });

  it('map to the CRM stages they name, and to those they do not', () => {
    const labels = ['Prospecting', 'Qualification', 'Needs Analysis', 'Proposal/Price Quote', 'Closed Won'];
    const stages = labels.map((label) => ({ id: label, label }));
    expect(mappingReport(stages, pack, undefined, 'salesforce').rows.map((r) => r.mapping.stageId)).toEqual([
      'letters-discover',
      'letters-discover',
      'letters-qualify',
      'letters-close',
      'letters-close',
    ]);
    const small = mappingReport(stages, example(0).pack, undefined, 'salesforce');
    expect(small.rows.map((r) => r.mapping.stageId)).toEqual(['two-find', 'two-find', 'two-find', 'two-find', 'two-sign']);
  });

  it('carry their proofs over by sameAs', () => {
    const outcomes = { 'letters-signed': { state: 'verified' as const }, 'letters-criteria': { state: 'confirmed' as const } };
    expect(carryOver(pack, allMethods.ssm, outcomes).carried.map((c) => [c.to, c.state])).toEqual([
      ['ssm-qualifying-criteria-verified', 'confirmed'],
      ['ssm-winning-contract-signed', 'verified'],
    ]);
  });

  it('score their questionnaire', () => {
    const form = pack.assessments?.[0];
    expect(form).toBeDefined();
    const us = { 'letters-q-metrics': '+', 'letters-q-buyer': '-', 'letters-q-pain': '+' } as const;
    const score = scoreOpportunity(form!, { us });
    expect(score.verdict[0]).toBe('red');
    expect(score.overall).toBe('no-go');
  });
});

describe('the text around the examples', () => {
  it('explains every field an author may write', () => {
    const shapes = [MethodologySchema, StageSchema, OutcomeSchema, ExitSchema, GateSchema];
    const fields = new Set(shapes.flatMap((shape) => Object.keys(shape.shape)));
    expect([...fields].filter((field) => !docs.includes(`\`${field}\``))).toEqual([]);
  });

  it('explains every message', () => {
    expect(Object.keys(packMessages).filter((code) => !docs.includes(`\`${code}\``))).toEqual([]);
  });

  it('lists the working sheets, questionnaires and roles there are', () => {
    const listed = /<!-- canvases -->([\s\S]*?)<!-- \/canvases -->/.exec(docs)?.[1] ?? '';
    expect([...listed.matchAll(/`([^`]+)`/g)].map((m) => m[1])).toEqual(canvasIds);
    for (const id of [...assessmentIds, ...decisionMakerIds]) expect(docs).toContain(`\`${id}\``);
  });

  it('names thresholds that exist', () => {
    const section = docs.slice(docs.indexOf('## Thresholds'), docs.indexOf('## Working sheets'));
    const names = [...section.matchAll(/`([a-zA-Z]+)`/g)].map((m) => m[1] ?? '').filter((name) => name !== 'thresholds');
    expect(names.length).toBeGreaterThan(5);
    expect(names.filter((name) => !(name in defaultConfig))).toEqual([]);
  });
});

describe('the published JSON Schema', () => {
  const file = readFileSync('src/methods/pack.schema.json', 'utf8');

  it('is current (else: node test/tools/pack-schema.mjs)', () => {
    expect(file).toBe(packSchemaText());
  });

  const published = z.fromJSONSchema(JSON.parse(file));

  it('accepts the built-in packs and the examples', () => {
    const texts = [...examples, ...Object.values(allMethods).map((m) => JSON.stringify(m))];
    for (const text of texts) expect(published.safeParse(JSON.parse(text)).error).toBeUndefined();
  });

  const wrong: [string, (pack: Record<string, any>) => void][] = [
    ['no stages', (p) => delete p['stages']],
    ['an id with a space', (p) => (p['id'] = 'a b')],
    ['a phase of 8', (p) => (p['stages'][0].unifiedPhase = 8)],
    ['two exit criteria', (p) => p['stages'][0].exitCriteria.push(p['stages'][0].exitCriteria[0])],
    ['a text in no language', (p) => (p['name'] = {})],
    ['an unknown kind', (p) => (p['stages'][0].verifiableOutcomes[0].kind = 'both')],
    ['a gate without deciders', (p) => (p['gates'] = [{ id: 'g', name: { en: 'G' }, question: { en: '?' }, decisionMakers: [], outcomes: ['go'] }])],
  ];
  it.each(wrong)('refuses %s, as the import does', (_name, change) => {
    const pack = JSON.parse(examples[0] ?? '') as Record<string, any>;
    change(pack);
    expect(published.safeParse(pack).success).toBe(false);
    expect(parsePack(JSON.stringify(pack)).ok).toBe(false);
  });
});
