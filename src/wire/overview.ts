/** What is said of all deals at once. Types only. */
import type { DealKey } from '../domain/event.ts';

/** How a deal stood when it was last judged. */
export interface DealScore {
  key: DealKey;
  colour: 'green' | 'amber' | 'red';
  critical: number;
  warning: number;
  info: number;
  /** Required proofs of the stage it stands in; 0 of 0 where it stands in none. */
  proven: number;
  required: number;
}

/** How far the judging of all deals is, and those of the deals that were asked for. Times in ms. */
export interface OverviewReport {
  running: boolean;
  /** Deals known, and how many of them are judged by what holds now. */
  total: number;
  done: number;
  /** How many the last run had to judge, how long it took, and its longest stretch without a break. */
  judged: number;
  ms: number;
  longest: number;
  scores: DealScore[];
}

/** → OverviewReport */
export interface OverviewAsk {
  q: 'overview';
  keys?: DealKey[];
}
