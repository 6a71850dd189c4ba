import type { ComponentChildren, JSX } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import type { Messages } from '../i18n/index.ts';
import type { Settings } from '../wire/messages.ts';

export interface SettingsProps {
  settings: Settings;
  m: Messages;
  change: (change: Partial<Settings>) => void;
  /** Methods to choose from: id and label in the user's language. */
  methods: { id: string; label: string }[];
}

/** One setting: its name, what it means, its control at the right. */
export function Line(p: { label: string; hint?: string; id: string; children: ComponentChildren }): JSX.Element {
  return (
    <li class="set-line">
      <div class="main"><p id={p.id}>{p.label}</p>{p.hint && <p class="why" id={`${p.id}-hint`}>{p.hint}</p>}</div>
      {p.children}
    </li>
  );
}

/** One of a few, all in view. */
export function Segment<T extends string>(p: { of: readonly T[]; value: T; label: (v: T) => string; name: string; set: (v: T) => void }): JSX.Element {
  const move = (e: KeyboardEvent): void => {
    const d = e.key === 'ArrowRight' || e.key === 'ArrowDown' ? 1 : e.key === 'ArrowLeft' || e.key === 'ArrowUp' ? -1 : 0;
    if (d === 0) return;
    e.preventDefault();
    const next = p.of[(p.of.indexOf(p.value) + d + p.of.length) % p.of.length]!;
    p.set(next);
    ((e.currentTarget as HTMLElement).children[p.of.indexOf(next)] as HTMLElement | undefined)?.focus();
  };
  return (
    <span class="seg" role="radiogroup" aria-labelledby={p.name} onKeyDown={move}>
      {p.of.map((v) => <button type="button" role="radio" aria-checked={v === p.value} tabIndex={v === p.value ? 0 : -1} onClick={() => p.set(v)}>{p.label(v)}</button>)}
    </span>
  );
}

export function Toggle(p: { on: boolean; name: string; set: (on: boolean) => void }): JSX.Element {
  return <button type="button" class="switch" role="switch" aria-checked={p.on} aria-labelledby={p.name} onClick={() => p.set(!p.on)} />;
}

/** Text that is saved when the field is left or Enter is pressed, not at every key. */
export function SavedText(p: { value: string; name: string; max: number; set: (text: string) => void }): JSX.Element {
  const [text, setText] = useState(p.value);
  useEffect(() => setText(p.value), [p.value]);
  const save = (): void => {
    if (text.trim() !== p.value) p.set(text.trim());
  };
  return <input class="input set-text" aria-labelledby={p.name} maxLength={p.max} value={text} onInput={(e) => setText(e.currentTarget.value)} onBlur={save} onKeyDown={(e) => { if (e.key === 'Enter') save(); }} />;
}

/** Who uses this device. */
export function YouSettings({ settings: s, m, change }: SettingsProps): JSX.Element {
  return (
    <section class="set" aria-labelledby="set-you">
      <h2 id="set-you">{m.settings.you}</h2>
      <ul class="set-box">
        <Line id="set-name" label={m.settings.name} hint={m.settings.nameHint}><SavedText name="set-name" value={s.name} max={200} set={(name) => change({ name })} /></Line>
        <Line id="set-role" label={m.settings.role} hint={m.settings.roleHint}>
          <Segment name="set-role" of={['rep', 'manager'] as const} value={s.role} label={(v) => m.settings[v]} set={(role) => change({ role })} />
        </Line>
      </ul>
    </section>
  );
}

/** What the gate does and when a proof counts. */
export function GateSettings({ settings: s, m, change }: SettingsProps): JSX.Element {
  return (
    <section class="set" aria-labelledby="set-gate">
      <h2 id="set-gate">{m.settings.gate}</h2>
      <p class="t2">{m.settings.gateHint}</p>
      <div class="set-cards" role="radiogroup" aria-labelledby="set-gate">
        {(['advise', 'warn', 'block'] as const).map((v) => (
          <button type="button" class="set-card" role="radio" aria-checked={s.policy === v} onClick={() => change({ policy: v })}>
            <b>{m.settings.policy[v]}</b><span class="why">{m.settings.policyHint[v]}</span>
          </button>
        ))}
      </div>
      <ul class="set-box">
        <Line id="set-counts" label={m.settings.counts} hint={m.settings.countsHint}>
          <select class="select set-text" aria-labelledby="set-counts" value={s.minimum} onChange={(e) => change({ minimum: e.currentTarget.value as Settings['minimum'] })}>
            {(['claimed', 'confirmed', 'verified'] as const).map((v) => <option value={v}>{m.settings.minimum[v]}</option>)}
          </select>
        </Line>
      </ul>
    </section>
  );
}

/** Method for deals that have none yet. */
export function MethodSettings({ settings: s, m, change, methods }: SettingsProps): JSX.Element {
  return (
    <ul class="set-box">
      <Line id="set-method" label={m.settings.method}>
        <select class="select set-text" aria-labelledby="set-method" value={s.method} onChange={(e) => change({ method: e.currentTarget.value })}>
          {methods.map((x) => <option value={x.id}>{x.label}</option>)}
        </select>
      </Line>
    </ul>
  );
}

/** Language, theme, density, side, sharing and keys. */
export function LookSettings({ settings: s, m, change }: SettingsProps): JSX.Element {
  const t = m.settings;
  return (
    <section class="set" aria-labelledby="set-look">
      <h2 id="set-look">{t.look}</h2>
      <ul class="set-box">
        <Line id="set-lang" label={t.language} hint={t.languageHint}>
          <Segment name="set-lang" of={['en', 'zh-CN'] as const} value={s.lang} label={(v) => (v === 'en' ? 'English' : '简体中文')} set={(lang) => change({ lang })} />
        </Line>
        <Line id="set-theme" label={t.theme}><Segment name="set-theme" of={['auto', 'light', 'dark'] as const} value={s.theme} label={(v) => t.themes[v]} set={(theme) => change({ theme })} /></Line>
        <Line id="set-density" label={t.density}><Segment name="set-density" of={['normal', 'compact'] as const} value={s.density} label={(v) => t.densities[v]} set={(density) => change({ density })} /></Line>
        <Line id="set-side" label={t.side}><Segment name="set-side" of={['left', 'right'] as const} value={s.side} label={(v) => t.sides[v]} set={(side) => change({ side })} /></Line>
        <Line id="set-share" label={t.screenShare} hint={t.screenShareHint}><Toggle name="set-share" on={s.screenShare} set={(screenShare) => change({ screenShare })} /></Line>
        <Line id="set-keys" label={t.singleKeys} hint={t.singleKeysHint}><Toggle name="set-keys" on={s.singleKeys} set={(singleKeys) => change({ singleKeys })} /></Line>
      </ul>
    </section>
  );
}
