/** Things to press. Each takes state and callbacks. */
import { useRef, useState } from 'preact/hooks';
import type { ComponentChildren } from 'preact';
import type { Guard } from '../state/app.ts';
import { Icon, type IconName } from './glyphs.tsx';

export interface ButtonProps {
  kind?: 'primary' | 'plain' | 'ghost' | 'risk';
  tiny?: boolean;
  wide?: boolean;
  disabled?: boolean;
  type?: 'button' | 'submit';
  /** Shown on the button, e.g. `Ctrl ↵`. */
  keys?: string | undefined;
  icon?: IconName;
  /** Spoken name where the text alone does not say which thing is meant. */
  label?: string | undefined;
  id?: string;
  expanded?: boolean;
  onClick?: (event: MouseEvent) => void;
  children: ComponentChildren;
}

export function Button({ kind = 'plain', tiny, wide, disabled, type = 'button', keys, icon, label, id, expanded, onClick, children }: ButtonProps) {
  return (
    <button type={type} id={id} class={`btn ${kind}${tiny ? ' tiny' : ''}${wide ? ' wide' : ''}`} disabled={disabled} aria-label={label} aria-expanded={expanded} onClick={onClick}>
      {icon && <Icon name={icon} />}
      <span>{children}</span>
      {keys && <kbd aria-hidden="true">{keys}</kbd>}
    </button>
  );
}

/**
 * A button for what must not be clicked unseen (gate, override, verify): it acts only when the host page neither covers
 * nor fades it; otherwise `onRefused` is told and the button comes into view.
 */
export function GuardedButton({ guard, onClick, onRefused, ...rest }: ButtonProps & { guard: Guard; onRefused: () => void }) {
  const stop = useRef<(() => void) | null>(null);
  const element = useRef<HTMLElement | null>(null);
  const attach = (el: HTMLElement | null): void => {
    if (el === element.current) return;
    stop.current?.();
    element.current = el;
    stop.current = el ? guard.watch(el) : null;
  };
  return (
    <span ref={attach} class={`guarded${rest.wide ? ' wide' : ''}`}>
      <Button
        {...rest}
        onClick={(event) => {
          if (element.current && guard.clear(element.current)) return onClick?.(event);
          element.current?.scrollIntoView({ block: 'center' });
          onRefused();
        }}
      />
    </span>
  );
}

export function IconButton({ icon, label, expanded, id, onClick }: { icon: IconName; label: string; expanded?: boolean; id?: string; onClick: (event: MouseEvent) => void }) {
  return <button type="button" id={id} class="icon-btn" aria-label={label} title={label} aria-expanded={expanded} onClick={onClick}><Icon name={icon} /></button>;
}

export interface Option<T extends string> {
  value: T;
  label: string;
  hint?: string;
}

function arrows<T extends string>(options: readonly Option<T>[], value: T, onPick: (value: T) => void) {
  return (event: KeyboardEvent): void => {
    const step = event.key === 'ArrowRight' || event.key === 'ArrowDown' ? 1 : event.key === 'ArrowLeft' || event.key === 'ArrowUp' ? -1 : 0;
    if (step === 0) return;
    event.preventDefault();
    const at = options.findIndex((o) => o.value === value);
    const next = options[(at + step + options.length) % options.length];
    if (!next) return;
    onPick(next.value);
    const group = event.currentTarget as HTMLElement;
    group.querySelectorAll<HTMLElement>('[role="radio"]')[options.indexOf(next)]?.focus();
  };
}

interface GroupProps<T extends string> {
  options: readonly Option<T>[];
  value: T;
  label?: string | undefined;
  labelledBy?: string | undefined;
  onPick: (value: T) => void;
}

const tabStop = <T extends string>(options: readonly Option<T>[], value: T, i: number): number =>
  options.some((o) => o.value === value) ? (options[i]!.value === value ? 0 : -1) : i === 0 ? 0 : -1;

/** One of a few, side by side. */
export function Segment<T extends string>({ options, value, label, labelledBy, onPick }: GroupProps<T>) {
  return (
    <div class="seg" role="radiogroup" aria-label={label} aria-labelledby={labelledBy} onKeyDown={arrows(options, value, onPick)}>
      {options.map((o, i) => (
        <button key={o.value} type="button" role="radio" aria-checked={o.value === value} tabIndex={tabStop(options, value, i)} onClick={() => onPick(o.value)}>{o.label}</button>
      ))}
    </div>
  );
}

/** One of a few as chips, e.g. dates; with `hint`s as cards. */
export function Choice<T extends string>({ options, value, label, labelledBy, onPick }: GroupProps<T>) {
  const cards = options.some((o) => o.hint);
  return (
    <div class={cards ? 'choices' : 'pick'} role="radiogroup" aria-label={label} aria-labelledby={labelledBy} onKeyDown={arrows(options, value, onPick)}>
      {options.map((o, i) => (
        <button key={o.value} type="button" role="radio" class={cards ? undefined : 'opt'} aria-checked={o.value === value} tabIndex={tabStop(options, value, i)} onClick={() => onPick(o.value)}>
          {cards ? <><b>{o.label}</b><span>{o.hint}</span></> : o.label}
        </button>
      ))}
    </div>
  );
}

export function Switch({ on, label, labelledBy, disabled, onChange }: { on: boolean; label?: string; labelledBy?: string; disabled?: boolean; onChange: (on: boolean) => void }) {
  return <button type="button" class="switch" role="switch" aria-checked={on} aria-label={label} aria-labelledby={labelledBy} disabled={disabled} onClick={() => onChange(!on)} />;
}

/** A box to tick, 24 px. */
export function Tick({ done, label, onChange }: { done: boolean; label: string; onChange: (done: boolean) => void }) {
  return (
    <button type="button" class="tick" role="checkbox" aria-checked={done} aria-label={label} onClick={() => onChange(!done)}>
      <Icon name={done ? 'boxed' : 'box'} />
    </button>
  );
}

/** Something folded away behind its heading. */
export function Fold({ open: first = false, title, right, children, id, well }: { open?: boolean; title: ComponentChildren; right?: ComponentChildren; children: ComponentChildren; id?: string; well?: boolean }) {
  const [open, setOpen] = useState(first);
  return (
    <details class={`fold${well ? ' well' : ''}`} id={id} open={open} onToggle={(e) => setOpen(e.currentTarget.open)}>
      <summary><Icon name="right" /><span class="strong">{title}</span>{right !== undefined && <span class="right t3 small">{right}</span>}</summary>
      {open && children}
    </details>
  );
}

export function Tag({ icon, children }: { icon?: IconName; children: ComponentChildren }) {
  return <span class="tag">{icon && <Icon name={icon} />}{children}</span>;
}

/** A number in a pill; `fresh` for unread. The title says what is counted. */
export function Count({ n, title, fresh }: { n: number; title: string; fresh?: boolean }) {
  return <span class={`count${fresh ? ' new' : ''}`} title={title}><span aria-hidden="true">{n}</span><span class="sr">{title}</span></span>;
}
