/** Verdicts on every stage a deal could be moved to, worked out before anybody clicks. */
import type { DealKey, StageRef } from '../domain/event.ts';
import { gateVerdict, minimumFor, stageProgress, type GateVerdict } from '../domain/gate.ts';
import { gateRecords } from '../domain/gate-records.ts';
import { indexMethod, type Methodology } from '../domain/method.ts';
import { mapStage } from '../domain/stage-map.ts';
import { outcomeLook, unreadNotes, type DealState } from '../domain/state.ts';
import { messages, pick } from '../i18n/index.ts';
import { allMethods } from '../methods/all.ts';
import type { Resting, Settings, StageVerdict, Verdicts } from '../wire/messages.ts';
import type { Shelf } from './packs.ts';
import { afterUpdate, CONTROLS, face, sheet } from './look.ts';

export interface Case {
  key: DealKey;
  crm: string;
  org: string;
  state: DealState;
  stages: StageRef[];
  settings: Settings;
  me: string;
  /** Calendar day of this device, `YYYY-MM-DD`. */
  today: string;
  packs: Shelf;
}

/** The pack that a deal follows, in its version; where that is not on this device, the default. */
export function methodOf(state: { method?: { id: string; version: string } | null | undefined } | null, settings: Settings, packs: Shelf): Methodology {
  return packs.find(state?.method?.id, state?.method?.version) ?? packs.find(settings.method) ?? allMethods.ssm;
}

/** `crm` and `org` of a deal's key. */
export const partsOf = (key: DealKey): { crm: string; org: string } => {
  const [crm = '', ...rest] = key.split(':');
  return { crm, org: rest.slice(0, -1).join(':') };
};

function methodStage(c: Case, method: Methodology, stage: StageRef | null): string | null {
  if (!stage) return null;
  const closed = stage.closed === undefined ? {} : { isWon: stage.closed === 'won', isClosed: true };
  return mapStage({ method, crm: c.crm, stageId: stage.id, label: stage.label, own: c.settings.stageMaps[`${c.crm}:${c.org}:${method.id}`], ...closed }).stageId;
}

/** Where the deal stands in the method: put there by hand, or by what its CRM stage stands for. */
export function here(c: Case, method = methodOf(c.state, c.settings, c.packs)): string | null {
  return c.state.placed?.stage ?? methodStage(c, method, (c.state.fields.stage?.value as StageRef | undefined) ?? null);
}

export const outcomesOf = (c: Case): Record<string, { state: ReturnType<typeof outcomeLook> }> =>
  Object.fromEntries(Object.entries(c.state.outcomes).map(([id, o]) => [id, { state: outcomeLook(o, c.today) }]));

/** The verdict on a move to a stage of the CRM. */
export function judge(c: Case, to: StageRef): GateVerdict {
  const method = methodOf(c.state, c.settings, c.packs);
  return gateVerdict({
    method, from: here(c, method), to: methodStage(c, method, to), closing: to.closed ?? null,
    outcomes: outcomesOf(c), policy: c.settings.policy, minimum: minimumFor(c.settings.minimum), ...gateRecords(c.state, method, c.today),
  });
}

/** Ids of what a move lacks: proofs, then decisions. */
export const lacks = (verdict: GateVerdict): string[] => [...verdict.missing.map((proof) => proof.outcomeId), ...verdict.undecided];

/** The stage after another in the CRM's own order. */
export function nextOf(stages: StageRef[], now: StageRef | null): StageRef | null {
  const at = stages.findIndex((s) => s.id === now?.id);
  return (at < 0 ? undefined : stages[at + 1]) ?? null;
}

/** The table that the page's script decides by. */
export function verdicts(c: Case): Verdicts {
  const method = methodOf(c.state, c.settings, c.packs);
  const words = messages(c.settings.lang).rest;
  const say = (to: StageRef): StageVerdict => {
    const { verdict, missing, undecided } = judge(c, to);
    const id = methodStage(c, method, to);
    const stage = id === null ? undefined : indexMethod(method).stageById.get(id);
    const name = stage ? pick(stage.name, c.settings.lang) : to.label;
    return { verdict, text: missing.length || undecided.length ? words.verdictMissing(missing.length, name, undecided.length) : words.verdictPass(name) };
  };
  const table: Verdicts = {};
  for (const stage of c.stages) table[stage.id] = say(stage);
  table['won'] ??= say(c.stages.find((s) => s.closed === 'won') ?? { id: '', label: '', closed: 'won' });
  table['lost'] ??= say(c.stages.find((s) => s.closed === 'lost') ?? { id: '', label: '', closed: 'lost' });
  table['closing'] = table['won'];
  const next = nextOf(c.stages, (c.state.fields.stage?.value as StageRef | undefined) ?? null);
  if (next) table['next'] = say(next);
  return table;
}

/** What the tab on the page shows for a deal. */
export function resting(c: Case): Resting {
  const method = methodOf(c.state, c.settings, c.packs);
  const index = indexMethod(method);
  const id = here(c, method);
  const stage = id === null ? undefined : index.stageById.get(id);
  const words = messages(c.settings.lang).rest;
  const { proven, required } = stage ? stageProgress(method, stage.id, outcomesOf(c), minimumFor(c.settings.minimum)) : { proven: 0, required: 0 };
  const line = !stage ? words.unmapped : proven < required ? words.missing(required - proven, required) : words.complete;
  return present(c.settings, {
    look: 'deal', stage: stage ? stage.order : null, name: stage ? brief(pick(stage.name, c.settings.lang)) : '', proven, required,
    unread: unreadNotes(c.state, c.me).length, line,
  });
}

/** A stage's name up to its dash: `Validating – …`. */
const brief = (name: string): string => name.split(/\s*[–—·]+\s*/)[0] ?? name;

/** What it shows on a page that was not recognised, or where something of ours is in the way. */
export function quiet(settings: Settings, line = messages(settings.lang).rest.cannotRead): Resting {
  return present(settings, { look: 'quiet', stage: null, name: '', proven: 0, required: 0, unread: 0, line });
}

function present(settings: Settings, r: Pick<Resting, 'look' | 'stage' | 'name' | 'proven' | 'required' | 'unread' | 'line'>): Resting {
  const { rest, shell } = messages(settings.lang);
  const label = ['StageProof', r.stage === null ? r.name : `${r.stage} ${r.name}`, r.line, r.unread ? shell.unread(r.unread) : '', rest.open].filter(Boolean).join('. ');
  return {
    ...r, label, open: rest.open, hide: rest.hide, drag: rest.drag, css: sheet(settings.theme), face: face(r),
    over: { label: rest.reload, face: afterUpdate }, controls: CONTROLS, side: settings.side, top: settings.tabTop,
  };
}
