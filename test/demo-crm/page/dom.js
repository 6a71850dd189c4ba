const SVG = 'http://www.w3.org/2000/svg';

/** `h('a.slds-truncate', {href}, 'text', child)`: an element. `on*` are listeners; null attributes are left out. */
export function h(selector, attributes = {}, ...children) {
  const [tag, ...classes] = selector.split('.');
  const el = document.createElement(tag || 'div');
  if (classes.length) el.className = classes.join(' ');
  for (const [name, value] of Object.entries(attributes)) {
    if (value === null || value === undefined || value === false) continue;
    if (name.startsWith('on')) el.addEventListener(name.slice(2), value);
    else el.setAttribute(name, value === true ? '' : value);
  }
  el.append(...children.flat().filter((c) => c !== null && c !== undefined));
  return el;
}

/** An SLDS sprite icon: `icon('utility:down', 'slds-button__icon')`. */
export function icon(name, cls = 'slds-icon slds-icon_small') {
  const [sprite, id] = name.split(':');
  const svg = document.createElementNS(SVG, 'svg');
  svg.setAttribute('class', cls);
  svg.setAttribute('aria-hidden', 'true');
  const use = document.createElementNS(SVG, 'use');
  use.setAttribute('href', `/_slds/icons/${sprite}-sprite/svg/symbols.svg#${id}`);
  svg.append(use);
  return svg;
}

/** The coloured square icon of an object. */
export function objectIcon(object, size = '') {
  const name = { Opportunity: 'opportunity', Account: 'account', Contact: 'contact', Task: 'task', User: 'user' }[object] ?? 'default';
  return h('span.slds-icon_container', { class: `slds-icon_container slds-icon-standard-${name}` }, icon(`standard:${name}`, `slds-icon ${size}`));
}

export const iconButton = (name, title, attributes = {}) =>
  h('button.slds-button.slds-button_icon', { type: 'button', title, ...attributes }, icon(name, 'slds-button__icon'), h('span.slds-assistive-text', {}, title));
