/** Where in the text of a JSON file a value stands. */
import { findNodeAtLocation, type Node } from 'jsonc-parser';

export type JsonPath = readonly (string | number)[];

/** Turns offsets and paths into lines and columns, both counted from 1. */
export class Positions {
  private readonly starts: number[] = [0];

  constructor(
    text: string,
    private readonly tree: Node | undefined,
  ) {
    for (let at = text.indexOf('\n'); at !== -1; at = text.indexOf('\n', at + 1)) this.starts.push(at + 1);
  }

  atOffset(offset: number): { line: number; column: number } {
    let low = 0;
    let high = this.starts.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if ((this.starts[middle] ?? 0) <= offset) low = middle;
      else high = middle - 1;
    }
    return { line: low + 1, column: offset - (this.starts[low] ?? 0) + 1 };
  }

  /** The value at the path; where it is missing, what should hold it. */
  atPath(path: JsonPath): { line: number; column: number } {
    if (!this.tree) return { line: 1, column: 1 };
    for (let length = path.length; length > 0; length--) {
      const node = findNodeAtLocation(this.tree, path.slice(0, length) as (string | number)[]);
      if (node) return this.atOffset(node.offset);
    }
    return this.atOffset(this.tree.offset);
  }

  /** The name of a property rather than its value. */
  atKey(path: JsonPath): { line: number; column: number } {
    const node = this.tree && findNodeAtLocation(this.tree, path as (string | number)[]);
    return node?.parent?.type === 'property' ? this.atOffset(node.parent.offset) : this.atPath(path);
  }
}

/** `["stages", 2, "id"]` → `stages[2].id`, the form shown to people. */
export function pathText(path: JsonPath): string {
  return path.map((step, i) => (typeof step === 'number' ? `[${step}]` : i === 0 ? step : `.${step}`)).join('');
}
