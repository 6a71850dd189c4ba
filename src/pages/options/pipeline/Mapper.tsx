/** Which column is which field, where the deals belong, what the file leaves open; and the first deals as they will be. */
import type { JSX } from 'preact';
import { useMemo } from 'preact/hooks';
import type { PipelineWords } from '../../../i18n/pipeline.ts';
import type { ListedDeal } from '../../../crm/session.ts';
import type { FieldValue, Money, StageRef } from '../../../domain/event.ts';
import { showDay } from '../../../i18n/index.ts';
import type { Lang } from '../../../wire/messages.ts';
import type { PipelineSite, PipelineTarget } from '../../../wire/pipeline.ts';
import { asks, build, stageFor } from './deals.ts';
import { cellsOf, SLOTS, wordsOf, type Mapping, type Slot } from './mapping.ts';
import type { Encoding, Table } from './table.ts';
import { dayIn, isNothing } from './values.ts';

export interface Choice {
  mapping: Mapping;
  target: PipelineTarget;
}

interface MapperProps {
  t: PipelineWords;
  table: Table;
  choice: Choice;
  sites: readonly PipelineSite[];
  stages: readonly StageRef[];
  lang: Lang;
  change: (choice: Choice) => void;
  reread: (encoding: Encoding) => void;
  /** What is drawn at the end; `may`: nothing is missing that must be said. */
  ready: (may: boolean) => JSX.Element;
}

const SHOWN: readonly Slot[] = ['record', 'name', 'account', 'amount', 'closeDate', 'stage', 'probability', 'owner'];
const MOST_STAGES = 60;
const FIRST = 5;

export function Mapper({ t, table, choice, sites, stages, lang, change, reread, ready }: MapperProps): JSX.Element {
  const { mapping, target } = choice;
  const set = (more: Partial<Mapping>): void => change({ target, mapping: { ...mapping, ...more } });
  const column = (slot: Slot, header: string): void => {
    const columns = { ...mapping.columns };
    delete columns[slot];
    // One column is one field.
    for (const other of SLOTS) if (header && columns[other] === header) delete columns[other];
    set({ columns: { ...columns, ...(header && { [slot]: header }) } });
  };
  const name = target.crm === 'file' ? '' : sites.find((s) => s.crm === target.crm)?.name ?? target.crm;
  const homes = sites.flatMap((site) => site.orgs.map((org) => ({ crm: site.crm, org, label: `${site.name} · ${org}` })));
  const open = useMemo(() => asks(table, mapping), [table, mapping.columns]);
  const example = open.length ? cellsOf(table, open[0]!).find((c): c is string => typeof c === 'string' && !isNothing(c) && dayIn(c, 'd') !== undefined && dayIn(c, 'd') !== dayIn(c, 'm') && dayIn(c, 'm') !== undefined) : undefined;
  const words = useMemo(() => wordsOf(table, mapping.columns.stage, MOST_STAGES), [table, mapping.columns.stage]);
  const strangers = stages.length ? words.filter((word) => mapping.stages[word] !== undefined || !stageFor(word, { ...mapping, stages: {} }, { crm: 'none', org: '' }, stages)) : [];
  const wrong = !mapping.columns.name ? t.needName : name && !mapping.columns.record ? t.needRecord(name) : '';
  const badCurrency = !/^([A-Z]{3})?$/.test(mapping.currency);
  const first = useMemo(() => (wrong ? [] : build(table, mapping, target, stages, FIRST).deals), [table, mapping, target.crm, stages, wrong]);
  const may = !wrong && !badCurrency && target.org.trim() !== '' && (!open.length || mapping.order !== undefined);

  return (
    <div class="pipe-map">
      <div class="pipe-grid">
        <label class="label">{t.belongs}
          <select class="input" value={target.crm === 'file' ? '' : `${target.crm}:${target.org}`} onChange={(e) => {
            const home = homes.find((h) => `${h.crm}:${h.org}` === e.currentTarget.value);
            change({ mapping: { ...mapping, stages: {} }, target: home ? { crm: home.crm, org: home.org } : { crm: 'file', org: 'export' } });
          }}>
            <option value="">{t.noCrm}</option>
            {homes.map((h) => <option key={h.label} value={`${h.crm}:${h.org}`}>{h.label}</option>)}
          </select></label>
        {target.crm === 'file' && (
          <label class="label">{t.source}
            <input class="input" value={target.org} maxLength={100} required aria-describedby="pipe-source" onInput={(e) => change({ mapping, target: { crm: 'file', org: e.currentTarget.value } })} />
            <span class="hint" id="pipe-source">{t.sourceHint}</span></label>
        )}
        {table.encoding && (
          <label class="label">{t.encoding}
            <select class="input" value={table.encoding} onChange={(e) => reread(e.currentTarget.value as Encoding)}>
              {Object.entries(t.encodings).map(([id, label]) => <option key={id} value={id}>{label}</option>)}
            </select></label>
        )}
      </div>
      <fieldset class="pipe-grid">
        <legend>{t.columns}</legend>
        {SLOTS.map((slot) => (
          <label class="label" key={slot}>{t.slots[slot]}
            <select class="input" data-slot={slot} value={mapping.columns[slot] ?? ''} aria-invalid={(slot === 'name' && !mapping.columns.name) || (slot === 'record' && name !== '' && !mapping.columns.record) || undefined}
              onChange={(e) => column(slot, e.currentTarget.value)}>
              <option value="">{t.none}</option>
              {table.headers.map((header) => <option key={header} value={header}>{header}</option>)}
            </select></label>
        ))}
      </fieldset>
      {wrong ? <p class="w-rejected" role="alert">{wrong}</p> : !mapping.columns.record && <p class="w-stale">{t.noRecord}</p>}
      {open.length > 0 && (
        <fieldset class="pipe-ask">
          <legend>{t.order(example ?? open.join(', '))}</legend>
          {(['d', 'm'] as const).map((order) => (
            <label key={order}><input type="radio" name="pipe-order" checked={mapping.order === order} onChange={() => set({ order })} /> {t.orders[order]}{example ? ` · ${showDay(dayIn(example, order)!, lang)}` : ''}</label>
          ))}
        </fieldset>
      )}
      {mapping.columns.amount && (
        <label class="label pipe-currency">{t.currencyOf}
          <input class="input" value={mapping.currency} maxLength={3} aria-invalid={badCurrency || undefined} aria-describedby="pipe-currency" onInput={(e) => set({ currency: e.currentTarget.value.toUpperCase() })} />
          <span class={`hint ${badCurrency ? 'w-rejected' : ''}`} id="pipe-currency">{badCurrency ? t.currencyBad : t.currencyHint}</span></label>
      )}
      {name && words.length > 0 && stages.length === 0 && target.crm !== 'salesforce' && <p class="w-stale">{t.stagesUnknown(name)}</p>}
      {strangers.length > 0 && (
        <fieldset class="pipe-grid">
          <legend>{t.stages}</legend>
          <p class="t2 pipe-wide">{t.stagesHint(name)}</p>
          {strangers.map((word) => (
            <label class="label" key={word}>{word}
              <select class="input" value={mapping.stages[word] ?? ''} onChange={(e) => set({ stages: { ...mapping.stages, [word]: e.currentTarget.value } })}>
                <option value="">{t.stageLeftOut}</option>
                {stages.map((s) => <option key={s.id} value={s.id}>{s.label}</option>)}
              </select></label>
          ))}
        </fieldset>
      )}
      {first.length > 0 && (
        <div class="pipe-preview" tabIndex={0} role="region" aria-labelledby="pipe-preview">
          <table>
            <caption id="pipe-preview">{t.preview}</caption>
            <thead><tr>{SHOWN.map((slot) => <th key={slot} scope="col">{t.slots[slot]}</th>)}</tr></thead>
            <tbody>{first.map((deal) => <tr key={deal.record}>{SHOWN.map((slot) => <td key={slot} class={slot === 'amount' || slot === 'probability' ? 'num' : undefined}>{show(deal, slot, lang)}</td>)}</tr>)}</tbody>
          </table>
        </div>
      )}
      {ready(may)}
    </div>
  );
}

function show(deal: ListedDeal, slot: Slot, lang: Lang): string {
  if (slot === 'record') return deal.record;
  if (slot === 'currency') return '';
  const value: FieldValue | undefined = deal.fields[slot]?.value;
  if (value === undefined || value === null) return '–';
  if (slot === 'closeDate' || slot === 'created') return showDay(String(value), lang);
  if (slot === 'probability') return `${value} %`;
  if (typeof value !== 'object') return String(value);
  if ('label' in value) return value.label;
  const { value: sum, currency } = value as Money;
  return `${deal.fields[slot]?.rounded ? '≈ ' : ''}${new Intl.NumberFormat(lang === 'zh-CN' ? 'zh-CN' : 'en-GB', { maximumFractionDigits: 2 }).format(sum)}${currency ? ` ${currency}` : ''}`;
}
