// Kestrel: everything is drawn anew at each change; class names and element ids are made at each load; the address changes
// before the page does; deals are kept in this browser alone, so that no move of a stage is a request.
(() => {
  const seed = new URL(document.currentScript.src).searchParams.get('seed');
  const hash = name => `css-${((name.split('').reduce((a, c) => a * 31 + c.charCodeAt(0), Number(seed) * 7919) >>> 0).toString(36) + 'q7').slice(0, 6)}`;
  const LABELS = {
    en: {customer: 'Company', amount: 'Deal value', close: 'Close date', owner: 'Owner', phone: 'Phone', edit: 'Edit', stages: ['New', 'Discovery', 'Offer', 'Won'], list: 'Deals', board: 'Board'},
    de: {customer: 'Firma', amount: 'Auftragswert', close: 'Abschlussdatum', owner: 'Besitzer', phone: 'Telefon', edit: 'Ändern', stages: ['Neu', 'Bedarf', 'Angebot', 'Gewonnen'], list: 'Deals', board: 'Tafel'},
  };
  const IDS = ['st-new', 'st-disc', 'st-offer', 'st-won'];
  const first = () => [
    {id: 4711, name: 'Nordwind rollout', customer: 'Nordwind AG', amount: 42_700, close: '2027-02-26', owner: 'Mara Lind', stage: 1},
    {id: 4712, name: 'Harbour renewal', customer: 'Harbour Ltd', amount: 1_250_000, close: '2027-04-09', owner: 'Jonas Beck', stage: 2},
    {id: 4713, name: 'Atlas pilot', customer: 'Atlas Foods', amount: 9_800, close: '2026-12-18', owner: 'Mara Lind', stage: 0},
    ...Array.from({length: 200}, (_, i) => ({id: 5000 + i, name: `Field deal ${i + 1}`, customer: `Customer ${i + 1}`, amount: 1000 * (i + 1), close: '2027-03-12', owner: 'Jonas Beck', stage: i % 3})),
  ];
  const deals = JSON.parse(localStorage.getItem('deals') ?? 'null') ?? first();
  const state = {lang: localStorage.getItem('lang') ?? 'en', drop: JSON.parse(localStorage.getItem('drop') ?? '[]'), shown: null, top: 0};
  /** Events that reached something of the page. */
  const reached = [];
  const keep = () => localStorage.setItem('deals', JSON.stringify(deals));

  const h = (tag, props = {}, ...children) => {
    const e = document.createElement(tag);
    for (const [k, v] of Object.entries(props)) {
      if (k.startsWith('on')) e.addEventListener(k.slice(2), v);
      else if (v !== null) e.setAttribute(k, v);
    }
    e.append(...children.filter(c => c !== null));
    return e;
  };
  const short = n => (n >= 1e6 ? `$${(n / 1e6).toFixed(1)}M` : n >= 1e4 ? `$${(n / 1e3).toFixed(1)}K` : `$${n.toLocaleString('en-US')}`);
  const day = iso => new Intl.DateTimeFormat(state.lang === 'de' ? 'de' : 'en-US', {dateStyle: 'medium', timeZone: 'UTC'}).format(new Date(`${iso}T00:00Z`));
  const go = to => { history.pushState(null, '', to); route(); };
  const link = (to, ...children) => h('a', {href: to, class: hash('link'), onclick: e => { e.preventDefault(); go(to); }}, ...children);
  const moved = (deal, stage) => { deal.stage = stage; keep(); draw(); };

  function record(deal) {
    const t = LABELS[state.lang];
    const row = (key, value) => (state.drop.includes(key) ? null
      : h('div', {class: hash(`row-${key}`)}, h('div', {class: hash('label')}, h('span', {}, t[key])), h('div', {class: hash('value')}, h('span', {class: hash('text')}, value), h('button', {class: hash('edit'), 'aria-label': t.edit}, '✎'))));
    return [
      h('header', {class: hash('head')}, h('h1', {class: hash('name'), id: `:r${seed}:`}, deal.name)),
      h('ol', {class: hash('path'), 'data-testid': 'stage-path'}, ...IDS.map((id, i) => h('li', {class: hash(i === deal.stage ? 'now' : `s${i}`), 'data-stage': id, 'aria-current': i === deal.stage ? 'step' : null}, h('button', {class: hash('step'), onclick: () => moved(deal, i)}, t.stages[i])))),
      h('section', {class: hash('facts')}, row('customer', deal.customer), row('phone', '+49 30 5550 1234'), row('amount', short(deal.amount)), row('close', day(deal.close)), row('owner', deal.owner)),
    ];
  }
  function board() {
    const t = LABELS[state.lang];
    return [h('div', {class: hash('board'), style: 'display:flex;gap:12px'}, ...IDS.map((id, i) => h('section', {'data-column': id, style: 'flex:1;min-height:200px;background:#eee', ondragover: e => e.preventDefault(), ondrop: e => moved(deals.find(d => String(d.id) === e.dataTransfer.getData('text/plain')), i)},
      h('h2', {}, t.stages[i]), ...deals.filter(d => d.stage === i).slice(0, 4).map(d => h('article', {class: hash('card'), draggable: 'true', 'data-card': d.id, ondragstart: e => e.dataTransfer.setData('text/plain', String(d.id))}, link(`/board/${d.id}`, d.name))))))];
  }
  function list() {
    const from = Math.floor(state.top / 30);
    const box = h('div', {class: hash('rows'), style: 'height:300px;overflow:auto;position:relative', onscroll: e => { if (Math.floor(e.target.scrollTop / 30) !== Math.floor(state.top / 30)) { state.top = e.target.scrollTop; draw(); } }},
      h('div', {style: `height:${deals.length * 30}px`}), ...deals.slice(from, from + 14).map((d, i) => h('div', {class: hash('line'), style: `position:absolute;top:${(from + i) * 30}px;height:30px`}, link(`/deals/${d.id}`, d.name), ' ', h('span', {}, short(d.amount)))));
    queueMicrotask(() => { box.scrollTop = state.top; });
    return [h('h1', {}, LABELS[state.lang].list), box];
  }

  function draw() {
    const at = state.shown ?? '/';
    const t = LABELS[state.lang];
    document.documentElement.lang = state.lang;
    const over = /^\/board\/(\d+)/.exec(at);
    const one = /^\/deals\/(\d+)/.exec(at);
    const deal = deals.find(d => d.id === Number((over ?? one)?.[1]));
    const main = h('main', {class: hash('main'), style: 'padding:16px;font:16px sans-serif'}, ...(one && deal ? record(deal) : at.startsWith('/board') ? board() : list()));
    const dialog = over && deal ? h('div', {role: 'dialog', 'aria-modal': 'true', class: hash('dialog'), style: 'position:fixed;inset:60px 200px;background:#fff;border:1px solid;padding:16px;overflow:auto'}, ...record(deal)) : null;
    document.getElementById('root').replaceChildren(h('nav', {style: 'padding:8px'}, link('/deals', t.list), ' ', link('/board', t.board)), main, ...(dialog ? [dialog] : []));
  }
  function route() {
    const to = location.pathname;
    if (state.shown === null) { state.shown = to; return draw(); }
    setTimeout(() => { state.shown = to; draw(); }, 120);
  }
  for (const type of ['pointerdown', 'mousedown', 'click', 'keydown', 'mouseup', 'pointerup']) {
    document.addEventListener(type, e => reached.push(`${type} ${e.target.localName}`), true);
  }
  addEventListener('popstate', route);
  route();
  window.spa = {
    reached, go,
    set(change) { Object.assign(state, change); for (const k of ['lang', 'drop']) localStorage.setItem(k, k === 'drop' ? JSON.stringify(state.drop) : state.lang); draw(); },
    move(id, stage) { moved(deals.find(d => d.id === id), stage); },
  };
})();
