/** Shapes of the messages that worker and panel accept. What does not fit is dropped and counted, never repaired. */
import * as z from 'zod/mini';
import { envelope, EVENT_DATA, FIELDS, fieldReading, fieldValue, ref, stageRef, verdictName } from '../domain/event.ts';
import { pipelineAsk } from './pipeline-schema.ts';
import { methodRules, writableFields } from './policy.ts';
import { WRITABLE } from './writeback.ts';
import type { HostToWorker, PanelToWorker, Settings, WorkerToPanel } from './messages.ts';

const n = z.number().check(z.gte(0));
const words = (max: number) => z.string().check(z.maxLength(max));
const name = z.string().check(z.minLength(1), z.maxLength(400), z.regex(/^(?!(?:__proto__|constructor|prototype)$)/));
const dealKey = z.string().check(z.minLength(3), z.maxLength(600));
const url = words(8_000);
const crm = z.string().check(z.regex(/^(tryton|salesforce|odoo|dynamics365|hubspot|pipedrive|zoho|taught-[\w-]{1,60})$/));
const place = z.object({ crm, org: name, record: name });
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
  z.object({ t: z.literal('reading'), reading, url, glance: z.optional(z.boolean()) }),
  z.object({
    t: z.literal('move'), n, to: z.union([z.enum(['next', 'closing']), z.partial(stageRef, { label: true })]), how: words(40), record: z.optional(name),
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
  z.object({
    t: z.literal('badges'), crm, org: name,
    cards: z.array(z.object({ record: name, stage: z.optional(stageRef) })).check(z.minLength(1), z.maxLength(200)),
  }),
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
  stageHook: z.boolean(),
  badges: z.boolean(),
  method: name,
  methodRules,
  stageMaps: z.record(z.string().check(z.maxLength(800)), z.record(name, z.nullable(name))),
  hiddenOn: z.array(words(400)).check(z.maxLength(1_000)),
  apiOn: z.array(words(400)).check(z.maxLength(1_000)),
  writeBack: z.record(name, writableFields),
};

const origin = z.string().check(z.maxLength(400), z.regex(/^https?:\/\/[^/\s]+$/));
const ask = z.union([
  z.object({ q: z.enum(['events', 'checks', 'odds']), key: dealKey }),
  z.object({ q: z.literal('overview'), keys: z.optional(z.array(dealKey).check(z.maxLength(500))) }),
  z.object({ q: z.enum(['people', 'write-now']), key: dealKey }),
  z.object({
    q: z.literal('write'), key: dealKey, once: name, field: z.enum(WRITABLE), from: fieldValue, to: fieldValue,
    override: z.optional(z.object({ reason: words(20_000), approver: z.optional(name), until: z.optional(day) })),
  }),
  z.object({ q: z.literal('state-at'), key: dealKey, until: words(40) }),
  z.object({ q: z.enum(['deals', 'health', 'crms']) }),
  z.object({ q: z.literal('crm-on'), origin, crm: z.optional(z.string().check(z.regex(/^[\w-]{1,60}$/))) }),
  z.object({ q: z.literal('crm-off'), origin }),
  z.object({ q: z.literal('backup'), key: z.optional(dealKey), id: z.optional(name) }),
  z.object({ q: z.literal('restore'), chunk: words(2_000_000), last: z.boolean(), id: name, dry: z.optional(z.boolean()) }),
  z.object({ q: z.enum(['packs', 'pipelines']) }),
  z.object({ q: z.literal('pack'), id: name, version: z.optional(name) }),
  z.object({ q: z.enum(['pack-text', 'pack-remove']), id: name, version: name }),
  z.object({ q: z.literal('pack-activate'), id: name, version: z.nullable(name) }),
  z.object({ q: z.literal('pack-save'), text: words(2_000_000), activate: z.boolean() }),
  z.object({ q: z.enum(['recipes', 'crm-health', 'recipe-here']) }),
  z.object({ q: z.enum(['recipe-text', 'recipe-remove']), id: name }),
  z.object({ q: z.literal('site-crm'), crm: z.string().check(z.regex(/^[\w-]{1,60}$/)) }),
  z.object({ q: z.literal('recipe-save'), text: words(200_000) }),
  // A recipe is read by its own schema; a job only goes to the page's picker.
  z.object({ q: z.literal('teach'), job: z.looseObject({ do: z.enum(['pick', 'stop', 'where', 'try']) }) }),
  z.object({ q: z.literal('teach-keep'), recipe: z.unknown() }),
  pipelineAsk,
  z.object({ q: z.literal('typed-deal'), name: z.string().check(z.minLength(1), z.maxLength(10_000)) }),
]);

const panelMessage = z.union([
  z.object({ t: z.enum(['hello', 'pong']) }),
  z.object({ t: z.literal('append'), n, key: dealKey, drafts: z.array(draft).check(z.minLength(1), z.maxLength(200)), once: z.optional(name) }),
  z.object({ t: z.literal('ask'), n, what: ask }),
  z.object({ t: z.literal('draft'), key: name, text: z.nullable(words(100_000)) }),
  z.object({ t: z.literal('settings'), n, change: z.partial(z.object(settings)) }),
  z.object({ t: z.literal('host'), cmd: z.enum(['close', 'focus-page', 'reread', 'reload']) }),
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

const some = z.looseObject({});
const context = z.looseObject({
  settings: z.object(settings), me: z.string(), people: some, stages: z.array(stageRef), crmName: z.string(), host: z.enum(['frame', 'side', 'page']),
});
const held = z.nullable(z.looseObject({ n, verdict: verdictName, held: z.boolean() }));
const drafts = z.record(z.string(), z.string());
const fromWorker = z.union([
  z.object({ t: z.literal('deal'), state: z.looseObject({ deal: dealKey, fields: some, outcomes: some, moves: z.array(some) }), context, drafts, held }),
  z.object({ t: z.literal('events'), key: dealKey, events: z.array(envelope) }),
  z.object({ t: z.literal('context'), context }),
  z.object({ t: z.literal('none'), context, drafts }),
  z.object({ t: z.literal('held'), move: held }),
  z.object({ t: z.literal('move-result'), n, result: z.enum(['done', 'refused', 'unseen', 'one-more']), to: z.nullable(stageRef), detail: z.optional(z.string()) }),
  z.object({ t: z.literal('go'), screen: z.enum(['coach', 'now', 'proof']) }),
  z.object({ t: z.literal('answer'), n, ok: z.literal(true), value: z.unknown() }),
  z.object({ t: z.literal('answer'), n, ok: z.literal(false), error: z.looseObject({ code: z.string() }) }),
  z.object({ t: z.literal('trouble'), error: z.looseObject({ code: z.string() }) }),
  z.object({ t: z.literal('ping') }),
]);

/** A message from the worker, or null. The port is the extension's own; this keeps a torn or older shape out. */
export function workerToPanel(message: unknown): WorkerToPanel | null {
  const parsed = z.safeParse(fromWorker, message);
  return parsed.success ? (parsed.data as unknown as WorkerToPanel) : null;
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
