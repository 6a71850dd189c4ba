export interface Front {
  port: number;
  /** for launch({hostRules}) */
  hostRules: string[];
  /** for launch({args}): lets the browser take this one certificate */
  args: string[];
  close(): Promise<void>;
}
export function httpsFront(what: { to: number; names: string[] }): Promise<Front>;
