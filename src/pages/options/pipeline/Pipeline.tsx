/** “Bring in my pipeline”: the job that is under way, the switched-on CRMs and what each can do, a file. */
import type { JSX } from 'preact';
import { useEffect, useRef, useState } from 'preact/hooks';
import { pipelineWords } from '../../../i18n/pipeline.ts';
import type { App } from '../../../ui/state/app.ts';
import type { PipelineAsk, PipelineSite, PipelineView, PipelineWay } from '../../../wire/pipeline.ts';
import type { Trouble } from '../../../wire/messages.ts';
import { FileImport } from './FileImport.tsx';
import { JobCard } from './JobCard.tsx';
import './pipeline.css';

export interface Tools {
  app: App;
  save: (blob: Blob, name: string) => void;
  troubleOf: (error: unknown) => Trouble;
}

const WHILE_RUNNING = 500;
const OTHERWISE = 4_000;

export function Pipeline(tools: Tools): JSX.Element {
  const { app, troubleOf } = tools;
  const t = pipelineWords(app.lang.value);
  const [view, setView] = useState<PipelineView | null>(null);
  const [error, setError] = useState('');
  const [all, setAll] = useState(false);
  const gone = useRef(false);
  const ask = async (what: PipelineAsk): Promise<unknown> => {
    setError('');
    try {
      return await app.ask(what);
    } catch (caught) {
      setError(app.m.value.errors[troubleOf(caught).code] ?? String(caught));
      throw caught;
    }
  };
  const refresh = (): Promise<PipelineView | null> => app.ask({ q: 'pipeline' }).then((found) => {
    if (!gone.current) setView(found as PipelineView);
    return found as PipelineView;
  }, () => null);
  const running = view?.job?.state === 'running';
  useEffect(() => {
    const timer = setInterval(() => { if (!document.hidden) void refresh(); }, running ? WHILE_RUNNING : OTHERWISE);
    const shown = (): void => void refresh();
    document.addEventListener('visibilitychange', shown);
    return () => {
      clearInterval(timer);
      document.removeEventListener('visibilitychange', shown);
    };
  }, [running]);
  useEffect(() => {
    void refresh();
    return () => { gone.current = true; };
  }, []);
  const start = (site: PipelineSite, way: Exclude<PipelineWay, 'file'>): void =>
    void ask({ q: 'pipeline-start', way, origin: site.origin, ...(way === 'api' && all ? { all: true } : {}) }).then(refresh, () => {});
  const under = view?.job?.state === 'running' || view?.job?.state === 'waiting';

  return (
    <section class="set pipeline" id="pipeline" aria-labelledby="set-pipeline">
      <h2 id="set-pipeline">{t.title}</h2>
      <p class="t2">{t.hint}</p>
      {error && <p class="strip bad" role="alert">{error}</p>}
      {view?.job && <JobCard {...tools} t={t} job={view.job} ask={(what) => ask(what).then(async (value) => { await refresh(); return value; })} />}
      <ul class="set-box">
        {view?.sites.length === 0 && <li class="set-line t2">{t.noSites}</li>}
        {view?.sites.map((site) => {
          const { host } = new URL(site.origin);
          return (
            <li class="set-line" key={site.origin}>
              <div class="main">
                <p>{site.name} · {host}</p>
                <p class="why">{t.sites[site.api]}</p>
                <p class="why">{t.lists[site.list]}</p>
              </div>
              <span class="pipe-acts">
                <button type="button" class="btn primary" aria-label={t.apiOf(site.name, host)} disabled={under || site.api !== 'ready'} onClick={() => start(site, 'api')}>{t.api}</button>
                <button type="button" class="btn plain" aria-label={t.pageOf(site.name, host)} disabled={under || site.list !== 'ready'} onClick={() => start(site, 'page')}>{t.page}</button>
              </span>
            </li>
          );
        })}
        {view?.sites.some((site) => site.api === 'ready') && (
          <li class="set-line"><label class="pipe-check"><input type="checkbox" checked={all} disabled={under} onChange={(e) => setAll(e.currentTarget.checked)} /> {t.all}</label></li>
        )}
      </ul>
      <FileImport {...tools} t={t} sites={view?.sites ?? []} under={under} ask={ask} started={() => void refresh()} />
    </section>
  );
}
