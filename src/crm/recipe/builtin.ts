/**
 * Recipes that come with the product, by CRM. The worker hands them to the pages together with the taught ones
 * (`worker/recipes.ts`), so that the script at rest carries none of them. What is a guess says so: `source` and `date`.
 */
import type { CrmId } from '../contract.ts';
import type { Recipe } from './types.ts';

export const builtIn: readonly { crm: CrmId; recipe: Recipe }[] = [];
