/**
 * Pipedrive's REST API v1 (documented) on the page's own host. With the page's session its web application and public
 * browser extensions name the session by `session_token`, the value of a readable cookie (public code, 2019–2024, read
 * 2026-11-21). Never tried on Pipedrive: a wrong guess is a trouble, and the page's reading stands.
 */
import type { StageRef } from '../../domain/event.ts';
import { ask, clip, cookieOf, currencyCode, dayText, escapeHtml, figure, fill, idText, isRow, ownApi, rows, stageRef, text, Trouble, type OwnApi, type PageWorld, type Row } from '../own-api.ts';
import { CLOSED } from './ids.ts';

const COOKIE = 'pipe-session-token';

export function pipedriveApi(world: PageWorld): ReturnType<typeof ownApi> {
  async function call(path: string, init: Parameters<typeof ask>[2] = {}): Promise<Row> {
    const token = cookieOf(world.cookie, COOKIE);
    if (!token) throw new Trouble('signed-out', `no ${COOKIE}`);
    const { body } = await ask(world, `/api/v1/${path}${path.includes('?') ? '&' : '?'}session_token=${encodeURIComponent(token)}&strict_mode=true`, init);
    if (!isRow(body) || body['success'] !== true) throw new Trouble('shape', path);
    return body;
  }

  const me = async () => {
    const { data } = await call('users/self');
    const id = isRow(data) ? idText(data['id']) : undefined;
    return id ? { id, label: clip(text((data as Row)['name']) ?? id, 400) } : undefined;
  };
  const stagesOf = async (pipeline?: unknown): Promise<StageRef[]> => {
    const { data } = await call(`stages${idText(pipeline) ? `?pipeline_id=${idText(pipeline)}` : ''}`);
    const open = rows(data).toSorted((a, b) => (figure(a['order_nr']) ?? 0) - (figure(b['order_nr']) ?? 0))
      .flatMap((s) => (idText(s['id']) ? [stageRef(idText(s['id'])!, text(s['name']) ?? '')] : []));
    return open.length ? [...open, ...CLOSED] : [];
  };

  const api: OwnApi = {
    can: ['stage', 'probability', 'closeDate', 'note'],
    owns: (org) => world.origin === `https://${org}`,

    async record(place) {
      const { data } = await call(`deals/${encodeURIComponent(place.record)}`);
      if (!isRow(data) || idText(data['id']) !== place.record) throw new Trouble('shape', 'another record was answered');
      // The record stands without stages and user.
      const [stages, who] = await Promise.all([stagesOf(data['pipeline_id']).catch(() => []), me().catch(() => undefined)]);
      return { fields: fieldsOf(data, stages), stages, me: who, mark: text(data['update_time']) };
    },

    async people(place) {
      const [{ data }, deal] = await Promise.all([call(`deals/${encodeURIComponent(place.record)}/persons`), call(`deals/${encodeURIComponent(place.record)}`)]);
      const first = isRow(deal['data']) ? party(deal['data']['person_id'])?.id : undefined;
      return rows(data).flatMap((p) => {
        const id = idText(p['id']);
        const name = text(p['name']);
        return id && name ? [{ id, name: clip(name, 400), ...(text(p['job_title']) && { role: clip(text(p['job_title'])!, 400) }), ...(id === first && { primary: true as const }) }] : [];
      });
    },

    async deals({ after, size, all }) {
      const who = all ? undefined : await me();
      if (!all && !who) throw new Trouble('shape', 'users/self');
      const start = /^\d+$/.test(after ?? '0') ? after ?? '0' : '0';
      const body = await call(`deals?status=open&start=${start}&limit=${Math.min(size, 500)}${who ? `&user_id=${who.id}` : ''}`);
      const stages = after ? [] : await stagesOf().catch(() => []);
      const more = isRow(body['additional_data']) && isRow(body['additional_data']['pagination']) ? body['additional_data']['pagination'] : {};
      const next = more['more_items_in_collection'] === true ? idText(more['next_start']) : undefined;
      return {
        deals: rows(body['data']).flatMap((d) => (idText(d['id']) ? [{ record: idText(d['id'])!, fields: fieldsOf(d, stages) }] : [])),
        ...(next && { next }), ...(stages.length && { stages }),
      };
    },

    async write(place, { field, to }) {
      if (field === 'note') {
        await call('notes', { method: 'POST', json: { content: escapeHtml(String(to ?? '')), deal_id: Number(place.record) } });
        return;
      }
      const value = typeof to === 'object' && to && 'id' in to ? to.id : to;
      const json = field === 'probability' ? { probability: to } : field === 'closeDate' ? { expected_close_date: to }
        : CLOSED.some((s) => s.id === value) ? { status: value } : { stage_id: Number(value), status: 'open' };
      await call(`deals/${encodeURIComponent(place.record)}`, { method: 'PUT', json });
    },
  };
  return ownApi(api);
}

/** A person, company or user: `{value|id, name}`; a bare id says no name. */
function party(x: unknown): { id?: string; label: string } | null | undefined {
  if (x === null) return null;
  if (!isRow(x)) return;
  const id = idText(x['id']) ?? idText(x['value']);
  const label = text(x['name']);
  return label === undefined ? undefined : { ...(id && { id }), label: clip(label) };
}

function fieldsOf(d: Row, stages: StageRef[]) {
  const { fields, set } = fill();
  const nullable = <T>(x: unknown, read: (x: unknown) => T | undefined) => (x === null ? null : read(x));
  set('name', text(d['title']) && clip(text(d['title'])!));
  set('account', party(d['org_id']));
  set('contact', party(d['person_id']));
  set('owner', party(d['user_id']));
  set('closeDate', nullable(d['expected_close_date'], dayText));
  set('created', dayText(d['add_time']));
  set('probability', nullable(d['probability'], figure));
  set('nextStep', nullable(d['next_activity_subject'], (x) => text(x) && clip(text(x)!)));
  const value = figure(d['value']);
  const code = currencyCode(d['currency']);
  set('amount', d['value'] === null ? null : value === undefined ? undefined : { value, ...(code && { currency: code }) });
  const ended = CLOSED.find((s) => s.id === d['status']);
  const id = idText(d['stage_id']);
  set('stage', ended ?? (id ? stages.find((s) => s.id === id) ?? stageRef(id, id) : undefined));
  return fields;
}

