import type { JSX } from 'preact';
import { useEffect, useMemo, useState } from 'preact/hooks';
import type { InstrumentDefinition } from '../../../domain/assess/model.ts';
import type { Event } from '../../../domain/event.ts';
import { showDay, showMoment } from '../../../i18n/index.ts';
import { loadInstruments } from '../../../methods/instruments.ts';
import type { App } from '../../../ui/state/app.ts';
import { dayOf } from '../../../ui/state/view.ts';
import { entriesOf, type Kind } from './entries.ts';
import { Page } from '../../../ui/parts/index.ts';
import './history.css';

const DAY = 86_400_000;
/** Lines drawn at once; more on request, so that a deal of thousands of events opens at once. */
const PAGE = 100;

/** The History screen: what changed since a day. */
export default function History({ app }: { app: App }): JSX.Element | null {
  const state = app.state.value;
  const m = app.m.value;
  const lang = app.lang.value;
  const [events, setEvents] = useState<Event[] | null>(null);
  const [defs, setDefs] = useState<InstrumentDefinition[]>([]);
  const [since, setSince] = useState(app.anchor.value && /^\d{4}-/.test(app.anchor.value) ? app.anchor.value : dayOf(app.now() - 7 * DAY));
  const [kind, setKind] = useState<Kind | 'all'>('all');
  const [shown, setShown] = useState(PAGE);
  const key = state?.deal;
  const count = state?.count;
  useEffect(() => {
    void loadInstruments().then((all) => setDefs(Object.values(all)));
  }, []);
  useEffect(() => {
    let gone = false;
    if (key) {
      app.ask({ q: 'events', key }).then(
        (value) => { if (!gone) setEvents(value as Event[]); },
        () => { if (!gone) setEvents([]); },
      );
    }
    return () => { gone = true; };
  }, [key, count]);
  const nameOfParty = (id: string): string => {
    const party = state?.parties[id];
    if (party?.kind === 'no-decision' || id === 'no-decision') return m.score.noDecision;
    return app.settings.value.screenShare ? m.score.rivals : (party?.name ?? id);
  };
  const all = useMemo(
    () => (state && events ? entriesOf(events, state, since === '' ? 0 : Date.parse(`${since}T00:00:00`), { m, lang, method: app.method.value, defs, share: app.settings.value.screenShare, party: (id) => nameOfParty(id) }) : null),
    [state, events, since, lang, defs, app.method.value, app.settings.value.screenShare],
  );
  if (!state) return null;
  const list = all?.filter((e) => kind === 'all' || e.kind === kind) ?? null;
  const presets: [string, string][] = [
    [m.history.presets.day, dayOf(app.now() - DAY)], [m.history.presets.week, dayOf(app.now() - 7 * DAY)], [m.history.presets.month, dayOf(app.now() - 30 * DAY)], [m.history.presets.all, ''],
  ];
  return (
    <Page app={app}><div class="history">
      <section class="section">
        <div class="history-head">
          <div class="pick" role="radiogroup" aria-label={m.history.since}>
            {presets.map(([label, day]) => <button type="button" class="opt" role="radio" aria-checked={since === day} onClick={() => { setSince(day); setShown(PAGE); }}>{label}</button>)}
          </div>
          <label class="label inline">{m.history.since} <input class="input" type="date" max={app.today.value} value={since} onInput={(e) => { setSince(e.currentTarget.value); setShown(PAGE); }} /></label>
          <label class="label inline">{m.history.filter}{' '}
            <select class="input" value={kind} onChange={(e) => setKind(e.currentTarget.value as Kind | 'all')}>
              {(['all', 'crm', 'proof', 'score', 'notes'] as const).map((k) => <option value={k}>{m.history[k]}</option>)}
            </select></label>
        </div>
        <p class="why" role="status">{list === null ? m.history.loading : m.history.count(list.length)}</p>
        {list?.length === 0 && <p class="t2 empty">{m.history.empty}</p>}
        <ol class="rows tight">
          {list?.slice(0, shown).map((e, i) => {
            const day = dayOf(e.ms);
            const heading = i === 0 || dayOf(list[i - 1]!.ms) !== day;
            return (
              <li key={e.id} class={e.noEffect ? 'void' : undefined}>
                <div class="main">
                  {heading && <p class="day t3 small">{showDay(day, lang)}</p>}
                  <p><b class="strong">{e.what}</b>{e.about && ` · ${e.about}`}</p>
                  {e.detail && <p class="why words">{e.detail}</p>}
                  <p class="why t3">{e.by === '' ? app.context.value?.crmName : e.by === app.me.value ? m.history.you : app.who(e.by)}{e.manager ? ` ${m.history.byManager}` : ''} · {showMoment(e.ms, lang)}</p>
                  {e.noEffect && <p class="why s-warning">{e.noEffect}</p>}
                </div>
              </li>
            );
          })}
        </ol>
        {list && list.length > shown && <button type="button" class="btn plain" onClick={() => setShown(shown + PAGE)}>+ {Math.min(PAGE, list.length - shown)}</button>}
      </section>
    </div></Page>
  );
}
