/**
 * Dynamics 365 Sales (model-driven app) at rest. Never run on a real one: hosts and addresses are documented, names of controls
 * are those of Microsoft's EasyRepro and of public UI tests (2021–2026), all read 2026-11-21.
 */
import type { StageRef } from '../../domain/event.ts';
import type { AtRest, Place, Reading } from '../contract.ts';
import { atRest, learned, stage, viewIn, words, type KnownPage, type Root } from '../known.ts';
import { HOST } from './ids.ts';

const GUID = /^\{?([\da-f]{8}-(?:[\da-f]{4}-){3}[\da-f]{12})\}?$/i;

const STEP = 'li[id*="ProcessBreadCrumb-processHeaderStage_"]';
const idOf = (e: Element): string => /[\da-f-]{36}$/i.exec(e.id)?.[0].toLowerCase() ?? '';
/** Both by `data-id` and by `id`: either is used, depending on the version. */
const control = (name: string): string => `[data-id*="StageControl-${name}"],[id*="StageControl-${name}"]`;
const FLYOUT = control('businessProcessFlowFlyoutFooterContainer');

const params = (url: URL) => url.searchParams;
export const place = (url: URL): Place | null => {
  const at = params(url);
  const record = GUID.exec(at.get('id') ?? '')?.[1]?.toLowerCase();
  return record && HOST.test(url.hostname) && url.pathname.endsWith('/main.aspx') && at.get('etn') === 'opportunity' && at.get('pagetype') === 'entityrecord'
    ? { crm: 'dynamics365', org: url.hostname, record } : null;
};

function other(root: Root, url: URL): Reading {
  if (!HOST.test(url.hostname) || params(url).get('etn') !== 'opportunity') return { kind: 'elsewhere' };
  if (params(url).get('pagetype') === 'entitylist') return { kind: 'elsewhere', view: 'list' };
  return viewIn(root, page.view) ? { kind: 'unrecognised', clue: 'new-record' } : { kind: 'elsewhere' };
}

const stepsOf = (view: ParentNode): HTMLElement[] => [...view.querySelectorAll<HTMLElement>(STEP)].filter((li) => idOf(li) && nameOf(li));
const nameOf = (li: Element): string => words(li.querySelector('[id*=HeaderStageName]'));
const stageOf = (li: Element): StageRef => stage(idOf(li), nameOf(li));

/** The step that says how long it has been active; without that label the selected one, as long as no other one is looked at. */
function active(view: Element, steps: HTMLElement[]): HTMLElement | undefined {
  const told = steps.filter((li) => li.querySelector('[id*=stageStatusLabel]'));
  if (told.length) return told.length === 1 ? told[0] : undefined;
  const open = view.ownerDocument.querySelector(FLYOUT);
  const selected = steps.filter((li) => li.matches('[aria-selected=true]'));
  return selected.length === 1 && (!open || open.querySelector(control('nextButtonContainer'))) ? selected[0] : undefined;
}

const NEXT = 'stageproof-next';
const PREVIOUS = 'stageproof-previous';
/** When a control of ours was pressed: what it does is asked about once. */
let pressed = 0;

export const page: KnownPage = {
  id: 'dynamics365',
  // The second and third come from the page's own world, dynamics365-hook.iife.ts.
  intentEvents: ['click', NEXT, PREVIOUS],
  place,
  other,
  view: '[data-id="editFormRoot"]',
  name: '[data-id="name.fieldControl-text-box-text"]',

  stages(view, here) {
    const steps = stepsOf(view);
    const now = active(view, steps);
    const stages = steps.map(stageOf);
    // Won and lost are no steps of the process.
    const ends = stages.length ? learned(here).filter((s) => s.closed) : [];
    return { now: now && stageOf(now), stages: [...stages, ...ends] };
  },

  intent(event, root, url) {
    const up = (css: string) => (event.target as Element | null)?.closest?.<HTMLElement>(css);
    const here = place(url);
    const view = here && viewIn(root, page.view);
    const { type } = event;
    if (!view || up('[aria-disabled=true]') || (type !== 'click' && Date.now() - pressed < 3e3)) return null;
    const end = /MarkAs(Won|Lost)/.exec(up('button[data-id*="MarkAs"]')?.dataset['id'] ?? '')?.[1];
    const steps = stepsOf(view);
    const at = steps.indexOf(active(view, steps)!);
    const step = end ? undefined
      : type === NEXT || up(control('nextButtonContainer')) ? at >= 0 && steps[at + 1]
      : type === PREVIOUS || up(control('previousButtonContainer')) ? steps[at - 1]
      // “Set Active” stands in the flyout of the step that is looked at.
      : up(control('setActiveButton')) && steps.find((li) => li.matches('[aria-selected=true]'));
    const to = end ? stage(end.toLowerCase(), end) : step && stageOf(step);
    if (!to) return null;
    if (type === 'click') pressed = Date.now();
    const button = up('button,[role=button]');
    return { to, how: end ? 'button' : 'path', ...(button && { replay: () => button.click() }) };
  },

  refused: '[data-id="errorDialog_subtitle"],[data-id="warningNotification"]',
};

export const dynamicsAtRest: AtRest = atRest(page);
