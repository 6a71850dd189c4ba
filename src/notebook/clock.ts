/** Stamps and ids of this device. */
import { V7Generator } from 'uuidv7';
import { later, tick, type Hlc } from '../domain/hlc.ts';

export interface Clock {
  readonly node: string;
  /** The latest stamp given or seen. */
  readonly last: Hlc | '';
  /** A stamp later than every one given before and than `seen`. */
  next(seen?: Hlc | ''): Hlc;
  id(): string;
}

/** @param random gives n random bytes */
export function makeClock(node: string, last: Hlc | '', now: () => number, random: (n: number) => Uint8Array): Clock {
  const ids = new V7Generator({
    nextUint32: () => {
      const [a, b, c, d] = random(4) as unknown as [number, number, number, number];
      return ((a << 24) | (b << 16) | (c << 8) | d) >>> 0;
    },
  });
  let latest = last;
  return {
    node,
    get last() {
      return latest;
    },
    next(seen = '') {
      latest = tick(later(latest, seen), Math.max(0, Math.floor(now())), node);
      return latest;
    },
    id: () => ids.generateOrResetCore(Math.max(1, Math.floor(now())), 10_000).toString(),
  };
}

export function newNode(random: (n: number) => Uint8Array): string {
  return [...random(4)].map((byte) => byte.toString(16).padStart(2, '0')).join('');
}
