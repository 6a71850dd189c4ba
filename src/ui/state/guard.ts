/**
 * Whether the host page covers or fades a control. IntersectionObserver v2 reports occlusion and opacity also across the
 * frame's border. A control counts as clear once it has been seen without a break for a third of a second, so that a cover
 * taken away just before the click does not help. Where a browser cannot tell, the control works.
 */
import type { Guard } from './app.ts';

const SEEN_FOR = 300;

export function openGuard(now: () => number = () => performance.now()): Guard {
  const since = new WeakMap<Element, number | null>();
  return {
    watch(element) {
      const observer = new IntersectionObserver((entries) => {
        for (const entry of entries) {
          const visible = (entry as IntersectionObserverEntry & { isVisible?: boolean }).isVisible;
          if (visible === undefined) since.set(element, -Infinity);
          else if (!visible) since.set(element, null);
          else if (since.get(element) == null) since.set(element, now());
        }
      }, { threshold: [0, 0.5, 1], trackVisibility: true, delay: 100 } as IntersectionObserverInit);
      observer.observe(element);
      return () => {
        observer.disconnect();
        since.delete(element);
      };
    },
    clear(element) {
      const from = since.get(element);
      return from != null && now() - from >= SEEN_FOR;
    },
  };
}
