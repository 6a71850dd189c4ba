import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import type { Question } from '../../../domain/assess/model.ts';
import { answerAt, type Answer, type DealState } from '../../../domain/state.ts';
import { pick, showDay, type Messages } from '../../../i18n/index.ts';
import type { Lang } from '../../../wire/messages.ts';
import type { Hlc } from '../../../domain/hlc.ts';
import type { PartyView } from './view.ts';

/** What a person may say to a question: a rating, “not knowable before a day”, or nothing any more. */
export interface Said {
  value: '+' | '?' | '-' | 'later' | null;
  why?: string;
  source?: string;
  askBy?: string;
}

export interface RowProps {
  state: DealState;
  assessment: string;
  question: Question;
  parties: PartyView[];
  compare: Hlc | null;
  open: string | null;
  m: Messages;
  lang: Lang;
  today: string;
  hideReasons: boolean;
  who: (id: string) => string;
  onOpen: (party: string | null) => void;
  onSay: (party: string, said: Said) => void;
  onNote: () => void;
}

const SIGN: Record<string, string> = { '+': '+', '?': '?', '-': '–', later: '…' };
const LOOK: Record<string, string> = { '+': 'plus', '?': 'unk', '-': 'minus', later: 'unk', none: 'none' };

const keyOf = (a: Answer | undefined): string => (a && typeof a.value === 'string' && a.value in SIGN ? a.value : 'none');

/** A key pressed on a cell → what it says; null for keys that mean nothing here. */
export function saidByKey(key: string): Said['value'] | undefined {
  if (key === '+' || key === '=') return '+';
  if (key === '?' || key === '/') return '?';
  if (key === '-' || key === '−' || key === '_') return '-';
  if (key === 'Delete' || key === 'Backspace') return null;
  return undefined;
}

/** One question with a cell per party; the open cell shows choices, reason and source below the question. */
export function QuestionRow(p: RowProps): JSX.Element {
  const text = pick(p.question.text ?? p.question.name ?? { en: p.question.id, zh: p.question.id }, p.lang);
  const mine = answerAt(p.state, p.assessment, 'us', p.question.id);
  const parties = p.question.comparative ? p.parties : p.parties.slice(0, 1);
  return (
    <>
      <tr data-question={p.question.id} data-stop={`answer:${p.assessment}/${p.question.id}/us`} tabIndex={-1} class={p.open === null ? undefined : 'open'}>
        <th scope="row">
          <p>{text}</p>
          {(p.question.knockout || mine?.why || keyOf(mine) === 'later') && (
            <p class="why">
              {p.question.knockout && <span class="tag" title={p.m.score.knockoutTitle}>{p.m.score.knockout}</span>}{' '}
              {keyOf(mine) === 'later' && mine?.askBy ? `${p.m.score.ask(showDay(mine.askBy, p.lang))} ` : ''}
              {p.hideReasons ? '' : mine?.why}
            </p>
          )}
        </th>
        {p.parties.map((party) => {
          if (!parties.includes(party)) return <td class="na" aria-hidden="true" />;
          const answer = answerAt(p.state, p.assessment, party.id, p.question.id);
          const before = p.compare ? answerAt(p.state, p.assessment, party.id, p.question.id, p.compare) : undefined;
          const key = keyOf(answer);
          const changed = p.compare !== null && keyOf(before) !== key;
          const word = p.m.score.rate[key as keyof typeof p.m.score.rate];
          return (
            <td class={party.id === 'us' ? 'us' : 'rival'}>
              {changed && party.id === 'us' && (
                <><span class={`rate was ${LOOK[keyOf(before)]}`} aria-hidden="true">{SIGN[keyOf(before)] ?? ''}</span><i class="to" aria-hidden="true" /></>
              )}
              <button
                type="button" class={`rate ${LOOK[key]}`} data-party={party.id}
                aria-label={`${p.m.score.rateOf(text, party.name)}: ${word}`} title={word}
                aria-expanded={p.open === party.id}
                onClick={() => p.onOpen(p.open === party.id ? null : party.id)}
                onKeyDown={(e) => {
                  const said = e.ctrlKey || e.metaKey || e.altKey ? undefined : saidByKey(e.key);
                  if (said === undefined) return;
                  e.preventDefault();
                  e.stopPropagation();
                  p.onSay(party.id, { value: said, ...(answer?.why ? { why: answer.why } : {}), ...(answer?.source ? { source: answer.source } : {}) });
                }}
              >{SIGN[key] ?? ''}</button>
            </td>
          );
        })}
      </tr>
      {p.open !== null && (
        <tr class="detail"><td colSpan={p.parties.length + 1}>
          <Choices {...p} party={p.parties.find((x) => x.id === p.open)!} text={text} />
        </td></tr>
      )}
    </>
  );
}

function Choices(p: RowProps & { party: PartyView; text: string }): JSX.Element {
  const answer = answerAt(p.state, p.assessment, p.party.id, p.question.id);
  const [why, setWhy] = useState(answer?.why ?? '');
  const [source, setSource] = useState(answer?.source ?? '');
  const [askBy, setAskBy] = useState(answer?.askBy ?? '');
  const now = keyOf(answer);
  const say = (value: Said['value'], extra: Partial<Said> = {}): void => p.onSay(p.party.id, {
    value, ...(why.trim() ? { why: why.trim() } : {}), ...(source.trim() ? { source: source.trim() } : {}), ...extra,
  });
  /** The reason alone changed: keep the rating, say the reason again. */
  const saveReason = (): void => {
    if (now === 'none' || ((answer?.why ?? '') === why.trim() && (answer?.source ?? '') === source.trim())) return;
    say(now as Said['value'], now === 'later' && askBy ? { askBy } : {});
  };
  const probes = p.question.probes ?? [];
  return (
    <div class="answer-box">
      <p class="small t2">{p.m.score.rateOf(p.text, p.party.name)}</p>
      <div class="pick" role="radiogroup" aria-label={p.m.score.rateOf(p.text, p.party.name)}>
        {(['+', '?', '-'] as const).map((v) => (
          <button type="button" class="opt" role="radio" aria-checked={now === v} onClick={() => say(v)}>
            <span class={`rate tiny ${LOOK[v]}`} aria-hidden="true">{SIGN[v]}</span>{p.m.score.rate[v]}
          </button>
        ))}
        {now !== 'none' && <button type="button" class="opt" onClick={() => say(null)}>{p.m.score.clear}</button>}
      </div>
      {probes.length > 0 && <details class="probes"><summary>{p.m.score.probes(probes.length)}</summary><ul class="signs">{probes.map((x) => <li>{pick(x.text, p.lang)}</li>)}</ul></details>}
      {!p.hideReasons && (
        <>
          <label class="label">{p.m.score.why2}
            <textarea class="input" rows={2} value={why} onInput={(e) => setWhy(e.currentTarget.value)} onBlur={saveReason} />
          </label>
          <div class="two">
            <label class="label">{p.m.score.source}
              <input class="input" value={source} onInput={(e) => setSource(e.currentTarget.value)} onBlur={saveReason} />
            </label>
            <label class="label">{p.m.score.askBy}
              <input class="input" type="date" value={askBy} min={p.today} onInput={(e) => setAskBy(e.currentTarget.value)}
                onChange={(e) => { if (e.currentTarget.value) say('later', { askBy: e.currentTarget.value }); }} />
            </label>
          </div>
        </>
      )}
      <p class="why">
        {answer && answer.value !== null && p.m.score.wasAnswered(p.who(answer.stamp.by), showDay(dayOf(answer), p.lang))}
        <button type="button" class="btn ghost tiny" onClick={p.onNote}>{p.m.score.questionNote}</button>
      </p>
    </div>
  );
}

function dayOf(answer: Answer): string {
  return new Date(Number(answer.stamp.at.slice(0, 13))).toISOString().slice(0, 10);
}
