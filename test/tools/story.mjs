// The prepared story of `npm start` and of the pictures: ten weeks of one deal, as the events a rep and a manager would
// have written. Days are counted back from now, so that the story is fresh whenever it is opened.
import {createHash} from 'node:crypto';

const DAY = 86_400_000;
const PRIYA = {by: 'demo:priya', role: 'manager', name: 'Priya Raman'};
const MAYA = {by: 'demo:maya', role: 'rep', name: 'Maya Lindqvist'};
const OA = 'ssm-opportunity-assessment';

/** Who plays which part at the customer, per CRM. */
export const CAST = {
  demo: {stages: ['Prospecting', 'Qualification', 'Needs Analysis'].map(id => ({id, label: id})), sponsor: 'Helen Park', money: 'Ingrid Maas', data: 'Tomás Reyes', rival: 'Fabrikon'},
  tryton: {stages: [{id: 'lead', label: 'Lead'}, {id: 'lead', label: 'Lead'}, {id: 'opportunity', label: 'Opportunity'}], sponsor: 'Dana Whitfield', money: 'Lee Park', data: 'Tomás Reyes', rival: 'Fabrikon'},
};

const first = name => name.split(' ')[0];
const q = (group, name) => `ssm-oa-${group}-${name}`;
/** Our answers and the rival's when first scored; then what changed at the second scoring. */
const FIRST = {
  us: {
    [q(1, 'need-initiative')]: '+', [q(1, 'business-health')]: '+', [q(1, 'budget')]: '?', [q(1, 'authority')]: '?', [q(1, 'cra')]: '+',
    [q(2, 'business-fit')]: '+', [q(2, 'technical-fit')]: '?', [q(2, 'vision')]: '?', [q(2, 'relationship')]: '-', [q(2, 'ubv')]: '?',
    [q(3, 'informal-process')]: '-', [q(3, 'right-people')]: '?', [q(3, 'sponsor')]: '?', [q(3, 'criteria')]: '-',
    [q(4, 'short-term')]: '+', [q(4, 'long-term')]: '+', [q(4, 'risk')]: '?', [q(4, 'reference')]: '+',
  },
  fabrikon: {
    [q(2, 'business-fit')]: '+', [q(2, 'technical-fit')]: '+', [q(2, 'vision')]: '-', [q(2, 'relationship')]: '+',
    [q(3, 'informal-process')]: '+', [q(3, 'right-people')]: '+', [q(3, 'sponsor')]: '?',
  },
};
const SECOND = {
  us: {
    [q(1, 'budget')]: '+', [q(1, 'authority')]: '+', [q(2, 'technical-fit')]: '+', [q(2, 'vision')]: '+', [q(2, 'ubv')]: '+',
    [q(2, 'resources')]: '+', [q(3, 'sponsor')]: '+', [q(3, 'informal-process')]: '?', [q(3, 'references')]: '+', [q(4, 'customer-value')]: '+',
  },
  fabrikon: {[q(3, 'sponsor')]: '-', [q(3, 'references')]: '+'},
};

/** What has moved since, so that the comparison with the last date shows something. */
const SINCE = {
  us: {[q(3, 'informal-process')]: '+', [q(4, 'risk')]: '-'},
  fabrikon: {[q(2, 'relationship')]: '?'},
};

/** [days ago, who, type, data] in the order in which it happened; `day(n)` is the calendar day n days ago. */
function* scenes({stages, sponsor, money, data, rival}, day) {
  const stage = value => ({fields: {stage: {value, from: 'page'}}});
  const moved = (from, to, verdict) => ({from: stages[from], to: stages[to], seen: 'gate', verdict});
  const said = (n, saidBy, text) => ({evidence: {text, saidBy, saidOn: day(n)}});
  yield [70, MAYA, 'actor.named', {name: MAYA.name}];
  yield [70, MAYA, 'deal.read', stage(stages[0])];
  yield [70, MAYA, 'deal.read', {fields: {closeDate: {value: '2027-01-31', from: 'page'}}}];
  yield [70, MAYA, 'method.chosen', {method: 'ssm', version: '1.0.0'}];
  yield [69, MAYA, 'item.ticked', {item: 'ssm-noticing-task-research', done: true}];
  yield [66, MAYA, 'outcome.confirmed', {outcome: 'ssm-noticing-relationship-valued', ...said(66, sponsor, '“You are the first ones who asked how a stop feels on the line.” Asked for a second meeting.')}];
  yield [60, MAYA, 'outcome.confirmed', {outcome: 'ssm-noticing-account-plan-reviewed', ...said(60, sponsor, 'Went through the account plan page by page; two dates corrected by her.')}];
  yield [58, PRIYA, 'actor.named', {name: PRIYA.name}];
  yield [58, PRIYA, 'outcome.verified', {outcome: 'ssm-noticing-relationship-valued'}];
  yield [58, PRIYA, 'outcome.verified', {outcome: 'ssm-noticing-account-plan-reviewed', note: 'Saw her marked-up copy.'}];
  if (stages[0].id !== stages[1].id) {
    yield [57, MAYA, 'stage.moved', moved(0, 1, 'pass')];
    yield [57, MAYA, 'deal.read', stage(stages[1])];
  }
  yield [52, MAYA, 'item.ticked', {item: 'ssm-identifying-task-dialogue', done: true}];
  yield [52, MAYA, 'item.ticked', {item: 'ssm-identifying-buyer-interest', done: true}];
  yield [52, MAYA, 'outcome.confirmed', {outcome: 'ssm-identifying-interest-demonstrated', ...said(52, sponsor, 'Wants a site visit at all three plants before the budget round.')}];
  yield [50, PRIYA, 'outcome.verified', {outcome: 'ssm-identifying-interest-demonstrated'}];
  yield [45, MAYA, 'party.named', {party: 'fabrikon', name: rival, kind: 'rival'}];
  yield [45, MAYA, 'party.named', {party: 'no-decision', name: 'No decision', kind: 'no-decision'}];
  for (const [party, answers] of Object.entries(FIRST)) {
    for (const [question, value] of Object.entries(answers)) yield [44, MAYA, 'assessment.answered', {assessment: OA, question, party, value}];
  }
  yield [44, MAYA, 'assessment.dated', {assessment: OA, on: day(44), label: 'After the first visit'}];
  yield [38, MAYA, 'outcome.claimed', {outcome: 'ssm-identifying-opportunity-plan-created', evidence: {text: 'Plan with dates up to the board meeting; in the deal room.'}}];
  yield [31, MAYA, 'outcome.confirmed', {outcome: 'ssm-identifying-understanding-confirmed', ...said(31, sponsor, 'Unplanned stops cost 2.1 m a year over three plants; must be halved before the summer peak.')}];
  yield [30, PRIYA, 'note.added', {note: 'n-plan', anchor: {kind: 'outcome', id: 'ssm-identifying-opportunity-plan-created'}, text: `A plan the customer has not seen is our plan. Walk ${first(sponsor)} through the dates and write down what she moves.`}];
  yield [24, MAYA, 'note.acted', {note: 'n-plan', text: 'On the agenda of the next visit.'}];
  yield [19, MAYA, 'stage.moved', moved(1, 2, 'pass')];
  yield [19, MAYA, 'deal.read', stage(stages[2])];
  yield [17, MAYA, 'item.ticked', {item: 'ssm-validating-task-link', done: true}];
  yield [17, MAYA, 'outcome.confirmed', {outcome: 'ssm-validating-initiatives-and-needs-confirmed', ...said(17, sponsor, 'Sent the sheet: 2.1 m a year, line by line. Board initiative “steady lines 2027”.')}];
  for (const [party, answers] of Object.entries(SECOND)) {
    for (const [question, value] of Object.entries(answers)) yield [12, MAYA, 'assessment.answered', {assessment: OA, question, party, value}];
  }
  yield [12, MAYA, 'assessment.dated', {assessment: OA, on: day(12), label: 'Before the site visit'}];
  yield [9, MAYA, 'item.ticked', {item: 'ssm-validating-buyer-need', done: true}];
  yield [4, MAYA, 'outcome.claimed', {outcome: 'ssm-validating-vision-shaped', evidence: {text: `${data} drew our downtime clock on the whiteboard as theirs; read-only access for the pilot.`}}];
  yield [4, MAYA, 'action.added', {action: 'a-agenda', text: 'Send the agenda for the site visit', owner: 'us', due: day(-3)}];
  for (const [party, answers] of Object.entries(SINCE)) {
    for (const [question, value] of Object.entries(answers)) yield [3, MAYA, 'assessment.answered', {assessment: OA, question, party, value}];
  }
  yield [2, PRIYA, 'note.added', {note: 'n-money', anchor: {kind: 'deal'}, text: `Who has heard ${money} say that she wants this? Everything here comes from one person. Ask ${first(sponsor)} for twenty minutes with her before the proposal.`}];
  yield [1, PRIYA, 'note.added', {note: 'n-criteria', anchor: {kind: 'answer', id: `${OA}/${q(3, 'criteria')}/us`}, text: `We score “−” on how the winner is judged, and ${rival} has been in twice. What is on their list?`}];
}

/** Rows [days ago, who, type, data] as the events of one deal, oldest first; who is {by, role}. */
export function written(deal, rows, now = Date.now()) {
  return rows.map(([ago, {by, role}, type, data], i) => {
    const ms = now - ago * DAY + i; // the order within a day is the order of the rows
    const hex = createHash('sha256').update(`${deal} ${i} ${type} ${JSON.stringify(data)}`).digest('hex');
    const time = ms.toString(16).padStart(12, '0');
    return {
      id: `${time.slice(0, 8)}-${time.slice(8)}-7${hex.slice(0, 3)}-8${hex.slice(3, 6)}-${hex.slice(6, 18)}`,
      deal, by, role, at: `${ms}-0000-${role === 'manager' ? 'b0550000' : '3e900000'}`, type, v: 1, data,
    };
  });
}

/** Events of one deal as the text of a backup file (src/notebook/backup.ts), so that they come in the way a user's file does. */
export function backupOf(deal, events, now = Date.now()) {
  const body = [{stageproof: 'backup', v: 1, made: new Date(now).toISOString(), deals: 1, scope: deal}, ...events].map(line => `${JSON.stringify(line)}\n`).join('');
  return `${body}${JSON.stringify({events: events.length, sha256: createHash('sha256').update(body).digest('hex')})}\n`;
}

/**
 * The story's events for one deal, oldest first.
 * @param {{deal: string, crm: 'demo' | 'tryton', now?: number}} of deal: its key; now: ms
 */
export function story({deal, crm, now = Date.now()}) {
  const day = n => new Date(now - n * DAY).toISOString().slice(0, 10);
  return written(deal, [...scenes(CAST[crm], day)], now);
}

/** The story as a backup. */
export const storyBackup = of => backupOf(of.deal, story(of), of.now);

export const PEOPLE = [PRIYA, MAYA];
