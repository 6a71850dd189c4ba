/**
 * From readings to events: what of a reading is news. Sources rank api > taught > page > typed; a lower one is believed only
 * where it is newer, which for a page means that its value has changed before our eyes, or that the better one is old or was
 * known before the page was loaded.
 */
import type { EventDraft, FieldName, FieldReading, FieldValue, Money, Provenance, Ref, StageRef } from '../domain/event.ts';
import { same } from '../domain/fold.ts';
import { hlcTime } from '../domain/hlc.ts';
import type { DealState } from '../domain/state.ts';
import type { Fields } from '../crm/contract.ts';

const RANK: Record<Provenance, number> = { typed: 0, page: 1, taught: 2, api: 3 };
/** A better source is trusted over what the page shows for so long; then the page is the newer word. */
const FRESH_MS = 60_000;

const isObject = (v: unknown): v is Record<string, unknown> => typeof v === 'object' && v !== null;

/** Whether two readings of a field mean the same thing: sources differ in ids, labels' languages and currencies they know. */
export function agrees(name: FieldName, a: FieldValue, b: FieldValue): boolean {
  if (same(a, b)) return true;
  // A picklist's label without an id: another one may be the same in the page's other language.
  if (name === 'type') return true;
  if (!isObject(a) || !isObject(b)) return false;
  const ids = [(a as Ref).id, (b as Ref).id];
  if ((name === 'pipeline' || name === 'forecast') && ids[0] && ids[1]) return ids[0] === ids[1];
  if (name === 'stage') return (a as StageRef).id === (b as StageRef).id;
  if ('value' in a && 'value' in b) {
    const [x, y] = [a as Money, b as Money];
    return x.value === y.value && (x.currency === y.currency || !x.currency || !y.currency);
  }
  const [x, y] = [a as Ref, b as Ref];
  return x.id && y.id ? x.id === y.id && x.label === y.label : x.label === y.label;
}

/** A rounded amount on the page ($42.7K) that the exact one rounds to. */
function roundsTo(page: FieldReading, exact: FieldValue): boolean {
  if (!page.rounded || !isObject(page.value) || !isObject(exact)) return false;
  const [a, b] = [(page.value as Money).value, (exact as Money).value];
  return Math.abs(a - b) <= Math.abs(b) * 0.05;
}

/**
 * The fields to write down.
 * @param before what the same source showed last, in this visit
 * @param loaded when the page was loaded: what it shows is newer than all that was known before
 */
export function news(state: DealState | null, fields: Fields, before: Fields, now: number, loaded = 0): Fields {
  const fresh: Fields = {};
  for (const [key, reading] of Object.entries(fields)) {
    const name = key as FieldName;
    const known = state?.fields[name];
    if (!known) {
      if (reading.value !== null) fresh[name] = reading;
      continue;
    }
    const better = RANK[reading.from] > RANK[known.from];
    if (agrees(name, known.value, reading.value)) {
      // The same word from a better source: its mark, and of an amount the currency that only it knows. The words stay as
      // they are, or the history would tell of a change where nobody changed anything.
      if (better) fresh[name] = name === 'amount' ? reading : { ...reading, value: known.value };
      continue;
    }
    const shown = before[name];
    const changed = shown !== undefined && !agrees(name, shown.value, reading.value);
    const at = hlcTime(known.stamp.at);
    if (!changed && at >= loaded && reading.from === 'page' && beforeOurs(state, name, reading.value)) continue;
    const old = now - at > FRESH_MS || at < loaded;
    if (RANK[reading.from] >= RANK[known.from] && !roundsTo(reading, known.value)) fresh[name] = reading;
    else if ((changed || old) && !roundsTo(reading, known.value)) fresh[name] = reading;
  }
  return fresh;
}

/** Whether a page shows what stood there before we wrote to the CRM: no page draws what another program wrote, until it is loaded again. */
function beforeOurs(state: DealState | null, name: FieldName, shown: FieldValue): boolean {
  const ours = state?.written.findLast((w) => w.field === name && w.result === 'written');
  return ours?.from !== undefined && agrees(name, ours.from, shown) && agrees(name, ours.to, state!.fields[name]?.value ?? null);
}

export const stageIn = (state: DealState | null): StageRef | null => (state?.fields.stage?.value as StageRef | null | undefined) ?? null;

/** A stage that changed although no move of ours led there: seen afterwards, to be explained. */
export function noticed(state: DealState | null, fields: Fields): { from: StageRef; to: StageRef } | null {
  const from = stageIn(state);
  const to = fields.stage?.value as StageRef | null | undefined;
  if (!from || !to || from.id === to.id || state!.moves.at(-1)?.to.id === to.id) return null;
  return { from, to };
}

export const readDraft = (fields: Fields): EventDraft => ({ type: 'deal.read', data: { fields: fields as Record<string, FieldReading> } });
