/** One outcome: its state with who and when, what may be done about it, and all that was said once it is unfolded. */
import { useState } from 'preact/hooks';
import type { Outcome } from '../../../domain/method.ts';
import { outcomeLook, type OutcomeState } from '../../../domain/state.ts';
import { Button, DayField, Glyph, GuardedButton, Icon, Tag, TextArea } from '../../../ui/parts/index.ts';
import type { App } from '../../../ui/state/app.ts';
import { fault, isLink, tooThin } from './rules.ts';

export function OutcomeRow({ app, outcome, required, on, onClaim, openFirst }: { app: App; outcome: Outcome; required: boolean; on: boolean; onClaim: () => void; openFirst: boolean }) {
  const m = app.m.value.proof;
  const known = app.state.value!.outcomes[outcome.id];
  const look = outcomeLook(known, app.today.value);
  const [open, setOpen] = useState(openFirst);
  const text = app.text(outcome.text);
  const action = look === 'open' ? m.claim : look === 'rejected' ? m.improve : look === 'stale' ? m.renew : look === 'claimed' && outcome.kind === 'buyer' ? m.confirm : null;
  return (
    <li class={on ? 'on' : undefined} data-stop={`outcome:${outcome.id}`} id={outcome.id} tabIndex={-1} onFocus={() => { app.selected.value = { kind: 'outcome', id: outcome.id }; }}>
      <Glyph look={look} label={m.look[look]} />
      <div class="main">
        <p>{text}</p>
        <p class="why">
          {look !== 'open' && <b class={`w-${look}`}>{m.look[look]}</b>}
          {look !== 'open' && ' '}<Reason app={app} known={known} look={look} />
          {' '}{outcome.isCompletionMark ? <Tag icon="flag">{m.endsStage}</Tag> : !required && <Tag>{m.optional}</Tag>}
          {' '}<button type="button" class="link" aria-expanded={open} aria-label={`${m.open}: ${text}`} onClick={() => setOpen(!open)}>{m.open}<Icon name="down" /></button>
        </p>
        {open && <Details app={app} outcome={outcome} known={known} onClaim={onClaim} />}
      </div>
      {action && <span><Button tiny label={`${action}: ${text}`} onClick={onClaim}>{action}</Button></span>}
    </li>
  );
}

/** Why it looks as it does: who, when, what was asked for. */
export function Reason({ app, known, look }: { app: App; known: OutcomeState | undefined; look: string }) {
  const m = app.m.value.proof;
  const hidden = app.settings.value.screenShare;
  if (!known || look === 'open') return <>{m.nothing}</>;
  const gap = app.lang.value === 'zh-CN' ? '' : ' ';
  const quote = (words: string | undefined) => (words ? <bdi>{hidden ? app.m.value.coach.hidden : `“${words}”`}</bdi> : null);
  const said = known.evidence.saidBy && known.evidence.saidOn ? m.saidBySaidOn(known.evidence.saidBy, app.day(known.evidence.saidOn)) : '';
  switch (look) {
    case 'rejected':
      return <>{m.rejectedBy(app.who(known.rejected!.by), app.when(known.rejected!.at))}{gap}{quote(known.reason)}</>;
    case 'waived':
      return <>{m.waivedBy(app.who(known.waived!.by), app.when(known.waived!.at))}{gap}{quote(known.reason)} {known.waivedUntil && m.waivedUntil(app.day(known.waivedUntil))}</>;
    case 'stale':
      return <>{m.staleSince(app.day(known.evidence.expires ?? known.waivedUntil ?? ''))}{gap}<bdi>{said}</bdi></>;
    case 'claimed':
      return <>{known.claimed && m.by(app.who(known.claimed.by), app.when(known.claimed.at))}</>;
    default:
      return <><bdi>{said || (known.verified ? m.by(app.who(known.verified.by), app.when(known.verified.at)) : '')}</bdi></>;
  }
}

function Ladder({ app, known }: { app: App; known: OutcomeState }) {
  const m = app.m.value.proof;
  const steps = [
    { look: 'claimed' as const, by: known.claimed && m.by(app.who(known.claimed.by), app.when(known.claimed.at)) },
    { look: 'confirmed' as const, by: known.confirmed && (known.evidence.saidBy && known.evidence.saidOn ? m.by(known.evidence.saidBy, app.day(known.evidence.saidOn)) : app.when(known.confirmed.at)) },
    { look: 'verified' as const, by: known.verified && known.mark === 'verified' ? m.by(app.who(known.verified.by), app.when(known.verified.at)) : undefined },
  ];
  return (
    <ol class="ladder" aria-label={m.ladder}>
      {steps.map((s) => <li key={s.look} class={s.by ? undefined : 'off'} style={s.by ? `--c:var(--${s.look}-solid)` : undefined}><b>{m.look[s.look]}</b><bdi>{s.by ?? '–'}</bdi></li>)}
    </ol>
  );
}

type Doing = 'reject' | 'waive' | 'withdraw' | null;

function Details({ app, outcome, known, onClaim }: { app: App; outcome: Outcome; known: OutcomeState | undefined; onClaim: () => void }) {
  const m = app.m.value.proof;
  const [doing, setDoing] = useState<Doing>(null);
  const touched = known && known.mark !== 'open';
  const e = known?.evidence;
  const hidden = app.settings.value.screenShare;
  const verify = (): void => void app.append([{ type: 'outcome.verified', data: { outcome: outcome.id } }]);
  const covered = (): void => {
    app.notice.value = app.m.value.states.covered;
  };
  const judged = app.isManager.value && touched && known.mark !== 'waived';
  return (
    <div class="gap-s">
      {!touched && <p class="why">{m.lookFor(app.text(outcome.evidenceHint))}</p>}
      {known?.claimed && <Ladder app={app} known={known} />}
      {e?.text && <blockquote class="quote gap small"><bdi>{hidden ? app.m.value.coach.hidden : e.text}</bdi></blockquote>}
      {e?.link && !hidden && isLink(e.link) && <p class="why gap-s"><a href={e.link} target="_blank" rel="noopener noreferrer">{m.openLink}</a> <span class="t3">{new URL(e.link).hostname}</span></p>}
      {e?.expires && <p class="why gap-s">{m.expires} {app.day(e.expires)}</p>}
      {doing ? <Why app={app} outcome={outcome} what={doing} onDone={() => setDoing(null)} /> : (
        <div class="acts">
          {judged && known.mark !== 'verified' && <GuardedButton tiny guard={app.guard} onClick={verify} onRefused={covered}>{m.verify}</GuardedButton>}
          {judged && known.mark !== 'rejected' && <GuardedButton tiny kind="risk" guard={app.guard} onClick={() => setDoing('reject')} onRefused={covered}>{m.reject}</GuardedButton>}
          {touched && <Button tiny kind="ghost" onClick={onClaim}>{m.improve}</Button>}
          {known?.mark !== 'waived' && <Button tiny kind="ghost" onClick={() => setDoing('waive')}>{m.waive}</Button>}
          {touched && <Button tiny kind="ghost" onClick={() => setDoing('withdraw')}>{m.withdraw}</Button>}
          <Button tiny kind="ghost" onClick={() => app.go('coach', `outcome:${outcome.id}`)}>{m.note}</Button>
        </div>
      )}
    </div>
  );
}

/** Rejecting, waiving and withdrawing each need a reason that someone can check. */
function Why({ app, outcome, what, onDone }: { app: App; outcome: Outcome; what: 'reject' | 'waive' | 'withdraw'; onDone: () => void }) {
  const m = app.m.value.proof;
  const draft = app.draft(`${what}/${outcome.id}`);
  const [until, setUntil] = useState('');
  const [error, setError] = useState('');
  const [dayError, setDayError] = useState('');
  const submit = async (event: Event): Promise<void> => {
    event.preventDefault();
    const reason = draft.value.trim();
    const thin = tooThin(reason);
    if (thin) return setError(fault(thin, m.filler));
    if (until !== '' && until < app.today.value) return setDayError(m.filler.past);
    const saved = await app.append([
      what === 'reject' ? { type: 'outcome.rejected', data: { outcome: outcome.id, reason } }
        : what === 'waive' ? { type: 'outcome.waived', data: { outcome: outcome.id, reason, ...(until ? { expires: until } : {}) } }
        : { type: 'outcome.withdrawn', data: { outcome: outcome.id, reason } },
    ]);
    if (!saved) return;
    draft.clear();
    onDone();
  };
  const label = what === 'reject' ? m.rejectWhy : what === 'waive' ? m.waiveWhy : m.withdrawWhy;
  const hint = what === 'reject' ? m.rejectHint : what === 'withdraw' ? m.withdrawHint : undefined;
  return (
    <form class="gap" onSubmit={(e) => void submit(e)} noValidate onKeyDown={(e) => { if (e.key === 'Escape') { e.stopPropagation(); onDone(); } }}>
      <TextArea label={label} hint={hint} error={error || undefined} value={draft.value} onInput={(v) => { draft.value = v; setError(''); }} />
      {what === 'waive' && <div class="gap"><DayField label={m.waiveUntil} value={until} min={app.today.value} error={dayError || undefined} onInput={(v) => { setUntil(v); setDayError(''); }} /></div>}
      <div class="acts">
        <Button type="submit" kind={what === 'reject' ? 'risk' : 'plain'}>{m[what]}</Button>
        <Button kind="ghost" onClick={onDone}>{m.cancel}</Button>
      </div>
    </form>
  );
}
