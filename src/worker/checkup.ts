/** The deal-health checks of a deal, run where all methods are at hand; a changed answer runs only the checks that read it. */
import { changedKeys, checks, configWith, evaluate, type CheckContext, type Facts, type Findings, type InputKey } from '../domain/checks/index.ts';
import { evidenceFindings, evidenceTexts } from '../domain/checks/evidence.ts';
import { factsOf, type FactSource } from '../domain/checks/facts.ts';
import { checkMessage, checkRule, inputLabel, inputValues, valueLabels } from '../domain/checks/messages.ts';
import { namesOf } from '../domain/checks/names.ts';
import type { Instruments } from '../domain/assess/model.ts';
import { minimumFor } from '../domain/gate.ts';
import { indexMethod, type Methodology } from '../domain/method.ts';
import { mapStage } from '../domain/stage-map.ts';
import { showDay, showMoment, pick } from '../i18n/index.ts';
import { allMethods } from '../methods/all.ts';
import { methodLabel } from '../methods/labels.ts';
import file from '../methods/assessments.json';
import type { CheckReport, Finding, Lang } from '../wire/messages.ts';
import { here, methodOf, type Case } from './gatekeeper.ts';
import { localDay } from './day.ts';
import { CRM_NAMES } from './names.ts';

const instruments = Object.fromEntries(file.assessments.map((a) => [a.id, a])) as unknown as Instruments;
const ORDER = { critical: 0, warning: 1, info: 2 };

type PipelineFacts = NonNullable<FactSource['pipeline']>;

interface Last {
  method: Methodology;
  today: string;
  facts: Facts;
  findings: Findings;
}

/** Findings of the deals seen since the worker started; the oldest are forgotten. */
const lasts = new Map<string, Last>();
const MOST = 50;

const contexts = new WeakMap<Methodology, CheckContext>();

/** What the checks of a method's deals are run with on a day. */
function contextOf(method: Methodology, today: string): CheckContext {
  let ctx = contexts.get(method);
  if (ctx?.today !== today) {
    ctx = { today, cfg: configWith(method.thresholds), methods: { ...allMethods, [method.id]: method }, instruments };
    contexts.set(method, ctx);
  }
  return ctx;
}

function factsFor(c: Case, method: Methodology, pipeline: PipelineFacts | undefined): Facts {
  const own = c.settings.stageMaps[`${c.crm}:${c.org}:${method.id}`];
  return factsOf(c.state, {
    method, stageId: here(c, method), today: c.today, dayOf: localDay, crm: c.crm, instruments, ownMapping: own, minimum: minimumFor(c.settings.minimum), pipeline,
    stageOf: (stage) => mapStage({ method, crm: c.crm, stageId: stage.id, label: stage.label, own, ...(stage.closed ? { isWon: stage.closed === 'won', isClosed: true } : {}) }).stageId,
  });
}

/** All checks of one deal, from nothing: for a run over all deals, which keeps no facts. */
export function judged(c: Case, method: Methodology): { facts: Facts; findings: Findings } {
  const facts = factsFor(c, method, undefined);
  return { facts, findings: evaluate(checks, facts, contextOf(method, c.today)) };
}

/** Of a deal seen before, only the checks that read what changed are run. */
function findingsOf(c: Case, method: Methodology, ctx: CheckContext, pipeline: PipelineFacts | undefined): { facts: Facts; findings: Findings } {
  const facts = factsFor(c, method, pipeline);
  const last = lasts.get(c.key);
  const same = last && last.method === method && last.today === c.today;
  const findings = same ? evaluate(checks, facts, ctx, changedKeys(last.facts, facts), last.findings) : evaluate(checks, facts, ctx);
  lasts.delete(c.key);
  lasts.set(c.key, { method, today: c.today, facts, findings });
  for (const key of [...lasts.keys()].slice(0, -MOST)) lasts.delete(key);
  return { facts, findings };
}

/** What only all deals together know, and who wants to hear what was found for this one. */
export interface Beside {
  pipeline: PipelineFacts;
  elsewhere: { get(key: string): number | undefined };
  seen(method: Methodology, facts: Facts, findings: Findings): void;
}

/** What the checks say, in the user's language: firing ones by severity, the snoozed ones apart. */
export function checkup(c: Case, beside?: Beside): CheckReport {
  const method = methodOf(c.state, c.settings, c.packs);
  const ctx = contextOf(method, c.today);
  const { facts, findings } = findingsOf(c, method, ctx, beside?.pipeline);
  beside?.seen(method, facts, findings);
  const lang = c.settings.lang === 'zh-CN' ? 'zh' : 'en';
  const names = namesOf(ctx.methods, method.id, instruments, lang);
  const nameOf = (value: string, key: string): string | undefined => {
    if (key === 'methodology') return ctx.methods[value] && pick(methodLabel(ctx.methods[value]), c.settings.lang);
    if (key === 'crm') return CRM_NAMES[value];
    return (Object.hasOwn(inputValues, key) ? inputValues[key as InputKey]?.[value]?.[lang] : undefined) ?? names(value, key);
  };
  const report: CheckReport = { fire: [], snoozed: [], clear: 0, lack: [] };
  const add = (finding: Finding): void => {
    const snooze = c.state.snoozed[finding.id];
    if (snooze?.until && snooze.until >= c.today) report.snoozed.push({ ...finding, snoozed: { until: snooze.until, reason: snooze.reason } });
    else report.fire.push(finding);
  };
  for (const [id, result] of Object.entries(findings)) {
    if (result.result === 'ok') report.clear += 1;
    else if (result.result === 'not-evaluated') report.lack.push({ id, rule: checkRule(id, lang, ctx.cfg), missing: (result.missing ?? []).map((key) => inputLabel(key, lang)) });
    else {
      add({
        id, severity: result.severity ?? checks[id]!.severity, text: checkMessage(id, result.params, lang, names), rule: checkRule(id, lang, ctx.cfg),
        inputs: (result.inputs ?? []).map((r) => ({ label: inputLabel(r.key, lang), value: show(r.value, lang, (v) => nameOf(v, r.key)), ...(r.at ? { at: when(r.at, c.settings.lang) } : {}) })),
        where: result.where ?? checks[id]!.where,
      });
    }
  }
  for (const finding of weakEvidence(c, method, beside?.elsewhere)) add(finding);
  report.fire.sort((a, b) => ORDER[a.severity] - ORDER[b.severity]);
  return report;
}

/** Placeholders, one-character texts, evidence without a customer's name, old evidence: beside the 117 checks (proposed). */
function weakEvidence(c: Case, method: Methodology, elsewhere: Beside['elsewhere'] | undefined): Finding[] {
  const index = indexMethod(method);
  const held = Object.entries(c.state.outcomes).flatMap(([id, o]) => {
    const found = index.outcomeById.get(id);
    if (!found || o.mark === 'open' || o.mark === 'rejected' || o.mark === 'waived') return [];
    return [{ id, kind: found.outcome.kind, text: o.evidence.text, link: o.evidence.link, saidBy: o.evidence.saidBy, at: o.evidence.saidOn ?? localDay(Number(o.last.at.slice(0, 13))), expires: o.evidence.expires }];
  });
  return evidenceFindings(held, { today: c.today, elsewhere }).map(({ id, faults }) => ({
    id: `evidence:${id}`, severity: 'info', text: pick(evidenceTexts[faults[0]!], c.settings.lang), rule: pick(index.outcomeById.get(id)!.outcome.text, c.settings.lang),
    inputs: [], where: { kind: 'outcome', id },
  }));
}

const when = (at: string, lang: Lang): string => (/^\d{4}-\d{2}-\d{2}/.test(at) ? showDay(at.slice(0, 10), lang) : /^\d{13}/.test(at) ? showMoment(Number(at.slice(0, 13)), lang) : at);

function show(value: unknown, lang: 'en' | 'zh', name: (id: string) => string | undefined): string {
  if (value === null || value === undefined) return '–';
  if (typeof value === 'number') return value.toLocaleString(lang === 'zh' ? 'zh-CN' : 'en');
  if (typeof value === 'boolean') return value ? '✓' : '–';
  if (typeof value !== 'string') return '…';
  return name(value) ?? valueLabels[value]?.[lang] ?? showDay(value, lang === 'zh' ? 'zh-CN' : 'en');
}
