/**
 * What an administrator rolls out by the browser's managed storage (`public/managed_schema.json`, docs/admin.md).
 * A value that is wrong is left out and named; the others hold.
 */
import * as z from 'zod/mini';
import type { MethodRule } from '../domain/method-choice.ts';
import type { Settings } from './messages.ts';
import { WRITABLE, type Writable } from './writeback.ts';

/** Settings that a policy may set, and therefore lock. */
export const POLICY_SETTINGS = ['method', 'methodRules', 'policy', 'minimum', 'stageMaps'] as const;
export type PolicySetting = (typeof POLICY_SETTINGS)[number];

export interface AdminPolicy {
  /** Texts of packs. */
  packs: string[];
  /** Texts of recipes (docs/teach.md). */
  recipes: string[];
  /** Beneath the user's own values; above them where `locked`. */
  settings: Partial<Pick<Settings, Exclude<PolicySetting, 'methodRules'>>>;
  /** Asked before the user's own rules. */
  rules: MethodRule[];
  /** Sites to offer; the browser still asks the user once for each. */
  crms: { origin: string; crm?: string | undefined }[];
  /** What users may switch on for writing back to a CRM; null: all of it. */
  writable: Writable[] | null;
  locked: PolicySetting[];
  /** Names of keys whose value could not be read. */
  wrong: string[];
}

export const noPolicy: AdminPolicy = { packs: [], recipes: [], settings: {}, rules: [], crms: [], writable: null, locked: [], wrong: [] };

const name = z.string().check(z.minLength(1), z.maxLength(400));
const condition = z.optional(name);
export const methodRule = z.object({
  methodId: name,
  when: z.object({
    crm: condition, pipeline: condition, recordType: condition,
    amountFrom: z.optional(z.number()), amountTo: z.optional(z.number()), currency: condition,
  }),
});
export const writableFields = z.array(z.enum(WRITABLE)).check(z.maxLength(20));
export const methodRules = z.array(methodRule).check(z.maxLength(200));

const origin = z.string().check(z.maxLength(400), z.regex(/^https?:\/\/[^/\s]+$/));
/** In managed storage there is no null: `""` puts a CRM stage to no stage of the method. */
const stageMaps = z.record(z.string().check(z.maxLength(800)), z.record(name, z.string().check(z.maxLength(400))));

const shapes = {
  packs: z.array(z.string()).check(z.maxLength(50)),
  recipes: z.array(z.string()).check(z.maxLength(50)),
  defaultMethod: name,
  policy: z.enum(['advise', 'warn', 'block']),
  minimum: z.enum(['claimed', 'confirmed', 'verified']),
  methodRules,
  stageMaps,
  crms: z.array(z.object({ origin, crm: condition })).check(z.maxLength(100)),
  writeBack: writableFields,
  lock: z.array(z.enum(['defaultMethod', 'methodRules', 'policy', 'minimum', 'stageMaps'])),
};

/** Reads what the browser hands over; an empty object where there is no policy. */
export function readPolicy(raw: Record<string, unknown>): AdminPolicy {
  const wrong: string[] = [];
  const take = <K extends keyof typeof shapes>(key: K): z.infer<(typeof shapes)[K]> | undefined => {
    if (raw[key] === undefined) return undefined;
    const read = z.safeParse(shapes[key], raw[key]);
    if (!read.success) wrong.push(key);
    return read.data as z.infer<(typeof shapes)[K]> | undefined;
  };
  const [method, policy, minimum, maps] = [take('defaultMethod'), take('policy'), take('minimum'), take('stageMaps')];
  const stageMaps = maps && Object.fromEntries(Object.entries(maps).map(([key, map]) => [key, Object.fromEntries(Object.entries(map).map(([crm, stage]) => [crm, stage || null]))]));
  const lock = take('lock') ?? [];
  return {
    packs: take('packs') ?? [],
    recipes: take('recipes') ?? [],
    settings: { ...(method && { method }), ...(policy && { policy }), ...(minimum && { minimum }), ...(stageMaps && { stageMaps }) },
    rules: take('methodRules') ?? [],
    crms: take('crms') ?? [],
    writable: take('writeBack') ?? null,
    locked: lock.map((key) => (key === 'defaultMethod' ? 'method' : key)),
    wrong,
  };
}

/** The user's settings under a policy: its values beneath the user's own, and on top of them where it locks. */
export function underPolicy(defaults: Settings, own: Partial<Settings>, policy: AdminPolicy): Settings {
  const merged: Settings = { ...defaults, ...policy.settings, ...own };
  merged.stageMaps = { ...policy.settings.stageMaps, ...own.stageMaps };
  const { writable } = policy;
  if (writable) merged.writeBack = Object.fromEntries(Object.entries(merged.writeBack).map(([host, on]) => [host, on.filter((f) => writable.includes(f))]));
  for (const key of policy.locked) {
    if (key === 'methodRules') merged.methodRules = [];
    else Object.assign(merged, { [key]: policy.settings[key] ?? defaults[key] });
  }
  return merged;
}
