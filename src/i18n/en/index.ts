import { rest } from './rest.ts';

export const en = { rest };
/** Every language has exactly these messages. */
export type Messages = typeof en;
