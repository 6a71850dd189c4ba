import { getRecord, updateRecord } from './client.js';

const cache = new Map();
const watchers = new Map();

/** Loads a record and tells everyone who shows it. Answers {record, related} or null. */
export async function load(id) {
  const view = await getRecord(id);
  if (view) {
    cache.set(id, view);
    for (const tell of watchers.get(id) ?? []) tell(view);
  }
  return view;
}

export function watch(id, tell) {
  if (!watchers.has(id)) watchers.set(id, new Set());
  watchers.get(id).add(tell);
  if (cache.has(id)) tell(cache.get(id));
}

/** Saves fields and shows the new state; throws RefusedByOrg, and then nothing has changed. */
export async function save(id, fields) {
  await updateRecord(id, fields);
  await load(id);
}
