/** A stage that moved without proof and not through our gate: asked once, “later” is fine. */
import { useState } from 'preact/hooks';
import { Button, Icon, TextArea } from '../../../ui/parts/index.ts';
import type { App } from '../../../ui/state/app.ts';
import { mapped, shortName, type DealView } from '../../../ui/state/view.ts';
import type { StageRef } from '../../../domain/event.ts';
import { fault, tooThin } from '../proof/rules.ts';

/** Moves put off with “later”, until the panel is opened again. */
const later = new Set<string>();

export function Unexplained({ app, view }: { app: App; view: DealView }) {
  const [, redraw] = useState(0);
  const [writing, setWriting] = useState(false);
  const [error, setError] = useState('');
  const m = app.m.value;
  const open = view.unproven.filter((x) => !later.has(x.stamp.id));
  const move = open[0];
  if (!move) return null;
  const draft = app.draft(`explain/${move.stamp.id}`);
  const submit = async (event: Event): Promise<void> => {
    event.preventDefault();
    const wrong = tooThin(draft.value);
    if (wrong) return setError(fault(wrong, m.proof.filler));
    if (await app.append([{ type: 'stage.explained', data: { move: move.stamp.id, reason: draft.value.trim() } }])) draft.clear();
  };
  const first = move.missing?.[0];
  return (
    <section class="section" aria-labelledby="unexplained">
      <MoveLine app={app} view={view} from={move.from ?? null} to={move.to} went />
      <h2 class="strong" style="font-size:inherit" id="unexplained">{m.now.movedTitle}</h2>
      <p class="t2">{m.now.movedBy(m.now.notHere, app.when(move.stamp.at), move.missing?.length ?? 0)}{open.length > 1 && ` ${m.now.movesLeft(open.length - 1)}`}</p>
      {writing ? (
        <form class="gap" onSubmit={submit} noValidate onKeyDown={(e) => { if (e.key === 'Escape') { e.stopPropagation(); setWriting(false); } }}>
          <TextArea label={m.now.explainLabel} hint={m.now.explainHint} error={error || undefined} value={draft.value} onInput={(v) => { draft.value = v; setError(''); }} />
          <div class="acts"><Button type="submit">{m.now.save}</Button><Button kind="ghost" onClick={() => setWriting(false)}>{m.now.cancel}</Button></div>
        </form>
      ) : (
        <div class="acts">
          {first && view.index.outcomeById.has(first) && <Button onClick={() => app.go('proof', `claim:${first}`)}>{m.now.claimWhat}</Button>}
          {first && view.index.gateById.has(first) && <Button onClick={() => app.go('gate', first)}>{m.gate.decideFirst}</Button>}
          <Button onClick={() => setWriting(true)}>{m.now.explain}</Button>
          <Button kind="ghost" onClick={() => { later.add(move.stamp.id); redraw((n) => n + 1); }}>{m.now.explainLater}</Button>
        </div>
      )}
    </section>
  );
}

/** `3 Validating → 4 Qualifying`, by the method's stages where they are known, else in the CRM's words. */
export function MoveLine({ app, view, from, to, went }: { app: App; view: DealView; from: StageRef | null; to: StageRef | null; went?: boolean }) {
  const context = app.context.value!;
  const m = app.m.value;
  const name = (stage: StageRef | null, fallback: string): string => {
    const id = stage ? mapped(stage, context, view.index).stageId : null;
    const found = id ? view.index.stageById.get(id) : undefined;
    return found ? m.shell.stage(found.order, app.text(shortName(found.name))) : (stage?.label ?? fallback);
  };
  const here = view.stage ? m.shell.stage(view.stage.order, app.text(shortName(view.stage.name))) : '–';
  const next = view.next ? m.shell.stage(view.next.order, app.text(shortName(view.next.name))) : m.gate.nextStep;
  return (
    <p class="move">
      <span>{name(from, here)}</span>
      <Icon name={went ? 'arrow' : 'stop'} tone={went ? undefined : 'stop'} />
      <span class={went ? undefined : 'to'}>{name(to, next)}</span>
    </p>
  );
}
