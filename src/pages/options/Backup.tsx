import type { JSX } from 'preact';
import { useEffect, useRef, useState } from 'preact/hooks';
import type { Messages } from '../../i18n/index.ts';
import type { Lang, RestoreDone, Trouble } from '../../wire/messages.ts';

export interface BackupProps {
  m: Messages;
  lang: Lang;
  /** What the notebook holds; null where it cannot be opened. */
  health: () => Promise<{ deals: number; events: number; used: number } | null>;
  /** The whole notebook as a file. */
  backup: () => Promise<Blob>;
  restore: (file: Blob, dry: boolean) => Promise<RestoreDone>;
  save: (blob: Blob, name: string) => void;
  today: string;
  troubleOf: (error: unknown) => Trouble;
}

/** A size for a person: 6.1 MB. */
export function showBytes(bytes: number, lang: Lang): string {
  const unit = bytes < 1e6 ? 'kilobyte' : 'megabyte';
  return new Intl.NumberFormat(lang, { style: 'unit', unit, unitDisplay: 'short', maximumFractionDigits: 1 }).format(bytes / (unit === 'kilobyte' ? 1e3 : 1e6));
}

/** Back up to one file; restore merges and never overwrites, after the whole file was checked. */
export function Backup(p: BackupProps): JSX.Element {
  const t = p.m.settings;
  const [health, setHealth] = useState<Awaited<ReturnType<BackupProps['health']>>>(null);
  const [say, setSay] = useState('');
  const [bad, setBad] = useState(false);
  const [busy, setBusy] = useState(false);
  const [ready, setReady] = useState<{ file: Blob; found: RestoreDone } | null>(null);
  const file = useRef<HTMLInputElement>(null);
  const refresh = (): void => void p.health().then(setHealth, () => setHealth(null));
  useEffect(refresh, []);
  const run = async (work: () => Promise<string>): Promise<void> => {
    setBusy(true);
    setBad(false);
    setSay(p.m.options.working);
    try {
      setSay(await work());
    } catch (error) {
      const trouble = p.troubleOf(error);
      setBad(true);
      setSay(trouble.code === 'bad-backup' ? t.restoreBad(trouble.line ?? 1, t.reasons[trouble.detail ?? ''] ?? trouble.detail ?? '') : (p.m.errors[trouble.code] ?? trouble.code));
    }
    setBusy(false);
    refresh();
  };
  const pickFile = (chosen: File): Promise<void> => run(async () => {
    const found = await p.restore(chosen, true);
    setReady(found.added > 0 ? { file: chosen, found } : null);
    return found.added > 0 ? p.m.options.dryFound(found.added, found.known, found.deals) : p.m.options.nothingNew;
  });
  return (
    <section class="set" id="data" aria-labelledby="set-data">
      <h2 id="set-data">{t.data}</h2>
      <p class="t2">{t.dataHint}</p>
      <ul class="set-box"><li class="set-line">
        <div class="main"><p>{health ? t.usage(new Intl.NumberFormat(p.lang).format(health.deals), showBytes(health.used, p.lang)) : '…'}</p>
          <p class={`why ${bad ? 'w-rejected' : ''}`} role="status">{say}</p></div>
        <input ref={file} type="file" class="sr" tabIndex={-1} accept=".gz,.jsonl,application/gzip" aria-label={p.m.options.chooseFile}
          onChange={(e) => { const chosen = e.currentTarget.files?.[0]; e.currentTarget.value = ''; if (chosen) void pickFile(chosen); }} />
        {ready && <button type="button" class="btn primary" disabled={busy} onClick={() => void run(async () => {
          const done = await p.restore(ready.file, false);
          setReady(null);
          return t.restored(done.added, done.known) + (done.newer > 0 ? ` ${t.restoreNewer(done.newer)}` : '');
        })}>{p.m.options.bringIn}</button>}
        <button type="button" class="btn plain" disabled={busy} onClick={() => file.current?.click()}>{t.restore}</button>
        <button type="button" class={`btn ${ready ? 'plain' : 'primary'}`} disabled={busy} onClick={() => void run(async () => {
          const name = `stageproof-${p.today}.jsonl.gz`;
          p.save(await p.backup(), name);
          return p.m.options.download(name);
        })}>{t.backup}</button>
      </li></ul>
    </section>
  );
}
