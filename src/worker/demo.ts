/** Only in the build for tests and the demo: puts a prepared story into the notebook and shows what the worker counts. */
import type { ActorId, DealKey, Event, EventDraft, Role } from '../domain/event.ts';
import type { Settings } from '../wire/messages.ts';
import type { Hub } from './hub.ts';
import type { Office } from './office.ts';

export interface Demo {
  /** Merges a backup given as plain JSON Lines. */
  restore(jsonl: string): Promise<unknown>;
  settings(change: Partial<Settings>): Promise<void>;
  /** The toolbar's button in the tab in front: no test can press it. */
  press(): Promise<boolean>;
  events(key: DealKey): Promise<Event[]>;
  /** Writes as somebody: the user of this device, or a named actor. */
  write(key: DealKey, drafts: EventDraft[], by?: { by: ActorId; role: Role }): Promise<void>;
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
    press: async () => office.toggle((await office.around.activeTab())!, 'toolbar'),
    events: async (key) => (await office.book.open()).events(key),
    async write(key, drafts, by) {
      const { events } = await office.book.append(key, drafts, by ?? (await office.who()));
      office.tellEvents(key, events);
    },
    stats: () => ({ refused: hub.refused, desks: [...office.desks.values()].map(({ tab, url, key, open, panels, held }) => ({ tab, url, key, open, panels: panels.size, held: held !== null })) }),
  };
  Object.assign(globalThis, { stageproofDemo: demo });
}
