/**
 * Boards and lists of opportunities. Their cards and rows carry numbers of the page's own (`datapoint_6`) and no record id
 * (19, seen 2026-11-21), so Odoo is asked which records have the names that are shown; where a name is several records' and
 * customer, owner and column do not decide, the card is left out.
 */
import type { DealOnList, Fields, ListReader } from '../contract.ts';
import type { StageRef } from '../../domain/event.ts';
import { codesOf, fieldsOf, MODEL, NAMES, pair, stagesOf } from './api.ts';
import { shown, textOf, type Known } from './rest.ts';
import { connect, type OdooWindow, type Row } from './rpc.ts';

type Root = Document | Element;

const CARD = '.o_kanban_record[data-id]';
const ROW = '.o_data_row[data-id]';
/** Where a card has its name: as a field, before 18, and on the captures of 19. */
const TITLES = ['[name=name]', '.o_kanban_record_title', '.fw-bold'];
/** More names in one question would be too long for some servers in front of Odoo. */
const AT_ONCE = 200;
const MOST_ROWS = 1_000;
/** After a trouble nothing is asked for a while, however much the page changes. */
const REST_MS = 30_000;

interface Found { name: string; record: string; fields: Fields }

/** `known` is what the script at rest lacks: stages by their columns' titles, and the record of a card in hand. */
export function odooList(win: OdooWindow): { reader: ListReader; known: Known } {
  const asked = new WeakMap<Element, { name: string; found: Found | null }>();
  let again = 0;
  const known: Known = { stages: globalThis.stageproofOdoo?.stages ?? [], drop };

  const places = (root: Root, url: URL) => {
    const it = shown(root, url);
    const view = 'kind' in it && it.kind === 'elsewhere' ? it.view : undefined;
    const items = view ? [...root.querySelectorAll(view === 'list' ? ROW : CARD)].filter((e) => !e.closest('.modal')) : [];
    return { view, items: items.flatMap((item) => { const anchor = TITLES.map((css) => item.querySelector(css)).find((e) => e?.textContent?.trim()); const name = anchor?.textContent?.trim(); return anchor && name ? [{ item, anchor, name }] : []; }) };
  };
  const foundAt = (item: Element, name: string): Found | null | undefined => {
    const answer = asked.get(item);
    return answer?.name === name ? answer.found : undefined;
  };

  /** Odoo drags by itself: the card in hand and the column beneath are marked until the pointer is let go. */
  function drop(event: Event, root: Root): ReturnType<NonNullable<Known['drop']>> {
    const card = root.querySelector('.o_kanban_record.o_dragged');
    const column = root.querySelector('.o_kanban_group.o_kanban_hover');
    const found = card && asked.get(card)?.found;
    const title = column?.querySelector('.o_column_title');
    const [to, second] = known.stages.filter((s) => title && s.label === textOf(title));
    if (!found || !to || second || found.fields.stage && (found.fields.stage.value as StageRef | null)?.id === to.id) return null;
    // Held, the drag would go on without a button pressed; any key ends it.
    queueMicrotask(() => { if (event.defaultPrevented) dispatchEvent(new KeyboardEvent('keydown', { key: 'Escape', bubbles: true })); });
    return { to, how: 'kanban', record: found.record };
  }

  const reader: ListReader = {
    id: 'odoo',
    list(root, url) {
      const { view, items } = places(root, url);
      if (!view) return null;
      const deals = items.flatMap(({ item, anchor, name }): DealOnList[] => {
        const found = foundAt(item, name);
        return found ? [{ record: found.record, fields: found.fields, anchor }] : [];
      });
      const total = Number(root.querySelector('.o_pager_limit')?.textContent?.replace(/\D/g, '') || 0);
      const more = deals.length < items.length || !!root.querySelector('.o_kanban_load_more,.o_column_folded') || (view === 'list' && total > items.length);
      return { org: url.host, view, deals, more };
    },
    watch: (root, url) => (places(root, url).view ? root.querySelector('.o_kanban_renderer,.o_list_renderer') : null),
    async prepare(root, url) {
      const all = places(root, url).items.filter(({ item, name }) => foundAt(item, name) === undefined);
      if (!all.length || Date.now() < again) return;
      try {
        const line = await connect(url.host, win);
        const stages = await stagesOf(line);
        known.stages = stages;
        for (let i = 0; i < all.length; i += AT_ONCE) {
          const open = all.slice(i, i + AT_ONCE);
          const domain = [['type', '=', 'opportunity'], ['name', 'in', [...new Set(open.map((o) => o.name))]]];
          const rows = await line.rows(MODEL, domain, NAMES, { limit: MOST_ROWS, order: 'id', context: { active_test: false } });
          const codes = await codesOf(line, rows).catch(() => new Map<string, string>());
          for (const { item, name } of open) {
            // Of an answer that was cut off nobody knows which name is one record's alone.
            const row = rows.length < MOST_ROWS ? theOne(rows.filter((r) => typeof r['name'] === 'string' && r['name'].trim() === name), item) : undefined;
            asked.set(item, { name, found: row ? { name, record: String(row['id']), fields: fieldsOf(row, stages, codes) } : null });
          }
        }
      } catch {
        // Signed out, offline.
        again = Date.now() + REST_MS;
      }
    },
  };
  return { reader, known };
}

/** The row that a card shows, if what else it shows leaves one. */
function theOne(rows: Row[], item: Element): Row | undefined {
  const images = [...item.querySelectorAll('img')].map((i) => i.getAttribute('src') ?? '').join(' ');
  const text = item.textContent ?? '';
  const column = item.closest('.o_kanban_group')?.querySelector('.o_column_title');
  const fits: ((row: Row) => boolean)[] = [
    (row) => { const p = pair(row['partner_id']); return p ? text.includes(p.label) || new RegExp(`res\\.partner/${p.id}/`).test(images) : !/res\.partner\//.test(images); },
    (row) => { const u = pair(row['user_id']); return u ? text.includes(u.label) || new RegExp(`res\\.users/${u.id}/`).test(images) : !/res\.users\//.test(images); },
    (row) => { const s = pair(row['stage_id']); return !!s && (column ? textOf(column) === s.label : text.includes(s.label)); },
  ];
  let left = rows;
  for (const fit of fits) if (left.length > 1) left = left.filter(fit);
  return left.length === 1 ? left[0] : undefined;
}
