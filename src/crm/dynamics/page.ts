/** The whole reading of an opportunity's form in Dynamics 365, and of a view's grid. */
import type { Adapter, ListReader } from '../contract.ts';
import { wholeLists, wholePage } from '../known-page.ts';
import { grid, recipe } from './recipe.ts';
import { dynamicsAtRest, page } from './rest.ts';

export const dynamics: Adapter = wholePage(dynamicsAtRest, page, recipe);
/** A grid says no stage that could be told by its id. */
export const dynamicsLists: ListReader = wholeLists(page, [grid], () => undefined);
