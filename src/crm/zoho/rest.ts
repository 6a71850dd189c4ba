/**
 * Zoho CRM's deal page (module Potentials) at rest. Never run on Zoho: addresses and `subvalue_COLUMN`/`value_COLUMN` are those
 * of public browser extensions (2018–2026); the stage bar and the Blueprint's buttons are guesses. Read 2026-11-21.
 * A stage's id is its words as this user sees them: page and API name it so alike.
 */
import type { AtRest, Place, Reading } from '../contract.ts';
import { atRest, learned, stage, viewIn, words, type KnownPage, type Root } from '../known.ts';
import { HOST } from './ids.ts';

const PATH = /^\/crm\/(?:org\d+\/)?tab\/Potentials(?:\/(\d{6,30}))?(?:\/|$)/;

/** A step of the stage bar, or a choice in the open list of the field; both name the stage. */
const STEP = ':is(crm-stage-path,[data-zcqa="stagePath"]) [data-value],lyte-drop-item[data-zcqa*="Stage"][data-value]';
const MOVE = ':is(crm-blueprint,[data-zcqa="blueprint"]) :is(lyte-button,button)[data-zcqa^="transition_"]';
const FIELD = '#subvalue_STAGE,[data-zcqa="value_STAGE"]';

export const place = (url: URL): Place | null => {
  const record = HOST.test(url.hostname) && PATH.exec(url.pathname)?.[1];
  return record ? { crm: 'zoho', org: url.hostname, record } : null;
};

function other(root: Root, url: URL): Reading {
  if (!HOST.test(url.hostname) || !PATH.test(url.pathname)) return { kind: 'elsewhere' };
  if (/\/(create|edit)$/.test(url.pathname)) return { kind: 'unrecognised', clue: 'new-record' };
  return { kind: 'elsewhere', view: root.querySelector('crm-kanban-view,[data-zcqa="kanbanView"]') ? 'kanban' : 'list' };
}

export const page: KnownPage = {
  id: 'zoho',
  intentEvents: ['click'],
  place,
  other,
  view: 'crux-detail-view,crm-detail-view,#detailView,body:has(#subvalue_POTENTIALNAME,[data-zcqa="value_POTENTIALNAME"])',
  name: '#subvalue_POTENTIALNAME,[data-zcqa="value_POTENTIALNAME"]',

  stages(view, here) {
    const told = new Set([...view.querySelectorAll(FIELD)].map(words).filter(Boolean));
    const [label] = told;
    const listed = [...view.querySelectorAll(STEP)].filter((e) => !e.matches('lyte-drop-item')).map((e) => stage(words(e)));
    const stages = learned(here).length ? learned(here) : listed;
    return { now: told.size === 1 ? stages.find((s) => s.id === label) ?? stage(label!) : undefined, stages };
  },

  intent(event, root, url) {
    const here = place(url);
    const view = here && viewIn(root, page.view);
    const on = (event.target as Element | null)?.closest?.<HTMLElement>(`${MOVE},${STEP}`);
    if (!view || !on || on.matches('[disabled],[aria-disabled=true]')) return null;
    const said = words(on);
    const now = page.stages(view, here!).now;
    const replay = (): void => on.click();
    const known = learned(here!);
    if (!on.matches(MOVE)) return !said || said === now?.id ? null : { to: known.find((s) => s.id === said) ?? stage(said), how: 'path', replay };
    // The API knows where a transition leads; without it its own words may say an end, else it is the way on.
    const target = globalThis.stageproofStages?.moves?.[said];
    const end = stage(said);
    return { to: target ? known.find((s) => s.id === target) ?? stage(target) : end.closed ? { id: end.closed, label: said, closed: end.closed } : 'next', how: 'button', replay };
  },

  refused: '.lyteErrorMessage,lyte-message.lyteMsgError,[data-zcqa="errorMsg"]',
};

export const zohoAtRest: AtRest = atRest(page);
