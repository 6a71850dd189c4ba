/** Deal, account, amount, close date; the stages; the menu. */
import { useRef, useState } from 'preact/hooks';
import type { App } from '../../ui/state/app.ts';
import { showField } from '../../ui/state/show.ts';
import { shortName, type DealView } from '../../ui/state/view.ts';
import { Icon, IconButton, Mark, Track, type IconName, type TrackStage } from '../../ui/parts/index.ts';
import type { Messages } from '../../i18n/index.ts';

export function Header({ app }: { app: App }) {
  const m = app.m.value.shell;
  const state = app.state.value;
  const lang = app.lang.value;
  const context = app.context.value;
  const show = (name: 'name' | 'account' | 'amount' | 'closeDate') => showField(name, state?.fields[name]?.value, lang);
  const parts = state ? [show('account'), show('amount') || m.noAmount, show('closeDate') && m.closes(show('closeDate'))].filter(Boolean) : [context?.crmName ?? ''];
  const view = app.view.value;
  return (
    <header class={`head${view ? '' : ' slim'}`}>
      <div class="head-top">
        <Mark />
        <div class="head-deal">
          <h1 class="deal" dir="auto" title={show('name')}>{state ? show('name') || m.unnamed : m.product}</h1>
          <p class="deal-sub">{parts.map((p, i) => <>{i > 0 && ' · '}<bdi>{p}</bdi></>)}</p>
        </div>
        <div class="head-actions">
          <Menu app={app} />
          {context?.host === 'frame' && <IconButton icon="x" label={m.close} onClick={() => app.host('close')} />}
        </div>
      </div>
      {view && <Stages app={app} view={view} />}
    </header>
  );
}

/** How the stages of a deal look in the track. */
export function trackOf(view: DealView, text: App['text'], m: Messages['shell']): TrackStage[] {
  const at = view.stage ? (view.index.position.get(view.stage.id) ?? -1) : -1;
  return view.progress.map((p, i) => {
    const name = text(shortName(p.stage.name));
    const passed = i < at && p.proven < p.required.length;
    const share = p.required.length === 0 ? (i < at ? 1 : 0) : p.proven / p.required.length;
    return {
      id: p.stage.id, share, kind: i === at ? 'now' : passed ? 'gap' : i < at ? 'past' : 'future',
      title: passed ? m.stagePassed(i + 1, name, p.proven, p.required.length) : m.stageProven(i + 1, name, p.proven, p.required.length),
    };
  });
}

function Stages({ app, view }: { app: App; view: DealView }) {
  const m = app.m.value.shell;
  const here = view.here;
  return (
    <>
      <Track stages={trackOf(view, app.text, m)} label={m.stages} />
      <p class="track-note">
        {view.closed === 'lost' ? <b>{m.closedLost}</b>
          : here ? (
            <>
              <b>{m.stage(here.stage.order, app.text(shortName(here.stage.name)))}</b>
              <span>{view.closed === 'won' ? m.closedWon : m.proven(here.proven, here.required.length)}</span>
              {view.closed === null && <span class="right">{m.day(view.day, here.stage.normDays)}</span>}
            </>
          ) : <b>{m.noStage}</b>}
      </p>
    </>
  );
}

/** Settings, dock side, hiding, screen sharing, keys, about. */
function Menu({ app }: { app: App }) {
  const [open, setOpen] = useState(false);
  const box = useRef<HTMLDivElement>(null);
  const m = app.m.value.shell;
  const s = app.settings.value;
  const site = app.context.value?.place?.org;
  const close = (): void => {
    setOpen(false);
    box.current?.querySelector('button')?.focus();
  };
  const items: { icon: IconName; label: string; act: () => void; right?: string }[] = [
    { icon: 'gear', label: m.settings, act: () => app.go('settings') },
    ...(app.context.value?.host === 'frame'
      ? [
          { icon: 'side' as const, label: s.side === 'right' ? m.dockLeft : m.dockRight, act: () => void app.setSettings({ side: s.side === 'right' ? 'left' : 'right' }) },
          ...(site ? [{ icon: 'hide' as const, label: m.hide, act: () => void hide(app, site) }] : []),
        ]
      : []),
    { icon: 'share', label: s.screenShare ? m.shareOff : m.shareOn, act: () => void app.setSettings({ screenShare: !s.screenShare }) },
    { icon: 'refresh', label: m.reread, act: () => app.host('reread') },
    { icon: 'keys', label: m.keys, act: () => app.go('keys'), right: '?' },
    { icon: 'info', label: m.about, act: () => app.go('about') },
  ];
  const onKeyDown = (event: KeyboardEvent): void => {
    if (!open) return;
    if (event.key === 'Escape') {
      event.stopPropagation();
      return close();
    }
    const step = event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? -1 : 0;
    if (step === 0) return;
    event.preventDefault();
    const buttons = [...(box.current?.querySelectorAll<HTMLElement>('[role="menuitem"]') ?? [])];
    const at = buttons.indexOf(event.target as HTMLElement);
    buttons[(at + step + buttons.length) % buttons.length]?.focus();
  };
  const onFocusOut = (event: FocusEvent): void => {
    if (event.relatedTarget && !box.current?.contains(event.relatedTarget as Node)) setOpen(false);
  };
  return (
    <div ref={box} onKeyDown={onKeyDown} onFocusOut={onFocusOut}>
      <IconButton icon="dots" id="more" label={m.more} expanded={open} onClick={() => setOpen(!open)} />
      {open && (
        <div class="menu" role="menu" aria-label={m.more} ref={(el) => void (el && !el.contains(el.ownerDocument.activeElement) && el.querySelector<HTMLElement>('[role="menuitem"]')?.focus())}>
          {items.map((item) => (
            <button key={item.icon} type="button" role="menuitem" onClick={() => { close(); item.act(); }}>
              <Icon name={item.icon} />
              <span>{item.label}</span>
              {item.right && <kbd class="right">{item.right}</kbd>}
            </button>
          ))}
        </div>
      )}
    </div>
  );
}

async function hide(app: App, site: string): Promise<void> {
  const hidden = app.settings.value.hiddenOn;
  if (await app.setSettings({ hiddenOn: hidden.includes(site) ? hidden : [...hidden, site] })) app.host('close');
}
