/** Claiming a proof in two clicks: who and when are there; naming the customer's person is what makes it confirmed. */
import { useEffect, useRef, useState } from 'preact/hooks';
import type { Evidence, EventDraft } from '../../../domain/event.ts';
import type { Outcome } from '../../../domain/method.ts';
import { outcomeLook, type DealState } from '../../../domain/state.ts';
import { Button, DayField, Fold, Glyph, PersonField, Tag, TextArea, TextField } from '../../../ui/parts/index.ts';
import type { App } from '../../../ui/state/app.ts';
import { useCustomers } from './customers.ts';
import { fault, faults, readForm, type ClaimForm, type Fault } from './rules.ts';

/** The events that save a claim. A first claim pins the deal to the method it is made in. */
export function claimDrafts(state: DealState, outcome: Outcome, form: ClaimForm, today: string, method: { id: string; version: string }): EventDraft[] {
  const evidence: Evidence = {};
  if (form.text.trim()) evidence.text = form.text.trim();
  if (form.link.trim()) evidence.link = form.link.trim();
  if (form.saidBy.trim()) Object.assign(evidence, { saidBy: form.saidBy.trim(), saidOn: form.saidOn || today });
  if (form.expires) evidence.expires = form.expires;
  const known = state.outcomes[outcome.id];
  const look = outcomeLook(known, today);
  const pin: EventDraft[] = state.method ? [] : [{ type: 'method.chosen', data: { method: method.id, version: method.version } }];
  if (look === 'claimed' && evidence.saidBy) return [...pin, { type: 'outcome.confirmed', data: { outcome: outcome.id, evidence } }];
  // Expired or rejected evidence is replaced, not added to.
  const renew = look === 'stale' || look === 'rejected' ? { renew: true as const } : {};
  return [...pin, { type: 'outcome.claimed', data: { outcome: outcome.id, evidence, ...renew } }];
}

export function Claim({ app, outcome, onDone, onCancel }: { app: App; outcome: Outcome; onDone: () => void; onCancel: () => void }) {
  const m = app.m.value.proof;
  const state = app.state.value!;
  const today = app.today.value;
  const known = state.outcomes[outcome.id];
  const look = outcomeLook(known, today);
  const draft = app.draft(`proof/${outcome.id}`);
  const fresh = look === 'stale' || look === 'rejected';
  const start: ClaimForm = {
    text: known?.evidence.text ?? '', link: known?.evidence.link ?? '', saidBy: known?.evidence.saidBy ?? '',
    saidOn: fresh ? today : (known?.evidence.saidOn ?? today), expires: fresh ? '' : (known?.evidence.expires ?? ''),
  };
  const form: ClaimForm = { ...start, ...readForm(draft.value) };
  const [shown, setShown] = useState<Fault[]>([]);
  const [busy, setBusy] = useState(false);
  const people = useCustomers(app);
  const [kept] = useState(draft.peek() !== '');
  const box = useRef<HTMLFormElement>(null);
  useEffect(() => {
    box.current?.scrollIntoView({ block: 'nearest' });
    box.current?.querySelector('textarea')?.focus();
  }, []);
  const set = (change: Partial<ClaimForm>): void => {
    draft.value = JSON.stringify({ ...form, ...change });
    if (shown.length > 0) setShown([]);
  };
  const submit = async (event: Event): Promise<void> => {
    event.preventDefault();
    if (busy) return;
    const others = Object.entries(state.outcomes).filter(([id, o]) => id !== outcome.id && o.evidence.text)
      .map(([id, o]) => ({ name: app.text(app.method.value?.outcomeById.get(id)?.outcome.text ?? { en: id, zh: id }), text: o.evidence.text! }));
    const wrong = faults(form, today, [outcome.text.en, outcome.text.zh, outcome.evidenceHint.en, outcome.evidenceHint.zh], others);
    setShown(wrong);
    if (wrong.length > 0) {
      app.say(fault(wrong[0]!, m.filler));
      box.current?.querySelector<HTMLElement>(`[name="${wrong[0]!.field}"]`)?.focus();
      return;
    }
    setBusy(true);
    const method = app.method.value!.method;
    const saved = await app.append(claimDrafts(state, outcome, form, today, method));
    setBusy(false);
    if (!saved) return;
    draft.clear();
    onDone();
  };
  const error = (field: Fault['field']): string | undefined => {
    const f = shown.find((x) => x.field === field);
    return f && fault(f, m.filler);
  };
  const named = form.saidBy.trim() !== '';
  const me = app.who(app.me.value);
  const becomes = named ? 'confirmed' : 'claimed';
  return (
    <form ref={box} class="card active claim" aria-labelledby={`t-${outcome.id}`} onSubmit={(e) => void submit(e)} noValidate onKeyDown={(e) => { if (e.key === 'Escape') { e.stopPropagation(); onCancel(); } }}>
      <div class="claim-top">
        <Glyph look={look} label={m.look[look]} />
        <div>
          <p class="strong" id={`t-${outcome.id}`}>{app.text(outcome.text)}</p>
          <p class="why gap-s">{outcome.isCompletionMark && <><Tag icon="flag">{m.endsStage}</Tag> </>}{m.lookFor(app.text(outcome.evidenceHint))}</p>
        </div>
      </div>
      <TextArea name="text" label={m.quoteLabel} hint={kept ? m.kept : undefined} value={form.text} error={error('text')} onInput={(text) => set({ text })} />
      <div class="two">
        <PersonField name="saidBy" label={m.saidBy} hint={m.saidByHint} people={people} value={form.saidBy} onInput={(saidBy) => set({ saidBy })} />
        <DayField name="saidOn" label={m.saidOn} value={form.saidOn} max={today} error={error('saidOn')} onInput={(saidOn) => set({ saidOn })} />
      </div>
      <div class="gap">
        <Fold title={<span class="small">{m.moreFields}</span>} open={form.link !== '' || form.expires !== ''} key={error('link') ?? error('expires') ?? ''}>
          <TextField name="link" label={m.linkLabel} hint={m.linkHint} value={form.link} maxLength={2_000} error={error('link')} onInput={(link) => set({ link })} />
          <DayField name="expires" label={m.expires} hint={m.expiresHint} value={form.expires} min={today} error={error('expires')} onInput={(expires) => set({ expires })} />
        </Fold>
      </div>
      <p class={`becomes b-${becomes}`}>
        <Glyph look={becomes} />
        <span><b class={`w-${becomes}`}>{named ? m.becomesConfirmed : outcome.kind === 'internal' ? m.becomesInternal : m.becomesClaimed}</b> {named ? m.becomesConfirmedWhy : outcome.kind === 'internal' ? m.becomesInternalWhy(me) : m.becomesClaimedWhy(me)}</span>
      </p>
      <div class="acts">
        <Button kind="primary" type="submit" keys="Ctrl ↵" disabled={busy}>{m.save}</Button>
        <Button kind="ghost" onClick={onCancel}>{m.cancel}</Button>
      </div>
    </form>
  );
}
