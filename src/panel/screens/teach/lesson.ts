/** What was shown so far, and the recipe that comes of it. Pure. */
import type { FieldName } from '../../../domain/event.ts';
import type { FieldRule, Mark, Picked, Recipe, RecipeHere, StageRule } from '../../../wire/teach.ts';

export const STEPS = ['name', 'account', 'amount', 'closeDate', 'stage', 'owner'] as const satisfies readonly FieldName[];

export type Taken = Extract<Picked, { end: 'taken' }>;
export interface Lesson {
  crmName: string;
  lang: string;
  /** What was pointed at; null: skipped. */
  got: Partial<Record<FieldName, Taken | null>>;
  /** Address of the deal that was shown first, and how it could be read. */
  href: string;
  marks: Mark[];
  mark: string | null;
  compared: boolean;
  moves: 'item' | 'button' | 'none';
  button: { css: string; text: string } | null;
  dates: 'd' | 'm' | null;
}

export const emptyLesson: Lesson = { crmName: '', lang: '', got: {}, href: '', marks: [], mark: null, compared: false, moves: 'none', button: null, dates: null };

export function readLesson(text: string): Lesson | null {
  try {
    const kept = JSON.parse(text) as Partial<Lesson>;
    return typeof kept === 'object' && kept !== null && typeof kept.got === 'object' ? { ...emptyLesson, ...kept } : null;
  } catch {
    return null;
  }
}

export const isRule = (taken: Taken | null | undefined): taken is Extract<Taken, { rule: unknown }> => !!taken && 'rule' in taken;
export const isStage = (taken: Taken | null | undefined): taken is Extract<Taken, { stage: unknown }> => !!taken && 'stage' in taken;

const slug = (host: string): string => host.toLowerCase().replace(/[^a-z0-9]+/g, '-').replace(/^-|-$/g, '').slice(0, 34) || 'crm';

/** The stage's rule with the way the deal moves. */
export function withMoves(rule: StageRule, lesson: Pick<Lesson, 'moves' | 'button'>): StageRule {
  const { moves: _, ...rest } = rule;
  return lesson.moves === 'item' && rule.items ? { ...rest, moves: 'item' } : lesson.moves === 'button' && lesson.button && rule.items ? { ...rest, moves: lesson.button.css } : rest;
}

/** The recipe of a whole lesson, or null while it lacks a name or an address. */
export function recipeOf(lesson: Lesson, here: Pick<RecipeHere, 'host' | 'recipe'>, today: string): Recipe | null {
  const { name } = lesson.got;
  if (!isRule(name) || !lesson.mark) return null;
  const fields: Recipe['fields'] = {};
  for (const [key, taken] of Object.entries(lesson.got)) if (isRule(taken)) fields[key as Exclude<FieldName, 'stage'>] = taken.rule;
  const stage = lesson.got.stage;
  return {
    recipe: 1, id: here.recipe?.id ?? slug(here.host), name: lesson.crmName.trim().slice(0, 80) || here.host, version: (here.recipe?.version ?? 0) + 1,
    hosts: [here.host], record: [lesson.mark], ...(name.scope && { scope: name.scope }), fields,
    ...(isStage(stage) && { stage: withMoves(stage.stage, lesson) }),
    ...(lesson.dates && { dates: lesson.dates }), ...(lesson.lang && { lang: lesson.lang }), date: today,
  };
}

/** New ways first; the old words of labels stay, because the page may be in another language tomorrow. */
const merged = (now: FieldRule, old: FieldRule | undefined): FieldRule => ({
  ...now, find: [...now.find, ...(old?.find ?? []).filter((f) => 'label' in f && !now.find.some((n) => JSON.stringify(n) === JSON.stringify(f)))].slice(0, 12),
});

/** A recipe with one field taught anew: of the CRM's own recipe, or a small one on top of a built-in adapter. */
export function patched(here: RecipeHere, crmName: string, field: FieldName, taken: Taken, today: string): Recipe | null {
  const base: Recipe = here.recipe ?? {
    recipe: 1, id: `over-${slug(here.host)}`, name: crmName || here.host, version: 0, hosts: [here.host], record: [], fields: {}, over: here.crm ?? '',
  };
  const next = { ...base, version: base.version + 1, date: today };
  if (field === 'stage') return isStage(taken) ? { ...next, stage: { ...(base.stage?.moves && taken.stage.items && { moves: base.stage.moves }), ...taken.stage } } : null;
  return isRule(taken) ? { ...next, fields: { ...base.fields, [field]: merged(taken.rule, base.fields[field]) } } : null;
}

/** An address pattern as a person reads it: what stands before the id, the id, what stands behind. */
export function wordsOf(host: string, mark: Mark): { before: string; id: string; after: string } {
  const at = mark.pattern.search(/\{id/);
  const end = mark.pattern.indexOf('}', at) + 1;
  return { before: host + mark.pattern.slice(0, at).replace('/*/', '/…/'), id: mark.id, after: mark.pattern.slice(end).replace('/**', '/…') };
}
