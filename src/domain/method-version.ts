/**
 * What changes between two versions of a method, for the preview before a deal takes the newer one. Nothing answered
 * is ever deleted: answers under a retired id stay in the log and are shown as retired.
 */
import { indexMethod, requiredOutcomes, type L, type Methodology } from './method.ts';

export type PartKind = 'stage' | 'outcome' | 'question';

export interface Part {
  kind: PartKind;
  id: string;
  text: L;
  /** The stage of an outcome, the assessment of a question, null for a stage. */
  home: string | null;
  required: boolean;
}

export interface Kept extends Part {
  /** Where it was, if it moved to another stage or assessment. */
  movedFrom?: string | null;
  /** What it was, if it became required or optional. */
  requiredBefore?: boolean;
}

export interface Renamed extends Kept {
  fromId: string;
  fromText: L;
  /** The pack says so; the same words under a new id; or new words under the same id. */
  why: 'formerly' | 'same-text' | 'reworded';
}

export interface PackComparison {
  kept: Kept[];
  renamed: Renamed[];
  new: Part[];
  retired: Part[];
  /** Old id → new id, for everything whose id changed. */
  idChanges: Record<string, string>;
}

type WithHistory = Part & { formerly: readonly string[] };

function partsOf(method: Methodology): WithHistory[] {
  const stages = indexMethod(method).stages.flatMap((stage): WithHistory[] => {
    const required = new Set(requiredOutcomes(stage));
    const itself = { kind: 'stage' as const, id: stage.id, text: stage.name, home: null, required: true };
    return [
      { ...itself, formerly: stage.formerly ?? [] },
      ...stage.verifiableOutcomes.map((o) => ({
        kind: 'outcome' as const,
        id: o.id,
        text: o.text,
        home: stage.id,
        required: required.has(o.id),
        formerly: o.formerly ?? [],
      })),
    ];
  });
  const questions = (method.assessments ?? []).flatMap((assessment) =>
    assessment.groups.flatMap((group) =>
      group.questions.map((q) => ({
        kind: 'question' as const,
        id: q.id,
        text: q.text,
        home: assessment.id,
        required: q.knockout === true,
        formerly: q.formerly ?? [],
      })),
    ),
  );
  return [...stages, ...questions];
}

const sameText = (a: L, b: L) => a.en === b.en && a.zh === b.zh;
const bare = ({ kind, id, text, home, required }: Part): Part => ({ kind, id, text, home, required });
const key = (part: { kind: PartKind; id: string }) => `${part.kind} ${part.id}`;

/**
 * Compare two versions of a method. Each part of either side appears exactly once: an old part is kept, renamed or
 * retired; a new part is kept, renamed or new. An id that is still in use never counts as renamed to another one.
 */
export function comparePacks(before: Methodology, after: Methodology): PackComparison {
  const old = partsOf(before);
  const current = partsOf(after);
  const oldByKey = new Map(old.map((part) => [key(part), part]));
  const currentKeys = new Set(current.map(key));
  const gone = new Map(old.filter((part) => !currentKeys.has(key(part))).map((part) => [key(part), part]));
  const result: PackComparison = { kept: [], renamed: [], new: [], retired: [], idChanges: {} };

  const homes = new Map<string, string>();
  const match = (part: WithHistory): { from: WithHistory; why: Renamed['why'] | null } | null => {
    const same = oldByKey.get(key(part));
    if (same) return { from: same, why: sameText(same.text, part.text) ? null : 'reworded' };
    for (const id of part.formerly) {
      const from = gone.get(key({ kind: part.kind, id }));
      if (from) return { from, why: 'formerly' };
    }
    for (const from of gone.values()) {
      const sameHome = from.home === part.home || homes.get(from.home ?? '') === part.home;
      if (from.kind === part.kind && sameHome && sameText(from.text, part.text)) return { from, why: 'same-text' };
    }
    return null;
  };

  for (const part of current) {
    const found = match(part);
    if (!found) {
      result.new.push(bare(part));
      continue;
    }
    const { from, why } = found;
    gone.delete(key(from));
    if (from.id !== part.id) {
      result.idChanges[from.id] = part.id;
      homes.set(from.id, part.id);
    }
    const moved = from.home !== part.home && homes.get(from.home ?? '') !== part.home;
    const kept: Kept = {
      ...bare(part),
      ...(moved && { movedFrom: from.home }),
      ...(from.required !== part.required && { requiredBefore: from.required }),
    };
    if (why === null) result.kept.push(kept);
    else result.renamed.push({ ...kept, fromId: from.id, fromText: from.text, why });
  }
  result.retired = [...gone.values()].map(bare);
  return result;
}

/**
 * Answers as the newer version sees them: what was given under an old id also stands under the new one, unless that
 * was answered itself. Every old entry stays.
 */
export function followIds<T>(answers: Readonly<Record<string, T>>, idChanges: Readonly<Record<string, string>>): Record<string, T> {
  const result: Record<string, T> = { ...answers };
  for (const [from, to] of Object.entries(idChanges)) {
    if (Object.hasOwn(answers, from) && !Object.hasOwn(answers, to)) result[to] = answers[from] as T;
  }
  return result;
}

/** Order of two versions such as `1.10.0` and `1.9.2`: negative when `a` is older. */
export function compareVersions(a: string, b: string): number {
  const [x, y] = [a, b].map((version) => version.split('.').map(Number));
  for (let i = 0; i < 3; i++) {
    const difference = (x?.[i] ?? 0) - (y?.[i] ?? 0);
    if (difference !== 0) return difference;
  }
  return 0;
}
