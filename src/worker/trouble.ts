/** Errors as the panel can say them. What nobody expected is kept for the health page, with its text removed. */
import { BackupError, NotebookError } from '../notebook/index.ts';
import type { Trouble } from '../wire/messages.ts';

const seen = new Map<string, number>();

/** The trouble behind an error. Only named errors keep their text; that of others may hold a customer's words. */
export function troubleOf(error: unknown): Trouble {
  if (error instanceof BackupError) return { code: 'bad-backup', detail: error.code, line: error.line };
  if (error instanceof NotebookError) return error.code === 'bad-event' ? { code: 'bad-message', detail: 'event' } : { code: error.code };
  if (error instanceof Refused) return { code: error.code, detail: error.message };
  const name = error instanceof Error ? error.name : typeof error;
  seen.set(name, (seen.get(name) ?? 0) + 1);
  console.error('StageProof', error);
  return { code: 'unknown', detail: name };
}

/** A request that the worker will not carry out. */
export class Refused extends Error {
  constructor(readonly code: Trouble['code'], message = '') {
    super(message);
    this.name = 'Refused';
  }
}

/** Names of unexpected errors since the worker started, and how often. */
export const unexpected = (): Record<string, number> => Object.fromEntries(seen);
