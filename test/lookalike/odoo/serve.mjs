// A look-alike of Odoo for tests: not Odoo, and none of its code. One page for all addresses, JSON-RPC beside it.
//   node test/lookalike/odoo/serve.mjs [PORT]
import {readFile} from 'node:fs/promises';
import {createServer} from 'node:http';
import {fileURLToPath} from 'node:url';
import {fresh} from './data.mjs';
import {answer} from './rpc.mjs';

const PAGE = `<!doctype html><html><head><meta charset="utf-8"><title>Fake Odoo</title><!-- A look-alike for tests: not Odoo. -->
<link rel="stylesheet" href="/web/assets/1/fake/web.assets_web.min.css"><script>var odoo = {csrf_token: "fake"};</script></head>
<body class="o_web_client"><script type="module" src="/web/assets/1/fake/web.assets_web.min.js"></script></body></html>`;
const FILES = {'/web/assets/1/fake/web.assets_web.min.js': ['client.js', 'text/javascript'], '/web/assets/1/fake/web.assets_web.min.css': ['client.css', 'text/css'], '/web/assets/1/fake/views.js': ['views.js', 'text/javascript']};

export async function serve({port = 0, host = 'localhost'} = {}) {
  const state = fresh();
  const server = createServer(async (req, res) => {
    const {pathname} = new URL(req.url, 'http://fake');
    const send = (status, type, body) => res.writeHead(status, {'Content-Type': `${type}; charset=utf-8`, 'Cache-Control': 'no-store'}).end(body);
    try {
      if (FILES[pathname]) return void send(200, FILES[pathname][1], await readFile(new URL(FILES[pathname][0], import.meta.url), 'utf8'));
      if (req.method === 'POST') {
        let text = '';
        for await (const chunk of req) text += chunk;
        const body = JSON.parse(text);
        return void send(200, 'application/json', JSON.stringify({jsonrpc: '2.0', id: body.id, ...answer(state, pathname, body.params ?? {})}));
      }
      if (pathname.startsWith('/web/image/')) return void send(200, 'image/svg+xml', '<svg xmlns="http://www.w3.org/2000/svg" width="24" height="24"><circle cx="12" cy="12" r="12" fill="#9aa"/></svg>');
      if (/^\/(odoo|web)(\/|$)/.test(pathname)) return void send(200, 'text/html', PAGE);
      send(404, 'text/plain', 'no such page');
    } catch (error) {
      send(500, 'text/plain', String(error));
    }
  });
  await new Promise((resolve, reject) => server.once('error', reject).listen(port, host, resolve));
  return {
    port: server.address().port, url: `http://${host}:${server.address().port}`, state,
    reset: () => Object.assign(state, fresh()),
    close: () => new Promise(resolve => { server.closeAllConnections(); server.close(resolve); }),
  };
}

if (process.argv[1] === fileURLToPath(import.meta.url)) console.log((await serve({port: Number(process.argv[2] ?? 8169)})).url);
