/**
 * A recipe: where a CRM's page shows a deal, as data. Taught by pointing, written by hand, or shipped with an adapter.
 * Plain types for the host; `schema.ts` holds the published shape, docs/teach.md says it in words.
 */
import type { FieldName } from '../../domain/event.ts';

/**
 * One way to find a value. `css`: it alone, or several that read the same. `label`: the text that stands before it, in as
 * many languages as are known; the value is the control it belongs to, or what stands next after `up` parents (0: itself).
 */
export type Finder = { css: string } | { label: string[]; up?: number };

export interface FieldRule {
  /** Sturdiest first; the first that finds exactly one reading is used. */
  find: Finder[];
  /** Read this attribute instead of what a person sees, e.g. `datetime`, or `title` with the exact amount. */
  attr?: string;
}

/** A stage that was seen when the recipe was made; its words in the languages that are known. */
export interface KnownStage {
  id: string;
  labels: string[];
  closed?: 'won' | 'lost';
}

/** The stage, and the control that moves it. Without `items` only the stage is read. */
export interface StageRule {
  /** Where the present stage stands as text, or the select that holds it. */
  find?: Finder[];
  /** Selector of the stages of the control, in the order of the process. */
  items?: string;
  /** What the present one of the items matches or holds. */
  current?: string;
  /** Attribute with the CRM's id of a stage, on the item or inside it; `value` of a select's options. Without it the known stage's id, else its words. */
  id?: string;
  /** `item`: a click on an item moves the deal. Else the selector of the button that moves to the picked item, or to the next one. */
  moves?: string;
  /** What the picked item matches, where a button moves. */
  picked?: string;
  known?: KnownStage[];
}

/** Rows of a list or cards of a board. Selectors in it are looked up inside a row. */
export interface ListRule {
  view: 'list' | 'kanban';
  /** Selector of a row or card. */
  row: string;
  /** Attribute of the row that holds the record's id; without it a link to the record says it. */
  record?: string;
  /** Where the deal's name stands; without it the link to the record. */
  name?: string;
  fields?: Partial<Record<Exclude<FieldName, 'name' | 'stage'>, string>>;
  /** Where a row says its stage, or the column that a card lies in, with the attribute that holds the stage's id. */
  stage?: { css?: string; column?: string; id?: string; title?: string };
}

export interface Recipe {
  /** Version of this format. */
  recipe: 1;
  id: string;
  /** What people call this CRM. */
  name: string;
  /** Counts up with every change. */
  version: number;
  /** `crm.example.com`, with a port where there is one, or `*.vendor.com`. */
  hosts: string[];
  /**
   * Addresses of a deal: `/deals/{id}`, `/main.aspx?etn=opportunity&id={id:guid}`, `/#/deals/{id:number}`. `*` stands for one
   * part, `/**` at the end for anything more, `{org}` for the part that names the tenant.
   */
  record: string[];
  /** Parts of the page to look in, the first that holds the deal's name: a dialog, the active tab. Without it the page beneath dialogs. */
  scope?: string[];
  fields: Partial<Record<Exclude<FieldName, 'stage'>, FieldRule>>;
  stage?: StageRule;
  list?: ListRule;
  /** What the CRM's refusals look like. */
  refusal?: string;
  /** Order of dates such as 02/03/2027, and what `$` stands for, where the page does not say. */
  dates?: 'd' | 'm' | 'y';
  currency?: string;
  /** Language of the page when it was taught, e.g. `en`. */
  lang?: string;
  /** Lays its fields over a built-in adapter, by that CRM's id; then no addresses are needed. */
  over?: string;
  /** Where this comes from and when it was seen last, e.g. for what is a guess. */
  source?: string;
  date?: string;
}

/** How an address names a deal, e.g. `/deals/{id}`; `id` is that part as it stands. */
export interface Mark {
  pattern: string;
  id: string;
}

/** A recipe made ready for the page: `at` are the addresses of its records and `site` its hosts, as expressions made by `ready.ts`. */
export interface Ready extends Recipe {
  at: string[];
  site: string[];
  crm: string;
}

declare global {
  /** In the content script's own world: the recipe by which this page is read. Replaced in place when it is taught anew. */
  var stageproofRecipe: Ready | undefined;
}
