import { checks } from './checks.ts';
import { coach } from './coach.ts';
import { errors } from './errors.ts';
import { forms } from './forms.ts';
import { gate } from './gate.ts';
import { history } from './history.ts';
import { keys } from './keys.ts';
import { now } from './now.ts';
import { options } from './options.ts';
import { proof } from './proof.ts';
import { rest } from './rest.ts';
import { score } from './score.ts';
import { settings } from './settings.ts';
import { shell } from './shell.ts';
import { states } from './states.ts';

export const en = { checks, coach, errors, forms, gate, history, keys, now, options, proof, rest, score, settings, shell, states };
/** Every language has exactly these messages. */
export type Messages = typeof en;
