/** Now: the buyer's step, what to do, the next proof, what is known of the deal, the method and where the deal stands in it. */
import type { Item } from '../../../domain/method.ts';
import { Button, Empty, Fold, Glyph, Page, Row, Section, Strip, Tag, Tick } from '../../../ui/parts/index.ts';
import { claim } from '../../shell/keyboard.ts';
import type { App } from '../../../ui/state/app.ts';
import { shortName, type DealView } from '../../../ui/state/view.ts';
import { Checks } from './checks.tsx';
import { Facts, Since } from './facts.tsx';
import { Odds } from './odds.tsx';
import { MethodAndStage, NoMethod, StageEditor } from './method.tsx';
import { Unexplained } from './moves.tsx';
import { NewerVersion } from './version.tsx';

export default function Now({ app }: { app: App }) {
  const m = app.m.value;
  const view = app.view.value;
  const state = app.state.value;
  if (!view || !state) return null;
  const context = app.context.value;
  const reading = context?.reading;
  const complete = view.here && view.here.missing.length === 0;
  const actions = !view.stage || view.closed === 'lost' ? undefined
    : complete ? <Button kind="primary" onClick={() => app.go('gate')}>{m.now.openGate}</Button>
    : <Button kind="primary" keys={app.settings.value.singleKeys ? 'C' : undefined} onClick={() => claim(app)}>{m.now.claimProof}</Button>;
  return (
    <Page app={app} actions={actions}>
      {reading && reading.missing.length > 0 && reading.kind === 'deal'
        ? <Strip icon="broken" action={context?.api !== '' && <Button tiny onClick={() => app.go('teach', reading.missing[0])}>{m.now.reteach}</Button>}>{m.states.missingStrip(reading.missing.map((f) => m.history.field[f] ?? f).join(app.lang.value === 'zh-CN' ? '、' : ', '))}</Strip>
        : <Since app={app} />}
      <Unexplained app={app} view={view} />
      <NewerVersion app={app} view={view} />
      {!state.method && <NoMethod app={app} view={view} />}
      {view.closed === 'lost' ? <Empty icon="flag" title={m.now.lostTitle}>{m.now.lostText}</Empty>
        : view.stage ? <Stage app={app} view={view} />
        : state.method && (
          <Section title={m.now.unmappedTitle}>
            <p class="t2">{m.now.unmappedText}</p>
            <div class="gap"><StageEditor app={app} view={view} /></div>
          </Section>
        )}
      {view.stage && view.closed === null && <Checks app={app} />}
      {view.stage && <Odds app={app} />}
      <Facts app={app} />
      <MethodAndStage app={app} view={view} />
    </Page>
  );
}

function Stage({ app, view }: { app: App; view: DealView }) {
  const m = app.m.value.now;
  const stage = view.stage!;
  const state = app.state.value!;
  const done = (item: Item): boolean => state.ticks[item.id]?.done === true;
  const open = stage.repTasks.filter((t) => !done(t));
  const finished = stage.repTasks.filter(done);
  return (
    <>
      <Section title={m.buyerStep} right={view.next ? m.nextStep(app.text(view.next.buyerStage)) : undefined}>
        <p class="title">{app.text(stage.buyerStage)}</p>
        <p class="t2 gap-s">{app.text(stage.goal)}</p>
        {stage.buyerActions.length > 0 && (
          <ul class="rows tight gap-s" aria-label={m.buyerDoes}>
            {stage.buyerActions.map((item) => <Ticked key={item.id} app={app} item={item} />)}
          </ul>
        )}
      </Section>
      <Section title={m.doNext} right={m.tasks(finished.length, stage.repTasks.length)} ruled>
        <ul class="rows">
          <NextProof app={app} view={view} />
          {open.map((item) => <Ticked key={item.id} app={app} item={item} />)}
        </ul>
        {finished.length > 0 && (
          <Fold title={m.showDone(finished.length)}>
            <ul class="rows tight">{finished.map((item) => <Ticked key={item.id} app={app} item={item} />)}</ul>
          </Fold>
        )}
      </Section>
    </>
  );
}

/** A task or buyer action; a tick never stands without who and when. */
function Ticked({ app, item }: { app: App; item: Item }) {
  const m = app.m.value.now;
  const tick = app.state.value!.ticks[item.id];
  const done = tick?.done === true;
  const text = app.text(item.text);
  return (
    <Row mark={<Tick done={done} label={text} onChange={(to) => void app.append([{ type: 'item.ticked', data: { item: item.id, done: to } }])} />}
      why={done && tick ? m.tickedBy(app.who(tick.stamp.by), app.when(tick.stamp.at)) : undefined}>
      <p class={done ? 't2' : undefined}>{text}</p>
    </Row>
  );
}

function NextProof({ app, view }: { app: App; view: DealView }) {
  const m = app.m.value;
  const best = view.best;
  const found = best ? view.index.outcomeById.get(best.outcomeId) : undefined;
  if (!best || !found) return <Row mark={<Glyph look="verified" />}><p>{m.now.allProven}</p></Row>;
  return (
    <Row mark={<Glyph look={best.state} label={m.proof.look[best.state]} />} stop={`outcome:${best.outcomeId}`}
      why={<><Tag>{m.now.nextProof}</Tag> {m.now.bestWhy[best.why]}</>}
      action={<Button tiny label={`${actionOf(best.why, m.proof)}: ${app.text(found.outcome.text)}`} onClick={() => app.go('proof', `claim:${best.outcomeId}`)}>{actionOf(best.why, m.proof)}</Button>}>
      <p class="strong">{app.text(found.outcome.text)}</p>
      {found.stage !== view.stage && <p class="why">{app.text(shortName(found.stage.name))}</p>}
    </Row>
  );
}

/** What to do about a missing proof, in one word. */
export function actionOf(why: 'renew' | 'retry' | 'raise' | 'begin', m: App['m']['value']['proof']): string {
  return { renew: m.renew, retry: m.improve, raise: m.confirm, begin: m.claim }[why];
}
