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

/** Whole words, singular or plural; or the same letters without spaces. */
function hasEnglish(label: string, keyword: string): boolean {
  const words = ` ${plainWords(label)} `;
  const wanted = plainWords(keyword);
  return words.includes(` ${wanted} `) || words.includes(` ${wanted}s `) || squeeze(label) === squeeze(keyword);
}

const hasChinese = (label: string, keyword: string): boolean => squeeze(label).includes(squeeze(keyword));

function closing(input: Pick<MapInput, 'label' | 'isWon' | 'isClosed'>): 'won' | 'lost' | null {
  if (input.isWon) return 'won';
  if (input.isClosed === false) return null;
  const says = (words: { en: readonly string[]; zh: readonly string[] }) =>
    words.en.some((w) => hasEnglish(input.label, w)) || words.zh.some((w) => hasChinese(input.label, w));
  if (says(closedWords.lost)) return 'lost';
  if (input.isWon === undefined && says(closedWords.won)) return 'won';
  return input.isClosed ? 'lost' : null;
}

/** The names a method itself gives a stage: whole, and the parts between dashes, dots, slashes and brackets. */
function ownNames(stage: Stage): Set<string> {
  const names = [stage.id, stage.name.en, stage.name.zh, stage.statusLabel?.en ?? '', stage.statusLabel?.zh ?? ''];
  const parts = names.slice(1).flatMap((name) => name.split(/[–—·/()（）／]/));
  const squeezed = [...names, ...parts].map(squeeze).filter((name) => name !== '' && !ambiguousWords.includes(name));
  return new Set(squeezed);
}

function isHinted(stage: Stage, input: MapInput): boolean {
  const hints = stage.crmStageHints[input.crm];
  const listed = Array.isArray(hints) ? hints.filter((hint): hint is string => typeof hint === 'string') : [];
  const label = squeeze(input.label);
  const id = squeeze(input.stageId);
  return listed.some((hint) => squeeze(hint) === label || squeeze(hint) === id);
}

function isNamed(stage: Stage, input: MapInput): boolean {
  const names = ownNames(stage);
  return names.has(squeeze(input.label)) || names.has(squeeze(input.stageId));
}

function byKeyword(stage: Stage, input: MapInput): boolean {
  const { en, zh } = stage.crmStageHints.keywords;
  const usable = (word: string) => !ambiguousWords.includes(squeeze(word));
  return (
    en.some((word) => usable(word) && hasEnglish(input.label, word)) ||
    zh.some((word) => usable(word) && hasChinese(input.label, word))
  );
}

/** The earliest stage of the phase; where the method has none, the last one before it, else the first of all. */
export function stageOfPhase(index: MethodIndex, phase: number): Stage | undefined {
  return (
    index.stages.find((s) => s.unifiedPhase === phase) ??
    index.stages.findLast((s) => s.unifiedPhase < phase) ??
    index.stages[0]
  );
}

function byPhase(index: MethodIndex, input: MapInput, table: Readonly<Record<string, number>>): string[] {
  const label = squeeze(input.label);
  const id = squeeze(input.stageId);
  const hit = Object.entries(table).find(([name]) => squeeze(name) === label || squeeze(name) === id);
  const stage = hit && stageOfPhase(index, hit[1]);
  return stage ? [stage.id] : [];
}

const defaultsOf = (crm: string): Readonly<Record<string, number>> =>
  (Object.hasOwn(crmDefaultPhases, crm) ? crmDefaultPhases[crm] : undefined) ?? {};

/** Map one CRM stage. Never fails: what cannot be told is `none`. */
export function mapStage(input: MapInput): StageMapping {
  const index = indexMethod(input.method);
  const closed = closing(input);
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
  if (squeeze(input.label) === '' && squeeze(input.stageId) === '') return answer('none', []);

  const that = (test: (stage: Stage, input: MapInput) => boolean) =>
    index.stages.filter((stage) => test(stage, input)).map((stage) => stage.id);
  const tries: [MappedBy, () => string[]][] = [
    ['label', () => that(isHinted)],
    // Before the method's own names: Odoo's “Qualified” is not the fourth stage of a method that says so too.
    ['phase', () => byPhase(index, input, defaultsOf(input.crm))],
    ['label', () => that(isNamed)],
    ['keyword', () => that(byKeyword)],
    ['phase', () => byPhase(index, input, commonPhases)],
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
