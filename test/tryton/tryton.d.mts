export interface TrytonOptions {
  /** default TRYTON_PORT or 8010 */
  port?: number;
  /** default TRYTON_HOME or a folder of that port in the temp folder */
  home?: string;
}
export interface TrytonOpportunity {
  id: number;
  number: string;
  state: 'lead' | 'opportunity' | 'converted' | 'won' | 'cancelled' | 'lost';
  description: string;
  party: string | null;
  contact: string | null;
  employee: string;
  /** decimal text, e.g. "18500.50" */
  amount: string | null;
  currency: string;
  /** 0 to 1 (the form shows percent) */
  conversion_probability: number;
  /** ISO date, relative to seeded_on */
  end_date: string | null;
}
export interface TrytonEnv {
  base: string;
  database: string;
  logins: { admin: string; rep: string };
  /** with {id} in it */
  record_url: string;
  list_url: string;
  groups_of_rep: string[];
  seeded_on: string;
  opportunities: Record<string, TrytonOpportunity>;
  parties: Record<string, number>;
}
export class TrytonUnavailable extends Error {}
export function up(options?: TrytonOptions): Promise<TrytonEnv>;
export function reset(options?: TrytonOptions): Promise<TrytonEnv>;
export function seed(options?: TrytonOptions): Promise<void>;
export function stop(options?: TrytonOptions): Promise<void>;
export function status(options?: TrytonOptions): Promise<TrytonEnv | null>;
