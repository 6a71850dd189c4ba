// A CRM of our own that misbehaves on demand, in the shape that Tryton's reader recognises. Not Tryton.
import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

export interface MisbehavingCrm {
  record(id: number): string;
  close(): Promise<void>;
}

/** Served with a policy that forbids frames and markup from strings, as strict as a page with a script in it can be. */
export async function misbehavingCrm(): Promise<MisbehavingCrm> {
  const html = readFileSync(new URL('page.html', import.meta.url));
  const server = createServer((_, response) => {
    response.writeHead(200, {
      'Content-Type': 'text/html; charset=utf-8',
      'Content-Security-Policy': "default-src 'none'; script-src 'unsafe-inline'; style-src 'unsafe-inline'; frame-src 'self'",
    });
    response.end(html);
  });
  await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready));
  const { port } = server.address() as AddressInfo;
  return { record: (id) => `http://127.0.0.1:${port}/#crm/model/sale.opportunity/${id}`, close: () => new Promise((done) => { server.close(() => done()); server.closeAllConnections(); }) };
}
