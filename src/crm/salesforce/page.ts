/** The whole reading of a Lightning record by its page alone; see rest.ts for what is known of Lightning's page. */
import type { FieldName, FieldReading } from '../../domain/event.ts';
import type { Adapter, Fields, Reading } from '../contract.ts';
import { cut, day, dayOrder, money, number, type DayOrder } from '../parse.ts';
import { to18 } from './ids.ts';
import { deep, isStale, other, place, salesforceAtRest, stage, stagesOf, STEP, TITLE, viewOf, waiting, words } from './rest.ts';

export type Kind = 'text' | 'money' | 'day' | 'ref' | 'number';

/**
 * Field, API name, kind, labels in the header (en, zh-CN: the details name their fields, the header has labels alone;
 * Chinese after the vendor's own translations, 2026-11-21), and whether a layout without it is worth saying.
 */
export const FIELD: readonly [FieldName, string, Kind, string, 1?][] = [
  ['name', 'Name', 'text', 'Opportunity Name|业务机会名称', 1],
  ['account', 'AccountId', 'ref', 'Account Name|客户名|客户名称', 1],
  ['amount', 'Amount', 'money', 'Amount|金额', 1],
  ['closeDate', 'CloseDate', 'day', 'Close Date|结束日期', 1],
  ['probability', 'Probability', 'number', 'Probability (%)|可能性 (%)'],
  ['owner', 'OwnerId', 'ref', 'Opportunity Owner|业务机会所有人', 1],
  ['nextStep', 'NextStep', 'text', 'Next Step|下一步'],
  ['type', 'Type', 'text', 'Type|类型'],
  ['created', 'CreatedById', 'day', ''],
];
/** A field of the details, in a layout item and in Dynamic Forms alike. */
const ROW = '[data-target-selection-name^="sfdc:RecordField.Opportunity."]';
const STAGE_LABELS = 'Stage|阶段';
export const apiOf = (label: string): string =>
  FIELD.find((f) => label && f[3].split('|').includes(label))?.[1] ?? (STAGE_LABELS.split('|').includes(label) ? 'StageName' : '');

/** What a person reads, through slots and shadow roots; buttons and words for screen readers left out. Links on the way are noted. */
export function said(node: Node | undefined, links?: string[]): string {
  if (!node) return '';
  if (node.nodeType === 3) return node.nodeValue!;
  const e = node as HTMLSlotElement;
  if (node.nodeType === 1 && e.matches('button,style,.slds-assistive-text')) return '';
  const href = links && e.getAttribute?.('href');
  if (href) links.push(href);
  const given = e.localName === 'slot' ? e.assignedNodes() : [];
  return [...(given.length ? given : (e.shadowRoot ?? e).childNodes)].map((n) => said(n, links)).join('');
}

/** What a shown text says, or undefined where it could mean two things. `code`: the record's currency, where the page names it apart. */
export function readingOf(kind: Kind, shown: string, { lang, order, id, code }: { lang: string; order: DayOrder | undefined; id?: string | undefined; code?: string | undefined }): FieldReading | undefined {
  const m = kind === 'money' ? money(shown, lang, order) : undefined;
  const value: FieldReading['value'] | undefined = !shown ? null
    : kind === 'money' ? m && { ...m.value, ...(!m.value.currency && code && { currency: code }) }
    : kind === 'number' ? number(shown)?.value
    : kind === 'day' ? day(shown, order)
    : kind === 'ref' ? { ...(id && { id: to18(id) }), label: cut(shown) } : cut(shown);
  return value === undefined ? undefined : { value, from: 'page', ...(m?.rounded && { rounded: true }) };
}

/** The record whose details the page last showed. */
const details = new WeakMap<Node, [id: string, values: string, tries: number]>();
/** Per tab the last reading, which stands while a form is open. */
const saved = new WeakMap<Element, Reading>();

export const salesforce: Adapter = {
  ...salesforceAtRest,

  read(root, url) {
    const here = place(url);
    if (!here) return other(root, url);
    const view = viewOf(root, url);
    if (!view) return waiting;
    const found = deep(view, `${ROW},p.fieldComponent,${TITLE},${STEP},button[name=SaveEdit]`);
    const before = saved.get(view);
    // While a form is open its fields are inputs with what is not saved yet.
    if (before?.kind === 'deal' && before.place.record === here.record && found.some((e) => e.matches('button[name=SaveEdit]'))) return before;

    const rows: Record<string, string> = {};
    const ids: Record<string, string> = {};
    /** Details and header write a value differently; two of the details, or two of the header, that differ are nobody's. */
    const take = (pairs: [key: string, value: Element | undefined][]) => {
      const mine: Record<string, string> = {};
      const torn = new Set<string>();
      for (const [key, value] of pairs) {
        if (!key || !value) continue;
        const links: string[] = [];
        const text = said(value, links).trim();
        if (mine[key] && text && mine[key] !== text) torn.add(key);
        mine[key] ||= text;
        if (rows[key]) continue;
        rows[key] = text;
        ids[key] = /\b00[15]\w{12}(\w{3})?\b/.exec(links.join(' '))?.[0] ?? '';
      }
      for (const key of torn) if (rows[key] === mine[key]) delete rows[key];
    };
    take(found.filter((e) => e.matches(ROW)).flatMap((e) => deep(e, '.test-id__field-value').map((value) => [e.getAttribute('data-target-selection-name')!.slice(29), value] as [string, Element])));
    take(found.filter((e) => e.matches('p')).map((e) => [apiOf(e.previousElementSibling?.getAttribute('title') ?? ''), e]));

    const title = said(found.find((e) => e.matches(TITLE))).trim();
    if (!title && !rows['Name']) return Object.values(rows).some(Boolean) ? { kind: 'unrecognised', clue: 'layout' } : waiting;
    // Header and details load on their own: until they agree, one of them is the last record's.
    if (title && rows['Name'] && title !== rows['Name']) return waiting;
    // No opportunity is saved without a close date: an empty one is a row whose value has not come yet.
    if (rows['CloseDate'] === '') return waiting;
    rows['Name'] ||= title;

    const lang = root.querySelector('[lang]')?.getAttribute('lang') ?? '';
    const order = dayOrder(['CloseDate', 'CreatedById', 'LastModifiedById'].map((k) => rows[k] ?? ''), lang);
    const fields: Fields = {};
    const missing: FieldName[] = [];
    for (const [name, api, kind, , expected] of FIELD) {
      const shown = rows[api];
      if (shown === undefined) {
        if (expected) missing.push(name);
        continue;
      }
      const reading = readingOf(kind, shown, { lang, order, id: ids[api], code: /^[A-Z]{3}\b/.exec(rows['CurrencyIsoCode'] ?? '')?.[0] });
      if (reading) fields[name] = reading;
      else missing.push(name);
    }
    const steps = found.filter((e) => e.matches(STEP));
    const { now, stages } = stagesOf(steps);
    // Without a path there is only the label; in English it is the API name unless someone renamed it (a guess).
    const label = rows['StageName'];
    const current = now ?? (!steps.length && label && lang.startsWith('en') ? stage(label) : undefined);
    // Path and details load on their own: until they agree, one of them is old.
    if (current && (!label || label === current.label)) fields.stage = { value: current, from: 'page' };
    else missing.push('stage');

    // A glance compares the title alone; the details have a memory of their own.
    const old = isStale(view, here.record, words(found.find((e) => e.matches(TITLE))) + now?.id);
    if (isStale(view, here.record, JSON.stringify(rows), details) || old) return waiting;
    const reading: Reading = { kind: 'deal', place: here, fields, missing, stages };
    saved.set(view, reading);
    return reading;
  },
};
