import type { Messages } from '../en/index.ts';
import { coach } from './coach.ts';
import { history } from './history.ts';
import { rest } from './rest.ts';
import { score } from './score.ts';
import { settings } from './settings.ts';

export const zh: Messages = { coach, history, rest, score, settings };
