/**
 * What a CRM's own API is asked with the user's session, beyond reading the record that is open: many deals, people, writing.
 * One job in, one answer out. Nothing throws: a trouble is an answer. Types only.
 *
 * Where it runs: `crmKinds[…].session`: `page` in the content script's world of a tab of that CRM (same origin, its session
 * goes along), `worker` in the service worker.
 */
import type { FieldName, FieldReading, FieldValue, StageRef } from '../domain/event.ts';
import type { ApiTrouble, Fields, Place } from './contract.ts';

/** A deal as a list, a board, an export or a bulk answer shows it. */
export interface ListedDeal {
  record: string;
  fields: Fields;
}

/** A person of the customer on the deal. */
export interface DealPerson {
  /** The CRM's id of the person, or of the role's row where it has none. */
  id?: string;
  name: string;
  role?: string;
  primary?: true;
}

/** What can be written back; each has its own switch, off by default. */
export type Writable = Extract<FieldName, 'stage' | 'probability' | 'closeDate' | 'nextStep'> | 'note';

/** One value to write. `from` is what the person saw in the diff: a CRM that says otherwise by now is not written to. */
export interface Change {
  field: Writable;
  from: FieldValue;
  /** The text of a note is plain text. */
  to: FieldValue;
}

export type ApiJob =
  /** A page of the user's own open deals, or (`all`) of every one that the user may see. `after` is the `next` of the page before. */
  | { do: 'deals'; org: string; after?: string; size: number; all?: boolean }
  | { do: 'people'; place: Place }
  /** The record now, what may be written on it by this user, and the CRM's mark of its version (etag, write_date). */
  | { do: 'now'; place: Place }
  | { do: 'write'; place: Place; change: Change; mark?: string };

export type ApiFailure = {
  ok: false;
  /** `newer`: the CRM's value is not `from` any more; `refused`: the CRM's own rule said no; `busy`: its limit, ask again after `wait` ms. */
  why: ApiTrouble | 'newer' | 'refused' | 'busy' | 'not-offered';
  detail?: string;
  wait?: number;
  /** With `newer`: what the CRM has. */
  now?: FieldReading;
};

export type ApiAnswers = {
  deals: { ok: true; deals: ListedDeal[]; next?: string; total?: number; stages?: StageRef[] };
  people: { ok: true; people: DealPerson[] };
  /** `stages`: those that this user may move it to from here; absent where the CRM does not say, so that any may be tried. */
  now: { ok: true; fields: Fields; can: Writable[]; mark?: string; stages?: StageRef[] };
  /** `fields`: the record as the CRM answered after the write. */
  write: { ok: true; fields?: Fields };
};
export type ApiAnswer<J extends ApiJob['do'] = ApiJob['do']> = ApiAnswers[J] | ApiFailure;

/** A CRM's API with one user's session. A job it does not know is answered `not-offered`. */
export type Session = <J extends ApiJob>(job: J) => Promise<ApiAnswer<J['do']>>;

/** What a page's list or board shows. `org`: the tenant the page belongs to; `more`: it goes on beyond what is drawn. Null: no list of deals. */
export type ShownList = { org: string; view: 'list' | 'kanban'; deals: ListedDeal[]; more: boolean } | null;

declare global {
  /** Left by the injected `{crm}-api` script in the content script's own world, which the page cannot see. */
  var stageproofSession: Session | undefined;
  /** The same of the injected `{crm}-list` script. */
  var stageproofList: (() => ShownList | Promise<ShownList>) | undefined;
}
