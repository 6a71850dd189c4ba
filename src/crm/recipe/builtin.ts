/**
 * Recipes by which built-in adapters read their pages, for the options page: what each rests on and when it was seen. The
 * adapters carry them themselves.
 */
import { recipe as dynamics } from '../dynamics/recipe.ts';
import { recipe as hubspot } from '../hubspot/recipe.ts';
import { recipe as pipedrive } from '../pipedrive/recipe.ts';
import { recipe as zoho } from '../zoho/recipe.ts';
import type { CrmId } from '../contract.ts';
import type { Recipe } from './types.ts';

export const builtIn: readonly { crm: CrmId; recipe: Recipe }[] = [
  { crm: 'dynamics365', recipe: dynamics }, { crm: 'hubspot', recipe: hubspot }, { crm: 'pipedrive', recipe: pipedrive }, { crm: 'zoho', recipe: zoho },
];
