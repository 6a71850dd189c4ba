/** What lies under the pointer or comes next, as far as it can be meant: something with words or a value, that can be seen. */
import { textOf, visible } from '../../crm/recipe/rest.ts';

const MOST_WORDS = 300;
const VALUE = 'input:not([type=hidden]),select,textarea';

export const says = (e: Element): boolean => {
  const text = textOf(e);
  return text !== '' && text.length <= MOST_WORDS;
};

/** The element under a point of the window, ours left out. */
export function under(x: number, y: number, own: Element): Element | null {
  for (const e of document.elementsFromPoint(x, y)) {
    if (e === own || e === document.documentElement || e === document.body) continue;
    const drawn = e.closest('svg')?.parentElement ?? e;
    return drawn;
  }
  return null;
}

/** All that has words or a value of its own, in the order of the page: what the arrow keys go through. */
export function stops(own: Element): Element[] {
  const found: Element[] = [];
  const walk = document.createTreeWalker(document.body, NodeFilter.SHOW_ELEMENT, (node) =>
    (node === own || /^(SCRIPT|STYLE|SVG|TEMPLATE|NOSCRIPT)$/i.test(node.nodeName) ? NodeFilter.FILTER_REJECT : NodeFilter.FILTER_ACCEPT));
  while (walk.nextNode()) {
    const e = walk.currentNode as Element;
    const leaf = e.matches(VALUE) || [...e.childNodes].some((n) => n.nodeType === 3 && n.nodeValue!.trim() !== '');
    if (leaf && e.localName !== 'option' && says(e) && visible(e) && e.getClientRects().length) found.push(e);
  }
  return found;
}

/** The nearest scroller that can go further, for a wheel turned over our glass. */
export function scroller(e: Element | null, dy: number): Element | null {
  for (let p = e; p; p = p.parentElement) {
    const { overflowY } = getComputedStyle(p);
    const room = dy > 0 ? p.scrollHeight - p.clientHeight - p.scrollTop : p.scrollTop;
    if (p.scrollHeight > p.clientHeight + 1 && room > 0 && /auto|scroll|overlay/.test(overflowY)) return p;
  }
  return document.scrollingElement;
}
