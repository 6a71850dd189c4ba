// One small server for the four look-alikes; which one answers is said by the Host header. Each is a fake, see README.md.
import {readFile} from 'node:fs/promises';
import {createServer} from 'node:http';
import {deals} from './data.mjs';
import * as dynamics from './dynamics/api.mjs';
import * as hubspot from './hubspot/api.mjs';
import * as pipedrive from './pipedrive/api.mjs';
import * as zoho from './zoho/api.mjs';

export const fakes = {dynamics, hubspot, pipedrive, zoho};
/** Names for the https front. */
export const names = Object.values(fakes).map(({host}) => host);

/** What one look-alike holds. `trouble`: an answer that its API gives instead, until it is taken away. */
export const fresh = () => ({deals: deals(), notes: [], log: [], trouble: null});

/** @param {keyof typeof fakes} crm @returns {typeof fetch} A fetch that the look-alike's API answers, without any network. */
export function fetchOf(crm, state) {
  return async (address, init = {}) => {
    const url = new URL(String(address));
    const {status = 200, json, headers = {}} = answer(crm, state, {method: init.method ?? 'GET', url, headers: new Headers(init.headers), body: init.body ? JSON.parse(init.body) : undefined}) ?? {status: 404, json: {}};
    return new Response(status === 204 ? null : typeof json === 'string' ? json : JSON.stringify(json ?? {}), {status, headers: {'Content-Type': 'application/json', ...headers}});
  };
}

function answer(crm, state, request) {
  const own = fakes[crm];
  if (!own.isApi(request.url.pathname)) return null;
  state.log.push({method: request.method, path: request.url.pathname, body: request.body});
  return state.trouble?.(request) ?? own.api(request, state);
}

export async function serve({port = 0} = {}) {
  const states = Object.fromEntries(Object.keys(fakes).map(crm => [crm, fresh()]));
  const server = createServer(async (req, res) => {
    try {
      const crm = Object.keys(fakes).find(c => fakes[c].matches(String(req.headers.host).replace(/:\d+$/, '')));
      if (!crm) return void res.writeHead(404).end('no look-alike of that name');
      const url = new URL(req.url, `https://${req.headers.host}`);
      if (url.pathname.startsWith('/fake/')) {
        const text = await readFile(new URL(url.pathname.slice('/fake/'.length).replaceAll('..', ''), import.meta.url), 'utf8');
        return void res.writeHead(200, {'Content-Type': 'text/javascript; charset=utf-8'}).end(text);
      }
      const chunks = [];
      for await (const chunk of req) chunks.push(chunk);
      const said = answer(crm, states[crm], {method: req.method, url, headers: new Headers(req.headers), body: chunks.length ? JSON.parse(String(Buffer.concat(chunks))) : undefined});
      if (said) {
        const {status = 200, json, headers = {}} = said;
        return void res.writeHead(status, {'Content-Type': 'application/json', ...headers}).end(status === 204 ? undefined : typeof json === 'string' ? json : JSON.stringify(json ?? {}));
      }
      const lang = url.searchParams.get('fakelang') ?? 'en-US';
      res.writeHead(200, {'Content-Type': 'text/html; charset=utf-8', 'Set-Cookie': fakes[crm].cookies ?? []});
      res.end(`<!doctype html><html lang="${lang === 'zh' ? 'zh-CN' : 'en-US'}"><head><meta charset="utf-8"><title>Fake ${crm}</title><!-- A look-alike for tests: not ${crm}. --></head><body><script type="module" src="/fake/${crm}/page.js"></script></body></html>`);
    } catch (error) {
      res.writeHead(500).end(String(error));
    }
  });
  await new Promise((resolve, reject) => server.once('error', reject).listen(port, '127.0.0.1', resolve));
  return {
    port: server.address().port, states,
    reset() { for (const crm of Object.keys(states)) Object.assign(states[crm], fresh()); },
    close: () => new Promise(resolve => { server.closeAllConnections(); server.close(() => resolve()); }),
  };
}
