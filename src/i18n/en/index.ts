import { coach } from './coach.ts';
import { history } from './history.ts';
import { rest } from './rest.ts';
import { score } from './score.ts';
import { settings } from './settings.ts';

export const en = { coach, history, rest, score, settings };
/** Every language has exactly these messages. */
export type Messages = typeof en;
