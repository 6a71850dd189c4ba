/** Taught CRMs as files, and how well each CRM is read. */
import type { JSX } from 'preact';
import { useEffect, useRef, useState } from 'preact/hooks';
import { showMoment } from '../../i18n/index.ts';
import { teachWords, type TeachWords } from '../../i18n/teach.ts';
import { Fold } from '../../ui/parts/index.ts';
import { Line } from '../../ui/settings.tsx';
import type { App } from '../../ui/state/app.ts';
import type { CrmHealth, LinedFault, RecipeRow, RecipeSaved } from '../../wire/teach.ts';
import './recipes.css';

export interface RecipesProps {
  app: App;
  save: (blob: Blob, name: string) => void;
  /** Sites may be read differently from now on. */
  changed: () => void;
}

const isOurs = (row: RecipeRow): boolean => row.from !== 'built-in';
const pathText = (path: (string | number)[]): string => path.map((p, i) => (typeof p === 'number' ? `[${p}]` : i ? `.${p}` : p)).join('');

function Faults({ t, title, faults }: { t: TeachWords; title: string; faults: LinedFault[] }): JSX.Element {
  return (
    <div class="strip bad recipe-faults" role="alert">
      <div>
        <p class="strong">{title}</p>
        <ul>{faults.map((f) => <li>{f.line !== undefined && t.line(f.line)}{f.path.length > 0 && <code>{pathText(f.path)}</code>} {f.detail && <bdi>“{f.detail}”</bdi>} {t.faults[f.code]}</li>)}</ul>
      </div>
    </div>
  );
}

export function Recipes({ app, save, changed }: RecipesProps): JSX.Element {
  const t = teachWords(app.lang.value);
  const fieldName = (name: string): string => t.field[name] ?? name;
  const [rows, setRows] = useState<RecipeRow[] | null>(null);
  const [done, setDone] = useState<{ name: string; result: RecipeSaved } | null>(null);
  const file = useRef<HTMLInputElement>(null);
  const refresh = (): void => void app.ask({ q: 'recipes' }).then((value) => setRows(value as RecipeRow[]), () => setRows([]));
  useEffect(refresh, [app]);
  const take = async (list: FileList | null): Promise<void> => {
    const given = list?.[0];
    if (!given) return;
    setDone(null);
    const result = (await app.ask({ q: 'recipe-save', text: (await given.text()).slice(0, 200_000) })) as RecipeSaved;
    setDone({ name: given.name, result });
    if (file.current) file.current.value = '';
    refresh();
    changed();
  };
  const download = async (row: RecipeRow): Promise<void> => {
    const text = (await app.ask({ q: 'recipe-text', id: row.id })) as string | null;
    if (text) save(new Blob([text], { type: 'application/json' }), `stageproof-recipe-${row.id}-${row.version}.json`);
  };
  const remove = async (row: RecipeRow): Promise<void> => {
    if (!confirm(t.removeAsk(row.name))) return;
    await app.ask({ q: 'recipe-remove', id: row.id });
    refresh();
    changed();
  };
  const list = new Intl.ListFormat(app.lang.value, { type: 'unit' });
  const line = (row: RecipeRow): JSX.Element => (
    <Line key={row.id} id={`recipe-${row.id}`} label={`${row.name} · ${row.hosts.join(', ')}`}
      hint={`${row.over ? `${t.over(row.over)} · ` : ''}${t.row(row.version, list.format(row.fields.map(fieldName)))} · ${t.from[row.from]}${row.source ? ` · ${row.source}${row.date ? `, ${row.date}` : ''}` : ''}`}>
      <button type="button" class="btn plain tiny" aria-label={`${t.export}: ${row.name}`} onClick={() => void download(row)}>{t.export}</button>
      {row.from === 'own' && <button type="button" class="btn plain tiny" aria-label={`${t.remove}: ${row.name}`} onClick={() => void remove(row)}>{t.remove}</button>}
    </Line>
  );
  return (
    <>
      <section class="set" id="recipes" aria-labelledby="set-recipes">
        <h2 id="set-recipes">{t.recipes}</h2>
        <p class="t2">{t.recipesHint}</p>
        <ul class="set-box">
          {rows && !rows.some(isOurs) && <li class="set-line t2">{t.none}</li>}
          {rows?.filter(isOurs).map((row) => line(row))}
          <li class="set-line">
            <label class="btn plain recipe-file">{t.import}<input class="sr" type="file" ref={file} accept=".json,application/json" onChange={(e) => void take(e.currentTarget.files)} /></label>
          </li>
        </ul>
        <Fold title={t.ownRecipes}><ul class="set-box">{rows?.filter((row) => !isOurs(row)).map((row) => line(row))}</ul></Fold>
        {done?.result.ok === false && <Faults t={t} title={t.refused} faults={done.result.faults} />}
        {done?.result.ok && <p class="strip" role="status">{t.imported(rows?.find((r) => done.result.ok && r.id === done.result.id)?.name ?? done.name)}</p>}
        {done?.result.ok && done.result.warnings.length > 0 && <Faults t={t} title={t.warnings} faults={done.result.warnings} />}
      </section>
      <Health app={app} t={t} />
    </>
  );
}

/** Per CRM and site: each field, when it was found last, or since when it is not. */
function Health({ app, t }: { app: App; t: TeachWords }): JSX.Element {
  const [rows, setRows] = useState<CrmHealth[] | null>(null);
  useEffect(() => void app.ask({ q: 'crm-health' }).then((value) => setRows(value as CrmHealth[]), () => setRows([])), [app]);
  const when = (ms: number): string => showMoment(ms, app.lang.value);
  return (
    <section class="set" id="health" aria-labelledby="set-health">
      <h2 id="set-health">{t.health}</h2>
      <p class="t2">{t.healthHint}</p>
      <div class="set-box">
        {rows?.length === 0 && <p class="set-line t2">{t.healthNone}</p>}
        {rows?.map((row) => (
          <div class="health" key={`${row.crm}:${row.org}`}>
            <h3>{row.name} · <bdi>{row.org}</bdi> <span class="t2 small">{t.healthRead(when(row.at))}</span></h3>
            <dl>
              {Object.entries(row.fields).map(([name, at]) => {
                const lost = (at.no ?? 0) > (at.ok ?? 0);
                return (
                  <div key={name}>
                    <dt>{t.field[name] ?? app.m.value.history.field[name] ?? name}</dt>
                    <dd class={lost ? 'w-stale' : undefined}>{!lost ? `✓ ${t.healthOk(when(at.ok!))}` : at.ok ? `△ ${t.healthLost(when(at.no!), when(at.ok))}` : `△ ${t.healthNever(when(at.no!))}`}</dd>
                  </div>
                );
              })}
            </dl>
            {row.layout !== undefined && <p class="small w-stale">{t.healthLayout(when(row.layout))}</p>}
          </div>
        ))}
      </div>
    </section>
  );
}
