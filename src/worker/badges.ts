/** What the badges on the CRM's lists and boards show. */
import type { StageRef } from '../domain/event.ts';
import { minimumFor, stageProgress } from '../domain/gate.ts';
import { unreadNotes } from '../domain/state.ts';
import { messages } from '../i18n/index.ts';
import type { Badge, BadgesAsk } from '../wire/badges.ts';
import type { Settings } from '../wire/messages.ts';
import type { Desk } from './desk.ts';
import { here, methodOf, outcomesOf, type Case } from './gatekeeper.ts';
import type { HostLink } from './hub.ts';
import { badgeFace, badgeSheet } from './look.ts';
import type { Office } from './office.ts';

export class Badges {
  /** Pages that have the scripts. */
  private readonly entered = new WeakSet<HostLink>();

  constructor(private readonly office: Office) {}

  /** A page shows a list or board, or what its badges say may have changed. */
  async enter(desk: Desk): Promise<void> {
    const { host, reading } = desk;
    if (!host || reading?.kind !== 'elsewhere' || !reading.view) return;
    const settings = await this.office.memory.settings();
    if (!isOn(desk, settings)) {
      if (this.entered.has(host)) host.send({ t: 'badges', on: false, css: '', title: '' });
      return;
    }
    if (this.entered.has(host)) return host.send(this.told(settings));
    this.entered.add(host);
    const { crm } = await this.office.crms.at(desk.url);
    if (!crm) return;
    // A CRM without a reader of lists, or a page that was left by now. Where they stood already, they ask again.
    await this.office.around.inject(desk.tab, `${crm}-list`, 'badges').then(() => host.send(this.told(settings)), () => {});
  }

  /** A deal was written to: every page that shows lists of its org asks again. */
  async changed(key: string): Promise<void> {
    const settings = await this.office.memory.settings();
    for (const desk of this.office.desks.values()) {
      const { host, reading } = desk;
      if (host && this.entered.has(host) && reading?.kind === 'elsewhere' && isOn(desk, settings) && key.startsWith(desk.org || ' ')) host.send(this.told(settings));
    }
  }

  private told(settings: Settings): { t: 'badges'; on: true; css: string; title: string } {
    return { t: 'badges', on: true, css: badgeSheet(settings.theme), title: messages(settings.lang).badges.title };
  }

  /** Cards came into view. */
  async answer(desk: Desk, m: BadgesAsk): Promise<void> {
    const settings = await this.office.memory.settings();
    if (!isOn(desk, settings) || !m.cards.length) return;
    // A board may be the first that is seen of its org.
    desk.org = `${m.crm}:${m.org}:`;
    const notebook = await this.office.book.open();
    const common = await this.office.cases.of(null, desk.org + m.cards[0]!.record);
    const marks: Record<string, Badge | null> = {};
    for (const { record, stage } of m.cards) {
      const key = desk.org + record;
      const state = await notebook.deal(key);
      marks[record] = state ? badge({ ...common, key, state: stage ? shown(state, stage) : state }) : null;
    }
    desk.host?.send({ ...this.told(settings), marks });
  }
}

const isOn = (desk: Desk, settings: Settings): boolean => settings.badges && URL.canParse(desk.url) && !settings.hiddenOn.includes(new URL(desk.url).host);

/** The deal at the stage that the list shows: it may have moved since its record was last read. */
function shown(state: Case['state'], stage: StageRef): Case['state'] {
  const known = state.fields.stage;
  return !known || (known.value as StageRef | null)?.id === stage.id ? state : { ...state, fields: { ...state.fields, stage: { ...known, value: stage } } };
}

/** Null where the deal's stage stands for none of its method's and nothing is unread. */
function badge(c: Case): Badge | null {
  const { settings } = c;
  const method = methodOf(c.state, settings, c.packs);
  const id = here(c, method);
  const { proven, required } = id === null ? { proven: 0, required: 0 } : stageProgress(method, id, outcomesOf(c), minimumFor(settings.minimum));
  // Coaching is between two people; while others watch, not even its number shows.
  const unread = settings.screenShare ? 0 : unreadNotes(c.state, c.me).length;
  if (id === null && !unread) return null;
  const { rest, shell, badges } = messages(settings.lang);
  const line = id === null ? rest.unmapped : proven < required ? rest.missing(required - proven, required) : rest.complete;
  const name = c.state.fields.name?.value;
  return {
    face: badgeFace({ proven, required, unread, mapped: id !== null }),
    label: badges.label(typeof name === 'string' ? name : '', unread ? `${line} · ${shell.unread(unread)}` : line),
  };
}
