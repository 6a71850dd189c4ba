/**
 * Editing a pack in the options page. A pack is edited as text, so that an author's own order and line breaks stay;
 * undo is the text before. Import lazily, like `parse.ts`.
 */
import { applyEdits, modify } from 'jsonc-parser';
import type { L, Methodology } from '../domain/method.ts';
import { comparePacks } from '../domain/method-version.ts';
import type { JsonPath } from './positions.ts';
import { parsePack, type ParsedPack } from './parse.ts';

/**
 * A copy to work on. Ids of stages and outcomes stay: the same id is the same question, so what is proven in the
 * original counts in the copy.
 */
export function duplicatePack(pack: Methodology, id: string, name: L): Methodology {
  const copy = structuredClone(pack);
  return { ...copy, id, name, label: name, version: '1.0.0' };
}

/**
 * Set one value; `undefined` removes it, and a place one past the end of a list appends. The text must be JSON.
 * The result is read at once: it may be refused, and then shows why.
 */
export function editPack(text: string, path: JsonPath, value: unknown): { text: string; parsed: ParsedPack } {
  const eol = text.includes('\r\n') ? '\r\n' : '\n';
  const indent = /\n( +|\t)"/.exec(text)?.[1] ?? '  ';
  const formattingOptions = { insertSpaces: indent !== '\t', tabSize: indent === '\t' ? 1 : indent.length, eol };
  const changed = applyEdits(text, modify(text, [...path], value, { formattingOptions }));
  return { text: changed, parsed: parsePack(changed) };
}

export type VersionStep = 'wording' | 'addition' | 'removal';

/** The next version: new wording 1.0.1, something added 1.1.0, something taken away or newly required 2.0.0. */
export function nextVersion(version: string, step: VersionStep): string {
  const [major = 1, minor = 0, patch = 0] = version.split('.').map(Number);
  if (step === 'wording') return `${major}.${minor}.${patch + 1}`;
  return step === 'addition' ? `${major}.${minor + 1}.0` : `${major + 1}.0.0`;
}

/** How far a pack changed. A gate, a stage or a required outcome that was added asks for something new, like one that became required. */
export function changeStep(before: Methodology, after: Methodology): VersionStep {
  const parts = comparePacks(before, after);
  const harder = [...parts.kept, ...parts.renamed].some((part) => part.requiredBefore === false && part.required) || parts.new.some((part) => part.kind !== 'question' && part.required);
  const gates = new Set(before.gates.map((gate) => gate.id));
  if (parts.retired.length > 0 || harder || after.gates.some((gate) => !gates.has(gate.id))) return 'removal';
  return parts.new.length > 0 ? 'addition' : 'wording';
}
