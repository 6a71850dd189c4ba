/**
 * The worker's desk work: what pages and panels say, turned into events, and what happened, told to everyone who shows the
 * deal. Whatever fails here becomes a trouble in the panel; the CRM's page is never waited for.
 */
import type { DealKey, Event, EventDraft, StageRef } from '../domain/event.ts';
import { emptyDeal, type DealState } from '../domain/state.ts';
import { messages } from '../i18n/index.ts';
import type { Context, HostToWorker, PanelToWorker, Settings, Trouble } from '../wire/messages.ts';
import { answer, type Answering, type Crms } from './answers.ts';
import type { Around } from './around.ts';
import { book, type Book } from './book.ts';
import { CRM_NAMES } from './names.ts';
import { keyOf, newDesk, turnTo, type Desk } from './desk.ts';
import { judge, nextOf, methodOf, partsOf, quiet, resting, verdicts, type Case } from './gatekeeper.ts';
import type { HostLink, PanelLink } from './hub.ts';
import { news, noticed, readDraft } from './reading.ts';
import type { Memory } from './settings.ts';
import { troubleOf } from './trouble.ts';

export class Office {
  readonly desks = new Map<number, Desk>();
  readonly book: Book;
  private readonly loose = new Map<PanelLink, number | null>();
  private readonly stagesOf = new Map<string, Case['stages']>();

  constructor(readonly around: Around, readonly memory: Memory, private readonly crms: Crms) {
    this.book = book(around, (error) => this.everyPanel((p) => p.send({ t: 'trouble', error: troubleOf(error) })));
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
        return;
      case 'place':
        if (turnTo(desk, m.place, m.url)) await this.show(desk);
        else await this.rest(desk);
        return;
      case 'reading':
        desk.url = m.url;
        return this.reading(desk, m.reading, m.glance === true);
      case 'api':
        if (desk.place && keyOf(m.place) === desk.key) await this.apiAnswer(desk, m);
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
        return this.move(desk, m);
      case 'moved':
        return this.moved(desk, m);
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

  private async reading(desk: Desk, reading: NonNullable<Desk['reading']>, glance: boolean): Promise<void> {
    desk.glance = glance;
    desk.reading = reading;
    desk.readAt = this.around.now();
    if (reading.kind !== 'deal') {
      await this.rest(desk);
      return this.tellContext(desk);
    }
    if (turnTo(desk, reading.place, desk.url)) Object.assign(desk, { reading, readAt: this.around.now() });
    if (reading.stages?.length) this.learnStages(desk, reading.stages);
    const before = desk.shown.page;
    desk.shown.page = reading.fields;
    await this.record(desk, reading.fields, before);
  }

  private async apiAnswer(desk: Desk, m: Extract<HostToWorker, { t: 'api' }>): Promise<void> {
    desk.api = m.ok ? '' : m.why;
    if (m.ok) {
      desk.me = m.me ?? null;
      if (m.stages?.length) this.learnStages(desk, m.stages);
      const before = desk.shown.api;
      desk.shown.api = m.fields;
      await this.record(desk, m.fields, before);
    }
    this.tellContext(desk);
  }

  /** Writes what a reading brought, and the stage move it shows, if any. */
  private async record(desk: Desk, fields: Parameters<typeof news>[1], before: Parameters<typeof news>[2]): Promise<void> {
    const key = desk.key!;
    const first = await this.book.inTurn(key, async () => {
      const state = await this.book.deal(key);
      // A record that was only passed by is not written down: that begins when its panel is opened or its stage moved.
      if (!state && desk.glance) return false;
      const fresh = news(state, fields, before, this.around.now());
      const drafts: EventDraft[] = [];
      const seen = fresh.stage ? noticed(state, fresh) : null;
      if (seen && ![...desk.going.values()].some((g) => g.to?.id === seen.to.id)) {
        const c = await this.caseOf(desk, key);
        const { verdict, missing } = judge(c, seen.to);
        drafts.push({ type: 'stage.moved', data: { ...seen, seen: 'noticed', verdict, missing: missing.map((p) => p.outcomeId) } });
      }
      if (Object.keys(fresh).length) drafts.push(readDraft(fresh));
      const settings = await this.memory.settings();
      const method = methodOf(state, settings);
      if (drafts.length && !state?.method) drafts.push({ type: 'method.chosen', data: { method: method.id, version: (method as { version?: string }).version ?? '1.0.0' } });
      if (drafts.length) await this.write(key, drafts);
      return !state;
    });
    await this.rest(desk);
    if (first) await this.show(desk);
    else this.tellContext(desk);
  }

  private learnStages(desk: Desk, stages: Case['stages']): void {
    desk.stages = stages;
    const { crm, org } = partsOf(desk.key ?? '');
    this.stagesOf.set(`${crm}:${org}`, stages);
    void this.around.local.set({ [`stages:${crm}:${org}`]: stages });
  }

  // — the gate —

  private async move(desk: Desk, m: Extract<HostToWorker, { t: 'move' }>): Promise<void> {
    const from = desk.reading?.kind === 'deal' ? ((desk.reading.fields.stage?.value as StageRef | undefined) ?? null) : null;
    const to = m.to === 'next' ? nextOf(desk.stages, from) : m.to === 'closing' ? null : { ...m.to, label: m.to.label ?? m.to.id };
    const held = { n: m.n, to, from, verdict: m.verdict, held: m.held, replayable: m.replayable, how: m.how };
    if (m.held) {
      desk.held = held;
      desk.host?.send({ t: 'holding', n: m.n });
    } else {
      desk.going.set(m.n, { to, from, record: m.record });
      await this.around.inject(desk.tab, 'frame'); // its other half watches what becomes of the move
      if (m.verdict !== 'advise') return;
      desk.held = held;
    }
    await this.openPanel(desk, null, m.held);
    for (const p of this.panelsOf(desk)) p.send({ t: 'held', move: desk.held });
  }

  private async moved(desk: Desk, m: Extract<HostToWorker, { t: 'moved' }>): Promise<void> {
    const going = desk.going.get(m.n);
    desk.going.delete(m.n);
    const record = m.record ?? going?.record;
    const key = record && desk.place ? keyOf({ ...desk.place, record }) : desk.key;
    const { to } = m;
    if (m.result === 'done' && key && to) {
      await this.book.inTurn(key, async () => {
        const state = await this.book.deal(key);
        if (state?.moves.at(-1)?.to.id === to.id && state.fields.stage && (state.fields.stage.value as { id?: string }).id === to.id) return;
        const c = await this.caseOf(desk, key);
        const { verdict, missing } = judge(c, to);
        const from = m.from ?? going?.from;
        await this.write(key, [{
          type: 'stage.moved',
          data: { ...(from ? { from } : {}), to, seen: 'gate', verdict: m.verdict ?? verdict, missing: missing.map((p) => p.outcomeId), ...(going?.override ? { override: going.override as never } : {}) },
        }]);
      });
      if (desk.held?.n === m.n && desk.held.held) desk.held = null;
    }
    for (const p of this.panelsOf(desk)) p.send({ t: 'move-result', n: m.n, result: m.result, to, ...(m.detail ? { detail: m.detail } : {}) });
    if (m.result !== 'done') await this.rest(desk);
  }

  private decide(desk: Desk, m: Extract<PanelToWorker, { t: 'gate' }>): void {
    const held = desk.held;
    desk.held = null;
    if (held?.n === m.move && held.held && m.go) {
      desk.going.set(held.n, { to: held.to, from: held.from, record: undefined, ...(m.override ? { override: m.override } : {}) });
      desk.host?.send({ t: held.replayable ? 'replay' : 'release', n: held.n });
      if (!held.replayable) for (const p of this.panelsOf(desk)) p.send({ t: 'move-result', n: held.n, result: 'one-more', to: held.to });
    }
    for (const p of this.panelsOf(desk)) p.send({ t: 'held', move: null });
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
        link.send({ t: 'answer', n: m.n, ok: true, value: await answer(this.answering(desk), m.what) });
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
          if (desk) await this.readApi(desk);
        } else if (m.cmd === 'focus-page') desk?.host?.send({ t: 'focus-page' });
        else if (desk) {
          desk.open = false;
          desk.host?.send({ t: 'hide' });
        }
        return;
      case 'gate':
        if (desk) this.decide(desk, m);
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
    await this.around.inject(desk.tab, 'frame', ...(crm === 'tryton' || crm === 'salesforce' ? [`${crm}-page` as const] : []));
    desk.host?.send({ t: 'show', side: settings.side, width: settings.width, title: messages(settings.lang).rest.panel, resize: messages(settings.lang).rest.resize, focus });
    desk.next = screen;
    if (screen) for (const p of this.panelsOf(desk)) p.send({ t: 'go', screen });
    await this.readApi(desk);
  }

  private async readApi(desk: Desk): Promise<void> {
    if (desk.place?.crm === 'tryton') await this.around.inject(desk.tab, 'tryton-api');
  }

  // — telling —

  private panelsOf(desk: Desk): PanelLink[] {
    return [...desk.panels];
  }
  everyPanel(tell: (link: PanelLink) => void): void {
    const all = new Set([...[...this.desks.values()].flatMap((d) => [...d.panels]), ...this.loose.keys()]);
    all.forEach(tell);
  }

  async write(key: DealKey, drafts: readonly EventDraft[]): Promise<Event[]> {
    const who = await this.who();
    const { events } = await this.book.append(key, await this.signed(key, drafts, who), who);
    for (const desk of this.desks.values()) if (desk.key === key) for (const p of desk.panels) p.send({ t: 'events', key, events });
    return events;
  }

  /** Puts the author's name before what is written, when this deal does not know it yet or knows another. */
  private async signed(key: DealKey, drafts: readonly EventDraft[], who: { by: string; role: Settings['role'] }): Promise<readonly EventDraft[]> {
    const { name } = await this.memory.settings();
    if (name === '' || drafts.every((d) => d.type === 'deal.read')) return drafts;
    const known = (await (await this.book.open()).deal(key))?.people[who.by];
    return known?.name === name && known.role === who.role ? drafts : [{ type: 'actor.named', data: { name } }, ...drafts];
  }

  private async who(): Promise<{ by: string; role: Settings['role'] }> {
    const [notebook, settings] = await Promise.all([this.book.open(), this.memory.settings()]);
    return { by: `local:${notebook.node}`, role: settings.role };
  }

  async change(change: Partial<Settings>): Promise<void> {
    const settings = await this.memory.change(change);
    for (const desk of this.desks.values()) {
      await this.rest(desk);
      this.tellContext(desk);
      if (desk.open && (change.side || change.width !== undefined)) {
        const { panel, resize } = messages(settings.lang).rest;
        desk.host?.send({ t: 'show', side: settings.side, width: settings.width, title: panel, resize, focus: false });
      }
    }
    for (const link of this.loose.keys()) if (link.kind === 'page') link.send({ t: 'context', context: await this.context(link, null) });
  }

  private async caseOf(desk: Desk | null, key: DealKey): Promise<Case> {
    const [settings, state, me] = await Promise.all([this.memory.settings(), this.book.deal(key), this.who()]);
    const { crm, org } = partsOf(key);
    return { key, crm, org, state: state ?? passedBy(key, desk), stages: desk?.key === key && desk.stages.length ? desk.stages : await this.knownStages(crm, org), settings, me: me.by, today: localDay(this.around.now()) };
  }

  private async knownStages(crm: string, org: string): Promise<Case['stages']> {
    const name = `stages:${crm}:${org}`;
    const known = this.stagesOf.get(`${crm}:${org}`) ?? (await this.around.local.get([name]))[name];
    return Array.isArray(known) ? (known as Case['stages']) : [];
  }

  /** Tells the page what its tab shows and what every move would meet. */
  async rest(desk: Desk): Promise<void> {
    const settings = await this.memory.settings();
    const hidden = settings.hiddenOn.includes(hostOf(desk.url));
    const nothing = desk.reading?.kind === 'unrecognised' && desk.reading.clue === 'layout' ? quiet(settings) : null;
    if (!desk.key || (desk.reading && desk.reading.kind !== 'deal')) {
      const board = desk.reading?.kind === 'elsewhere' && desk.reading.view === 'kanban' ? await this.board(desk) : undefined;
      desk.host?.send({ t: 'rest', resting: nothing, verdicts: {}, key: null, hidden, ...(board ? { board } : {}) });
      return;
    }
    const c = await this.caseOf(desk, desk.key);
    if (!c.state.fields.stage && !c.state.count) return;
    desk.host?.send({ t: 'rest', resting: resting(c), verdicts: verdicts(c), key: desk.key, hidden });
  }

  /** Verdicts of the deals of this org that the notebook knows, for cards on a board. */
  private async board(desk: Desk): Promise<Record<string, ReturnType<typeof verdicts>>> {
    const org = desk.org;
    if (!org) return {};
    const notebook = await this.book.open();
    const rows = (await notebook.list({ after: org, limit: 200 })).filter((r) => r.key.startsWith(org));
    const all: Record<string, ReturnType<typeof verdicts>> = {};
    for (const row of rows) {
      const state = await notebook.deal(row.key);
      if (state) all[row.key.slice(org.length)] = verdicts({ ...(await this.caseOf(null, row.key)), state });
    }
    return all;
  }

  private async context(link: PanelLink, desk: Desk | null): Promise<Context> {
    const settings = await this.memory.settings();
    const me = await this.who().catch(() => ({ by: 'local:00000000', role: settings.role }));
    const r = desk?.reading;
    const { crm, org } = partsOf(desk?.key ?? '');
    return {
      place: desk?.place ?? null,
      reading: r ? { kind: r.kind, missing: r.kind === 'deal' ? r.missing : [], at: desk!.readAt, ...(r.kind === 'unrecognised' ? { clue: r.clue } : {}), ...(r.kind === 'deal' && r.readonly ? { readonly: true } : {}) } : null,
      api: desk?.api ?? null,
      crmName: CRM_NAMES[crm] ?? '',
      stages: desk?.stages.length ? desk.stages : await this.knownStages(crm, org),
      settings,
      me: me.by,
      people: { [me.by]: { name: settings.name, role: settings.role } },
      host: link.kind,
    };
  }

  private tellContext(desk: Desk): void {
    for (const p of desk.panels) void this.context(p, desk).then((context) => p.send({ t: 'context', context }));
  }

  /** Everything a panel needs, from nothing. */
  private async present(link: PanelLink, desk: Desk | null): Promise<void> {
    const [context, drafts] = await Promise.all([this.context(link, desk), this.memory.drafts()]);
    let trouble: Trouble | null = null;
    const state = desk?.key ? await this.book.deal(desk.key).catch((error: unknown) => ((trouble = troubleOf(error)), null)) : null;
    if (state) link.send({ t: 'deal', state, context, drafts, held: desk!.held });
    else link.send({ t: 'none', context, drafts });
    if (trouble) link.send({ t: 'trouble', error: trouble });
    if (desk?.next) link.send({ t: 'go', screen: desk.next });
    if (desk) desk.next = null;
  }

  private async show(desk: Desk): Promise<void> {
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

/** A deal of which only the stage was glanced at. */
function passedBy(key: DealKey, desk: Desk | null): DealState {
  const stage = desk?.key === key && desk.reading?.kind === 'deal' ? desk.reading.fields.stage : undefined;
  const state = emptyDeal(key);
  if (stage) state.fields.stage = { ...stage, stamp: { id: '', at: '', by: '', role: 'rep' } };
  return state;
}

const hostOf = (url: string): string => {
  try {
    return new URL(url).host;
  } catch {
    return '';
  }
};

/** The calendar day of this device's time zone. */
export function localDay(ms: number): string {
  const d = new Date(ms);
  return `${d.getFullYear()}-${String(d.getMonth() + 1).padStart(2, '0')}-${String(d.getDate()).padStart(2, '0')}`;
}
