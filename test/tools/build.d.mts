export const root: string;
export class BuildFailed extends Error {}
export function build(variant: 'e2e' | 'store', outDir: string): void;
export function ensureBuilt(variant?: 'e2e' | 'store'): string;
