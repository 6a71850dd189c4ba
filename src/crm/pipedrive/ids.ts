/** Pipedrive's addresses and ends. A deal that is won or lost keeps its stage and has a status instead. */
import type { StageRef } from '../../domain/event.ts';

/** `{company}.pipedrive.com`; `app.` is where a company is chosen. From public code, 2026-11-21. */
export const HOST = /^(?!(?:app|www|api|oauth|developers|marketplace|support|community|status)\.)[a-z\d][a-z\d-]*\.pipedrive\.com$/;

export const CLOSED: readonly StageRef[] = [{ id: 'won', label: 'Won', closed: 'won' }, { id: 'lost', label: 'Lost', closed: 'lost' }];
