/** The whole reading of a deal's page in Pipedrive, and of its board and list. */
import type { Adapter, ListReader } from '../contract.ts';
import { wholeLists, wholePage } from '../known-page.ts';
import { board, recipe, table } from './recipe.ts';
import { page, pipedriveAtRest } from './rest.ts';

export const pipedrive: Adapter = wholePage(pipedriveAtRest, page, recipe);
export const pipedriveLists: ListReader = wholeLists(page, [board, table], ({ id, label }) => {
  const number = /^stage-(\d+)$/.exec(id)?.[1];
  return number ? { id: number, label: label === id ? number : label } : undefined;
});
