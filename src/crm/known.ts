/**
 * What the adapters of hosted CRMs have in common at rest: a part of the page that shows the record, its name, its stages. Each
 * CRM says where these stand. Ships with every page of it: keep it small.
 */
import type { StageRef } from '../domain/event.ts';
import type { AtRest, Place, Reading } from './contract.ts';

export type Root = Document | Element;

declare global {
  /**
   * Stages by the CRM's own ids, learned from its API or from an open list of them, in the content script's world which the page
   * cannot see: some pages show a stage's words alone. With `record` they are that record's alone: another one's pipeline may call
   * another stage so.
   */
  // eslint-disable-next-line no-var
  var stageproofStages: { org: string; record?: string; stages: StageRef[]; moves?: Record<string, string> | undefined } | undefined;
}

export const waiting: Reading = { kind: 'unrecognised', clue: 'waiting' };

export const words = (e?: Element | null): string => (e?.localName === 'input' ? (e as HTMLInputElement).value : e?.textContent ?? '').replace(/\s+/g, ' ').trim();

/** A stage that ends where its id or words say so. */
export const stage = (id: string, label = id): StageRef => {
  const closed = /\b(?:closed\W?)?(won|lost)\b/i.exec(`${id} ${label}`)?.[1]!.toLowerCase() as StageRef['closed'];
  return { id: id.slice(0, 400), label: label.slice(0, 400), ...(closed && { closed }) };
};

export const learned = ({ org, record }: Place): StageRef[] => {
  const known = globalThis.stageproofStages;
  return known?.org === org && (known.record ?? record) === record ? known.stages : [];
};

export interface KnownPage extends Omit<AtRest, 'glance' | 'watch' | 'refusal'> {
  /** What a page is that shows no record of this CRM's deals. */
  other(root: Root, url: URL): Reading;
  /** Selector of the part that shows the record; earlier ones may stay in the page, hidden. */
  view: string;
  /** Selector of the deal's name, within the view. */
  name: string;
  stages(view: Element, place: Place): { now?: StageRef | undefined; stages: StageRef[] };
  /** Selector of what this CRM shows when it refuses. */
  refused: string;
}

/** The last of them that is shown. */
export const viewIn = (root: Root, css: string): Element | undefined =>
  [...root.querySelectorAll(css)].filter((e) => e.checkVisibility?.() !== false).at(-1);

export function atRest(page: KnownPage): AtRest {
  /** The record last seen, its values, and how often the same ones were seen under another address. */
  let last = ['', '', 0] as [string, string, number];
  return {
    ...page,

    glance(root, url) {
      const place = page.place(url);
      if (!place) return page.other(root, url);
      const view = viewIn(root, page.view);
      const title = words(view?.querySelector(page.name));
      if (!title) return waiting;
      const { now, stages } = page.stages(view!, place);
      const seen = title + now?.id;
      // The address changes before the page does; a record equal in all is believed in the end.
      if (last[0] && last[0] !== place.record && last[1] === seen && last[2]++ < 40) return waiting;
      last = [place.record, seen, 0];
      return { kind: 'deal', place, fields: now ? { stage: { value: now, from: 'page' } } : {}, missing: now ? [] : ['stage'], ...(stages.length && { stages }) };
    },

    watch: (root, url) => (page.place(url) ? viewIn(root, page.view) ?? root.body : null),
    refusal: (root) => words(root.querySelector(page.refused)).slice(0, 2_000) || null,
  };
}
