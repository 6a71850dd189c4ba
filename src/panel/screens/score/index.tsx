import type { JSX } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import type { InstrumentDefinition, Instruments } from '../../../domain/assess/model.ts';
import { loadInstruments, RATED } from '../../../methods/instruments.ts';
import { Page } from '../../../ui/parts/index.ts';
import type { App } from '../../../ui/state/app.ts';
import { Score } from './Score.tsx';

/** The method's own form first: the eight steps use the 4×5 form, every other method the four-question one. */
function order(all: Instruments, method: string | undefined): InstrumentDefinition[] {
  const ids = method === 'solution-selling' ? [...RATED].reverse() : RATED;
  return ids.flatMap((id) => all[id] ?? []);
}

export default function ScoreScreen({ app }: { app: App }): JSX.Element | null {
  const [all, setAll] = useState<Instruments | null>(null);
  useEffect(() => {
    void loadInstruments().then(setAll);
  }, []);
  const state = app.state.value;
  if (!state || !all) return null;
  return (
    <Score key={state.deal} state={state} defs={order(all, app.method.value?.method.id)} m={app.m.value} lang={app.lang.value} today={app.today.value}
      share={app.settings.value.screenShare} us={app.m.value.score.us} who={(id) => app.who(id)} newId={() => app.unique()}
      append={(drafts) => void app.append(drafts)} onNote={(id) => app.go('coach', `answer:${id}`)} focus={app.anchor.value} frame={(actions, body) => <Page app={app} actions={actions}>{body}</Page>} />
  );
}
