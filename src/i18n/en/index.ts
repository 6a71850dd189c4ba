import { badges } from './badges.ts';
import { checks } from './checks.ts';
import { coach } from './coach.ts';
import { decision } from './decision.ts';
import { errors } from './errors.ts';
import { forms } from './forms.ts';
import { gate } from './gate.ts';
import { history } from './history.ts';
import { keys } from './keys.ts';
import { now } from './now.ts';
import { odds } from './odds.ts';
import { options } from './options.ts';
import { packs } from './packs.ts';
import { proof } from './proof.ts';
import { rest } from './rest.ts';
import { score } from './score.ts';
import { settings } from './settings.ts';
import { shell } from './shell.ts';
import { states } from './states.ts';

export const en = { badges, checks, coach, decision, errors, forms, gate, history, keys, now, odds, options, packs, proof, rest, score, settings, shell, states };
/** Every language has exactly these messages. */
export type Messages = typeof en;
