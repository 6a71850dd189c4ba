import { boot } from './boot.js';

const ID = /^[a-zA-Z0-9]{15}(?:[a-zA-Z0-9]{3})?$/;
const listeners = new Set();

const OBJECT_BY_PREFIX = { '001': 'Account', '003': 'Contact', '005': 'User', '006': 'Opportunity', '00T': 'Task' };
export const objectOfId = (id) => OBJECT_BY_PREFIX[id.slice(0, 3)] ?? null;

/**
 * Reads a Lightning path: {kind: 'record', id, object, ws} | {kind: 'list', object, filterName} | {kind: 'home'} |
 * {kind: 'unknown'}. The short record form leaves the object name out.
 */
export function parse(url) {
  const parts = url.pathname.split('/').filter(Boolean).slice(1);
  const query = url.searchParams;
  if (parts[0] === 'page') return { kind: 'home' };
  if (parts[0] === 'o') return { kind: 'list', object: parts[1], filterName: query.get('filterName') ?? '__Recent' };
  if (parts[0] === 'r') {
    const id = ID.test(parts[1] ?? '') && objectOfId(parts[1]) ? parts[1] : parts[2];
    if (id && ID.test(id)) {
      const ws = query.get('ws');
      return { kind: 'record', id, object: objectOfId(id), ws: ws ? parse(new URL(ws, location.origin)) : null };
    }
  }
  return { kind: 'unknown' };
}

export const here = () => parse(new URL(location.href));

/** Lightning's in-page navigation: pushState, then everyone who listens draws. */
export function navigate(href, { replace = false } = {}) {
  const url = new URL(href, location.origin);
  if (url.href !== location.href) history[replace ? 'replaceState' : 'pushState']({}, '', url.href);
  for (const tell of listeners) tell(here());
}

export function onRoute(tell) {
  listeners.add(tell);
}

export function startRouter() {
  addEventListener('popstate', () => {
    for (const tell of listeners) tell(here());
  });
  document.addEventListener('click', (event) => {
    if (event.defaultPrevented || event.button !== 0 || event.metaKey || event.ctrlKey || event.shiftKey) return;
    const link = event.composedPath().find((n) => n instanceof HTMLAnchorElement);
    const href = link?.getAttribute('href');
    // Lightning's actions are links to nowhere; the content security policy would report each press.
    if (href?.startsWith('javascript:')) event.preventDefault();
    if (!href?.startsWith('/lightning/')) return;
    event.preventDefault();
    navigate(inConsole(href));
  });
}

/** In the console app a record opened from a record becomes a subtab of that record's workspace. */
function inConsole(href) {
  const now = here();
  const next = parse(new URL(href, location.origin));
  if (boot.app !== 'console' || now.kind !== 'record' || next.kind !== 'record' || next.object === 'Opportunity') return href;
  const parent = now.ws ?? now;
  return `${href}?ws=${encodeURIComponent(`/lightning/r/${parent.object}/${parent.id}/view`)}`;
}
