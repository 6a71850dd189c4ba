// A fake of Pipedrive's pages. The stage bar's attributes are made up; see README.md.
import {app, ask, date, esc, money} from '/fake/app.js';

const token = document.cookie.match(/pipe-session-token=([^;]+)/)[1];
const call = (path, init) => ask(`/api/v1/${path}${path.includes('?') ? '&' : '?'}session_token=${token}`, init);
const field = (key, label, value) => `<div data-test-key="${key}"><label>${label}</label><span data-test="field-value">${esc(value)}</span></div>`;
const link = d => `<a data-nav href="/deal/${d.id}">${esc(d.title)}</a>`;

const {go} = app(async url => {
  const {data: stages} = await call('stages');
  const id = /^\/deal\/(\d+)/.exec(url.pathname)?.[1];
  if (id) {
    const {data: d} = await call(`deals/${id}`);
    document.title = `${d.title} – deal`;
    return `<main class="detailView dealDetails"><div class="descriptionHead"><h1 class="title">${esc(d.title)}</h1></div>
      <div class="actionsContent"><span class="stateActions"><button class="won">Won</button> <button class="lost">Lost</button></span>
      ${d.status === 'open' ? '' : `<span data-test="deal-status" data-status="${d.status}">${d.status === 'won' ? 'WON' : 'LOST'}</span>`}</div>
      <ul class="row" data-test="stage-selector">${stages.map(s => `<li><button data-stage-id="${s.id}" aria-label="${esc(s.name)}"${s.id === d.stage_id ? ' aria-current="step"' : ''}>${esc(s.name)}</button></li>`).join('')}</ul>
      <div class="grid">${field('value', 'Value', money(d.value, d.currency))}${field('expected_close_date', 'Expected close date', date(d.expected_close_date))}${field('probability', 'Probability', d.probability === null ? '' : `${d.probability}%`)}
      ${field('org_id', 'Organization', d.org_id?.name)}${field('person_id', 'Person', d.person_id?.name)}${field('owner_id', 'Owner', d.user_id.name)}${field('add_time', 'Deal created', date(d.add_time.slice(0, 10)))}</div></main>`;
  }
  const {data} = await call('deals?status=open&limit=500');
  document.title = 'Deals';
  if (url.pathname.startsWith('/deals')) return `<table><thead><tr><th>Title</th><th>Value</th></tr></thead><tbody>${data.map(d => `<tr><td>${link(d)}</td><td>${money(d.value, d.currency)}</td></tr>`).join('')}</tbody></table>`;
  return `<div class="row">${stages.map((s, i) => `<div data-test="stage-${s.id}" data-test-stage-index="${i}"><div data-test="stage-header-${s.id}"><div><div>${esc(s.name)}</div></div></div>
    ${data.filter(d => d.stage_id === s.id).map(d => `<div data-test="pipeline-deal-tile" data-test-deal-id="${d.id}">${link(d)} <span>${money(d.value, d.currency)}</span></div>`).join('')}</div>`).join('')}</div>`;
});

document.addEventListener('click', async event => {
  const step = event.target.closest('[data-stage-id]');
  const end = event.target.closest('.stateActions button');
  if (!step && !end) return;
  const id = location.pathname.split('/')[2];
  try {
    await call(`deals/${id}`, {method: 'PUT', json: step ? {stage_id: Number(step.dataset.stageId)} : {status: end.className}});
    await go();
  } catch (error) {
    document.body.insertAdjacentHTML('beforeend', `<div class="toast cui5-snackbar cui5-snackbar--error"><span class="cui5-snackbar__message">${esc(error.message)}</span></div>`);
  }
});
