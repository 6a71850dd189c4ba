import type { JSX } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import type { InstrumentDefinition, Instruments } from '../../../domain/assess/model.ts';
import type { Methodology } from '../../../domain/method.ts';
import { loadInstruments, RATED } from '../../../methods/instruments.ts';
import { Page, Section } from '../../../ui/parts/index.ts';
import type { App } from '../../../ui/state/app.ts';
import { Form } from './Form.tsx';
import { Score } from './Score.tsx';

/**
 * The method's own form first (the eight steps use the 4×5 form, every other method the four-question one), then what
 * the stage uses, then what the method uses, then the rest.
 */
function order(all: Instruments, method: string | undefined, stageTools: readonly string[], stages: ReadonlySet<string>): InstrumentDefinition[] {
  const own = method === 'solution-selling' ? [...RATED].reverse() : RATED;
  const rank = (d: InstrumentDefinition): number => (own[0] === d.id ? 0 : stageTools.includes(d.id) ? 1 : d.usedAt.some((s) => stages.has(s)) ? 2 : own.includes(d.id) ? 3 : 4);
  return Object.values(all).toSorted((a, b) => rank(a) - rank(b));
}

/** The questionnaires that a team's own pack brings along: + / ? / − forms like the two of ours. */
function ownForms(method: Methodology | undefined): InstrumentDefinition[] {
  return (method?.assessments ?? []).map((a) => ({ provenance: 'proposed', purpose: a.name, usedAt: [], ...a }) as unknown as InstrumentDefinition);
}

export default function ScoreScreen({ app }: { app: App }): JSX.Element | null {
  const [all, setAll] = useState<Instruments | null>(null);
  const [chosen, setChosen] = useState<string | null>(null);
  useEffect(() => {
    void loadInstruments().then(setAll);
  }, []);
  const asked = app.anchor.value?.split('/')[0] ?? null;
  useEffect(() => setChosen(null), [app.anchor.value]);
  const state = app.state.value;
  const method = app.method.value;
  if (!state || !all) return null;
  const own = ownForms(method?.method);
  const stage = app.view.value?.stage ?? null;
  const defs = [...own, ...order(all, method?.method.id, stage?.tools ?? [], new Set(method?.stages.map((s) => s.id)))];
  const def = defs.find((d) => d.id === chosen) ?? defs.find((d) => d.id === asked) ?? defs[0]!;
  const m = app.m.value;
  const choose = (
    <select class="input tiny" aria-label={m.score.choose} value={def.id} onChange={(e) => setChosen(e.currentTarget.value)}>
      {defs.map((d) => <option value={d.id}>{app.text(d.name)}</option>)}
    </select>
  );
  const shared = { state, m, lang: app.lang.value, today: app.today.value, share: app.settings.value.screenShare, who: (id: string) => app.who(id), newId: () => app.unique(), append: (drafts: Parameters<App['append']>[0]) => void app.append(drafts) };
  if (!RATED.includes(def.id) && !own.includes(def)) {
    return <Page app={app}><div class="score"><Section>{choose}</Section><Form key={`${state.deal} ${def.id}`} {...shared} def={def} instruments={all} phase={stage?.unifiedPhase ?? null} /></div></Page>;
  }
  return (
    <Score key={`${state.deal} ${def.id}`} {...shared} def={def} choose={choose} us={m.score.us} onNote={(id) => app.go('coach', `answer:${id}`)}
      focus={app.anchor.value} frame={(actions, body) => <Page app={app} actions={actions}>{body}</Page>} />
  );
}
