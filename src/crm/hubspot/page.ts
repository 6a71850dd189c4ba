/** The whole reading of a deal's page in HubSpot, and of its lists and boards. */
import type { Adapter, ListReader } from '../contract.ts';
import { wholeLists, wholePage } from '../known-page.ts';
import { learned } from '../known.ts';
import { board, recipe, table } from './recipe.ts';
import { hubspotAtRest, page } from './rest.ts';

export const hubspot: Adapter = wholePage(hubspotAtRest, page, recipe);
/** A column says its stage in words: which one that is, the API knows, or a list of stages that was open. */
export const hubspotLists: ListReader = wholeLists(page, [board, table], (said, org) => {
  const same = learned({ crm: 'hubspot', org, record: '' }).filter((s) => s.label === said.label);
  return same.length === 1 ? same[0] : undefined;
});
