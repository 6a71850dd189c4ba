/** The whole reading of a deal's page in Zoho CRM, and of its list and kanban. */
import type { Adapter, ListReader } from '../contract.ts';
import { wholeLists, wholePage } from '../known-page.ts';
import { board, recipe, table } from './recipe.ts';
import { page, zohoAtRest } from './rest.ts';

export const zoho: Adapter = wholePage(zohoAtRest, page, recipe);
export const zohoLists: ListReader = wholeLists(page, [board, table]);
