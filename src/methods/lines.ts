/** Where in the text of a JSON file a value stands, for messages to people. */
import { parseTree } from 'jsonc-parser';
import { Positions, type JsonPath } from './positions.ts';

/** The line, from 1, of the value at a path, or of the first thing that is no JSON. */
export function lineOf(text: string, path: JsonPath): { line: number } {
  const errors: { offset: number; error: number; length: number }[] = [];
  const tree = parseTree(text, errors, { disallowComments: true, allowTrailingComma: false });
  const positions = new Positions(text, tree);
  return { line: (errors.length ? positions.atOffset(errors[0]!.offset) : positions.atPath(path)).line };
}
