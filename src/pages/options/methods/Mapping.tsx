import type { JSX } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import { indexMethod, type Methodology } from '../../../domain/method.ts';
import { mappingReport, mapStage, type MappingWarning } from '../../../domain/stage-map.ts';
import type { App } from '../../../ui/state/app.ts';
import { shortName } from '../../../ui/state/view.ts';
import type { PackRow, Pipeline } from '../../../wire/messages.ts';

/** Which stage of the method each stage of a CRM stands for, why, and what is doubtful about it. */
export function Mapping({ app, rows }: { app: App; rows: readonly PackRow[] }): JSX.Element {
  const t = app.m.value.packs;
  const now = app.m.value.now;
  const [pipelines, setPipelines] = useState<Pipeline[]>([]);
  const [at, setAt] = useState(0);
  const [id, setId] = useState('');
  const [method, setMethod] = useState<Methodology | null>(null);
  const usable = rows.filter((row) => row.active !== null);
  const chosen = id || app.settings.value.method;
  useEffect(() => void app.ask({ q: 'pipelines' }).then((list) => setPipelines(list as Pipeline[]), () => {}), []);
  const version = usable.find((row) => row.id === chosen)?.active;
  useEffect(() => void app.loadPack(chosen, version ?? undefined).then(setMethod, () => setMethod(null)), [chosen, version]);
  const pipeline = pipelines[at];
  const locked = app.context.value?.admin.locked.includes('stageMaps') ?? false;
  const head = (
    <>
      <h3>{t.mapping}</h3>
      <p class="t2">{t.mappingHint}</p>
      {locked && <p class="why">{t.byAdmin}</p>}
    </>
  );
  if (!pipeline) return <div class="mapping" id="mapping">{head}<p class="why">{t.noPipelines}</p></div>;

  const key = `${pipeline.crm}:${pipeline.org}:${chosen}`;
  const own = app.settings.value.stageMaps[key];
  const crmStages = pipeline.stages.map((s) => ({ id: s.id, label: s.label, ...(s.closed ? { isWon: s.closed === 'won', isClosed: true } : {}) }));
  const report = method ? mappingReport(crmStages, method, own, pipeline.crm) : null;
  const index = method ? indexMethod(method) : null;
  const stageName = (stage: string | null | undefined): string => {
    const found = stage ? index?.stageById.get(stage) : undefined;
    return found ? app.m.value.shell.stage(found.order, app.text(shortName(found.name))) : t.none;
  };
  const crmName = (stage: string): string => `“${pipeline.stages.find((s) => s.id === stage)?.label ?? stage}”`;
  const list = (names: string[]): string => names.join(app.lang.value === 'zh-CN' ? '、' : ', ');
  const warning = (w: MappingWarning): string =>
    w.kind === 'together' ? t.warn.together(list(w.crmStageIds.map(crmName)), stageName(w.stageId))
      : w.kind === 'backwards' ? t.warn.backwards(crmName(w.crmStageId).slice(1, -1), stageName(w.stageId))
      : t.warn[w.kind](crmName(w.crmStageId).slice(1, -1));
  const put = (crmStage: string, to: string): void => {
    const { [crmStage]: _, ...rest } = own ?? {};
    const next = to === 'auto' ? rest : { ...rest, [crmStage]: to === 'none' ? null : to };
    void app.setSettings({ stageMaps: { ...app.settings.value.stageMaps, [key]: next } });
  };
  return (
    <div class="mapping" id="mapping">
      {head}
      <div class="mapping-pick">
        <label class="label">{t.pipeline}
          <select class="input" value={String(at)} onChange={(e) => setAt(Number(e.currentTarget.value))}>{pipelines.map((p, i) => <option key={i} value={String(i)}>{p.name} · {p.org}</option>)}</select></label>
        <label class="label">{t.method}
          <select class="input" value={chosen} onChange={(e) => setId(e.currentTarget.value)}>{usable.map((row) => <option key={row.id} value={row.id}>{app.text(row.label)}</option>)}</select></label>
      </div>
      {report && index && (
        <>
          <table class="mapping-table">
            <thead><tr><th scope="col">{t.crmStage}</th><th scope="col">{t.standsFor}</th><th scope="col">{t.why}</th></tr></thead>
            <tbody>
              {report.rows.map(({ crmStage, mapping }) => {
                const suggested = mapStage({ method: method!, crm: pipeline.crm, stageId: crmStage.id, label: crmStage.label, isWon: crmStage.isWon, isClosed: crmStage.isClosed }).stageId;
                const mine = own && Object.hasOwn(own, crmStage.id) ? (own[crmStage.id] ?? 'none') : 'auto';
                return (
                  <tr key={crmStage.id}>
                    <th scope="row"><bdi>{crmStage.label}</bdi></th>
                    <td>
                      <select class="input" aria-label={crmStage.label} disabled={locked} value={mine} onChange={(e) => put(crmStage.id, e.currentTarget.value)}>
                        <option value="auto">{t.auto(stageName(suggested))}</option>
                        {index.stages.map((s) => <option key={s.id} value={s.id}>{stageName(s.id)}</option>)}
                        <option value="none">{t.none}</option>
                      </select>
                    </td>
                    <td class="t2">{now.by[mapping.by]}</td>
                  </tr>
                );
              })}
            </tbody>
          </table>
          <div role="status"><ul class="mapping-warn">
            {report.warnings.map((w, i) => <li key={i} class="w-stale">{warning(w)}</li>)}
            {report.unreached.length > 0 && <li class="t2">{t.unreached(list(report.unreached.map(stageName)))}</li>}
          </ul></div>
        </>
      )}
    </div>
  );
}
