/**
 * Which stage of the method a CRM's stage stands for. Order: the user's own mapping → the label (the
 * method's hints and names, then the CRM's default stage by unified phase) → keywords → common stage names by phase. If several stages match, the earliest counts (cautious reading); a won deal
 * goes to the stage that contains signing; a lost one to none. The CRM's own data is never changed by any of this.
 */
import { indexMethod, signingStage, type Methodology, type MethodIndex, type Stage } from './method.ts';
import { ambiguousWords, closedWords, commonPhases, crmDefaultPhases } from './stage-hints.ts';

/** A stage as the CRM has it. Identity is `id`; labels are translated and renamed at will. */
export interface CrmStage {
  id: string;
  label: string;
  /** Undefined when the CRM does not say; then the label's words decide. */
  isWon?: boolean | undefined;
  isClosed?: boolean | undefined;
}

/** The user's own mapping: CRM stage id → method stage id; null = belongs to no stage. */
export type OwnMapping = Readonly<Record<string, string | null>>;

export interface MapInput {
  method: Methodology;
  /** Adapter id: `salesforce`, `hubspot`, `dynamics365`, `zoho`, `odoo`, `pipedrive`, `tryton`, … */
  crm: string;
  stageId: string;
  label: string;
  isWon?: boolean | undefined;
  isClosed?: boolean | undefined;
  own?: OwnMapping | undefined;
}

export type MappedBy = 'own' | 'label' | 'keyword' | 'phase' | 'won' | 'none';

export interface StageMapping {
  stageId: string | null;
  by: MappedBy;
  /** Every stage that matched at the level that decided, earliest first. */
  candidates: string[];
  /** How the deal ended, where it did. `lost` includes cancelled. */
  closed: 'won' | 'lost' | null;
}

/** Full and half width, case, punctuation, numbering in front: all alike. Returns words joined by single spaces. */
export function plainWords(label: string): string {
  return label
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim()
    .replace(/^(?:\d+ )+(?=\S)/, '');
}

const squeeze = (label: string): string => plainWords(label).replaceAll(' ', '');

/** A label made ready to be compared. */
interface Compared {
  words: string;
  squeezed: string;
}

const compared = (label: string): Compared => {
  const words = plainWords(label);
  return { words: ` ${words} `, squeezed: words.replaceAll(' ', '') };
};

/** Whole words, singular or plural; or the same letters without spaces. */
const hasEnglish = (label: Compared, word: Compared): boolean =>
  label.words.includes(word.words) || label.words.includes(`${word.words.trimEnd()}s `) || label.squeezed === word.squeezed;

const hasChinese = (label: Compared, word: Compared): boolean => label.squeezed.includes(word.squeezed);

const wordsOf = (lists: { en: readonly string[]; zh: readonly string[] }) => {
  const usable = (list: readonly string[]) =>
    list.filter((word) => !ambiguousWords.includes(squeeze(word))).map(compared).filter((word) => word.squeezed !== '');
  return { en: usable(lists.en), zh: usable(lists.zh) };
};

type Words = ReturnType<typeof wordsOf>;

const says = (label: Compared, { en, zh }: Words): boolean =>
  en.some((word) => hasEnglish(label, word)) || zh.some((word) => hasChinese(label, word));

const ending = { won: wordsOf(closedWords.won), lost: wordsOf(closedWords.lost) };

function closing({ isWon, isClosed }: Pick<MapInput, 'isWon' | 'isClosed'>, label: Compared): 'won' | 'lost' | null {
  if (isWon) return 'won';
  if (isClosed === false) return null;
  if (says(label, ending.lost)) return 'lost';
  if (isWon === undefined && says(label, ending.won)) return 'won';
  return isClosed ? 'lost' : null;
}

/** The names a method itself gives a stage: whole, and the parts between dashes, dots, slashes and brackets. */
function ownNames(stage: Stage): Set<string> {
  const names = [stage.id, stage.name.en, stage.name.zh, stage.statusLabel?.en ?? '', stage.statusLabel?.zh ?? ''];
  const parts = names.slice(1).flatMap((name) => name.split(/[–—·/()（）／]/));
  const squeezed = [...names, ...parts].map(squeeze).filter((name) => name !== '' && !ambiguousWords.includes(name));
  return new Set(squeezed);
}

interface Prepared {
  stage: Stage;
  names: Set<string>;
  hints: Map<string, Set<string>>;
  keywords: Words;
}

const prepared = new WeakMap<Methodology, Prepared[]>();

/** What the stages of a method are compared by, worked out once per pack. */
function prepare(index: MethodIndex): Prepared[] {
  let ready = prepared.get(index.method);
  if (!ready) {
    ready = index.stages.map((stage) => {
      const { keywords, ...byCrm } = stage.crmStageHints;
      const hints = Object.entries(byCrm).map(([crm, list]): [string, Set<string>] => {
        const labels = Array.isArray(list) ? list.filter((label): label is string => typeof label === 'string') : [];
        return [crm, new Set(labels.map(squeeze))];
      });
      return { stage, names: ownNames(stage), hints: new Map(hints), keywords: wordsOf(keywords) };
    });
    prepared.set(index.method, ready);
  }
  return ready;
}

/** The earliest stage of the phase; where the method has none, the last one before it, else the first of all. */
export function stageOfPhase(index: MethodIndex, phase: number): Stage | undefined {
  return (
    index.stages.find((s) => s.unifiedPhase === phase) ??
    index.stages.findLast((s) => s.unifiedPhase < phase) ??
    index.stages[0]
  );
}

const squeezedKeys = (table: Readonly<Record<string, number>>) =>
  new Map(Object.entries(table).map(([name, phase]) => [squeeze(name), phase]));

const defaultPhases = new Map(Object.entries(crmDefaultPhases).map(([crm, table]) => [crm, squeezedKeys(table)]));
const anywhere = squeezedKeys(commonPhases);

/** Map one CRM stage. Never fails: what cannot be told is `none`. */
export function mapStage(input: MapInput): StageMapping {
  const index = indexMethod(input.method);
  const label = compared(input.label);
  const id = squeeze(input.stageId);
  const closed = closing(input, label);
  const answer = (by: MappedBy, candidates: string[]): StageMapping => ({
    stageId: candidates[0] ?? null,
    by,
    candidates,
    closed,
  });
  const own = input.own && Object.hasOwn(input.own, input.stageId) ? input.own[input.stageId] : undefined;
  if (own === null) return answer('own', []);
  if (own !== undefined && index.stageById.has(own)) return answer('own', [own]);
  if (closed === 'lost') return answer('none', []);
  if (closed === 'won') return answer('won', index.stages.length ? [signingStage(index)?.id ?? ''] : []);
  if (label.squeezed === '' && id === '') return answer('none', []);

  const stages = prepare(index);
  const among = (names: { has(name: string): boolean } | undefined) =>
    names !== undefined && (names.has(label.squeezed) || names.has(id));
  const that = (test: (one: Prepared) => boolean) => stages.filter(test).map((one) => one.stage.id);
  const inPhase = (phases: ReadonlyMap<string, number> | undefined): string[] => {
    const phase = phases?.get(label.squeezed) ?? phases?.get(id);
    const stage = phase === undefined ? undefined : stageOfPhase(index, phase);
    return stage ? [stage.id] : [];
  };
  const tries: [MappedBy, () => string[]][] = [
    ['label', () => that((one) => among(one.hints.get(input.crm)))],
    // Before the method's own names: Odoo's “Qualified” is not the fourth stage of a method that says so too.
    ['phase', () => inPhase(defaultPhases.get(input.crm))],
    ['label', () => that((one) => among(one.names))],
    ['keyword', () => that((one) => says(label, one.keywords))],
    ['phase', () => inPhase(anywhere)],
  ];
  for (const [by, find] of tries) {
    const found = find();
    if (found.length) return answer(by, found);
  }
  return answer('none', []);
}

export type MappingWarning =
  /** Several open CRM stages stand for one stage of the method: a move between them asks for nothing. */
  | { kind: 'together'; stageId: string; crmStageIds: string[] }
  /** The CRM stage stands for no stage: nothing can be asked there. */
  | { kind: 'unmapped'; crmStageId: string }
  /** The CRM stage stands for an earlier stage than the CRM stage before it. */
  | { kind: 'backwards'; crmStageId: string; stageId: string; after: string }
  /** The own mapping names a stage the method does not have (any more); it was left out of account. */
  | { kind: 'own-unknown'; crmStageId: string; stageId: string };

export interface MappingReport {
  rows: { crmStage: CrmStage; mapping: StageMapping }[];
  warnings: MappingWarning[];
  /** Method stages up to signing that no CRM stage leads to. */
  unreached: string[];
}

/** Map all stages of a CRM pipeline, in the CRM's order, and say what is doubtful. */
export function mappingReport(
  crmStages: readonly CrmStage[],
  method: Methodology,
  own: OwnMapping | undefined,
  crm: string,
): MappingReport {
  const index = indexMethod(method);
  const rows = crmStages.map((crmStage) => {
    const { id: stageId, label, isWon, isClosed } = crmStage;
    return { crmStage, mapping: mapStage({ method, crm, stageId, label, isWon, isClosed, own }) };
  });
  const warnings: MappingWarning[] = [];
  const together = new Map<string, string[]>();
  let before: string | undefined;
  for (const { crmStage, mapping } of rows) {
    const wanted = own && Object.hasOwn(own, crmStage.id) ? own[crmStage.id] : undefined;
    if (typeof wanted === 'string' && !index.stageById.has(wanted)) {
      warnings.push({ kind: 'own-unknown', crmStageId: crmStage.id, stageId: wanted });
    }
    if (mapping.closed !== null) continue;
    if (mapping.stageId === null) {
      if (mapping.by === 'none') warnings.push({ kind: 'unmapped', crmStageId: crmStage.id });
      continue;
    }
    together.set(mapping.stageId, [...(together.get(mapping.stageId) ?? []), crmStage.id]);
    if (before !== undefined && (index.position.get(mapping.stageId) ?? 0) < (index.position.get(before) ?? 0)) {
      warnings.push({ kind: 'backwards', crmStageId: crmStage.id, stageId: mapping.stageId, after: before });
    }
    before = mapping.stageId;
  }
  for (const [stageId, crmStageIds] of together) {
    if (crmStageIds.length > 1) warnings.push({ kind: 'together', stageId, crmStageIds });
  }
  const reached = new Set(rows.map((row) => row.mapping.stageId));
  const sign = index.position.get(signingStage(index)?.id ?? '') ?? -1;
  const unreached = index.stages.filter((s, i) => i <= sign && !reached.has(s.id)).map((s) => s.id);
  return { rows, warnings, unreached };
}
