/**
 * What an adapter for a CRM gives. The page is passed in: nothing in `crm/` reads a global `document`,
 * and nothing here changes the page. Types only, so that the host's script stays small.
 */
import type { FieldName, FieldReading, Ref, StageRef } from '../domain/event.ts';

export type CrmId = 'tryton' | 'salesforce' | 'odoo' | 'dynamics365' | 'hubspot' | 'pipedrive' | 'zoho' | `taught-${string}`;

/** Which record a page shows. `org` is the stable tenant host or id; `record` the CRM's stable id. */
export interface Place {
  crm: CrmId;
  org: string;
  record: string;
}

export type Fields = Partial<Record<FieldName, FieldReading>>;

/** One attempt to read the page; never null, never an exception. */
export type Reading =
  | {
      kind: 'deal';
      place: Place;
      fields: Fields;
      /** Fields this layout should show and did not. */
      missing: FieldName[];
      /** The record cannot be edited by this user. */
      readonly?: boolean;
      /** Stages as the page's own stage control lists them, in the order of the process. */
      stages?: StageRef[];
    }
  | { kind: 'elsewhere'; view?: 'list' | 'kanban' }
  /** `waiting`: the record's frame is there, its values are not yet. Anything else: the layout is not the one we know. */
  | { kind: 'unrecognised'; clue: 'waiting' | 'signed-out' | 'new-record' | 'layout' };

/** A stage move a person is about to make on the CRM's own control. */
export interface StageIntent {
  /** The target by id where the control names it; `next` for controls that only say “complete”. */
  to: { id: string; label?: string; closed?: 'won' | 'lost' } | 'next' | 'closing';
  /** Which control, for history: path, button, statusbar, edit, kanban. */
  how: 'path' | 'button' | 'statusbar' | 'edit' | 'kanban';
  /** The record that moves when it is not the one in the address (a card on a board). */
  record?: string;
  /** Makes the move again on the CRM's own control, after the gate let it through; absent where only the person can (a drag). */
  replay?: () => void;
}

export interface Adapter {
  readonly id: CrmId;
  /** Record named by the address alone, or null. Refuses other CRMs, lookalike hosts and other objects. */
  place(url: URL): Place | null;
  /** Reads the record shown, scoped to the active tab or dialog. `root` is the document or a captured page. */
  read(root: Document | Element, url: URL): Reading;
  /** The stage move behind a click, key press, change or drop; null for everything else. Must be cheap: runs in capture phase. */
  intent(event: Event, root: Document | Element, url: URL): StageIntent | null;
  /** Event types to listen for, in capture phase, beyond `click`. */
  readonly intentEvents: readonly ('click' | 'drop' | 'pointerup' | 'change' | 'keydown' | `stageproof-${string}`)[];
  /** The narrowest element whose changes can change the reading, or null while there is none. */
  watch(root: Document, url: URL): Element | null;
  /** Whether the page shows that the CRM refused or reported an error for the last action (a toast or dialog). */
  refusal(root: Document | Element): string | null;
}

/**
 * The part of an adapter that every page of the CRM carries, counted in the 8 kB at rest. The complete reading comes with the
 * panel; until then `glance` says which deal this is and its stage, as a reading with nothing but `stage`.
 */
export interface AtRest extends Omit<Adapter, 'read'> {
  glance(root: Document | Element, url: URL): Reading;
}

/** A row of a list or a card of a board. `anchor` shows the deal's name; a badge is laid beside it, never into it. */
export interface DealOnList {
  record: string;
  fields: Fields;
  anchor: Element;
}

/** Reads lists and boards; a script of its own (`{crm}-list`), injected for badges and for bringing in what the page shows. */
export interface ListReader {
  readonly id: CrmId;
  /** Deals shown now, or null where the page shows no list of deals. `more`: the list goes on beyond what is drawn. */
  list(root: Document | Element, url: URL): { org: string; view: 'list' | 'kanban'; deals: DealOnList[]; more: boolean } | null;
  /** The narrowest element under which rows and cards come and go. */
  watch(root: Document, url: URL): Element | null;
  /** Where rows carry no record id: asks the CRM which records they are. `list` gives those that are known. Never rejects. */
  prepare?(root: Document, url: URL): Promise<void>;
}

/** The signed-in user, as far as the CRM says. */
export type Who = Ref;

/** Why an API reading was not used; the page's reading stands and says so. */
export type ApiTrouble = 'signed-out' | 'forbidden' | 'other-user' | 'shape' | 'network' | 'not-granted' | 'not-found';

/** Reading by the CRM's own API with the user's session. Answers are validated; a trouble never throws. */
export interface ApiReader {
  readonly crm: CrmId;
  read(place: Place): Promise<{ ok: true; fields: Fields; stages?: StageRef[]; me?: Who } | { ok: false; why: ApiTrouble; detail?: string }>;
}
