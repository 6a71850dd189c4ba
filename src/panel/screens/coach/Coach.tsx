import type { ComponentChildren, JSX } from 'preact';
import { useState } from 'preact/hooks';
import type { Anchor, EventDraft } from '../../../domain/event.ts';
import { hlcTime } from '../../../domain/hlc.ts';
import type { DealState, Note, Stamp } from '../../../domain/state.ts';
import { showMoment, type Messages } from '../../../i18n/index.ts';
import type { Lang } from '../../../wire/messages.ts';
import { Avatar } from '../../../ui/parts/index.ts';
import { searchThreads, threadsOf, type Drawer, type Thread } from './threads.ts';
import './coach.css';

/** Text that is being typed and is kept by the worker until it is sent. */
export interface Draft {
  value: string;
  set: (text: string) => void;
}

export interface CoachProps {
  state: DealState;
  me: string;
  m: Messages;
  lang: Lang;
  share: boolean;
  person: (id: string) => string;
  /** What a note hangs on, in words: `Proof: “…”`. */
  anchorText: (anchor: Anchor) => string;
  /** Mark of the outcome or rating of the answer, beside the anchor. */
  anchorMark: (anchor: Anchor) => ComponentChildren;
  onAnchor: (anchor: Anchor) => void;
  newId: () => string;
  /** Resolves false when it could not be saved: what was typed then stays. */
  append: (drafts: EventDraft[]) => Promise<boolean>;
  draft: (key: string) => Draft;
  /** What a new note hangs on: the thing from which the screen was opened, else the deal. */
  target: Anchor;
  onTarget: (anchor: Anchor) => void;
  /** Names of the customer's people, to hang a note on. */
  people?: readonly string[];
  /** Puts the body and the line to write into the screen's frame. */
  frame: (actions: ComponentChildren, body: ComponentChildren) => JSX.Element;
}

/** The Coach screen: threads by what is still to be done, search, and a line to write. */
export function Coach(p: CoachProps): JSX.Element {
  const [drawer, setDrawer] = useState<Drawer>('open');
  const [query, setQuery] = useState('');
  const all = threadsOf(p.state, p.me);
  const found = searchThreads(all, query, (n) => p.anchorText(n.anchor));
  const shown = query.trim() ? found : found.filter((t) => t.drawer === drawer);
  const count = (d: Drawer): number => all.filter((t) => t.drawer === d).length;
  const unread = all.flatMap((t) => [t.root, ...t.replies]).filter((n) => n.added.by !== p.me && !n.readBy.includes(p.me));
  const composing = p.draft(`note:${p.target.kind}:${p.target.id ?? ''}`);
  const send = async (): Promise<void> => {
    const text = composing.value.trim();
    if (!text) return;
    const saved = await p.append([{ type: 'note.added', data: { note: p.newId(), anchor: p.target, text } }]);
    if (saved) composing.set('');
  };
  const empty = query.trim() ? p.m.coach.emptySearch : { open: p.m.coach.emptyOpen, acted: p.m.coach.emptyActed, closed: p.m.coach.emptyClosed }[drawer];
  return p.frame(
    <div class="compose">
        {p.target.kind !== 'deal' && (
          <p class="why target">{p.anchorText(p.target)}
            <button type="button" class="btn ghost tiny" onClick={() => p.onTarget({ kind: 'deal' })}>{p.m.coach.aboutDeal}</button></p>
        )}
        {p.target.kind === 'deal' && p.people && p.people.length > 0 && (
          <select class="input tiny target" aria-label={p.m.coach.aboutPerson} value="" onChange={(e) => { if (e.currentTarget.value) p.onTarget({ kind: 'person', id: e.currentTarget.value.slice(0, 400) }); }}>
            <option value="">{p.m.coach.aboutPerson}…</option>
            {p.people.map((name) => <option key={name} value={name}>{name}</option>)}
          </select>
        )}
        <form class="compose-line" onSubmit={(e) => { e.preventDefault(); void send(); }}>
          <textarea class="input" rows={1} data-compose aria-label={p.m.coach.compose} maxLength={20000}
            placeholder={p.target.kind === 'deal' ? p.m.coach.write : p.m.coach.writeOn(p.anchorText(p.target))}
            value={composing.value} onInput={(e) => composing.set(e.currentTarget.value)}
            onKeyDown={(e) => { if (e.key === 'Enter' && (e.ctrlKey || e.metaKey)) { e.preventDefault(); void send(); } }} />
          <button type="submit" class="btn primary" disabled={!composing.value.trim()}>{p.m.coach.send}</button>
        </form>
      </div>,
    <div class="coach">
      <section class="section">
        <div class="h coach-head">
          <span class="seg" role="radiogroup" aria-label={p.m.coach.tab}>
            {(['open', 'acted', 'closed'] as const).map((d) => (
              <button type="button" role="radio" aria-checked={drawer === d && !query.trim()} onClick={() => { setDrawer(d); setQuery(''); }}>
                {p.m.coach[d]} <span class="count">{count(d)}</span></button>
            ))}
          </span>
          <input class="input search" type="search" placeholder={p.m.coach.search} aria-label={p.m.coach.search} value={query} onInput={(e) => setQuery(e.currentTarget.value)} />
        </div>
        {unread.length > 0 && (
          <button type="button" class="btn ghost tiny" onClick={() => void p.append(unread.map((n) => ({ type: 'note.read', data: { note: n.id } })))}>{p.m.coach.markRead}</button>
        )}
        <p class="sr" role="status">{query.trim() ? p.m.coach.found(shown.length) : ''}</p>
        {shown.length === 0 && <p class="t2 empty">{empty}</p>}
        {shown.map((t) => <ThreadCard key={t.root.id} {...p} thread={t} />)}
      </section>
    </div>,
  );
}

type Doing = 'reply' | 'acted' | 'reopen' | 'edit' | null;

function ThreadCard(p: CoachProps & { thread: Thread }): JSX.Element {
  const { root, replies, unread, drawer } = p.thread;
  const [doing, setDoing] = useState<Doing>(null);
  const draft = p.draft(`thread:${root.id}:${doing ?? 'reply'}`);
  const hidden = p.share;
  const read = (): EventDraft[] => [root, ...replies].filter((n) => n.added.by !== p.me && !n.readBy.includes(p.me)).map((n) => ({ type: 'note.read', data: { note: n.id } }));
  const finish = async (drafts: EventDraft[]): Promise<void> => {
    if (await p.append([...drafts, ...read()])) {
      draft.set('');
      setDoing(null);
    }
  };
  const submit = (): void => {
    const text = draft.value.trim();
    if (doing === 'reply' && text) void finish([{ type: 'note.added', data: { note: p.newId(), anchor: root.anchor, text, replyTo: root.id } }]);
    if (doing === 'acted') void finish([{ type: 'note.acted', data: { note: root.id, ...(text ? { text } : {}) } }]);
    if (doing === 'reopen') void finish([{ type: 'note.reopened', data: { note: root.id, ...(text ? { text } : {}) } }]);
    if (doing === 'edit' && text) void finish([{ type: 'note.edited', data: { note: root.id, text } }]);
  };
  const start = (next: Doing): void => {
    setDoing(next);
    if (next === 'edit') p.draft(`thread:${root.id}:edit`).set(root.text);
  };
  const label = doing === 'acted' ? p.m.coach.actedWhat : doing === 'reopen' ? p.m.coach.reopenWhy : doing === 'edit' ? p.m.coach.edit : p.m.coach.inReply(p.person(root.added.by));
  return (
    <article class={`card note ${unread ? 'unread active' : ''}`} data-note={root.id} tabIndex={-1}>
      <button type="button" class="anchor" onClick={() => p.onAnchor(root.anchor)}>
        <span>{p.anchorText(root.anchor)}</span>{p.anchorMark(root.anchor)}
      </button>
      <Words note={root} p={p} fresh={unread && !root.readBy.includes(p.me) && root.added.by !== p.me} hidden={hidden} />
      {replies.map((n) => <div class="reply"><Words note={n} p={p} fresh={!n.readBy.includes(p.me) && n.added.by !== p.me} hidden={hidden} /></div>)}
      {root.state !== 'open' && root.changed && (
        <p class="why">{root.state === 'acted' ? p.m.coach.actedSaid(p.person(root.changed.by)) : root.state === 'reopened' ? p.m.coach.reopenedSaid(p.person(root.changed.by)) : p.m.coach.closed}
          {' · '}{showMoment(hlcTime(root.changed.at), p.lang)}{root.said && !hidden ? `: ${root.said}` : ''}</p>
      )}
      {doing === null ? (
        <footer>
          {drawer === 'open' && <button type="button" class="btn plain tiny" onClick={() => start('acted')}>{p.m.coach.markActed}</button>}
          {drawer === 'acted' && <button type="button" class="btn plain tiny" onClick={() => void finish([{ type: 'note.resolved', data: { note: root.id } }])}>{p.m.coach.resolve}</button>}
          {drawer !== 'open' && <button type="button" class="btn ghost tiny" onClick={() => start('reopen')}>{p.m.coach.reopen}</button>}
          <button type="button" class="btn ghost tiny" onClick={() => start('reply')}>{p.m.coach.reply}</button>
          {root.added.by === p.me && <button type="button" class="btn ghost tiny" onClick={() => start('edit')}>{p.m.coach.edit}</button>}
        </footer>
      ) : (
        <form class="say" onSubmit={(e) => { e.preventDefault(); submit(); }}>
          <label class="label">{label}
            <textarea class="input" rows={2} value={draft.value} ref={(el) => el?.focus()} onInput={(e) => draft.set(e.currentTarget.value)}
              onKeyDown={(e) => {
                if (e.key === 'Enter' && (e.ctrlKey || e.metaKey)) { e.preventDefault(); submit(); }
                if (e.key === 'Escape') { e.stopPropagation(); setDoing(null); }
              }} />
          </label>
          <footer>
            <button type="submit" class="btn plain tiny">{doing === 'acted' ? p.m.coach.markActed : doing === 'reopen' ? p.m.coach.reopen : p.m.coach.save}</button>
            <button type="button" class="btn ghost tiny" onClick={() => setDoing(null)}>{p.m.coach.cancel}</button>
          </footer>
        </form>
      )}
    </article>
  );
}

function Words(x: { note: Note; p: CoachProps; fresh: boolean; hidden: boolean }): JSX.Element {
  const { note, p } = x;
  const name = note.added.by === p.me ? p.m.coach.you : p.person(note.added.by);
  return (
    <>
      <header><Avatar tiny name={p.person(note.added.by)} />
        <p><b>{name}</b> <span class="t3 small">{note.added.role === 'manager' ? `${p.m.coach.manager} · ` : ''}{when(note.added, p.lang)}{note.edited ? ` · ${p.m.coach.edited}` : ''}</span></p>
        {x.fresh && <span class="fresh">{p.m.coach.isNew}</span>}</header>
      <p class={x.hidden ? 't3' : 'words'}>{x.hidden ? p.m.coach.hidden : note.text}</p>
    </>
  );
}

const when = (stamp: Stamp, lang: Lang): string => showMoment(hlcTime(stamp.at), lang);
