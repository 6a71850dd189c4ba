/**
 * The picker: injected when the user teaches a CRM. It only points, reads and reports; what is kept of it the worker decides.
 * Left in the content script's own world, which the page cannot see.
 */

import type { CrmId } from '../crm/contract.ts';
import { marks } from '../crm/recipe/marks.ts';
import { meant, propose, proposeStages } from '../crm/recipe/propose.ts';
import { every, kindOf, labelled, labelsOf, langOf, readFields, shownText, value } from '../crm/recipe/read.ts';
import { ready } from '../crm/recipe/ready.ts';
import { isForeign, scopeOf, stagesOf, textOf, visible } from '../crm/recipe/rest.ts';
import { wordsFor } from '../crm/recipe/words.ts';
import type { FieldName, FieldReading, Money, Ref } from '../domain/event.ts';
import type { Picked, PickWords, TeachJob, Tried, Where } from '../wire/teach.ts';
import { pick, stopPicking } from './teach/picker.ts';
import { says } from './teach/under.ts';
import { adopt } from './whole.ts';

declare global {
  var stageproofTeach: ((job: TeachJob) => Promise<unknown>) | undefined;
}

const DIALOG = '[role=dialog],[role=alertdialog],dialog';
type Shows = Omit<FieldReading, 'from'>;

/** Part of the page in which the element stands: the dialog over it, or the page. */
const scopeAt = (e: Element): { scope: Element | Document; named?: string[] } => {
  const dialog = e.closest(DIALOG);
  return dialog ? { scope: dialog, named: [dialog.localName === 'dialog' ? 'dialog[open]' : `[role="${dialog.getAttribute('role')!}"]`] } : { scope: document };
};
const recordHere = (): string => marks(location.href)[0]?.id ?? '';

/** A value as the bar and the panel show it. */
function show(read: Shows, words: PickWords): string {
  // As the panel writes it.
  const lang = words.lang === 'en' ? 'en-GB' : words.lang;
  const { value: v } = read;
  if (v === null) return '–';
  const exact = read.rounded ? ` · ${words.rounded}` : '';
  if (typeof v === 'object' && 'value' in v) {
    const { value: n, currency } = v as Money;
    return new Intl.NumberFormat(lang, currency ? { style: 'currency', currency, maximumFractionDigits: 2 } : {}).format(n) + exact;
  }
  if (typeof v === 'object') return (v as Ref).label;
  return /^\d{4}-\d\d-\d\d$/.test(String(v)) ? new Intl.DateTimeFormat(lang, { dateStyle: 'long', timeZone: 'UTC' }).format(new Date(`${String(v)}T00:00Z`)) : String(v);
}

/** A machine's own form beside what a person sees: a day, or the exact amount behind an abbreviated one. */
function exact(e: Element, field: FieldName, seen: Shows | undefined): { attr: string; at: Element } | undefined {
  const time = e.closest('time[datetime]') ?? e.querySelector('time[datetime]');
  if (kindOf(field) === 'day' && time) return { attr: 'datetime', at: time };
  if (!seen?.rounded) return;
  for (const at of [e, e.parentElement!]) {
    const better = value('money', at.getAttribute('title') ?? '', { lang: langOf(document) });
    if (better?.value && !better.rounded) return { attr: 'title', at };
  }
  return;
}

/** Where the value of a field probably stands, by its label or, for the name, as the page's heading. */
function likely(field: FieldName): Element | null {
  const dialogs = [...document.querySelectorAll(DIALOG)].filter(visible);
  const scope = dialogs.at(-1) ?? document;
  if (field === 'name') return [...scope.querySelectorAll('main h1, [role=main] h1, h1, h2')].find((e) => visible(e) && says(e)) ?? null;
  if (field === 'stage') {
    const marked = [...scope.querySelectorAll('[aria-current="step"],[aria-current="true"],[role=option][aria-selected="true"],[role=radio][aria-checked="true"]')].filter(visible);
    const row = marked.find((e) => typeof proposeStages(e, scope, '') === 'object' && proposeStages(e, scope, '') !== null);
    if (row) return row;
  }
  for (const up of [0, 1, 2]) {
    const found = [...labelled(scope, { label: wordsFor(field), up })].filter((e) => visible(e) && textOf(e) !== '');
    if (found.length === 1) return found[0]!;
  }
  return null;
}

async function pickField(field: Exclude<FieldName, 'stage'>, job: Extract<TeachJob, { do: 'pick' }>): Promise<Picked> {
  const { words } = job;
  const lang = langOf(document);
  const ended = await pick<Extract<Picked, { end: 'taken'; rule: unknown }>>({
    words, skippable: job.skippable, first: likely(field),
    weigh: (pointed) => {
      const e = meant(pointed);
      const text = shownText(e);
      if (!text || text.length > 300) return { say: words.empty, good: false };
      const seen = value(kindOf(field), text, { lang, ...(job.dates && { order: job.dates }) });
      const better = exact(e, field, seen);
      const raw = better ? better.at.getAttribute(better.attr)! : text;
      const read = better ? value(kindOf(field), raw, { lang }) : seen;
      const days = { d: value('day', text, { lang, order: 'd' })?.value, m: value('day', text, { lang, order: 'm' })?.value };
      const open = !read && kindOf(field) === 'day' && days.d && days.m;
      if (!read && !open) return { say: `${text.slice(0, 80)} — ${words.unclear}`, good: false };
      if (read?.value === null) return { say: words.empty, good: false };
      const { scope, named } = scopeAt(e);
      const { find, label } = propose(better?.at ?? e, field, scope, recordHere());
      if (!find.length) return { say: `${text.slice(0, 80)} — ${words.unclear}`, good: false };
      return {
        say: read ? show(read, words) : text, good: true,
        value: {
          end: 'taken', rule: { find, ...(better && { attr: better.attr }) }, shows: read ?? null, text,
          ...(named && { scope: named }), ...(label && { label }), ...(open && { days: { d: String(days.d), m: String(days.m) } }),
        },
      };
    },
  });
  return ended.end === 'taken' ? ended.value : ended;
}

async function pickStage(job: Extract<TeachJob, { do: 'pick' }>): Promise<Picked> {
  const { words } = job;
  const ended = await pick<Extract<Picked, { end: 'taken'; stage: unknown }>>({
    words, skippable: job.skippable, first: likely('stage'),
    weigh: (pointed) => {
      const e = meant(pointed);
      const text = textOf(e);
      if (!text || text.length > 80) return { say: words.empty, good: false };
      const { scope, named } = scopeAt(e);
      const row = proposeStages(e, scope, recordHere());
      if (row === 'alike') return { say: `${text} — ${words.unclear}`, good: false };
      if (row) return { say: `${row.now} (${row.stages.map((s) => s.labels[0]).join(' · ')})`, good: true, value: { end: 'taken', stage: row.rule, now: row.now, stages: row.stages, text, ...(named && { scope: named }) } };
      const { find } = propose(e, 'stage', scope, recordHere());
      if (!find.length) return { say: `${text} — ${words.unclear}`, good: false };
      const known = [{ id: text, labels: [text] }];
      return { say: text, good: true, value: { end: 'taken', stage: { find, known }, now: text, stages: known, text, ...(named && { scope: named }) } };
    },
  });
  return ended.end === 'taken' ? ended.value : ended;
}

async function pickButton(job: Extract<TeachJob, { do: 'pick' }>): Promise<Picked> {
  const ended = await pick<Extract<Picked, { end: 'taken'; button: string }>>({
    words: job.words, skippable: true, first: null,
    weigh: (pointed) => {
      const button = pointed.closest('button,[role=button],a,input[type=button],input[type=submit]');
      const text = button ? textOf(button) : '';
      const css = button && propose(button, 'type', scopeAt(button).scope, recordHere()).find.find((f) => 'css' in f);
      return css && 'css' in css && text ? { say: text, good: true, value: { end: 'taken', button: css.css, text } } : { say: job.words.empty, good: false };
    },
  });
  return ended.end === 'taken' ? ended.value : ended;
}

function where(other?: string): Where {
  const site = document.querySelector<HTMLMetaElement>('meta[property="og:site_name"],meta[name="application-name"]')?.content.trim();
  return { href: location.href, host: location.host, title: document.title, lang: langOf(document), marks: marks(location.href, other), name: site || location.hostname.replace(/^(www|app|crm)\./, '').split('.')[0]! };
}

function tried(raw: Extract<TeachJob, { do: 'try' }>['recipe']): Tried {
  const recipe = ready(raw, `taught-${raw.id}` satisfies CrmId);
  const look = every(labelsOf(recipe));
  const scope = scopeOf(recipe, document, () => true);
  if (!scope) return { fields: {}, missing: Object.keys(raw.fields) as FieldName[] };
  const { fields, missing } = readFields(recipe, scope, document, 'taught');
  const { now } = stagesOf(recipe.stage, scope, isForeign(recipe, document), look);
  return { fields: { ...fields, ...(now && { stage: { value: now } }) }, missing: raw.stage && !now ? [...missing, 'stage'] : missing };
}

globalThis.stageproofTeach ??= async (job) => {
  if (job.do === 'stop') return stopPicking();
  if (job.do === 'where') return where(job.other);
  if (job.do === 'try') return tried(job.recipe);
  if (job.do === 'adopt') {
    await adopt();
    globalThis.stageproofCore?.read();
    return globalThis.stageproofCore?.adapter.id;
  }
  return job.what === 'stage' ? pickStage(job) : job.what === 'button' ? pickButton(job) : pickField(job.what, job);
};

