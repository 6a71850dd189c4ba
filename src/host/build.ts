import type { Face } from '../wire/messages.ts';

/** Elements from data; no markup is parsed, which a page's Trusted Types would forbid. */
export function build(face: Face): Node {
  if (typeof face === 'string') return document.createTextNode(face);
  const [name, attributes, ...children] = face;
  const element = document.createElementNS(`http://www.w3.org/${name === 'span' ? '1999/xhtml' : '2000/svg'}`, name);
  for (const key in attributes) element.setAttribute(key, String(attributes[key]));
  element.append(...children.map(build));
  return element;
}
