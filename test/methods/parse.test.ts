import { existsSync, readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Methodology } from '../../src/domain/method.ts';
import { allMethods } from '../../src/methods/all.ts';
import { assessmentIds, canvasIds } from '../../src/methods/known-tools.ts';
import { builtInMethodIds } from '../../src/methods/labels.ts';
import { packMessages } from '../../src/methods/pack-messages.ts';
import { maxPackLength, packText, parsePack, type PackError } from '../../src/methods/parse.ts';

type Loose = Record<string, any>;

/** Two stages and one gate: the least a pack can be, and a place for every fault. */
function small(): Loose {
  const stage = (id: string, order: number, phase: number): Loose => ({
    id,
    order,
    unifiedPhase: phase,
    name: { en: id, zh: `阶段 ${id}` },
    buyerStage: { en: 'buys', zh: '采购' },
    goal: { en: 'goal', zh: '目标' },
    verifiableOutcomes: [
      { id: `${id}-done`, text: { en: 'done', zh: '完成' }, isCompletionMark: true },
      { id: `${id}-nice`, text: { en: 'nice', zh: '有则更好' } },
    ],
    exitCriteria: [{ id: `${id}-exit`, text: { en: 'exit', zh: '退出' }, requires: [`${id}-done`] }],
  });
  return {
    id: 'own',
    name: { en: 'Our own', zh: '自有方法' },
    stages: [stage('first', 1, 2), stage('second', 2, 4)],
    gates: [
      {
        id: 'gate',
        name: { en: 'Gate', zh: '决策点' },
        after: 'first',
        before: 'second',
        question: { en: 'Go on?', zh: '继续？' },
        decisionMakers: ['first-line-manager'],
        outcomes: ['go', 'stop'],
        requires: ['first-done'],
      },
    ],
  };
}

const text = (pack: unknown) => JSON.stringify(pack, null, 2);

function errorsOf(source: string): PackError[] {
  const result = parsePack(source);
  return result.ok ? [] : result.errors;
}

function warningsOf(source: string): PackError[] {
  const result = parsePack(source);
  if (!result.ok) throw new Error(`refused: ${JSON.stringify(result.errors, null, 1)}`);
  return result.warnings;
}

/** The line, from 1, of the n-th place where the needle stands. */
function lineOf(source: string, needle: string, nth = 1): number {
  let at = -1;
  for (let i = 0; i < nth; i++) at = source.indexOf(needle, at + 1);
  expect(at, `“${needle}” stands in the text`).toBeGreaterThanOrEqual(0);
  return source.slice(0, at).split('\n').length;
}

describe('a good pack', () => {
  it.each(builtInMethodIds)('%s reads without a warning and comes back the same', (id) => {
    const read = parsePack(readFileSync(`src/methods/packs/${id}.json`, 'utf8'));
    expect(read).toEqual({ ok: true, pack: allMethods[id], warnings: [] });
    expect(parsePack(packText(allMethods[id]))).toEqual(read);
  });

  it('fills in what an author may leave out', () => {
    const result = parsePack(text(small()));
    if (!result.ok) throw new Error(text(result.errors));
    expect(result.warnings).toEqual([]);
    const [stage] = result.pack.stages;
    expect(stage).toMatchObject({ repTasks: [], tools: [], defaultProbability: null, normDays: 30 });
    expect(stage?.verifiableOutcomes.map((o) => [o.required, o.kind, o.provenance])).toEqual([
      [true, 'buyer', 'proposed'],
      [false, 'buyer', 'proposed'],
    ]);
    expect(result.pack).toMatchObject({ version: '1.0.0', schemaVersion: '1.0.0' });
    expect(parsePack(packText(result.pack))).toEqual(result);
  });

  it('keeps extras it does not know at the top', () => {
    const result = parsePack(text({ ...small(), budgetPlays: [{ id: 'x' }] }));
    expect(result.ok && result.pack['budgetPlays']).toEqual([{ id: 'x' }]);
  });

  it('accepts a byte order mark and Windows line ends', () => {
    expect(parsePack(`\uFEFF${text(small()).replaceAll('\n', '\r\n')}`).ok).toBe(true);
  });
});

type Case = [code: string, change: (pack: Loose) => void, path: string, needle: string, nth?: number];

const faults: Case[] = [
  ['missing', (p) => delete p.stages, '', '{'],
  ['missing', (p) => delete p.stages[1].goal, 'stages[1].goal', '{\n      "id": "second",'],
  ['wrong-type', (p) => (p.stages[0].order = '1'), 'stages[0].order', '"order": "1"'],
  ['wrong-type', (p) => (p.stages[0].order = 1.5), 'stages[0].order', '"order": 1.5'],
  ['wrong-type', (p) => (p.stages[0].tools = 'map'), 'stages[0].tools', '"tools"'],
  ['bad-id', (p) => (p.stages[0].id = 'has space'), 'stages[0].id', '"has space"'],
  ['bad-id', (p) => (p.id = '__proto__'), 'id', '"__proto__"'],
  ['bad-version', (p) => (p.version = 'two'), 'version', '"two"'],
  ['out-of-range', (p) => (p.stages[0].unifiedPhase = 8), 'stages[0].unifiedPhase', '"unifiedPhase": 8'],
  ['out-of-range', (p) => (p.stages[0].defaultProbability = 101), 'stages[0].defaultProbability', '101'],
  ['out-of-range', (p) => (p.stages[0].defaultProbability = -1), 'stages[0].defaultProbability', '-1'],
  ['out-of-range', (p) => (p.stages[1].normDays = 0), 'stages[1].normDays', '"normDays"'],
  ['out-of-range', (p) => (p.assessments = questionnaire(-5)), 'assessments[0].groups[0].questions[0].weight', '-5'],
  ['out-of-range', (p) => (p.assessments = questionnaire(0)), 'assessments[0].groups[0].questions[0].weight', '"weight": 0'],
  ['not-one-of', (p) => (p.stages[0].verifiableOutcomes[0].kind = 'both'), 'stages[0].verifiableOutcomes[0].kind', '"both"'],
  ['no-text', (p) => (p.name = {}), 'name', '"name": {}'],
  ['no-text', (p) => (p.name = 'Plain'), 'name', '"Plain"'],
  ['too-short', (p) => (p.gates[0].outcomes = []), 'gates[0].outcomes', '"outcomes": []'],
  ['exit-criteria', (p) => (p.stages[0].exitCriteria = []), 'stages[0].exitCriteria', '"exitCriteria": []'],
  ['exit-criteria', (p) => p.stages[1].exitCriteria.push({ ...p.stages[1].exitCriteria[0], id: 'more' }), 'stages[1].exitCriteria', '"exitCriteria"', 2],
  ['completion-mark', (p) => delete p.stages[0].verifiableOutcomes[0].isCompletionMark, 'stages[0].verifiableOutcomes', '"verifiableOutcomes"'],
  ['completion-mark', (p) => (p.stages[1].verifiableOutcomes[1].isCompletionMark = true), 'stages[1].verifiableOutcomes', '"verifiableOutcomes"', 2],
  ['duplicate-id', (p) => (p.stages[1].verifiableOutcomes[1].id = 'first-nice'), 'stages[1].verifiableOutcomes[1].id', '"first-nice"', 2],
  ['duplicate-id', (p) => (p.gates[0].id = 'first'), 'gates[0].id', '"id": "first"', 2],
  ['unknown-outcome', (p) => (p.stages[0].exitCriteria[0].requires = ['first-dome']), 'stages[0].exitCriteria[0].requires[0]', '"first-dome"'],
  ['unknown-outcome', (p) => (p.gates[0].requires = ['nothing']), 'gates[0].requires[0]', '"nothing"'],
  ['foreign-outcome', (p) => p.stages[0].exitCriteria[0].requires.push('second-done'), 'stages[0].exitCriteria[0].requires[1]', '"second-done"'],
  ['unknown-stage', (p) => (p.gates[0].after = 'frist'), 'gates[0].after', '"frist"'],
  ['unknown-stage', (p) => (p.gates[0].before = 'third'), 'gates[0].before', '"third"'],
  ['gate-order', (p) => Object.assign(p.gates[0], { after: 'second', before: 'first' }), 'gates[0].before', '"before"'],
  ['duplicate-order', (p) => (p.stages[1].order = 1), 'stages[1].order', '"order": 1', 2],
  ['order-gap', (p) => (p.stages[1].order = 3), 'stages[1].order', '"order": 3'],
  ['bad-labels', (p) => (p.stages[0].crmStageHints = { sugar: 'New' }), 'stages[0].crmStageHints.sugar', '"sugar"'],
];

function questionnaire(weight: number): unknown {
  const name = { en: 'Score', zh: '评分' };
  return [{ id: 'score', name, groups: [{ id: 'g', name, questions: [{ id: 'q', text: name, weight }] }] }];
}

const cautions: Case[] = [
  ['missing-translation', (p) => delete p.stages[0].name.zh, 'stages[0].name', '"name"', 2],
  ['missing-translation', (p) => delete p.stages[0].goal.en, 'stages[0].goal', '"goal"'],
  ['unknown-tool', (p) => (p.stages[0].tools = ['relation-map']), 'stages[0].tools[0]', '"relation-map"'],
  ['unknown-tool', (p) => (p.stages[0].verifiableOutcomes[0].canvas = 'wall'), 'stages[0].verifiableOutcomes[0].canvas', '"wall"'],
  ['unknown-tool', (p) => (p.gates[0].inputs = ['wall']), 'gates[0].inputs[0]', '"wall"'],
  ['unknown-decider', (p) => (p.gates[0].decisionMakers = ['ceo']), 'gates[0].decisionMakers[0]', '"ceo"'],
  ['phase-back', (p) => (p.stages[1].unifiedPhase = 1), 'stages[1].unifiedPhase', '"unifiedPhase": 1'],
  ['no-requirements', (p) => (p.stages[0].exitCriteria[0].requires = []), 'stages[0].exitCriteria[0].requires', '"requires": []'],
  ['mark-not-required', (p) => (p.stages[0].exitCriteria[0].requires = ['first-nice']), 'stages[0].exitCriteria[0].requires', '"requires"'],
  ['required-differs', (p) => (p.stages[0].verifiableOutcomes[1].required = true), 'stages[0].verifiableOutcomes[1].required', '"required"'],
  ['unknown-threshold', (p) => (p.thresholds = { silence: 3 }), 'thresholds.silence', '"silence"'],
  ['unknown-field', (p) => (p.stages[0].gaol = 1), 'stages[0].gaol', '"gaol"'],
  ['unknown-field', (p) => (p.stages[0].verifiableOutcomes[0].evidence = 1), 'stages[0].verifiableOutcomes[0].evidence', '"evidence"'],
];

describe.each([
  ['error', faults],
  ['warning', cautions],
] as const)('each fault of severity %s', (severity, cases) => {
  it.each(cases)('%s (%#)', (code, change, path, needle, nth) => {
    const pack = small();
    change(pack);
    const source = text(pack);
    const found = severity === 'error' ? errorsOf(source) : warningsOf(source);
    expect(found.map((e) => e.code)).toContain(code);
    const entry = found.find((e) => e.code === code);
    expect(entry).toMatchObject({ severity, path: path || expect.anything() });
    expect(entry?.line).toBe(lineOf(source, needle, nth));
    for (const language of ['en', 'zh'] as const) {
      expect(entry?.message[language]).not.toMatch(/\{\w+\}|undefined|\[object/);
    }
  });
});

describe('text that is no JSON', () => {
  const broken: [name: string, source: string, code: string, line: number, column: number][] = [
    ['a missing comma', '{\n  "id": "a"\n  "name": 1\n}', 'not-json', 3, 3],
    ['a comma too many', '{\n  "id": "a",\n}', 'not-json', 3, 1],
    ['a comment', '{ // why\n}', 'not-json', 1, 3],
    ['an open text', '{\n  "id": "a\n}', 'not-json', 2, 9],
    ['a cut-off file', '{\n  "id": "a",\n  "stages": [', 'not-json', 3, 14],
    ['plain words', 'hello', 'not-json', 1, 1],
    ['nothing', ' \n ', 'empty', 1, 1],
    ['a list', '[]', 'not-a-pack', 1, 1],
    ['a number', '7', 'not-a-pack', 1, 1],
    ['null', 'null', 'not-a-pack', 1, 1],
    ['a key written twice', '{\n "id": "a",\n "id": "b"\n}', 'duplicate-key', 3, 2],
  ];
  it.each(broken)('%s is named with its place', (_name, source, code, line, column) => {
    const error = errorsOf(source).find((e) => e.code === code);
    expect(error).toMatchObject({ line, column });
  });

  it('refuses a file that is too large or too deep', () => {
    expect(errorsOf(' '.repeat(maxPackLength + 1))[0]?.code).toBe('too-large');
    expect(['too-deep', 'not-a-pack']).toContain(errorsOf('['.repeat(200_000) + ']'.repeat(200_000))[0]?.code);
  });

  it('suggests the id that was meant', () => {
    const pack = small();
    pack.gates[0].after = 'frist';
    const [error] = errorsOf(text(pack));
    expect(error?.message.en).toContain('Did you mean “first”?');
    expect(error?.message.zh).toContain('“first”');
  });

  it('never throws, whatever is cut, doubled or put in', () => {
    const source = text(small());
    fc.assert(
      fc.property(fc.nat(source.length), fc.nat(40), fc.string({ maxLength: 12 }), (at, cut, put) => {
        const result = parsePack(source.slice(0, at) + put + source.slice(at + cut));
        const found = result.ok ? result.warnings : result.errors;
        if (!result.ok) expect(found.length).toBeGreaterThan(0);
        for (const e of found) {
          expect(e.line).toBeGreaterThan(0);
          expect(e.column).toBeGreaterThan(0);
        }
      }),
      { numRuns: 400 },
    );
  });

  it('never throws on any JSON value in any place', () => {
    const places = [['name'], ['stages'], ['stages', 0], ['stages', 0, 'exitCriteria', 0], ['gates', 0, 'requires'], ['assessments']];
    fc.assert(
      fc.property(fc.constantFrom(...places), fc.jsonValue(), (place, value) => {
        const pack = small();
        let holder = pack;
        for (const step of place.slice(0, -1)) holder = holder[step];
        holder[place.at(-1) as string] = value;
        expect(typeof parsePack(text(pack)).ok).toBe('boolean');
      }),
      { numRuns: 400 },
    );
  });
});

describe('what the lists and messages promise', () => {
  it('has a case for every message', () => {
    const elsewhere = ['too-large', 'too-deep', 'empty', 'not-json', 'duplicate-key', 'not-a-pack', 'too-long', 'invalid'];
    const tried = new Set([...faults, ...cautions].map(([code]) => code));
    expect(Object.keys(packMessages).filter((code) => !tried.has(code) && !elsewhere.includes(code))).toEqual([]);
  });

  it('says that a text is too long', () => {
    const pack = small();
    pack.name.en = 'x'.repeat(4001);
    expect(errorsOf(text(pack)).map((e) => e.code)).toEqual(['too-long']);
    pack.name.en = 'x';
    pack.gates[0].code = 'far too long a code';
    expect(errorsOf(text(pack))[0]).toMatchObject({ code: 'too-long', path: 'gates[0].code' });
  });

  it('knows 55 canvases and 13 assessments, as the assessments file has them', () => {
    expect(new Set(canvasIds).size).toBe(55);
    expect(new Set(assessmentIds).size).toBe(13);
    const file = 'src/methods/assessments.json';
    if (existsSync(file)) {
      const content = JSON.parse(readFileSync(file, 'utf8')) as { assessments: { id: string }[] };
      expect(content.assessments.map((a) => a.id)).toEqual(assessmentIds);
    }
  });

  it('numbers lines of a large pack right to the last one', () => {
    const pack = structuredClone(allMethods.ltc) as Methodology;
    const gate = pack.gates.at(-1);
    if (gate) gate.requires = ['nowhere'];
    const source = packText(pack);
    expect(errorsOf(source)).toMatchObject([{ code: 'unknown-outcome', line: lineOf(source, '"nowhere"') }]);
  });
});
