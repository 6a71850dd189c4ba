/**
 * All deals, judged by what holds now. When a setting, a pack, the policy or the day changes, every deal that it
 * concerns is judged again, in slices so short that no message waits; a newer change ends the run, and the next one
 * goes on with what is still old. What only the whole pipeline knows comes from here too.
 */
import { evidenceKey } from '../domain/checks/evidence.ts';
import { checks, healthFrom, type Facts, type Findings } from '../domain/checks/index.ts';
import type { DealKey } from '../domain/event.ts';
import { minimumFor, stageProgress } from '../domain/gate.ts';
import type { Methodology } from '../domain/method.ts';
import type { DealState } from '../domain/state.ts';
import type { DealRow, Notebook } from '../notebook/index.ts';
import type { ScoreStore } from '../notebook/scores.ts';
import type { CheckReport } from '../wire/messages.ts';
import type { DealScore, OverviewReport } from '../wire/overview.ts';
import { checkup, judged } from './checkup.ts';
import { localDay } from './day.ts';
import type { Office } from './office.ts';
import { here, methodOf, outcomesOf, partsOf, type Case } from './gatekeeper.ts';

/** A deal's line among all deals. */
export interface Score extends DealScore {
  /** What it was judged by: the state's last stamp, the method, the settings, the day. */
  last: string;
  basis: string;
  line: { amount: number | null; currency: string; odds: number | null; closeDate: string | null; status: 'open' | 'won' | 'lost' };
  /** Evidence texts, as `fingerprint`. */
  texts: number[];
}

/** The same for all deals of a run. */
export type Common = Omit<Case, 'key' | 'crm' | 'org' | 'state'>;

export interface OverviewNeeds {
  notebook(): Promise<Pick<Notebook, 'list' | 'states'>>;
  common(): Promise<Common>;
  store: ScoreStore<Score> | null;
  /** Lets whatever waits be done first. */
  pause?(): Promise<void>;
}

const PAGE = 96;
const BATCH = 16;
/** Longest stretch of work in ms; one deal more may come on top. */
const SLICE = 20;
const SETTLE = 300;
/** Fewer open deals than this have no quarter. (Proposed.) */
const QUARTER_FROM = 4;

type Scheduler = { postTask(work: () => void): Promise<void> };

/** A task of its own, behind the messages that have come. */
const behindMessages = (): Promise<void> => {
  const scheduler = (globalThis as { scheduler?: Scheduler }).scheduler;
  return scheduler ? scheduler.postTask(() => {}) : new Promise((resolve) => { setTimeout(resolve, 0); });
};

const isDigit = (code: number): boolean => code >= 48 && code <= 57;

/**
 * A text's mark, 53 bits: equal for texts that are the same but for case, spaces and punctuation; null for one that has
 * fewer than two letters or digits. Plain ASCII is read in place, anything else by `evidenceKey`.
 */
export function fingerprint(text: string): number | null {
  let a = 0x811c9dc5;
  let b = 0x1b873593;
  let length = 0;
  const add = (code: number): void => {
    a = Math.imul(a ^ code, 0x01000193);
    b = Math.imul(b ^ code, 0x85ebca6b);
    length += 1;
  };
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i);
    if (code > 127) {
      const key = evidenceKey(text);
      [a, b, length] = [0x811c9dc5, 0x1b873593, 0];
      for (let j = 0; j < key.length; j++) add(key.charCodeAt(j));
      break;
    }
    const lower = code >= 65 && code <= 90 ? code + 32 : code;
    if (isDigit(lower) || (lower >= 97 && lower <= 122)) add(lower);
  }
  return length < 2 ? null : (a >>> 0) * 0x200000 + (b >>> 11);
}

export class Overview {
  private readonly scores = new Map<DealKey, Score>();
  /** In how many deals each text stands. */
  private readonly texts = new Map<number, number>();
  private loading: Promise<void> | null = null;
  private turn = 0;
  private day = '';
  private timer: ReturnType<typeof setTimeout> | undefined;
  private now: Omit<OverviewReport, 'scores'> = { running: false, total: 0, done: 0, judged: 0, ms: 0, longest: 0 };

  constructor(private readonly needs: OverviewNeeds) {}

  /** Something changed that deals are judged by. Ends a run under way; the next begins in a moment. */
  touched(): void {
    this.turn += 1;
    clearTimeout(this.timer);
    this.timer = setTimeout(() => void this.run().catch(() => undefined), SETTLE);
  }

  report(keys: readonly DealKey[] = []): OverviewReport {
    return { ...this.now, scores: keys.flatMap((key) => this.scores.get(key) ?? []).map(({ key, colour, critical, warning, info, proven, required }) => ({ key, colour, critical, warning, info, proven, required })) };
  }

  private load(): Promise<void> {
    return (this.loading ??= (this.needs.store?.all() ?? Promise.resolve([])).then((rows) => {
      for (const row of rows) this.keep(row);
    }));
  }

  /** Judges every deal whose result is old. Resolves when all are done or a newer change ended it. */
  async run(): Promise<OverviewReport> {
    const turn = ++this.turn;
    const pause = this.needs.pause ?? behindMessages;
    const over = (): boolean => turn !== this.turn;
    const start = performance.now();
    await this.load();
    const [notebook, common] = await Promise.all([this.needs.notebook(), this.needs.common()]);
    const basisOf = bases(common);
    this.now = { running: true, total: 0, done: 0, judged: 0, ms: 0, longest: 0 };
    for (let after: DealKey | undefined; !over();) {
      const rows = await notebook.list({ limit: PAGE, ...(after === undefined ? {} : { after }) });
      if (rows.length === 0) break;
      after = rows.at(-1)!.key;
      const old = rows.filter((row) => !this.holds(row, basisOf(row.key, row.method)));
      this.now.total += rows.length;
      this.now.done += rows.length - old.length;
      const fresh: Score[] = [];
      for (let at = 0; at < old.length && !over(); at += BATCH) {
        const states = await notebook.states(old.slice(at, at + BATCH).map((row) => row.key));
        let from = performance.now();
        for (const state of states.values()) {
          fresh.push(this.judge({ ...common, ...whose(state.deal), state }, basisOf(state.deal, state.method)));
          this.now.done += 1;
          this.now.judged += 1;
          const spent = performance.now() - from;
          this.now.longest = Math.max(this.now.longest, spent);
          if (spent < SLICE) continue;
          await pause();
          from = performance.now();
          if (over()) break;
        }
      }
      await this.needs.store?.put(fresh);
    }
    if (!over()) this.now = { ...this.now, running: false, ms: performance.now() - start };
    return this.report();
  }

  private holds(row: DealRow, basis: string): boolean {
    const known = this.scores.get(row.key);
    return known !== undefined && known.last === row.last && known.basis === basis;
  }

  private judge(c: Case, basis: string): Score {
    const method = methodOf(c.state, c.settings, c.packs);
    const { facts, findings } = judged(c, method);
    const score = scoreOf(c, method, basis, facts, findings);
    this.keep(score);
    return score;
  }

  /** The checks of one deal, beside all others; what was found counts at once. */
  async checkup(c: Case): Promise<CheckReport> {
    // The first question of this worker's life, or of a new day.
    if (this.day !== c.today) this.touched();
    this.day = c.today;
    return checkup(c, {
      ...(await this.around(c)),
      seen: (method, facts, findings) => {
        const score = scoreOf(c, method, bases(c)(c.key, c.state.method), facts, findings);
        this.keep(score);
        void this.needs.store?.put([score]);
      },
    });
  }

  private keep(score: Score): void {
    const count = (texts: readonly number[] | undefined, by: number): void => {
      for (const text of new Set(texts)) this.texts.set(text, (this.texts.get(text) ?? 0) + by);
    };
    count(this.scores.get(score.key)?.texts, -1);
    count(score.texts, 1);
    this.scores.set(score.key, score);
  }

  /** What the deals of this CRM say about one of them. Amounts in another currency are left out: they cannot be added. */
  private async around(c: Case): Promise<{ pipeline: Pick<Facts, 'deals' | 'topQuartile'>; elsewhere: { get(key: string): number } }> {
    await this.load();
    const own = lineOf(c.state);
    const org = `${c.crm}:${c.org}:`;
    const others = [...this.scores.values()].filter((s) => s.key !== c.key && s.key.startsWith(org) && s.line.status === 'open' && s.line.currency === own.currency);
    const deals = [...others.map((s) => ({ id: s.key, ...s.line })), ...(own.status === 'open' ? [{ id: c.key, ...own }] : [])];
    const amounts = deals.flatMap((deal) => (deal.amount === null ? [] : [deal.amount]));
    const larger = amounts.filter((amount) => own.amount !== null && amount > own.amount).length;
    const mine = new Set(this.scores.get(c.key)?.texts);
    return {
      pipeline: { deals, ...(own.amount !== null && amounts.length >= QUARTER_FROM ? { topQuartile: larger < amounts.length / 4 } : {}) },
      elsewhere: {
        get: (key) => {
          const mark = fingerprint(key);
          return mark === null ? 0 : (this.texts.get(mark) ?? 0) - (mine.has(mark) ? 1 : 0);
        },
      },
    };
  }
}

/** The office's deals. */
export function overviewOf(office: Office): Overview {
  return new Overview({
    notebook: () => office.book.open(),
    async common() {
      const [settings, me, packs] = await Promise.all([office.memory.settings(), office.who(), office.packs.shelf()]);
      return { stages: [], settings, me: me.by, today: localDay(office.around.now()), packs };
    },
    store: office.around.openScores?.() ?? null,
  });
}

const whose = (key: DealKey): { key: DealKey; crm: string; org: string } => ({ key, ...partsOf(key) });

/** What a deal is judged by, as one text; deals of one method in one org share it. */
function bases(common: Common): (key: DealKey, method: { id: string; version: string } | null | undefined) => string {
  const known = new Map<string, string>();
  return (key, pinned) => {
    const { crm, org } = partsOf(key);
    const name = `${crm}:${org}:${pinned?.id}@${pinned?.version}`;
    let basis = known.get(name);
    if (basis === undefined) {
      const method = methodOf({ method: pinned }, common.settings, common.packs);
      basis = [common.today, common.settings.minimum, method.id, method.version, JSON.stringify(common.settings.stageMaps[`${crm}:${org}:${method.id}`] ?? null)].join(' ');
      known.set(name, basis);
    }
    return basis;
  };
}

function lineOf(state: DealState): Score['line'] {
  const { amount, stage, closeDate, probability } = state.fields;
  const money = amount?.value;
  const odds = state.odds.at(-1)?.value ?? probability?.value;
  const closed = stage?.value && typeof stage.value === 'object' && 'closed' in stage.value ? stage.value.closed : undefined;
  return {
    amount: typeof money === 'number' ? money : money && typeof money === 'object' && 'value' in money ? money.value : null,
    currency: money && typeof money === 'object' && 'currency' in money ? (money.currency ?? '') : '',
    odds: typeof odds === 'number' ? odds : null,
    closeDate: typeof closeDate?.value === 'string' ? closeDate.value : null,
    status: closed ?? 'open',
  };
}

/** Findings about the whole pipeline are no fault of this deal; snoozed ones wait. */
function scoreOf(c: Case, method: Methodology, basis: string, facts: Facts, findings: Findings): Score {
  const own = Object.entries(findings).filter(([id]) => {
    const until = c.state.snoozed[id]?.until;
    return checks[id]?.where.kind !== 'pipeline' && !(until && until >= c.today);
  });
  const { colour, critical, warning, info } = healthFrom(Object.fromEntries(own));
  const stage = facts.stage ?? here(c, method);
  const { proven, required } = stage ? stageProgress(method, stage, outcomesOf(c), minimumFor(c.settings.minimum)) : { proven: 0, required: 0 };
  const texts = Object.values(c.state.outcomes).flatMap((o) => (o.mark === 'open' || !o.evidence.text ? [] : (fingerprint(o.evidence.text) ?? [])));
  return { key: c.key, last: c.state.last, basis, colour, critical, warning, info, proven, required, line: lineOf(c.state), texts: [...new Set(texts)] };
}
