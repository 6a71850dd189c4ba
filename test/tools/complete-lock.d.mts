export interface Lock {
  packages: Record<string, { version?: string; resolved?: string; link?: boolean; dev?: boolean; optionalDependencies?: Record<string, string> }>;
}
export function platformOf(name: string): { os?: string[]; cpu?: string[]; libc?: string[] };
export function missing(lock: Lock): Map<string, [name: string, range: string, dev: boolean | undefined]>;
