import type { BrowserContext } from 'playwright-core';

export function bundle(entry: string): Promise<string>;
export function serve(code: string): Promise<{ url: string; close(): Promise<unknown> }>;
export interface Profile {
  dir: string;
  /** Preferences to start with, before the first browser. */
  preferences(values: object): void;
  remove(): void;
}
export function newProfile(): Profile;
export interface Browser {
  context: BrowserContext;
  pid: number;
  /** SIGKILL to the browser and all it started; resolves when they are gone. */
  kill(): Promise<void>;
  close(): Promise<void>;
}
export function browse(profile: string, args?: string[]): Promise<Browser>;
