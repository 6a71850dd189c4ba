/** Badges on lists and boards. Injected after the CRM's list reader where the setting is on; once per page. */
import { badges } from './badges.ts';
import './list.ts';

const core = globalThis.stageproofCore;
const reader = globalThis.stageproofReader;
if (core && reader && !core.marks) {
  const hear = badges(core, reader);
  core.marks = (message) => message.t === 'badges' && hear(message);
}
