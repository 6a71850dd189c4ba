import type { ComponentChildren, JSX } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import { questionsOf, type Instruments } from '../../../domain/assess/model.ts';
import type { Anchor } from '../../../domain/event.ts';
import { answerAt, outcomeLook } from '../../../domain/state.ts';
import { loadInstruments } from '../../../methods/instruments.ts';
import { Glyph, Page } from '../../../ui/parts/index.ts';
import type { App } from '../../../ui/state/app.ts';
import { useCustomers } from '../proof/customers.ts';
import { Coach } from './Coach.tsx';

/** `outcome:ssm-…` → anchor; anything else is the deal. Links from other screens and the N key name what a note hangs on this way. */
export function anchorFrom(text: string | null): Anchor {
  const at = text?.indexOf(':') ?? -1;
  const kind = at > 0 ? text!.slice(0, at) : '';
  return kind === 'stage' || kind === 'outcome' || kind === 'answer' || kind === 'person' ? { kind, id: text!.slice(at + 1) } : { kind: 'deal' };
}

export default function CoachScreen({ app }: { app: App }): JSX.Element | null {
  const [all, setAll] = useState<Instruments>({});
  const [target, setTarget] = useState<Anchor>(anchorFrom(app.anchor.value));
  useEffect(() => {
    void loadInstruments().then(setAll);
  }, []);
  useEffect(() => {
    setTarget(anchorFrom(app.anchor.value));
  }, [app.anchor.value]);
  const people = useCustomers(app);
  const state = app.state.value;
  if (!state) return null;
  const m = app.m.value;
  const anchorText = (anchor: Anchor): string => {
    const kind = m.coach.on[anchor.kind] ?? anchor.kind;
    const quote = (text: string): string => (app.lang.value === 'zh-CN' ? `${kind}：“${text}”` : `${kind}: “${text}”`);
    if (!anchor.id) return kind;
    if (anchor.kind === 'outcome') {
      const found = app.method.value?.outcomeById.get(anchor.id);
      return quote(found ? app.text(found.outcome.text) : anchor.id);
    }
    if (anchor.kind === 'stage') {
      const stage = app.method.value?.stageById.get(anchor.id);
      return quote(stage ? app.text(stage.name) : anchor.id);
    }
    if (anchor.kind === 'answer') {
      const [assessment = '', question = ''] = anchor.id.split('/');
      const q = all[assessment]?.groups?.flatMap(questionsOf).find((x) => x.id === question);
      const text = q?.text ?? q?.name;
      return quote(text ? app.text(text) : question);
    }
    return quote(anchor.id);
  };
  const anchorMark = (anchor: Anchor): ComponentChildren => {
    if (anchor.kind === 'outcome' && anchor.id) return <Glyph look={outcomeLook(state.outcomes[anchor.id], app.today.value)} />;
    if (anchor.kind === 'answer' && anchor.id) {
      const [assessment = '', question = '', party = 'us'] = anchor.id.split('/');
      const value = answerAt(state, assessment, party, question)?.value;
      return value === '+' || value === '?' || value === '-' ? <span class={`rate tiny ${value === '+' ? 'plus' : value === '-' ? 'minus' : 'unk'}`}>{value === '-' ? '–' : value}</span> : null;
    }
    return null;
  };
  return (
    <Coach state={state} me={app.me.value} m={m} lang={app.lang.value} share={app.settings.value.screenShare}
      person={(id) => app.who(id)} anchorText={anchorText} anchorMark={anchorMark}
      onAnchor={(a) => { if (a.kind === 'outcome') app.go('proof', a.id); else if (a.kind === 'answer') app.go('score', a.id); else app.go('now'); }}
      newId={() => app.unique()} append={(drafts) => app.append(drafts)}
      draft={(key) => { const d = app.draft(key); return { get value() { return d.value; }, set: (text) => { if (text === '') d.clear(); else d.value = text; } }; }}
      target={target} people={people} onTarget={setTarget} frame={(actions, body) => <Page app={app} actions={actions}>{body}</Page>} />
  );
}
