/** What of an address names the deal: proposed from its shape, or from the addresses of two deals. */
import { match } from './address.ts';
import type { Mark } from './types.ts';

/** Parameters that say what kind of thing a page shows. */
const SAYS = /^(etn|entity|model|module|object|object_?type|type|pagetype|view|tab|resource|menu_id)$/i;
const ID_KEY = /(^|[_-])(id|deal|opportunity|opp|record|oid|dealid|oppid|recordid)$|Id$/i;

type Part = { at: 'path' | 'hash'; i: number; text: string } | { at: 'query' | 'hash-query'; key: string; text: string };

interface Address {
  path: string[];
  query: [string, string][];
  hash: string[] | null;
  hashQuery: [string, string][];
}

function parse(url: URL): Address {
  const pairs = (text: string): [string, string][] => [...new URLSearchParams(text)];
  let behind = '';
  try {
    behind = decodeURI(url.hash.slice(1));
  } catch {
    behind = url.hash.slice(1);
  }
  const routed = behind.startsWith('/') || behind.startsWith('!/');
  const [way = '', asked = ''] = behind.split('?');
  return {
    path: url.pathname.replace(/\/$/, '').split('/'),
    query: pairs(url.search),
    hash: routed ? way.replace(/\/$/, '').split('/') : null,
    hashQuery: routed ? pairs(asked) : /=/.test(behind) ? pairs(behind) : [],
  };
}

const guid = /^\{?[\da-f]{8}(-?[\da-f]{4}){3}-?[\da-f]{12}\}?$/i;
/** `{id}` with the kind that fits this one, or null for what cannot be an id. */
function hole(text: string, sure: boolean): string | null {
  if (guid.test(text)) return '{id:guid}';
  if (/^\d{1,40}$/.test(text)) return '{id:number}';
  if (/^[\w.~-]{1,200}$/.test(text) && /\d/.test(text)) return '{id}';
  return sure && /^[\w.~-]{1,200}$/.test(text) ? '{id:word}' : null;
}

/** How much a part looks like an id: 0 not at all. */
function looks(part: Part): number {
  const { text } = part;
  const shape = guid.test(text) ? 5 : /^\d{3,}$/.test(text) ? 4 : /^\d+$/.test(text) ? 3 : /\d/.test(text) && text.length >= 6 && /^[\w.~-]+$/.test(text) ? 3 : /\d/.test(text) && /^[\w.~-]+$/.test(text) ? 1 : 0;
  if (!shape) return 0;
  return shape + ('key' in part ? (ID_KEY.test(part.key) ? 4 : -2) : 2) + (part.at.startsWith('hash') ? 2 : 0);
}

const parts = (a: Address): Part[] => [
  ...a.path.map((text, i) => ({ at: 'path' as const, i, text })), ...a.query.map(([key, text]) => ({ at: 'query' as const, key, text })),
  ...(a.hash ?? []).map((text, i) => ({ at: 'hash' as const, i, text })), ...a.hashQuery.map(([key, text]) => ({ at: 'hash-query' as const, key, text })),
];
const same = (a: Part, b: Part): boolean => a.at === b.at && ('key' in a ? 'key' in b && a.key === b.key : !('key' in b) && a.i === b.i);

/** The pattern in which one part is the deal's id; `any` are parts that differ from deal to deal without naming it. */
function pattern(a: Address, id: Part, kind: string, any: Part[]): string {
  const word = (p: Part): string => (same(p, id) ? kind : any.some((x) => same(x, p)) || (!any.length && looks(p) >= 5) ? '*' : p.text);
  // What stands behind the id is a tab of the record.
  const way = (at: 'path' | 'hash', list: string[]): string => {
    const end = id.at === at ? (id as { i: number }).i : list.length - 1;
    const shown = list.slice(0, end + 1).map((text, i) => word({ at, i, text })).join('/');
    return shown + (list.length > end + 1 ? '/**' : '');
  };
  const ask = (at: 'query' | 'hash-query', list: [string, string][]): string =>
    list.flatMap(([key, text]) => {
      const p: Part = { at, key, text };
      if (same(p, id)) return [`${key}=${kind}`];
      return SAYS.test(key) && !/\d/.test(text) && /^[\w.-]+$/.test(text) && !any.some((x) => same(x, p)) ? [`${key}=${text}`] : [];
    }).join('&');
  const query = ask('query', a.query);
  const behind = a.hash ? way('hash', a.hash) : '';
  const asked = ask('hash-query', a.hashQuery);
  // An address whose id stands behind `#` has it there alone.
  const hash = id.at.startsWith('hash') ? `#${behind}${behind && asked ? '?' : ''}${asked}` : '';
  return `${way('path', a.path) || '/'}${query ? `?${query}` : ''}${hash}`;
}

/** Ways to read an address, the likeliest first. `other`: another deal's address, which says where the two differ. */
export function marks(href: string, other?: string): Mark[] {
  const url = new URL(href);
  const a = parse(url);
  const all = parts(a);
  const differ = other && URL.canParse(other) && new URL(other).host === url.host
    ? all.filter((p) => !parts(parse(new URL(other))).some((q) => same(p, q) && q.text === p.text))
    : [];
  const pool = (differ.length ? differ : all).filter((p) => hole(p.text, differ.length > 0));
  return pool.map((p, i) => ({ p, score: differ.length ? looks(p) + 10 : looks(p), i }))
    .filter(({ score }) => score > 0)
    .sort((x, y) => y.score - x.score || y.i - x.i)
    .map(({ p }) => ({ pattern: pattern(a, p, hole(p.text, differ.length > 0)!, differ), id: p.text.replace(/[{}]/g, '') }))
    .filter((mark, i, list) => list.findIndex((m) => m.pattern === mark.pattern) === i && match([url.host], mark.pattern, url) !== null)
    .slice(0, 4);
}
