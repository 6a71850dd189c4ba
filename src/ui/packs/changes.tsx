/** What is kept, renamed, new and retired between two versions of a method: on the options page and in the panel. */
import type { JSX } from 'preact';
import { comparePacks, type Kept, type Part } from '../../domain/method-version.ts';
import type { Methodology } from '../../domain/method.ts';
import type { App } from '../state/app.ts';

export function Changes({ app, from, to }: { app: App; from: Methodology; to: Methodology }): JSX.Element {
  const t = app.m.value.packs;
  const found = comparePacks(from, to);
  const line = (part: Part, more = ''): JSX.Element => <li key={`${part.kind} ${part.id}`}><span class="t3">{t.kinds[part.kind]}</span> {app.text(part.text)}{more}</li>;
  const need = (part: Kept): string => (part.requiredBefore === undefined || part.kind === 'stage' ? '' : ` (${part.required ? t.nowRequired : t.nowOptional})`);
  const differing = found.kept.filter((part) => need(part) !== '');
  if (!found.renamed.length && !found.new.length && !found.retired.length && !differing.length) return <p class="t2">{t.noChanges}</p>;
  return (
    <div class="changes">
      <p class="t2">{t.kept(found.kept.length)}</p>
      {differing.length > 0 && <ul>{differing.map((part) => line(part, need(part)))}</ul>}
      {found.renamed.length > 0 && <><p class="strong">{t.renamed(found.renamed.length)}</p>
        <ul>{found.renamed.map((part) => <li key={part.id}><span class="t3">{t.kinds[part.kind]}</span> {app.text(part.fromText)} → {app.text(part.text)}{need(part)}</li>)}</ul></>}
      {found.new.length > 0 && <><p class="strong">{t.fresh(found.new.length)}</p><ul>{found.new.map((part) => line(part, part.required && part.kind === 'outcome' ? ` (${t.required})` : ''))}</ul></>}
      {found.retired.length > 0 && <><p class="strong">{t.retired(found.retired.length)} <span class="t2">{t.retiredHint}</span></p><ul>{found.retired.map((part) => line(part))}</ul></>}
    </div>
  );
}
