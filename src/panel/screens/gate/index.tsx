/** The gate: a move that was held, what became of it, or the next one before it is made. Leads with what to do. */
import type { ComponentChildren } from 'preact';
import { minimumFor, stateOf, type AskedGate, type GateVerdict, type Proof } from '../../../domain/gate.ts';
import { gatesOf } from '../../../domain/gate-records.ts';
import type { StageRef } from '../../../domain/event.ts';
import { Button, CheckGlyph, Glyph, GuardedButton, Page, Section, Tag } from '../../../ui/parts/index.ts';
import type { App, MoveResult } from '../../../ui/state/app.ts';
import { judge, mapped, shortName, type DealView } from '../../../ui/state/view.ts';
import { MoveLine } from '../now/moves.tsx';
import { actionOf } from '../now/index.tsx';
import { Reason } from '../proof/outcome.tsx';
import { GateDecision } from './decision.tsx';
import { Override } from './override.tsx';

export default function Gate({ app }: { app: App }) {
  const view = app.view.value;
  if (!view) return null;
  const result = app.result.value;
  if (result) return <Result app={app} view={view} result={result} />;
  const named = app.held.value ? undefined : view.index.gateById.get(app.anchor.value ?? '');
  if (named) return <OneGate app={app} view={view} id={named.id} />;
  const move = app.held.value;
  const to = move ? (move.to ?? nextOf(app, view)) : null;
  const target = to ? mapped(to, app.context.value!, view.index) : null;
  const stage = move ? (target ? target.stageId : (view.next?.id ?? null)) : (view.next?.id ?? null);
  const verdict = judge(view, app.context.value!, { stage, closing: to?.closed ?? target?.closed ?? null });
  return <Asked app={app} view={view} to={to} stage={stage} verdict={verdict} />;
}

/** The CRM's stage after the current one, for controls that only say “complete”. */
function nextOf(app: App, view: DealView): StageRef | null {
  const stages = app.context.value!.stages;
  const at = stages.findIndex((s) => s.id === view.crmStage?.id);
  return at < 0 ? null : (stages[at + 1] ?? null);
}

function nameOf(app: App, view: DealView, stage: string | null, to: StageRef | null): string {
  const found = stage ? view.index.stageById.get(stage) : undefined;
  return found ? app.text(shortName(found.name)) : (to?.label ?? '');
}

function Asked({ app, view, to, stage, verdict }: { app: App; view: DealView; to: StageRef | null; stage: string | null; verdict: GateVerdict }) {
  const m = app.m.value;
  const move = app.held.value;
  const crm = app.context.value?.crmName ?? '';
  const name = nameOf(app, view, stage, to);
  const here = view.stage ? app.text(shortName(view.stage.name)) : '';
  const decisions = verdict.undecided.length;
  const n = verdict.missing.length + decisions;
  if (!move && !stage) return <Page app={app}><Section><p class="t2">{view.stage ? m.gate.noNext : m.gate.noStage}</p></Section></Page>;
  const title = verdict.note ? m.gate.nothingAsked[verdict.note]
    : n > 0 ? (name ? m.gate.missingFor(verdict.missing.length, name, decisions) : m.gate.missingAny(verdict.missing.length, decisions)) : m.gate.complete(verdict.present.length);
  const covered = (): void => {
    app.notice.value = m.states.covered;
  };
  const first = verdict.missing[0];
  const keys = move ? '↵' : undefined;
  const claimFirst = first ? <Button kind="primary" keys={keys} id="gate-go" onClick={() => app.go('proof', `claim:${first.outcomeId}`)}>{m.gate.claimFirst}</Button>
    : decisions > 0 && <Button kind="primary" keys={keys} id="gate-go" onClick={() => document.querySelector<HTMLElement>(`[data-stop="gate:${verdict.undecided[0]}"] button`)?.focus()}>{m.gate.decideFirst}</Button>;
  const actions = move ? (
    <>
      {n > 0 ? claimFirst : <GuardedButton kind="primary" wide guard={app.guard} onRefused={covered} onClick={() => void app.answerGate(true)}>{m.gate.goOn}</GuardedButton>}
      <Button kind="ghost" keys="Esc" onClick={() => void app.answerGate(false)}>{here ? m.gate.stay(here) : m.gate.stayHere}</Button>
    </>
  ) : claimFirst;
  const missing = new Set(verdict.missing.map((p) => p.outcomeId));
  const byId = new Map([...verdict.missing, ...verdict.present].map((p) => [p.outcomeId, p]));
  const inGates = new Set(verdict.gates.flatMap((g) => g.gate.requires));
  const rest = [...byId.values()].filter((p) => verdict.gates.length === 0 || !inGates.has(p.outcomeId));
  return (
    <Page app={app} actions={actions}>
      <div role={move ? 'alertdialog' : undefined} aria-labelledby="gate-title" aria-describedby="gate-text">
        <Section>
          <MoveLine app={app} view={view} from={null} to={to} went={n === 0} />
          <h2 class="title" id="gate-title">{n === 0 && !verdict.note && <Glyph look="verified" />} {title}</h2>
          <p class="t2" id="gate-text">{move ? m.gate.held(crm) : m.gate.preview}{move && n === 0 && ` ${move.replayable ? m.gate.goOnHint(crm) : m.gate.dragHint}`}</p>
          {verdict.skipped.length > 0 && <p class="t2">{m.gate.skipped(verdict.skipped.map((id) => nameOf(app, view, id, null)).join(app.lang.value === 'zh-CN' ? '、' : ', '))}</p>}
        </Section>
        {verdict.gates.map((g) => (
          <Section key={g.gate.id} title={m.gate.gateName(app.text(g.gate.name))}>
            <p class="quote">{app.text(g.gate.question)}</p>
            <Proofs app={app} view={view} proofs={g.gate.requires.flatMap((id) => byId.get(id) ?? [])} missing={missing} />
            <GateDecision app={app} asked={g} binds={verdict.undecided.includes(g.gate.id)} />
          </Section>
        ))}
        {rest.length > 0 && (
          <Section title={verdict.gates.length > 0 ? undefined : m.gate.proofsAsked}>
            <Proofs app={app} view={view} proofs={rest} missing={missing} />
          </Section>
        )}
        {move && n > 0 && <Section><Override app={app} /></Section>}
        {!move && <AllGates app={app} view={view} shown={verdict.gates.map((g) => g.gate.id)} />}
      </div>
    </Page>
  );
}

const standing = (app: App, view: DealView): AskedGate[] =>
  gatesOf(view.index.method, { ...view.records, outcomes: view.outcomes, minimum: minimumFor(app.settings.value.minimum) });

/** One gate of the method, whether the deal stands before it or passed it long ago. */
function OneGate({ app, view, id }: { app: App; view: DealView; id: string }) {
  const m = app.m.value.gate;
  const asked = standing(app, view).find((g) => g.gate.id === id)!;
  const proofs = asked.gate.requires.flatMap((outcomeId): Proof[] => {
    const found = view.index.outcomeById.get(outcomeId);
    return found ? [{ outcomeId, stageId: found.stage.id, state: stateOf(view.outcomes, outcomeId), isCompletionMark: found.outcome.isCompletionMark === true }] : [];
  });
  return (
    <Page app={app} actions={<Button kind="ghost" onClick={() => app.go('gate')}>{m.back}</Button>}>
      <Section title={m.gateName(app.text(asked.gate.name))}>
        <p class="quote">{app.text(asked.gate.question)}</p>
        <Proofs app={app} view={view} proofs={proofs} missing={new Set(asked.lacking)} />
        <GateDecision app={app} asked={asked} binds={view.records.binding.includes(id) && asked.state !== 'passed' && asked.state !== 'not-needed'} />
      </Section>
      <AllGates app={app} view={view} shown={[id]} />
    </Page>
  );
}

/** The method's other gates with what was decided there; each can be opened, also after it was passed. */
function AllGates({ app, view, shown }: { app: App; view: DealView; shown: readonly string[] }) {
  const m = app.m.value.gate;
  const others = standing(app, view).filter((g) => !shown.includes(g.gate.id));
  if (others.length === 0) return null;
  return (
    <Section title={m.allGates} ruled>
      <ul class="rows tight">
        {others.map(({ gate, state, decision }) => (
          <li key={gate.id}>
            <div class="main">
              <button type="button" class="link" aria-label={m.openGate(app.text(gate.name))} onClick={() => app.go('gate', gate.id)}>{app.text(gate.name)}</button>
              <span class={`small ${state === 'expired' || state === 'refused' ? 'w-stale' : 't2'}`}> {m.state[state]}{decision ? ` · ${app.when(decision.at)}` : ''}{gate.after === null ? ` · ${m.anyTime}` : ''}</span>
            </div>
          </li>
        ))}
      </ul>
    </Section>
  );
}

/** Missing ones with a jump to their claim; the others quietly. */
function Proofs({ app, view, proofs, missing }: { app: App; view: DealView; proofs: Proof[]; missing: ReadonlySet<string> }) {
  const m = app.m.value.proof;
  return (
    <ul class="rows gap-s">
      {proofs.map((p) => {
        const found = view.index.outcomeById.get(p.outcomeId);
        if (!found) return null;
        const text = app.text(found.outcome.text);
        const lacks = missing.has(p.outcomeId);
        const why = p.state === 'stale' ? 'renew' : p.state === 'rejected' ? 'retry' : p.state === 'open' ? 'begin' : 'raise';
        return (
          <li key={p.outcomeId} data-stop={`outcome:${p.outcomeId}`} tabIndex={-1}>
            <Glyph look={p.state} label={m.look[p.state]} />
            <div class="main">
              <p class={lacks ? undefined : 't2'}>{text}</p>
              {lacks && (
                <p class="why">
                  {p.isCompletionMark && <><Tag icon="flag">{m.endsStage}</Tag> </>}
                  {p.state !== 'open' && <><b class={`w-${p.state}`}>{m.look[p.state]}</b> </>}
                  {p.state === 'claimed' ? m.needsName : <Reason app={app} known={app.state.value!.outcomes[p.outcomeId]} look={p.state} />}
                </p>
              )}
            </div>
            {lacks && <span><Button tiny label={`${actionOf(why, m)}: ${text}`} onClick={() => app.go('proof', `claim:${p.outcomeId}`)}>{actionOf(why, m)}</Button></span>}
          </li>
        );
      })}
    </ul>
  );
}

/** What became of a move: done, refused by the CRM in its words, not seen yet, or one more click. */
function Result({ app, view, result }: { app: App; view: DealView; result: MoveResult }) {
  const m = app.m.value.gate;
  const crm = app.context.value?.crmName ?? '';
  const name = nameOf(app, view, result.to ? mapped(result.to, app.context.value!, view.index).stageId : null, result.to);
  const leave = (): void => {
    app.result.value = null;
    app.go('now');
  };
  const body: Record<MoveResult['result'], { mark: ComponentChildren; title: string; text: ComponentChildren }> = {
    done: { mark: <Glyph look="verified" />, title: name ? m.doneTitle(name) : m.doneAny, text: m.doneText(crm) },
    refused: {
      mark: <CheckGlyph severity="critical" />, title: m.refusedTitle(crm),
      text: <>{m.refusedText}{result.detail && <><br /><span class="small">{m.refusedSaid(crm)}</span><bdi class="quote" style="display:block;margin-top:6px">{result.detail}</bdi></>}</>,
    },
    unseen: { mark: <CheckGlyph severity="info" />, title: m.unseenTitle, text: m.unseenText(crm) },
    'one-more': { mark: <CheckGlyph severity="info" />, title: m.oneMoreTitle, text: name ? m.oneMore(result.to?.label ?? name, crm) : m.oneMoreAny(crm) },
  };
  const { mark, title, text } = body[result.result];
  return (
    <Page app={app} actions={<Button kind="primary" onClick={leave}>{m.close}</Button>}>
      <Section>
        <div role={result.result === 'refused' ? 'alert' : 'status'}>
          <h2 class="title">{mark} {title}</h2>
          <div class="t2 gap-s">{text}</div>
        </div>
      </Section>
    </Page>
  );
}
