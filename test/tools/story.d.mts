import type { Event } from '../../src/domain/event.ts';

export interface Cast { sponsor: string; money: string; data: string; rival: string }
export const CAST: Record<'demo' | 'tryton', Cast>;
export const PEOPLE: { by: string; role: 'rep' | 'manager'; name: string }[];
export type Row = [daysAgo: number, who: { by: string; role: 'rep' | 'manager' }, type: string, data: unknown];
export function written(deal: string, rows: Row[], now?: number): Event[];
export function backupOf(deal: string, events: Event[], now?: number): string;
export function story(of: { deal: string; crm: 'demo' | 'tryton'; now?: number }): Event[];
export function storyBackup(of: { deal: string; crm: 'demo' | 'tryton'; now?: number }): string;
