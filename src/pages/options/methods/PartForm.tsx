/** The fields of one part of a pack. */
import type { JSX } from 'preact';
import { defaultConfig } from '../../../domain/checks/config.ts';
import { canvasIds, decisionMakerIds } from '../../../methods/known-tools.ts';
import type { JsonPath } from '../../../methods/positions.ts';
import type { App } from '../../../ui/state/app.ts';
import type { Edit } from './Editor.tsx';
import { Both, Check, Lines, Numeric, OneOf, Plain } from './fields.tsx';
import { at, freshId, listAt, textAt, type TreePart } from './tree.ts';

interface FormProps {
  app: App;
  raw: unknown;
  part: TreePart;
  /** Several edits are one step to undo; `then`: the part to show next. */
  edit: (edits: readonly Edit[], then?: JsonPath) => void;
}

const str = (value: unknown): string => (typeof value === 'string' ? value : '');

export function PartForm(p: FormProps): JSX.Element {
  const Form = { pack: PackForm, stage: StageForm, outcome: OutcomeForm, gate: GateForm, assessment: AssessmentForm, question: QuestionForm, thresholds: ThresholdForm }[p.part.kind];
  return <Form {...p} />;
}

/** Reads and writes the values of one part. */
function use({ app, raw, part, edit }: FormProps) {
  const here = (key: string): JsonPath => [...part.path, key];
  return {
    t: app.m.value.packs,
    here,
    value: (key: string): unknown => at(raw, here(key)),
    put: (key: string) => (value: unknown): void => edit([[here(key), value]]),
    both: (key: string, label: string, long?: boolean) => <Both app={app} label={label} value={textAt(raw, here(key))} long={long} set={(value) => edit([[here(key), value]])} />,
  };
}

function Remove({ p, then }: { p: FormProps; then: JsonPath }): JSX.Element {
  return <div class="acts"><button type="button" class="btn risk tiny" onClick={() => p.edit([[p.part.path, undefined]], then)}>{p.app.m.value.packs.removePart}</button></div>;
}

/** Puts the part before or after its neighbour. */
function Order({ p }: { p: FormProps }): JSX.Element {
  const { t } = use(p);
  const list = p.part.path.slice(0, -1);
  const place = Number(p.part.path.at(-1));
  const all = listAt(p.raw, list);
  const swap = (other: number): void => {
    const next = all.slice();
    [next[place], next[other]] = [next[other], next[place]];
    p.edit([[list, next]], [...list, other]);
  };
  return (
    <>
      <button type="button" class="btn ghost tiny" disabled={place === 0} onClick={() => swap(place - 1)}>{t.up}</button>
      <button type="button" class="btn ghost tiny" disabled={place === all.length - 1} onClick={() => swap(place + 1)}>{t.down}</button>
    </>
  );
}

function PackForm(p: FormProps): JSX.Element {
  const { t, value, put, both } = use(p);
  const { raw, edit } = p;
  const stages = listAt(raw, ['stages']);
  const addStage = (): void => {
    const prefix = str(at(raw, ['id'])) || 'stage';
    const id = freshId(raw, `${prefix}-stage`);
    const phase = at(raw, ['stages', stages.length - 1, 'unifiedPhase']);
    const stage = {
      id, order: stages.length + 1, unifiedPhase: typeof phase === 'number' ? phase : 1, name: t.newStage, buyerStage: t.newStage, goal: t.newStage,
      verifiableOutcomes: [{ id: `${id}-mark`, text: t.newOutcome, isCompletionMark: true }],
      exitCriteria: [{ id: `${id}-exit`, text: t.newExit, requires: [`${id}-mark`] }],
    };
    edit([[['stages', stages.length], stage]], ['stages', stages.length]);
  };
  const prefix = str(at(raw, ['id'])) || 'pack';
  const addGate = (): void => {
    const gates = listAt(raw, ['gates']);
    const stageId = (i: number): string | null => str(at(raw, ['stages', i, 'id'])) || null;
    const gate = { id: freshId(raw, `${prefix}-gate`), name: t.newGate, after: stageId(0), before: stageId(1), question: t.newQuestion, decisionMakers: ['sales-manager'], outcomes: ['go', 'no-go'] };
    edit([[['gates'], [...gates, gate]]], ['gates', gates.length]);
  };
  const addForm = (): void => {
    const forms = listAt(raw, ['assessments']);
    const id = freshId(raw, `${prefix}-questions`);
    const form = { id, name: t.newForm, groups: [{ id: `${id}-group`, name: t.newGroup, questions: [{ id: `${id}-q-1`, text: t.newQuestion }] }] };
    edit([[['assessments'], [...forms, form]]], ['assessments', forms.length]);
  };
  return (
    <>
      {both('name', t.name)}
      {both('label', t.shortLabel)}
      <Plain label={t.source} value={str(value('source'))} set={put('source')} />
      <div class="acts"><button type="button" class="btn plain" onClick={addStage}>{t.addStage}</button> <button type="button" class="btn plain" onClick={addGate}>{t.addGate}</button> <button type="button" class="btn plain" onClick={addForm}>{t.addForm}</button></div>
    </>
  );
}

function StageForm(p: FormProps): JSX.Element {
  const { t, value, put, both, here } = use(p);
  const { app, raw, edit, part } = p;
  const place = Number(part.path[1]);
  const stages = listAt(raw, ['stages']) as Record<string, unknown>[];
  const numbered = (list: Record<string, unknown>[]): Record<string, unknown>[] => list.map((stage, i) => ({ ...stage, order: i + 1 }));
  const swap = (other: number): void => {
    const next = stages.slice();
    [next[place], next[other]] = [next[other]!, next[place]!];
    edit([[['stages'], numbered(next)]], ['stages', other]);
  };
  const addOutcome = (): void => {
    const n = listAt(raw, here('verifiableOutcomes')).length;
    const id = freshId(raw, `${str(value('id'))}-outcome`);
    edit([[[...here('verifiableOutcomes'), n], { id, text: t.newOutcome }]], [...here('verifiableOutcomes'), n]);
  };
  const hints = value('crmStageHints') as { keywords?: { en?: unknown[]; zh?: unknown[] } } | undefined;
  const keywords = (lang: 'en' | 'zh') => (
    <Lines label={`${t.crmLabels}, ${t[lang]}`} hint={t.crmLabelsHint} value={hints?.keywords?.[lang] ?? []}
      set={(words) => edit([[here('crmStageHints'), { ...hints, keywords: { en: [], zh: [], ...hints?.keywords, [lang]: words } }]])} />
  );
  const exit: JsonPath = [...here('exitCriteria'), 0, 'text'];
  return (
    <>
      {both('name', t.name)}
      {both('buyerStage', t.buyerStage)}
      {both('goal', t.goal)}
      <div class="editor-row">
        <OneOf label={t.phase} value={String(value('unifiedPhase') ?? '')} options={t.phases.map((label, i) => ({ value: String(i + 1), label: `${i + 1} ${label}` }))} set={(v) => put('unifiedPhase')(Number(v))} />
        <Numeric label={t.probability} hint={t.probabilityHint} value={value('defaultProbability')} set={(v) => put('defaultProbability')(v ?? null)} />
        <Numeric label={t.normDays} value={value('normDays')} set={put('normDays')} />
      </div>
      <Both app={app} label={t.exitText} value={textAt(raw, exit)} set={(v) => edit([[exit, v]])} />
      {(['repTasks', 'buyerActions', 'managementChecks'] as const).map((list) => <ItemLines key={list} p={p} list={list} />)}
      <div class="editor-row">{keywords('en')}{keywords('zh')}</div>
      <div class="acts">
        <button type="button" class="btn plain" onClick={addOutcome}>{t.addOutcome}</button>
        <button type="button" class="btn ghost tiny" disabled={place === 0} onClick={() => swap(place - 1)}>{t.up}</button>
        <button type="button" class="btn ghost tiny" disabled={place === stages.length - 1} onClick={() => swap(place + 1)}>{t.down}</button>
        <button type="button" class="btn risk tiny" disabled={stages.length === 1} onClick={() => edit([[['stages'], numbered(stages.filter((_, i) => i !== place))]], [])}>{t.removePart}</button>
      </div>
    </>
  );
}

/** A list of short texts inside a stage: tasks, the customer's actions, the manager's questions. */
function ItemLines({ p, list }: { p: FormProps; list: 'repTasks' | 'buyerActions' | 'managementChecks' }): JSX.Element {
  const { t, here, value } = use(p);
  const { app, raw, edit } = p;
  const items = listAt(raw, here(list));
  const lang = app.lang.value === 'zh-CN' ? 'zh' : 'en';
  return (
    <fieldset class="items">
      <legend class="label">{t[list]}</legend>
      {items.map((_, i) => {
        const path = [...here(list), i];
        const text = textAt(raw, [...path, 'text']);
        return (
          <div class="item" key={i}>
            <Both app={app} label={`${t[list]} ${i + 1}`} value={text} set={(v) => edit([[[...path, 'text'], v]])} />
            <button type="button" class="btn ghost tiny" aria-label={t.removeLine(text[lang] ?? text.en ?? text.zh ?? '')} onClick={() => edit([[path, undefined]])}>×</button>
          </div>
        );
      })}
      <button type="button" class="btn plain tiny" aria-label={`${t.addLine}: ${t[list]}`} onClick={() => edit([[[...here(list), items.length], { id: freshId(raw, `${str(value('id'))}-item`), text: t.newItem }]])}>{t.addLine}</button>
    </fieldset>
  );
}

function OutcomeForm(p: FormProps): JSX.Element {
  const { t, value, put, both } = use(p);
  const { raw, edit, part } = p;
  const stage = part.path.slice(0, 2);
  const id = str(value('id'));
  const exit: JsonPath = [...stage, 'exitCriteria', 0, 'requires'];
  const requires = listAt(raw, exit);
  const all = listAt(raw, [...stage, 'verifiableOutcomes']);
  const gates = listAt(raw, ['gates']);
  const setMark = (): void => edit(all.flatMap((outcome, i): Edit[] => {
    const path = [...stage, 'verifiableOutcomes', i, 'isCompletionMark'];
    if (i === part.path[3]) return [[path, true]];
    return (outcome as { isCompletionMark?: unknown }).isCompletionMark === undefined ? [] : [[path, undefined]];
  }));
  const remove = (): void => edit([
    [exit, requires.filter((other) => other !== id)],
    ...gates.flatMap((_, i): Edit[] => {
      const list = listAt(raw, ['gates', i, 'requires']);
      return list.includes(id) ? [[['gates', i, 'requires'], list.filter((other) => other !== id)]] : [];
    }),
    [part.path, undefined],
  ], stage);
  return (
    <>
      {both('text', t.text, true)}
      {both('evidenceHint', t.evidenceHint)}
      <OneOf label={t.kind} value={str(value('kind')) || 'buyer'} options={(['buyer', 'internal'] as const).map((k) => ({ value: k, label: t.kindOf[k] }))} set={put('kind')} />
      <Check label={t.isRequired} value={requires.includes(id)} set={(on) => edit([[exit, on ? [...requires, id] : requires.filter((other) => other !== id)]])} />
      <Check label={t.isMark} value={value('isCompletionMark') === true} set={(on) => (on ? setMark() : put('isCompletionMark')(undefined))} />
      <OneOf label={p.app.m.value.packs.sheet} value={str(value('canvas'))} options={[{ value: '', label: '–' }, ...canvasIds.map((c) => ({ value: c, label: c }))]} set={(v) => put('canvas')(v || undefined)} />
      <Lines label={t.sameAs} hint={t.sameAsHint} value={listAt(raw, [...part.path, 'sameAs'])} set={(ids) => put('sameAs')(ids.length ? ids : undefined)} />
      <div class="acts"><Order p={p} /><button type="button" class="btn risk tiny" disabled={all.length === 1} onClick={remove}>{t.removePart}</button></div>
    </>
  );
}

function GateForm(p: FormProps): JSX.Element {
  const { t, value, put, both, here } = use(p);
  const { raw } = p;
  const lang = p.app.lang.value === 'zh-CN' ? 'zh' : 'en';
  const stages = listAt(raw, ['stages']).map((_, i) => {
    const name = textAt(raw, ['stages', i, 'name']);
    return { value: str(at(raw, ['stages', i, 'id'])), label: `${i + 1} ${name[lang] ?? name.en ?? name.zh ?? ''}` };
  });
  return (
    <>
      {both('name', t.name)}
      {both('question', t.question, true)}
      <Plain label={t.gateCode} hint={t.gateCodeHint} value={str(value('code'))} set={(code) => put('code')(code || undefined)} />
      <OneOf label={t.gateAfterField} value={str(value('after'))} options={[{ value: '', label: t.anyTime }, ...stages]} set={(v) => put('after')(v || null)} />
      <Lines label={t.deciders} hint={decisionMakerIds.join(', ')} value={listAt(raw, here('decisionMakers'))} set={put('decisionMakers')} />
      <Lines label={t.decisions} hint={t.decisionsHint} value={listAt(raw, here('outcomes'))} set={put('outcomes')} />
      <div class="acts"><Order p={p} /></div>
      <Remove p={p} then={[]} />
    </>
  );
}

function AssessmentForm(p: FormProps): JSX.Element {
  const { t, both, here } = use(p);
  const { app, raw, edit, part } = p;
  const groups = listAt(raw, here('groups'));
  const addGroup = (): void => {
    const id = freshId(raw, `${str(at(raw, [...part.path, 'id']))}-group`);
    edit([[here('groups'), [...groups, { id, name: t.newGroup, questions: [{ id: `${id}-q-1`, text: t.newQuestion }] }]]], part.path);
  };
  return (
    <>
      {both('name', t.name)}
      {groups.map((_, g) => {
        const group = [...here('groups'), g];
        const questions = [...group, 'questions'];
        const n = listAt(raw, questions).length;
        return (
          <fieldset class="items" key={g}>
            <Both app={app} label={`${t.name} ${g + 1}`} value={textAt(raw, [...group, 'name'])} set={(v) => edit([[[...group, 'name'], v]])} />
            <Numeric label={t.weight} value={at(raw, [...group, 'weight'])} set={(v) => edit([[[...group, 'weight'], v]])} />
            <button type="button" class="btn plain tiny" onClick={() => edit([[[...questions, n], { id: freshId(raw, `${str(at(raw, [...part.path, 'id']))}-q`), text: t.newQuestion }]], [...questions, n])}>{t.addQuestion}</button>
            {groups.length > 1 && <button type="button" class="btn risk tiny" aria-label={`${t.removePart}: ${t.name} ${g + 1}`} onClick={() => edit([[group, undefined]])}>{t.removePart}</button>}
          </fieldset>
        );
      })}
      <div class="acts"><button type="button" class="btn plain" onClick={addGroup}>{t.addGroup}</button></div>
      <Remove p={p} then={[]} />
    </>
  );
}

function QuestionForm(p: FormProps): JSX.Element {
  const { t, value, put, both } = use(p);
  const alone = listAt(p.raw, p.part.path.slice(0, -1)).length === 1;
  return (
    <>
      {both('text', t.text, true)}
      <Numeric label={t.weight} value={value('weight')} set={put('weight')} />
      <Check label={t.knockout} value={value('knockout') === true} set={(on) => put('knockout')(on || undefined)} />
      <Check label={t.comparative} value={value('comparative') === true} set={(on) => put('comparative')(on || undefined)} />
      <div class="acts"><Order p={p} /></div>
      {!alone && <Remove p={p} then={p.part.path.slice(0, 2)} />}
    </>
  );
}

const thresholdNames = Object.entries(defaultConfig).filter(([, value]) => typeof value === 'number').map(([name]) => name);

function ThresholdForm({ app, raw, edit }: FormProps): JSX.Element {
  const t = app.m.value.packs;
  const set = (at(raw, ['thresholds']) ?? {}) as Record<string, unknown>;
  const free = thresholdNames.filter((name) => !Object.hasOwn(set, name));
  return (
    <>
      <p class="t2">{t.thresholdsHint}</p>
      {Object.entries(set).map(([name, value]) => (
        <Numeric key={name} label={name} value={value} hint={String((defaultConfig as unknown as Record<string, unknown>)[name] ?? '')} set={(v) => edit([[['thresholds', name], v]])} />
      ))}
      <OneOf label={t.addThreshold} value="" options={[{ value: '', label: '–' }, ...free.map((name) => ({ value: name, label: name }))]}
        set={(name) => { if (name) edit([[['thresholds', name], (defaultConfig as unknown as Record<string, unknown>)[name]]]); }} />
    </>
  );
}
