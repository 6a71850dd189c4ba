/**
 * What host, panel, pages and worker say to each other over runtime ports. Types only: the host imports these and nothing else
 * from `wire`. Schemas stand in `schema.ts`, on the extension's side. Every message has `t`; unknown ones are dropped and counted.
 *
 * Ports: `host:{nonce}` from the content script, `panel:{nonce}` from the frame it made, `side:` from Chrome's side panel,
 * `page:{name}` from a full tab (options, welcome). The worker pairs host and panel by tab id and nonce.
 *
 * How a connection lives:
 * 1. Whoever dials says `hello` first. A panel is answered with `deal` or `none`, and only once its host has said hello too;
 *    a frame whose nonce no host of that tab uses is never answered. `side:` needs no host: it follows the active tab.
 * 2. Then `events` are patches of the same deal (fold them in), `context`, `held`, `move-result` and `go` come as they happen.
 *    Another `deal` or `none` replaces everything, e.g. when the page moved to another record.
 * 3. Ports close whenever Chrome stops the worker. A panel dials again at once, then after 0.25, 0.5, 1 … 8 s, says `hello`
 *    and gets a fresh `deal`; an `append` or `ask` that was not answered is sent again; an `append` with the
 *    same `once` is not written twice. A host at rest dials when it
 *    has something to say, when its tab is shown and when the worker asks (`ping` by tabs.sendMessage).
 * 4. More than 120 messages in 2 s, or 20 wrong ones, closes the port.
 */
import type { ApiTrouble, Fields, Place, Reading, StageIntent } from '../crm/contract.ts';
import type { DealKey, Event, EventDraft, Role, StageRef, VerdictName } from '../domain/event.ts';
import type { L } from '../domain/method-schema.ts';
import type { OverviewAsk } from './overview.ts';
import type { MethodRule } from '../domain/method-choice.ts';
import type { DealState } from '../domain/state.ts';
import type { BadgesAsk, BadgesTold } from './badges.ts';
import type { PipelineAsk } from './pipeline.ts';
import type { TeachAsk } from './teach.ts';
import type { Writable, WriteAsk, WriteSite } from './writeback.ts';

export type Lang = 'en' | 'zh-CN';
export type Theme = 'auto' | 'light' | 'dark';
export type Policy = 'advise' | 'warn' | 'block';
/** The state an outcome must have reached to count at a gate. */
export type Minimum = 'claimed' | 'confirmed' | 'verified';

/** Settings of this device, as the user set them. */
export interface Settings {
  lang: Lang;
  theme: Theme;
  density: 'normal' | 'compact';
  side: 'right' | 'left';
  /** Panel width in CSS px, 360–480. */
  width: number;
  /** Height of the resting tab's upper edge as a share of the window, 0–1. */
  tabTop: number;
  name: string;
  role: Role;
  policy: Policy;
  minimum: Minimum;
  /** Hides private labels while the screen is shared. */
  screenShare: boolean;
  singleKeys: boolean;
  /** Dynamics' own hook before a stage moves, in its page's world: that page can then tell that we are there. */
  stageHook: boolean;
  /** Marks beside the deals of the CRM's lists and boards. */
  badges: boolean;
  /** Default method for new deals, e.g. `ssm`. */
  method: string;
  /** Which method a deal begins with, by what the CRM says of it; the first that fits. */
  methodRules: MethodRule[];
  /** CRM stage id → method stage id (null: not mapped), per `${crm}:${org}:${method}`. */
  stageMaps: Record<string, Record<string, string | null>>;
  /** Hosts on which the resting tab is hidden. */
  hiddenOn: string[];
  /** Salesforce API reading switched on by the user, per org host. */
  apiOn: string[];
  /** What may be written to the CRM, per host of its pages; nothing unless the user switched it on. */
  writeBack: Record<string, Writable[]>;
}

/** One stage of the CRM and what a move to it would meet. */
export interface StageVerdict {
  verdict: VerdictName;
  /** Names for a person, e.g. “3 proofs are missing for Qualifying”. */
  text: string;
}

/** What the resting tab shows, already in the user's language. */
export interface Resting {
  /** Order of the method stage, 1-based; null when the deal's stage is not mapped. */
  stage: number | null;
  name: string;
  proven: number;
  required: number;
  unread: number;
  line: string;
  open: string;
  hide: string;
  /** Words of the drag handle. */
  drag: string;
  /** `quiet`: the page was not recognised. */
  look: 'deal' | 'quiet';
  /** What a screen reader says. */
  label: string;
  /** Sheet of the closed root and markup of the tab, all of our own making. */
  css: string;
  face: string;
  /** What replaces them after an update, when no worker draws any more. */
  over: { label: string; face: string };
  /** Selector of what the tab must not lie on. */
  controls: string;
  /** Where the tab stands. */
  side: 'right' | 'left';
  top: number;
}

/** Verdicts for every stage of the CRM, keyed by its id; `next`, `closing`, `won` and `lost` for controls without an id. */
export type Verdicts = Record<string, StageVerdict>;

export type HostToWorker =
  /** First on every dial; `open`: the panel's frame stands on the page. */
  | { t: 'hello'; url: string; v: 1; open?: boolean }
  | { t: 'place'; place: Place | null; url: string }
  /** `glance`: only the stage was looked at, because the panel has not been opened on this page. */
  | { t: 'reading'; reading: Reading; url: string; glance?: boolean }
  /** A move that our gate held (`held`) or let through (`passed`); `n` names it for the replay. `replayable`: false for a drag. */
  | { t: 'move'; n: number; to: StageIntent['to']; how: string; record?: string; verdict: VerdictName; held: boolean; replayable: boolean }
  /** What became of a move that went through: the page now shows the stage, or the CRM refused it, or nothing was seen. */
  | { t: 'moved'; n: number; result: 'done' | 'refused' | 'unseen'; to: StageRef | null; from?: StageRef | null; verdict?: VerdictName; record?: string; detail?: string }
  | { t: 'open'; focus?: 'panel' | 'note' }
  /** Wants the other half of the script (hover card, drag, frame), which the worker injects. */
  | { t: 'more' }
  | { t: 'closed' }
  | { t: 'prefs'; side?: 'right' | 'left'; width?: number; tabTop?: number; hidden?: boolean }
  /** An API answer read in the page's own session (Tryton). */
  | { t: 'api'; place: Place; ok: true; fields: Fields; stages?: StageRef[]; me?: { id?: string; label: string } }
  | { t: 'api'; place: Place; ok: false; why: ApiTrouble }
  | BadgesAsk
  | { t: 'pong' };

export type WorkerToHost =
  /** `board`: verdicts of other deals of this org by record id, for cards on a board. */
  | { t: 'rest'; resting: Resting | null; verdicts: Verdicts; key: DealKey | null; hidden: boolean; board?: Record<string, Verdicts> }
  /** Show the panel (the frame script has been injected) or take it away. */
  | { t: 'show'; side: 'right' | 'left'; width: number; title: string; resize: string; focus: boolean }
  | { t: 'hide' }
  | { t: 'focus-page' }
  /** Toolbar: open or close. Shortcut: open, then panel and page in turn. */
  | { t: 'toggle'; by: 'toolbar' | 'shortcut' }
  /** The worker has the held move and shows it; without this within 2 s the host lets the move go. */
  | { t: 'holding'; n: number }
  | { t: 'replay'; n: number }
  /** The person stays: the move is dropped. */
  | { t: 'stay'; n: number }
  | { t: 'release'; n: number }
  | { t: 'reread' }
  | BadgesTold
  | { t: 'ping' };

/** How the panel's deal came to be known and what surrounds it. */
export interface Context {
  place: Place | null;
  reading: { kind: Reading['kind']; clue?: string; missing: string[]; at: number; readonly?: boolean } | null;
  /** Last API attempt: null none, '' worked, else why the page was used. */
  api: ApiTrouble | '' | null;
  crmName: string;
  /** Null where the deal's CRM offers no writing. */
  write?: WriteSite | null;
  stages: StageRef[];
  settings: Settings;
  me: string;
  /** Which person's id goes with which name, as far as this device knows. */
  people: Record<string, { name: string; role: Role }>;
  host: 'frame' | 'side' | 'page';
  /** Own packs that may be chosen, in the version in use. */
  packs: PackHead[];
  /** What the administrator set: locked settings, own rules, sites to switch on, keys of the policy that could not be read. */
  admin: { locked: (keyof Settings)[]; rules: MethodRule[]; crms: { origin: string; crm?: string | undefined }[]; wrong: string[]; /** What users may switch on for writing back; absent: all. */ writable?: Writable[] };
}

/** A pack that does not come with the product, as lists show it. */
export interface PackHead {
  id: string;
  version: string;
  label: L;
}

/** A pack with all its versions on this device; `active` is the one that new deals get and others are offered. */
export interface PackRow {
  id: string;
  label: L;
  from: 'built-in' | 'own' | 'policy';
  active: string | null;
  /** Newest first; `at` in ms, null for built-in ones; `deals` that are pinned to it. */
  versions: { version: string; at: number | null; deals: number }[];
}

/**
 * What became of a pack that was handed in. `faults`: how many errors the reader found; `taken`: the same version stands
 * here with another text; `reserved`: the id belongs to a built-in method; `full`: no more room for packs;
 * `locked`: the administrator rolls this pack out.
 */
export type PackSaved = { ok: true; id: string; version: string } | { ok: false; why: 'faults' | 'taken' | 'reserved' | 'full' | 'locked'; detail?: string };

/** The stages of a CRM that were read, for the mapping table. */
export interface Pipeline {
  crm: string;
  org: string;
  name: string;
  stages: StageRef[];
}

/** A move waiting at the gate. */
export interface HeldMove {
  n: number;
  to: StageRef | null;
  from: StageRef | null;
  verdict: VerdictName;
  held: boolean;
  replayable: boolean;
  how: string;
}

export type PanelToWorker =
  | { t: 'hello' }
  /** `once`: any id made by the panel, so that a repetition after a redial is recognised. */
  | { t: 'append'; n: number; key: DealKey; drafts: EventDraft[]; once?: string }
  | { t: 'ask'; n: number; what: Ask }
  | { t: 'draft'; key: string; text: string | null }
  | { t: 'settings'; n: number; change: Partial<Settings> }
  | { t: 'host'; cmd: 'close' | 'focus-page' | 'reread' | 'reload' }
  /** The user's answer to a held move: let it go (with an override where proofs are missing) or stay. */
  | { t: 'gate'; n: number; move: number; go: boolean; override?: { reason: string; approver?: string; until?: string } }
  | { t: 'pong' };

/** A part of a backup file, base64, at most 1 MB; ask on with `id` until `last`. */
export interface BackupPart {
  id: string;
  chunk: string;
  last: boolean;
}

/** What a restore did, or would do (`dry`). */
export interface RestoreDone {
  added: number;
  known: number;
  deals: number;
  newer: number;
}

/** What the notebook and this device hold; `used` and `quota` in bytes. */
export interface Health {
  deals: number;
  events: number;
  used: number;
  quota: number | null;
  node: string;
  tabs: number;
  /** Names of unexpected errors since the worker started, and how often. */
  unexpected: Record<string, number>;
}

/** A deal-health check that fires, in the user's language, with what it rests on. */
export interface Finding {
  id: string;
  severity: 'critical' | 'warning' | 'info';
  text: string;
  /** The rule in words, with the thresholds in force. */
  rule: string;
  inputs: { label: string; value: string; at?: string }[];
  /** Where it is put right. */
  where: { kind: 'field' | 'canvas' | 'assessment' | 'outcome' | 'gate' | 'stage' | 'pipeline'; id: string | null };
  snoozed?: { until: string; reason: string };
}

/** What the checks say about a deal. Checks that lack data are counted, never taken for clear. */
export interface CheckReport {
  fire: Finding[];
  snoozed: Finding[];
  clear: number;
  lack: { id: string; rule: string; missing: string[] }[];
}

/** Declared odds beside what can be seen, in the user's language; odds in percent, null while unknown. */
export interface OddsReport {
  declared: number | null;
  supported: number | null;
  highestAllowed: number | null;
  honest: number | null;
  ladder: number[];
  statements: { id: string; text: string; hint: string; odds: number; cap: boolean; holds: boolean; byOutcome: string | null }[];
  /** Contradictions as sentences. */
  says: string[];
  next: string | null;
}

/** A site on which StageProof runs, for the options page. */
export interface CrmRow {
  crm: string;
  name: string;
  /** `https://acme.lightning.force.com` */
  origin: string;
  /** API reading is possible on this CRM, and switched on. */
  api: 'none' | 'off' | 'on';
  deals: number;
}

/** Questions a panel or page may ask. */
export type Ask =
  | { q: 'events'; key: DealKey }
  | { q: 'state-at'; key: DealKey; until: string }
  | { q: 'deals' }
  /** A backup in parts: the first ask names a deal or nothing, the next ones the `id` of the first answer (`BackupPart`). */
  | { q: 'backup'; key?: DealKey; id?: string }
  | { q: 'restore'; chunk: string; last: boolean; id: string; dry?: boolean }
  | { q: 'health' }
  /** `CheckReport` and `OddsReport` of a deal. */
  | { q: 'checks'; key: DealKey }
  | { q: 'odds'; key: DealKey }
  /** Sites in use (`CrmRow[]`). The permission itself is asked for by the page, within the user's click; then `crm-on`. */
  | { q: 'crms' }
  | { q: 'crm-on'; origin: string; crm?: string }
  | { q: 'crm-off'; origin: string }
  | { q: 'typed-deal'; name: string }
  | TeachAsk
  | WriteAsk
  | PipelineAsk
  | OverviewAsk
  | PackAsk;

/** packs → PackRow[] · pack → Methodology or null (that version, else the one in use) · pack-text → string or null ·
 * pack-save → PackSaved · pack-activate, pack-remove → null · pipelines → Pipeline[] */
export type PackAsk =
  | { q: 'packs' | 'pipelines' }
  | { q: 'pack'; id: string; version?: string }
  | { q: 'pack-text'; id: string; version: string }
  | { q: 'pack-save'; text: string; activate: boolean }
  /** `version: null`: offered no more; deals that follow it go on. */
  | { q: 'pack-activate'; id: string; version: string | null }
  /** Refused (`not-allowed`) while a deal is pinned to it. */
  | { q: 'pack-remove'; id: string; version: string };

export type WorkerToPanel =
  | { t: 'deal'; state: DealState; context: Context; drafts: Record<string, string>; held: HeldMove | null }
  | { t: 'events'; key: DealKey; events: Event[] }
  | { t: 'context'; context: Context }
  | { t: 'none'; context: Context; drafts: Record<string, string> }
  | { t: 'held'; move: HeldMove | null }
  | { t: 'move-result'; n: number; result: 'done' | 'refused' | 'unseen' | 'one-more'; to: StageRef | null; detail?: string }
  | { t: 'go'; screen: 'coach' | 'now' | 'proof' }
  | { t: 'answer'; n: number; ok: true; value: unknown }
  | { t: 'answer'; n: number; ok: false; error: Trouble }
  | { t: 'trouble'; error: Trouble }
  | { t: 'ping' };

/** Why something could not be done, with a code that `i18n` turns into a sentence. */
export interface Trouble {
  code: 'disk-full' | 'database-denied' | 'database-broken' | 'not-paired' | 'bad-message' | 'bad-backup' | 'not-allowed' | 'newer-database' | 'unknown';
  detail?: string;
  line?: number;
}
