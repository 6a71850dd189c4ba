/**
 * Salesforce Lightning by its page alone. Never run on a real org: names come from public code and the vendor's pages
 * (2026-11-21) and are guesses until then; a wrong one makes a field missing. API names are sturdier than labels.
 * Synthetic shadow looks flat from a content script; under native shadow every open root is walked.
 */
import type { FieldName, FieldReading, StageRef } from '../../domain/event.ts';
import type { Adapter, Fields, Place, Reading, StageIntent } from '../contract.ts';
import { cut, day, dayOrder, money, number } from '../parse.ts';
import { opportunityId, to18 } from './ids.ts';

type Root = Document | Element | ShadowRoot;
type Kind = 'text' | 'money' | 'day' | 'ref' | 'number';

/** Field, API name, kind, labels in highlights (en, zh-CN), and whether a layout that lacks it is worth saying. */
const FIELD: [FieldName, string, Kind, string, 1?][] = [
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

const STAGE = 'Stage|阶段';
/** Aura's tabs: what was visited stays in the page (toggl's selectors, 2025; console seen in public UI tests). */
const VIEW = '.oneConsoleTab.active,.oneContent.active';
const ROW = '[data-target-selection-name^="sfdc:RecordField.Opportunity."]'; // layout item and Dynamic Forms
const PATH = '.slds-path__nav li[data-name]'; // Aura pathAssistant
/** Looks like a step of the path, is none: the dialog behind it asks which closed stage. */
const ANY_CLOSED = 'Closed';
const TAB_LIMIT = 8;

/** Elements that match, in every open shadow root too. */
function deep(root: Root, css: string, found: Element[] = []): Element[] {
  found.push(...root.querySelectorAll(css));
  for (const e of root.querySelectorAll('*')) if (e.shadowRoot) deep(e.shadowRoot, css, found);
  return found;
}

/** What a person reads, through slots and shadow roots; buttons and words for screen readers left out. */
function text(node: Node): string {
  if (node.nodeType === 3) return node.nodeValue!;
  const e = node as Element;
  if (node.nodeType === 1 && e.matches('button,style,.slds-assistive-text')) return '';
  const given = e.localName === 'slot' ? (e as HTMLSlotElement).assignedNodes() : [];
  return [...(given.length ? given : (e.shadowRoot ?? e).childNodes)].map(text).join('');
}
const said = (e: Element | undefined) => (e ? text(e).trim() : '');

const place = (url: URL): Place | null => {
  const record = opportunityId(url);
  return record ? { crm: 'salesforce', org: url.hostname, record } : null;
};

/** The tab that shows the record; in a console, of a subtab's workspace the tab that was opened first. */
function viewOf(root: Document | Element, url: URL): Element | null {
  const active = [...root.querySelectorAll(VIEW)];
  if (url.searchParams.get('ws') && !/006\w{12}/.test(url.pathname)) return active[0]?.querySelector('.oneConsoleTab') ?? null;
  return active.at(-1) ?? root.querySelector('one-record-home-flexipage2');
}

const stageOf = (li: Element): StageRef => {
  const end = li.matches('.slds-is-won') ? 'won' : li.matches('.slds-is-lost') ? 'lost' : undefined;
  return closed(li.getAttribute('data-name') ?? '', li.querySelector('a')?.title || said(li.querySelector('.title') ?? undefined), end);
};
const isNow = (li: Element) => li.matches('.slds-is-current,.slds-is-lost,.slds-is-won');

/** Per tab: the record and values of its last reading. Lightning changes the address before the page. */
const last = new WeakMap<Element, { id: string; seen: string; tries: number; reading: Reading }>();

export const salesforce: Adapter = {
  id: 'salesforce',
  intentEvents: ['click', 'drop'],
  place,

  read(root, url) {
    const here = place(url);
    if (!here) {
      if (!/\/o\/Opportunity\//.test(url.pathname)) return { kind: 'elsewhere' };
      if (/\/new$/.test(url.pathname)) return { kind: 'unrecognised', clue: 'new-record' };
      return { kind: 'elsewhere', view: root.querySelector('.active [class*=pipelineView], .active [class*=Kanban]') ? 'kanban' : 'list' };
    }
    const view = viewOf(root, url);
    if (!view) return { kind: 'unrecognised', clue: 'waiting' };
    const before = last.get(view);
    const found = deep(view, `${ROW},p.fieldComponent,[slot=primaryField],[name=primaryField],${PATH},button[name=SaveEdit]`);
    const lang = root.querySelector('[lang]')?.getAttribute('lang') ?? (root as Document).documentElement?.lang ?? '';

    // The details by API name, the highlights by label.
    const rows: Record<string, string> = {};
    const links: Record<string, string> = {};
    for (const e of [...found.filter((x) => x.matches(ROW)), ...found.filter((x) => x.matches('p'))]) {
      const api = e.getAttribute('data-target-selection-name')?.slice(29);
      const label = e.matches('p') ? e.previousElementSibling?.getAttribute('title') : '';
      const key = api || FIELD.find((f) => label && f[3].split('|').includes(label))?.[1] || (label && STAGE.split('|').includes(label) ? 'StageName' : '');
      const value = api ? deep(e, '.test-id__field-value')[0] : e;
      if (!key || !value || (key in rows && rows[key])) continue;
      rows[key] = said(value);
      const href = deep(value, 'a[href]')[0]?.getAttribute('href') ?? deep(value, 'force-lookup').map((x) => x.shadowRoot && deep(x.shadowRoot, 'a[href]')[0]?.getAttribute('href'))[0];
      links[key] = /\b(00[15]\w{12}(?:\w{3})?)\b/.exec(href ?? '')?.[1] ?? '';
    }
    const title = said(found.find((e) => e.matches('[slot=primaryField],[name=primaryField]')));
    const steps = found.filter((e) => e.matches(PATH));
    const current = steps.find(isNow);

    // While a form is open its fields are inputs with what is not saved yet.
    if (found.some((e) => e.matches('button[name=SaveEdit]')) && before?.id === here.record) return before.reading;
    const waiting: Reading = { kind: 'unrecognised', clue: 'waiting' };
    if (!found.length || (!title && !rows['Name'])) return found.length && Object.keys(rows).length ? { kind: 'unrecognised', clue: 'layout' } : waiting;
    // Header and details load on their own: until they agree, one of them is the last record's.
    if (title && rows['Name'] && title !== rows['Name']) return waiting;
    rows['Name'] ||= title;

    const order = dayOrder(['CloseDate', 'CreatedById', 'LastModifiedById'].map((k) => rows[k] ?? ''), lang);
    const fields: Fields = {};
    const missing: FieldName[] = [];
    for (const [name, api, kind, , expected] of FIELD) {
      const shown = rows[api];
      if (shown === undefined) { if (expected) missing.push(name); continue; }
      const m = kind === 'money' ? money(shown, lang, order) : undefined;
      const code = /^[A-Z]{3}\b/.exec(rows['CurrencyIsoCode'] ?? '')?.[0];
      const value: FieldReading['value'] | undefined = !shown ? null
        : kind === 'money' ? m && { ...m.value, ...(!m.value.currency && code && { currency: code }) }
        : kind === 'number' ? number(shown)?.value
        : kind === 'day' ? day(shown, order)
        : kind === 'ref' ? { ...(links[api] && { id: to18(links[api]) }), label: cut(shown) } : cut(shown);
      if (value === undefined) missing.push(name);
      else fields[name] = { value, from: 'page', ...(m?.rounded && { rounded: true }) };
    }
    // Without a path there is only the label; in English it is the API name unless someone renamed it (a guess).
    const label = rows['StageName'];
    const stage = current ? stageOf(current) : !steps.length && label && /^en/.test(lang) ? closed(label, label) : undefined;
    if (stage?.id && (!label || label === stage.label)) fields.stage = { value: stage, from: 'page' };
    else missing.push('stage');
    const stages = steps.map(stageOf).filter((s) => s.id && s.id !== ANY_CLOSED);

    const seen = JSON.stringify(rows) + stage?.id;
    if (before && before.id !== here.record && before.seen === seen && before.tries++ < TAB_LIMIT) return waiting;
    const reading: Reading = { kind: 'deal', place: here, fields, missing, ...(stages.length && { stages }) };
    last.set(view, { id: here.record, seen, tries: 0, reading });
    return reading;
  },

  intent(event, root, url) {
    const path = event.composedPath().filter((e): e is HTMLElement => 'matches' in e);
    const up = (css: string) => path.find((e) => e.matches(css));
    if (event.type === 'drop') return drop(event as DragEvent, up);
    const button = up('button') as HTMLButtonElement | undefined;
    const here = place(url);
    if (!button || button.disabled || !here) return null;
    const move = (to: StageRef | 'closing', how: StageIntent['how']): StageIntent => ({ to, how, replay: () => button.click() });
    const dialog = up('[role=dialog],.slds-modal');
    const view = viewOf(root, url);

    const closing = dialog && deep(dialog, 'select.stepAction')[0] as HTMLSelectElement | undefined;
    if (closing) {
      const id = closing.value;
      return id && button.matches('[class*=brand]') ? move(closed(id, closing.selectedOptions[0]?.text ?? id), 'path') : null;
    }
    const steps = view ? deep(view, PATH) : [];
    const at = steps.findIndex(isNow);
    if (button.matches('.stepAction,.slds-path__mark-complete')) {
      const picked = steps.findIndex((li) => li.matches('.slds-is-active'));
      const to = steps[picked >= 0 && picked !== at ? picked : at + 1];
      // The last step only opens a dialog, whose Save moves.
      if (!to || steps[at]?.matches('.slds-is-won,.slds-is-lost')) return null;
      const ref = stageOf(to);
      return ref.id && ref.id !== ANY_CLOSED ? move(ref, 'path') : null;
    }
    if (button.name === 'SaveEdit') {
      const box = deep(dialog ?? view ?? root, 'button[name=StageName]')[0];
      const id = box?.getAttribute('data-value');
      return id && id !== steps[at]?.getAttribute('data-name') ? move(closed(id, said(box)), 'edit') : null;
    }
    return null;
  },

  watch(root, url) {
    const view = place(url) && viewOf(root, url);
    // Changes inside shadow roots do not reach an observer outside: there, the path is what tells.
    return view && !view.querySelector(ROW) ? deep(view, '.slds-path__nav')[0] ?? view : view;
  },

  refusal(root) {
    const toast = root.querySelector('.forceToastMessage.slds-theme_error,.forceToastMessage.slds-theme--error,.slds-notify_toast.slds-theme_error')
      ?? deep(root, '.page-error-list,.pageLevelErrors,.record-edit-error')[0];
    return (toast && cut(said(toast.querySelector('.toastContent') ?? toast), 2000)) || null;
  },
};

/** The standard closed stages carry these words in their API names; renamed ones stay without. */
function closed(id: string, label: string, end?: 'won' | 'lost'): StageRef {
  end ??= /\blost\b/i.test(id) ? 'lost' : /\bwon\b/i.test(id) ? 'won' : undefined;
  return { id: cut(id, 400), label: cut(label || id, 400), ...(end && { closed: end }) };
}

/** A card dropped on a column of the kanban: only the person can make that move again. */
function drop(event: DragEvent, up: (css: string) => HTMLElement | undefined): StageIntent | null {
  const column = up('[class*=pipelineView][data-name],[class*=PipelineView][data-name],[class*=anban] [data-name]');
  const id = /\b006\w{12}(?:\w{3})?\b/.exec(['text/plain', 'text/uri-list'].map((t) => event.dataTransfer?.getData(t)).join(' '))?.[0];
  if (!column || !id || column.querySelector(`[data-recordid^="${id.slice(0, 15)}"]`)) return null;
  const to = column.getAttribute('data-name')!;
  return { to: closed(to, column.querySelector('[title]')?.getAttribute('title') ?? to), how: 'kanban', record: to18(id) };
}
