/**
 * Jobs beyond the open record by Tryton's own API (6.0, tried 2026-11-21), in the page's session. One file per kind of job;
 * a job that none of them knows is answered `not-offered`. Nothing throws.
 */
import type { ApiAnswer, ApiJob, Session } from '../session.ts';
import { deals } from './deals.ts';
import { failure, type TrytonWindow } from './rpc.ts';
import { now, people, write } from './write.ts';

type Doer<J extends ApiJob['do']> = (job: Extract<ApiJob, { do: J }>, win: TrytonWindow) => Promise<ApiAnswer<J>>;

const JOBS: { [J in ApiJob['do']]?: Doer<J> } = { deals, people, now, write };

export function trytonSession(win: TrytonWindow): Session {
  return async <J extends ApiJob>(job: J) => {
    const work = JOBS[job.do] as Doer<J['do']> | undefined;
    const answer = work ? work(job as never, win).catch(failure) : { ok: false as const, why: 'not-offered' as const };
    return (await answer) as ApiAnswer<J['do']>;
  };
}
