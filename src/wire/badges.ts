/** Badges on the CRM's lists and boards: what the page's script asks for and is told. Types only. */
import type { CrmId } from '../crm/contract.ts';
import type { StageRef } from '../domain/event.ts';

/** Cards that came into view, at most 200. `stage`: where the page shows the deal now, when it says so by id. */
export interface BadgesAsk {
  t: 'badges';
  crm: CrmId;
  org: string;
  cards: { record: string; stage?: StageRef | undefined }[];
}

/** What lies beside a deal's name: markup of our own making, and the words for it. */
export interface Badge {
  face: string;
  label: string;
}

/** `on: false`: take all away. Without `marks`: what was told is old, ask again. A record that is `null` is no deal we know. */
export interface BadgesTold {
  t: 'badges';
  on: boolean;
  css: string;
  /** Name of the whole. */
  title: string;
  marks?: Record<string, Badge | null>;
}
