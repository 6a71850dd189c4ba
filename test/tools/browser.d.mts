import type { BrowserContext, CDPSession, Worker } from 'playwright-core';

export interface Browser {
  path: string;
  /** Google Chrome or Edge: takes the extension over the DevTools pipe only */
  branded: boolean;
}
export interface LaunchOptions {
  extensionDir: string;
  browser?: Browser;
  headless?: boolean;
  /** kept after close; default: a fresh one, removed at close */
  profileDir?: string;
  args?: string[];
  /** "MAP host 127.0.0.1:port" */
  hostRules?: string[];
  viewport?: { width: number; height: number };
  locale?: string;
  colorScheme?: 'light' | 'dark';
  deviceScaleFactor?: number;
}
export interface Launched {
  context: BrowserContext;
  /** the worker as first seen; a stopped worker comes back as another one */
  worker: Worker;
  /** browser-level DevTools session */
  cdp: CDPSession;
  extensionId: string;
  profileDir: string;
  /** process id of the browser, leader of its process group except on Windows */
  pid: number;
  close(): Promise<void>;
}
export class NoBrowser extends Error {}
export function findBrowser(): Browser | null;
export function ensureBrowser(say?: (line: string) => void): Browser;
export function ensureChineseFont(say?: (line: string) => void): boolean;
export function hasDisplay(): boolean;
export function launch(options: LaunchOptions): Promise<Launched>;
