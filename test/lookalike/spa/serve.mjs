// A CRM that nobody knows: a single page whose classes have other names at each load. A fake, made to be taught.
import {readFile} from 'node:fs/promises';
import {createServer} from 'node:http';

const script = await readFile(new URL('app.js', import.meta.url));
let loads = 0;

/** Every address is the one page; `?` of the script names the seed of its classes. */
export async function serve({port = 0} = {}) {
  const server = createServer((req, res) => {
    if (req.url?.startsWith('/app.js')) return void res.writeHead(200, {'Content-Type': 'text/javascript', 'Cache-Control': 'no-store'}).end(script);
    if (req.url === '/favicon.ico') return void res.writeHead(204).end();
    res.writeHead(200, {'Content-Type': 'text/html; charset=utf-8', 'Cache-Control': 'no-store', 'Content-Security-Policy': "default-src 'self'; style-src 'self' 'unsafe-inline'; require-trusted-types-for 'none'"})
      .end(`<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Kestrel</title><meta name="application-name" content="Kestrel"></head><body><div id="root"></div><script src="/app.js?seed=${++loads}"></script></body></html>`);
  });
  await new Promise(resolve => server.listen(port, '127.0.0.1', resolve));
  const origin = `http://127.0.0.1:${server.address().port}`;
  return {origin, url: path => origin + path, close: () => new Promise(resolve => { server.close(resolve); server.closeAllConnections(); })};
}

if (process.argv[1] === import.meta.filename) console.log((await serve({port: Number(process.argv[2] ?? 0)})).origin);
