/**
 * What is wrong with a recipe that a person wrote, was sent or is about to keep. Codes with a path; the words for them are in
 * `i18n`. An `error` refuses the recipe whole, a `warning` does not.
 */
import * as z from 'zod/mini';
import { FIELDS } from '../../domain/event.ts';
import { KIND_NAMES } from './ready.ts';
import { recipeSchema } from './schema.ts';
import { isHashed, isPlain, namesIn } from './selectors.ts';
import type { Finder, Recipe } from './types.ts';

export const FAULTS = [
  'not-json', 'too-large', 'not-recipe', 'newer', 'shape', 'unknown', 'unknown-field', 'no-name', 'no-host', 'wide-host', 'bad-host',
  'no-record', 'no-id', 'wide-record', 'bad-kind', 'hashed', 'bad-selector', 'no-items', 'weak',
] as const;
export type FaultCode = (typeof FAULTS)[number];
export interface RecipeFault {
  code: FaultCode;
  severity: 'error' | 'warning';
  path: (string | number)[];
  /** The words in question. */
  detail?: string;
}
export type Linted = { ok: true; recipe: Recipe; warnings: RecipeFault[] } | { ok: false; faults: RecipeFault[] };

/** Characters; a taught recipe has about 4,000. */
export const MAX_RECIPE = 100_000;
/** Domains under which strangers live side by side. */
const SHARED = /^\*\.(?:[^.]+|(?:co|com|net|org|gov|ac)\.[a-z]{2}|github\.io|herokuapp\.com|azurewebsites\.net|cloudfront\.net|amazonaws\.com|appspot\.com|web\.app|vercel\.app|netlify\.app|pages\.dev|workers\.dev)$/;

export function lintText(text: string): Linted {
  const refuse = (code: FaultCode): Linted => ({ ok: false, faults: [{ code, severity: 'error', path: [] }] });
  if (text.length > MAX_RECIPE) return refuse('too-large');
  try {
    return lintRecipe(JSON.parse(text.replace(/^\uFEFF/, '')));
  } catch {
    return refuse('not-json');
  }
}

export function lintRecipe(raw: unknown): Linted {
  const faults: RecipeFault[] = [];
  const fault = (code: FaultCode, path: (string | number)[], detail?: string, severity: RecipeFault['severity'] = 'error'): void => {
    faults.push({ code, severity, path, ...(detail !== undefined && { detail: detail.slice(0, 200) }) });
  };
  const as = raw as { recipe?: unknown } | null;
  if (typeof as !== 'object' || as === null || Array.isArray(as) || typeof as.recipe !== 'number') return { ok: false, faults: [{ code: 'not-recipe', severity: 'error', path: [] }] };
  if (as.recipe > 1) return { ok: false, faults: [{ code: 'newer', severity: 'error', path: ['recipe'] }] };
  const read = z.safeParse(recipeSchema, raw);
  if (!read.success) {
    const seen = new Set<string>();
    for (const issue of read.error.issues) {
      const path = issue.path as (string | number)[];
      const keys = issue.code === 'unrecognized_keys' ? issue.keys : null;
      for (const key of keys ?? ['']) {
        const at = keys ? [...path, key] : path;
        const field = at[0] === 'fields' && at.length === 2 && !(FIELDS as readonly string[]).includes(String(at[1])) || issue.code === 'invalid_key';
        if (seen.has(at.join())) continue;
        seen.add(at.join());
        fault(field ? 'unknown-field' : keys ? 'unknown' : 'shape', at, String(at.at(-1) ?? ''));
      }
    }
    if (faults.length) return { ok: false, faults: faults.slice(0, 40) };
  }
  const recipe = read.data as Recipe;
  hosts(recipe, fault);
  if (!recipe.fields.name && !recipe.over) fault('no-name', ['fields']);
  for (const [name, rule] of Object.entries(recipe.fields)) finders(rule!.find, ['fields', name, 'find'], fault);
  finders(recipe.stage?.find ?? [], ['stage', 'find'], fault);
  for (const key of ['items', 'current', 'picked'] as const) selector(recipe.stage?.[key], ['stage', key], fault);
  if (recipe.stage?.moves !== 'item') selector(recipe.stage?.moves, ['stage', 'moves'], fault);
  if (recipe.stage && !recipe.stage.items && (recipe.stage.moves || !recipe.stage.find)) fault('no-items', ['stage']);
  (recipe.scope ?? []).forEach((css, i) => selector(css, ['scope', i], fault));
  selector(recipe.refusal, ['refusal'], fault);
  selector(recipe.list?.row, ['list', 'row'], fault);
  selector(recipe.list?.name, ['list', 'name'], fault);
  for (const [name, css] of Object.entries(recipe.list?.fields ?? {})) selector(css, ['list', 'fields', name], fault);
  const errors = faults.filter((f) => f.severity === 'error');
  return errors.length ? { ok: false, faults: faults.slice(0, 40) } : { ok: true, recipe, warnings: faults };
}

type Say = (code: FaultCode, path: (string | number)[], detail?: string, severity?: RecipeFault['severity']) => void;

function hosts(recipe: Recipe, fault: Say): void {
  if (recipe.over) return;
  if (!recipe.hosts.length) fault('no-host', ['hosts']);
  recipe.hosts.forEach((host, i) => {
    if (SHARED.test(host) || host === '*') fault('wide-host', ['hosts', i], host);
    else if (!/^(\*\.)?[a-z0-9\u00a1-\uffff]([a-z0-9\u00a1-\uffff.-]*[a-z0-9\u00a1-\uffff])?(:\d{1,5})?$/.test(host)) fault('bad-host', ['hosts', i], host);
  });
  if (!recipe.record.length) fault('no-record', ['record']);
  recipe.record.forEach((pattern, i) => {
    const path = ['record', i];
    const ids = pattern.match(/\{id(?::\w+)?\}/g) ?? [];
    if (ids.length !== 1) return fault('no-id', path, pattern);
    for (const [, , kind] of pattern.matchAll(/\{(id|org):(\w+)\}/g)) if (!(KIND_NAMES as readonly string[]).includes(kind!)) fault('bad-kind', path, kind);
    if (!pattern.startsWith('/')) return fault('no-id', path, pattern);
    // Something must stand there literally, or every page of the site is a deal.
    const rest = pattern.replace(/\{[^}]*\}|\*/g, '').replace(/[^\p{L}\p{N}]/gu, '');
    if (rest.length < 1) fault('wide-record', path, pattern);
  });
}

function finders(all: readonly Finder[], path: (string | number)[], fault: Say): void {
  all.forEach((f, i) => 'css' in f && selector(f.css, [...path, i, 'css'], fault));
  if (all.length && all.every((f) => 'css' in f && f.css.includes(':nth-'))) fault('weak', path, undefined, 'warning');
}

function selector(css: string | undefined, path: (string | number)[], fault: Say): void {
  if (css === undefined) return;
  if (!isPlain(css)) return fault('bad-selector', path, css);
  const hashed = namesIn(css).find(({ kind, name }) => kind !== 'value' && isHashed(name));
  if (hashed) fault('hashed', path, hashed.name);
}
