/**
 * HubSpot's deal record at rest. Never run on HubSpot: addresses and names of controls are those that public browser extensions
 * and UI tests use (2019–2026), read 2026-11-21. A stage's id stands in the page only while its list is open.
 */
import type { AtRest, Place, Reading } from '../contract.ts';
import { atRest, learned, stage, words, type KnownPage, type Root } from '../known.ts';
import { HOST } from './ids.ts';

/** 0-3 is the type of deals; the older address names it. */
const RECORD = /^\/contacts\/(\d+)\/(?:record\/0-3|deal)\/(\d+)(?:\/|$)/;
const LIST = /^\/contacts\/\d+\/(?:objects\/0-3|deals)(?:\/|$)/;
const BUTTON = 'button:is([data-selenium-test="property-input-dealstage"],[data-test-id="property-input-dealstage"])';
export const OPTION = '[role=option][data-option-value]';

export const place = (url: URL): Place | null => {
  const [, portal, record] = HOST.test(url.hostname) ? RECORD.exec(url.pathname) ?? [] : [];
  return record ? { crm: 'hubspot', org: `${url.hostname}/${portal}`, record } : null;
};

function other(_: Root, url: URL): Reading {
  if (!HOST.test(url.hostname)) return { kind: 'elsewhere' };
  if (url.pathname.startsWith('/login')) return { kind: 'unrecognised', clue: 'signed-out' };
  return LIST.test(url.pathname) ? { kind: 'elsewhere', view: /\/board(\/|$)/.test(url.pathname) ? 'kanban' : 'list' } : { kind: 'elsewhere' };
}

/** HubSpot's words may carry marks that nobody sees. */
const clean = (text: string): string => text.replace(/\u200b|\u200c|\u200d|\u2060|\ufeff/g, '').trim();
const optionOf = (e: Element) => stage(e.getAttribute('data-option-value')!, clean(words(e.querySelector('[data-option-text]') ?? e)));

export const page: KnownPage = {
  id: 'hubspot',
  intentEvents: ['click'],
  place,
  other,
  view: 'body:has([data-selenium-test="deal-highlight-details"],[data-card-type="OBJECT_HIGHLIGHT"])',
  name: '[data-test-id="highlight-property-display-dealname"],[data-selenium-test="highlightTitle"]',

  stages(view, here) {
    const label = clean(words(view.querySelector(BUTTON) ?? view.querySelector('[data-test-id="highlight-property-display-dealstage"]')));
    const stages = learned(here);
    // Several pipelines may call a stage alike.
    const same = stages.filter((s) => clean(s.label) === label);
    return { now: same.length === 1 ? same[0] : undefined, stages };
  },

  intent(event, root, url) {
    const option = (event.target as Element | null)?.closest?.<HTMLElement>(OPTION);
    const here = place(url);
    if (!option || !here || option.matches('[aria-disabled=true]')) return null;
    const buttons = [...root.querySelectorAll<HTMLElement>(BUTTON)];
    const button = buttons.find((b) => root.querySelector(`[id="${b.getAttribute('aria-owns') ?? b.getAttribute('aria-controls')}"]`)?.contains(option));
    if (!button) return null;
    const list = [...option.closest('[role=listbox],ul,[id]')!.querySelectorAll(OPTION)].map(optionOf);
    if (!learned(here).length) globalThis.stageproofStages = { org: here.org, record: here.record, stages: list };
    const to = optionOf(option);
    if (to.label === clean(words(button))) return null;
    const replay = (): void => {
      const again = (): HTMLElement | undefined => [...button.ownerDocument.querySelectorAll<HTMLElement>(OPTION)].find((e) => e.getAttribute('data-option-value') === to.id);
      const press = (tries: number): void => {
        const e = again();
        if (e) e.click();
        else if (tries) setTimeout(press, 100, tries - 1);
      };
      // The list closes when the person turns to the panel.
      if (!again()) button.click();
      press(20);
    };
    return { to, how: 'edit', replay };
  },

  refused: '[data-test-id="floating-alert-danger"],[data-alert-type=danger],.private-alert--danger',
};

export const hubspotAtRest: AtRest = atRest(page);
