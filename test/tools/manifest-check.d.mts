export function walk(dir: string): Generator<string>;
export function problems(dir: string, pkg: { version: string }): string[];
