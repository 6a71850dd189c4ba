/**
 * Methods that do not come with the product: packs the user imported and packs the administrator rolls out. Every version
 * is kept, because deals stay on the one they began with. The text is what was handed in; it is read again at each start.
 */
import { chooseMethod, type ChoiceFacts, type MethodChoice } from '../domain/method-choice.ts';
import type { L, Methodology } from '../domain/method.ts';
import { compareVersions } from '../domain/method-version.ts';
import type { FieldReading, StageRef } from '../domain/event.ts';
import { allMethods } from '../methods/all.ts';
import { builtInMethodIds, isBuiltIn, methodLabel } from '../methods/labels.ts';
import { parsePack } from '../methods/parse.ts';
import type { DealRow } from '../notebook/index.ts';
import type { PackAsk, PackHead, PackRow, PackSaved, Pipeline, Settings } from '../wire/messages.ts';
import type { Around } from './around.ts';
import { CRM_NAMES } from './names.ts';
import type { Memory } from './settings.ts';
import { Refused } from './trouble.ts';

/** The packs at hand while one thing is worked out. */
export interface Shelf {
  /** That version; else the one in use; else none. Built-in methods have one version. */
  find(id: string | undefined, version?: string): Methodology | undefined;
  heads(): PackHead[];
}

interface Entry {
  from: 'own' | 'policy';
  active: string | null;
  versions: Record<string, { at: number; label: L }>;
}
type Index = Record<string, Entry>;

const INDEX = 'packs';
const STAGES = 'stages:';
const textKey = (id: string, version: string): string => `pack:${id}@${version}`;
/** Versions kept in all, and characters of them. */
export const MOST_VERSIONS = 300;
export const MOST_TEXT = 30_000_000;

const newestFirst = (versions: Iterable<string>): string[] => [...versions].sort((a, b) => compareVersions(b, a));

export class Packs {
  private index: Promise<Index> | null = null;
  private readonly texts = new Map<string, string>();
  private readonly read = new Map<string, Methodology | undefined>();
  private turn: Promise<unknown> = Promise.resolve();

  /** @param changed called after packs came, went or are used otherwise */
  constructor(private readonly around: Around, private readonly memory: Memory, private readonly changed: () => Promise<void>) {}

  /** The administrator's packs are read again at the next need. */
  forget(): void {
    this.index = null;
  }

  private load(): Promise<Index> {
    this.index ??= this.gather();
    this.index.catch(() => (this.index = null));
    return this.index;
  }

  private async gather(): Promise<Index> {
    const kept = (await this.around.local.get([INDEX]))[INDEX];
    const index: Index = typeof kept === 'object' && kept !== null ? structuredClone(kept as Index) : {};
    const names = Object.entries(index).flatMap(([id, entry]) => Object.keys(entry.versions).map((version) => textKey(id, version)));
    for (const [key, text] of Object.entries(await this.around.local.get(names))) if (typeof text === 'string') this.texts.set(key, text);
    const rolledOut = new Map<string, string>();
    const admin = await this.memory.policy();
    for (const text of admin.packs) {
      const parsed = parsePack(text);
      if (!parsed.ok || isTaken(parsed.pack.id)) {
        if (!admin.wrong.includes('packs')) admin.wrong.push('packs');
        continue;
      }
      const { id, version } = parsed.pack;
      const best = rolledOut.get(id);
      if (best === undefined || compareVersions(version, best) > 0) rolledOut.set(id, version);
      if (this.texts.get(textKey(id, version)) !== text) await this.put(index, parsed.pack, text, 'policy');
    }
    for (const [id, entry] of Object.entries(index)) {
      const version = rolledOut.get(id);
      entry.from = version === undefined ? 'own' : 'policy';
      if (version !== undefined) entry.active = version;
    }
    return index;
  }

  private async put(index: Index, pack: Methodology, text: string, from: Entry['from']): Promise<void> {
    const { id, version } = pack;
    const before = Object.hasOwn(index, id) ? index[id] : undefined;
    const entry: Entry = {
      from: before?.from ?? from,
      active: before?.active ?? null,
      versions: { ...before?.versions, [version]: { at: this.around.now(), label: methodLabel(pack) } },
    };
    await this.around.local.set({ [textKey(id, version)]: text, [INDEX]: { ...index, [id]: entry } });
    index[id] = entry;
    this.texts.set(textKey(id, version), text);
    this.read.set(textKey(id, version), pack);
  }

  private pack(id: string, version: string): Methodology | undefined {
    const key = textKey(id, version);
    if (!this.read.has(key)) {
      const text = this.texts.get(key);
      const parsed = text === undefined ? undefined : parsePack(text);
      this.read.set(key, parsed?.ok ? parsed.pack : undefined);
    }
    return this.read.get(key);
  }

  async shelf(): Promise<Shelf> {
    const index = await this.load();
    const entryOf = (id: string): Entry | undefined => (Object.hasOwn(index, id) ? index[id] : undefined);
    return {
      find: (id, version) => {
        if (id === undefined) return undefined;
        if (isBuiltIn(id)) return allMethods[id];
        const entry = entryOf(id);
        if (!entry) return undefined;
        const pinned = version !== undefined && Object.hasOwn(entry.versions, version) ? this.pack(id, version) : undefined;
        return pinned ?? (entry.active === null ? undefined : this.pack(id, entry.active));
      },
      heads: () => Object.entries(index).flatMap(([id, { active, versions }]) => (active !== null && versions[active] ? [{ id, version: active, label: versions[active].label }] : [])),
    };
  }

  /** The method a new deal begins with, and who said so. */
  async choose(crm: string, fields: Readonly<Record<string, FieldReading | undefined>>, settings: Settings): Promise<{ method: Methodology; by: Exclude<MethodChoice['by'], 'deal'> }> {
    const [shelf, admin] = [await this.shelf(), await this.memory.policy()];
    const known = [...builtInMethodIds, ...shelf.heads().map((head) => head.id)];
    const choice = chooseMethod({ chosen: null, facts: factsOf(crm, fields), policy: admin.rules, rules: settings.methodRules, fallback: settings.method, known });
    const method = shelf.find(choice?.methodId);
    return method && choice ? { method, by: choice.by as 'policy' } : { method: allMethods.ssm, by: 'default' };
  }

  /** Every pack with its versions and how many deals are pinned to each. */
  async list(deals: readonly Pick<DealRow, 'method'>[]): Promise<PackRow[]> {
    const index = await this.load();
    const used = countUse(deals);
    const own = Object.entries(index).map(([id, { from, active, versions }]): PackRow => {
      const order = newestFirst(Object.keys(versions));
      const label = versions[active ?? order[0] ?? '']?.label ?? { en: id, zh: id };
      return { id, label, from, active, versions: order.map((version) => ({ version, at: versions[version]!.at, deals: used(id, version) })) };
    });
    const builtIn = builtInMethodIds.map((id): PackRow => {
      const { version } = allMethods[id];
      return { id, label: methodLabel(allMethods[id]), from: 'built-in', active: version, versions: [{ version, at: null, deals: used(id) }] };
    });
    return [...builtIn, ...own.sort((a, b) => (a.id < b.id ? -1 : 1))];
  }

  async text(id: string, version: string): Promise<string | null> {
    await this.load();
    return this.texts.get(textKey(id, version)) ?? null;
  }

  /** Keeps a pack, whole or not at all. The same version with the same text is kept already. */
  save(text: string, activate: boolean): Promise<PackSaved> {
    return this.inTurn(async () => {
      const index = await this.load();
      const parsed = parsePack(text);
      if (!parsed.ok) return { ok: false, why: 'faults', detail: String(parsed.errors.length) };
      const { id, version } = parsed.pack;
      if (isTaken(id)) return { ok: false, why: 'reserved', detail: id };
      const entry = Object.hasOwn(index, id) ? index[id] : undefined;
      if (entry?.from === 'policy') return { ok: false, why: 'locked', detail: id };
      const before = this.texts.get(textKey(id, version));
      if (before !== undefined && before !== text) return { ok: false, why: 'taken', detail: version };
      if (before === undefined) {
        const size = [...this.texts.values()].reduce((sum, t) => sum + t.length, 0);
        if (this.texts.size >= MOST_VERSIONS || size + text.length > MOST_TEXT) return { ok: false, why: 'full' };
        await this.put(index, parsed.pack, text, 'own').catch((error: unknown) => {
          throw /quota/i.test(String(error)) ? new Refused('disk-full') : error;
        });
      }
      if (activate) await this.use(index, id, version);
      await this.changed();
      return { ok: true, id, version };
    });
  }

  private async use(index: Index, id: string, version: string | null): Promise<void> {
    const entry = index[id]!;
    await this.around.local.set({ [INDEX]: { ...index, [id]: { ...entry, active: version } } });
    entry.active = version;
  }

  activate(id: string, version: string | null): Promise<null> {
    return this.inTurn(async () => {
      const index = await this.load();
      const entry = Object.hasOwn(index, id) ? index[id] : undefined;
      if (!entry || (version !== null && !Object.hasOwn(entry.versions, version))) throw new Refused('not-allowed', 'no such version');
      if (entry.from === 'policy') throw new Refused('not-allowed', 'rolled out by the administrator');
      await this.use(index, id, version);
      await this.changed();
      return null;
    });
  }

  /** Takes one version away; refused while a deal is pinned to it, and for the one in use. */
  remove(id: string, version: string, deals: readonly Pick<DealRow, 'method'>[]): Promise<null> {
    return this.inTurn(async () => {
      const index = await this.load();
      const entry = Object.hasOwn(index, id) ? index[id] : undefined;
      if (!entry || !Object.hasOwn(entry.versions, version)) return null;
      if (entry.from === 'policy' || countUse(deals)(id, version) > 0) throw new Refused('not-allowed', 'in use');
      const { [version]: _, ...versions } = entry.versions;
      const left: Entry = { ...entry, versions, active: entry.active === version ? null : entry.active };
      const { [id]: __, ...others } = index;
      const next = Object.keys(versions).length ? { ...others, [id]: left } : others;
      await this.around.local.set({ [INDEX]: next });
      await this.around.local.remove([textKey(id, version)]);
      this.texts.delete(textKey(id, version));
      this.read.delete(textKey(id, version));
      this.index = Promise.resolve(next);
      await this.changed();
      return null;
    });
  }

  /** The stages of every CRM that were read on this device. */
  async pipelines(): Promise<Pipeline[]> {
    const items = await this.around.local.get(null);
    return Object.entries(items).flatMap(([key, stages]) => {
      if (!key.startsWith(STAGES) || !Array.isArray(stages)) return [];
      const [crm = '', ...org] = key.slice(STAGES.length).split(':');
      return [{ crm, org: org.join(':'), name: CRM_NAMES[crm] ?? crm, stages: stages as StageRef[] }];
    });
  }

  async answer(what: PackAsk, deals: () => Promise<readonly DealRow[]>): Promise<unknown> {
    switch (what.q) {
      case 'packs':
        return this.list(await deals());
      case 'pack':
        return (await this.shelf()).find(what.id, what.version) ?? null;
      case 'pack-text':
        return this.text(what.id, what.version);
      case 'pack-save':
        return this.save(what.text, what.activate);
      case 'pack-activate':
        return this.activate(what.id, what.version);
      case 'pack-remove':
        return this.remove(what.id, what.version, await deals());
      case 'pipelines':
        return this.pipelines();
    }
  }

  private inTurn<T>(work: () => Promise<T>): Promise<T> {
    const next = this.turn.then(work, work);
    this.turn = next.catch(() => {});
    return next;
  }
}

/** Ids that a pack of one's own cannot have: those of built-in methods, and names that every object has. */
const isTaken = (id: string): boolean => isBuiltIn(id) || id in Object.prototype;

/** How many deals are pinned to a version, or to any. */
function countUse(deals: readonly Pick<DealRow, 'method'>[]): (id: string, version?: string) => number {
  const counts = new Map<string, number>();
  for (const { method } of deals) {
    if (!method) continue;
    for (const key of [method.id, textKey(method.id, method.version)]) counts.set(key, (counts.get(key) ?? 0) + 1);
  }
  return (id, version) => counts.get(version === undefined ? id : textKey(id, version)) ?? 0;
}

/** What the rules ask, from what was read. */
export function factsOf(crm: string, fields: Readonly<Record<string, FieldReading | undefined>>): ChoiceFacts {
  const named = (name: string): string | null => {
    const value = fields[name]?.value;
    return typeof value === 'string' ? value : value && typeof value === 'object' && 'label' in value ? value.label : null;
  };
  const amount = fields['amount']?.value;
  const money = typeof amount === 'number' ? { value: amount } : amount && typeof amount === 'object' && 'value' in amount ? amount : null;
  return {
    crm,
    pipeline: named('pipeline'),
    recordType: named('type'),
    amount: money?.value ?? null,
    currency: money && 'currency' in money ? money.currency : null,
  };
}
