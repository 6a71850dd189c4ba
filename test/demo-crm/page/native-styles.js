/**
 * Under native shadow the page's style sheets do not reach into components. Every shadow root gets both sheets as
 * shared constructed sheets, so that the two modes look alike. Must be evaluated before LWC, which keeps its own
 * reference to attachShadow.
 */
const links = [...document.querySelectorAll('link[rel=stylesheet]')];
const sheets = links.map((link) => new CSSStyleSheet({ baseURL: link.href }));
const attach = Element.prototype.attachShadow;

Element.prototype.attachShadow = function attachShadow(options) {
  const root = attach.call(this, options);
  root.adoptedStyleSheets = [...sheets];
  return root;
};

/** Fills the shared sheets with what the page's links load. */
export async function shareStyles() {
  await Promise.all(links.map(async (link, i) => sheets[i].replace(await (await fetch(link.href)).text())));
}
