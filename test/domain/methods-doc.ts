/** The text of docs/methods.md, made from the data and the engine that the product runs. */
import { checks, defaultConfig } from '../../src/domain/checks/index.ts';
import { checkRule } from '../../src/domain/checks/messages.ts';
import { calculators } from '../../src/domain/calc/index.ts';
import { requiredOutcomes, type Methodology } from '../../src/domain/method.ts';
import { allMethods } from '../../src/methods/all.ts';
import file from '../../src/methods/assessments.json';
import { builtInMethodIds, methodLabels } from '../../src/methods/labels.ts';

const SECTIONS = ['', 'Stages and proof', 'Odds', 'People', 'Pain and value', 'Qualification and competition', 'Leads and lead to cash', 'Execution', 'After the sale and accounts'];
const SOURCES: Record<string, string> = { '0': 'deck 0', '1': 'deck 1', '2': 'deck 2', '3': 'deck 3', '4': 'deck 4', P: 'public', X: 'proposed' };
const cell = (text: string): string => text.replaceAll('|', '\\|').replaceAll(/\s+/g, ' ').trim();
const row = (...cells: string[]): string => `| ${cells.map(cell).join(' | ')} |`;

function method(m: Methodology): string[] {
  const label = methodLabels[m.id as keyof typeof methodLabels];
  const inferred = m.stages.flatMap((s) => s.verifiableOutcomes).filter((o) => o.provenance === 'inferred' || o.provenance === 'proposed').length;
  const total = m.stages.flatMap((s) => s.verifiableOutcomes).length;
  return [
    `## ${label.label.en}`, '', `\`${m.id}\`. ${label.about.en} Source: ${m.source}.`, '', m.sourceNote?.en ?? '', '',
    `${total} outcomes, ${inferred} of them inferred or proposed by us. Which outcomes are required, norms in days and default probabilities are proposed and can be changed in a copy of the pack.`, '',
    '| stage | the buyer | required proofs | ends with | norm |', '|---|---|---|---|---|',
    ...m.stages.map((s) => row(`${s.order} ${s.name.en}`, s.buyerStage.en, String(requiredOutcomes(s).length), s.verifiableOutcomes.find((o) => o.isCompletionMark)?.text.en ?? '–', s.normDays === null ? '–' : `${s.normDays} d`)),
    '', ...(m.gates.length === 0 ? [] : ['| gate | after | question | decided by |', '|---|---|---|---|',
      ...m.gates.map((g) => row(g.code ? `${g.code} ${g.name.en}` : g.name.en, m.stages.find((s) => s.id === g.after)?.name.en ?? 'any time', g.question.en, g.decisionMakers.join(', '))), '']),
  ];
}

/** The whole page. */
export function methodsDoc(): string {
  const lines = [
    '# Methods, assessments and checks', '',
    'What the product runs, made from its data and its engine (`npm run docs` writes this page; a test fails when it is out of date). Facts come from the sources named with each method; what no source gives is marked proposed and stays configurable (`docs/methods-packs.md`).', '',
    '## How a deal is judged', '',
    '- One deal, one method, at the version it began with. A stage mirrors a step of the buyer and ends when its required outcomes are proven.',
    '- The CRM’s stage is mapped: own mapping, then label, then keyword; several matches give the earliest.',
    '- A claim is what we say, a confirmation names the customer and the day, a verification is the manager’s. Which of them counts at a gate is a setting; proofs inside our own company count from the claim on.',
    '- Leaving several stages at once asks for the proofs of all of them. Moving back and losing never ask. Winning asks for everything up to signing.',
    '- A gate with a code (ATI, ATB, ATC …) binds: without a recorded decision that lets the deal on, or after its last day, the move is a move without proof. A project of grade III needs no initiation decision. Gates without a code are asked, and hold nothing. (That a code binds is proposed.)',
    '- The method of a deal is the one chosen for it, else the first rule that fits (the administrator’s before the user’s) by CRM, pipeline, type and amount, else the default. While nobody has worked by a method that nobody chose, a pipeline, type or amount that becomes known later is asked again.',
    '- When settings, packs, policy or the day change, all deals are judged again, in slices (`src/worker/overview.ts`); what only all deals together know – shares of the forecast, the top quarter, texts used as evidence elsewhere – comes from there.',
    '- Another method or version keeps every answer: outcomes that say the same count in both (`src/methods/crosswalk.ts`).', '',
    ...builtInMethodIds.flatMap((id) => method(allMethods[id])),
    '## Assessments', '',
    `${file.assessments.length} instruments. Each is one pure function, \`assessments[id](input, { today, instruments })\` in \`src/domain/assess/index.ts\`; inputs and results have the shapes of \`test/domain/vectors.json\`.`, '',
    '| id | name | used at | scoring |', '|---|---|---|---|',
    ...file.assessments.map((a) => row(`\`${a.id}\``, a.name.en, a.usedAt.join(', '), ('scoring' in a && a.scoring ? a.scoring.rules.map((r) => `${r.text.en}${'provenance' in r && r.provenance === 'proposed' ? ' (proposed)' : ''}`).join(' ') : ('scoringNote' in a ? (a.scoringNote as { en: string }).en : '')))),
    '', 'An answer is for, unknown, against, not rated, or not knowable before a day: the last is neither unknown nor no, and becomes unknown when its day has passed.', '',
    '## Calculators', '', '`calculators[rule](input, { methods })` in `src/domain/calc/index.ts`:', '', Object.keys(calculators).map((id) => `\`${id}\``).join(', ') + '.', '',
    '## Checks', '',
    `${Object.keys(checks).length} deal-health checks. Each is one pure function, \`checks[id].run(input, { today, cfg, methods, instruments })\` in \`src/domain/checks/index.ts\`; \`checks[id].from(facts, ctx)\` takes the input out of a deal. A missing input gives \`not-evaluated\`, never \`ok\`. Thresholds stand in \`defaultConfig\` and are proposed unless the source says otherwise. A check whose sheet the product does not show yet starts by itself with the first record of that sheet.`, '',
  ];
  for (let section = 1; section < SECTIONS.length; section += 1) {
    const list = Object.values(checks).filter((c) => c.section === section);
    lines.push(`### ${SECTIONS[section]}`, '', '| id | rule | severity | reads | source |', '|---|---|---|---|---|');
    for (const c of list) lines.push(row(`\`${c.id}\``, checkRule(c.id, 'en', defaultConfig), c.severity, c.canvases.length > 0 ? c.canvases.join(', ') : 'the deal', [...c.source].map((x) => SOURCES[x] ?? '').filter(Boolean).join(', ') || c.source));
    lines.push('');
  }
  return lines.join('\n');
}
