/** Methods: the packs on this device, import, preview, editing; which method a deal begins with; what CRM stages stand for. */
import type { JSX } from 'preact';
import { useEffect, useRef, useState } from 'preact/hooks';
import type { Methodology } from '../../../domain/method.ts';
import { showDay } from '../../../i18n/index.ts';
import { loadMethod } from '../../../methods/load.ts';
import type { PackError } from '../../../methods/parse.ts';
import { dayOf } from '../../../ui/state/view.ts';
import type { App } from '../../../ui/state/app.ts';
import type { PackRow, PackSaved } from '../../../wire/messages.ts';
import { Editor } from './Editor.tsx';
import { Faults } from './Faults.tsx';
import { Judged } from './Judged.tsx';
import { keepEdit, keptEdit, type KeptEdit } from './kept.ts';
import { Mapping } from './Mapping.tsx';
import { Preview } from './Preview.tsx';
import { Rules } from './Rules.tsx';
import './methods.css';

/** The reader carries a JSON parser with positions: it comes when a pack is opened, not with the page. */
const reader = () => import('../../../methods/parse.ts');

type Open =
  | { what: 'faults'; file: string; errors: PackError[] }
  | { what: 'import'; text: string; pack: Methodology; warnings: PackError[]; before: Methodology | null }
  | { what: 'preview'; pack: Methodology; before: Methodology | null }
  | { what: 'edit'; text: string; base: Methodology | null; highest: string | null; unsaved?: string };

/** Bytes beyond which a file is not even read. */
const MOST_BYTES = 8_000_000;

export function Methods({ app, save }: { app: App; save: (blob: Blob, name: string) => void }): JSX.Element {
  const t = app.m.value.packs;
  const [rows, setRows] = useState<PackRow[]>([]);
  const [open, setOpen] = useState<Open | null>(null);
  const [say, setSay] = useState<{ text: string; bad: boolean }>({ text: '', bad: false });
  const [kept, setKept] = useState(keptEdit);
  const file = useRef<HTMLInputElement>(null);
  const work = useRef<HTMLDivElement>(null);
  const packs = app.context.value?.packs;
  const refresh = (): Promise<void> => app.ask({ q: 'packs' }).then((list) => setRows(list as PackRow[]), () => setRows([]));
  useEffect(() => void refresh(), [packs]);
  useEffect(() => {
    if (open) work.current?.focus();
  }, [open]);
  const told = (text: string, bad = false): void => setSay({ text, bad });

  const textOf = async (row: PackRow, version = row.active ?? row.versions[0]!.version): Promise<string> => {
    if (row.from === 'built-in') return (await reader()).packText(await loadMethod(row.id));
    return ((await app.ask({ q: 'pack-text', id: row.id, version })) as string | null) ?? '';
  };
  const inUse = async (id: string, but?: string): Promise<Methodology | null> => {
    const version = rows.find((row) => row.id === id)?.active;
    return version && version !== but ? app.loadPack(id, version).catch(() => null) : null;
  };
  const take = async (chosen: File): Promise<void> => {
    told('');
    if (chosen.size > MOST_BYTES) return told(t.tooBig, true);
    const text = await chosen.text();
    const parsed = (await reader()).parsePack(text);
    if (parsed.ok) setOpen({ what: 'import', text, pack: parsed.pack, warnings: parsed.warnings, before: await inUse(parsed.pack.id, parsed.pack.version) });
    else setOpen({ what: 'faults', file: chosen.name, errors: parsed.errors });
  };
  const keep = async (text: string, use: boolean): Promise<PackSaved | null> => {
    try {
      const saved = (await app.ask({ q: 'pack-save', text, activate: use })) as PackSaved;
      if (!saved.ok) told(t.refused[saved.why], true);
      return saved;
    } catch (error) {
      told(app.m.value.errors[(error as { trouble?: { code: string } }).trouble?.code as 'unknown'] ?? String(error), true);
      return null;
    }
  };
  const bringIn = async (text: string, pack: Methodology, use: boolean): Promise<void> => {
    const saved = await keep(text, use);
    if (!saved?.ok) return;
    setOpen(null);
    told(t.imported(app.text(pack.name), pack.version));
    await refresh();
  };
  const activate = async (row: PackRow, version: string | null): Promise<void> => {
    await app.ask({ q: 'pack-activate', id: row.id, version }).then(() => told(version ? t.inUse(version) : t.notInUse), () => told(t.refused.locked, true));
    await refresh();
  };
  const remove = async (row: PackRow, version: string): Promise<void> => {
    if (!confirm(t.removeAsk(app.text(row.label), version))) return;
    await app.ask({ q: 'pack-remove', id: row.id, version }).then(() => told(t.removed(version)), () => told(app.m.value.errors['not-allowed'], true));
    await refresh();
  };
  const exportIt = async (row: PackRow): Promise<void> => {
    const version = row.active ?? row.versions[0]!.version;
    const name = `${row.id}-${version}.json`;
    save(new Blob([await textOf(row, version)], { type: 'application/json' }), name);
    told(t.exported(name));
  };
  const duplicate = async (row: PackRow): Promise<void> => {
    const [{ parsePack, packText }, { duplicatePack }] = [await reader(), await import('../../../methods/edit.ts')];
    const parsed = parsePack(await textOf(row));
    if (!parsed.ok) return;
    let id = `${row.id}-copy`;
    for (let n = 2; rows.some((other) => other.id === id); n++) id = `${row.id}-copy-${n}`;
    const name = { en: `${t.copyOf.en} ${row.label.en}`, zh: `${t.copyOf.zh}${row.label.zh}` };
    setOpen({ what: 'edit', text: packText(duplicatePack(parsed.pack, id, name)), base: null, highest: null });
  };
  const edit = async (row: PackRow): Promise<void> => {
    const version = row.active ?? row.versions[0]!.version;
    setOpen({ what: 'edit', text: await textOf(row, version), base: await app.loadPack(row.id, version), highest: row.versions[0]!.version });
  };
  const close = (): void => {
    setOpen(null);
    setKept(keptEdit());
  };
  const goOn = async (edit: KeptEdit): Promise<void> => {
    const base = edit.base === null ? null : await app.loadPack(edit.id, edit.base).catch(() => null);
    setOpen({ what: 'edit', text: edit.first, base, highest: edit.highest, unsaved: edit.text });
  };
  const name = (row: PackRow): string => app.text(row.label);

  return (
    <section class="set" id="methods" aria-labelledby="set-methods">
      <h2 id="set-methods">{t.title}</h2>
      <p class="t2">{t.hint}</p>
      <ul class="set-box pack-list">
        {rows.map((row) => (
          <li class="set-line" key={row.id} data-pack={row.id}>
            <div class="main">
              <p class="strong">{name(row)}</p>
              <p class="why">
                {row.from === 'built-in' ? t.builtIn : row.from === 'policy' ? t.policy : t.own}
                {' · '}{row.active ? t.inUse(row.active) : t.notInUse}
                {' · '}{t.deals(row.versions.reduce((sum, v) => sum + v.deals, 0))}
              </p>
            </div>
            <span class="pack-acts">
              <button type="button" class="btn plain tiny" aria-label={t.previewOf(name(row))} onClick={() => void app.loadPack(row.id, row.active ?? row.versions[0]!.version).then((pack) => setOpen({ what: 'preview', pack, before: null }))}>{t.preview}</button>
              {row.from === 'own' && <button type="button" class="btn plain tiny" aria-label={t.editOf(name(row))} onClick={() => void edit(row)}>{t.edit}</button>}
              <button type="button" class="btn plain tiny" aria-label={t.duplicateOf(name(row))} onClick={() => void duplicate(row)}>{t.duplicate}</button>
              <button type="button" class="btn plain tiny" aria-label={t.exportOf(name(row))} onClick={() => void exportIt(row)}>{t.exportIt}</button>
            </span>
            {row.from === 'own' && (
              <details class="pack-versions">
                <summary>{t.versions} ({row.versions.length})</summary>
                <ul>
                  {row.versions.map(({ version, at, deals }) => (
                    <li key={version}>
                      <span class="num">{t.versionLine(version, at === null ? '' : showDay(dayOf(at), app.lang.value))}</span>
                      <span class="t2">{t.deals(deals)}</span>
                      {row.active === version
                        ? <><span class="state w-verified">✓ {t.inUse(version)}</span><button type="button" class="btn ghost tiny" title={t.stopUseHint} onClick={() => void activate(row, null)}>{t.stopUse}</button></>
                        : <button type="button" class="btn plain tiny" aria-label={t.useVersion(version)} onClick={() => void activate(row, version)}>{t.use}</button>}
                      {deals === 0 && row.active !== version && <button type="button" class="btn ghost tiny" aria-label={t.removeOf(version)} onClick={() => void remove(row, version)}>{t.remove}</button>}
                    </li>
                  ))}
                </ul>
              </details>
            )}
          </li>
        ))}
        <li class="set-line">
          <div class="main"><p class={`why ${say.bad ? 'w-rejected' : ''}`} role="status">{say.text}</p><p class="hint">{t.howTo}</p></div>
          <input ref={file} type="file" class="sr" tabIndex={-1} accept=".json,application/json" aria-label={t.importFile}
            onChange={(e) => { const chosen = e.currentTarget.files?.[0]; e.currentTarget.value = ''; if (chosen) void take(chosen); }} />
          <button type="button" class="btn primary" onClick={() => file.current?.click()}>{t.importIt}</button>
        </li>
      </ul>
      <Judged app={app} />
      {kept && open?.what !== 'edit' && (
        <div class="set-box set-line" data-kept-edit>
          <div class="main"><p>{t.keptEdit(kept.id, app.when(`${String(kept.at).padStart(13, '0')}-0000-00000000`))}</p></div>
          <button type="button" class="btn plain" onClick={() => void goOn(kept)}>{t.goOnEdit}</button>
          <button type="button" class="btn ghost" onClick={() => { keepEdit(null); setKept(null); }}>{t.dropEdit}</button>
        </div>
      )}
      {open && (
        <div class="set-box pack-work" ref={work} tabIndex={-1}>
          {open.what === 'faults' && <Faults app={app} title={t.broken(open.file, open.errors.length)} faults={open.errors} onClose={close} />}
          {open.what === 'import' && (
            <Preview app={app} pack={open.pack} before={open.before} onClose={close}
              actions={<>
                <button type="button" class="btn primary" onClick={() => void bringIn(open.text, open.pack, true)}>{t.importUse}</button>
                <button type="button" class="btn plain" onClick={() => void bringIn(open.text, open.pack, false)}>{t.importOnly}</button>
              </>}>
              {open.warnings.length > 0 && <Faults app={app} title={t.warnings(open.warnings.length)} faults={open.warnings} />}
            </Preview>
          )}
          {open.what === 'preview' && <Preview app={app} pack={open.pack} before={open.before} onClose={close} />}
          {open.what === 'edit' && (
            <Editor app={app} first={open.text} unsaved={open.unsaved} base={open.base} highest={open.highest} onClose={close}
              keep={async (text) => {
                const saved = await keep(text, true);
                if (!saved?.ok) return false;
                keepEdit(null);
                close();
                told(t.savedUsed(saved.version));
                await refresh();
                return true;
              }} />
          )}
        </div>
      )}
      <Rules app={app} rows={rows} />
      <Mapping app={app} rows={rows} />
    </section>
  );
}
