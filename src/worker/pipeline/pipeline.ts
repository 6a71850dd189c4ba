/**
 * “Bring in my pipeline”: one job at a time, in slices, its state in storage after each of them. A stopped worker goes on with
 * it when it wakes; a job that cannot go on waits and says why. A slice that came twice brings nothing the second time.
 */
import type { ApiFailure } from '../../crm/session.ts';
import type { PipelineAsk, PipelineCounts, PipelineJob, PipelineRefusal, PipelineSite, PipelineTarget, PipelineView, PipelineWait } from '../../wire/pipeline.ts';
import type { Office } from '../office.ts';
import { Refused } from '../trouble.ts';
import { sessionOf, sites, tenants, type Tenant } from './sites.ts';
import { takeIn } from './take.ts';

const JOB = 'pipeline';
const REFUSED = 'pipeline:refused';
const part = (n: number): string => `pipeline:part:${n}`;

/** Deals asked of a CRM at once: one call every PAUSE_MS at most, and never two together. */
const PAGE = 100;
const PAUSE_MS = 400;
/** How long a CRM that says it is busy is left alone when it does not say, and at most. */
const BUSY_MS = 15_000;
const BUSY_MAX_MS = 15 * 60_000;
/** How long it is believed which tenants the notebook knows. */
const TENANTS_MS = 30_000;
/** After so many busy answers in a row the user is asked. */
const MOST_BUSY = 5;
/** A write of this length keeps no message waiting; slices grow and shrink towards it, but every write has a price of its own: below `least` they would only become many. */
const SLICE_MS = 40;
const SLICE = { least: 100, first: 100, most: 250 };
const MOST_REFUSED = 60_000;

/** Troubles after which asking again at once is pointless, or rude. */
const WAITS: ReadonlySet<PipelineWait> = new Set(['signed-out', 'forbidden', 'other-user', 'not-granted', 'not-found', 'shape', 'not-offered', 'refused', 'newer', 'network']);

export class Pipeline {
  private job: Promise<PipelineJob | null> | null = null;
  private running: Promise<void> | null = null;
  private slice = SLICE.first;
  private busy = 0;
  private known: { at: number; all: Promise<Tenant[]> } | null = null;

  constructor(private readonly office: Office, private readonly pause = PAUSE_MS) {}

  async answer(what: PipelineAsk): Promise<unknown> {
    switch (what.q) {
      case 'pipeline':
        void this.wake();
        return { sites: await this.sites(), job: await this.current() } satisfies PipelineView;
      case 'pipeline-refused':
        return this.refused();
      case 'pipeline-try':
        return (await takeIn(this.office, what.target, what.deals, true)).counts;
      case 'pipeline-load':
        await this.free();
        await this.office.around.local.set({ [part(what.n)]: what.deals });
        return null;
      case 'pipeline-start':
        return this.start(what);
      case 'pipeline-go':
        return this.go();
      case 'pipeline-stop':
        return this.stop();
      case 'pipeline-clear':
        await this.free();
        await this.sweep();
        await this.office.around.local.remove([JOB, REFUSED]);
        this.job = null;
        return null;
    }
  }

  private async sites(): Promise<PipelineSite[]> {
    const now = this.office.around.now();
    // A page that shows the progress asks twice a second.
    if (!this.known || now - this.known.at > TENANTS_MS) this.known = { at: now, all: tenants(this.office) };
    return sites(this.office, await this.known.all.catch(() => []));
  }

  /** Goes on with a job that a stopped worker left. */
  async wake(): Promise<void> {
    if ((await this.current())?.state === 'running') await this.run();
  }

  private current(): Promise<PipelineJob | null> {
    this.job ??= this.office.around.local.get([JOB]).then((all) => (isJob(all[JOB]) ? all[JOB] : null));
    return this.job;
  }

  /** Only one job at a time. */
  private async free(): Promise<void> {
    const job = await this.current();
    if (job?.state === 'running' || job?.state === 'waiting') throw new Refused('not-allowed', 'under way');
  }

  private async refused(): Promise<PipelineRefusal[]> {
    const kept = (await this.office.around.local.get([REFUSED]))[REFUSED];
    return Array.isArray(kept) ? (kept as PipelineRefusal[]) : [];
  }

  private async start(what: Extract<PipelineAsk, { q: 'pipeline-start' }>): Promise<PipelineJob> {
    await this.free();
    const counts: PipelineCounts = { fresh: 0, changed: 0, same: 0, refused: 0 };
    const base = { id: (await this.office.book.open()).newId(), state: 'running' as const, counts, started: this.office.around.now(), all: false, total: null };
    let job: PipelineJob;
    if (what.way === 'file') {
      job = { ...base, way: 'file', ...what.target, origin: '', name: what.name, total: what.total, parts: what.parts, counts: { ...counts, refused: what.refused.length } };
      await this.office.around.local.set({ [REFUSED]: what.refused });
    } else {
      const site = (await this.sites()).find((s) => s.origin === what.origin);
      if (!site) throw new Refused('not-allowed', 'not switched on');
      job = { ...base, way: what.way, crm: site.crm, org: '', origin: site.origin, name: site.name, all: what.all === true };
      await this.office.around.local.remove([REFUSED]);
    }
    await this.keep(job);
    void this.run();
    return job;
  }

  private async go(): Promise<PipelineJob | null> {
    const job = await this.current();
    if (job?.state !== 'waiting') return job;
    this.busy = 0;
    await this.keep(running(job));
    void this.run();
    return this.current();
  }

  private async stop(): Promise<PipelineJob | null> {
    const job = await this.current();
    if (job?.state !== 'running' && job?.state !== 'waiting') return job;
    await this.keep({ ...running(job), state: 'cancelled', ended: this.office.around.now() });
    await this.running;
    this.over();
    await this.sweep();
    return this.current();
  }

  private keep(job: PipelineJob): Promise<void> {
    this.job = Promise.resolve(job);
    return this.office.around.local.set({ [JOB]: job });
  }

  /** Parts of a file that are not needed any more. */
  private async sweep(): Promise<void> {
    const names = Array.from({ length: (await this.current())?.parts ?? 0 }, (_, n) => part(n));
    if (names.length) await this.office.around.local.remove(names);
  }

  private run(): Promise<void> {
    this.running ??= this.loop().catch(async () => {
      // The notebook or the storage did not answer: the job waits, the trouble itself was told by whoever met it.
      const job = await this.current();
      if (job?.state === 'running') await this.wait(job, 'storage').catch(() => {});
    }).finally(() => {
      this.running = null;
    });
    return this.running;
  }

  private async loop(): Promise<void> {
    for (;;) {
      const job = await this.current();
      if (job?.state !== 'running') return;
      const now = this.office.around.now();
      if (job.until !== undefined && job.until > now) {
        await rest(Math.min(job.until - now, 20_000));
        continue;
      }
      await (job.way === 'file' ? this.fromFile(job) : job.way === 'page' ? this.fromPage(job) : this.fromApi(job));
    }
  }

  private async wait(job: PipelineJob, why: PipelineWait, detail?: string): Promise<void> {
    await this.keep({ ...running(job), state: 'waiting', why, ...(detail && { detail: detail.slice(0, 300) }) });
  }

  private async done(job: PipelineJob): Promise<void> {
    await this.keep({ ...running(job), state: 'done', ended: this.office.around.now() });
    this.over();
    await this.sweep();
  }

  private over(): void {
    this.known = null;
    this.office.overview.touched();
  }

  private async fromApi(job: PipelineJob): Promise<void> {
    const session = await sessionOf(this.office, job.crm, job.origin, job.org || undefined);
    if (!session) return this.wait(job, 'no-tab');
    const { org } = session;
    const answer = await session.ask({ do: 'deals', org, size: PAGE, ...(job.after !== undefined && { after: job.after }), ...(job.all && { all: true }) });
    if ((await this.current())?.state !== 'running') return; // cancelled meanwhile
    if (!answer.ok) return this.failed(job, answer);
    this.busy = 0;
    if (answer.stages?.length) this.office.cases.keep(job.crm, org, answer.stages);
    const after = await this.write({ ...running(job), org, total: answer.total ?? job.total }, { crm: job.crm, org }, answer.deals);
    // A CRM that answers the same page again would keep us for ever.
    if (answer.next === undefined || answer.next === job.after) return this.ended(after);
    await this.kept({ ...after, after: answer.next });
    await rest(this.pause);
  }

  private async failed(job: PipelineJob, { why, detail, wait }: ApiFailure): Promise<void> {
    if (why === 'busy' && ++this.busy <= MOST_BUSY) {
      return this.keep({ ...job, why, until: this.office.around.now() + Math.min(Math.max(wait ?? BUSY_MS, 1_000), BUSY_MAX_MS) });
    }
    return this.wait(job, why === 'busy' || WAITS.has(why) ? why : 'network', detail);
  }

  private async fromPage(job: PipelineJob): Promise<void> {
    const tabs = await this.office.around.tabs(job.origin);
    if (!tabs.length) return this.wait(job, 'no-tab');
    for (const { id } of tabs) {
      const shown = await this.office.around.list(id, job.crm);
      if (!shown) continue;
      const { org, deals, more } = shown;
      return this.ended(await this.write({ ...job, org, total: deals.length, more }, { crm: job.crm, org }, deals));
    }
    return this.wait(job, 'no-list');
  }

  private async fromFile(job: PipelineJob): Promise<void> {
    const n = Number(job.after ?? 0);
    if (n >= (job.parts ?? 0)) return this.done(job);
    const deals = (await this.office.around.local.get([part(n)]))[part(n)];
    const after = await this.write(job, { crm: job.crm, org: job.org }, Array.isArray(deals) ? deals : []);
    await this.kept({ ...after, after: String(n + 1) });
    await this.office.around.local.remove([part(n)]);
  }

  /** Writes deals in slices, between which everybody else has their turn; returns the job with what was counted. */
  private async write(job: PipelineJob, target: PipelineTarget, deals: readonly unknown[]): Promise<PipelineJob> {
    let counts = job.counts;
    const refused: PipelineRefusal[] = [];
    for (let at = 0; at < deals.length;) {
      if ((await this.current())?.state !== 'running') break;
      const some = deals.slice(at, at + this.slice);
      const began = performance.now();
      const slice = await takeIn(this.office, target, some);
      const took = performance.now() - began;
      at += some.length;
      this.slice = Math.round(Math.min(SLICE.most, Math.max(SLICE.least, this.slice * Math.min(2, Math.max(0.5, SLICE_MS / took)))));
      counts = { fresh: counts.fresh + slice.counts.fresh, changed: counts.changed + slice.counts.changed, same: counts.same + slice.counts.same, refused: counts.refused + slice.counts.refused };
      refused.push(...slice.refused);
      await rest(0);
    }
    if (refused.length) await this.office.around.local.set({ [REFUSED]: [...(await this.refused()), ...refused].slice(0, MOST_REFUSED) });
    return { ...job, counts };
  }

  /** Keeps the job's progress, unless it was cancelled meanwhile: then only what was counted. */
  private async kept(job: PipelineJob): Promise<void> {
    const now = await this.current();
    await this.keep(now?.state === 'running' ? job : { ...now!, counts: job.counts });
  }

  private async ended(job: PipelineJob): Promise<void> {
    if ((await this.current())?.state === 'running') return this.done(job);
    return this.kept(job);
  }
}

const rest = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

/** The job without what it waited for. */
const running = (job: PipelineJob): PipelineJob => ({ ...job, state: 'running', why: undefined, detail: undefined, until: undefined });

function isJob(value: unknown): value is PipelineJob {
  return typeof value === 'object' && value !== null && 'id' in value && 'state' in value && 'counts' in value;
}
