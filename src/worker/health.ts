/** How well each CRM can be read: when a field was found last, and when it was looked for in vain. For the options page. */
import type { Reading } from '../crm/contract.ts';
import type { FieldName } from '../domain/event.ts';
import type { CrmHealth } from '../wire/teach.ts';
import type { Around } from './around.ts';
import { CRM_NAMES } from './names.ts';

const KEY = 'crm-health';
/** A field that goes on being read is written down so often. */
const EVERY_MS = 600_000;
const MOST = 200;

type Kept = Record<string, Omit<CrmHealth, 'name'>>;

export class CrmHealthBook {
  private kept: Promise<Kept> | null = null;

  constructor(private readonly around: Around) {}

  private all(): Promise<Kept> {
    this.kept ??= this.around.local.get([KEY]).then((items) => (typeof items[KEY] === 'object' && items[KEY] !== null ? (items[KEY] as Kept) : {}));
    return this.kept;
  }

  /** What a whole reading of a page found. `crm` and `org` name the CRM where the reading itself does not. */
  async heard(reading: Reading, crm: string, org: string): Promise<void> {
    if (reading.kind === 'elsewhere' || (reading.kind === 'unrecognised' && reading.clue !== 'layout') || crm === '') return;
    const all = await this.all();
    const now = this.around.now();
    const key = `${crm}:${org}`;
    const of = (all[key] ??= { crm, org, at: 0, fields: {} });
    let news = false;
    const mark = (field: { ok?: number; no?: number }, what: 'ok' | 'no'): void => {
      const other = what === 'ok' ? 'no' : 'ok';
      if ((field[what] ?? 0) <= (field[other] ?? 0) || now - field[what]! > EVERY_MS) {
        field[what] = now;
        news = true;
      }
    };
    if (reading.kind === 'deal') {
      for (const name of Object.keys(reading.fields) as FieldName[]) mark((of.fields[name] ??= {}), 'ok');
      for (const name of reading.missing) mark((of.fields[name] ??= {}), 'no');
    } else if (now - (of.layout ?? 0) > EVERY_MS) {
      of.layout = now;
      news = true;
    }
    if (!news) return;
    of.at = now;
    for (const old of Object.entries(all).sort(([, a], [, b]) => b.at - a.at).slice(MOST)) delete all[old[0]];
    await this.around.local.set({ [KEY]: all });
  }

  async rows(): Promise<CrmHealth[]> {
    return Object.values(await this.all()).map((h) => ({ ...h, name: CRM_NAMES[h.crm] ?? h.crm })).sort((a, b) => b.at - a.at);
  }
}
