/**
 * Jobs beyond the open record by Salesforce's own API, in the worker with the browser's session. Documented shapes, tried on
 * the look-alike alone. One file per kind of job; a job that none of them knows is answered `not-offered`. Nothing throws.
 */
import type { ApiAnswer, ApiJob, Session } from '../session.ts';
import { failure, type SalesforceWorld } from './call.ts';
import { deals } from './deals.ts';
import { now, people, write } from './write.ts';

type Doer<J extends ApiJob['do']> = (job: Extract<ApiJob, { do: J }>, world: SalesforceWorld) => Promise<ApiAnswer<J>>;

const JOBS: { [J in ApiJob['do']]?: Doer<J> } = { deals, people, now, write };

export function salesforceSession(world: SalesforceWorld): Session {
  return async <J extends ApiJob>(job: J) => {
    const work = JOBS[job.do] as Doer<J['do']> | undefined;
    const answer = work ? work(job as never, world).catch(failure) : { ok: false as const, why: 'not-offered' as const };
    return (await answer) as ApiAnswer<J['do']>;
  };
}
