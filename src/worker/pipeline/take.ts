/** A slice of deals, written down where it brings news. */
import type { Fields } from '../../crm/contract.ts';
import type { ListedDeal } from '../../crm/session.ts';
import type { DealKey } from '../../domain/event.ts';
import type { DealDrafts } from '../../notebook/index.ts';
import { listedDeal } from '../../wire/pipeline-schema.ts';
import type { PipelineCounts, PipelineRefusal, PipelineTarget } from '../../wire/pipeline.ts';
import { localDay } from '../day.ts';
import { draftsOf, signed } from '../drafts.ts';
import type { Office } from '../office.ts';
import { news } from '../reading.ts';

export interface Slice {
  counts: PipelineCounts;
  refused: PipelineRefusal[];
}

/** The deal's key; a colon in a record's id would be taken for the tenant's. */
export const keyIn = (target: PipelineTarget, record: string): DealKey => `${target.crm}:${target.org}:${record.replaceAll(':', '%3A')}`;

/**
 * Takes deals in, or with `dry` only counts what they would bring. A deal that says nothing new gets no event, so that the
 * same slice may come any number of times. While it writes, nobody else writes to these deals.
 */
export async function takeIn(office: Office, target: PipelineTarget, deals: readonly unknown[], dry = false): Promise<Slice> {
  const refused: PipelineRefusal[] = [];
  const wanted = new Map<DealKey, ListedDeal>();
  for (const raw of deals) {
    const parsed = listedDeal.safeParse(raw);
    const deal = parsed.success ? (parsed.data as ListedDeal) : null;
    const key = deal ? keyIn(target, deal.record) : '';
    if (!deal) refused.push({ ...namedBy(raw), why: 'shape', detail: parsed.error?.issues[0]?.path.join('.') ?? '' });
    else if (key.length > 600) refused.push({ record: deal.record.slice(0, 300), why: 'long' });
    else wanted.set(key, deal); // a list that moved between two pages may show a deal twice
  }
  const keys = [...wanted.keys()].sort();
  return office.book.inTurns(keys, async () => {
    const notebook = await office.book.open();
    const [states, settings, me, stages, packs] = await Promise.all([
      notebook.states(keys), office.memory.settings(), office.who(), office.cases.stages(target.crm, target.org), office.packs.shelf(),
    ]);
    const now = office.around.now();
    const counts = { fresh: 0, changed: 0, same: 0, refused: 0 };
    const all: DealDrafts[] = [];
    for (const key of keys) {
      const state = states.get(key) ?? null;
      const { record, fields } = wanted.get(key)!;
      if (!state && !nameOf(fields)) {
        refused.push({ record, why: 'name' });
        continue;
      }
      const fresh = news(state, fields, {}, now);
      if (!Object.keys(fresh).length) {
        counts.same += 1;
        continue;
      }
      counts[state ? 'changed' : 'fresh'] += 1;
      if (dry) continue;
      const going = [...office.desks.values()].filter((d) => d.key === key).flatMap((d) => [...d.going.values()]);
      const drafts = await draftsOf(office, target.crm, key, state, fresh, async () => ({
        key, crm: target.crm, org: target.org, state: state!, stages, settings, me: me.by, today: localDay(now), packs,
      }), (to) => going.some((g) => g.to?.id === to));
      all.push({ deal: key, drafts: signed(drafts, state, me, settings.name), after: state?.last ?? '' });
    }
    if (all.length) {
      const events = await notebook.appendMany(all, me);
      const written = all.map((one) => one.deal);
      office.book.forget(written);
      for (const desk of office.desks.values()) {
        if (!desk.key || !written.includes(desk.key)) continue;
        if (states.has(desk.key)) office.tellEvents(desk.key, events.filter((e) => e.deal === desk.key));
        else await office.show(desk);
        await office.rest(desk);
      }
    }
    counts.refused = refused.length;
    return { counts, refused };
  });
}

const nameOf = (fields: Fields): boolean => typeof fields.name?.value === 'string' && fields.name.value.trim() !== '';

const namedBy = (raw: unknown): { record?: string } => {
  const record = typeof raw === 'object' && raw !== null ? (raw as { record?: unknown }).record : undefined;
  return typeof record === 'string' ? { record: record.slice(0, 300) } : {};
};
