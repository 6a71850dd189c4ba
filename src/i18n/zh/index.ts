import type { Messages } from '../en/index.ts';
import { rest } from './rest.ts';

export const zh: Messages = { rest };
