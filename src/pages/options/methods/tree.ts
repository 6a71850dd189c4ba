/** A pack's text as a tree of parts, for the editor. The text may be faulty at the moment, so nothing is taken for granted. */
import type { L } from '../../../domain/method.ts';
import type { JsonPath } from '../../../methods/positions.ts';

export type PartKind = 'pack' | 'stage' | 'outcome' | 'gate' | 'assessment' | 'question' | 'thresholds';

export interface TreePart {
  kind: PartKind;
  path: JsonPath;
  /** What the part says of itself; may be empty. */
  text: Partial<L>;
  children: TreePart[];
}

/** The value at a place, or undefined. */
export function at(raw: unknown, path: JsonPath): unknown {
  let value = raw;
  for (const step of path) {
    if (typeof value !== 'object' || value === null || !Object.hasOwn(value, step)) return undefined;
    value = (value as Record<string | number, unknown>)[step];
  }
  return value;
}

export const listAt = (raw: unknown, path: JsonPath): unknown[] => {
  const value = at(raw, path);
  return Array.isArray(value) ? value : [];
};

export const textAt = (raw: unknown, path: JsonPath): Partial<L> => {
  const value = at(raw, path);
  return typeof value === 'object' && value !== null ? (value as Partial<L>) : {};
};

export const samePath = (a: JsonPath, b: JsonPath): boolean => a.length === b.length && a.every((step, i) => step === b[i]);
const begins = (path: JsonPath, with_: JsonPath): boolean => with_.every((step, i) => step === path[i]);

const parts = (raw: unknown, path: JsonPath, kind: PartKind, said: string, children: (path: JsonPath) => TreePart[] = () => []): TreePart[] =>
  listAt(raw, path).map((_, i) => {
    const here = [...path, i];
    return { kind, path: here, text: textAt(raw, [...here, said]), children: children(here) };
  });

export function treeOf(raw: unknown): TreePart {
  return {
    kind: 'pack', path: [], text: textAt(raw, ['name']),
    children: [
      ...parts(raw, ['stages'], 'stage', 'name', (stage) => parts(raw, [...stage, 'verifiableOutcomes'], 'outcome', 'text')),
      ...parts(raw, ['gates'], 'gate', 'name'),
      ...parts(raw, ['assessments'], 'assessment', 'name', (assessment) =>
        listAt(raw, [...assessment, 'groups']).flatMap((_, g) => parts(raw, [...assessment, 'groups', g, 'questions'], 'question', 'text'))),
      { kind: 'thresholds', path: ['thresholds'], text: {}, children: [] },
    ],
  };
}

/** The innermost part that holds a place. */
export function partAt(tree: TreePart, path: JsonPath): TreePart {
  const inner = tree.children.find((child) => begins(path, child.path));
  return inner ? partAt(inner, path) : tree;
}

/** `stages[2].id` as a path. */
export function pathOf(text: string): JsonPath {
  return [...text.matchAll(/[^.[\]]+/g)].map(([step]) => (/^\d+$/.test(step) ? Number(step) : step));
}

/** An id that the pack does not use yet. */
export function freshId(raw: unknown, prefix: string): string {
  const used = new Set<string>();
  const walk = (value: unknown): void => {
    if (typeof value !== 'object' || value === null) return;
    for (const [key, inner] of Object.entries(value)) {
      if (key === 'id' && typeof inner === 'string') used.add(inner);
      else walk(inner);
    }
  };
  walk(raw);
  if (typeof (raw as { id?: unknown })?.id === 'string') used.add((raw as { id: string }).id);
  let n = 1;
  while (used.has(`${prefix}-${n}`)) n += 1;
  return `${prefix}-${n}`;
}
