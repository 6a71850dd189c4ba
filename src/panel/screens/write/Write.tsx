/** Update CRM: what the CRM has beside what would be written; the person ticks, edits and presses. Nothing is sent before. */
import type { JSX } from 'preact';
import { useEffect, useRef, useState } from 'preact/hooks';
import type { FieldValue, StageRef } from '../../../domain/event.ts';
import { same } from '../../../domain/fold.ts';
import { writeWords, type WriteMessages } from '../../../i18n/write.ts';
import { loadInstruments, RATED } from '../../../methods/instruments.ts';
import { methodLabel } from '../../../methods/labels.ts';
import { Button, Empty, GuardedButton, Page, Section, Skeleton } from '../../../ui/parts/index.ts';
import type { App } from '../../../ui/state/app.ts';
import { judge, mapped, shortName, type DealView } from '../../../ui/state/view.ts';
import type { OddsReport } from '../../../wire/messages.ts';
import { WRITABLE, type Writable, type WriteDone, type WriteNow } from '../../../wire/writeback.ts';
import { useOverride } from '../gate/override.tsx';
import { partiesOf, scoreView } from '../score/view.ts';
import { LineView, type Outcome } from './line.tsx';
import { proposals, readLine, summary } from './propose.ts';

type Ready = Extract<WriteNow, { ok: true }>;
interface Form {
  on: Writable[];
  to: Partial<Record<Writable, string>>;
}

/** What was ticked and typed, kept as a draft; another shape counts as none. */
function readForm(draft: string): Form {
  try {
    const raw = JSON.parse(draft || '{}') as Partial<Form>;
    return {
      on: WRITABLE.filter((f) => Array.isArray(raw.on) && raw.on.includes(f)),
      to: Object.fromEntries(WRITABLE.flatMap((f) => (typeof raw.to?.[f] === 'string' ? [[f, raw.to[f]]] : []))),
    };
  } catch {
    return { on: [], to: {} };
  }
}

export function Write({ app }: { app: App }): JSX.Element | null {
  const w = writeWords(app.lang.value);
  const site = app.context.value?.write;
  const crm = app.context.value?.crmName ?? '';
  const view = app.view.value;
  const state = app.state.value;
  const on = site ? app.settings.value.writeBack[site.host] ?? [] : [];
  const [now, setNow] = useState<WriteNow | null>(null);
  /** The last good answer: results stay in view when a later reading fails or lets nothing more be changed. */
  const [shown, setShown] = useState<Ready | null>(null);
  const [extra, setExtra] = useState<{ odds: OddsReport | null; score: { overall: string; answered: number; total: number } | null } | null>(null);
  const ready = site?.can === 'yes' && on.length > 0;
  const load = async (): Promise<WriteNow | null> => {
    const key = app.state.peek()?.deal;
    if (key === undefined) return null;
    const got = await app.ask({ q: 'write-now', key }).catch(() => ({ ok: false, why: 'network' })) as WriteNow;
    setNow(got);
    if (got.ok) setShown((before) => (before || got.can.length ? got : null));
    return got;
  };
  useEffect(() => {
    if (!ready) return;
    void load();
    void known(app).then(setExtra);
  }, [ready]);
  if (!view || !state) return null;
  const leave = <Button onClick={() => app.go('settings', 'set-write')}>{w.toSettings}</Button>;
  if (!site || !on.length) return <Page app={app}><Empty title={w.nothingOn(crm)} actions={leave} /></Page>;
  if (site.can === 'grant') return <Page app={app}><Empty title={w.grant(crm)} actions={leave} /></Page>;
  if (shown && extra) return <Lines app={app} w={w} crm={crm} view={view} now={shown} extra={extra} trouble={now && !now.ok ? w.notSent[now.why] : ''} again={load} />;
  if (!now || !extra) return <Page app={app}><p class="t2 section" role="status">{w.reading(crm)}</p><Skeleton label={w.reading(crm)} /></Page>;
  const again = <Button onClick={() => { setNow(null); void load(); }}>{w.again}</Button>;
  if (!now.ok) return <Page app={app}><Empty icon="broken" title={w.notSent[now.why]} actions={again}>{now.why === 'refused' ? now.detail : undefined}</Empty></Page>;
  return <Page app={app}><Empty title={w.nothingCan(crm)} actions={again} /></Page>;
}

/** Odds and score, for proposals and the summary. */
async function known(app: App) {
  const state = app.state.peek()!;
  const odds = await app.ask({ q: 'odds', key: state.deal }).catch(() => null) as OddsReport | null;
  const all = await loadInstruments().catch(() => null);
  const m = app.m.peek();
  const views = RATED.flatMap((id) => (all?.[id] && Object.keys(state.answers[id]?.['us'] ?? {}).length
    ? [scoreView(state, all[id], partiesOf(state, { us: m.score.us, noDecision: m.score.noDecision }, null), null, app.today.peek())] : []));
  const best = views.toSorted((a, b) => b.answered - a.answered)[0];
  return { odds, score: best ? { overall: m.score.overall[best.now.overall] ?? best.now.overall, answered: best.answered, total: best.total } : null };
}

function Lines({ app, w, crm, view, now, extra, trouble, again }: { app: App; w: WriteMessages; crm: string; view: DealView; now: Ready; trouble: string; extra: NonNullable<Awaited<ReturnType<typeof known>>>; again: () => Promise<WriteNow | null> }): JSX.Element {
  const m = app.m.value;
  const state = app.state.value!;
  const context = app.context.value!;
  const draft = app.draft('write');
  const form = readForm(draft.value);
  const [outcome, setOutcome] = useState<Partial<Record<Writable, Outcome>>>({});
  const [busy, setBusy] = useState(false);
  const [tried, setTried] = useState(false);
  const [said, setSaid] = useState('');
  const told = useRef<HTMLParagraphElement>(null);
  const override = useOverride(app);
  const share = app.settings.value.screenShare;
  useEffect(() => {
    if (said) told.current?.focus();
  }, [said]);

  const note = summary({
    state, view, today: app.today.value, name: nameOf(state.fields.name?.value), method: app.text(methodLabel(view.index.method)),
    score: extra.score, odds: extra.odds, w: w.note, m, lang: app.lang.value, text: app.text,
  });
  const proposed = proposals(view, context, now, extra.odds?.supported ?? null, note, state, w, app.text);
  const fields = WRITABLE.filter((f) => now.can.includes(f) || outcome[f]);
  const typed = (f: Writable): string => form.to[f] ?? proposed[f].value;
  const has = (f: Writable): FieldValue => (f === 'note' ? null : now.fields[f]?.value ?? null);
  const valueOf = (f: Writable): FieldValue | undefined => readLine(f, typed(f), now.stages);
  const isSame = (f: Writable): boolean => f !== 'note' && sameValue(valueOf(f) ?? null, has(f));
  const ticked = fields.filter((f) => form.on.includes(f) && now.can.includes(f) && !isSame(f) && !(f === 'note' && share));
  const keep = (next: Form): void => {
    draft.value = next.on.length || Object.keys(next.to).length ? JSON.stringify(next) : '';
  };
  const tick = (f: Writable, yes: boolean): void => {
    keep({ ...form, on: yes ? [...new Set([...form.on, f])] : form.on.filter((x) => x !== f) });
    setTried(false);
  };
  const type = (f: Writable, text: string): void => {
    keep({ on: [...new Set([...form.on, f])], to: { ...form.to, [f]: text } });
    setOutcome({ ...outcome, [f]: undefined });
  };
  const to = ticked.includes('stage') ? (valueOf('stage') as StageRef | undefined) : undefined;
  const target = to && mapped(to, context, view.index);
  const verdict = to && target ? judge(view, context, { stage: target.stageId, closing: to.closed ?? target.closed ?? null }) : null;
  const held = verdict?.verdict === 'warn' || verdict?.verdict === 'block' ? verdict : null;
  const stageName = target?.stageId ? app.text(shortName(view.index.stageById.get(target.stageId)!.name)) : (to?.label ?? '');

  const write = async (): Promise<void> => {
    if (busy || !ticked.length) return;
    setTried(true);
    const wrong = ticked.find((f) => valueOf(f) === undefined);
    if (wrong) return app.say(w.bad[wrong]);
    const why = held ? override.take() : undefined;
    if (why === null) return;
    setBusy(true);
    setSaid('');
    app.notice.value = '';
    const key = state.deal;
    const results: Partial<Record<Writable, WriteDone>> = {};
    let kept = form;
    // Everything is looked at once more before the first write: what differs after a stage was written is then its doing.
    const before = await again();
    if (!before?.ok) {
      setBusy(false);
      return;
    }
    let shown = now.fields;
    for (const f of ticked) {
      const value = valueOf(f)!;
      if (f !== 'note' && !sameValue(before.fields[f]?.value ?? null, has(f))) {
        results[f] = { result: 'newer', now: before.fields[f] ?? null };
        keep(kept = { on: kept.on.filter((x) => x !== f), to: kept.to });
        setOutcome((o) => ({ ...o, [f]: outcomeOf(results[f]!, crm, w) }));
        continue;
      }
      const { [f]: _, ...rest } = kept.to;
      // What is under way is no longer ticked: a panel that comes back in the middle must not offer it as not sent.
      keep(kept = { on: kept.on.filter((x) => x !== f), to: kept.to });
      app.flush();
      const from = f === 'note' ? null : shown[f]?.value ?? null;
      const done = await app.ask({ q: 'write', key, once: app.unique(), field: f, from, to: value, ...(f === 'stage' && why ? { override: why } : {}) })
        .catch((): WriteDone => ({ result: 'unknown' })) as WriteDone;
      results[f] = done;
      if (done.result === 'written') {
        // The CRM may change other fields with the stage; that was our doing.
        if (f === 'stage') shown = { ...shown, ...done.fields };
        keep(kept = { ...kept, to: rest });
      } else if (done.result === 'gate') keep(kept = { ...kept, on: [...kept.on, f] });
      setOutcome((o) => ({ ...o, [f]: outcomeOf(done, crm, w) }));
    }
    const fresh = await again();
    // What the record shows decides about an answer that was lost.
    for (const f of ticked) {
      const value = f === 'note' || !fresh?.ok ? undefined : fresh.fields[f]?.value ?? null;
      if (results[f]?.result !== 'unknown' || value === undefined) continue;
      const there = sameValue(value, readLine(f, typed(f), now.stages) ?? null);
      setOutcome((o) => ({ ...o, [f]: there ? { tone: 'good', text: w.result.found(crm) } : { tone: 'bad', text: w.result.unknownStill(crm) } }));
    }
    const written = Object.values(results).filter((r) => r.result === 'written').length;
    if (results.stage?.result === 'written') override.clear();
    setBusy(false);
    setTried(false);
    const sentence = [w.done(written, crm), ...Object.entries(results).filter(([, r]) => r.result !== 'written').map(([f]) => w.field[f as Writable])].join(' ');
    setSaid(sentence);
    app.say(sentence);
  };

  const anyWritten = Object.values(outcome).some((o) => o?.tone === 'good');
  return (
    <Page app={app} actions={
      <GuardedButton kind="primary" wide keys="Ctrl ↵" guard={app.guard} disabled={!ticked.length || busy} onRefused={() => { app.notice.value = m.states.covered; }} onClick={() => void write()}>
        {busy ? w.writing : w.write(ticked.length, crm)}
      </GuardedButton>
    }>
      <form class="write" noValidate aria-label={m.shell.screen.write} onSubmit={(e) => { e.preventDefault(); e.currentTarget.ownerDocument.querySelector<HTMLElement>('.foot .guarded button')?.click(); }}>
        <Section>
          <p class="t2">{w.intro(crm)}</p>
          {trouble && <p class="gap-s w-stale" role="alert">{trouble}</p>}
          <p ref={told} tabIndex={-1} class={said ? 'strong gap-s' : 'sr'} id="write-said">{said}</p>
          {anyWritten && <p class="why gap-s">{w.stale(crm)} <button type="button" class="link" onClick={() => app.host('reload')}>{w.reload}</button></p>}
        </Section>
        <Section ruled>
          <ul class="rows">
            {fields.map((f) => (
              <LineView key={f} app={app} w={w} crm={crm} field={f} has={has(f)} typed={typed(f)} stages={now.stages} outcome={outcome[f]}
                why={form.to[f] === undefined ? proposed[f].why : w.why.yours} same={isSame(f)} barred={!now.can.includes(f)} hidden={f === 'note' && share} on={ticked.includes(f)} busy={busy}
                error={tried && ticked.includes(f) && valueOf(f) === undefined ? w.bad[f] : undefined} onTick={(yes) => tick(f, yes)} onType={(text) => type(f, text)}>
                {f === 'stage' && held && (
                  <div class="well well-in gap-s" role="group" aria-label={m.gate.override}>
                    <p>{w.gate(m.gate.missingFor(held.missing.length, stageName, held.undecided.length))}</p>
                    <ul class="why">{held.missing.map((p) => <li key={p.outcomeId}>– {app.text(view.index.outcomeById.get(p.outcomeId)?.outcome.text ?? { en: p.outcomeId, zh: p.outcomeId })}</li>)}
                      {held.gates.filter((g) => held.undecided.includes(g.gate.id)).map((g) => <li key={g.gate.id}>– {m.gate.gateName(app.text(g.gate.name))}</li>)}</ul>
                    {override.fields}
                  </div>
                )}
              </LineView>
            ))}
          </ul>
          <div class="acts">
            <Button tiny kind="ghost" onClick={() => { setOutcome({}); setSaid(''); void again(); }}>{w.again}</Button>
            {draft.value !== '' && <Button tiny kind="ghost" onClick={() => { draft.clear(); setOutcome({}); setTried(false); }}>{w.discard}</Button>}
          </div>
        </Section>
      </form>
    </Page>
  );
}

const nameOf = (value: FieldValue | undefined): string => (typeof value === 'string' ? value : '');

/** Stages are the same by their id. */
function sameValue(a: FieldValue, b: FieldValue): boolean {
  const id = (v: FieldValue): string | undefined => (typeof v === 'object' && v !== null && 'id' in v ? v.id : undefined);
  return id(a) !== undefined ? id(a) === id(b) : same(a, b);
}

function outcomeOf(done: WriteDone, crm: string, w: WriteMessages): Outcome {
  switch (done.result) {
    case 'written': return { tone: 'good', text: w.result.written(crm) };
    case 'newer': return { tone: 'bad', text: w.result.newer(crm) };
    case 'refused': return { tone: 'bad', text: w.result.refused(crm), quote: done.detail };
    case 'gate': return { tone: 'bad', text: w.result.gate };
    case 'unknown': return { tone: 'bad', text: w.result.unknown(crm) };
    case 'not-sent': return { tone: 'bad', text: w.notSent[done.why] };
  }
}
