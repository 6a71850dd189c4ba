/**
 * The worker's desk work: what pages and panels say, turned into events, and what happened, told to everyone who shows the
 * deal. Whatever fails here becomes a trouble in the panel; the CRM's page is never waited for.
 */
import { crmKind } from '../crm/registry.ts';
import type { DealKey, Event, EventDraft } from '../domain/event.ts';
import { messages } from '../i18n/index.ts';
import type { HostToWorker, PanelToWorker, Settings, Trouble } from '../wire/messages.ts';
import { answer, type Answering, type Crms } from './answers.ts';
import type { Around } from './around.ts';
import { Badges } from './badges.ts';
import { book, type Book } from './book.ts';
import { Cases } from './cases.ts';
import { contextOf } from './context.ts';
import { keyOf, newDesk, orgAt, turnTo, type Desk } from './desk.ts';
import { signed } from './drafts.ts';
import { quiet, resting, verdicts } from './gatekeeper.ts';
import type { HostLink, PanelLink } from './hub.ts';
import { Moves } from './moves.ts';
import { overviewOf, type Overview } from './overview.ts';
import { Packs } from './packs.ts';
import { Pipeline } from './pipeline/pipeline.ts';
import { Readings } from './readings.ts';
import type { Memory } from './settings.ts';
import { Teaching } from './teaching.ts';
import { troubleOf } from './trouble.ts';
import { WriteBack } from './writeback.ts';

export class Office {
  readonly desks = new Map<number, Desk>();
  readonly book: Book;
  private readonly loose = new Map<PanelLink, number | null>();
  readonly packs: Packs;
  readonly cases: Cases;
  readonly readings: Readings;
  readonly moves: Moves;
  private readonly badges: Badges;
  readonly pipeline: Pipeline;
  readonly overview: Overview;
  private readonly writeBack: WriteBack;
  readonly teaching: Teaching;

  constructor(readonly around: Around, readonly memory: Memory, readonly crms: Crms) {
    this.book = book(around, (error) => this.everyPanel((p) => p.send({ t: 'trouble', error: troubleOf(error) })));
    this.packs = new Packs(around, memory, () => this.anew());
    this.cases = new Cases(around, memory, this.book, this.packs, () => this.who());
    this.readings = new Readings(this);
    this.moves = new Moves(this);
    this.badges = new Badges(this);
    this.pipeline = new Pipeline(this);
    this.overview = overviewOf(this);
    this.writeBack = new WriteBack(this);
    this.teaching = new Teaching(around, crms);
  }

  desk(tab: number): Desk {
    let desk = this.desks.get(tab);
    if (!desk) this.desks.set(tab, (desk = newDesk(tab)));
    return desk;
  }

  // — the page —

  host(link: HostLink, m: HostToWorker): void {
    const desk = this.desk(link.tab);
    if (m.t === 'hello') desk.host = link;
    if (desk.host !== link) return;
    this.run(desk, () => this.heard(desk, m));
  }

  hostGone(link: HostLink): void {
    const desk = this.desks.get(link.tab);
    if (desk?.host === link) desk.host = null;
  }

  tabGone(tab: number): void {
    this.desks.delete(tab);
  }

  private async heard(desk: Desk, m: HostToWorker): Promise<void> {
    switch (m.t) {
      case 'hello':
        desk.open = m.open === true;
        desk.loaded = await this.memory.loaded(desk.tab, desk.host?.nonce ?? '');
        if (!desk.reopen || desk.open) return;
        desk.reopen = false;
        return this.openPanel(desk, null, false);
      case 'place':
        if (turnTo(desk, m.place, m.url)) await this.show(desk);
        else await this.rest(desk);
        return;
      case 'reading':
        desk.url = m.url;
        return this.readings.heard(desk, m.reading, m.glance === true);
      case 'api':
        if (desk.place && keyOf(m.place) === desk.key) await this.readings.api(desk, m);
        return;
      case 'open':
        return this.openPanel(desk, m.focus === 'note' ? 'coach' : null, true);
      case 'more':
        return this.around.inject(desk.tab, 'frame');
      case 'closed':
        desk.open = false;
        return;
      case 'prefs':
        return this.prefs(desk, m);
      case 'move':
        return this.moves.made(desk, m);
      case 'moved':
        return this.moves.ended(desk, m);
      case 'badges':
        return this.badges.answer(desk, m);
      case 'pong':
    }
  }

  private async prefs(desk: Desk, m: Extract<HostToWorker, { t: 'prefs' }>): Promise<void> {
    const settings = await this.memory.settings();
    const change: Partial<Settings> = {};
    if (m.side) change.side = m.side;
    if (m.width !== undefined) change.width = Math.min(480, Math.max(360, m.width));
    if (m.tabTop !== undefined) change.tabTop = m.tabTop;
    if (m.hidden !== undefined) {
      const host = hostOf(desk.url);
      change.hiddenOn = [...settings.hiddenOn.filter((h) => h !== host), ...(m.hidden && host ? [host] : [])];
    }
    await this.change(change);
  }

  // — the panel —

  panel(link: PanelLink, m: PanelToWorker): void {
    void this.deskOf(link).then(async (desk) => {
      if (desk) desk.panels.add(link);
      try {
        await this.asked(link, desk, m);
      } catch (error) {
        if ('n' in m) link.send({ t: 'answer', n: m.n, ok: false, error: troubleOf(error) });
        else link.send({ t: 'trouble', error: troubleOf(error) });
      }
    });
  }

  panelGone(link: PanelLink): void {
    this.loose.delete(link);
    for (const desk of this.desks.values()) desk.panels.delete(link);
  }

  /** The tab whose deal a panel shows: its own, or for Chrome's side panel the active one. */
  private async deskOf(link: PanelLink): Promise<Desk | null> {
    if (link.tab !== null) return this.desk(link.tab);
    if (link.kind === 'page') {
      this.loose.set(link, null);
      return null;
    }
    const at = this.loose.get(link);
    if (at !== undefined && at !== null) return this.desk(at);
    const tab = await this.around.activeTab();
    this.loose.set(link, tab);
    if (tab === null) return null;
    const desk = this.desk(tab);
    // After a stop of the worker the page itself is silent until it is asked.
    if (!desk.host) await this.around.callTab(tab, { t: 'ping' });
    return desk;
  }

  /** Another tab is in front: side panels turn to its deal. */
  async activated(tab: number): Promise<void> {
    for (const [link] of [...this.loose].filter(([l]) => l.kind === 'side')) {
      for (const desk of this.desks.values()) desk.panels.delete(link);
      this.loose.set(link, tab);
      this.panel(link, { t: 'hello' });
      if (!this.desk(tab).host) await this.around.callTab(tab, { t: 'ping' });
    }
  }

  private async asked(link: PanelLink, desk: Desk | null, m: PanelToWorker): Promise<void> {
    switch (m.t) {
      case 'hello':
        return this.present(link, desk);
      case 'append': {
        const { events } = await this.book.inTurn(m.key, async () => {
          if (await this.book.once(m.once)) return { events: [] as Event[] };
          const written = await this.write(m.key, m.drafts);
          await this.book.written(m.once);
          return { events: written };
        });
        link.send({ t: 'answer', n: m.n, ok: true, value: events.map((e) => e.id) });
        for (const d of this.desks.values()) if (d.key === m.key) await this.rest(d);
        return;
      }
      case 'ask':
        link.send({ t: 'answer', n: m.n, ok: true, value: (await answer(this.answering(desk), m.what)) ?? null });
        return;
      case 'draft':
        return this.memory.draft(m.key, m.text);
      case 'settings':
        await this.change(m.change);
        link.send({ t: 'answer', n: m.n, ok: true, value: null });
        return;
      case 'host':
        if (m.cmd === 'reread') {
          desk?.host?.send({ t: 'reread' });
          if (desk) await this.readings.readApi(desk);
        } else if (m.cmd === 'reload' && desk) {
          desk.reopen = true;
          await this.around.reload(desk.tab);
        } else if (m.cmd === 'focus-page') desk?.host?.send({ t: 'focus-page' });
        else if (desk) {
          desk.open = false;
          desk.host?.send({ t: 'hide' });
        }
        return;
      case 'gate':
        if (desk) await this.moves.decide(desk, m);
        link.send({ t: 'answer', n: m.n, ok: true, value: null });
        return;
      case 'pong':
    }
  }

  private answering(desk: Desk | null): Answering {
    return {
      book: this.book, memory: this.memory, crms: this.crms, desk, desks: this.desks.size,
      write: (key, drafts) => this.book.inTurn(key, () => this.write(key, drafts)),
      refresh: () => this.refresh(),
      packs: this.packs, overview: this.overview, writeBack: this.writeBack, pipeline: this.pipeline, teaching: this.teaching,
      caseOf: (key) => this.cases.of(desk, key),
      shown: async (key) => {
        if (!desk) return;
        desk.key = key;
        await this.show(desk);
      },
    };
  }

  /** Shows everything anew, after a restore. */
  async refresh(): Promise<void> {
    this.book.forget();
    this.overview.touched();
    for (const desk of this.desks.values()) {
      await this.show(desk);
      await this.rest(desk);
    }
  }

  /** Toolbar or shortcut: false when no script of ours is in the tab. */
  async toggle(tab: number, by: 'toolbar' | 'shortcut'): Promise<boolean> {
    const desk = this.desk(tab);
    if (!desk.host && !(await this.around.callTab(tab, { t: 'ping' }))) return false;
    await this.around.inject(tab, 'frame');
    for (let tries = 0; !desk.host && tries < 20; tries++) await new Promise((resolve) => setTimeout(resolve, 50));
    desk.host?.send({ t: 'toggle', by });
    return true;
  }

  /** Opens the panel on the page, at a screen or at the gate. */
  async openPanel(desk: Desk, screen: 'coach' | null, focus: boolean): Promise<void> {
    const settings = await this.memory.settings();
    if (!desk.host) return;
    desk.open = true;
    const crm = desk.org.split(':')[0];
    await this.around.inject(desk.tab, 'frame', ...(crmKind(crm ?? '') || crm?.startsWith('taught-') ? [`${crm}-page` as const] : []));
    desk.host?.send({ t: 'show', side: settings.side, width: settings.width, title: messages(settings.lang).rest.panel, resize: messages(settings.lang).rest.resize, focus });
    desk.next = screen;
    if (screen) for (const p of desk.panels) p.send({ t: 'go', screen });
    await this.readings.readApi(desk);
  }

  // — telling —

  everyPanel(tell: (link: PanelLink) => void): void {
    const all = new Set([...[...this.desks.values()].flatMap((d) => [...d.panels]), ...this.loose.keys()]);
    all.forEach(tell);
  }

  async write(key: DealKey, drafts: readonly EventDraft[]): Promise<Event[]> {
    const who = await this.who();
    const { name } = await this.memory.settings();
    const { events } = await this.book.append(key, name ? signed(drafts, await this.book.deal(key), who, name) : drafts, who);
    this.tellEvents(key, events);
    return events;
  }

  tellEvents(key: DealKey, events: Event[]): void {
    for (const desk of this.desks.values()) if (desk.key === key) for (const p of desk.panels) p.send({ t: 'events', key, events });
    void this.badges.changed(key);
  }

  async who(): Promise<{ by: string; role: Settings['role'] }> {
    const [notebook, settings] = await Promise.all([this.book.open(), this.memory.settings()]);
    return { by: `local:${notebook.node}`, role: settings.role };
  }

  async change(change: Partial<Settings>): Promise<void> {
    const settings = await this.memory.change(change);
    if (change.minimum || change.stageMaps || change.method) this.overview.touched();
    for (const desk of this.desks.values()) {
      await this.rest(desk);
      this.tellContext(desk);
      if (desk.open && change.apiOn) this.run(desk, () => this.readings.readApi(desk));
      if (desk.open && (change.side || change.width !== undefined)) {
        const { panel, resize } = messages(settings.lang).rest;
        desk.host?.send({ t: 'show', side: settings.side, width: settings.width, title: panel, resize, focus: false });
      }
    }
    await this.tellPages();
  }

  private async tellPages(): Promise<void> {
    for (const link of this.loose.keys()) if (link.kind === 'page') link.send({ t: 'context', context: await contextOf(this, link, null) });
  }

  /** Packs or the administrator's policy changed: everything shown is judged again. */
  private async anew(): Promise<void> {
    this.overview.touched();
    for (const desk of this.desks.values()) {
      await this.rest(desk);
      this.tellContext(desk);
    }
    await this.tellPages();
  }

  async policyChanged(): Promise<void> {
    this.memory.forgetPolicy();
    this.packs.forget();
    this.crms.recipes.forget();
    await Promise.all([this.anew(), this.crms.refresh()]);
  }

  /** Tells the page what its tab shows and what every move would meet. */
  async rest(desk: Desk): Promise<void> {
    const settings = await this.memory.settings();
    const hidden = settings.hiddenOn.includes(hostOf(desk.url));
    const nothing = desk.reading?.kind === 'unrecognised' && desk.reading.clue === 'layout' ? quiet(settings) : null;
    if (!desk.key || (desk.reading && desk.reading.kind !== 'deal')) {
      // A list turns into a board without a navigation, so a list gets the verdicts too.
      const listed = desk.reading?.kind === 'elsewhere' && !!desk.reading.view;
      if (listed) desk.org ||= await orgAt(this.crms, desk.url);
      const board = listed ? await this.cases.board(desk) : undefined;
      desk.host?.send({ t: 'rest', resting: nothing, verdicts: {}, key: null, hidden, ...(board ? { board } : {}) });
      return this.badges.enter(desk);
    }
    const c = await this.cases.of(desk, desk.key).catch((error: unknown) => troubleOf(error));
    if ('code' in c) {
      // No notebook: the tab says so and leads to the panel; every move passes.
      desk.host?.send({ t: 'rest', resting: quiet(settings, messages(settings.lang).errors[c.code]), verdicts: {}, key: null, hidden });
      return;
    }
    if (!desk.reading && !c.state.count) return;
    desk.host?.send({ t: 'rest', resting: resting(c), verdicts: verdicts(c), key: desk.key, hidden });
  }

  tellContext(desk: Desk): void {
    for (const p of desk.panels) void contextOf(this, p, desk).then((context) => p.send({ t: 'context', context }));
  }

  /** Everything a panel needs, from nothing. */
  private async present(link: PanelLink, desk: Desk | null): Promise<void> {
    const [context, drafts] = await Promise.all([contextOf(this, link, desk), this.memory.drafts()]);
    let trouble: Trouble | null = null;
    const state = desk?.key ? await this.book.deal(desk.key).catch((error: unknown) => ((trouble = troubleOf(error)), null)) : null;
    if (state) link.send({ t: 'deal', state, context, drafts, held: desk!.held });
    else link.send({ t: 'none', context, drafts });
    if (trouble) link.send({ t: 'trouble', error: trouble });
    if (desk?.next) link.send({ t: 'go', screen: desk.next });
    if (desk) desk.next = null;
  }

  async show(desk: Desk): Promise<void> {
    for (const p of desk.panels) await this.present(p, desk);
  }

  /** Runs what a page asked for; what fails is said in the panel and the page goes on as if we were not there. */
  private run(desk: Desk, work: () => Promise<void>): void {
    const now = desk.turn.then(work).catch((error: unknown) => {
      for (const p of desk.panels) p.send({ t: 'trouble', error: troubleOf(error) });
      if (!desk.panels.size) troubleOf(error);
    });
    desk.turn = now;
  }
}

const hostOf = (url: string): string => {
  try {
    return new URL(url).host;
  } catch {
    return '';
  }
};
