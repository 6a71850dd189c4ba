import type { ComponentChildren, JSX } from 'preact';
import { gatesAfter, indexMethod, requiredOutcomes, type Methodology } from '../../../domain/method.ts';
import { methodLabel } from '../../../methods/labels.ts';
import { Changes } from '../../../ui/packs/changes.tsx';
import type { App } from '../../../ui/state/app.ts';

interface PreviewProps {
  app: App;
  pack: Methodology;
  /** The version in use, to compare with. */
  before: Methodology | null;
  actions?: ComponentChildren;
  children?: ComponentChildren;
  onClose: () => void;
}

/** A pack as people read it: stages with what must be proven, gates, questionnaires. */
export function Preview({ app, pack, before, actions, children, onClose }: PreviewProps): JSX.Element {
  const t = app.m.value.packs;
  const index = indexMethod(pack);
  const count = index.outcomeById.size;
  return (
    <div class="preview">
      <h3>{app.text(methodLabel(pack))} <span class="t2 num">{pack.version}</span></h3>
      <p class="t2">{t.stages(index.stages.length)} · {t.outcomes(count)}{pack.source ? ` · ${pack.source}` : ''}</p>
      {children}
      {before && <details open><summary class="strong">{t.changes(before.version)}</summary><Changes app={app} from={before} to={pack} /></details>}
      <ol class="preview-stages">
        {index.stages.map((stage) => {
          const required = new Set(requiredOutcomes(stage));
          return (
            <li key={stage.id}>
              <p><span class="num t2">{stage.order}</span> <span class="strong">{app.text(stage.name)}</span> <span class="t2">{app.text(stage.buyerStage)}</span></p>
              <ul>
                {stage.verifiableOutcomes.map((outcome) => (
                  <li key={outcome.id}>
                    {app.text(outcome.text)}
                    {required.has(outcome.id) && <span class="tag">{t.required}</span>}
                    {outcome.isCompletionMark && <span class="tag">{t.mark}</span>}
                    {outcome.kind === 'internal' && <span class="tag">{t.internal}</span>}
                  </li>
                ))}
                {gatesAfter(index, stage.id).map((gate) => <li key={gate.id} class="t2">◇ {t.gates}: {gate.code && `${gate.code} `}{app.text(gate.name)} – {app.text(gate.question)}</li>)}
              </ul>
            </li>
          );
        })}
      </ol>
      {(pack.assessments ?? []).length > 0 && (
        <p class="t2">{t.assessments}: {pack.assessments!.map((a) => `${app.text(a.name)} (${t.questions(a.groups.reduce((n, g) => n + g.questions.length, 0))})`).join(', ')}</p>
      )}
      <div class="acts">{actions}<button type="button" class="btn plain" onClick={onClose}>{actions ? t.cancel : t.close}</button></div>
    </div>
  );
}
