/** The whole reading of a deal's page in HubSpot, and of its lists and boards. */
import type { Adapter, ListReader } from '../contract.ts';
import { wholeLists, wholePage } from '../known-page.ts';
import { board, recipe, table } from './recipe.ts';
import { hubspotAtRest, page } from './rest.ts';

export const hubspot: Adapter = wholePage(hubspotAtRest, page, recipe);
/** A column says its stage in words, which several pipelines may share: which one it is, the API alone knows. */
export const hubspotLists: ListReader = wholeLists(page, [board, table], () => undefined);
