/** What a screen is built of. */
import { useId, useRef } from 'preact/hooks';
import type { ComponentChildren } from 'preact';
import { Icon, type IconName } from './glyphs.tsx';

/** A part of a screen under its heading, with a note on the right. */
export function Section({ title, right, ruled, id, children }: { title?: ComponentChildren; right?: ComponentChildren; ruled?: boolean; id?: string; children: ComponentChildren }) {
  const h = useId();
  return (
    <section class={`section${ruled ? ' ruled' : ''}`} id={id} aria-labelledby={title === undefined ? undefined : h}>
      {title !== undefined && (
        <div class="h-row">
          <h2 class="h" id={h}>{title}</h2>
          {right !== undefined && <span class="right">{right}</span>}
        </div>
      )}
      {children}
    </section>
  );
}

export function Rows({ children, label, tight }: { children: ComponentChildren; label?: string; tight?: boolean }) {
  return <ul class={`rows${tight ? ' tight' : ''}`} aria-label={label}>{children}</ul>;
}

/** One row: mark, text with its reason below, action on the right. `stop` names it for J and K. */
export function Row({ mark, why, action, stop, on, children }: { mark?: ComponentChildren; why?: ComponentChildren; action?: ComponentChildren; stop?: string; on?: boolean; children: ComponentChildren }) {
  return (
    <li class={on ? 'on' : undefined} data-stop={stop} tabIndex={stop ? -1 : undefined}>
      {mark}
      <div class="main">{children}{why !== undefined && <p class="why">{why}</p>}</div>
      {action}
    </li>
  );
}

/** One line of news or trouble under the tabs; a button where it leads somewhere. */
export function Strip({ icon, tone, onClick, action, children }: { icon?: IconName; tone?: 'warn' | 'bad'; onClick?: () => void; action?: ComponentChildren; children: ComponentChildren }) {
  const inside = (
    <>
      {icon && <Icon name={icon} />}
      <span>{children}</span>
      {onClick ? <span class="right"><Icon name="right" /></span> : action && <span class="right">{action}</span>}
    </>
  );
  const look = `strip${tone ? ` ${tone}` : ''}`;
  return onClick ? <button type="button" class={look} onClick={onClick}>{inside}</button> : <div class={look} role={tone ? 'alert' : undefined}>{inside}</div>;
}

/** Grey lines while something loads; they appear after 150 ms. */
export function Skeleton({ label }: { label: string }) {
  return (
    <div class="skeleton" role="status">
      <span class="sr">{label}</span>
      {[38, 62, 94, 80].map((w) => <i key={w} style={`width:${w}%`} />)}
      <hr />
      {[30, 88, 54].map((w) => <i key={w} style={`width:${w}%`} />)}
    </div>
  );
}

/** Nothing here: what happened, what is safe, one thing to do. */
export function Empty({ icon, title, children, actions }: { icon?: IconName; title: string; children?: ComponentChildren; actions?: ComponentChildren }) {
  return (
    <div class="empty">
      {icon && <Icon name={icon} />}
      <h2 class="strong" style="font-size:inherit">{title}</h2>
      {children && <div class="t2">{children}</div>}
      {actions && <div class="acts">{actions}</div>}
    </div>
  );
}

export interface TrackStage {
  id: string;
  title: string;
  /** Share proven, 0–1. */
  share: number;
  kind: 'past' | 'gap' | 'now' | 'future';
}

/** The stages as a bar: filled by what is proven, the current one framed, passed without proof hatched. */
export function Track({ stages, label }: { stages: readonly TrackStage[]; label: string }) {
  return (
    <ol class="track" aria-label={label}>
      {stages.map((s) => (
        <li key={s.id} class={s.kind === 'now' ? 'now' : s.kind === 'gap' ? 'hatched' : undefined} aria-current={s.kind === 'now' ? 'step' : undefined} title={s.title} style={`--p:${s.share * 100}%;--n:${s.share}`}>
          <span class="sr">{s.title}</span>
        </li>
      ))}
    </ol>
  );
}

/** Tabs with arrow keys; the panel they show has the id `panel-body`. */
export function Tabs<T extends string>({ tabs, current, label, onGo, more }: { tabs: readonly { id: T; label: string; mark?: ComponentChildren }[]; current: T | null; label: string; onGo: (id: T) => void; more?: ComponentChildren }) {
  const list = useRef<HTMLDivElement>(null);
  const onKeyDown = (event: KeyboardEvent): void => {
    const at = tabs.findIndex((t) => t.id === current);
    const to = event.key === 'ArrowRight' ? at + 1 : event.key === 'ArrowLeft' ? at - 1 : event.key === 'Home' ? 0 : event.key === 'End' ? tabs.length - 1 : null;
    if (to === null) return;
    event.preventDefault();
    const next = (to + tabs.length) % tabs.length;
    onGo(tabs[next]!.id);
    list.current?.querySelectorAll<HTMLElement>('[role="tab"]')[next]?.focus();
  };
  return (
    <nav class="tabs" aria-label={label}>
      <div role="tablist" aria-label={label} ref={list} onKeyDown={onKeyDown}>
        {tabs.map((t, i) => (
          <button key={t.id} type="button" role="tab" id={`tab-${t.id}`} aria-selected={t.id === current} aria-controls={t.id === current ? 'panel-body' : undefined} tabIndex={t.id === current || (current === null && i === 0) ? 0 : -1} onClick={() => onGo(t.id)}>
            <span>{t.label}</span>
            {t.mark}
          </button>
        ))}
      </div>
      {more}
    </nav>
  );
}

/** Bottom of the panel: the one primary action, and the status line. */
export function Footer({ children, status, right }: { children?: ComponentChildren; status?: ComponentChildren; right?: ComponentChildren }) {
  return (
    <footer class="foot">
      {children && <div class="foot-actions">{children}</div>}
      {status !== undefined && <p class="statusbar"><Icon name="disk" /><span>{status}</span>{right !== undefined && <span class="right">{right}</span>}</p>}
    </footer>
  );
}
