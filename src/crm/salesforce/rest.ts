/**
 * What every Lightning page carries at rest: which record, which stage, which move is being made. The whole reading is in
 * page.ts. Never run on a real org: names come from public code and the vendor's pages (2026-11-21) and are guesses until
 * then; a wrong one makes a field missing. API names are sturdier than labels, which are translated.
 */
import type { StageRef } from '../../domain/event.ts';
import type { AtRest, Place, Reading, StageIntent } from '../contract.ts';
import { opportunityId, to18 } from './ids.ts';

type Root = Document | Element | ShadowRoot;

/** Aura's tabs: what was visited stays in the page (selectors of public time trackers and UI tests, 2025). */
const VIEW = '.oneConsoleTab.active,.oneContent.active';
/** A field of the details, in a layout item and in Dynamic Forms alike. */
export const ROW = '[data-target-selection-name^="sfdc:RecordField.Opportunity."]';
export const TITLE = '[slot=primaryField],[name=primaryField]';
/** Aura's pathAssistant: the step's API name, which no language changes. */
export const STEP = '.slds-path__nav li[data-name]';
/** Looks like a step of the path, is none: the dialog behind it asks which closed stage. */
const ANY_CLOSED = 'Closed';
const NOW = '.slds-is-current,.slds-is-lost,.slds-is-won';
export const waiting: Reading = { kind: 'unrecognised', clue: 'waiting' };

/** Elements that match, in every open shadow root too. Synthetic shadow looks flat from a content script. */
export function deep<E extends Element>(root: Root, css: string, found: E[] = []): E[] {
  found.push(...root.querySelectorAll<E>(css));
  for (const e of root.querySelectorAll('*')) if (e.shadowRoot) deep(e.shadowRoot, css, found);
  return found;
}

/** What a person reads, through slots and shadow roots; buttons and words for screen readers left out. Links on the way are noted. */
export function said(node: Node | null | undefined, links?: string[]): string {
  if (!node) return '';
  if (node.nodeType === 3) return node.nodeValue!;
  const e = node as HTMLSlotElement;
  if (node.nodeType === 1 && e.matches('button,style,.slds-assistive-text')) return '';
  const href = links && e.getAttribute?.('href');
  if (href) links.push(href);
  const given = e.localName === 'slot' ? e.assignedNodes() : [];
  return [...(given.length ? given : (e.shadowRoot ?? e).childNodes)].map((n) => said(n, links)).join('');
}

const cut = (text: string): string => text.trim().slice(0, 400);

/** The standard closed stages carry these words in their API names; of renamed ones only the path's colour tells. */
function stage(id: string, label: string, end?: 'won' | 'lost'): StageRef {
  end ??= /\blost\b/i.test(id) ? 'lost' : /\bwon\b/i.test(id) ? 'won' : undefined;
  return { id: cut(id), label: cut(label || id), ...(end && { closed: end }) };
}

const stageOf = (li: Element): StageRef =>
  stage(li.getAttribute('data-name')!, li.querySelector('a')?.title || said(li.querySelector('.title')), li.matches('.slds-is-won') ? 'won' : li.matches('.slds-is-lost') ? 'lost' : undefined);

export const place = (url: URL): Place | null => {
  const record = opportunityId(url);
  return record ? { crm: 'salesforce', org: url.hostname, record } : null;
};

/** The tab that shows the record; for a console's subtab of something else, the tab its workspace was opened with. */
export function viewOf(root: Document | Element, url: URL): Element | null | undefined {
  const active = [...root.querySelectorAll(VIEW)];
  return url.searchParams.get('ws') && !/006\w{12}/.test(url.pathname)
    ? active[0]?.querySelector('.oneConsoleTab')
    : active.at(-1) ?? root.querySelector('one-record-home-flexipage2');
}

/** What a page is that shows no opportunity's record. */
export function other(root: Document | Element, { pathname }: URL): Reading {
  if (!pathname.includes('/o/Opportunity/')) return { kind: 'elsewhere' };
  if (pathname.endsWith('/new')) return { kind: 'unrecognised', clue: 'new-record' };
  return { kind: 'elsewhere', view: root.querySelector('.active [class*=ipelineView],.active [class*=Kanban]') ? 'kanban' : 'list' };
}

/** The current stage and the path's, of the elements found in a view; `label` is what the details say. */
export function stagesOf(root: Document | Element, steps: Element[], label: string): { stage?: StageRef; stages?: StageRef[] } {
  const current = steps.find((li) => li.matches(NOW));
  const stages = steps.map(stageOf).filter((s) => s.id && s.id !== ANY_CLOSED);
  // Without a path there is only the label; in English it is the API name unless someone renamed it (a guess).
  const now = current ? stageOf(current) : !steps.length && label && root.querySelector('[lang]')?.matches('[lang^=en]') ? stage(label, label) : undefined;
  // Path and details load on their own: until they agree, one of them is old.
  return { ...(now?.id && (!label || label === now.label) && { stage: now }), ...(stages.length && { stages }) };
}

/** Per tab: the record it was last seen as, and its values. Lightning changes the address before the page. */
const last = new WeakMap<Element, [id: string, values: string, tries: number]>();

/** Whether a tab still shows the values of the record before; a record equal in all of them is believed in the end. */
export function isStale(view: Element, record: string, values: string): boolean {
  const before = last.get(view);
  if (before && before[0] !== record && before[1] === values && before[2]++ < 8) return true;
  last.set(view, [record, values, 0]);
  return false;
}

export const salesforceAtRest: AtRest = {
  id: 'salesforce',
  intentEvents: ['click', 'drop'],
  place,

  glance(root, url) {
    const here = place(url);
    if (!here) return other(root, url);
    const view = viewOf(root, url);
    if (!view) return waiting;
    const found = deep(view, `${TITLE},${STEP},[data-target-selection-name$=".Opportunity.StageName"] .test-id__field-value`);
    const title = said(found.find((e) => e.matches(TITLE))).trim();
    const label = said(found.find((e) => e.matches('span'))).trim();
    const { stage: now, stages } = stagesOf(root, found.filter((e) => e.matches(STEP)), label);
    if (!title || isStale(view, here.record, title + now?.id)) return waiting;
    return { kind: 'deal', place: here, fields: now ? { stage: { value: now, from: 'page' } } : {}, missing: now ? [] : ['stage'], ...(stages && { stages }) };
  },

  intent(event, root, url) {
    const path = event.composedPath().filter((e): e is HTMLElement => 'matches' in e);
    const up = (css: string) => path.find((e) => e.matches(css));
    if (event.type === 'drop') return drop(event as DragEvent, up);
    const button = up('button') as HTMLButtonElement | undefined;
    if (!button || button.disabled || !/stepAction|mark-complete|brand|SaveEdit/.test(button.className + button.name) || !place(url)) return null;
    const move = (to: StageRef, how: StageIntent['how']): StageIntent => ({ to, how, replay: () => button.click() });
    const dialog = up('[role=dialog],.slds-modal');
    const view = viewOf(root, url);

    const choice = dialog && deep<HTMLSelectElement>(dialog, 'select.stepAction')[0];
    if (choice) return choice.value && /brand/.test(button.className) ? move(stage(choice.value, choice.selectedOptions[0]?.text ?? ''), 'path') : null;

    const steps = view ? deep(view, STEP) : [];
    const at = steps.findIndex((li) => li.matches(NOW));
    if (button.matches('.stepAction,.slds-path__mark-complete')) {
      const picked = steps.findIndex((li) => li.matches('.slds-is-active'));
      const to = steps[picked < 0 || picked === at ? at + 1 : picked];
      // The last step and a closed deal's only open a dialog, whose Save moves.
      if (!to || steps[at]?.matches('.slds-is-won,.slds-is-lost')) return null;
      const ref = stageOf(to);
      return ref.id && ref.id !== ANY_CLOSED ? move(ref, 'path') : null;
    }
    const box = button.name === 'SaveEdit' && deep(dialog ?? view ?? root, 'button[name=StageName]')[0];
    const id = box && box.getAttribute('data-value');
    return id && id !== steps[at]?.getAttribute('data-name') ? move(stage(id, said(box.firstElementChild)), 'edit') : null;
  },

  watch(root, url) {
    const view = place(url) && viewOf(root, url);
    // Changes inside shadow roots do not reach an observer outside: there, the path is what tells.
    return (view && !view.querySelector(ROW) && deep(view, '.slds-path__nav')[0]) || view || null;
  },

  refusal(root) {
    const box = root.querySelector('.forceToastMessage[class*=theme_error] .toastContent,.forceToastMessage[class*=theme--error] .toastContent')
      ?? deep(root, '.page-error-list,.pageLevelErrors')[0];
    return said(box).trim().slice(0, 2_000) || null;
  },
};

/** A card dropped on a column of the kanban: only the person can make that move again. */
function drop(event: DragEvent, up: (css: string) => HTMLElement | undefined): StageIntent | null {
  const column = up('[class*=ipelineView][data-name],[class*=anban] [data-name]');
  const id = /\b006\w{12}(\w{3})?\b/.exec(['text/plain', 'text/uri-list'].map((t) => event.dataTransfer?.getData(t)).join(' '))?.[0];
  if (!column || !id || column.querySelector(`[data-recordid^="${id.slice(0, 15)}"]`)) return null;
  const to = column.getAttribute('data-name')!;
  return { to: stage(to, column.querySelector('[title]')?.getAttribute('title') ?? ''), how: 'kanban', record: to18(id) };
}
