/** Reads the whole record by the recipe that the script at rest found for this site. Injected when the panel is opened. */
import type { CrmId } from '../crm/contract.ts';
import { recipeAdapter } from '../crm/recipe/read.ts';
import { readWhole } from './whole.ts';

const recipe = globalThis.stageproofRecipe;
if (recipe) readWhole(recipeAdapter(recipe, recipe.crm as CrmId));
