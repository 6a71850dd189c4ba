/** The decision at one of the method's gates: who decides, what was decided and on what it rested. A manager records it. */
import type { JSX } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import type { Instruments } from '../../../domain/assess/model.ts';
import { answersOf } from '../../../domain/checks/sheets.ts';
import type { AskedGate } from '../../../domain/gate.ts';
import { gradeOfDeal } from '../../../domain/gate-records.ts';
import { outcomeLook, type DealState } from '../../../domain/state.ts';
import { loadInstruments } from '../../../methods/instruments.ts';
import { Button, DayField, GuardedButton, SelectField, TextArea, TextField } from '../../../ui/parts/index.ts';
import type { App } from '../../../ui/state/app.ts';

type Decision = DealState['gates'][string][number];

/** @param binds without this decision the move is held */
export function GateDecision({ app, asked, binds }: { app: App; asked: AskedGate; binds: boolean }): JSX.Element {
  const m = app.m.value.decision;
  const { gate } = asked;
  const byGrade = gate.decisionMakers.includes('by-project-grade');
  const grade = byGrade ? gradeOfDeal(app.state.value!) : null;
  const [instruments, setInstruments] = useState<Instruments | null>(null);
  useEffect(() => {
    if (grade !== null) void loadInstruments().then(setInstruments);
  }, [grade]);
  const graded = instruments?.['project-grading']?.grades?.find((g) => g.id === grade);
  const all = app.state.value!.gates[gate.id] ?? [];
  const last = all.at(-1);
  const [open, setOpen] = useState(false);
  const comma = app.lang.value === 'zh-CN' ? '、' : ', ';
  const fixed = (graded?.decision?.fixed ?? []).map((role) => app.text(role));
  const roles = [...(fixed.length > 0 ? gate.decisionMakers.filter((r) => r !== 'by-project-grade') : gate.decisionMakers).map((r) => m.roles[r] ?? r), ...fixed].join(comma);
  return (
    <div class="gap-s" data-stop={`gate:${gate.id}`} tabIndex={-1}>
      {asked.state === 'not-needed' ? <p class="why">{m.notNeeded(graded ? app.text(graded.name) : '')}</p> : <p class="why">{m.deciders(roles)}{graded && ` (${app.text(graded.name)})`}</p>}
      {byGrade && grade === null && <p class="why">{m.notGraded} <button type="button" class="link" onClick={() => app.go('score', 'project-grading')}>{m.gradeIt}</button></p>}
      {binds && <p class="why w-stale">{m.binds}</p>}
      {last ? <Line app={app} decision={last} of={gate.requires.length} /> : <p class="why">{m.undecided}{!app.isManager.value && ` ${m.managers}`}</p>}
      {all.length > 1 && <p class="why t3">{m.earlier(all.length - 1)}</p>}
      {app.isManager.value && (open ? <Entry app={app} asked={asked} done={() => setOpen(false)} /> : <Button tiny onClick={() => setOpen(true)}>{m.record}</Button>)}
    </div>
  );
}

function Line({ app, decision: d, of }: { app: App; decision: Decision; of: number }): JSX.Element {
  const m = app.m.value.decision;
  const proven = Object.values((d.inputs?.['outcomes'] ?? {}) as Record<string, string>).filter((s) => s === 'confirmed' || s === 'verified' || s === 'waived').length;
  const gone = d.expires !== undefined && d.expires < app.today.value;
  return (
    <>
      <p><b class="strong">{m.decided(m.outcome[d.outcome] ?? d.outcome, d.deciders?.join(', ') || app.who(d.stamp.by), app.when(d.stamp.at))}</b>
        {d.expires && <span class={`small ${gone ? 'w-stale' : 't2'}`}> {gone ? m.lapsed(app.day(d.expires)) : m.until(app.day(d.expires))}</span>}</p>
      {d.conditions && !app.settings.value.screenShare && <p class="quote">{d.conditions}</p>}
      {d.inputs && <p class="why">{m.rested(proven, of)}</p>}
    </>
  );
}

function Entry({ app, asked, done }: { app: App; asked: AskedGate; done: () => void }): JSX.Element {
  const m = app.m.value.decision;
  const { gate } = asked;
  const state = app.state.value!;
  const [outcome, setOutcome] = useState(gate.outcomes[0] ?? 'go');
  const [who, setWho] = useState(app.settings.value.name);
  const [expires, setExpires] = useState('');
  const conditions = app.draft(`gate:${gate.id}`);
  const save = async (): Promise<void> => {
    const outcomes = Object.fromEntries(gate.requires.map((id) => [id, outcomeLook(state.outcomes[id], app.today.value)]));
    const deciders = who.split(/[,，、]/).map((x) => x.trim()).filter(Boolean);
    const text = conditions.value.trim();
    const answers = Object.fromEntries((gate.inputs ?? []).flatMap((id) => {
      const own = Object.entries(answersOf(state, id)).map(([question, answer]) => [question, answer.value] as const);
      return own.length > 0 ? [[id, Object.fromEntries(own)] as const] : [];
    }));
    const grade = gradeOfDeal(state);
    const saved = await app.append([{ type: 'gate.decided', data: {
      gate: gate.id, outcome, inputs: { outcomes, stage: app.view.value?.stage?.id ?? null, ...(grade ? { grade } : {}), ...(Object.keys(answers).length > 0 ? { answers } : {}) }, ...(deciders.length > 0 ? { deciders } : {}),
      ...(text ? { conditions: text } : {}), ...(expires ? { expires } : {}),
    } }]);
    if (saved) {
      conditions.clear();
      done();
    }
  };
  return (
    <div class="well well-in">
      <SelectField label={m.what} value={outcome} options={gate.outcomes.map((value) => ({ value, label: m.outcome[value] ?? value }))} onPick={setOutcome} />
      <TextField label={m.who} hint={m.whoHint} value={who} onInput={setWho} />
      <TextArea label={m.conditions} value={conditions.value} onInput={(v) => { conditions.value = v; }} />
      <DayField label={m.expires} value={expires} min={app.today.value} onInput={setExpires} />
      <div class="acts">
        <GuardedButton tiny guard={app.guard} onRefused={() => { app.notice.value = app.m.value.states.covered; }} onClick={() => void save()}>{m.save}</GuardedButton>
        <Button tiny kind="ghost" onClick={done}>{m.cancel}</Button>
      </div>
    </div>
  );
}
