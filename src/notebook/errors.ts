/** What can go wrong in the notebook, by name; `i18n` turns the codes into sentences. */

export type NotebookTrouble =
  /** The browser refuses a database here (cookie settings, private window, sandbox). */
  | 'database-denied'
  /** The database cannot be read, or its connection was lost and did not come back. */
  | 'database-broken'
  /** A newer build of StageProof has upgraded the database. */
  | 'newer-database'
  /** No room: nothing of the refused write was kept, everything written before is there. */
  | 'disk-full'
  /** An event that does not have the shape its type asks for. */
  | 'bad-event';

export class NotebookError extends Error {
  readonly code: NotebookTrouble;
  constructor(code: NotebookTrouble, message: string, cause?: unknown) {
    super(message, cause === undefined ? undefined : { cause });
    this.name = 'NotebookError';
    this.code = code;
  }
}

export type BackupTrouble =
  /** Nothing in the file. */
  | 'empty'
  /** Not a backup of StageProof. */
  | 'not-a-backup'
  /** Written by a newer build in a form this one does not know. */
  | 'newer-backup'
  /** Ends before its last line. */
  | 'truncated'
  /** Cannot be unpacked, or its checksum, count or order is not what its last line says. */
  | 'damaged'
  /** A line that is no event, or an event of a deal it should not hold. */
  | 'bad-line'
  /** A line longer than any event can be. */
  | 'line-too-long'
  /** An event whose id is known with other content. */
  | 'clash';

/** A backup that was refused whole. `line` is 1-based, 0 where no line is to blame. */
export class BackupError extends Error {
  readonly code: BackupTrouble;
  readonly line: number;
  readonly detail: string;
  constructor(code: BackupTrouble, line: number, detail: string) {
    super(`${code} at line ${line}: ${detail}`);
    this.name = 'BackupError';
    this.code = code;
    this.line = line;
    this.detail = detail;
  }
}

/** Names of an error and of all it was caused by, as DOM and Dexie chain them. */
function names(error: unknown): string[] {
  const all: string[] = [];
  let at = error as { name?: string; message?: string; inner?: unknown; cause?: unknown } | undefined;
  for (let depth = 0; at && typeof at === 'object' && depth < 6; depth++) {
    all.push(`${at.name ?? ''}: ${at.message ?? ''}`);
    at = (at.inner ?? at.cause) as typeof at;
  }
  return all;
}

/** The notebook's name for an error of IndexedDB or Dexie; errors that already have one pass through. */
export function named(error: unknown, opening = false): Error {
  if (error instanceof NotebookError || error instanceof BackupError) return error;
  const chain = names(error);
  const has = (pattern: RegExp) => chain.some((line) => pattern.test(line));
  const detail = chain.join(' ← ') || String(error);
  if (has(/QuotaExceeded|quota|disk is full|ENOSPC|No space/i)) return new NotebookError('disk-full', detail, error);
  if (has(/^VersionError/)) return new NotebookError('newer-database', detail, error);
  if (has(/denied|^SecurityError|^MissingAPI|^InvalidStateError/i) && opening) return new NotebookError('database-denied', detail, error);
  return new NotebookError('database-broken', detail, error);
}
