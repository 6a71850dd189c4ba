/** Notes as threads, by what still has to be done with them. Pure. */
import type { ActorId } from '../../../domain/event.ts';
import type { DealState, Note } from '../../../domain/state.ts';

export type Drawer = 'open' | 'acted' | 'closed';

export interface Thread {
  root: Note;
  replies: Note[];
  drawer: Drawer;
  unread: boolean;
}

const DRAWER: Record<Note['state'], Drawer> = { open: 'open', reopened: 'open', acted: 'acted', resolved: 'closed' };

/** Threads, unread first, then the one with the latest word. A reply to a reply hangs on the same root; a lost root makes the reply its own. */
export function threadsOf(state: DealState, me: ActorId): Thread[] {
  const rootOf = (note: Note): Note => {
    const seen = new Set<string>();
    let at = note;
    while (at.replyTo && state.notes[at.replyTo] && !seen.has(at.id)) {
      seen.add(at.id);
      at = state.notes[at.replyTo]!;
    }
    return at;
  };
  const byRoot = new Map<string, Thread>();
  const all = Object.values(state.notes).sort((a, b) => (a.added.at < b.added.at ? -1 : 1));
  for (const note of all) {
    const root = rootOf(note);
    const thread = byRoot.get(root.id) ?? { root, replies: [], drawer: DRAWER[root.state], unread: false };
    if (note !== root) thread.replies.push(note);
    if (note.added.by !== me && !note.readBy.includes(me)) thread.unread = true;
    byRoot.set(root.id, thread);
  }
  const lastOf = (t: Thread): string => [t.root, ...t.replies].reduce((at, n) => (n.added.at > at ? n.added.at : at), t.root.changed?.at ?? '');
  return [...byRoot.values()].sort((a, b) => Number(b.unread) - Number(a.unread) || (lastOf(a) < lastOf(b) ? 1 : -1));
}

/** Threads in which every word of the query occurs, in any note or in what it hangs on. Case and width do not matter. */
export function searchThreads(threads: Thread[], query: string, anchorText: (note: Note) => string): Thread[] {
  const fold = (s: string): string => s.normalize('NFKC').toLocaleLowerCase();
  const words = fold(query).split(/\s+/).filter(Boolean);
  if (words.length === 0) return threads;
  return threads.filter((t) => {
    const text = fold([anchorText(t.root), ...[t.root, ...t.replies].map((n) => `${n.text} ${n.said ?? ''}`)].join(' '));
    return words.every((w) => text.includes(w));
  });
}
