/** Rows that were refused, the first of them in words, all of them as a file. */
import type { JSX } from 'preact';
import type { PipelineWords } from '../../../i18n/pipeline.ts';
import type { PipelineRefusal } from '../../../wire/pipeline.ts';
import { refusedCsv } from './deals.ts';

const MOST = 20;

export function Refused({ t, refused, total, save }: { t: PipelineWords; refused: readonly PipelineRefusal[]; total: number; save: (blob: Blob, name: string) => void }): JSX.Element {
  const reason = (r: PipelineRefusal): string => t.reasons[r.why](r.detail ?? '');
  const where = (r: PipelineRefusal): string => (r.row !== undefined ? t.refusedRow(r.row) : t.refusedRecord(r.record ?? '–'));
  return (
    <details class="pipe-refused" open={refused.length <= 5}>
      <summary>{t.refusedTitle(total)}</summary>
      <ul>
        {refused.slice(0, MOST).map((r, i) => <li key={i}><b>{where(r)}</b>: {reason(r)}</li>)}
        {total > MOST && <li class="t2">{t.refusedMore(total - MOST)}</li>}
      </ul>
      <button type="button" class="btn plain tiny" onClick={() => save(new Blob([refusedCsv(refused, t.csvHead, reason)], { type: 'text/csv' }), 'stageproof-refused.csv')}>{t.save}</button>
    </details>
  );
}
