/**
 * Data handed in from outside, made safe for the rules: where a list or a table is expected and something else stands,
 * it counts as missing; of a list of records what is no record is left out. The product's own facts need none of it.
 */

/** Lists of records. */
const RECORDS = new Set([
  'map', 'pm', 'chain', 'dsp', 'steps', 'concerns', 'objections', 'setMet', 'tows', 'demand', 'initiatives', 'offering', 'criteria', 'strategies', 'reviews', 'coaching', 'forecasts', 'periods',
  'prompters', 'rows', 'stageLog', 'closeDateLog', 'amountLog', 'oddsLog', 'fishbone', 'rulesOfTender', 'creditChecks', 'invoices', 'changes', 'influenceLinks', 'links', 'rivalStrength', 'rivalRatings',
]);
/** Lists of names, numbers or records. */
const LISTS = new Set([
  'deals', 'signals', 'ticked', 'started', 'levels', 'competitors', 'exitMet', 'catalogue', 'visionOwners', 'roles', 'roleTest', 'coveredBy', 'plays', 'stages', 'pg-customer-impact', 'by',
]);
/** Lists of ids. */
const IDS = new Set(['yes', 'answered', 'members', 'strategicFlags']);
/** Lists in which the place of an entry says what it is of. */
const PLACES = new Set(['rates', 'trend', 'previous']);
const TABLES = new Set(['out', 'gates', 'conditions', 'cra', 'ubv', 'boxes', 'nineBox', 'team', 'record', 'invest', 'hours', 'lead', 'segment', 'accountPlan', 'mapMeta', 'advantage', 'reviewedByCustomer', 'funnel', 'b1', 'b2']);
/** Ids of a method, which are looked up by name, and texts that are searched. */
const TEXTS = new Set(['methodology', 'stage', 'grade', 'crm', 'crmStageId', 'crmStageLabel', 'plannedWork', 'setBy', 'member', 'source', 'separablePart']);

const isTable = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null && !Array.isArray(value);
const records = (value: unknown): unknown => (Array.isArray(value) ? value.filter(isTable).map((entry) => sane(entry)) : undefined);

function field(key: string, value: unknown): unknown {
  if (value === null || value === undefined) return value;
  if (TEXTS.has(key)) return typeof value === 'string' && !(value in Object.prototype) ? value : undefined;
  if (RECORDS.has(key)) return records(value);
  if (LISTS.has(key)) return Array.isArray(value) ? value.filter((entry) => entry !== null && entry !== undefined && !Array.isArray(entry)).map((entry) => sane(entry)) : undefined;
  if (IDS.has(key)) return Array.isArray(value) ? value.filter((entry) => typeof entry === 'string') : undefined;
  if (PLACES.has(key)) return Array.isArray(value) ? value : key === 'previous' && isTable(value) ? sane(value) : undefined;
  if (TABLES.has(key)) return isTable(value) ? sane(value) : undefined;
  if (key === 'preferences') return isTable(value) ? Object.fromEntries(Object.entries(value).map(([block, wanted]) => [block, records(wanted) ?? []])) : undefined;
  if (key === 'unifiedPhase') return typeof value === 'number' || Array.isArray(value) ? value : undefined;
  return isTable(value) ? sane(value) : value;
}

/** A copy with every field in its kind; a list where a table is expected is an empty one. */
export function sane<T>(input: T): T {
  if (Array.isArray(input)) return {} as T;
  if (!isTable(input)) return input;
  return Object.fromEntries(Object.entries(input).map(([key, value]) => [key, field(key, value)])) as T;
}
