/** What a deal looks like: the fold of its events. Plain data, safe to send over a port and to store. */
import type { Anchor, ActorId, DealKey, EventData, Evidence, FieldName, FieldReading, FieldValue, Role, StageRef, VerdictName } from './event.ts';
import type { Hlc } from './hlc.ts';

/** Who wrote something and when. */
export interface Stamp {
  id: string;
  at: Hlc;
  by: ActorId;
  role: Role;
}

export type OutcomeMark = 'open' | 'claimed' | 'confirmed' | 'verified' | 'rejected' | 'waived';
/** `stale` is computed: evidence past its expiry day. */
export type OutcomeLook = OutcomeMark | 'stale';

export interface OutcomeState {
  mark: OutcomeMark;
  evidence: Evidence;
  /** Why it was rejected or waived. */
  reason?: string;
  waivedUntil?: string;
  claimed?: Stamp;
  confirmed?: Stamp;
  verified?: Stamp;
  rejected?: Stamp;
  waived?: Stamp;
  last: Stamp;
}

export interface FieldState extends FieldReading {
  stamp: Stamp;
}
export interface FieldChange {
  name: FieldName;
  from: FieldValue | undefined;
  to: FieldValue;
  stamp: Stamp;
}

export interface Move {
  from?: StageRef;
  to: StageRef;
  seen: 'gate' | 'noticed';
  verdict?: VerdictName;
  missing?: string[];
  override?: { reason: string; approver?: string; until?: string };
  explained?: { reason: string; stamp: Stamp };
  stamp: Stamp;
}

export interface Answer {
  value: string | number | boolean | null | (string | number)[];
  why?: string;
  source?: string;
  askBy?: string;
  stamp: Stamp;
}

export interface Note {
  id: string;
  anchor: Anchor;
  text: string;
  replyTo?: string;
  state: 'open' | 'acted' | 'resolved' | 'reopened';
  added: Stamp;
  edited?: Stamp;
  changed?: Stamp;
  /** What was said when it was acted on or reopened. */
  said?: string;
  readBy: ActorId[];
}

export interface Party {
  name: string;
  kind: 'us' | 'rival' | 'no-decision';
  stamp: Stamp;
}

export interface DealState {
  deal: DealKey;
  /** Stamp of the first and the last event, and how many there are. */
  first: Hlc | '';
  last: Hlc | '';
  lastId: string;
  count: number;
  fields: Partial<Record<FieldName, FieldState>>;
  changes: FieldChange[];
  method?: { id: string; version: string; by?: 'rule' | 'policy' | 'default'; stamp: Stamp };
  placed?: { stage: string | null; stamp: Stamp };
  moves: Move[];
  /** What was written back to the CRM from here, oldest first. */
  written: (EventData<'crm.written'> & { stamp: Stamp })[];
  outcomes: Record<string, OutcomeState>;
  ticks: Record<string, { done: boolean; stamp: Stamp }>;
  parties: Record<string, Party>;
  /** assessment → party → question → every answer, oldest first; the last one counts. */
  answers: Record<string, Record<string, Record<string, Answer[]>>>;
  dated: { assessment: string; on: string; label?: string; stamp: Stamp }[];
  /** canvas → record → field → value, with the stamp that wrote it. */
  canvases: Record<string, Record<string, Record<string, { value: Answer['value']; stamp: Stamp }>>>;
  removed: Record<string, Record<string, Stamp>>;
  notes: Record<string, Note>;
  actions: Record<string, { text: string; owner: 'us' | 'customer'; due?: string; done: boolean; stamp: Stamp }>;
  gates: Record<string, { outcome: string; conditions?: string; expires?: string; deciders?: string[]; inputs?: Record<string, unknown>; stamp: Stamp }[]>;
  odds: { value: number; why?: string; stamp: Stamp }[];
  reviews: { kind: string; text?: string; stamp: Stamp }[];
  snoozed: Record<string, { reason: string; until: string | null; stamp: Stamp }>;
  /** Who wrote here: the name each author last gave, and the role it was given in. */
  people: Record<ActorId, { name: string; role: Role }>;
  /** Events kept without effect: written without the role, of a newer version, or of an unknown type or shape. */
  noEffect: { id: string; type: string; why: 'role' | 'newer' | 'unknown' | 'shape'; stamp: Stamp }[];
}

/** A deal about which nothing is known yet. */
export function emptyDeal(deal: DealKey): DealState {
  return {
    deal, first: '', last: '', lastId: '', count: 0, fields: {}, changes: [], moves: [], written: [], outcomes: {}, ticks: {}, parties: {},
    answers: {}, dated: [], canvases: {}, removed: {}, notes: {}, actions: {}, gates: {}, odds: [], reviews: [], snoozed: {}, people: {}, noEffect: [],
  };
}

/** How an outcome looks on a day: its mark, or `stale` once its evidence (or waiver) has expired. */
export function outcomeLook(outcome: OutcomeState | undefined, today: string): OutcomeLook {
  if (!outcome) return 'open';
  const proven = outcome.mark === 'claimed' || outcome.mark === 'confirmed' || outcome.mark === 'verified';
  if (proven && outcome.evidence.expires !== undefined && outcome.evidence.expires < today) return 'stale';
  if (outcome.mark === 'waived' && outcome.waivedUntil !== undefined && outcome.waivedUntil < today) return 'stale';
  return outcome.mark;
}

/** The answer that counts for a question, optionally as it stood at a moment (inclusive stamp). */
export function answerAt(state: DealState, assessment: string, party: string, question: string, until?: Hlc): Answer | undefined {
  const all = state.answers[assessment]?.[party]?.[question];
  if (!all) return undefined;
  if (until === undefined) return all[all.length - 1];
  for (let i = all.length - 1; i >= 0; i--) if (all[i]!.stamp.at <= until) return all[i];
  return undefined;
}

/** Notes of other people that this person has not read, newest first. */
export function unreadNotes(state: DealState, me: ActorId): Note[] {
  return Object.values(state.notes)
    .filter((n) => n.added.by !== me && !n.readBy.includes(me))
    .sort((a, b) => (a.added.at < b.added.at ? 1 : -1));
}
