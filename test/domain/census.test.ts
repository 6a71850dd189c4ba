/** Nothing of the content is silently missing: every id can be reached, is translated, and has a test that names it. */
import { readFileSync, writeFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { checks } from '../../src/domain/checks/index.ts';
import { checkTexts, inputLabels } from '../../src/domain/checks/messages.ts';
import { assessments } from '../../src/domain/assess/index.ts';
import { questionsOf, type InstrumentDefinition } from '../../src/domain/assess/model.ts';
import { allMethods } from '../../src/methods/all.ts';
import file from '../../src/methods/assessments.json';
import { builtInMethodIds, methodLabels } from '../../src/methods/labels.ts';
import { RATED } from '../../src/methods/instruments.ts';
import { fieldsOf, ROWS } from '../../src/panel/screens/score/form-fields.ts';
import { messages } from '../../src/i18n/index.ts';
import ids from './check-ids.json';
import { methodsDoc } from './methods-doc.ts';
import vectors from './vectors.json';

type Words = { en: string; zh: string };
const isWords = (v: unknown): v is Words => typeof v === 'object' && v !== null && 'en' in v && 'zh' in v;
/** Every text of a pack in both languages, with its path. */
function texts(value: unknown, path: string): [string, Words][] {
  if (isWords(value) && typeof value.en === 'string') return [[path, value]];
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([k, v]) => texts(v, `${path}.${k}`));
}
const untranslated = (all: [string, Words][]): string[] => all.filter(([, w]) => !w.en?.trim() || !w.zh?.trim()).map(([path]) => path);

test('five methods, each with a label, and every text in both languages', () => {
  expect(builtInMethodIds).toHaveLength(5);
  for (const id of builtInMethodIds) {
    expect(methodLabels[id].label.zh).toMatch(/\p{Script=Han}/u);
    expect(untranslated(texts(allMethods[id], id)), id).toEqual([]);
  }
  expect(untranslated([['made.up', { en: 'x', zh: ' ' }]])).toEqual(['made.up']);
});

test('every decider and every outcome of a gate has a word in both languages', () => {
  for (const id of builtInMethodIds) for (const gate of allMethods[id].gates) for (const lang of ['en', 'zh-CN'] as const) {
    const words = messages(lang).decision;
    for (const who of gate.decisionMakers) expect(words.roles[who], `${gate.id} ${who}`).toBeTruthy();
    for (const outcome of gate.outcomes) expect(words.outcome[outcome], `${gate.id} ${outcome}`).toBeTruthy();
  }
});

test('thirteen assessments: a function, a screen that shows every question, and a vector for each', () => {
  const list = file.assessments as unknown as InstrumentDefinition[];
  expect(list.map((a) => a.id).toSorted()).toEqual(Object.keys(assessments).toSorted());
  expect(list).toHaveLength(13);
  expect(untranslated(texts(file.assessments, 'assessments'))).toEqual([]);
  const withVector = new Set(vectors.assessments.map((v) => v.assessment));
  for (const def of list) {
    expect(withVector.has(def.id) || def.id in ROWS, `a vector or a test of its own: ${def.id}`).toBe(true);
    const shown = RATED.includes(def.id) ? (def.groups ?? []).flatMap(questionsOf).length : def.id in ROWS ? ROWS[def.id]!.length : fieldsOf(def).length;
    expect(shown, def.id).toBeGreaterThan(0);
    const listed = [...(def.items ?? []), ...(def.inputs ?? []), ...(def.axes ?? []), ...(def.strategicFlags ?? [])];
    if (!RATED.includes(def.id) && !(def.id in ROWS)) for (const item of listed) expect(fieldsOf(def).map((f) => f.id), item.id).toContain(item.id);
  }
});

test('117 checks: in the registry, with a message and a rule in both languages, and inputs that have a name', () => {
  expect(Object.keys(checks).toSorted()).toEqual([...(ids as string[])].toSorted());
  expect(Object.keys(checks)).toHaveLength(117);
  for (const check of Object.values(checks)) {
    const words = checkTexts[check.id];
    for (const part of [words?.message, words?.rule]) {
      expect(part?.en, check.id).toBeTruthy();
      expect(part?.zh, check.id).toMatch(/\p{Script=Han}/u);
    }
    for (const key of check.reads) expect(inputLabels[key]?.zh, `${check.id} ${key}`).toBeTruthy();
  }
});

test('docs/methods.md says what the product runs', () => {
  const path = new URL('../../docs/methods.md', import.meta.url);
  if (process.env['UPDATE_DOCS'] === '1') writeFileSync(path, methodsDoc());
  expect(readFileSync(path, 'utf8')).toBe(methodsDoc());
});
