/** Fields of the pack editor. A change counts when the field is left, so that each is one step to undo. */
import type { JSX } from 'preact';
import { useId } from 'preact/hooks';
import type { L } from '../../../domain/method.ts';
import type { App } from '../../../ui/state/app.ts';
import { Field, SelectField } from '../../../ui/parts/index.ts';

interface Base<T> {
  label: string;
  hint?: string;
  set: (value: T) => void;
}

/** A text in both languages; an empty one is taken out, so that the other language stands in. */
export function Both({ app, label, value, long, set }: Base<Partial<L> | undefined> & { app: App; value: Partial<L>; long?: boolean }): JSX.Element {
  const t = app.m.value.packs;
  const id = useId();
  const put = (lang: 'en' | 'zh', text: string): void => {
    const { [lang]: _, ...rest } = value;
    const next = text.trim() === '' ? rest : { ...value, [lang]: text.trim() };
    set(next);
  };
  const input = (lang: 'en' | 'zh'): JSX.Element => {
    const props = { class: 'input', lang: lang === 'zh' ? 'zh-CN' : 'en', 'aria-label': `${label}, ${t[lang]}`, defaultValue: value[lang] ?? '', maxLength: 4000, onChange: (e: Event) => put(lang, (e.currentTarget as HTMLInputElement | HTMLTextAreaElement).value) };
    return <div class="both-one"><span class="small t3" aria-hidden="true">{t[lang]}</span>{long ? <textarea {...props} rows={2} /> : <input {...props} type="text" />}</div>;
  };
  return <div class="field" role="group" aria-labelledby={id}><span class="label" id={id}>{label}</span><div class="both">{input('en')}{input('zh')}</div></div>;
}

export function Plain({ label, hint, value, set }: Base<string | undefined> & { value: string }): JSX.Element {
  return <Field label={label} hint={hint} render={(a) => <input {...a} class="input" type="text" maxLength={400} defaultValue={value} onChange={(e) => set(e.currentTarget.value.trim() || undefined)} />} />;
}

/** A number, or nothing. What is no number is handed on as it is, so that the reader says what is wrong. */
export function Numeric({ label, hint, value, set }: Base<unknown> & { value: unknown }): JSX.Element {
  const put = (text: string): void => set(text.trim() === '' ? undefined : Number.isFinite(Number(text)) ? Number(text) : text);
  return <Field label={label} hint={hint} render={(a) => <input {...a} class="input num" type="text" inputMode="decimal" maxLength={12} defaultValue={value === undefined || value === null ? '' : String(value)} onChange={(e) => put(e.currentTarget.value)} />} />;
}

/** A list of words or ids, one per line. */
export function Lines({ label, hint, value, set }: Base<string[]> & { value: unknown[] }): JSX.Element {
  return <Field label={label} hint={hint} render={(a) => (
    <textarea {...a} class="input" rows={2} defaultValue={value.map(String).join('\n')} onChange={(e) => set(e.currentTarget.value.split('\n').map((line) => line.trim()).filter(Boolean))} />
  )} />;
}

export function Check({ label, value, set }: Base<boolean> & { value: boolean }): JSX.Element {
  return <label class="check"><input type="checkbox" checked={value} onChange={(e) => set(e.currentTarget.checked)} /> {label}</label>;
}

export function OneOf({ label, value, options, set }: Base<string> & { value: string; options: readonly { value: string; label: string }[] }): JSX.Element {
  return <SelectField label={label} value={value} options={options} onPick={set} />;
}
