/** Things to fill in: label above, hint or error below, tied together for a screen reader. */
import { useId } from 'preact/hooks';
import type { ComponentChildren } from 'preact';
import { CheckGlyph } from './glyphs.tsx';

interface Around {
  label: string;
  hint?: string | undefined;
  error?: string | undefined;
}

/** Frame of a field; the child gets id and aria attributes by `render`. */
export function Field({ label, hint, error, render }: Around & { render: (a: { id: string; 'aria-describedby'?: string; 'aria-invalid'?: 'true' }) => ComponentChildren }) {
  const id = useId();
  const about = error ? `${id}-e` : hint ? `${id}-h` : undefined;
  return (
    <div class="field">
      <label class="label" for={id}>{label}</label>
      {render({ id, ...(about ? { 'aria-describedby': about } : {}), ...(error ? { 'aria-invalid': 'true' as const } : {}) })}
      {error ? <p class="error" id={`${id}-e`}><CheckGlyph severity="critical" /><span>{error}</span></p> : hint && <p class="hint" id={`${id}-h`}>{hint}</p>}
    </div>
  );
}

interface TextProps extends Around {
  value: string;
  placeholder?: string;
  name?: string;
  list?: readonly string[];
  maxLength?: number;
  required?: boolean;
  onInput: (value: string) => void;
}

/** One line of text, with suggestions where a list is given. */
export function TextField({ value, placeholder, name, list, maxLength = 400, required, onInput, ...around }: TextProps) {
  const listId = useId();
  return (
    <Field {...around} render={(a) => (
      <>
        <input {...a} class="input" type="text" name={name} value={value} placeholder={placeholder} maxLength={maxLength} required={required} autocomplete="off" list={list?.length ? listId : undefined} onInput={(e) => onInput(e.currentTarget.value)} />
        {list && list.length > 0 && <datalist id={listId}>{list.map((x) => <option key={x} value={x} />)}</datalist>}
      </>
    )} />
  );
}

export function TextArea({ value, placeholder, name, maxLength = 20_000, required, rows = 2, onInput, ...around }: TextProps & { rows?: number }) {
  return <Field {...around} render={(a) => <textarea {...a} class="input" rows={rows} name={name} value={value} placeholder={placeholder} maxLength={maxLength} required={required} onInput={(e) => onInput(e.currentTarget.value)} />} />;
}

/** A calendar day, `YYYY-MM-DD` or ''. */
export function DayField({ value, name, min, max, onInput, ...around }: Around & { value: string; name?: string; min?: string; max?: string; onInput: (value: string) => void }) {
  return <Field {...around} render={(a) => <input {...a} class="input num" type="date" name={name} value={value} min={min} max={max} onInput={(e) => onInput(e.currentTarget.value)} />} />;
}

export function SelectField({ value, name, options, onPick, ...around }: Around & { value: string; name?: string; options: readonly { value: string; label: string }[]; onPick: (value: string) => void }) {
  return (
    <Field {...around} render={(a) => (
      <select {...a} class="input" name={name} value={value} onChange={(e) => onPick(e.currentTarget.value)}>
        {options.map((o) => <option key={o.value} value={o.value}>{o.label}</option>)}
      </select>
    )} />
  );
}

/** A person by name: typed freely, the known ones suggested. */
export function PersonField({ people, ...rest }: Omit<TextProps, 'list'> & { people: readonly string[] }) {
  return <TextField {...rest} list={people} />;
}

/** Initials in a square. */
export function Avatar({ name, tiny }: { name: string; tiny?: boolean }) {
  return <span class={`av${tiny ? ' tiny' : ''}`} aria-hidden="true">{initials(name)}</span>;
}

export function initials(name: string): string {
  const words = name.trim().split(/\s+/).filter(Boolean);
  const first = [...(words[0] ?? '')][0] ?? '';
  if (/\p{Script=Han}/u.test(first)) return first;
  const last = words.length > 1 ? ([...(words.at(-1) ?? '')][0] ?? '') : ([...(words[0] ?? '')][1] ?? '');
  return (first + last).toUpperCase();
}
