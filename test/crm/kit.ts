// What every adapter must pass, whatever its CRM: see each function's name. Pages are dated captures with their
// origin in the first line; `expected` is data.
import { readdirSync, readFileSync } from 'node:fs';
import { Window } from 'happy-dom';
import { afterEach, describe, expect, it, vi } from 'vitest';
import type { Adapter, Reading } from '../../src/crm/contract.ts';
import { FIELDS, fieldReading, stageRef } from '../../src/domain/event.ts';
import * as z from 'zod/mini';

export interface Captured { name: string; url: URL; html: string; taken: string }

/** A capture by CRM and name, e.g. `page('tryton', 'opp-acme-1')`. Throws where origin or date is missing. */
export function page(crm: string, name: string): Captured {
  const html = readFileSync(new URL(`${crm}/pages/${name}.html`, import.meta.url), 'utf8');
  const note = /^<!-- origin: (\S+) \| taken: (\d{4}-\d\d-\d\d) \|[^>]*-->/.exec(html);
  if (!note) throw new Error(`${crm}/pages/${name}.html has no origin and date in its first line`);
  return { name, url: new URL(note[1]!), html, taken: note[2]! };
}

export const pagesOf = (crm: string): Captured[] =>
  readdirSync(new URL(`${crm}/pages/`, import.meta.url)).filter((f) => f.endsWith('.html')).map((f) => page(crm, f.slice(0, -5)));

const windows: Window[] = [];
/** Frees what `open` made; without it 300 pages fill the memory. */
export const closeAll = async (): Promise<void> => { for (const w of windows.splice(0)) await w.happyDOM.close(); };

/** The page in a DOM of its own, declarative shadow roots made real ones. */
export function open(html: string, url: URL | string): Document {
  const window = new Window({ url: String(url), settings: { disableJavaScriptFileLoading: true, disableCSSFileLoading: true } });
  windows.push(window);
  const document = window.document as unknown as Document;
  document.write(html);
  for (;;) {
    const template = findTemplate(document);
    if (!template) break;
    const host = template.parentElement!;
    const root = host.shadowRoot ?? host.attachShadow({ mode: 'open' });
    root.append(...template.content.childNodes);
    template.remove();
  }
  // happy-dom does not take the choice from the markup.
  for (const select of document.querySelectorAll('select')) {
    const chosen = [...select.options].findIndex((o) => o.hasAttribute('selected'));
    if (chosen >= 0) select.selectedIndex = chosen;
  }
  return document;
}

function findTemplate(root: Document | ShadowRoot): HTMLTemplateElement | null {
  const own = root.querySelector<HTMLTemplateElement>('template[shadowrootmode]');
  if (own) return own;
  for (const element of root.querySelectorAll('*')) {
    const inner = element.shadowRoot && findTemplate(element.shadowRoot);
    if (inner) return inner;
  }
  return null;
}

/** All there is in a document, shadow roots included, to compare before and after. */
export function everything(node: Document | Element | ShadowRoot): string {
  const out: string[] = [];
  const walk = (root: Document | Element | ShadowRoot) => {
    out.push('innerHTML' in root ? root.innerHTML : root.documentElement.outerHTML);
    for (const element of root.querySelectorAll('*')) {
      if ('value' in element) out.push(String(element.value));
      if (element.shadowRoot) walk(element.shadowRoot);
    }
  };
  walk(node);
  return out.join('\n');
}

/** The values of a reading's fields alone, for tables of expectations. */
export function values(reading: Reading): Record<string, unknown> {
  return reading.kind === 'deal' ? Object.fromEntries(Object.entries(reading.fields).map(([k, f]) => [k, f!.value])) : { kind: reading.kind };
}

/** mulberry32: the same variants every time. */
export function random(seed: number): () => number {
  let a = seed;
  return () => {
    a = (a + 0x6d2b79f5) | 0;
    let t = Math.imul(a ^ (a >>> 15), 1 | a);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
}

function allElements(root: Document | ShadowRoot | Element): Element[] {
  return [...root.querySelectorAll('*')].flatMap((e) => (e.shadowRoot ? [e, ...allElements(e.shadowRoot)] : [e]));
}

/** Removes, empties, renames, relabels or moves up to three nodes. Returns what was done, for the failure's message. */
export function damage(document: Document, next: () => number, near: string): string {
  const done: string[] = [];
  // Without its chosen option a select chooses another one by itself, which no reader could tell.
  const elements = allElements(document.body).filter((e) => e.localName !== 'option');
  const close = elements.filter((e) => e.matches(near));
  const times = 1 + Math.floor(next() * 3);
  for (let i = 0; i < times; i++) {
    const pool = close.length && next() < 0.7 ? close : elements;
    const e = pool[Math.floor(next() * pool.length)]!;
    const kind = Math.floor(next() * 6);
    const tag = `${e.localName}.${e.getAttribute('name') ?? e.className}`.slice(0, 80);
    if (!e.parentNode) continue;
    if (kind === 0) e.remove();
    else if (kind === 1) { e.textContent = ''; if ('value' in e) e.value = ''; }
    else if (kind === 2) for (const a of ['name', 'data-field-id', 'data-name', 'data-target-selection-name', 'class']) { const v = e.getAttribute(a); if (v !== null) { e.removeAttribute(a); e.setAttribute(`x-${a}`, v); break; } }
    else if (kind === 3) for (const a of ['title', 'label', 'field-label', 'aria-label']) if (e.hasAttribute(a)) e.setAttribute(a, 'Etikett');
    if (kind === 4) e.parentNode.append(e);
    if (kind === 5) { e.removeAttribute('class'); e.removeAttribute('id'); }
    done.push(`${['remove', 'empty', 'rename', 'relabel', 'move', 'unclass'][kind]} ${tag}`);
  }
  return done.join('; ');
}

const shape = z.object({
  kind: z.literal('deal'),
  place: z.object({ crm: z.string(), org: z.string(), record: z.string() }),
  fields: z.partialRecord(z.enum(FIELDS), fieldReading),
  missing: z.array(z.enum(FIELDS)),
  readonly: z.optional(z.boolean()),
  stages: z.optional(z.array(stageRef)),
});

/** Throws when a reading is not of the contract's shape, or names a field as read and missing at once. */
export function checkShape(reading: Reading): void {
  if (reading.kind !== 'deal') return;
  z.parse(z.strictObject(shape.shape), reading);
  for (const name of reading.missing) expect(reading.fields[name], `${name} is read and missing`).toBeUndefined();
}

export interface KitCase {
  adapter: Adapter;
  /** Folder of the captures. */
  crm: string;
  /** Capture → the reading. `fields` are values. */
  expected: Record<string, Partial<Record<'kind' | 'clue' | 'view' | 'readonly' | 'fields' | 'missing' | 'place' | 'stages', unknown>>>;
  /** Addresses that this adapter must not take for one of its records. */
  refused: string[];
  /** Elements that damage should hit most. */
  near: string;
  /** Captures to damage, 100 variants over all of them; the thousand of every adapter are in mutate.ts. */
  damaged: string[];
}

/** The contract, one `describe` per adapter. */
export function contract({ adapter, crm, expected, refused, near, damaged }: KitCase): void {
  // Pages of 50 to 200 kB: a busy machine takes its time.
  vi.setConfig({ testTimeout: 30_000 });
  afterEach(closeAll);
  describe(`${adapter.id}: contract`, () => {
    it.each(Object.entries(expected))('reads %s', (name, want) => {
      const { html, url } = page(crm, name);
      const reading = adapter.read(open(html, url), url);
      checkShape(reading);
      const got = { ...reading, ...(reading.kind === 'deal' && { fields: values(reading) }) };
      expect(got).toMatchObject(want);
      if (want.fields) expect(got).toHaveProperty('fields', want.fields);
    });

    it('has an expectation for every capture', () => {
      expect(Object.keys(expected).sort()).toEqual(pagesOf(crm).map((p) => p.name).sort());
    });

    it.each(Object.keys(expected))('leaves %s as it was', (name) => {
      const { html, url } = page(crm, name);
      const document = open(html, url);
      const before = everything(document);
      adapter.read(document, url);
      adapter.watch(document, url);
      adapter.refusal(document);
      for (const element of allElements(document.body)) adapter.intent(at('click', element), document, url);
      expect(everything(document)).toBe(before);
    });

    it.each(refused)('does not take %s for its own', (address) => {
      const url = new URL(address);
      expect(adapter.place(url)).toBeNull();
      const { html } = page(crm, damaged[0]!);
      expect(adapter.read(open(html, url), url).kind).not.toBe('deal');
    });

    const others = ['tryton', 'salesforce', 'odoo'].filter((c) => c !== crm);
    it.each(others)('reads nothing on pages of %s', (other) => {
      for (const { html, url } of pagesOf(other)) expect(adapter.read(open(html, url), url).kind, url.href).not.toBe('deal');
    });

    it('reads nothing from another CRM\'s page under its own address', () => {
      const { url } = page(crm, damaged[0]!);
      for (const other of others) for (const foreign of pagesOf(other).slice(0, 4)) {
        expect(adapter.read(open(foreign.html, url), url).kind, foreign.name).not.toBe('deal');
      }
    });

    it('says missing, never a wrong value and never an exception, on 100 damaged pages', async () => {
      const wholes = damaged.map((name) => {
        const p = page(crm, name);
        return { ...p, whole: adapter.read(open(p.html, p.url), p.url) };
      });
      for (let seed = 1; seed <= 100; seed++) {
        await closeAll();
        const { html, url, name, whole } = wholes[seed % wholes.length]!;
        if (whole.kind !== 'deal') throw new Error(`${name} is not read`);
        const document = open(html, url);
        const what = `seed ${seed}, ${name}: ${damage(document, random(seed), near)}`;
        const reading = adapter.read(document, url);
        checkShape(reading);
        expect(() => { adapter.watch(document, url); adapter.refusal(document); }, what).not.toThrow();
        if (reading.kind !== 'deal') continue;
        expect(reading.place, what).toEqual(whole.place);
        for (const [key, field] of Object.entries(reading.fields)) {
          const right = whole.fields[key as keyof typeof whole.fields]?.value;
          // An emptied control is an empty field for any reader.
          const amount = typeof field.value === 'object' && field.value && 'value' in field.value ? { ...right as object, ...field.value } : undefined;
          if (field.value !== null) expect(amount ?? field.value, `${what}: ${key}`).toEqual(right);
        }
      }
    }, 300_000);
  });
}

/** An event as a listener in capture phase sees it: target and path set, nothing dispatched. */
export function at(type: string, target: Element, more: object = {}): Event {
  const path: EventTarget[] = [];
  for (let node: Node | null = target; node; node = node.parentNode ?? (node as ShadowRoot).host ?? null) path.push(node);
  return { type, target, composedPath: () => path, ...more } as unknown as Event;
}
