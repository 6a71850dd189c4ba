/** Writing back to the CRM: what panels ask for and what became of it. Types and one list; see docs/write-back.md. */
import type { Fields } from '../crm/contract.ts';
import type { ApiFailure, DealPerson, Writable } from '../crm/session.ts';
import type { DealKey, FieldReading, FieldValue, StageRef, VerdictName } from '../domain/event.ts';

export type { DealPerson, Writable };

/** In the order in which they are written: a CRM may change the others with the stage. */
export const WRITABLE = ['stage', 'probability', 'closeDate', 'nextStep', 'note'] as const satisfies readonly Writable[];

/** Whether the shown deal's CRM can be written to: `grant` needs reading by API switched on first. */
export interface WriteSite {
  /** Key of `Settings.writeBack`. */
  host: string;
  can: 'yes' | 'grant';
}

export interface Override {
  reason: string;
  approver?: string | undefined;
  until?: string | undefined;
}

/** people → DealPerson[] · write-now → WriteNow · write → WriteDone */
export type WriteAsk =
  | { q: 'people' | 'write-now'; key: DealKey }
  /** `from` is what the person saw in the CRM. `once`: any id; the same one again sends nothing again. */
  | { q: 'write'; key: DealKey; once: string; field: Writable; from: FieldValue; to: FieldValue; override?: Override | undefined };

/** Why nothing was sent: the CRM's answer, or the field is switched off. */
export type NotSent = Exclude<ApiFailure['why'], 'newer' | 'refused'> | 'off';

/** The record as the CRM has it now, and what may be written. `stages`: those that it may be moved to. */
export type WriteNow =
  | { ok: true; fields: Fields; can: Writable[]; stages: StageRef[] }
  | { ok: false; why: NotSent | 'refused'; detail?: string };

export type WriteDone =
  /** `fields`: the record after it. */
  | { result: 'written'; fields: Fields }
  /** The CRM's value is another one than the person saw. */
  | { result: 'newer'; now: FieldReading | null }
  /** The CRM said no, in its words. */
  | { result: 'refused'; detail: string }
  /** The stage is not proven and no reason was given. */
  | { result: 'gate'; verdict: VerdictName; missing: string[] }
  /** It was sent, and the answer was lost: only the record knows. */
  | { result: 'unknown' }
  | { result: 'not-sent'; why: NotSent; detail?: string };
