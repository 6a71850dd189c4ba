import type { JSX } from 'preact';

const LEFT = 12;
const RIGHT = 172;
/** −1..1 on the line of a group's plot. */
const x = (v: number): number => LEFT + ((v + 1) / 2) * (RIGHT - LEFT);

/** The mark of a party: us a disc, rivals in turn a diamond, a triangle, a square. */
export function PartyMark({ index }: { index: number }): JSX.Element {
  const stroke = { fill: 'none', stroke: 'currentColor', 'stroke-width': 1.5 } as const;
  return (
    <svg width="12" height="12" viewBox="0 0 12 12" aria-hidden="true">
      {index === 0 ? <circle cx="6" cy="6" r="5" fill="var(--ink)" />
        : index % 3 === 1 ? <path d="M6 1l5 5-5 5-5-5z" {...stroke} />
        : index % 3 === 2 ? <path d="M6 1.500l5 9H1z" {...stroke} stroke-linejoin="round" />
        : <path d="M2 2h8v8H2z" {...stroke} />}
    </svg>
  );
}

function RivalPoint({ v, index }: { v: number; index: number }): JSX.Element {
  const c = x(v);
  const common = { fill: 'var(--plot-ground, var(--surface))', stroke: 'var(--text-2)', 'stroke-width': 1.5 } as const;
  if (index % 3 === 1) return <path d={`M${c} 3.500l5 5-5 5-5-5z`} {...common} />;
  if (index % 3 === 2) return <path d={`M${c} 27l5.200 9h-10.400z`} {...common} stroke-linejoin="round" />;
  return <path d={`M${c - 4.5} 4h9v9h-9z`} {...common} />;
}

/** One group on the line from −1 to +1: us now, us at the earlier date, the rivals. */
export function GroupPlot(p: { us: number | null; was: number | null; rivals: (number | null)[]; label: string }): JSX.Element {
  const moved = p.us !== null && p.was !== null && Math.abs(p.us - p.was) > 0.02;
  return (
    <svg class="plot" viewBox="0 0 184 40" role="img" aria-label={p.label}>
      <path d="M12 20H172" stroke="var(--line-2)" />
      <path d="M92 11V29" stroke="var(--edge)" />
      <path d="M12 17V23M172 17V23" stroke="var(--line-2)" />
      {moved && <path d={`M${x(p.was!)} 20H${x(p.us!)}`} stroke={p.us! > p.was! ? 'var(--for-solid)' : 'var(--against-solid)'} stroke-width="2.500" />}
      {p.was !== null && <circle cx={x(p.was)} cy="20" r="3.500" fill="var(--plot-ground, var(--surface))" stroke="var(--ink)" stroke-width="1.500" />}
      {p.us !== null && <circle cx={x(p.us)} cy="20" r="5.500" fill="var(--ink)" />}
      {p.rivals.map((v, i) => (v === null ? null : <RivalPoint v={v} index={i + 1} />))}
    </svg>
  );
}

/** Our mean over the kept dates and today, as a small line. */
export function Trend({ points, label }: { points: { on: string; mean: number }[]; label: string }): JSX.Element {
  const w = 320;
  const h = 44;
  const step = points.length > 1 ? (w - 16) / (points.length - 1) : 0;
  const at = points.map((p, i) => [8 + i * step, h / 2 - (p.mean * (h - 14)) / 2] as const);
  return (
    <svg class="trend" viewBox={`0 0 ${w} ${h}`} role="img" aria-label={label}>
      <path d={`M8 ${h / 2}H${w - 8}`} stroke="var(--line-2)" stroke-dasharray="2 3" />
      <path d={at.map(([px, py], i) => `${i === 0 ? 'M' : 'L'}${px} ${py}`).join('')} fill="none" stroke="var(--ink)" stroke-width="1.500" />
      {at.map(([px, py], i) => <circle cx={px} cy={py} r={i === at.length - 1 ? 4.5 : 3} fill={i === at.length - 1 ? 'var(--ink)' : 'var(--surface)'} stroke="var(--ink)" stroke-width="1.500" />)}
    </svg>
  );
}
