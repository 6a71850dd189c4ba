/** One field of Update CRM: what the CRM has, the new value, where it comes from, and what became of it. */
import type { ComponentChildren, JSX } from 'preact';
import type { FieldValue, StageRef } from '../../../domain/event.ts';
import type { WriteMessages } from '../../../i18n/write.ts';
import { CheckGlyph, DayField, Glyph, Row, SelectField, TextArea, TextField, Tick } from '../../../ui/parts/index.ts';
import type { App } from '../../../ui/state/app.ts';
import { showField } from '../../../ui/state/show.ts';
import type { Writable } from '../../../wire/writeback.ts';

export interface Outcome {
  tone: 'good' | 'bad';
  text: string;
  /** The CRM's own words. */
  quote?: string;
}

export interface LineProps {
  app: App;
  w: WriteMessages;
  crm: string;
  field: Writable;
  has: FieldValue;
  typed: string;
  stages: readonly StageRef[];
  why: string;
  same: boolean;
  hidden: boolean;
  /** The CRM lets this be changed no more. */
  barred: boolean;
  on: boolean;
  busy: boolean;
  error: string | undefined;
  outcome: Outcome | undefined;
  onTick: (yes: boolean) => void;
  onType: (text: string) => void;
  children?: ComponentChildren;
}

export function LineView(p: LineProps): JSX.Element {
  const { w, field } = p;
  const name = w.field[field];
  return (
    <Row stop={`write:${field}`} mark={<Tick done={p.on} label={w.tick(name)} onChange={(yes) => { if (!p.busy && !p.same && !p.hidden && !p.barred) p.onTick(yes); }} />}>
      <p class="strong">{name}</p>
      {field !== 'note' && <p class="t2">{w.has(p.crm)}: <bdi class="num">{showField(field, p.has ?? undefined, p.app.lang.value) || w.empty}</bdi></p>}
      {p.hidden ? <p class="why">{w.hidden}</p> : !p.barred && <div class="gap-s"><Control {...p} label={w.to(name)} /></div>}
      {!p.barred && <p class="why gap-s">{p.same ? w.same : p.why}</p>}
      {p.outcome && (
        <div class="gap-s" role={p.outcome.tone === 'bad' ? 'alert' : undefined} data-result={field}>
          <p>{p.outcome.tone === 'good' ? <Glyph look="verified" /> : <CheckGlyph severity="warning" />} {p.outcome.text}</p>
          {p.outcome.quote && <bdi class="quote" style="display:block">{p.outcome.quote}</bdi>}
        </div>
      )}
      {p.children}
    </Row>
  );
}

function Control({ w, field, typed, stages, error, label, onType }: LineProps & { label: string }): JSX.Element {
  if (field === 'stage') {
    return <SelectField name="stage" label={label} error={error} value={typed} onPick={onType}
      options={[{ value: '', label: w.choose }, ...stages.map((s) => ({ value: s.id, label: s.label }))]} />;
  }
  if (field === 'closeDate') return <DayField name="closeDate" label={label} error={error} value={typed} onInput={onType} />;
  if (field === 'note') return <TextArea name="note" label={label} hint={w.noteHint} error={error} value={typed} rows={9} onInput={onType} />;
  return <TextField name={field} label={label} error={error} value={typed} maxLength={field === 'nextStep' ? 255 : 6} onInput={onType} />;
}
