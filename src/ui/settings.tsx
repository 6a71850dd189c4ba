import type { ComponentChildren, JSX } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import type { Messages } from '../i18n/index.ts';
import { builtInMethodIds, methodLabels } from '../methods/labels.ts';
import type { App } from './state/app.ts';
import type { Settings } from '../wire/messages.ts';
import { Segment, Switch } from './parts/index.ts';

export interface SettingsProps {
  settings: Settings;
  m: Messages;
  change: (change: Partial<Settings>) => void;
  /** Methods to choose from: id and label in the user's language. */
  methods: { id: string; label: string }[];
  /** Settings that the administrator set. */
  locked?: readonly (keyof Settings)[];
}

/** Methods that may be chosen: built-in ones, and own packs in use. */
export const choosable = (app: Pick<App, 'text' | 'context'>): SettingsProps['methods'] => [
  ...builtInMethodIds.map((id) => ({ id: id as string, label: app.text(methodLabels[id].label) })),
  ...(app.context.value?.packs ?? []).map(({ id, label }) => ({ id, label: app.text(label) })),
];

/** One setting: its name, what it means, its control at the right. */
export function Line(p: { label: string; hint?: string; id: string; children: ComponentChildren }): JSX.Element {
  return (
    <li class="set-line">
      <div class="main"><p id={p.id}>{p.label}</p>{p.hint && <p class="why" id={`${p.id}-hint`}>{p.hint}</p>}</div>
      {p.children}
    </li>
  );
}

const options = <T extends string>(of: readonly T[], label: (v: T) => string): { value: T; label: string }[] => of.map((value) => ({ value, label: label(value) }));

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
          <Segment labelledBy="set-role" options={options(['rep', 'manager'] as const, (v) => m.settings[v])} value={s.role} onPick={(role) => change({ role })} />
        </Line>
      </ul>
    </section>
  );
}

/** What the gate does and when a proof counts. */
export function GateSettings({ settings: s, m, change, locked = [] }: SettingsProps): JSX.Element {
  return (
    <section class="set" aria-labelledby="set-gate">
      <h2 id="set-gate">{m.settings.gate}</h2>
      <p class="t2">{m.settings.gateHint}{locked.includes('policy') && ` ${m.packs.byAdmin}.`}</p>
      <div class="set-cards" role="radiogroup" aria-labelledby="set-gate">
        {(['advise', 'warn', 'block'] as const).map((v) => (
          <button type="button" class="set-card" role="radio" aria-checked={s.policy === v} disabled={locked.includes('policy')} onClick={() => change({ policy: v })}>
            <b>{m.settings.policy[v]}</b><span class="why">{m.settings.policyHint[v]}</span>
          </button>
        ))}
      </div>
      <ul class="set-box">
        <Line id="set-counts" label={m.settings.counts} hint={locked.includes('minimum') ? m.packs.byAdmin : m.settings.countsHint}>
          <select class="input set-text" aria-labelledby="set-counts" disabled={locked.includes('minimum')} value={s.minimum} onChange={(e) => change({ minimum: e.currentTarget.value as Settings['minimum'] })}>
            {(['claimed', 'confirmed', 'verified'] as const).map((v) => <option value={v}>{m.settings.minimum[v]}</option>)}
          </select>
        </Line>
        <Line id="set-hook" label={m.settings.stageHook} hint={m.settings.stageHookHint}><Switch labelledBy="set-hook" on={s.stageHook} onChange={(stageHook) => change({ stageHook })} /></Line>
      </ul>
    </section>
  );
}

/** Method for deals that have none yet. */
export function MethodSettings({ settings: s, m, change, methods, locked = [] }: SettingsProps): JSX.Element {
  return (
    <ul class="set-box">
      <Line id="set-method" label={m.settings.method} hint={locked.includes('method') ? m.packs.byAdmin : undefined}>
        <select class="input set-text" aria-labelledby="set-method" disabled={locked.includes('method')} value={s.method} onChange={(e) => change({ method: e.currentTarget.value })}>
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
          <Segment labelledBy="set-lang" options={options(['en', 'zh-CN'] as const, (v) => (v === 'en' ? 'English' : '简体中文'))} value={s.lang} onPick={(lang) => change({ lang })} />
        </Line>
        <Line id="set-theme" label={t.theme}><Segment labelledBy="set-theme" options={options(['auto', 'light', 'dark'] as const, (v) => t.themes[v])} value={s.theme} onPick={(theme) => change({ theme })} /></Line>
        <Line id="set-density" label={t.density}><Segment labelledBy="set-density" options={options(['normal', 'compact'] as const, (v) => t.densities[v])} value={s.density} onPick={(density) => change({ density })} /></Line>
        <Line id="set-side" label={t.side}><Segment labelledBy="set-side" options={options(['left', 'right'] as const, (v) => t.sides[v])} value={s.side} onPick={(side) => change({ side })} /></Line>
        <Line id="set-share" label={t.screenShare} hint={t.screenShareHint}><Switch labelledBy="set-share" on={s.screenShare} onChange={(screenShare) => change({ screenShare })} /></Line>
        <Line id="set-badges" label={m.badges.setting} hint={m.badges.hint}><Switch labelledBy="set-badges" on={s.badges} onChange={(badges) => change({ badges })} /></Line>
        <Line id="set-keys" label={t.singleKeys} hint={t.singleKeysHint}><Switch labelledBy="set-keys" on={s.singleKeys} onChange={(singleKeys) => change({ singleKeys })} /></Line>
      </ul>
    </section>
  );
}
