import type { CrmId } from '../../crm/contract.ts';
import { isAt, recipeAtRest } from '../../crm/recipe/rest.ts';
import type { Ready } from '../../crm/recipe/types.ts';
import { kept } from '../../platform/host.ts';
import { start } from '../core.ts';

void kept<Ready[]>('recipes').then((all) => {
  const recipe = all?.find((r) => !r.over && isAt(r.site, new URL(location.href)));
  if (recipe) start(recipeAtRest(globalThis.stageproofRecipe = recipe, recipe.crm as CrmId));
});
