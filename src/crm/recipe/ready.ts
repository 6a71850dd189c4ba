/** Makes a recipe ready for the page: its address patterns become expressions that cannot be slow, because nobody writes them. */
import type { Ready, Recipe } from './types.ts';

const KINDS: Record<string, string> = {
  number: '\\d{1,40}',
  guid: '[\\da-fA-F]{8}-?(?:[\\da-fA-F]{4}-?){3}[\\da-fA-F]{12}',
  word: '[\\w.~-]{1,200}',
  // Without a kind an id has a digit in it: `new` and `list` are none.
  '': '(?=[^/?&#]*\\d)[\\w.~-]{1,200}',
};
export const KIND_NAMES = ['number', 'guid', 'word'] as const;

const literal = (text: string): string => text.replace(/[.*+?^${}()|[\]\\/]/g, '\\$&');

/** One part of an address: words, `*`, `{id}`, `{id:number}`, `{org}`. Dynamics puts its ids into braces. */
function part(text: string): string {
  if (text === '*') return '[^/?&#]+';
  return text.split(/(\{(?:id|org)(?::\w+)?\})/).map((piece) => {
    const [, name, kind] = /^\{(id|org)(?::(\w+))?\}$/.exec(piece) ?? [];
    return name ? `(?:%7[Bb]|\\{)?(?<${name}>${KINDS[kind ?? (name === 'org' ? 'word' : '')] ?? KINDS['word']})(?:%7[Dd]|\\})?` : literal(piece);
  }).join('');
}

function side(text: string): string {
  const [path = '', query = ''] = /^[^/]*=/.test(text) ? ['', text] : text.split('?');
  const open = path.endsWith('/**');
  const parts = (open ? path.slice(0, -3) : path).replace(/\/$/, '').split('/').map(part).join('/');
  const asked = query.split('&').filter(Boolean).map((pair) => {
    const [key = '', ...value] = pair.split('=');
    return `(?=(?:[^#]*[?&])${literal(key)}=${part(value.join('='))}(?:[&#]|$))`;
  });
  // Behind `#` a query may stand alone.
  return (path === '' && query ? asked.map((a) => a.replace('[?&]', '[?&#]?\\b')) : [`${parts}${open ? '(?:/[^?#]*)?' : '/?'}(?=[?#]|$)`, ...asked]).join('');
}

/** `crm.example.com`, with or without a port, or `*.vendor.com` at a dot; a security proxy may add its own name. */
function hostOf(host: string): string {
  return host.startsWith('*.') ? `[^/@:]+\\.${literal(host.slice(2))}(?:\\.mcas\\.ms)?(?::\\d+)?` : literal(host);
}

/** The expression of a pattern on these hosts, for a whole address. */
export function expression(hosts: readonly string[], pattern: string): string {
  const [path = '', hash] = pattern.split('#');
  return `^https?://(?:${hosts.map(hostOf).join('|')})${side(path || '/')}${hash === undefined ? '' : `[^#]*#${side(hash)}`}`;
}

export function ready(recipe: Recipe, crm: string): Ready {
  const hosts = recipe.hosts.length > 0;
  return {
    ...recipe, crm,
    at: hosts ? recipe.record.map((pattern) => expression(recipe.hosts, pattern)) : [],
    site: hosts ? [`^https?://(?:${recipe.hosts.map(hostOf).join('|')})/`] : [],
  };
}
