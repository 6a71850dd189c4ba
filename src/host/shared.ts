/** What the resting script and the half injected on demand share, through one object in the isolated world. Types only. */
import type { Adapter } from '../crm/contract.ts';
import type { HostToWorker, Resting, WorkerToHost } from '../wire/messages.ts';

export interface Core {
  readonly adapter: Adapter;
  readonly nonce: string;
  /** The element on the page and the closed root in it. */
  readonly box: HTMLElement;
  readonly root: ShadowRoot;
  readonly tab: HTMLButtonElement;
  /** Latest words and figures for the tab; null while the page shows no deal. */
  resting: Resting | null;
  say(message: HostToWorker): void;
  /** Puts the tab where it belongs, beside what the page has there. */
  settle(): void;
  /** Draws the tab anew. */
  show(): void;
  /** Ends with the script: an update, or a page that keeps removing us. */
  readonly end: AbortSignal;
  /** The other half, once injected. */
  half?: Half;
}

export interface Half {
  hear(message: WorkerToHost): void;
  /** Tells whether the panel's frame stands. */
  open(): boolean;
}

declare global {
  // eslint-disable-next-line no-var
  var stageproofCore: Core | undefined;
}
