export type Fake = 'dynamics' | 'hubspot' | 'pipedrive' | 'zoho';
export interface FakeDeal { n: number; name: string; account: string | null; contact: string | null; amount: number | null; currency: string; close: string | null; stage: number; status: 'open' | 'won' | 'lost'; odds: number | null; owner: string; next: string | null; type: string | null; created: string; changed: number }
export interface Asked { method: string; url: URL; headers: Headers; body: unknown }
export interface State {
  deals: FakeDeal[];
  notes: { deal: number; text: string }[];
  log: { method: string; path: string; body: unknown }[];
  trouble: ((request: Asked) => { status?: number; json?: unknown; headers?: Record<string, string> } | null) | null;
}
export const fakes: Record<Fake, { host: string; home: string; record(n: number): string; list: string; board?: string; idOf(n: number): string; cookies?: string[] }>;
export const names: string[];
export function fresh(): State;
export function fetchOf(crm: Fake, state: State): typeof fetch;
export function serve(options?: { port?: number }): Promise<{ port: number; states: Record<Fake, State>; reset(): void; close(): Promise<void> }>;
