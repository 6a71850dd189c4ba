/** A page of open opportunities: the user's own, or all that Tryton's access rules let this user see. */
import type { ApiAnswer, ApiJob } from '../session.ts';
import { fieldsOf, NAMES, stagesOf } from './api.ts';
import { connect, isRow, Trouble, type TrytonWindow } from './rpc.ts';
import { MODEL, stage } from './stages.ts';

/** States that end an opportunity; all others are open (`converted` waits for its sale). */
const ENDS = ['won', 'lost', 'cancelled'].filter((id) => stage(id, id).closed);

/** In the order of ids, `next` being the last one seen, so that a record that comes or goes between two pages moves no other. */
export async function deals(job: Extract<ApiJob, { do: 'deals' }>, win: TrytonWindow): Promise<ApiAnswer<'deals'>> {
  const line = connect(job.org, win);
  const open: unknown[] = [['state', 'not in', ENDS]];
  if (!job.all) {
    const prefs = await line.call('model.res.user.get_preferences', [true, {}]);
    // A user who is no employee owns nothing; what they may see is theirs to judge.
    if (isRow(prefs) && typeof prefs['employee'] === 'number') open.push(['employee', '=', prefs['employee']]);
  }
  const after = Number(job.after ?? 0);
  if (!Number.isSafeInteger(after)) throw new Trouble('shape', 'after');
  const rows = await line.call(`model.${MODEL}.search_read`, [[...open, ['id', '>', after]], 0, job.size, [['id', 'ASC']], NAMES, {}]);
  if (!Array.isArray(rows) || !rows.every(isRow)) throw new Trouble('shape', 'search_read');
  const stages = await stagesOf(line);
  const total = job.after === undefined ? await line.call(`model.${MODEL}.search_count`, [open, {}]) : undefined;
  const found = rows.map((row) => {
    if (!Number.isSafeInteger(row['id'])) throw new Trouble('shape', 'id');
    return { record: String(row['id']), fields: fieldsOf(row, stages) };
  });
  return {
    ok: true, deals: found, stages,
    ...(found.length === job.size && { next: found.at(-1)!.record }),
    ...(typeof total === 'number' && { total }),
  };
}
