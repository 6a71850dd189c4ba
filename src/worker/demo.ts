/** Only in the build for tests and the demo: puts a prepared story into the notebook and shows what the worker counts. */
import type { DealKey, Event } from '../domain/event.ts';
import type { Settings } from '../wire/messages.ts';
import type { Hub } from './hub.ts';
import type { Office } from './office.ts';

export interface Demo {
  /** Merges a backup given as plain JSON Lines. */
  restore(jsonl: string): Promise<unknown>;
  settings(change: Partial<Settings>): Promise<void>;
  events(key: DealKey): Promise<Event[]>;
  stats(): { refused: Hub['refused']; desks: { tab: number; url: string; key: DealKey | null; open: boolean; panels: number; held: boolean }[] };
}

export function demo(office: Office, hub: Hub): void {
  const demo: Demo = {
    async restore(jsonl) {
      const done = await (await office.book.open()).restore([new TextEncoder().encode(jsonl)]);
      await office.refresh();
      return done;
    },
    settings: (change) => office.change(change),
    events: async (key) => (await office.book.open()).events(key),
    stats: () => ({ refused: hub.refused, desks: [...office.desks.values()].map(({ tab, url, key, open, panels, held }) => ({ tab, url, key, open, panels: panels.size, held: held !== null })) }),
  };
  Object.assign(globalThis, { stageproofDemo: demo });
}
