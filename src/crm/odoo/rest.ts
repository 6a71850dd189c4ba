/**
 * What every Odoo page carries at rest: which opportunity, which stage, which move is being made. Addresses and classes after
 * the client's public source, 16 to 19; seen on captures of 19 (2026-11-21). An address alone often names no model
 * (`/odoo/action-312/5`), so the form must show that it is a lead's. Every byte here is on every page: shorter before plainer.
 */
import type { StageRef } from '../../domain/event.ts';
import type { AtRest, Place, Reading, StageIntent } from '../contract.ts';

type Root = Document | Element;

/** What Odoo's pages do not say and its API does; left by the scripts that ask it, in the content script's own world. */
export interface Known {
  /** All stages, closed ones marked. */
  stages: StageRef[];
  /** The move of a card that is let go on another column. */
  drop?: (event: Event, root: Root) => StageIntent | null;
}
declare global {
  // eslint-disable-next-line no-var
  var stageproofOdoo: Known | undefined;
}

export const waiting: Reading = { kind: 'unrecognised', clue: 'waiting' };

/** The record in an address (`new` is one too), or none for other models and for lists; whether its model is sure. */
const at = ({ pathname, hash }: URL): { id?: string; sure?: boolean } => {
  const old = (key: string) => RegExp(`[#&]${key}=([^&]*)`).exec(hash)?.[1] ?? '';
  const path = /^\/web\b/.test(pathname) ? `/odoo/${old('model')}/${old('id') || old('view_type').replace('form', 'new')}` : pathname;
  const [, name, id] = /^\/odoo\/(?:.+\/)?([^/]*)\/(\d+|new)\/?$/.exec(path) ?? [];
  const sure = /^(m-)?crm(\.lead)?$/.test(name!);
  return sure || /^(action-.*|[^\d.][^.]*|)$/.test(name ?? '.') ? { id, sure } : {};
};
const placeOf = (url: URL, id: string): Place => ({ crm: 'odoo', org: url.host, record: `${+id}` });

/** Elements that are not a card's on a board, a list's or a dialog's: those are other records'. */
export const own = (root: Root, css: string): HTMLElement[] => {
  const others = [...root.querySelectorAll('.o_field_x2many,.o_renderer,.modal')];
  return [...root.querySelectorAll<HTMLElement>(css)].filter((e) => !others.some((o) => o.contains(e)));
};
/** The bar is drawn from right to left: the last stage comes first. */
const steps = (form: Element) => own(form, '[name=stage_id] .o_arrow_button').filter((e) => +e.dataset['value']! > 0).reverse();
/** A label stands before the time that the deal has been there. */
export const textOf = (e: Element): string => ((e.children[0] ? e.querySelector('span:not([title])') : e)?.textContent ?? '').trim().slice(0, 400);
const stageOf = (e: HTMLElement): StageRef => {
  const id = e.dataset['value']!;
  return { id, label: textOf(e), ...globalThis.stageproofOdoo?.stages.find((s) => s.id === id) };
};
const isNow = (e: Element) => e.matches('[aria-checked=true],.o_arrow_button_current');

/** The opportunity's form and its place, or what the page is instead. */
export function shown(root: Root, url: URL): { form: Element; here: Place } | Reading {
  const { id, sure } = at(url);
  // Of two forms side by side nobody can tell which is meant.
  const [form, second] = own(root, '.o_form_renderer');
  const amount = form && own(form, '[name=expected_revenue]')[0];
  const marked = form?.closest('.o_lead_opportunity_form');
  const step = form && steps(form)[0];
  if (!id || !sure && !marked && !(amount && step)) {
    const lists = root.querySelector('.o_opportunity_kanban,[data-tooltip-info*=\'"crm.lead"\']');
    return { kind: 'elsewhere', view: form || !lists ? undefined : lists.closest('table') ? 'list' : 'kanban' };
  }
  if (id === 'new') return { kind: 'unrecognised', clue: 'new-record' };
  // The form of the record before, of another model perhaps, stands until this one is loaded.
  if (!form || !marked && !amount || second) return waiting;
  // A lead that is no opportunity yet has neither.
  return amount || step ? { form, here: placeOf(url, id) } : { kind: 'elsewhere' };
}

/** What a field's control holds; a field without one is text. */
export const valueOf = (field: Element | undefined): string => {
  const control = field?.querySelector<HTMLInputElement>('input,textarea');
  return (control ? control.value : field?.textContent ?? '').trim();
};

/** Stages of the bar and the present one. A lost deal has a red ribbon and no chance. */
export function stagesOf(form: Element): { now: StageRef | undefined; stages: StageRef[] } {
  const all = steps(form);
  const [now, twice] = all.filter(isNow).map(stageOf);
  const ribbon = form.querySelector('.ribbon [class*=bg-danger]');
  return {
    now: ribbon && !/[1-9]/.test(valueOf(own(form, '[name=probability]')[0])) ? { id: 'lost', label: textOf(ribbon), closed: 'lost' } : twice || !now?.label ? undefined : now,
    // Folded stages are not on the bar.
    stages: globalThis.stageproofOdoo?.stages ?? all.map(stageOf).filter((s) => s.label),
  };
}

/** Per form: the record it was last seen as, and its values. */
const last = new WeakMap<Element, [id: string, values: string]>();

/** Whether a form still shows the record before: going back changes the address first. The bar above has its name and number. */
export function isStale(root: Root, form: Element, id: string): boolean {
  const values = [...form.querySelectorAll<HTMLInputElement>('input,textarea')].map((e) => e.value).join('\n') + root.querySelector('.o_control_panel')?.textContent;
  const before = last.get(form);
  if (before && before[0] !== id && before[1] === values) return true;
  last.set(form, [id, values]);
  return false;
}

export const odooAtRest: AtRest = {
  id: 'odoo',
  intentEvents: ['pointerup'],

  place(url) {
    const { id, sure } = at(url);
    return sure && id !== 'new' ? placeOf(url, id!) : null;
  },

  glance(root, url) {
    const it = shown(root, url);
    if ('kind' in it) return it;
    if (isStale(root, it.form, it.here.record)) return waiting;
    const { now, stages } = stagesOf(it.form);
    return { kind: 'deal', place: it.here, fields: now ? { stage: { value: now, from: 'page' } } : {}, missing: [], stages };
  },

  intent(event, root, url) {
    const known = globalThis.stageproofOdoo;
    if (event.type !== 'click') return known?.drop?.(event, root) ?? null;
    const button = (event.target as Element | null)?.closest?.<HTMLButtonElement>('button,.dropdown-item,.list-group-item');
    const it = button && !button.disabled && shown(root, url);
    if (!it || 'kind' in it) return null;
    const all = steps(it.form);
    const label = textOf(button);
    const name = button.name || '';
    const stages = known?.stages ?? all.map(stageOf);
    // Stages that do not fit, and folded ones, lie in a menu that names them by their label alone.
    const menu = button.closest('[class*=bottom_sheet]') ?? it.form.querySelector('[name=stage_id] .show,[name=stage_id] [aria-expanded=true]');
    const step = all.find((e) => e === button || menu && textOf(e) === label);
    const to: StageRef | undefined =
      // The dialog that asks for the reason is confirmed by this method; the form's own “Lost” only opens it.
      name === 'action_lost_reason_apply' ? { id: 'lost', label, closed: 'lost' }
      // Without the API's word, the last stage of the bar is taken for the won one.
      : name.startsWith('action_set_won') ? { id: 'won', label, ...stages.find((s) => s.closed) ?? stages.at(-1), closed: 'won' }
      : step ? stageOf(step)
      : menu ? stages.find((s) => s.label === label) : undefined;
    return !to || step && isNow(step) ? null : { to, how: name ? 'button' : 'statusbar', replay: () => (step ?? button).click() };
  },

  watch: (root) => root.querySelector('.o_action_manager') ?? root.querySelector('.o_web_client'),

  refusal: (root) => root.querySelector('.modal [role=alert],.o_notification.border-danger,.o_notification .bg-danger~*')?.textContent?.trim().slice(0, 2e3) || null,
};
