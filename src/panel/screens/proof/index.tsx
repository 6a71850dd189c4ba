/** Proof: the outcomes of this stage and of all others, claiming them, and the next gate before anyone clicks it. */
import { useEffect, useState } from 'preact/hooks';
import { gatesAfter, requiredOutcomes, type Outcome, type Stage } from '../../../domain/method.ts';
import { outcomeLook } from '../../../domain/state.ts';
import { Button, Fold, Glyph, Page, Section } from '../../../ui/parts/index.ts';
import { claim } from '../../shell/keyboard.ts';
import type { App } from '../../../ui/state/app.ts';
import { judge, shortName, type DealView } from '../../../ui/state/view.ts';
import { Claim } from './claim.tsx';
import { OutcomeRow } from './outcome.tsx';

/** What is missing first, then what is there; the mark that ends the stage leads. */
const ORDER = ['open', 'rejected', 'stale', 'claimed', 'waived', 'confirmed', 'verified'];

export default function Proof({ app }: { app: App }) {
  const m = app.m.value.proof;
  const view = app.view.value;
  const open = app.draft('proof/open');
  const anchor = app.anchor.value;
  const [picked, setPicked] = useState(anchor && !anchor.startsWith('claim:') ? anchor : null);
  useEffect(() => {
    if (anchor?.startsWith('claim:')) open.value = anchor.slice(6);
    else if (anchor) setPicked(anchor);
  }, [anchor]);
  if (!view) return null;
  const at = view.stage ? view.index.position.get(view.stage.id)! : -1;
  const earlier = view.progress.slice(0, Math.max(0, at)).reverse();
  const later = view.progress.slice(at + 1);
  const claiming = open.value;
  const finish = (saved: boolean): void => {
    const id = open.value;
    open.clear();
    if (saved && app.held.value) return app.go('gate');
    app.go('proof', id);
  };
  const list = (stage: Stage) => <Outcomes app={app} view={view} stage={stage} claiming={claiming} picked={picked} onClaim={(id) => app.go('proof', `claim:${id}`)} onFinish={finish} />;
  const unfold = (stage: Stage): boolean => stage.verifiableOutcomes.some((o) => o.id === claiming || o.id === picked);
  const actions = claiming || !view.here || view.here.missing.length === 0 ? undefined
    : <Button kind="primary" keys={app.settings.value.singleKeys ? 'C' : undefined} onClick={() => claim(app)}>{app.m.value.now.claimProof}</Button>;
  const folds = (title: string, progress: DealView['progress'], firstOpen: boolean) => progress.length > 0 && (
    <Section title={title} ruled>
      {progress.map((p, i) => (
        <Fold key={`${p.stage.id}${unfold(p.stage)}`} open={unfold(p.stage) || (firstOpen && i === 0 && p.missing.length > 0)} title={app.m.value.shell.stage(p.stage.order, app.text(shortName(p.stage.name)))} right={m.requiredCount(p.proven, p.required.length)}>
          {list(p.stage)}
        </Fold>
      ))}
    </Section>
  );
  return (
    <Page app={app} actions={actions}>
      {view.here && (
        <Section title={m.of(app.text(shortName(view.here.stage.name)))} right={m.countsWhen[app.settings.value.minimum]}>
          {list(view.here.stage)}
        </Section>
      )}
      {view.here && <NextGate app={app} view={view} />}
      {folds(m.earlier, earlier, true)}
      {folds(view.here ? m.later : m.noStage, later, false)}
    </Page>
  );
}

function Outcomes({ app, view, stage, claiming, picked, onClaim, onFinish }: { app: App; view: DealView; stage: Stage; claiming: string; picked: string | null; onClaim: (id: string) => void; onFinish: (saved: boolean) => void }) {
  const required = requiredOutcomes(stage);
  const rank = (o: Outcome): number => (o.isCompletionMark && (view.outcomes[o.id]?.state ?? 'open') === 'open' ? -1 : ORDER.indexOf(outcomeLook(app.state.value!.outcomes[o.id], app.today.value)) + (required.includes(o.id) ? 0 : 20));
  const order = stage.verifiableOutcomes.toSorted((a, b) => rank(a) - rank(b));
  return (
    <ul class="rows">
      {order.map((o) => o.id === claiming
        ? <li key={o.id} class="claiming"><Claim app={app} outcome={o} onDone={() => onFinish(true)} onCancel={() => onFinish(false)} /></li>
        : <OutcomeRow key={o.id} app={app} outcome={o} required={required.includes(o.id)} on={app.selected.value?.id === o.id} openFirst={picked === o.id} onClaim={() => onClaim(o.id)} />)}
    </ul>
  );
}

/** The gate after this stage, as it would judge a move today. */
function NextGate({ app, view }: { app: App; view: DealView }) {
  const m = app.m.value.proof;
  if (!view.next || !view.stage || view.closed) return null;
  const verdict = judge(view, app.context.value!, { stage: view.next.id });
  const gate = gatesAfter(view.index, view.stage.id)[0];
  const of = verdict.missing.length + verdict.present.length;
  const n = verdict.missing.length;
  const text = n === 0 ? m.wouldPass : verdict.verdict === 'advise' ? m.wouldAdvise(n, of) : m.wouldStop(n, of);
  return (
    <Section title={gate ? m.nextGate(app.text(gate.name)) : m.nextStageGate} right={m.before(view.next.order, app.text(shortName(view.next.name)))} ruled>
      {gate && <p>{app.text(gate.question)}</p>}
      <p class="why gap-s gate-line"><Glyph look={n === 0 ? 'verified' : 'open'} /><span>{text} <button type="button" class="link" onClick={() => app.go('gate')}>{m.preview}</button></span></p>
    </Section>
  );
}
