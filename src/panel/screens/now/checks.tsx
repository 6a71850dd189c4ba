/** The deal-health checks that fire: the sentence first, then the rule, what it rests on, one click to where it is put right. */
import type { JSX } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import { Button, CheckGlyph, DayField, Fold, Section, TextField } from '../../../ui/parts/index.ts';
import type { App } from '../../../ui/state/app.ts';
import { dayOf } from '../../../ui/state/view.ts';
import type { CheckReport, Finding } from '../../../wire/messages.ts';

const FIRST = 3;
const DAY = 86_400_000;

export function Checks({ app }: { app: App }): JSX.Element {
  const m = app.m.value.checks;
  const state = app.state.value!;
  const [report, setReport] = useState<CheckReport | null>(null);
  const [all, setAll] = useState(false);
  const { deal, count } = state;
  const asked = `${deal} ${count} ${app.lang.value} ${app.today.value} ${app.settings.value.minimum} ${app.settings.value.method}`;
  useEffect(() => {
    let gone = false;
    app.ask({ q: 'checks', key: deal }).then((value) => { if (!gone) setReport(value as CheckReport); }, () => undefined);
    return () => { gone = true; };
  }, [asked]);
  if (!report) return <Section title={m.title} ruled><p class="t3 small" role="status">{m.loading}</p></Section>;
  const shown = all ? report.fire : report.fire.slice(0, FIRST);
  return (
    <Section title={m.title} right={m.counts(report.fire.length, report.clear, report.lack.length)} ruled>
      {report.fire.length === 0 && <p class="t2">{m.none}</p>}
      <ul class="rows">{shown.map((f) => <CheckRow key={f.id} app={app} finding={f} />)}</ul>
      {report.fire.length > shown.length && <Button tiny kind="ghost" onClick={() => setAll(true)}>{m.more(report.fire.length - shown.length)}</Button>}
      {report.snoozed.length > 0 && <Fold title={m.snoozed(report.snoozed.length)}><ul class="rows tight">{report.snoozed.map((f) => <CheckRow key={f.id} app={app} finding={f} />)}</ul></Fold>}
      {report.lack.length > 0 && (
        <Fold title={m.lack(report.lack.length)}>
          <ul class="rows tight">{report.lack.map((l) => <li key={l.id}><div class="main"><p>{l.rule}</p><p class="why">{m.missing(l.missing.join(app.lang.value === 'zh-CN' ? '、' : ', '))}</p></div></li>)}</ul>
        </Fold>
      )}
    </Section>
  );
}

function CheckRow({ app, finding: f }: { app: App; finding: Finding }): JSX.Element {
  const m = app.m.value.checks;
  const [open, setOpen] = useState(false);
  const [snoozing, setSnoozing] = useState(false);
  const [until, setUntil] = useState(dayOf(app.now() + 14 * DAY));
  const [error, setError] = useState('');
  const reason = app.draft(`snooze:${f.id}`);
  const fix = (): void => {
    if (f.where.kind === 'outcome') app.go('proof', f.where.id ?? undefined);
    else if (f.where.kind === 'assessment') app.go('score', f.where.id ?? undefined);
    else if (f.where.kind === 'gate') app.go('gate', f.where.id ?? undefined);
    else document.getElementById('now-facts')?.focus();
  };
  const reachable = f.where.kind === 'outcome' || f.where.kind === 'assessment' || f.where.kind === 'gate';
  const snooze = async (day: string | null, why: string): Promise<void> => {
    if (await app.append([{ type: 'check.snoozed', data: { check: f.id, reason: why, until: day } }])) {
      reason.clear();
      setSnoozing(false);
    }
  };
  return (
    <li data-check={f.id}>
      <CheckGlyph severity={f.severity} label={m.severity[f.severity]} />
      <div class="main">
        <p>{f.text}</p>
        {f.snoozed && <p class="why">{m.snoozedUntil(app.day(f.snoozed.until), app.settings.value.screenShare ? '…' : f.snoozed.reason)}</p>}
        <p class="why check-acts">
          <button type="button" class="link" aria-expanded={open} onClick={() => setOpen(!open)}>{m.why}</button>
          {reachable ? <button type="button" class="link" onClick={fix}>{m.fix}</button> : <span>{m.fix}: {m.fixOn[f.where.kind]}</span>}
          {f.snoozed ? <button type="button" class="link" onClick={() => void snooze(null, f.snoozed!.reason)}>{m.wake}</button>
            : <button type="button" class="link" aria-expanded={snoozing} onClick={() => setSnoozing(!snoozing)}>{m.snooze}</button>}
        </p>
        {open && (
          <div class="well check-why">
            <p class="why">{f.rule}</p>
            {f.inputs.length > 0 && <dl class="facts">{f.inputs.map((i) => <><dt>{i.label}</dt><dd>{i.value}{i.at && <span class="t3 small">{m.at(i.at)}</span>}</dd></>)}</dl>}
          </div>
        )}
        {snoozing && (
          <form class="well check-why" onSubmit={(e) => {
            e.preventDefault();
            if (reason.value.trim().length < 4) setError(m.needReason);
            else void snooze(until, reason.value.trim());
          }}>
            <TextField label={m.snoozeWhy} value={reason.value} error={error} onInput={(v) => { reason.value = v; setError(''); }} />
            <DayField label={m.snoozeUntil} value={until} min={app.today.value} onInput={setUntil} />
            <Button type="submit" tiny>{m.snoozeSave}</Button>
          </form>
        )}
      </div>
    </li>
  );
}
