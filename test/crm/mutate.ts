// Captures changed field by field, as another installation, version or language may show them: named is changed, an
// adapter may say “missing”, but never a wrong value, and never throws. Every variant follows from its seed.
import { expect, it } from 'vitest';
import type { Adapter, Reading } from '../../src/crm/contract.ts';
import type { FieldName } from '../../src/domain/event.ts';
import { checkShape, closeAll, open, page, random } from './kit.ts';

/** Attributes by which pages name their fields; renaming puts another name into the first that is there. */
const NAMES = ['name', 'data-field-id', 'data-target-selection-name', 'data-name', 'data-field', 'data-value', 'title'];
const LABELS = ['title', 'label', 'field-label', 'aria-label', 'placeholder', 'data-tooltip-info'];

/** A parent's children in another order. */
function shuffle(parent: ParentNode, next: () => number): void {
  const kids = [...parent.children];
  for (let i = kids.length - 1; i > 0; i--) {
    const j = Math.floor(next() * (i + 1));
    [kids[i], kids[j]] = [kids[j]!, kids[i]!];
  }
  parent.append(...kids);
}

/** Every text and value under an element becomes another one of the same kind. */
function alter(root: Element): void {
  const other = (text: string) => text.replace(/\d/g, (d) => String((+d + 3) % 10)).replace(/[a-z]/g, (c) => String.fromCharCode(((c.charCodeAt(0) - 97 + 5) % 26) + 97));
  for (const e of [root, ...root.querySelectorAll('*')]) {
    for (const a of ['value', 'data-tooltip', 'data-value', 'src', 'href']) { const v = e.getAttribute(a); if (v) e.setAttribute(a, other(v)); }
    for (const n of e.childNodes) if (n.nodeType === 3 && n.nodeValue) n.nodeValue = other(n.nodeValue);
  }
}

/** What is done to a field; `next` gives numbers from 0 to 1. A `twin` is a second field of that name that shows another value. */
export const OPS: Record<string, (field: Element, next: () => number) => void> = {
  remove: (e) => e.remove(),
  empty: (e) => { for (const x of [e, ...e.querySelectorAll<HTMLInputElement>('input,textarea')]) { if ('value' in x) { x.value = ''; x.removeAttribute('value'); } } e.textContent = ''; },
  rename: (e) => { const a = NAMES.find((n) => e.hasAttribute(n)); if (a) e.setAttribute(a, `x_${e.getAttribute(a)}`); else e.removeAttribute('class'); },
  unclass: (e) => e.removeAttribute('class'),
  reorder: (e, next) => { for (let up: Element | null = e.parentElement, i = 0; up && i < 3; up = up.parentElement, i++) if (next() < 0.6) shuffle(up, next); },
  relabel: (e) => {
    for (const x of [e, ...e.parentElement?.querySelectorAll('label,[aria-label],[title]') ?? []]) {
      for (const a of LABELS) if (x.hasAttribute(a) && !(x === e && a === 'title')) x.setAttribute(a, 'Etikett');
      if (x.localName === 'label') x.textContent = '标签';
    }
  },
  duplicate: (e) => void e.after(e.cloneNode(true)),
  twin: (e, next) => { const copy = e.cloneNode(true) as Element; alter(copy); if (next() < 0.5) e.after(copy); else e.before(copy); },
};

export interface MutationCase {
  adapter: Pick<Adapter, 'id' | 'read' | 'watch' | 'refusal'>;
  /** Folder of the captures, and those to change. */
  crm: string;
  pages: string[];
  /** Where each field stands on these pages. Parts of fields and words on them may be named too; words get no twin. */
  fields: Partial<Record<FieldName | `part ${string}` | `words ${string}`, string>>;
  /** Ops that the pages of this CRM make senseless; say why where they are left out. */
  without?: (keyof typeof OPS)[];
  variants?: number;
}

/** All ops on all fields of all pages first, then two to four of them together, until there are `variants` (1,000). */
export function mutations({ adapter, crm, pages, fields, without = [], variants = 1_000 }: MutationCase): void {
  it(`${adapter.id}: says missing, never a wrong value and never an exception, on ${variants} variants of its captures`, async () => {
    const ops = Object.keys(OPS).filter((op) => !without.includes(op));
    const spots = Object.entries(fields) as [string, string][];
    const wholes = pages.map((name) => {
      const p = page(crm, name);
      const whole = adapter.read(open(p.html, p.url), p.url);
      if (whole.kind !== 'deal') throw new Error(`${name} is not read as it is`);
      // Parsed once where a copy of the body is as good as the page: copies lose shadow roots and what a select has chosen.
      const kept = /shadowrootmode|<select/.test(p.html) ? null : open(p.html, p.url);
      const body = kept?.body.cloneNode(true) as HTMLElement | undefined;
      const fresh = (): Document => {
        if (!kept) return open(p.html, p.url);
        kept.body.replaceWith(body!.cloneNode(true));
        return kept;
      };
      return { ...p, whole, fresh, kept };
    });
    const keep = wholes.some((w) => w.kept);
    let read = 0;
    for (let seed = 0; seed < variants; seed++) {
      if (!keep) await closeAll();
      const next = random(seed + 1);
      const { url, name, whole, fresh } = wholes[seed % wholes.length]!;
      const document = fresh();
      const turn = Math.floor(seed / wholes.length);
      const times = turn < ops.length * spots.length ? 1 : 2 + Math.floor(next() * 3);
      const done: string[] = [];
      let emptied = false;
      let twin = false;
      let spoilt = false;
      for (let i = 0; i < times; i++) {
        const [field, css] = spots[times === 1 ? turn % spots.length : Math.floor(next() * spots.length)]!;
        const op = ops[times === 1 ? Math.floor(turn / spots.length) : Math.floor(next() * ops.length)]!;
        const found = deep(document, css);
        const e = found[Math.floor(next() * found.length)];
        if (!e?.parentElement) continue;
        // A twin beside a field that is gone is all the page says: no reader could tell.
        const spoils = !/duplicate|twin|relabel|reorder/.test(op);
        if (op === 'twin' ? spoilt || field.startsWith('words') : spoils && twin) continue;
        twin ||= op === 'twin';
        spoilt ||= spoils;
        emptied ||= op === 'empty';
        OPS[op]!(e, next);
        done.push(`${op} ${field}`);
      }
      const what = `variant ${seed} of ${name}: ${done.join(', ') || 'nothing'}`;
      const look = (): Reading => { adapter.watch(document, url); adapter.refusal(document); return adapter.read(document, url); };
      const reading = named(look, what);
      checkShape(reading);
      if (reading.kind !== 'deal') continue;
      read++;
      wrong(reading, whole, emptied, what);
    }
    await closeAll();
    // An adapter that gives up at every change would pass all of the above.
    expect(read).toBeGreaterThan(variants / 3);
  }, 300_000);
}

function named<T>(work: () => T, what: string): T {
  try {
    return work();
  } catch (error) {
    throw new Error(`${what}: ${String(error)}`, { cause: error });
  }
}

/** A value that differs from the untouched page's. Less of a value (no currency, no id) is not wrong. */
function wrong(reading: Extract<Reading, { kind: 'deal' }>, whole: Extract<Reading, { kind: 'deal' }>, emptied: boolean, what: string): void {
  expect(reading.place, what).toEqual(whole.place);
  for (const [key, field] of Object.entries(reading.fields)) {
    const right = whole.fields[key as FieldName]?.value;
    if (field.value === null && emptied) continue;
    const whole_ = typeof field.value === 'object' && field.value && typeof right === 'object' ? { ...right as object, ...field.value } : field.value;
    expect(whole_, `${what}: ${key}`).toEqual(right);
  }
}

function deep(root: Document | ShadowRoot, css: string): Element[] {
  return [...root.querySelectorAll(css), ...[...root.querySelectorAll('*')].flatMap((e) => (e.shadowRoot ? deep(e.shadowRoot, css) : []))];
}
