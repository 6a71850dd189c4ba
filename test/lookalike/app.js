// What the look-alikes' pages share, in the browser: templates, formats, in-page navigation.
export const lang = document.documentElement.lang;
export const zh = lang.startsWith('zh');
export const esc = text => String(text ?? '').replace(/[&<>"']/g, c => `&#${c.charCodeAt(0)};`);
export const money = (value, currency) => (value === null ? '' : new Intl.NumberFormat(lang, {style: 'currency', currency}).format(value));
export const date = iso => {
  if (!iso) return '';
  const [y, m, d] = iso.split('-').map(Number);
  return zh ? `${y}/${m}/${d}` : `${m}/${d}/${y}`;
};

/** Asks the fake's own API as its page would; throws with the API's message. */
export async function ask(path, init = {}) {
  const response = await fetch(path, {...init, headers: {'Content-Type': 'application/json', ...init.headers}, body: init.json && JSON.stringify(init.json)});
  const body = response.status === 204 ? null : await response.json();
  if (!response.ok) throw new Error(body?.error?.message ?? body?.message ?? body?.error ?? String(response.status));
  return body;
}

/** Draws the page for every address; links with `data-nav` change the address without loading. */
export function app(draw, css = '') {
  const style = document.createElement('style');
  style.textContent = `body{font:14px/1.5 system-ui,sans-serif;margin:0;padding:16px 24px;color:#222}header{display:flex;gap:16px;align-items:center;border-bottom:1px solid #ddd;padding-bottom:8px;margin-bottom:12px}main{max-width:1100px}.fake{background:#fff3cd;padding:2px 8px;border-radius:4px}button,input{font:inherit}label{color:#666;display:block;font-size:12px}.grid{display:grid;grid-template-columns:repeat(3,1fr);gap:12px}.toast{position:fixed;bottom:16px;left:16px;background:#fde8e8;padding:8px 16px}.row{display:flex;gap:8px;flex-wrap:wrap;list-style:none;padding:0}${css}`;
  document.head.append(style);
  const root = document.createElement('div');
  root.id = 'app';
  document.body.append(root);
  let count = 0;
  const go = async () => {
    const turn = ++count;
    const html = await draw(new URL(location.href), () => turn === count && go());
    if (turn === count) root.innerHTML = `<header><b>${document.title}</b><span class="fake">A look-alike for tests</span></header>${html}`;
    document.documentElement.dataset.drawn = location.href;
  };
  addEventListener('popstate', go);
  document.addEventListener('click', event => {
    const link = event.target.closest('a[data-nav]');
    if (!link) return;
    event.preventDefault();
    history.pushState({}, '', link.getAttribute('href'));
    void go();
  });
  void go();
  return {root, go};
}
