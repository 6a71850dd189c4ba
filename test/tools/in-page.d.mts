import type { Frame, Page } from 'playwright-core';

export interface Box { x: number; y: number; width: number; height: number }

/** An element inside a closed shadow root of the page, reached over the DevTools protocol. */
export interface HostElement {
  text(): Promise<string>;
  attribute(name: string): Promise<string | null>;
  /** in CSS pixels of the viewport */
  box(): Promise<Box>;
  /** computed style */
  style(name: string): Promise<string>;
  /** a real mouse click in its middle */
  click(): Promise<void>;
  focus(): Promise<void>;
  /** what a function given as text answers, with the element as `this` */
  run<T>(declaration: string): Promise<T>;
}

/** Waits until check() holds or answers something; throws with the words of `what` after `timeout` ms (15,000). */
export function until<T>(check: () => T | Promise<T>, what: string, timeout?: number): Promise<NonNullable<T>>;
/** The panel's frame in a CRM page, waited for. */
export function panel(page: Page, timeout?: number): Promise<Frame>;
/** The panel's frame, or undefined when the page has none now. */
export function panelNow(page: Page): Frame | undefined;
/** The first element that matches in any closed shadow root of the page (the resting tab and the panel's shell), or null. */
export function inHost(page: Page, selector: string): Promise<HostElement | null>;
/** inHost that waits until there is one. */
export function fromHost(page: Page, selector: string, timeout?: number): Promise<HostElement>;
/** The resting tab: the button that opens the panel. */
export function restingTab(page: Page, timeout?: number): Promise<HostElement>;
/** The box of the iframe that holds the panel, or null when it is closed. */
export function panelBox(page: Page): Promise<Box | null>;
/** Opens the panel by its resting tab, and waits for its frame. */
export function openPanel(page: Page): Promise<Frame>;
