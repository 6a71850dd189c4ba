/** Reads lists and boards of a taught CRM. Injected for badges and for bringing in what the page shows. */
import type { CrmId } from '../crm/contract.ts';
import { recipeList } from '../crm/recipe/list.ts';
import { leaveList } from './list.ts';

const recipe = globalThis.stageproofRecipe;
if (recipe) leaveList(recipeList(recipe, recipe.crm as CrmId));
