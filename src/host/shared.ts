/** What the resting script and the halves injected on demand share, through one object in the isolated world. Types only. */
import type { AtRest, Place, Reading, StageIntent } from '../crm/contract.ts';
import type { VerdictName } from '../domain/event.ts';
import type { HostToWorker, Resting, Verdicts, WorkerToHost } from '../wire/messages.ts';

export interface Core {
  readonly adapter: AtRest;
  readonly nonce: string;
  /** The element on the page and the closed root in it. */
  readonly box: HTMLElement;
  readonly root: ShadowRoot;
  readonly tab: HTMLButtonElement;
  /** Ends with the script: an update, or a page that keeps removing us. */
  readonly end: AbortSignal;
  place: Place | null;
  reading: Reading | null;
  verdicts?: Verdicts | null;
  board?: Record<string, Verdicts> | null;
  /** The tab is hidden on this site. */
  hidden?: boolean;
  /** Latest words and figures for the tab; null while the page shows no deal. */
  resting: Resting | null;
  /** A move that went through and whose end is not known yet. */
  going: Move | null;
  /** The move that the gate holds, as it was told: a worker that was stopped is told again. */
  held: HostToWorker | null;
  say(message?: HostToWorker): void;
  /** Puts the tab where it belongs, beside what the page has there. */
  settle(): void;
  /** Draws the tab anew. */
  show(): void;
  /** Reads the page now; `mute` keeps the result from the worker for the moment. */
  read(mute?: boolean): void;
  /** The complete reading, once injected; at rest only the stage is looked at. */
  whole?: (root: Document, url: URL) => Reading;
  half?: Half;
  /** Badges of a list, once injected. */
  marks?: (message: WorkerToHost) => void;
}

export interface Half {
  /** The port closed. */
  lost(): void;
  hear(message: WorkerToHost): void;
  /** Whether the panel's frame stands. */
  open(): boolean;
  /** Watches what becomes of `core.going`. */
  follow(): void;
}

export interface Move {
  /** Names the move in messages. */
  n: number;
  /** Target and record: the same move made again has the same key. */
  key: string;
  intent: StageIntent;
  /** What the page showed before. */
  from: Reading | null;
  verdict: VerdictName;
  /** What the page already showed as refused when the move was made. */
  before?: string | null;
  /** When it is given up, once it is watched. */
  until?: number;
}

declare global {
  // eslint-disable-next-line no-var
  var stageproofCore: Core | undefined;
}
