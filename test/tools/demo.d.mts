export const LIGHTNING: string;
export interface Demo {
  /** loopback address and port of the plain server */
  url: string;
  port: number;
  /** https address under the Lightning name, for a browser launched with `launch` */
  lightning: string;
  launch: { hostRules: string[]; args: string[] };
  /** the org's rows and switches (test/demo-crm/server/store.mjs) */
  state: {
    get(id: string): Record<string, unknown>;
    update(id: string, fields: Record<string, unknown>): unknown;
    switches: Record<string, unknown>;
  };
  recordUrl(id: string): string;
  reset(): Promise<void> | void;
  close(): Promise<void>;
}
export function demo(options?: { port?: number }): Promise<Demo>;
