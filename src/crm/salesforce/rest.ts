/**
 * What every Lightning page carries at rest: which record, which stage, which move is being made. The whole reading is in
 * page.ts. Never run on a real org: names come from public code and the vendor's pages (2026-11-21) and are guesses until
 * then; a wrong one makes a field missing. API names are sturdier than labels, which are translated.
 */
import type { StageRef } from '../../domain/event.ts';
import type { AtRest, Reading, StageIntent } from '../contract.ts';
import { opportunityId, to18 } from './ids.ts';

type Root = Document | Element | ShadowRoot;
type Control = HTMLButtonElement & { selectedOptions?: HTMLCollectionOf<HTMLOptionElement> };

/** Aura's tabs: what was visited stays in the page (selectors of public time trackers and UI tests, 2025). */
const VIEW = '.oneConsoleTab.active,.oneContent.active';
export const TITLE = '[slot=primaryField]';
/** Aura's pathAssistant: the step's API name, which no language changes. */
export const STEP = '.slds-path__nav li[data-name]';
const NOW = '.slds-is-current,.slds-is-lost,.slds-is-won';
export const waiting: Reading = { kind: 'unrecognised', clue: 'waiting' };

/** Elements that match, in every open shadow root too. Synthetic shadow looks flat from a content script. */
export function deep(root: Root | null | undefined, css: string, found: HTMLElement[] = []): HTMLElement[] {
  if (root) {
    found.push(...root.querySelectorAll<HTMLElement>(css));
    for (const e of root.querySelectorAll('*')) deep(e.shadowRoot, css, found);
  }
  return found;
}

/** Text of a leaf: under native shadow it stands in the component's own root. */
export const words = (e?: Element | null): string => (e ? e.shadowRoot ?? e : e)?.textContent?.trim() ?? '';
const attr = (e: Element | undefined, name: string): string => e?.getAttribute(name) ?? '';

/**
 * A stage whose end shows in its API name (the standard ones) or in the path's colour, `slds-is-won`. None for the last
 * step of an open deal's path: it is no stage, the dialog behind it asks which closed one.
 */
export function stage(id: string, label = '', colour = ''): StageRef | undefined {
  const closed = /\b(won|lost)\b/i.exec(`${id} ${colour}`)?.[1]!.toLowerCase() as StageRef['closed'];
  return id && id !== 'Closed' ? { id: id.slice(0, 400), label: (label || id).trim().slice(0, 400), ...(closed && { closed }) } : undefined;
}
const stageOf = (li?: Element) => stage(attr(li, 'data-name'), li?.querySelector('a')?.title, li?.className);
/** Stages as the path lists them, and the current one. */
export const stagesOf = (steps: Element[]) => ({
  now: stageOf(steps.find((li) => li.matches(NOW))),
  stages: steps.map(stageOf).filter((s) => !!s),
});

export const place: AtRest['place'] = (url) => {
  const record = opportunityId(url);
  return record ? { crm: 'salesforce', org: url.hostname, record } : null;
};

/** The tab that shows the record; for a console's subtab of something else, the tab its workspace was opened with. */
export function viewOf(root: Document | Element, url: URL): Element | null | undefined {
  const active = [...root.querySelectorAll(VIEW)];
  return url.search.includes('ws=') && !url.pathname.includes('/006')
    ? active[0]?.querySelector('.oneConsoleTab')
    : active.at(-1) ?? root.querySelector('one-record-home-flexipage2');
}

/** What a page is that shows no opportunity's record. */
export const other = (root: Document | Element, { pathname }: URL): Reading =>
  !pathname.includes('/o/Opportunity/') ? { kind: 'elsewhere' }
    : pathname.endsWith('/new') ? { kind: 'unrecognised', clue: 'new-record' }
    : { kind: 'elsewhere', view: root.querySelector('.active [class*=ipelineView]') ? 'kanban' : 'list' };

/** The record last seen on the page, and its values: Lightning changes the address before the page, and draws tabs anew. */
const last = new WeakMap<Node, [id: string, values: string, tries: number]>();

/** Whether the page still shows the values of the record before; a record equal in all of them is believed in the end. */
export function isStale({ ownerDocument }: Element, record: string, values: string, seen = last): boolean {
  const before = seen.get(ownerDocument);
  if (before && before[0] !== record && before[1] === values && before[2]++ < 40) return true;
  seen.set(ownerDocument, [record, values, 0]);
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
    const found = deep(view, `${TITLE},${STEP}`);
    const { now, stages } = stagesOf(found.filter((e) => e.matches(STEP)));
    const title = words(found.find((e) => e.matches(TITLE)));
    return !title || isStale(view!, here.record, title + now?.id) ? waiting
      : { kind: 'deal', place: here, fields: now ? { stage: { value: now, from: 'page' } } : {}, missing: now ? [] : ['stage'], stages };
  },

  intent(event, root, url) {
    const up = (css: string) => (event.composedPath() as unknown as Control[]).find((e) => e.matches?.(css));
    const move = (to: StageRef | undefined, how: StageIntent['how'], more: Partial<StageIntent>): StageIntent | null => (to ? { to, how, ...more } : null);
    if (event.type === 'drop') {
      // A card on another column of the kanban: only the person can make that move again.
      const column = up('[class*=ipelineView][data-name]');
      const id = /\b006\w{12}(\w{3})?\b/.exec((event as DragEvent).dataTransfer?.getData('text') ?? '')?.[0];
      return !id || !column || column.querySelector(`[data-recordid^="${id.slice(0, 15)}"]`) ? null
        : move(stage(attr(column, 'data-name'), column.querySelector<HTMLElement>('[title]')?.title), 'kanban', { record: to18(id) });
    }
    const button = up('button:is(.stepAction,[class*=brand],[name=SaveEdit]):not([disabled])');
    if (!button || !place(url)) return null;
    const replay = () => button.click();
    const view = viewOf(root, url);
    const steps = deep(view, STEP);
    const at = steps.findIndex((li) => li.matches(NOW));
    if (button.matches('.stepAction')) {
      const picked = steps.findIndex((li) => li.matches('.slds-is-active'));
      // The last step's button and a closed deal's only open a dialog, whose Save moves.
      return move(stageOf(steps[picked < 0 || picked === at ? at + 1 : picked]), 'path', { replay });
    }
    // Save of the dialog for the closed stage, of an edit dialog, or of the form in the page.
    const dialog = up('[role=dialog]');
    const box = (dialog || button.name) && deep(dialog ?? view, 'select.stepAction,button[name=StageName]')[0] as Control | undefined;
    const id = box && (attr(box, 'data-value') || box.value);
    return id && id !== attr(steps[at], 'data-name') ? move(stage(id, box.selectedOptions?.[0]?.text ?? words(box)), box.selectedOptions ? 'path' : 'edit', { replay }) : null;
  },

  watch(root, url) {
    const view = place(url) && viewOf(root, url);
    // Changes inside shadow roots do not reach an observer outside: there, the path is what tells.
    return (view && !view.querySelector(TITLE) && deep(view, '.slds-path__nav')[0]) || view || null;
  },

  refusal: (root) =>
    words(root.querySelector('.forceToastMessage[class*=error] .toastContent') ?? deep(root, '.page-error-list')[0]).slice(0, 2e3) || null,
};
