import type { JSX } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import type { InstrumentDefinition, Instruments } from '../../../domain/assess/index.ts';
import { rowsOf } from '../../../domain/checks/sheets.ts';
import type { EventDraft } from '../../../domain/event.ts';
import { hlcTime } from '../../../domain/hlc.ts';
import { answerAt, type Answer, type DealState } from '../../../domain/state.ts';
import { pick, showDay, showMoment, type Messages } from '../../../i18n/index.ts';
import type { Lang } from '../../../wire/messages.ts';
import { Fold, Section } from '../../../ui/parts/index.ts';
import { fieldsOf, inputOf, PER_PERSON, ROWS, type FormField } from './form-fields.ts';
import { resultOf } from './form-result.ts';

export interface FormProps {
  state: DealState;
  def: InstrumentDefinition;
  instruments: Instruments;
  /** Unified phase of the stage in which the deal stands. */
  phase: number | null;
  m: Messages;
  lang: Lang;
  today: string;
  share: boolean;
  who: (id: string) => string;
  newId: () => string;
  append: (drafts: EventDraft[]) => void;
}

/** An instrument filled in as a form: the result in words first, then its questions. */
export function Form(p: FormProps): JSX.Element {
  const w = p.m.forms;
  const people = Object.keys(p.state.answers[p.def.id] ?? {}).filter((x) => x !== 'us');
  const perPerson = PER_PERSON.has(p.def.id);
  const [person, setPerson] = useState(people[0] ?? '');
  const party = perPerson ? person.trim() : 'us';
  const fields = fieldsOf(p.def);
  const rowFields = ROWS[p.def.id];
  const answered = rowFields ? rowsOf(p.state, p.def.id).length > 0
    : Object.values(p.state.answers[p.def.id]?.[party] ?? {}).some((all) => (all.at(-1)?.value ?? null) !== null);
  const result = resultOf(p.def, inputOf(p.def, p.state, party, p.phase), answered, p);
  const say = (question: string, value: Answer['value'], askBy?: string): void =>
    p.append([{ type: 'assessment.answered', data: { assessment: p.def.id, question, party, value, ...(askBy ? { askBy } : {}) } }]);
  return (
    <>
      <Section title={pick(p.def.name, p.lang)}>
        <p class="t2 small">{pick(p.def.purpose, p.lang)}</p>
        <div role="status"><p class="title">{result.title}</p>{result.lines.map((line) => <p class="why">{line}</p>)}</div>
      </Section>
      <Section title={p.m.score.title} ruled>
        {perPerson && (
          <label class="label">{w.person}
            <input class="input" list="form-people" value={person} maxLength={200} onInput={(e) => setPerson(e.currentTarget.value)} />
            <datalist id="form-people">{people.map((x) => <option value={x} />)}</datalist>
            <span class="hint">{w.personHint}</span>
          </label>
        )}
        {rowFields ? <Rows {...p} fields={rowFields} />
          : (!perPerson || party !== '') && (
            <ol class="rows form-rows" key={party}>
              {fields.map((f) => <Field key={f.id} {...p} field={f} answer={answerAt(p.state, p.def.id, party, f.id)} say={say} />)}
            </ol>
          )}
      </Section>
      {(p.def.scoring?.rules.length ?? 0) > 0 && (
        <Section ruled>
          <Fold title={w.scoring}>
            <ul class="signs">{p.def.scoring!.rules.map((r) => <li class="small">{pick(r.text, p.lang)} <span class="t3">({w.provenance[r.provenance ?? p.def.provenance]})</span></li>)}</ul>
          </Fold>
        </Section>
      )}
    </>
  );
}

function Field(p: FormProps & { field: FormField; answer: Answer | undefined; say: (id: string, value: Answer['value'], askBy?: string) => void }): JSX.Element {
  const { field: f, answer } = p;
  const w = p.m.forms;
  const label = pick(f.label, p.lang);
  const value = answer?.value ?? null;
  const later = value === 'later';
  const id = `form-${f.id}`;
  const options = f.kind === 'yesno' ? [{ value: true, label: w.yes }, { value: false, label: w.no }] : (f.options ?? []).map((o) => ({ value: o.value, label: pick(o.label, p.lang) }));
  const picked = Array.isArray(value) ? value : [];
  return (
    <li data-stop={`answer:${p.def.id}/${f.id}/us`} tabIndex={-1}>
      <div class="main">
        <p id={id}>{label}</p>
        {f.kind === 'yesno' || f.kind === 'one' ? (
          <div class="pick" role="radiogroup" aria-labelledby={id}>
            {options.map((o) => <button type="button" class="opt" role="radio" aria-checked={value === o.value} onClick={() => p.say(f.id, value === o.value ? null : o.value)}>{o.label}</button>)}
          </div>
        ) : f.kind === 'many' ? (
          <div class="pick" role="group" aria-labelledby={id}>
            {options.map((o) => <button type="button" class="opt" aria-pressed={picked.includes(o.value as string)}
              onClick={() => p.say(f.id, picked.includes(o.value as string) ? picked.filter((x) => x !== o.value) : [...picked, o.value as string])}>{o.label}</button>)}
          </div>
        ) : f.kind === 'metric' ? <Metric id={id} value={later ? null : value} m={p.m} say={(v) => p.say(f.id, v)} />
          : <Text id={id} kind={f.kind} value={typeof value === 'string' && !later ? value : ''} hidden={p.share && f.kind !== 'date'} say={(v) => p.say(f.id, v)} />}
        <p class="why form-foot">
          {later && answer?.askBy ? p.m.score.ask(showDay(answer.askBy, p.lang)) : ''}
          {answer && value !== null && <span class="t3">{w.answered(p.who(answer.stamp.by), showMoment(hlcTime(answer.stamp.at), p.lang))}</span>}
          {value !== null && <button type="button" class="link" onClick={() => p.say(f.id, null)}>{w.takeBack}</button>}
          {value === null && f.kind !== 'date' && (
            <label class="later">{w.later} <input class="input" type="date" min={p.today} aria-label={`${label}: ${w.later}`} onChange={(e) => { if (e.currentTarget.value) p.say(f.id, 'later', e.currentTarget.value); }} /></label>
          )}
        </p>
      </div>
    </li>
  );
}

function Text(p: { id: string; kind: FormField['kind']; value: string; hidden: boolean; say: (value: string | null) => void }): JSX.Element {
  const [text, setText] = useState(p.value);
  useEffect(() => setText(p.value), [p.value]);
  const save = (): void => {
    if (text.trim() !== p.value) p.say(text.trim() || null);
  };
  if (p.hidden) return <p class="t3">…</p>;
  if (p.kind === 'date') return <input class="input" type="date" aria-labelledby={p.id} value={p.value} onChange={(e) => p.say(e.currentTarget.value || null)} />;
  return p.kind === 'person'
    ? <input class="input" aria-labelledby={p.id} maxLength={200} value={text} onInput={(e) => setText(e.currentTarget.value)} onBlur={save} />
    : <textarea class="input" rows={2} aria-labelledby={p.id} maxLength={20000} value={text} onInput={(e) => setText(e.currentTarget.value)} onBlur={save} />;
}

/** A number with its unit, kept as JSON text so that the scoring reads both. */
function Metric(p: { id: string; value: Answer['value']; m: Messages; say: (value: string | null) => void }): JSX.Element {
  let kept: { value?: number; unit?: string } = {};
  try {
    if (typeof p.value === 'string') kept = JSON.parse(p.value) as typeof kept;
  } catch {
    kept = {};
  }
  const [number, setNumber] = useState(kept.value === undefined ? '' : String(kept.value));
  const [unit, setUnit] = useState(kept.unit ?? '');
  const save = (): void => {
    const value = Number(number);
    const text = number.trim() === '' || !Number.isFinite(value) ? null : JSON.stringify({ value, unit: unit.trim() });
    if (text !== (p.value ?? null)) p.say(text);
  };
  return (
    <div class="metric">
      <input class="input" type="number" step="any" aria-labelledby={p.id} value={number} onInput={(e) => setNumber(e.currentTarget.value)} onBlur={save} />
      <input class="input" aria-labelledby={p.id} maxLength={100} value={unit} onInput={(e) => setUnit(e.currentTarget.value)} onBlur={save} />
    </div>
  );
}

/** One row per statement of a person: need research. */
function Rows(p: FormProps & { fields: readonly string[] }): JSX.Element {
  const w = p.m.forms;
  const rows = rowsOf(p.state, p.def.id);
  const patch = (record: string, field: string, value: Answer['value']): void => p.append([{ type: 'canvas.patched', data: { canvas: p.def.id, record, patch: { [field]: value } } }]);
  return (
    <>
      {rows.map((row) => (
        <div class="well form-row" key={row.id}>
          {p.fields.map((f) => {
            const id = `row-${row.id}-${f}`;
            const yesno = f === 'aware' || f === 'inScope';
            return (
              <label class="label" id={id}>{w.row[f]}
                {yesno ? (
                  <select class="input" value={row[f] === true ? 'yes' : row[f] === false ? 'no' : ''} onChange={(e) => patch(row.id, f, e.currentTarget.value === '' ? null : e.currentTarget.value === 'yes')}>
                    <option value="">{w.open}</option><option value="yes">{w.yes}</option><option value="no">{w.no}</option>
                  </select>
                ) : <input class="input" value={typeof row[f] === 'string' || typeof row[f] === 'number' ? String(row[f]) : ''} maxLength={2000} onChange={(e) => patch(row.id, f, e.currentTarget.value.trim() || null)} />}
              </label>
            );
          })}
          <button type="button" class="btn ghost tiny" onClick={() => p.append([{ type: 'record.removed', data: { canvas: p.def.id, record: row.id } }])}>{w.removeRow}</button>
        </div>
      ))}
      <button type="button" class="btn plain" onClick={() => patch(p.newId(), 'member', '')}>{w.addRow}</button>
    </>
  );
}
