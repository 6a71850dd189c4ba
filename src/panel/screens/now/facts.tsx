/** What is known of the deal, where each value came from, and what changed lately. */
import { useState } from 'preact/hooks';
import type { FieldName } from '../../../domain/event.ts';
import { hlcTime } from '../../../domain/hlc.ts';
import { Button, Section, Strip, Tag, TextField } from '../../../ui/parts/index.ts';
import type { App } from '../../../ui/state/app.ts';
import { readTyped, showField } from '../../../ui/state/show.ts';
import { dayOf } from '../../../ui/state/view.ts';

const SHOWN: readonly FieldName[] = ['stage', 'amount', 'closeDate', 'account', 'contact', 'owner', 'nextStep', 'probability', 'forecast', 'pipeline'];
const ALWAYS: readonly FieldName[] = ['stage', 'amount', 'closeDate', 'account', 'owner'];

export function Facts({ app }: { app: App }) {
  const m = app.m.value;
  const state = app.state.value!;
  const context = app.context.value;
  const [typing, setTyping] = useState<FieldName | null>(null);
  const rows = SHOWN.filter((f) => ALWAYS.includes(f) || showField(f, state.fields[f]?.value, app.lang.value) !== '');
  const api = context?.api;
  const reading = context?.reading;
  /** Not found on the page, and no API that says it either. */
  const lost = (name: FieldName): boolean => reading?.kind === 'deal' && reading.missing.includes(name) && api !== '';
  return (
    <Section title={m.now.facts} ruled right={context?.reading?.readonly ? m.now.readonly : undefined}>
      <dl class="facts" id="deal-facts">
        {rows.map((name) => {
          const field = state.fields[name];
          const value = showField(name, field?.value, app.lang.value);
          const label = m.history.field[name] ?? name;
          return (
            <div key={name} style="display:contents">
              <dt>{label}</dt>
              <dd>
                {typing === name ? <TypeField app={app} name={name} label={label} onDone={() => setTyping(null)} />
                  : value === '' ? (
                    <>
                      <span class="w-stale">{reading?.missing.includes(name) ? m.now.notFound : m.now.notShown}</span>
                      <button type="button" class="link" aria-label={m.now.typeField(label)} onClick={() => setTyping(name)}>{m.now.typeIt}</button>
                      {reading?.kind === 'deal' && context?.place && <button type="button" class="link" aria-label={m.now.teachField(label)} onClick={() => app.go('teach', name)}>{m.now.teach}</button>}
                    </>
                  ) : (
                    <>
                      <bdi class={name === 'amount' || name === 'closeDate' || name === 'probability' ? 'num' : undefined}>{value}</bdi>
                      <span title={m.now.fromTitle[field!.from]}><Tag>{m.now.from[field!.from]}</Tag></span>
                      {field!.rounded && <Tag>{m.now.rounded}</Tag>}
                      {lost(name) && <span class="w-stale">{m.now.lastSeen(app.when(field!.stamp.at))}</span>}
                      {lost(name) && <button type="button" class="link" aria-label={m.now.teachField(label)} onClick={() => app.go('teach', name)}>{m.now.reteach}</button>}
                      {field!.from === 'typed' && <button type="button" class="link" aria-label={m.now.typeField(label)} onClick={() => setTyping(name)}>{m.now.typeIt}</button>}
                    </>
                  )}
              </dd>
            </div>
          );
        })}
      </dl>
      <WriteBack app={app} />
      {api && <p class="why gap">{m.now.apiWhy[api]}</p>}
      <Currencies app={app} />
    </Section>
  );
}

/** Leads to Update CRM, where the user switched writing on. */
function WriteBack({ app }: { app: App }) {
  const site = app.context.value?.write;
  if (!site || !app.settings.value.writeBack[site.host]?.length) return null;
  return <div class="acts"><Button id="update-crm" onClick={() => app.go('write')}>{app.m.value.shell.screen.write}…</Button></div>;
}

function TypeField({ app, name, label, onDone }: { app: App; name: FieldName; label: string; onDone: () => void }) {
  const m = app.m.value.now;
  const draft = app.draft(`field/${name}`);
  const [error, setError] = useState('');
  const submit = async (event: Event): Promise<void> => {
    event.preventDefault();
    const amount = app.state.value?.fields.amount?.value;
    const currency = amount && typeof amount === 'object' && 'currency' in amount ? amount.currency : undefined;
    const value = readTyped(name, draft.value, currency);
    if (value === undefined) return setError(name === 'closeDate' ? m.dayBad : name === 'amount' ? m.amountBad : app.m.value.proof.filler.empty);
    if (await app.append([{ type: 'deal.read', data: { fields: { [name]: { value, from: 'typed' } } } }])) {
      draft.clear();
      onDone();
    }
  };
  return (
    <form style="flex:1" noValidate onSubmit={submit} onKeyDown={(e) => { if (e.key === 'Escape') { e.stopPropagation(); onDone(); } }}>
      <TextField label={m.typeField(label)} error={error || undefined} value={draft.value} placeholder={name === 'closeDate' ? '2027-02-26' : ''} onInput={(v) => { draft.value = v; setError(''); }} />
      <div class="acts"><Button tiny type="submit">{m.save}</Button><Button tiny kind="ghost" onClick={onDone}>{m.cancel}</Button></div>
    </form>
  );
}

/** Amounts in two currencies must not be compared in silence. */
function Currencies({ app }: { app: App }) {
  const change = app.state.value!.changes.findLast((c) => c.name === 'amount');
  const of = (v: unknown): string => (v && typeof v === 'object' && 'currency' in v ? String(v.currency ?? '') : '');
  const [a, b] = [of(change?.from), of(change?.to)];
  return a && b && a !== b ? <p class="why gap-s">{app.m.value.now.currencies(a, b)}</p> : null;
}

const WEEK = 7 * 86_400_000;

/** What the CRM changed in the last seven days, in one line. */
export function Since({ app }: { app: App }) {
  const m = app.m.value;
  const from = app.now() - WEEK;
  const recent = app.state.value!.changes.filter((c) => c.from !== undefined && c.from !== null && hlcTime(c.stamp.at) >= from);
  const last = recent.at(-1);
  if (!last) return null;
  const first = dayOf(hlcTime(recent[0]!.stamp.at));
  const show = (v: typeof last.from): string => (last.name === 'closeDate' && typeof v === 'string' ? app.day(v) : showField(last.name, v, app.lang.value)) || m.history.nothing;
  const what = m.history.field[last.name] ?? last.name;
  return (
    <Strip icon="history" onClick={() => app.go('history', first)}>
      <b>{m.now.since(app.day(first))}</b> · <bdi>{m.now.changed(app.lang.value === 'zh-CN' ? what : what.toLowerCase().replace('crm', 'CRM'), show(last.from), show(last.to))}</bdi>
      {recent.length > 1 && ` ${m.now.moreChanges(recent.length - 1)}`}
    </Strip>
  );
}
