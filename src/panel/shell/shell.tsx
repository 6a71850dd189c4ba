/** Frame of the panel: header, tabs, at most one strip, the screen. Draws nothing until the worker has paired this frame. */
import type { ComponentType } from 'preact';
import { useEffect, useRef } from 'preact/hooks';
import { TABS, type App, type ScreenName } from '../../ui/state/app.ts';
import { Button, Count, Empty, IconButton, Page, Skeleton, Strip, Tabs } from '../../ui/parts/index.ts';
import { NoDeal } from '../screens/none/index.tsx';
import { Header } from './header.tsx';

export type Screens = Partial<Record<ScreenName, ComponentType<{ app: App }>>>;

export function Shell({ app, screens, backup }: { app: App; screens: Screens; backup: () => void }) {
  if (!app.paired.value) return null;
  return (
    <div class="panel">
      <Header app={app} />
      <Screen app={app} screens={screens} backup={backup} />
      <p class="sr" role="status" aria-live="polite">{app.said.value}</p>
    </div>
  );
}

function isTab(screen: ScreenName): screen is (typeof TABS)[number] {
  return (TABS as readonly string[]).includes(screen);
}

function Screen({ app, screens, backup }: { app: App; screens: Screens; backup: () => void }) {
  const m = app.m.value.shell;
  const screen = app.screen.value;
  const state = app.state.value;
  const body = useRef<HTMLDivElement>(null);
  const first = useRef(true);
  const anchor = app.anchor.value;
  // Focus follows the screen, so that a screen reader and the next key act on what is shown; arrows within the tabs keep it there.
  useEffect(() => {
    if (first.current) {
      first.current = false;
      return;
    }
    const doc = body.current?.ownerDocument;
    const target = anchor ? doc?.getElementById(anchor) : null;
    if (target) {
      target.scrollIntoView({ block: 'start' });
      target.focus();
    } else if (doc && !doc.activeElement?.matches('[role="tab"]') && !body.current?.contains(doc.activeElement)) {
      doc.defaultView?.scrollTo(0, 0);
      body.current?.focus({ preventScroll: true });
    }
  }, [screen, anchor]);

  const Shown = screens[screen];
  const missing = app.view.value?.here?.missing.length ?? 0;
  const tabs = TABS.map((id) => ({
    id, label: m.tab[id],
    mark: id === 'proof' && missing > 0 ? <Count n={missing} title={m.missing(missing)} /> : id === 'coach' && app.unread.value > 0 ? <Count n={app.unread.value} title={m.unread(app.unread.value)} fresh /> : null,
  }));
  const needsDeal = screen !== 'settings' && screen !== 'keys' && screen !== 'about' && screen !== 'teach';
  const content = needsDeal && !state ? <NoDeal app={app} />
    : needsDeal && !app.view.value ? <Waiting app={app} />
    : Shown ? <Shown app={app} /> : <Page app={app}><Empty title={m.notBuilt} /></Page>;
  return (
    <>
      {state && isTab(screen) ? <Tabs tabs={tabs} current={screen} label={m.tabsLabel} onGo={(id) => app.go(id)} />
        : (state || !needsDeal) && (
          <nav class="subhead" aria-label={m.tabsLabel}>
            <IconButton icon="left" label={m.back} onClick={() => (screen === 'gate' && app.held.value ? void app.answerGate(false) : app.back())} />
            <span class="strong">{m.screen[screen as keyof typeof m.screen]}</span>
          </nav>
        )}
      <News app={app} backup={backup} />
      <main class="stack">
        <div id="panel-body" class="stack" ref={body} tabIndex={-1} role={state && isTab(screen) ? 'tabpanel' : undefined} aria-labelledby={state && isTab(screen) ? `tab-${screen}` : undefined}>
          {content}
        </div>
      </main>
    </>
  );
}

/** The deal is here, its method is not: still loading, or not on this device. */
function Waiting({ app }: { app: App }) {
  const m = app.m.value;
  const missing = app.methodMissing.value;
  if (!missing) return <Skeleton label={m.shell.loading} />;
  return (
    <Empty icon="broken" title={m.states.methodMissing(missing)} actions={<Button onClick={() => void app.chooseMethod(app.settings.value.method)}>{m.now.otherMethod}</Button>}>
      {m.states.methodMissingText}
    </Empty>
  );
}

/** One strip at most; trouble before news. */
function News({ app, backup }: { app: App; backup: () => void }) {
  const m = app.m.value;
  const trouble = app.trouble.value;
  if (app.connection.value === 'updated') return <Strip icon="refresh" tone="warn"><b>{m.states.updatedTitle}.</b> {m.states.updatedText}</Strip>;
  if (trouble && (app.state.value || app.context.value?.reading?.kind !== 'deal')) {
    const storage = trouble.code === 'disk-full' || trouble.code.startsWith('database');
    return (
      <Strip icon="broken" tone="bad" action={
        <>
          {storage && <Button tiny onClick={backup}>{m.states.exportNow}</Button>}
          <IconButton icon="x" label={m.shell.dismiss} onClick={() => { app.trouble.value = null; }} />
        </>
      }>
        {m.errors[trouble.code]}
      </Strip>
    );
  }
  if (app.connection.value === 'redialling') {
    const n = app.saving.value;
    return <Strip icon="offline"><b>{m.states.redialTitle}</b> {n > 0 ? m.states.pending(n) : m.states.redialText}</Strip>;
  }
  const move = app.held.value;
  if (move && app.screen.value !== 'gate') return <Strip icon="stop" tone="warn" onClick={() => app.go('gate')}><b>{m.states.heldWaiting}</b></Strip>;
  const notice = app.notice.value;
  if (notice) return <Strip icon="info" tone="warn" action={<IconButton icon="x" label={m.shell.dismiss} onClick={() => { app.notice.value = ''; }} />}>{notice}</Strip>;
  if (app.settings.value.screenShare) return <Strip icon="share" action={<Button tiny onClick={() => void app.setSettings({ screenShare: false })}>{m.shell.shareOff}</Button>}>{m.shell.sharing}</Strip>;
  return null;
}
