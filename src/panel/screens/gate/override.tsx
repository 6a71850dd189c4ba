/** Moving without proof: a reason that can be checked; under the rule “block” also who agreed and until when. */
import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import { Choice, Fold, GuardedButton, PersonField, TextArea } from '../../../ui/parts/index.ts';
import type { App, Override as Answer } from '../../../ui/state/app.ts';
import { fault, tooThin } from '../proof/rules.ts';

/** A day so many days after another one. */
export function daysAfter(day: string, n: number): string {
  return new Date(Date.parse(`${day}T00:00:00Z`) + n * 86_400_000).toISOString().slice(0, 10);
}

export interface OverrideForm {
  fields: JSX.Element;
  /** Whether something was typed before. */
  begun: boolean;
  /** The answer; null where something is missing, which is then shown and said. */
  take(): Answer | null;
  clear(): void;
}

/** Reason, approver and last day, with their faults. */
export function useOverride(app: App): OverrideForm {
  const m = app.m.value.gate;
  const strict = app.settings.value.policy === 'block';
  const why = app.draft('override/why');
  const approver = app.draft('override/approver');
  const days = [7, 14].map((n) => daysAfter(app.today.value, n));
  const [until, setUntil] = useState(days[0]!);
  const [error, setError] = useState<{ why?: string; approver?: string }>({});
  const people = Object.entries({ ...app.state.value?.people, ...app.context.value!.people }).filter(([id, p]) => p.role === 'manager' && id !== app.me.value).map(([, p]) => p.name);
  return {
    begun: why.peek() !== '',
    take: () => {
      const thin = tooThin(why.value);
      const wrong = {
        ...(thin ? { why: fault(thin, app.m.value.proof.filler) } : {}),
        ...(strict && approver.value.trim() === '' ? { approver: m.approverMissing } : {}),
      };
      setError(wrong);
      if (wrong.why || wrong.approver) {
        app.say(wrong.why ?? wrong.approver ?? '');
        return null;
      }
      return { reason: why.value.trim(), until, ...(approver.value.trim() ? { approver: approver.value.trim() } : {}) };
    },
    clear: () => {
      why.clear();
      approver.clear();
    },
    fields: (
      <>
        <TextArea label={m.why} hint={m.whyHint} error={error.why} value={why.value} onInput={(v) => { why.value = v; if (error.why) setError({ ...error, why: '' }); }} />
        <div class="two">
          {strict ? <PersonField label={m.approver} hint={m.approverHint} error={error.approver} people={people} value={approver.value} onInput={(v) => { approver.value = v; if (error.approver) setError({ ...error, approver: '' }); }} /> : <span />}
          <div class="field">
            <span class="label" id="until">{m.until}</span>
            <Choice labelledBy="until" value={until} options={days.map((d) => ({ value: d, label: app.day(d) }))} onPick={setUntil} />
          </div>
        </div>
        <p class="hint">{m.untilHint}</p>
      </>
    ),
  };
}

export function Override({ app }: { app: App }) {
  const m = app.m.value.gate;
  const form = useOverride(app);
  const send = async (): Promise<void> => {
    const answer = form.take();
    if (answer && await app.answerGate(true, answer)) form.clear();
  };
  return (
    <Fold title={m.override} right={m.rule[app.settings.value.policy]} well open={form.begun} key={app.held.value!.n}>
      <form class="well-in" noValidate onSubmit={(e) => { e.preventDefault(); e.currentTarget.querySelector<HTMLElement>('.guarded button')?.click(); }} onKeyDown={(e) => e.key === 'Escape' && (e.currentTarget.closest('details')!.open = false, e.stopPropagation())}>
        {form.fields}
        <div class="gap-l"><GuardedButton kind="risk" wide guard={app.guard} onRefused={() => { app.notice.value = app.m.value.states.covered; }} onClick={() => void send()}>{m.overrideGo}</GuardedButton></div>
        <p class="hint">{m.overrideKept}</p>
      </form>
    </Fold>
  );
}
