/**
 * Hybrid logical clock stamps: strings that sort in the order in which things were written,
 * also when a device's clock is set back or two people write in the same millisecond.
 *
 * Shape: `{13-digit ms since 1970}-{4 hex counter}-{node, 8 lower-case hex}`, e.g. `1763755200000-0001-9f3a61c2`.
 */
export type Hlc = string;

const SHAPE = /^(\d{13})-([0-9a-f]{4})-([0-9a-f]{8})$/;

/** Latest time a stamp may carry, in ms: the start of the year 2200. A stamp near the last 13-digit number would leave no room for later ones. */
export const MAX_TIME = 7_258_118_400_000;
const DAY = 86_400_000;

/** Whether a string is a stamp of the shape above and not past MAX_TIME. */
export function isHlc(text: string): boolean {
  return SHAPE.test(text) && Number(text.slice(0, 13)) <= MAX_TIME;
}

/** The stamp's wall-clock part, in ms since 1970. Throws RangeError on another shape. */
export function hlcTime(stamp: Hlc): number {
  const parts = SHAPE.exec(stamp);
  if (!parts) throw new RangeError(`not a clock stamp: ${stamp.slice(0, 40)}`);
  return Number(parts[1]);
}

/**
 * The next stamp of a device: later than `last` whatever the wall clock says.
 * @param last the latest stamp this device wrote or received, or '' at first
 * @param now wall clock, ms since 1970; one that shows the year 2200 counts as a day before
 * @param node 8 lower-case hex digits, fixed per device
 */
export function tick(last: Hlc | '', now: number, node: string): Hlc {
  const parts = last === '' ? null : SHAPE.exec(last);
  const lastMs = parts ? Number(parts[1]) : 0;
  let ms = Math.max(Math.min(Math.max(now, 0), MAX_TIME - DAY), lastMs);
  let count = parts && ms === lastMs ? parseInt(parts[2]!, 16) + 1 : 0;
  if (count > 0xffff) {
    ms += 1;
    count = 0;
  }
  return `${String(ms).padStart(13, '0')}-${count.toString(16).padStart(4, '0')}-${node}`;
}

/** The later of two stamps; '' counts as earliest. */
export function later(a: Hlc | '', b: Hlc | ''): Hlc | '' {
  return a > b ? a : b;
}
