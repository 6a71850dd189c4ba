/** The import that is under way, or the report of the last one. */
import type { JSX } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import type { PipelineWords } from '../../../i18n/pipeline.ts';
import type { PipelineAsk, PipelineJob, PipelineRefusal } from '../../../wire/pipeline.ts';
import type { Tools } from './Pipeline.tsx';
import { Refused } from './Refused.tsx';

interface JobProps extends Tools {
  t: PipelineWords;
  job: PipelineJob;
  ask: (what: PipelineAsk) => Promise<unknown>;
}

export function JobCard({ app, t, job, ask, save }: JobProps): JSX.Element {
  const [refused, setRefused] = useState<PipelineRefusal[]>([]);
  const { fresh, changed, same, refused: count } = job.counts;
  // Rows that the page refused were never among the deals that are expected.
  const done = fresh + changed + same;
  useEffect(() => {
    if (count > 0 && job.state !== 'running') void app.ask({ q: 'pipeline-refused' }).then((all) => setRefused(all as PipelineRefusal[]), () => setRefused([]));
    else setRefused([]);
  }, [job.id, job.state, count]);
  const at = job.until ? new Intl.DateTimeFormat(app.lang.value === 'zh-CN' ? 'zh-CN' : 'en-GB', { hour: '2-digit', minute: '2-digit', second: '2-digit' }).format(job.until) : '';
  const words = job.why === undefined ? '' : job.why === 'busy' ? t.waits.busy(job.state === 'running' ? at : '') : t.waits[job.why];
  const over = job.state === 'done' || job.state === 'cancelled';
  return (
    <div class="set-box pipe-job" data-state={job.state}>
      <h3 id="pipe-job">{t.job[job.state](job.name)}</h3>
      {!over && <progress aria-labelledby="pipe-job" max={job.total ?? undefined} value={job.total === null ? undefined : Math.min(done, job.total)} />}
      <p class="num">{over ? t.found(fresh, changed, same, count) : t.progress(done, job.total)}</p>
      <p class={job.state === 'waiting' ? 'w-stale' : 't2'} role="status">
        {words || (job.state === 'running' ? t.mayClose : job.state === 'cancelled' ? t.cancelledHint : job.more ? t.more : '')}
        {job.state === 'waiting' && job.detail ? ` (${job.detail})` : ''}
      </p>
      {refused.length > 0 && <Refused t={t} refused={refused} total={count} save={save} />}
      <p class="pipe-acts">
        {job.state === 'waiting' && <button type="button" class="btn primary" onClick={() => void ask({ q: 'pipeline-go' }).catch(() => {})}>{t.goOn}</button>}
        {over
          ? <button type="button" class="btn plain" onClick={() => void ask({ q: 'pipeline-clear' }).catch(() => {})}>{t.close}</button>
          : <button type="button" class="btn plain" onClick={() => void ask({ q: 'pipeline-stop' }).catch(() => {})}>{t.cancel}</button>}
      </p>
    </div>
  );
}
