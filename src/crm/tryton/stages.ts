/** Stages of sale.opportunity (Tryton 6.0 `sale_opportunity`; seen 2026-11-21), for page and API alike. */
import type { StageRef } from '../../domain/event.ts';
import { cut } from '../parse.ts';

export const MODEL = 'sale.opportunity';

/** What each state ends in; `converted` has a sale but no order yet, so it is open. */
const CLOSED: Record<string, 'won' | 'lost'> = { won: 'won', lost: 'lost', cancelled: 'lost' };

/** The state that each button of the form leads to. `won` has none: it comes with a confirmed sale. */
export const BUTTON: Record<string, string> = {
  lead: 'lead', opportunity: 'opportunity', convert: 'converted', lost: 'lost', cancel: 'cancelled',
};

export const stage = (id: string, label: string): StageRef => {
  const closed = Object.hasOwn(CLOSED, id) ? CLOSED[id] : undefined;
  return { id: id.slice(0, 400), label: cut(label || id, 400), ...(closed && { closed }) };
};

/** A contact's name without the address that Tryton appends: `Ada, CIO <ada@x.example>`. */
export const bareName = (text: string): string => text.replace(/\s*<[^<>]*>$/, '');
