export interface FakeLead { id: number; name: string; stage_id: number; probability: number; active: boolean; write_date: string; date_deadline: string | false; user_id: number; type: string }
export interface FakeOdoo {
  leads: FakeLead[];
  notes: { id: number; body: string; body_is_html?: boolean; subtype_xmlid: string }[];
  log: { path: string; method?: string; args?: unknown[]; kwargs?: Record<string, unknown> }[];
  lang: string;
  signedOut: boolean;
}
export interface OdooServer { port: number; url: string; state: FakeOdoo; reset(): void; close(): Promise<void> }
export function serve(options?: { port?: number; host?: string }): Promise<OdooServer>;
