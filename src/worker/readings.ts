/** Readings of pages and APIs, written down where they bring news. */
import { crmKind } from '../crm/registry.ts';
import type { ApiReader, Fields, Reading } from '../crm/contract.ts';
import { turnTo, type Desk } from './desk.ts';
import { draftsOf } from './drafts.ts';
import { Hooks } from './hooks.ts';
import type { Office } from './office.ts';
import { news } from './reading.ts';

export class Readings {
  /** Whose session read a deal before; another one's answer is not used. */
  private readonly users = new Map<string, string>();
  private readonly hooks: Hooks;

  constructor(private readonly office: Office) {
    this.hooks = new Hooks(office.around, () => office.memory.settings());
  }

  /** What the page shows. */
  async heard(desk: Desk, reading: Reading, glance: boolean): Promise<void> {
    desk.glance = glance;
    desk.reading = reading;
    desk.readAt = this.office.around.now();
    if (!glance) void this.office.teaching.health.heard(reading, desk.place?.crm ?? '', desk.place?.org ?? '');
    if (reading.kind !== 'deal') {
      await this.office.rest(desk);
      return this.office.tellContext(desk);
    }
    void this.hooks.set(desk, reading.place);
    // The panel was opened before this site showed a record.
    if (glance && desk.open) void this.office.around.inject(desk.tab, `${reading.place.crm}-page`).catch(() => {});
    if (turnTo(desk, reading.place, desk.url)) Object.assign(desk, { reading, readAt: this.office.around.now() });
    if (reading.stages?.length) await this.office.cases.learn(desk, reading.stages);
    const before = desk.shown.page;
    desk.shown.page = reading.fields;
    await this.record(desk, reading.fields, before);
  }

  /** What an API answered, in the page's session or the worker's. */
  async api(desk: Desk, m: Awaited<ReturnType<ApiReader['read']>>): Promise<void> {
    if (desk.writing) return;
    desk.api = m.ok ? '' : m.why;
    if (m.ok) {
      desk.me = m.me ?? null;
      if (m.stages?.length) await this.office.cases.learn(desk, m.stages);
      const before = desk.shown.api;
      desk.shown.api = m.fields;
      await this.record(desk, m.fields, before);
    }
    this.office.tellContext(desk);
  }

  /** Writes what a reading brought, and the stage move it shows, if any. */
  private async record(desk: Desk, fields: Fields, before: Fields): Promise<void> {
    const key = desk.key!;
    const first = await this.office.book.inTurn(key, async () => {
      const state = await this.office.book.deal(key);
      // A record that was only passed by is not written down: that begins when its panel is opened or its stage moved.
      if (!state && desk.glance) return false;
      const fresh = news(state, fields, before, this.office.around.now(), desk.loaded);
      const drafts = await draftsOf(this.office, desk.place?.crm ?? '', key, state, fresh, () => this.office.cases.of(desk, key), (to) => [...desk.going.values()].some((g) => g.to?.id === to));
      if (drafts.length) await this.office.write(key, drafts);
      return !state;
    });
    await this.office.rest(desk);
    if (first) await this.office.show(desk);
    else this.office.tellContext(desk);
  }

  /** Values that the API answered to a job. */
  async answered(desk: Desk, key: string, fields: Fields): Promise<void> {
    if (desk.key !== key) return;
    const before = desk.shown.api;
    desk.shown.api = fields;
    await this.record(desk, fields, before);
  }

  userOf(key: string | null): string | undefined {
    return key === null ? undefined : this.users.get(key);
  }

  /** Asks the CRM's API, where it has one that the user's session may use. In the page it answers by an `api` message. */
  async readApi(desk: Desk): Promise<void> {
    const { place, key, url } = desk;
    const session = crmKind(place?.crm ?? '')?.session;
    if (session === 'page') return this.office.around.inject(desk.tab, `${place!.crm}-api`);
    const settings = await this.office.memory.settings();
    if (place?.crm !== 'salesforce' || !key || !settings.apiOn.some((host) => host.replace(/:\d+$/, '') === place.org)) return;
    const answer = await this.office.around.salesforce({ pageUrl: () => url, expectUser: () => this.users.get(key) }).read(place);
    if (desk.key !== key) return;
    if (answer.ok && answer.me?.id) this.users.set(key, answer.me.id);
    await this.api(desk, answer);
  }
}
