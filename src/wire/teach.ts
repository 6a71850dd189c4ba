/** Teaching a CRM: what panel, worker and the page's picker say to each other. Types only. */
import type { FieldRule, KnownStage, Mark, Recipe, StageRule } from '../crm/recipe/types.ts';
import type { RecipeFault } from '../crm/recipe/lint.ts';
import type { FieldName, FieldReading } from '../domain/event.ts';

export type { FieldRule, KnownStage, Mark, Recipe, RecipeFault, StageRule };

/** Words of the bar on the page, in the user's language. */
export interface PickWords {
  ask: string;
  empty: string;
  skip: string;
  leave: string;
  keys: string;
  rounded: string;
  unclear: string;
  dark: boolean;
  lang: string;
}

export type TeachJob =
  /** The person points at one field, at the stages, or at the button that moves the deal on. */
  | { do: 'pick'; what: FieldName | 'button'; words: PickWords; scope?: string[]; dates?: 'd' | 'm' | 'y'; skippable: boolean }
  | { do: 'stop' }
  /** Where the page is, and what of its address may name the deal; `other`: the address of another deal. */
  | { do: 'where'; other?: string }
  /** The recipes changed: the page is read by the new ones. Answers whose script stands there. */
  | { do: 'adopt' }
  /** What a recipe reads here. */
  | { do: 'try'; recipe: Recipe };

export type Picked =
  | { end: 'taken'; rule: FieldRule; shows: Omit<FieldReading, 'from'> | null; text: string; scope?: string[]; label?: string; days?: { d: string; m: string } }
  | { end: 'taken'; stage: StageRule; now: string; stages: KnownStage[]; text: string; scope?: string[] }
  | { end: 'taken'; button: string; text: string }
  | { end: 'skipped' | 'left' | 'gone' };

export interface Where {
  href: string;
  host: string;
  title: string;
  lang: string;
  marks: Mark[];
  name: string;
}

export interface Tried {
  fields: Partial<Record<FieldName, Omit<FieldReading, 'from'>>>;
  missing: FieldName[];
}

/** A recipe as lists show it. */
export interface RecipeRow {
  id: string;
  name: string;
  version: number;
  from: 'own' | 'policy' | 'built-in';
  hosts: string[];
  over?: string | undefined;
  fields: FieldName[];
  source?: string | undefined;
  date?: string | undefined;
}

/** When each field of a CRM was read last, and not found last; ms. */
export interface CrmHealth {
  crm: string;
  name: string;
  org: string;
  at: number;
  fields: Partial<Record<FieldName, { ok?: number; no?: number }>>;
  /** Pages that were not laid out as expected, last. */
  layout?: number;
}

export type RecipeSaved = { ok: true; id: string; crm: string; warnings: LinedFault[] } | { ok: false; faults: LinedFault[] };
/** A fault with the line it stands in, from 1. */
export type LinedFault = RecipeFault & { line?: number };

/** recipes → RecipeRow[] · recipe-text → string or null · recipe-save → RecipeSaved · recipe-remove → null · crm-health → CrmHealth[] ·
 * teach → Picked, Where or Tried, null where the page cannot be reached · teach-keep → RecipeSaved · recipe-here → RecipeHere */
export type TeachAsk =
  | { q: 'recipes' | 'crm-health' | 'recipe-here' }
  | { q: 'recipe-text' | 'recipe-remove'; id: string }
  | { q: 'recipe-save'; text: string }
  | { q: 'teach'; job: TeachJob }
  /** The user said which CRM the site of this tab is. */
  | { q: 'site-crm'; crm: string }
  /** Keeps what was taught for the site of this tab and reads it by that. */
  | { q: 'teach-keep'; recipe: Recipe };

/** What the tab's site is read by: the CRM, its taught recipe, and whether anybody said which CRM it is. */
export interface RecipeHere {
  crm: string | null;
  /** Nobody said which CRM this is: it was taken for one that may stand anywhere. */
  guessed: boolean;
  host: string;
  origin: string;
  recipe: Recipe | null;
  /** An administrator rolled it out. */
  locked: boolean;
  /** CRMs that may stand at any address. */
  kinds: { id: string; name: string }[];
}
