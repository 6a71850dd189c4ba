/** Marks with a shape of their own: states of a proof, weight of a check, icons, the product's mark. Always beside a word. */
import type { ComponentChildren, JSX } from 'preact';
import type { OutcomeLook } from '../../domain/state.ts';

const cut = { stroke: 'var(--cut)', 'stroke-width': 1.7, 'stroke-linecap': 'round', 'stroke-linejoin': 'round', fill: 'none' } as const;
const line = { fill: 'none', stroke: 'currentColor', 'stroke-width': 1.6, 'stroke-linecap': 'round', 'stroke-linejoin': 'round' } as const;
const ring = <circle cx="8" cy="8" r="5.8" fill="none" stroke="currentColor" stroke-width="1.6" />;

const LOOKS: Record<OutcomeLook, () => JSX.Element> = {
  open: () => <circle cx="8" cy="8" r="5.8" fill="none" stroke="currentColor" stroke-width="1.6" stroke-dasharray="2.2 2.35" />,
  claimed: () => <>{ring}<path d="M8 4.2a3.8 3.8 0 000 7.6z" fill="currentColor" /></>,
  confirmed: () => <><circle cx="8" cy="8" r="6.6" fill="currentColor" /><path d="M5 8.3l2.1 2.1L11 6" {...cut} /></>,
  verified: () => (
    <>
      <path d="M8 .6l2 1.5 2.5-.2.7 2.4 2.1 1.4-.9 2.3.9 2.3-2.1 1.4-.7 2.4-2.5-.2L8 15.4l-2-1.5-2.5.2-.7-2.4L.7 10.3 1.6 8 .7 5.7l2.1-1.4.7-2.4 2.5.2z" fill="currentColor" />
      <path d="M4.9 8.3L7 10.4 11.1 5.9" {...cut} />
    </>
  ),
  rejected: () => <><rect x="1.8" y="1.8" width="12.4" height="12.4" rx="2.2" fill="currentColor" /><path d="M5.5 5.5l5 5M10.5 5.5l-5 5" {...cut} /></>,
  stale: () => <><path d="M13.7 7A5.8 5.8 0 108.8 13.75" {...line} /><path d="M8 4.8V8l2.3 1.5" {...line} /><path d="M12.4 9.6v2.5M12.4 14v.01" {...line} /></>,
  waived: () => <>{ring}<path d="M4.3 11.7l7.4-7.4" stroke="currentColor" stroke-width="1.6" /></>,
};

/** The state of a proof. */
export function Glyph({ look, label }: { look: OutcomeLook; label?: string | undefined }) {
  return <svg class={`g c-${look}`} viewBox="0 0 16 16" {...named(label)}>{LOOKS[look]()}</svg>;
}

/** Glyph and word of a state; `chip` with its tint. */
export function StateMark({ look, word, chip }: { look: OutcomeLook; word: string; chip?: boolean }) {
  return <span class={`state w-${look}${chip ? ` chip b-${look}` : ''}`}><Glyph look={look} />{word}</span>;
}

export type Severity = 'critical' | 'warning' | 'info' | 'clear';
const CHECKS: Record<Severity, () => JSX.Element> = {
  critical: () => <><path d="M5.2 1.2h5.6l4 4v5.6l-4 4H5.2l-4-4V5.2z" fill="currentColor" /><path d="M8 4.6v4M8 11.3v.01" {...cut} /></>,
  warning: () => <><path d="M8 1.3l7 12.7H1z" fill="currentColor" stroke="currentColor" stroke-width="1" stroke-linejoin="round" /><path d="M8 6v3.6M8 11.9v.01" {...cut} /></>,
  info: () => <><circle cx="8" cy="8" r="6.6" fill="currentColor" /><path d="M8 7.4v4M8 4.7v.01" {...cut} /></>,
  clear: () => <path d="M3.5 8.4l3 3 6-6.6" {...line} />,
};

/** The weight of a check: octagon, triangle, circle, or a plain tick. */
export function CheckGlyph({ severity, label }: { severity: Severity; label?: string | undefined }) {
  return <svg class={`g c-${severity}`} viewBox="0 0 16 16" {...named(label)}>{CHECKS[severity]()}</svg>;
}

const ICONS = {
  x: 'M4 4l8 8M12 4l-8 8',
  dots: 'M3.5 8h.01M8 8h.01M12.5 8h.01',
  right: 'M6 3.5L10.5 8 6 12.5',
  left: 'M10 3.5L5.5 8 10 12.5',
  down: 'M3.5 6L8 10.5 12.5 6',
  up: 'M8 13V3M4 7l4-4 4 4',
  plus: 'M8 3v10M3 8h10',
  arrow: 'M2.5 8h11M9.5 4l4 4-4 4',
  stop: 'M3 8h7.5M7.5 5l3 3-3 3M13.2 3v10',
  flag: 'M4 14V2.5h8l-2 3 2 3H4',
  disk: 'M3 3h8l2 2v8H3zM5.5 3v3.5h4V3M5.5 13V9.5h5V13',
  cal: 'M2.5 4.5a1 1 0 011-1h9a1 1 0 011 1v8a1 1 0 01-1 1h-9a1 1 0 01-1-1zM2.5 6.5h11M5.5 2v2.5M10.5 2v2.5',
  history: 'M3 8a5 5 0 101.6-3.7M3 2.5v3h3M8 5.3V8l2 1.3',
  refresh: 'M13 8a5 5 0 11-1.6-3.7M13 2.5v3h-3',
  broken: 'M6.5 11.5L5 13a2.7 2.7 0 01-3.8-3.8L3 7.5M9.5 4.5L11 3a2.7 2.7 0 013.8 3.8L13 8.5M6 2v2M2 6h2M10 14v-2M14 10h-2',
  offline: 'M4.5 12h7a2.7 2.7 0 001-5.2A4.2 4.2 0 005 5.2 3.4 3.4 0 004.5 12zM3 14L13.5 2.5',
  gear: 'M8 5.6a2.4 2.4 0 100 4.8 2.4 2.4 0 000-4.8zM8 1.8v2M8 12.2v2M1.8 8h2M12.2 8h2M3.6 3.6L5 5M11 11l1.4 1.4M12.4 3.6L11 5M5 11l-1.4 1.4',
  side: 'M2.5 3h11v10h-11zM10 3v10',
  hide: 'M2 8s2.2-4 6-4 6 4 6 4-2.2 4-6 4-6-4-6-4zM3 13.5L13 2.5',
  share: 'M2.5 3h11v7.5h-11zM5.5 13.5h5M8 10.5v3',
  keys: 'M1.8 4.5h12.4v7.5H1.8zM4.3 7h.01M6.8 7h.01M9.3 7h.01M11.8 7h.01M5 9.7h6',
  info: 'M8 1.8a6.2 6.2 0 100 12.4A6.2 6.2 0 008 1.8zM8 7.3v4M8 4.8v.01',
  note: 'M2.5 3h11v8h-6l-3 2.5V11h-2z',
  link: 'M6.7 9.3l2.6-2.6M7.2 4.8l1.5-1.5a2.8 2.8 0 014 4l-1.5 1.5M8.8 11.2l-1.5 1.5a2.8 2.8 0 01-4-4l1.5-1.5',
  person: 'M8 8.2a2.8 2.8 0 100-5.6 2.8 2.8 0 000 5.6zM2.8 14a5.2 5.2 0 0110.4 0',
  search: 'M7 2.5a4.5 4.5 0 100 9 4.5 4.5 0 000-9zM10.4 10.4L14 14',
  download: 'M8 2.5v8M4.5 7L8 10.5 11.5 7M3 13.5h10',
  key: 'M5.2 7.6a2.9 2.9 0 100 5.8 2.9 2.9 0 000-5.8zM7.3 8.5L13 2.8M10.7 5.1l1.9 1.9',
  box: 'M2.5 2.5h11v11h-11z',
  boxed: 'M2.5 2.5h11v11h-11zM5 8.2l2.2 2.2L11 5.9',
} as const;
export type IconName = keyof typeof ICONS;

export function Icon({ name, tone }: { name: IconName; tone?: string | undefined }) {
  return <svg class={tone ? `i ${tone}` : 'i'} viewBox="0 0 16 16" aria-hidden="true"><path d={ICONS[name]} {...(name === 'dots' ? { 'stroke-width': 2 } : {})} /></svg>;
}

/** The product's mark. */
export function Mark() {
  return (
    <svg class="mark" viewBox="0 0 20 20" aria-hidden="true">
      <path d="M1.5 4A1.5 1.5 0 013 2.5h9.2l6.3 7.5-6.3 7.5H3A1.500 1.500 0 011.500 16z" fill="currentColor" />
      <path d="M5.2 10.300l2.700 2.700 5-5.500" fill="none" stroke="var(--on-ink)" stroke-width="1.900" stroke-linecap="round" stroke-linejoin="round" />
    </svg>
  );
}

function named(label: string | undefined): Record<string, string> {
  return label ? { role: 'img', 'aria-label': label } : { 'aria-hidden': 'true' };
}

export type Children = ComponentChildren;
