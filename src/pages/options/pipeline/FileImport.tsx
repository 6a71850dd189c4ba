/** A file: chosen or dropped, its columns set, tried, brought in. */
import type { JSX } from 'preact';
import { useRef, useState } from 'preact/hooks';
import type { PipelineWords } from '../../../i18n/pipeline.ts';
import type { ListedDeal } from '../../../crm/session.ts';
import { MOST_IN_PART } from '../../../wire/pipeline-schema.ts';
import type { PipelineAsk, PipelineCounts, PipelineSite, PipelineTarget } from '../../../wire/pipeline.ts';
import { build, type Built } from './deals.ts';
import { Mapper, type Choice } from './Mapper.tsx';
import { guess, remember, remembered } from './mapping.ts';
import type { Tools } from './Pipeline.tsx';
import { Refused } from './Refused.tsx';
import { FileTrouble, readTable, type Encoding, type Table } from './table.ts';

interface FileProps extends Tools {
  t: PipelineWords;
  sites: readonly PipelineSite[];
  /** A job is under way: nothing else can begin. */
  under: boolean;
  ask: (what: PipelineAsk) => Promise<unknown>;
  started: () => void;
}

interface Opened {
  name: string;
  bytes: Uint8Array<ArrayBuffer>;
  table: Table;
  choice: Choice;
  known: boolean;
}
interface Tried extends Built {
  counts: PipelineCounts;
}

/** A name for a source out of a file's name: without its ending and what dates and copies add to it. */
const sourceOf = (file: string): string =>
  file.replace(/\.[^.]+$/, '').replace(/[\s_-]*(\(\d+\)|\d{4}[-_.]?\d{2}[-_.]?\d{2}.*|\d{6,}.*)$/, '').trim().slice(0, 100) || 'export';

/** In the order of ids: neighbours are written together, and the notebook keeps them so. */
const inOrder = (deals: ListedDeal[]): ListedDeal[] => [...deals].sort((a, b) => (a.record < b.record ? -1 : 1));
const parts = (deals: ListedDeal[]): ListedDeal[][] => Array.from({ length: Math.ceil(deals.length / MOST_IN_PART) }, (_, n) => deals.slice(n * MOST_IN_PART, (n + 1) * MOST_IN_PART));

export function FileImport({ t, sites, under, ask, started, save, troubleOf, app }: FileProps): JSX.Element {
  const [open, setOpen] = useState<Opened | null>(null);
  const [tried, setTried] = useState<Tried | null>(null);
  const [busy, setBusy] = useState('');
  const [error, setError] = useState('');
  const [over, setOver] = useState(false);
  const input = useRef<HTMLInputElement>(null);
  const head = useRef<HTMLHeadingElement>(null);

  const run = async (words: string, work: () => Promise<void>): Promise<void> => {
    setBusy(words);
    setError('');
    try {
      await work();
    } catch (caught) {
      setError(caught instanceof FileTrouble ? t.faults[caught.fault] : app.m.value.errors[troubleOf(caught).code] ?? String(caught));
    }
    setBusy('');
  };
  const read = (name: string, bytes: Uint8Array<ArrayBuffer>, encoding?: Encoding): Promise<void> => run(t.reading, async () => {
    setTried(null);
    const table = await readTable(bytes, encoding);
    const before = remembered(localStorage, table.headers);
    const target = before?.target && (before.target.crm === 'file' || sites.some((s) => s.crm === before.target!.crm && s.orgs.includes(before.target!.org))) ? before.target : null;
    setOpen({ name, bytes, table, known: before !== null, choice: { mapping: before?.mapping ?? guess(table), target: target ?? { crm: 'file', org: sourceOf(name) } } });
    requestAnimationFrame(() => head.current?.focus());
  });
  const take = (file: File): Promise<void> => run(t.reading, async () => {
    setOpen(null);
    await read(file.name, new Uint8Array(await file.arrayBuffer()));
  });
  const stagesOf = (target: PipelineTarget) => sites.find((s) => s.crm === target.crm && s.orgs[0] === target.org)?.stages ?? [];
  const tryIt = (): Promise<void> => run(t.trying, async () => {
    const { table, choice } = open!;
    const built = build(table, choice.mapping, choice.target, stagesOf(choice.target));
    const counts: PipelineCounts = { fresh: 0, changed: 0, same: 0, refused: built.refused.length };
    for (const deals of parts(inOrder(built.deals))) {
      const part = (await ask({ q: 'pipeline-try', target: choice.target, deals })) as PipelineCounts;
      for (const key of ['fresh', 'changed', 'same', 'refused'] as const) counts[key] += part[key];
    }
    setTried({ ...built, counts });
  });
  const bringIn = (): Promise<void> => run(t.handing, async () => {
    const { table, choice, name } = open!;
    const all = parts(inOrder(tried!.deals));
    for (const [n, deals] of all.entries()) await ask({ q: 'pipeline-load', n, deals });
    await ask({ q: 'pipeline-start', way: 'file', target: choice.target, name: name.slice(0, 250), parts: all.length, total: tried!.deals.length, refused: tried!.refused });
    remember(localStorage, table.headers, choice);
    setOpen(null);
    setTried(null);
    started();
  });
  const dropped = (event: DragEvent): void => {
    event.preventDefault();
    setOver(false);
    const file = event.dataTransfer?.files[0];
    if (file && !under) void take(file);
  };

  return (
    <div class="set-box pipe-file">
      <h3>{t.file}</h3>
      <p class="t2">{t.fileHint}</p>
      <div class={`pipe-drop${over ? ' over' : ''}`} onDragOver={(e) => { e.preventDefault(); setOver(true); }} onDragLeave={() => setOver(false)} onDrop={dropped}>
        <span class="t2">{t.drop}</span>
        <input ref={input} type="file" class="sr" tabIndex={-1} accept=".csv,.tsv,.txt,.xlsx,text/csv" aria-label={t.choose}
          onChange={(e) => { const file = e.currentTarget.files?.[0]; e.currentTarget.value = ''; if (file) void take(file); }} />
        <button type="button" class="btn plain" disabled={under || busy !== ''} onClick={() => input.current?.click()}>{open ? t.another : t.choose}</button>
      </div>
      <p class="t2" role="status">{busy}</p>
      {error && <p class="w-rejected" role="alert">{error}</p>}
      {open && (
        <>
          <h4 ref={head} tabIndex={-1}>{t.chosen(open.name, open.table.rows.length)}</h4>
          {open.known && <p class="t2">{t.known}</p>}
          <Mapper t={t} table={open.table} choice={open.choice} sites={sites} stages={stagesOf(open.choice.target)} lang={app.lang.value}
            change={(choice) => { setTried(null); setOpen({ ...open, choice }); }}
            reread={(encoding) => void read(open.name, open.bytes, encoding)} ready={(may) => (
              <p class="pipe-acts">
                <button type="button" class={`btn ${tried ? 'plain' : 'primary'}`} disabled={!may || busy !== '' || under} onClick={() => void tryIt()}>{t.tryIt}</button>
                {tried && tried.counts.fresh + tried.counts.changed > 0 && (
                  <button type="button" class="btn primary" disabled={!may || busy !== '' || under} onClick={() => void bringIn()}>{t.bringIn(tried.counts.fresh + tried.counts.changed)}</button>
                )}
              </p>
            )} />
          {tried && <p role="status" class="num">{tried.counts.fresh + tried.counts.changed + tried.counts.refused === 0 ? t.nothing : t.found(tried.counts.fresh, tried.counts.changed, tried.counts.same, tried.counts.refused)}</p>}
          {tried && tried.refused.length > 0 && <Refused t={t} refused={tried.refused} total={tried.refused.length} save={save} />}
        </>
      )}
    </div>
  );
}
