import type { ComponentChildren, JSX } from 'preact';
import { useEffect, useRef, useState } from 'preact/hooks';
import { questionsOf, type InstrumentDefinition } from '../../../domain/assess/model.ts';
import type { EventDraft } from '../../../domain/event.ts';
import type { DealState } from '../../../domain/state.ts';
import { pick, showDay, type Messages } from '../../../i18n/index.ts';
import type { Lang } from '../../../wire/messages.ts';
import { GroupPlot, PartyMark, Trend } from './plot.tsx';
import { QuestionRow, type Said } from './Rating.tsx';
import { nextUnknown, partiesOf, restsOn, scoreView, signed, type ScoreView } from './view.ts';
import './score.css';

export interface ScoreProps {
  state: DealState;
  def: InstrumentDefinition;
  /** The list of instruments to choose from. */
  choose: JSX.Element;
  m: Messages;
  lang: Lang;
  today: string;
  share: boolean;
  us: string;
  who: (id: string) => string;
  newId: () => string;
  append: (drafts: EventDraft[]) => void;
  onNote: (anchorId: string) => void;
  /** Question to open at first: `assessment/question/party`, from a link elsewhere. */
  focus: string | null;
  /** Puts the body and the actions of the footer into the screen's frame. */
  frame: (actions: ComponentChildren, body: ComponentChildren) => JSX.Element;
}

/** The Score screen: verdict with its reason, groups weakest first, the questions of one group. */
export function Score(p: ScoreProps): JSX.Element {
  const wanted = p.focus?.split('/') ?? [];
  const { def } = p;
  const parties = partiesOf(p.state, { us: p.m.score.us, noDecision: p.m.score.noDecision }, p.share ? (n) => `${p.m.score.rivals} ${n}` : null);
  const [on, setOn] = useState<string | null | undefined>(undefined);
  const dates = scoreView(p.state, def, parties, null, p.today).dates.filter((d) => d.on < p.today);
  const compare = on === null ? null : (dates.find((d) => d.on === on) ?? dates.at(-1) ?? null);
  const view = scoreView(p.state, def, parties, compare, p.today);
  const [group, setGroup] = useState<string | null>(null);
  const [cell, setCell] = useState<{ question: string; party: string } | null>(wanted[1] ? { question: wanted[1], party: wanted[2] ?? 'us' } : null);
  const shown = view.groups.find((g) => g.group.id === group) ?? view.groups.find((g) => questionsOf(g.group).some((q) => q.id === cell?.question)) ?? view.groups[0]!;
  const table = useRef<HTMLTableElement>(null);
  const focusCell = (question: string, party: string): void => {
    table.current?.querySelector<HTMLElement>(`[data-question="${question}"] [data-party="${party}"]`)?.focus();
  };
  const [jump, setJump] = useState<{ question: string; party: string } | null>(wanted[1] ? { question: wanted[1], party: wanted[2] ?? 'us' } : null);
  useEffect(() => {
    if (jump) focusCell(jump.question, jump.party);
  }, [jump]);

  const say = (question: string, party: string, said: Said): void => {
    const { value, ...rest } = said;
    setGroup(shown.group.id); // an answer changes which group is weakest; the one being answered stays in view
    p.append([{ type: 'assessment.answered', data: { assessment: def.id, question, party, value, ...rest } }]);
  };
  const answerNext = (): void => {
    const next = nextUnknown(view);
    if (!next) return;
    setGroup(next.group);
    setCell({ question: next.question.id, party: 'us' });
    setJump({ question: next.question.id, party: 'us' });
  };
  const questions = questionsOf(shown.group);
  const arrows = (e: KeyboardEvent): void => {
    const target = e.target as HTMLElement;
    if (!target.dataset['party'] || !e.key.startsWith('Arrow')) return;
    const row = questions.findIndex((q) => q.id === target.closest<HTMLElement>('[data-question]')?.dataset['question']);
    const col = parties.findIndex((x) => x.id === target.dataset['party']);
    const dr = e.key === 'ArrowDown' ? 1 : e.key === 'ArrowUp' ? -1 : 0;
    const dc = e.key === 'ArrowRight' ? 1 : e.key === 'ArrowLeft' ? -1 : 0;
    const q = questions[row + dr];
    const party = parties[col + dc];
    if (!q || !party) return;
    e.preventDefault();
    focusCell(q.id, q.comparative ? party.id : 'us');
  };
  const known = Object.keys(p.state.answers[def.id]?.['us'] ?? {}).length > 0;
  return p.frame(
    <>
      <button type="button" class="btn primary" disabled={nextUnknown(view) === null} onClick={answerNext}>{p.m.score.answerUnknowns(view.now.unknowns)}</button>
      <button type="button" class="btn ghost" disabled={!known}
        onClick={() => p.append([{ type: 'assessment.dated', data: { assessment: def.id, on: p.today } }])}>{p.m.score.keepDate}</button>
    </>,
    <div class="score">
      <section class="section verdict" aria-labelledby="score-verdict">
        <div class="h">
          {p.choose}
          {dates.length > 0 && (
            <span class="right dates">
              <select class="input tiny" aria-label={p.m.score.compare} value={compare?.on ?? ''} onChange={(e) => setOn(e.currentTarget.value || null)}>
                <option value="">–</option>
                {dates.map((d) => <option value={d.on}>{showDay(d.on, p.lang)}</option>)}
              </select>
            </span>
          )}
        </div>
        <Verdict view={view} m={p.m} lang={p.lang} />
        <p class="why" style={{ marginTop: '4px' }}>
          <b class="num">{p.m.score.coverage(view.answered, view.total)}</b>
          {compare && <span>{p.lang === 'zh-CN' ? '；' : ', '}{p.m.score.coverageWas(view.wasAnswered, showDay(compare.on, p.lang))}</span>}
        </p>
      </section>
      <section class="section" aria-label={p.m.score.title}>
        <div class="key small t2">
          {parties.map((party, i) => <span><PartyMark index={i} />{party.name}</span>)}
          <span class="ends num">{p.m.score.range}</span>
        </div>
        <ol class="groups">
          {view.groups.map((g) => {
            const rivals = parties.slice(1).map((x) => view.now.normalised[x.id]?.[g.index] ?? null);
            const name = `${g.group.order} ${pick(g.group.name, p.lang)}`;
            return (
              <li class={g.verdict === 'red' ? 'bad' : undefined}>
                <button type="button" class="group" aria-pressed={g === shown} onClick={() => { setGroup(g.group.id); setCell(null); }}>
                  <span>{name}</span>
                  <span class="why"><b class={g.verdict === 'red' ? 's-critical' : 'ok'}>{p.m.score.verdict[g.verdict]}</b> <span class="num">{signed(g.score)}</span>
                    {g.was !== null && <> {p.m.score.from} <span class="num">{signed(g.was)}</span></>}</span>
                </button>
                <GroupPlot us={g.score} was={g.was} rivals={rivals}
                  label={p.m.score.plot(name, signed(g.score), g.was === null ? null : signed(g.was), parties.slice(1).map((x, i) => `${x.name} ${signed(rivals[i] ?? null)}`).join(', '))} />
              </li>
            );
          })}
        </ol>
      </section>
      <section class="section ruled" aria-labelledby="score-group">
        <h2 class="h" id="score-group"><span>{shown.group.order} {pick(shown.group.name, p.lang)}</span>
          {shown.group.principle && <span class="right">{pick(shown.group.principle, p.lang)}</span>}</h2>
        <div class="scroll">
          <table class="qs" ref={table} onKeyDown={arrows}>
            <thead><tr><td />{parties.map((x) => <th scope="col" class={x.id === 'us' ? 'us' : undefined} title={x.name}>{x.name}</th>)}</tr></thead>
            <tbody>
              {questions.map((q) => (
                <QuestionRow key={q.id} state={p.state} assessment={def.id} question={q} parties={parties} compare={compare?.at ?? null}
                  open={cell?.question === q.id ? cell.party : null} m={p.m} lang={p.lang} today={p.today} hideReasons={p.share} who={p.who}
                  onOpen={(party) => setCell(party ? { question: q.id, party } : null)}
                  onSay={(party, said) => say(q.id, party, said)}
                  onNote={() => p.onNote(`${def.id}/${q.id}/${cell?.party ?? 'us'}`)} />
              ))}
            </tbody>
          </table>
        </div>
        <Gaps view={view} index={shown.index} parties={parties} m={p.m} />
        <p class="hint">{p.m.score.keys}</p>
      </section>
      <Rivals {...p} parties={parties} />
      <section class="section ruled" aria-labelledby="score-trend">
        <h2 class="h" id="score-trend"><span>{p.m.score.trend}</span></h2>
        {view.trend.length > 1
          ? <Trend points={view.trend} label={view.trend.map((t) => `${showDay(t.on, p.lang)} ${signed(t.mean)}`).join(', ')} />
          : <p class="t2 small">{dates.length === 0 ? p.m.score.noDates : p.m.score.trendEmpty}</p>}
      </section>
    </div>,
  );
}

function Verdict({ view, m, lang }: { view: ScoreView; m: Messages; lang: Lang }): JSX.Element {
  const o = view.now.overall;
  const { group, knockout } = restsOn(view);
  const name = pick(group.name, lang);
  const reason = knockout
    ? m.score.why.knockout(name, pick(knockout.text ?? knockout.name!, lang))
    : o === 'insufficient' ? m.score.why.insufficient(view.now.unknowns)
    : o === 'change-strategy' || o === 'reposition' ? m.score.why['change-strategy'](name)
    : o === 'no-go' ? m.score.why['no-go'](name)
    : o === 'go' || o === 'pursue' ? m.score.why.go : m.score.why.improve;
  const look = o === 'no-go' || o === 'change-strategy' ? 'critical' : o === 'insufficient' || o === 'improve' || o === 'reposition' ? 'warning' : 'clear';
  return (
    <>
      <p class="title" id="score-verdict"><span class={`verdict-mark ${look}`} aria-hidden="true" />{m.score.overall[o === 'pursue' ? 'go' : o === 'reposition' ? 'change-strategy' : o]}</p>
      <p class="t2">{reason}</p>
    </>
  );
}

function Gaps({ view, index, parties, m }: { view: ScoreView; index: number; parties: ScoreView['parties']; m: Messages }): JSX.Element | null {
  const us = view.now.normalised['us']?.[index] ?? null;
  const rows = parties.slice(1).flatMap((party) => {
    const theirs = view.now.normalised[party.id]?.[index] ?? null;
    return us === null || theirs === null ? [] : [{ name: party.name, gap: us - theirs }];
  });
  if (rows.length === 0) return null;
  return <p class="why gaps">{rows.map((r) => <span>{m.score.gap(r.name)} <b class={`num ${r.gap < 0 ? 's-critical' : ''}`}>{signed(r.gap)}</b> </span>)}</p>;
}

function Rivals(p: ScoreProps & { parties: ScoreView['parties'] }): JSX.Element {
  const [name, setName] = useState('');
  const add = (kind: 'rival' | 'no-decision', label: string): void => {
    if (!label.trim()) return;
    p.append([{ type: 'party.named', data: { party: kind === 'no-decision' ? 'no-decision' : p.newId(), name: label.trim(), kind } }]);
    setName('');
  };
  return (
    <section class="section ruled" aria-labelledby="score-rivals">
      <h2 class="h" id="score-rivals"><span>{p.m.score.rivals}</span></h2>
      <ul class="rows tight">
        {p.parties.slice(1).map((party, i) => (
          <li><PartyMark index={i + 1} /><div class="main"><p>{party.name}</p></div>
            <button type="button" class="btn ghost tiny" aria-label={p.m.score.removeRival(party.name)} onClick={() => p.append([{ type: 'party.removed', data: { party: party.id } }])}>×</button></li>
        ))}
      </ul>
      <form class="inline-form" onSubmit={(e) => { e.preventDefault(); add('rival', name); }}>
        <input class="input" aria-label={p.m.score.rivalName} placeholder={p.m.score.rivalName} value={name} maxLength={400} onInput={(e) => setName(e.currentTarget.value)} />
        <button type="submit" class="btn plain" disabled={!name.trim()}>{p.m.score.addRival}</button>
      </form>
      {!p.parties.some((x) => x.kind === 'no-decision') && (
        <button type="button" class="btn ghost tiny" onClick={() => add('no-decision', p.m.score.noDecision)}>{p.m.score.addNoDecision}</button>
      )}
    </section>
  );
}
