/**
 * Salesforce's REST and UI API with the user's own session, called from the service worker: the Lightning host's page may
 * not call its API host. Documented shapes (read 2026-11-21), tried on the look-alike alone.
 */
import * as z from 'zod/mini';
import type { ApiFailure } from '../session.ts';
import { apiHost, to18 } from './ids.ts';

/** The API's oldest version with these answers. */
const VERSION = 'v66.0';
export interface SalesforceWorld {
  fetch: typeof fetch;
  /** Value of the cookie `sid` that the browser would send to this address, or null. */
  cookie(url: string): Promise<string | null>;
  /**
   * Address of the page, for its protocol and port: an org on loopback is no org on port 443.
   * @default https and no port
   */
  pageUrl?(): string | undefined;
  /** The user this deal was read as before, by id; another one is a trouble. */
  expectUser?(): string | undefined;
}

/** `refused`: the org's own rule said no, with its words. */
export class Trouble extends Error {
  constructor(readonly why: ApiFailure['why'], message = '') { super(message); }
}

export interface Line {
  me: z.infer<typeof user>;
  /** `path` is behind `/services/data/vNN.0/`. Throws Trouble. */
  get<T extends z.ZodMiniType>(path: string, shape: T): Promise<z.infer<T>>;
  send<T extends z.ZodMiniType>(method: 'POST' | 'PATCH' | 'DELETE', path: string, body: unknown, shape: T, headers?: Record<string, string>): Promise<z.infer<T>>;
}

const user = z.object({ user_id: z.string(), organization_id: z.string(), name: z.optional(z.string()), language: z.optional(z.string()) });

/** The session of the browser's user in the org of a Lightning host. Throws Trouble. */
export async function connect(world: SalesforceWorld, org: string): Promise<Line> {
  const page = new URL(world.pageUrl?.() ?? `https://${org}`);
  const base = `${page.protocol}//${apiHost(org)}${page.port && `:${page.port}`}`;
  const sid = await world.cookie(base);
  // `ORGID!…`: anything else is no API session.
  const id = /^(00D[a-zA-Z\d]{12,15})!./.exec(sid ?? '')?.[1];
  if (!sid || !id) throw new Trouble('signed-out', 'no session on the API host');
  const me = await ask(world, `${base}/services/oauth2/userinfo`, sid, user);
  if (to18(me.organization_id) !== to18(id)) throw new Trouble('other-user', 'the session belongs to another org');
  const expected = world.expectUser?.();
  if (expected && to18(expected) !== to18(me.user_id)) throw new Trouble('other-user', 'the session belongs to another user');
  const root = `${base}/services/data/${VERSION}/`;
  return {
    me,
    get: (path, shape) => ask(world, root + path, sid, shape),
    send: (method, path, body, shape, headers = {}) => ask(world, root + path, sid, shape, {
      method, headers: { ...headers, ...(body === undefined ? {} : { 'Content-Type': 'application/json' }) }, ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    }),
  };
}

/** What went wrong, as an answer. */
export function failure(error: unknown): { ok: false; why: ApiFailure['why']; detail?: string } {
  if (error instanceof Trouble) return { ok: false, why: error.why, ...(error.message && { detail: error.message }) };
  return { ok: false, why: 'network', detail: String(error).slice(0, 300) };
}

async function ask<T extends z.ZodMiniType>(world: SalesforceWorld, url: string, sid: string, shape: T, more: { method?: string; headers?: Record<string, string>; body?: string } = {}): Promise<z.infer<T>> {
  let response: Response;
  try {
    response = await world.fetch(url, {
      ...more, headers: { ...more.headers, Authorization: `Bearer ${sid}`, Accept: 'application/json' }, credentials: 'omit', redirect: 'error',
    });
  } catch (error) {
    throw new Trouble('network', String(error).slice(0, 300));
  }
  const body: unknown = await response.json().catch(() => undefined);
  if (!response.ok) throw troubleOf(response.status, body, more.method !== undefined);
  const parsed = z.safeParse(shape, body);
  if (!parsed.success) throw new Trouble('shape', parsed.error.issues[0]?.path.join('.') ?? '');
  return parsed.data;
}

const said = z.object({ message: z.string(), errorCode: z.optional(z.string()), fieldLabel: z.optional(z.nullable(z.string())) });
/** REST answers a list of errors; the UI API one object, what is wrong with fields apart from what is wrong with the record. */
const list = z.array(said);
const recordError = z.object({ output: z.object({ errors: z.array(said), fieldErrors: z.record(z.string(), z.array(said)) }) });

function troubleOf(status: number, body: unknown, writing: boolean): Trouble {
  const plain = z.safeParse(list, Array.isArray(body) ? body : [body]);
  const rich = z.safeParse(recordError, body);
  const first = plain.success ? plain.data[0]?.errorCode ?? '' : '';
  const detail = `${status} ${first}`.trim();
  // A stale cookie of another login answers INVALID_SESSION_ID as well as an expired one.
  if (status === 401 || first === 'INVALID_SESSION_ID') return new Trouble('signed-out', detail);
  if (status === 412) return new Trouble('newer', detail);
  if (status === 429 || status === 503 || first === 'REQUEST_LIMIT_EXCEEDED') return new Trouble('busy', detail);
  if (status === 403) return new Trouble('forbidden', detail);
  if (status === 404) return new Trouble('not-found', detail);
  if (status >= 500) return new Trouble('network', detail);
  const errors = rich.success ? [...rich.data.output.errors, ...Object.values(rich.data.output.fieldErrors).flat()] : plain.success ? plain.data : [];
  const words = [...new Set(errors.map((e) => (e.fieldLabel && !e.message.includes(e.fieldLabel) ? `${e.fieldLabel}: ${e.message}` : e.message)))].join(' ').slice(0, 2_000);
  return writing && words ? new Trouble('refused', words) : new Trouble('shape', detail);
}
