/**
 * Pipedrive's deal page at rest. Never run on Pipedrive: the address, the frame and the buttons for won and lost are those of
 * public browser extensions (2017–2024); the stage bar's attributes are a guess. Read 2026-11-21. Where the bar is another
 * one, the API says the stage.
 */
import type { StageRef } from '../../domain/event.ts';
import type { AtRest, Place, Reading } from '../contract.ts';
import { atRest, learned, words, type KnownPage, type Root } from '../known.ts';
import { CLOSED, HOST } from './ids.ts';

const STEP = '[data-test="stage-selector"] [data-stage-id]';
const NOW = '[aria-current]:not([aria-current=false]),[aria-checked=true]';

export const place = (url: URL): Place | null => {
  const record = HOST.test(url.hostname) && /^\/deal\/(\d+)(\/|$)/.exec(url.pathname)?.[1];
  return record ? { crm: 'pipedrive', org: url.hostname, record: String(+record) } : null;
};

function other(_: Root, { hostname, pathname }: URL): Reading {
  if (!HOST.test(hostname)) return { kind: 'elsewhere' };
  if (pathname.startsWith('/auth/login')) return { kind: 'unrecognised', clue: 'signed-out' };
  return pathname.startsWith('/pipeline') ? { kind: 'elsewhere', view: 'kanban' } : pathname.startsWith('/deals') ? { kind: 'elsewhere', view: 'list' } : { kind: 'elsewhere' };
}

const idOf = (e: Element): string => /^\d+$/.exec(e.getAttribute('data-stage-id') ?? '')?.[0] ?? '';
/** A stage's words may hold “won”: only its status ends a deal. */
const stepOf = (e: Element): StageRef => ({ id: idOf(e), label: words(e).slice(0, 400) });

export const page: KnownPage = {
  id: 'pipedrive',
  intentEvents: ['click'],
  place,
  other,
  view: '.dealDetails',
  name: '.descriptionHead .title,[data-test="deal-title"]',

  stages(view, here) {
    const steps = [...view.querySelectorAll(STEP)].filter((e) => idOf(e) && words(e));
    const known = learned(here);
    const of = (e: Element) => known.find((s) => s.id === idOf(e)) ?? stepOf(e);
    const ended = view.querySelector('[data-test="deal-status"]')?.getAttribute('data-status');
    const marked = steps.filter((e) => e.matches(NOW));
    const now = CLOSED.find((s) => s.id === ended) ?? (marked.length === 1 ? of(marked[0]!) : undefined);
    return { now, stages: steps.length ? [...steps.map(of), ...CLOSED] : known };
  },

  intent(event, root, url) {
    const up = (css: string) => (event.target as Element | null)?.closest?.<HTMLButtonElement>(css);
    const here = place(url);
    const step = up(STEP);
    const end = up('.dealDetails .stateActions :is(button,a):is(.won,.lost,[data-test="won-button"],[data-test="lost-button"])');
    const on = step ?? end;
    if (!here || !on || on.disabled || !root.contains(on)) return null;
    const to = end ? CLOSED.find((s) => end.matches(`.${s.id},[data-test="${s.id}-button"]`)) : step!.matches(NOW) || !idOf(step!) ? undefined : stepOf(step!);
    return to ? { to, how: end ? 'button' : 'path', replay: () => on.click() } : null;
  },

  refused: '.cui5-snackbar--error .cui5-snackbar__message,[data-test="error-snackbar"]',
};

export const pipedriveAtRest: AtRest = atRest(page);
