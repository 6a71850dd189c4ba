/** A hosted CRM's page beyond what stands at rest: the whole record and its lists, both by recipes. */
import type { FieldName, StageRef } from '../domain/event.ts';
import type { Adapter, AtRest, ListReader } from './contract.ts';
import { viewIn, waiting, type KnownPage } from './known.ts';
import { recipeList } from './recipe/list.ts';
import { readFields } from './recipe/read.ts';
import { ready } from './recipe/ready.ts';
import { seen, textOf } from './recipe/rest.ts';
import type { FieldRule, Recipe } from './recipe/types.ts';

/** A name that stands for two values at once: neither is believed, whatever other ways there are to find one. */
const torn = (rule: FieldRule | undefined, view: Element): boolean => !!rule?.find.some((f) => 'css' in f && new Set(seen(view, f.css).map(textOf)).size > 1);

/** Place, name and stage as at rest, the other fields where the recipe says. */
export function wholePage(rest: AtRest, page: Pick<KnownPage, 'view'>, recipe: Recipe): Adapter {
  const rules = ready(recipe, rest.id);
  let last = ['', '', 0] as [string, string, number];
  return {
    ...rest,
    read(root, url) {
      const glance = rest.glance(root, url);
      if (glance.kind !== 'deal') return glance;
      const view = viewIn(root, page.view);
      if (!view) return waiting;
      const names = Object.keys(recipe.fields) as Exclude<FieldName, 'stage'>[];
      const doubtful = names.filter((name) => torn(recipe.fields[name], view));
      // Left out before anything is read: the page's order of dates is told by its dates.
      const sure = { ...rules, fields: Object.fromEntries(Object.entries(rules.fields).filter(([name]) => !doubtful.includes(name as typeof names[number]))) };
      const { fields, missing, raw } = readFields(sure, view, root, 'page');
      missing.push(...doubtful);
      const { record } = glance.place;
      if (last[0] && last[0] !== record && last[1] === raw && last[2]++ < 40) return waiting;
      last = [record, raw, 0];
      return { ...glance, fields: { ...fields, ...glance.fields }, missing: [...missing, ...glance.missing] };
    },
  };
}

/**
 * Lists and boards, each by a recipe of its own.
 * @param stageOf the stage that a row's word or attribute stands for, or undefined where that cannot be said
 */
export function wholeLists(page: Pick<KnownPage, 'id' | 'other'>, recipes: Recipe[], stageOf: (said: StageRef, org: string) => StageRef | undefined = (s) => s): ListReader {
  const readers = recipes.map((recipe) => recipeList(ready(recipe, page.id), page.id, 'page'));
  return {
    id: page.id,
    list(root, url) {
      const here = page.other(root, url);
      if (here.kind !== 'elsewhere' || !here.view) return null;
      for (const reader of readers) {
        const found = reader.list(root, url);
        if (!found) continue;
        for (const { fields } of found.deals) {
          const stage = fields.stage && stageOf(fields.stage.value as StageRef, found.org);
          if (stage) fields.stage = { value: stage, from: 'page' };
          else delete fields.stage;
        }
        return found;
      }
      return null;
    },
    watch: (root, url) => (page.other(root, url).kind === 'elsewhere' ? readers[0]!.watch(root, url) : null),
  };
}
