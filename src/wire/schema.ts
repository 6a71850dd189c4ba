/** Shapes of the messages that worker and panel accept. What does not fit is dropped and counted, never repaired. */
import * as z from 'zod/mini';
import { EVENT_DATA, FIELDS, fieldReading, ref, stageRef, verdictName } from '../domain/event.ts';
import type { HostToWorker, PanelToWorker, Settings } from './messages.ts';

const n = z.number().check(z.gte(0));
const words = (max: number) => z.string().check(z.maxLength(max));
const name = z.string().check(z.minLength(1), z.maxLength(400), z.regex(/^(?!(?:__proto__|constructor|prototype)$)/));
const dealKey = z.string().check(z.minLength(3), z.maxLength(600));
const url = words(8_000);
const place = z.object({ crm: z.string().check(z.regex(/^(tryton|salesforce|odoo|dynamics365|hubspot|pipedrive|zoho|taught-[\w-]{1,60})$/)), org: name, record: name });
const fields = z.partialRecord(z.enum(FIELDS), fieldReading);
const stages = z.array(stageRef).check(z.maxLength(60));
const trouble = z.enum(['signed-out', 'forbidden', 'other-user', 'shape', 'network', 'not-granted', 'not-found']);
const side = z.enum(['right', 'left']);
const share = z.number().check(z.gte(0), z.lte(1));
const width = z.number().check(z.gte(200), z.lte(1_000));

const reading = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('deal'), place, fields, missing: z.array(z.enum(FIELDS)), readonly: z.optional(z.boolean()), stages: z.optional(stages) }),
  z.object({ kind: z.literal('elsewhere'), view: z.optional(z.enum(['list', 'kanban'])) }),
  z.object({ kind: z.literal('unrecognised'), clue: z.enum(['waiting', 'signed-out', 'new-record', 'layout']) }),
]);

const hostMessage = z.union([
  z.object({ t: z.literal('hello'), url, v: z.literal(1), open: z.optional(z.boolean()) }),
  z.object({ t: z.literal('place'), place: z.nullable(place), url }),
  z.object({ t: z.literal('reading'), reading, url }),
  z.object({
    t: z.literal('move'), n, to: z.nullable(stageRef), from: z.nullable(stageRef), how: words(40), record: z.optional(name),
    verdict: verdictName, held: z.boolean(), replayable: z.boolean(),
  }),
  z.object({
    t: z.literal('moved'), n, result: z.enum(['done', 'refused', 'unseen']), to: z.nullable(stageRef), from: z.optional(z.nullable(stageRef)),
    verdict: z.optional(verdictName), record: z.optional(name), detail: z.optional(words(2_000)),
  }),
  z.object({ t: z.literal('open'), focus: z.optional(z.enum(['panel', 'note'])) }),
  z.object({ t: z.enum(['more', 'closed', 'pong']) }),
  z.object({ t: z.literal('prefs'), side: z.optional(side), width: z.optional(width), tabTop: z.optional(share), hidden: z.optional(z.boolean()) }),
  z.object({ t: z.literal('api'), place, ok: z.literal(true), fields, stages: z.optional(stages), me: z.optional(ref) }),
  z.object({ t: z.literal('api'), place, ok: z.literal(false), why: trouble }),
]);

const day = z.string().check(z.regex(/^\d{4}-\d{2}-\d{2}$/));
const draft = z.union(Object.entries(EVENT_DATA).map(([type, data]) => z.object({ type: z.literal(type), data: data as z.ZodMiniType })) as never);

const settings = {
  lang: z.enum(['en', 'zh-CN']),
  theme: z.enum(['auto', 'light', 'dark']),
  density: z.enum(['normal', 'compact']),
  side,
  width,
  tabTop: share,
  name: words(200),
  role: z.enum(['rep', 'manager']),
  policy: z.enum(['advise', 'warn', 'block']),
  minimum: z.enum(['claimed', 'confirmed', 'verified']),
  screenShare: z.boolean(),
  singleKeys: z.boolean(),
  method: name,
  stageMaps: z.record(z.string().check(z.maxLength(800)), z.record(name, z.nullable(name))),
  hiddenOn: z.array(words(400)).check(z.maxLength(1_000)),
  apiOn: z.array(words(400)).check(z.maxLength(1_000)),
};

const ask = z.union([
  z.object({ q: z.literal('events'), key: dealKey }),
  z.object({ q: z.literal('state-at'), key: dealKey, until: words(40) }),
  z.object({ q: z.enum(['deals', 'health']) }),
  z.object({ q: z.literal('backup'), key: z.optional(dealKey) }),
  z.object({ q: z.literal('restore'), chunk: words(2_000_000), last: z.boolean(), id: name, dry: z.optional(z.boolean()) }),
  z.object({ q: z.literal('typed-deal'), name: z.string().check(z.minLength(1), z.maxLength(10_000)) }),
]);

const panelMessage = z.union([
  z.object({ t: z.enum(['hello', 'pong']) }),
  z.object({ t: z.literal('append'), n, key: dealKey, drafts: z.array(draft).check(z.minLength(1), z.maxLength(200)), once: z.optional(name) }),
  z.object({ t: z.literal('ask'), n, what: ask }),
  z.object({ t: z.literal('draft'), key: name, text: z.nullable(words(100_000)) }),
  z.object({ t: z.literal('settings'), n, change: z.partial(z.object(settings)) }),
  z.object({ t: z.literal('host'), cmd: z.enum(['close', 'focus-page', 'reread']) }),
  z.object({
    t: z.literal('gate'), n, move: n, go: z.boolean(),
    override: z.optional(z.object({ reason: words(20_000), approver: z.optional(name), until: z.optional(day) })),
  }),
]);

/** A message from a content script, or null. */
export function hostToWorker(message: unknown): HostToWorker | null {
  const parsed = z.safeParse(hostMessage, message);
  return parsed.success ? (parsed.data as HostToWorker) : null;
}

/** A message from a panel or page, or null. */
export function panelToWorker(message: unknown): PanelToWorker | null {
  const parsed = z.safeParse(panelMessage, message);
  return parsed.success ? (parsed.data as PanelToWorker) : null;
}

/** Those settings of an object that have the right shape; the rest is left out. */
export function readSettings(value: unknown): Partial<Settings> {
  if (typeof value !== 'object' || value === null) return {};
  const good: Record<string, unknown> = {};
  for (const [key, shape] of Object.entries(settings)) {
    if (!Object.hasOwn(value, key)) continue;
    const parsed = z.safeParse(shape, (value as Record<string, unknown>)[key]);
    if (parsed.success) good[key] = parsed.data;
  }
  return good;
}
