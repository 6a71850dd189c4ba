import type { JSX } from 'preact';
import type { PackError } from '../../../methods/parse.ts';
import type { App } from '../../../ui/state/app.ts';
import { CheckGlyph } from '../../../ui/parts/index.ts';

const MOST = 50;

/** What is wrong with a pack, by line, in the reader's language. */
export function Faults(p: { app: App; title: string; faults: readonly PackError[]; onShow?: (fault: PackError) => void; onClose?: () => void }): JSX.Element {
  const t = p.app.m.value.packs;
  return (
    <div class="faults" role={p.faults.some((f) => f.severity === 'error') ? 'alert' : undefined}>
      <p class="strong">{p.title}</p>
      <ol>
        {p.faults.slice(0, MOST).map((fault, i) => (
          <li key={i}>
            <CheckGlyph severity={fault.severity === 'error' ? 'critical' : 'warning'} />
            <span>
              {p.onShow
                ? <button type="button" class="link" onClick={() => p.onShow!(fault)}>{fault.path || t.whole}</button>
                : <span class="num">{t.line(fault.line, fault.column)}</span>}
              {' '}{p.app.text(fault.message)} <code class="t3">{fault.code}</code>
            </span>
          </li>
        ))}
      </ol>
      {p.faults.length > MOST && <p class="t2">{t.moreFaults(p.faults.length - MOST)}</p>}
      {p.onClose && <div class="acts"><button type="button" class="btn plain" onClick={p.onClose}>{t.close}</button></div>}
    </div>
  );
}
