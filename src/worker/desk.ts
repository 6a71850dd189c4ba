/** What is known of one tab: the page's script, the panel beside it, the record shown, and a move waiting at the gate. */
import type { Fields, Place, Reading, ApiTrouble } from '../crm/contract.ts';
import { crmKind, recogniseCrm } from '../crm/registry.ts';
import type { DealKey, StageRef } from '../domain/event.ts';
import type { HeldMove } from '../wire/messages.ts';
import type { Crms } from './answers.ts';
import type { HostLink, PanelLink } from './hub.ts';

export interface Desk {
  readonly tab: number;
  host: HostLink | null;
  panels: Set<PanelLink>;
  url: string;
  place: Place | null;
  reading: Reading | null;
  readAt: number;
  /** When the page's script first said hello: about when the page was loaded. */
  loaded: number;
  /** Only the stage was looked at so far. */
  glance: boolean;
  /** Field values as the page and the API last showed them in this visit. */
  shown: { page: Fields; api: Fields };
  stages: StageRef[];
  api: ApiTrouble | '' | null;
  me: { id?: string | undefined; label: string } | null;
  key: DealKey | null;
  /** The panel's frame stands on the page. */
  open: boolean;
  /** Writes to the CRM that are under way: readings begun before them are not believed. */
  writing: number;
  /** The page is being loaded again by the panel, which comes back with it. */
  reopen: boolean;
  held: HeldMove | null;
  /** Moves that went through and whose end is not known yet, by number. */
  going: Map<number, Going>;
  /** Screen to open at once the panel is there. */
  next: 'coach' | null;
  /** `crm:org:` of the last record seen in this tab, for boards. */
  org: string;
  /** What this page said is dealt with in its order. */
  turn: Promise<void>;
}

export interface Going {
  to: StageRef | null;
  from: StageRef | null;
  record: string | undefined;
  /** Outcomes that were missing when the move was made. */
  missing: string[];
  override?: { reason: string; approver?: string; until?: string } | undefined;
}

export const keyOf = (place: Place): DealKey => `${place.crm}:${place.org}:${place.record}`;

export function newDesk(tab: number): Desk {
  return {
    tab, host: null, panels: new Set(), url: '', place: null, reading: null, readAt: 0, loaded: 0, glance: true, shown: { page: {}, api: {} }, stages: [],
    api: null, me: null, key: null, open: false, writing: 0, reopen: false, held: null, going: new Map(), next: null, org: '', turn: Promise.resolve(),
  };
}

/** `crm:org:` of an address where its CRM's addresses say the org: a board may be the first that is seen of it. */
export async function orgAt(crms: Pick<Crms, 'at'>, url: string): Promise<string> {
  if (!URL.canParse(url)) return '';
  const { crm } = await crms.at(url);
  const org = crm && crmKind(crm)?.org?.(new URL(url));
  return org ? `${crm}:${org}:` : '';
}

/** Another record, or none: forget what belonged to the one before. Returns whether it is another one. */
export function turnTo(desk: Desk, place: Place | null, url: string): boolean {
  const key = place ? keyOf(place) : null;
  const sameUrl = desk.url === url;
  desk.url = url;
  if (place) desk.org = `${place.crm}:${place.org}:`;
  // A board may be the first that is seen of an org; Lightning's orgs are their hosts.
  else if (URL.canParse(url) && recogniseCrm(new URL(url)) === 'salesforce') desk.org = `salesforce:${new URL(url).hostname}:`;
  // A deal typed by hand belongs to the address where it was typed.
  if (key === desk.key ? key !== null || desk.place === null : key === null && sameUrl && desk.key?.startsWith('typed:')) return false;
  Object.assign(desk, { place, key, reading: null, readAt: 0, shown: { page: {}, api: {} }, stages: [], api: null, held: null });
  return true;
}
