/** Which method the deal follows, which of its stages the CRM's stage stands for, and the user's own choice of both. */
import { useState } from 'preact/hooks';
import { builtInMethodIds, isBuiltIn, methodLabel, methodLabels } from '../../../methods/labels.ts';
import { Button, Choice, Empty, Section, Segment, SelectField } from '../../../ui/parts/index.ts';
import type { App } from '../../../ui/state/app.ts';
import { mapKey, shortName, type DealView } from '../../../ui/state/view.ts';
import { ChangeMethod } from './change.tsx';

const short = (app: App, id: string): string => (isBuiltIn(id) ? app.text(methodLabels[id].short) : ownLabel(app, id));

const ownLabel = (app: App, id: string): string => {
  const own = app.context.value?.packs.find((p) => p.id === id);
  return own ? app.text(own.label) : id;
};

/** A deal on which nobody has chosen a method: the first step, not a lecture. */
export function NoMethod({ app, view }: { app: App; view: DealView }) {
  const m = app.m.value.now;
  const [other, setOther] = useState(false);
  const id = view.index.method.id;
  const crm = app.context.value?.crmName ?? '';
  const label = view.crmStage?.label;
  const fits = label === undefined ? m.noCrmStage
    : view.stage ? m.fits(crm, label, short(app, id), view.stage.order, app.text(shortName(view.stage.name))) : m.fitsNone(crm, label);
  return (
    <Empty icon="flag" title={m.noMethodTitle} actions={
      <>
        <Button onClick={() => void app.chooseMethod(id)}>{view.stage ? m.useFrom(short(app, id), view.stage.order) : m.use(short(app, id))}</Button>
        <Button kind="ghost" expanded={other} onClick={() => setOther(!other)}>{m.otherMethod}</Button>
      </>
    }>
      {fits}
      {other && <div class="gap"><Methods app={app} view={view} onPicked={() => setOther(false)} /></div>}
    </Empty>
  );
}

function Methods({ app, view, onPicked }: { app: App; view: DealView; onPicked: () => void }) {
  const m = app.m.value.now;
  const current = view.index.method.id;
  const [other, setOther] = useState<string | null>(null);
  const chosen = app.state.value?.method !== undefined;
  const pick = async (id: string): Promise<void> => {
    if (chosen && id !== current) setOther(id);
    else if (await app.chooseMethod(id)) onPicked();
  };
  const options = [
    ...builtInMethodIds.map((id) => ({ value: id as string, label: app.text(methodLabels[id].label), hint: app.text(methodLabels[id].about) })),
    ...(app.context.value?.packs ?? []).map(({ id, label, version }) => ({ value: id, label: app.text(label), hint: app.m.value.packs.inUse(version) })),
  ];
  return (
    <>
      <Choice label={m.chooseMethod} options={options} value={other ?? current} onPick={(id) => void pick(id)} />
      {other && other !== current && <ChangeMethod app={app} view={view} id={other} onDone={onPicked} onCancel={() => setOther(null)} />}
      <p class="hint">{m.keepsAnswers}</p>
    </>
  );
}

export function MethodAndStage({ app, view }: { app: App; view: DealView }) {
  const m = app.m.value.now;
  const [open, setOpen] = useState<'method' | 'stage' | null>(null);
  const method = view.index.method;
  const pinned = app.state.value?.method;
  const crm = app.context.value?.crmName ?? '';
  return (
    <Section title={m.method} ruled>
      <dl class="facts">
        <dt>{m.method}</dt>
        <dd>
          <span class="strong">{app.text(methodLabel(method))}</span>
          <button type="button" class="link" aria-expanded={open === 'method'} onClick={() => setOpen(open === 'method' ? null : 'method')}>{m.changeMethod}</button>
          {pinned?.by && <span class="why" style="flex-basis:100%">{app.m.value.packs.chosenBy[pinned.by]}</span>}
        </dd>
        <dt>{m.mapHere}</dt>
        <dd>
          <span>{view.stage ? app.m.value.shell.stage(view.stage.order, app.text(shortName(view.stage.name))) : m.mapNone}</span>
          <button type="button" class="link" aria-expanded={open === 'stage'} onClick={() => setOpen(open === 'stage' ? null : 'stage')}>{m.mapEdit}</button>
          <span class="why" style="flex-basis:100%">{view.crmStage ? <bdi>{m.stageLine(crm, view.crmStage.label)}</bdi> : m.noCrmStage} · {m.by[view.by]}</span>
        </dd>
      </dl>
      {pinned && pinned.version !== method.version && <p class="why gap">{m.version(pinned.version, method.version)}</p>}
      {open === 'method' && <div class="gap"><Methods app={app} view={view} onPicked={() => setOpen(null)} /></div>}
      {open === 'stage' && <div class="gap"><StageEditor app={app} view={view} onDone={() => setOpen(null)} /></div>}
    </Section>
  );
}

/** The user's own mapping: for this deal, or for every deal in the same stage of the CRM. */
export function StageEditor({ app, view, onDone }: { app: App; view: DealView; onDone?: () => void }) {
  const m = app.m.value.now;
  const context = app.context.value!;
  const crmStage = view.crmStage;
  const [scope, setScope] = useState<'deal' | 'all'>(crmStage && view.by !== 'placed' ? 'all' : 'deal');
  const [stage, setStage] = useState(view.stage?.id ?? 'auto');
  const submit = async (event: Event): Promise<void> => {
    event.preventDefault();
    const clearPlaced = app.state.value?.placed?.stage ? await app.append([{ type: 'stage.placed', data: { stage: null } }]) : true;
    let saved = clearPlaced;
    if (scope === 'deal') saved = stage === 'auto' || stage === 'none' ? clearPlaced : await app.append([{ type: 'stage.placed', data: { stage } }]);
    else if (crmStage && clearPlaced) {
      const key = mapKey(context, view.index.method.id);
      const { [crmStage.id]: _, ...rest } = app.settings.value.stageMaps[key] ?? {};
      const own = stage === 'auto' ? rest : { ...rest, [crmStage.id]: stage === 'none' ? null : stage };
      saved = await app.setSettings({ stageMaps: { ...app.settings.value.stageMaps, [key]: own } });
    }
    if (saved) onDone?.();
  };
  const options = [
    { value: 'auto', label: m.mapAuto },
    ...view.index.stages.map((s) => ({ value: s.id, label: app.m.value.shell.stage(s.order, app.text(s.name)) })),
    ...(scope === 'all' ? [{ value: 'none', label: m.mapNone }] : []),
  ];
  return (
    <form onSubmit={submit} noValidate onKeyDown={(e) => { if (e.key === 'Escape' && onDone) { e.stopPropagation(); onDone(); } }}>
      <SelectField label={m.mapHere} value={stage} options={options} onPick={setStage} />
      {crmStage && (
        <div class="gap"><Segment label={m.mapScope} value={scope} options={[{ value: 'all', label: m.mapAll(crmStage.label) }, { value: 'deal', label: m.mapDeal }]} onPick={setScope} /></div>
      )}
      <div class="acts"><Button type="submit">{m.save}</Button>{onDone && <Button kind="ghost" onClick={onDone}>{m.cancel}</Button>}</div>
    </form>
  );
}
