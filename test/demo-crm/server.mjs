/**
 * The demo CRM: a Salesforce Lightning look-alike on loopback, answering under any host name.
 *
 *   node test/demo-crm/server.mjs --port 8088 [--lang zh] [--shadow native] [--layout dynamic]
 *
 * One port speaks http and https: Chromium knows *.force.com and *.salesforce.com as https-only, so tests that map
 * those hosts to loopback need the certificate (self-signed, made by openssl at the first https connection).
 */
import { existsSync, readFileSync } from 'node:fs';
import http from 'node:http';
import https from 'node:https';
import net from 'node:net';
import { extname, join, normalize } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { build, ROOT } from './build.mjs';
import { api, otherToken } from './server/api.mjs';
import { aura } from './server/aura.mjs';
import { page } from './server/page.mjs';
import { Store } from './server/store.mjs';
import { selfSigned } from './server/tls.mjs';

const SLDS = join(ROOT, 'node_modules/@salesforce-ux/design-system/assets');
const TYPES = { '.css': 'text/css', '.js': 'text/javascript', '.svg': 'image/svg+xml', '.png': 'image/png', '.jpg': 'image/jpeg', '.woff2': 'font/woff2' };
const LOOPBACK = /^(localhost|127\.0\.0\.1|\[::1\])(:\d+)?$/;
const LIGHTNING = /^[\w.-]+\.lightning\.force\.com(:\d+)?$/;
const MY = /^[\w.-]+\.my\.salesforce\.com(:\d+)?$/;
/** As strict as Lightning's own: only the page's origin may run, frame or be fetched from. */
const CSP = "default-src 'self'; script-src 'self'; object-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data: https:; font-src 'self' data: https:; connect-src 'self'; frame-src 'self' mailto: https://*.force.com https://*.salesforce.com; frame-ancestors 'self'";

/**
 * Starts the demo CRM. Port 0 takes a free one. `shadow`, `lang`, `layout` ('standard' | 'dynamic' |
 * 'renamed' | 'sparse') and `currency`
 * ('symbol' | 'code') are defaults that the query of a page (?lang=zh…) overrides and a cookie then remembers.
 * `login: false` leaves out the visit to *.my.salesforce.com that sets the API session on mapped hosts.
 * Answers {url, port, close, reset, state}; `state` is the Store.
 */
export async function serve({ port = 0, host = '127.0.0.1', shadow, lang, layout, currency, app, login = true } = {}) {
  const dist = await build();
  const store = new Store();
  const defaults = { shadow, lang, layout, currency, app };
  const handle = (req, res) => {
    answer({ store, dist, defaults, login, scheme: req.socket.encrypted ? 'https' : 'http' }, req, res).catch((error) => {
      console.error(error);
      if (!res.headersSent) res.writeHead(500, { 'content-type': 'application/json' });
      res.end(JSON.stringify([{ errorCode: 'UNKNOWN_EXCEPTION', message: 'An unexpected error occurred.' }]));
    });
  };
  const { server, sockets } = bothSchemes(handle);
  await new Promise((resolve, reject) => {
    server.once('error', reject).listen(port, host, resolve);
  });
  const at = server.address().port;
  return {
    url: `http://${host}:${at}`,
    port: at,
    state: store,
    reset: () => store.reset(),
    close: () => new Promise((resolve) => {
      server.close(() => resolve());
      for (const socket of sockets) socket.destroy();
    }),
  };
}

/** A server that tells http from https by the first byte of a connection (22 opens a TLS handshake). */
function bothSchemes(handle) {
  const plain = http.createServer(handle);
  let secure = null;
  const sockets = new Set();
  const server = net.createServer((socket) => {
    sockets.add(socket);
    socket.on('close', () => sockets.delete(socket));
    socket.on('error', () => socket.destroy());
    socket.once('readable', () => {
      const first = socket.read(1);
      if (!first) return socket.destroy();
      socket.unshift(first);
      if (first[0] === 22) secure ??= https.createServer(selfSigned(), handle);
      return (first[0] === 22 ? secure : plain).emit('connection', socket);
    });
  });
  return { server, sockets };
}

const CHOICES = { lang: ['en', 'zh'], shadow: ['synthetic', 'native'], layout: ['standard', 'dynamic', 'renamed', 'sparse'], currency: ['symbol', 'code'], app: ['sales', 'console'] };

/** The query wins, then what `serve` was given, then the cookie, then the first choice. */
function settings(url, cookies, defaults) {
  const out = {};
  for (const [name, allowed] of Object.entries(CHOICES)) {
    const asked = [url.searchParams.get(name), defaults[name], cookies[`demo_${name}`]];
    out[name] = asked.find((v) => allowed.includes(v)) ?? allowed[0];
  }
  return out;
}

const cookiesOf = (req) => Object.fromEntries((req.headers.cookie ?? '').split(/;\s*/).filter(Boolean).map((c) => [c.slice(0, c.indexOf('=')), decodeURIComponent(c.slice(c.indexOf('=') + 1))]));

async function readBody(req) {
  const chunks = [];
  for await (const chunk of req) chunks.push(chunk);
  return Buffer.concat(chunks).toString('utf8');
}

async function answer(ctx, req, res) {
  const { store, scheme } = ctx;
  const hostname = req.headers.host ?? 'localhost';
  const url = new URL(req.url, `${scheme}://${hostname}`);
  const cookies = cookiesOf(req);
  const set = settings(url, cookies, ctx.defaults);
  const secure = scheme === 'https' ? '; Secure; SameSite=None' : '';
  const sid = (token) => `sid=${token}; Path=/; HttpOnly${secure}`;
  const apiToken = store.switches.auth === 'other-org' ? otherToken(store) : store.token;
  const send = (status, body, headers = {}) => {
    res.writeHead(status, { 'cache-control': 'no-store', ...headers });
    res.end(body);
  };
  const redirect = (to, ...set) => send(302, '', { location: to, ...(set.length ? { 'set-cookie': set } : {}) });

  if (url.pathname.startsWith('/__demo/')) return demo(ctx, req, url, hostname, send);
  if (url.pathname.startsWith('/_slds/')) return asset(SLDS, url.pathname.slice(6), send);
  if (url.pathname === '/demo/styles.css') return asset(join(ROOT, 'test/demo-crm/page'), '/styles.css', send);
  if (url.pathname.startsWith('/demo/')) return asset(ctx.dist, url.pathname.slice(5), send);
  if (url.pathname.startsWith('/services/')) {
    const out = await api(store, req, url, () => readBody(req), set.lang);
    const body = out.body === undefined || typeof out.body === 'string' ? out.body : JSON.stringify(out.body);
    return send(out.status, body, out.headers);
  }
  if (url.pathname === '/aura' && req.method === 'POST') {
    return send(200, JSON.stringify(await aura(store, await readBody(req), set.lang)), { 'content-type': 'application/json' });
  }
  // As in Salesforce, the API session lives on my.salesforce.com and the Lightning host gets another one.
  if (url.pathname === '/secur/frontdoor.jsp' && MY.test(hostname)) {
    return redirect(`${scheme}://${hostname.replace('.my.salesforce.', '.lightning.force.')}/secur/contentDoor?startURL=${encodeURIComponent(url.searchParams.get('startURL') ?? '/')}`, sid(apiToken));
  }
  if (url.pathname === '/secur/contentDoor') return redirect(new URL(url.searchParams.get('startURL') ?? '/', url).href, sid(store.uiToken));
  if (url.pathname === '/' || url.pathname === '/lightning') return redirect('/lightning/page/home');
  if (!url.pathname.startsWith('/lightning/')) return send(404, 'Not found', { 'content-type': 'text/plain' });
  if (ctx.login && LIGHTNING.test(hostname) && cookies.sid !== store.uiToken) {
    return redirect(`${scheme}://${hostname.replace('.lightning.force.', '.my.salesforce.')}/secur/frontdoor.jsp?startURL=${encodeURIComponent(req.url)}`);
  }
  const remember = Object.keys(CHOICES).filter((name) => url.searchParams.has(name)).map((name) => `demo_${name}=${set[name]}; Path=/`);
  return send(200, page(store, set), {
    'content-type': 'text/html;charset=UTF-8',
    'content-security-policy': CSP,
    'x-frame-options': 'SAMEORIGIN',
    'set-cookie': [...remember, ...(LIGHTNING.test(hostname) ? [] : [sid(apiToken)])],
  });
}

function asset(root, path, send) {
  const file = normalize(join(root, decodeURIComponent(path)));
  if (!file.startsWith(root) || !existsSync(file)) return send(404, 'Not found', { 'content-type': 'text/plain' });
  return send(200, readFileSync(file), { 'content-type': TYPES[extname(file)] ?? 'application/octet-stream', 'cache-control': 'max-age=300' });
}

/** Switches for tests and demos, on loopback names only. */
async function demo({ store }, req, url, hostname, send) {
  const reply = (status, body) => send(status, JSON.stringify(body), { 'content-type': 'application/json' });
  if (!LOOPBACK.test(hostname)) return reply(403, { error: 'loopback only' });
  if (url.pathname === '/__demo/state' && req.method === 'GET') return reply(200, { switches: store.switches, log: store.log });
  if (req.method !== 'POST') return reply(405, { error: 'POST' });
  if (url.pathname === '/__demo/reset') {
    store.reset();
    return reply(200, { switches: store.switches });
  }
  if (url.pathname === '/__demo/switch') {
    const wanted = JSON.parse((await readBody(req)) || '{}');
    const unknown = Object.keys(wanted).find((k) => !(k in store.switches));
    if (unknown) return reply(400, { error: `no switch ${unknown}` });
    Object.assign(store.switches, wanted);
    return reply(200, { switches: store.switches });
  }
  return reply(404, { error: 'no such switch' });
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const { values } = parseArgs({
    options: { port: { type: 'string', default: '8088' }, host: { type: 'string' }, lang: { type: 'string' }, shadow: { type: 'string' }, layout: { type: 'string' } },
  });
  const demoCrm = await serve({ ...values, port: Number(values.port) });
  console.log(`Demo CRM (a Lightning look-alike): ${demoCrm.url}/lightning/o/Opportunity/list?filterName=AllOpportunities`);
}
